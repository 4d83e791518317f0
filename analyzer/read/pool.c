/* pool: the workers that read, each with a decoder of its own. */
#include "analyzer/read/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

static void out_of_memory(void)
{
    fputs("out of memory\n", stderr);
    exit(2);
}

void pool_init(struct pool *pool, const struct read_options *options)
{
    memset(pool, 0, sizeof(*pool));
    pool->n_workers = options->n_threads;
    pool->options = options;
    pool->workers = calloc(pool->n_workers, sizeof(*pool->workers));
    if (pool->workers == NULL)
        out_of_memory();
    for (unsigned i = 0; i < pool->n_workers; i++)
        decoder_init(&pool->workers[i].decoder, &pool->workers[i].decoded);
}

void pool_clear(struct pool *pool)
{
    for (unsigned i = 0; i < pool->n_workers; i++)
        decoder_clear(&pool->workers[i].decoder);
    free(pool->workers);
}

struct job {
    void (*work)(void *context, struct worker *worker);
    void *context;
    struct worker *worker;
};

static void *run_job(void *argument)
{
    const struct job *job = argument;

    job->work(job->context, job->worker);
    return NULL;
}

void pool_run(struct pool *pool, void (*work)(void *context, struct worker *worker),
              void *context)
{
    pthread_t *threads = calloc(pool->n_workers, sizeof(*threads));
    struct job *jobs = calloc(pool->n_workers, sizeof(*jobs));

    if (threads == NULL || jobs == NULL)
        out_of_memory();
    for (unsigned i = 1; i < pool->n_workers; i++) {
        jobs[i] = (struct job){ work, context, &pool->workers[i] };
        if (pthread_create(&threads[i], NULL, run_job, &jobs[i]) != 0)
            out_of_memory();
    }
    work(context, &pool->workers[0]);
    for (unsigned i = 1; i < pool->n_workers; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    free(jobs);
}

struct source *worker_source(struct worker *worker, const char *file, const char *path)
{
    struct arena *arena = &worker->decoded.arena;
    struct source *source = arena_zalloc(arena, sizeof(*source));

    source->file = file;
    source->real_path = path;
    source->captured_at = WHEN_NONE;
    if (worker->n_sources == worker->room_sources) {
        const size_t room = worker->room_sources == 0 ? 64 : worker->room_sources * 2;
        struct source **sources = arena_array(arena, room, sizeof(struct source *));

        if (worker->n_sources > 0)
            memcpy(sources, worker->sources, worker->n_sources * sizeof(struct source *));
        worker->sources = sources;
        worker->room_sources = room;
    }
    worker->sources[worker->n_sources++] = source;
    return source;
}

void pool_count(struct pool *pool, const struct worker *worker, uint64_t files,
                uint64_t bytes)
{
    const struct read_progress *progress = pool->options->progress;
    const uint64_t n_files = atomic_fetch_add(&pool->n_files, files) + files;
    const uint64_t n_bytes = atomic_fetch_add(&pool->n_bytes, bytes) + bytes;

    if (progress != NULL && worker == &pool->workers[0])
        progress->report(progress->context, n_files, n_bytes);
}
