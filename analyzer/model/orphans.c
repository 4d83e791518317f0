/* orphans: records that name no certificate, given back to it by their DNS records. */
#include "analyzer/model/orphans.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"

enum { NAME_MAX_LEN = 512 }; /* a DNS name has 255 at most */

/* A record name that some orphan has, and the certificates that have it too. */
struct shared {
    uint32_t groups[ORPHAN_SHARED_MAX];
    uint32_t n; /* ORPHAN_SHARED_MAX + 1: too many */
};

/* Lower case, no last dot, into a buffer of NAME_MAX_LEN; 0 for what is no name. */
static size_t fold(const char *name, char *out)
{
    size_t len = strnlen(name, NAME_MAX_LEN);

    if (len == NAME_MAX_LEN)
        return 0;
    if (len > 0 && name[len - 1] == '.')
        len--;
    for (size_t i = 0; i < len; i++) {
        out[i] = name[i];
        if (name[i] >= 'A' && name[i] <= 'Z')
            out[i] = (char)(name[i] - 'A' + 'a');
    }
    return len;
}

static struct shared *find(const struct map *map, const struct validation *validation)
{
    char name[NAME_MAX_LEN];
    size_t len;

    if (validation->record.name == NULL)
        return NULL;
    len = fold(validation->record.name, name);
    return len == 0 ? NULL : map_get(map, name, len);
}

static void want(struct map *map, const struct validation *validation,
                 struct arena *scratch)
{
    char name[NAME_MAX_LEN];
    size_t len;

    if (validation->record.name == NULL || find(map, validation) != NULL)
        return;
    len = fold(validation->record.name, name);
    if (len > 0)
        *map_at(map, arena_strndup(scratch, name, len), len) =
            arena_zalloc(scratch, sizeof(struct shared));
}

static bool has(const struct shared *shared, uint32_t group)
{
    for (uint32_t i = 0; i < shared->n; i++) {
        if (shared->groups[i] == group)
            return true;
    }
    return false;
}

static void offer(const struct map *map, const struct validation *validations, uint32_t n,
                  uint32_t group)
{
    for (uint32_t i = 0; i < n; i++) {
        struct shared *shared = find(map, &validations[i]);

        if (shared == NULL || shared->n > ORPHAN_SHARED_MAX || has(shared, group))
            continue;
        if (shared->n < ORPHAN_SHARED_MAX)
            shared->groups[shared->n] = group;
        shared->n++;
    }
}

static bool contradicts(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

/* The certificates with all the orphan's records: how many, and the first of them. */
static uint32_t count_common(const struct map *map, const struct cert *orphan,
                             const struct cert *const *sample, uint32_t *first)
{
    const struct shared *base = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < orphan->n_validations && base == NULL; i++)
        base = find(map, &orphan->validations[i]);
    if (base == NULL || base->n > ORPHAN_SHARED_MAX)
        return 0;
    for (uint32_t i = 0; i < base->n; i++) {
        const struct cert *cert = sample[base->groups[i]];
        bool all = !contradicts(orphan->account, cert->account) &&
                   !contradicts(orphan->region, cert->region);

        for (uint32_t v = 0; v < orphan->n_validations && all; v++) {
            const struct shared *shared = find(map, &orphan->validations[v]);

            all = shared == NULL || has(shared, base->groups[i]);
        }
        if (all && n++ == 0)
            *first = base->groups[i];
    }
    return n;
}

void orphans_match(struct cert *const *orphans, size_t n, struct cert *const *named,
                   const uint32_t *groups, size_t n_named, uint32_t *match,
                   struct arena *scratch)
{
    const struct cert **sample = arena_array(scratch, n_named, sizeof(*sample));
    struct map map;

    map_init(&map);
    for (size_t i = 0; i < n; i++) {
        for (uint32_t v = 0; v < orphans[i]->n_validations; v++)
            want(&map, &orphans[i]->validations[v], scratch);
    }
    for (size_t i = 0; i < n_named && map.n > 0; i++) {
        sample[groups[i]] = named[i];
        offer(&map, named[i]->validations, named[i]->n_validations, groups[i]);
        if (named[i]->renewal != NULL)
            offer(&map, named[i]->renewal->validations, named[i]->renewal->n_validations,
                  groups[i]);
    }
    for (size_t i = 0; i < n; i++) {
        match[i] = ORPHAN_ALONE;
        if (map.n > 0 && count_common(&map, orphans[i], sample, &match[i]) != 1)
            match[i] = ORPHAN_ALONE;
    }
    map_clear(&map);
}
