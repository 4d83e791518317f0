/* save_zone: hosted zones and their record sets, as a scenario describes them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/scenario/parts.h"
#include "mockaws/scenario/save_parts.h"
#include "mockaws/service/mock.h"

enum { SERVERS = 4, NS_TTL_S = 172800, SOA_TTL_S = 900 };

static bool is_plain(const struct rrset *set, int64_t ttl_s, size_t n_values)
{
    return set->set_identifier == NULL && set->ttl_s == ttl_s &&
           set->n_values == n_values && set->health_check == NULL;
}

/* NS and SOA at the apex as every zone gets them: zones_add() makes them again. */
static bool comes_by_itself(const struct zone *zone, const struct rrset *set)
{
    static const char soa[] = ". awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";
    const size_t len = strlen(zone->servers[0]);

    if (strcmp(set->name, zone->name) != 0)
        return false;
    if (set->type == RR_SOA && is_plain(set, SOA_TTL_S, 1))
        return strncmp(set->values[0], zone->servers[0], len) == 0 &&
               strcmp(set->values[0] + len, soa) == 0;
    if (set->type != RR_NS || !is_plain(set, NS_TTL_S, SERVERS))
        return false;
    for (size_t i = 0; i < SERVERS; i++) {
        const size_t n = strlen(zone->servers[i]);

        if (strncmp(set->values[i], zone->servers[i], n) != 0 ||
            strcmp(set->values[i] + n, ".") != 0)
            return false;
    }
    return true;
}

static const struct scenario_alias *
save_alias(struct saving *saving, const struct zone *zone, const struct rrset *set)
{
    struct scenario_alias *alias;

    if (set->alias_name == NULL)
        return NULL;
    alias = arena_zalloc(saving->arena, sizeof(*alias));
    if (strcmp(set->alias_zone, zone->id) != 0)
        alias->zone = save_text(saving, set->alias_zone);
    alias->name = save_text(saving, set->alias_name);
    alias->evaluates = set->alias_evaluates;
    return alias;
}

static void save_record(struct saving *saving, const struct zone *zone,
                        const struct rrset *set, struct scenario_record *out)
{
    *out = (struct scenario_record){
        .name = save_text(saving, set->name),
        .type = (enum rr_type)set->type,
        .set_identifier = save_text(saving, set->set_identifier),
        .weight = set->weight,
        .region = save_text(saving, set->region),
        .continent = save_text(saving, set->continent),
        .country = save_text(saving, set->country),
        .subdivision = save_text(saving, set->subdivision),
        .failover = save_text(saving, set->failover),
        .multi_value = set->multi_value,
        .ttl_s = set->ttl_s,
        .values = save_texts(saving, set->values, set->n_values),
        .n_values = set->n_values,
        .alias = save_alias(saving, zone, set),
        .health_check = save_text(saving, set->health_check),
        .cidr_collection = save_text(saving, set->cidr_collection),
        .cidr_location = save_text(saving, set->cidr_location),
        .geo_proximity = save_text(saving, set->geo_proximity),
    };
}

/* Private: nobody points to it. Elsewhere to no server at all: nowhere. */
static enum delegation delegation_of(const struct zone *zone)
{
    if (zone->private_zone)
        return DELEGATION_NOWHERE;
    if (zone->delegation == DELEGATION_ELSEWHERE && zone->n_delegated_to == 0)
        return DELEGATION_NOWHERE;
    return zone->delegation;
}

/* The servers that a child is delegated to; the one that is served comes first. */
static const struct zone *delegated_child(const struct zones *zones,
                                          const struct zone *child)
{
    const struct zone *found = NULL;

    for (const struct zone *twin = zones_public(zones, child->name); twin != NULL;
         twin = twin->next_of_name)
        if (delegation_of(twin) == DELEGATION_HERE ||
            (delegation_of(twin) == DELEGATION_ELSEWHERE && found == NULL))
            found = twin;
    return found;
}

/*
 * A child that is delegated although its parent holds no NS for it (the parent came
 * later): loading makes the set, so it is saved at once. NULL: there is nothing to add.
 */
static struct rrset *missing_cut(struct saving *saving, const struct zone *zone,
                                 const struct zone *child)
{
    const struct zones *zones = &saving->mock->world.store.zones;
    const struct zone *delegated;
    char *const *servers;
    char **values;
    struct rrset *set;

    if (child->private_zone || !name_is_under(child->name, zone->name) ||
        zones_public(zones, child->name) != child || play_parent(zones, child) != zone ||
        zone_find(zone, child->name, RR_NS, NULL) != NULL)
        return NULL;
    delegated = delegated_child(zones, child);
    if (delegated == NULL)
        return NULL;
    set = arena_zalloc(saving->arena, sizeof(*set));
    *set = (struct rrset){ .name = arena_strdup(saving->arena, child->name),
                           .type = RR_NS,
                           .weight = -1,
                           .multi_value = -1,
                           .ttl_s = NS_TTL_S,
                           .n_values = delegated->delegation == DELEGATION_HERE
                                           ? SERVERS
                                           : delegated->n_delegated_to };
    servers = delegated->delegation == DELEGATION_HERE ? delegated->servers
                                                       : delegated->delegated_to;
    values = arena_array(saving->arena, set->n_values, sizeof(*values));
    for (size_t i = 0; i < set->n_values; i++)
        values[i] = arena_printf(saving->arena, "%s.", servers[i]);
    set->values = values;
    return set;
}

static int compare_sets(const void *a, const void *b)
{
    const struct rrset *const *x = a;
    const struct rrset *const *y = b;

    return rrset_compare(*x, *y);
}

static void save_records(struct saving *saving, const struct zone *zone,
                         struct scenario_zone *out)
{
    const struct zones *zones = &saving->mock->world.store.zones;
    const size_t room = zone->n_sets + zones->n;
    const struct rrset **sets = arena_array(saving->arena, room, sizeof(*sets));
    struct scenario_record *records;
    size_t n = 0;

    for (size_t i = 0; i < zone->n_sets; i++)
        if (!comes_by_itself(zone, zone->sets[i]))
            sets[n++] = zone->sets[i];
    for (size_t i = 0; i < zones->n; i++) {
        const struct rrset *cut = missing_cut(saving, zone, zones->items[i]);

        if (cut != NULL)
            sets[n++] = cut;
    }
    qsort(sets, n, sizeof(*sets), compare_sets);
    records = arena_array(saving->arena, n, sizeof(*records));
    for (size_t i = 0; i < n; i++)
        save_record(saving, zone, sets[i], &records[i]);
    out->records = records;
    out->n_records = n;
}

static const struct scenario_vpc *save_vpcs(struct saving *saving,
                                            const struct zone *zone)
{
    struct scenario_vpc *vpcs = arena_array(saving->arena, zone->n_vpcs, sizeof(*vpcs));

    for (size_t i = 0; i < zone->n_vpcs; i++) {
        vpcs[i].region = save_text(saving, zone->vpcs[i].region);
        vpcs[i].id = save_text(saving, zone->vpcs[i].id);
    }
    return vpcs;
}

static void save_zone(struct saving *saving, const struct zone *zone,
                      struct scenario_zone *out)
{
    *out = (struct scenario_zone){
        .id = save_text(saving, zone->id),
        .account = save_text(saving, zone->account),
        .name = save_text(saving, zone->name),
        .comment = save_text(saving, zone->comment),
        .caller_reference = save_text(saving, zone->caller_reference),
        .private_zone = zone->private_zone,
        .vpcs = save_vpcs(saving, zone),
        .n_vpcs = zone->n_vpcs,
        .servers = save_texts(saving, zone->servers, SERVERS),
        .n_servers = SERVERS,
        .delegation = delegation_of(zone),
        .delegation_set = save_text(saving, zone->delegation_set),
        .dnssec = zone->dnssec,
        .created_ms = zone->created_ms,
        .tags = save_tags(saving, &zone->tags),
        .n_tags = zone->tags.n,
    };
    if (out->delegation == DELEGATION_ELSEWHERE) {
        out->delegated_to = save_texts(saving, zone->delegated_to, zone->n_delegated_to);
        out->n_delegated_to = zone->n_delegated_to;
    }
    save_records(saving, zone, out);
}

void save_zones(struct saving *saving, struct scenario *out)
{
    const struct zones *zones = &saving->mock->world.store.zones;
    struct scenario_zone *all = arena_array(saving->arena, zones->n, sizeof(*all));

    for (size_t i = 0; i < zones->n; i++)
        save_zone(saving, zones->items[i], &all[i]);
    out->zones = all;
    out->n_zones = zones->n;
}
