/* name: domain names as text: canonical form, wildcards, what a certificate may hold. */
#include "base/dns/name.h"

#include <stdlib.h>
#include <string.h>

#include <idn2.h>
#include <libpsl.h>

#include "base/arena.h"

enum { NAME_MAX_OCTETS = 253, LABEL_MAX_OCTETS = 63 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The number of three digits in base 8 or 10 at text, or -1: none, or over 255. */
static int three_digits(const char *text, size_t len, int base)
{
    int value = 0;

    if (len < 3)
        return -1;
    for (size_t i = 0; i < 3; i++) {
        if (text[i] < '0' || text[i] >= '0' + base)
            return -1;
        value = value * base + (text[i] - '0');
    }
    return value <= 255 ? value : -1;
}

/*
 * Decode the escape whose backslash stands before text. Returns how many bytes of text
 * it took, 0 when it is none; `\X` is one in zone files alone.
 */
static size_t decode(const char *text, size_t len, int base, char *out)
{
    const int value = three_digits(text, len, base);

    if (value >= 0) {
        *out = (char)value;
        return 3;
    }
    if (base != 10 || len == 0 || is_digit(text[0]))
        return 0;
    *out = text[0];
    return 1;
}

/*
 * Copy with escapes decoded (base: 8 or 10) and ASCII letters lowered; says whether all
 * of it is ASCII. out has room for twice the text: a dot or a backslash within a label
 * stays an escape, of four bytes, for it bounds no label and begins no escape.
 */
static bool copy_lower(const char *text, size_t len, int base, char *out, size_t *out_len)
{
    bool ascii = true;
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        const size_t took = c == '\\' ? decode(text + i + 1, len - i - 1, base, &c) : 0;

        i += took;
        if (took > 0 && (c == '.' || c == '\\')) {
            memcpy(out + n, c == '.' ? "\\056" : "\\134", 4);
            n += 4;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == '\0')
            c = '?';
        if ((unsigned char)c >= 0x80)
            ascii = false;
        out[n++] = c;
    }
    if (n > 1 && out[n - 1] == '.' && out[n - 2] != '.')
        n--;
    out[n] = '\0';
    *out_len = n;
    return ascii;
}

static const char *canonical(struct arena *arena, const char *text, size_t len, int base)
{
    char *copy = arena_alloc(arena, (base == 10 ? 2 * len : len) + 1);
    char *a_labels = NULL;
    size_t n;

    if (copy_lower(text, len, base, copy, &n))
        return copy;
    if (idn2_to_ascii_8z(copy, &a_labels, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) ==
        IDN2_OK) {
        copy = arena_strdup(arena, a_labels);
        idn2_free(a_labels);
    }
    return copy;
}

const char *name_canonical(struct arena *arena, const char *text, size_t len)
{
    return canonical(arena, text, len, 8);
}

const char *name_canonical_decimal(struct arena *arena, const char *text, size_t len)
{
    return canonical(arena, text, len, 10);
}

const char *name_parent(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot == NULL || dot[1] == '\0' ? NULL : dot + 1;
}

size_t name_labels(const char *name)
{
    size_t n = 0;

    if (name[0] == '\0' || strcmp(name, ".") == 0)
        return 0;
    for (; name != NULL; name = name_parent(name))
        n++;
    return n;
}

/* The start of the label that ends before end. */
static const char *label_start(const char *name, const char *end)
{
    while (end > name && end[-1] != '.')
        end--;
    return end;
}

int name_compare(const char *a, const char *b)
{
    const char *a_end = a + strlen(a);
    const char *b_end = b + strlen(b);

    for (;;) {
        const char *a_label = label_start(a, a_end);
        const char *b_label = label_start(b, b_end);
        const size_t a_len = (size_t)(a_end - a_label);
        const size_t b_len = (size_t)(b_end - b_label);
        const int order = memcmp(a_label, b_label, a_len < b_len ? a_len : b_len);

        if (order != 0)
            return order < 0 ? -1 : 1;
        /* Where the shorter one ends, its dot stands against a byte of the longer. */
        if (a_len < b_len)
            return '.' < (unsigned char)b_label[a_len] ? -1 : 1;
        if (a_len > b_len)
            return (unsigned char)a_label[b_len] < '.' ? -1 : 1;
        if (a_label == a || b_label == b)
            return (a_label != a) - (b_label != b);
        a_end = a_label - 1;
        b_end = b_label - 1;
    }
}

bool name_wildcard_answers(const char *wildcard, const char *name)
{
    return name_is_wildcard(wildcard) && strcmp(name, name_base(wildcard)) != 0 &&
           name_is_under(name, name_base(wildcard));
}

bool name_is_wildcard(const char *name)
{
    return name[0] == '*' && name[1] == '.';
}

const char *name_base(const char *name)
{
    return name_is_wildcard(name) ? name + 2 : name;
}

bool name_covers(const char *holder, const char *name)
{
    const char *dot;

    if (strcmp(holder, name) == 0)
        return true;
    if (!name_is_wildcard(holder) || name_is_wildcard(name))
        return false;
    dot = strchr(name, '.');
    return dot != NULL && dot != name && strcmp(dot + 1, holder + 2) == 0;
}

bool name_is_under(const char *name, const char *zone)
{
    const size_t name_len = strlen(name);
    const size_t zone_len = strlen(zone);

    if (name_len < zone_len || strcmp(name + (name_len - zone_len), zone) != 0)
        return false;
    return name_len == zone_len || zone_len == 0 || name[name_len - zone_len - 1] == '.';
}

/*
 * Four decimal numbers, or two colons and nothing but what IPv6 is written with: an
 * address, not a name. (One colon is a port.)
 */
static bool is_address(const char *name)
{
    const char *colon = strchr(name, ':');
    size_t dots = 0;

    if (colon != NULL && strchr(colon + 1, ':') != NULL)
        return name[strspn(name, "0123456789abcdefABCDEF:.[]/")] == '\0';
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '.')
            dots++;
        else if (!is_digit(*at))
            return false;
    }
    return dots == 3;
}

static const char *bad_character(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '_')
            return "it has an underscore, which a certificate name may not have";
        if ((unsigned char)*at >= 0x80)
            return "it is not ASCII; ACM takes internationalised names as xn-- labels "
                   "only";
        if (!is_letter(*at) && !is_digit(*at) && *at != '-' && *at != '.' && *at != '*')
            return "it has a character other than letters, digits, hyphens and dots";
    }
    return NULL;
}

static bool is_valid_a_label(const char *label, size_t len)
{
    char copy[LABEL_MAX_OCTETS + 1];
    char *unicode = NULL;
    bool ok;

    memcpy(copy, label, len);
    copy[len] = '\0';
    ok = idn2_to_unicode_8z8z(copy, &unicode, 0) == IDN2_OK && strcmp(unicode, copy) != 0;
    idn2_free(unicode);
    return ok;
}

/* One rule for one label: the sentence when it is broken, else NULL. */
typedef const char *label_rule(const char *label, size_t len, bool first);

static const char *rule_empty(const char *label, size_t len, bool first)
{
    (void)label;
    (void)first;
    return len > 0 ? NULL
                   : "it has an empty label: two dots in a row, or a dot at its start";
}

static const char *rule_long(const char *label, size_t len, bool first)
{
    (void)label;
    (void)first;
    return len <= LABEL_MAX_OCTETS ? NULL
                                   : "one of its labels is longer than 63 characters";
}

static const char *rule_hyphen(const char *label, size_t len, bool first)
{
    (void)first;
    return label[0] != '-' && label[len - 1] != '-'
               ? NULL
               : "one of its labels starts or ends with a hyphen";
}

static const char *rule_a_label(const char *label, size_t len, bool first)
{
    (void)first;
    if (len < 4 || label[2] != '-' || label[3] != '-')
        return NULL;
    if ((label[0] | 0x20) != 'x' || (label[1] | 0x20) != 'n')
        return "a label has -- in third and fourth place, which only xn-- labels may";
    return is_valid_a_label(label, len) ? NULL
                                        : "one of its xn-- labels is not valid Punycode";
}

static const char *rule_star(const char *label, size_t len, bool first)
{
    return memchr(label, '*', len) == NULL || (first && len == 1)
               ? NULL
               : "a star may only be the whole leftmost label, as in *.example.com";
}

static const char *bad_labels(const char *name)
{
    static label_rule *const rules[] = { rule_empty, rule_long, rule_hyphen, rule_a_label,
                                         rule_star };
    const char *last = strrchr(name, '.') + 1;

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const char *at = name;

        for (;;) {
            const size_t len = strcspn(at, ".");
            const char *fault = rules[i](at, len, at == name);

            if (fault != NULL)
                return fault;
            if (at[len] == '\0')
                break;
            at += len + 1;
        }
    }
    if (strlen(last) < 2 || strspn(last, "0123456789") == strlen(last))
        return "its last label is no top-level domain";
    return NULL;
}

/* A public suffix from the ICANN section must stand above the name. */
static const char *bad_suffix(const char *name)
{
    const psl_ctx_t *psl = psl_builtin();
    const char *last;

    if (psl == NULL)
        return NULL;
    last = strrchr(name, '.');
    if (!psl_is_public_suffix2(psl, last + 1, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
        return "it lies under no public suffix: no public CA may issue for it";
    if (psl_is_public_suffix2(psl, name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
        return "it is itself a public suffix: nobody can own it";
    return NULL;
}

static const char *owned_by_aws(const char *name)
{
    static const char *const owned[] = { "amazonaws.com", "cloudfront.net",
                                         "elasticbeanstalk.com" };

    for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
        if (name_is_under(name, owned[i]))
            return "it belongs to AWS: ACM never issues for amazonaws.com, "
                   "cloudfront.net or elasticbeanstalk.com";
    return NULL;
}

const char *name_fault(const char *name)
{
    const size_t len = strlen(name);
    char lower[NAME_MAX_OCTETS + 1];
    const char *fault;

    if (len == 0)
        return "it is empty";
    if (len > NAME_MAX_OCTETS)
        return "it is longer than 253 characters";
    if (name[len - 1] == '.')
        return "it ends in a dot";
    if (is_address(name))
        return "it is an IP address; ACM issues for domain names only";
    if (strchr(name_base(name), '.') == NULL)
        return "it has one label only; at least two are needed, as in example.com";
    fault = bad_character(name);
    if (fault == NULL)
        fault = bad_labels(name);
    if (fault != NULL)
        return fault;
    for (size_t i = 0; i <= len; i++)
        lower[i] = (char)(is_letter(name[i]) ? name[i] | 0x20 : name[i]);
    fault = bad_suffix(name_base(lower));
    return fault != NULL ? fault : owned_by_aws(name_base(lower));
}
