/* zones: the hosted zones of all evidence and the saved answers, ready to be asked. */
#include "analyzer/join/zones.h"

#include <stdio.h>
#include <string.h>

#include "analyzer/join/delegation.h"
#include "analyzer/join/zone_merge.h"
#include "analyzer/model/estate.h"
#include "base/arena.h"
#include "base/dns/name.h"

/* Into one array; then the chains of equal names, which keep that order. */
static void index_names(struct zones *zones, struct zone *const *list, size_t n,
                        struct arena *arena)
{
    zones->zones = arena_array(arena, n, sizeof(struct zone));
    zones->n = n;
    for (size_t i = n; i-- > 0;) {
        struct zone *zone = &zones->zones[i];
        void **place;

        *zone = *list[i];
        zone->index = (uint32_t)i;
        place = map_at(&zones->by_name, zone->name, strlen(zone->name));
        zone->next_of_name = *place;
        zone->n_public_of_name = zone->visibility != VISIBILITY_PRIVATE;
        if (zone->next_of_name != NULL)
            zone->n_public_of_name += zone->next_of_name->n_public_of_name;
        *place = zone;
    }
    for (size_t i = 0; i < n; i++) {
        struct zone *zone = &zones->zones[i];

        zone->n_public_of_name = zones_named(zones, zone->name)->n_public_of_name;
    }
}

static void index_strays(struct zones *zones, struct arena *arena)
{
    for (size_t z = zones->n; z-- > 0;) {
        const struct zone *zone = &zones->zones[z];
        const size_t tail = strlen(zone->name) + 1;

        for (size_t i = zone->n_sets; i-- > 0;) {
            const struct rrset *set = zone->sets[i];
            size_t len = strlen(set->name);
            struct stray *stray;
            void **place;

            if (set->type != RR_CNAME || set->name[0] != '_')
                continue;
            if (name_is_under(set->name, zone->name))
                len -= len > tail ? tail : len;
            place = map_at(&zones->strays, set->name, len);
            stray = arena_alloc(arena, sizeof(*stray));
            *stray = (struct stray){ .zone = zone, .set = set, .next = *place };
            *place = stray;
        }
    }
}

static int compare_answers(const void *a, const void *b)
{
    const struct dns_answer *x = *(const struct dns_answer *const *)a;
    const struct dns_answer *y = *(const struct dns_answer *const *)b;

    return (x->at > y->at) - (x->at < y->at);
}

static const char *question_key(struct arena *arena, const char *name, uint16_t type)
{
    return arena_printf(arena, "%u %s", type, name);
}

static void index_answers(struct zones *zones, struct arena *arena)
{
    const struct dns_evidence *evidence = zones->evidence;

    for (size_t i = 0; i < evidence->n_answers; i++) {
        const struct dns_answer *answer = evidence->answers[i];
        struct answer_list *list;
        const char *key;
        void **place;
        size_t n;

        if (answer->name == NULL || answer->type == RR_NONE)
            continue;
        key = question_key(arena, answer->name, answer->type);
        place = map_at(&zones->answers, key, strlen(key));
        if (*place == NULL)
            *place = arena_zalloc(arena, sizeof(*list));
        list = *place;
        n = list->n;
        if ((n & (n - 1)) == 0) { /* a power of two, or none: full */
            const struct dns_answer **items =
                arena_array(arena, n == 0 ? 1 : n * 2, sizeof(*items));

            if (n > 0)
                memcpy(items, list->items, n * sizeof(*items));
            list->items = items;
        }
        list->items[list->n++] = answer;
        for (size_t at = n;
             at > 0 && compare_answers(&list->items[at - 1], &list->items[at]) > 0;
             at--) {
            const struct dns_answer *later = list->items[at - 1];

            list->items[at - 1] = list->items[at];
            list->items[at] = later;
        }
    }
}

static void index_registrations(struct zones *zones)
{
    const struct dns_evidence *evidence = zones->evidence;

    for (size_t i = 0; i < evidence->n_registrations; i++) {
        struct registration *registration = evidence->registrations[i];
        struct registration **place;

        if (registration->domain == NULL || !registration->has_servers)
            continue;
        place = (struct registration **)map_at(&zones->registered, registration->domain,
                                               strlen(registration->domain));
        if (*place == NULL || registration->captured_at >= (*place)->captured_at)
            *place = registration;
    }
}

static void index_lists(struct zones *zones)
{
    const struct dns_evidence *evidence = zones->evidence;

    for (size_t i = 0; i < evidence->n_lists; i++) {
        struct zone_list *list = evidence->lists[i];

        if (list->truncated || list->account == NULL)
            continue;
        *map_at(&zones->accounts, list->account, strlen(list->account)) = list;
    }
}

void zones_init(struct zones *zones, const struct estate *estate, struct arena *arena)
{
    const struct dns_evidence *evidence = &estate->dns;
    struct zone **list;
    size_t n;

    memset(zones, 0, sizeof(*zones));
    zones->evidence = evidence;
    zones->any = evidence->n_rows + evidence->n_lists + evidence->n_dumps +
                     evidence->n_answers + evidence->n_registrations >
                 0;
    list = zone_merge(evidence, arena, &n);
    index_names(zones, list, n, arena);
    index_strays(zones, arena);
    index_answers(zones, arena);
    index_registrations(zones);
    index_lists(zones);
    for (size_t i = 0; i < zones->n; i++)
        delegation_find(zones, &zones->zones[i], arena);
}

void zones_clear(struct zones *zones)
{
    map_clear(&zones->by_name);
    map_clear(&zones->strays);
    map_clear(&zones->answers);
    map_clear(&zones->registered);
    map_clear(&zones->accounts);
}

const struct zone *zones_named(const struct zones *zones, const char *name)
{
    return map_get(&zones->by_name, name, strlen(name));
}

const struct stray *zones_stray(const struct zones *zones, const char *name)
{
    return map_get(&zones->strays, name, strlen(name));
}

const struct zone_list *zones_list_of(const struct zones *zones, const char *account)
{
    return account == NULL ? NULL : map_get(&zones->accounts, account, strlen(account));
}

const struct dns_answer *zones_answer(const struct zones *zones, const char *name,
                                      uint16_t type)
{
    const struct answer_list *list;
    char key[300];
    int len;

    if (zones->answers.n == 0)
        return NULL;
    len = snprintf(key, sizeof(key), "%u %s", type, name);
    if (len < 0 || (size_t)len >= sizeof(key))
        return NULL;
    list = map_get(&zones->answers, key, (size_t)len);
    for (size_t i = list == NULL ? 0 : list->n; i-- > 0;) {
        const struct dns_answer *answer = list->items[i];

        if (answer->status == DNS_NOTHING || answer->status == DNS_CUT)
            continue;
        return answer;
    }
    return NULL;
}
