/* dns_delegation_mismatch: the world is sent to other name servers than the zone's. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "analyzer/join/commands.h"
#include "analyzer/join/delegation.h"
#include "analyzer/join/record_places.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_delegation_mismatch = {
    .rule = {
        .id = "dns_delegation_mismatch",
        .title = "The delegation does not match the zone's name servers",
        .group = GROUP_DNS,
        .severity = SEV_CRITICAL,
        .why = "Registrar and parent zone decide which name servers the world asks. Where "
               "they name others than the zone's own, nothing that is written into the "
               "zone is ever seen, or only by chance; and a server that nobody owns any "
               "more lets a stranger answer for the domain.",
        .logic =
            "FAIL: the name servers at the registrar, in a saved dig NS answer or in the "
            "parent zone are not exactly those of the zone's apex NS set (or, without it, "
            "of its DelegationSet); or the parent zone, whole in the evidence, has no NS "
            "set for it. The first of the three that was saved counts. "
            "PASS: they are the same, whatever their order, case and last dots. "
            "UNKNOWN: none of the three, or none of the zone's own servers, is in the "
            "evidence. "
            "NA: private zones; a zone whose namesake is the one that is delegated to "
            "(dns_zone_duplicate tells of it).",
        .references = {
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "GetInfoAboutHostedZone.html",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "domain-name-servers-glue-records.html",
            "https://www.rfc-editor.org/rfc/rfc1912",
            "NIST SP 800-53 r5 CM-8",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "Registrar, parent or the public DNS name the zone's own servers.",
    .causes = { "delegation_mismatch", "zone_undelegated", "undetermined" },
    .run = run,
};

/* Another public zone of the name is the one that is delegated to. */
static bool namesake_serves(const struct facts *facts, const struct zone *zone)
{
    for (const struct zone *other = zones_named(facts->zones, zone->name); other != NULL;
         other = other->next_of_name)
        if (other != zone && other->visibility != VISIBILITY_PRIVATE &&
            other->delegation.state == DELEGATION_AGREES)
            return true;
    return false;
}

/* Who says it: the parent's word weighs as much as the parent is known to serve. */
static enum confidence confidence_of(const struct facts *facts, const struct zone *zone)
{
    static const char by_parent[] = "the parent zone ";
    const struct zone *parent = zone_above(facts->zones, zone->name);
    enum confidence confidence = zone_place_confidence(zone);

    if (parent != NULL &&
        strncmp(zone->delegation.who, by_parent, strlen(by_parent)) == 0 &&
        zone_confidence(parent) < confidence)
        confidence = zone_confidence(parent);
    return confidence;
}

static void add_fixes(const struct facts *facts, const struct zone *zone,
                      struct cause *cause, struct arena *arena)
{
    const struct zone *parent = zone_above(facts->zones, zone->name);
    const bool registered = strcmp(zone->delegation.who, "the registrar") == 0;
    const char *text = NULL;

    if (!registered && parent != NULL && zone_is_hosted(parent)) {
        const struct fix_place place = zone_place(parent);

        text = fix_delegate(&place, zone->name, zone->servers, zone->n_servers, arena);
        if (text != NULL)
            cause_fix(cause, arena, FIX_CLI,
                      "If this zone is the one in use: delegate to it in the parent zone",
                      text);
    } else {
        text = fix_registrar(zone->name, zone->servers, zone->n_servers, arena);
        if (text != NULL)
            cause_fix(cause, arena, FIX_CLI,
                      "If this zone is the one in use: give the registrar its name "
                      "servers",
                      text);
    }
    cause_fix(
        cause, arena, FIX_TEXT, "If the other servers are the right ones",
        "Make the records there instead: ACM asks those servers and no others. "
        "Never change the delegation of a domain in use before the new servers hold "
        "every record of the old ones.");
}

static enum verdict fail(const struct facts *facts, const struct zone *zone,
                         struct finding *out, struct arena *arena)
{
    const struct delegation_proof *proof = &zone->delegation;
    const bool absent = proof->state == DELEGATION_ABSENT;
    struct cause *cause = finding_cause(
        out, arena, absent ? CAUSE_zone_undelegated : CAUSE_delegation_mismatch,
        confidence_of(facts, zone));
    const char *servers = servers_text(zone->servers, zone->n_servers, arena);

    if (absent)
        finding_say(out, arena,
                    "%s: %s has no NS record for it, so nobody asks its name servers",
                    zone_label(zone, arena), proof->who);
    else
        finding_say(out, arena, "%s: %s names %s, but the zone's name servers are %s",
                    zone_label(zone, arena), proof->who,
                    servers_text(proof->servers, proof->n_servers, arena), servers);
    if (absent)
        cause_detail(cause, arena, "%s holds no NS set at %s; the zone has %s.",
                     proof->who, zone->name, servers);
    else
        cause_detail(cause, arena, "For %s %s names %s; the zone %s has %s.", zone->name,
                     proof->who, servers_text(proof->servers, proof->n_servers, arena),
                     zone_label(zone, arena), servers);
    cause_see(cause, arena, zone, NULL, 0);
    add_fixes(facts, zone, cause, arena);
    if (proof->origin != NULL)
        tell_evidence(out, arena, proof->origin, "", NULL);
    zone_evidence(out, arena, zone);
    return VERDICT_FAIL;
}

static enum verdict unknown(const struct zone *zone, struct finding *out,
                            struct arena *arena)
{
    if (zone->n_servers == 0)
        return zone_unknown(
            zone,
            arena_printf(arena,
                         "%s: its name servers are not in the evidence, so whether the "
                         "delegation matches them is not known",
                         zone_label(zone, arena)),
            "GetHostedZone shows the zone's DelegationSet.", "Save the zone's own data",
            zone_command_get(zone, arena), out, arena);
    return zone_unknown(
        zone,
        arena_printf(arena,
                     "%s: neither the registrar's name servers nor the parent zone nor a "
                     "dig NS answer was saved, so whether the world is sent to this zone "
                     "is not known",
                     zone_label(zone, arena)),
        "An answer from outside, or the registrar's data, decides.",
        "Ask the public DNS for the zone's name servers",
        command_dig("NS", &zone->name, 1, arena), out, arena);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    switch (zone->delegation.state) {
    case DELEGATION_AGREES:
        return VERDICT_PASS;
    case DELEGATION_CONTRADICTS:
    case DELEGATION_ABSENT:
        return namesake_serves(facts, zone) ? VERDICT_NA : fail(facts, zone, out, arena);
    case DELEGATION_UNKNOWN:
    default:
        return unknown(zone, out, arena);
    }
}
