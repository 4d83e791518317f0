/* test_engine: what is asked of whom, what is kept, and that threads change nothing. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/check/engine.h"
#include "analyzer/check/subjects.h"
#include "base/when.h"

enum { NOW = 1795392000, H = 3600, DAY = 86400 }; /* 2026-11-23T00:00:00Z */

/* An estate of n certificates in two accounts: every tenth FAILED, the others ISSUED. */
struct world {
    struct arena arena;
    struct source source;
    struct source *sources[1];
    struct estate estate;
    struct facts facts;
    bool *enabled;
};

static const char *const regions[] = { "eu-west-1", "us-east-1" };

static struct cert *cert_new(struct world *world, unsigned i, const char *account,
                             const char *region, enum acm_status status)
{
    struct arena *arena = &world->arena;
    struct cert *cert = arena_zalloc(arena, sizeof(*cert));
    const char **names = arena_array(arena, 1, sizeof(*names));

    names[0] = arena_printf(arena, "host%06u.example.com", i);
    *cert = (struct cert){
        .arn = arena_printf(arena,
                            "arn:aws:acm:%s:%s:certificate/"
                            "00000000-0000-4000-8000-%012u",
                            region, account, i),
        .account = account,
        .region = region,
        .domain = names[0],
        .names = names,
        .n_names = 1,
        .created_at = NOW - 2 * DAY,
        .issued_at = WHEN_NONE,
        .imported_at = WHEN_NONE,
        .revoked_at = WHEN_NONE,
        .not_before = WHEN_NONE,
        .not_after = status == ACM_ISSUED ? NOW + 100 * DAY : WHEN_NONE,
        .captured_at = WHEN_NONE,
        .origin = { .source = &world->source, .pointer = "/Certificate" },
        .described = true,
        .grade = GRADE_DESCRIBE,
        .status = (uint8_t)status,
        .type = ACM_AMAZON_ISSUED,
        .reason = status == ACM_FAILED ? ACM_CAA_ERROR : ACM_REASON_NONE,
        .has_in_use_by = true,
    };
    cert->validations = arena_zalloc(arena, sizeof(*cert->validations));
    cert->validations[0] = (struct validation){ .domain = names[0],
                                                .status = ACM_DOMAIN_SUCCESS,
                                                .method = ACM_METHOD_DNS };
    cert->n_validations = 1;
    cert->has_validations = true;
    return cert;
}

static void world_init(struct world *world, unsigned n)
{
    memset(world, 0, sizeof(*world));
    arena_init(&world->arena);
    world->source = (struct source){
        .file = "evidence/a.json",
        .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .n_records = n,
        .captured_at = WHEN_NONE,
    };
    world->sources[0] = &world->source;
    world->estate = (struct estate){ .arena = &world->arena,
                                     .sources = world->sources,
                                     .n_sources = 1,
                                     .certs = arena_array(&world->arena, n + 1,
                                                          sizeof(struct cert *)),
                                     .n_certs = n,
                                     .latest_past = WHEN_NONE };
    for (unsigned i = 0; i < n; i++) {
        world->estate.certs[i] =
            cert_new(world, i, i < n / 2 ? "111122223333" : "444455556666",
                     regions[i % n >= n / 4], i % 10 == 0 ? ACM_FAILED : ACM_ISSUED);
        world->estate.certs[i]->index = i;
    }
    world->enabled = arena_zalloc(&world->arena, n_checks_all * sizeof(bool));
    for (size_t i = 0; i < n_checks_all; i++)
        world->enabled[i] = true;
}

static struct engine_result world_run(struct world *world, unsigned n_threads,
                                      bool include_pass)
{
    struct engine_options options = { .enabled = world->enabled,
                                      .include_pass = include_pass,
                                      .n_threads = n_threads };
    struct engine_result result;

    facts_init(&world->facts, &world->estate, NOW);
    engine_run(&world->facts, &options, &world->arena, &result);
    facts_clear(&world->facts);
    return result;
}

static void only(struct world *world, const char *id)
{
    for (size_t i = 0; i < n_checks_all; i++)
        world->enabled[i] = strcmp(checks_all[i]->rule.id, id) == 0;
}

static void world_clear(struct world *world)
{
    arena_clear(&world->arena);
}

static void catalogue_is_in_order_and_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_checks_all; i++) {
        const struct check *check = checks_all[i];

        if (i > 0)
            assert_true(strcmp(checks_all[i - 1]->rule.id, check->rule.id) < 0);
        assert_ptr_equal(check_find(check->rule.id), check);
        assert_non_null(check->rule.title);
        assert_non_null(check->rule.why);
        assert_non_null(check->rule.logic);
        assert_non_null(check->rule.references[0]);
        assert_int_not_equal(check->verdicts & CAN_FAIL, 0);
        assert_int_equal((check->verdicts & CAN_PASS) != 0, check->pass != NULL);
        /* Each verdict that it can give is explained. */
        assert_int_equal((check->verdicts & CAN_PASS) != 0,
                         strstr(check->rule.logic, "PASS: ") != NULL);
        assert_int_equal((check->verdicts & CAN_UNKNOWN) != 0,
                         strstr(check->rule.logic, "UNKNOWN: ") != NULL);
        assert_int_equal((check->verdicts & CAN_NA) != 0,
                         strstr(check->rule.logic, "NA: ") != NULL);
    }
    assert_null(check_find("acm_validation"));
    assert_null(check_find(""));
}

static void threads_change_nothing(void **state)
{
    struct world world;
    struct engine_result one;
    struct engine_result four;

    (void)state;
    world_init(&world, 5000);
    one = world_run(&world, 1, true);
    four = world_run(&world, 4, true);
    assert_true(one.n_findings > 5000);
    assert_int_equal(one.n_findings, four.n_findings);
    for (size_t i = 0; i < one.n_findings; i++) {
        assert_string_equal(one.findings[i]->fingerprint, four.findings[i]->fingerprint);
        assert_string_equal(one.findings[i]->message, four.findings[i]->message);
    }
    world_clear(&world);
}

static void healthy_ones_are_not_kept(void **state)
{
    struct world world;
    struct engine_result result;

    (void)state;
    world_init(&world, 1000);
    only(&world, "acm_validationfailed");
    result = world_run(&world, 2, false);
    assert_int_equal(result.n_findings, 100);
    for (size_t i = 0; i < result.n_findings; i++) {
        const struct finding *finding = result.findings[i];

        assert_int_equal(finding->verdict, VERDICT_FAIL);
        assert_int_equal(finding->resource_type, RESOURCE_CERTIFICATE);
        assert_string_equal(finding->resource_id, finding->arn);
        assert_int_equal(strlen(finding->fingerprint), 16);
        assert_non_null(finding->causes);
        if (i > 0)
            assert_true(finding_compare(result.findings[i - 1], finding) < 0);
    }
    result = world_run(&world, 2, true);
    assert_int_equal(result.n_findings, 1000);
    assert_string_equal(result.findings[999]->message,
                        "The certificate was issued: its validation succeeded.");
    world_clear(&world);
}

static void account_and_region_leave_the_unknown(void **state)
{
    const char *const account[] = { "111122223333" };
    const char *const region[] = { "us-east-1" };
    struct world world;
    struct engine_options options = { .include_pass = true,
                                      .n_threads = 1,
                                      .accounts = account,
                                      .n_accounts = 1,
                                      .regions = region,
                                      .n_regions = 1 };
    struct engine_result result;

    (void)state;
    world_init(&world, 400);
    only(&world, "acm_validationfailed");
    options.enabled = world.enabled;
    facts_init(&world.facts, &world.estate, NOW);
    engine_run(&world.facts, &options, &world.arena, &result);
    assert_int_equal(result.n_findings, 100); /* 100 .. 199 */
    world.estate.certs[0]->account = NULL;
    world.estate.certs[0]->region = NULL;
    engine_run(&world.facts, &options, &world.arena, &result);
    assert_int_equal(result.n_findings, 101);
    only(&world, "evidence_malformed");
    engine_run(&world.facts, &options, &world.arena, &result);
    assert_int_equal(result.n_findings, 1);
    facts_clear(&world.facts);
    world_clear(&world);
}

static void a_dump_that_would_fail_makes_unknown(void **state)
{
    struct world world;
    struct engine_result result;
    struct cert *winner;
    struct cert *loser;

    (void)state;
    world_init(&world, 2); /* 0 is FAILED, 1 is ISSUED */
    only(&world, "acm_validationfailed");
    winner = world.estate.certs[1];
    loser = cert_new(&world, 1, winner->account, winner->region, ACM_FAILED);
    winner->older = loser;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1); /* no conflict: history */
    winner->conflict = true;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 2);
    assert_int_equal(result.findings[1]->verdict, VERDICT_UNKNOWN);
    assert_string_equal(result.findings[1]->arn, winner->arn);
    assert_int_equal(result.findings[1]->severity, SEV_HIGH);
    assert_non_null(result.findings[1]->causes->fixes);
    loser->captured_at = NOW - 2 * H;
    winner->captured_at = NOW - H;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1); /* the times tell them apart */
    loser->captured_at = NOW - H;
    loser->grade = GRADE_TERRAFORM;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1);
    /* What is proven stays: the winner FAILED, the loser says ISSUED. */
    world.estate.certs[0]->older = cert_new(&world, 0, world.estate.certs[0]->account,
                                            world.estate.certs[0]->region, ACM_ISSUED);
    world.estate.certs[0]->conflict = true;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1);
    assert_int_equal(result.findings[0]->verdict, VERDICT_FAIL);
    world_clear(&world);
}

static void the_newer_status_is_judged(void **state)
{
    struct world world;
    struct engine_result result;
    struct cert *described;
    struct cert *listed;

    (void)state;
    world_init(&world, 2);
    only(&world, "acm_validationfailed");
    described = world.estate.certs[1];
    described->captured_at = NOW - 3 * H;
    listed = cert_new(&world, 1, described->account, described->region, ACM_FAILED);
    listed->grade = GRADE_LIST;
    described->older = listed;
    listed->captured_at = NOW - 4 * H;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1); /* the list is the older: history */
    listed->captured_at = NOW - 2 * H;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 2);
    assert_int_equal(result.findings[1]->verdict, VERDICT_FAIL);
    assert_ptr_equal(result.findings[1]->certificate, described);
    assert_ptr_equal(result.findings[1]->evidence[0].origin, &listed->origin);
    only(&world, "evidence_stale");
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 1);
    assert_int_equal(result.findings[0]->verdict, VERDICT_FAIL);
    world_clear(&world);
}

static void modifiers_are_for_some_checks(void **state)
{
    const char *const users[] = { "arn:aws:elasticloadbalancing:us-east-1:111122223333:"
                                  "loadbalancer/app/shop/0123456789abcdef" };
    struct world world;
    struct engine_result result;

    (void)state;
    world_init(&world, 1);
    world.estate.certs[0]->in_use_by = users;
    world.estate.certs[0]->n_in_use_by = 1;
    only(&world, "acm_validationfailed");
    result = world_run(&world, 1, false);
    assert_int_equal(result.findings[0]->severity, SEV_CRITICAL);
    only(&world, "acm_validation_waiter_trap");
    result = world_run(&world, 1, false);
    assert_int_equal(result.findings[0]->severity, SEV_MEDIUM);
    world_clear(&world);
}

static void a_path_alone_lowers_confidence(void **state)
{
    struct world world;
    struct engine_result result;

    (void)state;
    world_init(&world, 1);
    only(&world, "acm_validation_waiter_trap");
    world.estate.certs[0]->account_from = FROM_PATH;
    result = world_run(&world, 1, false);
    assert_int_equal(result.findings[0]->confidence, CONFIDENCE_HIGH);
    world_clear(&world);
}

/* ---- files, accounts and regions ---- */

static void equal_content_is_one_resource(void **state)
{
    static const char sha[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    struct problem problem = { .kind = PROBLEM_MALFORMED,
                               .line = 1,
                               .column = 1,
                               .pointer = "",
                               .text = "it is no JSON" };
    struct source files[] = {
        { .file = "evidence/a.json", .problems = &problem },
        { .file = "evidence/b.json", .problems = &problem },
        { .file = "evidence/c.json", .problems = &problem },
        { .file = "evidence/d.json", .problems = &problem },
    };
    struct source *sources[] = { &files[0], &files[1], &files[2], &files[3] };
    struct world world;
    struct engine_result result;

    (void)state;
    memcpy(files[0].sha256, sha, sizeof(sha));
    memcpy(files[2].sha256, sha, sizeof(sha)); /* b and d cannot be read at all */
    world_init(&world, 0);
    only(&world, "evidence_malformed");
    world.estate.sources = sources;
    world.estate.n_sources = 4;
    result = world_run(&world, 1, false);
    assert_int_equal(result.n_findings, 3);
    assert_string_equal(result.findings[0]->resource_id, "evidence/a.json");
    assert_string_equal(result.findings[0]->resource_key, sha);
    assert_non_null(strstr(result.findings[0]->message, "evidence/c.json"));
    assert_null(strstr(result.findings[0]->message, "evidence/b.json"));
    assert_string_equal(result.findings[1]->resource_key, "unreadableevidence/b.json");
    assert_string_not_equal(result.findings[1]->fingerprint,
                            result.findings[2]->fingerprint);
    world_clear(&world);
}

static void parts_are_what_evidence_and_manifests_name(void **state)
{
    static const char *const want[] = {
        "111122223333/eu-west-1", "111122223333/us-east-1",  "444455556666/global",
        "444455556666/us-east-1", "777788889999/cn-north-1", "unknown/unknown"
    };
    const char *const accounts[] = { "444455556666" };
    const char *const in[] = { "us-east-1" };
    struct manifest_run run = {
        .accounts = accounts, .n_accounts = 1, .regions = in, .n_regions = 1
    };
    struct manifest_missing missing = { .service = "route53", .account = "444455556666" };
    struct manifest manifest = {
        .runs = &run, .n_runs = 1, .missing = &missing, .n_missing = 1
    };
    struct manifest *manifests[] = { &manifest };
    struct listing listing = { .account = "777788889999", .region = "cn-north-1" };
    struct listing *listings[] = { &listing };
    struct world world;
    struct subjects subjects;

    (void)state;
    world_init(&world, 2);
    world.estate.certs[0]->account = NULL;
    world.estate.certs[0]->region = NULL;
    world.estate.certs[1]->account = "111122223333";
    world.estate.certs[1]->region = "eu-west-1";
    world.estate.manifests = manifests;
    world.estate.n_manifests = 1;
    world.estate.listings = listings;
    world.estate.n_listings = 1;
    subjects_init(&subjects, &world.estate, NULL, 0, &world.arena);
    assert_int_equal(subjects.n_parts, sizeof(want) / sizeof(want[0]));
    for (size_t i = 0; i < subjects.n_parts; i++) {
        const struct estate_part *part = &subjects.parts[i];

        assert_string_equal(
            arena_printf(&world.arena, "%s/%s", part->account, part->region), want[i]);
        assert_int_equal(part->n_certs, i == 0 || i == 5 ? 1 : 0);
        assert_int_equal(part->n_listings, i == 4 ? 1 : 0);
        assert_int_equal(part->account_has_evidence, i <= 1 || i == 4);
    }
    world_clear(&world);
}

static void dumps_ahead_of_now_reach_their_file(void **state)
{
    struct world world;
    struct engine_result result;

    (void)state;
    world_init(&world, 3000);
    only(&world, "evidence_clock_skew");
    result = world_run(&world, 2, false);
    assert_int_equal(result.n_findings, 0);
    world.estate.certs[2500]->issued_at = NOW + 301;
    world.estate.certs[7]->older =
        cert_new(&world, 7, "111122223333", "us-east-1", ACM_ISSUED);
    world.estate.certs[7]->older->created_at = NOW + DAY;
    result = world_run(&world, 2, false);
    assert_int_equal(result.n_findings, 1);
    assert_int_equal(result.findings[0]->n_evidence, 2);
    assert_non_null(strstr(result.findings[0]->message, "2026-11-24T00:00:00Z"));
    world_clear(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalogue_is_in_order_and_whole),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(healthy_ones_are_not_kept),
        cmocka_unit_test(account_and_region_leave_the_unknown),
        cmocka_unit_test(a_dump_that_would_fail_makes_unknown),
        cmocka_unit_test(the_newer_status_is_judged),
        cmocka_unit_test(modifiers_are_for_some_checks),
        cmocka_unit_test(a_path_alone_lowers_confidence),
        cmocka_unit_test(equal_content_is_one_resource),
        cmocka_unit_test(parts_are_what_evidence_and_manifests_name),
        cmocka_unit_test(dumps_ahead_of_now_reach_their_file),
    };

    return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
