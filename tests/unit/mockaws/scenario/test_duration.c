/* Tests of mockaws/scenario/duration: spans and moments as scenarios write them. */
#include "mockaws/scenario/duration.h"

#include <string.h>

#include "tests/support/test.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define START  (INT64_C(1772323200) * SECOND) /* 2026-03-01T00:00:00Z */

struct row {
    const char *name;
    const char *text;
    int64_t ms; /* -1: refused */
};

/* clang-format off */
static struct row spans[] = {
    { "hours", "72h", 72 * HOUR },
    { "with a plus", "+1h", HOUR },
    { "three units", "3d4h30m", 3 * DAY + 4 * HOUR + 30 * MINUTE },
    { "all units", "1d2h3m4s5ms", DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + 5 },
    { "nothing", "0s", 0 },
    { "milliseconds alone", "500ms", 500 },
    { "more than a day of hours", "1000h", 1000 * HOUR },
    { "the longest", "3294000d", DURATION_MAX_MS },
    { "empty", "", -1 },
    { "a plus alone", "+", -1 },
    { "no unit", "30", -1 },
    { "no number", "h", -1 },
    { "unknown unit", "1w", -1 },
    { "capital unit", "1H", -1 },
    { "units in another order", "30m4h", -1 },
    { "a unit twice", "1h1h", -1 },
    { "a unit missing in the end", "1h30", -1 },
    { "a minus", "-1h", -1 },
    { "a blank", "1h 30m", -1 },
    { "a fraction", "1.5h", -1 },
    { "too long", "3294001d", -1 },
    { "beyond 64 bits", "99999999999999999999999d", -1 },
    { "a sum too long", "3294000d1ms", -1 },
};

static struct row moments[] = {
    { "after the start", "+1h", START + HOUR },
    { "at the start", "+0s", START },
    { "before the start", "-30d", START - 30 * DAY },
    { "several units", "+3d4h30m", START + 3 * DAY + 4 * HOUR + 30 * MINUTE },
    { "ISO", "2026-03-01T00:00:01Z", START + SECOND },
    { "ISO with an offset", "2026-03-01T01:00:00+01:00", START },
    { "ISO with a fraction", "2026-03-01T00:00:00.1234Z", START + 123 },
    { "a fraction of one digit", "2026-03-01T00:00:00.5Z", START + 500 },
    { "the date alone", "2026-03-02", START + DAY },
    { "before 1970", "1969-12-31T23:59:59Z", -SECOND },
    { "no sign", "1h", -1 },
    { "no unit", "+1", -1 },
    { "a sign alone", "+", -1 },
    { "two signs", "++1h", -1 },
    { "minus and plus", "-+1h", -1 },
    { "no zone", "2026-03-01T00:00:00", -1 },
    { "no such day", "2026-02-30T00:00:00Z", -1 },
    { "a number", "1772323200", -1 },
    { "another form", "Sun, 01 Mar 2026 00:00:00 GMT", -1 },
    { "year one, which is no time", "0001-01-01T00:00:00Z", -1 },
    { "empty", "", -1 },
    { "beyond year 9999", "+3000000d", -1 },
    { "before year one", "-3000000d", -1 },
};
/* clang-format on */

static void reads_span(void **state)
{
    const struct row *row = *state;
    int64_t ms = -2;
    const bool good = duration_parse(row->text, strlen(row->text), &ms);

    assert_int_equal(good, row->ms != -1);
    assert_int_equal(ms, good ? row->ms : -2);
}

static void reads_moment(void **state)
{
    const struct row *row = *state;
    const char *fault = NULL;
    int64_t ms = -2;
    const bool good = duration_moment(row->text, strlen(row->text), START, &ms, &fault);

    assert_int_equal(good, row->ms != -1);
    if (good)
        assert_int_equal(ms, row->ms);
    else
        assert_non_null(fault);
}

/* What is written is read as the same. */
static void writes(void **state)
{
    static const int64_t times[] = { 0,         1,           999,     SECOND, DAY + 1,
                                     90 * HOUR, START + 250, -SECOND, -1,     -DAY - 5 };
    char text[DURATION_TEXT_MAX];
    const char *fault;
    int64_t back;

    (void)state;
    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
        duration_moment_text(times[i], text);
        assert_true(duration_moment(text, strlen(text), 0, &back, &fault));
        assert_int_equal(back, times[i]);
        if (times[i] < 0)
            continue;
        duration_text(times[i], text);
        assert_true(duration_parse(text, strlen(text), &back));
        assert_int_equal(back, times[i]);
    }
    assert_string_equal(duration_text(72 * HOUR + 30 * MINUTE, text), "3d30m");
    assert_string_equal(duration_text(0, text), "0s");
    assert_string_equal(duration_moment_text(START, text), "2026-03-01T00:00:00Z");
    assert_string_equal(duration_moment_text(START + 250, text),
                        "2026-03-01T00:00:00.250Z");
}

/* Only len bytes count. */
static void keeps_to_its_length(void **state)
{
    int64_t ms;

    (void)state;
    assert_true(duration_parse("1h30m", 2, &ms));
    assert_int_equal(ms, HOUR);
    assert_false(duration_parse("1h", 1, &ms));
}

int main(void)
{
    enum { N_SPANS = sizeof(spans) / sizeof(spans[0]) };
    enum { N_MOMENTS = sizeof(moments) / sizeof(moments[0]) };
    struct CMUnitTest tests[N_SPANS + N_MOMENTS + 2];
    size_t n = 0;

    for (size_t i = 0; i < N_SPANS; i++)
        tests[n++] =
            (struct CMUnitTest){ spans[i].name, reads_span, NULL, NULL, &spans[i] };
    for (size_t i = 0; i < N_MOMENTS; i++)
        tests[n++] =
            (struct CMUnitTest){ moments[i].name, reads_moment, NULL, NULL, &moments[i] };
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(writes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(keeps_to_its_length);
    return _cmocka_run_group_tests("duration", tests, n, NULL, NULL);
}
