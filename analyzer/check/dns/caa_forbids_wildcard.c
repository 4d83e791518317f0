/* caa_forbids_wildcard: Amazon may issue for names, but not for a wildcard in use. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_caa_forbids_wildcard = {
    .rule = {
        .id = "caa_forbids_wildcard",
        .title = "CAA records keep Amazon from a wildcard",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "Where an issuewild record stands, it alone decides for wildcards. One name "
               "of the certificate that CAA forbids fails the whole request or renewal.",
        .logic =
            "FAIL: a CAA set of the zone lets Amazon issue for plain names, its issuewild "
            "forbids wildcards, and it decides for a wildcard of an issued or pending "
            "certificate. "
            "PASS: no such set, or no such certificate; a set that forbids plain names too "
            "(caa_forbids_amazon). "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found. "
            "NA: private zones.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
            "https://www.rfc-editor.org/rfc/rfc8659",
            "NIST SP 800-53 r5 SC-17",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No CAA set of the zone keeps Amazon from a wildcard in use.",
    .causes = { "caa_wildcard_forbidden", "undetermined" },
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

        if (caa->plain.answer == CAA_FORBIDS || caa->wildcard.answer != CAA_FORBIDS ||
            caa->n_held == 0)
            continue;
        if (n++ == 0)
            finding_say(
                out, arena,
                "%s: the CAA set at %s lets Amazon issue for plain names, but not "
                "for %s",
                zone_label(zone, arena), caa->set->name, zone_held_names(caa, arena));
        if (n > ZONE_PLACES_MAX)
            continue;
        zone_caa_cause(out, arena, caa, CAUSE_caa_wildcard_forbidden);
        zone_sets_evidence(out, arena, &caa->set, 1);
    }
    if (n > 0)
        return VERDICT_FAIL;
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether a CAA set of it keeps Amazon from wildcards",
                            out, arena);
    return VERDICT_PASS;
}
