/* account_use: is every certificate of an account in the evidence, as manifests state? */
#include "analyzer/join/account_use.h"

#include <string.h>

#include "analyzer/model/estate.h"
#include "base/arena.h"

static struct account_use *use_of(struct map *accounts, const char *account)
{
    return account == NULL ? NULL : map_get(accounts, account, strlen(account));
}

/* The first thing that is lacking is said. */
static void lack(struct map *accounts, const char *account, const char *what)
{
    struct account_use *use = use_of(accounts, account);

    if (use != NULL && use->lacks == NULL)
        use->lacks = what;
}

static void name_accounts(struct map *accounts, const struct manifest *manifest,
                          struct arena *arena)
{
    for (size_t r = 0; r < manifest->n_runs; r++) {
        const struct manifest_run *run = &manifest->runs[r];

        for (size_t a = 0; a < run->n_accounts; a++) {
            void **place = map_at(accounts, run->accounts[a], strlen(run->accounts[a]));

            if (*place == NULL)
                *place = arena_zalloc(arena, sizeof(struct account_use));
        }
    }
}

static const char *region_key(struct arena *arena, const char *account,
                              const char *region)
{
    return arena_printf(arena, "%s/%s", account, region);
}

/* Which accounts and regions were listed so that nothing is hidden. */
static void note_lists(struct map *listed, const struct manifest *manifest,
                       struct arena *scratch)
{
    for (size_t i = 0; i < manifest->n_calls; i++) {
        const struct manifest_call *call = &manifest->calls[i];
        const char *key;

        if (!call->key_types || !call->key_origins || call->account == NULL ||
            call->region == NULL || call->operation == NULL ||
            strcmp(call->operation, "ListCertificates") != 0 ||
            (call->http_status != 0 && call->http_status != 200))
            continue;
        key = region_key(scratch, call->account, call->region);
        *map_at(listed, key, strlen(key)) = listed;
    }
}

static void check_regions(struct map *accounts, const struct map *listed,
                          const struct manifest *manifest, struct arena *arena)
{
    for (size_t r = 0; r < manifest->n_runs; r++) {
        const struct manifest_run *run = &manifest->runs[r];

        for (size_t a = 0; a < run->n_accounts; a++) {
            if (!manifest->complete)
                lack(accounts, run->accounts[a],
                     "the manifest does not say that the evidence is complete");
            if (run->n_regions == 0)
                lack(accounts, run->accounts[a],
                     "the manifest does not name the regions that were listed");
            for (size_t i = 0; i < run->n_regions; i++) {
                const char *key = region_key(arena, run->accounts[a], run->regions[i]);

                if (map_get(listed, key, strlen(key)) == NULL)
                    lack(accounts, run->accounts[a],
                         arena_printf(arena,
                                      "no list of region %s with every key type and "
                                      "key-pair origin was saved",
                                      run->regions[i]));
            }
        }
    }
    for (size_t i = 0; i < manifest->n_missing; i++)
        lack(accounts, manifest->missing[i].account,
             arena_printf(arena, "a call was not answered (%s)",
                          manifest->missing[i].operation != NULL
                              ? manifest->missing[i].operation
                              : "not named"));
}

/* Its records are not all in the evidence, though DNS may validate it. */
static bool hides_records(const struct cert *cert)
{
    if (cert->type == ACM_IMPORTED || cert->type == ACM_PRIVATE)
        return false;
    for (uint32_t i = 0; i < cert->n_validations; i++) {
        const struct validation *validation = &cert->validations[i];

        if (validation->record.name == NULL && validation->method != ACM_METHOD_EMAIL &&
            validation->method != ACM_METHOD_HTTP)
            return true;
    }
    return cert->n_validations == 0;
}

void account_uses(struct map *accounts, const struct estate *estate, struct arena *arena)
{
    struct arena scratch;
    struct map listed;

    arena_init(&scratch);
    map_init(&listed);
    for (size_t i = 0; i < estate->n_manifests; i++) {
        name_accounts(accounts, estate->manifests[i], arena);
        note_lists(&listed, estate->manifests[i], &scratch);
    }
    for (size_t i = 0; i < estate->n_manifests; i++)
        check_regions(accounts, &listed, estate->manifests[i], arena);
    for (size_t i = 0; i < estate->n_listings; i++)
        if (estate->listings[i]->truncated)
            lack(accounts, estate->listings[i]->account,
                 "a list of its certificates is cut short");
    for (size_t i = 0; accounts->n > 0 && i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];
        struct account_use *use = use_of(accounts, cert->account);

        if (use != NULL && cert->key_origin == ACM_ORIGIN_ACME)
            use->acme = true;
        if (use != NULL && hides_records(cert))
            lack(accounts, cert->account,
                 "some certificates of the account were listed, but not described: their "
                 "records are not known");
    }
    map_clear(&listed);
    arena_clear(&scratch);
}
