/* test_validation: the checks of the group validation at their limits. */
#include "tests/support/test.h"

#include <string.h>

#include "analyzer/check/check.h"
#include "base/when.h"

#define NOW "2026-11-23T00:00:00Z"

/* A row is a certificate of two names; each letter of domains is one's state. */
struct row {
    const char *name;
    const char *check;
    enum acm_status status;
    const char *domains; /* S success, P pending, F failed, ? none; "" no entries */
    int64_t age_s;       /* now - CreatedAt; -1 = no CreatedAt */
    enum verdict verdict;
    enum severity severity; /* when it FAILs */
    enum acm_reason reason;
    enum grade grade;
    enum acm_type type;
    enum flag in_use;
    enum now_source now;
    const char *second; /* the second name; NULL = "www.example.com" */
    bool names_cut;
};

enum { H = 3600, DAY = 24 * H, MIN = 60 };
#define DESCRIBED .grade = GRADE_DESCRIBE, .type = ACM_AMAZON_ISSUED, .now = NOW_OPTION
#define LISTED    .grade = GRADE_LIST, .type = ACM_AMAZON_ISSUED, .now = NOW_OPTION

/* clang-format off */
static struct row rows[] = {
    { "failed: issued passes", "acm_validationfailed", ACM_ISSUED, "SS", DAY, VERDICT_PASS, .now = NOW_OPTION, .type = ACM_AMAZON_ISSUED },
    { "failed: issued passes though a domain failed", "acm_validationfailed", ACM_ISSUED, "SF", DAY, VERDICT_PASS, DESCRIBED },
    { "failed: FAILED", "acm_validationfailed", ACM_FAILED, "SS", DAY, VERDICT_FAIL, SEV_HIGH, ACM_CAA_ERROR, DESCRIBED },
    { "failed: timed out", "acm_validationfailed", ACM_VALIDATION_TIMED_OUT, "SF", DAY, VERDICT_FAIL, SEV_HIGH, DESCRIBED },
    { "failed: pending is not for it", "acm_validationfailed", ACM_PENDING_VALIDATION, "PP", DAY, VERDICT_NA, DESCRIBED },
    { "failed: a failed domain while pending", "acm_validationfailed", ACM_PENDING_VALIDATION, "PF", DAY, VERDICT_FAIL, SEV_HIGH, DESCRIBED },
    { "failed: a failed domain without status", "acm_validationfailed", ACM_STATUS_NONE, "PF", DAY, VERDICT_FAIL, SEV_HIGH, DESCRIBED },
    { "failed: no status", "acm_validationfailed", ACM_STATUS_NONE, "SS", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "failed: unknown word", "acm_validationfailed", ACM_STATUS_OTHER, "SS", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "failed: inactive", "acm_validationfailed", ACM_INACTIVE, "SS", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "failed: expired passes", "acm_validationfailed", ACM_EXPIRED, "SS", DAY, VERDICT_PASS, DESCRIBED },
    { "failed: revoked passes", "acm_validationfailed", ACM_REVOKED, "SS", DAY, VERDICT_PASS, DESCRIBED },
    { "failed: imported", "acm_validationfailed", ACM_ISSUED, "??", DAY, VERDICT_NA, .type = ACM_IMPORTED, .now = NOW_OPTION },
    { "failed: private ca", "acm_validationfailed", ACM_FAILED, "", DAY, VERDICT_FAIL, SEV_HIGH, ACM_PCA_ACCESS_DENIED, .grade = GRADE_DESCRIBE, .type = ACM_PRIVATE, .now = NOW_OPTION },
    { "failed: listed only", "acm_validationfailed", ACM_FAILED, "", DAY, VERDICT_FAIL, SEV_HIGH, LISTED },

    { "pending: young", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", H, VERDICT_FAIL, SEV_LOW, DESCRIBED },
    { "pending: one second short of a day", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", DAY - 1, VERDICT_FAIL, SEV_LOW, DESCRIBED },
    { "pending: a day", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", DAY, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "pending: twelve hours left", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 60 * H, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "pending: a second less than twelve hours left", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 60 * H + 1, VERDICT_FAIL, SEV_HIGH, DESCRIBED },
    { "pending: past 72 hours", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 72 * H + 1, VERDICT_FAIL, SEV_HIGH, DESCRIBED },
    { "pending: no CreatedAt", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", -1, VERDICT_FAIL, SEV_LOW, DESCRIBED },
    { "pending: a lower bound gives no last hours", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 61 * H, VERDICT_FAIL, SEV_MEDIUM, .grade = GRADE_DESCRIBE, .now = NOW_EVIDENCE },
    { "pending: a lower bound proves 72 hours", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 73 * H, VERDICT_FAIL, SEV_HIGH, .grade = GRADE_DESCRIBE, .now = NOW_EVIDENCE },
    { "pending: no time at all", "acm_validation_pending", ACM_PENDING_VALIDATION, "PP", 73 * H, VERDICT_FAIL, SEV_LOW, .grade = GRADE_DESCRIBE, .now = NOW_NONE },
    { "pending: terraform alone", "acm_validation_pending", ACM_PENDING_VALIDATION, "??", H, VERDICT_UNKNOWN, .grade = GRADE_TERRAFORM, .now = NOW_OPTION },
    { "pending: no status", "acm_validation_pending", ACM_STATUS_NONE, "PP", H, VERDICT_UNKNOWN, DESCRIBED },
    { "pending: issued", "acm_validation_pending", ACM_ISSUED, "SS", H, VERDICT_NA, DESCRIBED },

    { "partial: half an hour is too young", "acm_validation_partial", ACM_PENDING_VALIDATION, "SP", 30 * MIN, VERDICT_PASS, DESCRIBED },
    { "partial: a second more", "acm_validation_partial", ACM_PENDING_VALIDATION, "SP", 30 * MIN + 1, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "partial: a lower bound cannot say young", "acm_validation_partial", ACM_PENDING_VALIDATION, "SP", 5 * MIN, VERDICT_UNKNOWN, .grade = GRADE_DESCRIBE, .now = NOW_EVIDENCE },
    { "partial: timed out", "acm_validation_partial", ACM_VALIDATION_TIMED_OUT, "SF", DAY, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "partial: failed without age", "acm_validation_partial", ACM_FAILED, "SP", -1, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "partial: none validated", "acm_validation_partial", ACM_VALIDATION_TIMED_OUT, "FF", DAY, VERDICT_PASS, DESCRIBED },
    { "partial: states unknown", "acm_validation_partial", ACM_VALIDATION_TIMED_OUT, "S?", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "partial: listed only", "acm_validation_partial", ACM_FAILED, "", DAY, VERDICT_UNKNOWN, LISTED },
    { "partial: issued", "acm_validation_partial", ACM_ISSUED, "SF", DAY, VERDICT_NA, DESCRIBED },

    { "contradiction: timed out, all success", "acm_validation_contradiction", ACM_VALIDATION_TIMED_OUT, "SS", DAY, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "contradiction: caa is none", "acm_validation_contradiction", ACM_FAILED, "SS", DAY, VERDICT_PASS, .reason = ACM_CAA_ERROR, DESCRIBED },
    { "contradiction: another reason", "acm_validation_contradiction", ACM_FAILED, "SS", DAY, VERDICT_FAIL, SEV_MEDIUM, ACM_OTHER_REASON, DESCRIBED },
    { "contradiction: issued with a failed domain", "acm_validation_contradiction", ACM_ISSUED, "SF", DAY, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "contradiction: issued with a pending domain is none", "acm_validation_contradiction", ACM_ISSUED, "SP", DAY, VERDICT_PASS, DESCRIBED },
    { "contradiction: a reason while pending", "acm_validation_contradiction", ACM_PENDING_VALIDATION, "PP", DAY, VERDICT_FAIL, SEV_MEDIUM, ACM_CAA_ERROR, DESCRIBED },
    { "contradiction: failed without reason", "acm_validation_contradiction", ACM_FAILED, "FF", DAY, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "contradiction: a query may have left the reason out", "acm_validation_contradiction", ACM_FAILED, "FF", DAY, VERDICT_PASS, .grade = GRADE_PROJECTION, .type = ACM_AMAZON_ISSUED, .now = NOW_OPTION },
    { "contradiction: terraform has no reason", "acm_validation_contradiction", ACM_FAILED, "??", DAY, VERDICT_PASS, .grade = GRADE_TERRAFORM, .type = ACM_AMAZON_ISSUED, .now = NOW_OPTION },
    { "contradiction: no domains", "acm_validation_contradiction", ACM_PENDING_VALIDATION, "", DAY, VERDICT_NA, LISTED },
    { "contradiction: dead and listed only", "acm_validation_contradiction", ACM_FAILED, "", DAY, VERDICT_UNKNOWN, LISTED },

    { "trap: caa", "acm_validation_waiter_trap", ACM_FAILED, "SS", DAY, VERDICT_FAIL, SEV_MEDIUM, ACM_CAA_ERROR, DESCRIBED },
    { "trap: five minutes is young", "acm_validation_waiter_trap", ACM_PENDING_VALIDATION, "SS", 5 * MIN, VERDICT_NA, DESCRIBED },
    { "trap: a second more", "acm_validation_waiter_trap", ACM_PENDING_VALIDATION, "SS", 5 * MIN + 1, VERDICT_FAIL, SEV_MEDIUM, DESCRIBED },
    { "trap: no age", "acm_validation_waiter_trap", ACM_PENDING_VALIDATION, "SS", -1, VERDICT_UNKNOWN, DESCRIBED },
    { "trap: one is not", "acm_validation_waiter_trap", ACM_FAILED, "SP", DAY, VERDICT_NA, DESCRIBED },
    { "trap: one may not be", "acm_validation_waiter_trap", ACM_FAILED, "S?", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "trap: listed only", "acm_validation_waiter_trap", ACM_PENDING_VALIDATION, "", DAY, VERDICT_UNKNOWN, LISTED },
    { "trap: described without domains", "acm_validation_waiter_trap", ACM_PENDING_VALIDATION, "", DAY, VERDICT_NA, DESCRIBED },

    { "dead in use: failed", "acm_validation_dead_in_use", ACM_FAILED, "SS", DAY, VERDICT_FAIL, SEV_CRITICAL, .in_use = FLAG_TRUE, DESCRIBED },
    { "dead in use: pending", "acm_validation_dead_in_use", ACM_PENDING_VALIDATION, "SS", DAY, VERDICT_FAIL, SEV_CRITICAL, .in_use = FLAG_TRUE, DESCRIBED },
    { "dead in use: unused", "acm_validation_dead_in_use", ACM_EXPIRED, "SS", DAY, VERDICT_PASS, .in_use = FLAG_FALSE, DESCRIBED },
    { "dead in use: expired, nobody says", "acm_validation_dead_in_use", ACM_EXPIRED, "SS", DAY, VERDICT_UNKNOWN, DESCRIBED },
    { "dead in use: timed out, nobody says", "acm_validation_dead_in_use", ACM_VALIDATION_TIMED_OUT, "FF", DAY, VERDICT_NA, DESCRIBED },
    { "dead in use: issued", "acm_validation_dead_in_use", ACM_ISSUED, "SS", DAY, VERDICT_NA, .in_use = FLAG_TRUE, DESCRIBED },
    { "dead in use: no status", "acm_validation_dead_in_use", ACM_STATUS_NONE, "SS", DAY, VERDICT_UNKNOWN, .in_use = FLAG_TRUE, DESCRIBED },

    { "name: fit", "acm_name_invalid", ACM_FAILED, "SS", DAY, VERDICT_PASS, DESCRIBED },
    { "name: underscore", "acm_name_invalid", ACM_FAILED, "SS", DAY, VERDICT_FAIL, SEV_HIGH, .second = "my_shop.example.com", DESCRIBED },
    { "name: issued all the same", "acm_name_invalid", ACM_ISSUED, "SS", DAY, VERDICT_FAIL, SEV_LOW, .second = "my_shop.example.com", DESCRIBED },
    { "name: imported", "acm_name_invalid", ACM_ISSUED, "", DAY, VERDICT_NA, .second = "my_shop.example.com", .type = ACM_IMPORTED, .now = NOW_OPTION },
    { "name: unfit, type unknown", "acm_name_invalid", ACM_FAILED, "SS", DAY, VERDICT_UNKNOWN, .second = "my_shop.example.com", .now = NOW_OPTION },
    { "name: fit, type unknown", "acm_name_invalid", ACM_FAILED, "SS", DAY, VERDICT_NA, .now = NOW_OPTION },
    { "name: cut", "acm_name_invalid", ACM_ISSUED, "SS", DAY, VERDICT_UNKNOWN, .names_cut = true, DESCRIBED },
    { "name: unfit among those shown", "acm_name_invalid", ACM_ISSUED, "SS", DAY, VERDICT_FAIL, SEV_LOW, .names_cut = true, .second = "a.local", DESCRIBED },

    { "repeated: alone", "acm_validation_repeated", ACM_FAILED, "SS", DAY, VERDICT_PASS, DESCRIBED },
    { "repeated: issued", "acm_validation_repeated", ACM_ISSUED, "SS", DAY, VERDICT_NA, DESCRIBED },
    { "repeated: names cut", "acm_validation_repeated", ACM_FAILED, "SS", DAY, VERDICT_UNKNOWN, .names_cut = true, DESCRIBED },
    { "abandoned: alone", "acm_validation_abandoned", ACM_FAILED, "SS", 30 * DAY, VERDICT_PASS, DESCRIBED },
    { "abandoned: names cut", "acm_validation_abandoned", ACM_FAILED, "SS", 30 * DAY, VERDICT_UNKNOWN, .names_cut = true, DESCRIBED },
};
/* clang-format on */

static uint8_t state_of(char letter)
{
    switch (letter) {
    case 'S':
        return ACM_DOMAIN_SUCCESS;
    case 'P':
        return ACM_DOMAIN_PENDING_VALIDATION;
    case 'F':
        return ACM_DOMAIN_FAILED;
    default:
        return ACM_DOMAIN_NONE;
    }
}

static void fill(const struct row *row, int64_t now, const struct source *source,
                 struct validation *validations, const char **names, struct cert *cert)
{
    names[0] = "example.com";
    names[1] = row->second == NULL ? "www.example.com" : row->second;
    *cert = (struct cert){
        .arn = "arn:aws:acm:us-east-1:111122223333:certificate/"
               "00000000-0000-4000-8000-000000000001",
        .account = "111122223333",
        .region = "us-east-1",
        .domain = names[0],
        .names = names,
        .n_names = 2,
        .names_cut = row->names_cut,
        .validations = validations,
        .n_validations = (uint32_t)strlen(row->domains),
        .has_validations = row->domains[0] != '\0',
        .created_at = row->age_s < 0 ? WHEN_NONE : now - row->age_s,
        .issued_at = WHEN_NONE,
        .imported_at = WHEN_NONE,
        .revoked_at = WHEN_NONE,
        .not_before = WHEN_NONE,
        .not_after = WHEN_NONE,
        .captured_at = WHEN_NONE,
        .origin = { .source = source, .pointer = "/Certificate" },
        .described = row->grade == GRADE_DESCRIBE,
        .grade = (uint8_t)row->grade,
        .status = (uint8_t)row->status,
        .type = (uint8_t)row->type,
        .reason = (uint8_t)row->reason,
        .method = ACM_METHOD_DNS,
        .in_use = (uint8_t)row->in_use,
    };
    for (uint32_t i = 0; i < cert->n_validations; i++) {
        validations[i] = (struct validation){ .domain = names[i],
                                              .status = state_of(row->domains[i]),
                                              .method = ACM_METHOD_DNS };
    }
}

static int64_t now_time(void)
{
    int64_t now;

    assert_int_equal(when_parse(NOW, strlen(NOW), &now), WHEN_OK);
    return now;
}

static void run(void **state)
{
    const struct row *row = *state;
    const struct check *check = check_find(row->check);
    const int64_t now = now_time();
    struct source source = { .file = "evidence/a.json", .captured_at = WHEN_NONE };
    struct validation validations[2];
    const char *names[2];
    struct cert cert;
    struct cert *certs[] = { &cert };
    struct arena arena;
    struct estate estate = { .certs = certs, .n_certs = 1, .latest_past = WHEN_NONE };
    struct facts facts;
    struct subject subject = { .cert = &cert };
    struct finding out = { 0 };
    enum verdict verdict;

    assert_non_null(check);
    fill(row, now, &source, validations, names, &cert);
    arena_init(&arena);
    estate.arena = &arena;
    if (row->now == NOW_EVIDENCE)
        estate.latest_past = now;
    facts_init(&facts, &estate, row->now == NOW_OPTION ? now : WHEN_NONE);
    assert_int_equal(facts.now_source, row->now);
    out.severity = check->rule.severity;
    verdict = check->run(&facts, &subject, &out, &arena);
    assert_string_equal(verdict_word(verdict), verdict_word(row->verdict));
    if (verdict == VERDICT_FAIL)
        assert_string_equal(severity_word(out.severity), severity_word(row->severity));
    if (verdict == VERDICT_FAIL || verdict == VERDICT_UNKNOWN) {
        assert_non_null(out.message);
        assert_non_null(strstr(out.message, "example.com"));
    } else {
        assert_null(out.message);
        assert_null(out.causes);
    }
    if (verdict == VERDICT_UNKNOWN)
        assert_non_null(out.causes);
    facts_clear(&facts);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("validation");
}
