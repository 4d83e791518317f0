/* siblings: an index from names to ISSUED certificates, and dead requests by name set. */
#include "analyzer/join/siblings.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/when.h"

/* One name of an ISSUED certificate. */
struct holder {
    int64_t not_after; /* WHEN_NONE: the weakest */
    uint32_t hash;
    uint32_t cert; /* index in estate->certs */
};

/* A FAILED or VALIDATION_TIMED_OUT certificate. */
struct dead {
    const struct cert *cert;
    const char **names; /* sorted */
    uint64_t hash;      /* of account, region and the set of names */
};

/* Where a dead certificate's equals are: siblings->dead_certs[first .. first + n - 1]. */
struct place {
    uint32_t cert;
    uint32_t first;
    uint32_t n;
};

struct siblings {
    struct arena arena;
    const struct estate *estate;
    int64_t now;
    struct holder
        *holders;     /* by bucket; in a bucket by hash, then NotAfter, latest first */
    uint32_t *starts; /* of the buckets, and one more: the end */
    uint64_t mask;    /* number of buckets less one */
    const struct cert **dead_certs;
    struct place *places; /* by cert */
    size_t n_dead;
};

/* ---- hashing ---- */

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9U;
    return hash ^ (hash >> 32);
}

static uint64_t hash_text(uint64_t seed, const char *text)
{
    uint64_t hash;
    uint64_t word;
    size_t len;

    assert(text != NULL);
    len = strlen(text);
    hash = seed ^ (len * 0x9e3779b97f4a7c15U);
    for (; len >= 8; text += 8, len -= 8) {
        memcpy(&word, text, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, text, len);
    return mix((hash ^ word) * 0x9e3779b97f4a7c15U);
}

/*
 * A wildcard hashes as what stands behind its star, with a bit of its own, so that the
 * wildcard that would cover a name is found without building its text.
 */
static uint64_t hash_wild(uint64_t scope, const char *behind_star)
{
    return hash_text(~scope, behind_star);
}

static uint64_t hash_name(uint64_t scope, const char *name)
{
    return name_is_wildcard(name) ? hash_wild(scope, name + 2) : hash_text(scope, name);
}

/* The same for all certificates of one account and region; the last is remembered. */
struct scope {
    const char *account;
    const char *region;
    uint64_t hash;
};

static uint64_t scope_hash(struct scope *last, const struct cert *cert)
{
    if (cert->account != last->account || cert->region != last->region) {
        last->account = cert->account;
        last->region = cert->region;
        last->hash = hash_text(hash_text(1, cert->account), cert->region);
    }
    return last->hash;
}

static bool has_scope(const struct cert *cert)
{
    return cert->account != NULL && cert->region != NULL;
}

static bool is_dead(const struct cert *cert)
{
    return cert->status == ACM_FAILED || cert->status == ACM_VALIDATION_TIMED_OUT;
}

/* ---- names of ISSUED certificates ---- */

static bool can_stand_in(const struct siblings *siblings, const struct cert *cert)
{
    return cert->status == ACM_ISSUED && has_scope(cert) &&
           (cert->not_after == WHEN_NONE || siblings->now == WHEN_NONE ||
            cert->not_after > siblings->now);
}

static int compare_holders(const void *a, const void *b)
{
    const struct holder *left = a;
    const struct holder *right = b;

    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    if (left->not_after != right->not_after)
        return left->not_after > right->not_after ? -1 : 1;
    return left->cert < right->cert ? -1 : left->cert > right->cert;
}

static void sort_bucket(struct holder *items, size_t n)
{
    enum { SMALL = 12 };

    if (n > SMALL) {
        qsort(items, n, sizeof(*items), compare_holders);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct holder item = items[i];
        size_t at = i;

        for (; at > 0 && compare_holders(&item, &items[at - 1]) < 0; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* The upper half of the hash is the bucket, the lower half is kept. */
static size_t bucket_of(const struct siblings *siblings, uint64_t hash)
{
    return (size_t)(hash >> 32 & siblings->mask);
}

/* Names lie all over the memory, and each is looked at once: ask for the next ahead. */
static void look_ahead(const struct estate *estate, size_t at)
{
    enum { FAR = 16, NEAR = 8 };

    if (at + FAR < estate->n_certs)
        __builtin_prefetch(estate->certs[at + FAR]->names);
    if (at + NEAR < estate->n_certs && estate->certs[at + NEAR]->n_names > 0)
        __builtin_prefetch(estate->certs[at + NEAR]->names[0]);
}

/* Hash all names once; the buckets are counted, then filled, then sorted. */
static void index_holders(struct siblings *siblings, struct arena *scratch)
{
    const struct estate *estate = siblings->estate;
    struct scope scope = { 0 };
    uint64_t *hashes;
    size_t n = 0;
    size_t at = 0;
    size_t n_buckets = 1;

    for (size_t i = 0; i < estate->n_certs; i++) {
        if (can_stand_in(siblings, estate->certs[i]))
            n += estate->certs[i]->n_names;
    }
    while (n_buckets < n / 2 && n_buckets < UINT32_MAX / 2)
        n_buckets *= 2;
    siblings->mask = n_buckets - 1;
    siblings->starts = arena_zalloc(&siblings->arena, (n_buckets + 1) * sizeof(uint32_t));
    siblings->holders = arena_array(&siblings->arena, n, sizeof(struct holder));
    hashes = arena_array(scratch, n, sizeof(*hashes));
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];

        look_ahead(estate, i);
        if (!can_stand_in(siblings, cert))
            continue;
        for (uint32_t k = 0; k < cert->n_names; k++) {
            hashes[at] = hash_name(scope_hash(&scope, cert), cert->names[k]);
            siblings->starts[bucket_of(siblings, hashes[at++])]++;
        }
    }
    /* From counts to ends; filling from the back turns the ends into starts. */
    for (size_t i = 1; i <= n_buckets; i++)
        siblings->starts[i] += siblings->starts[i - 1];
    at = 0;
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];

        if (!can_stand_in(siblings, cert))
            continue;
        for (uint32_t k = 0; k < cert->n_names; k++, at++)
            siblings->holders[--siblings->starts[bucket_of(siblings, hashes[at])]] =
                (struct holder){ cert->not_after, (uint32_t)hashes[at], (uint32_t)i };
    }
    for (size_t i = 0; i < n_buckets; i++)
        sort_bucket(siblings->holders + siblings->starts[i],
                    siblings->starts[i + 1] - siblings->starts[i]);
}

/* The holders of one hash, best first. */
struct range {
    const struct holder *items;
    size_t n;
};

/* The first of n sorted holders whose hash is at least this. */
static size_t lower_bound(const struct holder *items, size_t n, uint64_t hash)
{
    size_t low = 0;

    while (n > 0) {
        size_t half = n / 2;

        if (items[low + half].hash < hash) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static struct range range_of(const struct siblings *siblings, uint64_t hash)
{
    size_t bucket = bucket_of(siblings, hash);
    const struct holder *items = siblings->holders + siblings->starts[bucket];
    size_t n = siblings->starts[bucket + 1] - siblings->starts[bucket];
    size_t first = lower_bound(items, n, (uint32_t)hash);
    size_t end = lower_bound(items, n, (uint64_t)(uint32_t)hash + 1);

    return (struct range){ items + first, end - first };
}

/* ---- what covers a certificate ---- */

static bool is_same_scope(const struct cert *a, const struct cert *b)
{
    return strcmp(a->account, b->account) == 0 && strcmp(a->region, b->region) == 0;
}

static bool covers_all(const struct cert *holder, const struct cert *cert)
{
    for (uint32_t i = 0; i < cert->n_names; i++) {
        uint32_t k = 0;

        while (k < holder->n_names && !name_covers(holder->names[k], cert->names[i]))
            k++;
        if (k == holder->n_names)
            return false;
    }
    return true;
}

/* Another certificate of the same place, not another dump of the same. */
static bool is_other(const struct cert *a, const struct cert *b)
{
    return a != b && is_same_scope(a, b) &&
           (a->arn == NULL || b->arn == NULL || strcmp(a->arn, b->arn) != 0);
}

/* The name that the fewest certificates hold or cover by a wildcard. */
static void rarest(const struct siblings *siblings, const struct cert *cert,
                   struct range out[2])
{
    struct scope scope = { 0 };
    uint64_t hash = scope_hash(&scope, cert);
    size_t least = SIZE_MAX;

    for (uint32_t i = 0; i < cert->n_names && least > 0; i++) {
        const char *name = cert->names[i];
        const char *dot = strchr(name, '.');
        struct range plain = range_of(siblings, hash_name(hash, name));
        struct range wild = { NULL, 0 };

        if (dot != NULL && !name_is_wildcard(name))
            wild = range_of(siblings, hash_wild(hash, dot + 1));
        if (plain.n + wild.n < least) {
            least = plain.n + wild.n;
            out[0] = plain;
            out[1] = wild;
        }
    }
}

const struct cert *siblings_covering(const struct facts *facts, const struct cert *cert)
{
    const struct siblings *siblings = facts->siblings;
    struct range ranges[2] = { { NULL, 0 }, { NULL, 0 } };

    if (!has_scope(cert) || cert->names_cut || cert->n_names == 0)
        return NULL;
    rarest(siblings, cert, ranges);
    while (ranges[0].n + ranges[1].n > 0) {
        const struct cert *holder;
        int from = 0;

        /* Both lists are best first: take the better head. */
        if (ranges[0].n == 0 ||
            (ranges[1].n > 0 && ranges[1].items->not_after > ranges[0].items->not_after))
            from = 1;
        holder = siblings->estate->certs[ranges[from].items->cert];
        if (is_other(holder, cert) && covers_all(holder, cert))
            return holder;
        ranges[from].items++;
        ranges[from].n--;
    }
    return NULL;
}

/* ---- dead requests ---- */

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;

    return strcmp(*left, *right);
}

/* By place and set of names; 0 for requests of the same thing. */
static int compare_sets(const struct dead *a, const struct dead *b)
{
    int diff;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->cert->n_names != b->cert->n_names)
        return a->cert->n_names < b->cert->n_names ? -1 : 1;
    diff = strcmp(a->cert->account, b->cert->account);
    if (diff == 0)
        diff = strcmp(a->cert->region, b->cert->region);
    for (uint32_t i = 0; i < a->cert->n_names && diff == 0; i++)
        diff = strcmp(a->names[i], b->names[i]);
    return diff;
}

static int compare_dead(const void *a, const void *b)
{
    const struct dead *left = a;
    const struct dead *right = b;
    int diff = compare_sets(left, right);

    if (diff != 0)
        return diff;
    if (left->cert->created_at != right->cert->created_at)
        return left->cert->created_at < right->cert->created_at ? -1 : 1;
    return left->cert->index < right->cert->index
               ? -1
               : left->cert->index > right->cert->index;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;

    return left->cert < right->cert ? -1 : left->cert > right->cert;
}

static struct dead dead_of(const struct cert *cert, struct arena *scratch)
{
    struct dead dead = { .cert = cert };
    struct scope scope = { 0 };

    dead.hash = scope_hash(&scope, cert);
    dead.names = arena_array(scratch, cert->n_names, sizeof(*dead.names));
    for (uint32_t i = 0; i < cert->n_names; i++) {
        dead.names[i] = cert->names[i];
        dead.hash += hash_text(2, cert->names[i]); /* in any order */
    }
    qsort(dead.names, cert->n_names, sizeof(*dead.names), compare_names);
    return dead;
}

static void index_dead(struct siblings *siblings, struct arena *scratch)
{
    const struct estate *estate = siblings->estate;
    struct dead *list;
    size_t n = 0;
    size_t end;

    for (size_t i = 0; i < estate->n_certs; i++)
        n += is_dead(estate->certs[i]);
    list = arena_array(scratch, n, sizeof(*list));
    n = 0;
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];

        if (is_dead(cert) && has_scope(cert) && cert->n_names > 0 && !cert->names_cut)
            list[n++] = dead_of(cert, scratch);
    }
    siblings->n_dead = n;
    siblings->dead_certs = arena_array(&siblings->arena, n, sizeof(struct cert *));
    siblings->places = arena_array(&siblings->arena, n, sizeof(struct place));
    if (n == 0)
        return;
    qsort(list, n, sizeof(*list), compare_dead);
    for (size_t i = 0; i < n; i = end) {
        end = i;
        while (end < n && compare_sets(&list[i], &list[end]) == 0)
            end++;
        for (size_t k = i; k < end; k++) {
            siblings->dead_certs[k] = list[k].cert;
            siblings->places[k] =
                (struct place){ list[k].cert->index, (uint32_t)i, (uint32_t)(end - i) };
        }
    }
    qsort(siblings->places, n, sizeof(struct place), compare_places);
}

struct sibling_list siblings_dead_requests(const struct facts *facts,
                                           const struct cert *cert)
{
    const struct siblings *siblings = facts->siblings;
    const struct place key = { .cert = cert->index };
    const struct place *place;

    if (siblings->n_dead == 0)
        return (struct sibling_list){ NULL, 0 };
    place =
        bsearch(&key, siblings->places, siblings->n_dead, sizeof(*place), compare_places);
    /* A dump that lost has the winner's index, but is none of the list. */
    if (place == NULL || siblings->estate->certs[cert->index] != cert)
        return (struct sibling_list){ NULL, 0 };
    return (struct sibling_list){ siblings->dead_certs + place->first, place->n };
}

/* ---- the whole ---- */

struct siblings *siblings_new(const struct estate *estate, int64_t now)
{
    struct arena scratch;
    struct arena own;
    struct siblings *siblings;

    arena_init(&scratch);
    arena_init(&own);
    siblings = arena_zalloc(&own, sizeof(*siblings));
    siblings->arena = own;
    siblings->estate = estate;
    siblings->now = now;
    index_holders(siblings, &scratch);
    index_dead(siblings, &scratch);
    arena_clear(&scratch);
    return siblings;
}

void siblings_free(struct siblings *siblings)
{
    struct arena own;

    if (siblings == NULL)
        return;
    own = siblings->arena; /* it holds the struct, too */
    arena_clear(&own);
}
