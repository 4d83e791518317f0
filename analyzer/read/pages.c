/* pages: pages of one answer joined, and what a whole record dump says of its zone. */
#include "analyzer/read/pages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/decode.h"
#include "analyzer/read/record_sets.h"
#include "base/dns/name.h"

/* The sources are the estate's, sorted by file; a fact only has a const one. */
static struct source *own_source(const struct estate *estate, const struct source *source)
{
    size_t low = 0;
    size_t high = estate->n_sources;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(estate->sources[middle]->file, source->file) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < estate->n_sources && estate->sources[low] != source)
        low++;
    return low < estate->n_sources ? estate->sources[low] : NULL;
}

static void say(struct estate *estate, const struct source *where,
                const struct problem *problem)
{
    struct source *source = own_source(estate, where);

    if (source != NULL)
        source_problem(source, estate->arena, problem);
}

static struct record_page *page_of(struct record_dump *dump)
{
    return (void *)dump;
}

static bool differ(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

static bool follows(struct record_dump *before, struct record_dump *next)
{
    const struct record_page *page = page_of(before);

    if (before->origin.source != next->origin.source || before->from != next->from ||
        before->from != DNS_FROM_ROUTE53 || differ(before->zone_id, next->zone_id))
        return false;
    if (page->bare && page_of(next)->bare)
        return true;
    return page->more != NULL &&
           (page->next_name == NULL ||
            (next->n_sets > 0 && strcmp(page->next_name, next->sets[0].name) == 0));
}

/* Dumps first ... end - 1 become one: the first, with the sets of all. */
static void join_run(struct estate *estate, size_t first, size_t end)
{
    struct record_dump **dumps = estate->dns.dumps;
    struct record_dump *all = dumps[first];
    struct rrset *sets;
    size_t n = 0;
    size_t at = 0;

    if (end == first + 1)
        return;
    for (size_t i = first; i < end; i++)
        n += dumps[i]->n_sets;
    sets = arena_array(estate->arena, n + 1, sizeof(*sets));
    for (size_t i = first; i < end; at += dumps[i]->n_sets, i++)
        if (dumps[i]->n_sets > 0)
            memcpy(sets + at, dumps[i]->sets, dumps[i]->n_sets * sizeof(*sets));
    all->sets = sets;
    all->n_sets = (uint32_t)n;
    all->truncated = dumps[end - 1]->truncated;
    page_of(all)->more = page_of(dumps[end - 1])->more;
}

static void join_dumps(struct estate *estate)
{
    struct dns_evidence *dns = &estate->dns;
    size_t n = 0;

    for (size_t i = 0; i < dns->n_dumps;) {
        size_t end = i + 1;

        while (end < dns->n_dumps && follows(dns->dumps[end - 1], dns->dumps[end]))
            end++;
        join_run(estate, i, end);
        dns->dumps[n++] = dns->dumps[i];
        i = end;
    }
    dns->n_dumps = n;
}

/* The index of the first set of the zone whose SOA is at soa: its names stand together.
 */
static uint32_t zone_start(const struct record_dump *dump, uint32_t soa, uint32_t from)
{
    uint32_t start = soa;

    for (; start > from; start--) {
        assert(dump->sets[start - 1].name != NULL);
        if (strcmp(dump->sets[start - 1].name, dump->sets[soa].name) != 0)
            break;
    }
    return start;
}

/* Where the next zone starts behind the one that starts at from; n_sets when none does.
 */
static uint32_t next_zone(const struct record_dump *dump, uint32_t from)
{
    const char *apex = NULL;

    for (uint32_t i = from; i < dump->n_sets; i++) {
        if (dump->sets[i].type != RR_SOA)
            continue;
        if (apex == NULL)
            apex = dump->sets[i].name;
        else if (strcmp(apex, dump->sets[i].name) != 0)
            return zone_start(dump, i, from);
    }
    return dump->n_sets;
}

/* Grows as zones are found in dumps: few are. */
struct dump_list {
    struct record_dump **items;
    size_t n;
    size_t room;
};

static void push(struct arena *arena, struct dump_list *list, struct record_dump *dump)
{
    if (list->n == list->room) {
        const size_t room = list->room * 2 + 16;
        struct record_dump **items =
            arena_array(arena, room, sizeof(struct record_dump *));

        if (list->n > 0)
            memcpy(items, list->items, list->n * sizeof(struct record_dump *));
        list->items = items;
        list->room = room;
    }
    list->items[list->n++] = dump;
}

static void split(struct estate *estate, struct dump_list *list, struct record_dump *dump)
{
    uint32_t end = next_zone(dump, 0);

    push(estate->arena, list, dump);
    while (end < dump->n_sets) {
        struct record_page *rest = arena_alloc(estate->arena, sizeof(*rest));

        *rest = *page_of(dump);
        rest->dump.sets = dump->sets + end;
        rest->dump.n_sets = dump->n_sets - end;
        rest->dump.zone_id = NULL; /* it was the first one's, if any's */
        rest->dump.id_from = FROM_NOWHERE;
        dump->n_sets = end;
        if (dump->from == DNS_FROM_ROUTE53) { /* that zone went on to its end */
            dump->truncated = false;
            page_of(dump)->more = NULL;
        }
        dump = &rest->dump;
        push(estate->arena, list, dump);
        end = next_zone(dump, 0);
    }
}

static bool all_under(const struct record_dump *dump, const char *zone)
{
    for (uint32_t i = 0; i < dump->n_sets; i++)
        if (!name_is_under(dump->sets[i].name, zone))
            return false;
    return true;
}

/* The owner of NS that all names lie under; there is at most one. */
static const char *zone_by_ns(const struct record_dump *dump)
{
    const char *shortest = NULL;

    for (uint32_t i = 0; i < dump->n_sets; i++)
        if (dump->sets[i].type == RR_NS &&
            (shortest == NULL || strlen(dump->sets[i].name) < strlen(shortest)))
            shortest = dump->sets[i].name;
    return shortest != NULL && all_under(dump, shortest) ? shortest : NULL;
}

static void say_outside(struct estate *estate, const struct record_dump *dump)
{
    const struct rrset *first = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < dump->n_sets; i++) {
        if (name_is_under(dump->sets[i].name, dump->zone))
            continue;
        if (first == NULL)
            first = &dump->sets[i];
        n++;
    }
    if (first == NULL)
        return;
    say(estate, dump->origin.source,
        &(struct problem){
            .kind = PROBLEM_PARTLY,
            .document = first->origin.document,
            .offset = first->origin.offset,
            .line = *first->origin.pointer == '\0' ? first->origin.line : 0,
            .column = *first->origin.pointer == '\0' ? 1 : 0,
            .pointer = first->origin.pointer,
            .text = n == 1
                        ? arena_printf(estate->arena,
                                       "the name lies outside the zone %s: nobody is "
                                       "asked for it there",
                                       dump->zone)
                        : arena_printf(estate->arena,
                                       "%u names, this one first, lie outside the zone "
                                       "%s: nobody is asked for them there",
                                       n, dump->zone),
            .detail = first->name,
        });
}

static void settle(struct estate *estate, struct record_dump *dump)
{
    const struct problem *more = page_of(dump)->more;

    if (more != NULL)
        say(estate, dump->origin.source, more);
    dump->first_page = true;
    if (dump->from == DNS_FROM_TERRAFORM)
        return; /* its NS are delegations, and it names its zone */
    for (uint32_t i = 0; i < dump->n_sets && !dump->has_soa; i++)
        if (dump->sets[i].type == RR_SOA) {
            dump->zone = dump->sets[i].name;
            dump->has_soa = true;
        }
    if (dump->has_soa) {
        say_outside(estate, dump);
        return;
    }
    if (dump->zone == NULL)
        dump->zone = zone_by_ns(dump);
    /* The apex comes first, and its SOA is never missing. */
    if (dump->from == DNS_FROM_ROUTE53)
        dump->first_page = dump->n_sets > 0 && dump->zone != NULL && dump->truncated;
}

static bool list_follows(const struct zone_list *before, const struct zone_list *next)
{
    const struct zone_page *page = (const void *)before;
    const struct zone_page *other = (const void *)next;

    return before->origin.source == next->origin.source && page->more != NULL &&
           !differ(page->next_marker, other->marker);
}

static void join_lists(struct estate *estate)
{
    struct dns_evidence *dns = &estate->dns;
    size_t n = 0;

    for (size_t i = 0; i < dns->n_lists; i++) {
        struct zone_list *list = dns->lists[i];
        struct zone_list *last = list;

        while (i + 1 < dns->n_lists && list_follows(last, dns->lists[i + 1])) {
            last = dns->lists[++i];
            list->n_rows += last->n_rows;
        }
        list->truncated = last->truncated;
        if (((struct zone_page *)(void *)last)->more != NULL)
            say(estate, list->origin.source, ((struct zone_page *)(void *)last)->more);
        dns->lists[n++] = list;
    }
    dns->n_lists = n;
}

void pages_join(struct estate *estate)
{
    struct dns_evidence *dns = &estate->dns;
    struct dump_list list = { 0 };

    join_dumps(estate);
    for (size_t i = 0; i < dns->n_dumps; i++)
        split(estate, &list, dns->dumps[i]);
    dns->dumps = list.items;
    dns->n_dumps = list.n;
    for (size_t i = 0; i < dns->n_dumps; i++)
        settle(estate, dns->dumps[i]);
    join_lists(estate);
}
