/* estate: from decoded dumps to certificates: grouped, merged, in order. */
#include "analyzer/model/estate.h"

#include <string.h>

#include "analyzer/model/dumps.h"
#include "analyzer/model/order.h"
#include "analyzer/model/orphans.h"

enum { SCRATCH_KEEP = 1 << 20 };

/* The dumps of one certificate, linked by ->older. */
struct group {
    struct cert *first;
    uint64_t hash; /* of the ARN */
    size_t n;
};

/*
 * The groups, and a hash table of their numbers by ARN. It is a third of the size of a
 * struct map: for estates of 200,000 certificates fresh memory is what costs the time.
 */
struct groups {
    struct group *items; /* room for one a dump */
    uint32_t *table;     /* number + 1; 0: free */
    size_t mask;         /* slots less one */
    uint32_t n;
};

static void group_add(struct group *group, struct cert *cert)
{
    cert->older = group->first;
    group->first = cert;
    group->n++;
}

static uint32_t group_new(struct groups *groups, uint64_t hash)
{
    groups->items[groups->n] = (struct group){ .hash = hash };
    return groups->n++;
}

static void groups_init(struct groups *groups, size_t n_dumps, struct arena *scratch)
{
    size_t n_slots = 16;

    while (n_slots < n_dumps + n_dumps / 2)
        n_slots *= 2;
    groups->items = arena_array(scratch, n_dumps, sizeof(*groups->items));
    groups->table = arena_zalloc(scratch, n_slots * sizeof(*groups->table));
    groups->mask = n_slots - 1;
    groups->n = 0;
}

/* The end of an ARN tells certificates apart: the id. */
static uint64_t hash_arn(const char *arn)
{
    size_t len = strlen(arn);
    size_t at = len > 40 ? len - 40 : 0;
    uint64_t hash = len;
    uint64_t word;

    for (; len - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, arn + at, sizeof(word));
        hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 32;
    }
    for (; at < len; at++)
        hash = (hash ^ (unsigned char)arn[at]) * 0x100000001b3U;
    hash *= 0xbf58476d1ce4e5b9U;
    return hash ^ hash >> 29;
}

static struct group *group_of(struct groups *groups, const char *arn)
{
    uint64_t hash = hash_arn(arn);
    size_t slot = hash & groups->mask;

    for (; groups->table[slot] != 0; slot = (slot + 1) & groups->mask) {
        struct group *group = &groups->items[groups->table[slot] - 1];

        if (group->hash == hash && strcmp(group->first->arn, arn) == 0)
            return group;
    }
    groups->table[slot] = group_new(groups, hash) + 1;
    return &groups->items[groups->table[slot] - 1];
}

/*
 * Dumps lie all over the memory, and each is looked at once: those that come next are
 * asked for ahead.
 */
static void look_ahead(struct cert *const *certs, size_t n, size_t at)
{
    enum { FAR = 16, NEAR = 8 };

    if (at + FAR < n)
        __builtin_prefetch(certs[at + FAR]);
    if (at + NEAR < n && certs[at + NEAR]->arn != NULL)
        __builtin_prefetch(certs[at + NEAR]->arn + 40);
}

/* Group what names its certificate; what names none goes to rest. */
static size_t group_named(struct groups *groups, struct cert **dumps, size_t n,
                          struct cert **rest)
{
    size_t n_rest = 0;

    for (size_t i = 0; i < n; i++) {
        look_ahead(dumps, n, i);
        if (dumps[i]->arn == NULL)
            rest[n_rest++] = dumps[i];
        else
            group_add(group_of(groups, dumps[i]->arn), dumps[i]);
    }
    return n_rest;
}

/* Orphans join the one certificate whose records they hold, or stand alone. */
static void group_orphans(struct groups *groups, struct cert **orphans, size_t n,
                          size_t n_dumps, struct arena *scratch)
{
    struct cert **named = arena_array(scratch, n_dumps, sizeof(*named));
    uint32_t *numbers = arena_array(scratch, n_dumps, sizeof(*numbers));
    uint32_t *match = arena_array(scratch, n, sizeof(*match));
    size_t n_named = 0;

    for (uint32_t g = 0; g < groups->n; g++) {
        for (struct cert *cert = groups->items[g].first; cert != NULL;
             cert = cert->older) {
            named[n_named] = cert;
            numbers[n_named++] = g;
        }
    }
    orphans_match(orphans, n, named, numbers, n_named, match, scratch);
    for (size_t i = 0; i < n; i++)
        group_add(
            &groups->items[match[i] == ORPHAN_ALONE ? group_new(groups, 0) : match[i]],
            orphans[i]);
}

static struct cert *merge_group(struct group *group, const struct estate_hasher *hasher,
                                struct arena *scratch)
{
    struct cert *cert = group->first;

    if (group->n == 1) {
        dump_infer_type(cert);
        cert->described = cert->grade == GRADE_DESCRIBE;
        return cert;
    }
    cert = dumps_merge(cert, group->n, hasher, scratch);
    if (scratch->used > SCRATCH_KEEP)
        arena_clear(scratch);
    return cert;
}

void estate_merge(struct estate *estate, struct cert **dumps, size_t n_dumps,
                  const struct estate_hasher *hasher)
{
    struct groups groups;
    struct arena scratch;
    struct arena work;
    struct cert **rest;
    size_t n_rest;

    arena_init(&scratch);
    arena_init(&work);
    groups_init(&groups, n_dumps, &scratch);
    rest = arena_array(&scratch, n_dumps, sizeof(*rest));
    for (size_t i = 0; i < n_dumps; i++) {
        int64_t past;

        look_ahead(dumps, n_dumps, i);
        past = cert_latest_past(dumps[i]);
        if (past > estate->latest_past)
            estate->latest_past = past;
    }
    n_rest = group_named(&groups, dumps, n_dumps, rest);
    if (n_rest > 0)
        group_orphans(&groups, rest, n_rest, n_dumps, &scratch);

    estate->certs = arena_array(estate->arena, groups.n, sizeof(*estate->certs));
    estate->n_certs = groups.n;
    for (uint32_t i = 0; i < groups.n; i++)
        estate->certs[i] = merge_group(&groups.items[i], hasher, &work);
    order_certs(estate->certs, estate->n_certs, &scratch);
    arena_clear(&work);
    arena_clear(&scratch);
}
