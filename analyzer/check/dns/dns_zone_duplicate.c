/* dns_zone_duplicate: several public zones bear one name, and one alone is asked. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "analyzer/join/commands.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_zone_duplicate = {
    .rule = {
        .id = "dns_zone_duplicate",
        .title = "Several public zones of one name",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "The delegation leads to one of them alone. Whoever puts a record into "
               "another sees it in the console, and the world, ACM included, never does.",
        .logic =
            "FAIL, on each of them: two or more public hosted zones of the evidence bear "
            "one name, in one account or several. It is said which of them is delegated "
            "to, where the evidence tells. "
            "PASS: no other public zone of the name, and the account's list of zones is "
            "whole. "
            "UNKNOWN: no whole ListHostedZones of the account was saved, or a zone of the "
            "name may be public or private. "
            "NA: private zones, and zone files.",
        .references = {
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "hosted-zones-working-with.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-DNS-validation.html",
            "NIST SP 800-53 r5 CM-8",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No other public zone bears the name.",
    .causes = { "zone_duplicate", "undetermined" },
    .run = run,
};

struct namesakes {
    const struct zone *serving; /* delegated to; NULL = not known */
    size_t n_public;
    size_t n_vague; /* public or private */
};

static struct namesakes count(const struct facts *facts, const struct zone *zone)
{
    struct namesakes found = { 0 };

    for (const struct zone *other = zones_named(facts->zones, zone->name); other != NULL;
         other = other->next_of_name) {
        if (!zone_is_hosted(other) || other->visibility == VISIBILITY_PRIVATE)
            continue;
        if (other->visibility == VISIBILITY_PUBLIC)
            found.n_public++;
        else
            found.n_vague++;
        if (found.serving == NULL && other->delegation.state == DELEGATION_AGREES)
            found.serving = other;
    }
    return found;
}

static const char *others_of(const struct facts *facts, const struct zone *zone,
                             size_t n_zones, struct arena *arena)
{
    const char **others = arena_array(arena, n_zones, sizeof(*others));
    size_t n = 0;

    for (const struct zone *other = zones_named(facts->zones, zone->name);
         other != NULL && n < n_zones; other = other->next_of_name) {
        if (other == zone || !zone_is_hosted(other) ||
            other->visibility != VISIBILITY_PUBLIC)
            continue;
        others[n++] = arena_printf(arena, "%s of account %s",
                                   other->id != NULL ? other->id : "one without an id",
                                   other->account != NULL ? other->account : "unknown");
    }
    return tell_list(arena, others, n, ZONE_NAMES_MAX);
}

static enum verdict fail(const struct facts *facts, const struct zone *zone,
                         const struct namesakes *found, struct finding *out,
                         struct arena *arena)
{
    struct cause *cause =
        finding_cause(out, arena, CAUSE_zone_duplicate,
                      found->serving != NULL ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM);
    const char *others = others_of(facts, zone, found->n_public, arena);

    if (found->serving == zone)
        finding_say(out, arena,
                    "%s is the zone that is delegated to; %s bear%s the same name, and "
                    "records put there are never seen",
                    zone_label(zone, arena), others, found->n_public == 2 ? "s" : "");
    else if (found->serving != NULL)
        finding_say(out, arena,
                    "%s is not the zone that is delegated to: %s sends the world to %s "
                    "of the same name",
                    zone_label(zone, arena), found->serving->delegation.who,
                    zone_label(found->serving, arena));
    else
        finding_say(out, arena,
                    "%s: %zu public zones bear this name, and the evidence does not tell "
                    "which of them is asked",
                    zone_label(zone, arena), found->n_public);
    cause_detail(cause, arena, "Beside %s: %s.", zone_label(zone, arena), others);
    cause_see(cause, arena, zone, NULL, 0);
    if (found->serving == NULL)
        cause_fix(cause, arena, FIX_CLI, "See which zone's name servers are asked",
                  command_dig("NS", &zone->name, 1, arena));
    cause_fix(
        cause, arena, FIX_TEXT, "Keep one zone",
        arena_printf(arena,
                     "Keep the zone whose name servers `dig NS %s` gives. Copy into "
                     "it what only another holds, and delete the others when "
                     "nothing is written to them any more.",
                     zone->name));
    for (const struct zone *other = zones_named(facts->zones, zone->name); other != NULL;
         other = other->next_of_name)
        if (zone_is_hosted(other) && other->visibility == VISIBILITY_PUBLIC &&
            out->n_evidence < ZONE_PLACES_MAX)
            zone_evidence(out, arena, other);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    struct namesakes found;

    if (zone->visibility == VISIBILITY_PRIVATE || !zone_is_hosted(zone))
        return VERDICT_NA;
    found = count(facts, zone);
    if (found.n_public >= 2 && zone->visibility == VISIBILITY_PUBLIC)
        return fail(facts, zone, &found, out, arena);
    if (found.n_vague > 0 && found.n_public + found.n_vague > 1)
        return zone_unknown(
            zone,
            arena_printf(arena,
                         "%s: another zone bears the same name, and whether both are "
                         "public is not in the evidence",
                         zone_label(zone, arena)),
            "GetHostedZone shows whether a zone is private.", "Save the zone's own data",
            zone_command_get(zone, arena), out, arena);
    if (zones_list_of(facts->zones, zone->account) == NULL)
        return zone_unknown(
            zone,
            arena_printf(arena,
                         "%s: the account's whole list of hosted zones was not saved, so "
                         "whether another zone bears the name is not known",
                         zone_label(zone, arena)),
            "ListHostedZones shows every zone of the account.", "List the hosted zones",
            zone_command_list(zone, arena), out, arena);
    return VERDICT_PASS;
}
