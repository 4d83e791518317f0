/* resources: the findings of a report grouped by what they are about. */
#include "reports/resources.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"

/* Ids of different types may be spelt alike: the type goes before. */
static const char *key_of(const struct finding *finding, struct arena *arena)
{
    return arena_printf(arena, "%d %s", (int)finding->resource_type,
                        finding->resource_id);
}

void resources_group(const struct report *report, struct arena *arena,
                     struct resources *out)
{
    struct map by_key = { 0 };
    struct resource **of =
        arena_array(arena, report->n_findings + 1, sizeof(struct resource *));

    out->items = arena_zalloc(arena, (report->n_findings + 1) * sizeof(*out->items));
    out->n = 0;
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct finding *finding = report->findings[i];
        const char *key = key_of(finding, arena);
        void **place = map_at(&by_key, key, strlen(key));

        if (*place == NULL) {
            *place = &out->items[out->n++];
            ((struct resource *)*place)->first = finding;
        }
        of[i] = *place;
        of[i]->n++;
    }
    for (size_t i = 0; i < out->n; i++) {
        out->items[i].findings =
            arena_array(arena, out->items[i].n, sizeof(const struct finding *));
        out->items[i].n = 0;
    }
    for (size_t i = 0; i < report->n_findings; i++)
        of[i]->findings[of[i]->n++] = report->findings[i];
    map_clear(&by_key);
}
