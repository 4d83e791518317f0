/* record_places: where a validation record stands instead of where it must. */
#include "analyzer/join/record_places.h"

#include <string.h>

#include "analyzer/join/delegation.h"
#include "analyzer/join/record_value.h"
#include "analyzer/join/seen.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"

enum { SERVERS_SHOWN = 6 };

const char *servers_text(const char *const *servers, size_t n, struct arena *arena)
{
    struct buf out;
    const char *text;

    buf_init(&out);
    for (size_t i = 0; i < n && i < SERVERS_SHOWN; i++)
        buf_printf(&out, "%s%s", i == 0 ? "" : i + 1 == n ? " and " : ", ", servers[i]);
    if (n > SERVERS_SHOWN)
        buf_printf(&out, " and %zu more", n - SERVERS_SHOWN);
    if (n == 0)
        buf_puts(&out, "none");
    text = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return text;
}

/* Sets at name in zone that hold the value of the match; n 0 = none. */
static const struct rrset *const *holding(const struct record_match *match,
                                          const struct zone *zone, const char *name,
                                          size_t *n, struct arena *arena)
{
    const struct rrset *const *sets = zone_sets(zone, name, n);

    if (*n > 0 && !record_holds(match, sets, *n, arena))
        *n = 0;
    return sets;
}

/* ---- other zones above the name ---- */

void record_say_mismatch(struct record_match *match, const struct zone *zone,
                         struct arena *arena)
{
    const struct delegation_proof *proof = &zone->delegation;
    struct why *why;

    if (proof->state != DELEGATION_CONTRADICTS)
        return;
    why = record_why(match, CAUSE_delegation_mismatch, CONFIDENCE_HIGH,
                     arena_printf(arena, "For %s %s names %s; the zone %s has %s.",
                                  zone->name, proof->who,
                                  servers_text(proof->servers, proof->n_servers, arena),
                                  zone_label(zone, arena),
                                  servers_text(zone->servers, zone->n_servers, arena)));
    why_proof(why, zone, proof->origin);
}

static void say_private(struct record_match *match, const struct zone *zone,
                        const struct rrset *const *sets, size_t n, struct arena *arena)
{
    struct why *why = record_why(
        match, CAUSE_zone_private,
        match->serving.zone != NULL ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM,
        arena_printf(arena,
                     "%s stands in the private zone %s only%s. Put it into the public "
                     "zone of that name.",
                     match->name, zone_label(zone, arena),
                     zone->visibility_guessed ? ", private by its reserved name servers"
                                              : ""));

    why_seen(why, zone, sets, n);
}

static void say_duplicate(struct record_match *match, const struct zone *zone,
                          const struct rrset *const *sets, size_t n, struct arena *arena)
{
    const struct zone *serving = match->serving.zone;
    const bool known = serving != NULL && !match->serving.ambiguous &&
                       serving->delegation.state == DELEGATION_AGREES;
    struct why *why = record_why(
        match, CAUSE_zone_duplicate,
        known                                              ? CONFIDENCE_HIGH
        : zone->delegation.state == DELEGATION_CONTRADICTS ? CONFIDENCE_LOW
                                                           : CONFIDENCE_MEDIUM,
        known ? arena_printf(arena,
                             "%s stands in zone %s, but %s points to the servers of zone "
                             "%s, which bears the same name and lacks it.",
                             match->name, zone_label(zone, arena),
                             serving->delegation.who, zone_label(serving, arena))
              : arena_printf(arena,
                             "%s stands in zone %s, but %u public zones are called %s, "
                             "and the evidence does not tell which of them is delegated "
                             "to.",
                             match->name, zone_label(zone, arena), zone->n_public_of_name,
                             zone->name));

    why_seen(why, zone, sets, n);
    if (!known)
        record_say_mismatch(match, zone, arena);
}

static void say_undelegated(struct record_match *match, const struct zone *zone,
                            const struct rrset *const *sets, size_t n,
                            struct arena *arena)
{
    struct why *why =
        record_why(match, CAUSE_zone_undelegated, CONFIDENCE_HIGH,
                   arena_printf(arena,
                                "%s stands in zone %s, but %s has no NS record for %s, "
                                "so nobody is sent there.",
                                match->name, zone_label(zone, arena),
                                zone->delegation.who, zone->name));

    why_seen(why, zone, sets, n);
}

static void say_occluded(struct record_match *match, const struct zone *zone,
                         const struct rrset *cut, const struct rrset *const *sets,
                         size_t n, struct arena *arena)
{
    const char *const *servers = servers_sorted(arena, RR_NS, cut->values, cut->n_values);
    struct why *why =
        record_why(match, CAUSE_zone_occluded,
                   zone->complete || n > 0 ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM,
                   arena_printf(arena,
                                "%s stands in zone %s, but that zone hands %s over to "
                                "other name servers (%s): they are asked, not it.",
                                match->name, zone_label(zone, arena), cut->name,
                                servers_text(servers, cut->n_values, arena)));

    why_seen(why, zone, sets, n);
}

static void search_above(const struct zones *zones, struct record_match *match,
                         struct arena *arena)
{
    for (const char *at = match->name; at != NULL; at = name_parent(at)) {
        for (const struct zone *zone = zones_named(zones, at); zone != NULL;
             zone = zone->next_of_name) {
            size_t n;
            const struct rrset *const *sets =
                holding(match, zone, match->name, &n, arena);
            const struct rrset *cut;

            if (n == 0 || zone->from == DNS_FROM_TERRAFORM)
                continue;
            cut = zone_cut(zone, match->name);
            if (zone->visibility == VISIBILITY_PRIVATE)
                say_private(match, zone, sets, n, arena);
            else if (zone->delegation.state == DELEGATION_ABSENT)
                say_undelegated(match, zone, sets, n, arena);
            else if (cut != NULL)
                say_occluded(match, zone, cut, sets, n, arena);
            else if ((match->serving.zone != zone || match->serving.ambiguous) &&
                     zone->n_public_of_name > 1)
                say_duplicate(match, zone, sets, n, arena);
        }
    }
}

/* ---- other names in the zone ---- */

static void found(struct record_match *match, enum cause_code code,
                  enum confidence confidence, const struct zone *zone, const char *name,
                  const char *tail, struct arena *arena)
{
    size_t n;
    const struct rrset *const *sets = zone_sets(zone, name, &n);
    struct why *why;

    if (n == 0)
        return;
    why = record_why(match, code, confidence,
                     arena_printf(arena, "%s stands in zone %s%s", name,
                                  zone_label(zone, arena), tail));
    why_seen(why, zone, sets, n);
}

/* "hex.domain" where "_hex.domain" is expected; only as a CNAME that looks meant. */
static void search_bare(struct record_match *match, const struct zone *zone,
                        enum confidence confidence, struct arena *arena)
{
    size_t n;
    const struct rrset *const *sets;

    if (match->name[0] != '_')
        return;
    sets = zone_sets(zone, match->name + 1, &n);
    if (n > 0 && sets[0]->type == RR_CNAME)
        found(match, CAUSE_cname_without_underscore, confidence, zone, match->name + 1,
              ": the underscore in front is missing.", arena);
}

static void search_doubled(struct record_match *match, const struct zone *zone,
                           enum confidence confidence, struct arena *arena)
{
    size_t n;
    const char *name = arena_printf(arena, "%s.%s", match->name, zone->name);

    zone_sets(zone, name, &n);
    if (n > 0)
        found(match, CAUSE_cname_name_doubled, confidence, zone, name,
              arena_printf(arena, ": the zone's name was added once too often."), arena);
}

/* A record named like the value, with or without the zone behind, to the name. */
static void search_swapped(struct record_match *match, const struct zone *zone,
                           enum confidence confidence, struct arena *arena)
{
    const char *names[2];

    if (match->value[0] == '\0')
        return;
    names[0] = match->value;
    names[1] = arena_printf(arena, "%s.%s", match->value, zone->name);
    for (size_t i = 0; i < 2; i++) {
        size_t n;
        const struct rrset *const *sets = zone_sets(zone, names[i], &n);

        for (size_t s = 0; s < n; s++) {
            const char *target;

            if (sets[s]->type != RR_CNAME || sets[s]->n_values == 0)
                continue;
            target = rr_target(arena, RR_CNAME, sets[s]->values[0]);
            if (name_is_under(target, match->name))
                found(match, CAUSE_cname_swapped, confidence, zone, names[i],
                      arena_printf(arena,
                                   " and points to %s: name and value changed "
                                   "places.",
                                   target),
                      arena);
        }
    }
}

static void say_shadow(const struct zones *zones, struct record_match *match,
                       const struct look *look, struct arena *arena)
{
    struct record_match wild = *match;
    struct why *why;

    wild.n_whys = 0;
    wild.state = RECORD_UNKNOWN;
    record_judge(zones, &wild, look, look->sets, look->n_sets, arena);
    if (wild.state == RECORD_RIGHT) {
        match->state = RECORD_RIGHT;
        match->right = look->sets[0];
        match->confidence = look->confidence;
        return;
    }
    why = record_why(match, CAUSE_cname_wildcard_shadow, look->confidence,
                     arena_printf(arena,
                                  "No record stands at %s itself; the wildcard %s "
                                  "answers there, and not with the value.",
                                  match->name, look->sets[0]->name));
    why_seen(why, look->zone, look->sets, look->n_sets);
}

static void search_zone(const struct zones *zones, struct record_match *match,
                        const struct zone *zone, enum confidence confidence,
                        struct arena *arena)
{
    struct look look = zone_look(zone, match->name, RR_CNAME);

    if (look.wildcard) {
        size_t n;

        if (look.n_sets == 0) { /* other types only: they still take the name */
            const char *star = zone_wildcard(zone, match->name, arena);

            look.sets = zone_sets(zone, star, &n);
            look.n_sets = n;
        }
        say_shadow(zones, match, &look, arena);
        return;
    }
    search_bare(match, zone, confidence, arena);
    search_doubled(match, zone, confidence, arena);
    search_swapped(match, zone, confidence, arena);
}

void record_search_unrelated(const struct zones *zones, struct record_match *match,
                             struct arena *arena)
{
    for (const struct stray *stray = zones_stray(zones, match->name); stray != NULL;
         stray = stray->next) {
        const struct zone *zone = stray->zone;
        struct why *why;

        if (name_is_under(match->name, zone->name) ||
            !record_holds(match, &stray->set, 1, arena))
            continue;
        why = record_why(
            match, CAUSE_zone_unrelated,
            match->serving.zone == NULL ? CONFIDENCE_MEDIUM : zone_place_confidence(zone),
            arena_printf(arena, "%s stands in zone %s, which is not above %s.",
                         stray->set->name, zone_label(zone, arena), match->name));
        why_seen(why, zone, &stray->set, 1);
    }
}

void record_search(const struct zones *zones, struct record_match *match,
                   enum confidence confidence, struct arena *arena)
{
    search_above(zones, match, arena);
    if (match->serving.zone != NULL && match->serving.cut == NULL) {
        const struct zone *zone = match->serving.zone;

        search_zone(zones, match, zone, confidence, arena);
        for (const struct zone *other = zones_named(zones, zone->name);
             match->serving.ambiguous && other != NULL && match->n_whys == 0;
             other = other->next_of_name)
            if (other != zone && other->visibility != VISIBILITY_PRIVATE)
                search_zone(zones, match, other, confidence, arena);
    }
    if (match->n_whys == 0 && match->state != RECORD_RIGHT)
        record_search_unrelated(zones, match, arena);
}
