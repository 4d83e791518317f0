/* zone: all hosted zones and changes, found by id and by name. */
#include "mockaws/store/zone.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/heap.h"
#include "base/map.h"
#include "mockaws/store/zone_sets.h"

enum {
    DELAY_MS = 30000,
    NS_TTL_S = 172800,
    SOA_TTL_S = 900,
};

/* Keys are the zones' and changes' own strings. */
struct zones_index {
    struct map by_id;
    struct map public_names; /* the first of each name */
    struct map private_names;
    struct map changes;
};

void zones_init(struct zones *zones)
{
    *zones = (struct zones){ .delay_ms = DELAY_MS };
    zones->index = heap_zalloc(sizeof(*zones->index));
}

static void free_servers(struct zone *zone)
{
    for (size_t i = 0; i < zone->n_delegated_to; i++)
        free(zone->delegated_to[i]);
    free(zone->delegated_to);
    zone->delegated_to = NULL;
    zone->n_delegated_to = 0;
}

static void free_zone(struct zone *zone)
{
    zone_clear_sets(zone);
    free_servers(zone);
    for (size_t i = 0; i < zone->n_vpcs; i++) {
        free(zone->vpcs[i].region);
        free(zone->vpcs[i].id);
    }
    for (size_t i = 0; i < 4; i++)
        free(zone->servers[i]);
    tags_clear(&zone->tags);
    free(zone->vpcs);
    free(zone->id);
    free(zone->account);
    free(zone->name);
    free(zone->caller_reference);
    free(zone->comment);
    free(zone->delegation_set);
    free(zone);
}

static void free_change(struct change *change)
{
    free(change->id);
    free(change->comment);
    free(change->account);
    free(change);
}

void zones_clear(struct zones *zones)
{
    for (size_t i = 0; i < zones->n; i++)
        free_zone(zones->items[i]);
    for (size_t i = 0; i < zones->n_changes; i++)
        free_change(zones->changes[i]);
    if (zones->index != NULL) {
        map_clear(&zones->index->by_id);
        map_clear(&zones->index->public_names);
        map_clear(&zones->index->private_names);
        map_clear(&zones->index->changes);
    }
    free(zones->index);
    free(zones->items);
    free(zones->changes);
    *zones = (struct zones){ 0 };
}

static const char *bare(const char *id, const char *prefix)
{
    const size_t n = strlen(prefix);

    return strncmp(id, prefix, n) == 0 ? id + n : id;
}

struct zone *zones_find(const struct zones *zones, const char *id)
{
    id = bare(id, "/hostedzone/");
    return map_get(&zones->index->by_id, id, strlen(id));
}

struct zone *zones_public(const struct zones *zones, const char *name)
{
    return map_get(&zones->index->public_names, name, strlen(name));
}

struct zone *zones_private(const struct zones *zones, const char *name)
{
    return map_get(&zones->index->private_names, name, strlen(name));
}

static void index_zone(struct zones *zones, struct zone *zone)
{
    struct zones_index *index = zones->index;
    struct map *names = zone->private_zone ? &index->private_names : &index->public_names;
    void **place = map_at(&index->by_id, zone->id, strlen(zone->id));
    struct zone *last;

    *place = zone;
    zone->next_of_name = NULL;
    place = map_at(names, zone->name, strlen(zone->name));
    if (*place == NULL) {
        *place = zone;
        return;
    }
    last = *place;
    while (last->next_of_name != NULL)
        last = last->next_of_name;
    last->next_of_name = zone;
}

/* A map lets nothing go: after a removal it is made anew. */
static void index_again(struct zones *zones)
{
    map_clear(&zones->index->by_id);
    map_clear(&zones->index->public_names);
    map_clear(&zones->index->private_names);
    for (size_t i = 0; i < zones->n; i++)
        index_zone(zones, zones->items[i]);
}

static void delegate(struct zone *zone, enum delegation delegation,
                     const char *const *servers, size_t n_servers)
{
    char **copies = NULL;

    if (delegation == DELEGATION_ELSEWHERE && n_servers > 0) {
        copies = heap_grow(NULL, n_servers, sizeof(*copies));
        for (size_t i = 0; i < n_servers; i++)
            copies[i] = heap_strdup(servers[i]);
    }
    free_servers(zone);
    zone->delegation = delegation;
    zone->delegated_to = copies;
    zone->n_delegated_to = copies == NULL ? 0 : n_servers;
}

static void delegate_to(struct zone *zone, const struct zone *other)
{
    const char *const servers[4] = { other->servers[0], other->servers[1],
                                     other->servers[2], other->servers[3] };

    delegate(zone, DELEGATION_ELSEWHERE, servers, 4);
}

void zones_delegate(struct zones *zones, struct zone *zone, enum delegation delegation,
                    const char *const *servers, size_t n_servers)
{
    struct zone *other = zones_public(zones, zone->name);

    delegate(zone, delegation, servers, n_servers);
    for (; delegation == DELEGATION_HERE && !zone->private_zone && other != NULL;
         other = other->next_of_name)
        if (other != zone && other->delegation == DELEGATION_HERE)
            delegate_to(other, zone);
    zones->generation++;
}

/* What the parent is taken to say of a new zone that is not yet in the index. */
static void delegate_by_itself(struct zones *zones, struct zone *zone)
{
    const char *above = name_parent(zone->name);

    zone->delegation = DELEGATION_HERE;
    if (zone->private_zone)
        return;
    for (const struct zone *other = zones_public(zones, zone->name); other != NULL;
         other = other->next_of_name)
        if (other->delegation == DELEGATION_HERE) {
            delegate_to(zone, other);
            return;
        }
    for (; above != NULL; above = name_parent(above))
        if (zones_public(zones, above) != NULL)
            zone->delegation = DELEGATION_NOWHERE;
}

static struct rrset *apex_set(const struct zone *zone, uint16_t type, int64_t ttl_s,
                              size_t n_values)
{
    struct rrset *set = heap_zalloc(sizeof(*set));

    set->name = heap_strdup(zone->name);
    set->type = type;
    set->weight = -1;
    set->multi_value = -1;
    set->ttl_s = ttl_s;
    set->values = heap_grow(NULL, n_values, sizeof(*set->values));
    set->n_values = n_values;
    return set;
}

static char *joined(const char *a, const char *b)
{
    const size_t size = strlen(a) + strlen(b) + 1;
    char *out = heap_alloc(size);

    snprintf(out, size, "%s%s", a, b);
    return out;
}

static void put_apex(struct zones *zones, struct zone *zone, int64_t now_ms)
{
    const int64_t delay_ms = zones->delay_ms;
    struct rrset *ns = apex_set(zone, RR_NS, NS_TTL_S, 4);
    struct rrset *soa = apex_set(zone, RR_SOA, SOA_TTL_S, 1);

    for (size_t i = 0; i < 4; i++)
        ns->values[i] = joined(zone->servers[i], ".");
    soa->values[0] = joined(zone->servers[0],
                            ". awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400");
    zones->delay_ms = 0;
    zone_put(zones, zone, ns, now_ms);
    zone_put(zones, zone, soa, now_ms);
    zones->delay_ms = delay_ms;
}

struct zone *zones_add(struct zones *zones, const char *id, const char *account,
                       const char *name, const char *caller_reference,
                       const char *const servers[4], bool private_zone, int64_t now_ms)
{
    /* Source: facts 6. */
    static const char *const private_servers[4] = { "ns-1536.awsdns-00.co.uk",
                                                    "ns-0.awsdns-00.com",
                                                    "ns-1024.awsdns-00.org",
                                                    "ns-512.awsdns-00.net" };
    struct zone *zone = heap_zalloc(sizeof(*zone));

    assert(servers != NULL || private_zone);
    assert(zones_find(zones, id) == NULL);
    if (servers == NULL)
        servers = private_servers;
    zone->id = heap_strdup(bare(id, "/hostedzone/"));
    zone->account = heap_strdup(account);
    zone->name = heap_strdup(name);
    zone->caller_reference = heap_strdup(caller_reference);
    zone->private_zone = private_zone;
    zone->created_ms = now_ms;
    zone->number = ++zones->counter;
    for (size_t i = 0; i < 4; i++)
        zone->servers[i] = heap_strdup(servers[i]);
    if (zones->n == zones->room) {
        zones->room = zones->room == 0 ? 16 : zones->room * 2;
        zones->items = heap_grow(zones->items, zones->room, sizeof(*zones->items));
    }
    delegate_by_itself(zones, zone);
    zones->items[zones->n++] = zone;
    index_zone(zones, zone);
    put_apex(zones, zone, now_ms);
    return zone;
}

void zones_remove(struct zones *zones, struct zone *zone)
{
    size_t i = 0;

    while (i < zones->n && zones->items[i] != zone)
        i++;
    assert(i < zones->n);
    zones->n--;
    memmove(&zones->items[i], &zones->items[i + 1],
            (zones->n - i) * sizeof(zones->items[0]));
    index_again(zones);
    free_zone(zone);
    zones->generation++;
}

struct change *zones_add_change(struct zones *zones, const char *id, const char *account,
                                const char *comment, int64_t now_ms)
{
    struct change *change = heap_zalloc(sizeof(*change));

    change->id = heap_strdup(bare(id, "/change/"));
    change->account = heap_strdup(account);
    change->comment = heap_strdup(comment);
    change->submitted_ms = now_ms;
    change->insync_ms = now_ms + zones->delay_ms;
    if (zones->n_changes == zones->changes_room) {
        zones->changes_room = zones->changes_room == 0 ? 16 : zones->changes_room * 2;
        zones->changes =
            heap_grow(zones->changes, zones->changes_room, sizeof(struct change *));
    }
    zones->changes[zones->n_changes++] = change;
    *map_at(&zones->index->changes, change->id, strlen(change->id)) = change;
    return change;
}

const struct change *zones_find_change(const struct zones *zones, const char *id)
{
    id = bare(id, "/change/");
    return map_get(&zones->index->changes, id, strlen(id));
}
