/* Tests of jsonpos_check(): each fault is named and placed, and the repair is right. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jsonpos.h"
#include "tests/support/test.h"

#define BAD "\xEF\xBF\xBD"

/* A map whose keys start with "k-" has members that stand alone. */
static bool is_key(const char *key, size_t len)
{
    return len >= 2 && memcmp(key, "k-", 2) == 0;
}

struct row {
    const char *name; /* and the text */
    const char *repaired;
    size_t n;
    enum jsonpos_fault_kind kind; /* of the first fault, and where it is */
    unsigned line;
    unsigned column;
    const char *pointer;
};

#define RIGHT 0, JSONPOS_SYNTAX, 0, 0, ""

static struct row rows[] = {
    /* clang-format off */
    { "{\"a\":1,\"b\":[1,2,{\"c\":\"x\"}]}", "{\"a\":1,\"b\":[1,2,{\"c\":\"x\"}]}", RIGHT },
    { "[]", "[]", RIGHT },
    { "[[],{},[1]]", "[[],{},[1]]", RIGHT },
    { " \"x\" ", "\"x\"", RIGHT },
    { "-0.5e+3", "-0.5e+3", RIGHT },
    { "18446744073709551615", "18446744073709551615", RIGHT },
    { "-9223372036854775808", "-9223372036854775808", RIGHT },
    { "\"\\uD83D\\uDE00\\n\\/\"", "\"\\uD83D\\uDE00\\n\\/\"", RIGHT },
    { "{\"\":1,\"\\u0061\":2}", "{\"\":1,\"\\u0061\":2}", RIGHT },

    /* nothing to save */
    { "", "", 1, JSONPOS_TRUNCATED, 1, 1, "" },
    { "  \n ", "", 1, JSONPOS_TRUNCATED, 2, 2, "" },
    { "{", "", 1, JSONPOS_TRUNCATED, 1, 2, "" },
    { "}", "", 1, JSONPOS_SYNTAX, 1, 1, "" },
    { "{\"a\"", "", 1, JSONPOS_TRUNCATED, 1, 5, "/a" },
    { "{\"a\" 1}", "", 1, JSONPOS_SYNTAX, 1, 6, "/a" },
    { "{a:1}", "", 1, JSONPOS_SYNTAX, 1, 2, "" },
    { "{\"Certificate\":{\"A\":1,\"D\":[{\"x\":1},{\"y\":", "", 1, JSONPOS_TRUNCATED, 1, 41, "/Certificate/D/1/y" },
    { "{\"Certificate\":{\"A\":1,\n\"B\" 2}}", "", 1, JSONPOS_SYNTAX, 2, 5, "/Certificate/B" },
    { "\"\\x\"", "", 1, JSONPOS_SYNTAX, 1, 2, "" },
    { "\"\\u12G4\"", "", 1, JSONPOS_SYNTAX, 1, 2, "" },
    { "\"ab", "", 1, JSONPOS_TRUNCATED, 1, 4, "" },

    /* an element lost, the others whole */
    { "{\"L\":[{\"a\":1},{\"b\":2},{\"c\":", "{\"L\":[{\"a\":1},{\"b\":2},null]}", 2, JSONPOS_TRUNCATED, 1, 28, "/L/2/c" },
    { "[{\"a\":1},{\"b\" 2},{\"c\":3}]", "[{\"a\":1},null,{\"c\":3}]", 1, JSONPOS_SYNTAX, 1, 15, "/1/b" },
    { "[{\"a\":1},\n{\"b\":\"\\q\"},{\"c\":3}]", "[{\"a\":1},null,{\"c\":3}]", 1, JSONPOS_SYNTAX, 2, 7, "/1/b" },
    { "[1,,2]", "[1,null,2]", 1, JSONPOS_SYNTAX, 1, 4, "/1" },
    { "[,1]", "[null,1]", 1, JSONPOS_SYNTAX, 1, 2, "/0" },
    { "[[1,2],[3 4,5],[6]]", "[[1,2],null,[6]]", 1, JSONPOS_SYNTAX, 1, 11, "/1/0" },
    { "{\"L\":[[\"x\" 1],2]}", "{\"L\":[null,2]}", 1, JSONPOS_SYNTAX, 1, 12, "/L/0/0" },
    { "[1 2]", "[1]", 1, JSONPOS_SYNTAX, 1, 4, "/0" },
    { "[1", "[1]", 1, JSONPOS_TRUNCATED, 1, 3, "/0" },
    { "[", "[null]", 2, JSONPOS_TRUNCATED, 1, 2, "/0" },
    { "[{\"a\":[{\"x\" 1},2]},3]", "[null,3]", 1, JSONPOS_SYNTAX, 1, 13, "/0/a/0/x" },
    { "{\"k-1\":{\"x\" 1},\"k-2\":{\"y\":2}}", "{\"k-2\":{\"y\":2}}", 1, JSONPOS_SYNTAX, 1, 13, "/k-1/x" },
    { "{\"k-1\":{\"x\":1},\"k-2\":{\"y\":", "{\"k-1\":{\"x\":1}}", 2, JSONPOS_TRUNCATED, 1, 27, "/k-2/y" },
    { "{\"k-1\":{\"k-2\":[{\"x\":1},{\"y\" 2},{\"z\":3}]}}", "{\"k-1\":{\"k-2\":[{\"x\":1},null,{\"z\":3}]}}", 1, JSONPOS_SYNTAX, 1, 29, "/k-1/k-2/1/y" },
    { "{\"k-1\":{\"a\":1}", "{\"k-1\":{\"a\":1}}", 1, JSONPOS_TRUNCATED, 1, 15, "/k-1" },

    /* repaired in place */
    { "{\"a\":1,}", "{\"a\":1}", 1, JSONPOS_TRAILING_COMMA, 1, 8, "/a" },
    { "[1,2, ]", "[1,2]", 1, JSONPOS_TRAILING_COMMA, 1, 7, "/1" },
    { "{\"a\":NaN,\"b\":None}", "{\"a\":null,\"b\":null}", 2, JSONPOS_BAD_LITERAL, 1, 6, "/a" },
    { "[-Infinity,undefined,True,nul]", "[null,null,null,null]", 4, JSONPOS_BAD_LITERAL, 1, 2, "/0" },
    { "[01,+1,.5,1.,1e,-,0x1]", "[null,null,null,null,null,null,null]", 7, JSONPOS_BAD_LITERAL, 1, 2, "/0" },
    { "{\"a\":123456789012345678901234567890}", "{\"a\":null}", 1, JSONPOS_BIG_NUMBER, 1, 6, "/a" },
    { "[18446744073709551616,-9223372036854775809,1e999]", "[null,null,null]", 3, JSONPOS_BIG_NUMBER, 1, 2, "/0" },
    { "{\"a\":1,\"a\":{\"b\":2},\"c\":3}", "{\"a\":1,\"c\":3}", 1, JSONPOS_DUPLICATE_KEY, 1, 12, "/a" },
    { "{\"a\":1,\"\\u0061\":2}", "{\"a\":1}", 1, JSONPOS_DUPLICATE_KEY, 1, 17, "/a" },
    { "{\"a\":\"\\ud800x\"}", "{\"a\":\"" BAD "x\"}", 1, JSONPOS_LONE_SURROGATE, 1, 7, "/a" },
    { "[\"\\udc00\\ud83d\\ude00\"]", "[\"" BAD "\\ud83d\\ude00\"]", 1, JSONPOS_LONE_SURROGATE, 1, 3, "/0" },
    { "[\"\\ud800\\ud800\\udc00\"]", "[\"" BAD "\\ud800\\udc00\"]", 1, JSONPOS_LONE_SURROGATE, 1, 3, "/0" },
    { "[\"a\xFFz\"]", "[\"a" BAD "z\"]", 1, JSONPOS_BAD_UTF8, 1, 4, "/0" },
    { "[\"a\nb\tc\"]", "[\"a" BAD "b" BAD "c\"]", 2, JSONPOS_CONTROL, 1, 4, "/0" },
    { "{\"a\\nb\":1,\"a\\nb\":2}", "{\"a\\nb\":1}", 1, JSONPOS_DUPLICATE_KEY, 1, 18, "/a\nb" },
    { "{\"a/b~\":NaN}", "{\"a/b~\":null}", 1, JSONPOS_BAD_LITERAL, 1, 9, "/a~1b~0" },
    { "{\"a\":1} trailing", "{\"a\":1}", 1, JSONPOS_TRAILING_BYTES, 1, 9, "" },
    { "\xEF\xBB\xBF{}", "null", 2, JSONPOS_BAD_LITERAL, 1, 1, "" },
    /* clang-format on */
};

static void checks(void **state)
{
    const struct row *row = *state;
    const size_t len = strlen(row->name);
    struct buf repaired = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    arena_init(&arena);
    assert_int_equal(jsonpos_check(row->name, len, is_key, &arena, &faults, &repaired),
                     row->n);
    assert_string_equal(buf_text(&repaired), row->repaired);
    assert_int_equal(faults.n, row->n);
    for (size_t i = 0; i < faults.n; i++) {
        assert_true(*faults.items[i].text != '\0');
        assert_null(strchr(faults.items[i].text, '\n'));
    }
    if (row->n > 0) {
        assert_int_equal(faults.items[0].kind, row->kind);
        assert_int_equal(faults.items[0].at.line, row->line);
        assert_int_equal(faults.items[0].at.column, row->column);
        assert_string_equal(faults.items[0].pointer, row->pointer);
    }
    if (repaired.len > 0)
        assert_int_equal(
            jsonpos_check(repaired.data, repaired.len, is_key, &arena, &faults, NULL), 0);
    buf_clear(&repaired);
    arena_clear(&arena);
}

TEST_ROWS(rows, checks)

/* Without is_key no map loses members. */
static void no_keys(void **state)
{
    static const char text[] = "{\"k-1\":{\"x\" 1},\"k-2\":2}";
    struct buf repaired = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(
        jsonpos_check(text, sizeof(text) - 1, NULL, &arena, &faults, &repaired), 1);
    assert_int_equal(repaired.len, 0);
    assert_non_null(strstr(faults.items[0].lost, "whole document"));
    buf_clear(&repaired);
    arena_clear(&arena);
}

/* More faults than are kept: the rest is counted, the lines stay right. */
static void many_faults(void **state)
{
    struct buf text = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    buf_putc(&text, '[');
    for (int i = 0; i < 100; i++)
        buf_puts(&text, i == 0 ? "\nNaN" : ",\nNaN");
    buf_putc(&text, ']');
    assert_int_equal(jsonpos_check(text.data, text.len, NULL, &arena, &faults, NULL),
                     100);
    assert_int_equal(faults.n, JSONPOS_FAULTS_MAX);
    assert_int_equal(faults.n_more, 100 - JSONPOS_FAULTS_MAX);
    for (unsigned i = 0; i < JSONPOS_FAULTS_MAX; i++) {
        assert_int_equal(faults.items[i].at.line, i + 2);
        assert_int_equal(faults.items[i].at.column, 1);
    }
    buf_clear(&text);
    arena_clear(&arena);
}

/* A text that is nothing but faults does not fill the memory with what is said of them.
 */
static void counted_faults_cost_nothing(void **state)
{
    enum { BYTES = 1000000 };
    struct buf text = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    buf_puts(&text, "[\"");
    for (int i = 0; i < BYTES; i++)
        buf_putc(&text, '\xFF');
    buf_puts(&text, "\"]");
    assert_int_equal(jsonpos_check(text.data, text.len, NULL, &arena, &faults, NULL),
                     BYTES);
    assert_true(arena.used < 100000);
    buf_clear(&text);
    arena_clear(&arena);
}

/* Twins among many members, where a map takes over from the list. */
static void many_members(void **state)
{
    struct buf text = { 0 };
    struct buf repaired = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    buf_putc(&text, '{');
    for (int i = 0; i < 50; i++)
        buf_printf(&text, "%s\"m%d\":{\"m0\":%d}", i == 0 ? "" : ",", i, i);
    buf_puts(&text, ",\"m3\":0,\"m40\":0,\"x\":1}");
    assert_int_equal(jsonpos_check(text.data, text.len, NULL, &arena, &faults, &repaired),
                     2);
    assert_string_equal(faults.items[0].pointer, "/m3");
    assert_string_equal(faults.items[1].pointer, "/m40");
    assert_non_null(strstr(buf_text(&repaired), "{\"m0\":49},\"x\":1}"));
    buf_clear(&text);
    buf_clear(&repaired);
    arena_clear(&arena);
}

static void deep(void **state)
{
    enum { DEEP = 100000 };
    char *text = malloc(2 * DEEP);
    struct buf repaired = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    assert_non_null(text);
    arena_init(&arena);
    memset(text, '[', DEEP);
    memset(text + DEEP, ']', DEEP);
    assert_int_equal(jsonpos_check(text, 2 * DEEP, NULL, &arena, &faults, &repaired), 1);
    assert_int_equal(faults.items[0].kind, JSONPOS_DEPTH);
    assert_int_equal(repaired.len, 2 * JSONPOS_DEPTH_MAX + 4);
    assert_int_equal(
        jsonpos_check(repaired.data, repaired.len, NULL, &arena, &faults, NULL), 0);
    /* as deep as may be is right */
    assert_int_equal(jsonpos_check(text + DEEP - JSONPOS_DEPTH_MAX,
                                   2 * (size_t)JSONPOS_DEPTH_MAX, NULL, &arena, &faults,
                                   NULL),
                     0);
    buf_clear(&repaired);
    arena_clear(&arena);
    free(text);
}

/* Cut at every place and with every byte overwritten: what is repaired is right. */
static void damaged(void **state)
{
    static const char text[] = "{\"L\":[{\"a\":\"x\\u00e9\\\"y\"},{\"b\":[1.5,true]}],"
                               "\"k-1\":{\"c\":null},\"k-2\":[{}]}";
    static const char odd[] = "\"\\{}[],:0-eu\x01\xFF";
    struct buf repaired = { 0 };
    struct jsonpos_faults faults;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        for (size_t k = 0; k < sizeof(odd); k++) {
            char copy[sizeof(text)];
            size_t len = sizeof(text) - 1;

            memcpy(copy, text, sizeof(text));
            if (odd[k] == '\0')
                len = i;
            else
                copy[i] = odd[k];
            jsonpos_check(copy, len, is_key, &arena, &faults, &repaired);
            if (repaired.len > 0 && jsonpos_check(repaired.data, repaired.len, is_key,
                                                  &arena, &faults, NULL) != 0)
                fail_msg("%.*s\nbecame %s", (int)len, copy, buf_text(&repaired));
        }
    buf_clear(&repaired);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_keys), cmocka_unit_test(many_faults),
        cmocka_unit_test(deep),    cmocka_unit_test(many_members),
        cmocka_unit_test(damaged), cmocka_unit_test(counted_faults_cost_nothing),
    };

    return run_rows("jsonpos_check") +
           cmocka_run_group_tests_name("repair", tests, NULL, NULL);
}
