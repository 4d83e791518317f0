/* progress: one line on standard error that says how far the reading is. */
#ifndef ANALYZER_PROGRESS_H
#define ANALYZER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct options;

struct progress {
    bool on;
    bool shown; /* a line stands on the terminal */
    struct timespec last;
};

/* Returns whether progress is to be shown: on a terminal, or when asked for. */
bool progress_init(struct progress *progress, const struct options *options);

/* For struct read_progress; context is the struct progress. Draws ten times a second. */
void progress_report(void *context, uint64_t files, uint64_t bytes);

/* Take the line away. May be called twice. */
void progress_done(struct progress *progress);

#endif
