/* dns_evidence: DNS facts as they are found, and put in order when all is read. */
#include "analyzer/model/dns_evidence.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void dns_add(struct arena *arena, struct dns_found *found, enum dns_kind kind, void *item)
{
    struct dns_list *list = &found->lists[kind];

    assert(item != NULL);
    if (list->n == list->room) {
        const size_t room = list->room == 0 ? 16 : list->room * 2;
        void **items = arena_array(arena, room, sizeof(*items));

        if (list->n > 0)
            memcpy(items, list->items, list->n * sizeof(*items));
        list->items = items;
        list->room = room;
    }
    list->items[list->n++] = item;
}

/* clang-format off */
static const size_t origin_at[N_DNS_KINDS] = {
    [DNS_ROWS] = offsetof(struct zone_row, origin),
    [DNS_LISTS] = offsetof(struct zone_list, origin),
    [DNS_DUMPS] = offsetof(struct record_dump, origin),
    [DNS_ANSWERS] = offsetof(struct dns_answer, origin),
    [DNS_REGISTRATIONS] = offsetof(struct registration, origin),
    [DNS_CHANGES] = offsetof(struct dns_change, set.origin),
    [DNS_INFOS] = offsetof(struct change_info, origin),
};
/* clang-format on */

struct entry {
    void *item;
    const struct origin *origin;
    size_t sequence;
};

static int compare_sources(const struct source *a, const struct source *b)
{
    const int order = strcmp(a->file, b->file);

    return order != 0 ? order : strcmp(a->sha256, b->sha256);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    const int order = x->origin->source == y->origin->source
                          ? 0
                          : compare_sources(x->origin->source, y->origin->source);

    if (order != 0)
        return order;
    if (x->origin->document != y->origin->document)
        return x->origin->document < y->origin->document ? -1 : 1;
    return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

/* The array is of pointers to the kind's struct: the caller's member says which. */
static void *gather(struct arena *arena, const struct dns_found *const *parts,
                    size_t n_parts, enum dns_kind kind, size_t *n_out)
{
    struct entry *entries;
    void **items;
    size_t n = 0;
    size_t at = 0;

    for (size_t i = 0; i < n_parts; i++)
        n += parts[i]->lists[kind].n;
    *n_out = n;
    items = arena_array(arena, n + 1, sizeof(void *));
    if (n == 0)
        return items;
    entries = arena_array(arena, n, sizeof(*entries));
    for (size_t i = 0; i < n_parts; i++) {
        const struct dns_list *list = &parts[i]->lists[kind];

        for (size_t k = 0; k < list->n; k++, at++) {
            const char *item = list->items[k];

            entries[at].item = list->items[k];
            entries[at].origin = (const void *)(item + origin_at[kind]);
            entries[at].sequence = at;
        }
    }
    qsort(entries, n, sizeof(*entries), compare_entries);
    for (size_t i = 0; i < n; i++)
        items[i] = entries[i].item;
    return items;
}

void dns_gather(struct arena *arena, const struct dns_found *const *parts, size_t n_parts,
                struct dns_evidence *out)
{
    out->rows = gather(arena, parts, n_parts, DNS_ROWS, &out->n_rows);
    out->lists = gather(arena, parts, n_parts, DNS_LISTS, &out->n_lists);
    out->dumps = gather(arena, parts, n_parts, DNS_DUMPS, &out->n_dumps);
    out->answers = gather(arena, parts, n_parts, DNS_ANSWERS, &out->n_answers);
    out->registrations =
        gather(arena, parts, n_parts, DNS_REGISTRATIONS, &out->n_registrations);
    out->changes = gather(arena, parts, n_parts, DNS_CHANGES, &out->n_changes);
    out->infos = gather(arena, parts, n_parts, DNS_INFOS, &out->n_infos);
}
