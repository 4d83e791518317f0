/* test_csv: findings.csv and certificates.csv, cell by cell, and read back with libcsv.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/arena.h"
#include "base/when.h"
#include "reports/report.h"
#include "tests/support/report_sample.h"
#include "tests/support/written.h"

/* ---- a table, as libcsv reads it ---- */

enum { CELLS_MAX = 41, ROWS_MAX = 64 };

struct table {
    struct arena *arena;
    const char *cells[ROWS_MAX][CELLS_MAX];
    size_t n_cells[ROWS_MAX];
    size_t n_rows;
};

static void on_cell(void *cell, size_t len, void *user)
{
    struct table *table = user;
    const size_t row = table->n_rows;

    assert_true(row < ROWS_MAX && table->n_cells[row] < CELLS_MAX);
    table->cells[row][table->n_cells[row]++] = arena_strndup(table->arena, cell, len);
}

static void on_row(int ending, void *user)
{
    struct table *table = user;

    (void)ending;
    table->n_rows++;
}

static const struct table *read_back(struct arena *arena,
                                     void (*writer)(const struct report *, FILE *),
                                     const struct report *report)
{
    struct written written = written_by(writer, report);
    struct table *table = arena_zalloc(arena, sizeof(*table));
    struct csv_parser parser;

    table->arena = arena;
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    assert_int_equal(
        csv_parse(&parser, written.text, written.len, on_cell, on_row, table),
        written.len);
    assert_int_equal(csv_fini(&parser, on_cell, on_row, table), 0);
    csv_free(&parser);
    free(written.text);
    return table;
}

static const char *cell(const struct table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->n_cells[0]; i++)
        if (strcmp(table->cells[0][i], column) == 0)
            return table->cells[row][i];
    fail_msg("no column %s", column);
    return NULL;
}

static void is_cell(const struct table *table, size_t row, const char *column,
                    const char *want)
{
    assert_string_equal(cell(table, row, column), want == NULL ? "" : want);
}

/* ---- cells ---- */

/* What a text becomes, with its quotes. */
struct cell_row {
    const char *name;
    const char *text;
    const char *written;
};

static struct cell_row cells[] = {
    { "plain", "example.com", "\"example.com\"" },
    { "absent", NULL, "" },
    { "empty", "", "" },
    { "comma", "a,b", "\"a,b\"" },
    { "quotes are doubled", "say \"x\"", "\"say \"\"x\"\"\"" },
    { "newline stays within the quotes", "a\nb", "\"a\nb\"" },
    { "return stays within the quotes", "a\r\nb", "\"a\r\nb\"" },
    { "equals", "=1+1", "\"'=1+1\"" },
    { "plus", "+1", "\"'+1\"" },
    { "minus", "-1", "\"'-1\"" },
    { "at", "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "tab", "\t=1", "\"'\t=1\"" },
    { "return first", "\r=1", "\"'\r=1\"" },
    { "newline first", "\n=1", "\"'\n=1\"" },
    { "leading blanks", "  =1", "\"'  =1\"" },
    { "no-break space before", "\xC2\xA0=1", "\"'\xC2\xA0=1\"" },
    { "ideographic space before", "\xE3\x80\x80=1", "\"'\xE3\x80\x80=1\"" },
    { "byte order mark before", "\xEF\xBB\xBF=1", "\"'\xEF\xBB\xBF=1\"" },
    { "full-width equals", "\xEF\xBC\x9Dz", "\"'\xEF\xBC\x9Dz\"" },
    { "full-width plus", "\xEF\xBC\x8Bz", "\"'\xEF\xBC\x8Bz\"" },
    { "full-width minus", "\xEF\xBC\x8Dz", "\"'\xEF\xBC\x8Dz\"" },
    { "full-width at", "\xEF\xBC\xA0z", "\"'\xEF\xBC\xA0z\"" },
    { "full-width equals after blanks", " \xEF\xBC\x9Dz", "\"' \xEF\xBC\x9Dz\"" },
    { "full-width letter is none", "\xEF\xBC\xA1z", "\"\xEF\xBC\xA1z\"" },
    { "sign within is none", "a=1", "\"a=1\"" },
    { "wildcard is none", "*.example.com", "\"*.example.com\"" },
    { "underscore is none", "_x.example.com.", "\"_x.example.com.\"" },
    { "blanks alone are none", "  ", "\"  \"" },
    { "quote and sign", "\"=1", "\"\"\"=1\"" },
    { "copyright sign is none", "\xC2\xA9=", "\"\xC2\xA9=\"" },
    { "bytes that are no UTF-8", "a\xFFz\xC3", "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\"" },
    { "formula that is no UTF-8", "=\xFF", "\"'=\xEF\xBF\xBD\"" },
};

static void is_written(void **state)
{
    const struct cell_row *row = *state;
    struct arena arena;
    struct report *report;
    struct written written;
    char *want;

    arena_init(&arena);
    report = report_sample(&arena);
    report->n_findings = 1;
    report->findings[0]->owner = row->text;
    report->findings[0]->causes->next = NULL;
    written = written_by(report_csv, report);
    /* ...,waived_until,owner,document,references */
    want = arena_printf(&arena, "\"new\",,%s,\"0\",\"https://", row->written);
    assert_non_null(strstr(written.text, want));
    free(written.text);
    arena_clear(&arena);
}

TEST_ROWS(cells, is_written)

/* ---- days_left ---- */

struct days_row {
    const char *name;
    int64_t left_s;
    const char *want;
};

static struct days_row days[] = {
    { "now", 0, "0" },
    { "a second before", 1, "0" },
    { "a second past", -1, "-1" },
    { "a day", WHEN_DAY, "1" },
    { "a second less than a day", WHEN_DAY - 1, "0" },
    { "a day past", -WHEN_DAY, "-1" },
    { "a day and a second past", -WHEN_DAY - 1, "-2" },
    { "a year", INT64_C(365) * WHEN_DAY, "365" },
};

static void is_days(void **state)
{
    const struct days_row *row = *state;
    struct arena arena;
    struct report *report;
    const struct table *table;

    arena_init(&arena);
    report = report_sample(&arena);
    report->certs[0].not_after = report->now + row->left_s;
    table = read_back(&arena, report_csv_certs, report);
    is_cell(table, 1, "days_left", row->want);
    report->now = WHEN_NONE;
    table = read_back(&arena, report_csv_certs, report);
    is_cell(table, 1, "days_left", "");
    assert_true(*cell(table, 1, "not_after") != '\0');
    arena_clear(&arena);
}

static int run_days(void)
{
    struct CMUnitTest tests[sizeof(days) / sizeof(days[0])];

    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        tests[i] = (struct CMUnitTest){ days[i].name, is_days, NULL, NULL, &days[i] };
    return cmocka_run_group_tests_name("days_left", tests, NULL, NULL);
}

/* ---- whole tables ---- */

/* The public columns: new ones go to the end only. */
static const char finding_columns[] =
    "schema_version,fingerprint,check,verdict,severity,confidence,title,account,region,"
    "resource_type,resource,domain,names,certificate_status,type,method,failure_reason,"
    "not_after,days_left,in_use_by,cause,cause_confidence,cause_domains,expected_name,"
    "expected_type,expected_value,observed,zone_id,zone_visibility,message,explanation,"
    "detail,fix_cli,source_file,json_pointer,line,baseline_state,waived_until,owner,"
    "document,references";
static const char cert_columns[] =
    "schema_version,arn,account,region,domain,names,status,type,method,failure_reason,"
    "renewal_status,created_at,not_after,days_left,in_use,in_use_by,key_algorithm,"
    "findings,worst_severity,source_file";

static void has_columns(const struct table *table, const char *want)
{
    char line[1024] = "";

    for (size_t i = 0; i < table->n_cells[0]; i++) {
        if (i > 0)
            strcat(line, ",");
        strcat(line, table->cells[0][i]);
    }
    assert_string_equal(line, want);
    for (size_t i = 1; i < table->n_rows; i++)
        assert_int_equal(table->n_cells[i], table->n_cells[0]);
}

static const char *join(struct arena *arena, const char *const *items, size_t n)
{
    const char *text = "";

    for (size_t i = 0; i < n; i++)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? " " : "", items[i]);
    return text;
}

/* The text as a cell of a table: the sample's hostile domain is guarded there. */
static const char *guarded(struct arena *arena, const char *text)
{
    return text != NULL && *text == '=' ? arena_printf(arena, "'%s", text) : text;
}

static void is_finding_row(struct arena *arena, const struct table *table, size_t row,
                           const struct finding *finding, const struct cause *cause)
{
    const struct report_cert *cert = finding->certificate;

    is_cell(table, row, "schema_version", "1");
    is_cell(table, row, "fingerprint", finding->fingerprint);
    is_cell(table, row, "check", finding->rule->id);
    is_cell(table, row, "verdict", verdict_word(finding->verdict));
    is_cell(table, row, "severity", severity_word(finding->severity));
    is_cell(table, row, "confidence", confidence_word(finding->confidence));
    is_cell(table, row, "title", finding->rule->title);
    is_cell(table, row, "account", finding->account);
    is_cell(table, row, "region", finding->region);
    is_cell(table, row, "resource", finding->resource_id);
    is_cell(table, row, "resource_type", resource_type_word(finding->resource_type));
    is_cell(table, row, "domain", guarded(arena, finding->domain));
    is_cell(table, row, "message", guarded(arena, finding->message));
    is_cell(table, row, "baseline_state", finding->baseline);
    is_cell(table, row, "owner", finding->owner);
    is_cell(table, row, "waived_until",
            finding->waived == NULL ? NULL : finding->waived->expires);
    is_cell(table, row, "certificate_status", cert == NULL ? NULL : cert->status);
    is_cell(table, row, "failure_reason", cert == NULL ? NULL : cert->failure_reason);
    is_cell(table, row, "names",
            cert == NULL ? NULL
                         : guarded(arena, join(arena, cert->names, cert->n_names)));
    is_cell(table, row, "cause", cause == NULL ? NULL : cause_word(cause->code));
    is_cell(table, row, "detail", cause == NULL ? NULL : cause->detail);
    is_cell(table, row, "cause_domains",
            cause == NULL
                ? NULL
                : guarded(arena, join(arena, cause->domains, cause->n_domains)));
    is_cell(table, row, "expected_value",
            cause == NULL || cause->expected == NULL ? NULL : cause->expected->value);
    is_cell(table, row, "zone_id",
            cause == NULL || cause->zone == NULL ? NULL : cause->zone->id);
}

static void findings_come_back(void **state)
{
    struct arena arena;
    struct report *report;
    const struct table *table;
    size_t row = 1;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    table = read_back(&arena, report_csv, report);
    has_columns(table, finding_columns);
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct cause *cause = report->findings[i]->causes;

        is_finding_row(&arena, table, row++, report->findings[i], cause);
        for (cause = cause == NULL ? NULL : cause->next; cause != NULL;
             cause = cause->next)
            is_finding_row(&arena, table, row++, report->findings[i], cause);
    }
    assert_int_equal(row, table->n_rows);
    assert_true(row > report->n_findings + 1); /* some have two causes */
    arena_clear(&arena);
}

/* The place of the cause goes before that of the finding; the first command is the fix.
 */
static void cells_of_a_cause(void **state)
{
    struct arena arena;
    struct report *report;
    const struct table *table;
    size_t row = 1;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    table = read_back(&arena, report_csv, report);
    while (strcmp(cell(table, row, "cause"), "cname_missing") != 0)
        row++;
    is_cell(table, row, "source_file", "evidence/zone.json");
    is_cell(table, row, "json_pointer", "/ResourceRecordSets/3");
    is_cell(table, row, "line", "41");
    is_cell(table, row, "document", "0");
    is_cell(table, row, "zone_visibility", "public");
    is_cell(table, row, "observed",
            "_00000000000000000000000000000005.shop.example.com. CNAME 300 "
            "_0000000000000000000000000bad0004.zzotherz.acm-validations.aws.; "
            "_00000000000000000000000000000005.shop.example.com. TXT \"one\" \"two\"");
    is_cell(table, row, "fix_cli",
            "aws acm describe-certificate --region us-east-1 \\\n"
            "    --certificate-arn arn:aws:acm:us-east-1:111122223333:certificate/"
            "5a000000-0000-4000-8000-000000000004");
    while (strcmp(cell(table, row, "check"), "acm_validation_pending") != 0)
        row--;
    is_cell(table, row, "references",
            "https://docs.example.org/acm/pending https://docs.example.org/acm/dns");
    arena_clear(&arena);
}

static void certificates_come_back(void **state)
{
    struct arena arena;
    struct report *report;
    const struct table *table;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    table = read_back(&arena, report_csv_certs, report);
    has_columns(table, cert_columns);
    assert_int_equal(table->n_rows, report->n_certs + 1);
    for (size_t i = 0; i < report->n_certs; i++) {
        const struct report_cert *cert = &report->certs[i];

        is_cell(table, i + 1, "arn", cert->arn);
        is_cell(table, i + 1, "account", cert->account);
        is_cell(table, i + 1, "region", cert->region);
        is_cell(table, i + 1, "domain", guarded(&arena, cert->domain));
        is_cell(table, i + 1, "status", cert->status);
        is_cell(table, i + 1, "type", cert->type);
        is_cell(table, i + 1, "method", cert->method);
        is_cell(table, i + 1, "renewal_status", cert->renewal_status);
        is_cell(table, i + 1, "in_use", cert->in_use);
        is_cell(table, i + 1, "in_use_by",
                join(&arena, cert->in_use_by, cert->n_in_use_by));
        is_cell(table, i + 1, "key_algorithm", cert->key_algorithm);
        is_cell(table, i + 1, "findings", arena_printf(&arena, "%u", cert->n_findings));
        is_cell(table, i + 1, "worst_severity",
                cert->has_fail ? severity_word(cert->worst) : NULL);
        is_cell(table, i + 1, "source_file", cert->file);
    }
    is_cell(table, 1, "created_at", "2025-10-24T00:00:00Z");
    is_cell(table, 1, "not_after", "2026-12-14T00:00:00Z");
    is_cell(table, 1, "days_left", "21");
    arena_clear(&arena);
}

/* No row ends in a bare newline, and nothing follows the last CR LF. */
static void rows_end_in_crlf(void **state)
{
    struct arena arena;
    struct report *report;
    struct written written;
    size_t n_rows = 0;

    (void)state;
    arena_init(&arena);
    report = report_sample_healthy(&arena);
    written = written_by(report_csv_certs, report);
    for (size_t i = 0; i < written.len; i++) {
        if (written.text[i] != '\n')
            continue;
        assert_true(i > 0 && written.text[i - 1] == '\r');
        n_rows++;
    }
    assert_int_equal(n_rows, report->n_certs + 1);
    assert_string_equal(written.text + written.len - 2, "\r\n");
    free(written.text);
    arena_clear(&arena);
}

static void no_finding_leaves_the_header(void **state)
{
    struct arena arena;
    const struct table *table;

    (void)state;
    arena_init(&arena);
    table = read_back(&arena, report_csv, report_sample_empty(&arena));
    assert_int_equal(table->n_rows, 1);
    has_columns(table, finding_columns);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_come_back),
        cmocka_unit_test(cells_of_a_cause),
        cmocka_unit_test(certificates_come_back),
        cmocka_unit_test(rows_end_in_crlf),
        cmocka_unit_test(no_finding_leaves_the_header),
    };
    int failed = run_rows("cells") + run_days();

    failed += cmocka_run_group_tests_name("csv", tests, NULL, NULL);
    return failed == 0 ? 0 : 1;
}
