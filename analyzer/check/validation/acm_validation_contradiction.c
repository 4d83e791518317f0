/* acm_validation_contradiction: the certificate's own words contradict each other. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_contradiction = {
    .rule = {
        .id = "acm_validation_contradiction",
        .title = "Status, reason and domains contradict each other",
        .group = GROUP_VALIDATION,
        .severity = SEV_MEDIUM,
        .why = "Scripts that look at one of Status, FailureReason and the domains' states "
               "alone come to the wrong conclusion here; and where ACM cannot have said "
               "all of it at once, the file was edited, merged or taken while things "
               "changed.",
        .logic =
            "FAIL, with at least one domain in the evidence: VALIDATION_TIMED_OUT with "
            "every domain SUCCESS; FAILED with every domain SUCCESS and a reason other "
            "than CAA_ERROR (CAA is read after control is proved, so there it is normal); "
            "ISSUED with a domain FAILED; a FailureReason on any other status than FAILED "
            "or VALIDATION_TIMED_OUT; FAILED without a reason in a full description. "
            "PASS: they agree. "
            "UNKNOWN: a FAILED or timed-out request that was listed but never described, "
            "a reason without a Status, or two dumps of unknown or equal time that disagree. "
            "NA: no domains, neither Status nor reason, imported and private certificates.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-cert-requests.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "Status, reason and domains agree.",
    .causes = { "undetermined" },
    .run = run,
};

/* What contradicts what, or NULL. All words are known, and there is a domain. */
static const char *contradiction(const struct cert *cert,
                                 const struct domain_counts *counts)
{
    bool all = counts->success == counts->n;

    if (cert->status == ACM_VALIDATION_TIMED_OUT)
        return all ? "timed out although every domain is validated" : NULL;
    if (cert->status == ACM_FAILED) {
        if (cert->reason == ACM_REASON_NONE)
            return cert->grade == GRADE_DESCRIBE ? "FAILED, and the description gives no "
                                                   "reason"
                                                 : NULL;
        return all && cert->reason != ACM_CAA_ERROR
                   ? "FAILED although every domain is validated"
                   : NULL;
    }
    if (cert->status == ACM_ISSUED && counts->failed > 0)
        return "ISSUED although the validation of a domain FAILED";
    if (cert->reason != ACM_REASON_NONE && cert->status != ACM_STATUS_OTHER)
        return "a failure reason on a certificate that did not fail";
    return NULL;
}

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena, "%s: %s, so whether ACM's words agree is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    tell_reason(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description holds Status, FailureReason and every domain's "
                  "state together.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct cert *cert, const struct domain_counts *counts,
                         const char *what, struct finding *out, struct arena *arena)
{
    const char *reason = cert_reason_word(cert);

    finding_say(out, arena,
                "%s: %s (Status %s, FailureReason %s, %u of %u domains SUCCESS)",
                tell_cert(cert), what, cert_status_word(cert),
                reason[0] == '\0' ? "absent" : reason, counts->success, counts->n);
    tell_status(out, arena, cert);
    tell_reason(out, arena, cert);
    tell_domains(out, arena, cert, false);
    if (counts->success == counts->n)
        tell_domains(out, arena, cert, true);
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN,
                  "A description taken now shows whether the contradiction lasts or the "
                  "file caught the certificate while it changed.");
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    struct domain_counts counts;
    const char *what;

    (void)facts;
    if (cert->type == ACM_IMPORTED || cert->type == ACM_PRIVATE)
        return VERDICT_NA;
    if (cert->n_validations == 0)
        return cert_is_dead(cert) && cert_lacks_domains(cert)
                   ? unknown(cert, "it was never described", out, arena)
                   : VERDICT_NA;
    counts = count_domains(cert);
    if (cert->status == ACM_STATUS_NONE)
        return cert->reason != ACM_REASON_NONE
                   ? unknown(cert, "the evidence holds a reason but no Status", out,
                             arena)
                   : VERDICT_NA;
    what = contradiction(cert, &counts);
    if (what == NULL)
        return VERDICT_PASS;
    return fail(cert, &counts, what, out, arena);
}
