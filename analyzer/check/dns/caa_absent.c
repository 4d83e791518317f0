/* caa_absent: no CAA record says who may issue for the zone. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "analyzer/join/caa_climb.h"
#include "analyzer/join/commands.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_caa_absent = {
    .rule = {
        .id = "caa_absent",
        .title = "No CAA record limits who may issue",
        .group = GROUP_DNS,
        .severity = SEV_INFO,
        .why = "Without CAA every public CA may issue for the domain to whoever passes its "
               "validation. A set that names the issuers in use, amazon.com among them, "
               "narrows that; leaving one out stops its renewals, so gather them first.",
        .logic =
            "FAIL: the climb of RFC 8659 from the zone's apex meets no CAA set, and every "
            "step of it is in the evidence (steps at and above the public suffix count as "
            "empty). "
            "PASS: a set is met, at the apex or above. "
            "UNKNOWN: some step is not in the evidence, or its look-up failed. "
            "NA: private zones.",
        .references = {
            "https://www.rfc-editor.org/rfc/rfc8659",
            "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
            "NIST SP 800-53 r5 SC-17",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "CAA records limit who may issue.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct zone *zone, const struct caa_climb *climb,
                            struct finding *out, struct arena *arena)
{
    return zone_unknown(
        zone,
        climb->end == CLIMB_FAILED
            ? arena_printf(arena,
                           "%s: the look-up of the CAA records of %s failed, so whether "
                           "there are any is not known",
                           zone_label(zone, arena), climb->at)
            : arena_printf(
                  arena,
                  "%s: the CAA records of %s are not in the evidence, so whether "
                  "any limit who may issue is not known",
                  zone_label(zone, arena), climb->at),
        "Answers from outside for the apex and its parents decide.",
        "Read the CAA records of the apex and its parents",
        command_dig_caa(&zone->name, 1, arena), out, arena);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    struct arena scratch;
    struct caa_climb climb;
    enum verdict verdict = VERDICT_PASS;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    arena_init(&scratch);
    caa_climb(facts->zones, zone->name, &scratch, &climb);
    if (climb.end == CLIMB_EMPTY) {
        finding_say(
            out, arena,
            "%s: no CAA record at the apex or above it limits who may issue; name "
            "the issuers in use, amazon.com among them",
            zone_label(zone, arena));
        zone_evidence(out, arena, zone);
        if (use->soa != NULL)
            zone_sets_evidence(out, arena, &use->soa, 1);
        verdict = VERDICT_FAIL;
    } else if (climb.end != CLIMB_SET) {
        verdict = unknown(zone, &climb, out, arena);
    }
    arena_clear(&scratch);
    return verdict;
}
