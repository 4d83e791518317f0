/* test_dig: the resolver's answers as dig 9.18 prints them, to the byte. */
#include <string.h>

#include "base/buf.h"
#include "tests/unit/mockaws/lifecycle/dns_world.h"

#define SERVER_LINES                                                                     \
    ";; Query time: 4 msec\n;; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)\n"                \
    ";; WHEN: Sun Mar 01 00:00:00 UTC 2026\n"

static void put_world(struct world *world)
{
    struct zone *zone = world_zone(world, "ZA", "example.com", false);

    world_put(world, zone, "example.com", "CAA", "0 issue \"amazon.com\"");
    world_add(world, zone, "example.com", "CAA", "0 iodef \"mailto:a\\100example.com\"");
    world_put(world, zone, "www.example.com", "CNAME", "example.com");
    world_put(world, zone, "*.wild.example.com", "TXT", "\"a b\" \"\\303\\244\\\"\"");
    world_put(world, zone, "a-name-that-is-rather-long.example.com", "A", "192.0.2.1");
}

/* The id is taken out: "id: N" becomes "id: 0". */
static const char *dig(struct world *world, const char *name, const char *type,
                       bool brief)
{
    struct buf out = { 0 };
    const char *id;
    char *text;

    resolver_dig(&world->resolver, name, rr_type_parse(type, strlen(type)), brief,
                 &world->arena, &out);
    text = arena_strdup(&world->arena, buf_text(&out));
    buf_clear(&out);
    id = strstr(text, "id: ");
    if (id != NULL) {
        const size_t n = strspn(id + 4, "0123456789");

        assert_in_range(n, 1, 5);
        text[id + 4 - text] = '0';
        memmove(text + (id + 5 - text), id + 4 + n, strlen(id + 4 + n) + 1);
    }
    return text;
}

static struct row {
    const char *name;
    const char *ask;
    const char *type;
    bool brief;
    enum dns_failure failure;
    const char *want;
} rows[] = {
    /* clang-format off */
    { "full", "www.example.com", "CAA", false, DNS_FAILURE_NONE,
      "\n; <<>> DiG 9.18.28 <<>> www.example.com CAA\n;; global options: +cmd\n;; Got answer:\n"
      ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 0\n"
      ";; flags: qr rd ra; QUERY: 1, ANSWER: 3, AUTHORITY: 0, ADDITIONAL: 1\n\n"
      ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
      ";; QUESTION SECTION:\n;www.example.com.\t\tIN\tCAA\n\n"
      ";; ANSWER SECTION:\n"
      "www.example.com.\t300\tIN\tCNAME\texample.com.\n"
      "example.com.\t\t300\tIN\tCAA\t0 issue \"amazon.com\"\n"
      "example.com.\t\t300\tIN\tCAA\t0 iodef \"mailto:a@example.com\"\n\n"
      SERVER_LINES ";; MSG SIZE  rcvd: 142\n\n" },
    { "no_such_name", "x.example.com", "A", false, DNS_FAILURE_NONE,
      "\n; <<>> DiG 9.18.28 <<>> x.example.com A\n;; global options: +cmd\n;; Got answer:\n"
      ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 0\n"
      ";; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 1\n\n"
      ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
      ";; QUESTION SECTION:\n;x.example.com.\t\t\tIN\tA\n\n"
      ";; AUTHORITY SECTION:\n"
      "example.com.\t\t900\tIN\tSOA\tns1.za.example.net. awsdns-hostmaster.amazon.com. "
      "1 7200 900 1209600 86400\n\n"
      SERVER_LINES ";; MSG SIZE  rcvd: 128\n\n" },
    { "long_owner", "a-name-that-is-rather-long.example.com", "A", false, DNS_FAILURE_NONE,
      "\n; <<>> DiG 9.18.28 <<>> a-name-that-is-rather-long.example.com A\n"
      ";; global options: +cmd\n;; Got answer:\n"
      ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 0\n"
      ";; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n\n"
      ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n"
      ";; QUESTION SECTION:\n;a-name-that-is-rather-long.example.com. IN A\n\n"
      ";; ANSWER SECTION:\na-name-that-is-rather-long.example.com. 300 IN A 192.0.2.1\n\n"
      SERVER_LINES ";; MSG SIZE  rcvd: 88\n\n" },
    { "bogus", "example.com", "CAA", false, DNS_BOGUS,
      "\n; <<>> DiG 9.18.28 <<>> example.com CAA\n;; global options: +cmd\n;; Got answer:\n"
      ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 0\n"
      ";; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1\n\n"
      ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n; EDE: 6 (DNSSEC Bogus)\n"
      ";; QUESTION SECTION:\n;example.com.\t\t\tIN\tCAA\n\n"
      SERVER_LINES ";; MSG SIZE  rcvd: 40\n\n" },
    { "timeout", "example.com", "CAA", false, DNS_TIMEOUT,
      ";; communications error to 192.0.2.53#53: timed out\n"
      ";; communications error to 192.0.2.53#53: timed out\n"
      ";; communications error to 192.0.2.53#53: timed out\n"
      "\n; <<>> DiG 9.18.28 <<>> example.com CAA\n;; global options: +cmd\n"
      ";; no servers could be reached\n\n" },
    { "short", "www.example.com", "CAA", true, DNS_FAILURE_NONE,
      "example.com.\n0 issue \"amazon.com\"\n0 iodef \"mailto:a@example.com\"\n" },
    { "short_txt", "x.wild.example.com", "TXT", true, DNS_FAILURE_NONE,
      "\"a b\" \"\\195\\164\\\"\"\n" },
    { "short_of_nothing", "x.example.com", "A", true, DNS_FAILURE_NONE, "" },
    { "short_servfail", "example.com", "A", true, DNS_SERVFAIL, "" },
    /* clang-format on */
};

static void run(void **state)
{
    const struct row *row = *state;
    struct world world;

    world_set_up(&world);
    put_world(&world);
    dns_faults_set(&world.faults, row->ask, RR_ANY, row->failure);
    assert_string_equal(dig(&world, row->ask, row->type, row->brief), row->want);
    world_tear_down(&world);
}

static void statuses_and_wildcards_are_printed(void **state)
{
    struct world world;
    const char *text;

    (void)state;
    world_set_up(&world);
    put_world(&world);
    dns_faults_set(&world.faults, "example.com", RR_CAA, DNS_REFUSED);
    text = dig(&world, "example.com", "CAA", false);
    assert_non_null(strstr(text, "status: REFUSED"));
    text = dig(&world, "*.wild.example.com", "TXT", false);
    assert_non_null(strstr(text, "\n*.wild.example.com.\t300\tIN\tTXT\t\"a b\" "));
    world_tear_down(&world);
}

/* What a scenario puts past all rules must not break the lines. */
static void odd_values_stay_on_their_line(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world_put(&world, zone, "a.example.com", "A", "not\nan address");
    world_put(&world, zone, "t.example.com", "TYPE65280", "raw\x01");
    assert_string_equal(dig(&world, "a.example.com", "A", true), "not\\010an address\n");
    assert_string_equal(dig(&world, "t.example.com", "TYPE65280", true), "raw\\001\n");
    world_tear_down(&world);
}

static void the_id_is_the_same_each_time(void **state)
{
    struct world world;
    struct buf one = { 0 };
    struct buf two = { 0 };

    (void)state;
    world_set_up(&world);
    put_world(&world);
    resolver_dig(&world.resolver, "example.com", RR_A, false, &world.arena, &one);
    resolver_dig(&world.resolver, "example.com", RR_A, false, &world.arena, &two);
    assert_string_equal(buf_text(&one), buf_text(&two));
    buf_clear(&one);
    buf_clear(&two);
    world_tear_down(&world);
}

TEST_ROWS(rows, run)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_and_wildcards_are_printed),
        cmocka_unit_test(odd_values_stay_on_their_line),
        cmocka_unit_test(the_id_is_the_same_each_time),
    };

    return run_rows("dig") + cmocka_run_group_tests_name("texts", tests, NULL, NULL);
}
