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

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* Copy with \ooo decoded and ASCII letters lowered; says whether all of it is ASCII. */
static bool copy_lower(const char *text, size_t len, char *out, size_t *out_len)
{
    bool ascii = true;
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        char c = text[i];

        if (c == '\\' && len - i > 3 && text[i + 1] <= '3' && is_octal(text[i + 1]) &&
            is_octal(text[i + 2]) && is_octal(text[i + 3])) {
            c = (char)((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                       (text[i + 3] - '0'));
            i += 3;
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

const char *name_canonical(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_strndup(arena, text, len);
    char *a_labels = NULL;
    size_t n;

    if (copy_lower(text, len, copy, &n))
        return copy;
    if (idn2_to_ascii_8z(copy, &a_labels, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT) ==
        IDN2_OK) {
        copy = arena_strdup(arena, a_labels);
        idn2_free(a_labels);
    }
    return copy;
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
