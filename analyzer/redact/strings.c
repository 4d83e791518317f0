/* strings: the strings of JSON, taken apart and put together without losing what is odd.
 */
#include "analyzer/redact/strings.h"

#include <string.h>

#include "analyzer/redact/forms.h"
#include "base/buf.h"

/* Before a control character that has no escape; it is no byte of UTF-8. */
enum { RAW = 0xFE };

size_t string_length(const char *text, size_t len, size_t *inside)
{
    size_t i = 1;

    for (; i < len && text[i] != '\n'; i++) {
        if (text[i] == '\\' && i + 1 < len && text[i + 1] != '\n') {
            i++;
        } else if (text[i] == '"') {
            *inside = i - 1;
            return i + 1;
        }
    }
    *inside = i - 1;
    return i;
}

static unsigned hex_value(const char *text)
{
    unsigned value = 0;

    for (size_t i = 0; i < 4; i++)
        value = value << 4 |
                (unsigned)(text[i] <= '9' ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
    return value;
}

static void put_utf8(unsigned c, struct buf *out)
{
    if (c < 0x80) {
        buf_putc(out, (char)c);
        return;
    }
    if (c < 0x800) {
        buf_putc(out, (char)(0xC0 | c >> 6));
    } else if (c < 0x10000) {
        buf_putc(out, (char)(0xE0 | c >> 12));
        buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
    } else {
        buf_putc(out, (char)(0xF0 | c >> 18));
        buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
    }
    buf_putc(out, (char)(0x80 | (c & 0x3F)));
}

/* "\uXXXX" at text, or 0. */
static size_t take_unicode(const char *text, size_t len, struct buf *out)
{
    unsigned c;

    if (len < 6 || text[1] != 'u' || !form_is_hex(text + 2, 4))
        return 0;
    c = hex_value(text + 2);
    if (c >= 0xD800 && c < 0xDC00 && len >= 12 && text[6] == '\\' && text[7] == 'u' &&
        form_is_hex(text + 8, 4)) {
        const unsigned low = hex_value(text + 8);

        if (low >= 0xDC00 && low < 0xE000) {
            put_utf8(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), out);
            return 12;
        }
    }
    put_utf8(c, out);
    return 6;
}

void string_meaning(const char *text, size_t len, struct buf *out)
{
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";

    for (size_t i = 0; i < len; i++) {
        const char *at;
        size_t n;

        if ((unsigned char)text[i] < 0x20) {
            buf_putc(out, (char)RAW);
            buf_putc(out, (char)(0x80 | text[i]));
            continue;
        }
        if (text[i] != '\\' || i + 1 == len) {
            buf_putc(out, text[i]);
            continue;
        }
        n = take_unicode(text + i, len - i, out);
        at = text[i + 1] == '\0' ? NULL : strchr(from, text[i + 1]);
        if (n > 0) {
            i += n - 1;
        } else if (at != NULL) {
            buf_putc(out, to[at - from]);
            i++;
        } else {
            buf_putc(out, text[i]);
        }
    }
}

void string_put(const char *text, size_t len, struct buf *out)
{
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char to[] = "\"\\bfnrt";

    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];
        const char *at = c == '\0' ? NULL : strchr(from, text[i]);

        if (at != NULL) {
            buf_putc(out, '\\');
            buf_putc(out, to[at - from]);
        } else if (c == RAW && i + 1 < len) {
            buf_putc(out, (char)(text[++i] & 0x1F));
        } else if (c < 0x20) {
            buf_printf(out, "\\u%04x", c);
        } else if (c == 0xED && i + 2 < len && (unsigned char)text[i + 1] >= 0xA0) {
            buf_printf(out, "\\ud%x%x%x", ((unsigned char)text[i + 1] & 0x3F) >> 2,
                       ((unsigned)text[i + 1] & 3) << 2 |
                           ((unsigned char)text[i + 2] & 0x3F) >> 4,
                       (unsigned char)text[i + 2] & 0xF);
            i += 2;
        } else {
            buf_putc(out, text[i]);
        }
    }
}
