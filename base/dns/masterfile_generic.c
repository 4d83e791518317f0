/* masterfile_generic: RDATA in RFC 3597's form, turned into the type's own where known.
 */
#include "base/dns/masterfile_parts.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/masterfile.h"
#include "base/dns/rr.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The hex of the tokens; false when it is none, or not of len octets. */
static bool take_octets(const struct masterfile_token *tokens, size_t n, size_t len,
                        struct buf *octets)
{
    size_t digits = 0;
    int high = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < tokens[i].len; k++) {
            const int digit = hex_digit(tokens[i].text[k]);

            if (digit < 0)
                return false;
            if (digits++ % 2 == 0)
                high = digit;
            else
                buf_putc(octets, (char)(high << 4 | digit));
        }
    }
    return digits == 2 * len;
}

/* The name that octets begin with and end with. No pointers: there is no message. */
static bool put_name(const unsigned char *octets, size_t len, struct buf *out)
{
    size_t at = 0;

    if (len == 0 || len > 255)
        return false;
    if (len == 1 && octets[0] == 0)
        buf_putc(out, '.');
    while (at < len && octets[at] != 0) {
        const size_t label = octets[at];

        if (label > 63 || label >= len - at)
            return false;
        for (size_t i = 1; i <= label; i++)
            masterfile_put_octet(out, octets[at + i]);
        buf_putc(out, '.');
        at += label + 1;
    }
    return at + 1 == len;
}

static void put_string(const unsigned char *octets, size_t len, struct buf *out)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < len; i++) {
        if (octets[i] < 0x20 || octets[i] > 0x7e) {
            buf_printf(out, "\\%03u", octets[i]);
            continue;
        }
        if (octets[i] == '"' || octets[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, (char)octets[i]);
    }
    buf_putc(out, '"');
}

static bool put_strings(const unsigned char *octets, size_t len, struct buf *out)
{
    if (len == 0)
        return false;
    for (size_t at = 0; at < len; at += octets[at] + (size_t)1) {
        if (octets[at] >= len - at)
            return false;
        if (at > 0)
            buf_putc(out, ' ');
        put_string(octets + at + 1, octets[at], out);
    }
    return true;
}

static bool put_caa(const unsigned char *octets, size_t len, struct buf *out)
{
    const size_t tag_len = len < 3 ? 0 : octets[1];

    if (tag_len == 0 || tag_len > len - 2)
        return false;
    for (size_t i = 2; i < 2 + tag_len; i++)
        if ((octets[i] < '0' || octets[i] > '9') &&
            ((octets[i] | 0x20) < 'a' || (octets[i] | 0x20) > 'z'))
            return false;
    buf_printf(out, "%u %.*s ", octets[0], (int)tag_len, (const char *)octets + 2);
    put_string(octets + 2 + tag_len, len - 2 - tag_len, out);
    return true;
}

static bool put_address(int family, const unsigned char *octets, struct buf *out)
{
    char text[INET6_ADDRSTRLEN];

    buf_puts(out, inet_ntop(family, octets, text, sizeof(text)));
    return true;
}

static void put_hex(const unsigned char *octets, size_t len, struct buf *out)
{
    buf_printf(out, "\\# %zu", len);
    for (size_t i = 0; i < len; i++)
        buf_printf(out, i == 0 ? " %02X" : "%02X", octets[i]);
}

/* False: the octets are no such record. */
static bool put_rdata(uint16_t type, const unsigned char *octets, size_t len,
                      struct buf *out)
{
    if (rr_is_name_type(type))
        return put_name(octets, len, out);
    if (type == RR_A)
        return len == 4 && put_address(AF_INET, octets, out);
    if (type == RR_AAAA)
        return len == 16 && put_address(AF_INET6, octets, out);
    if (type == RR_TXT || type == RR_SPF)
        return put_strings(octets, len, out);
    if (type == RR_CAA)
        return put_caa(octets, len, out);
    if (type == RR_MX) {
        if (len < 3)
            return false;
        buf_printf(out, "%d ", octets[0] << 8 | octets[1]);
        return put_name(octets + 2, len - 2, out);
    }
    put_hex(octets, len, out);
    return true;
}

bool masterfile_generic(const struct masterfile *file, uint16_t type,
                        const struct masterfile_token *tokens, size_t n, struct buf *out,
                        const char **fault)
{
    struct buf octets = { 0 };
    const int64_t len =
        n == 0 ? -1 : masterfile_number(tokens[0].text, tokens[0].len, UINT16_MAX);
    char word[RR_WORD_MAX];
    bool ok = false;

    if (len < 0)
        *fault = "want the RDATA's length in octets behind \\#";
    else if (!take_octets(tokens + 1, n - 1, (size_t)len, &octets))
        *fault = arena_printf(file->arena, "want %lld octets in hexadecimal behind \\#",
                              (long long)len);
    else if (!put_rdata(type, (const unsigned char *)buf_text(&octets), octets.len, out))
        *fault = arena_printf(file->arena, "want the octets of a %s record behind \\#",
                              rr_type_word(type, word));
    else
        ok = true;
    buf_clear(&octets);
    return ok;
}
