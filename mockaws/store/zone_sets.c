/* zone_sets: the record sets of one zone, as listed, and as the world sees them. */
#include "mockaws/store/zone_sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/heap.h"
#include "mockaws/store/rrset.h"
#include "mockaws/store/zone.h"

/*
 * What was under a key before a change, and is seen until then. Shadows stand in the
 * order of their keys, those of one key in order of the changes: the first that is not
 * over is what is seen.
 */
struct rrset_shadow {
    char *name;
    uint16_t type;
    char *set_identifier;
    struct rrset *before; /* NULL: there was none */
    int64_t until_ms;
};

static struct rrset_key shadow_key(const struct rrset_shadow *shadow)
{
    return (struct rrset_key){ shadow->name, shadow->type, shadow->set_identifier };
}

static void free_shadow(struct rrset_shadow *shadow)
{
    free(shadow->name);
    free(shadow->set_identifier);
    rrset_free(shadow->before);
}

void zone_clear_sets(struct zone *zone)
{
    for (size_t i = 0; i < zone->n_sets; i++)
        rrset_free(zone->sets[i]);
    for (size_t i = 0; i < zone->n_shadows; i++)
        free_shadow(&zone->shadows[i]);
    free(zone->sets);
    free(zone->shadows);
    zone->sets = NULL;
    zone->n_sets = 0;
    zone->room = 0;
    zone->shadows = NULL;
    zone->n_shadows = 0;
    zone->shadows_room = 0;
}

static size_t set_bound(const struct zone *zone, const struct rrset_key *key)
{
    return rrset_bound(zone->sets, zone->n_sets, key);
}

/* The first shadow at or behind the key. */
static size_t shadow_bound(const struct zone *zone, const struct rrset_key *key)
{
    size_t low = 0;
    size_t high = zone->n_shadows;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct rrset_key here = shadow_key(&zone->shadows[middle]);

        if (rrset_key_compare(&here, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool set_is(const struct zone *zone, size_t i, const struct rrset_key *key)
{
    return rrset_at(zone->sets, zone->n_sets, i, key);
}

static bool shadow_is(const struct zone *zone, size_t i, const struct rrset_key *key)
{
    struct rrset_key here;

    if (i >= zone->n_shadows)
        return false;
    here = shadow_key(&zone->shadows[i]);
    return rrset_key_compare(&here, key) == 0;
}

size_t zone_lower_bound(const struct zone *zone, const char *name, uint16_t type,
                        const char *set_identifier)
{
    const struct rrset_key key = { name, type, set_identifier };

    return set_bound(zone, &key);
}

const struct rrset *zone_find(const struct zone *zone, const char *name, uint16_t type,
                              const char *set_identifier)
{
    const struct rrset_key key = { name, type, set_identifier };
    const size_t i = set_bound(zone, &key);

    return set_is(zone, i, &key) ? zone->sets[i] : NULL;
}

/* Let go of what is over. */
static void purge(struct zone *zone, int64_t now_ms)
{
    size_t kept = 0;

    if (zone->n_shadows == 0 || now_ms < zone->shadows_due_ms)
        return;
    zone->shadows_due_ms = INT64_MAX;
    for (size_t i = 0; i < zone->n_shadows; i++) {
        if (zone->shadows[i].until_ms <= now_ms) {
            free_shadow(&zone->shadows[i]);
            continue;
        }
        if (zone->shadows[i].until_ms < zone->shadows_due_ms)
            zone->shadows_due_ms = zone->shadows[i].until_ms;
        zone->shadows[kept++] = zone->shadows[i];
    }
    zone->n_shadows = kept;
}

static void drop_shadows(struct zone *zone, const struct rrset_key *key)
{
    const size_t first = shadow_bound(zone, key);
    size_t end = first;

    for (; shadow_is(zone, end, key); end++)
        free_shadow(&zone->shadows[end]);
    if (end == first)
        return;
    memmove(&zone->shadows[first], &zone->shadows[end],
            (zone->n_shadows - end) * sizeof(zone->shadows[0]));
    zone->n_shadows -= end - first;
}

/* The key's set was changed: before (taken, may be NULL) is seen until then. */
static void cast_shadow(struct zone *zone, const struct rrset_key *key,
                        struct rrset *before, int64_t until_ms)
{
    size_t i = shadow_bound(zone, key);

    while (shadow_is(zone, i, key)) {
        if (zone->shadows[i].until_ms == until_ms) { /* twice at one time: the first */
            rrset_free(before);
            return;
        }
        i++;
    }
    if (zone->n_shadows == zone->shadows_room) {
        zone->shadows_room = zone->shadows_room == 0 ? 8 : zone->shadows_room * 2;
        zone->shadows =
            heap_grow(zone->shadows, zone->shadows_room, sizeof(zone->shadows[0]));
    }
    memmove(&zone->shadows[i + 1], &zone->shadows[i],
            (zone->n_shadows - i) * sizeof(zone->shadows[0]));
    zone->shadows[i] = (struct rrset_shadow){
        .name = heap_strdup(key->name),
        .type = key->type,
        .set_identifier = heap_strdup(key->set_identifier),
        .before = before,
        .until_ms = until_ms,
    };
    if (zone->n_shadows++ == 0 || until_ms < zone->shadows_due_ms)
        zone->shadows_due_ms = until_ms;
}

static void changed(struct zones *zones, struct zone *zone, const struct rrset_key *key,
                    struct rrset *before, int64_t now_ms)
{
    purge(zone, now_ms);
    if (zones->delay_ms > 0) {
        cast_shadow(zone, key, before, now_ms + zones->delay_ms);
    } else {
        drop_shadows(zone, key);
        rrset_free(before);
    }
    zones->generation++;
}

void zone_put(struct zones *zones, struct zone *zone, struct rrset *set, int64_t now_ms)
{
    const struct rrset_key key = rrset_key(set);
    const size_t i = set_bound(zone, &key);
    struct rrset *before = NULL;

    if (set_is(zone, i, &key)) {
        before = zone->sets[i];
        zone->sets[i] = set;
    } else {
        if (zone->n_sets == zone->room) {
            zone->room = zone->room == 0 ? 4 : zone->room * 2;
            zone->sets = heap_grow(zone->sets, zone->room, sizeof(zone->sets[0]));
        }
        memmove(&zone->sets[i + 1], &zone->sets[i],
                (zone->n_sets - i) * sizeof(zone->sets[0]));
        zone->sets[i] = set;
        zone->n_sets++;
    }
    changed(zones, zone, &key, before, now_ms);
}

bool zone_drop(struct zones *zones, struct zone *zone, const char *name, uint16_t type,
               const char *set_identifier, int64_t now_ms)
{
    const struct rrset_key key = { name, type, set_identifier };
    const size_t i = set_bound(zone, &key);
    struct rrset *before;

    if (!set_is(zone, i, &key))
        return false;
    before = zone->sets[i];
    zone->n_sets--;
    memmove(&zone->sets[i], &zone->sets[i + 1],
            (zone->n_sets - i) * sizeof(zone->sets[0]));
    changed(zones, zone, &key, before, now_ms);
    return true;
}

/* What is seen under a key whose listed set is that one (NULL: none). */
static const struct rrset *seen(const struct zone *zone, const struct rrset_key *key,
                                const struct rrset *listed, int64_t now_ms)
{
    if (zone->n_shadows == 0)
        return listed;
    for (size_t i = shadow_bound(zone, key); shadow_is(zone, i, key); i++)
        if (now_ms < zone->shadows[i].until_ms)
            return zone->shadows[i].before;
    return listed;
}

/* Goes through the keys of one name, those of sets and of shadows, each once. */
struct keys {
    const struct zone *zone;
    const char *name;
    size_t set;
    size_t shadow;
};

static struct keys keys_of(const struct zone *zone, const char *name)
{
    const struct rrset_key first = { name, RR_NONE, NULL };

    return (struct keys){ zone, name, set_bound(zone, &first),
                          zone->n_shadows == 0 ? 0 : shadow_bound(zone, &first) };
}

static bool keys_next(struct keys *keys, struct rrset_key *key,
                      const struct rrset **listed)
{
    const struct zone *zone = keys->zone;
    const bool has_set =
        keys->set < zone->n_sets && strcmp(zone->sets[keys->set]->name, keys->name) == 0;
    const bool has_shadow = keys->shadow < zone->n_shadows &&
                            strcmp(zone->shadows[keys->shadow].name, keys->name) == 0;
    struct rrset_key set_key;

    *listed = NULL;
    if (!has_set && !has_shadow)
        return false;
    if (has_shadow)
        *key = shadow_key(&zone->shadows[keys->shadow]);
    if (has_set) {
        set_key = rrset_key(zone->sets[keys->set]);
        if (!has_shadow || rrset_key_compare(&set_key, key) <= 0) {
            *key = set_key;
            *listed = zone->sets[keys->set++];
        }
    }
    while (shadow_is(zone, keys->shadow, key))
        keys->shadow++;
    return true;
}

const struct rrset **zone_visible(const struct zone *zone, const char *name,
                                  int64_t now_ms, struct arena *arena, size_t *n)
{
    struct keys keys = keys_of(zone, name);
    struct keys count = keys;
    const struct rrset **out;
    const struct rrset *set;
    struct rrset_key key;
    size_t room = 0;

    *n = 0;
    while (keys_next(&count, &key, &set))
        room++;
    if (room == 0)
        return NULL;
    out = arena_array(arena, room, sizeof(*out));
    while (keys_next(&keys, &key, &set)) {
        set = seen(zone, &key, set, now_ms);
        if (set != NULL)
            out[(*n)++] = set;
    }
    return *n == 0 ? NULL : out;
}

bool zone_has_name(const struct zone *zone, const char *name, int64_t now_ms)
{
    const struct rrset_key first = { name, RR_NONE, NULL };

    /* The names at and below a name follow one another in name_compare()'s order. */
    for (size_t i = set_bound(zone, &first);
         i < zone->n_sets && name_is_under(zone->sets[i]->name, name); i++) {
        const struct rrset_key key = rrset_key(zone->sets[i]);

        if (seen(zone, &key, zone->sets[i], now_ms) != NULL)
            return true;
    }
    for (size_t i = shadow_bound(zone, &first);
         i < zone->n_shadows && name_is_under(zone->shadows[i].name, name); i++) {
        const struct rrset_key key = shadow_key(&zone->shadows[i]);

        if (seen(zone, &key, NULL, now_ms) != NULL)
            return true;
    }
    return false;
}
