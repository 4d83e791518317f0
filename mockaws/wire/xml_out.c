/* xml_out: XML answers, element by element, on one line as AWS sends them. */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/when.h"
#include "mockaws/wire/xml.h"
#include "mockaws/wire/xml_escape.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* How many octets of text can stand as they are. */
static size_t plain_len(const char *text)
{
    size_t n = 0;

    while ((unsigned char)text[n] >= 0x20 && (unsigned char)text[n] < 0x80 &&
           strchr("&<>", text[n]) == NULL)
        n++;
    return n;
}

/* The length of the one character beyond ASCII that text begins with; 0: it is none. */
static size_t wide_len(const char *text)
{
    const unsigned char lead = (unsigned char)text[0];
    const size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    size_t at;

    if (strnlen(text, want) < want || !escape_is_utf8(text, want, &at))
        return 0;
    return want;
}

/* U+FFFE and U+FFFF are UTF-8, but no characters of XML. */
static bool is_allowed(const char *text)
{
    return strncmp(text, "\xEF\xBF\xBE", 3) != 0 && strncmp(text, "\xEF\xBF\xBF", 3) != 0;
}

/* One character beyond ASCII, or an octet that is none, or a control. */
static size_t escape_odd(struct buf *out, const char *text)
{
    const size_t len = (unsigned char)text[0] < 0x80 ? 0 : wide_len(text);

    if (len > 0 && is_allowed(text))
        buf_add(out, text, len);
    else
        buf_puts(out, replacement);
    return len == 0 ? 1 : len;
}

/* One character that is not plain; returns how many octets of text it was. */
static size_t escape_one(struct buf *out, const char *text)
{
    switch (text[0]) {
    case '&':
        buf_puts(out, "&amp;");
        return 1;
    case '<':
        buf_puts(out, "&lt;");
        return 1;
    case '>':
        buf_puts(out, "&gt;");
        return 1;
    case '\r':
        buf_puts(out, "&#13;");
        return 1;
    case '\n':
    case '\t':
        buf_putc(out, text[0]);
        return 1;
    default:
        return escape_odd(out, text);
    }
}

void xml_escape(struct buf *out, const char *text)
{
    while (*text != '\0') {
        const size_t n = plain_len(text);

        buf_add(out, text, n);
        text += n;
        if (*text != '\0')
            text += escape_one(out, text);
    }
}

void xml_open(struct xml_out *out, const char *name)
{
    buf_putc(&out->text, '<');
    buf_puts(&out->text, name);
    buf_putc(&out->text, '>');
}

void xml_root(struct xml_out *out, const char *name, const char *xmlns)
{
    buf_puts(&out->text, "<?xml version=\"1.0\"?>\n");
    if (xmlns == NULL)
        xml_open(out, name);
    else
        buf_printf(&out->text, "<%s xmlns=\"%s\">", name, xmlns);
}

void xml_close(struct xml_out *out, const char *name)
{
    buf_puts(&out->text, "</");
    buf_puts(&out->text, name);
    buf_putc(&out->text, '>');
}

void xml_text(struct xml_out *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    xml_open(out, name);
    xml_escape(&out->text, text);
    xml_close(out, name);
}

void xml_number(struct xml_out *out, const char *name, int64_t number)
{
    xml_open(out, name);
    buf_printf(&out->text, "%" PRId64, number);
    xml_close(out, name);
}

void xml_bool(struct xml_out *out, const char *name, bool value)
{
    xml_text(out, name, value ? "true" : "false");
}

void xml_time(struct xml_out *out, const char *name, int64_t ms)
{
    int64_t fraction = ms % 1000;
    char text[WHEN_TEXT_MAX];

    if (fraction < 0)
        fraction += 1000;
    when_iso((ms - fraction) / 1000, text);
    xml_open(out, name);
    buf_printf(&out->text, "%.*s.%03dZ", (int)strcspn(text, "Z"), text, (int)fraction);
    xml_close(out, name);
}
