/* Tests of base/escape: what each output makes of odd characters. */
#include "base/escape.h"

#include <string.h>

#include "base/buf.h"
#include "tests/support/test.h"

typedef void escaper(struct buf *out, const char *text, size_t len);

struct row {
    const char *name;
    escaper *escape;
    const char *text;
    size_t len;
    const char *want;
};

#define TEXT(literal) literal, sizeof(literal) - 1
#define BAD           "\xEF\xBF\xBD"

static struct row rows[] = {
    /* clang-format off */
    { "html: plain", escape_html, TEXT("a.example.com"), "a.example.com" },
    { "html: empty", escape_html, TEXT(""), "" },
    { "html: markup", escape_html, TEXT("<b a=\"1\" c='2'>&"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;" },
    { "html: newline and tab stay", escape_html, TEXT("a\n\tb"), "a\n\tb" },
    { "html: control", escape_html, TEXT("a\x1B[31m\r"), "a\\u001B[31m\\u000D" },
    { "html: NUL", escape_html, TEXT("a\0b"), "a\\u0000b" },
    { "html: DEL and C1", escape_html, TEXT("\x7F\xC2\x9B"), "\\u007F\\u009B" },
    { "html: bidi", escape_html, TEXT("\xE2\x80\xAE" "x\xE2\x81\xA6\xD8\x9C"), "\\u202Ex\\u2066\\u061C" },
    { "html: line separators", escape_html, TEXT("\xE2\x80\xA8\xE2\x80\xA9"), "\\u2028\\u2029" },
    { "html: UTF-8 stays", escape_html, TEXT("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"), "\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80" },
    { "html: not UTF-8", escape_html, TEXT("a\xFFz"), "a" BAD "z" },
    { "html: overlong", escape_html, TEXT("\xC0\xBC"), BAD BAD },
    { "html: cut character", escape_html, TEXT("a\xE2\x82"), "a" BAD BAD },
    { "html: surrogate", escape_html, TEXT("\xED\xA0\x80"), BAD BAD BAD },
    { "html: beyond U+10FFFF", escape_html, TEXT("\xF4\x90\x80\x80"), BAD BAD BAD BAD },

    { "json: quote and backslash", escape_json, TEXT("a\"b\\c/"), "a\\\"b\\\\c/" },
    { "json: letters", escape_json, TEXT("\b\t\n\f\r\v"), "\\b\\t\\n\\f\\r\\u000b" },
    { "json: control", escape_json, TEXT("\0\x1F\x7F"), "\\u0000\\u001f\\u007f" },
    { "json: markup stays", escape_json, TEXT("<>&'"), "<>&'" },
    { "json: not UTF-8", escape_json, TEXT("\x80"), BAD },

    { "script: end of element", escape_json_script, TEXT("</script>"), "\\u003c/script\\u003e" },
    { "script: comment", escape_json_script, TEXT("<!--&"), "\\u003c!--\\u0026" },
    { "script: line separators", escape_json_script, TEXT("\xE2\x80\xA8\xE2\x80\xA9"), "\\u2028\\u2029" },
    { "script: quote", escape_json_script, TEXT("\"\\\n"), "\\\"\\\\\\n" },

    { "terminal: colour", escape_terminal, TEXT("\x1B[31mred"), "\\x1B[31mred" },
    { "terminal: C1 CSI", escape_terminal, TEXT("\xC2\x9B" "31m"), "\\u009B31m" },
    { "terminal: lone 0x9B", escape_terminal, TEXT("\x9B" "31m"), BAD "31m" },
    { "terminal: newline", escape_terminal, TEXT("a\nb\rc\td"), "a\\nb\\rc\\td" },
    { "terminal: bell, DEL", escape_terminal, TEXT("\a\x7F"), "\\x07\\x7F" },
    { "terminal: bidi", escape_terminal, TEXT("\xE2\x80\xAE"), "\\u202E" },
    { "terminal: text", escape_terminal, TEXT("<a & \"b\" \\>"), "<a & \"b\" \\>" },

    { "shell: safe", escape_shell, TEXT("arn:aws:acm:us-east-1:1/a_b=c,d@e%+"), "arn:aws:acm:us-east-1:1/a_b=c,d@e%+" },
    { "shell: empty", escape_shell, TEXT(""), "''" },
    { "shell: blank", escape_shell, TEXT("a b"), "'a b'" },
    { "shell: star", escape_shell, TEXT("*.example.com"), "'*.example.com'" },
    { "shell: command", escape_shell, TEXT("$(rm -r x);`y`"), "'$(rm -r x);`y`'" },
    { "shell: quote", escape_shell, TEXT("it's"), "'it'\\''s'" },
    { "shell: tilde", escape_shell, TEXT("~root"), "'~root'" },
    { "shell: newline", escape_shell, TEXT("a\nb"), "'a\nb'" },

    { "shell: not UTF-8", escape_shell, TEXT("a\xFF;"), "'a\xEF\xBF\xBD;'" },
    { "shell: NUL", escape_shell, TEXT("a\0b"), "'a\xEF\xBF\xBD" "b'" },
    { "pointer: not UTF-8", escape_pointer, TEXT("a\xC3/"), "a\xEF\xBF\xBD~1" },
    { "pointer", escape_pointer, TEXT("a~b/c"), "a~0b~1c" },
    { "pointer: as if escaped", escape_pointer, TEXT("~1"), "~01" },
    { "pointer: empty", escape_pointer, TEXT(""), "" },
    /* clang-format on */
};

static void escapes(void **state)
{
    const struct row *row = *state;
    struct buf out = { 0 };

    buf_puts(&out, ">");
    row->escape(&out, row->text, row->len);
    assert_int_equal(out.len, strlen(row->want) + 1);
    assert_string_equal(buf_text(&out) + 1, row->want);
    buf_clear(&out);
}

TEST_ROWS(rows, escapes)

/* Every byte alone and each pair: no raw control, and always UTF-8, comes out. */
static void all_pairs(void **state)
{
    static escaper *const escapers[] = { escape_html, escape_json, escape_json_script,
                                         escape_terminal };
    struct buf out = { 0 };
    char text[2];
    size_t bad;

    (void)state;
    for (size_t e = 0; e < sizeof(escapers) / sizeof(escapers[0]); e++)
        for (unsigned pair = 0; pair < 0x10000; pair++) {
            text[0] = (char)(pair >> 8);
            text[1] = (char)(pair & 0xFF);
            buf_reset(&out);
            escapers[e](&out, text, sizeof(text));
            if (!escape_is_utf8(out.data, out.len, &bad))
                fail_msg("not UTF-8 for %04X", pair);
            for (size_t i = 0; i < out.len; i++) {
                const unsigned char c = (unsigned char)out.data[i];

                if (c == 0x7F || (c < 0x20 && !(e == 0 && (c == '\n' || c == '\t'))))
                    fail_msg("control for %04X", pair);
            }
        }
    buf_clear(&out);
}

static void utf8(void **state)
{
    size_t at = 99;

    (void)state;
    assert_true(escape_is_utf8("", 0, &at));
    assert_true(escape_is_utf8(TEXT("a\0\xC3\xBC\xF4\x8F\xBF\xBF"), &at));
    assert_int_equal(at, 99);
    assert_false(escape_is_utf8(TEXT("ab\xC3"), &at));
    assert_int_equal(at, 2);
    assert_false(escape_is_utf8(TEXT("\xC3\xBC\xED\xBF\xBF"), &at));
    assert_int_equal(at, 2);
    assert_false(escape_is_utf8(TEXT("\xF5\x80\x80\x80"), &at));
    assert_int_equal(at, 0);
    assert_false(escape_is_utf8(TEXT("\xE0\x80\x80"), &at));
    assert_false(escape_is_utf8(TEXT("\xF0\x80\x80\x80"), &at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_pairs),
        cmocka_unit_test(utf8),
    };

    return run_rows("escape") + cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
