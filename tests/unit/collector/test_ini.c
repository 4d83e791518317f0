/* test_ini: the shared files of AWS clients, as people write them. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/ini.h"

struct row {
    const char *name;
    const char *text;
    const char *section;
    const char *key;
    const char *value; /* NULL: no such value */
    const char *error; /* NULL: it reads */
};

static struct row rows[] = {
    { "plain", "[a]\nkey = v\n", "a", "key", "v", NULL },
    { "no blanks", "[a]\nkey=v", "a", "key", "v", NULL },
    { "crlf", "[a]\r\nkey = v\r\n", "a", "key", "v", NULL },
    { "byte order mark", "\xef\xbb\xbf[a]\nkey = v\n", "a", "key", "v", NULL },
    { "key folds case", "[a]\nAWS_Key = v\n", "a", "aws_key", "v", NULL },
    { "value keeps what follows", "[a]\nkey = a=b # c\n", "a", "key", "a=b # c", NULL },
    { "comments", "# x\n[a]\n; key = w\nkey = v\n", "a", "key", "v", NULL },
    { "last one wins", "[a]\nkey = v\nkey = w\n", "a", "key", "w", NULL },
    { "section twice", "[a]\nkey = v\n[b]\n[a]\nother = w\n", "a", "key", "v", NULL },
    { "another section", "[b]\nkey = v\n[a]\n", "a", "key", NULL, NULL },
    { "empty value", "[a]\nkey =\n", "a", "key", NULL, NULL },
    { "blanks in a name", "[ profile   x ]\nkey = v\n", "profile x", "key", "v", NULL },
    { "quotes in a name", "[profile \"x y\"]\nkey = v\n", "profile x y", "key", "v",
      NULL },
    { "nested", "[services s]\nacm =\n  endpoint_url = u\n", "services s",
      "acm.endpoint_url", "u", NULL },
    { "nested ends", "[s]\nacm =\n  a = u\nb = v\n", "s", "b", "v", NULL },
    { "indented, not nested", "[s]\nx = y\n  a = u\n", "s", "a", "u", NULL },
    { "continued value", "[s]\nx =\n  just words\na = u\n", "s", "a", "u", NULL },
    { "empty file", "", "a", "key", NULL, NULL },
    { "no section", "key = v\n", NULL, NULL, NULL, "file:1: want '[section]'" },
    { "no equals sign", "[a]\n\nkey v\n", NULL, NULL, NULL, "file:3: want" },
    { "open section", "[a\n", NULL, NULL, NULL, "file:1: want ']'" },
};

static void run(void **state)
{
    const struct row *row = *state;
    char path[] = "/tmp/test_ini_file_XXXXXX";
    const int fd = mkstemp(path);
    struct err err = { 0 };
    struct arena arena;
    struct ini ini;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, row->text, strlen(row->text)), strlen(row->text));
    close(fd);
    arena_init(&arena);
    if (row->error != NULL) {
        assert_int_equal(ini_read(path, &arena, &ini, &err), -1);
        assert_int_equal(err.kind, ERR_FORMAT);
        /* The message names the file and the line. */
        assert_non_null(strstr(err.text, strchr(row->error, ':')));
        assert_memory_equal(err.text, path, strlen(path));
    } else {
        const char *value;

        assert_int_equal(ini_read(path, &arena, &ini, &err), 0);
        value = ini_get(&ini, row->section, row->key);
        if (row->value == NULL)
            assert_null(value);
        else
            assert_string_equal(value, row->value);
    }
    unlink(path);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

static void absent_file_is_empty(void **state)
{
    struct arena arena;
    struct ini ini;

    (void)state;
    arena_init(&arena);
    assert_int_equal(ini_read("/nonexistent/x", &arena, &ini, NULL), 0);
    assert_null(ini.path);
    assert_false(ini_has_section(&ini, "default"));
    arena_clear(&arena);
}

static void empty_section_is_there(void **state)
{
    char path[] = "/tmp/test_ini_file_XXXXXX";
    const int fd = mkstemp(path);
    struct arena arena;
    struct ini ini;

    (void)state;
    assert_int_equal(write(fd, "[a]\n", 4), 4);
    close(fd);
    arena_init(&arena);
    assert_int_equal(ini_read(path, &arena, &ini, NULL), 0);
    assert_true(ini_has_section(&ini, "a"));
    assert_false(ini_has_section(&ini, "b"));
    unlink(path);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absent_file_is_empty),
        cmocka_unit_test(empty_section_is_there),
    };
    const int failed = run_rows("ini");

    return failed + cmocka_run_group_tests_name("ini files", tests, NULL, NULL);
}
