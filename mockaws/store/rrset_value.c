/* rrset_value: the values of record sets: their syntax, and their form in answers. */
#include "mockaws/store/rrset_value.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"

enum {
    FIELDS_MAX = 7,
    VALUE_MAX = 4000,
    STRING_MAX = 255,
    HEX_GROUP = 56,
};

/* What stands in a field. */
enum field {
    FIELD_END,
    FIELD_NUMBER8,
    FIELD_NUMBER16,
    FIELD_NUMBER32,
    FIELD_NAME,
    FIELD_IPV4,
    FIELD_IPV6,
    FIELD_TAG,
    FIELD_STRING,  /* in quotation marks */
    FIELD_STRINGS, /* one or more of them, up to the end */
    FIELD_HEX,     /* up to the end, blanks allowed */
    FIELD_REST,    /* up to the end, as it is */
};

struct form {
    uint16_t type;
    const char *fields_code; /* when there are too few or too many; NULL: one field */
    enum field fields[FIELDS_MAX + 1];
};

static const struct form forms[] = {
    /* clang-format off */
    { RR_A,     NULL, { FIELD_IPV4 } },
    { RR_AAAA,  NULL, { FIELD_IPV6 } },
    { RR_CNAME, NULL, { FIELD_NAME } },
    { RR_NS,    NULL, { FIELD_NAME } },
    { RR_PTR,   NULL, { FIELD_NAME } },
    { RR_TXT,   NULL, { FIELD_STRINGS } },
    { RR_SPF,   NULL, { FIELD_STRINGS } },
    { RR_MX,    "MXRRDATANotTwoFields (MX record doesn't have 2 fields)",
      { FIELD_NUMBER16, FIELD_NAME } },
    { RR_CAA,   "CAARRDATANotThreeFields (CAA record doesn't have 3 fields)",
      { FIELD_NUMBER8, FIELD_TAG, FIELD_STRING } },
    { RR_SRV,   "SRVRRDATANotFourFields (SRV record doesn't have 4 fields)",
      { FIELD_NUMBER16, FIELD_NUMBER16, FIELD_NUMBER16, FIELD_NAME } },
    { RR_NAPTR, "NAPTRRRDATANotSixFields (NAPTR record doesn't have 6 fields)",
      { FIELD_NUMBER16, FIELD_NUMBER16, FIELD_STRING, FIELD_STRING, FIELD_STRING,
        FIELD_NAME } },
    { RR_SOA,   "SOARRDATANotSevenFields (SOA record doesn't have 7 fields)",
      { FIELD_NAME, FIELD_NAME, FIELD_NUMBER32, FIELD_NUMBER32, FIELD_NUMBER32,
        FIELD_NUMBER32, FIELD_NUMBER32 } },
    { RR_DS,    "DSRRDATANotFourFields (DS record doesn't have 4 fields)",
      { FIELD_NUMBER16, FIELD_NUMBER8, FIELD_NUMBER8, FIELD_HEX } },
    { RR_TLSA,  "TLSARRDATANotFourFields (TLSA record doesn't have 4 fields)",
      { FIELD_NUMBER8, FIELD_NUMBER8, FIELD_NUMBER8, FIELD_HEX } },
    { RR_SSHFP, "SSHFPRRDATANotThreeFields (SSHFP record doesn't have 3 fields)",
      { FIELD_NUMBER8, FIELD_NUMBER8, FIELD_HEX } },
    { RR_SVCB,  "SVCBRRDATATooFewFields (SVCB record doesn't have 2 fields)",
      { FIELD_NUMBER16, FIELD_NAME, FIELD_REST } },
    { RR_HTTPS, "HTTPSRRDATATooFewFields (HTTPS record doesn't have 2 fields)",
      { FIELD_NUMBER16, FIELD_NAME, FIELD_REST } },
    /* clang-format on */
};

static const char unsupported[] =
    "UnsupportedCharacter (Value contains unsupported characters)";
static const char unquoted[] =
    "InvalidCharacterString (Value should be enclosed in quotation marks)";

static const struct form *find_form(uint16_t type)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        if (forms[i].type == type)
            return &forms[i];
    return NULL;
}

bool rrset_type_known(uint16_t type)
{
    return find_form(type) != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A value that is being read. */
struct value {
    struct arena *arena;
    const char *at;
    struct buf *out;
};

static void skip_blanks(struct value *value)
{
    while (is_blank(*value->at))
        value->at++;
}

/* A quoted string up to its closing mark, else up to a blank. */
static size_t field_length(const char *at)
{
    size_t n = 0;

    if (*at != '"')
        return strcspn(at, " \t");
    for (n = 1; at[n] != '\0'; n++) {
        if (at[n] == '\\' && at[n + 1] != '\0')
            n++;
        else if (at[n] == '"')
            return n + 1;
    }
    return n;
}

static const char *read_number(struct value *value, const char *text, size_t len,
                               uint32_t max)
{
    uint64_t number = 0;

    for (size_t i = 0; i < len; i++) {
        if (!is_digit(text[i]))
            return rrset_problem(value->arena, "InvalidNumber (Value is not a number)",
                                 text, len);
        number = number * 10 + (uint64_t)(text[i] - '0');
        if (number > max)
            return rrset_problem(value->arena, "NumberTooLarge (Number is too large)",
                                 text, len);
    }
    buf_printf(value->out, "%" PRIu64, number);
    return NULL;
}

static const char *read_address(struct value *value, int family, const char *text,
                                size_t len)
{
    unsigned char octets[16];
    char word[INET6_ADDRSTRLEN] = "";

    if (len < sizeof(word))
        memcpy(word, text, len);
    if (inet_pton(family, word, octets) != 1)
        return rrset_problem(
            value->arena,
            family == AF_INET ? "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 "
                                "address)"
                              : "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 "
                                "address)",
            text, len);
    inet_ntop(family, octets, word, sizeof(word));
    buf_puts(value->out, word);
    return NULL;
}

static const char *read_name(struct value *value, const char *text, size_t len)
{
    const char *name;
    const char *fault;

    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] <= ' ' || text[i] == 0x7f)
            return rrset_problem(value->arena, unsupported, text, len);
    name = name_canonical(value->arena, text, len);
    fault = rrset_name_fault(value->arena, name);
    if (fault == NULL)
        rrset_name_dig(value->out, name);
    return fault;
}

static const char *read_tag(struct value *value, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_digit(text[i]) && ((text[i] | 0x20) < 'a' || (text[i] | 0x20) > 'z'))
            return rrset_problem(value->arena, unsupported, text, len);
    if (len > STRING_MAX)
        return rrset_problem(value->arena, "CAATagTooLong (CAA tag is too long)", text,
                             len);
    buf_add(value->out, text, len);
    return NULL;
}

/* One byte of a quoted string, as dig prints it. */
static void put_string_byte(struct buf *out, char c)
{
    if (c == '"' || c == '\\')
        buf_printf(out, "\\%c", c);
    else if ((unsigned char)c < ' ' || (unsigned char)c >= 0x7f)
        buf_printf(out, "\\%03u", (unsigned)(unsigned char)c);
    else
        buf_putc(out, c);
}

static const char *read_string(struct value *value, const char *text, size_t len)
{
    const char *end = text + len - 1;
    const char *at = text + 1;
    size_t n = 0;

    if (len < 2 || *text != '"' || *end != '"')
        return rrset_problem(value->arena, unquoted, text, len);
    buf_putc(value->out, '"');
    while (at < end) {
        char c = *at;

        if ((unsigned char)c < ' ' && c != '\t')
            return rrset_problem(value->arena, unsupported, text, len);
        if (c == '\\' && !rrset_is_escape(at)) {
            if (is_digit(at[1]))
                return rrset_problem(value->arena, unsupported, text, len);
            c = at[1];
            at += 2;
            if (at > end) /* `"\"`: the closing mark is the string's own */
                return rrset_problem(value->arena, unquoted, text, len);
        } else {
            c = rrset_take_byte(&at);
        }
        put_string_byte(value->out, c);
        n++;
    }
    if (n > STRING_MAX)
        return rrset_problem(value->arena, "CharacterStringTooLong (Value is too long)",
                             text, len);
    buf_putc(value->out, '"');
    return NULL;
}

static const char *read_strings(struct value *value)
{
    const char *fault = NULL;
    bool first = true;

    do {
        const size_t len = field_length(value->at);

        if (!first)
            buf_putc(value->out, ' ');
        first = false;
        fault = read_string(value, value->at, len);
        value->at += len;
        if (fault == NULL && *value->at != '\0' && !is_blank(*value->at))
            fault = rrset_problem(value->arena, unquoted, value->at, strlen(value->at));
        skip_blanks(value);
    } while (fault == NULL && *value->at != '\0');
    return fault;
}

/* dig puts a blank behind every 56 digits. */
static const char *read_hex(struct value *value)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *start = value->at;
    size_t n = 0;

    for (; *value->at != '\0'; value->at++) {
        const char upper =
            (char)(*value->at >= 'a' && *value->at <= 'f' ? *value->at - 'a' + 'A'
                                                          : *value->at);

        if (is_blank(upper))
            continue;
        if (strchr(digits, upper) == NULL)
            return rrset_problem(value->arena, unsupported, start, strlen(start));
        if (n > 0 && n % HEX_GROUP == 0)
            buf_putc(value->out, ' ');
        buf_putc(value->out, upper);
        n++;
    }
    return n % 2 == 0
               ? NULL
               : rrset_problem(value->arena,
                               "InvalidHexString (Value has an odd number of digits)",
                               start, strlen(start));
}

static const char *read_rest(struct value *value)
{
    for (; *value->at != '\0'; value->at++) {
        if ((unsigned char)*value->at < ' ' || (unsigned char)*value->at >= 0x7f)
            return rrset_problem(value->arena, unsupported, value->at, strlen(value->at));
        buf_putc(value->out, *value->at);
    }
    return NULL;
}

static const char *read_word(struct value *value, enum field field, const char *text,
                             size_t len)
{
    switch (field) {
    case FIELD_NUMBER8:
        return read_number(value, text, len, UINT8_MAX);
    case FIELD_NUMBER16:
        return read_number(value, text, len, UINT16_MAX);
    case FIELD_NUMBER32:
        return read_number(value, text, len, UINT32_MAX);
    case FIELD_NAME:
        return read_name(value, text, len);
    case FIELD_IPV4:
        return read_address(value, AF_INET, text, len);
    case FIELD_IPV6:
        return read_address(value, AF_INET6, text, len);
    case FIELD_TAG:
        return read_tag(value, text, len);
    case FIELD_STRING:
        return read_string(value, text, len);
    case FIELD_END:
    case FIELD_STRINGS:
    case FIELD_HEX:
    case FIELD_REST:
        break;
    }
    return NULL;
}

/* The whole value is one field, blanks within it and all. */
static const char *read_whole(struct value *value, enum field field)
{
    size_t len = strlen(value->at);

    while (len > 0 && is_blank(value->at[len - 1]))
        len--;
    if (field == FIELD_STRINGS)
        return len == 0 ? rrset_problem(value->arena, unquoted, "", 0)
                        : read_strings(value);
    return read_word(value, field, value->at, len);
}

/* Are there as many fields as the form has, or, with an open end, at least so many? */
static bool has_count(const char *at, const struct form *form)
{
    size_t want = 0;
    size_t have = 0;
    bool open = false;

    for (; form->fields[want] != FIELD_END && form->fields[want] != FIELD_REST; want++)
        open = open || form->fields[want] == FIELD_HEX;
    open = open || form->fields[want] == FIELD_REST;
    for (at += strspn(at, " \t"); *at != '\0'; at += strspn(at, " \t")) {
        at += field_length(at);
        have++;
    }
    return open ? have >= want : have == want;
}

static const char *read_fields(struct value *value, const struct form *form)
{
    const char *fault = NULL;

    if (!has_count(value->at, form))
        return rrset_problem(value->arena, form->fields_code, value->at,
                             strlen(value->at));
    for (size_t i = 0; fault == NULL && *value->at != '\0'; i++) {
        const enum field field = form->fields[i];

        if (i > 0)
            buf_putc(value->out, ' ');
        if (field == FIELD_HEX) {
            fault = read_hex(value);
        } else if (field == FIELD_REST) {
            fault = read_rest(value);
        } else {
            const size_t len = field_length(value->at);

            fault = read_word(value, field, value->at, len);
            value->at += len;
            skip_blanks(value);
        }
    }
    return fault;
}

const char *rrset_value_text(struct arena *arena, uint16_t type, const char *text,
                             const char **fault)
{
    const struct form *form = find_form(type);
    struct buf out = { 0 };
    struct value value = { arena, text, &out };
    const char *result = NULL;

    if (form == NULL) {
        *fault = rrset_problem(arena, "UnsupportedType (Type is not supported)", text,
                               strlen(text));
        return NULL;
    }
    skip_blanks(&value);
    if (strlen(text) > VALUE_MAX)
        *fault =
            rrset_problem(arena, "ValueTooLong (Value is longer than 4000 characters)",
                          text, strlen(text));
    else if (form->fields_code == NULL)
        *fault = read_whole(&value, form->fields[0]);
    else
        *fault = read_fields(&value, form);
    if (*fault == NULL)
        result = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return result;
}

const char *rrset_value_any(struct arena *arena, uint16_t type, const char *value)
{
    const char *fault;
    const char *text = rrset_value_text(arena, type, value, &fault);
    struct buf out = { 0 };

    if (text != NULL)
        return text;
    for (; *value != '\0'; value++) {
        if ((unsigned char)*value < ' ' || (unsigned char)*value >= 0x7f)
            buf_printf(&out, "\\%03u", (unsigned)(unsigned char)*value);
        else
            buf_putc(&out, *value);
    }
    text = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return text;
}
