/* test_facts: where now comes from, and what may be said of moments. */
#include "tests/support/test.h"

#include <string.h>

#include "analyzer/join/facts.h"
#include "base/when.h"

struct row {
    const char *name;
    int64_t option;
    int64_t captures[2];
    int64_t latest_past;
    int64_t now;
    enum now_source source;
    bool exact;
    enum passed at_now; /* for the moment now, one second before and one after */
    enum passed before;
    enum passed after;
};

static struct row rows[] = {
    { "the option rules",
      50,
      { 100, 200 },
      300,
      50,
      NOW_OPTION,
      true,
      PASSED_YES,
      PASSED_YES,
      PASSED_NO },
    { "else the latest manifest",
      WHEN_NONE,
      { 100, 200 },
      300,
      200,
      NOW_MANIFEST,
      true,
      PASSED_YES,
      PASSED_YES,
      PASSED_NO },
    { "a manifest without a time is none",
      WHEN_NONE,
      { WHEN_NONE, WHEN_NONE },
      300,
      300,
      NOW_EVIDENCE,
      false,
      PASSED_YES,
      PASSED_YES,
      PASSED_UNKNOWN },
    { "no time at all",
      WHEN_NONE,
      { WHEN_NONE, WHEN_NONE },
      WHEN_NONE,
      WHEN_NONE,
      NOW_NONE,
      false,
      PASSED_UNKNOWN,
      PASSED_UNKNOWN,
      PASSED_UNKNOWN },
};

static void now_comes_from(void **state)
{
    const struct row *row = *state;
    struct manifest_run runs[2] = { { .captured_at = row->captures[0] },
                                    { .captured_at = row->captures[1] } };
    struct manifest manifest = { .runs = runs, .n_runs = 2 };
    struct manifest *manifests[] = { &manifest };
    struct estate estate = {
        .manifests = manifests,
        .n_manifests = 1,
        .latest_past = row->latest_past,
    };
    struct facts facts;
    int64_t base;

    facts_init(&facts, &estate, row->option);
    assert_true(facts.now == row->now);
    assert_int_equal(facts.now_source, row->source);
    assert_int_equal(facts_now_is_exact(&facts), row->exact);
    base = facts.now == WHEN_NONE ? 1000 : facts.now;
    assert_int_equal(facts_passed(&facts, base), row->at_now);
    assert_int_equal(facts_passed(&facts, base - 1), row->before);
    assert_int_equal(facts_passed(&facts, base + 1), row->after);
    assert_int_equal(facts_passed(&facts, WHEN_NONE), PASSED_UNKNOWN);
    facts_clear(&facts);
    assert_null(facts.siblings);
}

TEST_ROWS(rows, now_comes_from)

int main(void)
{
    return run_rows("facts");
}
