/* findings_walk: the findings in findings.json or its NDJSON twin, one piece of text
 * each. */
#include "reports/findings_walk.h"

#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/jsonpos.h"

enum { GOT_MAX = 40 };

static const char schema_word[] = "\"acm-analyzer.findings.v1\"";

/* The members of a top-level object that matter. */
struct members {
    struct findings_piece whole;
    struct findings_piece schema;
    struct findings_piece kind;
    struct findings_piece rules;
    struct findings_piece findings;
};

unsigned findings_line(const struct findings_text *text, size_t offset)
{
    return jsonpos_at(text->text, text->len, offset).line;
}

/* How much of the text to quote: a string, a bracket or a word, GOT_MAX at most. */
static int got_len(const char *text, size_t len)
{
    size_t n = 1;

    if (*text == '"') {
        while (n < len && text[n] != '"' && text[n] != '\n')
            n++;
        n += n < len && text[n] == '"';
    } else if (strchr("{}[],:", *text) == NULL) {
        while (n < len && strchr(" \t\r\n,:{}[]\"", text[n]) == NULL)
            n++;
    }
    return n < GOT_MAX ? (int)n : GOT_MAX;
}

static int wrong(const struct findings_text *text, size_t at, const char *want,
                 struct err *err)
{
    const unsigned line = findings_line(text, at);

    if (at >= text->len)
        return err_set(err, ERR_FORMAT, "%s:%u: want %s, but the file ends there",
                       text->file, line, want);
    return err_set(err, ERR_FORMAT, "%s:%u: want %s, got '%.*s'", text->file, line, want,
                   got_len(text->text + at, text->len - at), text->text + at);
}

static size_t skip_blanks(const struct findings_text *text, size_t at)
{
    while (at < text->len && strchr(" \t\r\n", text->text[at]) != NULL &&
           text->text[at] != '\0')
        at++;
    return at;
}

/* The value at `at`, blanks before it left out; *end is behind it. */
static int take_value(const struct findings_text *text, size_t at,
                      struct findings_piece *out, size_t *end, struct err *err)
{
    const size_t start = skip_blanks(text, at);
    const size_t len =
        start < text->len ? jsonpos_value_len(text->text + start, text->len - start) : 0;

    if (len == 0)
        return wrong(text,
                     start < text->len && strchr("{[\"", text->text[start]) != NULL
                         ? text->len
                         : start,
                     "a whole JSON value", err);
    *out = (struct findings_piece){ start, len };
    *end = start + len;
    return 0;
}

static bool piece_is(const struct findings_text *text, struct findings_piece piece,
                     const char *want)
{
    return piece.len == strlen(want) &&
           memcmp(text->text + piece.start, want, piece.len) == 0;
}

static void remember(const struct findings_text *text, struct findings_piece key,
                     struct findings_piece value, struct members *out)
{
    if (piece_is(text, key, "\"schema\""))
        out->schema = value;
    else if (piece_is(text, key, "\"kind\""))
        out->kind = value;
    else if (piece_is(text, key, "\"rules\""))
        out->rules = value;
    else if (piece_is(text, key, "\"findings\""))
        out->findings = value;
}

/* `want` stands at *at behind blanks: step over it. */
static bool step(const struct findings_text *text, size_t *at, char want)
{
    *at = skip_blanks(text, *at);
    if (*at >= text->len || text->text[*at] != want)
        return false;
    (*at)++;
    return true;
}

static int take_member(const struct findings_text *text, size_t *at, struct members *out,
                       struct err *err)
{
    struct findings_piece key = { 0 };
    struct findings_piece value = { 0 };

    *at = skip_blanks(text, *at);
    if (*at >= text->len || text->text[*at] != '"')
        return wrong(text, *at, "a member's name", err);
    if (take_value(text, *at, &key, at, err) != 0)
        return -1;
    if (!step(text, at, ':'))
        return wrong(text, *at, "a colon", err);
    if (take_value(text, *at, &value, at, err) != 0)
        return -1;
    remember(text, key, value, out);
    return 0;
}

static int take_object(const struct findings_text *text, size_t *at, struct members *out,
                       struct err *err)
{
    memset(out, 0, sizeof(*out));
    out->whole.start = skip_blanks(text, *at);
    if (!step(text, at, '{'))
        return wrong(text, *at, "an object of acm-analyzer's findings", err);
    if (!step(text, at, '}')) {
        do {
            if (take_member(text, at, out, err) != 0)
                return -1;
        } while (step(text, at, ','));
        if (!step(text, at, '}'))
            return wrong(text, *at, "a comma or the object's end", err);
    }
    out->whole.len = *at - out->whole.start;
    return 0;
}

static int visit_array(const struct findings_text *text, struct findings_piece array,
                       const struct findings_visitor *visitor, struct err *err)
{
    size_t at = array.start;

    if (!step(text, &at, '['))
        return wrong(text, at, "the array of findings", err);
    if (step(text, &at, ']'))
        return 0;
    do {
        struct findings_piece finding = { 0 };

        if (take_value(text, at, &finding, &at, err) != 0 ||
            visitor->finding(visitor->context, finding, err) != 0)
            return -1;
    } while (step(text, &at, ','));
    return step(text, &at, ']') ? 0 : wrong(text, at, "a comma or the array's end", err);
}

static int visit_object(const struct findings_text *text, const struct members *members,
                        const struct findings_visitor *visitor, struct err *err)
{
    if (members->schema.len > 0 && !piece_is(text, members->schema, schema_word))
        return wrong(text, members->schema.start, schema_word, err);
    if (members->schema.len == 0 && members->kind.len == 0)
        return err_set(err, ERR_FORMAT, "%s:%u: want a member \"schema\" with %s",
                       text->file, findings_line(text, members->whole.start),
                       schema_word);
    if (members->rules.len > 0 &&
        visitor->rules(visitor->context, members->rules, err) != 0)
        return -1;
    if (members->findings.len > 0)
        return visit_array(text, members->findings, visitor, err);
    if (piece_is(text, members->kind, "\"finding\""))
        return visitor->finding(visitor->context, members->whole, err);
    return 0;
}

int findings_walk(const struct findings_text *text,
                  const struct findings_visitor *visitor, struct err *err)
{
    size_t at = 0;

    do {
        struct members members;

        if (take_object(text, &at, &members, err) != 0 ||
            visit_object(text, &members, visitor, err) != 0)
            return -1;
        at = skip_blanks(text, at);
    } while (at < text->len);
    return 0;
}
