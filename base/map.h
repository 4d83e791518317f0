/* map: from strings of bytes to pointers, for look-ups; it keeps no order. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

/*
 * Keys are borrowed: they must live as long as the map. A zeroed struct is an
 * empty map. To go through what was put in, keep a list of your own: the
 * order of the slots is nobody's business.
 */
struct map_slot {
    const char *key;
    size_t len;
    uint64_t hash;
    void *value; /* NULL: the slot is free */
};

struct map {
    struct map_slot *slots;
    size_t n_slots; /* a power of two, or 0 */
    size_t n;
};

void map_init(struct map *map);
void map_clear(struct map *map); /* frees the slots, not keys or values */

/* The value under key, or NULL. */
void *map_get(const struct map *map, const char *key, size_t len);

/*
 * The place of the value under key. When the key is new, the place holds NULL
 * and the caller must store a value that is not NULL before the next call.
 */
void **map_at(struct map *map, const char *key, size_t len);

/* Take the key out. Returns the value that was there, or NULL. */
void *map_remove(struct map *map, const char *key, size_t len);

#endif
