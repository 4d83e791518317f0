/* dns_negative_ttl_long: resolvers may long remember that a missing record was not there.
 */
#include "analyzer/check/check.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"

/* Route 53 gives a new zone's SOA the TTL 900 s. Source: Route 53 Developer Guide, "NS
 * and SOA records", read 2026-11-23. */
enum { LONG_TTL_S = 900 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_negative_ttl_long = {
    .rule = {
        .id = "dns_negative_ttl_long",
        .title = "The absence of a record is remembered for long",
        .group = GROUP_DNS,
        .severity = SEV_INFO,
        .why = "A resolver that asked before the record was made may remember that it was "
               "not there, for the smaller of the SOA's TTL and its minimum. Where both are "
               "long, a record that is right may seem to be missing for hours.",
        .logic =
            "FAIL: the TTL of the zone's SOA record and its minimum are both over 900 s, "
            "and a record that a pending request or renewal asks for is missing in the "
            "zone, which serves the name. "
            "PASS: one of them is 900 s or less, or no such record is missing. "
            "UNKNOWN: the zone's records, or its SOA, were not saved. "
            "NA: private zones.",
        .references = {
            "https://www.rfc-editor.org/rfc/rfc2308",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "SOA-NSrecords.html",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "The absence of a record is forgotten soon, or none is missing.",
    .causes = { "undetermined" },
    .run = run,
};

/* The last of the seven fields of an SOA value, in seconds; -1 = it has not so many. */
static long long minimum_of(const char *value)
{
    const char *field = value;
    char *end;
    long long minimum;

    for (int i = 0; i < 6; i++) {
        field += strspn(field, " \t");
        field += strcspn(field, " \t");
    }
    field += strspn(field, " \t");
    minimum = strtoll(field, &end, 10);
    return end == field || minimum < 0 ? -1 : minimum;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    long long minimum;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    if (zone_is_unsaved(zone) || use->soa == NULL)
        return zone_unsaved(zone, "how long the absence of a record is remembered", out,
                            arena);
    minimum = minimum_of(use->soa->values[0]);
    if (minimum <= LONG_TTL_S || use->soa->ttl_s <= LONG_TTL_S || use->n_missing == 0)
        return VERDICT_PASS;
    finding_say(
        out, arena,
        "%s: its SOA has the TTL %lld s and the minimum %lld s, so resolvers that "
        "were asked for %s%s may not see the record for up to %lld min once it is "
        "made",
        zone_label(zone, arena), (long long)use->soa->ttl_s, minimum, use->missing,
        use->n_missing == 1 ? ""
                            : arena_printf(arena, " (and %zu more)", use->n_missing - 1),
        ((long long)use->soa->ttl_s < minimum ? (long long)use->soa->ttl_s : minimum) /
            60);
    zone_sets_evidence(out, arena, &use->soa, 1);
    tell_evidence(out, arena, &use->missing_for->origin, "", use->missing);
    return VERDICT_FAIL;
}
