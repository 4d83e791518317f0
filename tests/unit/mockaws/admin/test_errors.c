/* test_errors: every refusal is {"error","nearest"} with 400 or 404, and changes nothing.
 */
#include "tests/unit/mockaws/admin/asked.h"

struct row {
    const char *name;
    const char *method;
    const char *target;
    const char *body;
    unsigned status;
    const char *error;   /* a part of it */
    const char *nearest; /* "": null */
};

/* clang-format off */
static struct row rows[] = {
    { "a mistyped path", "GET", "/_mockaws/clok", NULL, 404,
      "there is no /_mockaws/clok", "/_mockaws/clock" },
    { "a mistyped path with an id", "GET", "/_mockaws/certificate/web/why", NULL, 404,
      "there is no /_mockaws/certificate/web/why", "/_mockaws/certificates/web/why" },
    { "nothing is near", "GET", "/_mockaws/teapot", NULL, 404, "there is no", "" },
    { "an alias mistyped", "GET", "/_localstack/helth", NULL, 404, "there is no",
      "/_localstack/health" },
    { "another method", "PATCH", "/_mockaws/clock", NULL, 400, "wants GET or POST",
      "GET or POST /_mockaws/clock" },
    { "reset is POST", "GET", "/moto-api/reset", NULL, 400, "wants POST",
      "POST /moto-api/reset" },
    { "back in time", "POST", "/_mockaws/clock", "{\"set\":\"2026-02-28T23:59:59Z\"}", 400,
      "the clock stands at 2026-03-01T00:00:00Z and never goes back", "" },
    { "no time", "POST", "/_mockaws/clock", "{\"set\":\"soon\"}", 400, "set: soon", "" },
    { "a number is no time", "POST", "/_mockaws/clock", "{\"set\":5}", 400, "want a time",
      "" },
    { "no span", "POST", "/_mockaws/clock", "{\"advance\":\"72 hours\"}", 400,
      "want a span", "" },
    { "a minus", "POST", "/_mockaws/clock", "{\"advance\":\"-1h\"}", 400, "want a span", "" },
    { "too far", "POST", "/_mockaws/clock", "{\"advance\":\"40000d\"}", 400,
      "over 100 years", "" },
    { "a mistyped member", "POST", "/_mockaws/clock", "{\"advanse\":\"1h\"}", 400,
      "no member \"advanse\"", "advance" },
    { "two members", "POST", "/_mockaws/clock", "{\"advance\":\"1h\",\"speed\":2}", 400,
      "want {\"set\"", "" },
    { "no body", "POST", "/_mockaws/clock", NULL, 400, "the body is no JSON", "" },
    { "half a body", "POST", "/_mockaws/clock", "{\"advance\":", 400,
      "the body is no JSON", "" },
    { "speed mistyped", "POST", "/_mockaws/clock", "{\"speed\":\"manuel\"}", 400, "speed:",
      "manual" },
    { "speed 0", "POST", "/_mockaws/clock", "{\"speed\":0}", 400, "speed:", "" },
    { "speed too high", "POST", "/_mockaws/clock", "{\"speed\":\"x10000001\"}", 400,
      "speed:", "" },
    { "no such certificate", "GET", "/_mockaws/certificates/webb/why", NULL, 404,
      "there is no certificate webb", "web" },
    { "no such UUID", "GET", "/_mockaws/certificates/11111111-2222-4333-8444-555555555556",
      NULL, 404, "there is no certificate", ASKED_ID },
    { "no such ARN", "GET", "/_mockaws/certificates/arn%3Aaws%3Aacm%3Aus-east-1%3A"
      "111122223333%3Acertificate%2Fx", NULL, 404, "certificate/x", "" },
    { "a step to nobody", "POST", "/_mockaws/certificates/shopp", "{\"do\":\"delete\"}",
      404, "there is no certificate shopp", "shop" },
    { "a mistyped verb", "POST", "/_mockaws/certificates/web", "{\"do\":\"revok\"}", 400,
      "unknown word \"revok\"", "revoke" },
    { "a mistyped member of a step", "POST", "/_mockaws/certificates/web",
      "{\"do\":\"set_in_use\",\"arn\":[]}", 400, "arn", "arns" },
    { "a trigger", "POST", "/_mockaws/certificates/web",
      "{\"do\":\"revoke\",\"at\":\"+1h\"}", 400, "done at once", "" },
    { "what cannot be done", "POST", "/_mockaws/certificates/web", "{\"do\":\"revoke\"}",
      400, "certificate web is not ISSUED", "" },
    { "the address names another", "POST", "/_mockaws/certificates/web",
      "{\"do\":\"delete\",\"certificate\":\"mail\"}", 400, "the address names another", "" },
    { "a step to no zone", "POST", "/_mockaws/step",
      "{\"do\":\"delete_zone\",\"zone\":\"ZEXAMPLE3\"}", 404,
      "there is no hosted zone ZEXAMPLE3", "ZEXAMPLE1" },
    { "a record outside its zone", "POST", "/_mockaws/step",
      "{\"do\":\"upsert_records\",\"zone\":\"ZEXAMPLE2\",\"records\":[{\"name\":"
      "\"a.example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"]}]}", 400,
      "a.example.com lies outside the zone example.org", "" },
    { "a zone twice", "POST", "/_mockaws/step",
      "{\"do\":\"create_zone\",\"zone\":\"ZEXAMPLE1\",\"name\":\"example.net\"}", 400,
      "there is a hosted zone ZEXAMPLE1 already", "" },
    { "an ARN twice", "POST", "/_mockaws/step",
      "{\"do\":\"request\",\"certificate\":\"c9\",\"names\":[\"example.net\"],"
      "\"arn\":\"" ASKED_ARN ASKED_ID "\"}", 400, "there is a certificate", "" },
    { "no such zone", "GET", "/_mockaws/zones/ZEXAMPLE9", NULL, 404,
      "there is no hosted zone", "ZEXAMPLE1" },
    { "dig without a name", "GET", "/_mockaws/dns?type=A", NULL, 400, "want a name", "" },
    { "dig of no name", "GET", "/_mockaws/dns?name=a..b", NULL, 400, "empty label", "" },
    { "dig of no type", "GET", "/_mockaws/dns?name=example.com&type=CNAM", NULL, 400,
      "type=CNAM", "CNAME" },
    { "a mistyped parameter", "GET", "/_mockaws/dns?nam=example.com", NULL, 400,
      "no parameter \"nam\"", "name" },
    { "a mistyped filter", "GET", "/_mockaws/requests?opration=x", NULL, 400,
      "no parameter \"opration\"", "operation" },
    { "a filter that is no number", "GET", "/_mockaws/requests?after=-1", NULL, 400,
      "want a whole number", "" },
    { "a status that is none", "GET", "/_mockaws/requests?status=teapot", NULL, 400,
      "status=teapot", "" },
    { "an unknown error", "POST", "/_mockaws/faults",
      "{\"reply\":{\"error\":\"ThrotlingException\"}}", 400, "unknown error",
      "ThrottlingException" },
    { "a fault without a reply", "POST", "/_mockaws/faults", "{\"service\":\"acm\"}", 400,
      "reply", "" },
    { "a fault of no certificate", "POST", "/_mockaws/faults",
      "{\"certificate\":\"mial\",\"reply\":{\"http\":500}}", 404, "there is no certificate",
      "mail" },
    { "a fault of no zone", "POST", "/_mockaws/faults",
      "{\"zone\":\"ZEXAMPLE4\",\"reply\":{\"http\":500}}", 404, "there is no hosted zone",
      "ZEXAMPLE1" },
    { "no state", "PUT", "/_mockaws/state", "{}", 400, "schema", "" },
    { "a mistyped state", "PUT", "/_mockaws/state",
      "{\"schema\":\"mockaws.scenario.v1\",\n\"name\":\"x\",\n\"zone\":[]}", 400,
      "line 3: ", "zones" },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct asked asked;
    struct asked fresh;
    const struct http_reply *reply = &asked.reply;
    const char *before;
    const char *nearest;

    asked_start(&asked, asked_scenario);
    asked_start(&fresh, asked_scenario);
    assert_int_equal(asked_for(&asked, row->method, row->target, row->body, NULL),
                     row->status);
    assert_string_equal(reply->type, "application/json");
    assert_non_null(asked.json);
    assert_int_equal(json_object_size(asked.json), 2);
    if (strstr(asked_text(&asked, "error"), row->error) == NULL)
        fail_msg("the error is \"%s\"", asked_text(&asked, "error"));
    nearest = asked_text(&asked, "nearest");
    assert_string_equal(nearest, row->nearest);

    assert_int_equal(asked_get(&asked, "/_mockaws/state"), 200);
    before = asked.reply.body;
    assert_int_equal(asked_get(&fresh, "/_mockaws/state"), 200);
    assert_string_equal(before, fresh.reply.body);
    asked_stop(&fresh);
    asked_stop(&asked);
}

TEST_ROWS(rows, run)

/* A page of elsewhere may read nothing (the browser sees to that), and change nothing. */
static void foreign_pages_change_nothing(void **state)
{
    struct asked asked;

    (void)state;
    asked_start(&asked, asked_scenario);
    assert_int_equal(
        asked_for(&asked, "POST", "/_mockaws/reset", NULL, "https://www.example.com"),
        400);
    assert_non_null(strstr(asked_text(&asked, "error"), "may not change this mock"));
    assert_int_equal(asked_for(&asked, "POST", "/_mockaws/reset", NULL, "null"), 400);
    assert_int_equal(
        asked_for(&asked, "POST", "/_mockaws/reset", NULL, "http://127.0.0.1:4580"), 200);
    asked_stop(&asked);
}

static void other_paths_are_not_ours(void **state)
{
    (void)state;
    assert_true(admin_is_path("/_mockaws"));
    assert_true(admin_is_path("/_mockaws/"));
    assert_true(admin_is_path("/moto-api/reset"));
    assert_true(admin_is_path("/_localstack/health"));
    assert_false(admin_is_path("/"));
    assert_false(admin_is_path("/_mockawsome"));
    assert_false(admin_is_path("/2013-04-01/hostedzone"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(foreign_pages_change_nothing),
        cmocka_unit_test(other_paths_are_not_ours),
    };
    int failed = run_rows("admin errors");

    return failed + cmocka_run_group_tests_name("admin doors", tests, NULL, NULL);
}
