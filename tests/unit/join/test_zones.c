/* test_zones: which zone serves a name, and how a name stands in it. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/join/zones.h"
#include "analyzer/model/estate.h"
#include "base/arena.h"
#include "base/when.h"

/* A zone of the test, and the delegation that a saved `dig NS` shows ("" = none). */
struct zone_spec {
    const char *id;
    const char *name;
    const char *server;
    const char *dig;
    enum visibility visibility;
    bool truncated;
};

static const struct zone_spec specs[] = {
    { "Z1", "example.com", "ns1.test", "ns1.test.", VISIBILITY_PUBLIC, false },
    { "Z2", "sub.example.com", "ns2.test", "", VISIBILITY_PUBLIC, false },
    { "Z3", "lost.example.com", "ns3.test", "", VISIBILITY_PUBLIC, false },
    { "Z4", "moved.example.com", "ns4.test", "", VISIBILITY_PUBLIC, false },
    { "Z5", "example.net", "ns5.test", "", VISIBILITY_PUBLIC, false },
    { "Z6", "example.net", "ns6.test", "", VISIBILITY_PUBLIC, false },
    { "Z7", "example.org", "ns7.test", "ns7.test.", VISIBILITY_PUBLIC, false },
    { "Z8", "example.org", "ns8.test", "", VISIBILITY_PUBLIC, false },
    { "Z9", "hidden.example.com", "ns9.test", "", VISIBILITY_PRIVATE, false },
    { "ZA", "part.example.com", "nsa.test", "", VISIBILITY_PUBLIC, true },
};
enum { N_ZONES = sizeof(specs) / sizeof(specs[0]), SETS_MAX = 20 };

struct set_spec {
    const char *id;
    const char *name;
    uint16_t type;
    const char *value;
};

static const struct set_spec sets[] = {
    { "Z1", "sub.example.com", RR_NS, "ns2.test." },
    { "Z1", "moved.example.com", RR_NS, "other.test." },
    { "Z1", "away.example.com", RR_NS, "ns.elsewhere.test." },
    { "Z1", "deep.away.example.com", RR_NS, "deeper.test." },
    { "Z1", "part.example.com", RR_NS, "nsa.test." },
    { "Z1", "a.example.com", RR_A, "192.0.2.1" },
    { "Z1", "c.example.com", RR_CNAME, "a.example.com." },
    { "Z1", "x.ent.example.com", RR_A, "192.0.2.2" },
    { "Z1", "*.wild.example.com", RR_TXT, "\"w\"" },
    { "Z1", "b.wild.example.com", RR_A, "192.0.2.3" },
    { "Z1", "_x.other.test.example.com", RR_CNAME, "v.test." },
    { "Z2", "a.sub.example.com", RR_A, "192.0.2.4" },
    { "ZA", "a.part.example.com", RR_A, "192.0.2.5" },
};
enum { N_SETS = sizeof(sets) / sizeof(sets[0]) };

struct bench {
    struct arena arena;
    struct estate estate;
    struct zones zones;
    struct source source;
};

static struct rrset make_set(struct bench *bench, const char *name, uint16_t type,
                             const char *value)
{
    const char **values = arena_alloc(&bench->arena, sizeof(*values));

    values[0] = value;
    return (struct rrset){ .name = name,
                           .type = type,
                           .ttl_s = 300,
                           .values = values,
                           .n_values = 1,
                           .octal = true,
                           .origin = { .source = &bench->source, .pointer = "" } };
}

static void add_zone(struct bench *bench, const struct zone_spec *spec)
{
    struct dns_evidence *dns = &bench->estate.dns;
    struct record_dump *dump = arena_zalloc(&bench->arena, sizeof(*dump));
    struct zone_row *row = arena_zalloc(&bench->arena, sizeof(*row));

    *row = (struct zone_row){ .id = spec->id,
                              .name = spec->name,
                              .account = "111122223333",
                              .account_from = FROM_CONTENT,
                              .record_count = -1,
                              .captured_at = WHEN_NONE,
                              .visibility = (uint8_t)spec->visibility };
    dns->rows[dns->n_rows++] = row;
    *dump = (struct record_dump){ .zone_id = spec->id,
                                  .zone = spec->name,
                                  .account = "111122223333",
                                  .account_from = FROM_CONTENT,
                                  .has_soa = true,
                                  .truncated = spec->truncated,
                                  .captured_at = WHEN_NONE };
    dump->sets = arena_array(&bench->arena, SETS_MAX, sizeof(struct rrset));
    dump->sets[dump->n_sets++] =
        make_set(bench, spec->name, RR_SOA, "ns1.test. h.test. 1 7200 900 1209600 300");
    dump->sets[dump->n_sets++] = make_set(bench, spec->name, RR_NS, spec->server);
    for (size_t i = 0; i < N_SETS; i++)
        if (strcmp(sets[i].id, spec->id) == 0)
            dump->sets[dump->n_sets++] =
                make_set(bench, sets[i].name, sets[i].type, sets[i].value);
    dns->dumps[dns->n_dumps++] = dump;
}

static void add_answer(struct bench *bench, const struct zone_spec *spec)
{
    struct dns_evidence *dns = &bench->estate.dns;
    struct dns_answer *answer = arena_zalloc(&bench->arena, sizeof(*answer));
    struct rrset *set = arena_alloc(&bench->arena, sizeof(*set));

    *set = make_set(bench, spec->name, RR_NS, spec->dig);
    *answer = (struct dns_answer){ .name = spec->name,
                                   .type = RR_NS,
                                   .status_word = "NOERROR",
                                   .status = DNS_ANSWERED,
                                   .answer = set,
                                   .n_answer = 1,
                                   .at = WHEN_NONE };
    dns->answers[dns->n_answers++] = answer;
}

static int make_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    struct dns_evidence *dns = &bench->estate.dns;

    arena_init(&bench->arena);
    dns->rows = arena_array(&bench->arena, N_ZONES, sizeof(struct zone_row *));
    dns->dumps = arena_array(&bench->arena, N_ZONES, sizeof(struct record_dump *));
    dns->answers = arena_array(&bench->arena, N_ZONES, sizeof(struct dns_answer *));
    for (size_t i = 0; i < N_ZONES; i++) {
        add_zone(bench, &specs[i]);
        if (specs[i].dig[0] != '\0')
            add_answer(bench, &specs[i]);
    }
    zones_init(&bench->zones, &bench->estate, &bench->arena);
    *state = bench;
    return 0;
}

static int free_bench(void **state)
{
    struct bench *bench = *state;

    zones_clear(&bench->zones);
    arena_clear(&bench->arena);
    free(bench);
    return 0;
}

/* ---- the zone that serves ---- */

struct serving_row {
    const char *name;
    const char *zone; /* id; NULL = none */
    bool ambiguous;
    const char *cut;
    const char *passed;
    enum confidence confidence;
};

static const struct serving_row servings[] = {
    { "a.example.com", "Z1", false, NULL, NULL, CONFIDENCE_HIGH },
    { "example.com", "Z1", false, NULL, NULL, CONFIDENCE_HIGH },
    { "a.sub.example.com", "Z2", false, NULL, NULL, CONFIDENCE_HIGH },
    { "a.lost.example.com", "Z1", false, NULL, "Z3", CONFIDENCE_HIGH },
    { "a.moved.example.com", "Z4", false, NULL, NULL, CONFIDENCE_LOW },
    { "a.away.example.com", "Z1", false, "away.example.com", NULL, CONFIDENCE_HIGH },
    /* the cut nearest to the apex is met first */
    { "a.deep.away.example.com", "Z1", false, "away.example.com", NULL, CONFIDENCE_HIGH },
    { "a.hidden.example.com", "Z1", false, NULL, NULL, CONFIDENCE_HIGH },
    { "a.part.example.com", "ZA", false, NULL, NULL, CONFIDENCE_MEDIUM },
    { "a.example.net", "Z5", true, NULL, NULL, CONFIDENCE_MEDIUM },
    { "a.example.org", "Z7", false, NULL, NULL, CONFIDENCE_HIGH },
    { "notexample.com", NULL, false, NULL, NULL, CONFIDENCE_LOW },
    { "com", NULL, false, NULL, NULL, CONFIDENCE_LOW },
};

static const char *id_of(const struct zone *zone)
{
    return zone == NULL ? "none" : zone->id;
}

static void each_name_has_its_zone(void **state)
{
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(servings) / sizeof(servings[0]); i++) {
        const struct serving_row *row = &servings[i];
        const struct serving serving = zones_serving(&bench->zones, row->name);

        print_message("%s\n", row->name);
        assert_string_equal(id_of(serving.zone), row->zone == NULL ? "none" : row->zone);
        assert_int_equal(serving.ambiguous, row->ambiguous);
        assert_string_equal(serving.cut == NULL ? "none" : serving.cut->name,
                            row->cut == NULL ? "none" : row->cut);
        assert_string_equal(id_of(serving.passed),
                            row->passed == NULL ? "none" : row->passed);
        assert_int_equal(serving.confidence, row->confidence);
    }
}

/* ---- a name in its zone ---- */

struct look_row {
    const char *zone;
    const char *name;
    uint16_t type;
    enum found found;
    bool wildcard;
};

static const struct look_row looks[] = {
    { "Z1", "a.example.com", RR_A, FOUND_SETS, false },
    { "Z1", "a.example.com", RR_CNAME, FOUND_NODATA, false },
    { "Z1", "c.example.com", RR_A, FOUND_CNAME, false },
    { "Z1", "c.example.com", RR_CNAME, FOUND_SETS, false },
    { "Z1", "none.example.com", RR_A, FOUND_NXDOMAIN, false },
    /* an empty non-terminal exists */
    { "Z1", "ent.example.com", RR_A, FOUND_NODATA, false },
    { "Z1", "y.ent.example.com", RR_A, FOUND_NXDOMAIN, false },
    /* the wildcard answers for what does not exist, however deep */
    { "Z1", "q.wild.example.com", RR_TXT, FOUND_SETS, true },
    { "Z1", "p.q.wild.example.com", RR_TXT, FOUND_SETS, true },
    { "Z1", "q.wild.example.com", RR_CNAME, FOUND_NODATA, true },
    { "Z1", "b.wild.example.com", RR_TXT, FOUND_NODATA, false },
    /* b.wild exists, so below it nothing is synthesised: RFC 4592, 2.2.1 */
    { "Z1", "q.b.wild.example.com", RR_TXT, FOUND_NXDOMAIN, false },
    { "Z1", "wild.example.com", RR_TXT, FOUND_NODATA, false },
    { "Z1", "a.away.example.com", RR_A, FOUND_REFERRAL, false },
    { "Z1", "away.example.com", RR_A, FOUND_REFERRAL, false },
    { "Z1", "example.com", RR_NS, FOUND_SETS, false },
    { "ZA", "a.part.example.com", RR_A, FOUND_SETS, false },
    { "ZA", "b.part.example.com", RR_A, FOUND_UNKNOWN, false },
    { "ZA", "a.part.example.com", RR_TXT, FOUND_UNKNOWN, false },
};

static const struct zone *zone_by_id(const struct bench *bench, const char *id)
{
    for (size_t i = 0; i < bench->zones.n; i++)
        if (strcmp(bench->zones.zones[i].id, id) == 0)
            return &bench->zones.zones[i];
    return NULL;
}

static void each_name_stands_so_in_its_zone(void **state)
{
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
        const struct look_row *row = &looks[i];
        const struct look look =
            zone_look(zone_by_id(bench, row->zone), row->name, row->type);

        print_message("%s %u\n", row->name, row->type);
        assert_int_equal(look.found, row->found);
        assert_int_equal(look.wildcard, row->wildcard);
    }
}

/* ---- delegation ---- */

static void the_delegation_is_told(void **state)
{
    static const struct {
        const char *id;
        enum delegation state;
    } rows[] = {
        { "Z1", DELEGATION_AGREES },      { "Z2", DELEGATION_AGREES },
        { "Z3", DELEGATION_ABSENT },      { "Z4", DELEGATION_CONTRADICTS },
        { "Z5", DELEGATION_UNKNOWN },     { "Z7", DELEGATION_AGREES },
        { "Z8", DELEGATION_CONTRADICTS }, { "Z9", DELEGATION_UNKNOWN },
    };
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        print_message("%s\n", rows[i].id);
        assert_int_equal(zone_by_id(bench, rows[i].id)->delegation.state, rows[i].state);
    }
}

static void a_record_under_a_foreign_zone_is_found(void **state)
{
    struct bench *bench = *state;
    const struct stray *stray = zones_stray(&bench->zones, "_x.other.test");

    assert_non_null(stray);
    assert_string_equal(stray->zone->id, "Z1");
    assert_null(stray->next);
    assert_null(zones_stray(&bench->zones, "_x.other"));
}

/* An answer is asked before a zone of which the delegation is not known. */
static void a_delegated_zone_tells_before_an_answer(void **state)
{
    struct bench *bench = *state;
    const struct look net =
        zones_look(&bench->zones, "example.net", RR_NS, &bench->arena);
    const struct look com =
        zones_look(&bench->zones, "example.com", RR_NS, &bench->arena);

    assert_int_equal(com.found, FOUND_SETS);
    assert_non_null(com.zone);
    assert_null(com.answer);
    assert_int_equal(net.found, FOUND_UNKNOWN); /* two zones, and no answer */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_name_has_its_zone, make_bench, free_bench),
        cmocka_unit_test_setup_teardown(each_name_stands_so_in_its_zone, make_bench,
                                        free_bench),
        cmocka_unit_test_setup_teardown(the_delegation_is_told, make_bench, free_bench),
        cmocka_unit_test_setup_teardown(a_record_under_a_foreign_zone_is_found,
                                        make_bench, free_bench),
        cmocka_unit_test_setup_teardown(a_delegated_zone_tells_before_an_answer,
                                        make_bench, free_bench),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
