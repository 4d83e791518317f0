/* test_resolver: whom a name is asked of, and what a zone answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/name.h"
#include "tests/unit/mockaws/lifecycle/dns_world.h"

/*
 * The world of the rows: example.com (ZA) with a child that is delegated (ZD, dev), one
 * that is not (ZU, lost), one that foreign servers have (far); example.org in two zones,
 * of which the second is delegated (ZP, ZQ); example.net, nowhere (ZN); a private zone
 * (ZV) of example.edu alone; example.co.uk, lame.
 */
static void put_example_com(struct world *world, struct zone *zone)
{
    static const char *const sets[][3] = {
        { "example.com", "A", "192.0.2.1" },
        { "example.com", "MX", "10 mail.example.com" },
        { "www.example.com", "CNAME", "web.example.com" },
        { "web.example.com", "A", "192.0.2.2" },
        { "web.example.com", "TXT", "\"t\"" },
        { "out.example.com", "CNAME", "www.example.org." },
        { "gone.example.com", "CNAME", "nothing.example.com" },
        { "cdn.example.com", "CNAME", "d1.cloudfront.net" },
        { "loop.example.com", "CNAME", "pool.example.com" },
        { "pool.example.com", "CNAME", "loop.example.com" },
        { "self.example.com", "CNAME", "self.example.com" },
        { "*.wild.example.com", "A", "192.0.2.3" },
        { "here.wild.example.com", "TXT", "\"t\"" },
        { "a.b.wild.example.com", "TXT", "\"t\"" },
        { "*.cw.example.com", "CNAME", "web.example.com" },
        { "under.far.example.com", "A", "192.0.2.4" },
        { "under.dev.example.com", "A", "192.0.2.5" },
        { "under.lost.example.com", "A", "192.0.2.6" },
        { "far.example.com", "NS", "ns1.other.example.net" },
        { "far.example.com", "DS", "1 8 2 AABB" },
    };
    char name[64];
    char target[64];

    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
        world_put(world, zone, sets[i][0], sets[i][1], sets[i][2]);
    /* c0 -> c1 -> ... -> c13 */
    for (int i = 0; i < 13; i++) {
        snprintf(name, sizeof(name), "c%d.example.com", i);
        snprintf(target, sizeof(target), "c%d.example.com", i + 1);
        world_put(world, zone, name, "CNAME", target);
    }
    world_put(world, zone, "c13.example.com", "A", "192.0.2.7");
}

static void put_world(struct world *world)
{
    static const char *const old[] = { "ns-1.awsdns-00.com", "ns-600.awsdns-11.net" };
    struct zone *com = world_zone(world, "ZA", "example.com", false);
    struct zone *dev = world_zone(world, "ZD", "dev.example.com", false);
    struct zone *lost = world_zone(world, "ZU", "lost.example.com", false);
    struct zone *first = world_zone(world, "ZP", "example.org", false);
    struct zone *second = world_zone(world, "ZQ", "example.org", false);
    struct zone *nowhere = world_zone(world, "ZN", "example.net", false);
    struct zone *inner = world_zone(world, "ZV", "example.edu", true);
    struct zone *lame = world_zone(world, "ZL", "example.co.uk", false);

    put_example_com(world, com);
    world_delegate(world, com, dev);
    world_put(world, dev, "www.dev.example.com", "A", "192.0.2.10");
    world_put(world, lost, "www.lost.example.com", "A", "192.0.2.11");
    world_put(world, first, "www.example.org", "A", "192.0.2.12");
    zones_delegate(&world->zones, second, DELEGATION_HERE, NULL, 0);
    world_put(world, second, "www.example.org", "A", "192.0.2.13");
    zones_delegate(&world->zones, nowhere, DELEGATION_NOWHERE, NULL, 0);
    world_put(world, nowhere, "www.example.net", "A", "192.0.2.14");
    world_put(world, inner, "www.example.edu", "A", "192.0.2.15");
    zones_delegate(&world->zones, lame, DELEGATION_ELSEWHERE, old, 2);
    world_put(world, lame, "www.example.co.uk", "A", "192.0.2.16");
}

static struct row {
    const char *name;
    const char *ask;
    const char *type;
    const char *want;
} rows[] = {
    /* clang-format off */
    { "apex", "example.com", "A", "NOERROR|example.com A 192.0.2.1" },
    { "no_data", "example.com", "AAAA", "NOERROR" },
    { "no_name", "x.example.com", "A", "NXDOMAIN" },
    { "no_name_two_deep", "x.y.example.com", "A", "NXDOMAIN" },
    { "cname_is_followed", "www.example.com", "A",
      "NOERROR|www.example.com CNAME web.example.com.|web.example.com A 192.0.2.2" },
    { "cname_itself", "www.example.com", "CNAME", "NOERROR|www.example.com CNAME web.example.com." },
    { "cname_to_no_data", "www.example.com", "AAAA", "NOERROR|www.example.com CNAME web.example.com." },
    { "cname_into_another_zone", "out.example.com", "A",
      "NOERROR|out.example.com CNAME www.example.org.|www.example.org A 192.0.2.13" },
    { "cname_to_no_name", "gone.example.com", "A",
      "NXDOMAIN|gone.example.com CNAME nothing.example.com." },
    { "cname_to_aws", "cdn.example.com", "CAA", "NOERROR|cdn.example.com CNAME d1.cloudfront.net." },
    { "chain_of_13", "c0.example.com", "A", "SERVFAIL" },
    { "chain_of_12", "c1.example.com", "A",
      "NOERROR|c1.example.com CNAME c2.example.com.|c2.example.com CNAME c3.example.com."
      "|c3.example.com CNAME c4.example.com.|c4.example.com CNAME c5.example.com."
      "|c5.example.com CNAME c6.example.com.|c6.example.com CNAME c7.example.com."
      "|c7.example.com CNAME c8.example.com.|c8.example.com CNAME c9.example.com."
      "|c9.example.com CNAME c10.example.com.|c10.example.com CNAME c11.example.com."
      "|c11.example.com CNAME c12.example.com.|c12.example.com CNAME c13.example.com."
      "|c13.example.com A 192.0.2.7" },
    { "loop", "loop.example.com", "A", "SERVFAIL" },
    { "loop_of_one", "self.example.com", "A", "SERVFAIL" },
    { "loop_as_cname", "loop.example.com", "CNAME", "NOERROR|loop.example.com CNAME pool.example.com." },

    { "wildcard", "x.wild.example.com", "A", "NOERROR|x.wild.example.com A 192.0.2.3" },
    { "wildcard_deep", "x.y.z.wild.example.com", "A", "NOERROR|x.y.z.wild.example.com A 192.0.2.3" },
    { "wildcard_no_data", "x.wild.example.com", "TXT", "NOERROR" },
    { "wildcard_not_for_a_name_that_is", "here.wild.example.com", "A", "NOERROR" },
    { "wildcard_not_for_an_empty_name", "b.wild.example.com", "A", "NOERROR" },
    { "wildcard_not_below_an_empty_name", "x.b.wild.example.com", "A", "NXDOMAIN" },
    { "wildcard_not_for_its_parent", "wild.example.com", "A", "NOERROR" },
    { "wildcard_by_its_own_name", "*.wild.example.com", "A", "NOERROR|*.wild.example.com A 192.0.2.3" },
    { "wildcard_cname", "x.cw.example.com", "A",
      "NOERROR|x.cw.example.com CNAME web.example.com.|web.example.com A 192.0.2.2" },

    { "child", "www.dev.example.com", "A", "NOERROR|www.dev.example.com A 192.0.2.10" },
    { "child_ns_from_the_child", "dev.example.com", "NS",
      "NOERROR|dev.example.com NS ns1.zd.example.net.|dev.example.com NS ns2.zd.example.net."
      "|dev.example.com NS ns3.zd.example.net.|dev.example.com NS ns4.zd.example.net." },
    { "below_a_cut_is_occluded", "under.dev.example.com", "A", "NXDOMAIN" },
    { "below_a_foreign_cut_is_occluded", "under.far.example.com", "A", "NXDOMAIN" },
    { "foreign_ns", "far.example.com", "NS", "NOERROR|far.example.com NS ns1.other.example.net." },
    { "ds_is_the_parents", "far.example.com", "DS", "NOERROR|far.example.com DS 1 8 2 AABB" },
    { "ds_at_a_suffix", "example.com", "DS", "NOERROR" },
    { "undelegated_child", "www.lost.example.com", "A", "NXDOMAIN" },
    { "undelegated_child_in_parent", "under.lost.example.com", "A",
      "NOERROR|under.lost.example.com A 192.0.2.6" },
    { "undelegated_child_ns", "lost.example.com", "NS", "NOERROR" },

    { "the_zone_that_is_delegated", "www.example.org", "A", "NOERROR|www.example.org A 192.0.2.13" },
    { "nowhere", "www.example.net", "A", "NXDOMAIN" },
    { "nowhere_ns", "example.net", "NS", "NXDOMAIN" },
    { "private_is_unseen", "www.example.edu", "A", "NXDOMAIN" },
    { "lame", "www.example.co.uk", "A", "SERVFAIL" },
    { "lame_ns", "example.co.uk", "NS", "SERVFAIL" },

    { "suffix", "com", "CAA", "NOERROR" },
    { "suffix_ns", "com", "NS", "NOERROR|com NS a.nic.com.|com NS b.nic.com." },
    { "suffix_of_two", "co.uk", "A", "NOERROR" },
    { "nobody", "example.info", "NS", "NXDOMAIN" },
    { "no_suffix", "host.invalid", "A", "NXDOMAIN" },
    { "root", ".", "A", "NOERROR" },
    { "root_ns", ".", "NS", "NOERROR|. NS a.nic.|. NS b.nic." },
    { "acm_value", "_y.abcdefghij.acm-validations.aws", "A", "NXDOMAIN" },
    { "acm_value_txt", "_y.abcdefghij.acm-validations.aws", "TXT",
      "NOERROR|_y.abcdefghij.acm-validations.aws TXT \"_y\"" },
    { "aws_address_is_made_up", "d1.cloudfront.net", "A", "NOERROR|d1.cloudfront.net A 192.0.2.128" },
    { "aws_name_has_no_caa", "d1.cloudfront.net", "CAA", "NOERROR" },
    { "empty_labels", "a..example.com", "A", "NXDOMAIN" },
    /* clang-format on */
};

static void run(void **state)
{
    const struct row *row = *state;
    struct world world;

    world_set_up(&world);
    put_world(&world);
    assert_string_equal(world_ask(&world, row->ask, row->type), row->want);
    world_tear_down(&world);
}

/* The authority section of a negative answer: "OWNER TTL". */
static void negative_answers_bring_the_soa(void **state)
{
    static const struct {
        const char *name;
        const char *owner;
        int ttl_s;
    } asked[] = {
        { "x.example.com", "example.com", 900 },
        { "x.dev.example.com", "dev.example.com", 900 },
        { "gone.example.com", "example.com", 900 },
        { "x.example.info", "info", 900 },
        { "x.y.invalid", ".", 900 },
        { "under.far.example.com", "far.example.com", 900 },
    };
    struct world world;
    struct dns_answer answer;

    (void)state;
    world_set_up(&world);
    put_world(&world);
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        resolver_ask(&world.resolver, asked[i].name, RR_AAAA, &world.arena, &answer);
        assert_int_equal(answer.status, DNS_NXDOMAIN);
        assert_non_null(answer.authority.name);
        assert_string_equal(answer.authority.name, asked[i].owner);
        assert_int_equal(answer.authority.ttl_s, asked[i].ttl_s);
    }
    resolver_ask(&world.resolver, "example.com", RR_A, &world.arena, &answer);
    assert_null(answer.authority.name);
    assert_string_equal(answer.zone->id, "ZA");
    world_tear_down(&world);
}

static void faults_hit_their_question_alone(void **state)
{
    struct world world;
    struct dns_answer answer;

    (void)state;
    world_set_up(&world);
    put_world(&world);
    dns_faults_set(&world.faults, "web.example.com", RR_A, DNS_SERVFAIL);
    assert_string_equal(world_ask(&world, "web.example.com", "A"), "SERVFAIL");
    assert_string_equal(world_ask(&world, "www.example.com", "A"), "SERVFAIL");
    assert_string_equal(world_ask(&world, "web.example.com", "TXT"),
                        "NOERROR|web.example.com TXT \"t\"");
    dns_faults_set(&world.faults, "example.com", RR_ANY, DNS_TIMEOUT);
    dns_faults_set(&world.faults, "example.com", RR_A, DNS_REFUSED);
    assert_string_equal(world_ask(&world, "example.com", "MX"), "TIMEOUT");
    assert_string_equal(world_ask(&world, "example.com", "A"), "REFUSED");
    dns_faults_set(&world.faults, "example.com", RR_A, DNS_FAILURE_NONE);
    assert_string_equal(world_ask(&world, "example.com", "A"), "TIMEOUT");
    dns_faults_set(&world.faults, "example.com", RR_ANY, DNS_BOGUS);
    assert_string_equal(world_ask(&world, "example.com", "A"), "SERVFAIL");
    resolver_ask(&world.resolver, "example.com", RR_A, &world.arena, &answer);
    assert_true(answer.bogus);
    dns_faults_set(&world.faults, "example.com", RR_ANY, DNS_FAILURE_NONE);
    assert_string_equal(world_ask(&world, "example.com", "A"),
                        "NOERROR|example.com A 192.0.2.1");
    dns_faults_set(&world.faults, "web.example.com", RR_ANY, DNS_FAILURE_NONE);
    assert_int_equal(world.faults.n, 0);
    world_tear_down(&world);
}

static void add_routed(struct world *world, struct zone *zone, const char *id,
                       const char *value, struct rrset policy)
{
    struct rrset *set = world_set("r.example.com", "TXT", value);

    set->set_identifier = heap_strdup(id);
    set->weight = policy.weight;
    set->multi_value = policy.multi_value;
    set->failover = heap_strdup(policy.failover);
    set->country = heap_strdup(policy.country);
    set->continent = heap_strdup(policy.continent);
    zone_put(&world->zones, zone, set, 0);
}

enum { ROUTED_SETS = 3 };

static struct routed_row {
    const char *name;
    struct rrset sets[ROUTED_SETS]; /* values "1", "2", "3" */
    const char *want;
} routed_rows[] = {
/* clang-format off */
#define W(n) { .weight = (n), .multi_value = -1 }
#define NO(member, value) { .weight = -1, .multi_value = -1, .member = (char[]){ value } }
    { "weights", { W(5), W(9), W(1) }, "1" },
    { "weight_0_is_last", { W(0), W(0), W(1) }, "3" },
    { "all_weights_0", { W(0), W(0), W(0) }, "1" },
    { "primary", { NO(failover, "SECONDARY"), NO(failover, "PRIMARY"), NO(failover, "SECONDARY") }, "2" },
    { "default_location", { NO(country, "DE"), NO(country, "*"), NO(country, "FR") }, "2" },
    { "nearest_location", { NO(country, "*"), NO(continent, "NA"), NO(country, "US") }, "3" },
    { "other_locations_only", { NO(country, "DE"), NO(continent, "EU"), NO(country, "FR") }, "" },
    { "multivalue", { { .weight = -1, .multi_value = 1 }, { .weight = -1, .multi_value = 1 },
                      { .weight = -1, .multi_value = 1 } }, "1,2,3" },
    /* clang-format on */
};

static void run_routed(void **state)
{
    static const char *const ids[] = { "a", "b", "c" };
    static const char *const quoted[] = { "\"1\"", "\"2\"", "\"3\"" };
    const struct routed_row *row = *state;
    struct dns_answer answer;
    struct world world;
    struct zone *zone;
    char got[64] = "";

    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int i = 0; i < ROUTED_SETS; i++)
        add_routed(&world, zone, ids[i], quoted[i], row->sets[i]);
    resolver_ask(&world.resolver, "r.example.com", RR_TXT, &world.arena, &answer);
    for (size_t i = 0; i < answer.n; i++)
        snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%c", i == 0 ? "" : ",",
                 answer.records[i].value[1]);
    assert_string_equal(got, row->want);
    world_tear_down(&world);
}

static void add_alias(struct world *world, struct zone *zone, const char *name,
                      const char *type, const char *to_zone, const char *target)
{
    struct rrset *set = world_set(name, type, "");

    free(set->values[0]);
    set->n_values = 0;
    set->ttl_s = -1;
    set->alias_zone = heap_strdup(to_zone);
    set->alias_name = heap_strdup(target);
    zone_put(&world->zones, zone, set, 0);
}

static void aliases_answer_as_their_type(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world_put(&world, zone, "web.example.com", "A", "192.0.2.9");
    add_alias(&world, zone, "example.com", "A", "ZA", "second.example.com");
    add_alias(&world, zone, "second.example.com", "A", "ZA", "web.example.com");
    add_alias(&world, zone, "lb.example.com", "A", "Z35SXDOTRQ7X7K",
              "lb.us-east-1.elb.amazonaws.com");
    add_alias(&world, zone, "lb.example.com", "AAAA", "Z35SXDOTRQ7X7K",
              "lb.us-east-1.elb.amazonaws.com");
    add_alias(&world, zone, "none.example.com", "A", "ZA", "nothing.example.com");
    add_alias(&world, zone, "l1.example.com", "A", "ZA", "l2.example.com");
    add_alias(&world, zone, "l2.example.com", "A", "ZA", "l1.example.com");
    assert_string_equal(world_ask(&world, "example.com", "A"),
                        "NOERROR|example.com A 192.0.2.9");
    assert_string_equal(world_ask(&world, "example.com", "CNAME"), "NOERROR");
    assert_memory_equal(world_ask(&world, "lb.example.com", "A"),
                        "NOERROR|lb.example.com A 192.0.2.", 33);
    assert_memory_equal(world_ask(&world, "lb.example.com", "AAAA"),
                        "NOERROR|lb.example.com AAAA 2001:db8::", 38);
    assert_string_equal(world_ask(&world, "none.example.com", "A"), "NOERROR");
    assert_string_equal(world_ask(&world, "l1.example.com", "A"), "NOERROR");
    world_tear_down(&world);
}

static void answers_wait_for_the_delay(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world.zones.delay_ms = 30000;
    world_put(&world, zone, "www.example.com", "A", "192.0.2.1");
    assert_string_equal(world_ask(&world, "www.example.com", "A"), "NXDOMAIN");
    world.resolver.now_ms += 29999;
    assert_string_equal(world_ask(&world, "www.example.com", "A"), "NXDOMAIN");
    world.resolver.now_ms++;
    assert_string_equal(world_ask(&world, "www.example.com", "A"),
                        "NOERROR|www.example.com A 192.0.2.1");
    world_tear_down(&world);
}

/* A parent of ours that is somewhere else says nothing; the child may be here. */
static void child_of_a_foreign_parent(void **state)
{
    static const char *const servers[] = { "ns1.other.example.net" };
    struct world world;
    struct zone *parent;
    struct zone *child;

    (void)state;
    world_set_up(&world);
    parent = world_zone(&world, "ZA", "example.com", false);
    child = world_zone(&world, "ZD", "dev.example.com", false);
    zones_delegate(&world.zones, parent, DELEGATION_ELSEWHERE, servers, 1);
    zones_delegate(&world.zones, child, DELEGATION_HERE, NULL, 0);
    world_put(&world, child, "www.dev.example.com", "A", "192.0.2.1");
    assert_string_equal(world_ask(&world, "www.dev.example.com", "A"),
                        "NOERROR|www.dev.example.com A 192.0.2.1");
    assert_string_equal(world_ask(&world, "x.example.com", "A"), "NXDOMAIN");
    assert_string_equal(world_ask(&world, "example.com", "NS"),
                        "NOERROR|example.com NS ns1.other.example.net.");
    world_tear_down(&world);
}

/* A delegation that names the servers of a zone of ours leads there, by any state. */
static void servers_lead_to_their_zone(void **state)
{
    struct world world;
    struct zone *first;
    struct zone *second;
    const char *servers[2];

    (void)state;
    world_set_up(&world);
    first = world_zone(&world, "ZA", "example.com", false);
    second = world_zone(&world, "ZB", "example.com", false);
    servers[0] = second->servers[2];
    servers[1] = second->servers[3];
    zones_delegate(&world.zones, first, DELEGATION_ELSEWHERE, servers, 2);
    zones_delegate(&world.zones, second, DELEGATION_NOWHERE, NULL, 0);
    world_put(&world, second, "www.example.com", "A", "192.0.2.2");
    assert_string_equal(world_ask(&world, "www.example.com", "A"),
                        "NOERROR|www.example.com A 192.0.2.2");
    world_tear_down(&world);
}

/* A zone as a list of names, looked through from end to end: RFC 4592 by the letter. */
enum { NAMES_MAX = 12 };

struct model {
    char names[NAMES_MAX][64];
    size_t n;
};

static bool model_has(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->n; i++)
        if (strcmp(model->names[i], name) == 0)
            return true;
    return false;
}

/* Is the name there, or something below it? */
static bool model_exists(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->n; i++)
        if (name_is_under(model->names[i], name))
            return true;
    return false;
}

static const char *model_answer(struct world *world, const struct model *model,
                                const char *name)
{
    const char *source = name;

    if (!model_exists(model, name)) {
        const char *encloser = name_parent(name);

        while (strcmp(encloser, "example.com") != 0 && !model_exists(model, encloser))
            encloser = name_parent(encloser);
        source = arena_printf(&world->arena, "*.%s", encloser);
        if (!model_exists(model, source))
            return "NXDOMAIN";
    }
    return model_has(model, source)
               ? arena_printf(&world->arena, "NOERROR|%s TXT \"%s\"", name, source)
               : "NOERROR";
}

/* One to four labels of a, b and the star below example.com. */
static void random_name(char *out, size_t size)
{
    static const char *const labels[] = { "a", "b", "*" };
    size_t at = 0;

    for (int n = rand() % 4; n >= 0; n--)
        at += (size_t)snprintf(out + at, size - at, "%s.", labels[rand() % 3]);
    snprintf(out + at, size - at, "example.com");
}

static void wildcards_as_a_model_has_them(void **state)
{
    char name[64];
    char value[80];

    (void)state;
    srand(3);
    for (int round = 0; round < 300; round++) {
        struct world world;
        struct model model = { .n = 0 };
        struct zone *zone;

        world_set_up(&world);
        zone = world_zone(&world, "ZA", "example.com", false);
        for (int i = rand() % NAMES_MAX; i >= 0; i--) {
            random_name(name, sizeof(name));
            if (model_has(&model, name))
                continue;
            snprintf(value, sizeof(value), "\"%s\"", name);
            world_put(&world, zone, name, "TXT", value);
            memcpy(model.names[model.n++], name, sizeof(name));
        }
        for (int i = 0; i < 30; i++) {
            random_name(name, sizeof(name));
            assert_string_equal(world_ask(&world, name, "TXT"),
                                model_answer(&world, &model, name));
        }
        world_tear_down(&world);
    }
}

static int run_routed_rows(void)
{
    enum { N = sizeof(routed_rows) / sizeof(routed_rows[0]) };
    struct CMUnitTest tests[N];

    for (size_t i = 0; i < N; i++)
        tests[i] = (struct CMUnitTest){ routed_rows[i].name, run_routed, NULL, NULL,
                                        &routed_rows[i] };
    return _cmocka_run_group_tests("routed", tests, N, NULL, NULL);
}

TEST_ROWS(rows, run)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(negative_answers_bring_the_soa),
        cmocka_unit_test(faults_hit_their_question_alone),
        cmocka_unit_test(aliases_answer_as_their_type),
        cmocka_unit_test(answers_wait_for_the_delay),
        cmocka_unit_test(child_of_a_foreign_parent),
        cmocka_unit_test(servers_lead_to_their_zone),
        cmocka_unit_test(wildcards_as_a_model_has_them),
    };

    return run_rows("resolver") + run_routed_rows() +
           cmocka_run_group_tests_name("worlds", tests, NULL, NULL);
}
