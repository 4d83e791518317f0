/* acm_validation_waiter_trap: every domain says SUCCESS, yet there is no certificate. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_waiter_trap = {
    .rule = {
        .id = "acm_validation_waiter_trap",
        .title = "Every domain is validated, yet the certificate is not issued",
        .group = GROUP_VALIDATION,
        .severity = SEV_MEDIUM,
        .why = "`aws acm wait certificate-validated`, the SDK waiters and scripts that "
               "read the domains only call this certificate done: they ask whether every "
               "domain is SUCCESS before they look at Status. A pipeline goes on and "
               "breaks later, where nobody looks for it.",
        .logic =
            "FAIL: there is at least one domain, every one of them is SUCCESS, and Status "
            "is FAILED, VALIDATION_TIMED_OUT, or PENDING_VALIDATION more than 5 minutes "
            "after CreatedAt. "
            "UNKNOWN: the states of the domains, Status, or the age of a pending request "
            "are not in the evidence. "
            "NA: everything else. PASS is never given.",
        .references = {
            "https://docs.aws.amazon.com/cli/latest/reference/acm/wait/"
            "certificate-validated.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: %s, so whether a waiter would call it validated is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description shows Status, CreatedAt and every domain's state.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct cert *cert, const struct domain_counts *counts,
                         struct finding *out, struct arena *arena)
{
    const char *reason = cert_reason_word(cert);

    finding_say(
        out, arena,
        "%s is %s%s%s, but %s %u of its domains say%s SUCCESS: waiters and scripts "
        "that read the domains only take it for done",
        tell_cert(cert), cert_status_word(cert), reason[0] == '\0' ? "" : " for ", reason,
        counts->n == 1 ? "the" : "all", counts->n, counts->n == 1 ? "s" : "");
    tell_status(out, arena, cert);
    tell_reason(out, arena, cert);
    tell_domains(out, arena, cert, true);
    return VERDICT_FAIL;
}

static enum verdict judge_success(const struct facts *facts, const struct cert *cert,
                                  const struct domain_counts *counts, struct finding *out,
                                  struct arena *arena)
{
    if (cert->status == ACM_STATUS_NONE)
        return unknown(cert, "the evidence holds no Status", out, arena);
    if (cert_is_dead(cert))
        return fail(cert, counts, out, arena);
    switch (now_is_after(facts, cert->created_at, CLOCK_SLACK_S)) {
    case PASSED_YES:
        return fail(cert, counts, out, arena);
    case PASSED_NO:
        return VERDICT_NA; /* ACM takes some moments to issue */
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

    if (cert->type == ACM_IMPORTED || cert->type == ACM_PRIVATE)
        return VERDICT_NA;
    if (!cert_is_dead(cert) && cert->status != ACM_PENDING_VALIDATION &&
        cert->status != ACM_STATUS_NONE)
        return VERDICT_NA;
    counts = count_domains(cert);
    if (counts.n > 0 && counts.success == counts.n)
        return judge_success(facts, cert, &counts, out, arena);
    if (counts.blocking > 0 || cert->status == ACM_STATUS_NONE)
        return VERDICT_NA;
    if (counts.unknown > 0 || cert_lacks_domains(cert))
        return unknown(cert, "the evidence does not show its domains' states", out,
                       arena);
    return VERDICT_NA;
}
