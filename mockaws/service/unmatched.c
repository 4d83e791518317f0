/* unmatched: what clients asked for and nothing here knew, and what was never used. */
#include "mockaws/service/unmatched.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"

struct unmatched *unmatched_new(void)
{
    return heap_zalloc(sizeof(struct unmatched));
}

void unmatched_reset(struct unmatched *unmatched)
{
    for (size_t i = 0; i < unmatched->n; i++) {
        free(unmatched->items[i].kind);
        free(unmatched->items[i].what);
        free(unmatched->items[i].nearest);
    }
    free(unmatched->items);
    *unmatched = (struct unmatched){ 0 };
}

void unmatched_free(struct unmatched *unmatched)
{
    if (unmatched == NULL)
        return;
    unmatched_reset(unmatched);
    free(unmatched);
}

void unmatched_add(struct unmatched *unmatched, const char *kind, const char *what,
                   const char *nearest)
{
    struct unmatched_item *item;

    for (size_t i = 0; i < unmatched->n; i++) {
        item = &unmatched->items[i];
        if (strcmp(item->kind, kind) == 0 && strcmp(item->what, what) == 0) {
            item->count++;
            return;
        }
    }
    if (unmatched->n == UNMATCHED_MAX) {
        unmatched->items[UNMATCHED_MAX - 1].count++;
        return;
    }
    unmatched->items =
        heap_grow(unmatched->items, unmatched->n + 1, sizeof(*unmatched->items));
    unmatched->items[unmatched->n++] =
        (struct unmatched_item){ .kind = heap_strdup(kind),
                                 .what = heap_strdup(what),
                                 .nearest = heap_strdup(nearest),
                                 .count = 1 };
}
