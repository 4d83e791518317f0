/* progress: one line on standard error that says how far the collection is. */
#ifndef COLLECTOR_PROGRESS_H
#define COLLECTOR_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct options;

struct progress {
    bool on;
    bool shown;
    int64_t last_ns;
};

/* On where standard error is a terminal, unless the options say otherwise. */
void progress_init(struct progress *progress, const struct options *options);

/* Draw, ten times a second at most: n_done of n_known calls; n_known grows on the way. */
void progress_draw(struct progress *progress, int64_t now_ns, size_t n_done,
                   size_t n_known);

/* Wipe the line. */
void progress_done(struct progress *progress);

#endif
