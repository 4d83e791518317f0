/* Tests of reports/emit: JSON member by member, escaped and well-formed. */
#include "base/emit.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "tests/support/test.h"

/* An emitter that writes into memory. */
struct writing {
    struct emit emit;
    FILE *stream;
    char *text;
    size_t len;
};

static void start(struct writing *w)
{
    w->stream = open_memstream(&w->text, &w->len);
    assert_non_null(w->stream);
    emit_init(&w->emit, w->stream);
}

static void end(struct writing *w, const char *want)
{
    emit_end(&w->emit);
    assert_int_equal(fclose(w->stream), 0);
    assert_string_equal(w->text, want);
    free(w->text);
}

static void every_kind(void **state)
{
    static const char *const texts[] = { "a", "b\"" };
    struct writing w;

    (void)state;
    start(&w);
    emit_open(&w.emit, NULL, '{');
    emit_text(&w.emit, "text", "x");
    emit_text(&w.emit, "no text", NULL);
    emit_text(&w.emit, "empty", "");
    emit_number(&w.emit, "most", INT64_MAX);
    emit_number(&w.emit, "least", INT64_MIN);
    emit_bool(&w.emit, "yes", true);
    emit_bool(&w.emit, "no", false);
    emit_null(&w.emit, "null");
    emit_time(&w.emit, "time", 0);
    emit_time(&w.emit, "no time", WHEN_NONE);
    emit_texts(&w.emit, "texts", texts, 2);
    emit_texts(&w.emit, "none", NULL, 0);
    emit_close(&w.emit, '}');
    end(&w, "{\"text\":\"x\",\"no text\":null,\"empty\":\"\","
            "\"most\":9223372036854775807,\"least\":-9223372036854775808,"
            "\"yes\":true,\"no\":false,\"null\":null,"
            "\"time\":\"1970-01-01T00:00:00Z\",\"no time\":null,"
            "\"texts\":[\"a\",\"b\\\"\"],\"none\":[]}");
}

/* Commas stand between neighbours only, at every depth. */
static void nested(void **state)
{
    struct writing w;

    (void)state;
    start(&w);
    emit_open(&w.emit, NULL, '[');
    emit_open(&w.emit, NULL, '{');
    emit_close(&w.emit, '}');
    emit_open(&w.emit, NULL, '{');
    emit_open(&w.emit, "a", '[');
    emit_close(&w.emit, ']');
    emit_open(&w.emit, "b", '[');
    emit_number(&w.emit, NULL, 1);
    emit_null(&w.emit, NULL);
    emit_close(&w.emit, ']');
    emit_close(&w.emit, '}');
    emit_text(&w.emit, NULL, "x");
    emit_close(&w.emit, ']');
    end(&w, "[{},{\"a\":[],\"b\":[1,null]},\"x\"]");
}

static void records_a_line(void **state)
{
    struct writing w;

    (void)state;
    start(&w);
    for (int i = 0; i < 2; i++) {
        emit_open(&w.emit, NULL, '{');
        emit_number(&w.emit, "n", i);
        emit_close(&w.emit, '}');
        emit_newline(&w.emit);
    }
    end(&w, "{\"n\":0}\n{\"n\":1}\n");
}

static void escapes(void **state)
{
    struct writing w;

    (void)state;
    start(&w);
    emit_text(&w.emit, NULL, "\"\\\n\x1b\x7f</script>\xff\xe2\x80\xa8");
    end(&w, "\"\\\"\\\\\\n\\u001b\\u007f</script>\xEF\xBF\xBD\xe2\x80\xa8\"");
    start(&w);
    w.emit.script = true;
    emit_text(&w.emit, NULL, "</script>&<!--\xe2\x80\xa8\"");
    end(&w, "\"\\u003c/script\\u003e\\u0026\\u003c!--\\u2028\\\"\"");
}

/* Much more than it collects before it writes. */
static void long_output(void **state)
{
    enum { N = 20000 };
    struct writing w;

    (void)state;
    start(&w);
    emit_open(&w.emit, NULL, '[');
    for (int i = 0; i < N; i++)
        emit_text(&w.emit, NULL, "0123456789");
    emit_close(&w.emit, ']');
    assert_true(w.emit.text.room < 1 << 20);
    emit_end(&w.emit);
    assert_int_equal(fclose(w.stream), 0);
    assert_int_equal(w.len, 2 + N * 13 - 1);
    assert_int_equal(w.text[0], '[');
    assert_int_equal(w.text[w.len - 1], ']');
    for (size_t i = 0; i < N; i++)
        if (memcmp(w.text + 1 + i * 13, "\"0123456789\"", 12) != 0)
            fail_msg("element %zu", i);
    free(w.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind),  cmocka_unit_test(nested),
        cmocka_unit_test(long_output), cmocka_unit_test(records_a_line),
        cmocka_unit_test(escapes),
    };

    return cmocka_run_group_tests_name("emit", tests, NULL, NULL);
}
