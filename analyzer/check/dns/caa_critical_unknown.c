/* caa_critical_unknown: a critical CAA tag that no issuer knows forbids them all. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_caa_critical_unknown = {
    .rule = {
        .id = "caa_critical_unknown",
        .title = "A critical CAA tag that is not known",
        .group = GROUP_DNS,
        .severity = SEV_HIGH,
        .why = "Flag 128 tells every issuer not to issue unless it understands the tag. A "
               "tag that is mistyped or not known thus forbids all of them, whatever the "
               "other records say.",
        .logic =
            "FAIL: a CAA record of the zone has bit 128 of its flags set and another tag "
            "than issue, issuewild and iodef. "
            "PASS: no such record. "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found. "
            "NA: private zones.",
        .references = {
            "https://www.rfc-editor.org/rfc/rfc8659",
            "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
            "NIST SP 800-53 r5 SC-17",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No CAA record of the zone marks an unknown tag as critical.",
    .causes = { "caa_critical_unknown", "undetermined" },
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    size_t n = 0;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    for (size_t i = 0; i < use->n_caa; i++) {
        const struct zone_caa *caa = &use->caa[i];

        if (caa->plain.why != CAA_CRITICAL_UNKNOWN)
            continue;
        if (n++ == 0)
            finding_say(
                out, arena,
                "%s: a CAA record at %s marks a tag as critical that is not known, "
                "which forbids every issuer: %s",
                zone_label(zone, arena), caa->set->name,
                caa->plain.record < caa->set->n_values
                    ? caa->set->values[caa->plain.record]
                    : zone_values(caa->set, arena));
        if (n > ZONE_PLACES_MAX)
            continue;
        zone_caa_cause(out, arena, caa, CAUSE_caa_critical_unknown);
        zone_sets_evidence(out, arena, &caa->set, 1);
    }
    if (n > 0)
        return VERDICT_FAIL;
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether its CAA records hold critical unknown tags",
                            out, arena);
    return VERDICT_PASS;
}
