/* text: a file's bytes as UTF-8 text in which only the evidence is left. */
#include "analyzer/read/text.h"

#include <stdint.h>
#include <string.h>

#include "analyzer/read/json.h"
#include "base/escape.h"

enum { PROBE = 4096, RARE = 10, FOREIGN = 3, TIME_WITHIN = 200 };

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

/* Four bytes a character: the mark, or three NULs beside each ASCII character. */
static bool looks_utf32(const char *bytes, size_t len)
{
    return starts(bytes, len, "\xff\xfe\0\0", 4) ||
           starts(bytes, len, "\0\0\xfe\xff", 4) ||
           (len >= 8 && ((bytes[0] != '\0' && memcmp(bytes + 1, "\0\0\0", 3) == 0 &&
                          bytes[4] != '\0' && memcmp(bytes + 5, "\0\0\0", 3) == 0) ||
                         (memcmp(bytes, "\0\0\0", 3) == 0 && bytes[3] != '\0' &&
                          memcmp(bytes + 4, "\0\0\0", 3) == 0 && bytes[7] != '\0')));
}

/* How many bytes are no UTF-8. */
static size_t count_foreign(const char *bytes, size_t len)
{
    size_t n = 0;
    size_t at;

    while (len > 0 && !escape_is_utf8(bytes, len, &at)) {
        n++;
        bytes += at + 1;
        len -= at + 1;
    }
    return n;
}

/*
 * Control characters that no text has, in the first bytes, or much that is no UTF-8.
 * NULs do not count: a file that was cut off by a crash has them, too.
 */
static bool looks_binary(const char *bytes, size_t len)
{
    const size_t probe = len < PROBE ? len : PROBE;
    size_t odd = 0;
    size_t n = 0;

    for (size_t i = 0; i < probe; i++) {
        const unsigned char c = (unsigned char)bytes[i];

        n += c != '\0';
        odd += (c != '\0' && c < 0x20 && c != '\t' && c != '\n' && c != '\r' &&
                c != '\f' && c != 0x1B) ||
               c == 0x7F;
    }
    return (odd > 2 && odd * RARE > n) ||
           (n > 16 && (odd + count_foreign(bytes, probe)) * FOREIGN > n);
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
    if (looks_utf32(bytes, len)) {
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
    while (result->fault == NULL && result->len > 0 &&
           result->text[result->len - 1] == '\0') {
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

/* Goes from line to line; they do not hold their newline. */
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

/*
 * Where a log's time of day ends: "2026-11-20T10:00:00.1234567Z ", at the start of the
 * line or behind the names of job and step and their tabs. NULL when there is none.
 */
static char *log_time_end(char *from, char *to)
{
    static const char form[] = "0000-00-00T00:00:00";
    char *tab;
    size_t i = 0;

    while (from < to && *from == ' ')
        from++;
    while ((tab = memchr(from, '\t', (size_t)(to - from))) != NULL &&
           tab - from < TIME_WITHIN && (*from < '0' || *from > '9'))
        from = tab + 1;
    if ((size_t)(to - from) < sizeof(form))
        return NULL;
    for (; form[i] != '\0'; i++)
        if (form[i] == '0' ? from[i] < '0' || from[i] > '9' : from[i] != form[i])
            return NULL;
    from += i;
    while (from < to && (*from == '.' || *from == ',' || (*from >= '0' && *from <= '9')))
        from++;
    if (from < to && *from == 'Z')
        from++;
    else if (to - from >= 6 && (*from == '+' || *from == '-') && from[3] == ':')
        from += 6;
    else
        return NULL;
    return from == to || *from == ' ' || *from == '\t' ? from : NULL;
}

/* The time of day that a build's log puts before every line. */
static bool peel_log_times(char *text, size_t len)
{
    struct lines lines = { text, text + len };
    size_t timed = 0;
    size_t others = 0;
    char *from;
    char *to;

    while (next_line(&lines, &from, &to)) {
        if (log_time_end(from, to) != NULL)
            timed++;
        else if (to - from > 1)
            others++;
    }
    if (timed == 0 || others > timed || memchr(text, '{', len) == NULL)
        return false;
    lines = (struct lines){ text, text + len };
    while (next_line(&lines, &from, &to)) {
        char *end = log_time_end(from, to);

        if (end != NULL)
            blank(from, end);
    }
    return true;
}

/* "user@host:~$ aws acm ...", "$ aws", "PS C:\\> aws"; with or without a command. */
/* "scoutsuite_results =" and the like: a script's assignment before the JSON. */
static bool peel_assignment(char *text, size_t len)
{
    size_t at = strspn(text, " \t\r\n");
    const size_t from = at;

    if (text[at] < 'A' || at >= len)
        return false;
    while (at < len &&
           strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$ \t",
                  text[at]) != NULL &&
           text[at] != '\0')
        at++;
    if (at == len || text[at] != '=' || at - from > 80)
        return false;
    at++;
    while (at < len && strchr(" \t\r\n", text[at]) != NULL && text[at] != '\0')
        at++;
    if (at == len || (text[at] != '{' && text[at] != '['))
        return false; /* NAME=value: no JSON comes */
    blank(text, text + at);
    return true;
}

static bool is_prompt(const char *from, const char *to)
{
    if (to > from && to[-1] == '\r')
        to--;
    if (to - from >= 2 && (*from == '$' || *from == '%' || *from == '#') &&
        from[1] == ' ')
        return true;
    if (to - from >= 4 && memcmp(from, "PS ", 3) == 0)
        return true;
    for (const char *at = from, *host = NULL; at < to && at - from < 80; at++) {
        if (*at == '@')
            host = at;
        else if (host != NULL && (*at == '$' || *at == '#'))
            return at + 1 == to || at[1] == ' ';
    }
    return false;
}

/* A command that goes on in the next line: "... \\". */
static bool is_continued(const char *from, const char *to)
{
    if (to > from && to[-1] == '\r')
        to--;
    return to > from && (to[-1] == '\\' || to[-1] == '`');
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

        continued = prompt && is_continued(from, to);
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

    if (peel_log_times(text, len))
        return "read from a log";
    if (peel_assignment(text, len))
        return "the assignment before the JSON was taken off";
    if (peel_fences(text, len))
        return "read from a fenced block of Markdown";
    if (peel_quotes(text, len))
        return "read from quoted text";
    if (peel_prompts(text, len))
        return "read from a shell session";
    return colours ? "ANSI colours were taken out" : NULL;
}
