/* acm_validation_abandoned: a dead request that another certificate has replaced. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/siblings.h"
#include "base/when.h"

enum { ABANDONED_AFTER_S = 7 * WHEN_DAY };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_abandoned = {
    .rule = {
        .id = "acm_validation_abandoned",
        .title = "Dead request that another certificate has replaced",
        .group = GROUP_VALIDATION,
        .severity = SEV_LOW,
        .why = "A request that failed stays in the list until somebody deletes it. It hides "
               "the failures that matter, and counts against the quota of certificates.",
        .logic =
            "FAIL: Status is FAILED or VALIDATION_TIMED_OUT, CreatedAt is more than 7 days "
            "ago, and an ISSUED, unexpired certificate of the same account and region "
            "covers every one of its names. "
            "PASS: a dead request that is younger, or whose names nothing covers. "
            "UNKNOWN: its names, account, region or age are not in the evidence, or "
            "whether the covering certificate is still valid is not known; or the list of "
            "the account and region is cut short and shows no covering one. "
            "NA: any other status.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-delete.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "The dead request is recent, or nothing has replaced it.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: %s, so whether the dead request was replaced is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "Full descriptions of the certificates of the account and region, and "
                  "--now with the time they were taken, would tell.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct cert *cert, const struct cert *sibling,
                         struct finding *out, struct arena *arena)
{
    finding_say(
        out, arena,
        "%s: the request of %s is %s, and %s, valid until %s, covers all its names",
        tell_cert(cert), tell_when(arena, cert->created_at), cert_status_word(cert),
        sibling->arn != NULL ? sibling->arn : tell_cert(sibling),
        tell_when(arena, sibling->not_after));
    tell_status(out, arena, cert);
    tell_status(out, arena, sibling);
    return VERDICT_FAIL;
}

/* A covering sibling stands; is the request old enough, and the sibling alive? */
static enum verdict judge_covered(const struct facts *facts, const struct cert *cert,
                                  const struct cert *sibling, struct finding *out,
                                  struct arena *arena)
{
    enum passed old = now_is_after(facts, cert->created_at, ABANDONED_AFTER_S);

    if (old == PASSED_NO)
        return VERDICT_PASS;
    if (old == PASSED_UNKNOWN)
        return unknown(cert, "the age of the request is not known", out, arena);
    if (now_is_after(facts, sibling->not_after, 0) != PASSED_NO)
        return unknown(cert,
                       "whether the certificate that covers its names is still "
                       "valid is not known",
                       out, arena);
    return fail(cert, sibling, out, arena);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    const struct cert *sibling;

    if (!cert_is_dead(cert))
        return VERDICT_NA;
    if (cert->account == NULL || cert->region == NULL)
        return unknown(cert, "its account or region is not in the evidence", out, arena);
    if (cert->names_cut || cert->n_names == 0)
        return unknown(cert, "not all of its names are in the evidence", out, arena);
    sibling = siblings_covering(facts, cert);
    if (sibling != NULL)
        return judge_covered(facts, cert, sibling, out, arena);
    if (list_is_cut(facts, cert))
        return unknown(cert, "the list of its account and region is cut short", out,
                       arena);
    return VERDICT_PASS;
}
