/* jsonpos_token: strings, numbers and words of a JSON text, checked and repaired. */
#include "base/jsonpos_token.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

void token_put(struct token_reader *reader, const char *bytes, size_t len)
{
    if (reader->out != NULL)
        buf_add(reader->out, bytes, len);
}

void token_space(struct token_reader *reader)
{
    while (reader->at < reader->len &&
           (reader->text[reader->at] == ' ' || reader->text[reader->at] == '\t' ||
            reader->text[reader->at] == '\n' || reader->text[reader->at] == '\r'))
        reader->at++;
}

const char *token_shown(const struct token_reader *reader, size_t at)
{
    const unsigned char byte = (unsigned char)reader->text[at];

    if (byte > 0x20 && byte < 0x7F)
        return arena_printf(reader->arena, "'%c'", byte);
    return arena_printf(reader->arena, "byte 0x%02X", byte);
}

/* The length of a UTF-8 character at text, or 0 when it is none. */
static size_t utf8_len(const char *text, size_t len)
{
    size_t bad;

    for (size_t n = 1; n <= 4 && n <= len; n++)
        if (escape_is_utf8(text, n, &bad))
            return n;
    return 0;
}

static int hex4(const char *text, size_t len)
{
    int value = 0;

    if (len < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char c = text[i];

        value *= 16;
        if (c >= '0' && c <= '9')
            value += c - '0';
        else if (c >= 'a' && c <= 'f')
            value += c - 'a' + 10;
        else if (c >= 'A' && c <= 'F')
            value += c - 'A' + 10;
        else
            return -1;
    }
    return value;
}

static void put_code_point(struct buf *out, unsigned c)
{
    if (c < 0x80) {
        buf_putc(out, (char)c);
    } else if (c < 0x800) {
        buf_putc(out, (char)(0xC0 | c >> 6));
        buf_putc(out, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_putc(out, (char)(0xE0 | c >> 12));
        buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_putc(out, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_putc(out, (char)(0xF0 | c >> 18));
        buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_putc(out, (char)(0x80 | (c & 0x3F)));
    }
}

/* `\` at reader->at: write the escape (or what replaces it) and its meaning. -1: syntax.
 */
static int take_escape(struct token_reader *reader, struct buf *meaning)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char means[] = "\"\\/\b\f\n\r\t";
    const size_t left = reader->len - reader->at;
    const char *letter;
    int high;
    int low;

    if (left < 2)
        return -1;
    letter = memchr(letters, reader->text[reader->at + 1], sizeof(letters) - 1);
    if (letter != NULL) {
        token_put(reader, reader->text + reader->at, 2);
        buf_putc(meaning, means[letter - letters]);
        reader->at += 2;
        return 0;
    }
    if (reader->text[reader->at + 1] != 'u' ||
        (high = hex4(reader->text + reader->at + 2, left - 2)) < 0)
        return -1;
    if (high >= 0xD800 && high <= 0xDBFF && left >= 12 &&
        reader->text[reader->at + 6] == '\\' && reader->text[reader->at + 7] == 'u' &&
        (low = hex4(reader->text + reader->at + 8, left - 8)) >= 0xDC00 &&
        low <= 0xDFFF) {
        token_put(reader, reader->text + reader->at, 12);
        put_code_point(meaning, 0x10000U + ((unsigned)(high - 0xD800) << 10) +
                                    (unsigned)(low - 0xDC00));
        reader->at += 12;
        return 0;
    }
    if (high >= 0xD800 && high <= 0xDFFF) {
        reader->fault(reader, JSONPOS_LONE_SURROGATE, reader->at,
                      "half of a surrogate pair", "the character became U+FFFD");
        token_put(reader, replacement, 3);
        buf_puts(meaning, replacement);
    } else {
        token_put(reader, reader->text + reader->at, 6);
        put_code_point(meaning, (unsigned)high);
    }
    reader->at += 6;
    return 0;
}

/* A byte in a string that is neither plain nor a backslash. */
static void take_odd_byte(struct token_reader *reader, struct buf *meaning)
{
    const size_t n = utf8_len(reader->text + reader->at, reader->len - reader->at);

    if ((unsigned char)reader->text[reader->at] < 0x20) {
        reader->fault(reader, JSONPOS_CONTROL, reader->at,
                      arena_printf(reader->arena,
                                   "a raw control character (%s) in a string",
                                   token_shown(reader, reader->at)),
                      "the character became U+FFFD");
    } else if (n > 0) {
        token_put(reader, reader->text + reader->at, n);
        buf_add(meaning, reader->text + reader->at, n);
        reader->at += n;
        return;
    } else {
        reader->fault(reader, JSONPOS_BAD_UTF8, reader->at,
                      arena_printf(reader->arena, "%s is not UTF-8",
                                   token_shown(reader, reader->at)),
                      "the byte became U+FFFD");
    }
    token_put(reader, replacement, 3);
    buf_puts(meaning, replacement);
    reader->at++;
}

/* A string at reader->at. Returns 0, or -1 with reader->at at what broke it. */
int token_string(struct token_reader *reader, struct buf *meaning)
{
    token_put(reader, "\"", 1);
    reader->at++;
    while (reader->at < reader->len && reader->text[reader->at] != '"') {
        const size_t from = reader->at;

        while (reader->at < reader->len && reader->text[reader->at] >= 0x20 &&
               reader->text[reader->at] < 0x7F && reader->text[reader->at] != '"' &&
               reader->text[reader->at] != '\\')
            reader->at++;
        token_put(reader, reader->text + from, reader->at - from);
        buf_add(meaning, reader->text + from, reader->at - from);
        if (reader->at == reader->len || reader->text[reader->at] == '"')
            continue;
        if (reader->text[reader->at] != '\\')
            take_odd_byte(reader, meaning);
        else if (take_escape(reader, meaning) != 0)
            return -1;
    }
    if (reader->at == reader->len)
        return -1;
    token_put(reader, "\"", 1);
    reader->at++;
    return 0;
}

/* RFC 8259, 6. */
static bool is_number(const char *text, size_t len)
{
    size_t i = len > 0 && text[0] == '-';
    size_t from = i;

    while (i < len && text[i] >= '0' && text[i] <= '9')
        i++;
    if (i == from || (text[from] == '0' && i - from > 1))
        return false;
    if (i < len && text[i] == '.') {
        from = ++i;
        while (i < len && text[i] >= '0' && text[i] <= '9')
            i++;
        if (i == from)
            return false;
    }
    if (i < len && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        i += i < len && (text[i] == '+' || text[i] == '-');
        from = i;
        while (i < len && text[i] >= '0' && text[i] <= '9')
            i++;
        if (i == from)
            return false;
    }
    return i == len;
}

/* Integers must fit int64 or uint64, floats a double: else a strict parser refuses. */
static bool number_fits(const char *text, size_t len)
{
    char copy[512];

    if (len >= sizeof(copy))
        return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    errno = 0;
    if (strpbrk(copy, ".eE") != NULL)
        return isfinite(strtod(copy, NULL));
    if (copy[0] == '-')
        strtoll(copy, NULL, 10);
    else
        strtoull(copy, NULL, 10);
    return errno == 0;
}

static const char *quoted(const struct token_reader *reader, size_t from, size_t len)
{
    return arena_printf(reader->arena, "'%.*s'", (int)(len > 40 ? 40 : len),
                        reader->text + from);
}

/* true, false, null, a number, or a word that should be none. -1: not even a word. */
int token_scalar(struct token_reader *reader)
{
    const size_t from = reader->at;
    size_t n = 0;

    while (from + n < reader->len &&
           strchr(" \t\r\n,:]}[{\"", reader->text[from + n]) == NULL &&
           reader->text[from + n] != '\0')
        n++;
    if (n == 0)
        return -1;
    if ((n == 4 && (memcmp(reader->text + from, "true", 4) == 0 ||
                    memcmp(reader->text + from, "null", 4) == 0)) ||
        (n == 5 && memcmp(reader->text + from, "false", 5) == 0)) {
        token_put(reader, reader->text + from, n);
    } else if (is_number(reader->text + from, n)) {
        if (number_fits(reader->text + from, n)) {
            token_put(reader, reader->text + from, n);
        } else {
            reader->fault(reader, JSONPOS_BIG_NUMBER, from,
                          arena_printf(reader->arena,
                                       "the number %s does not fit 64 bits",
                                       quoted(reader, from, n)),
                          "the number became null");
            token_put(reader, "null", 4);
        }
    } else {
        reader->fault(reader, JSONPOS_BAD_LITERAL, from,
                      arena_printf(reader->arena, "want a JSON value, got %s",
                                   quoted(reader, from, n)),
                      "the word became null");
        token_put(reader, "null", 4);
    }
    reader->at = from + n;
    return 0;
}
