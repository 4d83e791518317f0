/* delegation: who is asked for a zone: the registrar's, the parent's, an answer's NS. */
#include "analyzer/join/delegation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"

static int compare_servers(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *servers_sorted(struct arena *arena, uint16_t type,
                                  const char *const *values, size_t n)
{
    const char **servers = arena_array(arena, n, sizeof(*servers));

    for (size_t i = 0; i < n; i++)
        servers[i] = rr_target(arena, type, values[i]);
    qsort(servers, n, sizeof(*servers), compare_servers);
    return servers;
}

bool servers_equal(const char *const *a, size_t n_a, const char *const *b, size_t n_b)
{
    if (n_a != n_b)
        return false;
    for (size_t i = 0; i < n_a; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

static bool is_public(const struct zone *zone)
{
    return zone->visibility != VISIBILITY_PRIVATE;
}

const struct zone *zone_above(const struct zones *zones, const char *name)
{
    for (name = name_parent(name); name != NULL; name = name_parent(name)) {
        for (const struct zone *zone = zones_named(zones, name); zone != NULL;
             zone = zone->next_of_name)
            if (is_public(zone) && zone->n_sets > 0)
                return zone;
    }
    return NULL;
}

static void compare(struct zone *zone)
{
    struct delegation_proof *proof = &zone->delegation;

    if (zone->n_servers == 0) {
        proof->state = DELEGATION_UNKNOWN;
        return;
    }
    proof->state =
        servers_equal(proof->servers, proof->n_servers, zone->servers, zone->n_servers)
            ? DELEGATION_AGREES
            : DELEGATION_CONTRADICTS;
}

static bool ask_registrar(const struct zones *zones, struct zone *zone,
                          struct arena *arena)
{
    const struct registration *registration =
        map_get(&zones->registered, zone->name, strlen(zone->name));

    if (registration == NULL)
        return false;
    zone->delegation = (struct delegation_proof){
        .who = "the registrar",
        .servers =
            servers_sorted(arena, RR_NS, registration->servers, registration->n_servers),
        .n_servers = registration->n_servers,
        .origin = &registration->origin,
    };
    return true;
}

static const struct rrset *ns_at(const struct zone *zone, const char *name)
{
    const struct rrset *const *sets;
    size_t n;

    sets = zone_sets(zone, name, &n);
    for (size_t i = 0; i < n; i++)
        if (sets[i]->type == RR_NS)
            return sets[i];
    return NULL;
}

static bool ask_parent(const struct zones *zones, struct zone *zone, struct arena *arena)
{
    const struct zone *parent = zone_above(zones, zone->name);
    const struct rrset *ns;

    if (parent == NULL || parent->from == DNS_FROM_TERRAFORM)
        return false;
    if (zone_cut(parent, zone->name) != NULL &&
        strcmp(zone_cut(parent, zone->name)->name, zone->name) != 0)
        return false; /* the parent itself hands over above the zone */
    ns = ns_at(parent, zone->name);
    if (ns == NULL && !parent->complete)
        return false;
    zone->delegation.who = arena_printf(arena, "the parent zone %s", parent->name);
    if (ns == NULL) {
        zone->delegation.state = DELEGATION_ABSENT;
        zone->delegation.origin = &parent->dump->origin;
        return true;
    }
    zone->delegation.servers = servers_sorted(arena, RR_NS, ns->values, ns->n_values);
    zone->delegation.n_servers = ns->n_values;
    zone->delegation.origin = &ns->origin;
    return true;
}

/* The NS set of the name in an answer's or its authority section. */
static const struct rrset *ns_in(const struct dns_answer *answer, const char *name)
{
    for (uint32_t i = 0; i < answer->n_answer; i++)
        if (answer->answer[i].type == RR_NS && strcmp(answer->answer[i].name, name) == 0)
            return &answer->answer[i];
    for (uint32_t i = 0; i < answer->n_authority; i++)
        if (answer->authority[i].type == RR_NS &&
            strcmp(answer->authority[i].name, name) == 0)
            return &answer->authority[i];
    return NULL;
}

static bool ask_answer(const struct zones *zones, struct zone *zone, struct arena *arena)
{
    const struct dns_answer *answer = zones_answer(zones, zone->name, RR_NS);
    const struct rrset *ns = answer == NULL ? NULL : ns_in(answer, zone->name);

    if (ns == NULL)
        return false;
    zone->delegation = (struct delegation_proof){
        .who = "the public DNS",
        .servers = servers_sorted(arena, RR_NS, ns->values, ns->n_values),
        .n_servers = ns->n_values,
        .origin = &ns->origin,
    };
    return true;
}

void delegation_find(const struct zones *zones, struct zone *zone, struct arena *arena)
{
    if (zone->visibility == VISIBILITY_PRIVATE)
        return;
    if (ask_registrar(zones, zone, arena) || ask_answer(zones, zone, arena)) {
        compare(zone);
        return;
    }
    if (ask_parent(zones, zone, arena) && zone->delegation.state != DELEGATION_ABSENT)
        compare(zone);
}
