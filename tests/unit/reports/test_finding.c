/* test_finding: identity, order, ranking and building of findings. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "reports/finding/finding.h"

#define ARN                                                                              \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "00000000-1111-2222-3333-444444444444"
#define EMPTY_FILE "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define WAIVER_ROW "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/*
 * The vectors of the public fingerprint, computed with another program; they may never
 * change.
 */
struct vector {
    const char *name;
    const char *check;
    enum resource_type type;
    const char *id;
    const char *key;
    const char *fingerprint;
};

static struct vector vectors[] = {
    { "certificate", "acm_validationfailed", RESOURCE_CERTIFICATE, ARN, NULL,
      "f9b275205dff4175" },
    { "another check", "acm_validation_pending", RESOURCE_CERTIFICATE, ARN, NULL,
      "8e5f0300ebbb95f6" },
    { "certificate without ARN", "acm_validationfailed", RESOURCE_CERTIFICATE,
      "evidence/orphan.json#0/", NULL, "1ef96f4b3c0ad0ad" },
    { "evidence by content", "evidence_malformed", RESOURCE_EVIDENCE, "a/empty.json",
      EMPTY_FILE, "795a29d85c325c82" },
    { "the same content elsewhere", "evidence_malformed", RESOURCE_EVIDENCE,
      "b/moved.json", EMPTY_FILE, "795a29d85c325c82" },
    { "evidence without content", "evidence_malformed", RESOURCE_EVIDENCE,
      "evidence/unreadable.json", NULL, "285e500faacd5387" },
    { "a key counts for evidence only", "acm_validationfailed", RESOURCE_CERTIFICATE, ARN,
      EMPTY_FILE, "f9b275205dff4175" },
    { "estate", "evidence_coverage", RESOURCE_ESTATE, "111122223333/us-east-1", NULL,
      "4bfd1e3613e54611" },
    { "hosted zone", "dns_zone_duplicate", RESOURCE_HOSTED_ZONE, "Z0000000EXAMPLE", NULL,
      "8b19291d05b2f9a1" },
    { "waiver", "waiver_expired", RESOURCE_WAIVER, WAIVER_ROW, NULL, "cab57738bdd3a22d" },
};

static void has_fingerprint(void **state)
{
    const struct vector *vector = *state;
    const struct rule rule = { .id = vector->check };
    struct finding finding = {
        .rule = &rule,
        .resource_type = vector->type,
        .resource_id = vector->id,
        .resource_key = vector->key,
    };

    finding_fingerprint(&finding);
    assert_string_equal(finding.fingerprint, vector->fingerprint);
}

TEST_ROWS(vectors, has_fingerprint)

/* ---- order ---- */

static const struct rule rule_a = { .id = "acm_a" };
static const struct rule rule_b = { .id = "acm_b" };

/* In the order that outputs have; each differs from the one before in one thing more. */
static const struct finding in_order[] = {
    { .rule = &rule_b, .verdict = VERDICT_FAIL, .severity = SEV_CRITICAL },
    { .rule = &rule_a, .verdict = VERDICT_FAIL, .severity = SEV_HIGH },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333",
      .region = "eu-west-1" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333",
      .region = "us-east-1" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333",
      .region = "us-east-1",
      .domain = "a.example.com" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333",
      .region = "us-east-1",
      .domain = "b.example.com",
      .resource_id = "1" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "111122223333",
      .region = "us-east-1",
      .domain = "b.example.com",
      .resource_id = "2" },
    { .rule = &rule_a,
      .verdict = VERDICT_FAIL,
      .severity = SEV_HIGH,
      .account = "444455556666" },
    { .rule = &rule_b, .verdict = VERDICT_FAIL, .severity = SEV_HIGH },
    { .rule = &rule_a, .verdict = VERDICT_FAIL, .severity = SEV_INFO },
    { .rule = &rule_a, .verdict = VERDICT_UNKNOWN, .severity = SEV_CRITICAL },
    { .rule = &rule_a, .verdict = VERDICT_PASS, .severity = SEV_CRITICAL },
};

static void stands_in_order(void **state)
{
    const size_t n = sizeof(in_order) / sizeof(in_order[0]);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            int diff = finding_compare(&in_order[i], &in_order[k]);

            if ((i < k && diff >= 0) || (i > k && diff <= 0) || (i == k && diff != 0))
                fail_msg("rows %zu and %zu compare as %d", i, k, diff);
        }
    }
}

/* ---- building and ranking ---- */

static int clear_arena(void **state)
{
    arena_clear(*state);
    free(*state);
    return 0;
}

static int make_arena(void **state)
{
    *state = malloc(sizeof(struct arena));
    arena_init(*state);
    return 0;
}

static void ranks_causes_and_keeps_their_order(void **state)
{
    static const enum confidence given[] = { CONFIDENCE_LOW,     CONFIDENCE_HIGH,
                                             CONFIDENCE_CERTAIN, CONFIDENCE_HIGH,
                                             CONFIDENCE_MEDIUM,  CONFIDENCE_LOW };
    static const char *const wanted[] = { "2", "1", "3", "4", "0", "5" };
    struct finding finding = { .verdict = VERDICT_FAIL };
    size_t n = 0;

    for (size_t i = 0; i < 6; i++)
        cause_detail(finding_cause(&finding, *state, CAUSE_undetermined, given[i]),
                     *state, "%zu", i);
    finding_settle(&finding);
    for (const struct cause *cause = finding.causes; cause != NULL; cause = cause->next)
        assert_string_equal(cause->detail, wanted[n++]);
    assert_int_equal(n, 6);
    assert_int_equal(finding.confidence, CONFIDENCE_CERTAIN);
    finding_settle(&finding);
    assert_string_equal(finding.causes->next->detail, "1");
}

static void takes_its_confidence_from_the_first_cause(void **state)
{
    struct finding finding = { .verdict = VERDICT_FAIL };
    struct finding bare = { .verdict = VERDICT_FAIL };

    finding_cause(&finding, *state, CAUSE_undetermined, CONFIDENCE_LOW);
    finding_cause(&finding, *state, CAUSE_propagation, CONFIDENCE_MEDIUM);
    finding_settle(&finding);
    assert_int_equal(finding.confidence, CONFIDENCE_MEDIUM);
    assert_int_equal(finding.causes->code, CAUSE_propagation);
    finding_settle(&bare);
    assert_null(bare.causes);
    assert_int_equal(bare.confidence, CONFIDENCE_CERTAIN);
}

static void lists_grow(void **state)
{
    struct finding finding = { 0 };
    struct cause *cause =
        finding_cause(&finding, *state, CAUSE_undetermined, CONFIDENCE_LOW);
    char domain[16];

    for (uint32_t i = 0; i < 100; i++) {
        struct evidence_ref ref = { .line = i };

        finding_evidence(&finding, *state, &ref);
        cause_evidence(cause, *state, &ref);
        snprintf(domain, sizeof(domain), "%u", i);
        cause_domain(cause, *state, arena_strdup(*state, domain));
    }
    assert_int_equal(finding.n_evidence, 100);
    assert_int_equal(cause->n_evidence, 100);
    assert_int_equal(cause->n_domains, 100);
    for (uint32_t i = 0; i < 100; i++) {
        assert_int_equal(finding.evidence[i].line, i);
        assert_int_equal(cause->evidence[i].line, i);
        assert_int_equal(atoi(cause->domains[i]), i);
    }
}

static void fixes_keep_their_order(void **state)
{
    struct finding finding = { 0 };
    struct cause *cause =
        finding_cause(&finding, *state, CAUSE_caa_error, CONFIDENCE_CERTAIN);

    cause_fix(cause, *state, FIX_CLI, "first", "a");
    cause_fix(cause, *state, FIX_TEXT, "second", "b");
    finding_say(&finding, *state, "%s has %d causes", "example.com", 1);
    assert_string_equal(finding.message, "example.com has 1 causes");
    assert_string_equal(cause->fixes->title, "first");
    assert_string_equal(cause->fixes->next->text, "b");
    assert_null(cause->fixes->next->next);
    assert_string_equal(cause->detail, "");
}

static void knows_definite_causes(void **state)
{
    struct cause cause = { .code = CAUSE_cname_missing, .confidence = CONFIDENCE_MEDIUM };

    (void)state;
    assert_true(cause_is_definite(&cause));
    cause.confidence = CONFIDENCE_LOW;
    assert_false(cause_is_definite(&cause));
    cause.confidence = CONFIDENCE_CERTAIN;
    cause.code = CAUSE_caa_not_amazon;
    assert_true(cause_is_definite(&cause));
    cause.code = CAUSE_email_no_mailbox;
    assert_true(cause_is_definite(&cause));
    cause.code = CAUSE_caa_error;
    assert_false(cause_is_definite(&cause));
    cause.code = CAUSE_email_unanswered;
    assert_false(cause_is_definite(&cause));
    cause.code = CAUSE_undetermined;
    assert_false(cause_is_definite(&cause));
}

/* ---- words ---- */

static void every_cause_has_its_words(void **state)
{
    (void)state;
    assert_string_equal(cause_word(CAUSE_cname_missing), "cname_missing");
    assert_string_equal(cause_word(CAUSE_undetermined), "undetermined");
    assert_int_equal(CAUSE_undetermined, N_CAUSES - 1);
    assert_int_equal(N_CAUSES, 55);
    for (int i = 0; i < N_CAUSES; i++) {
        enum cause_code code = (enum cause_code)i;
        const char *title = cause_title(code);
        const char *explanation = cause_explanation(code);

        for (int k = 0; k < i; k++)
            assert_string_not_equal(cause_word(code), cause_word((enum cause_code)k));
        if (title[strlen(title) - 1] == '.' ||
            explanation[strlen(explanation) - 1] != '.')
            fail_msg("%s: a title has no full stop, an explanation has one",
                     cause_word(code));
    }
}

static void severities_are_read_back(void **state)
{
    enum severity severity;

    (void)state;
    for (int i = 0; i < N_SEVERITIES; i++) {
        assert_int_equal(severity_parse(severity_word((enum severity)i), &severity), 0);
        assert_int_equal(severity, i);
    }
    assert_int_equal(severity_parse("High", &severity), -1);
    assert_int_equal(severity_parse("", &severity), -1);
    assert_string_equal(severity_word(SEV_CRITICAL), "critical");
    assert_string_equal(rule_group_word(GROUP_EVIDENCE), "evidence");
    assert_string_equal(verdict_word(VERDICT_UNKNOWN), "UNKNOWN");
    assert_string_equal(confidence_word(CONFIDENCE_CERTAIN), "certain");
    assert_string_equal(resource_type_word(RESOURCE_HOSTED_ZONE), "hosted_zone");
    assert_string_equal(fix_kind_word(FIX_ZONEFILE), "zonefile");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stands_in_order),
        cmocka_unit_test_setup_teardown(ranks_causes_and_keeps_their_order, make_arena,
                                        clear_arena),
        cmocka_unit_test_setup_teardown(takes_its_confidence_from_the_first_cause,
                                        make_arena, clear_arena),
        cmocka_unit_test_setup_teardown(lists_grow, make_arena, clear_arena),
        cmocka_unit_test_setup_teardown(fixes_keep_their_order, make_arena, clear_arena),
        cmocka_unit_test(knows_definite_causes),
        cmocka_unit_test(every_cause_has_its_words),
        cmocka_unit_test(severities_are_read_back),
    };
    int failed = run_rows("fingerprints");

    return failed + cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
