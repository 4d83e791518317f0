/* read: scenario files, and single steps and faults, into plain data; mistakes by line.
 */
#include "mockaws/scenario/read.h"

#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/jsonpos.h"
#include "mockaws/scenario/check.h"
#include "mockaws/scenario/read_parts.h"

/* One text on its way: what it is called, and what is wrong with it so far. */
struct source {
    const char *path; /* NULL: its messages name no file */
    const char *text;
    size_t len;
    struct mistakes mistakes;
};

static bool is_blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0')
            return false;
    return true;
}

/* A fault that leaves the rest of the text as good as it was. */
static bool is_small(enum jsonpos_fault_kind kind)
{
    return kind == JSONPOS_DUPLICATE_KEY || kind == JSONPOS_TRAILING_COMMA;
}

/* What the JSON itself has wrong. False when nothing more can be learnt from the text. */
static bool check_json(struct source *source, struct buf *repaired)
{
    struct mistakes *mistakes = &source->mistakes;
    struct jsonpos_faults faults;
    bool readable = true;

    jsonpos_check(source->text, source->len, NULL, mistakes->arena, &faults, repaired);
    for (size_t i = 0; i < faults.n; i++) {
        const struct jsonpos_fault *fault = &faults.items[i];

        mistakes_add_line(mistakes, fault->at.line, "column %u: %s",
                          (unsigned)fault->at.column, fault->text);
        readable = readable && is_small(fault->kind);
    }
    if (faults.n_more > 0)
        mistakes_add_line(mistakes, 0, "and %zu further faults of JSON", faults.n_more);
    return readable && faults.n_more == 0;
}

static bool is_utf8(const struct source *source, size_t *at)
{
    const char *nul = memchr(source->text, '\0', source->len);
    const bool good = escape_is_utf8(source->text, source->len, at);

    if (nul != NULL && (good || (size_t)(nul - source->text) < *at))
        *at = (size_t)(nul - source->text);
    return good && nul == NULL;
}

/* The repair is parsed only where there was one: then the lines of the parser are right.
 */
static json_t *parse_good(struct source *source, const struct buf *repaired)
{
    const bool whole = source->mistakes.n == 0;
    json_error_t error;
    json_t *json =
        json_loadb(whole ? source->text : repaired->data,
                   whole ? source->len : repaired->len, JSON_ALLOW_NUL, &error);

    if (json == NULL)
        mistakes_add_line(&source->mistakes, whole ? (uint32_t)error.line : 0,
                          "the text cannot be read: %s", error.text);
    return json;
}

static json_t *parse(struct source *source)
{
    struct mistakes *mistakes = &source->mistakes;
    struct buf repaired = { 0 };
    json_t *json = NULL;
    size_t at;

    if (is_blank(source->text, source->len))
        mistakes_add_line(mistakes, 1, "the file is empty: want a JSON object");
    else if (!is_utf8(source, &at))
        mistakes_add_line(mistakes, jsonpos_at(source->text, source->len, at).line,
                          "the text is not UTF-8");
    else if (check_json(source, &repaired))
        json = parse_good(source, &repaired);
    buf_clear(&repaired);
    return json;
}

/* The lines that readers asked for, all in one scan. */
static void grant_wishes(const struct reader *reader, const struct source *source)
{
    const struct arena_mark before = arena_mark(reader->arena);
    struct jsonpos_query *queries =
        arena_array(reader->arena, reader->n_wishes + 1, sizeof(*queries));

    for (size_t i = 0; i < reader->n_wishes; i++)
        queries[i] = (struct jsonpos_query){ .pointer = reader->wishes[i].pointer };
    jsonpos_find_all(source->text, source->len, queries, reader->n_wishes, reader->arena);
    for (size_t i = 0; i < reader->n_wishes; i++)
        *reader->wishes[i].line = queries[i].at.line;
    arena_rewind(reader->arena, &before);
}

static struct source source_of(const char *path, const char *text, size_t len,
                               struct arena *arena)
{
    return (struct source){ path, text, len, { .arena = arena } };
}

static struct reader reader_of(struct source *source, const struct scenario *scenario)
{
    return (struct reader){ .arena = source->mistakes.arena,
                            .mistakes = &source->mistakes,
                            .scenario = scenario };
}

/* Let go and tell; 0 when nothing was wrong. */
static int finish(struct source *source, struct reader *reader, json_t *json,
                  struct scenario_faults *faults)
{
    const bool good = source->mistakes.n == 0;

    if (good)
        grant_wishes(reader, source);
    buf_clear(&reader->path);
    json_decref(json);
    mistakes_finish(&source->mistakes, source->path, source->text, source->len, faults);
    return good ? 0 : -1;
}

int scenario_read_text(const char *path, const char *text, size_t len,
                       struct arena *arena, struct scenario **out,
                       struct scenario_faults *faults)
{
    struct scenario *scenario = arena_zalloc(arena, sizeof(*scenario));
    struct source source = source_of(path, text, len, arena);
    struct reader reader = reader_of(&source, scenario);
    json_t *json = parse(&source);

    *out = NULL;
    if (json != NULL) {
        read_object(&reader, json, &shape_scenario, scenario);
        scenario->path = path == NULL ? NULL : arena_strdup(arena, path);
        if (json_is_object(json))
            scenario_check(scenario, &source.mistakes);
    }
    if (finish(&source, &reader, json, faults) == -1)
        return -1;
    *out = scenario;
    return 0;
}

int scenario_read(const char *path, struct arena *arena, struct scenario **out,
                  struct scenario_faults *faults)
{
    struct buf text = { 0 };
    struct err err;
    int rc;

    *out = NULL;
    if (file_read(path, SCENARIO_SIZE_MAX, &text, &err) == -1) {
        faults->items = arena_zalloc(arena, sizeof(*faults->items));
        faults->items[0].text = arena_strdup(arena, err.text);
        faults->n = 1;
        buf_clear(&text);
        return -1;
    }
    rc = scenario_read_text(path, buf_text(&text), text.len, arena, out, faults);
    buf_clear(&text);
    return rc;
}

/* The certificate that the address of the call names. */
static void name_certificate(struct reader *reader, json_t *json, const char *certificate)
{
    const char *named = json_string_value(json_object_get(json, "certificate"));
    size_t before;

    if (named == NULL) {
        json_object_set_new(json, "certificate", json_string(certificate));
    } else if (strcmp(named, certificate) != 0) {
        before = reader_enter(reader, "certificate");
        reader_fault(reader, "the address names another one, \"%.100s\"", certificate);
        reader_leave(reader, before);
    }
}

static void refuse_trigger(struct reader *reader, const struct scenario_step *step)
{
    if (step->trigger != TRIGGER_NONE)
        reader_fault(reader, "a step that is posted is done at once: leave out \"at\", "
                             "\"after_calls\" and \"when\"");
}

int scenario_read_step(const char *text, size_t len, int64_t now_ms,
                       const char *certificate, struct arena *arena,
                       struct scenario_step **out, struct scenario_faults *faults)
{
    const struct scenario now = { .start_ms = now_ms };
    struct scenario_step *step = arena_zalloc(arena, sizeof(*step));
    struct source source = source_of(NULL, text, len, arena);
    struct reader reader = reader_of(&source, &now);
    json_t *json = parse(&source);

    *out = NULL;
    if (json != NULL) {
        if (certificate != NULL && json_is_object(json))
            name_certificate(&reader, json, certificate);
        read_step(&reader, json, step);
        refuse_trigger(&reader, step);
        scenario_check_step(step, "", &source.mistakes);
    }
    if (finish(&source, &reader, json, faults) == -1)
        return -1;
    *out = step;
    return 0;
}

static void read_rules(struct reader *reader, json_t *json,
                       struct scenario_fault_rule **out, size_t *n)
{
    const bool many = json_is_array(json);

    *n = many ? json_array_size(json) : 1;
    *out = arena_zalloc(reader->arena, (*n + 1) * sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        const size_t before = many ? reader_enter_index(reader, i) : reader->path.len;

        read_object(reader, many ? json_array_get(json, i) : json, &shape_fault_rule,
                    &(*out)[i]);
        scenario_check_fault(&(*out)[i], buf_text(&reader->path), reader->mistakes);
        reader_leave(reader, before);
    }
}

int scenario_read_faults(const char *text, size_t len, struct arena *arena,
                         struct scenario_fault_rule **out, size_t *n,
                         struct scenario_faults *faults)
{
    const struct scenario none = { 0 };
    struct source source = source_of(NULL, text, len, arena);
    struct reader reader = reader_of(&source, &none);
    json_t *json = parse(&source);
    json_t *list = json_object_get(json, "faults");
    size_t before;

    *out = NULL;
    *n = 0;
    if (list != NULL) {
        before = reader_enter(&reader, "faults");
        read_rules(&reader, list, out, n);
        reader_leave(&reader, before);
    } else if (json != NULL) {
        read_rules(&reader, json, out, n);
    }
    if (finish(&source, &reader, json, faults) == 0)
        return 0;
    *out = NULL;
    *n = 0;
    return -1;
}
