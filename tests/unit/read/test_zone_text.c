/* Tests of analyzer/read/zone_text: zone files, and what is none. */
#include <string.h>

#include "analyzer/read/read.h"
#include "base/when.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#define SOA  " IN SOA ns.example.net. h.example.net. 1 2 3 4 5\n"
#define HEAD "$ORIGIN example.com.\n$TTL 300\n@" SOA

struct row {
    const char *name;
    const char *text;
    const char *file;
    uint32_t n_sets;
    const char *zone; /* of the last dump; NULL = not known */
    size_t n_dumps;
    size_t n_problems;
    bool truncated;
};

static struct row rows[] = {
    /* clang-format off */
    { "a zone", HEAD "www IN A 192.0.2.1\n", "z.txt", 2, "example.com", 1, 0, false },
    { "a set in two places", HEAD "www IN A 192.0.2.1\nb IN A 192.0.2.1\nwww IN A 192.0.2.2\n", "z.txt", 3, "example.com", 1, 0, false },
    { "origin of the path", "@" SOA "www 300 IN A 192.0.2.1\n", "e/dns/example.org.zone", 2, "example.org", 1, 0, false },
    { "no SOA, but a path", "www 300 IN A 192.0.2.1\n", "dns/example.org.zone", 1, "example.org", 1, 0, false },
    { "by hand", "_a.example.com. IN CNAME b.example.net.\n", "z.txt", 1, NULL, 1, 0, false },
    { "by NS", "$ORIGIN example.com.\n@ 60 IN NS ns.example.net.\nwww 60 IN A 192.0.2.1\n", "z.txt", 2, "example.com", 1, 0, false },
    { "a transfer", "\n; <<>> DiG 9 <<>> axfr example.com\nexample.com. 900" SOA "a.example.com. 60 IN A 192.0.2.1\nexample.com. 900" SOA ";; XFR size: 3 records\n", "z.txt", 2, "example.com", 1, 0, false },
    { "compiled", "example.com. 900" SOA "example.com. 60 IN NS ns.example.net.\na.example.com. 60 IN A 192.0.2.1\n", "z.txt", 3, "example.com", 1, 0, false },
    { "two zones", HEAD "www IN A 192.0.2.1\n$ORIGIN example.org.\n@" SOA "a IN A 192.0.2.1\nb IN A 192.0.2.1\n", "z.txt", 3, "example.org", 2, 0, false },
    { "$INCLUDE", HEAD "$INCLUDE other.zone\n", "z.txt", 1, "example.com", 1, 1, true },
    { "$GENERATE", HEAD "$GENERATE 1-4 h$ A 192.0.2.$\n", "z.txt", 1, "example.com", 1, 1, true },
    { "relative without origin", "$TTL 300\nwww IN A 192.0.2.1\nm.example.com. IN A 192.0.2.2\n", "z.txt", 1, NULL, 1, 1, true },
    { "a quote left open", HEAD "@ IN CAA 0 issue \"amazon.com\nwww IN A 192.0.2.1\n", "z.txt", 2, "example.com", 1, 1, true },
    { "flags over 255 are the reader's no fault", HEAD "@ IN CAA 300 issue \"amazon.com\"\n", "z.txt", 2, "example.com", 1, 0, false },
    { "a name outside", HEAD "www.example.org. IN A 192.0.2.1\n", "z.txt", 2, "example.com", 1, 1, false },
    { "no record", "$TTL 300\n; nothing\n", "z.txt", 0, NULL, 0, 1, false },
    { "prose is none", "The user logged IN A while ago\n", "z.txt", 1, NULL, 0, 1, false },
    /* clang-format on */
};

static void read_as(struct reading *reading, const char *text, const char *file)
{
    const struct read_options options = { .n_threads = 1, .limits = read_limits_default };

    memset(reading, 0, sizeof(*reading));
    arena_init(&reading->arena);
    reading->estate.arena = &reading->arena;
    assert_int_equal(read_bytes(file, text, strlen(text), &options, &reading->estate), 0);
}

static void zone_is_right(void **state)
{
    const struct row *row = *state;
    const struct record_dump *dump;
    struct reading reading;
    size_t n = 0;

    read_as(&reading, row->text, row->file);
    for (const struct problem *p = reading_source(&reading)->problems; p != NULL;
         p = p->next)
        n++;
    assert_int_equal(n, row->n_problems);
    assert_int_equal(reading.estate.dns.n_dumps, row->n_dumps);
    if (row->n_dumps > 0) {
        dump = reading.estate.dns.dumps[row->n_dumps - 1];
        assert_int_equal(dump->from, DNS_FROM_ZONEFILE);
        assert_int_equal(dump->n_sets, row->n_sets);
        assert_int_equal(dump->truncated, row->truncated);
        if (row->zone == NULL)
            assert_null(dump->zone);
        else
            assert_string_equal(dump->zone, row->zone);
    }
    reading_clear(&reading);
}

TEST_ROWS(rows, zone_is_right)

static void records_have_their_lines(void **state)
{
    struct reading reading;
    struct locate_query query = { .pointer = "" };
    const struct rrset *sets;

    (void)state;
    read_as(&reading,
            "; a zone\n" HEAD "www 60 IN TXT ( \"a\"\n  \"b\" )\n    IN A 192.0.2.1\n"
            "www IN A 192.0.2.2\n",
            "z.txt");
    sets = reading.estate.dns.dumps[0]->sets;
    assert_int_equal(reading.estate.dns.dumps[0]->n_sets, 3);
    assert_string_equal(sets[1].values[0], "\"a\" \"b\"");
    assert_int_equal(sets[1].ttl_s, 60);
    assert_int_equal(sets[1].origin.line, 5);
    assert_string_equal(sets[2].name, "www.example.com");
    assert_int_equal(sets[2].n_values, 2);
    assert_string_equal(sets[2].values[0], "192.0.2.1");
    assert_string_equal(sets[2].values[1], "192.0.2.2");
    assert_int_equal(sets[2].origin.line, 7);
    query.origin = &sets[2].origin;
    read_locate(&reading.estate, &query, 1, 1, &reading.arena);
    assert_int_equal(query.line, 7);
    assert_int_equal(query.column, 5);
    reading_clear(&reading);
}

static void faults_are_said_at_their_lines(void **state)
{
    struct reading reading;
    const struct problem *problem;

    (void)state;
    read_as(&reading, "\n" HEAD "$INCLUDE other.zone\n", "z.txt");
    problem = reading_problem(&reading, PROBLEM_PARTLY);
    assert_non_null(problem);
    assert_int_equal(problem->line, 5);
    assert_non_null(strstr(problem->text, "$INCLUDE"));
    reading_clear(&reading);
}

static void a_transfer_says_when(void **state)
{
    struct reading reading;

    (void)state;
    read_as(&reading,
            "example.com. 900" SOA ";; WHEN: Sun Nov 22 20:01:00 UTC 2026\n"
            ";; XFR size: 2 records\n",
            "z.txt");
    assert_int_equal(reading.estate.dns.dumps[0]->captured_at,
                     when_from_civil(2026, 11, 22, 20, 1, 0));
    assert_int_equal(reading.estate.latest_past, when_from_civil(2026, 11, 22, 20, 1, 0));
    reading_clear(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_have_their_lines),
        cmocka_unit_test(faults_are_said_at_their_lines),
        cmocka_unit_test(a_transfer_says_when),
    };

    return run_rows("read/zone_text: zones") +
           cmocka_run_group_tests_name("read/zone_text", tests, NULL, NULL);
}
