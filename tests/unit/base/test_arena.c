/* Tests of base/arena: alignment, large pieces, joining. */
#include "base/arena.h"

#include <string.h>

#include "tests/support/test.h"

static void aligned(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t size = 0; size < 200; size++) {
        arena_strndup(&arena, "abc", size % 4);
        assert_int_equal((uintptr_t)arena_alloc(&arena, size) % 8, 0);
    }
    arena_clear(&arena);
    assert_null(arena.first);
    assert_int_equal(arena.used, 0);
}

/* Pieces of many sizes keep what was written into them. */
static void pieces_are_apart(void **state)
{
    static const size_t sizes[] = {
        1, 4000, 7, 5000, 100000, 3, 3 << 20, 9, 9 << 20, 64
    };
    enum { N = sizeof(sizes) / sizeof(sizes[0]) };
    unsigned char *pieces[N];
    struct arena arena;
    size_t used = 0;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < N; i++) {
        pieces[i] = arena_alloc(&arena, sizes[i]);
        memset(pieces[i], (int)i + 1, sizes[i]);
        used += sizes[i];
    }
    assert_int_equal(arena.used, used);
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            if (pieces[i][k] != i + 1)
                fail_msg("piece %zu at %zu", i, k);
    arena_clear(&arena);
}

static void texts(void **state)
{
    struct arena arena;
    char wide[10000];
    const unsigned char *zeros;

    (void)state;
    arena_init(&arena);
    memset(wide, 'w', sizeof(wide) - 1);
    wide[sizeof(wide) - 1] = '\0';
    assert_string_equal(arena_strdup(&arena, ""), "");
    assert_string_equal(arena_strdup(&arena, wide), wide);
    assert_string_equal(arena_strndup(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_printf(&arena, "%s-%d", "a", 7), "a-7");
    assert_int_equal(strlen(arena_printf(&arena, "%s%s", wide, wide)),
                     2 * (sizeof(wide) - 1));
    zeros = arena_zalloc(&arena, 5000);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(zeros[i], 0);
    assert_non_null(arena_array(&arena, 10, 100));
    assert_non_null(arena_array(&arena, 0, 100));
    arena_clear(&arena);
}

static void adopts(void **state)
{
    struct arena into;
    struct arena from;
    const char *a;
    const char *b;

    (void)state;
    arena_init(&into);
    arena_init(&from);
    arena_adopt(&into, &from);
    assert_null(into.first);
    b = arena_strdup(&from, "from");
    arena_adopt(&into, &from);
    assert_null(from.first);
    assert_int_equal(from.used, 0);
    a = arena_strdup(&into, "into");
    arena_strdup(&from, "again");
    arena_adopt(&into, &from);
    arena_clear(&from);
    assert_string_equal(a, "into");
    assert_string_equal(b, "from");
    assert_int_equal(into.used, 5 + 5 + 6);
    arena_clear(&into);
}

/* Pieces of many sizes after a mark, small and larger than any block, twice. */
static void rewinds(void **state)
{
    static const size_t sizes[] = { 16, 5000, 100, 9 << 20, 300000, 8, 5 << 20 };
    struct arena arena;
    const char *kept;

    (void)state;
    arena_init(&arena);
    for (int begun = 0; begun < 2; begun++) {
        const char *before = begun ? arena_strdup(&arena, "before") : NULL;
        const struct arena_mark mark = arena_mark(&arena);
        const size_t used = arena.used;

        for (int times = 0; times < 2; times++) {
            for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
                memset(arena_alloc(&arena, sizes[i]), 0xff, sizes[i]);
            arena_rewind(&arena, &mark);
            assert_int_equal(arena.used, used);
        }
        kept = arena_strdup(&arena, "kept");
        if (begun)
            assert_string_equal(before, "before");
        assert_string_equal(kept, "kept");
    }
    arena_clear(&arena);
}

/* Taken back again and again, the same memory serves. */
static void rewound_memory_serves_again(void **state)
{
    struct arena arena;
    struct arena_mark mark;
    const void *first = NULL;

    (void)state;
    arena_init(&arena);
    arena_strdup(&arena, "before");
    for (int i = 0; i < 100; i++) {
        const void *piece;

        mark = arena_mark(&arena);
        piece = arena_alloc(&arena, 1000);
        if (first == NULL)
            first = piece;
        assert_ptr_equal(piece, first);
        arena_rewind(&arena, &mark);
    }
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aligned), cmocka_unit_test(pieces_are_apart),
        cmocka_unit_test(texts),   cmocka_unit_test(adopts),
        cmocka_unit_test(rewinds), cmocka_unit_test(rewound_memory_serves_again),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
