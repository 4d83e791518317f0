/* test_caa: the vectors of RFC 8659, asked of the mock's own zones. */
#include <string.h>

#include "tests/unit/mockaws/lifecycle/dns_world.h"

enum { SETS_MAX = 4 };

/*
 * sets: "OWNER TYPE VALUE"; "e" is example.com, "t" example.net. asked: "*." in front
 * asks for the wildcard.
 */
static struct row {
    const char *name;
    const char *sets[SETS_MAX];
    const char *asked;
    enum caa_decision want;
    const char *owner;
} rows[] = {
/* clang-format off */
#define LE "e CAA 0 issue \"letsencrypt.org\""
#define AMAZON "e CAA 0 issue \"amazon.com\""
    { "none", { NULL }, "e", CAA_ALLOWED, NULL },
    { "none_wildcard", { NULL }, "*.www.e", CAA_ALLOWED, NULL },
    { "other", { LE }, "e", CAA_FORBIDDEN, "e" },
    { "other_below", { LE }, "www.e", CAA_FORBIDDEN, "e" },
    { "other_wildcard", { LE }, "*.e", CAA_FORBIDDEN, "e" },
    { "two", { LE, "e CAA 0 issue \"amazonaws.com\"" }, "e", CAA_ALLOWED, "e" },
    { "two_below", { LE, "e CAA 0 issue \"amazonaws.com\"" }, "www.e", CAA_ALLOWED, "e" },
    { "two_wildcard", { LE, "e CAA 0 issue \"amazonaws.com\"" }, "*.e", CAA_ALLOWED, "e" },
    { "nearest_apex", { AMAZON, "www.e CAA 0 issue \"letsencrypt.org\"" }, "e", CAA_ALLOWED, "e" },
    { "nearest_apex_wildcard", { AMAZON, "www.e CAA 0 issue \"letsencrypt.org\"" }, "*.e", CAA_ALLOWED, "e" },
    { "nearest_wins", { AMAZON, "www.e CAA 0 issue \"letsencrypt.org\"" }, "www.e", CAA_FORBIDDEN, "www.e" },
    { "nearest_wins_wildcard", { AMAZON, "www.e CAA 0 issue \"letsencrypt.org\"" }, "*.www.e", CAA_FORBIDDEN, "www.e" },
    { "nearest_restricts_nothing", { LE, "www.e CAA 0 iodef \"mailto:a@example.com\"" }, "www.e", CAA_ALLOWED, "www.e" },
    { "nearest_of_apex", { LE, "www.e CAA 0 iodef \"mailto:a@example.com\"" }, "e", CAA_FORBIDDEN, "e" },
    { "issuewild_alone", { "e CAA 0 issuewild \"letsencrypt.org\"" }, "e", CAA_ALLOWED, "e" },
    { "issuewild_alone_wildcard", { "e CAA 0 issuewild \"letsencrypt.org\"" }, "*.e", CAA_FORBIDDEN, "e" },
    { "issuewild_nobody", { AMAZON, "e CAA 0 issuewild \";\"" }, "e", CAA_ALLOWED, "e" },
    { "issuewild_nobody_wildcard", { AMAZON, "e CAA 0 issuewild \";\"" }, "*.e", CAA_FORBIDDEN, "e" },
    { "issuewild_amazon", { LE, "e CAA 0 issuewild \"amazon.com\"" }, "e", CAA_FORBIDDEN, "e" },
    { "issuewild_amazon_wildcard", { LE, "e CAA 0 issuewild \"amazon.com\"" }, "*.e", CAA_ALLOWED, "e" },
    { "nobody", { "e CAA 0 issue \";\"" }, "e", CAA_FORBIDDEN, "e" },
    { "nobody_empty", { "e CAA 0 issue \"\"" }, "e", CAA_FORBIDDEN, "e" },
    { "nobody_and_amazon", { "e CAA 0 issue \";\"", "e CAA 0 issue \"amazontrust.com\"" }, "e", CAA_ALLOWED, "e" },
    { "fourth_name", { "e CAA 0 issue \"awstrust.com\"" }, "e", CAA_ALLOWED, "e" },
    { "critical_unknown", { AMAZON, "e CAA 128 tbs \"x\"" }, "e", CAA_FORBIDDEN, "e" },
    { "flag_1_is_not_critical", { AMAZON, "e CAA 1 tbs \"x\"" }, "e", CAA_ALLOWED, "e" },
    { "unknown_alone", { "e CAA 0 tbs \"x\"" }, "e", CAA_ALLOWED, "e" },
    { "critical_known", { "e CAA 128 issue \"amazon.com\"" }, "e", CAA_ALLOWED, "e" },
    { "case", { "e CAA 0 ISSUE \"AMAZON.COM\"" }, "e", CAA_ALLOWED, "e" },
    { "blanks", { "e CAA 0 issue \"  amazon.com ;\"" }, "e", CAA_ALLOWED, "e" },
    { "subdomain", { "e CAA 0 issue \"www.amazon.com\"" }, "e", CAA_FORBIDDEN, "e" },
    { "another_country", { "e CAA 0 issue \"amazon.co.uk\"" }, "e", CAA_FORBIDDEN, "e" },
    { "last_dot", { "e CAA 0 issue \"amazon.com.\"" }, "e", CAA_FORBIDDEN, "e" },
    { "parameters", { "e CAA 0 issue \"amazon.com; accounturi=https://a.example.org/1\"" }, "e", CAA_ALLOWED, "e" },
    { "broken_parameters", { "e CAA 0 issue \"amazon.com; %%%\"" }, "e", CAA_FORBIDDEN, "e" },
    { "not_a_domain", { "e CAA 0 issue \"%%%%%\"" }, "e", CAA_FORBIDDEN, "e" },
    { "target_governs", { "www.e CNAME t", "t CAA 0 issue \"digicert.com\"", AMAZON }, "www.e", CAA_FORBIDDEN, "t" },
    { "targets_parent_is_not_asked", { "www.e CNAME a.t", "t CAA 0 issue \"digicert.com\"", AMAZON },
      "www.e", CAA_ALLOWED, "e" },
    { "target_at_aws_has_none", { "www.e CNAME d1.cloudfront.net", LE }, "www.e", CAA_FORBIDDEN, "e" },
    { "wildcard_caa", { "*.e CAA 0 issue \"letsencrypt.org\"", AMAZON }, "www.e", CAA_FORBIDDEN, "www.e" },
    { "wildcard_caa_stops_at_names", { "*.e CAA 0 issue \"letsencrypt.org\"", "www.e A 192.0.2.1", AMAZON },
      "www.e", CAA_ALLOWED, "e" },
    { "octal", { "e CAA 0 issue \"amazon\\056com\"" }, "e", CAA_ALLOWED, "e" },
    { "lookup_fails", { AMAZON, "www.e FAIL SERVFAIL" }, "www.e", CAA_FAILED, NULL },
    { "lookup_of_parent_fails", { "e FAIL SERVFAIL" }, "www.e", CAA_FAILED, NULL },
    { "nearer_set_needs_no_parent", { "e FAIL SERVFAIL", "www.e CAA 0 issue \"amazon.com\"" }, "www.e", CAA_ALLOWED, "www.e" },
    { "timeout", { "e FAIL TIMEOUT" }, "e", CAA_FAILED, NULL },
    { "bogus", { "e FAIL BOGUS" }, "e", CAA_FAILED, NULL },
    { "target_loops", { "www.e CNAME www.e", AMAZON }, "www.e", CAA_FAILED, NULL },
    /* clang-format on */
};

/* "www.e" -> "www.example.com"; "t" at the end is example.net. */
static const char *in_full(struct world *world, const char *text)
{
    const size_t n = strlen(text);

    if (n > 0 && (n == 1 || text[n - 2] == '.') && text[n - 1] == 'e')
        return arena_printf(&world->arena, "%.*sexample.com", (int)(n - 1), text);
    if (n > 0 && (n == 1 || text[n - 2] == '.') && text[n - 1] == 't')
        return arena_printf(&world->arena, "%.*sexample.net", (int)(n - 1), text);
    return text;
}

static void put_line(struct world *world, struct zone *e, struct zone *t,
                     const char *line)
{
    const size_t n_owner = strcspn(line, " ");
    const char *owner = in_full(world, arena_strndup(&world->arena, line, n_owner));
    const char *type = arena_strndup(&world->arena, line + n_owner + 1,
                                     strcspn(line + n_owner + 1, " "));
    const char *value = line + n_owner + 1 + strlen(type) + 1;

    if (strcmp(type, "FAIL") == 0)
        dns_faults_set(&world->faults, owner, RR_CAA,
                       *value == 'S'   ? DNS_SERVFAIL
                       : *value == 'T' ? DNS_TIMEOUT
                                       : DNS_BOGUS);
    else if (strcmp(type, "CNAME") == 0)
        world_put(world, e, owner, type, in_full(world, value));
    else
        world_add(world, strstr(owner, "example.net") != NULL ? t : e, owner, type,
                  value);
}

static void run(void **state)
{
    const struct row *row = *state;
    const bool wildcard = row->asked[0] == '*';
    struct caa_check check;
    struct world world;
    struct zone *e;
    struct zone *t;

    world_set_up(&world);
    e = world_zone(&world, "ZE", "example.com", false);
    t = world_zone(&world, "ZT", "example.net", false);
    for (size_t i = 0; i < SETS_MAX && row->sets[i] != NULL; i++)
        put_line(&world, e, t, row->sets[i]);
    resolver_check_caa(&world.resolver, in_full(&world, row->asked), wildcard,
                       &world.arena, &check);
    assert_int_equal(check.decision, row->want);
    assert_non_null(check.why);
    if (row->owner == NULL)
        assert_null(check.owner);
    else
        assert_string_equal(check.owner, in_full(&world, row->owner));
    world_tear_down(&world);
}

static void says_why(void **state)
{
    struct caa_check check;
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZE", "example.com", false);
    world_put(&world, zone, "example.com", "CAA", "0 issue \"letsencrypt.org\"");
    world_add(&world, zone, "example.com", "CAA", "0 issue \"digicert.com\"");
    resolver_check_caa(&world.resolver, "www.example.com", false, &world.arena, &check);
    assert_string_equal(check.why, "the CAA records of example.com name letsencrypt.org, "
                                   "digicert.com in issue, not Amazon");
    dns_faults_set(&world.faults, "www.example.com", RR_CAA, DNS_BOGUS);
    resolver_check_caa(&world.resolver, "www.example.com", false, &world.arena, &check);
    assert_string_equal(check.why, "the look-up of www.example.com CAA failed: SERVFAIL, "
                                   "its DNSSEC signatures are not valid");
    world_tear_down(&world);
}

TEST_ROWS(rows, run)

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(says_why) };

    return run_rows("caa") + cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
