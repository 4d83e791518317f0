/* test_ndjson: NDJSON holds the records of findings.json, one a line, in order. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "reports/report.h"
#include "tests/support/report_sample.h"
#include "tests/support/written.h"

static json_t *parse(const char *text, size_t len)
{
    json_error_t error;
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);

    if (json == NULL)
        print_error("%s at byte %d\n", error.text, error.position);
    assert_non_null(json);
    return json;
}

static json_t *document_of(const struct report *report)
{
    const struct written written = written_by(report_json, report);
    json_t *json = parse(written.text, written.len);

    free(written.text);
    return json;
}

/* The line without its kind must equal the element of the document. */
static void is_element(json_t *line, json_t *document, const char *list, size_t index)
{
    assert_int_equal(json_object_del(line, "kind"), 0);
    assert_true(json_equal(line, json_array_get(json_object_get(document, list), index)));
}

static const char *const kinds[] = { "header", "evidence", "certificate", "finding",
                                     "summary" };
static const char *const lists[] = { NULL, "evidence", "certificates", "findings", NULL };
enum { N_KINDS = 5, HEADER = 0, FINDING = 3, SUMMARY = 4 };

/* Its kind, which must be the first member and not stand before stage. */
static int kind_of(json_t *line, int stage)
{
    void *first = json_object_iter(line);
    const char *kind = json_string_value(json_object_iter_value(first));

    assert_string_equal(json_object_iter_key(first), "kind");
    while (stage < N_KINDS && strcmp(kinds[stage], kind) != 0)
        stage++;
    assert_true(stage < N_KINDS);
    return stage;
}

static void lines_hold_the_same_records(void **state)
{
    struct arena arena;
    struct report *report;
    struct written written;
    json_t *document;
    size_t n[N_KINDS] = { 0 };
    int stage = HEADER;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    document = document_of(report);
    written = written_by(report_ndjson, report);
    for (const char *at = written.text; *at != '\0';) {
        const size_t len = strcspn(at, "\n");
        json_t *line = parse(at, len);

        stage = kind_of(line, stage);
        if (lists[stage] != NULL) {
            is_element(line, document, lists[stage], n[stage]);
        } else if (stage == HEADER) {
            assert_true(json_equal(json_object_get(line, "rules"),
                                   json_object_get(document, "rules")));
        } else {
            json_object_del(line, "kind");
            assert_true(json_equal(line, json_object_get(document, "summary")));
        }
        n[stage]++;
        json_decref(line);
        at += len;
        assert_int_equal(*at, '\n');
        at++;
    }
    assert_int_equal(n[HEADER], 1);
    assert_int_equal(n[FINDING], report->n_findings);
    assert_int_equal(n[SUMMARY], 1);
    for (int i = HEADER + 1; i < SUMMARY; i++)
        assert_int_equal(n[i], json_array_size(json_object_get(document, lists[i])));
    free(written.text);
    json_decref(document);
    arena_clear(&arena);
}

static void same_report_same_bytes(void **state)
{
    struct arena arena;
    struct written a;
    struct written b;

    (void)state;
    arena_init(&arena);
    a = written_by(report_json, report_sample(&arena));
    b = written_by(report_json, report_sample(&arena));
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.text, b.text, a.len);
    free(a.text);
    free(b.text);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_hold_the_same_records),
        cmocka_unit_test(same_report_same_bytes),
    };

    return cmocka_run_group_tests_name("ndjson", tests, NULL, NULL);
}
