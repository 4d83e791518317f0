/* Tests of base/when: every form of time that evidence has. */
#include "base/when.h"

#include <string.h>

#include "tests/support/test.h"

/* 2026-01-15T10:00:00Z */
#define T INT64_C(1768471200)

struct row {
    const char *name; /* and the text that is read */
    enum when_kind kind;
    const char *iso;
};

static struct row rows[] = {
    /* clang-format off */
    /* epoch seconds as text */
    { "1768471200.353", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "1446835267.0", WHEN_OK, "2015-11-06T18:41:07Z" },
    { "1768471200", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "1.7684712E9", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "0", WHEN_OK, "1970-01-01T00:00:00Z" },
    { "-0.5", WHEN_OK, "1969-12-31T23:59:59Z" },
    /* epoch milliseconds */
    { "1768471200353", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "100000000000", WHEN_OK, "1973-03-03T09:46:40Z" },
    { "99999999999", WHEN_OK, "5138-11-16T09:46:39Z" },
    /* ISO 8601 */
    { "2026-07-29T15:51:41.900000+05:30", WHEN_OK, "2026-07-29T10:21:41Z" },
    { "2026-01-15T10:00:00Z", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15t10:00:00z", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15T10:00:00.1Z", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15T10:00:00.123456789Z", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15T10:00:00.1234567890Z", WHEN_BROKEN, "" },
    { "2026-01-15T10:00:00.Z", WHEN_BROKEN, "" },
    { "2026-01-15T10:00:00,5Z", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15T10:00:00+0530", WHEN_OK, "2026-01-15T04:30:00Z" },
    { "2026-01-15T10:00:00-08", WHEN_OK, "2026-01-15T18:00:00Z" },
    { "2026-01-15T10:00:00-18:00", WHEN_OK, "2026-01-16T04:00:00Z" },
    { "2026-01-15T10:00:00+19:00", WHEN_BROKEN, "" },
    { "2026-01-15T10:00:00+05:", WHEN_BROKEN, "" },
    { "0001-01-01T00:00:00+05:30", WHEN_ABSENT, "" },
    { "2026-01-15T10:00:00+05:60", WHEN_BROKEN, "" },
    { "2026-01-15T10:00:00", WHEN_LOCAL, "2026-01-15T10:00:00Z" },
    { "2026-01-15", WHEN_OK, "2026-01-15T00:00:00Z" },
    { "2026-01-15T10:00Z", WHEN_BROKEN, "" },
    { "2026-01-15T10:00:00Zjunk", WHEN_BROKEN, "" },
    { "2026-01-15x10:00:00Z", WHEN_BROKEN, "" },
    /* str(datetime) */
    { "2026-01-15 10:00:00.353000+00:00", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15 10:00:00+00:00", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15 10:00:00 UTC", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "2026-01-15 10:00:00 +0100", WHEN_OK, "2026-01-15T09:00:00Z" }, /* Ruby */
    { "2026-01-15 10:00:00", WHEN_LOCAL, "2026-01-15T10:00:00Z" },
    /* .NET */
    { "/Date(1446835267000+0100)/", WHEN_OK, "2015-11-06T18:41:07Z" },
    { "/Date(1446835267000-0800)/", WHEN_OK, "2015-11-06T18:41:07Z" },
    { "/Date(1446835267999)/", WHEN_OK, "2015-11-06T18:41:07Z" },
    { "/Date(-1)/", WHEN_OK, "1969-12-31T23:59:59Z" },
    { "/Date(0)/", WHEN_OK, "1970-01-01T00:00:00Z" },
    { "/Date(-62135596800000)/", WHEN_ABSENT, "" },
    { "/Date(-99999999999999)/", WHEN_BROKEN, "" },
    { "01/01/0001 00:00:00", WHEN_ABSENT, "" },
    { "/Date()/", WHEN_BROKEN, "" },
    { "/Date(12", WHEN_BROKEN, "" },
    { "/Date(1446835267000+01)/", WHEN_BROKEN, "" },
    { "/Date(99999999999999999)/", WHEN_BROKEN, "" },
    { "/", WHEN_BROKEN, "" },
    /* RFC 1123, dig, date */
    { "Thu, 15 Jan 2026 10:00:00 GMT", WHEN_OK, "2026-01-15T10:00:00Z" },
    { "Thu, 15 Jan 2026 10:00:00 +0100", WHEN_OK, "2026-01-15T09:00:00Z" },
    { "Thu, 5 Feb 2026 10:00:00 GMT", WHEN_OK, "2026-02-05T10:00:00Z" },
    { "Thu, 15 Foo 2026 10:00:00 GMT", WHEN_BROKEN, "" },
    { "Mon Nov 23 23:01:00 UTC 2026", WHEN_OK, "2026-11-23T23:01:00Z" },
    { "Mon Nov  2 23:01:00 UTC 2026", WHEN_OK, "2026-11-02T23:01:00Z" },
    { "Mon Nov 23 23:01:00 CET 2026", WHEN_LOCAL, "2026-11-23T23:01:00Z" },
    { "Mon Nov 23 23:01:00 2026", WHEN_LOCAL, "2026-11-23T23:01:00Z" },
    /* broken and absent */
    { "FriOct0608: 17: 39PDT2017", WHEN_BROKEN, "" },
    { "datetime", WHEN_ABSENT, "" },
    { "", WHEN_ABSENT, "" },
    { "None", WHEN_ABSENT, "" },
    { "0001-01-01T00:00:00Z", WHEN_ABSENT, "" },
    { "0001-01-01T00:00:00", WHEN_ABSENT, "" },
    { "1/1/0001 12:00:00 AM", WHEN_ABSENT, "" },
    { "soon", WHEN_BROKEN, "" },
    { "1", WHEN_OK, "1970-01-01T00:00:01Z" },
    { "1.2.3", WHEN_BROKEN, "" },
    { "-", WHEN_BROKEN, "" },
    { "1e400", WHEN_BROKEN, "" },
    { "nan", WHEN_BROKEN, "" },
    { "2026-0", WHEN_BROKEN, "" },
    { "\xe2\x80\x8e", WHEN_BROKEN, "" },
    /* the edges of the calendar */
    { "0001-01-02T00:00:00Z", WHEN_OK, "0001-01-02T00:00:00Z" },
    { "9999-12-31T23:59:59Z", WHEN_OK, "9999-12-31T23:59:59Z" },
    { "9999-12-31T23:59:59-01:00", WHEN_BROKEN, "" },
    { "253402300799", WHEN_OK, "1978-01-11T21:31:40Z" },
    { "2024-02-29T00:00:00Z", WHEN_OK, "2024-02-29T00:00:00Z" },
    { "2023-02-29T00:00:00Z", WHEN_BROKEN, "" },
    { "2000-02-29T00:00:00Z", WHEN_OK, "2000-02-29T00:00:00Z" },
    { "1900-02-29T00:00:00Z", WHEN_BROKEN, "" },
    { "2026-13-01T00:00:00Z", WHEN_BROKEN, "" },
    { "2026-00-01T00:00:00Z", WHEN_BROKEN, "" },
    { "2026-04-31T00:00:00Z", WHEN_BROKEN, "" },
    { "2026-01-15T24:00:00Z", WHEN_BROKEN, "" },
    { "2016-12-31T23:59:60Z", WHEN_OK, "2017-01-01T00:00:00Z" },
    { "2016-12-31T23:59:61Z", WHEN_BROKEN, "" },
    /* clang-format on */
};

static void parses(void **state)
{
    const struct row *row = *state;
    char iso[WHEN_TEXT_MAX];
    int64_t when = 42;

    assert_int_equal(when_parse(row->name, strlen(row->name), &when), row->kind);
    assert_string_equal(when_iso(when, iso), row->iso);
    if (row->kind == WHEN_BROKEN || row->kind == WHEN_ABSENT)
        assert_true(when == WHEN_NONE);
}

TEST_ROWS(rows, parses)

/* Never reads behind len: the byte there would make another time of it. */
static void respects_len(void **state)
{
    int64_t when;

    (void)state;
    assert_int_equal(when_parse("17684712009", 10, &when), WHEN_OK);
    assert_true(when == T);
    assert_int_equal(when_parse("2026-01-15T10:00:00Z", 10, &when), WHEN_OK);
    assert_true(when == T - 10 * WHEN_HOUR);
}

static void numbers(void **state)
{
    int64_t when;

    (void)state;
    assert_int_equal(when_from_number(1768471200.999, &when), WHEN_OK);
    assert_true(when == T);
    assert_int_equal(when_from_number(1768471200999.0, &when), WHEN_OK);
    assert_true(when == T);
    assert_int_equal(when_from_number(-1.5, &when), WHEN_OK);
    assert_true(when == -2);
    assert_int_equal(when_from_number(-62135596800.0, &when), WHEN_ABSENT);
    assert_int_equal(when_from_number(0.0 / 1.0, &when), WHEN_OK);
    assert_true(when == 0);
    assert_int_equal(when_from_number(1e300, &when), WHEN_BROKEN);
    assert_int_equal(when_from_number(-1e300, &when), WHEN_BROKEN);
    assert_int_equal(when_from_number(__builtin_nan(""), &when), WHEN_BROKEN);
    assert_int_equal(when_from_number(__builtin_inf(), &when), WHEN_BROKEN);
    assert_true(when == WHEN_NONE);
}

static void civil(void **state)
{
    (void)state;
    assert_true(when_from_civil(1970, 1, 1, 0, 0, 0) == 0);
    assert_true(when_from_civil(2026, 1, 15, 10, 0, 0) == T);
    assert_true(when_from_civil(1, 1, 1, 0, 0, 0) == INT64_C(-62135596800));
    assert_true(when_from_civil(9999, 12, 31, 23, 59, 59) == INT64_C(253402300799));
    assert_true(when_from_civil(0, 1, 1, 0, 0, 0) == WHEN_NONE);
    assert_true(when_from_civil(10000, 1, 1, 0, 0, 0) == WHEN_NONE);
    assert_true(when_from_civil(2026, 2, 29, 0, 0, 0) == WHEN_NONE);
    assert_true(when_from_civil(2026, 1, 1, -1, 0, 0) == WHEN_NONE);
    assert_true(when_from_civil(2026, 1, 1, 0, 60, 0) == WHEN_NONE);
}

/* Every day from year 1 to 9999 goes there and back. */
static void all_days(void **state)
{
    const int64_t first = when_from_civil(1, 1, 2, 0, 0, 0);
    char iso[WHEN_TEXT_MAX];
    int64_t again;

    (void)state;
    for (int64_t when = first; when < INT64_C(253402300799); when += 37 * WHEN_DAY + 61) {
        when_iso(when, iso);
        if (when_parse(iso, strlen(iso), &again) != WHEN_OK || again != when)
            fail_msg("%s", iso);
    }
}

static void spans(void **state)
{
    static const struct {
        int64_t seconds;
        const char *text;
    } cases[] = {
        { 0, "0 min" },
        { 59, "0 min" },
        { 60, "1 min" },
        { 12 * 60 + 59, "12 min" },
        { 3600, "1 h" },
        { 71 * 3600 + 5 * 60, "71 h 5 min" },
        { 72 * 3600, "3 d" },
        { 72 * 3600 - 1, "71 h 59 min" },
        { 76 * 3600 + 59 * 60, "3 d 4 h" },
        { -3600, "1 h" },
        { -100 * 3600, "4 d 4 h" },
        { INT64_C(3650000) * 86400, "3650000 d" },
    };
    char text[WHEN_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(when_span(cases[i].seconds, text), cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(respects_len), cmocka_unit_test(numbers),
        cmocka_unit_test(civil),        cmocka_unit_test(all_days),
        cmocka_unit_test(spans),
    };

    return run_rows("when_parse") +
           cmocka_run_group_tests_name("when", tests, NULL, NULL);
}
