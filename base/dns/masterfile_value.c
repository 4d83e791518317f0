/* masterfile_value: the names, numbers and values of records in a zone file. */
#include "base/dns/masterfile_parts.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/masterfile.h"
#include "base/dns/rr.h"

enum { LABEL_MAX_OCTETS = 63, NAME_MAX_OCTETS = 255, SHOWN_OCTETS = 40 };

static const char *const no_origin =
    "a name without a last dot, and no zone it belongs to: want $ORIGIN before it, or "
    "the whole name with a last dot";

int64_t masterfile_number(const char *text, size_t len, int64_t max)
{
    int64_t value = 0;

    if (len == 0)
        return -1;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
        if (value > max)
            return -1;
    }
    return value;
}

static int64_t unit_s(char c)
{
    switch (c | 0x20) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 86400;
    case 'w':
        return 604800;
    default:
        return 0;
    }
}

int64_t masterfile_period(const char *text, size_t len)
{
    int64_t sum = masterfile_number(text, len, INT32_MAX);

    if (sum >= 0 || len == 0)
        return sum;
    sum = 0;
    while (len > 0) {
        size_t digits = 0;
        int64_t count;

        while (digits < len && text[digits] >= '0' && text[digits] <= '9')
            digits++;
        if (digits == len)
            return -1;
        count = masterfile_number(text, digits, INT32_MAX);
        if (count < 0 || unit_s(text[digits]) == 0)
            return -1;
        sum += count * unit_s(text[digits]);
        if (sum > INT32_MAX)
            return -1;
        text += digits + 1;
        len -= digits + 1;
    }
    return sum;
}

const char *masterfile_show(struct arena *arena, const char *text, size_t len)
{
    const size_t shown = len < SHOWN_OCTETS ? len : SHOWN_OCTETS;
    char *copy = arena_strndup(arena, text, shown);

    for (size_t i = 0; i < shown; i++)
        if (copy[i] < 0x20 || copy[i] > 0x7e)
            copy[i] = '?';
    return arena_printf(arena, "'%s%s'", copy, shown < len ? "..." : "");
}

void masterfile_put_octet(struct buf *out, unsigned char octet)
{
    if (octet >= 'A' && octet <= 'Z')
        octet = (unsigned char)(octet | 0x20);
    if (octet < 0x21 || octet > 0x7e) {
        buf_printf(out, "\\%03u", octet);
        return;
    }
    if (strchr(".\\\";()@$", octet) != NULL)
        buf_putc(out, '\\');
    buf_putc(out, (char)octet);
}

/* The octet at text, which is an escape perhaps; *took says how long it is. */
static unsigned char octet_at(const char *text, size_t left, size_t *took)
{
    *took = 1;
    if (text[0] != '\\' || left < 2)
        return (unsigned char)text[0];
    if (left >= 4 && masterfile_number(text + 1, 3, UINT8_MAX) >= 0) {
        *took = 4;
        return (unsigned char)masterfile_number(text + 1, 3, UINT8_MAX);
    }
    *took = 2;
    return (unsigned char)text[1];
}

/*
 * The labels of text into out, without a last dot. *absolute: there is one. Returns the
 * octets they have on the wire, each with its length; 0 with *fault.
 */
static size_t put_labels(const char *text, size_t len, struct buf *out, bool *absolute,
                         const char **fault)
{
    size_t octets = 1; /* the length of the first label */
    size_t label = 0;
    size_t took;

    *absolute = false;
    for (size_t i = 0; i < len; i += took) {
        const unsigned char octet = octet_at(text + i, len - i, &took);

        if (text[i] == '.' && label == 0) {
            *fault = "a name with two dots in a row, or with one before it: want a "
                     "label between dots";
            return 0;
        }
        if (text[i] == '.') {
            *absolute = i + 1 == len;
            label = 0;
            if (*absolute)
                break;
            buf_putc(out, '.');
        } else {
            masterfile_put_octet(out, octet);
            label++;
        }
        octets++;
        if (label > LABEL_MAX_OCTETS) {
            *fault = "a label of a name is too long: want at most 63 octets";
            return 0;
        }
    }
    return octets;
}

const char *masterfile_name(const struct masterfile *file, const char *text, size_t len,
                            const char **fault)
{
    struct buf out = { 0 };
    struct buf ignored = { 0 };
    const char *name = NULL;
    size_t octets;
    bool absolute;

    if (len == 1 && text[0] == '.')
        return ".";
    if (len == 1 && text[0] == '@') {
        *fault = no_origin;
        return file->origin;
    }
    octets = put_labels(text, len, &out, &absolute, fault);
    if (octets > 0 && !absolute && file->origin == NULL) {
        *fault = no_origin;
    } else if (octets > 0) {
        if (!absolute && strcmp(file->origin, ".") != 0) {
            bool unused;

            octets +=
                put_labels(file->origin, strlen(file->origin), &ignored, &unused, fault);
            buf_putc(&out, '.');
            buf_puts(&out, file->origin);
        }
        if (octets + 1 > NAME_MAX_OCTETS)
            *fault = "a name is too long: want at most 255 octets in all, with the "
                     "length of each label and the root";
        else
            name = arena_strndup(file->arena, out.data, out.len);
    }
    buf_clear(&ignored);
    buf_clear(&out);
    return name;
}

/*
 * The fields of a type's RDATA. n: a name; 1, 2, 4: a number of as many octets; t: a
 * period; a: IPv4; 6: IPv6; s: any; +: one or more of any; *: none or more of any.
 */
static const struct {
    uint16_t type;
    const char *fields;
} layouts[] = {
    { RR_A, "a" },      { RR_NS, "n" },         { RR_CNAME, "n" },  { RR_PTR, "n" },
    { RR_DNAME, "n" },  { RR_SOA, "nn4tttt" },  { RR_MX, "2n" },    { RR_AAAA, "6" },
    { RR_SRV, "222n" }, { RR_NAPTR, "22sssn" }, { RR_SVCB, "2n*" }, { RR_HTTPS, "2n*" },
};

static const char *layout_of(uint16_t type)
{
    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++)
        if (layouts[i].type == type)
            return layouts[i].fields;
    return "+";
}

static const char *field_word(char field)
{
    switch (field) {
    case 'n':
        return "a name, without quotes";
    case '2':
        return "a number from 0 to 65535";
    case '4':
        return "a number from 0 to 4294967295";
    case 't':
        return "a period, such as 300 or 1h30m";
    case 'a':
        return "an IPv4 address";
    case '6':
        return "an IPv6 address";
    default:
        return "a value";
    }
}

/* inet_pton() says yes, and to nothing but the token. */
static bool is_address(int family, const struct masterfile_token *token)
{
    unsigned char octets[sizeof(struct in6_addr)];
    char copy[INET6_ADDRSTRLEN];

    if (token->len >= sizeof(copy))
        return false;
    memcpy(copy, token->text, token->len);
    copy[token->len] = '\0';
    return inet_pton(family, copy, octets) == 1;
}

/* Put the token as it is when it is what the field wants. */
static bool put_if(bool fits, const struct masterfile_token *token, struct buf *out)
{
    if (fits)
        buf_add(out, token->text, token->len);
    return fits;
}

/* False: *fault is set when the name tells why, else NULL. */
static bool put_field(const struct masterfile *file, char field,
                      const struct masterfile_token *token, struct buf *out,
                      const char **fault)
{
    const char *name;
    int64_t period;

    *fault = NULL;
    if (token->quoted && strchr("n24ta6", field) != NULL)
        return false;
    switch (field) {
    case 'n':
        name = masterfile_name(file, token->text, token->len, fault);
        if (name != NULL)
            buf_printf(out, strcmp(name, ".") == 0 ? "%s" : "%s.", name);
        return name != NULL;
    case '2':
        return put_if(masterfile_number(token->text, token->len, UINT16_MAX) >= 0, token,
                      out);
    case '4':
        return put_if(masterfile_number(token->text, token->len, UINT32_MAX) >= 0, token,
                      out);
    case 't':
        period = masterfile_period(token->text, token->len);
        if (period >= 0)
            buf_printf(out, "%lld", (long long)period);
        return period >= 0;
    case 'a':
        return put_if(is_address(AF_INET, token), token, out);
    case '6':
        return put_if(is_address(AF_INET6, token), token, out);
    default:
        return put_if(true, token, out);
    }
}

static const char *say(const struct masterfile *file, uint16_t type, const char *wanted,
                       const struct masterfile_token *token)
{
    char word[RR_WORD_MAX];

    return arena_printf(
        file->arena, "%s: want %s, found %s", rr_type_word(type, word), wanted,
        token == NULL ? "the line's end"
                      : masterfile_show(file->arena, token->text, token->len));
}

bool masterfile_value(const struct masterfile *file, uint16_t type,
                      const struct masterfile_token *tokens, size_t n, struct buf *out,
                      const char **fault, size_t *at)
{
    const char *field = layout_of(type);
    size_t i;

    *at = 0;
    if (n > 0 && !tokens[0].quoted && tokens[0].len == 2 &&
        memcmp(tokens[0].text, "\\#", 2) == 0)
        return masterfile_generic(file, type, tokens + 1, n - 1, out, fault);
    for (i = 0; i < n && *field != '\0'; i++) {
        *at = i;
        if (i > 0)
            buf_putc(out, ' ');
        if (!put_field(file, *field, &tokens[i], out, fault)) {
            if (*fault == NULL)
                *fault = say(file, type, field_word(*field), &tokens[i]);
            return false;
        }
        if (*field != '*' && *field != '+')
            field++;
        else if (*field == '+')
            field = "*";
    }
    *at = i;
    if (*field != '\0' && *field != '*')
        *fault = say(file, type, field_word(*field), NULL);
    else if (i < n)
        *fault = say(file, type, "nothing more", &tokens[i]);
    else
        return true;
    return false;
}
