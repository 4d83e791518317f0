/* Tests of base/dns/caa: one record's text, and its issuer taken apart. */
#include "base/dns/caa.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

/* fault NULL: read; else a piece of the sentence. len 0: strlen(text). */
struct parse_row {
    const char *name;
    const char *text;
    size_t len;
    enum caa_escapes escapes;
    const char *fault;
    unsigned flags;
    const char *tag;
    const char *value;
    size_t value_len;
};

#define GOOD(name, text, flags, tag, value)                                              \
    {                                                                                    \
        name, text, 0, CAA_DECIMAL, NULL, flags, tag, value, sizeof(value) - 1           \
    }
#define GOOD_OCTAL(name, text, flags, tag, value)                                        \
    {                                                                                    \
        name, text, 0, CAA_OCTAL, NULL, flags, tag, value, sizeof(value) - 1             \
    }
#define BAD(name, text, fault)                                                           \
    {                                                                                    \
        name, text, 0, CAA_DECIMAL, fault, 0, NULL, NULL, 0                              \
    }
#define BAD_OCTAL(name, text, fault)                                                     \
    {                                                                                    \
        name, text, 0, CAA_OCTAL, fault, 0, NULL, NULL, 0                                \
    }

/* clang-format off */
static struct parse_row parse_rows[] = {
    GOOD("the usual", "0 issue \"amazon.com\"", 0, "issue", "amazon.com"),
    GOOD("no quotes", "0 issue amazon.com", 0, "issue", "amazon.com"),
    GOOD("no quotes, a semicolon", "0 issue ;", 0, "issue", ";"),
    GOOD("blanks around and tabs", " \t0\tissue  \"amazon.com\" \r\n", 0, "issue", "amazon.com"),
    GOOD("critical", "128 issue \"a\"", 128, "issue", "a"),
    GOOD("all flags", "255 issue \"a\"", 255, "issue", "a"),
    GOOD("zeros before the flags", "000 issue \"a\"", 0, "issue", "a"),
    GOOD("tag in capitals", "0 ISSUE \"AMAZON.COM\"", 0, "issue", "AMAZON.COM"),
    GOOD("tag of digits", "0 9a \"x\"", 0, "9a", "x"),
    GOOD("empty value", "0 issue \"\"", 0, "issue", ""),
    GOOD("blanks in quotes stay", "0 issue \"  a ; b=c \"", 0, "issue", "  a ; b=c "),
    GOOD("quote escaped", "0 tbs \"a\\\"b\"", 0, "tbs", "a\"b"),
    GOOD("backslash escaped", "0 tbs \"a\\\\b\"", 0, "tbs", "a\\b"),
    GOOD("decimal escape", "0 issue \"\\097mazon.com\"", 0, "issue", "amazon.com"),
    GOOD("decimal escape of a byte", "0 issue \"\\255\"", 0, "issue", "\xff"),
    GOOD("decimal escape of NUL", "0 issue \"a\\000b\"", 0, "issue", "a\0b"),
    GOOD("escape without quotes", "0 issue a\\032b", 0, "issue", "a b"),
    GOOD("any other character escaped", "0 issue \"\\a\"", 0, "issue", "a"),
    GOOD_OCTAL("octal escape", "0 issue \"\\141mazon.com\"", 0, "issue", "amazon.com"),
    GOOD_OCTAL("octal escape of a byte", "0 issue \"\\377\"", 0, "issue", "\xff"),
    GOOD_OCTAL("octal, quote escaped", "0 issue \"\\\"\"", 0, "issue", "\""),
    GOOD_OCTAL("the same digits in octal", "0 issue \"\\073\"", 0, "issue", ";"),
    GOOD("the same digits in decimal", "0 issue \"\\073\"", 0, "issue", "I"),
    GOOD("by number", "\\# 17 00056973737565616D617A6F6E2E636F6D", 0, "issue", "amazon.com"),
    GOOD("by number, lower case, blanks", "\\# 8 00 0569 73737565 3b", 0, "issue", ";"),
    GOOD("by number, split within an octet", "\\# 8 0 005697373 75653 b", 0, "issue", ";"),
    GOOD("by number, no value", "\\# 7 80056973737565", 128, "issue", ""),
    GOOD("by number, tag in capitals", "\\# 3 000141", 0, "a", ""),
    GOOD("by number, NUL in the value", "\\# 4 00014100", 0, "a", "\0"),
    BAD("empty", "", "flags"),
    BAD("blank", "  ", "flags"),
    BAD("no flags", "issue \"amazon.com\"", "flags"),
    BAD("flags over 255", "256 issue \"a\"", "flags"),
    BAD("flags far over", "99999999999999999999 issue \"a\"", "flags"),
    BAD("negative flags", "-1 issue \"a\"", "flags"),
    BAD("flags alone", "0", "tag is missing"),
    BAD("flags and blanks", "0  ", "tag is missing"),
    BAD("tag with a hyphen", "0 is-sue \"a\"", "ASCII letters"),
    BAD("tag in quotes", "0 \"issue\" \"a\"", "ASCII letters"),
    BAD("tag beyond ASCII", "0 iss\xc3\xbc" "e \"a\"", "ASCII letters"),
    BAD("value missing", "0 issue", "value is missing"),
    BAD("value missing behind blanks", "0 issue \t", "value is missing"),
    BAD("quote open", "0 issue \"amazon.com", "open"),
    BAD("quote open, escaped one at the end", "0 issue \"amazon.com\\\"", "open"),
    BAD("quote at the end alone", "0 issue amazon.com\"", "open"),
    BAD("text behind quotes", "0 issue \"a\" b", "behind"),
    BAD("two strings", "0 issue \"a\" \"b\"", "behind"),
    BAD("text right behind quotes", "0 issue \"a\"b", "behind"),
    BAD("blank without quotes", "0 issue amazon.com ;", "behind"),
    BAD("decimal escape over 255", "0 issue \"\\256\"", "255"),
    BAD("decimal escape cut", "0 issue \"\\25\"", "255"),
    BAD("backslash at the end", "0 issue a\\", "255"),
    BAD_OCTAL("octal escape with 8", "0 issue \"\\118\"", "377"),
    BAD_OCTAL("octal escape over 377", "0 issue \"\\400\"", "377"),
    BAD("by number, no length", "\\#", "hexadecimal"),
    BAD("by number, no hex", "\\# 17", "hexadecimal"),
    BAD("by number, too few", "\\# 8 00056973737565", "hexadecimal"),
    BAD("by number, too many", "\\# 6 00056973737565", "hexadecimal"),
    BAD("by number, half an octet", "\\# 7 0005697373756", "hexadecimal"),
    BAD("by number, no hex digit", "\\# 7 0005697373756g", "hexadecimal"),
    BAD("by number, length too large", "\\# 65536 00", "hexadecimal"),
    BAD("by number, nothing", "\\# 0", "tag is missing"),
    BAD("by number, flags alone", "\\# 1 00", "tag is missing"),
    BAD("by number, tag of no length", "\\# 2 0000", "tag is missing"),
    BAD("by number, tag too long", "\\# 7 00066973737565", "tag's length"),
    BAD("by number, tag with a hyphen", "\\# 3 00012d", "ASCII letters"),
};
/* clang-format on */

static void parse(void **state)
{
    const struct parse_row *row = *state;
    struct caa_record record = { 1, "untouched", "untouched", 9 };
    const char *fault = NULL;
    struct arena arena;
    bool ok;

    arena_init(&arena);
    ok = caa_parse(&arena, row->text, strlen(row->text), row->escapes, &record, &fault);
    if (row->fault == NULL) {
        assert_true(ok);
        assert_int_equal(record.flags, row->flags);
        assert_string_equal(record.tag, row->tag);
        assert_int_equal(record.value_len, row->value_len);
        assert_memory_equal(record.value, row->value, row->value_len + 1);
    } else {
        assert_false(ok);
        assert_non_null(fault);
        if (strstr(fault, row->fault) == NULL)
            fail_msg("%s", fault);
        assert_string_equal(record.tag, "untouched");
    }
    arena_clear(&arena);
}

TEST_ROWS(parse_rows, parse)

/* 65,000 octets are taken, one more is not; nor is a tag of 256. */
static void limits(void **state)
{
    static char text[70000];
    struct caa_record record;
    const char *fault = NULL;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    memset(text, 'a', sizeof(text));
    memcpy(text, "0 issue ", 8);
    assert_true(caa_parse(&arena, text, 8 + 65000, CAA_OCTAL, &record, &fault));
    assert_int_equal(record.value_len, 65000);
    assert_false(caa_parse(&arena, text, 8 + 65001, CAA_OCTAL, &record, &fault));
    assert_non_null(strstr(fault, "65,000"));
    memcpy(text, "0 aaaaaa", 8);
    text[2 + 255] = ' ';
    assert_true(caa_parse(&arena, text, 260, CAA_OCTAL, &record, &fault));
    text[2 + 255] = 'a';
    text[2 + 256] = ' ';
    assert_false(caa_parse(&arena, text, 260, CAA_OCTAL, &record, &fault));
    assert_non_null(strstr(fault, "255"));
    arena_clear(&arena);
}

/* RFC 8659, 4.2: the grammar of issue and issuewild. parameters NULL: none. */
struct issuer_row {
    const char *name; /* the value, too */
    const char *domain;
    bool malformed;
    const char *parameters;
};

static struct issuer_row issuer_rows[] = {
    { "amazon.com", "amazon.com", false, NULL },
    { "AMAZON.com", "amazon.com", false, NULL },
    { "  amazon.com ;", "amazon.com", false, NULL },
    { "\tamazon.com\t;\t", "amazon.com", false, NULL },
    { ";", "", false, NULL },
    { "", "", false, NULL },
    { "  ", "", false, NULL },
    { " ; ", "", false, NULL },
    { "a", "a", false, NULL },
    { "1a.b--c.d2", "1a.b--c.d2", false, NULL },
    { "amazon.com.", "amazon.com.", true, NULL },
    { ".amazon.com", ".amazon.com", true, NULL },
    { "amazon..com", "amazon..com", true, NULL },
    { "-amazon.com", "-amazon.com", true, NULL },
    { "amazon-.com", "amazon-.com", true, NULL },
    { "amazon_ca.com", "amazon_ca.com", true, NULL },
    { "amazon.com letsencrypt.org", "amazon.com letsencrypt.org", true, NULL },
    { "amazon.com, letsencrypt.org", "amazon.com, letsencrypt.org", true, NULL },
    { "\"amazon.com\"", "\"amazon.com\"", true, NULL },
    { "https://amazon.com", "https://amazon.com", true, NULL },
    { "%%%%%", "%%%%%", true, NULL },
    { "*.amazon.com", "*.amazon.com", true, NULL },
    { "b\xc3\xbc.example", "b\xc3\xbc.example", true, NULL },
    { "amazon.com\n", "amazon.com\n", true, NULL },
    { "amazon.com; policy=ev", "amazon.com", false, "policy=ev" },
    { "amazon.com;a=b;c=d", "amazon.com", false, "a=b;c=d" },
    { "amazon.com ; a = b ; c = d ", "amazon.com", false, "a = b ; c = d" },
    { "amazon.com; a=", "amazon.com", false, "a=" },
    { "amazon.com; a==b=", "amazon.com", false, "a==b=" },
    { "; a=b", "", false, "a=b" },
    { "amazon.com; a", "amazon.com", true, "a" },
    { "amazon.com; =b", "amazon.com", true, "=b" },
    { "amazon.com; a=b;", "amazon.com", true, "a=b;" },
    { "amazon.com; a=b;;c=d", "amazon.com", true, "a=b;;c=d" },
    { "amazon.com; a b=c", "amazon.com", true, "a b=c" },
    { "amazon.com; a=b c", "amazon.com", true, "a=b c" },
    { "amazon.com; -a=b", "amazon.com", true, "-a=b" },
    { "amazon.com; a=\xc3\xbc", "amazon.com", true, "a=\xc3\xbc" },
    { "amazon.com;;", "amazon.com", true, ";" },
    /* RFC 8657, 3 and 4 */
    { "amazon.com; accounturi=https://a.example/acct/1", "amazon.com", false,
      "accounturi=https://a.example/acct/1" },
    { "amazon.com; validationmethods=dns-01,http-01", "amazon.com", false,
      "validationmethods=dns-01,http-01" },
    { "amazon.com; validationmethods=dns-01; accounturi=urn:x:1", "amazon.com", false,
      "validationmethods=dns-01; accounturi=urn:x:1" },
};

static void issuer(void **state)
{
    const struct issuer_row *row = *state;
    const struct caa_record record = { 0, "issue", row->name, strlen(row->name) };
    struct caa_issuer got;
    struct arena arena;

    arena_init(&arena);
    caa_issuer(&arena, &record, &got);
    assert_string_equal(got.domain, row->domain);
    assert_int_equal(got.malformed, row->malformed);
    assert_int_equal(got.parameters, row->parameters != NULL);
    assert_string_equal(got.parameter_text,
                        row->parameters == NULL ? "" : row->parameters);
    arena_clear(&arena);
}

static int run_issuers(void)
{
    struct CMUnitTest tests[sizeof(issuer_rows) / sizeof(issuer_rows[0])];

    for (size_t i = 0; i < sizeof(issuer_rows) / sizeof(issuer_rows[0]); i++)
        tests[i] = (struct CMUnitTest){ issuer_rows[i].name, issuer, NULL, NULL,
                                        &issuer_rows[i] };
    return _cmocka_run_group_tests("caa_issuer", tests, sizeof(tests) / sizeof(tests[0]),
                                   NULL, NULL);
}

/* A NUL hides nothing: "amazon.com\0.example" is not amazon.com. */
static void issuer_nul(void **state)
{
    const struct caa_record record = { 0, "issue", "amazon.com\0.example", 19 };
    struct caa_issuer got;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    caa_issuer(&arena, &record, &got);
    assert_true(got.malformed);
    assert_string_equal(got.domain, "amazon.com?.example");
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(limits),
                                        cmocka_unit_test(issuer_nul) };

    return run_rows("caa_parse") + run_issuers() +
           cmocka_run_group_tests_name("caa", tests, NULL, NULL);
}
