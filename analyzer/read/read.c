/* read: from PATH arguments to an estate. The door of this floor. */
#include "analyzer/read/read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/attribute.h"
#include "analyzer/read/documents.h"
#include "analyzer/read/lines.h"
#include "analyzer/read/pages.h"
#include "analyzer/read/pool.h"
#include "analyzer/read/text.h"
#include "analyzer/read/unpack.h"
#include "analyzer/read/walk.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/when.h"

const struct read_limits read_limits_default = {
    .unpacked = UINT64_C(4) << 30,
    .members = 100000,
    .ratio = 200,
    .document = UINT32_MAX,
};

/* All inputs, handed to whichever worker is free. */
struct queue {
    struct pool *pool;
    const struct inputs *inputs;
    const bool *done; /* were read line by line */
    _Atomic size_t next;
};

/* A worker that takes leaves. */
struct taker {
    struct pool *pool;
    struct worker *worker;
    struct buf decoded; /* text made anew: from UTF-16 */
    const char *kept;   /* the bytes of standard input, to find lines in later */
    size_t kept_len;
};

static void unreadable(struct worker *worker, struct source *source, const char *fault)
{
    source->n_skipped++;
    source_problem(
        source, &worker->decoded.arena,
        &(struct problem){ .kind = PROBLEM_MALFORMED, .pointer = "", .text = fault });
}

/* Kept bytes are not to be changed: a byte order mark is blanked in a copy. */
static bool has_mark(const struct taker *taker)
{
    return taker->kept_len > 0 && taker->kept[0] == '\xef';
}

static void take_text(struct taker *taker, struct source *source, const struct leaf *leaf)
{
    struct worker *worker = taker->worker;
    struct text_result text;

    text_decode(leaf->bytes, leaf->len, &taker->decoded, &text);
    source->note = text.note;
    source->direct = text.direct && !leaf->member && !has_mark(taker);
    if (text.fault != NULL) {
        source->n_skipped++;
        source_problem(source, &worker->decoded.arena,
                       &(struct problem){ .kind = PROBLEM_UNRECOGNISED,
                                          .pointer = "",
                                          .text = text.fault,
                                          .command = "acm-analyzer commands" });
    } else if (text.len > taker->pool->options->limits.document) {
        unreadable(worker, source, "the document is larger than 4 GiB");
    } else {
        documents_read(&worker->decoder, source, text.text, text.len);
    }
}

static void take_leaf(void *context, const struct leaf *leaf)
{
    struct taker *taker = context;
    struct source *source = worker_source(taker->worker, leaf->file, leaf->input->path);

    source->input_file = leaf->input->file;
    source->modified = leaf->input->modified;
    source->kept = taker->kept;
    source->kept_len = taker->kept_len;
    if (leaf->fault != NULL) {
        unreadable(taker->worker, source, leaf->fault);
        return;
    }
    digest_hex(leaf->bytes, leaf->len, source->sha256);
    source->bytes = leaf->len;
    take_text(taker, source, leaf);
    pool_count(taker->pool, taker->worker, 1, leaf->len);
}

static void unpacker_init(struct unpacker *unpacker, struct taker *taker,
                          const struct read_limits *limits)
{
    memset(unpacker, 0, sizeof(*unpacker));
    unpacker->arena = &taker->worker->decoded.arena;
    unpacker->limits = limits;
    unpacker->take = take_leaf;
    unpacker->context = taker;
}

static void take_inputs(void *context, struct worker *worker)
{
    struct queue *queue = context;
    struct taker taker = { .pool = queue->pool, .worker = worker };
    struct unpacker unpacker;
    size_t i;

    unpacker_init(&unpacker, &taker, &queue->pool->options->limits);
    while ((i = atomic_fetch_add(&queue->next, 1)) < queue->inputs->n) {
        const struct input *input = &queue->inputs->items[i];

        if (!queue->done[i] && strcmp(input->path, "-") != 0)
            unpack(&unpacker, input, NULL, 0);
    }
    unpacker_clear(&unpacker);
    buf_clear(&taker.decoded);
}

/* Standard input is read once and kept: its lines are looked for in memory. */
static void take_kept(struct pool *pool, const struct input *input, const char *bytes,
                      size_t len)
{
    struct taker taker = {
        .pool = pool, .worker = &pool->workers[0], .kept = bytes, .kept_len = len
    };
    struct unpacker unpacker;

    unpacker_init(&unpacker, &taker, &pool->options->limits);
    unpack(&unpacker, input, bytes, len);
    unpacker_clear(&unpacker);
    buf_clear(&taker.decoded);
}

/* The same, line by line; false when it is too small for that, or not of lines. */
static bool take_kept_lines(struct pool *pool, const struct input *input,
                            const char *bytes, size_t len)
{
    struct worker *first = &pool->workers[0];
    struct source *source;

    if (input->fault != NULL || len < LINES_FROM)
        return false;
    source = worker_source(first, input->file, input->path);
    source->kept = bytes;
    source->kept_len = len;
    if (lines_read_kept(pool, input, source)) {
        pool_count(pool, first, 1, 0);
        return true;
    }
    first->n_sources--;
    return false;
}

static void take_standard_input(struct pool *pool, const struct input *input,
                                struct arena *arena)
{
    struct input standard = *input;
    struct buf bytes = { 0 };
    size_t got;
    size_t len;
    char *copy;

    do {
        buf_reserve(&bytes, 1 << 16);
        got = fread(bytes.data + bytes.len, 1, 1 << 16, stdin);
        bytes.len += got;
    } while (got > 0);
    copy = arena_alloc(arena, bytes.len + 1);
    len = bytes.len;
    if (len > 0)
        memcpy(copy, bytes.data, len);
    buf_clear(&bytes);
    if (ferror(stdin))
        standard.fault = arena_strdup(arena, strerror(errno));
    if (!take_kept_lines(pool, &standard, copy, len))
        take_kept(pool, &standard, copy, len);
}

static void take_all(struct pool *pool, const struct inputs *inputs, struct arena *arena)
{
    bool *done = arena_zalloc(arena, inputs->n + 1);
    struct queue queue = { .pool = pool, .inputs = inputs, .done = done };

    for (size_t i = 0; i < inputs->n; i++) {
        const struct input *input = &inputs->items[i];
        struct worker *first = &pool->workers[0];

        if (strcmp(input->path, "-") == 0) {
            take_standard_input(pool, input, arena);
        } else if (input->fault == NULL && input->size >= LINES_FROM) {
            done[i] =
                lines_read(pool, input, worker_source(first, input->file, input->path));
            if (done[i])
                pool_count(pool, first, 1, 0);
            else
                first->n_sources--;
        }
    }
    if (inputs->n > 0)
        pool_run(pool, take_inputs, &queue);
}

static int compare_sources(const void *a, const void *b)
{
    const struct source *x = *(struct source *const *)a;
    const struct source *y = *(struct source *const *)b;
    const int order = strcmp(x->file, y->file);

    if (order != 0)
        return order;
    return strcmp(x->sha256, y->sha256);
}

/* Certificates of all workers; the arrays are the estate's, freed after the merge. */
struct gathered {
    struct cert **certs;
    size_t n_certs;
};

static void gather(struct pool *pool, struct estate *estate, struct gathered *out)
{
    size_t n_certs = 0;
    size_t n_sources = 0;
    size_t n_listings = 0;
    size_t n_manifests = 0;

    for (unsigned i = 0; i < pool->n_workers; i++) {
        n_certs += pool->workers[i].decoded.n_certs;
        n_sources += pool->workers[i].n_sources;
        n_listings += pool->workers[i].decoded.n_listings;
        n_manifests += pool->workers[i].decoded.n_manifests;
    }
    out->certs = arena_array(estate->arena, n_certs + 1, sizeof(struct cert *));
    estate->sources = arena_array(estate->arena, n_sources + 1, sizeof(struct source *));
    estate->listings =
        arena_array(estate->arena, n_listings + 1, sizeof(struct listing *));
    estate->manifests =
        arena_array(estate->arena, n_manifests + 1, sizeof(struct manifest *));
    estate->latest_past = WHEN_NONE;
    for (unsigned i = 0; i < pool->n_workers; i++) {
        struct worker *worker = &pool->workers[i];
        struct decoded *from = &worker->decoded;

        for (size_t k = 0; k < from->n_certs; k++)
            out->certs[out->n_certs++] = from->certs[k];
        for (size_t k = 0; k < worker->n_sources; k++)
            estate->sources[estate->n_sources++] = worker->sources[k];
        for (size_t k = 0; k < from->n_listings; k++)
            estate->listings[estate->n_listings++] = from->listings[k];
        for (size_t k = 0; k < from->n_manifests; k++)
            estate->manifests[estate->n_manifests++] = from->manifests[k];
        if (from->latest_past > estate->latest_past)
            estate->latest_past = from->latest_past;
        arena_adopt(estate->arena, &from->arena);
    }
    qsort(estate->sources, estate->n_sources, sizeof(struct source *), compare_sources);
}

/* Facts of DNS, before the workers' arenas are joined or after: none of them moves. */
static void gather_dns(struct pool *pool, struct estate *estate)
{
    const struct dns_found **parts =
        arena_array(estate->arena, pool->n_workers, sizeof(*parts));

    for (unsigned i = 0; i < pool->n_workers; i++)
        parts[i] = &pool->workers[i].decoded.dns;
    dns_gather(estate->arena, parts, pool->n_workers, &estate->dns);
}

static int compare_places(const struct origin *a, const struct origin *b)
{
    const int order = strcmp(a->source->file, b->source->file);

    if (order != 0)
        return order;
    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    return strcmp(a->pointer, b->pointer);
}

static int compare_listings(const void *a, const void *b)
{
    return compare_places(&(*(struct listing *const *)a)->origin,
                          &(*(struct listing *const *)b)->origin);
}

static int compare_manifests(const void *a, const void *b)
{
    return strcmp((*(struct manifest *const *)a)->source->file,
                  (*(struct manifest *const *)b)->source->file);
}

static void finish(struct pool *pool, struct estate *estate)
{
    struct gathered all = { 0 };
    const struct estate_hasher hasher = { read_hash, estate };

    gather(pool, estate, &all);
    gather_dns(pool, estate);
    qsort(estate->listings, estate->n_listings, sizeof(struct listing *),
          compare_listings);
    qsort(estate->manifests, estate->n_manifests, sizeof(struct manifest *),
          compare_manifests);
    attribute(&(struct attribution){ estate->sources, estate->n_sources,
                                     estate->manifests, estate->n_manifests, all.certs,
                                     all.n_certs, estate->listings, estate->n_listings,
                                     &estate->dns },
              estate->arena);
    pages_join(estate);
    estate_merge(estate, all.certs, all.n_certs, &hasher);
}

int read_paths(const char *const *paths, size_t n_paths,
               const struct read_options *options, struct estate *estate, struct err *err)
{
    struct inputs inputs;
    struct pool pool;

    if (walk_paths(paths, n_paths, estate->arena, &inputs, err) != 0)
        return -1;
    pool_init(&pool, options);
    take_all(&pool, &inputs, estate->arena);
    finish(&pool, estate);
    pool_clear(&pool);
    return 0;
}

int read_bytes(const char *file, const char *bytes, size_t len,
               const struct read_options *options, struct estate *estate)
{
    const struct input input = { .file = file, .path = "-", .size = len };
    struct pool pool;

    pool_init(&pool, options);
    take_kept(&pool, &input, bytes, len);
    finish(&pool, estate);
    pool_clear(&pool);
    return 0;
}
