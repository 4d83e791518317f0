/* html_code: numbers for texts; what differs from row to row is taken out of them. */
#include "reports/html_code.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/when.h"

/* ---- lists of distinct texts ---- */

static uint32_t number_of(struct code_list *list, struct arena *arena, const char *text,
                          size_t len)
{
    const uint32_t *known = map_get(&list->numbers, text, len);
    uint32_t *number;
    char *copy;

    if (known != NULL)
        return *known;
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 1024 : list->room * 2;
        const char **items = arena_array(arena, room, sizeof(*items));
        size_t *lens = arena_array(arena, room, sizeof(*lens));

        if (list->n > 0) {
            memcpy(items, list->items, list->n * sizeof(*items));
            memcpy(lens, list->lens, list->n * sizeof(*lens));
        }
        list->items = items;
        list->lens = lens;
        list->room = room;
    }
    copy = arena_alloc(arena, len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    list->items[list->n] = copy;
    list->lens[list->n++] = len;
    number = arena_alloc(arena, sizeof(*number));
    *number = (uint32_t)list->n;
    *map_at(&list->numbers, copy, len) = number;
    return *number;
}

void coder_init(struct coder *coder, struct arena *arena)
{
    memset(coder, 0, sizeof(*coder));
    coder->arena = arena;
    buf_reserve(&coder->text, 4096);
}

void coder_clear(struct coder *coder)
{
    map_clear(&coder->strings.numbers);
    map_clear(&coder->tuples.numbers);
    buf_clear(&coder->text);
}

/* ---- kinds of bytes ---- */

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_alnum(c) || c == '_' || c == '-';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_digit(text[i]) && (text[i] < 'a' || text[i] > 'f'))
            return false;
    return true;
}

enum { UUID_LEN = 36 };

/* 8-4-4-4-12 hex digits, lower case. */
static bool is_uuid(const char *text, size_t len)
{
    if (len != UUID_LEN)
        return false;
    for (size_t i = 0; i < len; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;

        if (dash ? text[i] != '-' : !is_hex(text + i, 1))
            return false;
    }
    return true;
}

/* ---- values ---- */

void coder_row(struct coder *coder)
{
    coder->n_values = 0;
    memset(coder->heads, 0, sizeof(coder->heads));
    memset(coder->n_of, 0, sizeof(coder->n_of));
}

static bool can_be_value(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_word(text[i]) && text[i] != '.' && text[i] != '*' && text[i] != ':')
            return false;
    return len > 0 && (is_alnum(text[0]) || text[0] == '_' || text[0] == '*');
}

/* Longer values come first in their chain, so that the longest match wins. */
static void chain(struct coder *coder, uint16_t index)
{
    struct code_value *value = &coder->values[index];
    uint16_t *at = &coder->heads[(unsigned char)value->text[0]];

    while (*at != 0 && coder->values[*at - 1].len >= value->len)
        at = &coder->values[*at - 1].next;
    value->next = *at;
    *at = (uint16_t)(index + 1);
}

static const struct code_value *find(const struct coder *coder, const char *text,
                                     size_t len)
{
    for (uint16_t at = coder->heads[(unsigned char)text[0]]; at != 0;
         at = coder->values[at - 1].next) {
        const struct code_value *value = &coder->values[at - 1];

        if (value->len == len && memcmp(value->text, text, len) == 0)
            return value;
    }
    return NULL;
}

bool coder_value(struct coder *coder, char kind, const char *text, size_t len)
{
    struct code_value *value = &coder->values[coder->n_values];

    if (coder->n_values == CODE_VALUES_MAX || !can_be_value(text, len) ||
        find(coder, text, len) != NULL)
        return false;
    *value = (struct code_value){ .text = text,
                                  .len = len,
                                  .kind = kind,
                                  .index = coder->n_of[(unsigned char)kind]++ };
    chain(coder, (uint16_t)coder->n_values++);
    return true;
}

/* ---- coding of texts ---- */

static void put_value(struct buf *out, const struct code_value *value)
{
    char ref[8];
    size_t n = 0;

    ref[n++] = '`';
    ref[n++] = value->kind;
    if (value->kind == 'n' || value->kind == 'x') {
        if (value->index >= 100)
            ref[n++] = (char)('0' + value->index / 100);
        if (value->index >= 10)
            ref[n++] = (char)('0' + value->index / 10 % 10);
        ref[n++] = (char)('0' + value->index % 10);
    }
    ref[n++] = '`';
    buf_add(out, ref, n);
}

/* A value that starts at text and ends where a word ends. */
static const struct code_value *match(const struct coder *coder, const char *text,
                                      const char *end)
{
    for (uint16_t at = coder->heads[(unsigned char)text[0]]; at != 0;
         at = coder->values[at - 1].next) {
        const struct code_value *value = &coder->values[at - 1];

        if (value->len <= (size_t)(end - text) &&
            memcmp(value->text, text, value->len) == 0 &&
            (text + value->len == end || !is_word(text[value->len])))
            return value;
    }
    return NULL;
}

/* The end of the word at text; a time of day is one word with its date. */
static const char *word_end(const char *text, const char *end, bool *digit)
{
    const char *at = text;

    *digit = false;
    for (; at < end; at++) {
        if (is_digit(*at))
            *digit = true;
        else if (*at == ':' && at > text && is_digit(at[-1]) && at + 1 < end &&
                 is_digit(at[1]))
            continue;
        else if (!is_word(*at))
            break;
    }
    return at;
}

/* Where a UUID begins that ends the word, as in "describe-UUID"; else NULL. */
static const char *uuid_tail(const char *text, const char *stop)
{
    const char *tail = stop - UUID_LEN;

    if (stop - text <= UUID_LEN || is_alnum(tail[-1]))
        return NULL;
    return is_uuid(tail, UUID_LEN) ? tail : NULL;
}

/* Codes the word, or the value that begins with it; returns where it ends. */
static const char *code_word(struct coder *coder, const char *text, const char *end)
{
    const struct code_value *value = match(coder, text, end);
    const char *stop;
    const char *tail;
    bool digit;

    if (value != NULL) {
        put_value(&coder->text, value);
        return text + value->len;
    }
    if (*text == '*') {
        buf_putc(&coder->text, '*');
        return text + 1;
    }
    stop = word_end(text, end, &digit);
    tail = uuid_tail(text, stop);
    if (tail != NULL) {
        buf_add(&coder->text, text, (size_t)(tail - text));
        return tail;
    }
    if (digit && stop - text >= CODE_TOKEN_MIN && (is_alnum(*text) || *text == '_')) {
        const char *copy = arena_strndup(coder->arena, text, (size_t)(stop - text));

        if (coder_value(coder, 'x', copy, (size_t)(stop - text))) {
            put_value(&coder->text, &coder->values[coder->n_values - 1]);
            return stop;
        }
    }
    buf_add(&coder->text, text, (size_t)(stop - text));
    return stop;
}

static void code_all(struct coder *coder, const char *text, const char *end)
{
    while (text < end) {
        const char *from = text;

        while (text < end && !is_word(*text) && *text != '*' && *text != '`')
            text++;
        if (text > from)
            buf_add(&coder->text, from, (size_t)(text - from));
        if (text == end)
            return;
        if (*text == '`') {
            buf_puts(&coder->text, "``");
            text++;
        } else {
            text = code_word(coder, text, end);
        }
    }
}

uint32_t coder_text(struct coder *coder, const char *text)
{
    if (text == NULL)
        return 0;
    buf_reset(&coder->text);
    code_all(coder, text, text + strlen(text));
    return number_of(&coder->strings, coder->arena, buf_text(&coder->text),
                     coder->text.len);
}

uint32_t coder_plain(struct coder *coder, const char *text)
{
    if (text == NULL)
        return 0;
    if (strchr(text, '`') != NULL)
        return coder_text(coder, text);
    return number_of(&coder->strings, coder->arena, text, strlen(text));
}

/* ---- tuples ---- */

void tuple_add(struct tuple *tuple, uint32_t number)
{
    char digits[12];
    size_t n = sizeof(digits);

    do {
        digits[--n] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (tuple->buf.len > 0)
        digits[--n] = ',';
    buf_add(&tuple->buf, digits + n, sizeof(digits) - n);
}

uint32_t tuple_end(struct tuple *tuple, struct coder *coder)
{
    uint32_t number = 0;

    if (tuple->buf.len > 0)
        number = number_of(&coder->tuples, coder->arena, tuple->buf.data, tuple->buf.len);
    buf_clear(&tuple->buf);
    return number;
}

/* ---- packing ---- */

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void code_base64(struct buf *out, const char *hex, size_t n)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const size_t digits = 2 * n;

    /* Three hex digits are two letters; the last one or two digits fill up with 0. */
    for (size_t i = 0; i < digits; i += 3) {
        unsigned bits = nibble(hex[i]) << 8;

        if (i + 1 < digits)
            bits |= nibble(hex[i + 1]) << 4;
        if (i + 2 < digits)
            bits |= nibble(hex[i + 2]);
        buf_putc(out, letters[bits >> 6 & 63]);
        if (i + 1 < digits)
            buf_putc(out, letters[bits & 63]);
    }
}

void code_base36(struct buf *out, int64_t number)
{
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    char digits[16];
    size_t n = sizeof(digits);

    do {
        digits[--n] = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36];
        rest /= 36;
    } while (rest > 0);
    if (number < 0)
        digits[--n] = '-';
    buf_add(out, digits + n, sizeof(digits) - n);
}

static bool pack_uuid(struct buf *out, const char *text, size_t len)
{
    char hex[32] = { 0 };
    size_t n = 0;

    if (!is_uuid(text, len))
        return false;
    for (size_t i = 0; i < len; i++)
        if (text[i] != '-')
            hex[n++] = text[i];
    buf_putc(out, '!');
    code_base64(out, hex, sizeof(hex) / 2);
    return true;
}

static bool pack_time(struct buf *out, const char *text, size_t len)
{
    char iso[WHEN_TEXT_MAX];
    int64_t when;

    if (len != 20 || text[10] != 'T' || text[19] != 'Z' ||
        when_parse(text, len, &when) != WHEN_OK)
        return false;
    if (memcmp(when_iso(when, iso), text, len) != 0)
        return false;
    buf_putc(out, '@');
    code_base36(out, when);
    return true;
}

void code_pack(struct buf *out, const char *text, size_t len)
{
    if (pack_uuid(out, text, len) || pack_time(out, text, len))
        return;
    if (len == 33 && text[0] == '_' && is_hex(text + 1, 32)) {
        buf_putc(out, '$');
        code_base64(out, text + 1, 16);
    } else if (len == 16 && is_hex(text, 16)) {
        buf_putc(out, '%');
        code_base64(out, text, 8);
    } else {
        buf_add(out, text, len);
    }
}
