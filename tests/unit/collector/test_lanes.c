/* test_lanes: the order and the pace of calls, on a clock of the test's own. */
#include "tests/support/test.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "collector/lanes.h"
#include "collector/operations.h"

static const int64_t second = 1000000000;

static struct call *add(struct lanes *lanes, enum operation_id id, const char *region)
{
    struct call *call = arena_zalloc(lanes->arena, sizeof(*call));

    call->operation = operation_get(id);
    call->region = region;
    lanes_add(lanes, call);
    return call;
}

static void lanes_take_turns(void **state)
{
    struct arena arena;
    struct lanes lanes;
    struct call *a[2];
    struct call *b;
    int64_t due;

    (void)state;
    arena_init(&arena);
    lanes_init(&lanes, &arena, 1);
    a[0] = add(&lanes, OP_DESCRIBE, "us-east-1");
    a[1] = add(&lanes, OP_DESCRIBE, "us-east-1");
    b = add(&lanes, OP_DESCRIBE, "eu-west-1");
    assert_ptr_equal(lanes_take(&lanes, 0, &due), a[0]);
    assert_ptr_equal(lanes_take(&lanes, 0, &due), b);
    assert_ptr_equal(lanes_take(&lanes, 0, &due), a[1]);
    assert_null(lanes_take(&lanes, 0, &due));
    assert_true(due == INT64_MAX);
    arena_clear(&arena);
}

static void route53_is_one_lane(void **state)
{
    struct arena arena;
    struct lanes lanes;

    (void)state;
    arena_init(&arena);
    lanes_init(&lanes, &arena, 1);
    assert_ptr_equal(add(&lanes, OP_GET_ZONE, "global")->lane,
                     add(&lanes, OP_LIST_RECORDS, "global")->lane);
    assert_ptr_not_equal(add(&lanes, OP_DESCRIBE, "us-east-1")->lane,
                         add(&lanes, OP_LIST_TAGS, "us-east-1")->lane);
    assert_ptr_equal(add(&lanes, OP_LIST_CERTIFICATES, "us-east-1")->lane,
                     add(&lanes, OP_LIST_ALL_CERTIFICATES, "us-east-1")->lane);
    arena_clear(&arena);
}

static void delay_is_capped_and_jittered(void **state)
{
    struct arena arena;
    struct lanes lanes;
    int64_t due;
    int64_t least = INT64_MAX;
    int64_t most = 0;

    (void)state;
    assert_int_equal(lanes_delay(1), second / 10);
    assert_int_equal(lanes_delay(2), second / 5);
    assert_int_equal(lanes_delay(8), second * 128 / 10);
    assert_int_equal(lanes_delay(9), second * 20);
    assert_int_equal(lanes_delay(100), second * 20);
    arena_init(&arena);
    lanes_init(&lanes, &arena, 7);
    for (int i = 0; i < 200; i++) {
        struct call *call = add(&lanes, OP_DESCRIBE, "us-east-1");

        assert_ptr_equal(lanes_take(&lanes, 0, &due), call);
        lanes_again(&lanes, call, 0, second, false);
        least = call->due_ns < least ? call->due_ns : least;
        most = call->due_ns > most ? call->due_ns : most;
        assert_ptr_equal(lanes_pop(call->lane), call);
    }
    assert_true(least >= 0 && least < second / 10);
    assert_true(most < second && most > second * 9 / 10);
    arena_clear(&arena);
}

static void call_waits_until_it_is_due(void **state)
{
    struct arena arena;
    struct lanes lanes;
    struct call *call;
    int64_t due;

    (void)state;
    arena_init(&arena);
    lanes_init(&lanes, &arena, 1);
    call = add(&lanes, OP_DESCRIBE, "us-east-1");
    assert_ptr_equal(lanes_take(&lanes, 0, &due), call);
    lanes_again(&lanes, call, 5 * second, 0, false);
    assert_null(lanes_take(&lanes, 4 * second, &due));
    assert_true(due == 5 * second);
    assert_ptr_equal(lanes_take(&lanes, due, &due), call);
    assert_int_equal(lanes.n_open, 1);
    lanes_done(&lanes, call);
    assert_int_equal(lanes.n_open, 0);
    assert_null(lanes.first_open);
    arena_clear(&arena);
}

/*
 * A service that lets `quota` calls a second pass, refilled bit by bit. Returns how many
 * of n calls were tried more than `most` times; *took_ns is how long it all took.
 */
static unsigned play(unsigned quota, unsigned n, unsigned most, int64_t *took_ns)
{
    const int64_t reply_ns = second / 500;
    struct arena arena;
    struct lanes lanes;
    double room = quota;
    unsigned n_many = 0;
    int64_t now = 0;
    int64_t due;

    arena_init(&arena);
    lanes_init(&lanes, &arena, 3);
    for (unsigned i = 0; i < n; i++)
        add(&lanes, OP_DESCRIBE, "us-east-1");
    while (lanes.n_open > 0) {
        struct call *call = lanes_take(&lanes, now, &due);
        const int64_t before = now;

        if (call != NULL) {
            call->n_tries++;
            if (room >= 1) {
                room -= 1;
                n_many += call->n_tries > most;
                lanes_passed(call, now);
                lanes_done(&lanes, call);
            } else {
                lanes_again(&lanes, call, now, lanes_delay(call->n_tries), true);
            }
            now += reply_ns;
        } else {
            assert_true(due > now && due != INT64_MAX);
            now = due;
        }
        room += (double)(now - before) / (double)second * quota;
        if (room > quota)
            room = quota;
    }
    *took_ns = now;
    arena_clear(&arena);
    return n_many;
}

static void quota_is_found_and_used(void **state)
{
    static const unsigned quotas[] = { 5, 10, 50, 400 };
    int64_t took;

    (void)state;
    for (size_t i = 0; i < sizeof(quotas) / sizeof(quotas[0]); i++) {
        /* A minute's worth: hardly a call is tried often, and the quota is made use of.
         */
        assert_true(play(quotas[i], quotas[i] * 60, 5, &took) <= quotas[i] * 60 / 200);
        assert_true(took < 90 * second);
    }
}

static void few_throttles_are_soon_forgotten(void **state)
{
    struct arena arena;
    struct lanes lanes;
    struct call *call;
    int64_t due;
    int64_t now = 0;

    (void)state;
    arena_init(&arena);
    lanes_init(&lanes, &arena, 1);
    call = add(&lanes, OP_DESCRIBE, "us-east-1");
    assert_ptr_equal(lanes_take(&lanes, now, &due), call);
    lanes_again(&lanes, call, now, 0, true);
    for (int i = 0; i < 300; i++) {
        struct call *next = add(&lanes, OP_DESCRIBE, "us-east-1");

        while ((next = lanes_take(&lanes, now, &due)) == NULL)
            now = due;
        lanes_passed(next, now);
    }
    assert_true(call->lane->interval_ns == 0);
    assert_true(now < 10 * second);
    arena_clear(&arena);
}

static void five_in_a_row_close_the_lane(void **state)
{
    struct arena arena;
    struct lanes lanes;
    struct call *call;

    (void)state;
    arena_init(&arena);
    lanes_init(&lanes, &arena, 1);
    call = add(&lanes, OP_DESCRIBE, "us-east-1");
    for (int i = 0; i < LANES_GIVE_UP - 1; i++)
        assert_false(lanes_gave_up(call));
    lanes_passed(call, 0); /* one that passes opens it again */
    for (int i = 0; i < LANES_GIVE_UP - 1; i++)
        assert_false(lanes_gave_up(call));
    assert_true(lanes_gave_up(call));
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_take_turns),
        cmocka_unit_test(route53_is_one_lane),
        cmocka_unit_test(delay_is_capped_and_jittered),
        cmocka_unit_test(call_waits_until_it_is_due),
        cmocka_unit_test(quota_is_found_and_used),
        cmocka_unit_test(few_throttles_are_soon_forgotten),
        cmocka_unit_test(five_in_a_row_close_the_lane),
    };

    return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
