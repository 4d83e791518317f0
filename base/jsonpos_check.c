/* jsonpos_check: what is wrong with a JSON document, and its repair. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/jsonpos.h"
#include "base/map.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

enum { KEYS_BY_LINE_MAX = 16, POINTER_MAX = 1000 };

/* One open array or object. */
struct frame {
    bool object;
    bool keeps;       /* a broken child costs only itself */
    bool has_child;   /* something was written: the next needs a comma */
    bool had_child;   /* the same before the child being read */
    size_t index;     /* of the child being read */
    size_t child_at;  /* where the child's value starts in the text */
    size_t child_out; /* how long the output was before the child (and its comma) */
    const char *key;  /* of the child being read, unescaped */
    size_t key_len;
    size_t first_key; /* in checker.keys */
    struct map *many; /* the keys once there are more than a few; else NULL */
};

struct key {
    const char *text;
    size_t len;
};

struct checker {
    const char *text;
    size_t len;
    size_t at;
    struct arena *arena;
    struct jsonpos_faults *faults;
    struct buf *out;
    struct frame *frames;
    size_t n_frames;
    size_t room_frames;
    struct key *keys; /* of all open objects, the outermost first */
    size_t n_keys;
    size_t room_keys;
    struct jsonpos last; /* of the newest fault: lines are counted from there on */
};

static void *grow(void *items, size_t *room, size_t size)
{
    *room = *room == 0 ? 64 : *room * 2;
    items = realloc(items, *room * size);
    if (items == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return items;
}

static struct frame *top(const struct checker *c)
{
    return c->n_frames == 0 ? NULL : &c->frames[c->n_frames - 1];
}

/* The pointer of the value being read. Very deep ones are cut. */
static const char *pointer(const struct checker *c)
{
    struct buf path = { 0 };
    const char *text;

    for (size_t i = 0; i < c->n_frames && path.len < POINTER_MAX; i++) {
        const struct frame *frame = &c->frames[i];

        if (frame->object && frame->key == NULL)
            break;
        buf_putc(&path, '/');
        if (frame->object)
            escape_pointer(&path, frame->key, frame->key_len);
        else
            buf_printf(&path, "%zu", frame->index);
    }
    text = arena_strdup(c->arena, buf_text(&path));
    buf_clear(&path);
    return text;
}

/* Counted on from the last fault, so that many faults cost one pass. */
static struct jsonpos position(struct checker *c, size_t offset)
{
    struct jsonpos at;

    if (offset < c->last.offset)
        return jsonpos_at(c->text, c->len, offset);
    at = jsonpos_at(c->text + c->last.offset, c->len - c->last.offset,
                    offset - c->last.offset);
    if (at.line == 1)
        at.column += c->last.column - 1;
    at.line += c->last.line - 1;
    at.offset = offset;
    c->last = at;
    return at;
}

static void fault(struct checker *c, enum jsonpos_fault_kind kind, size_t offset,
                  const char *text, const char *lost)
{
    struct jsonpos_fault *item;

    if (c->faults->n == JSONPOS_FAULTS_MAX) {
        c->faults->n_more++;
        return;
    }
    item = &c->faults->items[c->faults->n++];
    item->kind = kind;
    item->at = position(c, offset);
    item->pointer = pointer(c);
    item->text = text;
    item->lost = lost;
}

static void put(struct checker *c, const char *bytes, size_t len)
{
    if (c->out != NULL)
        buf_add(c->out, bytes, len);
}

static size_t out_len(const struct checker *c)
{
    return c->out == NULL ? 0 : c->out->len;
}

static void out_cut(struct checker *c, size_t len)
{
    if (c->out != NULL && c->out->data != NULL) {
        c->out->len = len;
        c->out->data[len] = '\0';
    }
}

static void skip_space(struct checker *c)
{
    while (c->at < c->len && (c->text[c->at] == ' ' || c->text[c->at] == '\t' ||
                              c->text[c->at] == '\n' || c->text[c->at] == '\r'))
        c->at++;
}

static const char *shown_byte(const struct checker *c, size_t at)
{
    const unsigned char byte = (unsigned char)c->text[at];

    if (byte > 0x20 && byte < 0x7F)
        return arena_printf(c->arena, "'%c'", byte);
    return arena_printf(c->arena, "byte 0x%02X", byte);
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

/* `\` at c->at: write the escape (or what replaces it) and its meaning. -1: syntax. */
static int take_escape(struct checker *c, struct buf *meaning)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char means[] = "\"\\/\b\f\n\r\t";
    const size_t left = c->len - c->at;
    const char *letter;
    int high;
    int low;

    if (left < 2)
        return -1;
    letter = memchr(letters, c->text[c->at + 1], sizeof(letters) - 1);
    if (letter != NULL) {
        put(c, c->text + c->at, 2);
        buf_putc(meaning, means[letter - letters]);
        c->at += 2;
        return 0;
    }
    if (c->text[c->at + 1] != 'u' || (high = hex4(c->text + c->at + 2, left - 2)) < 0)
        return -1;
    if (high >= 0xD800 && high <= 0xDBFF && left >= 12 && c->text[c->at + 6] == '\\' &&
        c->text[c->at + 7] == 'u' &&
        (low = hex4(c->text + c->at + 8, left - 8)) >= 0xDC00 && low <= 0xDFFF) {
        put(c, c->text + c->at, 12);
        put_code_point(meaning, 0x10000U + ((unsigned)(high - 0xD800) << 10) +
                                    (unsigned)(low - 0xDC00));
        c->at += 12;
        return 0;
    }
    if (high >= 0xD800 && high <= 0xDFFF) {
        fault(c, JSONPOS_LONE_SURROGATE, c->at, "half of a surrogate pair",
              "the character became U+FFFD");
        put(c, replacement, 3);
        buf_puts(meaning, replacement);
    } else {
        put(c, c->text + c->at, 6);
        put_code_point(meaning, (unsigned)high);
    }
    c->at += 6;
    return 0;
}

/* A byte in a string that is neither plain nor a backslash. */
static void take_odd_byte(struct checker *c, struct buf *meaning)
{
    const size_t n = utf8_len(c->text + c->at, c->len - c->at);

    if ((unsigned char)c->text[c->at] < 0x20) {
        fault(c, JSONPOS_CONTROL, c->at,
              arena_printf(c->arena, "a raw control character (%s) in a string",
                           shown_byte(c, c->at)),
              "the character became U+FFFD");
    } else if (n > 0) {
        put(c, c->text + c->at, n);
        buf_add(meaning, c->text + c->at, n);
        c->at += n;
        return;
    } else {
        fault(c, JSONPOS_BAD_UTF8, c->at,
              arena_printf(c->arena, "%s is not UTF-8", shown_byte(c, c->at)),
              "the byte became U+FFFD");
    }
    put(c, replacement, 3);
    buf_puts(meaning, replacement);
    c->at++;
}

/* A string at c->at. Returns 0, or -1 with c->at at what broke it. */
static int take_string(struct checker *c, struct buf *meaning)
{
    put(c, "\"", 1);
    c->at++;
    while (c->at < c->len && c->text[c->at] != '"') {
        const size_t from = c->at;

        while (c->at < c->len && c->text[c->at] >= 0x20 && c->text[c->at] < 0x7F &&
               c->text[c->at] != '"' && c->text[c->at] != '\\')
            c->at++;
        put(c, c->text + from, c->at - from);
        buf_add(meaning, c->text + from, c->at - from);
        if (c->at == c->len || c->text[c->at] == '"')
            continue;
        if (c->text[c->at] != '\\')
            take_odd_byte(c, meaning);
        else if (take_escape(c, meaning) != 0)
            return -1;
    }
    if (c->at == c->len)
        return -1;
    put(c, "\"", 1);
    c->at++;
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

static const char *quoted(const struct checker *c, size_t from, size_t len)
{
    return arena_printf(c->arena, "'%.*s'", (int)(len > 40 ? 40 : len), c->text + from);
}

/* true, false, null, a number, or a word that should be none. -1: not even a word. */
static int take_scalar(struct checker *c)
{
    const size_t from = c->at;
    size_t n = 0;

    while (from + n < c->len && strchr(" \t\r\n,:]}[{\"", c->text[from + n]) == NULL &&
           c->text[from + n] != '\0')
        n++;
    if (n == 0)
        return -1;
    if ((n == 4 && (memcmp(c->text + from, "true", 4) == 0 ||
                    memcmp(c->text + from, "null", 4) == 0)) ||
        (n == 5 && memcmp(c->text + from, "false", 5) == 0)) {
        put(c, c->text + from, n);
    } else if (is_number(c->text + from, n)) {
        if (number_fits(c->text + from, n)) {
            put(c, c->text + from, n);
        } else {
            fault(c, JSONPOS_BIG_NUMBER, from,
                  arena_printf(c->arena, "the number %s does not fit 64 bits",
                               quoted(c, from, n)),
                  "the number became null");
            put(c, "null", 4);
        }
    } else {
        fault(c, JSONPOS_BAD_LITERAL, from,
              arena_printf(c->arena, "want a JSON value, got %s", quoted(c, from, n)),
              "the word became null");
        put(c, "null", 4);
    }
    c->at = from + n;
    return 0;
}

static bool is_map_key(const struct frame *frame)
{
    return frame->key != NULL && (arn_is_account(frame->key, frame->key_len) ||
                                  arn_is_region(frame->key, frame->key_len) ||
                                  arn_is_acm_certificate(frame->key, frame->key_len));
}

/*
 * May a child of the new container be lost alone? Arrays may lose elements, maps of
 * ARNs, accounts and regions members, as long as all around them are the same, or the
 * document itself.
 */
static bool may_keep(const struct checker *c, bool object)
{
    for (size_t i = 0; i < c->n_frames; i++)
        if (c->frames[i].object && i > 0 && !is_map_key(&c->frames[i]))
            return false;
    return !object || c->n_frames == 0 || (top(c)->object && is_map_key(top(c))) ||
           !top(c)->object;
}

static void open_container(struct checker *c, bool object)
{
    const bool keeps = may_keep(c, object);
    struct frame *frame;

    if (c->n_frames == c->room_frames)
        c->frames = grow(c->frames, &c->room_frames, sizeof(*c->frames));
    frame = &c->frames[c->n_frames++];
    memset(frame, 0, sizeof(*frame));
    frame->object = object;
    frame->keeps = keeps;
    frame->first_key = c->n_keys;
    put(c, object ? "{" : "[", 1);
    c->at++;
}

static void close_container(struct checker *c)
{
    struct frame *frame = top(c);

    put(c, frame->object ? "}" : "]", 1);
    if (frame->many != NULL) {
        map_clear(frame->many);
        free(frame->many);
    }
    c->n_keys = frame->first_key;
    c->n_frames--;
}

/* Has this object had the key before? If not, remember it. */
static bool is_twin(struct checker *c, struct frame *frame)
{
    const size_t n = c->n_keys - frame->first_key;

    if (frame->many != NULL) {
        void **place = map_at(frame->many, frame->key, frame->key_len);

        if (*place != NULL)
            return true;
        *place = frame;
        return false;
    }
    for (size_t i = frame->first_key; i < c->n_keys; i++)
        if (c->keys[i].len == frame->key_len &&
            memcmp(c->keys[i].text, frame->key, frame->key_len) == 0)
            return true;
    if (n == KEYS_BY_LINE_MAX) {
        frame->many = calloc(1, sizeof(*frame->many));
        if (frame->many == NULL)
            exit(2);
        for (size_t i = frame->first_key; i < c->n_keys; i++)
            *map_at(frame->many, c->keys[i].text, c->keys[i].len) = frame;
        *map_at(frame->many, frame->key, frame->key_len) = frame;
        return false;
    }
    if (c->n_keys == c->room_keys)
        c->keys = grow(c->keys, &c->room_keys, sizeof(*c->keys));
    c->keys[c->n_keys].text = frame->key;
    c->keys[c->n_keys++].len = frame->key_len;
    return false;
}

static bool loses_alone(const struct frame *frame)
{
    return frame->keeps && (!frame->object || is_map_key(frame));
}

/*
 * The child being read is broken: give up the innermost containers until one may lose
 * a child, put null for that child, and go on behind it. Returns -1 when there is no
 * such container, or nothing can be told behind the child.
 */
static int give_up_child(struct checker *c)
{
    struct frame *frame;
    size_t n;

    while (c->n_frames > 0 && !loses_alone(top(c)))
        close_container(c);
    frame = top(c);
    if (frame == NULL)
        return -1;
    out_cut(c, frame->child_out);
    if (!frame->object) {
        put(c, frame->had_child ? ",null" : "null", frame->had_child ? 5 : 4);
        frame->has_child = true;
    } else {
        frame->has_child = frame->had_child;
    }
    n = jsonpos_value_len(c->text + frame->child_at, c->len - frame->child_at);
    if (n == 0) {
        c->at = c->len;
        return 0;
    }
    c->at = frame->child_at + n;
    return 0;
}

/* What was lost, said once the place of the loss is known. */
static const char *lost_text(const struct checker *c)
{
    const struct frame *frame = NULL;

    for (size_t i = 0; i < c->n_frames; i++)
        if (loses_alone(&c->frames[i]))
            frame = &c->frames[i];
    if (frame == NULL)
        return "the whole document is lost";
    if (frame->object)
        return arena_printf(c->arena, "the member '%.*s' is lost",
                            (int)(frame->key_len > 100 ? 100 : frame->key_len),
                            frame->key);
    return arena_printf(c->arena, "element %zu of the list is lost", frame->index);
}

static int broken(struct checker *c, const char *want)
{
    if (c->at >= c->len)
        fault(c, JSONPOS_TRUNCATED, c->len,
              arena_printf(c->arena, "the text ends where %s is wanted", want),
              lost_text(c));
    else
        fault(c, JSONPOS_SYNTAX, c->at,
              arena_printf(c->arena, "want %s, got %s", want, shown_byte(c, c->at)),
              lost_text(c));
    return give_up_child(c);
}

/* Skip a value that is not wanted, whatever is in it. */
static int skip_child(struct checker *c)
{
    const size_t n = jsonpos_value_len(c->text + c->at, c->len - c->at);

    if (n == 0) {
        c->at = c->len;
        return -1;
    }
    c->at += n;
    return 0;
}

/* The name and colon of a member. 1: a twin, skipped whole; 0: its value is next; -1. */
static int take_key(struct checker *c, struct frame *frame)
{
    struct buf meaning = { 0 };
    int rc;

    frame->key = NULL;
    if (c->at >= c->len || c->text[c->at] != '"')
        return -1;
    rc = take_string(c, &meaning);
    if (rc == 0) {
        frame->key = arena_strndup(c->arena, buf_text(&meaning), meaning.len);
        frame->key_len = meaning.len;
    }
    buf_clear(&meaning);
    if (rc != 0)
        return -1;
    skip_space(c);
    if (c->at >= c->len || c->text[c->at] != ':')
        return -1;
    c->at++;
    put(c, ":", 1);
    skip_space(c);
    if (!is_twin(c, frame))
        return 0;
    fault(c, JSONPOS_DUPLICATE_KEY, c->at,
          arena_printf(c->arena, "the member '%.*s' stands twice",
                       (int)(frame->key_len > 100 ? 100 : frame->key_len), frame->key),
          "the second one is not used");
    out_cut(c, frame->child_out);
    return skip_child(c) == 0 ? 1 : -1;
}

/* The value at c->at: a scalar or string whole, of a container the opening only. */
static int take_value(struct checker *c)
{
    struct buf meaning = { 0 };
    int rc;

    if (c->at >= c->len)
        return -1;
    if (c->text[c->at] == '{' || c->text[c->at] == '[') {
        if (c->n_frames < JSONPOS_DEPTH_MAX) {
            open_container(c, c->text[c->at] == '{');
            return 0;
        }
        fault(c, JSONPOS_DEPTH, c->at,
              arena_printf(c->arena, "deeper than %d levels", JSONPOS_DEPTH_MAX),
              "what lies deeper became null");
        put(c, "null", 4);
        return skip_child(c);
    }
    if (c->text[c->at] != '"')
        return take_scalar(c);
    rc = take_string(c, &meaning);
    buf_clear(&meaning);
    return rc;
}

/* At the start of a child, or of the end. Returns -1 when nothing more can be read. */
static int take_child(struct checker *c)
{
    struct frame *frame = top(c);
    int twin = 0;

    frame->child_out = out_len(c);
    frame->child_at = c->at;
    frame->had_child = frame->has_child;
    if (frame->has_child)
        put(c, ",", 1);
    if (frame->object) {
        twin = take_key(c, frame);
        if (twin < 0)
            return broken(c, "a member");
        frame->child_at = c->at;
    }
    if (twin == 1)
        return 0;
    frame->has_child = true;
    if (take_value(c) == 0)
        return 0;
    return broken(c, "a value");
}

/* Behind a whole child stands something else than a comma or the end. */
static void skip_garbage(struct checker *c, char close)
{
    fault(c, JSONPOS_SYNTAX, c->at,
          arena_printf(c->arena, "want ',' or '%c', got %s", close, shown_byte(c, c->at)),
          "what stands before the next comma is not read");
    while (c->at < c->len && c->text[c->at] != ',' && c->text[c->at] != close)
        if (skip_child(c) != 0)
            return;
}

/* Behind a child: a comma and the next, or the end of the container. */
static int go_on(struct checker *c)
{
    struct frame *frame = top(c);
    const char close = frame->object ? '}' : ']';

    skip_space(c);
    if (c->at >= c->len) {
        fault(c, JSONPOS_TRUNCATED, c->len,
              arena_printf(c->arena, "the text ends inside %s",
                           frame->object ? "an object" : "an array"),
              frame->keeps && !frame->object ? "what came after is lost" : lost_text(c));
        if (loses_alone(frame)) {
            while (c->n_frames > 0)
                close_container(c);
            return 0;
        }
        if (give_up_child(c) != 0)
            return -1;
        while (c->n_frames > 0)
            close_container(c);
        return 0;
    }
    if (c->text[c->at] == close) {
        c->at++;
        close_container(c);
        return 0;
    }
    if (c->text[c->at] != ',' && loses_alone(frame)) {
        skip_garbage(c, close);
        return 0;
    }
    if (c->text[c->at] != ',')
        return broken(c, frame->object ? "',' or '}'" : "',' or ']'");
    c->at++;
    skip_space(c);
    if (c->at < c->len && c->text[c->at] == close) {
        fault(c, JSONPOS_TRAILING_COMMA, c->at, "a comma before the end", "nothing");
        c->at++;
        close_container(c);
        return 0;
    }
    frame->index++;
    return take_child(c);
}

static int run(struct checker *c)
{
    skip_space(c);
    if (take_value(c) != 0)
        return broken(c, "a JSON value");
    while (c->n_frames > 0) {
        struct frame *frame = top(c);
        const bool fresh = !frame->has_child && frame->index == 0 && frame->child_at == 0;

        skip_space(c);
        if (fresh && c->at < c->len && c->text[c->at] == (frame->object ? '}' : ']')) {
            c->at++;
            close_container(c);
        } else if ((fresh ? take_child(c) : go_on(c)) != 0) {
            return -1;
        }
    }
    skip_space(c);
    if (c->at < c->len)
        fault(c, JSONPOS_TRAILING_BYTES, c->at,
              arena_printf(c->arena, "%s behind the end of the document",
                           shown_byte(c, c->at)),
              "what comes after is not read");
    return 0;
}

size_t jsonpos_check(const char *text, size_t len, struct arena *arena,
                     struct jsonpos_faults *faults, struct buf *repaired)
{
    struct checker c = { .text = text,
                         .len = len,
                         .arena = arena,
                         .faults = faults,
                         .out = repaired,
                         .last = { 0, 1, 1 } };
    int rc;

    faults->items = arena_array(arena, JSONPOS_FAULTS_MAX, sizeof(*faults->items));
    faults->n = 0;
    faults->n_more = 0;
    if (repaired != NULL)
        buf_reset(repaired);
    rc = run(&c);
    while (c.n_frames > 0)
        close_container(&c);
    if (rc != 0)
        out_cut(&c, 0);
    free(c.frames);
    free(c.keys);
    return faults->n + faults->n_more;
}
