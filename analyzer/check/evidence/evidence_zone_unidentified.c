/* evidence_zone_unidentified: record sets saved, but of which zone is not known. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/check/zone_dumps.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_zone_unidentified = {
    .rule = {
        .id = "evidence_zone_unidentified",
        .title = "Saved records of a zone that is not identified",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "Records prove something only when it is known whose they are. Without the "
               "zone's id, or whether it is public, what is found in them counts for less, "
               "and what is not found in them for nothing.",
        .logic =
            "FAIL: a ListResourceRecordSets answer in the file is of a zone that neither "
            "its own SOA or NS records, nor the manifest, nor its path name; or of which "
            "no ListHostedZones or GetHostedZone answer and no reserved name servers tell "
            "whether it is public. "
            "PASS: the zone of all record sets in the file is known. "
            "NA: the file holds no such answer.",
        .references = {
            "https://docs.aws.amazon.com/Route53/latest/APIReference/"
            "API_ListResourceRecordSets.html",
            "https://docs.aws.amazon.com/Route53/latest/APIReference/"
            "API_GetHostedZone.html",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "The zone of all record sets in the file is known.",
    .causes = { "undetermined" },
    .run = run,
};

static const char *lack_of(const struct facts *facts, const struct record_dump *dump,
                           struct arena *arena)
{
    const struct zone *zone = zone_of(facts->users, dump);

    if (zone == NULL && dump->zone_id != NULL)
        return arena_printf(arena, "the name of zone %s is not in the evidence",
                            dump->zone_id);
    if (zone == NULL)
        return "neither the records nor a manifest or the path tell of which zone they "
               "are";
    if (zone->visibility == VISIBILITY_UNKNOWN)
        return "whether the zone is public or private is not in the evidence";
    return NULL;
}

/* What is wrong in one file, and of all. */
struct tally {
    const struct record_dump *bad; /* the first that is not identified */
    const char *lack;
    size_t n;
};

static void count(const struct facts *facts, const struct source *source,
                  struct tally *tally, struct finding *out, struct arena *arena)
{
    const struct zone_dumps dumps = zone_dumps_of(facts->estate, source);

    for (size_t i = 0; i < dumps.n; i++) {
        const struct record_dump *dump = dumps.dumps[i];
        const char *lack;

        if (dump->from != DNS_FROM_ROUTE53)
            continue;
        tally->n++;
        lack = lack_of(facts, dump, arena);
        if (lack == NULL)
            continue;
        if (tally->bad == NULL) {
            tally->bad = dump;
            tally->lack = lack;
        }
        tell_evidence(out, arena, &dump->origin, "", NULL);
    }
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct evidence_group *group = subject->evidence;
    struct tally tally = { 0 };
    struct cause *cause;

    for (size_t i = 0; i < group->n_sources; i++)
        count(facts, group->sources[i], &tally, out, arena);
    if (tally.bad == NULL)
        return tally.n == 0 ? VERDICT_NA : VERDICT_PASS;
    finding_say(out, arena, "%s: %u record set%s%s%s, but %s", group->sources[0]->file,
                tally.bad->n_sets, tally.bad->n_sets == 1 ? "" : "s",
                tally.bad->zone != NULL ? " of " : "",
                tally.bad->zone != NULL ? tally.bad->zone : "", tally.lack);
    cause = finding_cause(out, arena, CAUSE_undetermined, CONFIDENCE_CERTAIN);
    cause_detail(cause, arena,
                 "The list of the account's zones tells; save the records "
                 "under the zone's id.");
    cause_fix(cause, arena, FIX_CLI,
              "Save the zones, and the records under the zone's id",
              "mkdir -p evidence/ACCOUNT/global/route53/list-resource-record-sets\n"
              "aws route53 list-hosted-zones --output json > "
              "evidence/ACCOUNT/global/route53/list-hosted-zones.json\n"
              "# ZONE_ID: an id of that list, without /hostedzone/\n"
              "aws route53 list-resource-record-sets --hosted-zone-id ZONE_ID --output "
              "json > "
              "evidence/ACCOUNT/global/route53/list-resource-record-sets/ZONE_ID.json");
    return VERDICT_FAIL;
}
