/* Tests of base/dns/rr: the words of types, and the names that values stand for. */
#include "base/dns/rr.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

static void types(void **state)
{
    static const struct {
        const char *text;
        uint16_t type;
    } cases[] = {
        { "A", 1 },
        { "cname", 5 },
        { "Caa", 257 },
        { "NSEC3PARAM", 51 },
        { "NSEC3", 50 },
        { "TYPE257", 257 },
        { "type1", 1 },
        { "TYPE65535", 65535 },
        { "TYPE65536", 0 },
        { "TYPE", 0 },
        { "TYPE0", 0 },
        { "TYPE1x", 0 },
        { "TYPE-1", 0 },
        { "TYPE000001", 0 },
        { "", 0 },
        { "AA", 0 },
        { "IN", 0 },
        { "CNAME ", 0 },
        { "TYPE00257", 257 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (rr_type_parse(cases[i].text, strlen(cases[i].text)) != cases[i].type)
            fail_msg("%s", cases[i].text);
    assert_int_equal(rr_type_parse("CNAMEX", 5), RR_CNAME);
}

/* The word of every type is read as that type. */
static void there_and_back(void **state)
{
    char word[RR_WORD_MAX];

    (void)state;
    for (unsigned type = 1; type <= UINT16_MAX; type++) {
        rr_type_word((uint16_t)type, word);
        assert_int_equal(rr_type_parse(word, strlen(word)), type);
    }
    assert_string_equal(rr_type_word(RR_CNAME, word), "CNAME");
    assert_string_equal(rr_type_word(RR_CAA, word), "CAA");
    assert_string_equal(rr_type_word(65280, word), "TYPE65280");
}

static void name_types(void **state)
{
    size_t n = 0;

    (void)state;
    for (unsigned type = 0; type <= UINT16_MAX; type++)
        n += rr_is_name_type((uint16_t)type);
    assert_int_equal(n, 4);
    assert_true(rr_is_name_type(RR_CNAME) && rr_is_name_type(RR_NS));
    assert_true(rr_is_name_type(RR_PTR) && rr_is_name_type(RR_DNAME));
}

static void targets(void **state)
{
    static const struct {
        uint16_t type;
        const char *value;
        const char *want;
    } cases[] = {
        { RR_CNAME, "_Y.acm-validations.aws.", "_y.acm-validations.aws" },
        { RR_CNAME, " a.example.com \t\r\n", "a.example.com" },
        { RR_CNAME, "\"a.example.com.\"", "\"a.example.com.\"" },
        { RR_CNAME, "10 a.example.com.", "10 a.example.com" },
        { RR_NS, "NS-1.Example.Net.", "ns-1.example.net" },
        { RR_CNAME, "", "" },
        { RR_CNAME, "  ", "" },
        { RR_CNAME, ".", "." },
        { RR_MX, "10 Mail.example.com.", "mail.example.com" },
        { RR_MX, "0 .", "." },
        { RR_MX, "  5\tmail.example.com", "mail.example.com" },
        { RR_MX, "mail.example.com.", "mail.example.com" },
        { RR_MX, "1mail.example.com.", "1mail.example.com" },
        { RR_MX, "10", "" },
        { RR_CNAME, "\\052.example.com.", "*.example.com" },
    };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(rr_target(&arena, cases[i].type, cases[i].value),
                            cases[i].want);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(name_types),
        cmocka_unit_test(targets),
    };

    return cmocka_run_group_tests_name("rr", tests, NULL, NULL);
}
