/* test_severity: one step up, one step down, or none. */
#include "tests/support/test.h"

#include "analyzer/check/severity.h"
#include "base/arena.h"
#include "base/when.h"

enum { NOW = 1795392000, DAY = 86400 }; /* 2026-11-23T00:00:00Z */

struct row {
    const char *name;
    enum acm_status status;
    enum flag in_use;
    int64_t left_s;         /* NotAfter - now; 0 = no NotAfter */
    int64_t sibling_left_s; /* of an ISSUED sibling that covers it; 0 = there is none */
    enum severity base;
    enum severity want;
    enum now_source now;
    const char *sibling_region; /* NULL = the same */
};

/* clang-format off */
static struct row rows[] = {
    { "in use and failed", ACM_FAILED, FLAG_TRUE, 0, 0, SEV_HIGH, SEV_CRITICAL, NOW_OPTION, NULL },
    { "in use and timed out", ACM_VALIDATION_TIMED_OUT, FLAG_TRUE, 0, 0, SEV_HIGH, SEV_CRITICAL, NOW_OPTION, NULL },
    { "in use and expired", ACM_EXPIRED, FLAG_TRUE, -DAY, 0, SEV_MEDIUM, SEV_HIGH, NOW_OPTION, NULL },
    { "in use and revoked", ACM_REVOKED, FLAG_TRUE, 90 * DAY, 0, SEV_LOW, SEV_MEDIUM, NOW_OPTION, NULL },
    { "no step above critical", ACM_FAILED, FLAG_TRUE, 0, 0, SEV_CRITICAL, SEV_CRITICAL, NOW_OPTION, NULL },
    { "in use, 14 days left", ACM_ISSUED, FLAG_TRUE, 14 * DAY, 0, SEV_HIGH, SEV_HIGH, NOW_OPTION, NULL },
    { "in use, a second less", ACM_ISSUED, FLAG_TRUE, 14 * DAY - 1, 0, SEV_HIGH, SEV_CRITICAL, NOW_OPTION, NULL },
    { "in use, pending", ACM_PENDING_VALIDATION, FLAG_TRUE, 0, 0, SEV_HIGH, SEV_HIGH, NOW_OPTION, NULL },
    { "in use, broken and replaced: up, not down", ACM_FAILED, FLAG_TRUE, 0, 90 * DAY, SEV_HIGH, SEV_CRITICAL, NOW_OPTION, NULL },
    { "unused and replaced", ACM_FAILED, FLAG_FALSE, 0, 90 * DAY, SEV_HIGH, SEV_MEDIUM, NOW_OPTION, NULL },
    { "no step below info", ACM_FAILED, FLAG_FALSE, 0, 90 * DAY, SEV_INFO, SEV_INFO, NOW_OPTION, NULL },
    { "unused, not replaced", ACM_FAILED, FLAG_FALSE, 0, 0, SEV_HIGH, SEV_HIGH, NOW_OPTION, NULL },
    { "unused, replaced elsewhere", ACM_FAILED, FLAG_FALSE, 0, 90 * DAY, SEV_HIGH, SEV_HIGH, NOW_OPTION, "eu-west-1" },
    { "unused, the replacement has run out", ACM_FAILED, FLAG_FALSE, 0, -DAY, SEV_HIGH, SEV_HIGH, NOW_OPTION, NULL },
    { "unused, the replacement may have run out", ACM_FAILED, FLAG_FALSE, 0, 90 * DAY, SEV_HIGH, SEV_HIGH, NOW_EVIDENCE, NULL },
    { "use unknown", ACM_FAILED, FLAG_NONE, 0, 90 * DAY, SEV_HIGH, SEV_HIGH, NOW_OPTION, NULL },
};
/* clang-format on */

static void blank(struct cert *cert, const struct source *source)
{
    static const char *const names[] = { "example.com", "www.example.com" };

    *cert = (struct cert){
        .account = "111122223333",
        .region = "us-east-1",
        .domain = names[0],
        .names = names,
        .n_names = 2,
        .created_at = NOW - 30 * DAY,
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
    struct source source = { .file = "evidence/a.json", .captured_at = WHEN_NONE };
    struct cert cert;
    struct cert sibling;
    struct cert *certs[] = { &cert, &sibling };
    struct arena arena;
    struct estate estate = { .certs = certs, .latest_past = NOW };
    struct facts facts;

    blank(&cert, &source);
    cert.arn = "arn:aws:acm:us-east-1:111122223333:certificate/"
               "00000000-0000-4000-8000-000000000001";
    cert.status = (uint8_t)row->status;
    cert.in_use = (uint8_t)row->in_use;
    if (row->left_s != 0)
        cert.not_after = NOW + row->left_s;
    blank(&sibling, &source);
    sibling.arn = "arn:aws:acm:us-east-1:111122223333:certificate/"
                  "00000000-0000-4000-8000-000000000002";
    sibling.status = ACM_ISSUED;
    sibling.not_after = NOW + row->sibling_left_s;
    sibling.index = 1;
    if (row->sibling_region != NULL)
        sibling.region = row->sibling_region;
    estate.n_certs = row->sibling_left_s == 0 ? 1 : 2;
    arena_init(&arena);
    estate.arena = &arena;
    facts_init(&facts, &estate, row->now == NOW_OPTION ? NOW : WHEN_NONE);
    assert_int_equal(facts.now_source, row->now);
    assert_string_equal(severity_word(severity_modified(&facts, &cert, row->base)),
                        severity_word(row->want));
    facts_clear(&facts);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("severity");
}
