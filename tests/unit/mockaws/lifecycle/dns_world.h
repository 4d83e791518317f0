/* dns_world: a small world of zones for the tests of the resolver. */
#ifndef TESTS_UNIT_MOCKAWS_LIFECYCLE_DNS_WORLD_H
#define TESTS_UNIT_MOCKAWS_LIFECYCLE_DNS_WORLD_H

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "base/heap.h"
#include "mockaws/lifecycle/resolver.h"
#include "mockaws/store/zone.h"
#include "tests/support/test.h"

enum { WORLD_NOW = 1772323200 }; /* 2026-03-01T00:00:00Z */

struct world {
    struct zones zones;
    struct dns_faults faults;
    struct arena arena;
    struct resolver resolver;
};

static inline void world_set_up(struct world *world)
{
    memset(world, 0, sizeof(*world));
    zones_init(&world->zones);
    world->zones.delay_ms = 0;
    arena_init(&world->arena);
    world->resolver =
        (struct resolver){ &world->zones, &world->faults, (int64_t)WORLD_NOW * 1000 };
}

static inline void world_tear_down(struct world *world)
{
    zones_clear(&world->zones);
    dns_faults_clear(&world->faults);
    arena_clear(&world->arena);
}

/* The servers are ns1.ID.example.net to ns4, the id in lower case. */
static inline struct zone *world_zone(struct world *world, const char *id,
                                      const char *name, bool private_zone)
{
    const char *list[4];

    for (int i = 0; i < 4; i++) {
        char *server = arena_printf(&world->arena, "ns%d.%s.example.net", i + 1, id);

        for (char *at = server; *at != '\0'; at++)
            *at = (char)tolower((unsigned char)*at);
        list[i] = server;
    }
    return zones_add(&world->zones, id, "111122223333", name, id, list, private_zone,
                     world->resolver.now_ms);
}

static inline struct rrset *world_set(const char *name, const char *type,
                                      const char *value)
{
    struct rrset *set = heap_zalloc(sizeof(*set));

    set->name = heap_strdup(name);
    set->type = rr_type_parse(type, strlen(type));
    set->weight = -1;
    set->multi_value = -1;
    set->ttl_s = 300;
    set->values = heap_grow(NULL, 1, sizeof(*set->values));
    set->values[0] = heap_strdup(value);
    set->n_values = 1;
    return set;
}

static inline void world_put(struct world *world, struct zone *zone, const char *name,
                             const char *type, const char *value)
{
    zone_put(&world->zones, zone, world_set(name, type, value), world->resolver.now_ms);
}

/* One more value for a set that is there, or a new set. */
static inline void world_add(struct world *world, struct zone *zone, const char *name,
                             const char *type, const char *value)
{
    const struct rrset *old =
        zone_find(zone, name, rr_type_parse(type, strlen(type)), NULL);
    struct rrset *set;

    if (old == NULL) {
        world_put(world, zone, name, type, value);
        return;
    }
    set = rrset_copy(old);
    set->values = heap_grow(set->values, set->n_values + 1, sizeof(*set->values));
    set->values[set->n_values++] = heap_strdup(value);
    zone_put(&world->zones, zone, set, world->resolver.now_ms);
}

/* The NS set that delegates a child zone to its servers. */
static inline void world_delegate(struct world *world, struct zone *parent,
                                  const struct zone *child)
{
    for (int i = 0; i < 4; i++)
        world_add(world, parent, child->name, "NS", child->servers[i]);
}

static inline const char *world_status(enum dns_status status)
{
    static const char *const words[] = { "NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED",
                                         "TIMEOUT" };

    return words[status];
}

/* "NOERROR|www.example.com CNAME a.example.com.|..." */
static inline const char *world_ask(struct world *world, const char *name,
                                    const char *type)
{
    struct dns_answer answer;
    const char *text;
    char word[RR_WORD_MAX];

    resolver_ask(&world->resolver, name, rr_type_parse(type, strlen(type)), &world->arena,
                 &answer);
    text = world_status(answer.status);
    for (size_t i = 0; i < answer.n; i++)
        text = arena_printf(&world->arena, "%s|%s %s %s", text, answer.records[i].name,
                            rr_type_word(answer.records[i].type, word),
                            answer.records[i].value);
    return text;
}

#endif
