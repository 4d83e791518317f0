/* dns_validation_record_routed: what ACM gets depends on a routing policy. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"
#include "base/dns/name.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_validation_record_routed = {
    .rule = {
        .id = "dns_validation_record_routed",
        .title = "A validation record under a routing policy",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "ACM asks from several places, at the first issue and at every renewal. "
               "Weights, regions and health checks may give some of them another answer, "
               "or none, on the day that counts.",
        .logic =
            "FAIL: a CNAME with a validation value has a SetIdentifier, even if it is the "
            "only one of its name. "
            "PASS: no validation record of the zone has one. "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found. "
            "NA: private zones.",
        .references = {
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "routing-policy.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No validation record of the zone is under a routing policy.",
    .causes = { "cname_routed", "undetermined" },
    .run = run,
};

/* All routed CNAMEs of the record's name, with the validation value and without. */
static const struct rrset *const *sets_of(const struct zone *zone,
                                          const struct rrset *set, size_t *n)
{
    const struct rrset *const *sets = zone_sets(zone, set->name, n);

    while (*n > 0 && sets[0]->type != RR_CNAME) {
        sets++;
        --*n;
    }
    while (*n > 0 && sets[*n - 1]->type != RR_CNAME)
        --*n;
    return sets;
}

static void add_cause(const struct zone *zone, const struct rrset *set,
                      struct finding *out, struct arena *arena)
{
    size_t n;
    const struct rrset *const *sets = sets_of(zone, set, &n);
    struct cause *cause =
        finding_cause(out, arena, CAUSE_cname_routed, zone_confidence(zone));
    size_t n_checked = 0;

    for (size_t i = 0; i < n; i++)
        n_checked += sets[i]->health_check != NULL;
    cause_detail(cause, arena,
                 "%zu record set%s with a SetIdentifier stand%s at %s (%s), %zu of them "
                 "tied to a health check.",
                 n, n == 1 ? "" : "s", n == 1 ? "s" : "", set->name,
                 set->routing != NULL ? set->routing : "routed", n_checked);
    cause_see(cause, arena, zone, sets, n);
    cause_domain(cause, arena, name_parent(set->name));
    cause_fix(
        cause, arena, FIX_TEXT, "Make it a simple record",
        arena_printf(arena,
                     "In zone %s delete all record sets at %s and create one simple "
                     "record there, without SetIdentifier and health check: %s. "
                     "CNAME %s",
                     zone_label(zone, arena), set->name, set->name, set->values[0]));
    zone_sets_evidence(out, arena, sets, n);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    const struct rrset **routed = NULL;
    size_t n = 0;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    for (size_t i = 0; i < use->n_records; i++) {
        const struct rrset *set = use->records[i].set;

        if (set->set_id == NULL || (n > 0 && strcmp(routed[n - 1]->name, set->name) == 0))
            continue;
        if (routed == NULL)
            routed = arena_array(arena, use->n_records, sizeof(*routed));
        routed[n++] = set;
        if (n <= ZONE_PLACES_MAX)
            add_cause(zone, set, out, arena);
    }
    if (n > 0) {
        finding_say(
            out, arena,
            "%s: %zu validation record%s under a routing policy, so what ACM gets "
            "may change: %s",
            zone_label(zone, arena), n, n == 1 ? " is" : "s are",
            zone_names(routed, n, arena));
        return VERDICT_FAIL;
    }
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether a validation record of it is routed", out,
                            arena);
    return VERDICT_PASS;
}
