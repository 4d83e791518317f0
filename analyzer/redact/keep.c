/* keep: what says nothing about whose evidence it is, and stays as it is. */
#include "analyzer/redact/keep.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/redact/keep_words.h"
#include "base/aws/arn.h"
#include "base/dns/caa.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/spell.h"

enum { DIGITS_MAX = 4, ALL_DIGITS_MAX = 6, WORD_MAX = 40 };

struct piece {
    const char *text;
    size_t len;
};

static int compare(const void *a, const void *b)
{
    const struct piece *piece = a;
    const char *word = *(const char *const *)b;
    const int order = strncmp(piece->text, word, piece->len);

    return order != 0 ? order : word[piece->len] == '\0' ? 0 : -1;
}

static bool is_known(const char *const *words, size_t n, const char *text, size_t len)
{
    const struct piece piece = { text, len };

    return len > 0 && bsearch(&piece, words, n, sizeof(*words), compare) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

/*
 * How long the word is that "ValidationStatus", "RSA2048", "DNSNames" or "a_b" begins
 * with: up to a lower-case letter before an upper-case one, a digit, or a sign; of
 * several upper-case letters the last one begins the next word.
 */
static size_t first_word(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && is_upper(text[n]))
        n++;
    if (n > 1 && n < len && is_letter(text[n]))
        return n - 1;
    while (n < len && is_letter(text[n]) && !is_upper(text[n]))
        n++;
    return n;
}

static bool is_word(const char *text, size_t len)
{
    char folded[WORD_MAX];

    if (len == 1)
        return true;
    return len <= WORD_MAX &&
           is_known(keep_words, n_keep_words, folded, spell_fold(text, len, folded));
}

/* Words, short numbers and signs one after the other. */
static bool is_made_of_words(const char *text, size_t len)
{
    size_t at = 0;
    size_t digits = 0;

    while (at < len) {
        size_t n = first_word(text + at, len - at);

        if (n > 0 && !is_word(text + at, n))
            return false;
        at += n;
        for (n = 0; at + n < len && is_digit(text[at + n]);)
            n++;
        digits += n;
        if (n > DIGITS_MAX || digits > ALL_DIGITS_MAX)
            return false;
        at += n;
        while (at < len && strchr("_-+*$", text[at]) != NULL && text[at] != '\0')
            at++;
        if (at < len && !is_letter(text[at]) && !is_digit(text[at]))
            return false;
    }
    return true;
}

/* "us-east-1a" is a place within the region. */
static bool is_place(const char *text, size_t len)
{
    return arn_is_region(text, len) ||
           (len > 2 && is_letter(text[len - 1]) && arn_is_region(text, len - 1));
}

bool keep_word(const char *text, size_t len)
{
    return is_word(text, len) || is_place(text, len) ||
           rr_type_parse(text, len) != RR_NONE || is_made_of_words(text, len);
}

bool keep_label(const char *text, size_t len)
{
    return (len == 1 && *text == '*') || is_known(keep_labels, n_keep_labels, text, len);
}

bool keep_private_suffix(const char *text, size_t len)
{
    return is_known(keep_suffixes, n_keep_suffixes, text, len);
}

const char *keep_domain(const char *name)
{
    for (const char *at = name; at != NULL; at = name_parent(at))
        if (is_known(keep_domains, n_keep_domains, at, strlen(at)))
            return at;
    return NULL;
}

bool keep_issuer(const char *name)
{
    return caa_is_amazon(name) || caa_is_lookalike(name) ||
           is_known(keep_issuers, n_keep_issuers, name, strlen(name));
}
