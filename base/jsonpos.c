/* jsonpos: where things stand in a JSON text: lines, pointers, ends of values. */
#include "base/jsonpos.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/spell.h"

struct jsonpos jsonpos_at(const char *text, size_t len, size_t offset)
{
    struct jsonpos at = { offset < len ? offset : len, 1, 1 };
    const char *from = text;
    const char *end = text + at.offset;
    const char *newline;

    while (from < end && (newline = memchr(from, '\n', (size_t)(end - from))) != NULL) {
        at.line++;
        from = newline + 1;
    }
    at.column = (uint32_t)(end - from) + 1;
    return at;
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

/* Behind the value that starts at `at`; len + 1 when it is not complete. */
static size_t skip_value(const char *text, size_t len, size_t at)
{
    size_t depth = 0;

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
    end = skip_value(text, len, from);
    return end > len || end == from ? 0 : end;
}

/* One pointer on its way down. */
struct walk {
    struct jsonpos_query *query;
    const char
        *rest;      /* of the pointer, from the '/' of the next token on; "" = arrived */
    size_t spelled; /* how much of the path is behind the deepest value met */
};

struct finder {
    const char *text;
    size_t len;
    struct buf path; /* the pointer of the value being looked at */
    struct arena *arena;
};

/* The next token of a pointer, ~0 and ~1 decoded, into out (cut to its size). */
static size_t next_token(const char *rest, char *out, size_t room)
{
    size_t n = 0;

    for (rest++; *rest != '\0' && *rest != '/'; rest++) {
        char c = *rest;

        if (c == '~' && (rest[1] == '0' || rest[1] == '1'))
            c = *++rest == '0' ? '~' : '/';
        if (n < room)
            out[n++] = c;
    }
    return n;
}

static const char *behind_token(const char *rest)
{
    const char *slash = strchr(rest + 1, '/');

    return slash == NULL ? rest + strlen(rest) : slash;
}

enum { TOKEN_MAX = 2100, WALK_DEPTH_MAX = 64 };

static bool token_is(const char *rest, const char *key, size_t len)
{
    char token[TOKEN_MAX];
    const size_t n = next_token(rest, token, sizeof(token));

    return spell_same(token, n, key, len);
}

static bool token_is_index(const char *rest, size_t index)
{
    char token[32];
    const size_t n = next_token(rest, token, sizeof(token));
    size_t value = 0;

    if (n == 0 || n > 18)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (token[i] < '0' || token[i] > '9')
            return false;
        value = value * 10 + (size_t)(token[i] - '0');
    }
    return value == index;
}

static void find_in(struct finder *finder, struct walk *walks, size_t n, size_t at,
                    int depth);

static bool is_waiting(const struct walk *walk)
{
    return *walk->rest == '/';
}

/*
 * Of the n walks, send those whose next token takes the child at `at` down into it.
 * The walks that went are moved behind the others: a later twin is not for them.
 * Returns how many are left.
 */
static size_t descend(struct finder *finder, struct walk *walks, size_t n,
                      const char *key, size_t key_len, size_t index, size_t at, int depth)
{
    const size_t path_len = finder->path.len;
    size_t left = n;

    for (size_t i = 0; i < left;) {
        const bool taken = key != NULL ? token_is(walks[i].rest, key, key_len)
                                       : token_is_index(walks[i].rest, index);
        struct walk walk = walks[i];

        if (!taken) {
            i++;
            continue;
        }
        walk.rest = behind_token(walk.rest);
        walks[i] = walks[--left];
        walks[left] = walk;
    }
    if (left == n)
        return left;
    buf_putc(&finder->path, '/');
    if (key != NULL)
        escape_pointer(&finder->path, key, key_len);
    else
        buf_printf(&finder->path, "%zu", index);
    find_in(finder, walks + left, n - left, at, depth + 1);
    finder->path.len = path_len;
    return left;
}

static void find_in_container(struct finder *finder, struct walk *walks, size_t n,
                              size_t at, int depth)
{
    const char *text = finder->text;
    const size_t len = finder->len;
    const bool object = text[at] == '{';
    size_t index = 0;

    at = skip_space(text, len, at + 1);
    while (n > 0 && at < len && text[at] != '}' && text[at] != ']') {
        const char *key = NULL;
        size_t key_len = 0;

        if (object) {
            const size_t end = text[at] == '"' ? skip_string(text, len, at) : len + 1;

            if (end > len)
                return;
            key = text + at + 1;
            key_len = end - at - 2;
            at = skip_space(text, len, end);
            if (at >= len || text[at] != ':')
                return;
            at = skip_space(text, len, at + 1);
        }
        if (at >= len)
            return;
        n = descend(finder, walks, n, key, key_len, index++, at, depth);
        at = skip_value(text, len, at);
        if (at > len)
            return;
        at = skip_space(text, len, at);
        if (at < len && text[at] == ',')
            at = skip_space(text, len, at + 1);
        else
            return;
    }
}

/* All n walks have arrived at the value at `at`; go on with those that want to. */
static void find_in(struct finder *finder, struct walk *walks, size_t n, size_t at,
                    int depth)
{
    size_t waiting = 0;

    for (size_t i = 0; i < n; i++) {
        struct walk walk = walks[i];

        walk.query->at.offset = at;
        walk.query->found = !is_waiting(&walk);
        walk.query->spelled = NULL;
        if (is_waiting(&walk)) {
            walks[i] = walks[waiting];
            walks[waiting++] = walk;
        }
    }
    if (waiting > 0 && depth < WALK_DEPTH_MAX &&
        (finder->text[at] == '{' || finder->text[at] == '['))
        find_in_container(finder, walks, waiting, at, depth);
    for (size_t i = 0; i < n; i++)
        if (walks[i].query->spelled == NULL && walks[i].query->at.offset == at)
            walks[i].query->spelled =
                arena_strndup(finder->arena, buf_text(&finder->path), finder->path.len);
}

void jsonpos_find_all(const char *text, size_t len, struct jsonpos_query *queries,
                      size_t n, struct arena *arena)
{
    struct finder finder = { .text = text, .len = len, .arena = arena };
    const size_t at = skip_space(text, len, 0);
    struct walk *walks = arena_array(arena, n + 1, sizeof(*walks));

    for (size_t i = 0; i < n; i++) {
        walks[i].query = &queries[i];
        walks[i].rest = queries[i].pointer;
        queries[i].found = false;
        queries[i].spelled = "";
        queries[i].at.offset = at;
    }
    if (at < len)
        find_in(&finder, walks, n, at, 0);
    for (size_t i = 0; i < n; i++)
        queries[i].at = jsonpos_at(text, len, queries[i].at.offset);
    buf_clear(&finder.path);
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
