/* subjects: what the checks judge besides certificates: files, accounts and regions. */
#include "analyzer/check/subjects.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

static int compare_parts(const void *a, const void *b)
{
    const struct estate_part *const *left = a;
    const struct estate_part *const *right = b;
    int order = strcmp((*left)->account, (*right)->account);

    return order != 0 ? order : strcmp((*left)->region, (*right)->region);
}

/* ---- files of equal content ---- */

static void group_sources(struct subjects *subjects, const struct estate *estate,
                          size_t *group_of, struct arena *arena)
{
    const struct source **slots = arena_array(arena, estate->n_sources, sizeof(*slots));
    struct map by_content;
    size_t at = 0;

    subjects->groups =
        arena_zalloc(arena, (estate->n_sources + 1) * sizeof(*subjects->groups));
    map_init(&by_content);
    for (size_t i = 0; i < estate->n_sources; i++) {
        const struct source *source = estate->sources[i];
        struct evidence_group *group = &subjects->groups[subjects->n_groups];
        void **slot = NULL;

        if (source->sha256[0] != '\0')
            slot = map_at(&by_content, source->sha256, 64);
        if (slot != NULL && *slot != NULL)
            group = *slot;
        else
            subjects->n_groups++;
        if (slot != NULL)
            *slot = group;
        group->n_sources++;
        group_of[i] = (size_t)(group - subjects->groups);
    }
    map_clear(&by_content);

    for (size_t i = 0; i < subjects->n_groups; i++) {
        subjects->groups[i].sources = slots + at;
        at += subjects->groups[i].n_sources;
        subjects->groups[i].n_sources = 0;
    }
    for (size_t i = 0; i < estate->n_sources; i++) {
        struct evidence_group *group = &subjects->groups[group_of[i]];

        slots[(size_t)(group->sources - slots) + group->n_sources++] = estate->sources[i];
    }
}

static int compare_origin(const void *a, const void *b)
{
    const struct cert *const *left = a;
    const struct cert *const *right = b;
    const struct origin *x = &(*left)->origin;
    const struct origin *y = &(*right)->origin;
    int order = strcmp(x->source->file, y->source->file);

    if (order != 0)
        return order;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return strcmp(x->pointer, y->pointer);
}

/* The dumps ahead of now are few: each looks its group up. */
static void group_ahead(struct subjects *subjects, const struct estate *estate,
                        const struct cert *const *ahead, size_t n_ahead,
                        const size_t *group_of, struct arena *arena)
{
    const struct cert **slots = arena_array(arena, n_ahead, sizeof(*slots));
    size_t at = 0;

    if (n_ahead == 0)
        return;
    memcpy(slots, ahead, n_ahead * sizeof(*slots));
    qsort(slots, n_ahead, sizeof(*slots), compare_origin);
    /* Both lists are by file, so one walk joins them; equal content keeps the first. */
    for (size_t i = 0; i < estate->n_sources; i++) {
        struct evidence_group *group = &subjects->groups[group_of[i]];
        const char *file = estate->sources[i]->file;
        size_t first = at;

        while (at < n_ahead && strcmp(slots[at]->origin.source->file, file) == 0)
            at++;
        if (at > first && group->n_ahead == 0) {
            group->ahead = slots + first;
            group->n_ahead = at - first;
        }
    }
}

/* ---- accounts and regions ---- */

struct builder {
    struct map by_key;
    struct map accounts; /* account -> the first part of it that has evidence */
    struct estate_part **parts;
    size_t n;
    size_t room;
    struct arena *arena;
};

static struct estate_part *part_of(struct builder *builder, const char *account,
                                   const char *region)
{
    const char *key;
    struct estate_part *part;
    void **slot;

    account = account == NULL ? "unknown" : account;
    region = region == NULL ? "unknown" : region;
    key = arena_printf(builder->arena, "%s/%s", account, region);
    slot = map_at(&builder->by_key, key, strlen(key));
    if (*slot != NULL)
        return *slot;
    part = arena_zalloc(builder->arena, sizeof(*part));
    part->account = account;
    part->region = region;
    *slot = part;
    if (builder->n == builder->room) {
        size_t room = builder->room * 2 + 16;
        struct estate_part **parts = arena_array(builder->arena, room, sizeof(*parts));

        if (builder->n > 0)
            memcpy(parts, builder->parts, builder->n * sizeof(*parts));
        builder->parts = parts;
        builder->room = room;
    }
    builder->parts[builder->n++] = part;
    return part;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* estate->certs stand by account and region: a part's are one run of them. */
static void add_certs(struct builder *builder, const struct estate *estate)
{
    for (size_t i = 0; i < estate->n_certs;) {
        const struct cert *first = estate->certs[i];
        struct estate_part *part = part_of(builder, first->account, first->region);
        size_t end = i + 1;

        while (end < estate->n_certs &&
               same(estate->certs[end]->account, first->account) &&
               same(estate->certs[end]->region, first->region))
            end++;
        part->certs = estate->certs + i;
        part->n_certs = end - i;
        i = end;
    }
}

static void add_listings(struct builder *builder, const struct estate *estate)
{
    struct listing **slots =
        arena_array(builder->arena, estate->n_listings, sizeof(*slots));
    size_t at = 0;

    for (size_t i = 0; i < estate->n_listings; i++) {
        const struct listing *listing = estate->listings[i];

        part_of(builder, listing->account, listing->region)->n_listings++;
    }
    for (size_t i = 0; i < builder->n; i++) {
        builder->parts[i]->listings = slots + at;
        at += builder->parts[i]->n_listings;
        builder->parts[i]->n_listings = 0;
    }
    for (size_t i = 0; i < estate->n_listings; i++) {
        struct listing *listing = estate->listings[i];
        struct estate_part *part = part_of(builder, listing->account, listing->region);

        slots[(size_t)(part->listings - slots) + part->n_listings++] = listing;
    }
}

const char *missing_region(const struct manifest_missing *missing)
{
    if (missing->region != NULL)
        return missing->region;
    return missing->service != NULL && strcmp(missing->service, "acm") != 0 ? "global"
                                                                            : NULL;
}

static void add_manifest(struct builder *builder, const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->n_runs; i++) {
        const struct manifest_run *run = &manifest->runs[i];

        for (size_t a = 0; a < run->n_accounts; a++) {
            for (size_t r = 0; r < run->n_regions; r++)
                part_of(builder, run->accounts[a], run->regions[r]);
        }
    }
    for (size_t i = 0; i < manifest->n_missing; i++)
        part_of(builder, manifest->missing[i].account,
                missing_region(&manifest->missing[i]));
}

/* Partitions other than `aws` have no us-east-1. Source: facts 1.1 (partitions). */
static bool region_is_commercial(const char *region)
{
    static const char *const others[] = { "cn-", "us-gov-", "us-iso", "eu-iso", "eusc-" };

    if (strcmp(region, "unknown") == 0 || strcmp(region, "global") == 0)
        return false;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (strncmp(region, others[i], strlen(others[i])) == 0)
            return false;
    }
    return true;
}

static void add_homes(struct builder *builder)
{
    size_t n = builder->n;

    for (size_t i = 0; i < n; i++) {
        struct estate_part *part = builder->parts[i];
        void **slot;

        if (part->n_certs + part->n_listings == 0 ||
            strcmp(part->account, "unknown") == 0)
            continue;
        slot = map_at(&builder->accounts, part->account, strlen(part->account));
        if (*slot == NULL)
            *slot = part;
        if (region_is_commercial(part->region))
            part_of(builder, part->account, "us-east-1");
    }
    for (size_t i = 0; i < builder->n; i++) {
        struct estate_part *part = builder->parts[i];

        part->account_has_evidence =
            map_get(&builder->accounts, part->account, strlen(part->account)) != NULL;
    }
}

static void find_parts(struct subjects *subjects, const struct estate *estate,
                       struct arena *arena)
{
    struct builder builder = { .arena = arena };

    map_init(&builder.by_key);
    map_init(&builder.accounts);
    add_certs(&builder, estate);
    add_listings(&builder, estate);
    for (size_t i = 0; i < estate->n_manifests; i++)
        add_manifest(&builder, estate->manifests[i]);
    add_homes(&builder);
    map_clear(&builder.by_key);
    map_clear(&builder.accounts);

    if (builder.n > 0)
        qsort(builder.parts, builder.n, sizeof(*builder.parts), compare_parts);
    subjects->parts = arena_array(arena, builder.n, sizeof(*subjects->parts));
    subjects->n_parts = builder.n;
    for (size_t i = 0; i < builder.n; i++)
        subjects->parts[i] = *builder.parts[i];
}

void subjects_init(struct subjects *subjects, const struct estate *estate,
                   const struct cert *const *ahead, size_t n_ahead, struct arena *arena)
{
    size_t *group_of = arena_array(arena, estate->n_sources, sizeof(*group_of));

    *subjects = (struct subjects){ 0 };
    group_sources(subjects, estate, group_of, arena);
    group_ahead(subjects, estate, ahead, n_ahead, group_of, arena);
    find_parts(subjects, estate, arena);
}
