/* caa_forbids_amazon: a CAA set of the zone keeps Amazon from issuing. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "analyzer/join/caa_climb.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_caa_forbids_amazon = {
    .rule = {
        .id = "caa_forbids_amazon",
        .title = "CAA records keep Amazon from issuing",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "ACM asks CAA at every issue and every renewal. Certificates in use hold "
               "until they end, and then are not renewed; new ones are refused at once.",
        .logic =
            "FAIL: a CAA set of the zone names issuers, or nobody, and none of Amazon's "
            "names, or holds a critical tag that is not known; and it decides for a name "
            "of an issued or pending certificate (high), or it stands at the zone's apex "
            "and so decides for the zone at large (medium). "
            "PASS: no such set; one further down that decides for no certificate's name; "
            "one that forbids wildcards alone (caa_forbids_wildcard). "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found. "
            "NA: private zones.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-caa.html",
            "https://www.rfc-editor.org/rfc/rfc8659",
            "NIST SP 800-53 r5 SC-17",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No CAA set of the zone keeps Amazon out.",
    .causes = { "caa_not_amazon", "caa_nobody", "caa_lookalike", "caa_critical_unknown",
                "undetermined" },
    .run = run,
};

static bool is_at_large(const struct zone_caa *caa)
{
    return strcmp(caa->set->name, caa->zone->name) == 0;
}

static void say(const struct zone *zone, const struct zone_caa *first, size_t n_sets,
                struct finding *out, struct arena *arena)
{
    const char *more =
        n_sets == 1 ? "" : arena_printf(arena, " (and %zu sets more)", n_sets - 1);

    if (first->n_held > 0)
        finding_say(out, arena,
                    "%s: the CAA set at %s%s keeps Amazon from issuing for names of "
                    "certificates: %s",
                    zone_label(zone, arena), first->set->name, more,
                    zone_held_names(first, arena));
    else
        finding_say(out, arena,
                    "%s: the CAA set at %s%s keeps Amazon from issuing for the zone; no "
                    "live certificate in the evidence is touched",
                    zone_label(zone, arena), first->set->name, more);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    const struct zone_caa *first = NULL;
    size_t n = 0;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    for (size_t i = 0; i < use->n_caa; i++) {
        const struct zone_caa *caa = &use->caa[i];

        if (caa->plain.answer != CAA_FORBIDS || (caa->n_held == 0 && !is_at_large(caa)))
            continue;
        if (first == NULL || (first->n_held == 0 && caa->n_held > 0))
            first = caa;
        if (caa->n_held > 0)
            out->severity = SEV_HIGH;
        if (n++ < ZONE_PLACES_MAX) {
            zone_caa_cause(out, arena, caa, caa_cause_code(caa->plain.why));
            zone_sets_evidence(out, arena, &caa->set, 1);
        }
    }
    if (first != NULL) {
        say(zone, first, n, out, arena);
        return VERDICT_FAIL;
    }
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether a CAA set of it keeps Amazon out", out, arena);
    return VERDICT_PASS;
}
