/* Tests of base/dns/name: canonical form, wildcards, what ACM refuses. */
#include "base/dns/name.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

struct canonical_row {
    const char *name;
    const char *want;
};

static const struct canonical_row canonical_rows[] = {
    { "Example.COM.", "example.com" },
    { "example.com", "example.com" },
    { "*.Example.com", "*.example.com" },
    { "\\052.example.com.", "*.example.com" },
    { "a\\137b.example.com", "a_b.example.com" },
    { "a\\999.example.com", "a\\999.example.com" },
    { "a\\400.example.com", "a\\400.example.com" },
    { "a\\05", "a\\05" },
    { "a\\", "a\\" },
    { "a\\000b.example.com", "a?b.example.com" },
    { "b\xc3\xbc"
      "cher.example.com",
      "xn--bcher-kva.example.com" },
    { "B\xc3\x9c"
      "CHER.example.com",
      "xn--bcher-kva.example.com" },
    { "stra\xc3\x9f"
      "e.example.com",
      "xn--strae-oqa.example.com" },
    { "xn--bcher-kva.example.com", "xn--bcher-kva.example.com" },
    { "A\xff.example.com", "a\xff.example.com" },
    { "_abc.example.com", "_abc.example.com" },
    { "a\\056b.example.com", "a\\056b.example.com" },
    { "a\\134052.example.com", "a\\134052.example.com" },
    { ".", "." },
    { "..", ".." },
    { "a..", "a.." },
    { "", "" },
};

static void canonical(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(canonical_rows) / sizeof(canonical_rows[0]); i++) {
        const struct canonical_row *row = &canonical_rows[i];

        assert_string_equal(name_canonical(&arena, row->name, strlen(row->name)),
                            row->want);
    }
    /* len counts, not a NUL */
    assert_string_equal(name_canonical(&arena, "example.community", 11), "example.com");
    arena_clear(&arena);
}

/* A canonical name is its own canonical form. */
static void canonical_twice(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(canonical_rows) / sizeof(canonical_rows[0]); i++) {
        const char *once = canonical_rows[i].want;

        if (strchr(once, '\\') == NULL && strcmp(once, "a..") != 0)
            assert_string_equal(name_canonical(&arena, once, strlen(once)), once);
    }
    arena_clear(&arena);
}

static void covers(void **state)
{
    static const struct {
        const char *holder;
        const char *name;
        bool covers;
    } cases[] = {
        { "example.com", "example.com", true },
        { "*.example.com", "a.example.com", true },
        { "*.example.com", "*.example.com", true },
        { "*.example.com", "example.com", false },
        { "*.example.com", "a.b.example.com", false },
        { "*.example.com", "*.a.example.com", false },
        { "*.a.example.com", "*.example.com", false },
        { "*.example.com", ".example.com", false },
        { "*.example.com", "a.example.org", false },
        { "*.example.com", "aexample.com", false },
        { "example.com", "a.example.com", false },
        { "a.example.com", "*.example.com", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (name_covers(cases[i].holder, cases[i].name) != cases[i].covers)
            fail_msg("%s over %s", cases[i].holder, cases[i].name);
}

static void wildcards(void **state)
{
    (void)state;
    assert_true(name_is_wildcard("*.example.com"));
    assert_false(name_is_wildcard("*"));
    assert_false(name_is_wildcard("a*.example.com"));
    assert_false(name_is_wildcard("www.*.example.com"));
    assert_string_equal(name_base("*.example.com"), "example.com");
    assert_string_equal(name_base("example.com"), "example.com");
    assert_string_equal(name_base(""), "");
}

static void under(void **state)
{
    (void)state;
    assert_true(name_is_under("example.com", "example.com"));
    assert_true(name_is_under("a.b.example.com", "example.com"));
    assert_false(name_is_under("notexample.com", "example.com"));
    assert_false(name_is_under("example.com", "a.example.com"));
    assert_true(name_is_under("example.com", ""));
}

#define LABEL63 "a23456789012345678901234567890123456789012345678901234567890123"

/* part: a piece of what is said; NULL: ACM may issue. */
struct fault_row {
    const char *name;
    const char *part;
};

static struct fault_row fault_rows[] = {
    { "example.com", NULL },
    { "EXAMPLE.com", NULL },
    { "*.example.com", NULL },
    { "a.b.c.example.co.uk", NULL },
    { "1.example.com", NULL },
    { LABEL63 ".example.com", NULL },
    { "xn--bcher-kva.example.com", NULL },
    { "example.github.io", NULL },
    { "", "empty" },
    { "example.com.", "dot" },
    { "192.0.2.1", "IP address" },
    { "2001:db8::1", "IP address" },
    { "[2001:db8::1]", "IP address" },
    { "example.com:443", "character" },
    { "http://example.com:80", "character" },
    { "localhost", "one label" },
    { "*", "one label" },
    { "*.com", "one label" },
    { "a_b.example.com", "underscore" },
    { "b\xc3\xbc"
      "cher.example.com",
      "ASCII" },
    { "a b.example.com", "character" },
    { "https://example.com", "character" },
    { "example.com/path", "character" },
    { ".example.com", "empty label" },
    { "a..example.com", "empty label" },
    { LABEL63 "x.example.com", "longer than 63" },
    { "-a.example.com", "hyphen" },
    { "a-.example.com", "hyphen" },
    { "ab--cd.example.com", "--" },
    { "xn--\x61-.example.com", "hyphen" },
    { "xn--99999999.example.com", "Punycode" },
    { "-a.b..example.com", "empty label" }, /* rules come before labels */
    { "-a." LABEL63 "x.example.com", "longer than 63" },
    { "a*.-b.example.com", "hyphen" },
    { "a.*.example.com", "star" },
    { "a*.example.com", "star" },
    { "**.example.com", "star" },
    { "example.c", "top-level" },
    { "example.12", "top-level" },
    { "host.corp", "public suffix" },
    { "server.local", "public suffix" },
    { "co.uk", "itself a public suffix" },
    { "*.co.uk", "itself a public suffix" },
    { "amazonaws.com", "AWS" },
    { "x.elb.amazonaws.com", "AWS" },
    { "d111111abcdef8.cloudfront.net", "AWS" },
    { "*.cloudfront.net", "AWS" },
    { "x.us-east-1.ElasticBeanstalk.com", "AWS" },
    { "notamazonaws.com", NULL },
};

static void fault(void **state)
{
    const struct fault_row *row = *state;
    const char *text = name_fault(row->name);

    if (row->part == NULL) {
        if (text != NULL)
            fail_msg("%s", text);
        return;
    }
    assert_non_null(text);
    if (strstr(text, row->part) == NULL)
        fail_msg("%s", text);
}

TEST_ROWS(fault_rows, fault)

static void longest(void **state)
{
    char name[300];

    (void)state;
    memset(name, 'a', sizeof(name));
    for (size_t i = 60; i < 240; i += 60)
        name[i] = '.';
    strcpy(name + 253 - 12, ".example.com");
    assert_int_equal(strlen(name), 253);
    assert_null(name_fault(name));
    memmove(name + 2, name, 254);
    memcpy(name, "b.", 2);
    assert_non_null(strstr(name_fault(name), "253"));
}

struct decimal_row {
    const char *text;
    const char *want;
};

static void canonical_decimal(void **state)
{
    static const struct decimal_row cases[] = {
        { "Example.COM.", "example.com" },
        { "\\042.example.com.", "*.example.com" },
        { "\\*.example.com.", "*.example.com" },
        { "a\\095b", "a_b" },
        { "\\065b", "ab" },
        { "a\\.b.c", "a\\056b.c" },
        { "a\\046b.c", "a\\056b.c" },
        { "a\\\\b.c", "a\\134b.c" },
        { "a\\092b.c", "a\\134b.c" },
        { "a\\.", "a\\056" },
        { "a\\000b", "a?b" },
        { "a\\256b", "a\\256b" },
        { "a\\", "a\\" },
        { "b\\195\\188cher.example.com", "xn--bcher-kva.example.com" },
        { "\\.\\.\\.\\.", "\\056\\056\\056\\056" },
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(
            name_canonical_decimal(&arena, cases[i].text, strlen(cases[i].text)),
            cases[i].want);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical),
        cmocka_unit_test(canonical_twice),
        cmocka_unit_test(covers),
        cmocka_unit_test(wildcards),
        cmocka_unit_test(under),
        cmocka_unit_test(longest),
        cmocka_unit_test(canonical_decimal),
    };

    return run_rows("name_fault") +
           cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
