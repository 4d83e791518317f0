/* test_evidence: the checks of the group evidence at their limits. */
#include "tests/support/test.h"

#include <string.h>

#include "analyzer/check/check.h"
#include "base/when.h"

enum { NOW = 1795392000, H = 3600, DAY = 86400 }; /* 2026-11-23T00:00:00Z */

static enum verdict run_check(const char *id, const struct facts *facts,
                              const struct subject *subject, struct finding *out,
                              struct arena *arena)
{
    const struct check *check = check_find(id);
    enum verdict verdict;

    assert_non_null(check);
    memset(out, 0, sizeof(*out));
    out->severity = check->rule.severity;
    verdict = check->run(facts, subject, out, arena);
    if (verdict == VERDICT_FAIL || verdict == VERDICT_UNKNOWN)
        assert_non_null(out->message);
    else
        assert_null(out->message);
    return verdict;
}

static struct facts facts_of(const struct estate *estate, enum now_source source)
{
    return (struct facts){ .estate = estate,
                           .now = source == NOW_NONE ? WHEN_NONE : NOW,
                           .now_source = source };
}

static struct cert cert_of(const struct source *source, enum acm_status status)
{
    return (struct cert){
        .arn = "arn:aws:acm:us-east-1:111122223333:certificate/"
               "00000000-0000-4000-8000-000000000001",
        .account = "111122223333",
        .region = "us-east-1",
        .domain = "example.com",
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
        .status = (uint8_t)status,
    };
}

/* ---- evidence_stale, by time ---- */

struct stale_row {
    const char *name;
    enum acm_status status;
    int64_t created; /* before now; 0 = absent, as below */
    int64_t captured;
    int64_t not_after; /* after now */
    enum now_source now;
    enum verdict want;
};

/* clang-format off */
static struct stale_row stale_rows[] = {
    { "stale: pending 72 h", ACM_PENDING_VALIDATION, 72 * H, H, 0, NOW_OPTION, VERDICT_PASS },
    { "stale: pending a second more", ACM_PENDING_VALIDATION, 72 * H + 1, H, 0, NOW_OPTION, VERDICT_FAIL },
    { "stale: captured 24 h ago", ACM_PENDING_VALIDATION, 48 * H, DAY, 0, NOW_OPTION, VERDICT_PASS },
    { "stale: captured a second more ago", ACM_PENDING_VALIDATION, 48 * H, DAY + 1, 0, NOW_OPTION, VERDICT_FAIL },
    { "stale: capture unknown, asked today", ACM_PENDING_VALIDATION, DAY, 0, 0, NOW_OPTION, VERDICT_PASS },
    { "stale: capture unknown, asked before", ACM_PENDING_VALIDATION, DAY + 1, 0, 0, NOW_OPTION, VERDICT_UNKNOWN },
    { "stale: nothing known", ACM_PENDING_VALIDATION, 0, 0, 0, NOW_OPTION, VERDICT_UNKNOWN },
    { "stale: pending, now is a lower bound", ACM_PENDING_VALIDATION, H, 0, 0, NOW_EVIDENCE, VERDICT_UNKNOWN },
    { "stale: pending, a lower bound is enough", ACM_PENDING_VALIDATION, 80 * H, 0, 0, NOW_EVIDENCE, VERDICT_FAIL },
    { "stale: issued, valid", ACM_ISSUED, 0, 0, DAY, NOW_OPTION, VERDICT_PASS },
    { "stale: issued, run out", ACM_ISSUED, 0, 0, -1, NOW_OPTION, VERDICT_FAIL },
    { "stale: issued, now is a lower bound", ACM_ISSUED, 0, 0, DAY, NOW_EVIDENCE, VERDICT_NA },
    { "stale: issued, run out by a lower bound", ACM_ISSUED, 0, 0, -1, NOW_EVIDENCE, VERDICT_FAIL },
    { "stale: issued, no NotAfter", ACM_ISSUED, 0, 0, 0, NOW_OPTION, VERDICT_NA },
    { "stale: failed", ACM_FAILED, 90 * DAY, 90 * DAY, 0, NOW_OPTION, VERDICT_NA },
};
/* clang-format on */

static void run_stale(void **state)
{
    const struct stale_row *row = *state;
    struct source source = { .file = "evidence/a.json" };
    struct cert cert = cert_of(&source, row->status);
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, row->now);
    struct subject subject = { .cert = &cert };
    struct finding out;
    struct arena arena;

    if (row->created != 0)
        cert.created_at = NOW - row->created;
    if (row->captured != 0)
        cert.captured_at = NOW - row->captured;
    if (row->not_after != 0)
        cert.not_after = NOW + row->not_after;
    arena_init(&arena);
    assert_string_equal(
        verdict_word(run_check("evidence_stale", &facts, &subject, &out, &arena)),
        verdict_word(row->want));
    arena_clear(&arena);
}

/* ---- the checks on files ---- */

struct file_row {
    const char *name;
    const char *check;
    enum problem_kind problem;
    bool has_problem;
    uint32_t n_records;
    enum verdict want;
    enum severity severity;
};

/* clang-format off */
static struct file_row file_rows[] = {
    { "malformed: whole", "evidence_malformed", 0, false, 1, VERDICT_PASS, 0 },
    { "malformed: nothing read", "evidence_malformed", PROBLEM_MALFORMED, true, 0, VERDICT_FAIL, SEV_HIGH },
    { "malformed: failed command", "evidence_malformed", PROBLEM_CAPTURE_FAILED, true, 0, VERDICT_FAIL, SEV_HIGH },
    { "malformed: in part", "evidence_malformed", PROBLEM_PARTLY, true, 1, VERDICT_FAIL, SEV_MEDIUM },
    { "malformed: wrong type", "evidence_malformed", PROBLEM_WRONG_TYPE, true, 1, VERDICT_FAIL, SEV_MEDIUM },
    { "malformed: broken time", "evidence_malformed", PROBLEM_BAD_TIME, true, 1, VERDICT_FAIL, SEV_MEDIUM },
    { "malformed: an unknown word is none", "evidence_malformed", PROBLEM_UNKNOWN_WORD, true, 1, VERDICT_PASS, 0 },
    { "unrecognised: named", "evidence_unrecognised", PROBLEM_NAMED, true, 0, VERDICT_FAIL, SEV_LOW },
    { "unrecognised: unknown", "evidence_unrecognised", PROBLEM_UNRECOGNISED, true, 0, VERDICT_FAIL, SEV_LOW },
    { "unrecognised: unreadable", "evidence_unrecognised", PROBLEM_MALFORMED, true, 0, VERDICT_NA, 0 },
    { "unrecognised: read in part", "evidence_unrecognised", PROBLEM_PARTLY, true, 1, VERDICT_PASS, 0 },
    { "unknown word", "evidence_unknown_word", PROBLEM_UNKNOWN_WORD, true, 1, VERDICT_FAIL, SEV_LOW },
    { "unknown word: unreadable", "evidence_unknown_word", PROBLEM_MALFORMED, true, 0, VERDICT_NA, 0 },
    { "truncated", "evidence_truncated", PROBLEM_TRUNCATED, true, 1, VERDICT_FAIL, SEV_MEDIUM },
    { "truncated: whole", "evidence_truncated", 0, false, 1, VERDICT_PASS, 0 },
    { "secret", "evidence_secret", PROBLEM_SECRET, true, 0, VERDICT_FAIL, SEV_CRITICAL },
    { "secret: none", "evidence_secret", 0, false, 1, VERDICT_PASS, 0 },
};
/* clang-format on */

static void run_file(void **state)
{
    const struct file_row *row = *state;
    struct problem problem = {
        .kind = row->problem,
        .line = 3,
        .column = 5,
        .pointer = "/Certificate/Status",
        .text = "it is wrong",
        .detail = "hush",
    };
    struct source source = {
        .file = "evidence/a.json",
        .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .n_records = row->n_records,
        .captured_at = WHEN_NONE,
        .problems = row->has_problem ? &problem : NULL,
    };
    const struct source *sources[] = { &source };
    struct evidence_group group = { .sources = sources, .n_sources = 1 };
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, NOW_OPTION);
    struct subject subject = { .evidence = &group };
    struct finding out;
    struct arena arena;

    arena_init(&arena);
    assert_string_equal(
        verdict_word(run_check(row->check, &facts, &subject, &out, &arena)),
        verdict_word(row->want));
    if (row->want == VERDICT_FAIL) {
        assert_string_equal(severity_word(out.severity), severity_word(row->severity));
        assert_string_equal(
            out.message,
            row->problem == PROBLEM_SECRET
                ? "evidence/a.json:3:5: it is wrong, at /Certificate/Status"
                : "evidence/a.json:3:5: it is wrong: \"hush\" at /Certificate/Status");
        assert_int_equal(out.n_evidence, 1);
        assert_int_equal(out.evidence[0].line, 3);
        assert_string_equal(out.evidence[0].pointer, "/Certificate/Status");
        if (row->problem == PROBLEM_SECRET)
            assert_null(out.evidence[0].value);
    }
    arena_clear(&arena);
}

/* ---- accounts and regions ---- */

static void key_types_of_listings(void **state)
{
    struct source source = { .file = "evidence/list.json" };
    struct listing listing = { .origin = { .source = &source, .pointer = "" },
                               .n_rows = 2,
                               .keys_known = true };
    struct listing *listings[] = { &listing };
    struct estate_part part = { .account = "111122223333",
                                .region = "us-east-1",
                                .listings = listings,
                                .n_listings = 1 };
    struct manifest_call call = { .region = "us-east-1", .key_types = true };
    struct manifest manifest = { .calls = &call, .n_calls = 1 };
    struct manifest *manifests[] = { &manifest };
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, NOW_OPTION);
    struct subject subject = { .part = &part };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
#define JUDGE() run_check("evidence_key_types", &facts, &subject, &out, &arena)
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    listing.keys_known = false;
    assert_int_equal(JUDGE(), VERDICT_UNKNOWN);
    listing.n_rows = 0;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    listing.other_keys = true;
    assert_int_equal(JUDGE(), VERDICT_PASS);
    listing.other_keys = false;
    estate.manifests = manifests;
    estate.n_manifests = 1;
    assert_int_equal(JUDGE(), VERDICT_PASS);
    call.region = "eu-west-1"; /* says nothing of this region */
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    part.n_listings = 0;
    assert_int_equal(JUDGE(), VERDICT_NA);
#undef JUDGE
    arena_clear(&arena);
}

static void coverage_of_a_run(void **state)
{
    const char *const accounts[] = { "111122223333" };
    const char *const regions[] = { "us-east-1", "eu-west-1" };
    struct source source = { .file = "evidence/manifest.json" };
    struct manifest_run run = {
        .accounts = accounts, .n_accounts = 1, .regions = regions, .n_regions = 2
    };
    struct manifest_missing missing = { .service = "acm",
                                        .operation = "ListCertificates",
                                        .account = "111122223333",
                                        .region = "eu-west-1",
                                        .error = "AccessDeniedException" };
    struct manifest manifest = {
        .source = &source, .complete = true, .runs = &run, .n_runs = 1
    };
    struct manifest *manifests[] = { &manifest };
    struct estate_part part = { .account = "111122223333", .region = "eu-west-1" };
    struct estate estate = { .manifests = manifests, .n_manifests = 1 };
    struct facts facts = facts_of(&estate, NOW_MANIFEST);
    struct subject subject = { .part = &part };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
#define JUDGE() run_check("evidence_coverage", &facts, &subject, &out, &arena)
    assert_int_equal(JUDGE(), VERDICT_FAIL); /* named, and nothing there */
    part.n_certs = 1;
    assert_int_equal(JUDGE(), VERDICT_PASS);
    manifest.complete = false;
    assert_int_equal(JUDGE(), VERDICT_FAIL); /* broke off, nobody says where */
    manifest.missing = &missing;
    manifest.n_missing = 1;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    assert_non_null(strstr(out.message, "acm:ListCertificates (AccessDeniedException)"));
    part.region = "us-east-1"; /* the missing call is another region's */
    assert_int_equal(JUDGE(), VERDICT_PASS);
    part.account = "unknown";
    assert_int_equal(JUDGE(), VERDICT_NA);
#undef JUDGE
    arena_clear(&arena);
}

static void time_guessed_once(void **state)
{
    static const enum now_source sources[] = { NOW_NONE, NOW_EVIDENCE, NOW_MANIFEST,
                                               NOW_OPTION };
    struct estate estate = { .latest_past = WHEN_NONE };
    struct subject subject = { 0 };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 4; i++) {
        struct facts facts = facts_of(&estate, sources[i]);

        assert_int_equal(
            run_check("evidence_time_guessed", &facts, &subject, &out, &arena),
            sources[i] == NOW_NONE || sources[i] == NOW_EVIDENCE ? VERDICT_FAIL
                                                                 : VERDICT_PASS);
    }
    arena_clear(&arena);
}

static void not_described_is_for_listed_ones(void **state)
{
    struct source source = { .file = "evidence/list.json" };
    struct cert cert = cert_of(&source, ACM_FAILED);
    struct cert row = cert_of(&source, ACM_FAILED);
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, NOW_OPTION);
    struct subject subject = { .cert = &cert };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
#define JUDGE() run_check("evidence_not_described", &facts, &subject, &out, &arena)
    assert_int_equal(JUDGE(), VERDICT_PASS);
    cert.described = false;
    cert.grade = GRADE_PROJECTION;
    assert_int_equal(JUDGE(), VERDICT_NA);
    row.grade = GRADE_LIST;
    cert.older = &row;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    assert_non_null(strstr(out.causes->fixes->text,
                           "aws acm describe-certificate --certificate-arn "
                           "arn:aws:acm:us-east-1:111122223333:certificate/"));
    cert.grade = GRADE_SEARCH;
    cert.older = NULL;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
#undef JUDGE
    arena_clear(&arena);
}

static void conflict_needs_unknown_or_equal_times(void **state)
{
    struct source a = { .file = "evidence/a.json" };
    struct source b = { .file = "evidence/b.json" };
    struct cert cert = cert_of(&a, ACM_ISSUED);
    struct cert other = cert_of(&b, ACM_FAILED);
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, NOW_OPTION);
    struct subject subject = { .cert = &cert };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
#define JUDGE() run_check("evidence_conflict", &facts, &subject, &out, &arena)
    assert_int_equal(JUDGE(), VERDICT_NA);
    cert.older = &other;
    assert_int_equal(JUDGE(), VERDICT_PASS); /* the merge found none */
    cert.conflict = true;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    assert_non_null(strstr(out.message, "ISSUED"));
    assert_non_null(strstr(out.message, "FAILED"));
    assert_non_null(strstr(out.message, "evidence/b.json"));
    assert_int_equal(out.n_evidence, 2);
#undef JUDGE
    arena_clear(&arena);
}

static void clock_skew_needs_a_clock_of_its_own(void **state)
{
    struct source source = { .file = "evidence/a.json",
                             .sha256 = "00",
                             .n_records = 1,
                             .captured_at = WHEN_NONE };
    const struct source *sources[] = { &source };
    struct cert cert = cert_of(&source, ACM_ISSUED);
    const struct cert *ahead[] = { &cert };
    struct evidence_group group = { .sources = sources, .n_sources = 1 };
    struct estate estate = { .latest_past = WHEN_NONE };
    struct facts facts = facts_of(&estate, NOW_OPTION);
    struct subject subject = { .evidence = &group };
    struct finding out;
    struct arena arena;

    (void)state;
    arena_init(&arena);
#define JUDGE() run_check("evidence_clock_skew", &facts, &subject, &out, &arena)
    assert_int_equal(JUDGE(), VERDICT_PASS);
    source.captured_at = NOW + 300;
    assert_int_equal(JUDGE(), VERDICT_PASS);
    source.captured_at = NOW + 301;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    cert.issued_at = NOW + DAY;
    group.ahead = ahead;
    group.n_ahead = 1;
    assert_int_equal(JUDGE(), VERDICT_FAIL);
    assert_non_null(
        strstr(out.message, "IssuedAt of example.com is 2026-11-24T00:00:00Z"));
    assert_string_equal(out.evidence[0].pointer, "/IssuedAt");
    facts.now_source = NOW_EVIDENCE;
    assert_int_equal(JUDGE(), VERDICT_NA);
#undef JUDGE
    arena_clear(&arena);
}

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

int main(void)
{
    struct CMUnitTest tests[N(stale_rows) + N(file_rows) + 6] = {
        cmocka_unit_test(key_types_of_listings),
        cmocka_unit_test(coverage_of_a_run),
        cmocka_unit_test(time_guessed_once),
        cmocka_unit_test(not_described_is_for_listed_ones),
        cmocka_unit_test(conflict_needs_unknown_or_equal_times),
        cmocka_unit_test(clock_skew_needs_a_clock_of_its_own),
    };
    size_t n = 6;

    for (size_t i = 0; i < N(stale_rows); i++)
        tests[n++] = (struct CMUnitTest){ stale_rows[i].name, run_stale, NULL, NULL,
                                          &stale_rows[i] };
    for (size_t i = 0; i < N(file_rows); i++)
        tests[n++] =
            (struct CMUnitTest){ file_rows[i].name, run_file, NULL, NULL, &file_rows[i] };
    return _cmocka_run_group_tests("evidence", tests, n, NULL, NULL);
}
