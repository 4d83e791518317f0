/* forms: how long a time, a number, an address or an id is that begins here. */
#include "analyzer/redact/forms.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/escape.h"

enum {
    UUID_LEN = 36,
    PAIRS_MIN = 6,
    NUMBER_DIGITS_MAX = 20,
    ACCOUNT_DIGITS = 12,
    ID_MIN = 10,
    ZONE_ID_MIN = 4,
    ZONE_ID_MAX = 32,
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

char form_lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

char form_upper(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c;
}

bool form_is_word_byte(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           (unsigned char)c >= 0x80;
}

size_t form_letter(const char *text, size_t len)
{
    const unsigned char c = len == 0 ? 0 : (unsigned char)*text;
    const size_t n = c < 0x80   ? 1
                     : c < 0xC2 ? 0
                     : c < 0xE0 ? 2
                     : c < 0xF0 ? 3
                     : c < 0xF5 ? 4
                                : 0;
    size_t bad;

    if (n == 0 || n > len || !form_is_word_byte(*text))
        return 0;
    return n == 1 || escape_is_utf8(text, n, &bad) ? n : 0;
}

bool form_is_hex(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && is_hex(text[n]))
        n++;
    return len > 0 && n == len;
}

bool form_is_digits(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && is_digit(text[n]))
        n++;
    return len > 0 && n == len;
}

/* Does something else begin at text + n? */
static bool is_bound(const char *text, size_t len, size_t n)
{
    return n >= len || (!form_is_word_byte(text[n]) && text[n] != '_');
}

/* 'd' stands for a digit in what. */
static bool looks_like(const char *text, size_t len, const char *what)
{
    size_t n = strlen(what);

    if (len < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (what[i] == 'd' ? !is_digit(text[i]) : text[i] != what[i])
            return false;
    return true;
}

static size_t zone_of_time(const char *text, size_t len)
{
    if (len > 0 && (*text == 'Z' || *text == 'z'))
        return 1;
    if (looks_like(text, len, "+dd:dd") || looks_like(text, len, "-dd:dd"))
        return 6;
    return looks_like(text, len, "+dddd") || looks_like(text, len, "-dddd") ? 5 : 0;
}

/* "Date(1446835267000+0100)/", as .NET writes times. */
static size_t dotnet_time(const char *text, size_t len)
{
    size_t n = 5;

    if (len < n || memcmp(text, "Date(", n) != 0)
        return 0;
    while (n < len && (is_digit(text[n]) || text[n] == '-' || text[n] == '+'))
        n++;
    return len - n >= 2 && memcmp(text + n, ")/", 2) == 0 ? n + 2 : 0;
}

size_t form_time(const char *text, size_t len)
{
    size_t n = 10;

    if (dotnet_time(text, len) > 0)
        return dotnet_time(text, len);
    if (!looks_like(text, len, "dddd-dd-dd"))
        return 0;
    if (len > n && (text[n] == 'T' || text[n] == ' ' || text[n] == 't') &&
        looks_like(text + n + 1, len - n - 1, "dd:dd")) {
        n += 6;
        if (looks_like(text + n, len - n, ":dd"))
            n += 3;
        if (n + 1 < len && text[n] == '.' && is_digit(text[n + 1]))
            for (n++; n < len && is_digit(text[n]);)
                n++;
        n += zone_of_time(text + n, len - n);
    }
    return is_bound(text, len, n) ? n : 0;
}

static size_t digits(const char *text, size_t len, size_t from)
{
    while (from < len && is_digit(text[from]))
        from++;
    return from;
}

size_t form_number(const char *text, size_t len)
{
    const size_t sign = len > 0 && *text == '-';
    size_t n = digits(text, len, sign);
    const size_t whole = n - sign;

    if (whole == 0 || whole == ACCOUNT_DIGITS || whole > NUMBER_DIGITS_MAX)
        return 0;
    if (n + 1 < len && text[n] == '.' && is_digit(text[n + 1])) {
        n = digits(text, len, n + 1);
        if (n - sign - whole - 1 == ACCOUNT_DIGITS)
            return 0;
    }
    if (n < len && (text[n] | 0x20) == 'e') {
        size_t end = n + 1;

        if (end < len && (text[end] == '+' || text[end] == '-'))
            end++;
        if (end < len && is_digit(text[end]))
            n = digits(text, len, end);
    }
    if (n + 1 < len && text[n] == '.' && form_is_word_byte(text[n + 1]))
        return 0; /* a version, an address, a name */
    if (n < len && strchr("-@", text[n]) != NULL && text[n] != '\0')
        return 0;
    return is_bound(text, len, n) ? n : 0;
}

size_t form_account(const char *text, size_t len)
{
    const size_t n = 14;

    return looks_like(text, len, "dddd-dddd-dddd") && is_bound(text, len, n) &&
                   (n == len || text[n] != '-')
               ? n
               : 0;
}

size_t form_uuid(const char *text, size_t len)
{
    if (len < UUID_LEN)
        return 0;
    for (size_t i = 0; i < UUID_LEN; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? text[i] != '-' : !is_hex(text[i]))
            return 0;
    }
    return is_bound(text, len, UUID_LEN) ? UUID_LEN : 0;
}

size_t form_pairs(const char *text, size_t len)
{
    size_t n = 0;
    size_t pairs = 0;

    while (len - n >= 2 && is_hex(text[n]) && is_hex(text[n + 1])) {
        n += 2;
        pairs++;
        if (n + 2 >= len || text[n] != ':' || !is_hex(text[n + 1]) ||
            !is_hex(text[n + 2]))
            break;
        n++;
    }
    return pairs >= PAIRS_MIN && is_bound(text, len, n) ? n : 0;
}

static size_t address(int family, const char *chars, const char *text, size_t len)
{
    char copy[INET6_ADDRSTRLEN];
    unsigned char bytes[sizeof(struct in6_addr)];
    size_t n = 0;

    while (n < len && text[n] != '\0' && strchr(chars, text[n]) != NULL)
        n++;
    while (n > 0 && text[n - 1] == '.')
        n--;
    if (n == 0 || n >= sizeof(copy) || !is_bound(text, len, n))
        return 0;
    memcpy(copy, text, n);
    copy[n] = '\0';
    return inet_pton(family, copy, bytes) == 1 ? n : 0;
}

size_t form_ipv4(const char *text, size_t len)
{
    return address(AF_INET, "0123456789.", text, len);
}

size_t form_ipv6(const char *text, size_t len)
{
    return memchr(text, ':', len < 5 ? len : 5) == NULL
               ? 0
               : address(AF_INET6, "0123456789abcdefABCDEF:.", text, len);
}

size_t form_pem(const char *text, size_t len)
{
    static const char begin[] = "-----BEGIN ";
    static const char end[] = "-----END ";
    const char *at;
    const char *dashes;

    if (len < sizeof(begin) - 1 || memcmp(text, begin, sizeof(begin) - 1) != 0)
        return 0;
    at = memmem(text, len, end, sizeof(end) - 1);
    if (at == NULL)
        return len;
    at += sizeof(end) - 1;
    dashes = memmem(at, (size_t)(text + len - at), "-----", 5);
    return dashes == NULL ? len : (size_t)(dashes + 5 - text);
}

static bool has_both(const char *text, size_t len, bool need_digit)
{
    bool letter = false;
    bool digit = false;

    for (size_t i = 0; i < len; i++) {
        if (is_digit(text[i]))
            digit = true;
        else if (text[i] >= 'A' && text[i] <= 'Z')
            letter = true;
        else
            return false;
    }
    return letter && (digit || !need_digit);
}

bool form_is_id(const char *text, size_t len)
{
    return len >= ID_MIN && has_both(text, len, true);
}

bool form_is_zone_id(const char *text, size_t len)
{
    return len >= ZONE_ID_MIN && len <= ZONE_ID_MAX && *text == 'Z' &&
           has_both(text, len, len < ID_MIN + 2);
}
