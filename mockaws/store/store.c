/* store: all that the mock knows: accounts, certificates by place, zones, the rest. */
#include "mockaws/store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"

enum { TOKEN_LIFE_MS = 3600 * 1000 };

/* One IdempotencyToken that was used, with what was asked then. */
struct idempotency {
    char *token;
    char *digest;
    struct certificate *certificate; /* NULL: deleted since */
    int64_t at_ms;
};

void store_init(struct store *store, uint64_t seed)
{
    *store = (struct store){ .ids = { .seed = seed } };
    zones_init(&store->zones);
    store->partition = heap_strdup("aws");
}

static void forget_token(struct idempotency *entry)
{
    free(entry->token);
    free(entry->digest);
}

static void place_free(struct place *place)
{
    for (size_t i = 0; i < place->n; i++)
        certificate_free(place->items[i]);
    for (size_t i = 0; i < place->n_tokens; i++)
        forget_token(&place->tokens[i]);
    free(place->items);
    free(place->by_created);
    free(place->tokens);
    free(place->region);
    free(place->key);
    free(place);
}

static void clear_rest(struct store *store)
{
    for (size_t i = 0; i < store->n_authorities; i++) {
        free(store->authorities[i].arn);
        free(store->authorities[i].state);
    }
    for (size_t i = 0; i < store->n_health_checks; i++) {
        free(store->health_checks[i].id);
        free(store->health_checks[i].account);
        free(store->health_checks[i].caller_reference);
        free(store->health_checks[i].config_xml);
        tags_clear(&store->health_checks[i].tags);
    }
    for (size_t i = 0; i < store->n_delegation_sets; i++) {
        free(store->delegation_sets[i].id);
        free(store->delegation_sets[i].account);
        free(store->delegation_sets[i].caller_reference);
        for (size_t k = 0; k < IDS_SERVERS; k++)
            free(store->delegation_sets[i].servers[k]);
    }
    free(store->authorities);
    free(store->health_checks);
    free(store->delegation_sets);
}

void store_clear(struct store *store)
{
    for (size_t i = 0; i < store->n_places; i++)
        place_free(store->places[i]);
    for (size_t i = 0; i < store->n_accounts; i++) {
        free(store->accounts[i]->id);
        free(store->accounts[i]->access_key);
        free(store->accounts[i]->secret_key);
        free(store->accounts[i]);
    }
    clear_rest(store);
    store_clear_tokens(store);
    free(store->places);
    free(store->accounts);
    free(store->partition);
    map_clear(&store->by_place);
    map_clear(&store->by_arn);
    zones_clear(&store->zones);
    *store = (struct store){ .ids = store->ids };
}

struct account *store_account(struct store *store, const char *id)
{
    struct account *account;

    for (size_t i = 0; i < store->n_accounts; i++)
        if (strcmp(store->accounts[i]->id, id) == 0)
            return store->accounts[i];
    account = heap_zalloc(sizeof(*account));
    account->id = heap_strdup(id);
    account->days_before_expiry = 45;
    store->accounts =
        heap_grow(store->accounts, store->n_accounts + 1, sizeof(struct account *));
    store->accounts[store->n_accounts++] = account;
    return account;
}

struct account *store_account_of_key(const struct store *store, const char *access_key)
{
    for (size_t i = 0; i < store->n_accounts; i++) {
        struct account *account = store->accounts[i];

        if (account->access_key != NULL && strcmp(account->access_key, access_key) == 0)
            return account;
    }
    return NULL;
}

struct place *store_place(struct store *store, struct account *account,
                          const char *region)
{
    char key[96];
    const int len = snprintf(key, sizeof(key), "%s/%.64s", account->id, region);
    struct place *place = map_get(&store->by_place, key, (size_t)len);

    if (place != NULL)
        return place;
    place = heap_zalloc(sizeof(*place));
    place->account = account;
    place->region = heap_strdup(region);
    place->key = heap_strdup(key);
    store->places = heap_grow(store->places, store->n_places + 1, sizeof(struct place *));
    store->places[store->n_places++] = place;
    *map_at(&store->by_place, place->key, (size_t)len) = place;
    return place;
}

static char *make_arn(const struct store *store, const struct place *place,
                      const char *id)
{
    char arn[256];

    if (strncmp(id, "arn:", 4) == 0)
        return heap_strdup(id);
    snprintf(arn, sizeof(arn), "arn:%s:acm:%s:%s:certificate/%s", store->partition,
             place->region, place->account->id, id);
    return heap_strdup(arn);
}

void store_add_certificate(struct store *store, struct place *place,
                           struct certificate *certificate, const char *id_or_arn)
{
    char uuid[IDS_UUID];

    certificate->arn = id_or_arn != NULL ? make_arn(store, place, id_or_arn) : NULL;
    /* In a store that began with saved certificates, the first ids are taken. */
    while (certificate->arn == NULL) {
        ids_uuid(&store->ids, uuid);
        certificate->arn = make_arn(store, place, uuid);
        if (store_certificate(store, certificate->arn) == NULL)
            break;
        text_set(&certificate->arn, NULL);
    }
    certificate->id = strrchr(certificate->arn, '/');
    certificate->id = certificate->id != NULL ? certificate->id + 1 : certificate->arn;
    certificate->place = place;
    certificate->number = ++store->certificate_counter;
    if (place->n == place->room) {
        place->room = place->room == 0 ? 16 : place->room * 2;
        place->items = heap_grow(place->items, place->room, sizeof(struct certificate *));
    }
    place->items[place->n++] = certificate;
    place->by_created_is_old = true;
    *map_at(&store->by_arn, certificate->arn, strlen(certificate->arn)) = certificate;
}

void store_remove_certificate(struct store *store, struct certificate *certificate)
{
    struct place *place = certificate->place;
    const size_t at = place_lower_bound(place, certificate->number);

    memmove(place->items + at, place->items + at + 1,
            (place->n - at - 1) * sizeof(struct certificate *));
    place->n--;
    place->by_created_is_old = true;
    for (size_t i = 0; i < place->n_tokens; i++)
        if (place->tokens[i].certificate == certificate)
            place->tokens[i].certificate = NULL;
    map_remove(&store->by_arn, certificate->arn, strlen(certificate->arn));
    certificate_free(certificate);
}

struct certificate *store_certificate(const struct store *store, const char *arn)
{
    return map_get(&store->by_arn, arn, strlen(arn));
}

struct certificate *store_find_certificate(const struct store *store, const char *id)
{
    struct certificate *found = store_certificate(store, id);

    for (size_t i = 0; found == NULL && i < store->n_places; i++)
        for (size_t k = 0; found == NULL && k < store->places[i]->n; k++)
            if (strcmp(store->places[i]->items[k]->id, id) == 0)
                found = store->places[i]->items[k];
    return found;
}

size_t place_lower_bound(const struct place *place, uint64_t number)
{
    size_t low = 0;
    size_t high = place->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (place->items[middle]->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int compare_created(const void *left, const void *right)
{
    const struct certificate *a = *(struct certificate *const *)left;
    const struct certificate *b = *(struct certificate *const *)right;

    if (a->created_ms != b->created_ms)
        return a->created_ms < b->created_ms ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

struct certificate **place_by_created(struct place *place)
{
    if (!place->by_created_is_old)
        return place->by_created;
    place->by_created = heap_grow(place->by_created, place->n > 0 ? place->n : 1,
                                  sizeof(struct certificate *));
    if (place->n > 0)
        memcpy(place->by_created, place->items, place->n * sizeof(struct certificate *));
    qsort(place->by_created, place->n, sizeof(struct certificate *), compare_created);
    place->by_created_is_old = false;
    return place->by_created;
}

const struct authority *store_authority(const struct store *store, const char *arn)
{
    for (size_t i = 0; i < store->n_authorities; i++)
        if (strcmp(store->authorities[i].arn, arn) == 0)
            return &store->authorities[i];
    return NULL;
}

struct certificate *place_repeated(const struct place *place, const char *token,
                                   const char *digest, int64_t now_ms)
{
    for (size_t i = 0; i < place->n_tokens; i++) {
        const struct idempotency *entry = &place->tokens[i];

        if (strcmp(entry->token, token) == 0 && strcmp(entry->digest, digest) == 0 &&
            now_ms - entry->at_ms < TOKEN_LIFE_MS)
            return entry->certificate;
    }
    return NULL;
}

/* Those that are too old make room. */
static void drop_old_tokens(struct place *place, int64_t now_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < place->n_tokens; i++) {
        if (now_ms - place->tokens[i].at_ms >= TOKEN_LIFE_MS)
            forget_token(&place->tokens[i]);
        else
            place->tokens[kept++] = place->tokens[i];
    }
    place->n_tokens = kept;
}

void place_remember(struct place *place, const char *token, const char *digest,
                    struct certificate *certificate, int64_t now_ms)
{
    drop_old_tokens(place, now_ms);
    place->tokens =
        heap_grow(place->tokens, place->n_tokens + 1, sizeof(struct idempotency));
    place->tokens[place->n_tokens++] =
        (struct idempotency){ .token = heap_strdup(token),
                              .digest = heap_strdup(digest),
                              .certificate = certificate,
                              .at_ms = now_ms };
}
