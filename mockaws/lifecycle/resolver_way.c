/* resolver_way: who answers for a name, from the top down, by cuts and delegations. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver_parts.h"
#include "mockaws/store/zone.h"

static bool has_server(const struct zone *zone, const struct way *way)
{
    for (size_t i = 0; i < way->n_servers; i++)
        for (size_t j = 0; j < 4; j++)
            if (strcmp(way->servers[i], zone->servers[j]) == 0)
                return true;
    return false;
}

/* "ns-12.awsdns-01.com": a server of Route 53's. */
static bool is_route53_server(const char *server)
{
    return strncmp(server, "ns-", 3) == 0 && strstr(server, ".awsdns-") != NULL;
}

static bool is_lame(const struct way *way)
{
    for (size_t i = 0; i < way->n_servers; i++)
        if (!is_route53_server(way->servers[i]))
            return false;
    return true;
}

/* The way that leads to these servers, for the name where they were named. */
static struct way to_servers(const struct resolver *resolver, const char *cut,
                             const char *const *servers, size_t n_servers)
{
    struct way way = { WAY_FOREIGN, NULL, cut, servers, n_servers };

    for (const struct zone *zone = zones_public(resolver->zones, cut); zone != NULL;
         zone = zone->next_of_name)
        if (has_server(zone, &way))
            return (struct way){ WAY_ZONE, zone, cut, NULL, 0 };
    if (is_lame(&way))
        way.kind = WAY_LAME;
    return way;
}

/* The NS set that a zone of ours holds for a name below its own, as the world sees it. */
static const struct rrset *cut_at(const struct resolver *resolver,
                                  const struct zone *zone, const char *name,
                                  struct arena *arena)
{
    size_t n;
    const struct rrset **sets = zone_visible(zone, name, resolver->now_ms, arena, &n);

    for (size_t i = 0; i < n; i++)
        if (sets[i]->type == RR_NS)
            return sets[i];
    return NULL;
}

static struct way by_set(const struct resolver *resolver, const char *cut,
                         const struct rrset *ns, struct arena *arena)
{
    const char **servers = arena_array(arena, ns->n_values + 1, sizeof(*servers));

    for (size_t i = 0; i < ns->n_values; i++)
        servers[i] = rr_target(arena, RR_NS, ns->values[i]);
    return to_servers(resolver, cut, servers, ns->n_values);
}

/* By what the zones of that name say of their own delegation. False: nothing. */
static bool by_state(const struct resolver *resolver, const char *cut, struct way *way)
{
    const struct zone *first = zones_public(resolver->zones, cut);

    for (const struct zone *zone = first; zone != NULL; zone = zone->next_of_name)
        if (zone->delegation == DELEGATION_HERE) {
            *way = (struct way){ WAY_ZONE, zone, cut, NULL, 0 };
            return true;
        }
    for (const struct zone *zone = first; zone != NULL; zone = zone->next_of_name)
        if (zone->delegation == DELEGATION_ELSEWHERE) {
            *way = to_servers(resolver, cut, (const char *const *)zone->delegated_to,
                              zone->n_delegated_to);
            return true;
        }
    return false;
}

/* Go one label down: is there a cut at this name? */
static void descend(const struct resolver *resolver, const char *name,
                    struct arena *arena, struct way *way)
{
    const struct rrset *ns =
        way->kind == WAY_ZONE ? cut_at(resolver, way->zone, name, arena) : NULL;

    if (ns != NULL)
        *way = by_set(resolver, name, ns, arena);
    else
        by_state(resolver, name, way);
}

struct way resolver_way(const struct resolver *resolver, const char *name, uint16_t type,
                        struct arena *arena)
{
    const size_t n_labels = name_labels(name);
    const char **suffixes = arena_array(arena, n_labels + 1, sizeof(*suffixes));
    struct way way = { WAY_NOBODY, NULL, NULL, NULL, 0 };
    size_t n = 0;

    for (const char *at = name; n < n_labels && at != NULL; at = name_parent(at))
        suffixes[n++] = at;
    for (; n > 0; n--) {
        if (n == 1 && type == RR_DS)
            break;
        descend(resolver, suffixes[n - 1], arena, &way);
    }
    return way;
}
