/* zone_merge: rows and record dumps of the same zone put together, one a zone. */
#include "analyzer/join/zone_merge.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "analyzer/join/delegation.h"
#include "base/arena.h"
#include "base/dns/name.h"

/* The servers that Route 53 writes into every private zone: facts 6, "private zone". */
static const char *const private_servers[] = { "ns-0.awsdns-00.com",
                                               "ns-1024.awsdns-00.org",
                                               "ns-1536.awsdns-00.co.uk",
                                               "ns-512.awsdns-00.net" };

struct building {
    const struct dns_evidence *evidence;
    struct zone **list;
    size_t n;
    size_t room;
    struct map by_id; /* "id" or "ACCOUNT/NAME" -> struct zone */
    struct arena *arena;
};

static int compare_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static struct zone *zone_new(struct building *b)
{
    struct zone *zone = arena_zalloc(b->arena, sizeof(*zone));

    if (b->n == b->room) {
        const size_t room = b->room == 0 ? 64 : b->room * 2;
        struct zone **list = arena_array(b->arena, room, sizeof(struct zone *));

        if (b->n > 0)
            memcpy(list, b->list, b->n * sizeof(struct zone *));
        b->list = list;
        b->room = room;
    }
    b->list[b->n++] = zone;
    zone->from = DNS_FROM_ROUTE53;
    return zone;
}

/* ---- rows ---- */

static struct zone *zone_under(struct building *b, const char *key)
{
    void **place = map_at(&b->by_id, key, strlen(key));

    if (*place == NULL)
        *place = zone_new(b);
    return *place;
}

static void add_row(struct building *b, const struct zone_row *row)
{
    struct zone *zone;
    const char *key = row->id;

    if (row->name == NULL)
        return;
    if (key == NULL)
        key = arena_printf(b->arena, "%s/%s",
                           row->account != NULL ? row->account : "unknown", row->name);
    zone = zone_under(b, key);
    if (zone->name == NULL)
        zone->name = row->name;
    zone->id = row->id;
    if (zone->account == NULL && row->account != NULL) {
        zone->account = row->account;
        zone->account_from = row->account_from;
    }
    if (zone->visibility == VISIBILITY_UNKNOWN)
        zone->visibility = row->visibility;
    if (zone->n_servers == 0) {
        zone->servers = row->servers;
        zone->n_servers = row->n_servers;
    }
    if (zone->row == NULL || row->captured_at > zone->row->captured_at ||
        (row->captured_at == zone->row->captured_at && zone->row->record_count < 0))
        zone->row = row;
}

/* ---- dumps ---- */

static bool same_server(const struct zone *zone, const struct record_dump *dump)
{
    for (uint32_t i = 0; i < dump->n_sets; i++) {
        const struct rrset *set = &dump->sets[i];

        if (set->type != RR_NS || dump->zone == NULL ||
            strcmp(set->name, dump->zone) != 0)
            continue;
        for (uint32_t v = 0; v < set->n_values; v++)
            for (size_t s = 0; s < zone->n_servers; s++)
                if (strncasecmp(set->values[v], zone->servers[s],
                                strlen(zone->servers[s])) == 0)
                    return true;
    }
    return false;
}

/*
 * The one zone that a dump without an id can be of; NULL when none or several. Such
 * dumps are few, so a plain search does.
 */
static struct zone *zone_of_dump(struct building *b, const struct record_dump *dump)
{
    struct zone *found = NULL;
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++) {
        struct zone *zone = b->list[i];

        if (zone->row == NULL || strcmp(zone->name, dump->zone) != 0 ||
            (dump->account != NULL && zone->account != NULL &&
             strcmp(dump->account, zone->account) != 0))
            continue;
        if (zone->n_servers > 0 && same_server(zone, dump))
            return zone;
        found = zone;
        n++;
    }
    return n == 1 ? found : NULL;
}

static void add_dump(struct building *b, const struct record_dump *dump)
{
    struct zone *zone = NULL;

    if (dump->zone_id != NULL) {
        zone = zone_under(b, dump->zone_id);
        zone->id = dump->zone_id;
    } else if (dump->zone != NULL) {
        if (dump->from == DNS_FROM_ROUTE53)
            zone = zone_of_dump(b, dump);
        if (zone == NULL)
            zone = zone_under(b, arena_printf(b->arena, "%s/%s/%d",
                                              dump->account != NULL ? dump->account : "",
                                              dump->zone, (int)dump->from));
    }
    if (zone == NULL)
        return;
    if (zone->name == NULL)
        zone->name = dump->zone;
    if (zone->name == NULL)
        return;
    if (zone->account == NULL && dump->account != NULL) {
        zone->account = dump->account;
        zone->account_from = dump->account_from;
    }
    if (zone->row == NULL)
        zone->from = dump->from;
    if (zone->dump == NULL ||
        (zone->dump->truncated && !dump->truncated && dump->has_soa) ||
        (zone->dump->truncated == dump->truncated &&
         dump->captured_at > zone->dump->captured_at))
        zone->dump = dump;
}

static int compare_sets(const void *a, const void *b)
{
    const struct rrset *x = *(const struct rrset *const *)a;
    const struct rrset *y = *(const struct rrset *const *)b;
    int order = name_compare(x->name, y->name);

    if (order == 0)
        order = (x->type > y->type) - (x->type < y->type);
    return order != 0 ? order : compare_text(x->set_id, y->set_id);
}

static void sort_sets(struct zone *zone)
{
    for (size_t i = 1; i < zone->n_sets; i++) {
        if (compare_sets(&zone->sets[i - 1], &zone->sets[i]) > 0) {
            qsort(zone->sets, zone->n_sets, sizeof(struct rrset *), compare_sets);
            return;
        }
    }
}

/* A zone's other dumps add what the best lacks while that is not whole: raw pages. */
static bool dump_is_of(const struct zone *zone, const struct record_dump *dump)
{
    if (dump == zone->dump)
        return true;
    return zone->dump->from == dump->from && zone->id != NULL && dump->zone_id != NULL &&
           strcmp(zone->id, dump->zone_id) == 0 &&
           (zone->dump->truncated || !zone->dump->has_soa);
}

static bool set_is_there(const struct zone *zone, size_t n, const struct rrset *set)
{
    return bsearch(&set, zone->sets, n, sizeof(struct rrset *), compare_sets) != NULL;
}

static void fill_sets(struct building *b, struct zone *zone)
{
    const struct dns_evidence *evidence = b->evidence;
    bool whole = false;
    size_t n = 0;

    if (zone->dump == NULL)
        return;
    if (!zone->dump->truncated && zone->dump->has_soa) {
        zone->sets = arena_array(b->arena, zone->dump->n_sets, sizeof(struct rrset *));
        for (uint32_t i = 0; i < zone->dump->n_sets; i++)
            zone->sets[i] = &zone->dump->sets[i];
        zone->n_sets = zone->dump->n_sets;
        sort_sets(zone);
        zone->complete = true;
        return;
    }
    for (size_t d = 0; d < evidence->n_dumps; d++)
        n += dump_is_of(zone, evidence->dumps[d]) ? evidence->dumps[d]->n_sets : 0;
    zone->sets = arena_array(b->arena, n, sizeof(struct rrset *));
    for (uint32_t i = 0; i < zone->dump->n_sets; i++)
        zone->sets[zone->n_sets++] = &zone->dump->sets[i];
    whole = zone->dump->has_soa && !zone->dump->truncated;
    for (size_t d = 0; d < evidence->n_dumps; d++) {
        const struct record_dump *dump = evidence->dumps[d];
        size_t sorted;

        if (dump == zone->dump || !dump_is_of(zone, dump))
            continue;
        sort_sets(zone);
        sorted = zone->n_sets;
        for (uint32_t i = 0; i < dump->n_sets; i++)
            if (!set_is_there(zone, sorted, &dump->sets[i]))
                zone->sets[zone->n_sets++] = &dump->sets[i];
    }
    sort_sets(zone);
    /* Pages in files of their own: whole when the zone's own count says so. */
    zone->complete = whole || (zone->row != NULL && zone->row->record_count >= 0 &&
                               (size_t)zone->row->record_count == zone->n_sets);
}

/* ---- what follows from the records ---- */

static bool servers_are_private(const struct zone *zone)
{
    if (zone->n_servers != sizeof(private_servers) / sizeof(private_servers[0]))
        return false;
    for (size_t i = 0; i < zone->n_servers; i++)
        if (strcmp(zone->servers[i], private_servers[i]) != 0)
            return false;
    return true;
}

/* The apex NS set is what the zone answers with; DelegationSet is what was assigned. */
static void take_servers(struct building *b, struct zone *zone)
{
    const struct rrset *const *sets;
    size_t n;

    sets = zone_sets(zone, zone->name, &n);
    for (size_t i = 0; i < n; i++) {
        if (sets[i]->type != RR_NS || sets[i]->n_values == 0)
            continue;
        zone->servers =
            servers_sorted(b->arena, RR_NS, sets[i]->values, sets[i]->n_values);
        zone->n_servers = sets[i]->n_values;
        return;
    }
    zone->servers = servers_sorted(b->arena, RR_NS, zone->servers, zone->n_servers);
}

static void derive(struct building *b, struct zone *zone)
{
    fill_sets(b, zone);
    take_servers(b, zone);
    for (size_t i = 0; i < zone->n_sets && !zone->has_cuts; i++)
        zone->has_cuts =
            zone->sets[i]->type == RR_NS && strcmp(zone->sets[i]->name, zone->name) != 0;
    if (zone->visibility == VISIBILITY_UNKNOWN && servers_are_private(zone)) {
        zone->visibility = VISIBILITY_PRIVATE;
        zone->visibility_guessed = true;
    }
    if (zone->dump != NULL && zone->dump->from == DNS_FROM_TERRAFORM)
        zone->complete = false; /* a state knows its own records only */
    if (zone->row != NULL && zone->row->record_count >= 0 && zone->dump != NULL &&
        zone->dump->from == DNS_FROM_ROUTE53 &&
        (size_t)zone->row->record_count != zone->n_sets) {
        zone->count_differs = true;
        zone->complete = false;
    }
}

static int compare_zones(const void *a, const void *b)
{
    const struct zone *x = *(const struct zone *const *)a;
    const struct zone *y = *(const struct zone *const *)b;
    int order = compare_text(x->account, y->account);

    if (order == 0)
        order = strcmp(x->name, y->name);
    if (order == 0)
        order = compare_text(x->id, y->id);
    return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

struct zone **zone_merge(const struct dns_evidence *evidence, struct arena *arena,
                         size_t *n_out)
{
    struct building building = { .evidence = evidence, .arena = arena };
    size_t n = 0;

    for (size_t i = 0; i < evidence->n_rows; i++)
        add_row(&building, evidence->rows[i]);
    for (size_t i = 0; i < evidence->n_dumps; i++)
        add_dump(&building, evidence->dumps[i]);
    map_clear(&building.by_id);
    for (size_t i = 0; i < building.n; i++) {
        if (building.list[i]->name == NULL)
            continue;
        derive(&building, building.list[i]);
        building.list[n++] = building.list[i];
    }
    if (n > 0)
        qsort(building.list, n, sizeof(struct zone *), compare_zones);
    *n_out = n;
    return building.list;
}
