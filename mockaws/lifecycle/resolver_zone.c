/* resolver_zone: what a zone of ours answers (RFC 1034, 4.3.2; RFC 4592). */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver_parts.h"
#include "mockaws/store/rrset_value.h"
#include "mockaws/store/zone.h"

enum { ALIAS_DEPTH = 8, ALIAS_TTL_S = 60, MULTI_VALUES = 8 };

/* The sets that answer for a name. */
struct match {
    const struct rrset **sets;
    size_t n;
    bool exists;          /* the name is there, if only for what is below it */
    const char *wildcard; /* the sets are this one's */
};

static struct match find(const struct asking *asking, const struct zone *zone,
                         const char *name)
{
    const int64_t now_ms = asking->resolver->now_ms;
    struct match match = { 0 };
    const char *encloser = name;

    match.sets = zone_visible(zone, name, now_ms, asking->arena, &match.n);
    match.exists =
        match.n > 0 || strcmp(name, zone->name) == 0 || zone_has_name(zone, name, now_ms);
    if (match.exists)
        return match;
    do
        encloser = name_parent(encloser);
    while (encloser != NULL && strcmp(encloser, zone->name) != 0 &&
           !zone_has_name(zone, encloser, now_ms));
    if (encloser == NULL)
        return match;
    match.wildcard = arena_printf(asking->arena, "*.%s", encloser);
    match.sets = zone_visible(zone, match.wildcard, now_ms, asking->arena, &match.n);
    match.exists = match.n > 0 || zone_has_name(zone, match.wildcard, now_ms);
    return match;
}

/* Is this set for somebody else, by where the asker is? */
static bool is_excluded(const struct rrset *set)
{
    if (set->subdivision != NULL)
        return true;
    if (set->country != NULL)
        return strcmp(set->country, "*") != 0 && strcmp(set->country, "US") != 0;
    if (set->continent != NULL)
        return strcmp(set->continent, "NA") != 0;
    return set->cidr_location != NULL && strcmp(set->cidr_location, "*") != 0;
}

/* The less, the sooner a set answers. */
static int rank(const struct rrset *set)
{
    if (set->weight == 0)
        return 2;
    if (set->failover != NULL && strcmp(set->failover, "PRIMARY") != 0)
        return 1;
    if (set->country != NULL)
        return strcmp(set->country, "*") == 0 ? 2 : 0;
    return set->continent != NULL ? 1 : 0;
}

/* The set of a type that answers; NULL: none. */
static const struct rrset *pick(const struct match *match, uint16_t type)
{
    const struct rrset *best = NULL;

    for (size_t i = 0; i < match->n; i++) {
        const struct rrset *set = match->sets[i];

        if (set->type == type && !is_excluded(set) &&
            (best == NULL || rank(set) < rank(best)))
            best = set;
    }
    return best;
}

/*
 * The set that answers in an alias's place; NULL: the target is not ours, or (*dangles)
 * it is not there.
 */
static const struct rrset *alias_target(const struct asking *asking,
                                        const struct rrset *set, bool *dangles)
{
    const struct zones *zones = asking->resolver->zones;

    *dangles = false;
    for (int depth = 0; depth < ALIAS_DEPTH && set != NULL && set->alias_zone != NULL;
         depth++) {
        const struct zone *zone = zones_find(zones, set->alias_zone);
        struct match match;

        if (zone == NULL)
            return NULL;
        match = find(asking, zone, set->alias_name);
        set = pick(&match, set->type);
    }
    *dangles = set == NULL || set->alias_zone != NULL;
    return *dangles ? NULL : set;
}

/* Which name an alias ends at that leads out of our zones. */
static const char *alias_end(const struct asking *asking, const struct rrset *set)
{
    for (int depth = 0; depth < ALIAS_DEPTH; depth++) {
        const struct zone *zone = zones_find(asking->resolver->zones, set->alias_zone);
        struct match match;

        if (zone == NULL)
            break;
        match = find(asking, zone, set->alias_name);
        set = pick(&match, set->type);
    }
    return set->alias_name;
}

static void add_values(struct asking *asking, const char *owner, const struct rrset *set)
{
    for (size_t i = 0; i < set->n_values; i++)
        asking_add(asking, owner, set->type, set->ttl_s,
                   rrset_value_any(asking->arena, set->type, set->values[i]));
}

static void add_set(struct asking *asking, const char *owner, const struct rrset *set)
{
    bool dangles = false;
    const struct rrset *target = set;

    if (set->alias_zone != NULL)
        target = alias_target(asking, set, &dangles);
    if (target != NULL)
        add_values(asking, owner, target);
    else if (!dangles)
        resolver_made_up(asking, owner, alias_end(asking, set), set->type);
}

/* All of a type: one set, or the multivalue ones together. */
static void add_type(struct asking *asking, const char *owner, const struct match *match,
                     const struct rrset *chosen)
{
    size_t n = 0;

    if (chosen->multi_value != 1) {
        add_set(asking, owner, chosen);
        return;
    }
    for (size_t i = 0; i < match->n && n < MULTI_VALUES; i++)
        if (match->sets[i]->type == chosen->type) {
            add_set(asking, owner, match->sets[i]);
            n++;
        }
}

static void add_any(struct asking *asking, const char *owner, const struct match *match)
{
    uint16_t last = RR_NONE;

    for (size_t i = 0; i < match->n; i++) {
        const struct rrset *chosen = pick(match, match->sets[i]->type);

        if (match->sets[i]->type != last && chosen != NULL)
            add_type(asking, owner, match, chosen);
        last = match->sets[i]->type;
    }
}

/* The negative answer's SOA; its TTL is the smaller of two: RFC 2308, 5. */
static void add_authority(struct asking *asking, const struct zone *zone)
{
    const struct match match = find(asking, zone, zone->name);
    const struct rrset *soa = pick(&match, RR_SOA);
    const char *value;
    const char *minimum;
    int64_t ttl_s = 0;

    if (soa == NULL || soa->n_values == 0)
        return;
    value = rrset_value_any(asking->arena, RR_SOA, soa->values[0]);
    minimum = strrchr(value, ' ');
    for (minimum = minimum == NULL ? "" : minimum + 1;
         *minimum >= '0' && *minimum <= '9' && ttl_s < INT32_MAX; minimum++)
        ttl_s = ttl_s * 10 + (*minimum - '0');
    if (soa->ttl_s < ttl_s)
        ttl_s = soa->ttl_s;
    asking->out->authority = (struct dns_record){ zone->name, RR_SOA, ttl_s, value };
}

/* A CNAME answers unless it was asked for. Returns its target. */
static const char *follow(struct asking *asking, const char *name,
                          const struct rrset *cname)
{
    const size_t n = asking->out->n;

    add_set(asking, name, cname);
    if (asking->out->n == n)
        return NULL;
    asking->out->n = n + 1; /* one, whatever a scenario put there */
    return name_canonical_decimal(asking->arena, asking->out->records[n].value,
                                  strlen(asking->out->records[n].value));
}

const char *resolver_from_zone(struct asking *asking, const struct zone *zone,
                               const char *name, uint16_t type)
{
    const struct match match = find(asking, zone, name);
    const struct rrset *chosen = pick(&match, type);
    const struct rrset *cname = pick(&match, RR_CNAME);
    const size_t n_before = asking->out->n;
    const char *target = NULL;

    asking->out->wildcard = match.n > 0 ? match.wildcard : NULL;
    if (cname != NULL && type != RR_CNAME && type != RR_ANY)
        target = follow(asking, name, cname);
    else if (chosen != NULL)
        add_type(asking, name, &match, chosen);
    else if (type == RR_ANY)
        add_any(asking, name, &match);
    if (!match.exists)
        asking->out->status = DNS_NXDOMAIN;
    if (asking->out->n == n_before)
        add_authority(asking, zone);
    return target;
}
