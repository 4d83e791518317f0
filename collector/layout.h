/* layout: the files of an evidence folder: where they lie, how they are written and read.
 */
#ifndef COLLECTOR_LAYOUT_H
#define COLLECTOR_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/map.h"

struct arena;
struct err;
struct operation;

/* Source: design 2, "Evidence"; acm-evidence(5). */
struct layout {
    const char *dir;
    struct arena *arena;
    struct map made; /* folders that exist and hold no leftovers */
    int lock;        /* of the folder; -1 = none */
};

/*
 * Make the folder and take its lock, so that two runs do not write over one another.
 * Fails with ERR_IO.
 */
int layout_open(struct layout *layout, const char *dir, struct arena *arena,
                struct err *err);
void layout_close(struct layout *layout);

/*
 * The file of an answer, relative to the folder: "ACCOUNT/REGION/acm/...", the arena's.
 * NULL when the subject's id is not fit for a file name.
 */
const char *layout_file(const struct layout *layout, const struct operation *operation,
                        const char *account, const char *region, const char *subject);

/*
 * Write an answer as the AWS CLI prints it, whole or not at all. The file's time of
 * change becomes at (unless WHEN_NONE), so that a run that was killed before it wrote its
 * manifest can still say when the answer was given. Fails with ERR_IO.
 */
int layout_save(struct layout *layout, const char *file, const json_t *document,
                int64_t at, struct err *err);

/* The saved answer, or NULL when it is not there or not whole. *at: its time of change.
 */
json_t *layout_load(const struct layout *layout, const char *file, int64_t *at);

/* Remove a file that a former run had written; one that is not there is fine. */
void layout_remove(const struct layout *layout, const char *file);

/* True for ACCOUNT/... without "." and ".." in it: a path that a run could have made. */
bool layout_is_ours(const char *file, const char *account);

#endif
