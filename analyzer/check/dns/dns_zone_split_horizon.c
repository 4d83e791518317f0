/* dns_zone_split_horizon: a public and a private zone bear one name. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_zone_split_horizon = {
    .rule = {
        .id = "dns_zone_split_horizon",
        .title = "A public and a private zone of one name",
        .group = GROUP_DNS,
        .severity = SEV_INFO,
        .why = "That is often meant. But ACM asks the public DNS: a validation or CAA "
               "record put into the private zone is never seen, and a look-up from within "
               "the VPC shows it all the same.",
        .logic =
            "FAIL, on both: a public and a private hosted zone of the evidence bear one "
            "name, in one account or several. "
            "PASS: all zones of the name are of one kind. "
            "UNKNOWN: no whole ListHostedZones of the account was saved, or whether one of "
            "the zones is public is not in the evidence.",
        .references = {
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "hosted-zone-private-considerations.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN,
    .pass = "All zones of the name are of one kind.",
    .causes = { "undetermined" },
    .run = run,
};

static const struct zone *other_kind(const struct facts *facts, const struct zone *zone,
                                     enum visibility kind)
{
    const struct zone *other = zones_named(facts->zones, zone->name);

    while (other != NULL &&
           (other == zone || other->visibility != kind || !zone_is_hosted(other)))
        other = other->next_of_name;
    return other;
}

/* Zones of the name may be of two kinds: of one of them it is not known. */
static bool is_vague(const struct facts *facts, const struct zone *zone)
{
    if (zone->visibility != VISIBILITY_UNKNOWN)
        return other_kind(facts, zone, VISIBILITY_UNKNOWN) != NULL;
    return other_kind(facts, zone, VISIBILITY_UNKNOWN) != NULL ||
           other_kind(facts, zone, VISIBILITY_PUBLIC) != NULL ||
           other_kind(facts, zone, VISIBILITY_PRIVATE) != NULL;
}

static enum verdict fail(const struct zone *zone, const struct zone *other,
                         struct finding *out, struct arena *arena)
{
    const bool is_private = zone->visibility == VISIBILITY_PRIVATE;

    finding_say(out, arena,
                "%s is %s, and the %s zone %s bears the same name: ACM sees the records "
                "of %s alone",
                zone_label(zone, arena), is_private ? "private" : "public",
                is_private ? "public" : "private", zone_label(other, arena),
                is_private ? zone_label(other, arena) : zone_label(zone, arena));
    zone_evidence(out, arena, zone);
    zone_evidence(out, arena, other);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone *other = NULL;

    if (!zone_is_hosted(zone))
        return VERDICT_PASS; /* a zone file is of no kind of Route 53's */
    if (zone->visibility != VISIBILITY_UNKNOWN)
        other = other_kind(facts, zone,
                           zone->visibility == VISIBILITY_PRIVATE ? VISIBILITY_PUBLIC
                                                                  : VISIBILITY_PRIVATE);
    if (other != NULL)
        return fail(zone, other, out, arena);
    if (zones_list_of(facts->zones, zone->account) == NULL)
        return zone_unknown(
            zone,
            arena_printf(arena,
                         "%s: the account's whole list of hosted zones was not saved, so "
                         "whether a zone of the other kind bears the name is not known",
                         zone_label(zone, arena)),
            "ListHostedZones shows every zone of the account and whether it is private.",
            "List the hosted zones", zone_command_list(zone, arena), out, arena);
    if (is_vague(facts, zone))
        return zone_unknown(
            zone,
            arena_printf(arena,
                         "%s: another zone bears the same name, and which of them is "
                         "private is not in the evidence",
                         zone_label(zone, arena)),
            "GetHostedZone shows whether a zone is private.", "Save the zone's own data",
            zone_command_get(zone, arena), out, arena);
    return VERDICT_PASS;
}
