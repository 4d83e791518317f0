/* escape: text from evidence made harmless for HTML, JSON, a terminal, a shell. */
#include "base/escape.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/*
 * Decode one well-formed character of UTF-8 (RFC 3629, 4). Returns its length, or 0
 * when the bytes at text are none.
 */
static size_t decode(const unsigned char *text, size_t len, uint32_t *out)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char first = text[0];
    size_t n;

    if (first < 0x80) {
        *out = first;
        return 1;
    }
    n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || len < n)
        return 0;
    *out = first & (0xFFU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        *out = *out << 6 | (text[i] & 0x3F);
    }
    if (*out < least[n] || *out > 0x10FFFF || (*out >= 0xD800 && *out <= 0xDFFF))
        return 0;
    return n;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

static bool is_bidi(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* Puts what stands for c, or nothing: then the character itself is added. */
typedef bool substitute(struct buf *out, uint32_t c);

/* Plain ASCII runs are found by table, so that the usual text is copied whole. */
struct plain {
    bool byte[256];
};

static void escape(struct buf *out, const char *text, size_t len,
                   const struct plain *plain, substitute *put)
{
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + len;

    while (at < end) {
        const unsigned char *from = at;
        uint32_t c;
        size_t n;

        while (at < end && plain->byte[*at])
            at++;
        if (at > from)
            buf_add(out, from, (size_t)(at - from));
        if (at == end)
            return;
        n = decode(at, (size_t)(end - at), &c);
        if (n == 0) {
            buf_puts(out, replacement);
            n = 1;
        } else if (!put(out, c)) {
            buf_add(out, at, n);
        }
        at += n;
    }
}

/* clang-format off */
/* The 95 printable ASCII characters less the ones named. */
#define P true
#define N false
#define ROW(a) a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a
static const struct plain plain_html = { {
    ROW(N), ROW(N),
    P, P, N, P, P, P, N, N, P, P, P, P, P, P, P, P, /* " & ' */
    P, P, P, P, P, P, P, P, P, P, P, P, N, P, N, P, /* < > */
    ROW(P), ROW(P), ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N,
} };
static const struct plain plain_json = { {
    ROW(N), ROW(N),
    P, P, N, P, P, P, P, P, P, P, P, P, P, P, P, P, /* " */
    ROW(P), ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, N, P, P, P, /* backslash */
    ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N,
} };
static const struct plain plain_script = { {
    ROW(N), ROW(N),
    P, P, N, P, P, P, N, P, P, P, P, P, P, P, P, P, /* " & */
    P, P, P, P, P, P, P, P, P, P, P, P, N, P, N, P, /* < > */
    ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, N, P, P, P, /* backslash */
    ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N,
} };
static const struct plain plain_terminal = { {
    ROW(N), ROW(N), ROW(P), ROW(P), ROW(P), ROW(P), ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N,
} };
static const struct plain plain_pointer = { {
    ROW(N), ROW(N),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N, /* slash */
    ROW(P), ROW(P), ROW(P), ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, N, N, /* tilde */
} };
static const struct plain plain_shell = { {
    ROW(N), ROW(N),
    P, P, P, P, P, P, P, N, P, P, P, P, P, P, P, P, /* ' */
    ROW(P), ROW(P), ROW(P), ROW(P),
    P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, N,
} };
#undef P
#undef N
#undef ROW
/* clang-format on */

static bool put_html(struct buf *out, uint32_t c)
{
    switch (c) {
    case '&':
        buf_puts(out, "&amp;");
        return true;
    case '<':
        buf_puts(out, "&lt;");
        return true;
    case '>':
        buf_puts(out, "&gt;");
        return true;
    case '"':
        buf_puts(out, "&quot;");
        return true;
    case '\'':
        buf_puts(out, "&#39;");
        return true;
    case '\n':
    case '\t':
        return false;
    default:
        if (!is_control(c) && !is_bidi(c))
            return false;
        buf_printf(out, "\\u%04X", (unsigned)c);
        return true;
    }
}

void escape_html(struct buf *out, const char *text, size_t len)
{
    escape(out, text, len, &plain_html, put_html);
}

static bool put_json(struct buf *out, uint32_t c)
{
    static const char letters[] = "btnvfr"; /* U+0008 to U+000D */

    if (c == '"' || c == '\\') {
        buf_putc(out, '\\');
        buf_putc(out, (char)c);
    } else if (c >= 8 && c <= 13 && c != 11) {
        buf_putc(out, '\\');
        buf_putc(out, letters[c - 8]);
    } else if (c < 0x20 || c == 0x7F) {
        buf_printf(out, "\\u%04x", (unsigned)c);
    } else {
        return false;
    }
    return true;
}

void escape_json(struct buf *out, const char *text, size_t len)
{
    escape(out, text, len, &plain_json, put_json);
}

static bool put_script(struct buf *out, uint32_t c)
{
    if (c != '<' && c != '>' && c != '&' && c != 0x2028 && c != 0x2029)
        return put_json(out, c);
    buf_printf(out, "\\u%04x", (unsigned)c);
    return true;
}

void escape_json_script(struct buf *out, const char *text, size_t len)
{
    escape(out, text, len, &plain_script, put_script);
}

static bool put_terminal(struct buf *out, uint32_t c)
{
    if (c == '\n')
        buf_puts(out, "\\n");
    else if (c == '\t')
        buf_puts(out, "\\t");
    else if (c == '\r')
        buf_puts(out, "\\r");
    else if (c < 0x80 && is_control(c))
        buf_printf(out, "\\x%02X", (unsigned)c);
    else if (is_control(c) || is_bidi(c))
        buf_printf(out, "\\u%04X", (unsigned)c);
    else
        return false;
    return true;
}

void escape_terminal(struct buf *out, const char *text, size_t len)
{
    escape(out, text, len, &plain_terminal, put_terminal);
}

static bool is_shell_safe(const char *text, size_t len)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789_-./:=@%+,";

    for (size_t i = 0; i < len; i++)
        if (memchr(safe, text[i], sizeof(safe) - 1) == NULL)
            return false;
    return len > 0;
}

/* A NUL ends the word for every shell: it cannot stand in one. */
static bool put_shell(struct buf *out, uint32_t c)
{
    if (c == '\'')
        buf_puts(out, "'\\''");
    else if (c == 0)
        buf_puts(out, replacement);
    else
        return false;
    return true;
}

void escape_shell(struct buf *out, const char *text, size_t len)
{
    if (is_shell_safe(text, len)) {
        buf_add(out, text, len);
        return;
    }
    buf_putc(out, '\'');
    escape(out, text, len, &plain_shell, put_shell);
    buf_putc(out, '\'');
}

static bool put_pointer(struct buf *out, uint32_t c)
{
    if (c == '~')
        buf_puts(out, "~0");
    else if (c == '/')
        buf_puts(out, "~1");
    else
        return false;
    return true;
}

void escape_pointer(struct buf *out, const char *text, size_t len)
{
    escape(out, text, len, &plain_pointer, put_pointer);
}

bool escape_is_utf8(const char *text, size_t len, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t i = 0;
    uint32_t c;

    while (i < len) {
        const size_t n = bytes[i] < 0x80 ? 1 : decode(bytes + i, len - i, &c);

        if (n == 0) {
            *at = i;
            return false;
        }
        i += n;
    }
    return true;
}
