/* jsonpos_token: strings, numbers and words of a JSON text, checked and repaired. */
#include "base/jsonpos_token.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"

enum { WORD_SHOWN_MAX = 40 };

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

const char *token_shown(const struct token_reader *reader, size_t at,
                        char out[TOKEN_SHOWN_MAX])
{
    const unsigned char byte = (unsigned char)reader->text[at];

    snprintf(out, TOKEN_SHOWN_MAX, byte > 0x20 && byte < 0x7F ? "'%c'" : "byte 0x%02X",
             byte);
    return out;
}

/* What a piece of a string means, for those who ask. */
static void mean(struct buf *meaning, const char *bytes, size_t len)
{
    if (meaning != NULL)
        buf_add(meaning, bytes, len);
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

static void mean_code_point(struct buf *meaning, unsigned c)
{
    char bytes[4];
    size_t n = 0;

    if (c < 0x80) {
        bytes[n++] = (char)c;
    } else {
        if (c < 0x800) {
            bytes[n++] = (char)(0xC0 | c >> 6);
        } else if (c < 0x10000) {
            bytes[n++] = (char)(0xE0 | c >> 12);
        } else {
            bytes[n++] = (char)(0xF0 | c >> 18);
            bytes[n++] = (char)(0x80 | (c >> 12 & 0x3F));
        }
        if (c >= 0x800)
            bytes[n++] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (c & 0x3F));
    }
    mean(meaning, bytes, n);
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
        mean(meaning, &means[letter - letters], 1);
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
        mean_code_point(meaning, 0x10000U + ((unsigned)(high - 0xD800) << 10) +
                                     (unsigned)(low - 0xDC00));
        reader->at += 12;
        return 0;
    }
    if (high >= 0xD800 && high <= 0xDFFF) {
        reader->fault(reader, JSONPOS_LONE_SURROGATE, reader->at,
                      "the character became U+FFFD", "half of a surrogate pair");
        token_put(reader, replacement, 3);
        mean(meaning, replacement, 3);
    } else {
        token_put(reader, reader->text + reader->at, 6);
        mean_code_point(meaning, (unsigned)high);
    }
    reader->at += 6;
    return 0;
}

/* A byte in a string that is neither plain nor a backslash. */
static void take_odd_byte(struct token_reader *reader, struct buf *meaning)
{
    const size_t n = utf8_len(reader->text + reader->at, reader->len - reader->at);
    char shown[TOKEN_SHOWN_MAX];

    if ((unsigned char)reader->text[reader->at] < 0x20) {
        reader->fault(reader, JSONPOS_CONTROL, reader->at, "the character became U+FFFD",
                      "a raw control character (%s) in a string",
                      token_shown(reader, reader->at, shown));
    } else if (n > 0) {
        token_put(reader, reader->text + reader->at, n);
        mean(meaning, reader->text + reader->at, n);
        reader->at += n;
        return;
    } else {
        reader->fault(reader, JSONPOS_BAD_UTF8, reader->at, "the byte became U+FFFD",
                      "%s is not UTF-8", token_shown(reader, reader->at, shown));
    }
    token_put(reader, replacement, 3);
    mean(meaning, replacement, 3);
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
        mean(meaning, reader->text + from, reader->at - from);
        if (reader->at == reader->len || reader->text[reader->at] == '"')
            continue;
        if (reader->text[reader->at] != '\\')
            take_odd_byte(reader, meaning);
        else if (take_escape(reader, meaning) != 0)
            break;
    }
    if (reader->at == reader->len || reader->text[reader->at] != '"') {
        reader->want = reader->at == reader->len
                           ? "the end of a string"
                           : "an escape that JSON has (\\n, \\\", \\u00e9 and the like)";
        return -1;
    }
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
    char copy[2048]; /* no client writes such a number; a longer one is refused */

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

/* The start of a word that is no value, harmless for a line of text. */
static void bad_word(struct token_reader *reader, enum jsonpos_fault_kind kind, size_t n,
                     const char *lost, const char *said, const char *then)
{
    const size_t shown = n > WORD_SHOWN_MAX ? WORD_SHOWN_MAX : n;
    struct buf word = { 0 };

    escape_terminal(&word, reader->text + reader->at, shown);
    reader->fault(reader, kind, reader->at, lost, "%s '%s%s'%s", said, buf_text(&word),
                  shown < n ? "..." : "", then);
    buf_clear(&word);
    token_put(reader, "null", 4);
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
            bad_word(reader, JSONPOS_BIG_NUMBER, n, "the number became null",
                     "the number", " does not fit 64 bits");
        }
    } else {
        bad_word(reader, JSONPOS_BAD_LITERAL, n, "the word became null",
                 "want a JSON value, got", "");
    }
    reader->at = from + n;
    return 0;
}
