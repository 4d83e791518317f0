/* test_base64: blobs decoded, and texts that are none. */
#include "tests/support/test.h"

#include <string.h>

#include "base/arena.h"
#include "mockaws/wire/base64.h"

/* clang-format off */
static struct row {
    const char *name;
    const char *text;
    const char *octets; /* NULL: not base64 */
    size_t len;
} rows[] = {
    { "nothing",             "",             "",         0 },
    { "one octet",           "Zg==",         "f",        1 },
    { "two octets",          "Zm8=",         "fo",       2 },
    { "three octets",        "Zm9v",         "foo",      3 },
    { "four octets",         "Zm9vYg==",     "foob",     4 },
    { "six octets",          "Zm9vYmFy",     "foobar",   6 },
    { "octets beyond ASCII", "AP+A/w==",     "\0\377\200\377", 4 },
    { "lines",               "Zm9v\r\nYmFy\n", "foobar", 6 },
    { "blanks",              " Zm 9v\t",     "foo",      3 },
    { "no padding",          "Zg",           "f",        1 },
    { "no padding of one",   "Zm8",          "fo",       2 },
    { "one digit",           "Z",            NULL,       0 },
    { "five digits",         "Zm9vY",        NULL,       0 },
    { "half the padding",    "Zg=",          NULL,       0 },
    { "too much padding",    "Zm9v=",        NULL,       0 },
    { "padding of three",    "Z===",         NULL,       0 },
    { "padding alone",       "==",           NULL,       0 },
    { "more behind padding", "Zg==Zg==",     NULL,       0 },
    { "the URL's alphabet",  "-_-_",         NULL,       0 },
    { "another sign",        "Zm9*",         NULL,       0 },
};
/* clang-format on */

static void decode(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    size_t len = 99;
    char *out;

    arena_init(&arena);
    out = base64_decode(&arena, row->text, strlen(row->text), &len);
    if (row->octets == NULL) {
        assert_null(out);
    } else {
        assert_non_null(out);
        assert_int_equal(len, row->len);
        assert_memory_equal(out, row->octets, len);
        assert_int_equal(out[len], '\0');
    }
    arena_clear(&arena);
}

TEST_ROWS(rows, decode)

int main(void)
{
    return run_rows("base64");
}
