/* acm_validation_partial: some names are validated, others hold the certificate up. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/diagnosis.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_partial = {
    .rule = {
        .id = "acm_validation_partial",
        .title = "Some names are validated, others hold the certificate up",
        .group = GROUP_VALIDATION,
        .severity = SEV_MEDIUM,
        .why = "ACM issues only when every name is validated. That some are proves that "
               "the procedure works and that the fault lies with the names that remain: a "
               "forgotten zone, a mistyped name, a mailbox that nobody reads.",
        .logic =
            "FAIL: at least one name is SUCCESS and at least one is not, and Status is "
            "FAILED, VALIDATION_TIMED_OUT, or PENDING_VALIDATION for more than 30 minutes. "
            "Only the blocking names are given. "
            "PASS: such a certificate whose names all stand alike, or a mixed one that is "
            "younger than 30 minutes. "
            "UNKNOWN: the names' states are not in the evidence, Status is lacking, or the "
            "age of a pending mixed one is not known. "
            "NA: any other status, imported and private certificates, no names to validate.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/certificate-validation.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_DomainValidation.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No name holds up others that are validated already.",
    .causes = { "email_unanswered", "email_no_mailbox", "email_denied",
                "http_token_unreachable", "record_not_generated", "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: %s, so whether single names hold the certificate up is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description shows the state of each name and the age of the "
                  "request.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct facts *facts, const struct cert *cert,
                         const struct domain_counts *counts, struct finding *out,
                         struct arena *arena)
{
    finding_say(out, arena, "%s: %u of %u names %s validated; blocking: %s",
                tell_cert(cert), counts->success, counts->n,
                counts->success == 1 ? "is" : "are", tell_blocking(arena, cert));
    tell_status(out, arena, cert);
    tell_domains(out, arena, cert, false);
    tell_domains(out, arena, cert, true);
    diagnose(facts, cert, out, arena);
    return VERDICT_FAIL;
}

/* Names of both kinds: what is left to ask is whether the request is old enough. */
static enum verdict judge_mixed(const struct facts *facts, const struct cert *cert,
                                const struct domain_counts *counts, struct finding *out,
                                struct arena *arena)
{
    if (cert_is_dead(cert))
        return fail(facts, cert, counts, out, arena);
    switch (now_is_after(facts, cert->created_at, VALIDATION_LAG_S)) {
    case PASSED_YES:
        return fail(facts, cert, counts, out, arena);
    case PASSED_NO:
        return VERDICT_PASS;
    case PASSED_UNKNOWN:
    default:
        return unknown(cert, "the age of the request is not known", out, arena);
    }
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    struct domain_counts counts;
    bool mixed;

    if (cert->type == ACM_IMPORTED || cert->type == ACM_PRIVATE)
        return VERDICT_NA;
    if (!cert_is_dead(cert) && cert->status != ACM_PENDING_VALIDATION &&
        cert->status != ACM_STATUS_NONE)
        return VERDICT_NA;
    counts = count_domains(cert);
    mixed = counts.success > 0 && counts.blocking > 0;
    if (cert->status == ACM_STATUS_NONE)
        return mixed ? unknown(cert, "the evidence holds no Status", out, arena)
                     : VERDICT_NA;
    if (mixed)
        return judge_mixed(facts, cert, &counts, out, arena);
    if (counts.n == 0)
        return cert_lacks_domains(cert)
                   ? unknown(cert, "the evidence does not show its names' states", out,
                             arena)
                   : VERDICT_NA;
    if (counts.unknown > 0 && counts.n > 1)
        return unknown(cert, "the state of some names is not in the evidence", out,
                       arena);
    return VERDICT_PASS;
}
