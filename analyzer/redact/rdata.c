/* rdata: records written in hex (RFC 3597): what they hold is rewritten within. */
#include "analyzer/redact/rdata.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/names.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/rewrite.h"
#include "base/buf.h"

enum { RDATA_MAX = 65535, LABEL_MAX = 63 };

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The octets behind `\#` and a number; hex digits may have blanks between them. */
static size_t decode(const char *text, size_t len, struct buf *bytes)
{
    size_t at = 2;
    size_t end;
    int high = -1;

    while (at < len && is_blank(text[at]))
        at++;
    end = at;
    while (end < len && form_is_digits(text + end, 1))
        end++;
    if (end == at)
        return 0;
    for (at = end; at < len; at++) {
        if (is_blank(text[at]))
            continue;
        if (!form_is_hex(text + at, 1) || bytes->len == RDATA_MAX)
            break;
        if (high >= 0)
            buf_putc(bytes, (char)(high << 4 | (int)digit(text[at])));
        high = high >= 0 ? -1 : (int)digit(text[at]);
        end = at + 1;
    }
    return end;
}

static void encode(const struct buf *bytes, struct buf *out)
{
    buf_printf(out, "\\# %zu ", bytes->len);
    for (size_t i = 0; i < bytes->len; i++)
        buf_printf(out, "%02x", (unsigned char)bytes->data[i]);
}

/* Flags, the length of the tag, the tag, the value: RFC 8659, 4.1. */
static bool rewrite_caa(struct rewriting *state, const struct buf *bytes, struct buf *out)
{
    const size_t tag = bytes->len > 2 ? (unsigned char)bytes->data[1] : 0;
    struct rewriting inner = { .all = state->all };

    if (tag == 0 || 2 + tag > bytes->len)
        return false;
    for (size_t i = 0; i < tag; i++)
        if (!form_is_word_byte(bytes->data[2 + i]) ||
            (unsigned char)bytes->data[2 + i] >= 0x80)
            return false;
    buf_add(out, bytes->data, 2);
    rewrite_text(&inner, bytes->data + 2, tag, out);
    out->data[1] = (char)(out->len - 2);
    rewrite_text(&inner, bytes->data + 2 + tag, bytes->len - 2 - tag, out);
    return true;
}

/* Labels, each behind its length, and the root: RFC 1035, 3.1. */
static bool rewrite_name(struct rewriting *state, const struct buf *bytes,
                         struct buf *out)
{
    struct buf text = { 0 };
    struct buf made = { 0 };
    size_t at = 0;
    bool fits;

    while (at < bytes->len && bytes->data[at] > 0 && bytes->data[at] <= LABEL_MAX &&
           at + (size_t)bytes->data[at] < bytes->len) {
        if (at > 0)
            buf_putc(&text, '.');
        buf_add(&text, bytes->data + at + 1, (size_t)bytes->data[at]);
        at += (size_t)bytes->data[at] + 1;
    }
    fits = at > 0 && at + 1 == bytes->len && bytes->data[at] == '\0' &&
           memchr(text.data, '\0', text.len) == NULL;
    if (fits) {
        names_rewrite(state->all, text.data, text.len, NULL, false, &made);
        for (size_t from = 0; from <= made.len;) {
            const char *dot = memchr(made.data + from, '.', made.len - from);
            const size_t n = (dot == NULL ? made.len : (size_t)(dot - made.data)) - from;

            buf_putc(out, (char)n);
            buf_add(out, made.data + from, n);
            from += n + 1;
        }
        buf_putc(out, '\0');
    }
    buf_clear(&text);
    buf_clear(&made);
    return fits;
}

size_t rdata_rewrite(struct rewriting *state, const char *text, size_t len,
                     struct buf *out)
{
    struct buf bytes = { 0 };
    struct buf made = { 0 };
    size_t n = 0;

    if (len > 3 && text[0] == '\\' && text[1] == '#')
        n = decode(text, len, &bytes);
    if (n > 0 &&
        (rewrite_caa(state, &bytes, &made) || rewrite_name(state, &bytes, &made)))
        encode(&made, out);
    else if (n > 0)
        buf_puts(out, pseudonym(&state->all->pseudonyms, PSEUDONYM_HEX, text, n));
    buf_clear(&bytes);
    buf_clear(&made);
    return n;
}
