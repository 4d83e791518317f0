/* masterfile_parts: what the files of the zone file reader share among themselves. */
#ifndef BASE_DNS_MASTERFILE_PARTS_H
#define BASE_DNS_MASTERFILE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct arena;
struct masterfile;
struct masterfile_fault;

/* A word, or a quoted string with its quotes. Escapes are kept; they are known good. */
struct masterfile_token {
    const char *text;
    size_t len;
    size_t at; /* its offset in the file */
    uint32_t line;
    bool quoted;
};

/* One line, or several within parentheses, cut into tokens. */
struct masterfile_entry {
    struct buf tokens; /* of struct masterfile_token */
    size_t n;
    size_t at;
    uint32_t line;
    bool blank; /* begins with a blank: the owner is the last one's */
};

/*
 * The next entry; n 0 for a line without tokens. False with *fault: the tokens before it
 * are there. The entry is zeroed before its first use, its tokens are the caller's to
 * clear.
 */
bool masterfile_take_entry(struct masterfile *file, struct masterfile_entry *entry,
                           struct masterfile_fault *fault);

/* After such a fault: go on behind the line, or behind the closing parenthesis. */
void masterfile_skip_entry(struct masterfile *file);

void masterfile_set_fault(struct masterfile_fault *fault, const char *text, size_t offset,
                          uint32_t line);

/*
 * A name as it stands in a file, made absolute: lower case, escapes as BIND writes them,
 * without the last dot; the root is ".". NULL with *fault set: an empty label, one over
 * 63 octets, the whole over 255, a relative name without an origin.
 */
const char *masterfile_name(const struct masterfile *file, const char *text, size_t len,
                            const char **fault);

/* Add one octet of a label to out in that form. */
void masterfile_put_octet(struct buf *out, unsigned char octet);

/* `300`, `5m`, `1h30m`: seconds up to 2^31-1, or -1. Source: RFC 2181, 8. */
int64_t masterfile_period(const char *text, size_t len);

/* A number of digits alone, up to max, or -1. */
int64_t masterfile_number(const char *text, size_t len, int64_t max);

/* Text of the file, made fit for a sentence: printable, in quotes, not long. */
const char *masterfile_show(struct arena *arena, const char *text, size_t len);

/*
 * The n tokens of a record's RDATA, put into out as `struct masterfile_rr` says. False
 * with *fault and *at, the number of the token at fault.
 */
bool masterfile_value(const struct masterfile *file, uint16_t type,
                      const struct masterfile_token *tokens, size_t n, struct buf *out,
                      const char **fault, size_t *at);

/* The same of RDATA that begins with `\#`; tokens and n are what follows it. */
bool masterfile_generic(const struct masterfile *file, uint16_t type,
                        const struct masterfile_token *tokens, size_t n, struct buf *out,
                        const char **fault);

#endif
