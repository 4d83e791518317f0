/* documents: the documents of one text, decoded; broken ones repaired and named. */
#include "analyzer/read/documents.h"

#include <string.h>

#include "analyzer/read/text.h"
#include "base/jsonpos.h"

enum { FAULTS_SAID_MAX = 8 };

struct reading {
    struct decoder *decoder;
    struct source *source;
    char *text;
    size_t len;
    size_t at;      /* what is before it was read */
    size_t line_at; /* lines are counted up to here */
    uint32_t line;  /* the line of line_at; 1 is the first */
    struct buf repaired;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' || c == ',';
}

static void skip_space(struct reading *r)
{
    while (r->at < r->len && is_space(r->text[r->at]))
        r->at++;
}

static uint32_t line_of(struct reading *r, size_t offset)
{
    const struct jsonpos at =
        jsonpos_at(r->text + r->line_at, r->len - r->line_at, offset - r->line_at);

    r->line += at.line - 1;
    r->line_at = offset;
    return r->line;
}

static struct document document_at(struct reading *r, size_t from, size_t len)
{
    return (struct document){
        .source = r->source,
        .index = r->source->n_documents++,
        .offset = from,
        .text = r->text + from,
        .len = len,
        .line = line_of(r, from),
    };
}

/* The column of a document that does not start its line. */
static uint32_t column_before(const struct reading *r, size_t from)
{
    uint32_t column = 0;

    while (from > 0 && r->text[from - 1] != '\n') {
        from--;
        column++;
    }
    return column;
}

static void say_faults(struct reading *r, const struct document *document,
                       const struct jsonpos_faults *faults, bool lost)
{
    const size_t n = faults->n < FAULTS_SAID_MAX ? faults->n : FAULTS_SAID_MAX;
    struct arena *arena = &r->decoder->out->arena;

    for (size_t i = 0; i < n; i++) {
        const struct jsonpos_fault *fault = &faults->items[i];
        const uint32_t before =
            fault->at.line == 1 ? column_before(r, document->offset) : 0;
        struct problem problem = {
            .kind = lost ? PROBLEM_MALFORMED : PROBLEM_PARTLY,
            .document = document->index,
            .offset = document->offset,
            .line = document->line + fault->at.line - 1,
            .column = fault->at.column + before,
            .pointer = fault->pointer,
            .text = arena_printf(arena, "%s; %s", fault->text, fault->lost),
        };

        source_problem(r->source, arena, &problem);
        if (lost)
            break;
    }
}

/* A document that the parser refused: say why, and decode what is whole in it. */
static void read_broken(struct reading *r, const struct document *document)
{
    struct arena *arena = &r->decoder->out->arena;
    struct jsonpos_faults faults;
    struct document again = *document;
    bool whole;

    jsonpos_check(document->text, document->len, arena, &faults, &r->repaired);
    buf_reserve(&r->repaired, JSON_PADDING);
    memset(r->repaired.data + r->repaired.len, 0, JSON_PADDING);
    again.text = r->repaired.data;
    again.len = r->repaired.len;
    whole = again.len > 0 && decode_json(r->decoder, &again) == 0;
    if (!whole)
        r->source->n_skipped++;
    if (faults.n > 0) {
        say_faults(r, document, &faults, !whole);
        return;
    }
    if (!whole)
        source_problem(
            r->source, arena,
            &(struct problem){ .kind = PROBLEM_MALFORMED,
                               .document = document->index,
                               .offset = document->offset,
                               .line = document->line,
                               .column = 1,
                               .pointer = "",
                               .text = "the JSON parser refused this document" });
}

static void read_piece(struct reading *r, size_t from, size_t len)
{
    const struct document document = document_at(r, from, len);

    if (decode_json(r->decoder, &document) != 0 && !decode_foreign(r->decoder, &document))
        read_broken(r, &document);
}

/* The start of the next line that starts with a bracket, after from; len when none. */
static size_t next_bracket_line(const struct reading *r, size_t from)
{
    const char *end = r->text + r->len;
    const char *at = r->text + from;

    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        if (at < end && (*at == '{' || *at == '['))
            return (size_t)(at - r->text);
    }
    return r->len;
}

/*
 * A document starts at r->at. Where its brackets do not close, or close only behind a
 * line that starts a document of its own, it ends before that line: one bad line must
 * not cost the others.
 */
static void read_bracket(struct reading *r)
{
    const size_t from = r->at;
    const size_t line = next_bracket_line(r, from);
    size_t len = jsonpos_value_len(r->text + from, r->len - from);

    if (len != 0 && from + len > line) {
        const struct document whole = {
            .source = r->source, .text = r->text + from, .len = len, .offset = from
        };
        struct json_value ignored;

        if (json_parse(r->decoder->parser, whole.text, whole.len, &ignored) != 0)
            len = 0;
    }
    if (len == 0)
        len = line - from;
    r->at = from + len;
    read_piece(r, from, len);
}

/* No bracket: text, up to the next line that starts with one. */
static void read_text(struct reading *r)
{
    const size_t from = r->at;
    const size_t to = next_bracket_line(r, from);
    const struct document document = document_at(r, from, to - from);

    r->at = to;
    decode_text(r->decoder, &document);
}

static void read_pieces(struct reading *r)
{
    for (;;) {
        skip_space(r);
        if (r->at == r->len)
            return;
        if (r->text[r->at] == '{' || r->text[r->at] == '[')
            read_bracket(r);
        else
            read_text(r);
    }
}

static bool starts_json(const struct reading *r)
{
    const char c = r->at < r->len ? r->text[r->at] : '\0';

    return c == '{' || c == '[' || c == '"';
}

void documents_read(struct decoder *decoder, struct source *source, char *text,
                    size_t len)
{
    struct reading r = {
        .decoder = decoder, .source = source, .text = text, .len = len, .line = 1
    };
    const struct document whole = { source, 0, 0, text, len, 1 };
    const char *peeled = NULL;

    skip_space(&r);
    if (r.at == r.len) {
        source_problem(
            source, &decoder->out->arena,
            &(struct problem){ .kind = PROBLEM_CAPTURE_FAILED,
                               .line = 1,
                               .column = 1,
                               .pointer = "",
                               .text = len == 0 ? "the file is empty: the command that "
                                                  "should have filled it failed"
                                                : "the file is blank: the command that "
                                                  "should have filled it failed",
                               .code = "empty",
                               .command = "acm-analyzer commands" });
        return;
    }
    if (starts_json(&r) && decode_json(decoder, &whole) == 0) {
        source->n_documents = 1;
        return;
    }
    if (!starts_json(&r) || memchr(text, 0x1B, len) != NULL) {
        peeled = text_peel(text, len);
        source->peeled = peeled != NULL;
        source->direct = source->direct && peeled == NULL;
        if (source->note == NULL)
            source->note = peeled;
    }
    r.at = 0;
    read_pieces(&r);
    buf_clear(&r.repaired);
}
