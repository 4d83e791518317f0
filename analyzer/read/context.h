/* context: where the decoder stands in a document, and what stands around it. */
#ifndef ANALYZER_READ_CONTEXT_H
#define ANALYZER_READ_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/read/decode.h"
#include "base/buf.h"

/*
 * One document being decoded. path is the pointer of the value in hand; account,
 * region and arn come from the keys of maps around it, captured_at from metadata
 * beside it. Texts are the arena's.
 */
struct context {
    struct decoder *decoder;
    const struct document *document;
    struct arena *arena; /* of decoder->out */
    struct buf path;
    const char *account;
    const char *region;
    const char *arn;
    int64_t captured_at;
    bool recording;  /* inside a placebo recording: times may have no zone */
    bool more_pages; /* a page of an array, and not the last: its token is no loss */
};

/* Go down to a member or element; returns what context_up() needs. */
size_t context_down(struct context *context, const char *key, size_t len);
size_t context_down_index(struct context *context, size_t index);
void context_up(struct context *context, size_t mark);

/* The pointer of the value in hand; the usual ones are static. */
const char *context_pointer(const struct context *context);

/* What origin a record here has. */
struct origin context_origin(const struct context *context);

/*
 * Add a problem at a pointer below the value in hand ("" = itself); line 0: to be
 * found on demand. text and the others must be static or the arena's.
 */
struct problem *context_problem(struct context *context, enum problem_kind kind,
                                const char *below, const char *text);

/* Set the source's shape if it has none yet. */
void context_shape(struct context *context, enum shape shape);

/* Copy a string of the document: the arena's, NULs made visible. */
const char *context_copy(struct context *context, const char *text, size_t len);

/* The same for words that many certificates share. */
const char *context_shared(struct context *context, const char *text, size_t len);

/* Copy, and cut to 200 bytes at a character's end: what is shown of an odd value. */
const char *context_cut(struct context *context, const char *text, size_t len);

#endif
