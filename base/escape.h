/* escape: text from evidence made harmless for HTML, JSON, a terminal, a shell. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/*
 * Every function appends to out, takes UTF-8 (a byte that is not becomes
 * U+FFFD) and never fails. A control character is one of U+0000-001F, U+007F-009F;
 * a bidi character one of U+061C, 200E, 200F, 202A-202E, 2066-2069; U+2028
 * and U+2029 count as controls.
 */

/* & < > " ' as entities; controls (but newline and tab) and bidi as "\u202E" visibly. */
void escape_html(struct buf *out, const char *text, size_t len);

/* The inside of a JSON string (RFC 8259, 7), without the quotes. UTF-8 stays. */
void escape_json(struct buf *out, const char *text, size_t len);

/* As escape_json, and < > & U+2028 U+2029 as \u escapes: safe inside <script>. */
void escape_json_script(struct buf *out, const char *text, size_t len);

/* For a terminal: controls and bidi characters as "\x1B" or "\u202E"; newline too ("\n").
 */
void escape_terminal(struct buf *out, const char *text, size_t len);

/* One POSIX shell word: as it is when it needs no quotes, else in '...'. */
void escape_shell(struct buf *out, const char *text, size_t len);

/* The token of a JSON pointer (RFC 6901, 3): ~ as ~0, / as ~1. */
void escape_pointer(struct buf *out, const char *text, size_t len);

/* True when text is well-formed UTF-8; else *at is the first bad byte. */
bool escape_is_utf8(const char *text, size_t len, size_t *at);

#endif
