/* shared: look-ups of the caller's own things, paging, and how a change begins. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/fields.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/store/rrset_value.h"

#define ENDPOINT "https://route53.amazonaws.com/2013-04-01"

const char *route53_bare_id(const char *id, const char *kind)
{
    const size_t n = strlen(kind);
    const char *bare = id[0] == '/' ? id + 1 : id;

    return strncmp(bare, kind, n) == 0 && bare[n] == '/' ? bare + n + 1 : id;
}

static int check_id(struct call *call, const char *member, const char *id, int64_t most)
{
    const struct field field = { .name = member, FIELD_REQUIRED, FIELD_MOST(most) };
    struct field_faults faults = { 0 };

    field_check_text(&faults, &field, member, id);
    return field_end(&faults, call);
}

struct zone *route53_zone(struct mock *mock, struct call *call, const char *member,
                          const char *id)
{
    const char *bare = id == NULL ? NULL : route53_bare_id(id, "hostedzone");
    struct zone *zone;

    if (check_id(call, member, bare, ROUTE53_ID_MAX) != 0)
        return NULL;
    zone = zones_find(&mock->world.store.zones, bare);
    if (zone == NULL || strcmp(zone->account, call->account->id) != 0) {
        call_fail(call, "NoSuchHostedZone", "No hosted zone found with ID: %s", bare);
        return NULL;
    }
    call->zone = arena_strdup(call->arena, zone->id);
    return zone;
}

struct delegation_set *route53_delegation_set(struct mock *mock, struct call *call,
                                              const char *id)
{
    struct store *store = &mock->world.store;
    const char *bare = route53_bare_id(id, "delegationset");

    if (check_id(call, "delegationSetId", bare, ROUTE53_ID_MAX) != 0)
        return NULL;
    for (size_t i = 0; i < store->n_delegation_sets; i++)
        if (strcmp(store->delegation_sets[i].id, bare) == 0 &&
            strcmp(store->delegation_sets[i].account, call->account->id) == 0)
            return &store->delegation_sets[i];
    call_fail(call, "NoSuchDelegationSet",
              "A reusable delegation set with the ID %s does not exist.", bare);
    return NULL;
}

struct health_check *route53_find_health_check(const struct mock *mock,
                                               const char *account, const char *id)
{
    const struct store *store = &mock->world.store;

    for (size_t i = 0; i < store->n_health_checks; i++)
        if (strcmp(store->health_checks[i].id, id) == 0 &&
            strcmp(store->health_checks[i].account, account) == 0)
            return &store->health_checks[i];
    return NULL;
}

struct health_check *route53_health_check(struct mock *mock, struct call *call,
                                          const char *id)
{
    const char *bare = route53_bare_id(id, "healthcheck");
    struct health_check *check;

    if (check_id(call, "healthCheckId", bare, 64) != 0)
        return NULL;
    check = route53_find_health_check(mock, call->account->id, bare);
    if (check == NULL)
        call_fail(call, "NoSuchHealthCheck", "A health check with id %s does not exist.",
                  bare);
    return check;
}

int route53_query(struct call *call, const char *name, const char *member, int64_t most,
                  const char **value)
{
    const struct field field = { .name = member, FIELD_MOST(most) };
    struct field_faults faults = { 0 };

    *value = http_query(call->request, name);
    field_check_text(&faults, &field, member, *value);
    return field_end(&faults, call);
}

int route53_max_items(struct call *call, size_t most, size_t *max)
{
    const struct field field = { .name = "maxItems",
                                 .kind = FIELD_INTEGER,
                                 FIELD_RANGE(1, INT64_MAX) };
    const char *text = http_query(call->request, "maxitems");
    struct field_faults faults = { 0 };

    *max = most;
    if (text == NULL)
        return 0;
    field_check_text(&faults, &field, "maxItems", text);
    if (field_end(&faults, call) != 0)
        return -1;
    *max = strtoull(text, NULL, 10);
    if (*max > most)
        *max = most;
    return 0;
}

const char *route53_canonical(struct call *call, const char *name)
{
    return name_canonical(call->arena, name, strlen(name));
}

const char *route53_name_fault(struct call *call, const char *given)
{
    for (const char *at = given; *at != '\0'; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7f)
            return arena_printf(call->arena,
                                "FATAL problem: UnsupportedCharacter (Value contains "
                                "unsupported characters) encountered with '%s'",
                                given);
    return rrset_name_fault(call->arena, route53_canonical(call, given));
}

static int by_id(const void *a, const void *b)
{
    struct zone *const *one = a;
    struct zone *const *other = b;

    return strcmp((*one)->id, (*other)->id);
}

struct zone **route53_zones(struct mock *mock, struct call *call, size_t *n)
{
    const struct zones *zones = &mock->world.store.zones;
    struct zone **own = arena_array(call->arena, zones->n + 1, sizeof(struct zone *));

    *n = 0;
    for (size_t i = 0; i < zones->n; i++)
        if (strcmp(zones->items[i]->account, call->account->id) == 0)
            own[(*n)++] = zones->items[i];
    qsort(own, *n, sizeof(struct zone *), by_id);
    return own;
}

const struct change *route53_changed(struct mock *mock, struct call *call,
                                     const char *comment)
{
    struct store *store = &mock->world.store;
    const struct change *change;
    char id[IDS_ZONE];

    ids_route53(&store->ids, 'C', id);
    change = zones_add_change(&store->zones, id, call->account->id, comment,
                              mock->world.clock.now_ms);
    world_dns_changed(&mock->world);
    return change;
}

void route53_created(struct call *call, const char *kind, const char *id)
{
    call->status = 201;
    call->location = arena_printf(call->arena, ENDPOINT "/%s/%s", kind, id);
}
