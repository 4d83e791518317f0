/* decode: one document in, facts out; a worker's own, joined by the door. */
#include "analyzer/read/decode.h"

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
    if (decoder->inner != NULL)
        json_parser_free(decoder->inner);
    buf_clear(&decoder->inner_text);
    map_clear(&decoder->shared);
}

int decoder_inner(struct decoder *decoder, const char *text, size_t len,
                  struct json_value *out)
{
    if (decoder->inner == NULL)
        decoder->inner = json_parser_new();
    buf_reset(&decoder->inner_text);
    buf_reserve(&decoder->inner_text, len + JSON_PADDING);
    buf_add(&decoder->inner_text, text, len);
    return json_parse(decoder->inner, decoder->inner_text.data, len, out);
}

/* A document of no known shape, said once a document. */
static void unrecognised(struct context *context)
{
    struct problem *problem;

    context->document->source->n_skipped++;
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
