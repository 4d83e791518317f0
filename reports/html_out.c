/* html_out: a buffer before the stream, and the one door for untrusted text. */
#include "reports/html_out.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/when.h"

enum { PIECE = 1 << 16 };

void html_begin(struct html *html, FILE *out)
{
    html->out = out;
    buf_init(&html->buf);
    buf_reserve(&html->buf, 2 * (size_t)PIECE);
}

static void flush(struct html *html)
{
    if (html->buf.len > 0)
        fwrite(html->buf.data, 1, html->buf.len, html->out);
    buf_reset(&html->buf);
}

void html_end(struct html *html)
{
    flush(html);
    buf_clear(&html->buf);
}

void html_bytes(struct html *html, const void *bytes, size_t len)
{
    buf_add(&html->buf, bytes, len);
    if (html->buf.len >= PIECE)
        flush(html);
}

void html_raw(struct html *html, const char *markup)
{
    html_bytes(html, markup, strlen(markup));
}

void html_number(struct html *html, uint64_t number)
{
    char text[32];
    int len = snprintf(text, sizeof(text), "%llu", (unsigned long long)number);

    html_bytes(html, text, (size_t)len);
}

void html_count(struct html *html, uint64_t number)
{
    char digits[32];
    size_t len =
        (size_t)snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);

    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            html_raw(html, ",");
        html_bytes(html, &digits[i], 1);
    }
}

void html_text_n(struct html *html, const char *text, size_t len)
{
    escape_html(&html->buf, text, len);
    if (html->buf.len >= PIECE)
        flush(html);
}

void html_text(struct html *html, const char *text)
{
    if (text != NULL)
        html_text_n(html, text, strlen(text));
}

void html_wrap(struct html *html, const char *open, const char *text, const char *close)
{
    if (text == NULL || *text == '\0')
        return;
    html_raw(html, open);
    html_text(html, text);
    html_raw(html, close);
}

void html_when(struct html *html, int64_t when)
{
    char iso[WHEN_TEXT_MAX];

    if (when == WHEN_NONE) {
        html_raw(html, "&#8211;");
        return;
    }
    when_iso(when, iso);
    html_raw(html, "<time datetime=\"");
    html_text(html, iso);
    html_raw(html, "\">");
    html_text_n(html, iso, 10);
    html_raw(html, " ");
    html_text_n(html, iso + 11, 5);
    html_raw(html, " UTC</time>");
}

char *html_unicode(const char *name)
{
    char *out = NULL;
    char *copy;

    if (name == NULL || strstr(name, "xn--") == NULL)
        return NULL;
    if (idn2_to_unicode_8z8z(name, &out, 0) != IDN2_OK)
        return NULL;
    copy = strcmp(out, name) == 0 ? NULL : strdup(out);
    idn2_free(out);
    return copy;
}

void html_name(struct html *html, const char *name)
{
    char *unicode = html_unicode(name);

    html_text(html, name);
    if (unicode != NULL) {
        html_raw(html, " <span class=\"idn\">(<bdi>");
        html_text(html, unicode);
        html_raw(html, "</bdi>)</span>");
    }
    free(unicode);
}
