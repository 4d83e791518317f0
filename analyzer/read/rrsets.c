/* rrsets: the records of a zone file or an answer, gathered into record sets. */
#include "analyzer/read/rrsets.h"

#include <string.h>

#include "base/map.h"

void rrsets_add(struct rrsets *rrsets, const struct text_record *record)
{
    buf_add(&rrsets->items, record, sizeof(*record));
}

size_t rrsets_count(const struct rrsets *rrsets)
{
    return rrsets->items.len / sizeof(struct text_record);
}

const struct text_record *rrsets_at(const struct rrsets *rrsets, size_t index)
{
    const void *items = rrsets->items.data;

    return (const struct text_record *)items + index;
}

void rrsets_clear(struct rrsets *rrsets)
{
    buf_clear(&rrsets->items);
}

uint32_t rrsets_line_len(const char *text, size_t len, size_t offset)
{
    const char *newline = memchr(text + offset, '\n', len - offset);
    const size_t n = newline == NULL ? len - offset : (size_t)(newline - text) - offset;

    if (n > UINT32_MAX)
        return UINT32_MAX;
    return n == 0 ? 1 : (uint32_t)n;
}

/* Which set each record goes to. */
struct grouping {
    struct arena scratch;
    struct map by_key;  /* name and type -> its place in first */
    size_t *set_of;     /* of each record; SIZE_MAX = none */
    size_t *first;      /* the record that each set begins with */
    uint32_t *n_values; /* of each set */
    size_t n_sets;
};

static size_t find_set(struct grouping *g, const struct text_record *record, size_t at)
{
    const size_t len = strlen(record->name);
    char *key = arena_alloc(&g->scratch, len + sizeof(record->type));
    void **place;

    memcpy(key, record->name, len);
    memcpy(key + len, &record->type, sizeof(record->type));
    place = map_at(&g->by_key, key, len + sizeof(record->type));
    if (*place == NULL) {
        g->first[g->n_sets] = at;
        *place = &g->first[g->n_sets++];
    }
    return (size_t)((size_t *)*place - g->first);
}

static bool is_twin_soa(const struct rrsets *rrsets, const struct grouping *g, size_t set,
                        const struct text_record *record)
{
    return record->type == RR_SOA && g->n_values[set] > 0 &&
           strcmp(rrsets_at(rrsets, g->first[set])->value, record->value) == 0;
}

static void group(const struct rrsets *rrsets, struct grouping *g, size_t n)
{
    const struct text_record *before = NULL;

    g->set_of = arena_array(&g->scratch, n, sizeof(*g->set_of));
    g->first = arena_array(&g->scratch, n, sizeof(*g->first));
    g->n_values = arena_zalloc(&g->scratch, n * sizeof(*g->n_values));
    for (size_t i = 0, set = 0; i < n; i++) {
        const struct text_record *record = rrsets_at(rrsets, i);

        if (before == NULL || before->type != record->type ||
            strcmp(before->name, record->name) != 0)
            set = find_set(g, record, i);
        before = record;
        g->set_of[i] = is_twin_soa(rrsets, g, set, record) ? SIZE_MAX : set;
        g->n_values[set] += g->set_of[i] == set;
    }
}

static void start_set(struct rrset *set, const struct text_record *record,
                      const struct origin *document, enum dns_from from)
{
    *set = (struct rrset){ .name = record->name,
                           .ttl_s = record->ttl_s,
                           .origin = *document,
                           .type = record->type,
                           .from = (uint8_t)from };
    set->origin.offset = record->offset;
    set->origin.len = record->len;
    set->origin.line = record->line;
    set->origin.pointer = "";
}

struct rrset *rrsets_end(struct rrsets *rrsets, struct arena *arena,
                         const struct origin *document, enum dns_from from, uint32_t *n)
{
    const size_t n_records = rrsets_count(rrsets);
    struct grouping g = { 0 };
    const char **values;
    size_t *at; /* where each set's next value goes */
    struct rrset *sets;
    size_t start = 0;

    *n = 0;
    if (n_records == 0)
        return NULL;
    arena_init(&g.scratch);
    group(rrsets, &g, n_records);
    sets = arena_array(arena, g.n_sets, sizeof(*sets));
    values = arena_array(arena, n_records, sizeof(*values));
    at = arena_array(&g.scratch, g.n_sets, sizeof(*at));
    for (size_t i = 0; i < g.n_sets; i++) {
        start_set(&sets[i], rrsets_at(rrsets, g.first[i]), document, from);
        sets[i].values = values + start;
        sets[i].n_values = g.n_values[i];
        at[i] = start;
        start += g.n_values[i];
    }
    for (size_t i = 0; i < n_records; i++)
        if (g.set_of[i] != SIZE_MAX)
            values[at[g.set_of[i]]++] = rrsets_at(rrsets, i)->value;
    *n = (uint32_t)g.n_sets;
    map_clear(&g.by_key);
    arena_clear(&g.scratch);
    buf_reset(&rrsets->items);
    return sets;
}
