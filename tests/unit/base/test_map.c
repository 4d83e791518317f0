/* Tests of base/map: look-ups, growth, keys with NULs. */
#include "base/map.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/test.h"

enum { MANY = 20000 };

static void empty(void **state)
{
    struct map map = { 0 };

    (void)state;
    assert_null(map_get(&map, "a", 1));
    map_clear(&map);
    map_init(&map);
    assert_null(map_get(&map, "", 0));
    map_clear(&map);
}

static void bytes_count(void **state)
{
    struct map map = { 0 };
    int values[3];

    (void)state;
    *map_at(&map, "a\0b", 3) = &values[0];
    *map_at(&map, "a\0c", 3) = &values[1];
    *map_at(&map, "", 0) = &values[2];
    assert_ptr_equal(map_get(&map, "a\0b", 3), &values[0]);
    assert_ptr_equal(map_get(&map, "a\0c", 3), &values[1]);
    assert_ptr_equal(map_get(&map, "anything", 0), &values[2]);
    assert_null(map_get(&map, "a", 1));
    assert_int_equal(map.n, 3);
    assert_ptr_equal(*map_at(&map, "a\0b", 3), &values[0]);
    assert_int_equal(map.n, 3);
    map_clear(&map);
    assert_null(map_get(&map, "a\0b", 3));
}

static void many(void **state)
{
    static char keys[MANY][16];
    struct map map = { 0 };

    (void)state;
    for (int i = 0; i < MANY; i++) {
        void **place;

        snprintf(keys[i], sizeof(keys[i]), "k%d", i);
        place = map_at(&map, keys[i], strlen(keys[i]));
        assert_null(*place);
        *place = keys[i];
    }
    assert_int_equal(map.n, MANY);
    assert_int_equal(map.n_slots & (map.n_slots - 1), 0);
    for (int i = 0; i < MANY; i++)
        assert_ptr_equal(map_get(&map, keys[i], strlen(keys[i])), keys[i]);
    assert_null(map_get(&map, "k20000", 6));
    map_clear(&map);
}

/* Removed in an order unlike that of entry, with look-ups of all in between. */
static void removes(void **state)
{
    enum { N = 997 };
    static char keys[N][16];
    struct map map = { 0 };

    (void)state;
    assert_null(map_remove(&map, "k", 1));
    for (int i = 0; i < N; i++) {
        snprintf(keys[i], sizeof(keys[i]), "k%d", i);
        *map_at(&map, keys[i], strlen(keys[i])) = keys[i];
    }
    for (int step = 0; step < N; step++) {
        const int gone = step * 331 % N;

        assert_ptr_equal(map_remove(&map, keys[gone], strlen(keys[gone])), keys[gone]);
        assert_null(map_remove(&map, keys[gone], strlen(keys[gone])));
        for (int later = step + 1; later < N; later += 13) {
            const int there = later * 331 % N;

            assert_ptr_equal(map_get(&map, keys[there], strlen(keys[there])),
                             keys[there]);
        }
    }
    assert_int_equal(map.n, 0);
    map_clear(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty),
        cmocka_unit_test(bytes_count),
        cmocka_unit_test(many),
        cmocka_unit_test(removes),
    };

    return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
