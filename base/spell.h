/* spell: words compared loosely, and the nearest word to a mistyped one. */
#ifndef BASE_SPELL_H
#define BASE_SPELL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * True when the two are the same word once case (ASCII), '_', '-' and spaces are
 * dropped: "RSA-2048" and "RSA_2048", "No Available Contacts" and
 * "NO_AVAILABLE_CONTACTS", "certificate_arn" and "CertificateArn".
 */
bool spell_same(const char *a, size_t a_len, const char *b, size_t b_len);

/*
 * Write what spell_same() compares of text: lower case, the three left out. out has room
 * for len bytes (no NUL is added). Returns the length: two words are the same when
 * these bytes are.
 */
size_t spell_fold(const char *text, size_t len, char *out);

/*
 * The candidate nearest to word by edits (insert, delete, replace, swap of
 * neighbours), without case, or NULL when none is within a third of the
 * word's length (at least 1, at most 4). candidates ends in NULL; the
 * first of equals wins.
 */
const char *spell_nearest(const char *word, const char *const *candidates);

#endif
