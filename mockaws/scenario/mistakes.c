/* mistakes: what is wrong with a scenario, collected by place, told in order of lines. */
#include "mockaws/scenario/mistakes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/jsonpos.h"

struct mistake {
    const char *pointer; /* NULL: line is known */
    uint32_t line;
    size_t offset; /* in the text */
    size_t number; /* in order of entry */
    const char *text;
    bool type; /* of mistakes_add_type() */
};

__attribute__((format(printf, 2, 0))) static struct mistake *
add(struct mistakes *mistakes, const char *format, va_list args)
{
    char text[1024];
    struct mistake *mistake;

    if (mistakes->n == MISTAKES_MAX) {
        mistakes->n_more++;
        return NULL;
    }
    if (mistakes->n == mistakes->room) {
        struct mistake *old = mistakes->items;

        mistakes->room = mistakes->room == 0 ? 16 : mistakes->room * 2;
        mistakes->items = arena_array(mistakes->arena, mistakes->room, sizeof(*old));
        if (old != NULL)
            memcpy(mistakes->items, old, mistakes->n * sizeof(*old));
    }
    vsnprintf(text, sizeof(text), format, args);
    mistake = &mistakes->items[mistakes->n];
    *mistake = (struct mistake){ .number = mistakes->n,
                                 .text = arena_strdup(mistakes->arena, text) };
    mistakes->n++;
    return mistake;
}

void mistakes_add(struct mistakes *mistakes, const char *pointer, const char *format, ...)
{
    struct mistake *mistake;
    va_list args;

    va_start(args, format);
    mistake = add(mistakes, format, args);
    va_end(args);
    if (mistake != NULL)
        mistake->pointer = arena_strdup(mistakes->arena, pointer);
}

void mistakes_add_type(struct mistakes *mistakes, const char *pointer, const char *want,
                       const char *got)
{
    const size_t before = mistakes->n;

    mistakes_add(mistakes, pointer, "want %s, got %s", want, got);
    if (mistakes->n > before)
        mistakes->items[before].type = true;
}

bool mistakes_explain(const struct mistakes *mistakes, const char *pointer,
                      const char *member)
{
    const size_t len = strlen(pointer);
    const size_t member_len = strlen(member);

    for (size_t i = 0; i < mistakes->n; i++) {
        const char *at = mistakes->items[i].pointer;

        if (at == NULL || strncmp(at, pointer, len) != 0)
            continue;
        at += len;
        if (at[0] == '\0' && mistakes->items[i].type)
            return true;
        if (at[0] == '/' && strncmp(at + 1, member, member_len) == 0 &&
            (at[1 + member_len] == '\0' || at[1 + member_len] == '/'))
            return true;
    }
    return false;
}

void mistakes_add_line(struct mistakes *mistakes, uint32_t line, const char *format, ...)
{
    struct mistake *mistake;
    va_list args;

    va_start(args, format);
    mistake = add(mistakes, format, args);
    va_end(args);
    if (mistake != NULL)
        mistake->line = line;
}

static bool is_index(const char *token, size_t len)
{
    return len > 0 && strspn(token, "0123456789") >= len;
}

const char *mistakes_place(struct arena *arena, const char *pointer)
{
    struct buf place = { 0 };
    const char *out;

    while (*pointer == '/') {
        const char *token = pointer + 1;
        const size_t len = strcspn(token, "/");

        if (is_index(token, len)) {
            buf_printf(&place, "[%.*s]", (int)len, token);
        } else {
            if (place.len > 0)
                buf_putc(&place, '.');
            for (size_t i = 0; i < len; i++) {
                const bool escaped = token[i] == '~' && i + 1 < len;

                if (escaped)
                    i++;
                if (escaped)
                    buf_putc(&place, token[i] == '1' ? '/' : '~');
                else
                    buf_putc(&place, token[i]);
            }
        }
        pointer = token + len;
    }
    out = arena_strdup(arena, buf_text(&place));
    buf_clear(&place);
    return out;
}

static void find_lines(struct mistakes *mistakes, const char *text, size_t len)
{
    struct jsonpos_query *queries =
        arena_array(mistakes->arena, mistakes->n + 1, sizeof(*queries));
    size_t n = 0;

    for (size_t i = 0; i < mistakes->n; i++)
        if (mistakes->items[i].pointer != NULL)
            queries[n++] =
                (struct jsonpos_query){ .pointer = mistakes->items[i].pointer };
    jsonpos_find_all(text, len, queries, n, mistakes->arena);
    n = 0;
    for (size_t i = 0; i < mistakes->n; i++) {
        struct mistake *mistake = &mistakes->items[i];

        if (mistake->pointer == NULL)
            continue;
        mistake->line = queries[n].at.line;
        mistake->offset = queries[n].at.offset;
        n++;
    }
}

static int compare(const void *a, const void *b)
{
    const struct mistake *x = a;
    const struct mistake *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Everything that came from the file is made harmless for a terminal. */
static const char *tell(struct arena *arena, const char *path,
                        const struct mistake *mistake)
{
    struct buf line = { 0 };
    const char *place =
        mistake->pointer == NULL ? "" : mistakes_place(arena, mistake->pointer);
    const char *out;

    if (path != NULL)
        escape_terminal(&line, path, strlen(path));
    if (path != NULL && mistake->line > 0)
        buf_printf(&line, ":%u", (unsigned)mistake->line);
    if (path != NULL)
        buf_puts(&line, ": ");
    escape_terminal(&line, place, strlen(place));
    if (place[0] != '\0')
        buf_puts(&line, ": ");
    escape_terminal(&line, mistake->text, strlen(mistake->text));
    out = arena_strdup(arena, buf_text(&line));
    buf_clear(&line);
    return out;
}

void mistakes_finish(struct mistakes *mistakes, const char *path, const char *text,
                     size_t len, struct scenario_faults *out)
{
    struct arena *arena = mistakes->arena;
    struct mistake more = { 0 };

    *out = (struct scenario_faults){ 0 };
    if (mistakes->n == 0)
        return;
    find_lines(mistakes, text, len);
    qsort(mistakes->items, mistakes->n, sizeof(mistakes->items[0]), compare);
    out->items = arena_array(arena, mistakes->n + 1, sizeof(*out->items));
    for (size_t i = 0; i < mistakes->n; i++)
        out->items[out->n++] =
            (struct scenario_mistake){ mistakes->items[i].line,
                                       tell(arena, path, &mistakes->items[i]) };
    if (mistakes->n_more > 0) {
        more.text = arena_printf(arena, "and %zu further mistakes", mistakes->n_more);
        out->items[out->n++] = (struct scenario_mistake){ 0, tell(arena, path, &more) };
    }
}
