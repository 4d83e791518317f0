/* test_save: what is saved, read and loaded again is saved as the same text. */
#include "mockaws/scenario/save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/session.h"
#include "mockaws/scenario/write.h"

#include "tests/support/test.h"

#define DAY_MS INT64_C(86400000)
#define HEAD                                                                             \
    "{\"schema\":\"mockaws.scenario.v1\",\"name\":\"x\","                                \
    "\"start\":\"2026-03-01T00:00:00Z\","
#define CA                                                                               \
    "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/"                      \
    "11111111-2222-4333-8444-555555555555"
#define CDN "arn:aws:cloudfront::111122223333:distribution/E1"

struct row {
    const char *name;
    const char *scenario;
    int64_t advance_ms;
    const char *parts[5]; /* each stands in the saved text */
};

/* clang-format off */
static struct row rows[] = {
    { "nothing", HEAD "\"seed\":7}", 0,
      { "\"name\": \"state\"", "\"seed\": 7" } },
    { "accounts and authorities",
      HEAD "\"accounts\":[{\"id\":\"111122223333\",\"access_key\":\"AKIDEXAMPLE\","
      "\"secret_key\":\"secret\",\"days_before_expiry\":30},{\"id\":\"444455556666\"}],"
      "\"authorities\":[{\"arn\":\"" CA "\",\"state\":\"DISABLED\",\"permission\":false,"
      "\"not_after\":\"2030-01-01T00:00:00Z\"}]}", 0,
      { "\"access_key\": \"AKIDEXAMPLE\"", "\"days_before_expiry\": 30",
        "\"id\": \"444455556666\"", "\"state\": \"DISABLED\"", "\"permission\": false" } },
    { "records of every kind",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\",\"comment\":\"a\\\"b\","
      "\"dnssec\":true,\"tags\":{\"team\":\"web\",\"empty\":\"\"},\"records\":["
      "{\"name\":\"example.com\",\"type\":\"CAA\",\"values\":[\"0 issue \\\"amazon.com\\\"\"]},"
      "{\"name\":\"*.example.com\",\"type\":\"TXT\",\"ttl\":0,\"values\":[\"\\\"x\\\" \\\"y\\\"\"]},"
      "{\"name\":\"a.example.com\",\"type\":\"A\",\"alias\":{\"name\":\"w.example.com\","
      "\"evaluates\":true}},"
      "{\"name\":\"b.example.com\",\"type\":\"A\",\"alias\":{\"name\":\"d1.cloudfront.net\","
      "\"zone\":\"Z2FDTNDATAQYW2\"}},"
      "{\"name\":\"w.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"weight\":0,\"health_check\":\"hc-1\"},"
      "{\"name\":\"g.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"geo\":{\"country\":\"US\",\"subdivision\":\"CA\"}},"
      "{\"name\":\"l.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"region\":\"eu-west-1\"},"
      "{\"name\":\"f.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"failover\":\"PRIMARY\"},"
      "{\"name\":\"m.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"multi_value\":true},"
      "{\"name\":\"i.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],"
      "\"set_identifier\":\"one\",\"cidr\":{\"collection\":\"c\",\"location\":\"l\"}}]}]}", 0,
      { "\"weight\": 0", "\"subdivision\": \"CA\"", "\"dnssec\": true",
        "\"zone\": \"Z2FDTNDATAQYW2\"", "\"multi_value\": true" } },
    { "delegations",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\",\"records\":["
      "{\"name\":\"d.example.com\",\"type\":\"NS\",\"ttl\":60,\"values\":[\"ns1.example.net.\"]}]},"
      "{\"id\":\"Z2\",\"name\":\"a.example.com\"},"
      "{\"id\":\"Z3\",\"name\":\"b.example.com\",\"delegated\":false},"
      "{\"id\":\"Z4\",\"name\":\"c.example.com\",\"delegated\":[\"ns1.example.org\"]},"
      "{\"id\":\"Z5\",\"name\":\"d.example.com\",\"delegated\":false},"
      "{\"id\":\"Z6\",\"name\":\"example.com\",\"delegated\":false},"
      "{\"id\":\"Z7\",\"name\":\"example.com\",\"private\":true,"
      "\"vpcs\":[{\"region\":\"eu-west-1\",\"id\":\"vpc-1\"}]}]}", DAY_MS,
      { "\"ns1.example.net.\"", "\"ns1.example.org\"", "\"ttl\": 60",
        "\"delegated\": false", "\"private\": true" } },
    { "a parent that came after its child",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"a.example.com\","
      "\"delegated\":[\"ns1.example.org\"]}],\"timeline\":[{\"at\":\"+1h\","
      "\"do\":\"create_zone\",\"zone\":\"Z2\",\"name\":\"example.com\"}]}", DAY_MS,
      { "\"ns1.example.org.\"", "\"type\": \"NS\"" } },
    { "asked for, and not validated yet",
      HEAD "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\",\"*.example.com\"],"
      "\"in_use_by\":[\"" CDN "\"],\"tags\":{\"a\":\"b\"}}]}", 3600000,
      { "\"id\": \"c1\"", "\"status\": \"PENDING_VALIDATION\"", CDN,
        "acm-validations.aws.\"", "\"a\": \"b\"" } },
    { "records that nobody has looked at yet",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\"}],"
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"]}],\"timeline\":["
      "{\"at\":\"+1h\",\"do\":\"upsert_validation_records\",\"certificate\":\"c1\"}]}",
      3610000, { "\"type\": \"CNAME\"", "\"status\": \"PENDING_VALIDATION\"" } },
    { "issued and in use",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\"}],"
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"],\"in_use_by\":[\"" CDN
      "\"]}],\"timeline\":[{\"at\":\"+1h\",\"do\":\"upsert_validation_records\","
      "\"certificate\":\"c1\"}]}", DAY_MS,
      { "\"status\": \"ISSUED\"", "\"serial\": \"", CDN,
        "\"name\": \"TLS_WEB_SERVER_AUTHENTICATION\"", "\"DIGITAL_SIGNATURE\"" } },
    { "a renewal under way",
      HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\"}],\"certificates\":["
      "{\"id\":\"c1\",\"names\":[\"example.com\"],\"in_use_by\":[\"" CDN "\"],\"state\":"
      "{\"status\":\"ISSUED\",\"created\":\"-170d\",\"issued\":\"-170d\","
      "\"not_before\":\"-170d\",\"not_after\":\"+28d\",\"serial\":\"0a:0b\"}}]}", 2 * DAY_MS,
      { "\"renewal\": {", "\"status\": \"PENDING_VALIDATION\"", "\"started\": \"2026-03-01" } },
    { "mail, approved in part, moved to DNS",
      HEAD "\"certificates\":[{\"id\":\"c1\",\"names\":[\"a.example.com\",\"b.example.com\"],"
      "\"method\":\"EMAIL\",\"validation_domain\":\"example.com\"},"
      "{\"id\":\"c2\",\"names\":[\"c.example.com\"],\"method\":\"EMAIL\",\"state\":"
      "{\"status\":\"ISSUED\",\"not_after\":\"+150d\",\"not_before\":\"-40d\",\"update\":"
      "{\"status\":\"PENDING_DOMAIN_VALIDATION\",\"domains\":[{\"domain\":\"c.example.com\"}]}}}],"
      "\"timeline\":[{\"at\":\"+1h\",\"do\":\"approve_email\",\"certificate\":\"c1\","
      "\"names\":[\"a.example.com\"]}]}", 7200000,
      { "\"approved\": true", "\"validation_domain\": \"example.com\"",
        "\"hostmaster@example.com\"", "\"update\": {", "\"status\": \"PENDING_DOMAIN_VALIDATION\"" } },
    { "private, imported, failed, forced, revoked",
      HEAD "\"accounts\":[{\"id\":\"111122223333\"}],\"authorities\":[{\"arn\":\"" CA "\"}],"
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"in.example.com\"],\"authority\":\"" CA "\"},"
      "{\"id\":\"c2\",\"region\":\"eu-west-1\",\"import\":{\"names\":[\"localhost\",\"_x.example.com\"],"
      "\"not_after\":\"+30d\",\"key_algorithm\":\"EC_secp384r1\"}},"
      "{\"id\":\"c3\",\"names\":[\"elasticbeanstalk.com\"]},"
      "{\"id\":\"c4\",\"names\":[\"d.example.com\"]},"
      "{\"id\":\"c5\",\"names\":[\"r.example.com\"],\"authority\":\"" CA "\"}],\"timeline\":["
      "{\"at\":\"+1h\",\"do\":\"force\",\"certificate\":\"c4\",\"status\":\"FAILED\","
      "\"reason\":\"DOMAIN_NOT_ALLOWED\"},"
      "{\"at\":\"+1h\",\"do\":\"revoke\",\"certificate\":\"c5\",\"reason\":\"SUPERSEDED\"}]}",
      7200000,
      { "\"localhost\"", "\"forced\": true", "\"revocation_reason\": \"SUPERSEDED\"",
        "\"failure_reason\": \"DOMAIN_NOT_ALLOWED\"", "\"key_algorithm\": \"EC_secp384r1\"" } },
    { "faults, oddities, quotas, delays",
      HEAD "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"]}],\"faults\":["
      "{\"service\":\"acm\",\"operation\":\"ListCertificates\",\"calls\":\"2-3\",\"reply\":"
      "{\"token\":\"duplicate\"}},{\"certificate\":\"c1\",\"calls\":\"3+\",\"reply\":"
      "{\"error\":\"ThrottlingException\",\"message\":\"slow\"}},"
      "{\"page\":2,\"calls\":\"%5\",\"reply\":{\"cut_at\":0}},"
      "{\"reply\":{\"http\":503,\"body\":\"<html>\",\"type\":\"text/html\"}}],"
      "\"oddities\":[\"san_order_differs\",\"list_lags_describe\"],\"quotas\":{\"scale\":2.5},"
      "\"delays\":{\"issue\":\"20s\",\"renewal\":\"2h\",\"propagation\":\"1m\"},"
      "\"timeline\":[{\"at\":\"+1h\",\"do\":\"dns_fault\",\"name\":\"example.com\","
      "\"type\":\"CAA\",\"failure\":\"servfail\"},"
      "{\"at\":\"+1h\",\"do\":\"dns_fault\",\"name\":\"x.example.com\",\"failure\":\"bogus\"}]}",
      7200000,
      { "\"token\": \"duplicate\"", "\"san_order_differs\"", "\"scale\": 2.5",
        "\"failure\": \"bogus\"", "\"renewal\": \"2h\"" } },
};
/* clang-format on */

static void start(struct session *session, const char *text, size_t len)
{
    const struct session_options options = { .speed = 1,
                                             .start_ms = TIME_NONE,
                                             .auth = AUTH_SCOPE };
    struct scenario_faults faults = { 0 };
    struct scenario *scenario;
    struct err err;

    memset(session, 0, sizeof(*session));
    arena_init(&session->arena);
    if (scenario_read_text("saved", text, len, &session->arena, &scenario, &faults) == -1)
        fail_msg("%s in %.*s", faults.items[0].text, (int)len, text);
    assert_int_equal(session_start(session, &options, scenario, &err), 0);
}

static void save(struct session *session, struct buf *out)
{
    struct arena arena;

    arena_init(&arena);
    scenario_write(scenario_save(&session->mock, &arena), out);
    arena_clear(&arena);
}

static void run(void **state)
{
    const struct row *row = *state;
    struct buf first = { NULL, 0, 0 };
    struct buf second = { NULL, 0, 0 };
    struct session session;

    start(&session, row->scenario, strlen(row->scenario));
    world_advance(&session.mock.world, row->advance_ms);
    save(&session, &first);
    session_stop(&session);
    for (size_t i = 0; i < 5 && row->parts[i] != NULL; i++)
        if (strstr(first.data, row->parts[i]) == NULL)
            fail_msg("no %s in %s", row->parts[i], first.data);

    start(&session, first.data, first.len);
    save(&session, &second);
    session_stop(&session);
    assert_string_equal(second.data, first.data);
    buf_clear(&first);
    buf_clear(&second);
}

TEST_ROWS(rows, run)

/* The first ids of the seed belong to what was saved: the next must be others. */
static void new_ids_are_not_taken(void **state)
{
    static const char text[] = HEAD "\"certificates\":[{\"id\":\"c1\",\"names\":"
                                    "[\"example.com\"]}]}";
    struct buf saved = { NULL, 0, 0 };
    struct session session;
    struct certificate *more;
    struct place *place;

    (void)state;
    start(&session, text, strlen(text));
    save(&session, &saved);
    session_stop(&session);
    start(&session, saved.data, saved.len);
    place = session.mock.world.store.places[0];
    more = certificate_new();
    store_add_certificate(&session.mock.world.store, place, more, NULL);
    assert_int_equal(place->n, 2);
    assert_string_not_equal(place->items[0]->arn, more->arn);
    session_stop(&session);
    buf_clear(&saved);
}

/* What it would be validated by goes on as before: the same records, the same end. */
static void it_goes_on_as_before(void **state)
{
    static const char text[] =
        HEAD "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\"}],\"certificates\":["
             "{\"id\":\"c1\",\"names\":[\"example.com\"]}],\"timeline\":[{\"at\":\"+1h\","
             "\"do\":\"upsert_validation_records\",\"certificate\":\"c1\"}]}";
    struct buf saved = { NULL, 0, 0 };
    struct session session;

    (void)state;
    start(&session, text, strlen(text));
    world_advance(&session.mock.world, 3610000);
    save(&session, &saved);
    session_stop(&session);
    start(&session, saved.data, saved.len);
    world_advance(&session.mock.world, 3600000);
    assert_int_equal(play_certificate(&session.play, "c1")->status, ACM_ISSUED);
    session_stop(&session);
    buf_clear(&saved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_ids_are_not_taken),
        cmocka_unit_test(it_goes_on_as_before),
    };
    int failed = run_rows("saved again");

    return failed + cmocka_run_group_tests_name("saved and gone on", tests, NULL, NULL);
}
