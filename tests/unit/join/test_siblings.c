/* test_siblings: which certificate could stand in, and which requests died alike. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/join/siblings.h"
#include "base/arena.h"
#include "base/when.h"

enum { NAMES_MAX = 3, OTHERS_MAX = 3, NOW = 1000, MANY = 20000 };

struct given {
    enum acm_status status;
    const char *region;
    int64_t not_after;
    const char *names[NAMES_MAX];
};

struct row {
    const char *name;
    const char *names[NAMES_MAX]; /* of the dead request in us-east-1 */
    struct given others[OTHERS_MAX];
    int covering; /* which of the others, or -1 */
};

static struct row rows[] = {
    { "the same name",
      { "example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "example.com" } } },
      0 },
    { "more names than needed",
      { "b.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "a.example.com", "b.example.com" } } },
      0 },
    { "one name is not covered",
      { "a.example.com", "c.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "a.example.com", "b.example.com" } } },
      -1 },
    { "a wildcard covers one label",
      { "a.example.com", "b.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "*.example.com" } } },
      0 },
    { "a wildcard does not cover two labels",
      { "a.b.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "*.example.com" } } },
      -1 },
    { "a wildcard does not cover its apex",
      { "example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "*.example.com" } } },
      -1 },
    { "a wildcard covers itself",
      { "*.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "*.example.com" } } },
      0 },
    { "a plain name does not cover a wildcard",
      { "*.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "example.com" } } },
      -1 },
    { "another region is elsewhere",
      { "example.com" },
      { { ACM_ISSUED, "eu-west-1", 2000, { "example.com" } } },
      -1 },
    { "expired by now",
      { "example.com" },
      { { ACM_ISSUED, "us-east-1", NOW, { "example.com" } } },
      -1 },
    { "not issued",
      { "example.com" },
      { { ACM_PENDING_VALIDATION, "us-east-1", 2000, { "example.com" } } },
      -1 },
    { "the latest NotAfter is taken",
      { "a.example.com" },
      { { ACM_ISSUED, "us-east-1", 2000, { "a.example.com" } },
        { ACM_ISSUED, "us-east-1", 4000, { "*.example.com" } },
        { ACM_ISSUED, "us-east-1", 3000, { "a.example.com" } } },
      1 },
    { "an unknown NotAfter is the last choice",
      { "a.example.com" },
      { { ACM_ISSUED, "us-east-1", WHEN_NONE, { "a.example.com" } },
        { ACM_ISSUED, "us-east-1", 1500, { "a.example.com" } } },
      1 },
    { "an unknown NotAfter is a choice",
      { "a.example.com" },
      { { ACM_ISSUED, "us-east-1", WHEN_NONE, { "a.example.com" } } },
      0 },
    { "the latest one must cover all names",
      { "a.example.com", "example.com" },
      { { ACM_ISSUED, "us-east-1", 4000, { "*.example.com" } },
        { ACM_ISSUED, "us-east-1", 2000, { "example.com", "*.example.com" } } },
      1 },
    { "no names, nothing covered",
      { NULL },
      { { ACM_ISSUED, "us-east-1", 2000, { "example.com" } } },
      -1 },
};

static void set_cert(struct cert *cert, const char *region, enum acm_status status,
                     const char *const *names)
{
    memset(cert, 0, sizeof(*cert));
    cert->account = "111122223333";
    cert->region = region;
    cert->status = (uint8_t)status;
    cert->created_at = cert->not_after = WHEN_NONE;
    cert->names = names;
    while (cert->n_names < NAMES_MAX && names[cert->n_names] != NULL)
        cert->n_names++;
}

static void is_covered(void **state)
{
    const struct row *row = *state;
    struct cert certs[OTHERS_MAX + 1];
    struct cert *list[OTHERS_MAX + 1];
    struct estate estate = { .certs = list, .latest_past = WHEN_NONE };
    const struct cert *found;
    struct facts facts;

    set_cert(&certs[0], "us-east-1", ACM_FAILED, row->names);
    for (size_t i = 0; i < OTHERS_MAX; i++) {
        const struct given *given = &row->others[i];

        set_cert(&certs[i + 1], given->region, given->status, given->names);
        certs[i + 1].not_after = given->not_after;
    }
    while (estate.n_certs <= OTHERS_MAX && certs[estate.n_certs].region != NULL) {
        list[estate.n_certs] = &certs[estate.n_certs];
        certs[estate.n_certs].index = (uint32_t)estate.n_certs;
        estate.n_certs++;
    }
    facts_init(&facts, &estate, NOW);
    found = siblings_covering(&facts, &certs[0]);
    if (row->covering < 0)
        assert_null(found);
    else
        assert_ptr_equal(found, &certs[row->covering + 1]);
    certs[0].names_cut = true;
    assert_null(siblings_covering(&facts, &certs[0]));
    certs[0].names_cut = false;
    certs[0].account = NULL;
    assert_null(siblings_covering(&facts, &certs[0]));
    facts_clear(&facts);
}

TEST_ROWS(rows, is_covered)

static void a_certificate_is_no_sibling_of_itself(void **state)
{
    static const char *const names[NAMES_MAX] = { "example.com" };
    struct cert cert;
    struct cert dump;
    struct cert *list[] = { &cert };
    struct estate estate = { .certs = list, .n_certs = 1 };
    struct facts facts;

    (void)state;
    set_cert(&cert, "us-east-1", ACM_ISSUED, names);
    cert.not_after = 2000;
    cert.arn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
    dump = cert; /* one that lost */
    facts_init(&facts, &estate, NOW);
    assert_null(siblings_covering(&facts, &cert));
    assert_null(siblings_covering(&facts, &dump));
    facts_clear(&facts);
}

static void dead_requests_are_grouped(void **state)
{
    static const char *const one[NAMES_MAX] = { "example.com", "www.example.com" };
    static const char *const turned[NAMES_MAX] = { "www.example.com", "example.com" };
    static const char *const less[NAMES_MAX] = { "example.com" };
    struct cert certs[6];
    struct cert *list[6];
    struct estate estate = { .certs = list, .n_certs = 6 };
    struct cert loser;
    struct sibling_list found;
    struct facts facts;

    (void)state;
    set_cert(&certs[0], "us-east-1", ACM_FAILED, one);
    set_cert(&certs[1], "us-east-1", ACM_VALIDATION_TIMED_OUT, turned);
    set_cert(&certs[2], "us-east-1", ACM_FAILED, less);
    set_cert(&certs[3], "eu-west-1", ACM_FAILED, one);
    set_cert(&certs[4], "us-east-1", ACM_PENDING_VALIDATION, one);
    set_cert(&certs[5], "us-east-1", ACM_FAILED, one);
    certs[0].created_at = 300;
    certs[1].created_at = 200;
    for (uint32_t i = 0; i < 6; i++) {
        list[i] = &certs[i];
        certs[i].index = i;
    }
    facts_init(&facts, &estate, NOW);
    found = siblings_dead_requests(&facts, &certs[1]);
    assert_int_equal(found.n, 3);
    assert_ptr_equal(found.certs[0], &certs[5]); /* no CreatedAt: the oldest */
    assert_ptr_equal(found.certs[1], &certs[1]);
    assert_ptr_equal(found.certs[2], &certs[0]);
    found = siblings_dead_requests(&facts, &certs[2]);
    assert_int_equal(found.n, 1);
    assert_ptr_equal(found.certs[0], &certs[2]);
    assert_int_equal(siblings_dead_requests(&facts, &certs[3]).n, 1);
    assert_int_equal(siblings_dead_requests(&facts, &certs[4]).n, 0);
    loser = certs[0];
    assert_int_equal(siblings_dead_requests(&facts, &loser).n, 0);
    facts_clear(&facts);
}

/* Half of them dead, all of one name: a scan for each would take minutes. */
static void many_of_one_name_take_no_square(void **state)
{
    static const char *const names[NAMES_MAX] = { "example.com" };
    struct cert *certs = calloc(MANY, sizeof(*certs));
    struct cert **list = calloc(MANY, sizeof(*list));
    struct estate estate = { .certs = list, .n_certs = MANY };
    struct facts facts;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        set_cert(&certs[i], "us-east-1", i % 2 == 0 ? ACM_FAILED : ACM_ISSUED, names);
        certs[i].not_after = i % 2 == 0 ? WHEN_NONE : NOW + 1 + i;
        certs[i].index = i;
        list[i] = &certs[i];
    }
    facts_init(&facts, &estate, NOW);
    for (uint32_t i = 0; i < MANY; i += 2) {
        assert_ptr_equal(siblings_covering(&facts, &certs[i]), &certs[MANY - 1]);
        assert_int_equal(siblings_dead_requests(&facts, &certs[i]).n, MANY / 2);
    }
    facts_clear(&facts);
    free(list);
    free(certs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_certificate_is_no_sibling_of_itself),
        cmocka_unit_test(dead_requests_are_grouped),
        cmocka_unit_test(many_of_one_name_take_no_square),
    };
    int failed = run_rows("cover");

    return failed + cmocka_run_group_tests_name("siblings", tests, NULL, NULL);
}
