/* test_events: order by time, ties by entry, cancelling, and events that make events. */
#include "mockaws/clock/events.h"

#include <stdlib.h>

#include "mockaws/clock/clock.h"
#include "tests/support/test.h"

enum { ROOM = 4096 };

struct log {
    struct events events;
    struct clock clock;
    int seen[ROOM];
    int64_t at[ROOM];
    size_t n;
};

static void note(void *context, void *subject)
{
    struct log *log = context;

    assert_true(log->n < ROOM);
    log->at[log->n] = log->clock.now_ms;
    log->seen[log->n++] = *(int *)subject;
}

static int setup(void **state)
{
    struct log *log = calloc(1, sizeof(*log));

    clock_init(&log->clock, CLOCK_MANUAL, 1, 1000);
    events_init(&log->events, log);
    *state = log;
    return 0;
}

static int teardown(void **state)
{
    struct log *log = *state;

    events_clear(&log->events);
    free(log);
    return 0;
}

static void by_time_and_ties_by_entry(void **state)
{
    static int ids[] = { 0, 1, 2, 3, 4 };
    static const int64_t times[] = { 5000, 2000, 5000, 2000, 3000 };
    static const int want[] = { 1, 3, 4, 0, 2 };
    struct log *log = *state;

    for (size_t i = 0; i < 5; i++)
        events_add(&log->events, times[i], "note", note, &ids[i]);
    assert_int_equal(event_at(events_next(&log->events)), 2000);
    assert_int_equal(events_run(&log->events, &log->clock, 5000), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(log->seen[i], want[i]);
        assert_int_equal(log->at[i], times[want[i]]);
    }
}

static void only_what_is_due_and_the_clock_goes_on(void **state)
{
    static int ids[] = { 0, 1 };
    struct log *log = *state;

    events_add(&log->events, 2000, "note", note, &ids[0]);
    events_add(&log->events, 2001, "note", note, &ids[1]);
    assert_int_equal(events_run(&log->events, &log->clock, 2000), 1);
    assert_int_equal(log->clock.now_ms, 2000);
    assert_int_equal(events_run(&log->events, &log->clock, 1500), 0);
    assert_int_equal(log->clock.now_ms, 2000);
    assert_int_equal(events_run(&log->events, &log->clock, 9000), 1);
    assert_int_equal(log->clock.now_ms, 9000);
    assert_null(events_next(&log->events));
}

static void late_ones_do_not_turn_the_clock_back(void **state)
{
    static int id = 7;
    struct log *log = *state;

    events_add(&log->events, 10, "note", note, &id);
    events_run(&log->events, &log->clock, 1000);
    assert_int_equal(log->n, 1);
    assert_int_equal(log->at[0], 1000);
}

static void again(void *context, void *subject)
{
    struct log *log = context;

    note(context, subject);
    if (log->n < 10)
        events_add(&log->events, log->clock.now_ms + 100, "again", again, subject);
}

static void an_event_may_make_another(void **state)
{
    static int id = 1;
    struct log *log = *state;

    events_add(&log->events, 1100, "again", again, &id);
    events_run(&log->events, &log->clock, 1450);
    assert_int_equal(log->n, 4);
    events_run(&log->events, &log->clock, 100000);
    assert_int_equal(log->n, 10);
    assert_int_equal(log->at[9], 2000);
}

/* Random times, a third cancelled: what runs is the rest, in the order of a plain sort.
 */
static void against_a_plain_sort(void **state)
{
    enum { N = 3000 };
    static int ids[N];
    static struct event *handles[N];
    static int64_t times[N];
    struct log *log = *state;
    uint32_t random = 12345;
    size_t n = 0;

    for (int i = 0; i < N; i++) {
        random = random * 1664525U + 1013904223U;
        ids[i] = i;
        times[i] = 1000 + random / 65536 % 500;
        handles[i] = events_add(&log->events, times[i], "note", note, &ids[i]);
    }
    for (int i = 0; i < N; i += 3)
        events_cancel(&log->events, handles[i]);
    events_cancel(&log->events, NULL);
    events_run(&log->events, &log->clock, 5000);
    for (int64_t t = 1000; t < 1500; t++)
        for (int i = 0; i < N; i++)
            if (i % 3 != 0 && times[i] == t)
                assert_int_equal(log->seen[n++], i);
    assert_int_equal(log->n, n);
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROW(by_time_and_ties_by_entry),
        ROW(only_what_is_due_and_the_clock_goes_on),
        ROW(late_ones_do_not_turn_the_clock_back),
        ROW(an_event_may_make_another),
        ROW(against_a_plain_sort),
    };

    return cmocka_run_group_tests_name("events", tests, NULL, NULL);
}
