/* jsonpos: where things stand in a JSON text: lines, pointers, ends of values. */
#include "base/jsonpos.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/jsonpos_token.h"
#include "base/spell.h"

struct jsonpos jsonpos_after(const char *text, size_t len, struct jsonpos earlier,
                             size_t offset)
{
    struct jsonpos at = earlier;
    const char *from = text + earlier.offset;
    const char *end = text + (offset < len ? offset : len);
    const char *newline;

    at.offset = (size_t)(end - text);
    while (from < end && (newline = memchr(from, '\n', (size_t)(end - from))) != NULL) {
        at.line++;
        at.column = 1;
        from = newline + 1;
    }
    at.column += (uint32_t)(end - from);
    return at;
}

struct jsonpos jsonpos_at(const char *text, size_t len, size_t offset)
{
    return jsonpos_after(text, len, (struct jsonpos){ 0, 1, 1 }, offset);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(const char *text, size_t len, size_t at)
{
    while (at < len && is_space(text[at]))
        at++;
    return at;
}

/* text[at] is a quote; returns the offset behind the closing one, or len + 1 without. */
static size_t skip_string(const char *text, size_t len, size_t at)
{
    for (at++; at < len; at++) {
        const char *quote = memchr(text + at, '"', len - at);
        size_t backslashes = 0;

        if (quote == NULL)
            return len + 1;
        at = (size_t)(quote - text);
        while (text[at - 1 - backslashes] == '\\')
            backslashes++;
        if (backslashes % 2 == 0)
            return at + 1;
    }
    return len + 1;
}

static bool ends_scalar(char c)
{
    return is_space(c) || c == ',' || c == ']' || c == '}' || c == ':' || c == '"' ||
           c == '{' || c == '[';
}

/*
 * Behind the value that starts at `at`, or with a depth of 1 behind the end of the
 * container around it; len + 1 when there is no such end.
 */
static size_t skip_value(const char *text, size_t len, size_t at, size_t depth)
{
    do {
        if (at >= len)
            return len + 1;
        switch (text[at]) {
        case '"':
            at = skip_string(text, len, at);
            break;
        case '{':
        case '[':
            depth++;
            at++;
            break;
        case '}':
        case ']':
            if (depth == 0)
                return len + 1;
            depth--;
            at++;
            break;
        default:
            if (depth > 0) {
                at++;
                break;
            }
            while (at < len && !ends_scalar(text[at]))
                at++;
        }
    } while (depth > 0);
    return at;
}

size_t jsonpos_value_len(const char *text, size_t len)
{
    const size_t from = skip_space(text, len, 0);
    size_t end;

    if (from == len)
        return 0;
    end = skip_value(text, len, from, 0);
    return end > len || end == from ? 0 : end;
}

/* One pointer on its way down. */
struct walk {
    struct jsonpos_query *query;
    const char *rest;  /* of the pointer, from the '/' of the next token on */
    const char *token; /* the next one, folded */
    size_t token_len;
    bool gone; /* into a child: a later twin is not for it */
};

/* An open container that walks wait in; they are a run, in order of their tokens. */
struct level {
    bool object;
    size_t first;
    size_t n;
    size_t n_waiting;  /* those that are not gone */
    size_t index;      /* of the next child */
    size_t path_len;   /* of the container's own pointer */
    const char *token; /* by which they all came here */
    size_t token_len;
};

struct finder {
    const char *text;
    size_t len;
    size_t at;
    struct arena *arena;
    struct walk *walks;
    size_t n_waiting; /* in all levels */
    struct level *levels;
    size_t n_levels;
    size_t room_levels;
    struct buf path; /* the pointer of the value being looked at */
    struct buf key;  /* of the child being looked at, without escapes */
    struct buf fold; /* the same, folded */
};

/* Take the next token off the walk's pointer: ~0 and ~1 decoded, folded. */
static void next_token(struct arena *arena, struct walk *walk)
{
    const char *from = walk->rest + 1;
    const size_t len = strcspn(from, "/");
    char *token = arena_alloc(arena, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        token[n] = from[i];
        if (from[i] == '~' && i + 1 < len && (from[i + 1] == '0' || from[i + 1] == '1'))
            token[n] = from[++i] == '0' ? '~' : '/';
        n++;
    }
    walk->token_len = spell_fold(token, n, token);
    walk->token = token;
    walk->rest = from + len;
    walk->gone = false;
}

static int compare_tokens(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

    return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_walks(const void *a, const void *b)
{
    const struct walk *x = a;
    const struct walk *y = b;

    return compare_tokens(x->token, x->token_len, y->token, y->token_len);
}

static void open_level(struct finder *f, size_t first, size_t n)
{
    struct level *level;

    if (f->n_levels == f->room_levels) {
        f->room_levels = f->room_levels == 0 ? 16 : f->room_levels * 2;
        f->levels = realloc(f->levels, f->room_levels * sizeof(*f->levels));
        if (f->levels == NULL) {
            fputs("out of memory\n", stderr);
            exit(2);
        }
    }
    level = &f->levels[f->n_levels++];
    *level = (struct level){
        .object = f->text[f->at] == '{',
        .first = first,
        .n = n,
        .n_waiting = n,
        .path_len = f->path.len,
        .token = f->walks[first].token,
        .token_len = f->walks[first].token_len,
    };
    for (size_t i = first; i < first + n; i++)
        next_token(f->arena, &f->walks[i]);
    qsort(f->walks + first, n, sizeof(*f->walks), compare_walks);
    f->n_waiting += n;
    f->at++;
}

/* Those that still wait have met nothing deeper than this container. */
static void close_level(struct finder *f)
{
    const struct level *level = &f->levels[--f->n_levels];
    const char *spelled =
        level->n_waiting == 0
            ? NULL
            : arena_strndup(f->arena, buf_text(&f->path), level->path_len);

    for (size_t i = level->first; i < level->first + level->n; i++) {
        struct walk *walk = &f->walks[i];

        if (!walk->gone)
            walk->query->spelled = spelled;
        walk->gone = true; /* into this container, for the one around it */
        walk->token = level->token;
        walk->token_len = level->token_len;
    }
    f->n_waiting -= level->n_waiting;
}

static void skip_child(struct finder *f)
{
    f->at = skip_value(f->text, f->len, f->at, 0);
}

/* n walks from the first on have come to the value at f->at, whose pointer is f->path. */
static void arrive(struct finder *f, size_t first, size_t n)
{
    const bool container = f->text[f->at] == '{' || f->text[f->at] == '[';
    const char *spelled = NULL;
    size_t waiting = 0;

    for (size_t i = first; i < first + n; i++) {
        struct walk walk = f->walks[i];

        walk.query->at.offset = f->at;
        walk.query->found = *walk.rest != '/';
        if (!walk.query->found && container) {
            f->walks[i] = f->walks[first + waiting];
            f->walks[first + waiting++] = walk;
            continue;
        }
        if (spelled == NULL)
            spelled = arena_strndup(f->arena, buf_text(&f->path), f->path.len);
        walk.query->spelled = spelled;
    }
    if (waiting > 0)
        open_level(f, first, waiting);
    else
        skip_child(f);
}

/* The first of the level's walks whose token is not below the one in f->fold. */
static size_t lower_bound(const struct finder *f, const struct level *level)
{
    size_t from = level->first;
    size_t n = level->n;

    while (n > 0) {
        const struct walk *middle = &f->walks[from + n / 2];

        if (compare_tokens(middle->token, middle->token_len, buf_text(&f->fold),
                           f->fold.len) < 0) {
            from += n / 2 + 1;
            n -= n / 2 + 1;
        } else {
            n /= 2;
        }
    }
    return from;
}

/* The child at f->at is called f->key: send in the walks that look for it. */
static void visit_child(struct finder *f, struct level *level)
{
    const size_t end = level->first + level->n;
    size_t first;
    size_t n = 0;

    buf_reset(&f->fold);
    buf_reserve(&f->fold, f->key.len);
    f->fold.len = spell_fold(buf_text(&f->key), f->key.len, f->fold.data);
    first = lower_bound(f, level);
    while (first + n < end && !f->walks[first + n].gone &&
           compare_tokens(f->walks[first + n].token, f->walks[first + n].token_len,
                          f->fold.data, f->fold.len) == 0)
        f->walks[first + n++].gone = true;
    if (n == 0) {
        skip_child(f);
        return;
    }
    level->n_waiting -= n;
    f->n_waiting -= n;
    f->path.len = level->path_len;
    buf_putc(&f->path, '/');
    escape_pointer(&f->path, buf_text(&f->key), f->key.len);
    arrive(f, first, n);
}

static void ignore_fault(struct token_reader *reader, enum jsonpos_fault_kind kind,
                         size_t offset, const char *lost, const char *format, ...)
{
    (void)reader;
    (void)kind;
    (void)offset;
    (void)lost;
    (void)format;
}

/* A name and its colon. Returns false when they are not there. */
static bool take_key(struct finder *f)
{
    const size_t from = f->at;
    size_t end;

    if (f->text[from] != '"' || (end = skip_string(f->text, f->len, from)) > f->len)
        return false;
    if (memchr(f->text + from, '\\', end - from) == NULL) {
        buf_add(&f->key, f->text + from + 1, end - from - 2);
    } else {
        struct token_reader reader = {
            .text = f->text, .len = end, .at = from, .fault = ignore_fault
        };

        if (token_string(&reader, &f->key) != 0)
            return false;
    }
    f->at = skip_space(f->text, f->len, end);
    if (f->at >= f->len || f->text[f->at] != ':')
        return false;
    f->at = skip_space(f->text, f->len, f->at + 1);
    return f->at < f->len;
}

/* Look at the next child of the innermost level, or at its end. */
static void step(struct finder *f)
{
    struct level *level = &f->levels[f->n_levels - 1];
    bool whole = level->n_waiting > 0;

    f->at = skip_space(f->text, f->len, f->at);
    if (whole && level->index > 0 && f->at < f->len && f->text[f->at] == ',')
        f->at = skip_space(f->text, f->len, f->at + 1);
    else if (level->index > 0)
        whole = false;
    if (f->at >= f->len)
        return;
    buf_reset(&f->key);
    if (whole && f->text[f->at] != '}' && f->text[f->at] != ']') {
        whole = !level->object || take_key(f);
        if (!level->object)
            buf_printf(&f->key, "%zu", level->index);
        level->index++;
    } else {
        whole = false;
    }
    if (whole) {
        visit_child(f, level);
    } else { /* the end, or nothing to look for, or broken: go on behind the container */
        f->at = skip_value(f->text, f->len, f->at, 1);
        close_level(f);
    }
}

/* From offsets to lines, in one pass over the text. */
static int compare_offsets(const void *a, const void *b)
{
    const size_t x = ((const struct walk *)a)->query->at.offset;
    const size_t y = ((const struct walk *)b)->query->at.offset;

    return x < y ? -1 : x > y;
}

static void set_lines(const struct finder *f, size_t n)
{
    struct jsonpos last = { 0, 1, 1 };

    qsort(f->walks, n, sizeof(*f->walks), compare_offsets);
    for (size_t i = 0; i < n; i++) {
        last = jsonpos_after(f->text, f->len, last, f->walks[i].query->at.offset);
        f->walks[i].query->at = last;
    }
}

void jsonpos_find_all(const char *text, size_t len, struct jsonpos_query *queries,
                      size_t n, struct arena *arena)
{
    struct finder f = { .text = text, .len = len, .arena = arena };

    f.at = skip_space(text, len, 0);
    f.walks = arena_array(arena, n, sizeof(*f.walks));
    for (size_t i = 0; i < n; i++) {
        f.walks[i] = (struct walk){ .query = &queries[i], .rest = queries[i].pointer };
        queries[i].found = false;
        queries[i].spelled = "";
        queries[i].at.offset = f.at;
    }
    if (n > 0 && f.at < len)
        arrive(&f, 0, n);
    while (f.n_levels > 0 && f.n_waiting > 0 && f.at < len)
        step(&f);
    while (f.n_levels > 0)
        close_level(&f);
    set_lines(&f, n);
    free(f.levels);
    buf_clear(&f.path);
    buf_clear(&f.key);
    buf_clear(&f.fold);
}

bool jsonpos_find(const char *text, size_t len, const char *pointer, struct jsonpos *out,
                  struct buf *spelled)
{
    struct jsonpos_query query = { .pointer = pointer };
    struct arena arena;

    arena_init(&arena);
    jsonpos_find_all(text, len, &query, 1, &arena);
    *out = query.at;
    if (spelled != NULL)
        buf_puts(spelled, query.spelled);
    arena_clear(&arena);
    return query.found;
}
