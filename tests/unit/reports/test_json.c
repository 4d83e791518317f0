/* test_json: findings.json, read back with jansson and compared. */
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

/* ---- escapes ---- */

/* What a text becomes between its quotes. */
struct escape_row {
    const char *name;
    const char *text;
    const char *written;
};

static struct escape_row escapes[] = {
    { "plain", "example.com", "example.com" },
    { "empty", "", "" },
    { "quote and backslash", "a\"b\\c", "a\\\"b\\\\c" },
    { "slash stays", "a/b", "a/b" },
    { "newline, return and tab", "a\nb\rc\td", "a\\nb\\rc\\td" },
    { "escape character", "\x1B[31m", "\\u001b[31m" },
    { "markup stays", "<script>&", "<script>&" },
    { "letters beyond ASCII stay", "\xC3\xBCz", "\xC3\xBCz" },
    { "beyond the first plane", "\xF0\x9F\x94\x92", "\xF0\x9F\x94\x92" },
    { "bidi override stays", "a\xE2\x80\xAEz", "a\xE2\x80\xAEz" },
    { "line separator stays", "a\xE2\x80\xA8z", "a\xE2\x80\xA8z" },
    { "a byte that is no UTF-8", "a\xFFz", "a\xEF\xBF\xBDz" },
    { "a cut-off character", "a\xC3", "a\xEF\xBF\xBD" },
};

static void is_escaped(void **state)
{
    const struct escape_row *row = *state;
    struct arena arena;
    struct report *report;
    struct written written;
    char *want;

    arena_init(&arena);
    report = report_sample(&arena);
    report->findings[0]->message = row->text;
    written = written_by(report_json, report);
    want = arena_printf(&arena, "\"message\":\"%s\",\"waived\":", row->written);

    assert_non_null(strstr(written.text, want));
    json_decref(parse(written.text, written.len));
    free(written.text);
    arena_clear(&arena);
}

TEST_ROWS(escapes, is_escaped)

/* ---- what a reader gets back ---- */

static void is_text(const json_t *object, const char *key, const char *want)
{
    const json_t *value = json_object_get(object, key);

    assert_non_null(value);
    if (want == NULL) {
        assert_true(json_is_null(value));
        return;
    }
    assert_true(json_is_string(value));
    assert_string_equal(json_string_value(value), want);
}

/* want < 0: null. */
static void is_number(const json_t *object, const char *key, int64_t want)
{
    const json_t *value = json_object_get(object, key);

    assert_non_null(value);
    if (want < 0) {
        assert_true(json_is_null(value));
        return;
    }
    assert_true(json_is_integer(value));
    assert_int_equal(json_integer_value(value), want);
}

static void are_texts(const json_t *object, const char *key, const char *const *want,
                      size_t n)
{
    const json_t *array = json_object_get(object, key);

    assert_true(json_is_array(array));
    assert_int_equal(json_array_size(array), n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(json_string_value(json_array_get(array, i)), want[i]);
}

/* jansson keeps members in the order of the text. */
static void has_members(json_t *object, const char *const *want)
{
    void *iter = json_object_iter(object);

    for (; *want != NULL; want++, iter = json_object_iter_next(object, iter)) {
        assert_non_null(iter);
        assert_string_equal(json_object_iter_key(iter), *want);
    }
    assert_null(iter);
}

static void are_places(const json_t *owner, const struct evidence_ref *refs, size_t n)
{
    const json_t *array = json_object_get(owner, "evidence");

    assert_int_equal(json_array_size(array), n);
    for (size_t i = 0; i < n; i++) {
        const json_t *place = json_array_get(array, i);

        is_text(place, "file", refs[i].file);
        is_text(place, "pointer", refs[i].pointer);
        is_number(place, "document", refs[i].document);
        is_number(place, "line", refs[i].line == 0 ? -1 : (int64_t)refs[i].line);
        is_number(place, "column", refs[i].column == 0 ? -1 : (int64_t)refs[i].column);
    }
}

static void are_observed(const json_t *json, const struct cause *cause)
{
    const json_t *array = json_object_get(json, "observed");

    assert_int_equal(json_array_size(array), cause->n_observed);
    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];
        const json_t *seen = json_array_get(array, i);

        is_text(seen, "name", record->name);
        is_text(seen, "type", record->type);
        is_text(seen, "zone_id", record->zone_id);
        is_number(seen, "ttl", record->ttl_s);
        are_texts(seen, "values", record->values, record->n_values);
    }
}

static void is_cause(const json_t *json, const struct cause *cause)
{
    const json_t *expected = json_object_get(json, "expected");
    const json_t *zone = json_object_get(json, "zone");
    const json_t *fixes = json_object_get(json, "fixes");
    size_t n = 0;

    is_text(json, "code", cause_word(cause->code));
    is_text(json, "confidence", confidence_word(cause->confidence));
    is_text(json, "explanation", cause_explanation(cause->code));
    is_text(json, "detail", cause->detail);
    are_texts(json, "domains", cause->domains, cause->n_domains);
    are_observed(json, cause);
    are_places(json, cause->evidence, cause->n_evidence);
    assert_int_equal(json_is_null(expected), cause->expected == NULL);
    if (cause->expected != NULL) {
        is_text(expected, "name", cause->expected->name);
        is_text(expected, "type", cause->expected->type);
        is_text(expected, "value", cause->expected->value);
    }
    assert_int_equal(json_is_null(zone), cause->zone == NULL);
    if (cause->zone != NULL) {
        is_text(zone, "id", cause->zone->id);
        is_text(zone, "name", cause->zone->name);
        is_text(zone, "visibility", cause->zone->visibility);
    }
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next, n++) {
        is_text(json_array_get(fixes, n), "kind", fix_kind_word(fix->kind));
        is_text(json_array_get(fixes, n), "title", fix->title);
        is_text(json_array_get(fixes, n), "text", fix->text);
    }
    assert_int_equal(json_array_size(fixes), n);
}

/* Without tabs and marks, which are for our own writers. */
static void are_lines(const json_t *json, const char *key, const char *const *lines,
                      size_t n)
{
    const json_t *array = json_object_get(json, key);

    assert_int_equal(json_array_size(array), n);
    for (size_t i = 0; i < n; i++) {
        const char *got = json_string_value(json_array_get(array, i));

        assert_non_null(got);
        assert_null(strchr(got, '\t'));
        assert_int_not_equal(strncmp(got, "! ", 2), 0);
        if (strchr(lines[i], '\t') == NULL)
            assert_string_equal(got,
                                lines[i] + (strncmp(lines[i], "! ", 2) == 0 ? 2 : 0));
    }
}

static void is_finding(const json_t *json, const struct finding *finding)
{
    const json_t *resource = json_object_get(json, "resource");
    const json_t *waived = json_object_get(json, "waived");
    const json_t *causes = json_object_get(json, "causes");
    const json_t *trace = json_object_get(json, "trace");
    size_t n = 0;

    is_text(json, "fingerprint", finding->fingerprint);
    is_text(json, "check", finding->rule->id);
    is_text(json, "title", finding->rule->title);
    is_text(json, "verdict", verdict_word(finding->verdict));
    is_text(json, "severity", severity_word(finding->severity));
    is_text(json, "confidence", confidence_word(finding->confidence));
    is_text(resource, "type", resource_type_word(finding->resource_type));
    is_text(resource, "id", finding->resource_id);
    is_text(json, "arn", finding->arn);
    is_text(json, "account", finding->account);
    is_text(json, "region", finding->region);
    is_text(json, "domain", finding->domain);
    is_text(json, "owner", finding->owner);
    is_text(json, "message", finding->message);
    is_text(json, "baseline", finding->baseline);
    assert_int_equal(json_is_null(waived), finding->waived == NULL);
    if (finding->waived != NULL) {
        is_text(waived, "owner", finding->waived->owner);
        is_text(waived, "reason", finding->waived->reason);
        is_text(waived, "expires", finding->waived->expires);
        is_text(waived, "ticket", finding->waived->ticket);
    }
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        is_cause(json_array_get(causes, n++), cause);
    assert_int_equal(json_array_size(causes), n);
    are_lines(trace, "chain", finding->chain, finding->n_chain);
    are_lines(trace, "caa", finding->caa, finding->n_caa);
    are_places(json, finding->evidence, finding->n_evidence);
}

static void findings_come_back(void **state)
{
    struct arena arena;
    struct report *report;
    json_t *json;
    const json_t *findings;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    json = document_of(report);
    findings = json_object_get(json, "findings");
    assert_int_equal(json_array_size(findings), report->n_findings);
    for (size_t i = 0; i < report->n_findings; i++)
        is_finding(json_array_get(findings, i), report->findings[i]);
    json_decref(json);
    arena_clear(&arena);
}

static void is_cert(const json_t *json, const struct report_cert *cert)
{
    is_text(json, "arn", cert->arn);
    is_text(json, "account", cert->account);
    is_text(json, "region", cert->region);
    is_text(json, "domain", cert->domain);
    are_texts(json, "names", cert->names, cert->n_names);
    is_text(json, "status", cert->status);
    is_text(json, "type", cert->type);
    is_text(json, "method", cert->method);
    is_text(json, "failure_reason", cert->failure_reason);
    are_texts(json, "in_use_by", cert->in_use_by, cert->n_in_use_by);
    is_text(json, "key_algorithm", cert->key_algorithm);
}

/* The one healthy certificate of the sample is told of with --include-pass alone. */
static void named_certificates_come_back(void **state)
{
    struct arena arena;
    struct report *report;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    for (int all = 0; all < 2; all++) {
        json_t *json;
        const json_t *certs;
        size_t n = 0;

        report->include_pass = all == 1;
        json = document_of(report);
        certs = json_object_get(json, "certificates");
        for (size_t i = 0; i < report->n_certs; i++)
            if (all == 1 || report->certs[i].named)
                is_cert(json_array_get(certs, n++), &report->certs[i]);
        assert_int_equal(json_array_size(certs), n);
        assert_int_equal(n, all == 1 ? report->n_certs : report->n_certs - 1);
        json_decref(json);
    }
    arena_clear(&arena);
}

static void times_are_iso_or_null(void **state)
{
    struct arena arena;
    struct report *report;
    json_t *json;
    const json_t *certs;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    json = document_of(report);
    certs = json_object_get(json, "certificates");
    is_text(json, "now", "2026-11-23T00:00:00Z");
    is_text(json_array_get(certs, 0), "not_after", "2026-12-14T00:00:00Z");
    is_text(json_array_get(certs, 1), "not_after", NULL);
    json_decref(json);
    json = document_of(report_sample_empty(&arena));
    is_text(json, "now", NULL);
    is_text(json, "now_source", "none");
    json_decref(json);
    arena_clear(&arena);
}

static void ledger_comes_back(void **state)
{
    struct arena arena;
    struct report *report;
    json_t *json;
    const json_t *ledger;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    json = document_of(report);
    ledger = json_object_get(json, "evidence");
    assert_int_equal(json_array_size(ledger), report->n_sources);
    for (size_t i = 0; i < report->n_sources; i++) {
        const struct report_source *source = &report->sources[i];
        const json_t *entry = json_array_get(ledger, i);

        is_text(entry, "file", source->file);
        is_text(entry, "sha256", *source->sha256 == '\0' ? NULL : source->sha256);
        is_number(entry, "bytes", (int64_t)source->bytes);
        is_text(entry, "shape", source->shape);
        is_number(entry, "records", source->records);
        is_number(entry, "skipped", source->skipped);
        is_text(entry, "note", source->note);
    }
    json_decref(json);
    arena_clear(&arena);
}

static void summary_comes_back(void **state)
{
    struct arena arena;
    struct report *report;
    json_t *json;
    const json_t *summary;
    const json_t *gate;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    report->summary.by_status = &(struct report_status_count){ "A \"new\" word", 13 };
    report->summary.n_by_status = 1;
    json = document_of(report);
    summary = json_object_get(json, "summary");
    gate = json_object_get(summary, "gate");
    is_number(summary, "certificates", 13);
    is_number(json_object_get(summary, "by_status"), "A \"new\" word", 13);
    for (int i = 0; i < N_SEVERITIES; i++) {
        const char *word = severity_word((enum severity)i);

        is_number(json_object_get(summary, "fail"), word,
                  (int64_t)report->summary.fail[i]);
        is_number(json_object_get(summary, "evidence"), word,
                  (int64_t)report->summary.evidence[i]);
    }
    is_number(summary, "unknown", 3);
    is_number(summary, "waived", 2);
    is_number(summary, "exit", 1);
    are_texts(gate, "fail_on", report->fail_on, report->n_fail_on);
    assert_true(json_is_true(json_object_get(gate, "tripped")));
    json_decref(json);
    arena_clear(&arena);
}

/* The public order of members. */
static const char *const in_document[] = { "schema",     "tool",         "now",
                                           "now_source", "summary",      "rules",
                                           "evidence",   "certificates", "findings",
                                           NULL };
static const char *const in_finding[] = {
    "fingerprint", "check",   "title",  "verdict",  "severity", "confidence", "resource",
    "arn",         "account", "region", "domain",   "owner",    "message",    "waived",
    "baseline",    "causes",  "trace",  "evidence", NULL
};
static const char *const in_cause[] = { "code",        "confidence", "domains",
                                        "explanation", "detail",     "expected",
                                        "observed",    "zone",       "evidence",
                                        "fixes",       NULL };
static const char *const in_cert[] = { "arn",       "account",   "region",
                                       "domain",    "names",     "status",
                                       "type",      "method",    "failure_reason",
                                       "not_after", "in_use_by", "key_algorithm",
                                       NULL };
static const char *const in_rule[] = { "id",  "title",      "severity",
                                       "why", "references", NULL };

static void members_keep_their_order(void **state)
{
    struct arena arena;
    json_t *json;
    json_t *finding;

    (void)state;
    arena_init(&arena);
    json = document_of(report_sample(&arena));
    finding = json_array_get(json_object_get(json, "findings"), 0);
    has_members(json, in_document);
    has_members(finding, in_finding);
    has_members(json_array_get(json_object_get(finding, "causes"), 0), in_cause);
    has_members(json_array_get(json_object_get(json, "certificates"), 0), in_cert);
    has_members(json_array_get(json_object_get(json, "rules"), 0), in_rule);
    is_text(json, "schema", "acm-analyzer.findings.v1");
    json_decref(json);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_come_back),
        cmocka_unit_test(named_certificates_come_back),
        cmocka_unit_test(times_are_iso_or_null),
        cmocka_unit_test(ledger_comes_back),
        cmocka_unit_test(summary_comes_back),
        cmocka_unit_test(members_keep_their_order),
    };
    int failed = run_rows("escapes");

    failed += cmocka_run_group_tests_name("json", tests, NULL, NULL);
    return failed == 0 ? 0 : 1;
}
