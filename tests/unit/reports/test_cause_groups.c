/* test_cause_groups: what counts as one cause, who is counted, in which order. */
#include "tests/support/test.h"

#include <string.h>

#include "base/arena.h"
#include "reports/cause_groups.h"
#include "reports/html_rows.h"

/* Two causes and whether they are one. */
struct row {
    const char *name;
    struct cause a;
    struct cause b;
    bool one;
    bool one_fix;
};

static const struct dns_record record_a = { "_a.example.com.", "CNAME", "_a.aws." };
static const struct dns_record record_a_again = { "_a.example.com.", "CNAME", "_a.aws." };
static const struct dns_record record_value = { "_a.example.com.", "CNAME", "_b.aws." };
static const struct dns_record record_name = { "_b.example.com.", "CNAME", "_a.aws." };
static const struct zone_ref zone_1 = { "Z1", "example.com", "public" };
static const struct zone_ref zone_2 = { "Z2", "example.com", "private" };
static const struct zone_ref zone_named = { NULL, "Z1", "unknown" };

static struct row rows[] = {
    { "the code alone",
      { .code = CAUSE_undetermined },
      { .code = CAUSE_undetermined },
      true,
      false },
    { "another code",
      { .code = CAUSE_undetermined },
      { .code = CAUSE_caa_error },
      false,
      false },
    { "the same record",
      { .expected = &record_a },
      { .expected = &record_a_again },
      true,
      true },
    { "another value",
      { .expected = &record_a },
      { .expected = &record_value },
      false,
      true },
    { "another name",
      { .expected = &record_a },
      { .expected = &record_name },
      false,
      true },
    { "the same record in two zones",
      { .expected = &record_a, .zone = &zone_1 },
      { .expected = &record_a, .zone = &zone_2 },
      true,
      true },
    { "the same zone", { .zone = &zone_1 }, { .zone = &zone_1 }, true, true },
    { "two zones of a name", { .zone = &zone_1 }, { .zone = &zone_2 }, false, true },
    { "a zone known by its name",
      { .zone = &zone_named },
      { .zone = &zone_named },
      true,
      true },
    { "a record and a zone",
      { .expected = &record_a },
      { .zone = &zone_1 },
      false,
      true },
    { "a zone and neither", { .zone = &zone_1 }, { .code = 0 }, false, true },
};

static void are_one(void **state)
{
    struct row *row = *state;
    struct finding findings[] = {
        { .verdict = VERDICT_FAIL, .severity = SEV_LOW, .causes = &row->a },
        { .verdict = VERDICT_FAIL, .severity = SEV_HIGH, .causes = &row->b },
    };
    const struct finding *lists[] = { &findings[0], &findings[1] };
    struct html_row items[] = { { .findings = &lists[0], .n = 1 },
                                { .findings = &lists[1], .n = 1 } };
    const struct html_rows both = { items, 2, 0 };
    struct cause_groups groups;
    struct arena arena;

    arena_init(&arena);
    cause_groups_make(&both, &arena, &groups);
    assert_int_equal(groups.n, row->one ? 1 : 2);
    assert_int_equal(groups.n_shared, row->one ? 1 : 0);
    assert_ptr_equal(groups.items[0].worst, &findings[1]);
    if (row->one) {
        assert_int_equal(groups.items[0].n, 2);
        assert_ptr_equal(groups.items[0].rows[0], &items[0]);
        assert_ptr_equal(groups.items[0].rows[1], &items[1]);
        assert_ptr_equal(groups.items[0].cause, &row->a);
    }
    assert_int_equal(cause_group_has_one_fix(&groups.items[row->one ? 0 : 1]),
                     row->one_fix);
    arena_clear(&arena);
}

TEST_ROWS(rows, are_one)

/* A waived and a passed finding count for nothing; a row counts once. */
static void who_counts(void **state)
{
    static const struct waived waived = { "a", "b", "2027-01-31", NULL };
    struct cause causes[5] = { { .code = CAUSE_caa_error } };
    struct finding findings[] = {
        { .verdict = VERDICT_FAIL, .severity = SEV_LOW, .causes = &causes[0] },
        { .verdict = VERDICT_UNKNOWN, .severity = SEV_HIGH, .causes = &causes[1] },
        { .verdict = VERDICT_FAIL, .waived = &waived, .causes = &causes[2] },
        { .verdict = VERDICT_PASS, .causes = &causes[3] },
    };
    const struct finding *lists[] = { &findings[0], &findings[1], &findings[2],
                                      &findings[3] };
    struct html_row items[] = { { .findings = lists, .n = 2 },
                                { .findings = lists + 2, .n = 2 } };
    const struct html_rows both = { items, 2, 0 };
    struct cause_groups groups;
    struct arena arena;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        causes[i].code = CAUSE_caa_error;
    arena_init(&arena);
    cause_groups_make(&both, &arena, &groups);
    assert_int_equal(groups.n, 1);
    assert_int_equal(groups.n_shared, 0);
    assert_int_equal(groups.items[0].n, 1);
    assert_ptr_equal(groups.items[0].worst, &findings[0]); /* a failure, however low */
    assert_false(groups.items[0].all_certs);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(who_counts) };
    const int failed = run_rows("one cause");

    return failed + cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
