/* pool: the workers that read, each with a decoder of its own. */
#ifndef ANALYZER_READ_POOL_H
#define ANALYZER_READ_POOL_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/read/decode.h"
#include "analyzer/read/read.h"

struct worker {
    struct decoder decoder;
    struct decoded decoded;
    struct source **sources; /* what this worker has read; the arena's */
    size_t n_sources;
    size_t room_sources;
};

struct pool {
    struct worker *workers;
    unsigned n_workers;
    const struct read_options *options;
    _Atomic uint64_t n_files; /* for progress */
    _Atomic uint64_t n_bytes;
};

void pool_init(struct pool *pool, const struct read_options *options);
void pool_clear(struct pool *pool); /* the decoders, not what they decoded */

/* Run work(context, worker) on every worker and wait for all. */
void pool_run(struct pool *pool, void (*work)(void *context, struct worker *worker),
              void *context);

/* A new source of this worker. Texts are borrowed or its arena's. */
struct source *worker_source(struct worker *worker, const char *file, const char *path);

/* Count for the progress; the first worker also reports. */
void pool_count(struct pool *pool, const struct worker *worker, uint64_t files,
                uint64_t bytes);

#endif
