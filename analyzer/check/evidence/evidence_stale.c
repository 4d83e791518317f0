/* evidence_stale: what the dump says cannot be so any more. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "base/when.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_stale = {
    .rule = {
        .id = "evidence_stale",
        .title = "The dump is older than what it says",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "ACM has moved on since the file was saved. A verdict on this certificate "
               "is a verdict on the past; save it again.",
        .logic =
            "FAIL: PENDING_VALIDATION more than 72 h after CreatedAt, or in a file that "
            "was captured more than 24 h before the current time; ISSUED after NotAfter; or a "
            "list that was saved after the description gives another Status. "
            "PASS: none of these. "
            "UNKNOWN: pending, and neither the time of capture nor the age of the request "
            "tells, or the current time is itself taken from the evidence. "
            "NA: any other status; ISSUED when NotAfter or an independent current time is "
            "lacking (evidence_time_guessed says so once for all).",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/certificate-validation.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "Nothing in the dump is out of date at the current time.",
    .causes = { "undetermined" },
    .run = run,
};

static const char advice[] = "A description taken now shows what became of it.";

static enum verdict judge_issued(const struct facts *facts, const struct cert *cert,
                                 struct finding *out, struct arena *arena)
{
    enum passed over = now_is_after(facts, cert->not_after, 0);

    if (over == PASSED_NO)
        return VERDICT_PASS;
    if (over == PASSED_UNKNOWN)
        return VERDICT_NA;
    finding_say(
        out, arena,
        "%s is ISSUED in the dump, but NotAfter was %s: by now it was renewed or has "
        "expired",
        tell_cert(cert), tell_when(arena, cert->not_after));
    tell_status(out, arena, cert);
    tell_evidence(out, arena, &cert->origin, "/NotAfter",
                  tell_when(arena, cert->not_after));
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN, advice);
    return VERDICT_FAIL;
}

static enum verdict fail_pending(const struct cert *cert, const char *why,
                                 struct finding *out, struct arena *arena)
{
    finding_say(out, arena, "%s is PENDING_VALIDATION in the dump, but %s",
                tell_cert(cert), why);
    tell_status(out, arena, cert);
    if (cert->created_at != WHEN_NONE)
        tell_evidence(out, arena, &cert->origin, "/CreatedAt",
                      tell_when(arena, cert->created_at));
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN, advice);
    return VERDICT_FAIL;
}

static enum verdict judge_pending(const struct facts *facts, const struct cert *cert,
                                  struct finding *out, struct arena *arena)
{
    /* Captured when the manifest or answer says, and not before its latest event. */
    int64_t captured = cert->captured_at;
    int64_t at_least = cert_latest_past(cert);

    if (now_is_after(facts, cert->created_at, VALIDATION_LIMIT_S) == PASSED_YES)
        return fail_pending(
            cert,
            arena_printf(arena, "its 72 h ended on %s: by now it was issued or given up",
                         tell_when(arena, cert->created_at + VALIDATION_LIMIT_S)),
            out, arena);
    if (now_is_after(facts, captured, WHEN_DAY) == PASSED_YES)
        return fail_pending(
            cert,
            arena_printf(arena,
                         "it was captured on %s, more than 24 h before the "
                         "current time",
                         tell_when(arena, captured)),
            out, arena);
    if (now_is_after(facts, at_least, WHEN_DAY) == PASSED_NO)
        return VERDICT_PASS;
    finding_say(
        out, arena,
        "%s is PENDING_VALIDATION, and when the dump was captured is not known: it "
        "may be out of date",
        tell_cert(cert));
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW, advice);
    return VERDICT_UNKNOWN;
}

static enum verdict fail_newer(const struct cert *cert, const struct cert *newer,
                               struct finding *out, struct arena *arena)
{
    finding_say(out, arena, "%s is %s in its description of %s, but %s in %s of %s",
                tell_cert(cert), cert_status_word(cert),
                tell_when(arena, cert->captured_at), cert_status_word(newer),
                newer->origin.source->file, tell_when(arena, newer->captured_at));
    tell_status(out, arena, cert);
    tell_status(out, arena, newer);
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN, advice);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    const struct cert *newer = cert_newer(cert);

    if (newer != NULL)
        return fail_newer(cert, newer, out, arena);
    if (cert->status == ACM_ISSUED)
        return judge_issued(facts, cert, out, arena);
    if (cert->status == ACM_PENDING_VALIDATION)
        return judge_pending(facts, cert, out, arena);
    return VERDICT_NA;
}
