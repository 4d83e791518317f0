/* evidence_clock_skew: the file tells of times that have not come yet. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"
#include "analyzer/check/tell.h"
#include "base/when.h"

enum { CERTS_SHOWN = 20 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_clock_skew = {
    .rule = {
        .id = "evidence_clock_skew",
        .title = "Times after the current time",
        .group = GROUP_EVIDENCE,
        .severity = SEV_MEDIUM,
        .why = "Something that has happened is dated later than now: the clock that gave "
               "--now or the manifest's time, or the one that wrote the file, is wrong. "
               "Every deadline and age in the report is then wrong by as much.",
        .logic =
            "FAIL: a time of something that happened (CreatedAt, IssuedAt, ImportedAt, "
            "RevokedAt, UpdatedAt, the capture itself) lies more than 5 minutes after the "
            "current time. NotBefore and NotAfter do not count. "
            "PASS: none does. "
            "NA: the current time is itself taken from the evidence, so that no other "
            "clock is there to hold the times against; or the file is unreadable.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "No time in the file lies after the current time.",
    .run = run,
};

struct moment {
    const char *pointer; /* within the record; NULL: the capture */
    int64_t when;
};

static void take(struct moment *latest, const char *pointer, int64_t when)
{
    if (when != WHEN_NONE && (latest->when == WHEN_NONE || when > latest->when))
        *latest = (struct moment){ pointer, when };
}

static struct moment latest_of(const struct cert *cert)
{
    struct moment latest = { NULL, WHEN_NONE };

    take(&latest, "/CreatedAt", cert->created_at);
    take(&latest, "/IssuedAt", cert->issued_at);
    take(&latest, "/ImportedAt", cert->imported_at);
    take(&latest, "/RevokedAt", cert->revoked_at);
    if (cert->renewal != NULL)
        take(&latest, "/RenewalSummary/UpdatedAt", cert->renewal->updated_at);
    if (cert->update != NULL) {
        take(&latest, "/UpdateSummary/RequestedAt", cert->update->requested_at);
        take(&latest, "/UpdateSummary/UpdatedAt", cert->update->updated_at);
    }
    take(&latest, NULL, cert->captured_at);
    return latest;
}

static enum verdict fail_capture(const struct facts *facts, const struct source *source,
                                 struct finding *out, struct arena *arena)
{
    struct evidence_ref ref = { .file = source->file, .pointer = "" };

    finding_say(
        out, arena,
        "%s was captured on %s, after the current time %s: one of the two clocks is "
        "wrong",
        source->file, tell_when(arena, source->captured_at),
        tell_when(arena, facts->now));
    finding_evidence(out, arena, &ref);
    return VERDICT_FAIL;
}

static enum verdict fail_certs(const struct facts *facts,
                               const struct evidence_group *group, struct finding *out,
                               struct arena *arena)
{
    struct moment worst = latest_of(group->ahead[0]);
    const struct cert *cert = group->ahead[0];

    for (size_t i = 0; i < group->n_ahead; i++) {
        struct moment moment = latest_of(group->ahead[i]);

        if (moment.when > worst.when) {
            worst = moment;
            cert = group->ahead[i];
        }
        if (i < CERTS_SHOWN)
            tell_evidence(out, arena, &group->ahead[i]->origin,
                          moment.pointer == NULL ? "" : moment.pointer,
                          tell_when(arena, moment.when));
    }
    finding_say(
        out, arena,
        "%s: %s of %s is %s, after the current time %s (%zu %s of the file): one of "
        "the clocks is wrong",
        group->sources[0]->file,
        worst.pointer == NULL ? "the capture" : worst.pointer + 1, tell_cert(cert),
        tell_when(arena, worst.when), tell_when(arena, facts->now), group->n_ahead,
        group->n_ahead == 1 ? "record" : "records");
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct evidence_group *group = subject->evidence;
    const struct source *source = group->sources[0];

    if (facts->now_source == NOW_NONE || facts->now_source == NOW_EVIDENCE ||
        source_is_unreadable(source))
        return VERDICT_NA;
    if (group->n_ahead > 0)
        return fail_certs(facts, group, out, arena);
    if (source->captured_at != WHEN_NONE &&
        source->captured_at > facts->now + CLOCK_SLACK_S)
        return fail_capture(facts, source, out, arena);
    return VERDICT_PASS;
}
