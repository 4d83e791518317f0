/* acm_validation_pending: the certificate still waits for its names to be validated. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/diagnosis.h"
#include "base/when.h"

enum {
    LONG_PENDING_S = 24 * WHEN_HOUR, /* medium from here on */
    LAST_HOURS_S = 12 * WHEN_HOUR,   /* high when less is left */
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_pending = {
    .rule = {
        .id = "acm_validation_pending",
        .title = "Certificate waits for validation",
        .group = GROUP_VALIDATION,
        .severity = SEV_LOW,
        .why = "A certificate that waits serves nobody, and a request that is not "
               "validated within 72 hours dies: then only a new one helps.",
        .logic =
            "FAIL: Status is PENDING_VALIDATION. low at first; medium from 24 h after "
            "CreatedAt on, or as soon as a definite cause is found; high with less than "
            "12 h left to CreatedAt + 72 h, and past that moment. With a current time "
            "taken from the evidence alone, which is only a lower bound, the hours left "
            "are not counted and the deadline is printed instead. "
            "UNKNOWN: only Terraform state says so, which is as old as its last refresh; "
            "or the evidence holds no Status; or two dumps of unknown or equal time "
            "disagree. "
            "NA: any other status. PASS is never given.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/certificate-validation.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .causes = { "record_not_generated", "email_unanswered", "http_token_unreachable",
                "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, struct finding *out,
                            struct arena *arena)
{
    if (cert->status == ACM_STATUS_NONE)
        finding_say(out, arena,
                    "%s: the evidence holds no Status, so whether it still waits for "
                    "validation is not known",
                    tell_cert(cert));
    else
        finding_say(
            out, arena,
            "%s: Terraform alone says PENDING_VALIDATION, and its state is as old "
            "as its last refresh: whether the certificate still waits is not known",
            tell_cert(cert));
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description of the certificate, taken now, shows its Status.");
    return VERDICT_UNKNOWN;
}

static enum severity level(const struct facts *facts, const struct cert *cert,
                           const struct finding *out, enum severity base)
{
    const struct cause *cause;
    enum severity severity = base;

    if (now_is_after(facts, cert->created_at, VALIDATION_LIMIT_S) == PASSED_YES)
        return SEV_HIGH;
    if (facts_now_is_exact(facts) &&
        now_is_after(facts, cert->created_at, VALIDATION_LIMIT_S - LAST_HOURS_S) ==
            PASSED_YES)
        return SEV_HIGH;
    /* From 24 h on: the limit itself counts. */
    if (now_is_after(facts, cert->created_at, LONG_PENDING_S - 1) == PASSED_YES)
        severity = SEV_MEDIUM;
    for (cause = out->causes; cause != NULL; cause = cause->next) {
        if (cause_is_definite(cause))
            severity = SEV_MEDIUM;
    }
    return severity;
}

static const char *say_waiting(const struct cert *cert, struct arena *arena)
{
    struct domain_counts counts = count_domains(cert);

    if (counts.n > 0 && counts.success == counts.n)
        return "; every name is validated, and ACM has yet to issue";
    if (counts.blocking == 0)
        return "";
    return arena_printf(arena, "; it waits for %s", tell_blocking(arena, cert));
}

static void say(const struct facts *facts, const struct cert *cert, struct finding *out,
                struct arena *arena)
{
    int64_t deadline = when_add(cert->created_at, VALIDATION_LIMIT_S);
    const char *waiting = say_waiting(cert, arena);
    const char *until = tell_when(arena, deadline);
    char span[WHEN_TEXT_MAX];

    if (deadline == WHEN_NONE)
        finding_say(out, arena,
                    "%s is PENDING_VALIDATION; CreatedAt is not in the evidence, so when "
                    "its 72 h end is not known%s",
                    tell_cert(cert), waiting);
    else if (now_is_after(facts, deadline, 0) == PASSED_YES)
        finding_say(out, arena,
                    "%s is PENDING_VALIDATION in this dump, but its 72 h ended on %s: by "
                    "now ACM has issued it or given it up%s",
                    tell_cert(cert), until, waiting);
    else if (facts_now_is_exact(facts))
        finding_say(out, arena,
                    "%s is PENDING_VALIDATION with %s left until it times out on %s%s",
                    tell_cert(cert), when_span(deadline - facts->now, span), until,
                    waiting);
    else
        finding_say(out, arena, "%s is PENDING_VALIDATION and times out on %s%s",
                    tell_cert(cert), until, waiting);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;

    if (cert->status == ACM_STATUS_NONE && cert->type != ACM_IMPORTED)
        return unknown(cert, out, arena);
    if (cert->status != ACM_PENDING_VALIDATION)
        return VERDICT_NA;
    if (cert->grade == GRADE_TERRAFORM)
        return unknown(cert, out, arena);
    say(facts, cert, out, arena);
    tell_status(out, arena, cert);
    if (cert->created_at != WHEN_NONE)
        tell_evidence(out, arena, &cert->origin, "/CreatedAt",
                      tell_when(arena, cert->created_at));
    tell_domains(out, arena, cert, false);
    diagnose(facts, cert, out, arena);
    out->severity = level(facts, cert, out, out->severity);
    return VERDICT_FAIL;
}
