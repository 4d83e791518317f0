/* test_html_code: texts with a row's own values taken out, and values packed. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "reports/html_code.h"

#define UUID "5a000000-0000-4000-8000-00000000000f"
#define HEX  "0123456789abcdef0123456789abcdef"

/* A row whose id is UUID, names www.example.com and example.com, account 111122223333. */
static void learn(struct coder *coder)
{
    assert_true(coder_value(coder, 'u', UUID, strlen(UUID)));
    assert_true(coder_value(coder, 'a', "111122223333", 12));
    assert_true(coder_value(coder, 'n', "example.com", 11));
    assert_true(coder_value(coder, 'n', "www.example.com", 15));
    assert_true(coder_value(coder, 'n', "*.example.com", 13));
}

struct row {
    const char *name;
    const char *text; /* NULL: want is the packed form of want_of */
    const char *want;
    const char *packs;
};

static struct row rows[] = {
    { "code: plain", "It is so.", "It is so.", NULL },
    { "code: empty", "", "", NULL },
    { "code: a name", "example.com: failed", "`n0`: failed", NULL },
    { "code: the longest name wins", "www.example.com", "`n1`", NULL },
    { "code: a wildcard", "'*.example.com'", "'`n2`'", NULL },
    { "code: a name below", "a.example.com.", "a.`n0`.", NULL },
    { "code: not within a word", "myexample.com example.community",
      "myexample.com "
      "example.community",
      NULL },
    { "code: an ARN", "arn:aws:acm:r:111122223333:certificate/" UUID,
      "arn:aws:acm:r:`a`:certificate/`u`", NULL },
    { "code: a UUID at a word's end", "describe-" UUID ".json", "describe-`u`.json",
      NULL },
    { "code: a token", "_" HEX ".example.com", "`x0`.`n0`", NULL },
    { "code: one token twice", "_" HEX " _" HEX, "`x0` `x0`", NULL },
    { "code: a time", "on 2026-11-20T10:00:00Z.", "on `x0`.", NULL },
    { "code: a long word without digits", "certificatevalidation",
      "certificatevalidation", NULL },
    { "code: back-ticks", "a `n0` b", "a ``n0`` b", NULL },
    { "code: bytes beyond ASCII", "\xC3\xBC example.com", "\xC3\xBC `n0`", NULL },
    { "pack: a UUID", NULL, "!WgAAAAAAQACAAAAAAAAADw", UUID },
    { "pack: a token", NULL, "$ASNFZ4mrze8BI0VniavN7w", "_" HEX },
    { "pack: 16 hex digits", NULL, "%ASNFZ4mrze8", "0123456789abcdef" },
    { "pack: a time", NULL, "@1", "1970-01-01T00:00:01Z" },
    { "pack: no time", NULL, "2026-13-20T10:00:00Z", "2026-13-20T10:00:00Z" },
    { "pack: upper case stays", NULL, "0123456789ABCDEF", "0123456789ABCDEF" },
    { "pack: another word", NULL, "zfyfvmchrl", "zfyfvmchrl" },
};

static void test_row(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    struct coder *coder = calloc(1, sizeof(*coder));
    struct buf packed;

    arena_init(&arena);
    coder_init(coder, &arena);
    learn(coder);
    buf_init(&packed);
    if (row->text != NULL) {
        uint32_t number = coder_text(coder, row->text);

        assert_int_equal(number, 1);
        assert_string_equal(coder->strings.items[number - 1], row->want);
    } else {
        code_pack(&packed, row->packs, strlen(row->packs));
        assert_string_equal(buf_text(&packed), row->want);
    }
    buf_clear(&packed);
    coder_clear(coder);
    arena_clear(&arena);
    free(coder);
}

TEST_ROWS(rows, test_row)

static void test_numbers(void **state)
{
    struct arena arena;
    struct coder *coder = calloc(1, sizeof(*coder));
    struct tuple one = { 0 };
    struct tuple two = { 0 };
    struct tuple none = { 0 };

    (void)state;
    arena_init(&arena);
    coder_init(coder, &arena);
    assert_int_equal(coder_text(coder, NULL), 0);
    assert_int_equal(coder_plain(coder, "a"), 1);
    assert_int_equal(coder_text(coder, "b"), 2);
    assert_int_equal(coder_text(coder, "a"), 1);
    tuple_add(&one, 12);
    tuple_add(&one, 0);
    tuple_add(&two, 12);
    tuple_add(&two, 0);
    assert_int_equal(tuple_end(&none, coder), 0);
    assert_int_equal(tuple_end(&one, coder), 1);
    assert_int_equal(tuple_end(&two, coder), 1);
    assert_string_equal(coder->tuples.items[0], "12,0");
    coder_clear(coder);
    arena_clear(&arena);
    free(coder);
}

/* More values than there is room for stay in the texts. */
static void test_many_values(void **state)
{
    struct arena arena;
    struct coder *coder = calloc(1, sizeof(*coder));
    size_t taken = 0;

    (void)state;
    arena_init(&arena);
    coder_init(coder, &arena);
    for (int i = 0; i < 2 * CODE_VALUES_MAX; i++) {
        const char *name = arena_printf(&arena, "host%d.example.com", i);

        taken += coder_value(coder, 'n', name, strlen(name));
    }
    assert_int_equal(taken, CODE_VALUES_MAX);
    assert_int_equal(coder_text(coder, "host799.example.com"), 1);
    assert_string_equal(coder->strings.items[0], "`n799`");
    assert_false(coder_value(coder, 'n', "a b", 3));
    coder_row(coder);
    assert_false(coder_value(coder, 'n', "a b", 3));
    assert_false(coder_value(coder, 'n', "", 0));
    coder_clear(coder);
    arena_clear(&arena);
    free(coder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_many_values),
    };
    int failed = run_rows("html_code");

    return failed + cmocka_run_group_tests_name("html_code", tests, NULL, NULL);
}
