/* attribute: account, region and capture time from manifests and the layout's paths. */
#include "analyzer/read/attribute.h"

#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/layout.h"
#include "base/aws/arn.h"
#include "base/map.h"
#include "base/when.h"

static void from_call(struct source *source, const struct manifest_call *call)
{
    if (call->account != NULL) {
        source->account = call->account;
        source->account_from = FROM_MANIFEST;
    }
    if (call->region != NULL) {
        source->region = call->region;
        source->region_from = FROM_MANIFEST;
    }
    if (call->zone_id != NULL) {
        source->zone_id = call->zone_id;
        source->zone_id_from = FROM_MANIFEST;
    }
    if (call->at != WHEN_NONE)
        source->captured_at = call->at;
}

static void from_manifests(const struct attribution *all, struct arena *arena)
{
    struct map by_file = { 0 };

    for (size_t i = 0; i < all->n_sources; i++)
        *map_at(&by_file, all->sources[i]->file, strlen(all->sources[i]->file)) =
            all->sources[i];
    for (size_t m = 0; m < all->n_manifests; m++) {
        const struct manifest *manifest = all->manifests[m];

        for (size_t i = 0; i < manifest->n_calls; i++) {
            const char *file = manifest->calls[i].file;
            struct source *source;

            if (file == NULL)
                continue;
            if (*manifest->folder != '\0')
                file = arena_printf(arena, "%s/%s", manifest->folder, file);
            source = map_get(&by_file, file, strlen(file));
            if (source != NULL)
                from_call(source, &manifest->calls[i]);
        }
    }
    map_clear(&by_file);
}

/* ".../111122223333/us-east-1/...": the last such pair counts. */
static void from_path(struct source *source, struct arena *arena)
{
    const char *account = NULL;
    const char *region = NULL;
    const char *at = source->file;

    while (at != NULL) {
        const size_t len = strcspn(at, "/");
        const char *next = at[len] == '/' ? at + len + 1 : NULL;
        const size_t next_len = next == NULL ? 0 : strcspn(next, "/");

        if (next != NULL && next[next_len] == '/' && arn_is_account(at, len)) {
            account = at;
            region = arn_is_region(next, next_len) ? next : NULL;
        }
        at = next;
    }
    if (account != NULL && source->account == NULL) {
        source->account = arena_strndup(arena, account, strcspn(account, "/"));
        source->account_from = FROM_PATH;
    }
    if (region != NULL && source->region == NULL) {
        source->region = arena_strndup(arena, region, strcspn(region, "/"));
        source->region_from = FROM_PATH;
    }
    if (source->zone_id == NULL) {
        source->zone_id = layout_zone_id(arena, source->file);
        source->zone_id_from = source->zone_id == NULL ? FROM_NOWHERE : FROM_PATH;
    }
}

static void fill_cert(struct cert *cert)
{
    const struct source *source = cert->origin.source;

    if (cert->account == NULL && source->account != NULL) {
        cert->account = source->account;
        cert->account_from = (uint8_t)source->account_from;
    }
    if (cert->region == NULL && source->region != NULL) {
        cert->region = source->region;
        cert->region_from = (uint8_t)source->region_from;
    }
    /* What the manifest's call says is known best. */
    if (cert->captured_at == WHEN_NONE ||
        (source->account_from == FROM_MANIFEST && source->captured_at != WHEN_NONE))
        cert->captured_at = source->captured_at;
}

static void fill_listing(struct listing *listing)
{
    const struct source *source = listing->origin.source;

    if (listing->account == NULL)
        listing->account = source->account;
    if (listing->region == NULL)
        listing->region = source->region;
}

static void fill_account(const struct source *source, const char **account,
                         uint8_t *account_from)
{
    if (*account != NULL || source->account == NULL)
        return;
    *account = source->account;
    if (account_from != NULL)
        *account_from = (uint8_t)source->account_from;
}

/* What the manifest's call says is known best. */
static void fill_time(const struct source *source, int64_t *captured_at)
{
    if (*captured_at == WHEN_NONE ||
        (source->account_from == FROM_MANIFEST && source->captured_at != WHEN_NONE))
        *captured_at = source->captured_at;
}

static void fill_dump(struct record_dump *dump)
{
    const struct source *source = dump->origin.source;

    fill_account(source, &dump->account, &dump->account_from);
    fill_time(source, &dump->captured_at);
    if (dump->from != DNS_FROM_ROUTE53 || dump->zone_id != NULL)
        return;
    dump->zone_id = source->zone_id;
    dump->id_from = (uint8_t)source->zone_id_from;
}

static void fill_dns(const struct dns_evidence *dns)
{
    for (size_t i = 0; i < dns->n_rows; i++) {
        struct zone_row *row = dns->rows[i];

        fill_account(row->origin.source, &row->account, &row->account_from);
        fill_time(row->origin.source, &row->captured_at);
    }
    for (size_t i = 0; i < dns->n_lists; i++)
        fill_account(dns->lists[i]->origin.source, &dns->lists[i]->account,
                     &dns->lists[i]->account_from);
    for (size_t i = 0; i < dns->n_dumps; i++)
        fill_dump(dns->dumps[i]);
    for (size_t i = 0; i < dns->n_registrations; i++) {
        struct registration *registration = dns->registrations[i];

        fill_account(registration->origin.source, &registration->account, NULL);
        fill_time(registration->origin.source, &registration->captured_at);
    }
}

void attribute(const struct attribution *all, struct arena *arena)
{
    from_manifests(all, arena);
    for (size_t i = 0; i < all->n_sources; i++)
        from_path(all->sources[i], arena);
    for (size_t i = 0; i < all->n_certs; i++)
        fill_cert(all->certs[i]);
    for (size_t i = 0; i < all->n_listings; i++)
        fill_listing(all->listings[i]);
    fill_dns(all->dns);
}
