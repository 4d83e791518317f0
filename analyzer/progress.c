/* progress: one line on standard error that says how far the reading is. */
#include "analyzer/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/options.h"

enum { DRAW_NS = 100000000, BYTES_MB = 1000000 };

bool progress_init(struct progress *progress, const struct options *options)
{
    memset(progress, 0, sizeof(*progress));
    if (options->progress == TRI_AUTO)
        progress->on = !options->quiet && isatty(STDERR_FILENO);
    else
        progress->on = options->progress == TRI_ALWAYS;
    return progress->on;
}

void progress_report(void *context, uint64_t files, uint64_t bytes)
{
    struct progress *progress = context;
    struct timespec now;
    int64_t passed;

    clock_gettime(CLOCK_MONOTONIC, &now);
    passed = (int64_t)(now.tv_sec - progress->last.tv_sec) * 1000000000 +
             (now.tv_nsec - progress->last.tv_nsec);
    if (progress->shown && passed < DRAW_NS)
        return;
    progress->last = now;
    progress->shown = true;
    fprintf(stderr, "\rreading: %" PRIu64 " files, %" PRIu64 " MB\033[K", files,
            bytes / BYTES_MB);
}

void progress_done(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
