/* Tests of analyzer/read/text: encodings, padding, and what stands around JSON. */
#include "analyzer/read/text.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/read/json.h"
#include "tests/support/test.h"

struct row {
    const char *name;
    const char *bytes;
    size_t len;
    const char *text; /* NULL: a fault */
    const char *part; /* of the note, or of the fault; NULL = none */
    bool direct;
};

#define BYTES(literal) literal, sizeof(literal) - 1

static struct row rows[] = {
    /* clang-format off */
    { "UTF-8", BYTES("{\"a\":\"\xC3\xA9\"}"), "{\"a\":\"\xC3\xA9\"}", NULL, true },
    { "UTF-8 with mark", BYTES("\xEF\xBB\xBF{}"), "   {}", NULL, true },
    { "UTF-16 little, mark", BYTES("\xFF\xFE{\0\"\0\xE9\0\"\0}\0"), "{\"\xC3\xA9\"}", "UTF-16", false },
    { "UTF-16 big, mark", BYTES("\xFE\xFF\0{\0\"\0\xE9\0\"\0}"), "{\"\xC3\xA9\"}", "UTF-16", false },
    { "UTF-16 little, no mark", BYTES("{\0\"\0a\0\"\0\xAC\x20"), "{\"a\"\xE2\x82\xAC", "no byte order mark", false },
    { "UTF-16 big, no mark", BYTES("\0{\0\"\0a\0\"\x20\xAC"), "{\"a\"\xE2\x82\xAC", "no byte order mark", false },
    { "UTF-16 surrogate pair", BYTES("\xFF\xFE\x3D\xD8\x00\xDE!\0"), "\xF0\x9F\x98\x80!", "UTF-16", false },
    { "UTF-16 lone surrogates", BYTES("\xFF\xFE\x3D\xD8!\0\x00\xDE"), "\xEF\xBF\xBD!\xEF\xBF\xBD", "UTF-16", false },
    { "UTF-16 half a pair at the end", BYTES("\xFF\xFE!\0\x3D\xD8"), "!\xEF\xBF\xBD", "UTF-16", false },
    { "UTF-16 odd last byte", BYTES("\xFF\xFE{\0}\0x"), "{}", "UTF-16", false },
    { "UTF-16 mark alone", BYTES("\xFF\xFE"), "", "UTF-16", false },
    { "UTF-32 little", BYTES("\xFF\xFE\0\0{\0\0\0"), NULL, "UTF-32", false },
    { "UTF-32 big", BYTES("\0\0\xFE\xFF\0\0\0{"), NULL, "UTF-32", false },
    { "UTF-32 without mark", BYTES("{\0\0\0}\0\0\0"), NULL, "UTF-32", false },
    { "NUL padding", BYTES("{\"a\":1}\0\0\0\0"), "{\"a\":1}", "NUL padding", true },
    { "NULs alone", BYTES("\0\0\0"), "", "NUL padding", true },
    { "empty", BYTES(""), "", NULL, true },
    { "PNG", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0\x5c\x72\xa8\x66"), NULL, "binary", false },
    { "ELF", BYTES("\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3e\0\1\0\0\0\x80\x10\0\0\0\0\0\0"), NULL, "binary", false },
    { "Latin-1 in places", BYTES("{\"a\":\"caf\xE9 and more text, all of it plain\"}"), "{\"a\":\"caf\xE9 and more text, all of it plain\"}", NULL, true },
    { "colours", BYTES("\x1b[32m{\"a\"\x1b[0m:1}"), "\x1b[32m{\"a\"\x1b[0m:1}", NULL, true },
    /* clang-format on */
};

static void assert_part(const char *text, const char *part)
{
    if (part == NULL)
        assert_null(text);
    else if (text == NULL || strstr(text, part) == NULL)
        fail_msg("want %s, got %s", part, text == NULL ? "nothing" : text);
}

static void decodes(void **state)
{
    const struct row *row = *state;
    char *bytes = malloc(row->len + JSON_PADDING);
    struct text_result result;
    struct buf out = { 0 };

    assert_non_null(bytes);
    memcpy(bytes, row->bytes, row->len);
    memset(bytes + row->len, 0, JSON_PADDING);
    text_decode(bytes, row->len, &out, &result);
    if (row->text == NULL) {
        assert_part(result.fault, row->part);
    } else {
        assert_null(result.fault);
        assert_part(result.note, row->part);
        assert_int_equal(result.len, strlen(row->text));
        assert_memory_equal(result.text, row->text, result.len);
        assert_int_equal(result.direct, row->direct);
    }
    buf_clear(&out);
    free(bytes);
}

TEST_ROWS(rows, decodes)

struct peel_row {
    const char *name;
    const char *text;
    const char *left; /* what is not blank, blanks dropped */
    const char *part; /* of what is returned; NULL: nothing was peeled */
};

static const struct peel_row peel_rows[] = {
    /* clang-format off */
    { "nothing", "some text\nand more\n", "sometextandmore", NULL },
    { "fence", "See:\n```json\n{\"a\":1}\n```\nBye\n", "{\"a\":1}", "Markdown" },
    { "two fences", "~~~\n[1]\n~~~\nand\n  ```\n[2]\n  ```\n", "[1][2]", "Markdown" },
    { "fence left open", "x\n```\n{\"a\":1}\n", "{\"a\":1}", "Markdown" },
    { "quotes of mail", "> {\n>  \"a\":1\n> }\n", "{\"a\":1}", "quoted" },
    { "quoted twice", ">> {\n> > \"a\":1\n>> }\n", "{\"a\":1}", "quoted" },
    { "prompt", "$ aws acm list-certificates\n{\"a\":1}\n$ \n", "{\"a\":1}", "shell" },
    { "prompt with host", "me@host:~$ aws acm x\r\n{\"a\":1}\r\n", "{\"a\":1}", "shell" },
    { "PowerShell", "PS C:\\> aws acm x\n{\"a\":1}\n", "{\"a\":1}", "shell" },
    { "command over two lines", "$ aws acm \\\n  --region x\n{\"a\":1}\n", "{\"a\":1}", "shell" },
    { "colours", "\x1b[1;32m{\x1b[0m\"a\":1}\n", "{\"a\":1}", "colours" },
    { "colour cut off", "{\"a\":1}\x1b[", "{\"a\":1}", "colours" },
    { "assignment", "scoutsuite_results =\n{\"a\":1}\n", "{\"a\":1}", "assignment" },
    { "log", "2026-11-20T10:00:00.1234567Z {\n2026-11-20T10:00:01.1234567Z \"a\":1}\n", "{\"a\":1}", "log" },
    { "log of a job", "job\tstep\t2026-11-20T10:00:00Z {\njob\tstep\t2026-11-20T10:00:00Z \"a\":1}\n", "{\"a\":1}", "log" },
    { "empty", "", "", NULL },
    /* clang-format on */
};

/* Lines and offsets stay: what is left stands where it stood. */
static void peels(void **state)
{
    const struct peel_row *row = *state;
    const size_t len = strlen(row->text);
    char *copy = strdup(row->text);
    struct buf left = { 0 };

    assert_non_null(copy);
    assert_part(text_peel(copy, len), row->part);
    assert_int_equal(strlen(copy), len);
    for (size_t i = 0; i < len; i++) {
        if (copy[i] != ' ')
            assert_int_equal(copy[i], row->text[i]);
        if (row->text[i] == '\n')
            assert_int_equal(copy[i], '\n');
        if (strchr(" \r\n", copy[i]) == NULL)
            buf_putc(&left, copy[i]);
    }
    assert_string_equal(buf_text(&left), row->left);
    buf_clear(&left);
    free(copy);
}

static int run_peels(void)
{
    struct CMUnitTest tests[sizeof(peel_rows) / sizeof(peel_rows[0])];
    const size_t n = sizeof(tests) / sizeof(tests[0]);
    struct peel_row copies[sizeof(peel_rows) / sizeof(peel_rows[0])];

    memcpy(copies, peel_rows, sizeof(copies));
    for (size_t i = 0; i < n; i++)
        tests[i] = (struct CMUnitTest){ copies[i].name, peels, NULL, NULL, &copies[i] };
    return _cmocka_run_group_tests("text_peel", tests, n, NULL, NULL);
}

int main(void)
{
    return run_rows("text_decode") + run_peels();
}
