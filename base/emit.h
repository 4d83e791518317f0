/* emit: JSON written member by member, never built as a tree. */
#ifndef BASE_EMIT_H
#define BASE_EMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"

/*
 * A library would build a tree of the whole output first; 100,000 findings are some
 * hundred megabytes of it. text collects up to a few kilobytes before they go out.
 */
struct emit {
    FILE *out; /* NULL: all of it stays in text, which the caller takes */
    struct buf text;
    bool fresh;  /* nothing stands in the open object or array yet */
    bool script; /* inside <script>: < > & and the line separators are escaped as well */
};

void emit_init(struct emit *emit, FILE *out);
void emit_end(struct emit *emit); /* writes what is left, frees */

/* key NULL: an element of an array, or the document itself. */
void emit_open(struct emit *emit, const char *key, char bracket);     /* '{' or '[' */
void emit_close(struct emit *emit, char bracket);                     /* '}' or ']' */
void emit_text(struct emit *emit, const char *key, const char *text); /* NULL is null */
void emit_number(struct emit *emit, const char *key, int64_t number);
/* A fraction with three digits, as epoch seconds have: 1767208919.133. */
void emit_millis(struct emit *emit, const char *key, int64_t millis);
void emit_bool(struct emit *emit, const char *key, bool value);
void emit_null(struct emit *emit, const char *key);
void emit_time(struct emit *emit, const char *key, int64_t when); /* WHEN_NONE is null */
void emit_texts(struct emit *emit, const char *key, const char *const *texts, size_t n);

/* JSON that is there already, one value. */
void emit_raw(struct emit *emit, const char *key, const char *json, size_t len);

/* A newline between records. */
void emit_newline(struct emit *emit);

#endif
