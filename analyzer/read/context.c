/* context: where the decoder stands in a document, and what stands around it. */
#include "analyzer/read/context.h"

#include <string.h>

#include "base/escape.h"

enum { SHOWN_MAX = 200, SHARED_MAX = 128 };

size_t context_down(struct context *context, const char *key, size_t len)
{
    const size_t mark = context->path.len;

    buf_putc(&context->path, '/');
    escape_pointer(&context->path, key, len);
    return mark;
}

size_t context_down_index(struct context *context, size_t index)
{
    const size_t mark = context->path.len;

    buf_printf(&context->path, "/%zu", index);
    return mark;
}

void context_up(struct context *context, size_t mark)
{
    context->path.len = mark;
    context->path.data[mark] = '\0';
}

const char *context_pointer(const struct context *context)
{
    static const char *const usual[] = { "", "/Certificate" };
    const char *path = buf_text(&context->path);

    for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
        if (strcmp(path, usual[i]) == 0)
            return usual[i];
    return arena_strdup(context->arena, path);
}

struct origin context_origin(const struct context *context)
{
    const struct document *document = context->document;

    return (struct origin){
        .source =
            document->source->whole != NULL ? document->source->whole : document->source,
        .offset = document->offset,
        .len = document->file_len != 0 ? document->file_len : document->len,
        .document = document->index,
        .line = document->line,
        .pointer = context_pointer(context),
    };
}

struct problem *context_problem(struct context *context, enum problem_kind kind,
                                const char *below, const char *text)
{
    struct problem *problem = arena_zalloc(context->arena, sizeof(*problem));
    struct source *source = context->document->source;

    problem->kind = kind;
    problem->document = context->document->index;
    problem->offset = context->document->offset;
    problem->pointer =
        arena_printf(context->arena, "%s%s", buf_text(&context->path), below);
    problem->text = text;
    if (source->last_problem != NULL)
        source->last_problem->next = problem;
    else
        source->problems = problem;
    source->last_problem = problem;
    return problem;
}

void context_shape(struct context *context, enum shape shape)
{
    if (context->document->source->shape == SHAPE_UNKNOWN)
        context->document->source->shape = shape;
}

const char *context_copy(struct context *context, const char *text, size_t len)
{
    struct buf visible = { 0 };
    const char *copy;

    if (memchr(text, '\0', len) == NULL)
        return arena_strndup(context->arena, text, len);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\0')
            buf_puts(&visible, "\\u0000");
        else
            buf_putc(&visible, text[i]);
    }
    copy = arena_strndup(context->arena, visible.data, visible.len);
    buf_clear(&visible);
    return copy;
}

const char *context_shared(struct context *context, const char *text, size_t len)
{
    struct map *shared = &context->decoder->shared;
    const char *copy;

    if (len > SHARED_MAX || memchr(text, '\0', len) != NULL)
        return context_copy(context, text, len);
    copy = map_get(shared, text, len);
    if (copy == NULL) {
        char *kept = arena_strndup(context->arena, text, len);

        *map_at(shared, kept, len) = kept;
        copy = kept;
    }
    return copy;
}

const char *context_cut(struct context *context, const char *text, size_t len)
{
    if (len > SHOWN_MAX) {
        len = SHOWN_MAX;
        while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
            len--;
        return arena_printf(context->arena, "%s...", context_copy(context, text, len));
    }
    return context_copy(context, text, len);
}
