/* text: a file's bytes as UTF-8 text in which only the evidence is left. */
#include "analyzer/read/text.h"

#include <stdint.h>
#include <string.h>

#include "analyzer/read/json.h"

enum { PROBE = 4096, RARE = 10 };

static bool starts(const char *bytes, size_t len, const char *magic, size_t n)
{
    return len >= n && memcmp(bytes, magic, n) == 0;
}

static unsigned unit_at(const unsigned char *bytes, bool big)
{
    return big ? (unsigned)bytes[0] << 8 | bytes[1] : (unsigned)bytes[1] << 8 | bytes[0];
}

static void put_utf8(struct buf *out, unsigned c)
{
    char bytes[4];
    size_t n = 0;

    if (c < 0x80) {
        bytes[n++] = (char)c;
    } else if (c < 0x800) {
        bytes[n++] = (char)(0xC0 | c >> 6);
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        bytes[n++] = (char)(0xE0 | c >> 12);
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    } else {
        bytes[n++] = (char)(0xF0 | c >> 18);
        bytes[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    }
    buf_add(out, bytes, n);
}

/* A lone surrogate becomes U+FFFD; an odd last byte is dropped. */
static void from_utf16(const char *bytes, size_t len, bool big, struct buf *out)
{
    const unsigned char *at = (const unsigned char *)bytes;
    const unsigned char *end = at + len / 2 * 2;

    buf_reset(out);
    buf_reserve(out, len + len / 2 + JSON_PADDING);
    for (; at < end; at += 2) {
        unsigned c = unit_at(at, big);

        if (c >= 0xD800 && c <= 0xDBFF && end - at >= 4) {
            const unsigned low = unit_at(at + 2, big);

            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        put_utf8(out, c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
    }
}

/* JSON starts with ASCII: every other byte of its first characters is NUL. */
static bool looks_utf16(const char *bytes, size_t len, bool big)
{
    const size_t zero = big ? 0 : 1;

    if (len < 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if ((bytes[i] == '\0') != (i % 2 == zero))
            return false;
    return true;
}

/* Control characters that no text has, in the first bytes. */
static bool looks_binary(const char *bytes, size_t len)
{
    const size_t n = len < PROBE ? len : PROBE;
    size_t odd = 0;

    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)bytes[i];

        odd +=
            (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B) ||
            c == 0x7F;
    }
    return odd > 2 && odd * RARE > n;
}

static void settle(struct text_result *result, struct buf *out)
{
    buf_reserve(out, JSON_PADDING);
    memset(out->data + out->len, 0, JSON_PADDING);
    result->text = out->data;
    result->len = out->len;
    result->direct = false;
}

void text_decode(char *bytes, size_t len, struct buf *out, struct text_result *result)
{
    size_t padding = 0;

    memset(result, 0, sizeof(*result));
    result->text = bytes;
    result->len = len;
    result->direct = true;
    if (starts(bytes, len, "\xff\xfe\0\0", 4) || starts(bytes, len, "\0\0\xfe\xff", 4)) {
        result->fault = "UTF-32, which is not read; save the file as UTF-8";
    } else if (starts(bytes, len, "\xff\xfe", 2) || starts(bytes, len, "\xfe\xff", 2)) {
        from_utf16(bytes + 2, len - 2, bytes[0] == '\xfe', out);
        result->note = "decoded from UTF-16";
        settle(result, out);
    } else if (looks_utf16(bytes, len, false) || looks_utf16(bytes, len, true)) {
        from_utf16(bytes, len, bytes[0] == '\0', out);
        result->note = "decoded from UTF-16 (no byte order mark)";
        settle(result, out);
    } else if (starts(bytes, len, "\xef\xbb\xbf", 3)) {
        memset(bytes, ' ', 3);
    }
    while (result->len > 0 && result->text[result->len - 1] == '\0') {
        result->len--;
        padding++;
    }
    if (padding > 0 && result->note == NULL)
        result->note = "NUL padding at the end was dropped";
    if (result->fault == NULL && looks_binary(result->text, result->len))
        result->fault = "binary data: neither JSON nor text";
}

static void blank(char *from, const char *to)
{
    for (; from < to; from++)
        if (*from != '\n' && *from != '\r')
            *from = ' ';
}

/* ESC [ ... letter */
static bool peel_colours(char *text, size_t len)
{
    char *end = text + len;
    bool found = false;

    for (char *at = memchr(text, 0x1B, len); at != NULL;
         at = memchr(at, 0x1B, (size_t)(end - at))) {
        char *from = at++;

        if (at < end && *at == '[')
            at++;
        while (at < end && (*at == ';' || *at == '?' || (*at >= '0' && *at <= '9')))
            at++;
        if (at < end)
            at++;
        blank(from, at);
        found = true;
    }
    return found;
}

/* Calls on_line for each line; the lines do not hold their newline. */
struct lines {
    char *at;
    char *end;
};

static bool next_line(struct lines *lines, char **from, char **to)
{
    char *newline;

    if (lines->at >= lines->end)
        return false;
    *from = lines->at;
    newline = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    *to = newline == NULL ? lines->end : newline;
    lines->at = newline == NULL ? lines->end : newline + 1;
    return true;
}

static bool peel_quotes(char *text, size_t len)
{
    struct lines lines = { text, text + len };
    size_t quoted = 0;
    size_t others = 0;
    char *from;
    char *to;

    while (next_line(&lines, &from, &to)) {
        if (*from == '>')
            quoted++;
        else if (to - from > 1)
            others++;
    }
    if (quoted == 0 || others > quoted)
        return false;
    lines = (struct lines){ text, text + len };
    while (next_line(&lines, &from, &to)) {
        if (*from != '>') {
            blank(from, to);
            continue;
        }
        while (from < to && (*from == '>' || *from == ' '))
            *from++ = ' ';
    }
    return true;
}

static bool is_fence(const char *from, const char *to)
{
    while (from < to && *from == ' ')
        from++;
    return to - from >= 3 && (memcmp(from, "```", 3) == 0 || memcmp(from, "~~~", 3) == 0);
}

/* What stands outside fences is prose. */
static bool peel_fences(char *text, size_t len)
{
    struct lines lines = { text, text + len };
    bool inside = false;
    bool found = false;
    char *from;
    char *to;

    while (!found && next_line(&lines, &from, &to))
        found = is_fence(from, to);
    if (!found)
        return false;
    lines = (struct lines){ text, text + len };
    while (next_line(&lines, &from, &to)) {
        if (is_fence(from, to)) {
            inside = !inside;
            blank(from, to);
        } else if (!inside) {
            blank(from, to);
        }
    }
    return true;
}

static bool is_prompt(const char *from, const char *to)
{
    const char *dollar;

    if (to - from >= 2 && (*from == '$' || *from == '%' || *from == '#') &&
        from[1] == ' ')
        return true;
    if (to - from >= 4 && memcmp(from, "PS ", 3) == 0)
        return true;
    /* "user@host:~$ aws acm ..." */
    dollar = memchr(from, '$', (size_t)(to - from));
    return dollar != NULL && to - dollar > 2 && dollar[1] == ' ' && dollar - from < 80 &&
           memchr(from, '@', (size_t)(dollar - from)) != NULL;
}

static bool peel_prompts(char *text, size_t len)
{
    struct lines lines = { text, text + len };
    bool continued = false;
    bool found = false;
    char *from;
    char *to;

    while (next_line(&lines, &from, &to)) {
        const bool prompt = continued || is_prompt(from, to);

        continued = prompt && to > from && to[-1] == '\\';
        if (!prompt)
            continue;
        blank(from, to);
        found = true;
    }
    return found;
}

const char *text_peel(char *text, size_t len)
{
    const bool colours = peel_colours(text, len);

    if (peel_fences(text, len))
        return "read from a fenced block of Markdown";
    if (peel_quotes(text, len))
        return "read from quoted text";
    if (peel_prompts(text, len))
        return "read from a shell session";
    return colours ? "ANSI colours were taken out" : NULL;
}
