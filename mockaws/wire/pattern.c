/* pattern: the regular expressions of the ACM model, each with a matcher of its own. */
#include "mockaws/wire/pattern.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <libxml/xmlunicode.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* \w */
static bool is_word(char c)
{
    return is_alnum(c) || c == '_';
}

/* [\w and more] over the text up to end; returns where it stops. */
static const char *over(const char *text, const char *more)
{
    while (*text != '\0' && (is_word(*text) || strchr(more, *text) != NULL))
        text++;
    return text;
}

/* The sets of the five pieces hold no ':', so that a greedy walk is the whole search. */
static bool matches_arn_of(const char *value, const char *service)
{
    const size_t len = strlen(service);
    const char *at = value;
    const char *piece;

    if (strncmp(at, "arn:", 4) != 0)
        return false;
    piece = at + 4;
    at = over(piece, "+=/,.@-");
    if (at == piece || *at++ != ':' || strncmp(at, service, len) != 0 || at[len] != ':')
        return false;
    at = over(at + len + 1, "+=/,.@-");
    if (*at++ != ':')
        return false;
    piece = at;
    while (is_digit(*at))
        at++;
    if (at == piece || *at++ != ':')
        return false;
    for (;; at++) {
        piece = at;
        at = over(piece, "+=,.@-");
        if (at == piece)
            return false;
        if (*at != '/')
            return *at == '\0';
    }
}

static bool matches_arn(const char *value)
{
    return matches_arn_of(value, "acm");
}

static bool matches_pca_arn(const char *value)
{
    return matches_arn_of(value, "acm-pca");
}

/* A label, whose length is given: letters, digits and hyphens, none of these at an end.
 */
static bool is_label(const char *text, size_t len)
{
    if (len == 0 || len > 63 || text[0] == '-' || text[len - 1] == '-')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!is_alnum(text[i]) && text[i] != '-')
            return false;
    return true;
}

static bool matches_domain(const char *value)
{
    const char *at = strncmp(value, "*.", 2) == 0 ? value + 2 : value;
    size_t n = 1;

    for (;; n++) {
        const size_t len = strcspn(at, ".");

        if (!is_label(at, len))
            return false;
        if (at[len] == '\0')
            return n >= 2 && len >= 2;
        at += len + 1;
    }
}

static bool matches_word(const char *value)
{
    return value[0] != '\0' && *over(value, "") == '\0';
}

/* One character of well-formed UTF-8, which JSON gives; -1 at the end. */
static int next_character(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    const int n_more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
    int c = n_more == 0 ? *p : *p & (0x3f >> n_more);

    if (*p == '\0')
        return -1;
    for (int i = 1; i <= n_more; i++)
        c = c << 6 | (p[i] & 0x3f);
    *at += 1 + n_more;
    return c;
}

/* Ideographs and Hangul: libxml2's table of letters has but the first and last of each.
 */
static bool is_eastern_letter(int c)
{
    return (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) ||
           (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x20000 && c <= 0x323af);
}

/* \p{L}, \p{Z} or \p{N} */
static bool is_letter_separator_or_number(int c)
{
    return xmlUCSIsCatL(c) || xmlUCSIsCatZ(c) || xmlUCSIsCatN(c) || is_eastern_letter(c);
}

static bool matches_tag(const char *value)
{
    const char *at = value;

    for (int c = next_character(&at); c >= 0; c = next_character(&at)) {
        if (c < 0x80 && (is_alnum((char)c) || strchr("_.:/=+-@ ", c) != NULL))
            continue;
        if (c < 0x80 || !is_letter_separator_or_number(c))
            return false;
    }
    return true;
}

static bool matches_next_token(const char *value)
{
    const char *at = value;

    for (int c = next_character(&at); c >= 0; c = next_character(&at))
        if (c != '\t' && c != '\n' && c != '\r' && (c < 0x20 || c > 0xff))
            return false;
    return true;
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

static bool matches_serial(const char *value)
{
    size_t n = 1;

    for (;; n++, value += 3) {
        if (!is_hex(value[0]) || !is_hex(value[1]))
            return false;
        if (value[2] != ':')
            return value[2] == '\0' && n >= 2 && n <= 20;
    }
}

/* clang-format off */
const struct pattern pattern_arn = {
    "arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
    matches_arn
};
const struct pattern pattern_pca_arn = {
    "arn:[\\w+=/,.@-]+:acm-pca:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
    matches_pca_arn
};
const struct pattern pattern_domain = {
    "(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+"
    "((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])",
    matches_domain
};
const struct pattern pattern_word = { "\\w+", matches_word };
const struct pattern pattern_tag = { "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*", matches_tag };
const struct pattern pattern_next_token = {
    "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]*", matches_next_token
};
const struct pattern pattern_serial = {
    "[0-9a-f]{2}(:[0-9a-f]{2}){1,19}", matches_serial
};
/* clang-format on */
