/* test_xml: bodies are read or refused, whatever they hold; answers are well-formed. */
#include "mockaws/wire/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "tests/support/test.h"

static struct row {
    const char *name;
    const char *text;
    size_t len;          /* 0: to the NUL */
    const char *root;    /* the root's raw text; NULL: refused */
    const char *message; /* a part of it */
    enum err_kind kind;
} rows[] = {
    { "one element", "<a/>", 0, "<a></a>", NULL, ERR_NONE },
    { "declaration, namespace and comment fall away",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns=\"urn:x\"><!-- c "
      "--><b>t</b></a>",
      0, "<a><b>t</b></a>", NULL, ERR_NONE },
    { "a prefix falls away", "<p:a xmlns:p=\"urn:x\"><p:b>1</p:b></p:a>", 0,
      "<a><b>1</b></a>", NULL, ERR_NONE },
    { "blanks between elements fall away", "<a>\n  <b> x </b>\n</a>", 0,
      "<a><b> x </b></a>", NULL, ERR_NONE },
    { "references are characters", "<a>&lt;&#65;&amp;&#x42;&gt;&quot;</a>", 0,
      "<a>&lt;A&amp;B&gt;\"</a>", NULL, ERR_NONE },
    { "CDATA is text", "<a><![CDATA[<x>]]></a>", 0, "<a>&lt;x&gt;</a>", NULL, ERR_NONE },
    { "attributes fall away", "<a k=\"v\">t</a>", 0, "<a>t</a>", NULL, ERR_NONE },
    { "Latin-1 as declared", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>",
      0, "<a>\xC3\xA9</a>", NULL, ERR_NONE },
    { "UTF-16 with its mark", "\xFE\xFF\0<\0a\0/\0>", 10, "<a></a>", NULL, ERR_NONE },
    { "nothing", "", 0, NULL, "not well-formed", ERR_FORMAT },
    { "no XML", "Action=GetCallerIdentity", 0, NULL, "line 1", ERR_FORMAT },
    { "not closed", "<a><b></b>", 0, NULL, "not well-formed", ERR_FORMAT },
    { "closed by another", "<a><b></a></b>", 0, NULL, "mismatch", ERR_FORMAT },
    { "two roots", "<a/><b/>", 0, NULL, "Extra content", ERR_FORMAT },
    { "an entity that nothing declares", "<a>&who;</a>", 0, NULL, "who", ERR_FORMAT },
    { "a control", "<a>\x01</a>", 0, NULL, "not well-formed", ERR_FORMAT },
    { "NUL within", "<a>x\0y</a>", 10, NULL, "not well-formed", ERR_FORMAT },
    { "no UTF-8", "<a>\xFF\xFE</a>", 0, NULL, "UTF-8", ERR_FORMAT },
    { "an encoding of nobody's", "<?xml version=\"1.0\" encoding=\"klingon\"?><a/>", 0,
      NULL, "klingon", ERR_FORMAT },
    { "declared UTF-16, sent UTF-8",
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>t</a>", 0, NULL, "not well-formed",
      ERR_FORMAT },
    { "a DOCTYPE", "<!DOCTYPE a><a/>", 0, NULL, "DOCTYPE", ERR_FORMAT },
    { "an external entity",
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>", 0, NULL,
      "DOCTYPE", ERR_FORMAT },
    { "a DTD of another host", "<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\"><a/>", 0,
      NULL, "DOCTYPE", ERR_FORMAT },
    { "an entity bomb",
      "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;&l;&l;&l;&l;&l;\">"
      "<!ENTITY n \"&m;&m;&m;&m;&m;&m;&m;&m;\">]><a>&n;</a>",
      0, NULL, "DOCTYPE", ERR_FORMAT },
};

static void is_read_or_refused(void **state)
{
    const struct row *row = *state;
    const struct xml_node *root;
    struct arena arena;
    struct err err = { 0 };

    arena_init(&arena);
    root =
        xml_parse(&arena, row->text, row->len > 0 ? row->len : strlen(row->text), &err);
    if (row->root != NULL) {
        assert_non_null(root);
        assert_string_equal(root->raw, row->root);
    } else {
        assert_null(root);
        assert_int_equal(err.kind, row->kind);
        if (strstr(err.text, row->message) == NULL)
            fail_msg("\"%s\" lacks \"%s\"", err.text, row->message);
    }
    arena_clear(&arena);
}

/* What is parsed n levels deep: 0 or the error. */
static enum err_kind parse_nested(size_t n)
{
    struct buf text = { 0 };
    struct err err = { 0 };
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < n; i++)
        buf_puts(&text, "<a>");
    for (size_t i = 0; i < n; i++)
        buf_puts(&text, "</a>");
    if (xml_parse(&arena, text.data, text.len, &err) != NULL)
        assert_int_equal(err.kind, ERR_NONE);
    buf_clear(&text);
    arena_clear(&arena);
    return err.kind;
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    assert_int_equal(parse_nested(32), ERR_NONE);
    assert_int_equal(parse_nested(33), ERR_LIMIT);
    assert_int_equal(parse_nested(100000), ERR_LIMIT);
}

static void size_has_a_limit(void **state)
{
    const size_t len = (1 << 20) + 1;
    char *text = malloc(len);
    struct err err = { 0 };
    struct arena arena;

    (void)state;
    assert_non_null(text);
    arena_init(&arena);
    memset(text, ' ', len);
    memcpy(text, "<a>", 3);
    memcpy(text + len - 5, "</a>", 4);
    assert_non_null(xml_parse(&arena, text, len - 1, &err));
    assert_null(xml_parse(&arena, text, len, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(text);
    arena_clear(&arena);
}

static void children_are_found(void **state)
{
    static const char text[] = "<a><b>1</b><c/><b>2</b></a>";
    const struct xml_node *root;
    struct err err = { 0 };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    root = xml_parse(&arena, text, strlen(text), &err);
    assert_string_equal(root->name, "a");
    assert_string_equal(root->text, "");
    assert_string_equal(xml_child_text(root, "b"), "1");
    assert_string_equal(xml_child_text(root, "c"), "");
    assert_null(xml_child_text(root, "d"));
    assert_null(xml_child(NULL, "d"));
    assert_string_equal(root->first->next->next->text, "2");
    assert_null(root->first->next->next->next);
    arena_clear(&arena);
}

static struct text_row {
    const char *name;
    const char *text;
    const char *want;
} text_rows[] = {
    { "plain", "a b", "<t>a b</t>" },
    { "markup", "<&>", "<t>&lt;&amp;&gt;</t>" },
    { "quotes stay", "0 issue \"amazon.com\"", "<t>0 issue \"amazon.com\"</t>" },
    { "a carriage return survives a parser", "a\r\nb", "<t>a&#13;\nb</t>" },
    { "UTF-8 stays", "\xC3\xA9\xF0\x9F\x98\x80", "<t>\xC3\xA9\xF0\x9F\x98\x80</t>" },
    { "no UTF-8", "a\xC3", "<t>a\xEF\xBF\xBD</t>" },
    { "a control", "\x01", "<t>\xEF\xBF\xBD</t>" },
    { "no character of XML", "\xEF\xBF\xBF", "<t>\xEF\xBF\xBD</t>" },
    { "nothing at all", NULL, "" },
};

static void is_written(const struct text_row *row)
{
    struct xml_out out = { 0 };
    struct err err = { 0 };
    struct arena arena;

    xml_text(&out, "t", row->text);
    assert_string_equal(buf_text(&out.text), row->want);
    arena_init(&arena);
    if (out.text.len > 0)
        assert_non_null(xml_parse(&arena, out.text.data, out.text.len, &err));
    arena_clear(&arena);
    buf_clear(&out.text);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(text_rows) / sizeof(text_rows[0]); i++)
        is_written(&text_rows[i]);
}

static void answers_are_written(void **state)
{
    struct xml_out out = { 0 };

    (void)state;
    xml_root(&out, "R", "urn:x");
    xml_open(&out, "A");
    xml_number(&out, "N", -7);
    xml_bool(&out, "B", true);
    xml_time(&out, "T", 1793527200123);
    xml_time(&out, "T", -1);
    xml_close(&out, "A");
    xml_close(&out, "R");
    assert_string_equal(
        buf_text(&out.text),
        "<?xml version=\"1.0\"?>\n<R xmlns=\"urn:x\"><A><N>-7</N><B>true</B>"
        "<T>2026-11-01T10:00:00.123Z</T><T>1969-12-31T23:59:59.999Z</T>"
        "</A></R>");
    buf_clear(&out.text);
}

/* libxml2 writes to standard error of its own accord, if it is let. */
static void nothing_is_printed(void **state)
{
    FILE *caught = tmpfile();
    const int saved = dup(STDERR_FILENO);
    struct err err = { 0 };
    struct arena arena;

    (void)state;
    assert_non_null(caught);
    arena_init(&arena);
    fflush(stderr);
    assert_true(dup2(fileno(caught), STDERR_FILENO) >= 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        xml_parse(&arena, rows[i].text,
                  rows[i].len > 0 ? rows[i].len : strlen(rows[i].text), &err);
    xml_parse(&arena,
              "<?xml version=\"1.0\" encoding=\"EUC-JP\"?><a>\x8F\xFF\xFF\x80</a>", 48,
              &err);
    fflush(stderr);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
    assert_int_equal(fseek(caught, 0, SEEK_END), 0);
    assert_int_equal(ftell(caught), 0);
    fclose(caught);
    arena_clear(&arena);
}

TEST_ROWS(rows, is_read_or_refused)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_has_a_limit),   cmocka_unit_test(size_has_a_limit),
        cmocka_unit_test(children_are_found),  cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(answers_are_written), cmocka_unit_test(nothing_is_printed),
    };
    const int failed = run_rows("bodies");

    return failed + cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
