/* Tests of base/jsonpos: where values stand, and where they end. */
#include "base/jsonpos.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tests/support/test.h"

static void lines(void **state)
{
    static const char text[] = "ab\nc\n\nd";
    struct jsonpos at;

    (void)state;
    at = jsonpos_at(text, sizeof(text) - 1, 0);
    assert_int_equal(at.line, 1);
    assert_int_equal(at.column, 1);
    at = jsonpos_at(text, sizeof(text) - 1, 2);
    assert_int_equal(at.line, 1);
    assert_int_equal(at.column, 3);
    at = jsonpos_at(text, sizeof(text) - 1, 3);
    assert_int_equal(at.line, 2);
    assert_int_equal(at.column, 1);
    at = jsonpos_at(text, sizeof(text) - 1, 5);
    assert_int_equal(at.line, 3);
    at = jsonpos_at(text, sizeof(text) - 1, 99);
    assert_int_equal(at.line, 4);
    assert_int_equal(at.column, 2);
    assert_int_equal(at.offset, sizeof(text) - 1);
    at = jsonpos_at("", 0, 0);
    assert_int_equal(at.line, 1);
    assert_int_equal(at.column, 1);
}

static const char document[] = "{\n"
                               "  \"certificate\": {\n"
                               "    \"Domain_Validation-options\": [ {\"a\": 1},\n"
                               "      {\"validationStatus\": \"x\", \"k\": [[], [7]]}],\n"
                               "    \"a/b~c\": 5, \"\": 6, \"A\": 1, \"a\": 2,\n"
                               "    \"\\u0053tatus\": \"y\",\n"
                               "    \"s\": \"}]\\\\\\\"{\", \"end\": null\n"
                               "  }\n"
                               "}\n";

struct row {
    const char *name; /* and the pointer */
    bool found;
    unsigned line;
    unsigned column;
    const char *spelled;
};

static struct row rows[] = {
    /* clang-format off */
    { "", true, 1, 1, "" },
    { "/certificate", true, 2, 18, "/certificate" },
    { "/Certificate/DomainValidationOptions/1/ValidationStatus", true, 4, 28, "/certificate/Domain_Validation-options/1/validationStatus" },
    { "/Certificate/DomainValidationOptions/0/a", true, 3, 42, "/certificate/Domain_Validation-options/0/a" },
    { "/Certificate/DomainValidationOptions/1/k/1/0", true, 4, 44, "/certificate/Domain_Validation-options/1/k/1/0" },
    { "/Certificate/DomainValidationOptions/2", false, 3, 34, "/certificate/Domain_Validation-options" },
    { "/Certificate/DomainValidationOptions/1/k/0/0", false, 4, 39, "/certificate/Domain_Validation-options/1/k/0" },
    { "/Certificate/a~1b~0c", true, 5, 14, "/certificate/a~1b~0c" },
    { "/Certificate/", true, 5, 21, "/certificate/" },
    { "/Certificate/a", true, 5, 29, "/certificate/A" },
    { "/Certificate/Status", true, 6, 20, "/certificate/Status" },
    { "/Certificate/end", true, 7, 28, "/certificate/end" },
    { "/Certificate/s", true, 7, 10, "/certificate/s" },
    { "/Certificate/s/deeper", false, 7, 10, "/certificate/s" },
    { "/Certificate/none/deeper", false, 2, 18, "/certificate" },
    { "/none", false, 1, 1, "" },
    { "/Certificate/DomainValidationOptions/x", false, 3, 34, "/certificate/Domain_Validation-options" },
    { "/Certificate/DomainValidationOptions/99999999999999999999", false, 3, 34, "/certificate/Domain_Validation-options" },
    /* clang-format on */
};

static void finds(void **state)
{
    const struct row *row = *state;
    struct buf spelled = { 0 };
    struct jsonpos at;

    assert_int_equal(
        jsonpos_find(document, sizeof(document) - 1, row->name, &at, &spelled),
        row->found);
    assert_string_equal(buf_text(&spelled), row->spelled);
    assert_int_equal(at.line, row->line);
    assert_int_equal(at.column, row->column);
    buf_clear(&spelled);
}

TEST_ROWS(rows, finds)

/* All rows in one scan, twice over and backwards, give the same. */
static void finds_all(void **state)
{
    enum { N = sizeof(rows) / sizeof(rows[0]) };
    struct jsonpos_query queries[2 * N];
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 2 * (size_t)N; i++)
        queries[i].pointer = rows[i < N ? i : 2 * N - 1 - i].name;
    jsonpos_find_all(document, sizeof(document) - 1, queries, 2 * (size_t)N, &arena);
    for (size_t i = 0; i < 2 * (size_t)N; i++) {
        const struct row *row = &rows[i < N ? i : 2 * N - 1 - i];

        assert_int_equal(queries[i].found, row->found);
        assert_string_equal(queries[i].spelled, row->spelled);
        assert_int_equal(queries[i].at.line, row->line);
        assert_int_equal(queries[i].at.column, row->column);
    }
    jsonpos_find_all("", 0, queries, 1, &arena);
    assert_false(queries[0].found);
    jsonpos_find_all("{}", 2, queries, 0, &arena);
    arena_clear(&arena);
}

/* Cut anywhere, in memory that ends there: never a read behind the end. */
static void finds_in_cut_texts(void **state)
{
    struct jsonpos at;

    (void)state;
    for (size_t len = 0; len < sizeof(document); len++) {
        char *copy = malloc(len + 1);

        assert_non_null(copy);
        memcpy(copy, document, len);
        copy[len] = '7';
        for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
            jsonpos_find(copy, len, rows[i].name, &at, NULL);
            assert_true(at.offset <= len);
        }
        assert_true(jsonpos_value_len(copy, len) <= len);
        free(copy);
    }
}

static void value_lens(void **state)
{
    static const struct {
        const char *text;
        size_t len;
    } cases[] = {
        { "", 0 },
        { "  ", 0 },
        { "1", 1 },
        { " 12 3", 3 },
        { "true,", 4 },
        { "{}", 2 },
        { "{} {}", 2 },
        { " [[1],{}] x", 9 },
        { "\"a\\\"b\" ", 6 },
        { "\"a\\\\\"b", 5 },
        { "\"a", 0 },
        { "\"a\\\"", 0 },
        { "[1,2", 0 },
        { "{\"a\":\"}\"}x", 9 },
        { "}", 0 },
        { ",1", 0 },
        { "[}", 2 },
        { "[\"]\"", 0 },
        { "{\"a\":[}", 0 },
        { ":", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const size_t len = jsonpos_value_len(cases[i].text, strlen(cases[i].text));

        if (len != cases[i].len)
            fail_msg("%s: %zu", cases[i].text, len);
    }
}

/* A million open brackets: no stack to run out of. */
static void deep(void **state)
{
    enum { DEEP = 1000000 };
    char *text = malloc(2 * DEEP + 1);
    struct jsonpos at;
    struct buf pointer = { 0 };

    (void)state;
    assert_non_null(text);
    memset(text, '[', DEEP);
    memset(text + DEEP, ']', DEEP);
    text[2 * DEEP] = '\0';
    assert_int_equal(jsonpos_value_len(text, 2 * DEEP), 2 * DEEP);
    assert_int_equal(jsonpos_value_len(text, 2 * DEEP - 1), 0);
    for (int i = 0; i < 10000; i++)
        buf_puts(&pointer, "/0");
    assert_true(jsonpos_find(text, 2 * DEEP, buf_text(&pointer), &at, NULL));
    assert_int_equal(at.offset, 10000);
    assert_int_equal(at.column, 10001);
    buf_puts(&pointer, "/1");
    assert_false(jsonpos_find(text, 2 * DEEP, buf_text(&pointer), &at, NULL));
    assert_int_equal(at.offset, 10000);
    buf_clear(&pointer);
    free(text);
}

/* Every member of a large map asked for, in another order: each is found in its line. */
static void many(void **state)
{
    enum { N = 50000 };
    struct jsonpos_query *queries;
    struct buf text = { 0 };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    queries = arena_array(&arena, N, sizeof(*queries));
    buf_puts(&text, "{\n");
    for (int i = 0; i < N; i++) {
        const int other = (int)((unsigned)i * 7919U % N);

        buf_printf(&text, "\"arn:%d\\/x\": [{\"a\": %d}]%s", i, i,
                   i + 1 < N ? ",\n" : "}");
        queries[i].pointer = arena_printf(&arena, "/ARN:%d~1x/0/a", other);
    }
    jsonpos_find_all(text.data, text.len, queries, N, &arena);
    for (int i = 0; i < N; i++) {
        const int other = (int)((unsigned)i * 7919U % N);
        char spelled[32];

        snprintf(spelled, sizeof(spelled), "/arn:%d~1x/0/a", other);
        assert_true(queries[i].found);
        assert_string_equal(queries[i].spelled, spelled);
        assert_int_equal(queries[i].at.line, other + 2);
    }
    buf_clear(&text);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),      cmocka_unit_test(finds_all),
        cmocka_unit_test(value_lens), cmocka_unit_test(finds_in_cut_texts),
        cmocka_unit_test(deep),       cmocka_unit_test(many),
    };

    return run_rows("jsonpos_find") +
           cmocka_run_group_tests_name("jsonpos", tests, NULL, NULL);
}
