/* dig_line: what single lines of dig's output say. */
#ifndef ANALYZER_READ_DIG_LINE_H
#define ANALYZER_READ_DIG_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/dns.h"

struct arena;

/* A line without its line break and the blanks around it, and where it stands. */
struct dig_line {
    const char *at;
    size_t len;
    size_t offset;   /* in the document, of its first byte that is no blank */
    uint32_t number; /* 0 is the document's first */
};

/* The line that starts at offset; false at the end. number is the caller's to raise. */
bool dig_line_next(const char *text, size_t len, size_t *offset, uint32_t *number,
                   struct dig_line *out);

bool dig_starts(const struct dig_line *line, const char *word);
bool dig_blank(const struct dig_line *line);

/* A question as dig prints it or was asked it. */
struct dig_question {
    const char *name; /* canonical; NULL = none */
    uint16_t type;
};

/* "; <<>> DiG 9.18 <<>> @192.0.2.1 CAA example.com +short": the first name asked for. */
void dig_banner(struct arena *arena, const struct dig_line *line,
                struct dig_question *out);

/* ";example.com.  IN  CAA"; false when the line is no question. */
bool dig_question(struct arena *arena, const struct dig_line *line,
                  struct dig_question *out);

/* "status: SERVFAIL" (drill: "rcode: SERVFAIL") as a word; "" when there is none. */
const char *dig_status_word(struct arena *arena, const struct dig_line *line);

/* DNS_ANSWERED for NOERROR; whether there are records is not looked at. */
enum dns_status dig_status(const char *word);

/* ";; flags: qr aa rd; QUERY: 1, ANSWER: 2, ...": the count, -1 when not said. */
void dig_flags(const struct dig_line *line, struct dns_answer *out, int64_t *n_answer);

/*
 * WHEN in UTC, from the forms of many versions and of time zones that mean one thing;
 * WHEN_NONE when the zone is missing or means several.
 */
int64_t dig_when(const struct dig_line *line);

/* The rest of the line behind "WORD:" and blanks. */
const char *dig_rest(struct arena *arena, const struct dig_line *line);

/* A record as dig prints it: an absolute owner, and a type behind TTL and class. */
bool dig_is_record(const struct dig_line *line);

/* What dig says when nobody answered; final: it gave up. */
bool dig_is_failure(const struct dig_line *line, bool *final);

#endif
