/* documents: the documents of one text, decoded; broken ones repaired and named. */
#include "analyzer/read/documents.h"

#include <inttypes.h>
#include <string.h>

#include "analyzer/read/text.h"
#include "base/aws/arn.h"
#include "base/jsonpos.h"

enum {
    FAULTS_SAID_MAX = 8,
    BROKEN_SAID_MAX = 100,
    SCANNED_MIN = 1 << 20,
    SCANNED_TIMES = 4
};

struct reading {
    struct decoder *decoder;
    struct source *source;
    char *text;
    size_t len;
    size_t at;         /* what is before it was read */
    size_t line_at;    /* lines are counted up to here */
    size_t line_start; /* of the line of line_at */
    uint32_t line;     /* the line of line_at; 1 is the first */
    size_t bracket;    /* what next_bracket_line() found last */
    uint64_t scanned;  /* bytes looked at beyond the lines that pieces stand on */
    bool loose;        /* a log or session: prose between documents is no evidence */
    uint32_t n_broken; /* documents that the parser refused */
    struct document last_broken; /* of those that are only counted */
    struct buf repaired;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' || c == ',';
}

/* A byte order mark: files that were put one behind the other have one each. */
static bool is_mark(const struct reading *r, size_t at)
{
    return r->len - at >= 3 && memcmp(r->text + at, "\xef\xbb\xbf", 3) == 0;
}

static void skip_space(struct reading *r)
{
    while (r->at < r->len) {
        if (is_space(r->text[r->at]))
            r->at++;
        else if (is_mark(r, r->at))
            r->at += 3;
        else
            return;
    }
}

static uint32_t line_of(struct reading *r, size_t offset)
{
    const struct jsonpos at =
        jsonpos_at(r->text + r->line_at, r->len - r->line_at, offset - r->line_at);

    if (at.line > 1)
        r->line_start = offset - (at.column - 1);
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

static void say_faults(struct reading *r, const struct document *document,
                       const struct jsonpos_faults *faults, bool lost)
{
    const size_t n = faults->n < FAULTS_SAID_MAX ? faults->n : FAULTS_SAID_MAX;
    struct arena *arena = &r->decoder->out->arena;

    for (size_t i = 0; i < n; i++) {
        const struct jsonpos_fault *fault = &faults->items[i];
        const uint32_t before =
            fault->at.line == 1 ? (uint32_t)(document->offset - r->line_start) : 0;
        struct problem problem = {
            .kind = lost ? PROBLEM_MALFORMED : PROBLEM_PARTLY,
            .document = document->index,
            .offset = document->offset,
            .line = document->line + fault->at.line - 1,
            .column = fault->at.column + before,
            .pointer = arena_strdup(arena, fault->pointer),
            .text = arena_printf(arena, "%s%s%s", fault->text,
                                 *fault->lost == '\0' ? "" : "; ", fault->lost),
        };

        source_problem(r->source, arena, &problem);
        if (lost)
            break;
    }
}

/* Did the repair leave an element or member out? */
static bool lost_element(const struct jsonpos_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        if (faults->items[i].kind == JSONPOS_SYNTAX ||
            faults->items[i].kind == JSONPOS_TRUNCATED)
            return true;
    return false;
}

/* Say of a document one thing, at its start. */
static void say(struct reading *r, const struct document *document, const char *text)
{
    source_problem(
        r->source, &r->decoder->out->arena,
        &(struct problem){ .kind = PROBLEM_MALFORMED,
                           .document = document->index,
                           .offset = document->offset,
                           .line = document->line,
                           .column = (uint32_t)(document->offset - r->line_start) + 1,
                           .pointer = "",
                           .text = text });
}

/* Decode the repaired text. What is found in it stands in the document as it is. */
static bool decode_repaired(struct reading *r, const struct document *document)
{
    struct document again = *document;

    buf_reserve(&r->repaired, JSON_PADDING);
    memset(r->repaired.data + r->repaired.len, 0, JSON_PADDING);
    again.text = r->repaired.data;
    again.len = r->repaired.len;
    again.file_len = document->len;
    return again.len > 0 && decode_json(r->decoder, &again) == 0;
}

/* The keys of maps whose members are whole certificates, or lists of such. */
static bool names_whole(const char *key, size_t len)
{
    return arn_is_account(key, len) || arn_is_region(key, len) ||
           arn_is_acm_certificate(key, len);
}

/*
 * A document that the parser refused: say why, and decode what is whole in it. A file
 * of thousands of such documents says it of the first ones, then counts.
 */
static void read_broken(struct reading *r, const struct document *document)
{
    struct jsonpos_faults faults;
    struct arena arena;
    bool whole;

    arena_init(&arena);
    jsonpos_check(document->text, document->len, names_whole, &arena, &faults,
                  &r->repaired);
    whole = decode_repaired(r, document);
    if (!whole || lost_element(&faults))
        r->source->n_skipped++;
    if (++r->n_broken > BROKEN_SAID_MAX)
        r->last_broken = *document;
    else if (faults.n > 0)
        say_faults(r, document, &faults, !whole);
    else if (!whole)
        say(r, document, "the JSON parser refused this document");
    arena_clear(&arena);
}

static void say_more_broken(struct reading *r)
{
    if (r->n_broken <= BROKEN_SAID_MAX)
        return;
    r->line_start = r->last_broken.offset; /* its column is not worth a scan */
    say(r, &r->last_broken,
        arena_printf(&r->decoder->out->arena,
                     "%" PRIu32 " more documents of this file are broken; the last of "
                     "them starts here",
                     r->n_broken - BROKEN_SAID_MAX));
}

static void read_piece(struct reading *r, size_t from, size_t len)
{
    const struct document document = document_at(r, from, len);

    if (decode_json(r->decoder, &document) != 0 && !decode_foreign(r->decoder, &document))
        read_broken(r, &document);
}

static bool is_bracket(const struct reading *r, size_t at)
{
    return at < r->len && (r->text[at] == '{' || r->text[at] == '[');
}

/* The next bracket, after from, that starts a line; len when none. */
static size_t next_bracket_line(struct reading *r, size_t from)
{
    const char *end = r->text + r->len;
    const char *at = r->text + from;

    if (r->bracket > from)
        return r->bracket;
    r->bracket = r->len;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        size_t start = (size_t)(++at - r->text);

        if (is_mark(r, start))
            start += 3;
        if (is_bracket(r, start)) {
            r->bracket = start;
            break;
        }
    }
    return r->bracket;
}

/*
 * The length of a document that goes on behind a line that starts with a bracket; 0 when
 * that is not one right document. How far we look ahead is bounded: a text of nothing but
 * open brackets must not cost the square of its size.
 */
static size_t long_document(struct reading *r, size_t from)
{
    struct json_value ignored;
    size_t len;

    if (r->scanned > SCANNED_MIN + SCANNED_TIMES * (uint64_t)r->len)
        return 0;
    len = jsonpos_value_len(r->text + from, r->len - from);
    r->scanned += len == 0 ? r->len - from : len;
    if (len == 0 || json_parse(r->decoder->parser, r->text + from, len, &ignored) != 0)
        return 0;
    return len;
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
    size_t len = jsonpos_value_len(r->text + from, line - from);

    if (len == 0 && line < r->len)
        len = long_document(r, from);
    r->at = len == 0 ? line : from + len;
    len = r->at - from;
    while (is_space(r->text[from + len - 1]))
        len--; /* what is cut off ends where its text does */
    read_piece(r, from, len);
}

/* A bracket with JSON behind it, not "[error]" or "{name}". */
static bool starts_value(const struct reading *r, size_t at)
{
    if (!is_bracket(r, at))
        return false;
    for (at++; at < r->len; at++)
        if (r->text[at] != ' ' && r->text[at] != '\t')
            return strchr("\r\n\"{[]}", r->text[at]) != NULL && r->text[at] != '\0';
    return false;
}

/* The next line of a log that has a value behind blanks; len when none. */
static size_t next_value_line(const struct reading *r, size_t from)
{
    const char *end = r->text + r->len;
    const char *at = r->text + from;

    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        if (starts_value(r, (size_t)(at - r->text)))
            return (size_t)(at - r->text);
    }
    return r->len;
}

/* Prose between documents may be an answer of dig. */
static void read_dns_between(struct reading *r, size_t from, size_t len)
{
    const struct document document = document_at(r, from, len);

    if (!decode_dns(r->decoder, &document))
        r->source->n_documents--;
}

/* No bracket: text, up to the next line that starts with one. */
static void read_text(struct reading *r)
{
    const size_t from = r->at;
    const size_t to = r->loose ? next_value_line(r, from) : next_bracket_line(r, from);
    struct document document;

    r->at = to;
    if (r->loose && memmem(r->text + from, to - from, "rror", 4) == NULL) {
        read_dns_between(r, from, to - from);
        return;
    }
    document = document_at(r, from, to - from);
    decode_text(r->decoder, &document);
}

static void read_pieces(struct reading *r)
{
    for (;;) {
        skip_space(r);
        if (r->at == r->len)
            return;
        if (r->loose ? starts_value(r, r->at) : is_bracket(r, r->at))
            read_bracket(r);
        else
            read_text(r);
    }
}

static bool starts_json(const struct reading *r)
{
    return r->at < r->len &&
           (r->text[r->at] == '{' || r->text[r->at] == '[' || r->text[r->at] == '"');
}

/* Where other documents of the file were read, a lost one is a part of it. */
static void lost_in_part(struct source *source)
{
    for (struct problem *problem = source->problems; problem != NULL;
         problem = problem->next)
        if (problem->kind == PROBLEM_MALFORMED)
            problem->kind = PROBLEM_PARTLY;
}

static void say_empty(struct reading *r, const char *text)
{
    const struct document document = { .source = r->source, .text = r->text, .line = 1 };
    const char *command = "acm-analyzer commands";

    if (decode_empty(r->decoder, &document, &command))
        text = "an empty answer proves nothing: +short and +answer print nothing for "
               "NXDOMAIN, NODATA, SERVFAIL and REFUSED alike; the full output is wanted";
    source_problem(r->source, &r->decoder->out->arena,
                   &(struct problem){ .kind = PROBLEM_CAPTURE_FAILED,
                                      .line = 1,
                                      .column = 1,
                                      .pointer = "",
                                      .text = text,
                                      .code = "empty",
                                      .command = command });
}

void documents_read(struct decoder *decoder, struct source *source, char *text,
                    size_t len)
{
    struct reading r = {
        .decoder = decoder, .source = source, .text = text, .len = len, .line = 1
    };
    const struct document whole = {
        .source = source, .text = text, .len = len, .line = 1
    };
    const char *peeled = NULL;

    skip_space(&r);
    if (r.at == r.len) {
        say_empty(&r, len == 0
                          ? "the file is empty: the command that should have filled it "
                            "failed"
                          : "the file is blank: the command that should have filled it "
                            "failed");
        return;
    }
    if (starts_json(&r) && decode_json(decoder, &whole) == 0) {
        source->n_documents = 1;
        return;
    }
    if (!starts_json(&r) && next_value_line(&r, r.at) == r.len &&
        decode_dns(decoder, &whole)) {
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
    skip_space(&r);
    r.loose =
        peeled != NULL && (starts_value(&r, r.at) || next_value_line(&r, r.at) < r.len);
    read_pieces(&r);
    say_more_broken(&r);
    if (source->n_documents == 0 && source->problems == NULL)
        say_empty(&r,
                  "the file holds no answer: nothing is left of it without the prompts, "
                  "quotes or prose");
    if (source->n_records > 0)
        lost_in_part(source);
    buf_clear(&r.repaired);
}
