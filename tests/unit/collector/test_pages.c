/* test_pages: lists put together from pages that repeat, loop, or end. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "collector/operations.h"
#include "collector/pages.h"

enum { PAGES_MAX = 4 };

struct row {
    const char *name;
    enum operation_id operation;
    const char *answers[PAGES_MAX]; /* ends in NULL */
    enum pages_state last;          /* what the last of them is; PAGES_MORE before */
    const char *document;           /* compact */
};

#define A(n) "{\"CertificateArn\":\"a" #n "\"}"

/* clang-format off */
static struct row rows[] = {
    { "one page", OP_LIST_CERTIFICATES, { "{\"CertificateSummaryList\":[" A(1) "]}" }, PAGES_END,
      "{\"CertificateSummaryList\":[" A(1) "]}" },
    { "two pages", OP_LIST_CERTIFICATES,
      { "{\"CertificateSummaryList\":[" A(1) "],\"NextToken\":\"t\"}", "{\"CertificateSummaryList\":[" A(2) "]}" },
      PAGES_END, "{\"CertificateSummaryList\":[" A(1) "," A(2) "]}" },
    { "empty token", OP_LIST_CERTIFICATES, { "{\"CertificateSummaryList\":[],\"NextToken\":\"\"}" }, PAGES_END,
      "{\"CertificateSummaryList\":[]}" },
    { "a row again", OP_LIST_CERTIFICATES,
      { "{\"CertificateSummaryList\":[" A(1) "," A(2) "],\"NextToken\":\"t\"}",
        "{\"CertificateSummaryList\":[" A(2) "," A(3) "]}" },
      PAGES_END, "{\"CertificateSummaryList\":[" A(1) "," A(2) "," A(3) "]}" },
    { "empty page, new token", OP_LIST_CERTIFICATES,
      { "{\"CertificateSummaryList\":[],\"NextToken\":\"t\"}", "{\"CertificateSummaryList\":[" A(1) "]}" },
      PAGES_END, "{\"CertificateSummaryList\":[" A(1) "]}" },
    { "same token", OP_LIST_CERTIFICATES,
      { "{\"CertificateSummaryList\":[" A(1) "],\"NextToken\":\"t\"}",
        "{\"CertificateSummaryList\":[" A(2) "],\"NextToken\":\"t\"}" },
      PAGES_LOOP, "{\"CertificateSummaryList\":[" A(1) "," A(2) "],\"NextToken\":\"t\"}" },
    { "a circle of tokens", OP_LIST_CERTIFICATES,
      { "{\"CertificateSummaryList\":[],\"NextToken\":\"t\"}", "{\"CertificateSummaryList\":[],\"NextToken\":\"u\"}",
        "{\"CertificateSummaryList\":[],\"NextToken\":\"t\"}" },
      PAGES_LOOP, "{\"CertificateSummaryList\":[],\"NextToken\":\"t\"}" },
    { "zones", OP_LIST_ZONES,
      { "{\"HostedZones\":[{\"Id\":\"1\"}],\"IsTruncated\":true,\"NextMarker\":\"2\"}",
        "{\"HostedZones\":[{\"Id\":\"2\"}],\"IsTruncated\":false,\"Marker\":\"2\",\"MaxItems\":\"100\"}" },
      PAGES_END, "{\"HostedZones\":[{\"Id\":\"1\"},{\"Id\":\"2\"}]}" },
    { "more, but not where", OP_LIST_ZONES, { "{\"HostedZones\":[],\"IsTruncated\":true}" }, PAGES_LOST,
      "{\"HostedZones\":[],\"IsTruncated\":true}" },
    { "record sets of one name", OP_LIST_RECORDS,
      { "{\"ResourceRecordSets\":[{\"Name\":\"a\",\"Type\":\"A\",\"SetIdentifier\":\"1\"},"
        "{\"Name\":\"a\",\"Type\":\"A\",\"SetIdentifier\":\"2\"},{\"Name\":\"a\",\"Type\":\"AAAA\"}]}" },
      PAGES_END,
      "{\"ResourceRecordSets\":[{\"Name\":\"a\",\"Type\":\"A\",\"SetIdentifier\":\"1\"},"
      "{\"Name\":\"a\",\"Type\":\"A\",\"SetIdentifier\":\"2\"},{\"Name\":\"a\",\"Type\":\"AAAA\"}]}" },
    { "rows without a key stay", OP_LIST_CERTIFICATES, { "{\"CertificateSummaryList\":[{},{}]}" }, PAGES_END,
      "{\"CertificateSummaryList\":[{},{}]}" },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    struct pages pages;
    json_t *document;
    char *text;

    arena_init(&arena);
    pages_init(&pages, operation_get(row->operation), &arena);
    for (size_t i = 0; i < PAGES_MAX && row->answers[i] != NULL; i++) {
        const bool last = i + 1 == PAGES_MAX || row->answers[i + 1] == NULL;
        json_t *answer = json_loads(row->answers[i], 0, NULL);

        assert_int_equal(pages_add(&pages, answer, 100 + (int64_t)i),
                         last ? row->last : PAGES_MORE);
        json_decref(answer);
    }
    assert_int_equal(pages.at, 100);
    document = pages_document(&pages, row->last == PAGES_END);
    text = json_dumps(document, JSON_COMPACT);
    assert_string_equal(text, row->document);
    assert_int_equal(pages_is_whole(document), row->last == PAGES_END);
    free(text);
    json_decref(document);
    pages_clear(&pages);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

static void next_page_of_records_is_asked_by_name_and_type(void **state)
{
    json_t *answer =
        json_loads("{\"ResourceRecordSets\":[],\"IsTruncated\":true,"
                   "\"NextRecordName\":\"\\\\052.a.\",\"NextRecordType\":\"A\","
                   "\"NextRecordIdentifier\":\"x y\"}",
                   0, NULL);
    struct buf path = { 0 };
    struct buf body = { 0 };
    struct arena arena;
    struct pages pages;

    (void)state;
    arena_init(&arena);
    pages_init(&pages, operation_get(OP_LIST_RECORDS), &arena);
    assert_int_equal(pages_add(&pages, answer, 1), PAGES_MORE);
    operation_wire(operation_get(OP_LIST_RECORDS), "Z1", true, pages.paging, &path,
                   &body);
    assert_string_equal(buf_text(&path), "/2013-04-01/hostedzone/Z1/"
                                         "rrset?identifier=x%20y&name=%5C052.a.&type=A");
    assert_int_equal(body.len, 0);
    buf_clear(&path);
    buf_clear(&body);
    json_decref(answer);
    pages_clear(&pages);
    arena_clear(&arena);
}

static void next_page_of_certificates_keeps_its_filters(void **state)
{
    json_t *answer =
        json_loads("{\"CertificateSummaryList\":[],\"NextToken\":\"t\"}", 0, NULL);
    struct buf path = { 0 };
    struct buf body = { 0 };
    struct arena arena;
    struct pages pages;
    json_t *sent;

    (void)state;
    arena_init(&arena);
    pages_init(&pages, operation_get(OP_LIST_ALL_CERTIFICATES), &arena);
    assert_int_equal(pages_add(&pages, answer, 1), PAGES_MORE);
    operation_wire(operation_get(OP_LIST_ALL_CERTIFICATES), NULL, true, pages.paging,
                   &path, &body);
    sent = json_loads(buf_text(&body), 0, NULL);
    assert_string_equal(buf_text(&path), "/");
    assert_string_equal(json_string_value(json_object_get(sent, "NextToken")), "t");
    assert_int_equal(
        json_array_size(json_object_get(json_object_get(sent, "Includes"), "keyTypes")),
        7);
    assert_int_equal(json_array_size(json_object_get(sent, "CertificateKeyPairOrigins")),
                     3);
    json_decref(sent);
    buf_clear(&path);
    buf_clear(&body);
    json_decref(answer);
    pages_clear(&pages);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_page_of_records_is_asked_by_name_and_type),
        cmocka_unit_test(next_page_of_certificates_keeps_its_filters),
    };
    const int failed = run_rows("pages");

    return failed + cmocka_run_group_tests_name("next pages", tests, NULL, NULL);
}
