/* jsonpos_check: what is wrong with a JSON document, and its repair. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/jsonpos.h"
#include "base/jsonpos_token.h"
#include "base/map.h"

enum { KEYS_BY_LINE_MAX = 16, POINTER_MAX = 1000, TEXT_MAX = 512, KEY_SHOWN_MAX = 100 };

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
    struct token_reader r; /* the first member: fault()'s way back */
    jsonpos_key *is_key;
    struct arena *arena;
    struct jsonpos_faults *faults;
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

static struct jsonpos position(struct checker *c, size_t offset)
{
    if (offset < c->last.offset)
        return jsonpos_at(c->r.text, c->r.len, offset);
    c->last = jsonpos_after(c->r.text, c->r.len, c->last, offset);
    return c->last;
}

/* A text full of faults must not fill the arena: what is only counted has no text. */
static bool is_full(const struct checker *c)
{
    return c->faults->n == JSONPOS_FAULTS_MAX;
}

__attribute__((format(printf, 5, 6))) static void fault(struct token_reader *reader,
                                                        enum jsonpos_fault_kind kind,
                                                        size_t offset, const char *lost,
                                                        const char *format, ...)
{
    struct checker *c = (struct checker *)reader;
    struct jsonpos_fault *item;
    char text[TEXT_MAX];
    va_list args;

    if (is_full(c)) {
        c->faults->n_more++;
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    item = &c->faults->items[c->faults->n++];
    item->kind = kind;
    item->at = position(c, offset);
    item->pointer = pointer(c);
    item->text = arena_strdup(c->arena, text);
    item->lost = lost;
}

static size_t out_len(const struct checker *c)
{
    return c->r.out == NULL ? 0 : c->r.out->len;
}

static void out_cut(struct checker *c, size_t len)
{
    if (c->r.out != NULL && c->r.out->data != NULL) {
        c->r.out->len = len;
        c->r.out->data[len] = '\0';
    }
}

static bool is_map_key(const struct checker *c, const struct frame *frame)
{
    return frame->key != NULL && c->is_key != NULL &&
           c->is_key(frame->key, frame->key_len);
}

/*
 * May a child of the new container be lost alone? Arrays may lose elements, and maps
 * (as their keys say) members, as long as all around them are the same, or the
 * document itself.
 */
static bool may_keep(const struct checker *c, bool object)
{
    for (size_t i = 0; i < c->n_frames; i++)
        if (c->frames[i].object && i > 0 && !is_map_key(c, &c->frames[i]))
            return false;
    return c->n_frames == 0 || object != top(c)->object ||
           (object && is_map_key(c, top(c)));
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
    token_put(&c->r, object ? "{" : "[", 1);
    c->r.at++;
}

static void close_container(struct checker *c)
{
    struct frame *frame = top(c);

    assert(frame != NULL);
    token_put(&c->r, frame->object ? "}" : "]", 1);
    if (frame->many != NULL)
        map_clear(frame->many);
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
        frame->many = arena_zalloc(c->arena, sizeof(*frame->many));
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

static bool loses_alone(const struct checker *c, const struct frame *frame)
{
    return frame->keeps && (!frame->object || is_map_key(c, frame));
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

    while (c->n_frames > 0 && !loses_alone(c, top(c)))
        close_container(c);
    frame = top(c);
    if (frame == NULL)
        return -1;
    out_cut(c, frame->child_out);
    if (!frame->object) {
        token_put(&c->r, frame->had_child ? ",null" : "null", frame->had_child ? 5 : 4);
        frame->has_child = true;
    } else {
        frame->has_child = frame->had_child;
    }
    n = jsonpos_value_len(c->r.text + frame->child_at, c->r.len - frame->child_at);
    if (n > 0)
        c->r.at = frame->child_at + n;
    else if (c->r.at != frame->child_at || c->r.at >= c->r.len ||
             c->r.text[c->r.at] != ',')
        c->r.at = c->r.len; /* else nothing stands before the comma: [1,,2] */
    return 0;
}

/* The name of the member being read, harmless for a line of text. */
static const char *shown_key(const struct checker *c, const struct frame *frame)
{
    struct buf shown = { 0 };
    const char *text;

    escape_terminal(&shown, frame->key,
                    frame->key_len > KEY_SHOWN_MAX ? KEY_SHOWN_MAX : frame->key_len);
    text = arena_strdup(c->arena, buf_text(&shown));
    buf_clear(&shown);
    return text;
}

/* What was lost, said once the place of the loss is known. */
static const char *lost_text(const struct checker *c)
{
    const struct frame *frame = NULL;

    if (is_full(c))
        return "";
    for (size_t i = 0; i < c->n_frames; i++)
        if (loses_alone(c, &c->frames[i]))
            frame = &c->frames[i];
    if (frame == NULL)
        return "the whole document is lost";
    if (frame->object)
        return arena_printf(c->arena, "the member '%s' is lost", shown_key(c, frame));
    return arena_printf(c->arena, "element %zu of the list is lost", frame->index);
}

/* A token that knows better what it wants has said so in c->r.want. */
static int broken(struct checker *c, const char *want)
{
    char shown[TOKEN_SHOWN_MAX];

    if (c->r.want != NULL)
        want = c->r.want;
    c->r.want = NULL;
    if (c->r.at >= c->r.len)
        fault(&c->r, JSONPOS_TRUNCATED, c->r.len, lost_text(c),
              "the text ends where %s is wanted", want);
    else
        fault(&c->r, JSONPOS_SYNTAX, c->r.at, lost_text(c), "want %s, got %s", want,
              token_shown(&c->r, c->r.at, shown));
    return give_up_child(c);
}

/* Skip a value that is not wanted, whatever is in it. */
static int skip_child(struct checker *c)
{
    const size_t n = jsonpos_value_len(c->r.text + c->r.at, c->r.len - c->r.at);

    if (n == 0) {
        c->r.at = c->r.len;
        return -1;
    }
    c->r.at += n;
    return 0;
}

/* The name and colon of a member. 1: a twin, skipped whole; 0: its value is next; -1. */
static int take_key(struct checker *c, struct frame *frame)
{
    struct buf meaning = { 0 };
    int rc;

    frame->key = NULL;
    if (c->r.at >= c->r.len || c->r.text[c->r.at] != '"')
        return -1;
    rc = token_string(&c->r, &meaning);
    if (rc == 0) {
        frame->key = arena_strndup(c->arena, buf_text(&meaning), meaning.len);
        frame->key_len = meaning.len;
    }
    buf_clear(&meaning);
    if (rc != 0)
        return -1;
    token_space(&c->r);
    if (c->r.at >= c->r.len || c->r.text[c->r.at] != ':')
        return -1;
    c->r.at++;
    token_put(&c->r, ":", 1);
    token_space(&c->r);
    if (!is_twin(c, frame))
        return 0;
    fault(&c->r, JSONPOS_DUPLICATE_KEY, c->r.at, "the second one is not used",
          "the member '%s' stands twice", is_full(c) ? "" : shown_key(c, frame));
    out_cut(c, frame->child_out);
    return skip_child(c) == 0 ? 1 : -1;
}

/* The value at c->r.at: a scalar or string whole, of a container the opening only. */
static int take_value(struct checker *c)
{
    if (c->r.at >= c->r.len)
        return -1;
    if (c->r.text[c->r.at] == '{' || c->r.text[c->r.at] == '[') {
        if (c->n_frames < JSONPOS_DEPTH_MAX) {
            open_container(c, c->r.text[c->r.at] == '{');
            return 0;
        }
        fault(&c->r, JSONPOS_DEPTH, c->r.at, "what lies deeper became null",
              "deeper than %d levels", JSONPOS_DEPTH_MAX);
        token_put(&c->r, "null", 4);
        return skip_child(c);
    }
    return c->r.text[c->r.at] == '"' ? token_string(&c->r, NULL) : token_scalar(&c->r);
}

/* At the start of a child, or of the end. Returns -1 when nothing more can be read. */
static int take_child(struct checker *c)
{
    struct frame *frame = top(c);
    int twin = 0;

    assert(frame != NULL);
    frame->child_out = out_len(c);
    frame->child_at = c->r.at;
    frame->had_child = frame->has_child;
    if (frame->has_child)
        token_put(&c->r, ",", 1);
    if (frame->object) {
        twin = take_key(c, frame);
        if (twin < 0)
            return broken(c, "a member");
        frame->child_at = c->r.at;
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
    char shown[TOKEN_SHOWN_MAX];

    fault(&c->r, JSONPOS_SYNTAX, c->r.at, "what stands before the next comma is not read",
          "want ',' or '%c', got %s", close, token_shown(&c->r, c->r.at, shown));
    while (c->r.at < c->r.len && c->r.text[c->r.at] != ',' && c->r.text[c->r.at] != close)
        if (skip_child(c) != 0)
            return;
}

/* Behind a child: a comma and the next, or the end of the container. */
static int go_on(struct checker *c)
{
    struct frame *frame = top(c);
    const char close = frame->object ? '}' : ']';

    token_space(&c->r);
    if (c->r.at >= c->r.len) {
        fault(&c->r, JSONPOS_TRUNCATED, c->r.len,
              loses_alone(c, frame) ? "what came after is lost" : lost_text(c),
              "the text ends inside %s", frame->object ? "an object" : "an array");
        if (!loses_alone(c, frame) && give_up_child(c) != 0)
            return -1;
        while (c->n_frames > 0)
            close_container(c);
        return 0;
    }
    if (c->r.text[c->r.at] == close) {
        c->r.at++;
        close_container(c);
        return 0;
    }
    if (c->r.text[c->r.at] != ',' && loses_alone(c, frame)) {
        skip_garbage(c, close);
        return 0;
    }
    if (c->r.text[c->r.at] != ',')
        return broken(c, frame->object ? "',' or '}'" : "',' or ']'");
    c->r.at++;
    token_space(&c->r);
    if (c->r.at < c->r.len && c->r.text[c->r.at] == close) {
        fault(&c->r, JSONPOS_TRAILING_COMMA, c->r.at, "nothing",
              "a comma before the end");
        c->r.at++;
        close_container(c);
        return 0;
    }
    frame->index++;
    return take_child(c);
}

static int run(struct checker *c)
{
    char shown[TOKEN_SHOWN_MAX];

    token_space(&c->r);
    if (take_value(c) != 0)
        return broken(c, "a JSON value");
    while (c->n_frames > 0) {
        struct frame *frame = top(c);
        const bool fresh = !frame->has_child && frame->index == 0 && frame->child_at == 0;

        token_space(&c->r);
        if (fresh && c->r.at < c->r.len &&
            c->r.text[c->r.at] == (frame->object ? '}' : ']')) {
            c->r.at++;
            close_container(c);
        } else if ((fresh ? take_child(c) : go_on(c)) != 0) {
            return -1;
        }
    }
    token_space(&c->r);
    if (c->r.at < c->r.len)
        fault(&c->r, JSONPOS_TRAILING_BYTES, c->r.at, "what comes after is not read",
              "%s behind the end of the document", token_shown(&c->r, c->r.at, shown));
    return 0;
}

size_t jsonpos_check(const char *text, size_t len, jsonpos_key *is_key,
                     struct arena *arena, struct jsonpos_faults *faults,
                     struct buf *repaired)
{
    struct checker c = {
        .r = { .text = text, .len = len, .out = repaired, .fault = fault },
        .is_key = is_key,
        .arena = arena,
        .faults = faults,
        .last = { 0, 1, 1 }
    };
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
