/* forms: how long a time, a number, an address or an id is that begins here. */
#ifndef ANALYZER_REDACT_FORMS_H
#define ANALYZER_REDACT_FORMS_H

#include <stdbool.h>
#include <stddef.h>

/* Each returns the length of what begins at text and is of the form, or 0. */
size_t form_time(const char *text, size_t len);    /* "2026-11-23T09:00:00.000+00:00" */
size_t form_number(const char *text, size_t len);  /* of JSON: "-1.5E9"; no 12 digits */
size_t form_account(const char *text, size_t len); /* "1111-2222-3333", of the console */
size_t form_uuid(const char *text, size_t len);
size_t form_pairs(const char *text, size_t len); /* "0a:1b:2c:...", six at least */
size_t form_ipv4(const char *text, size_t len);
size_t form_ipv6(const char *text, size_t len);
size_t form_pem(const char *text, size_t len); /* "-----BEGIN ...", up to its end */

/* "Z0123456789ABC", "EDFDVBD6EXAMPLE", "AKIA...": capitals and digits, both of them. */
bool form_is_id(const char *text, size_t len);
bool form_is_zone_id(const char *text, size_t len);

bool form_is_hex(const char *text, size_t len);    /* in any case; not empty */
bool form_is_digits(const char *text, size_t len); /* not empty */

/* ASCII letters in the other case; anything else as it is. */
char form_lower(char c);
char form_upper(char c);

/* A byte of a word: letter, digit, or not ASCII. */
bool form_is_word_byte(char c);

/* How many bytes the character takes, if it is of a word, and no broken UTF-8; else 0. */
size_t form_letter(const char *text, size_t len);

#endif
