/* test_requests: the checks that hold a dead request against its siblings. */
#include "tests/support/test.h"

#include "analyzer/check/check.h"
#include "base/when.h"

enum { NOW = 1795392000, DAY = 86400 }; /* 2026-11-23T00:00:00Z */

/* A dead request, and one other certificate for the same two names. */
struct row {
    const char *name;
    const char *check;
    int64_t age_s;
    enum acm_status other;
    int64_t other_age_s;
    int64_t other_left_s;     /* NotAfter - now, when ISSUED */
    const char *other_second; /* its second name; NULL = the same */
    const char *other_region; /* NULL = the same */
    enum now_source now;
    bool list_cut;
    enum verdict want;
};

/* clang-format off */
static struct row rows[] = {
    { "repeated: the newer of two", "acm_validation_repeated", DAY, ACM_FAILED, 2 * DAY, 0, NULL, NULL, NOW_OPTION, false, VERDICT_FAIL },
    { "repeated: the older of two", "acm_validation_repeated", 2 * DAY, ACM_FAILED, DAY, 0, NULL, NULL, NOW_OPTION, false, VERDICT_NA },
    { "repeated: timed out counts", "acm_validation_repeated", DAY, ACM_VALIDATION_TIMED_OUT, 2 * DAY, 0, NULL, NULL, NOW_OPTION, false, VERDICT_FAIL },
    { "repeated: two are enough though the list is cut", "acm_validation_repeated", DAY, ACM_FAILED, 2 * DAY, 0, NULL, NULL, NOW_OPTION, true, VERDICT_FAIL },
    { "repeated: other names", "acm_validation_repeated", DAY, ACM_FAILED, 2 * DAY, 0, "api.example.com", NULL, NOW_OPTION, false, VERDICT_PASS },
    { "repeated: other names, and the list is cut", "acm_validation_repeated", DAY, ACM_FAILED, 2 * DAY, 0, "api.example.com", NULL, NOW_OPTION, true, VERDICT_UNKNOWN },
    { "repeated: another region", "acm_validation_repeated", DAY, ACM_FAILED, 2 * DAY, 0, NULL, "eu-west-1", NOW_OPTION, false, VERDICT_PASS },
    { "repeated: the other is pending", "acm_validation_repeated", 2 * DAY, ACM_PENDING_VALIDATION, DAY, 0, NULL, NULL, NOW_OPTION, false, VERDICT_PASS },
    { "abandoned: seven days", "acm_validation_abandoned", 7 * DAY, ACM_ISSUED, DAY, 90 * DAY, NULL, NULL, NOW_OPTION, false, VERDICT_PASS },
    { "abandoned: a second more", "acm_validation_abandoned", 7 * DAY + 1, ACM_ISSUED, DAY, 90 * DAY, NULL, NULL, NOW_OPTION, false, VERDICT_FAIL },
    { "abandoned: the other is not issued", "acm_validation_abandoned", 30 * DAY, ACM_PENDING_VALIDATION, DAY, 0, NULL, NULL, NOW_OPTION, false, VERDICT_PASS },
    { "abandoned: the other has run out", "acm_validation_abandoned", 30 * DAY, ACM_ISSUED, DAY, -1, NULL, NULL, NOW_OPTION, false, VERDICT_PASS },
    { "abandoned: the other may have run out", "acm_validation_abandoned", 30 * DAY, ACM_ISSUED, DAY, 90 * DAY, NULL, NULL, NOW_EVIDENCE, false, VERDICT_UNKNOWN },
    { "abandoned: age not known", "acm_validation_abandoned", 0, ACM_ISSUED, DAY, 90 * DAY, NULL, NULL, NOW_OPTION, false, VERDICT_UNKNOWN },
    { "abandoned: one name is not covered", "acm_validation_abandoned", 30 * DAY, ACM_ISSUED, DAY, 90 * DAY, "api.example.com", NULL, NOW_OPTION, false, VERDICT_PASS },
    { "abandoned: not covered, and the list is cut", "acm_validation_abandoned", 30 * DAY, ACM_ISSUED, DAY, 90 * DAY, "api.example.com", NULL, NOW_OPTION, true, VERDICT_UNKNOWN },
    { "abandoned: another region", "acm_validation_abandoned", 30 * DAY, ACM_ISSUED, DAY, 90 * DAY, NULL, "eu-west-1", NOW_OPTION, false, VERDICT_PASS },
};
/* clang-format on */

static void blank(struct cert *cert, const char *arn, const char *const *names,
                  const struct source *source)
{
    *cert = (struct cert){
        .arn = arn,
        .account = "111122223333",
        .region = "us-east-1",
        .domain = names[0],
        .names = names,
        .n_names = 2,
        .created_at = WHEN_NONE,
        .issued_at = WHEN_NONE,
        .imported_at = WHEN_NONE,
        .revoked_at = WHEN_NONE,
        .not_before = WHEN_NONE,
        .not_after = WHEN_NONE,
        .captured_at = WHEN_NONE,
        .origin = { .source = source, .pointer = "/Certificate" },
        .described = true,
        .grade = GRADE_DESCRIBE,
        .type = ACM_AMAZON_ISSUED,
    };
}

static void run(void **state)
{
    const struct row *row = *state;
    const struct check *check = check_find(row->check);
    const char *const names[] = { "example.com", "www.example.com" };
    /* In another order: it is the set that counts. */
    const char *const others[] = { row->other_second == NULL ? "www.example.com"
                                                             : row->other_second,
                                   "example.com" };
    struct source source = { .file = "evidence/a.json", .captured_at = WHEN_NONE };
    struct cert dead;
    struct cert other;
    struct cert *certs[] = { &dead, &other };
    struct listing listing = { .origin = { .source = &source, .pointer = "" },
                               .account = "111122223333",
                               .region = "us-east-1",
                               .truncated = row->list_cut };
    struct listing *listings[] = { &listing };
    struct arena arena;
    struct estate estate = { .arena = &arena,
                             .certs = certs,
                             .n_certs = 2,
                             .listings = listings,
                             .n_listings = 1,
                             .latest_past = NOW };
    struct subject subject = { .cert = &dead };
    struct facts facts;
    struct finding out = { 0 };

    blank(&dead, "arn:aws:acm:us-east-1:111122223333:certificate/a", names, &source);
    dead.status = ACM_FAILED;
    if (row->age_s != 0)
        dead.created_at = NOW - row->age_s;
    blank(&other, "arn:aws:acm:us-east-1:111122223333:certificate/b", others, &source);
    other.status = (uint8_t)row->other;
    other.created_at = NOW - row->other_age_s;
    other.index = 1;
    if (row->other_left_s != 0)
        other.not_after = NOW + row->other_left_s;
    if (row->other_region != NULL)
        other.region = row->other_region;
    arena_init(&arena);
    facts_init(&facts, &estate, row->now == NOW_OPTION ? NOW : WHEN_NONE);
    assert_non_null(check);
    assert_string_equal(verdict_word(check->run(&facts, &subject, &out, &arena)),
                        verdict_word(row->want));
    facts_clear(&facts);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("requests");
}
