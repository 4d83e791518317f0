/* Tests of analyzer/read/json: the C face of the bulk parser. */
#include "analyzer/read/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/support/test.h"

/* A parser and a document behind which JSON_PADDING bytes may be read. */
struct parsed {
    struct json_parser *parser;
    char *text;
    struct json_value root;
    int rc;
};

static void parse(struct parsed *p, const char *text, size_t len)
{
    p->parser = json_parser_new();
    p->text = calloc(1, len + JSON_PADDING);
    assert_non_null(p->text);
    memcpy(p->text, text, len);
    p->rc = json_parse(p->parser, p->text, len, &p->root);
}

static void done(struct parsed *p)
{
    json_parser_free(p->parser);
    free(p->text);
}

struct row {
    const char *name;
    const char *text;
    int rc;
    enum json_type type;
    size_t size;
};

static struct row rows[] = {
    /* clang-format off */
    { "null",                  "null",                  0, JSON_NULL, 0 },
    { "boolean",               "true",                  0, JSON_BOOL, 0 },
    { "number amid blanks",    " 1.5e3 ",               0, JSON_NUMBER, 0 },
    { "number beyond int64",   "18446744073709551615",  0, JSON_NUMBER, 0 },
    { "empty string",          "\"\"",                  0, JSON_STRING, 0 },
    { "empty array",           "[]",                    0, JSON_ARRAY, 0 },
    { "array",                 "[1,[2,3],{}]",          0, JSON_ARRAY, 3 },
    { "empty object",          "{}",                    0, JSON_OBJECT, 0 },
    { "a member twice",        "{\"a\":1,\"a\":2}",     0, JSON_OBJECT, 2 },
    { "nothing",               "",                      -1, JSON_NULL, 0 },
    { "trailing comma",        "[1,]",                  -1, JSON_NULL, 0 },
    { "cut short",             "{\"a\":1",              -1, JSON_NULL, 0 },
    { "NaN",                   "NaN",                   -1, JSON_NULL, 0 },
    { "two documents",         "[1] [2]",               -1, JSON_NULL, 0 },
    { "invalid UTF-8",         "\"\xff\"",              -1, JSON_NULL, 0 },
    { "raw control character", "\"a\nb\"",              -1, JSON_NULL, 0 },
    { "lone surrogate",        "\"\\ud800\"",          -1, JSON_NULL, 0 },
    /* clang-format on */
};

static void parses(void **state)
{
    const struct row *row = *state;
    struct parsed p;

    parse(&p, row->text, strlen(row->text));
    assert_int_equal(p.rc, row->rc);
    if (row->rc == 0) {
        assert_int_equal(json_type(p.root), row->type);
        assert_int_equal(json_size(p.root), row->size);
    }
    done(&p);
}

TEST_ROWS(rows, parses)

static void members_come_in_order_with_doubles(void **state)
{
    static const char text[] = "{\"b\":1,\"a\":{\"x\":[7]},\"b\":\"two\"}";
    static const char *const keys[] = { "b", "a", "b" };
    struct parsed p;
    struct json_iter iter;
    struct json_value value;
    const char *key;
    size_t len;
    size_t n = 0;

    (void)state;
    parse(&p, text, sizeof(text) - 1);
    iter = json_members(p.root);
    while (json_next_member(&iter, &key, &len, &value)) {
        assert_true(n < 3);
        assert_int_equal(len, 1);
        assert_memory_equal(key, keys[n], 1);
        n++;
    }
    assert_int_equal(n, 3);
    assert_int_equal(json_type(value), JSON_STRING);
    assert_true(json_get(p.root, "b", &value)); /* the first */
    assert_int_equal(json_type(value), JSON_NUMBER);
    assert_false(json_get(p.root, "B", &value));
    done(&p);
}

static void other_types_have_no_children(void **state)
{
    struct parsed p;
    struct json_iter iter;
    struct json_value value;
    const char *key;
    size_t len;

    (void)state;
    parse(&p, "\"text\"", 6);
    iter = json_members(p.root);
    assert_false(json_next_member(&iter, &key, &len, &value));
    iter = json_elements(p.root);
    assert_false(json_next_element(&iter, &value));
    assert_false(json_get(p.root, "text", &value));
    done(&p);
    parse(&p, "{\"a\":[1]}", 9);
    iter = json_elements(p.root);
    assert_false(json_next_element(&iter, &value));
    done(&p);
}

static void values_by_type(void **state)
{
    static const char text[] = "[\"a\\u0000b\",-7,2.5,true,9223372036854775807]";
    struct parsed p;
    struct json_iter iter;
    struct json_value v[5];
    const char *string;
    size_t len;
    double number;
    int64_t integer;
    bool is;

    (void)state;
    parse(&p, text, sizeof(text) - 1);
    iter = json_elements(p.root);
    for (size_t i = 0; i < 5; i++)
        assert_true(json_next_element(&iter, &v[i]));
    assert_true(json_get_string(v[0], &string, &len));
    assert_int_equal(len, 3);
    assert_memory_equal(string, "a\0b", 3);
    assert_true(json_get_integer(v[1], &integer));
    assert_int_equal(integer, -7);
    assert_true(json_get_number(v[1], &number));
    assert_false(json_get_integer(v[2], &integer));
    assert_true(json_get_number(v[2], &number));
    assert_true(number > 2.4 && number < 2.6);
    assert_true(json_get_bool(v[3], &is));
    assert_true(is);
    assert_false(json_get_string(v[3], &string, &len));
    assert_false(json_get_bool(v[1], &is));
    assert_true(json_get_integer(v[4], &integer));
    assert_true(integer == INT64_MAX);
    done(&p);
}

static void depth_is_limited(void **state)
{
    char text[2 * (JSON_MAX_DEPTH + 1)];
    struct parsed p;

    (void)state;
    for (size_t depth = JSON_MAX_DEPTH - 2; depth <= JSON_MAX_DEPTH + 1; depth += 3) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        parse(&p, text, 2 * depth);
        assert_int_equal(p.rc, depth < JSON_MAX_DEPTH ? 0 : -1);
        done(&p);
    }
}

static void written_back_without_blanks(void **state)
{
    static const char text[] = "{ \"a\" : [ 1, \"x\\\"y\" ] , \"b\" : null }";
    struct buf out = { 0 };
    struct parsed p;

    (void)state;
    parse(&p, text, sizeof(text) - 1);
    json_write(p.root, &out);
    assert_string_equal(buf_text(&out), "{\"a\":[1,\"x\\\"y\"],\"b\":null}");
    buf_clear(&out);
    done(&p);
}

static void a_parser_serves_again_after_a_refusal(void **state)
{
    struct parsed p;
    struct json_value root;
    char *again = calloc(1, 4 + JSON_PADDING);

    (void)state;
    assert_non_null(again);
    parse(&p, "[1", 2);
    assert_int_equal(p.rc, -1);
    memcpy(again, "[1]", 3);
    assert_int_equal(json_parse(p.parser, again, 3, &root), 0);
    assert_int_equal(json_size(root), 1);
    free(again);
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_order_with_doubles),
        cmocka_unit_test(other_types_have_no_children),
        cmocka_unit_test(values_by_type),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(written_back_without_blanks),
        cmocka_unit_test(a_parser_serves_again_after_a_refusal),
    };

    return run_rows("json_parse") +
           cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
