/* tags: keys and values on a resource, in order of entry. */
#include "mockaws/store/tags.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"

static struct tag *find(const struct tags *tags, const char *key)
{
    for (size_t i = 0; i < tags->n; i++)
        if (strcmp(tags->items[i].key, key) == 0)
            return &tags->items[i];
    return NULL;
}

void tags_set(struct tags *tags, const char *key, const char *value)
{
    struct tag *tag = find(tags, key);
    char *copy = heap_strdup(value); /* value may be the tag's own */

    if (tag == NULL) {
        tags->items = heap_grow(tags->items, tags->n + 1, sizeof(*tags->items));
        tag = &tags->items[tags->n++];
        tag->key = heap_strdup(key);
        tag->value = NULL;
    }
    free(tag->value);
    tag->value = copy;
}

int tags_remove(struct tags *tags, const char *key, const char *value)
{
    struct tag *tag = find(tags, key);

    if (tag == NULL ||
        (value != NULL && (tag->value == NULL || strcmp(tag->value, value) != 0)))
        return 0;
    free(tag->key);
    free(tag->value);
    tags->n--;
    memmove(tag, tag + 1, (tags->n - (size_t)(tag - tags->items)) * sizeof(*tag));
    return 1;
}

const struct tag *tags_find(const struct tags *tags, const char *key)
{
    return find(tags, key);
}

void tags_clear(struct tags *tags)
{
    for (size_t i = 0; i < tags->n; i++) {
        free(tags->items[i].key);
        free(tags->items[i].value);
    }
    free(tags->items);
    *tags = (struct tags){ 0 };
}
