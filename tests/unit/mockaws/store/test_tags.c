/* test_tags: tags keep their order, and are taken away by key or by key and value. */
#include "mockaws/store/tags.h"
#include "tests/support/test.h"

static void set_adds_and_replaces_in_place(void **state)
{
    struct tags tags = { 0 };

    (void)state;
    tags_set(&tags, "team", "web");
    tags_set(&tags, "stage", NULL);
    tags_set(&tags, "team", "api");
    assert_int_equal(tags.n, 2);
    assert_string_equal(tags.items[0].key, "team");
    assert_string_equal(tags.items[0].value, "api");
    assert_null(tags_find(&tags, "stage")->value);
    assert_null(tags_find(&tags, "Team"));
    tags_set(&tags, "team", tags.items[0].value); /* its own value again */
    assert_string_equal(tags.items[0].value, "api");
    tags_clear(&tags);
    assert_int_equal(tags.n, 0);
}

static void remove_heeds_the_value_if_given(void **state)
{
    struct tags tags = { 0 };

    (void)state;
    tags_set(&tags, "a", "1");
    tags_set(&tags, "b", NULL);
    tags_set(&tags, "c", "3");
    assert_int_equal(tags_remove(&tags, "a", "2"), 0);
    assert_int_equal(tags_remove(&tags, "b", ""), 0);
    assert_int_equal(tags_remove(&tags, "x", NULL), 0);
    assert_int_equal(tags.n, 3);
    assert_int_equal(tags_remove(&tags, "a", "1"), 1);
    assert_string_equal(tags.items[0].key, "b");
    assert_string_equal(tags.items[1].key, "c");
    assert_int_equal(tags_remove(&tags, "c", NULL), 1);
    assert_int_equal(tags_remove(&tags, "b", NULL), 1);
    assert_int_equal(tags.n, 0);
    tags_clear(&tags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_adds_and_replaces_in_place),
        cmocka_unit_test(remove_heeds_the_value_if_given),
    };

    return cmocka_run_group_tests_name("tags", tests, NULL, NULL);
}
