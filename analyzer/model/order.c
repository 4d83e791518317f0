/* order: the certificates of an estate, put in the order that every output has. */
#include "analyzer/model/order.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/map.h"

enum { PREFIX_WORDS = 2, PREFIX_LEN = PREFIX_WORDS * 8, FAR = 16, NEAR = 8 };

/* A certificate and what it is sorted by, near at hand: most comparisons end here. */
struct sort_key {
    uint64_t place;                /* the ranks of account and region */
    uint64_t prefix[PREFIX_WORDS]; /* of the domain, as big-endian numbers */
    struct cert *cert;
};

static int compare_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

/* ids: the texts of certificates without ARN, by their ->index. */
static int compare_keys(const void *a, const void *b, void *ids)
{
    const struct sort_key *left = a;
    const struct sort_key *right = b;
    const char *const *texts = ids;
    int diff;

    if (left->place != right->place)
        return left->place < right->place ? -1 : 1;
    for (size_t i = 0; i < PREFIX_WORDS; i++) {
        if (left->prefix[i] != right->prefix[i])
            return left->prefix[i] < right->prefix[i] ? -1 : 1;
    }
    diff = compare_text(left->cert->domain, right->cert->domain);
    if (diff != 0)
        return diff;
    return strcmp(left->cert->arn != NULL ? left->cert->arn : texts[left->cert->index],
                  right->cert->arn != NULL ? right->cert->arn
                                           : texts[right->cert->index]);
}

/* Eight bytes as the number that sorts as they do. */
static uint64_t big_endian(const char *bytes)
{
    uint64_t number = 0;

    for (size_t i = 0; i < 8; i++)
        number = number << 8 | (unsigned char)bytes[i];
    return number;
}

static void set_prefix(struct sort_key *key, const char *domain)
{
    char bytes[PREFIX_LEN] = { 0 };

    if (domain != NULL)
        memcpy(bytes, domain, strnlen(domain, PREFIX_LEN));
    for (size_t i = 0; i < PREFIX_WORDS; i++)
        key->prefix[i] = big_endian(bytes + 8 * i);
}

/* ---- accounts and regions as numbers ---- */

struct rank {
    const char *text;
    uint32_t number; /* in order of appearance; NULL is 0 */
};

/* The different texts, numbered as they come and ranked in the end. */
struct ranks {
    struct map map; /* to struct rank */
    const struct rank *last;
};

static uint32_t number_of(struct ranks *ranks, const char *text, struct arena *scratch)
{
    struct rank *rank;
    void **place;

    if (text == NULL)
        return 0;
    if (ranks->last != NULL && strcmp(ranks->last->text, text) == 0)
        return ranks->last->number;
    place = map_at(&ranks->map, text, strlen(text));
    if (*place == NULL) {
        rank = arena_alloc(scratch, sizeof(*rank));
        *rank = (struct rank){ text, (uint32_t)ranks->map.n };
        *place = rank;
    }
    ranks->last = *place;
    return ranks->last->number;
}

static int compare_ranks(const void *a, const void *b)
{
    const struct rank *const *left = a;
    const struct rank *const *right = b;

    return strcmp((*left)->text, (*right)->text);
}

/* From the number to the place among the sorted texts. */
static uint32_t *ranks_settle(struct ranks *ranks, struct arena *scratch)
{
    struct rank **list = arena_array(scratch, ranks->map.n + 1, sizeof(struct rank *));
    uint32_t *places = arena_array(scratch, ranks->map.n + 1, sizeof(*places));
    size_t n = 0;

    for (size_t i = 0; i < ranks->map.n_slots; i++) {
        if (ranks->map.slots[i].value != NULL)
            list[n++] = ranks->map.slots[i].value;
    }
    qsort(list, n, sizeof(struct rank *), compare_ranks);
    places[0] = 0;
    for (size_t i = 0; i < n; i++)
        places[list[i]->number] = (uint32_t)i + 1;
    map_clear(&ranks->map);
    return places;
}

/* ---- all together ---- */

static struct sort_key *keys_of(struct cert **certs, size_t n, struct arena *scratch)
{
    struct sort_key *keys = arena_array(scratch, n, sizeof(*keys));
    struct ranks accounts = { 0 };
    struct ranks regions = { 0 };
    const uint32_t *account_places;
    const uint32_t *region_places;

    for (size_t i = 0; i < n; i++) {
        /* Each is looked at once, all over the memory: ask for the next ones ahead. */
        if (i + FAR < n)
            __builtin_prefetch(certs[i + FAR]);
        if (i + NEAR < n && certs[i + NEAR]->domain != NULL)
            __builtin_prefetch(certs[i + NEAR]->domain);
        keys[i].place = (uint64_t)number_of(&accounts, certs[i]->account, scratch) << 32 |
                        number_of(&regions, certs[i]->region, scratch);
        set_prefix(&keys[i], certs[i]->domain);
        keys[i].cert = certs[i];
    }
    account_places = ranks_settle(&accounts, scratch);
    region_places = ranks_settle(&regions, scratch);
    for (size_t i = 0; i < n; i++)
        keys[i].place = (uint64_t)account_places[keys[i].place >> 32] << 32 |
                        region_places[keys[i].place & UINT32_MAX];
    return keys;
}

/* The ids of certificates without ARN; they are few. NULL: there are none. */
static const char **ids_of(struct cert **certs, size_t n, struct arena *scratch)
{
    const char **ids = NULL;
    uint32_t n_ids = 0;

    for (size_t i = 0; i < n; i++) {
        if (certs[i]->arn != NULL)
            continue;
        if (ids == NULL)
            ids = arena_array(scratch, n - i, sizeof(*ids));
        certs[i]->index = n_ids;
        ids[n_ids++] = cert_id(certs[i], scratch);
    }
    return ids;
}

static bool is_sorted(const struct sort_key *keys, size_t n, const char **ids)
{
    for (size_t i = 1; i < n; i++) {
        if (compare_keys(&keys[i - 1], &keys[i], ids) > 0)
            return false;
    }
    return true;
}

void order_certs(struct cert **certs, size_t n, struct arena *scratch)
{
    const char **ids = ids_of(certs, n, scratch);
    struct sort_key *keys = keys_of(certs, n, scratch);

    if (!is_sorted(keys, n, ids))
        qsort_r(keys, n, sizeof(*keys), compare_keys, ids);
    for (size_t i = 0; i < n; i++) {
        if (i + FAR < n)
            __builtin_prefetch(&keys[i + FAR].cert->older, 1);
        certs[i] = keys[i].cert;
        for (struct cert *dump = certs[i]; dump != NULL; dump = dump->older)
            dump->index = (uint32_t)i;
    }
}
