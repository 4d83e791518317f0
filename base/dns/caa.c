/* caa: one CAA record from its text, and its issuer taken apart. */
#include "base/dns/caa.h"

#include <string.h>

#include "base/arena.h"

enum { VALUE_MAX_OCTETS = 65000, TAG_MAX_OCTETS = 255 };

static const char bad_tag[] = "the tag is not made of ASCII letters and digits";
static const char no_tag[] = "the tag is missing, such as issue, issuewild or iodef";
static const char bad_hex[] = "the hexadecimal form does not fit its length";

/* A piece of text that is being read. */
struct text {
    const char *at;
    const char *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct text *text)
{
    while (text->at < text->end && is_blank(*text->at))
        text->at++;
}

/* The next word, up to a blank; len 0 at the end. */
static struct text take_word(struct text *text)
{
    struct text word;

    skip_blanks(text);
    word.at = text->at;
    while (text->at < text->end && !is_blank(*text->at))
        text->at++;
    word.end = text->at;
    return word;
}

/* A decimal number up to max, or -1. */
static long number(struct text word, long max)
{
    long value = 0;

    if (word.at == word.end)
        return -1;
    for (; word.at < word.end; word.at++) {
        if (!is_digit(*word.at))
            return -1;
        value = value * 10 + (*word.at - '0');
        if (value > max)
            return -1;
    }
    return value;
}

static const char *lower(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_alloc(arena, len + 1);

    for (size_t i = 0; i < len; i++) {
        char c = text[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == '\0')
            c = '?';
        copy[i] = c;
    }
    copy[len] = '\0';
    return copy;
}

/* NULL when all is well, else the fault; so do the readers below. */
static const char *take_tag(struct arena *arena, const char *tag, size_t len,
                            struct caa_record *out)
{
    if (len == 0)
        return no_tag;
    if (len > TAG_MAX_OCTETS)
        return "the tag is longer than 255 octets";
    for (size_t i = 0; i < len; i++)
        if (!is_alnum(tag[i]))
            return bad_tag;
    out->tag = lower(arena, tag, len);
    return NULL;
}

/* One byte of the value, an escape decoded. False: the escape is none. */
static bool take_byte(struct text *text, enum caa_escapes escapes, char *out)
{
    const int base = escapes == CAA_OCTAL ? 8 : 10;
    int value = 0;

    *out = *text->at++;
    if (*out != '\\')
        return true;
    if (text->at == text->end)
        return false;
    if (!is_digit(*text->at)) {
        *out = *text->at++;
        return true;
    }
    if (text->end - text->at < 3)
        return false;
    for (int i = 0; i < 3; i++, text->at++) {
        if (*text->at < '0' || *text->at >= '0' + base)
            return false;
        value = value * base + (*text->at - '0');
    }
    *out = (char)value;
    return value <= UINT8_MAX;
}

static const char *take_value(struct arena *arena, struct text *text,
                              enum caa_escapes escapes, struct caa_record *out)
{
    static const char open_quote[] = "a quote is left open";
    char *value;
    size_t n = 0;
    bool quoted;

    skip_blanks(text);
    if (text->at == text->end)
        return "the value is missing; an empty one is written \"\"";
    value = arena_alloc(arena, (size_t)(text->end - text->at) + 1);
    quoted = *text->at == '"';
    if (quoted)
        text->at++;
    while (text->at < text->end && *text->at != '"' && (quoted || !is_blank(*text->at)))
        if (!take_byte(text, escapes, &value[n++]))
            return escapes == CAA_OCTAL
                       ? "a backslash is not followed by three octal digits up to 377"
                       : "a backslash is not followed by three digits up to 255";
    if (quoted ? text->at == text->end : text->at < text->end && *text->at == '"')
        return open_quote;
    if (quoted)
        text->at++;
    value[n] = '\0';
    out->value = value;
    out->value_len = n;
    skip_blanks(text);
    if (text->at < text->end)
        return "there is text behind the value; a value with blanks stands in quotes";
    return n <= VALUE_MAX_OCTETS ? NULL : "the value is longer than 65,000 octets";
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The RDATA's octets; NULL when the hex does not fit len. */
static char *take_octets(struct arena *arena, struct text *text, size_t len)
{
    char *octets;
    size_t n = 0;

    if (len > (size_t)(text->end - text->at) / 2)
        return NULL;
    octets = arena_zalloc(arena, len + 1);
    for (; text->at < text->end; text->at++) {
        const int digit = hex_digit(*text->at);

        if (is_blank(*text->at))
            continue;
        if (digit < 0 || n == 2 * len)
            return NULL;
        octets[n / 2] = (char)((octets[n / 2] & 0x0f) << 4 | digit);
        n++;
    }
    return n == 2 * len ? octets : NULL;
}

/* Behind "\#": RFC 3597, 5. */
static const char *take_generic(struct arena *arena, struct text *text,
                                struct caa_record *out)
{
    const long len = number(take_word(text), UINT16_MAX);
    const char *octets = len < 0 ? NULL : take_octets(arena, text, (size_t)len);
    const char *fault;
    size_t tag_len;

    if (octets == NULL)
        return bad_hex;
    if (len < 2)
        return no_tag;
    tag_len = (unsigned char)octets[1];
    if (tag_len > (size_t)len - 2)
        return "the tag's length is more than there is";
    fault = take_tag(arena, octets + 2, tag_len, out);
    if (fault != NULL)
        return fault;
    out->flags = (uint8_t)octets[0];
    out->value = octets + 2 + tag_len;
    out->value_len = (size_t)len - 2 - tag_len;
    return out->value_len <= VALUE_MAX_OCTETS ? NULL
                                              : "the value is longer than 65,000 octets";
}

static const char *take_record(struct arena *arena, struct text *text,
                               enum caa_escapes escapes, struct caa_record *out)
{
    struct text word = take_word(text);
    const char *fault;
    long flags;

    if (word.end - word.at == 2 && memcmp(word.at, "\\#", 2) == 0)
        return take_generic(arena, text, out);
    flags = number(word, UINT8_MAX);
    if (flags < 0)
        return "the flags are no number from 0 to 255";
    out->flags = (uint8_t)flags;
    word = take_word(text);
    fault = take_tag(arena, word.at, (size_t)(word.end - word.at), out);
    return fault != NULL ? fault : take_value(arena, text, escapes, out);
}

bool caa_parse(struct arena *arena, const char *text, size_t len,
               enum caa_escapes escapes, struct caa_record *out, const char **fault)
{
    struct text rest = { text, text + len };
    struct caa_record record = { 0 };
    const char *wrong = take_record(arena, &rest, escapes, &record);

    if (wrong != NULL) {
        *fault = wrong;
        return false;
    }
    *out = record;
    return true;
}

/* RFC 8659, 4.2 has blanks and tabs only as white space. */
static bool is_wsp(char c)
{
    return c == ' ' || c == '\t';
}

static struct text trim(struct text text)
{
    while (text.at < text.end && is_wsp(*text.at))
        text.at++;
    while (text.end > text.at && is_wsp(text.end[-1]))
        text.end--;
    return text;
}

/* (ALPHA / DIGIT) *( *("-") (ALPHA / DIGIT)): a label, and a parameter's tag. */
static bool is_label(struct text label)
{
    if (label.at == label.end || *label.at == '-' || label.end[-1] == '-')
        return false;
    for (; label.at < label.end; label.at++)
        if (!is_alnum(*label.at) && *label.at != '-')
            return false;
    return true;
}

/* Up to the next c; text goes on behind it. The last piece leaves text->at NULL. */
static struct text take_until(struct text *text, char c)
{
    const char *found = memchr(text->at, c, (size_t)(text->end - text->at));
    const struct text piece = { text->at, found == NULL ? text->end : found };

    text->at = found == NULL ? NULL : found + 1;
    return piece;
}

static bool is_domain(struct text domain)
{
    while (domain.at != NULL)
        if (!is_label(take_until(&domain, '.')))
            return false;
    return true;
}

/* tag *WSP "=" *WSP value, and so on behind each ';'. */
static bool are_parameters(struct text rest)
{
    while (rest.at != NULL) {
        struct text value = trim(take_until(&rest, ';'));
        const struct text tag = trim(take_until(&value, '='));

        if (!is_label(tag) || value.at == NULL)
            return false;
        value = trim(value);
        for (; value.at < value.end; value.at++)
            if (*value.at < 0x21 || *value.at > 0x7e)
                return false;
    }
    return true;
}

void caa_issuer(struct arena *arena, const struct caa_record *record,
                struct caa_issuer *out)
{
    struct text rest = { record->value, record->value + record->value_len };
    const struct text domain = trim(take_until(&rest, ';'));

    *out = (struct caa_issuer){ .parameter_text = "" };
    out->domain = lower(arena, domain.at, (size_t)(domain.end - domain.at));
    out->malformed = domain.at < domain.end && !is_domain(domain);
    if (rest.at == NULL)
        return;
    rest = trim(rest);
    if (rest.at == rest.end)
        return;
    out->parameters = true;
    out->parameter_text = arena_strndup(arena, rest.at, (size_t)(rest.end - rest.at));
    out->malformed = out->malformed || !are_parameters(rest);
}
