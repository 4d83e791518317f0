/* map: from strings of bytes to pointers, for look-ups; it keeps no order. */
#include "base/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void map_init(struct map *map)
{
    map->slots = NULL;
    map->n_slots = 0;
    map->n = 0;
}

void map_clear(struct map *map)
{
    free(map->slots);
    map_init(map);
}

/* FNV-1a's idea, eight bytes a step, with a final mix. */
static uint64_t hash_bytes(const char *key, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325U ^ len;
    uint64_t word;

    for (; len >= 8; key += 8, len -= 8) {
        memcpy(&word, key, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 32;
    }
    for (; len > 0; key++, len--)
        hash = (hash ^ (unsigned char)*key) * 0x100000001b3U;
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9U;
    return hash ^ (hash >> 32);
}

static struct map_slot *find(const struct map *map, const char *key, size_t len,
                             uint64_t hash)
{
    size_t mask = map->n_slots - 1;
    size_t i = hash & mask;

    while (map->slots[i].value != NULL) {
        struct map_slot *slot = &map->slots[i];

        if (slot->hash == hash && slot->len == len && memcmp(slot->key, key, len) == 0)
            break;
        i = (i + 1) & mask;
    }
    return &map->slots[i];
}

static void grow(struct map *map)
{
    struct map old = *map;

    map->n_slots = old.n_slots == 0 ? 16 : old.n_slots * 2;
    map->slots = calloc(map->n_slots, sizeof(*map->slots));
    if (map->slots == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    for (size_t i = 0; i < old.n_slots; i++) {
        const struct map_slot *slot = &old.slots[i];

        if (slot->value != NULL)
            *find(map, slot->key, slot->len, slot->hash) = *slot;
    }
    free(old.slots);
}

void *map_get(const struct map *map, const char *key, size_t len)
{
    if (map->n == 0)
        return NULL;
    return find(map, key, len, hash_bytes(key, len))->value;
}

void **map_at(struct map *map, const char *key, size_t len)
{
    uint64_t hash = hash_bytes(key, len);
    struct map_slot *slot;

    if (map->n * 4 >= map->n_slots * 3)
        grow(map);
    slot = find(map, key, len, hash);
    if (slot->value == NULL) {
        slot->key = key;
        slot->len = len;
        slot->hash = hash;
        map->n++;
    }
    return &slot->value;
}

void *map_remove(struct map *map, const char *key, size_t len)
{
    const size_t mask = map->n_slots - 1;
    struct map_slot *hole;
    void *value;

    if (map->n == 0)
        return NULL;
    hole = find(map, key, len, hash_bytes(key, len));
    value = hole->value;
    if (value == NULL)
        return NULL;
    /* Whoever was pushed past the hole moves up into it (Knuth, 6.4, algorithm R). */
    for (size_t i = (size_t)(hole - map->slots + 1) & mask; map->slots[i].value != NULL;
         i = (i + 1) & mask) {
        const size_t home = map->slots[i].hash & mask;
        const size_t at = (size_t)(hole - map->slots);

        if (((i - home) & mask) < ((i - at) & mask))
            continue;
        *hole = map->slots[i];
        hole = &map->slots[i];
    }
    hole->value = NULL;
    map->n--;
    return value;
}
