/* Tests of base/err: texts that are set, placed and cut. */
#include "base/err.h"

#include <string.h>

#include "tests/support/test.h"

static void sets(void **state)
{
    struct err err = { 0 };

    (void)state;
    assert_int_equal(err_set(&err, ERR_LIMIT, "%s: %d", "a", 5), -1);
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_string_equal(err.text, "a: 5");
    assert_int_equal(err_at(&err, "file.json"), -1);
    assert_string_equal(err.text, "file.json: a: 5");
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_int_equal(err_set(NULL, ERR_IO, "x"), -1);
    assert_int_equal(err_at(NULL, "x"), -1);
}

static void cuts(void **state)
{
    struct err err;
    char wide[3000];

    (void)state;
    memset(wide, 'w', sizeof(wide) - 1);
    wide[sizeof(wide) - 1] = '\0';
    err_set(&err, ERR_IO, "%s", wide);
    assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
    err_at(&err, "place");
    assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
    assert_memory_equal(err.text, "place: www", 10);
    err_set(&err, ERR_IO, "short");
    err_at(&err, wide);
    assert_int_equal(strlen(err.text), ERR_TEXT_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sets), cmocka_unit_test(cuts) };

    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
