/* findings_walk: the findings in findings.json or its NDJSON twin, one piece of text
 * each. */
#ifndef REPORTS_FINDINGS_WALK_H
#define REPORTS_FINDINGS_WALK_H

#include <stddef.h>

struct err;

/* A whole file in memory. */
struct findings_text {
    const char *file; /* for messages */
    const char *text;
    size_t len;
};

/* One JSON value in it. */
struct findings_piece {
    size_t start; /* of its first byte */
    size_t len;   /* 0 = there is none */
};

/*
 * Both return 0, or -1 with err, which ends the walk. rules is the array "rules", if the
 * text has one; it comes before the findings.
 */
struct findings_visitor {
    int (*rules)(void *context, struct findings_piece piece, struct err *err);
    int (*finding)(void *context, struct findings_piece piece, struct err *err);
    void *context;
};

/*
 * Visit what the text holds. A piece is only known to have its brackets and quotes in
 * pairs: a file of some hundred megabytes is walked in a second, and whoever wants a
 * piece reads it closely. Returns 0, or -1 with ERR_FORMAT: "FILE:LINE: want ..., got
 * ...".
 */
int findings_walk(const struct findings_text *text,
                  const struct findings_visitor *visitor, struct err *err);

/* The line of an offset, from 1. */
unsigned findings_line(const struct findings_text *text, size_t offset);

#endif
