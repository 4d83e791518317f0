/* Tests of base/dns/caa_judge: what a set permits, and a second judge beside it. */
#include "base/dns/caa.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

enum { N_MAX = 4 };

/* What it answers for a plain name and for a wildcard, and why. */
struct judge_row {
    const char *name;
    const char *records[N_MAX];
    int plain;
    int plain_why;
    int wild;
    int wild_why;
};

#define LE     "0 issue \"letsencrypt.org\""
#define AMAZON "0 issue \"amazon.com\""

/* clang-format off */
static struct judge_row judge_rows[] = {
    { "no set", { NULL }, CAA_PERMITS, CAA_NO_PROPERTY, CAA_PERMITS, CAA_NO_PROPERTY },
    { "another", { LE }, CAA_FORBIDS, CAA_OTHERS, CAA_FORBIDS, CAA_OTHERS },
    { "another and Amazon", { LE, "0 issue \"amazonaws.com\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "iodef alone", { "0 iodef \"mailto:a@example.com\"" }, CAA_PERMITS, CAA_NO_PROPERTY, CAA_PERMITS, CAA_NO_PROPERTY },
    { "issuewild of another", { "0 issuewild \"letsencrypt.org\"" }, CAA_PERMITS, CAA_NO_PROPERTY, CAA_FORBIDS, CAA_WILDCARD_ONLY },
    { "no wildcards", { AMAZON, "0 issuewild \";\"" }, CAA_PERMITS, CAA_NAMED, CAA_FORBIDS, CAA_WILDCARD_ONLY },
    { "wildcards alone", { LE, "0 issuewild \"amazon.com\"" }, CAA_FORBIDS, CAA_OTHERS, CAA_PERMITS, CAA_NAMED },
    { "nobody", { "0 issue \";\"" }, CAA_FORBIDS, CAA_NOBODY, CAA_FORBIDS, CAA_NOBODY },
    { "nobody, empty", { "0 issue \"\"" }, CAA_FORBIDS, CAA_NOBODY, CAA_FORBIDS, CAA_NOBODY },
    { "nobody, no grammar", { "0 issue \"%%%%%\"" }, CAA_FORBIDS, CAA_NOBODY, CAA_FORBIDS, CAA_NOBODY },
    { "nobody and Amazon", { "0 issue \";\"", "0 issue \"amazontrust.com\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "critical and unknown", { AMAZON, "128 tbs \"x\"" }, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN },
    { "bit 1 is not critical", { AMAZON, "1 tbs \"x\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "127 is not critical", { AMAZON, "127 tbs \"x\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "129 is critical", { AMAZON, "129 tbs \"x\"" }, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN },
    { "unknown, not critical", { "0 tbs \"x\"" }, CAA_PERMITS, CAA_NO_PROPERTY, CAA_PERMITS, CAA_NO_PROPERTY },
    { "critical and known", { "128 issue \"amazon.com\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "critical iodef", { "128 iodef \"mailto:a@example.com\"" }, CAA_PERMITS, CAA_NO_PROPERTY, CAA_PERMITS, CAA_NO_PROPERTY },
    { "critical issuemail", { "128 issuemail \"x\"" }, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN },
    { "capitals", { "0 ISSUE \"AMAZON.COM\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "blanks and a semicolon", { "0 issue \"  amazon.com ;\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "below amazon.com", { "0 issue \"www.amazon.com\"" }, CAA_FORBIDS, CAA_LOOKALIKE, CAA_FORBIDS, CAA_LOOKALIKE },
    { "amazon.co.uk", { "0 issue \"amazon.co.uk\"" }, CAA_FORBIDS, CAA_LOOKALIKE, CAA_FORBIDS, CAA_LOOKALIKE },
    { "last dot", { "0 issue \"amazon.com.\"" }, CAA_FORBIDS, CAA_LOOKALIKE, CAA_FORBIDS, CAA_LOOKALIKE },
    { "parameters", { "0 issue \"amazon.com; accounturi=https://a/1\"" }, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS },
    { "validationmethods", { "0 issue \"amazon.com; validationmethods=dns-01\"" }, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS },
    { "parameters and none", { "0 issue \"amazon.com; a=b\"", AMAZON }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    { "broken parameters", { "0 issue \"amazon.com; a\"" }, CAA_FORBIDS, CAA_NOBODY, CAA_FORBIDS, CAA_NOBODY },
    { "parameters of another", { "0 issue \"letsencrypt.org; a=b\"" }, CAA_FORBIDS, CAA_OTHERS, CAA_FORBIDS, CAA_OTHERS },
    { "awstrust.com", { "0 issue \"awstrust.com\"" }, CAA_PERMITS, CAA_NAMED, CAA_PERMITS, CAA_NAMED },
    /* The order of whys. */
    { "critical goes before a wildcard's", { AMAZON, "0 issuewild \";\"", "128 tbs \"x\"" }, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN, CAA_FORBIDS, CAA_CRITICAL_UNKNOWN },
    { "wildcard's goes before a lookalike", { AMAZON, "0 issuewild \"aws.com\"" }, CAA_PERMITS, CAA_NAMED, CAA_FORBIDS, CAA_WILDCARD_ONLY },
    { "issue forbids as well: no matter of wildcards", { LE, "0 issuewild \"aws.com\"" }, CAA_FORBIDS, CAA_OTHERS, CAA_FORBIDS, CAA_LOOKALIKE },
    { "lookalike goes before nobody", { "0 issue \";\"", "0 issue \"amazon.com.\"" }, CAA_FORBIDS, CAA_LOOKALIKE, CAA_FORBIDS, CAA_LOOKALIKE },
    { "lookalike goes before others", { LE, "0 issue \"acm.amazonaws.com\"" }, CAA_FORBIDS, CAA_LOOKALIKE, CAA_FORBIDS, CAA_LOOKALIKE },
    { "nobody and others", { LE, "0 issue \";\"" }, CAA_FORBIDS, CAA_OTHERS, CAA_FORBIDS, CAA_OTHERS },
    { "uncertain goes before all that forbids", { "0 issue \"amazon.com; a=b\"", "0 issue \"aws.com\"", LE }, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS },
    { "uncertain issue permits no wildcard", { "0 issue \"amazon.com; a=b\"", "0 issuewild \";\"" }, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS, CAA_FORBIDS, CAA_NOBODY },
    { "uncertain issuewild", { AMAZON, "0 issuewild \"amazon.com; a=b\"" }, CAA_PERMITS, CAA_NAMED, CAA_UNCERTAIN, CAA_NAMED_PARAMETERS },
};
/* clang-format on */

static size_t read_set(struct arena *arena, const char *const *texts, size_t max,
                       struct caa_record *records)
{
    const char *fault = "";
    size_t n;

    for (n = 0; n < max && texts[n] != NULL; n++)
        if (!caa_parse(arena, texts[n], strlen(texts[n]), CAA_DECIMAL, &records[n],
                       &fault))
            fail_msg("%s: %s", texts[n], fault);
    return n;
}

static void judge(void **state)
{
    const struct judge_row *row = *state;
    struct caa_record records[N_MAX];
    struct caa_verdict verdict;
    struct arena arena;
    size_t n;

    arena_init(&arena);
    n = read_set(&arena, row->records, N_MAX, records);
    verdict = caa_judge(records, n, false);
    assert_int_equal(verdict.answer, row->plain);
    assert_int_equal(verdict.why, row->plain_why);
    assert_true(verdict.record == SIZE_MAX || verdict.record < n);
    verdict = caa_judge(records, n, true);
    assert_int_equal(verdict.answer, row->wild);
    assert_int_equal(verdict.why, row->wild_why);
    assert_true(verdict.record == SIZE_MAX || verdict.record < n);
    arena_clear(&arena);
}

TEST_ROWS(judge_rows, judge)

/* The record that decided is the one that the reader is shown. */
static void record_named(void **state)
{
    static const struct {
        const char *texts[N_MAX];
        bool wildcard;
        size_t record;
    } cases[] = {
        { { LE, AMAZON }, false, 1 },
        { { LE, AMAZON, "0 issue \"awstrust.com\"" }, false, 1 },
        { { LE, AMAZON, "128 tbs \"x\"" }, false, 2 },
        { { AMAZON, LE, "0 issuewild \";\"" }, true, 2 },
        { { LE, "0 issue \"aws.com\"" }, false, 1 },
        { { "0 iodef \"x\"", LE }, false, 1 },
        { { "0 iodef \"x\"", LE, LE }, false, SIZE_MAX },
        { { "0 iodef \"x\"" }, false, SIZE_MAX },
        { { "0 iodef \"x\"", "0 issue \";\"" }, false, 1 },
    };
    struct caa_record records[N_MAX];
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const size_t n = read_set(&arena, cases[i].texts, N_MAX, records);

        if (caa_judge(records, n, cases[i].wildcard).record != cases[i].record)
            fail_msg("case %zu", i);
    }
    arena_clear(&arena);
}

/*
 * The second judge. It reads texts, not records, and shares no code with the first:
 * RFC 8659, 3 (the climb) and 4 (the properties), sentence by sentence, over a small
 * world whose every value is known by heart.
 */
static const struct {
    const char *text;
    bool critical_unknown;
    bool issue;
    bool issuewild;
    bool names_us;    /* the issuer is ours, nothing behind it */
    bool names_us_if; /* ours, with parameters */
} alphabet[] = {
    { AMAZON, false, true, false, true, false },
    { LE, false, true, false, false, false },
    { "0 issue \";\"", false, true, false, false, false },
    { "0 issue \"amazon.com.\"", false, true, false, false, false },
    { "0 issue \"amazonaws.com; accounturi=https://a/1\"", false, true, false, false,
      true },
    { "0 issuewild \"Amazontrust.com\"", false, false, true, true, false },
    { "0 issuewild \";\"", false, false, true, false, false },
    { "0 iodef \"mailto:a@example.com\"", false, false, false, false, false },
    { "128 tbs \"x\"", true, false, false, false, false },
    { "1 tbs \"amazon.com\"", false, false, false, false, false },
};

enum { N_LETTERS = sizeof(alphabet) / sizeof(alphabet[0]), N_LEVELS = 3, SET_MAX = 3 };

struct set {
    size_t letters[SET_MAX];
    size_t n;
};

static enum caa_answer naive(const struct set *set, bool wildcard)
{
    bool restricted = false;
    bool certain = false;
    bool perhaps = false;
    bool by_wild = false;

    for (size_t i = 0; i < set->n; i++)
        if (alphabet[set->letters[i]].critical_unknown)
            return CAA_FORBIDS;
    for (size_t i = 0; i < set->n; i++)
        by_wild = by_wild || (wildcard && alphabet[set->letters[i]].issuewild);
    for (size_t i = 0; i < set->n; i++) {
        const size_t letter = set->letters[i];

        if (by_wild ? !alphabet[letter].issuewild : !alphabet[letter].issue)
            continue;
        restricted = true;
        certain = certain || alphabet[letter].names_us;
        perhaps = perhaps || alphabet[letter].names_us_if;
    }
    if (!restricted || certain)
        return CAA_PERMITS;
    return perhaps ? CAA_UNCERTAIN : CAA_FORBIDS;
}

/* All sets of up to three records, in every order that makes a difference or not. */
static size_t all_sets(struct set *sets)
{
    size_t n = 0;

    sets[n++] = (struct set){ .n = 0 };
    for (size_t a = 0; a < N_LETTERS; a++) {
        sets[n++] = (struct set){ { a }, 1 };
        for (size_t b = a; b < N_LETTERS; b++) {
            sets[n++] = (struct set){ { b, a }, 2 };
            for (size_t c = b; c < N_LETTERS; c++)
                sets[n++] = (struct set){ { b, c, a }, 3 };
        }
    }
    return n;
}

/* The nearest set that is not empty decides; levels[0] is the name's own. */
static const struct set *climb(const struct set *const *levels)
{
    for (size_t i = 0; i < N_LEVELS; i++)
        if (levels[i]->n > 0)
            return levels[i];
    return levels[N_LEVELS - 1];
}

static struct caa_verdict climb_and_judge(const struct caa_record *letters,
                                          const struct set *const *levels, bool wildcard)
{
    struct caa_record records[SET_MAX] = { { 0 } };
    const struct set *found = levels[0];

    for (size_t i = 1; i < N_LEVELS && found->n == 0; i++)
        found = levels[i];
    for (size_t i = 0; i < found->n; i++)
        records[i] = letters[found->letters[i]];
    return caa_judge(records, found->n, wildcard);
}

/*
 * Each of the 286 sets at each level, with the levels below it empty and those above it
 * any of a few: what stands above the nearest set must not matter.
 */
static void small_world(void **state)
{
    static struct set sets[400];
    static const size_t above[] = { 0, 1, 7, 60, 200, 285 };
    const size_t n_above = sizeof(above) / sizeof(above[0]);
    struct caa_record letters[N_LETTERS];
    const size_t n = all_sets(sets);
    struct arena arena;
    size_t seen[3] = { 0 };

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < N_LETTERS; i++)
        assert_int_equal(read_set(&arena, &alphabet[i].text, 1, &letters[i]), 1);
    assert_int_equal(n, 286);
    for (size_t i = 0; i < n * n_above * n_above * N_LEVELS * 2; i++) {
        const size_t depth = i / 2 % N_LEVELS;
        const struct set *levels[N_LEVELS] = { &sets[0], &sets[0], &sets[0] };
        const bool wildcard = i % 2 != 0;
        size_t rest = i / (2 * N_LEVELS);
        struct caa_verdict verdict;

        levels[depth] = &sets[rest % n];
        rest /= n;
        for (size_t k = depth + 1; k < N_LEVELS; k++, rest /= n_above)
            levels[k] = &sets[above[rest % n_above]];
        verdict = climb_and_judge(letters, levels, wildcard);
        if (verdict.answer != naive(climb(levels), wildcard))
            fail_msg("world %zu: %d, by the RFC %d", i, verdict.answer,
                     naive(climb(levels), wildcard));
        seen[verdict.answer]++;
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(seen[i] > 100);
    arena_clear(&arena);
}

static void lookalikes(void **state)
{
    static const char *const yes[] = {
        "amazon",
        "acm.amazonaws.com",
        "aws.amazon.com",
        "amazon.com.",
        "aws.com",
        "www.amazon.com",
        "amazon.co.uk",
        "amazon.de",
        "aws",
        "acm",
        "amazontrust.com.",
        "amazonaws.com.",
        "awstrust.com..",
        "x.y.awstrust.com",
        "awstrust.org",
        "amazom.com",
        "amazn.com",
        "amazon.con",
        "amazonn.com",
        "amazon.cm",
        "anazon.com",
        "amason.com",
        "awstrst.com",
        "amazon-trust.com",
        "amazontrustservices.com",
        "aws.amazon",
        "amazonca.example",
        "ca.aws",
        "amzon.com",
    };
    static const char *const no[] = {
        "",
        "letsencrypt.org",
        "digicert.com",
        "sectigo.com",
        "globalsign.com",
        "pki.goog",
        "entrust.net",
        "entrust.com",
        "ssl.com",
        "comodoca.com",
        "godaddy.com",
        "certum.pl",
        "trustwave.com",
        "buypass.com",
        "quovadisglobal.com",
        "identrust.com",
        "example.com",
        "com",
        ";",
        "%%%%%",
        "zerossl.com",
        "laws.com",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        if (!caa_is_lookalike(yes[i]) || caa_is_amazon(yes[i]))
            fail_msg("%s is none", yes[i]);
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        if (caa_is_lookalike(no[i]) || caa_is_amazon(no[i]))
            fail_msg("%s is one", no[i]);
    for (size_t i = 0; i < 4; i++)
        if (caa_is_lookalike(caa_amazon_names[i]) || !caa_is_amazon(caa_amazon_names[i]))
            fail_msg("%s", caa_amazon_names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(record_named),
                                        cmocka_unit_test(small_world),
                                        cmocka_unit_test(lookalikes) };

    return run_rows("caa_judge") + cmocka_run_group_tests_name("caa", tests, NULL, NULL);
}
