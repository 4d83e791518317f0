/* test_trace: lines of a chain and of a climb for CAA, taken apart and made plain. */
#include "tests/support/test.h"

#include <string.h>

#include "base/buf.h"
#include "reports/trace.h"

struct row {
    const char *name;
    const char *line;
    enum caa_state state;
    const char *at; /* the name; "" for a plain line */
    const char *text;
    const char *plain; /* for programs */
};

static struct row rows[] = {
    { "none", "a.example.com\tnone\t", CAA_NONE, "a.example.com", "",
      "a.example.com: none" },
    { "none without a last tab", "a.example.com\tnone", CAA_NONE, "a.example.com", "",
      "a.example.com: none" },
    { "set", "example.com\tset\t0 issue \"x\"", CAA_SET, "example.com", "0 issue \"x\"",
      "example.com: set: 0 issue \"x\"" },
    { "unknown", "com\tunknown\tno file", CAA_UNKNOWN, "com", "no file",
      "com: unknown: no file" },
    { "failed", "com\tfailed\tSERVFAIL", CAA_FAILED, "com", "SERVFAIL",
      "com: failed: SERVFAIL" },
    { "above", "com\tabove\t", CAA_ABOVE, "com", "", "com: above" },
    { "read back", "com: set: 0 iodef \"mailto:a@b\"", CAA_SET, "com",
      "0 iodef \"mailto:a@b\"", "com: set: 0 iodef \"mailto:a@b\"" },
    { "read back without text", "com: none", CAA_NONE, "com", "", "com: none" },
    { "tabs in the text stay text", "com\tset\ta\tb", CAA_SET, "com", "a\tb",
      "com: set: a: b" },
    { "another word", "com\tnever\tx", CAA_PLAIN, "", "com\tnever\tx", "com: never: x" },
    { "the start of a word", "com\tse\tx", CAA_PLAIN, "", "com\tse\tx", "com: se: x" },
    { "more than a word", "com\tsets\tx", CAA_PLAIN, "", "com\tsets\tx", "com: sets: x" },
    { "no name", "\tset\tx", CAA_PLAIN, "", "\tset\tx", ": set: x" },
    { "a word alone", "set", CAA_PLAIN, "", "set", "set" },
    { "empty", "", CAA_PLAIN, "", "", "" },
};

static void is_taken_apart(void **state)
{
    const struct row *row = *state;
    const struct caa_step step = trace_caa(row->line);
    struct buf plain = { 0 };

    assert_int_equal(step.state, row->state);
    assert_int_equal(step.name_len, strlen(row->at));
    assert_memory_equal(step.name, row->at, step.name_len);
    assert_string_equal(step.text, row->text);
    trace_plain(&plain, row->line);
    assert_string_equal(buf_text(&plain), row->plain);
    buf_clear(&plain);
}

TEST_ROWS(rows, is_taken_apart)

static void a_break_is_marked(void **state)
{
    struct buf plain = { 0 };

    (void)state;
    assert_false(trace_chain("zone example.com").breaks);
    assert_string_equal(trace_chain("zone example.com").text, "zone example.com");
    assert_true(trace_chain("! no record").breaks);
    assert_string_equal(trace_chain("! no record").text, "no record");
    assert_false(trace_chain("!no mark").breaks);
    trace_plain(&plain, "! no record");
    assert_string_equal(buf_text(&plain), "no record");
    buf_clear(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_break_is_marked) };
    const int failed = run_rows("trace");

    return failed + cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
