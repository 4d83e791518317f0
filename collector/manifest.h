/* manifest: manifest.json of an evidence folder: what was asked, when, what is missing.
 */
#ifndef COLLECTOR_MANIFEST_H
#define COLLECTOR_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/map.h"

struct arena;
struct err;

/* A call whose answer is saved, or one that is missing. */
struct manifest_row {
    const char *file; /* NULL: a missing one */
    const char *account;
    const char *region; /* "global" for Route 53 */
    const char *json;   /* the row as it stands in the file, on one line */
    int64_t at;         /* WHEN_NONE = not said */
    bool dropped;       /* taken back; not written */
    bool expected;      /* a call of this run has the file */
};

struct manifest_rows {
    struct manifest_row **items;
    size_t n;
    size_t room;
};

/*
 * Everything lives in the arena, but for the list arrays. Rows of other accounts, and of
 * regions that this run does not ask, stay as they are.
 */
struct manifest {
    struct arena *arena;
    const char *path;
    const char *account; /* of this run; NULL before manifest_begin() */
    bool found;          /* there was one in the folder */
    struct manifest_rows calls;
    struct manifest_rows missing;
    struct map by_file; /* of calls */
    json_t *runs;       /* of other runs */
    json_t *regions;    /* of this run, as its row in `runs` will say */
    json_t *notes;
    bool resumed;        /* this run goes on where another one ended */
    int64_t started_at;  /* the first answer of the run; WHEN_NONE = none yet */
    int64_t captured_at; /* the last one */
};

/* What is said of a call; parameters are borrowed. */
struct manifest_entry {
    const char *file;  /* NULL: missing */
    const char *error; /* of a missing one */
    const char *service;
    const char *operation;
    const json_t *parameters;
    const char *region;
    int64_t at;
    int status;
};

/*
 * Read DIR/manifest.json if it is there. One that is broken, or of another schema, is an
 * error (ERR_FORMAT): it is not ours to write over.
 */
int manifest_open(struct manifest *manifest, const char *dir, struct arena *arena,
                  struct err *err);
void manifest_close(struct manifest *manifest);

/*
 * The account is known: its run begins, or with resume goes on where its last one ended.
 * regions: those asked now. What was missing there is forgotten: it is asked again.
 */
void manifest_begin(struct manifest *manifest, const char *account,
                    const char *const *regions, size_t n_regions, bool resume);

/* The regions of the account's last run, an array; NULL when there was none. Borrowed. */
const json_t *manifest_run_regions(const struct manifest *manifest, const char *account);

/*
 * True when this run (before it was interrupted) saved the file; file_at is the file's
 * own time, for a run that was killed before it could note the call.
 */
bool manifest_is_fresh(const struct manifest *manifest, const char *file,
                       int64_t file_at);

/* A call of this run will have this file. */
void manifest_expect(struct manifest *manifest, const char *file);

/* Note a call (entry.file) or one that is missing (entry.error). */
void manifest_note(struct manifest *manifest, const struct manifest_entry *entry);

/* An answer came at this time (WHEN_NONE: it does not say): the run lasted until then. */
void manifest_heard(struct manifest *manifest, int64_t at);

/* A line for people about the run as a whole; the same one is kept once. */
void manifest_say(struct manifest *manifest, const char *text);

/*
 * Forget a region's calls of former runs whose files this run did not ask for: what they
 * describe is no longer there. Calls remove() for each file.
 */
void manifest_prune(struct manifest *manifest, const char *region,
                    void (*remove)(void *context, const char *file), void *context);

size_t manifest_n_missing(const struct manifest *manifest);

/*
 * Write the file, whole or not at all. pending: calls that are not answered yet, as rows
 * made by manifest_row_text(); with one of them, or one missing, it is not complete.
 */
int manifest_write(const struct manifest *manifest, const char *const *pending,
                   size_t n_pending, struct err *err);

/* The text of a missing row; the arena's. */
const char *manifest_row_text(const struct manifest *manifest, struct arena *arena,
                              const struct manifest_entry *entry);

#endif
