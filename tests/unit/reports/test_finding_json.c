/* test_finding_json: findings read back from what the writers wrote, and what is wrong.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/finding_json.h"
#include "tests/support/report_sample.h"
#include "tests/support/written.h"

/* ---- there and back ---- */

/* All findings of a text, read. */
struct reader {
    const struct findings_text *text;
    struct findings_piece rules;
    struct arena *arena;
    struct finding *findings;
    size_t n;
};

static int keep_rules(void *context, struct findings_piece piece, struct err *err)
{
    struct reader *reader = context;

    (void)err;
    reader->rules = piece;
    return 0;
}

static int read_one(void *context, struct findings_piece piece, struct err *err)
{
    struct reader *reader = context;

    return finding_json_read(reader->text, piece, reader->rules, reader->arena,
                             &reader->findings[reader->n++], err);
}

static char *text_of(const struct finding *finding)
{
    const struct text_style style = { .color = false, .columns = 80 };
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    report_text_finding(finding, &style, out);
    fclose(out);
    return text;
}

/* JSON does not hold these: the values of evidence, where the chain breaks. */
static void forget(struct finding *finding, struct arena *arena)
{
    const char **chain = arena_array(arena, finding->n_chain + 1, sizeof(*chain));

    for (size_t i = 0; i < finding->n_chain; i++)
        chain[i] = finding->chain[i] + (strncmp(finding->chain[i], "! ", 2) == 0 ? 2 : 0);
    finding->chain = chain;
    for (size_t i = 0; i < finding->n_evidence; i++)
        finding->evidence[i].value = NULL;
    for (struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        for (size_t i = 0; i < cause->n_evidence; i++)
            cause->evidence[i].value = NULL;
}

static void come_back(void (*writer)(const struct report *, FILE *))
{
    struct arena arena;
    struct report *report;
    struct written written;
    struct findings_text text = { .file = "f.json" };
    struct reader reader = { .text = &text, .arena = &arena };
    const struct findings_visitor visitor = { keep_rules, read_one, &reader };
    struct err err = { 0 };

    arena_init(&arena);
    report = report_sample(&arena);
    written = written_by(writer, report);
    text.text = written.text;
    text.len = written.len;
    reader.findings =
        arena_zalloc(&arena, (report->n_findings + 1) * sizeof(*reader.findings));
    if (findings_walk(&text, &visitor, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(reader.n, report->n_findings);
    for (size_t i = 0; i < reader.n; i++) {
        char *want;
        char *got;

        forget(report->findings[i], &arena);
        want = text_of(report->findings[i]);
        got = text_of(&reader.findings[i]);
        assert_string_equal(got, want);
        assert_string_equal(reader.findings[i].fingerprint,
                            report->findings[i]->fingerprint);
        free(want);
        free(got);
    }
    free(written.text);
    arena_clear(&arena);
}

static void json_comes_back(void **state)
{
    (void)state;
    come_back(report_json);
}

static void ndjson_comes_back(void **state)
{
    (void)state;
    come_back(report_ndjson);
}

/* ---- what is wrong ---- */

struct row {
    const char *name;
    const char *text;
    const char *want;
};

#define SCHEMA "{\"schema\":\"acm-analyzer.findings.v1\","
#define HEAD   SCHEMA "\n\"findings\":[\n{"
#define PLAIN                                                                            \
    "\"fingerprint\":\"0123456789abcdef\",\"check\":\"c\",\"title\":\"t\","              \
    "\"verdict\":\"FAIL\",\"severity\":\"low\",\"confidence\":\"low\","                  \
    "\"message\":\"m\",\"resource\":{\"type\":\"estate\",\"id\":\"i\"},\n"
#define CAUSE                                                                            \
    "\"causes\":[\n{\"code\":\"caa_error\",\"confidence\":\"low\",\"detail\":\"\","
#define TAIL "}]}"

static struct row rows[] = {
    { "empty", "",
      "f:1: want an object of acm-analyzer's findings, but the file ends there" },
    { "no JSON", "hello", "f:1: want an object of acm-analyzer's findings, got 'hello'" },
    { "an array", "[1]", "f:1: want an object of acm-analyzer's findings, got '['" },
    { "of something else", "\n{\"a\":1}",
      "f:2: want a member \"schema\" with \"acm-analyzer.findings.v1\"" },
    { "another schema", "{\"schema\":\n\"acm.v2\"}",
      "f:2: want \"acm-analyzer.findings.v1\", got '\"acm.v2\"'" },
    { "cut off", SCHEMA "\n\"findings\":[{\"fing",
      "f:2: want a whole JSON value, but the file ends there" },
    { "a colon is missing", "{\"schema\" 1}", "f:1: want a colon, got '1'" },
    { "a comma is missing", "{\"a\":1 \"b\":2}",
      "f:1: want a comma or the object's end, got '\"b\"'" },
    { "no name", "{1:2}", "f:1: want a member's name, got '1'" },
    { "findings are no array", SCHEMA "\"findings\":{}}",
      "f:1: want the array of findings, got '{'" },
    { "findings without a comma", SCHEMA "\"findings\":[{} {}]}",
      "f:1: /check: want "
      "string, got nothing" },
    { "a finding is no object", SCHEMA "\"findings\":[3]}",
      "f:1: want a finding, got integer" },
    { "JSON is wrong inside", HEAD "\"a\":nope" TAIL, "f:3: invalid token near 'nope'" },
    { "a member is missing", HEAD "\"check\":\"c\"" TAIL,
      "f:3: /title: want string, got nothing" },
    { "a member is of another type", HEAD "\"check\":5" TAIL,
      "f:3: /check: want string, got integer" },
    { "a verdict of another version",
      HEAD "\"check\":\"c\",\"title\":\"t\",\n\"verdict\":"
           "\"MAYBE\"" TAIL,
      "f:4: /verdict: want a verdict, got 'MAYBE'" },
    { "a cause of another version", HEAD PLAIN "\"causes\":[\n{\"code\":\"x\"}]" TAIL,
      "f:5: /causes/0/code: want a cause that this version knows, got 'x'" },
    { "a domain is no string", HEAD PLAIN CAUSE "\n\"domains\":[\"a\",\n7]}]" TAIL,
      "f:7: /causes/0/domains/1: want string, got integer" },
    { "causes are no array", HEAD PLAIN "\"causes\":{}" TAIL,
      "f:4: /causes: want array, got object" },
    { "a negative line",
      HEAD PLAIN "\"evidence\":[{\"file\":\"a\",\"pointer\":\"\","
                 "\"line\":-1}]" TAIL,
      "f:4: /evidence/0/line: want a whole number, got integer" },
    { "a fix of another kind", HEAD PLAIN CAUSE "\"fixes\":[{\"kind\":\"magic\"}]}]" TAIL,
      "f:5: /causes/0/fixes/0/kind: want a kind of fix, got 'magic'" },
    { "trace is a text", HEAD PLAIN "\"trace\":\"a\"" TAIL,
      "f:4: /trace: want object, got string" },
};

static void is_refused(void **state)
{
    const struct row *row = *state;
    const struct findings_text text = { "f", row->text, strlen(row->text) };
    struct finding findings[4];
    struct arena arena;
    struct reader reader = { .text = &text, .arena = &arena, .findings = findings };
    const struct findings_visitor visitor = { keep_rules, read_one, &reader };
    struct err err = { 0 };

    arena_init(&arena);
    assert_int_equal(findings_walk(&text, &visitor, &err), -1);
    assert_string_equal(err.text, row->want);
    assert_int_equal(err.kind, ERR_FORMAT);
    arena_clear(&arena);
}

TEST_ROWS(rows, is_refused)

/* Cut anywhere, or with any byte turned to another: an answer, no crash. */
static void survives_damage(void **state)
{
    static const char damage[] = "\"{}[],:\\0x\n";
    struct arena arena;
    struct written written;

    (void)state;
    arena_init(&arena);
    written = written_by(report_ndjson, report_sample(&arena));
    arena_clear(&arena);
    for (size_t i = 0; i < written.len; i += 97) {
        char *copy = malloc(written.len);
        struct findings_text text = { "f", copy, written.len };
        struct finding findings[64];
        struct reader reader = { .text = &text, .arena = &arena, .findings = findings };
        const struct findings_visitor visitor = { keep_rules, read_one, &reader };
        struct err err = { 0 };

        arena_init(&arena);
        memcpy(copy, written.text, written.len);
        copy[i] = damage[i % (sizeof(damage) - 1)];
        findings_walk(&text, &visitor, &err);
        memcpy(copy, written.text, written.len);
        text.len = i;
        reader.n = 0;
        findings_walk(&text, &visitor, &err);
        arena_clear(&arena);
        free(copy);
    }
    free(written.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_comes_back),
        cmocka_unit_test(ndjson_comes_back),
        cmocka_unit_test(survives_damage),
    };
    const int failed = run_rows("refused");

    return failed + cmocka_run_group_tests_name("read back", tests, NULL, NULL);
}
