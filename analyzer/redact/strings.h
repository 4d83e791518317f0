/* strings: the strings of JSON, taken apart and put together without losing what is odd.
 */
#ifndef ANALYZER_REDACT_STRINGS_H
#define ANALYZER_REDACT_STRINGS_H

#include <stddef.h>

struct buf;

/*
 * The length of the string that begins at text[0] == '"', both quotes counted. One that
 * has no end goes up to the end of its line, or of the text. *inside: of what is between.
 */
size_t string_length(const char *text, size_t len, size_t *inside);

/*
 * What the string means. A lone surrogate, and a control character that stands there
 * without an escape, becomes bytes that are no UTF-8, which string_put() turns back; an
 * escape that is none stays as it stands.
 */
void string_meaning(const char *text, size_t len, struct buf *out);

/* The inside of a string that means text. */
void string_put(const char *text, size_t len, struct buf *out);

#endif
