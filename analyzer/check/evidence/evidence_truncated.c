/* evidence_truncated: the saved answer says itself that more exists. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/problems.h"
#include "analyzer/check/tell.h"
#include "analyzer/check/zone_dumps.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_truncated = {
    .rule = {
        .id = "evidence_truncated",
        .title = "A saved answer that is cut short",
        .group = GROUP_EVIDENCE,
        .severity = SEV_MEDIUM,
        .why = "The answer says that there is more than was saved. What was left behind is "
               "not judged, and \"not in the list\" proves nothing.",
        .logic =
            "FAIL: NextToken or IsTruncated without the page that follows, or "
            "HasAdditionalSubjectAlternativeNames (the row shows the first 100 names "
            "only); or a file of a zone's records holds another number of record sets than "
            "the zone's ResourceRecordSetCount. PASS: nothing in the evidence says that "
            "more exists. NA: the file is unreadable.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_ListCertificates.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateSummary.html",
            "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html",
            "PCI DSS 4.0 4.2.1.1",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "Nothing in the file says that more exists.",
    .causes = { "undetermined" },
    .run = run,
};

/* Another number of record sets than the zone counts: lost, or changed in between. */
static void say_count(const struct source *source, const struct zone *zone,
                      struct finding *out, struct arena *arena)
{
    const long long counted = (long long)zone->row->record_count;
    struct cause *cause;

    tell_evidence(out, arena, &zone->dump->origin, "", NULL);
    tell_evidence(out, arena, &zone->row->origin, "",
                  arena_printf(arena, "%lld", counted));
    if (out->message != NULL)
        return;
    finding_say(out, arena,
                "%s: %zu record sets of zone %s, but its ResourceRecordSetCount is %lld",
                source->file, zone->n_sets, zone->name, counted);
    cause = finding_cause(out, arena, CAUSE_undetermined, CONFIDENCE_CERTAIN);
    cause_detail(cause, arena,
                 "Records were lost on the way, or the zone was changed between the two "
                 "calls: what is not among them may still exist.");
    cause_fix(cause, arena, FIX_CLI, "Save the zone and its records again",
              arena_printf(arena, "%s\n%s", zone_command_get(zone, arena),
                           zone_command_records(zone, arena)));
}

static void judge_counts(const struct facts *facts, const struct source *source,
                         struct finding *out, struct arena *arena)
{
    const struct zone_dumps dumps = zone_dumps_of(facts->estate, source);

    for (size_t i = 0; i < dumps.n; i++) {
        const struct zone *zone = zone_of(facts->users, dumps.dumps[i]);

        if (zone != NULL && zone->dump == dumps.dumps[i] && zone->count_differs)
            say_count(source, zone, out, arena);
    }
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct evidence_group *group = subject->evidence;
    const struct source *source = group->sources[0];
    const unsigned kinds = PROBLEMS(PROBLEM_TRUNCATED);
    const struct problem *first = problem_first(source, kinds);

    if (first == NULL && source_is_unreadable(source))
        return VERDICT_NA;
    if (first == NULL) {
        for (size_t i = 0; i < group->n_sources; i++)
            judge_counts(facts, group->sources[i], out, arena);
        return out->message == NULL ? VERDICT_PASS : VERDICT_FAIL;
    }
    problem_tell(out, arena, source, first, kinds);
    problem_causes(out, arena, source, kinds, CAUSE_undetermined, CONFIDENCE_CERTAIN,
                   "Save the whole answer");
    return VERDICT_FAIL;
}
