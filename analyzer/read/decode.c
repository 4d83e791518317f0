/* decode: one document in, facts out; a worker's own, joined by the door. */
#include "analyzer/read/decode.h"

#include <assert.h>
#include <string.h>

#include "analyzer/read/context.h"
#include "analyzer/read/walk_json.h"
#include "base/when.h"

void decoder_init(struct decoder *decoder, struct decoded *out)
{
    memset(decoder, 0, sizeof(*decoder));
    memset(out, 0, sizeof(*out));
    arena_init(&out->arena);
    out->latest_past = WHEN_NONE;
    decoder->out = out;
    decoder->parser = json_parser_new();
}

void decoder_clear(struct decoder *decoder)
{
    json_parser_free(decoder->parser);
    for (size_t i = 0; i < DECODER_INNER_MAX; i++) {
        if (decoder->inner[i].parser != NULL)
            json_parser_free(decoder->inner[i].parser);
        buf_clear(&decoder->inner[i].text);
    }
    map_clear(&decoder->shared);
}

int decoder_inner(struct decoder *decoder, const char *text, size_t len,
                  struct json_value *out)
{
    struct decoder_inner *inner;

    if (decoder->n_inner == DECODER_INNER_MAX)
        return -1;
    inner = &decoder->inner[decoder->n_inner];
    if (inner->parser == NULL)
        inner->parser = json_parser_new();
    buf_reset(&inner->text);
    buf_reserve(&inner->text, len + JSON_PADDING);
    buf_add(&inner->text, text, len);
    if (json_parse(inner->parser, inner->text.data, len, out) != 0)
        return -1;
    decoder->n_inner++;
    return 0;
}

void decoder_inner_end(struct decoder *decoder)
{
    assert(decoder->n_inner > 0);
    decoder->n_inner--;
}

/* A document of no known shape, said once a document. */
static void unrecognised(struct context *context)
{
    const struct document *document = context->document;
    struct problem *problem;

    document->source->n_skipped++;
    if (memmem(document->text, document->len, "{{", 2) != NULL) {
        context_shape(context, SHAPE_DOCS_TEMPLATE); /* "{{" stands in strings only */
        context_problem(context, PROBLEM_NAMED, "",
                        "a template whose {{places}} nobody has filled in")
            ->command = "acm-analyzer commands";
        return;
    }
    problem =
        context_problem(context, PROBLEM_UNRECOGNISED, "",
                        "JSON of no known shape: nothing in it looks like a certificate");
    problem->command = "acm-analyzer commands";
}

int decode_json(struct decoder *decoder, const struct document *document)
{
    struct context context = {
        .decoder = decoder,
        .document = document,
        .arena = &decoder->out->arena,
        .captured_at = WHEN_NONE,
    };
    struct json_value root;

    if (json_parse(decoder->parser, document->text, document->len, &root) != 0)
        return -1;
    buf_puts(&context.path, "");
    if (!walk_json(&context, root, 0) && document->source->shape == SHAPE_UNKNOWN)
        unrecognised(&context);
    buf_clear(&context.path);
    return 0;
}

void source_problem(struct source *source, struct arena *arena,
                    const struct problem *problem)
{
    struct problem *copy = arena_alloc(arena, sizeof(*copy));

    *copy = *problem;
    copy->next = NULL;
    if (source->last_problem != NULL)
        source->last_problem->next = copy;
    else
        source->problems = copy;
    source->last_problem = copy;
}

void source_fold(struct source *source, const struct source *part)
{
    if (source->shape == SHAPE_UNKNOWN)
        source->shape = part->shape;
    source->n_records += part->n_records;
    source->n_skipped += part->n_skipped;
    source->n_documents += part->n_documents;
    if (source->captured_at < part->captured_at)
        source->captured_at = part->captured_at;
    if (source->note == NULL)
        source->note = part->note;
    if (part->problems == NULL)
        return;
    if (source->last_problem != NULL)
        source->last_problem->next = part->problems;
    else
        source->problems = part->problems;
    source->last_problem = part->last_problem;
}
