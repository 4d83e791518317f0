/* lines: a large file of one document a line, decoded by all threads at once. */
#ifndef ANALYZER_READ_LINES_H
#define ANALYZER_READ_LINES_H

#include <stdbool.h>

#include "analyzer/read/pool.h"
#include "analyzer/read/walk.h"

enum { LINES_FROM = 8 << 20 }; /* smaller files are read whole */

/*
 * Read input with every worker of the pool. Returns false, with nothing taken, when the
 * file is not one JSON document a line from end to end (or cannot be read): it is then
 * read whole, the slow way. Memory: a few blocks of some megabytes a worker.
 */
bool lines_read(struct pool *pool, const struct input *input, struct source *source);

/* The same for bytes in hand: source->kept. */
bool lines_read_kept(struct pool *pool, const struct input *input, struct source *source);

#endif
