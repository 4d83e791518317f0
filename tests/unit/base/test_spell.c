/* Tests of base/spell: words compared loosely, and the nearest one. */
#include "base/spell.h"

#include <string.h>

#include "tests/support/test.h"

static bool same(const char *a, const char *b)
{
    const bool forth = spell_same(a, strlen(a), b, strlen(b));

    assert_int_equal(forth, spell_same(b, strlen(b), a, strlen(a)));
    return forth;
}

static void compares(void **state)
{
    (void)state;
    assert_true(same("RSA-2048", "RSA_2048"));
    assert_true(same("No Available Contacts", "NO_AVAILABLE_CONTACTS"));
    assert_true(same("certificate_arn", "CertificateArn"));
    assert_true(same("", ""));
    assert_true(same("", "_- "));
    assert_true(same("a_", "a"));
    assert_false(same("a", ""));
    assert_false(same("abc", "abcd"));
    assert_false(same("abc", "abd"));
    assert_false(same("a.b", "ab"));
    assert_true(spell_same("Statuses", 6, "status", 6));
}

static void nearest(void **state)
{
    static const char *const words[] = { "html", "json", "ndjson", "csv", "text", NULL };
    static const char *const long_words[] = { "VALIDATION_TIMED_OUT",
                                              "PENDING_VALIDATION", NULL };
    static const char *const twins[] = { "ab", "ac", NULL };
    char word[200];

    (void)state;
    assert_string_equal(spell_nearest("htlm", words), "html");
    assert_string_equal(spell_nearest("HTML", words), "html");
    assert_string_equal(spell_nearest("jsn", words), "json");
    assert_string_equal(spell_nearest("xjson", words), "json");
    assert_string_equal(spell_nearest("tex", words), "text");
    assert_null(spell_nearest("yaml", words));
    assert_null(spell_nearest("", words));
    assert_string_equal(spell_nearest("VALIDATION_TIMEDOUT", long_words),
                        "VALIDATION_TIMED_OUT");
    assert_string_equal(spell_nearest("ad", twins), "ab");
    memset(word, 'x', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    assert_null(spell_nearest(word, words));
}

/* Folded bytes are the same when spell_same() says so. */
static void folds(void **state)
{
    char out[32];

    (void)state;
    assert_int_equal(spell_fold("Domain_Validation-options x", 27, out), 24);
    assert_memory_equal(out, "domainvalidationoptionsx", 24);
    assert_int_equal(spell_fold("_- ", 3, out), 0);
    assert_int_equal(spell_fold("", 0, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(nearest),
        cmocka_unit_test(folds),
    };

    return cmocka_run_group_tests_name("spell", tests, NULL, NULL);
}
