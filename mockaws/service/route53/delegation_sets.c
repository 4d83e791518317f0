/* delegation_sets: name servers that several zones may share. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/fields.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/wire/xml.h"

enum { SETS_MAX = 100 }; /* of an account. Source: Route 53 Developer Guide, "Quotas" */

static const struct field fields[] = {
    { .name = "CallerReference", FIELD_REQUIRED, FIELD_RANGE(1, 128) },
    { .name = "HostedZoneId", FIELD_MOST(64) },
    { .name = NULL },
};

static int check_account(struct mock *mock, struct call *call, const char *reference)
{
    const struct store *store = &mock->world.store;
    size_t n = 0;

    for (size_t i = 0; i < store->n_delegation_sets; i++) {
        const struct delegation_set *set = &store->delegation_sets[i];

        if (strcmp(set->account, call->account->id) != 0)
            continue;
        n++;
        if (strcmp(set->caller_reference, reference) == 0)
            return call_fail(call, "DelegationSetAlreadyCreated",
                             "A delegation set with the same owner and caller reference "
                             "combination has already been created.");
    }
    if (n >= SETS_MAX)
        return call_fail(call, "LimitsExceeded",
                         "Limits Exceeded: MAX_REUSABLE_DELEGATION_SETS_BY_OWNER");
    return 0;
}

/* The public zone whose servers become the set; *zone NULL: none was named. */
static int find_zone(struct mock *mock, struct call *call, struct zone **zone)
{
    const char *id = xml_child_text(call->body, "HostedZoneId");

    *zone = NULL;
    if (id == NULL)
        return 0;
    id = route53_bare_id(id, "hostedzone");
    *zone = zones_find(&mock->world.store.zones, id);
    if (*zone == NULL || strcmp((*zone)->account, call->account->id) != 0)
        return call_fail(call, "HostedZoneNotFound",
                         "The specified hosted zone %s can't be found.", id);
    if ((*zone)->private_zone)
        return call_fail(call, "InvalidArgument",
                         "The hosted zone %s is private; its name servers can't be "
                         "shared.",
                         id);
    if ((*zone)->delegation_set != NULL)
        return call_fail(call, "DelegationSetAlreadyReusable",
                         "The delegation set of the hosted zone %s is already reusable.",
                         id);
    return 0;
}

/* A number that no zone has or will have, so that its servers are nobody else's. */
static uint64_t take_number(struct store *store)
{
    return ++store->zones.counter;
}

static const struct delegation_set *make(struct mock *mock, struct call *call,
                                         const char *reference, struct zone *zone)
{
    struct store *store = &mock->world.store;
    char own[IDS_SERVERS][IDS_SERVER];
    char id[IDS_ZONE];
    struct delegation_set *set;

    ids_route53(&store->ids, 'N', id);
    if (zone == NULL)
        ids_servers(&store->ids, take_number(store), own);
    store->delegation_sets =
        heap_grow(store->delegation_sets, store->n_delegation_sets + 1, sizeof(*set));
    set = &store->delegation_sets[store->n_delegation_sets++];
    *set = (struct delegation_set){ .id = heap_strdup(id),
                                    .account = heap_strdup(call->account->id),
                                    .caller_reference = heap_strdup(reference) };
    for (size_t i = 0; i < IDS_SERVERS; i++)
        set->servers[i] = heap_strdup(zone == NULL ? own[i] : zone->servers[i]);
    if (zone != NULL)
        zone->delegation_set = heap_strdup(id);
    return set;
}

int route53_create_delegation_set(struct mock *mock, struct call *call)
{
    static const char root[] = "CreateReusableDelegationSetResponse";
    const struct delegation_set *set;
    const char *reference;
    struct zone *zone;

    if (field_check_body(call, "CreateReusableDelegationSetRequest", fields) != 0)
        return -1;
    reference = xml_child_text(call->body, "CallerReference");
    if (check_account(mock, call, reference) != 0 || find_zone(mock, call, &zone) != 0)
        return -1;
    set = make(mock, call, reference, zone);
    route53_open(call, root);
    route53_put_delegation_set(call, set);
    route53_close(call, root);
    route53_created(call, "delegationset", set->id);
    return 0;
}

int route53_get_delegation_set(struct mock *mock, struct call *call)
{
    static const char root[] = "GetReusableDelegationSetResponse";
    const struct delegation_set *set =
        route53_delegation_set(mock, call, call->parameters[0]);

    if (set == NULL)
        return -1;
    route53_open(call, root);
    route53_put_delegation_set(call, set);
    route53_close(call, root);
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const struct delegation_set *const *one = a;
    const struct delegation_set *const *other = b;

    return strcmp((*one)->id, (*other)->id);
}

int route53_list_delegation_sets(struct mock *mock, struct call *call)
{
    static const char root[] = "ListReusableDelegationSetsResponse";
    const struct store *store = &mock->world.store;
    const struct delegation_set **own =
        arena_array(call->arena, store->n_delegation_sets + 1, sizeof(*own));
    const char *marker;
    const char *from;
    size_t max;
    size_t n = 0;

    if (route53_query(call, "marker", "marker", 64, &marker) != 0 ||
        route53_max_items(call, ROUTE53_PAGE, &max) != 0)
        return -1;
    from = marker == NULL ? "" : route53_bare_id(marker, "delegationset");
    for (size_t i = 0; i < store->n_delegation_sets; i++)
        if (strcmp(store->delegation_sets[i].account, call->account->id) == 0 &&
            strcmp(store->delegation_sets[i].id, from) >= 0)
            own[n++] = &store->delegation_sets[i];
    qsort(own, n, sizeof(*own), by_id);
    route53_open(call, root);
    xml_open(&call->xml, "DelegationSets");
    for (size_t i = 0; i < n && i < max; i++)
        route53_put_delegation_set(call, own[i]);
    xml_close(&call->xml, "DelegationSets");
    xml_text(&call->xml, "Marker", marker == NULL ? "" : marker);
    route53_put_page(call, n > max ? own[max]->id : NULL, max);
    route53_close(call, root);
    return 0;
}

static void forget(struct store *store, struct delegation_set *set)
{
    const size_t i = (size_t)(set - store->delegation_sets);

    free(set->id);
    free(set->account);
    free(set->caller_reference);
    for (size_t j = 0; j < IDS_SERVERS; j++)
        free(set->servers[j]);
    store->n_delegation_sets--;
    memmove(set, set + 1, (store->n_delegation_sets - i) * sizeof(*set));
}

int route53_delete_delegation_set(struct mock *mock, struct call *call)
{
    static const char root[] = "DeleteReusableDelegationSetResponse";
    struct store *store = &mock->world.store;
    struct delegation_set *set = route53_delegation_set(mock, call, call->parameters[0]);

    if (set == NULL)
        return -1;
    for (size_t i = 0; i < store->zones.n; i++) {
        const struct zone *zone = store->zones.items[i];

        if (zone->delegation_set != NULL && strcmp(zone->delegation_set, set->id) == 0)
            return call_fail(call, "DelegationSetInUse",
                             "The delegation set %s is used by the hosted zone %s.",
                             set->id, zone->id);
    }
    forget(store, set);
    route53_open(call, root);
    route53_close(call, root);
    return 0;
}
