/* test_html: report.html as a document: its policy, its parts, what it never holds. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/arena.h"
#include "reports/html_diff.h"
#include "reports/html_out.h"
#include "reports/html_parts.h"
#include "reports/report.h"
#include "tests/support/report_sample.h"
#include "tests/support/written.h"

/* ---- differing characters ---- */

struct row {
    const char *name;
    const char *expected;
    const char *observed;
    const char *want;
};

static struct row rows[] = {
    { "diff: alike", "_a.example.com.", "_a.example.com.", "_a.example.com." },
    { "diff: case and last dot do not count", "_a.example.com.", "_A.Example.com",
      "_A.Example.com" },
    { "diff: a letter", "_abc.aws.", "_abx.aws.", "_ab<mark>x</mark>.aws." },
    { "diff: more", "_a.aws", "_a.aws.example.com", "_a.aws<mark>.example.com</mark>" },
    { "diff: doubled", "_a.example.com", "_a.example.com.example.com",
      "_a.example.com<mark>.example.com</mark>" },
    { "diff: less", "_abc.aws", "_ac.aws",
      "_a<mark class=\"lacks\" title=\"something is missing here\">&#8230;</mark>c.aws" },
    { "diff: nothing expected", NULL, "<b>", "&lt;b&gt;" },
    { "diff: nothing observed", "_a.aws", NULL, "" },
    { "diff: empty", "_a.aws", "",
      "<mark class=\"lacks\" title=\"something is missing here\">&#8230;</mark>" },
    { "diff: whole characters", "x\xC3\xA4y", "x\xC3\xB6y", "x<mark>\xC3\xB6</mark>y" },
    { "diff: markup", "a", "<i>", "<mark>&lt;i&gt;</mark>" },
};

static void test_diff(void **state)
{
    const struct row *row = *state;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    struct html html;

    assert_non_null(out);
    html_begin(&html, out);
    html_diff(&html, row->expected, row->observed);
    html_end(&html);
    fclose(out);
    assert_string_equal(text, row->want);
    free(text);
}

TEST_ROWS(rows, test_diff)

/* ---- a record beside others ---- */

static char *record_of(const struct cause *cause)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    struct html html;

    assert_non_null(out);
    html_begin(&html, out);
    html_record(&html, cause);
    html_end(&html);
    fclose(out);
    return text;
}

static const char *const seen_value[] = { "_ax.aws." };
static const char *const many_values[] = { "1", "2", "3", "4", "5",
                                           "6", "7", "8", "9", "10" };
static const struct dns_record wanted = { "_a.example.com.", "CNAME", "_ab.aws." };
static const struct zone_ref own_zone = { "Z1", "example.com", "private" };

/* With one observed record the expected one is marked as well, but nothing is added. */
static void test_record_one(void **state)
{
    const struct observed_record seen = {
        "_a.example.com.example.com.", "CNAME", 300, seen_value, 1, "Z1"
    };
    const struct cause cause = {
        .expected = &wanted, .observed = &seen, .n_observed = 1, .zone = &own_zone
    };
    char *text = record_of(&cause);

    (void)state;
    assert_non_null(strstr(text, "<td class=\"want\"><code>_a.example.com.</code></td>"
                                 "<td><code>_a.example.com<mark>.example.com</mark>."));
    assert_non_null(strstr(text, "<code>_a<mark>b</mark>.aws.</code></td><td><code "
                                 "class=\"each\">_a<mark>x</mark>.aws.</code></td>"));
    assert_non_null(strstr(text, "<td><code>Z1</code> private</td>"));
    free(text);
}

static void test_record_several(void **state)
{
    const struct observed_record seen[] = {
        { "_a.example.com.", "CNAME", 300, seen_value, 1, "Z2" },
        { "_a.example.com.", "TXT", -1, many_values, 10, NULL },
        { "_a.example.com.", "A", -1, many_values, 1, NULL },
        { "_a.example.com.", "AAAA", -1, many_values, 1, NULL },
    };
    const struct cause cause = {
        .expected = &wanted, .observed = seen, .n_observed = 4, .zone = &own_zone
    };
    char *text = record_of(&cause);

    (void)state;
    assert_non_null(strstr(text, "<td class=\"want\"><code>_ab.aws.</code></td>"));
    assert_non_null(strstr(text, "<mark>8</mark></code>and 2 more</td>"));
    assert_non_null(strstr(text, "And 1 more observed; all are in JSON."));
    assert_non_null(strstr(text, "<td><code>Z2</code></td><td>&#8211;</td><td>&#8211;"));
    free(text);
}

static void test_record_none(void **state)
{
    const struct cause cause = { .zone = &own_zone };
    char *text = record_of(&cause);

    (void)state;
    assert_string_equal(text == NULL ? "" : text, "");
    free(text);
}

/* ---- hosts ---- */

static size_t host_len(const char *name, const char *zone, size_t *zone_len)
{
    const struct dns_record record = { name, "CNAME", "" };
    const struct zone_ref ref = { NULL, zone, "public" };
    const struct cause cause = { .expected = name == NULL ? NULL : &record,
                                 .zone = zone == NULL ? NULL : &ref };

    return html_host_len(&cause, zone_len);
}

static void test_host(void **state)
{
    size_t zone_len;

    (void)state;
    assert_int_equal(host_len("_x.www.example.com.", NULL, &zone_len), 6);
    assert_int_equal(zone_len, 11);
    assert_int_equal(host_len("_x.www.example.com.", "www.example.com.", &zone_len), 2);
    assert_int_equal(zone_len, 15);
    assert_int_equal(host_len("_x.www.example.com", "other.example", &zone_len), 0);
    assert_int_equal(host_len("example.com", "example.com", &zone_len), 0);
    assert_int_equal(host_len("notexample.com", "example.com", &zone_len), 0);
    assert_int_equal(host_len(NULL, "example.com", &zone_len), 0);
}

/* ---- the document ---- */

typedef struct report *maker(struct arena *arena);

static struct written make(maker *kind)
{
    struct arena arena;
    struct written written;

    arena_init(&arena);
    written = written_by(report_html, kind(&arena));
    arena_clear(&arena);
    return written;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        n++;
    return n;
}

/* The n-th piece between open and close; the caller frees it. */
static char *between(const char *text, const char *open, const char *close, size_t n)
{
    const char *at = text;

    for (size_t i = 0; i <= n; i++) {
        at = strstr(at, open);
        if (at == NULL)
            return NULL;
        at += strlen(open);
    }
    assert_non_null(strstr(at, close));
    return strndup(at, (size_t)(strstr(at, close) - at));
}

static void assert_allowed(const char *page, const char *element, size_t n,
                           const char *directive)
{
    char *policy = between(page, "Content-Security-Policy\" content=\"", "\"", 0);
    char *inside = between(page, element, "</", n);
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char base64[64];
    char want[128];

    assert_non_null(policy);
    assert_non_null(inside);
    SHA256((const unsigned char *)inside, strlen(inside), digest);
    EVP_EncodeBlock((unsigned char *)base64, digest, sizeof(digest));
    snprintf(want, sizeof(want), "'sha256-%s'", base64);
    assert_non_null(strstr(policy, want));
    assert_true(strstr(policy, want) > strstr(policy, directive));
    free(policy);
    free(inside);
}

static void test_policy(void **state)
{
    struct written page = make(report_sample);
    char *policy = between(page.text, "Content-Security-Policy\" content=\"", "\"", 0);

    (void)state;
    assert_int_equal(strncmp(policy, "default-src 'none'; script-src 'sha256-", 39), 0);
    assert_non_null(
        strstr(policy, "; img-src data:; base-uri 'none'; form-action 'none'"));
    assert_null(strstr(policy, "unsafe"));
    assert_allowed(page.text, "<style>", 0, "style-src");
    assert_allowed(page.text, "<script>", 0, "script-src");
    assert_allowed(page.text, "<script>", 1, "script-src");
    free(policy);
    free(page.text);
}

static void test_hostile(void **state)
{
    struct written page = make(report_sample);

    (void)state;
    assert_null(strstr(page.text, "<script>alert"));
    assert_int_equal(count(page.text, "<script"), 3);
    assert_int_equal(count(page.text, "</script"), 3);
    assert_null(strstr(page.text, "\xE2\x80\xA8"));
    assert_null(memchr(page.text, 0x1B, page.len));
    assert_null(strstr(page.text, " style="));
    assert_null(strstr(page.text, "{{"));
    assert_non_null(strstr(page.text,
                           "&lt;script&gt;alert(1)&lt;/script&gt;\\u2028\\u202E"
                           "\\u001B[31m"));
    free(page.text);
}

static void test_same_bytes(void **state)
{
    struct written one = make(report_sample);
    struct written two = make(report_sample);

    (void)state;
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.text, two.text, one.len);
    free(one.text);
    free(two.text);
}

static void test_parts(void **state)
{
    struct written page = make(report_sample);

    (void)state;
    assert_non_null(strstr(page.text, "16 of 16 shown, the worst first."));
    assert_int_equal(count(page.text, "<article>"), 21);
    assert_non_null(strstr(page.text, "(<bdi>b\xC3\xBC"
                                      "cher.example.org</bdi>)"));
    assert_non_null(strstr(page.text, "15 of 15 files shown."));
    assert_non_null(strstr(page.text, "rel=\"noopener noreferrer\" "
                                      "href=\"https://docs.example.org/acm/failed\""));
    assert_non_null(strstr(page.text, "the first ends in 2 h"));
    free(page.text);
}

static void test_trace(void **state)
{
    struct written page = make(report_sample);

    (void)state;
    assert_non_null(strstr(page.text,
                           "<li class=\"breaks\"><code>no record stands at the "
                           "validation name</code> <span class=\"state\">breaks "
                           "here</span></li>"));
    assert_non_null(strstr(page.text, "<li class=\"set\"><code>example.com</code> <span "
                                      "class=\"state\">decides</span> <code "
                                      "class=\"values\">0 issue &quot;other.example"));
    assert_non_null(strstr(page.text,
                           "<li class=\"failed\"><code>b.shop.example.com</code> "
                           "<span class=\"state\">the lookup failed</span> <span "
                           "class=\"remark\">SERVFAIL</span></li>"));
    assert_non_null(
        strstr(page.text, "<li class=\"plain\"><code>a line of no known form"));
    assert_null(strstr(page.text, "<code>! "));
    free(page.text);
}

static void test_causes(void **state)
{
    struct written page = make(report_sample);
    struct written healthy = make(report_sample_healthy);
    char *section = between(page.text, "<section id=\"causes\"", "</section>", 0);

    (void)state;
    assert_non_null(
        strstr(section, "2 of 2 shared causes shown, the most shared first."));
    assert_int_equal(count(section, "<details class=\"group\">"), 2);
    assert_non_null(strstr(section, ">3 certificates have this cause</span>"));
    assert_non_null(strstr(section, ">2 certificates share this: one fix</span>"));
    assert_int_equal(count(section, "<li>"), 5);
    assert_non_null(strstr(healthy.text, "No cause is shared by two certificates."));
    free(section);
    free(page.text);
    free(healthy.text);
}

static void test_worst_first(void **state)
{
    struct written page = make(report_sample);
    char *first = between(page.text, "<tr class=\"head\">", "</tr>", 0);
    char *last = between(page.text, "<tr class=\"head\">", "</tr>", 15);

    (void)state;
    assert_non_null(strstr(first, "mark critical"));
    assert_non_null(strstr(last, "mark unknown"));
    free(first);
    free(last);
    free(page.text);
}

static void test_nothing(void **state)
{
    struct written empty = make(report_sample_empty);
    struct written healthy = make(report_sample_healthy);

    (void)state;
    assert_non_null(strstr(empty.text, "No findings."));
    assert_non_null(strstr(empty.text, "No file was read."));
    assert_non_null(strstr(empty.text, "no time is known"));
    assert_int_equal(count(healthy.text, "<article>"), 0);
    assert_non_null(strstr(healthy.text, "class=\"gate held\""));
    free(empty.text);
    free(healthy.text);
}

/* ---- the island ---- */

#define DATA   "<script type=\"application/json\" class=\"data\">"
#define LEDGER "<script type=\"application/json\" class=\"ledger\">"

/* The pieces put together again. */
static json_t *island_of(const char *page, const char *open)
{
    char *whole = strdup("");
    char *piece;
    json_t *island;

    for (size_t i = 0; (piece = between(page, open, "</script>", i)) != NULL; i++) {
        char *longer = NULL;

        assert_true(asprintf(&longer, "%s%s", whole, piece) > 0);
        free(whole);
        free(piece);
        whole = longer;
    }
    island = json_loads(whole, 0, NULL);
    free(whole);
    return island;
}

static void assert_columns(json_t *columns, size_t n)
{
    const char *name;
    json_t *column;

    json_object_foreach(columns, name, column)
    {
        if (json_is_array(column))
            assert_int_equal(json_array_size(column), n);
    }
}

static void test_island(void **state)
{
    struct written page = make(report_sample);
    json_t *island = island_of(page.text, DATA);

    (void)state;
    assert_non_null(island);
    assert_columns(json_object_get(island, "rows"), 16);
    assert_int_equal(json_string_length(json_object_get(island, "prints")), 21 * 11);
    assert_int_equal(json_integer_value(json_object_get(island, "files")), 0);
    assert_null(strstr(page.text, LEDGER));
    json_decref(island);
    free(page.text);
}

static void test_large(void **state)
{
    struct arena arena;
    struct written page;
    json_t *island;
    json_t *ledger;
    char *passed;

    (void)state;
    arena_init(&arena);
    page = written_by(report_html, report_sample_many(&arena, 20000));
    arena_clear(&arena);
    island = island_of(page.text, DATA);
    ledger = island_of(page.text, LEDGER);
    assert_non_null(island);
    assert_non_null(ledger);
    assert_columns(json_object_get(island, "rows"), 10000);
    assert_int_equal(json_integer_value(json_object_get(island, "files")), 10002);
    assert_columns(ledger, 10002);
    json_decref(ledger);
    assert_non_null(strstr(page.text, "500 of 10,000 shown, the worst first; all are in "
                                      "CSV and JSON."));
    assert_int_equal(count(page.text, "<tr class=\"head\">"), 500);
    /* The comment that the script opens ends behind the rows, not before. */
    passed = between(page.text, "</script>\n<tbody>", "-->", 0);
    assert_int_equal(count(passed, "<tr class=\"head\">"), 450);
    free(passed);
    assert_true(page.len < 5600000); /* 3.2 MB of it are static; 100,000: below 15 MB */
    json_decref(island);
    free(page.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_host),           cmocka_unit_test(test_policy),
        cmocka_unit_test(test_hostile),        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_parts),          cmocka_unit_test(test_worst_first),
        cmocka_unit_test(test_nothing),        cmocka_unit_test(test_island),
        cmocka_unit_test(test_large),          cmocka_unit_test(test_record_one),
        cmocka_unit_test(test_record_several), cmocka_unit_test(test_record_none),
        cmocka_unit_test(test_trace),          cmocka_unit_test(test_causes),
    };
    int failed = run_rows("html");

    return failed + cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
