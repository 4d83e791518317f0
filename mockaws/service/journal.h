/* journal: every request in order, the same bytes for the same serial calls. */
#ifndef MOCKAWS_SERVICE_JOURNAL_H
#define MOCKAWS_SERVICE_JOURNAL_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct call;
struct err;

/*
 * The latest lines, at most JOURNAL_BYTES of them, and a count of all. A line is one JSON
 * object: n (from 1), at (virtual), service, operation, account, region, parameters,
 * status, code. No date, signature, port, duration or PEM in it: mockaws.md, 7.
 */
enum { JOURNAL_BYTES = 1 << 20 };

struct journal_line {
    uint64_t number;
    char *text; /* without a newline */
    size_t len;
};

struct journal {
    uint64_t n_all;
    struct journal_line *lines; /* a ring: first, first + 1, ... */
    size_t room;
    size_t first;
    size_t n;
    size_t bytes;
    FILE *file; /* NULL: kept in memory alone */
};

struct journal *journal_new(void);
void journal_free(struct journal *journal);

/* Write all further lines to path as well. Fails with ERR_IO. */
int journal_open(struct journal *journal, const char *path, struct err *err);

/* operation: the name, known or not. status: HTTP, 0 when the connection was reset. */
void journal_add(struct journal *journal, const struct call *call, const char *service,
                 const char *operation, int64_t now_ms, unsigned status);

const struct journal_line *journal_at(const struct journal *journal, size_t index);

/* Forget the lines; the numbers begin anew. */
void journal_reset(struct journal *journal);

#endif
