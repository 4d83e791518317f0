/* Tests of base/dns/name: parents, labels, order, wildcards in DNS; as laws, too. */
#include "base/dns/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

enum { N_NAMES = 120, N_ROUNDS = 20, NAME_ROOM = 64 };

/* The order that Route 53 lists names in. */
static const char *const in_order[] = {
    "com",
    "example-a.com",
    "a.example-a.com",
    "example.com",
    "!.example.com",
    "*.example.com",
    "x.*.example.com",
    "-a.example.com",
    "a.example.com",
    "a-b.a.example.com",
    "a.a.example.com",
    "b.example.com",
    "www-1.example.com",
    "www.example.com",
    "_x.www.example.com",
    "www0.example.com",
    "org",
};

static void listed(void **state)
{
    const size_t n = sizeof(in_order) / sizeof(in_order[0]);

    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            const int order = name_compare(in_order[i], in_order[k]);

            if ((order < 0) != (i < k) || (order > 0) != (i > k))
                fail_msg("%s and %s: %d", in_order[i], in_order[k], order);
        }
}

static void parents(void **state)
{
    static const struct {
        const char *name;
        const char *parent;
        size_t labels;
    } cases[] = {
        { "", NULL, 0 },
        { ".", NULL, 0 },
        { "com", NULL, 1 },
        { "example.com", "com", 2 },
        { "*.example.com", "example.com", 3 },
        { "a\\056b.example.com", "example.com", 3 },
        { "a..b", ".b", 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *parent = name_parent(cases[i].name);

        if (cases[i].parent == NULL)
            assert_null(parent);
        else
            assert_string_equal(parent, cases[i].parent);
        assert_int_equal(name_labels(cases[i].name), cases[i].labels);
    }
}

static void wildcard_answers(void **state)
{
    static const struct {
        const char *wildcard;
        const char *name;
        bool answers;
    } cases[] = {
        { "*.example.com", "a.example.com", true },
        { "*.example.com", "_x.a.b.example.com", true },
        { "*.example.com", "*.a.example.com", true },
        { "*.example.com", "*.example.com", true },
        { "*.example.com", "example.com", false },
        { "*.example.com", "aexample.com", false },
        { "*.example.com", "a.example.org", false },
        { "*.example.com", "com", false },
        { "a.example.com", "b.a.example.com", false },
        { "x.*.example.com", "x.a.example.com", false },
        { "*a.example.com", "aa.example.com", false },
        { "*", "com", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (name_wildcard_answers(cases[i].wildcard, cases[i].name) != cases[i].answers)
            fail_msg("%s for %s", cases[i].wildcard, cases[i].name);
}

/* A small generator of its own: the same names on every machine. */
static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16 & 0x7fff;
}

/* A few letters and depths only, so that names meet and share their ends. */
static void random_name(unsigned *seed, char *name)
{
    static const char letters[] = "ab-_*!0Z";
    const unsigned labels = 1 + next(seed) % 4;
    size_t n = 0;

    for (unsigned i = 0; i < labels; i++) {
        const unsigned len = 1 + next(seed) % 3;

        for (unsigned k = 0; k < len; k++)
            name[n++] = letters[next(seed) % (sizeof(letters) - 1)];
        name[n++] = '.';
    }
    name[n] = '\0';
}

/* The names reversed by hand, with each label's dot behind it: what must be compared. */
static const char *reversed(struct arena *arena, const char *name)
{
    const char *parent = name_parent(name);
    const char *rest = parent == NULL ? "" : reversed(arena, parent);

    return arena_printf(arena, "%s%.*s.", rest, (int)strcspn(name, "."), name);
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void check_one(struct arena *arena, const char *name)
{
    size_t steps = 1;

    assert_string_equal(name_canonical(arena, name, strlen(name)), name);
    assert_string_equal(name_canonical_decimal(arena, name, strlen(name)), name);
    assert_int_equal(name_compare(name, name), 0);
    for (const char *up = name_parent(name); up != NULL; up = name_parent(up)) {
        assert_true(name_is_under(name, up));
        assert_true(name_compare(up, name) < 0);
        assert_true(name_wildcard_answers(arena_printf(arena, "*.%s", up), name));
        assert_int_equal(name_labels(up) + steps, name_labels(name));
        steps++;
    }
    assert_int_equal(steps, name_labels(name));
}

static void check_two(struct arena *arena, const char *a, const char *b)
{
    const int order = name_compare(a, b);

    assert_int_equal(sign(order), -sign(name_compare(b, a)));
    assert_int_equal(order == 0, strcmp(a, b) == 0);
    assert_int_equal(sign(order), sign(strcmp(reversed(arena, a), reversed(arena, b))));
    /* A certificate's star reaches less far than a zone's. */
    if (name_is_wildcard(a) && name_covers(a, b))
        assert_true(name_wildcard_answers(a, b));
}

static void laws(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (size_t round = 0; round < N_ROUNDS; round++) {
        const char *names[N_NAMES];
        char text[NAME_ROOM];
        struct arena arena;

        arena_init(&arena);
        for (size_t i = 0; i < N_NAMES; i++) {
            random_name(&seed, text);
            names[i] = name_canonical(&arena, text, strlen(text));
            check_one(&arena, names[i]);
        }
        for (size_t i = 0; i < N_NAMES; i++)
            for (size_t k = 0; k < N_NAMES; k++)
                check_two(&arena, names[i], names[k]);
        for (size_t i = 0; i + 2 < N_NAMES; i++)
            for (size_t k = 0; k < N_NAMES; k++)
                if (name_compare(names[i], names[k]) <= 0 &&
                    name_compare(names[k], names[i + 1]) <= 0)
                    assert_true(name_compare(names[i], names[i + 1]) <= 0);
        arena_clear(&arena);
    }
}

/* Any bytes, escapes among them: what is canonical stays so, in either reading. */
static void canonical_stays(void **state)
{
    static const char bytes[] = "aA.\\0123459\xc3\xbc*";
    unsigned seed = 7;

    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        char text[8];
        size_t n = 0;
        struct arena arena;
        const char *once;

        /* Escapes that are whole, or none: a stray backslash may meet digits later. */
        while (n + 4 < sizeof(text)) {
            const char c = bytes[next(&seed) % (sizeof(bytes) - 1)];

            text[n++] = c;
            if (c == '\\') {
                text[n++] = (char)('0' + next(&seed) % 2);
                text[n++] = (char)('0' + next(&seed) % 8);
                text[n++] = (char)('0' + next(&seed) % 8);
            }
        }
        arena_init(&arena);
        once = name_canonical(&arena, text, n);
        /* A dot that follows a last dot is an empty label's, and goes one by one. */
        if (strstr(once, "..") == NULL && once[0] != '\0' &&
            once[strlen(once) - 1] != '.')
            assert_string_equal(name_canonical(&arena, once, strlen(once)), once);
        arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed),           cmocka_unit_test(parents),
        cmocka_unit_test(wildcard_answers), cmocka_unit_test(laws),
        cmocka_unit_test(canonical_stays),
    };

    return cmocka_run_group_tests_name("name_order", tests, NULL, NULL);
}
