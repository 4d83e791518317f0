/* test_record: the validation record, right and broken in every way that is known. */
#include <stdio.h>
#include <string.h>

#include "tests/unit/mockaws/lifecycle/dns_world.h"

#define TOKEN "_0123456789abcdef0123456789abcdef"
#define VALUE "_fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws."
#define OTHER "_00000000000000000000000000000000.abcdefghij.acm-validations.aws."
#define NAME  TOKEN ".example.com"
#define DEV   TOKEN ".dev.example.com"

enum { LINES_MAX = 8 };

/*
 * lines: "ZONE NAME TYPE VALUE" of zone ZA, example.com; ZB, a second of that name; ZD,
 * dev.example.com; ZP, a private example.com; ZU, example.org. ZD is delegated by an NS
 * set in ZA unless "undelegated".
 */
static struct row {
    const char *name;
    const char *lines[LINES_MAX];
    const char *asked;
    enum record_verdict want;
    const char *why; /* a part of the sentence */
    const char *zone;
    bool undelegated;
} rows[] = {
    /* clang-format off */
    { "right", { "ZA " NAME " CNAME " VALUE }, NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "right_without_dot", { "ZA " NAME " CNAME _fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws" },
      NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "right_upper_case", { "ZA " NAME " CNAME _FEDCBA9876543210fedcba9876543210.abcdefghij.ACM-validations.AWS." },
      NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "value_lost_its_underscore", { "ZA " NAME " CNAME fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws." },
      NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "missing", { NULL }, NAME, RECORD_ABSENT, "no such name", "ZA", false },
    { "doubled", { "ZA " NAME ".example.com CNAME " VALUE }, NAME, RECORD_ABSENT,
      "the zone's name was added twice", "ZA", false },
    { "wrong_value", { "ZA " NAME " CNAME x.example.org." }, NAME, RECORD_WRONG,
      "points to x.example.org, not to", "ZA", false },
    { "other_token", { "ZA " NAME " CNAME " OTHER }, NAME, RECORD_WRONG, "points to _0000", "ZA", false },
    { "no_underscore", { "ZA 0123456789abcdef0123456789abcdef.example.com CNAME " VALUE }, NAME, RECORD_ABSENT,
      "the underscore is missing", "ZA", false },
    { "swapped", { "ZA _fedcba9876543210fedcba9876543210.example.com CNAME " TOKEN ".abcdefghij.acm-validations.aws." },
      NAME, RECORD_ABSENT, "no such name", "ZA", false },
    { "txt", { "ZA " NAME " TXT \"" VALUE "\"" }, NAME, RECORD_WRONG, "has a record of type TXT", "ZA", false },
    { "address", { "ZA " NAME " A 192.0.2.1" }, NAME, RECORD_WRONG, "has a record of type A", "ZA", false },
    { "quoted", { "ZA " NAME " CNAME \"" VALUE "\"" }, NAME, RECORD_WRONG, "points to \"_fedc", "ZA", false },
    { "zone_appended", { "ZA " NAME " CNAME " VALUE "example.com." }, NAME, RECORD_WRONG,
      "acm-validations.aws.example.com, not to", "ZA", false },
    { "wildcard_shadow", { "ZA *.example.com CNAME www.example.com", "ZA www.example.com A 192.0.2.1" },
      NAME, RECORD_WRONG, "points to www.example.com, not to _fedcba9876543210fedcba9876543210.abcdefghij"
      ".acm-validations.aws (the wildcard record *.example.com answers for it)", "ZA", false },
    { "wildcard_into_itself", { "ZA *.example.com CNAME www.example.com" }, NAME, RECORD_WRONG,
      "lead back to www.example.com (the wildcard record *.example.com answers for it)", "ZA", false },
    { "wildcard_of_another_type", { "ZA *.example.com A 192.0.2.1" }, NAME, RECORD_WRONG,
      "has a record of type A", "ZA", false },
    { "exact_beside_wildcard", { "ZA *.example.com CNAME www.example.com", "ZA " NAME " CNAME " VALUE },
      NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "chain_of_5", { "ZA " NAME " CNAME a.example.org", "ZU a.example.org CNAME b.example.org",
                      "ZU b.example.org CNAME c.example.org", "ZU c.example.org CNAME d.example.org",
                      "ZU d.example.org CNAME " VALUE }, NAME, RECORD_RIGHT, "points to", "ZA", false },
    { "chain_of_6", { "ZA " NAME " CNAME a.example.org", "ZU a.example.org CNAME b.example.org",
                      "ZU b.example.org CNAME c.example.org", "ZU c.example.org CNAME d.example.org",
                      "ZU d.example.org CNAME e.example.org", "ZU e.example.org CNAME " VALUE },
      NAME, RECORD_WRONG, "more than 5 CNAMEs", "ZA", false },
    { "chain_ends", { "ZA " NAME " CNAME a.example.org", "ZU a.example.org CNAME b.example.org" },
      NAME, RECORD_WRONG, "points to b.example.org", "ZA", false },
    { "chain_of_5_ends_elsewhere", { "ZA " NAME " CNAME a.example.org", "ZU a.example.org CNAME b.example.org",
                      "ZU b.example.org CNAME c.example.org", "ZU c.example.org CNAME d.example.org",
                      "ZU d.example.org CNAME e.example.org" }, NAME, RECORD_WRONG,
      "points to e.example.org", "ZA", false },
    { "loop", { "ZA " NAME " CNAME a.example.org", "ZU a.example.org CNAME " NAME }, NAME, RECORD_WRONG,
      "lead back to", "ZA", false },
    { "loop_of_one", { "ZA " NAME " CNAME " NAME }, NAME, RECORD_WRONG, "lead back to", "ZA", false },
    { "private_zone", { "ZP " NAME " CNAME " VALUE }, NAME, RECORD_ABSENT,
      "private zone ZP (example.com) has it, but ACM asks the public DNS", "ZA", false },
    { "duplicate_zone", { "ZB " NAME " CNAME " VALUE }, NAME, RECORD_ABSENT,
      "zone ZB (example.com) has it, but example.com is delegated to the servers of another zone of that name, ZA",
      "ZA", false },
    { "parent_zone", { "ZA " DEV " CNAME " VALUE }, DEV, RECORD_ABSENT,
      "zone ZA (example.com) has it, but dev.example.com is delegated to zone ZD", "ZD", false },
    { "child_zone", { "ZD " DEV " CNAME " VALUE }, DEV, RECORD_RIGHT, "points to", "ZD", false },
    { "undelegated_child", { "ZD " DEV " CNAME " VALUE }, DEV, RECORD_ABSENT,
      "zone ZD (dev.example.com) has it, but the parent zone has no NS records for dev.example.com", "ZA", true },
    { "undelegated_child_in_parent", { "ZA " DEV " CNAME " VALUE }, DEV, RECORD_RIGHT, "points to", "ZA", true },
    { "unrelated_zone", { "ZU " NAME ".example.org CNAME " VALUE }, NAME, RECORD_ABSENT, "no such name", "ZA", false },
    { "foreign_child", { "ZA far.example.com NS ns1.example.net", "ZA " TOKEN ".far.example.com CNAME " VALUE },
      TOKEN ".far.example.com", RECORD_ABSENT,
      "has it, but far.example.com is delegated to other name servers: ns1.example.net", NULL, false },
    { "nobodys_name", { NULL }, TOKEN ".example.info", RECORD_ABSENT, "no such name", NULL, false },
    /* clang-format on */
};

static void put_line(struct world *world, const char *line)
{
    char zone_id[8];
    char name[200];
    char type[8];
    int at = 0;

    assert_int_equal(sscanf(line, "%7s %199s %7s %n", zone_id, name, type, &at), 3);
    world_put(world, zones_find(&world->zones, zone_id), name, type, line + at);
}

static void put_zones(struct world *world, bool undelegated)
{
    struct zone *parent = world_zone(world, "ZA", "example.com", false);
    struct zone *child;

    world_zone(world, "ZB", "example.com", false);
    world_zone(world, "ZU", "example.org", false);
    world_zone(world, "ZP", "example.com", true);
    child = world_zone(world, "ZD", "dev.example.com", false);
    if (!undelegated)
        world_delegate(world, parent, child);
}

static void run(void **state)
{
    const struct row *row = *state;
    struct record_check check;
    struct world world;

    world_set_up(&world);
    put_zones(&world, row->undelegated);
    for (size_t i = 0; i < LINES_MAX && row->lines[i] != NULL; i++)
        put_line(&world, row->lines[i]);
    resolver_check_record(&world.resolver, row->asked, VALUE, &world.arena, &check);
    assert_int_equal(check.verdict, row->want);
    if (strstr(check.why, row->why) == NULL)
        assert_string_equal(check.why, row->why);
    if (row->zone == NULL)
        assert_null(check.zone);
    else
        assert_string_equal(check.zone, row->zone);
    world_tear_down(&world);
}

static struct fault_row {
    const char *name;
    enum dns_failure failure;
    const char *at;
    const char *why;
} fault_rows[] = {
    { "servfail", DNS_SERVFAIL, NAME, "SERVFAIL" },
    { "timeout", DNS_TIMEOUT, NAME, "no server answered in time" },
    { "refused", DNS_REFUSED, NAME, "REFUSED" },
    { "bogus", DNS_BOGUS, NAME, "DNSSEC" },
    { "servfail_in_the_chain", DNS_SERVFAIL, "a.example.org", "a.example.org CNAME" },
};

static void run_fault(void **state)
{
    const struct fault_row *row = *state;
    struct record_check check;
    struct world world;

    world_set_up(&world);
    put_zones(&world, false);
    put_line(&world, "ZA " NAME " CNAME a.example.org");
    put_line(&world, "ZU a.example.org CNAME " VALUE);
    resolver_check_record(&world.resolver, NAME, VALUE, &world.arena, &check);
    assert_int_equal(check.verdict, RECORD_RIGHT);
    dns_faults_set(&world.faults, row->at, RR_CNAME, row->failure);
    resolver_check_record(&world.resolver, NAME, VALUE, &world.arena, &check);
    assert_int_equal(check.verdict, RECORD_LOOKUP_FAILED);
    assert_non_null(strstr(check.why, row->why));
    world_tear_down(&world);
}

/* Two weighted records: the one of weight 0 is not seen. */
static void routed_away(void **state)
{
    struct record_check check;
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int i = 0; i < 2; i++) {
        struct rrset *set = world_set(NAME, "CNAME", i == 0 ? VALUE : OTHER);

        set->set_identifier = heap_strdup(i == 0 ? "a" : "b");
        set->weight = i == 0 ? 0 : 100;
        zone_put(&world.zones, zone, set, 0);
    }
    resolver_check_record(&world.resolver, NAME, VALUE, &world.arena, &check);
    assert_int_equal(check.verdict, RECORD_WRONG);
    zone_drop(&world.zones, zone, NAME, RR_CNAME, "b", 0);
    resolver_check_record(&world.resolver, NAME, VALUE, &world.arena, &check);
    assert_int_equal(check.verdict, RECORD_RIGHT);
    world_tear_down(&world);
}

static void mail_needs_an_mx_or_an_address(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world_put(&world, zone, "mx.example.com", "MX", "10 mail.example.com");
    world_put(&world, zone, "null.example.com", "MX", "0 .");
    world_put(&world, zone, "null.example.com", "A", "192.0.2.1");
    world_put(&world, zone, "a.example.com", "A", "192.0.2.1");
    world_put(&world, zone, "six.example.com", "AAAA", "2001:db8::1");
    world_put(&world, zone, "to.example.com", "CNAME", "mx.example.com");
    world_put(&world, zone, "txt.example.com", "TXT", "\"t\"");
    assert_true(resolver_has_mail(&world.resolver, "mx.example.com", &world.arena));
    assert_false(resolver_has_mail(&world.resolver, "null.example.com", &world.arena));
    assert_true(resolver_has_mail(&world.resolver, "a.example.com", &world.arena));
    assert_true(resolver_has_mail(&world.resolver, "six.example.com", &world.arena));
    assert_true(resolver_has_mail(&world.resolver, "to.example.com", &world.arena));
    assert_false(resolver_has_mail(&world.resolver, "txt.example.com", &world.arena));
    assert_false(resolver_has_mail(&world.resolver, "none.example.com", &world.arena));
    assert_false(resolver_has_mail(&world.resolver, "example.info", &world.arena));
    dns_faults_set(&world.faults, "mx.example.com", RR_MX, DNS_SERVFAIL);
    assert_false(resolver_has_mail(&world.resolver, "mx.example.com", &world.arena));
    world_tear_down(&world);
}

/* Thousands of zones and sets must not slow a look-up down: by count, not by clock. */
static void many_zones_cost_no_more(void **state)
{
    struct record_check check;
    struct world world;
    size_t used[2];
    char text[100];

    (void)state;
    world_set_up(&world);
    put_zones(&world, false);
    put_line(&world, "ZA " NAME " CNAME " VALUE);
    for (int round = 0; round < 2; round++) {
        const size_t before = world.arena.used;

        resolver_check_record(&world.resolver, NAME, VALUE, &world.arena, &check);
        used[round] = world.arena.used - before;
        for (int i = 0; round == 0 && i < 1000; i++) {
            snprintf(text, sizeof(text), "z%d.example.com", i);
            zones_add(&world.zones, text, "111122223333", text, "r", NULL, true, 0);
            snprintf(text, sizeof(text), "Z%d", i);
            world_zone(&world, text, text + 1, false);
        }
    }
    assert_int_equal(check.verdict, RECORD_RIGHT);
    assert_int_equal(used[0], used[1]);
    world_tear_down(&world);
}

static int run_fault_rows(void)
{
    enum { N = sizeof(fault_rows) / sizeof(fault_rows[0]) };
    struct CMUnitTest tests[N];

    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){ fault_rows[i].name, run_fault, NULL, NULL,
                                        &fault_rows[i] };
    return _cmocka_run_group_tests("faults", tests, N, NULL, NULL);
}

TEST_ROWS(rows, run)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(routed_away),
        cmocka_unit_test(mail_needs_an_mx_or_an_address),
        cmocka_unit_test(many_zones_cost_no_more),
    };

    return run_rows("record") + run_fault_rows() +
           cmocka_run_group_tests_name("worlds", tests, NULL, NULL);
}
