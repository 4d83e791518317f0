/* test_admin: what each resource of the admin API answers, and what it does. */
#include "mockaws/scenario/play.h"
#include "mockaws/service/journal.h"
#include "mockaws/service/mock.h"
#include "tests/unit/mockaws/admin/asked.h"

static int set_up(void **state)
{
    struct asked *asked = calloc(1, sizeof(*asked));

    asked_start(asked, asked_scenario);
    *state = asked;
    return 0;
}

static int tear_down(void **state)
{
    asked_stop(*state);
    free(*state);
    return 0;
}

/* /certificates/0/id of the latest answer; NULL: not there. */
static const json_t *at(const struct asked *asked, const char *pointer)
{
    const json_t *json = asked->json;

    while (json != NULL && *pointer == '/') {
        const size_t len = strcspn(++pointer, "/");
        char *end;
        const size_t index = strtoul(pointer, &end, 10);

        json = json_is_array(json) ? json_array_get(json, index)
                                   : json_object_getn(json, pointer, len);
        pointer += len;
    }
    return json;
}

static void says(const struct asked *asked, const char *pointer, const char *want)
{
    const char *text = json_string_value(at(asked, pointer));

    if (want == NULL ? !json_is_null(at(asked, pointer))
                     : text == NULL || strcmp(text, want) != 0)
        fail_msg("%s: want %s, got %s in %.*s", pointer, want != NULL ? want : "null",
                 text != NULL ? text : "none", (int)asked->reply.body_len,
                 asked->reply.body);
}

static void counts(const struct asked *asked, const char *pointer, json_int_t want)
{
    if (json_integer_value(at(asked, pointer)) != want)
        fail_msg("%s: want %lld in %.*s", pointer, (long long)want,
                 (int)asked->reply.body_len, asked->reply.body);
}

static void contains(const struct asked *asked, const char *part)
{
    if (strstr(asked->reply.body, part) == NULL)
        fail_msg("no \"%s\" in %.*s", part, (int)asked->reply.body_len,
                 asked->reply.body);
}

/* --- the clock --- */

static void the_clock_tells_what_is_next(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(asked_get(asked, "/_mockaws/clock"), 200);
    says(asked, "/now", "2026-03-01T00:00:00Z");
    says(asked, "/mode", "manual");
    says(asked, "/next/at", "2026-03-01T00:00:03Z");
    says(asked, "/next/event", "records are made");
}

static void advancing_tells_what_changed(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(asked_post(asked, "/_mockaws/clock", "{\"advance\":\"72h1m\"}"),
                     200);
    says(asked, "/now", "2026-03-04T00:01:00Z");
    assert_int_equal(json_array_size(at(asked, "/changed")), 3);
    says(asked, "/changed/0/at", "2026-03-01T01:05:00Z");
    says(asked, "/changed/0/certificate", ASKED_ARN ASKED_ID);
    says(asked, "/changed/0/domain", "example.com");
    says(asked, "/changed/0/change", "all names validated");
    says(asked, "/changed/1/change", "FAILED");
    says(asked, "/changed/2/change", "VALIDATION_TIMED_OUT");
    says(asked, "/changed/2/domain", "example.org");

    assert_int_equal(asked_post(asked, "/_mockaws/clock", "{\"advance\":\"0s\"}"), 200);
    assert_int_equal(json_array_size(at(asked, "/changed")), 0);
}

static void setting_goes_to_the_moment(void **state)
{
    struct asked *asked = *state;

    asked_post(asked, "/_mockaws/clock", "{\"set\":\"2026-03-02T10:00:00+02:00\"}");
    says(asked, "/now", "2026-03-02T08:00:00Z");
    asked_post(asked, "/_mockaws/clock", "{\"set\":\"+1h\"}");
    says(asked, "/now", "2026-03-02T09:00:00Z");
}

static void next_goes_event_by_event(void **state)
{
    struct asked *asked = *state;

    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"next\"}");
    says(asked, "/now", "2026-03-01T00:00:03Z");
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"next\"}");
    says(asked, "/now", "2026-03-01T01:00:00Z");
}

static void next_ends_when_nothing_comes(void **state)
{
    struct asked asked;

    (void)state;
    asked_start(&asked, NULL);
    assert_int_equal(asked_post(&asked, "/_mockaws/clock", "{\"advance\":\"next\"}"),
                     400);
    asked_get(&asked, "/_mockaws/clock");
    says(&asked, "/next", NULL);
    asked_stop(&asked);
}

static void speed_takes_words_and_numbers(void **state)
{
    struct asked *asked = *state;

    asked_post(asked, "/_mockaws/clock", "{\"speed\":60}");
    says(asked, "/mode", "x60");
    asked_post(asked, "/_mockaws/clock", "{\"speed\":\"x3600\"}");
    says(asked, "/mode", "x3600");
    asked_post(asked, "/_mockaws/clock", "{\"speed\":\"real\"}");
    says(asked, "/mode", "real");
    asked_post(asked, "/_mockaws/clock", "{\"speed\":\"manual\"}");
    says(asked, "/mode", "manual");
}

/* --- certificates --- */

static void certificates_bear_the_scenario_s_words(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(asked_get(asked, "/_mockaws/certificates"), 200);
    assert_int_equal(json_array_size(at(asked, "/certificates")), 3);
    says(asked, "/certificates/0/id", "web");
    says(asked, "/certificates/0/arn", ASKED_ARN ASKED_ID);
    says(asked, "/certificates/0/status", "PENDING_VALIDATION");
    says(asked, "/certificates/0/failure_reason", NULL);
    says(asked, "/certificates/1/method", "EMAIL");
    says(asked, "/certificates/2/type", "IMPORTED");
    says(asked, "/certificates/2/not_after", "2026-03-31T00:00:00Z");
    says(asked, "/certificates/2/next/event", "NotAfter");
}

static void every_form_of_id_is_taken(void **state)
{
    static const char *const ids[] = {
        "web", ASKED_ID, ASKED_ARN ASKED_ID,
        ("arn%3Aaws%3Aacm%3Aus-east-1%3A111122223333%3Acertificate%2F" ASKED_ID)
    };
    struct asked *asked = *state;

    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        char target[300];

        snprintf(target, sizeof(target), "/_mockaws/certificates/%s", ids[i]);
        assert_int_equal(asked_get(asked, target), 200);
        says(asked, "/id", "web");
        snprintf(target, sizeof(target), "/_mockaws/certificates/%s/why/", ids[i]);
        assert_int_equal(asked_get(asked, target), 200);
        says(asked, "/certificate", ASKED_ARN ASKED_ID);
    }
}

/* Before the first look as well as behind the end. */
static void why_names_record_and_caa(void **state)
{
    struct asked *asked = *state;

    asked_get(asked, "/_mockaws/certificates/web/why");
    assert_int_equal(json_array_size(at(asked, "/domains")), 2);
    says(asked, "/domains/0/name", "example.com");
    says(asked, "/domains/0/zone", "ZEXAMPLE1");
    says(asked, "/domains/0/verdict", "PENDING_VALIDATION");
    assert_true(json_is_string(at(asked, "/domains/0/record")));
    assert_non_null(
        strstr(json_string_value(at(asked, "/domains/0/caa")), "letsencrypt.org"));
    says(asked, "/next/event", "records are made");

    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"3h\"}");
    asked_get(asked, "/_mockaws/certificates/web/why");
    says(asked, "/status", "FAILED");
    says(asked, "/failure_reason", "CAA_ERROR");
    says(asked, "/domains/1/verdict", "SUCCESS");
    says(asked, "/domains/1/since", "2026-03-01T01:05:00Z");
    assert_non_null(
        strstr(json_string_value(at(asked, "/domains/1/record")), "acm-validations.aws"));
    says(asked, "/next", NULL);
}

static void a_step_is_done_at_once(void **state)
{
    struct asked *asked = *state;

    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"1m\"}");
    assert_int_equal(
        asked_post(asked, "/_mockaws/certificates/mail", "{\"do\":\"approve_email\"}"),
        200);
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"1m\"}");
    asked_get(asked, "/_mockaws/certificates/mail");
    says(asked, "/status", "ISSUED");

    assert_int_equal(asked_post(asked, "/_mockaws/certificates/mail",
                                "{\"do\":\"revoke\",\"reason\":\"KEY_COMPROMISE\"}"),
                     200);
    says(asked, "/changed/0/change", "REVOKED");
    says(asked, "/certificate/status", "REVOKED");
    assert_int_equal(
        asked_post(asked, "/_mockaws/certificates/mail", "{\"do\":\"delete\"}"), 200);
    assert_int_equal(asked_get(asked, "/_mockaws/certificates/mail"), 404);
}

/* What a step makes must outlive the request that brought it. */
static void a_step_s_certificate_stays(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(
        asked_post(
            asked, "/_mockaws/step",
            "{\"do\":\"request\",\"certificate\":\"later\","
            "\"names\":[\"later.example.net\"],\"method\":\"EMAIL\","
            "\"in_use_by\":[\"arn:aws:cloudfront::111122223333:distribution/E1\"]}"),
        200);
    says(asked, "/certificate/account", "111122223333");
    asked_post(
        asked, "/_mockaws/step",
        "{\"do\":\"create_zone\",\"zone\":\"ZLATER1\",\"name\":\"zone.example.net\"}");
    arena_clear(&asked->arena);
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"1m\"}");
    asked_post(asked, "/_mockaws/certificates/later", "{\"do\":\"approve_email\"}");
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"1m\"}");
    arena_clear(&asked->arena);
    asked_get(asked, "/_mockaws/certificates/later");
    says(asked, "/status", "ISSUED");
    says(asked, "/in_use_by/0", "arn:aws:cloudfront::111122223333:distribution/E1");
    asked_get(asked, "/_mockaws/zones/ZLATER1");
    says(asked, "/account", "111122223333");
}

/* --- zones and DNS --- */

static void zones_show_their_records(void **state)
{
    struct asked *asked = *state;

    asked_get(asked, "/_mockaws/zones");
    assert_int_equal(json_array_size(at(asked, "/zones")), 2);
    assert_true(json_is_true(at(asked, "/zones/0/delegated")));
    assert_true(json_is_false(at(asked, "/zones/1/delegated")));
    counts(asked, "/zones/0/n_records", 3);
    asked_get(asked, "/_mockaws/zones/ZEXAMPLE1");
    says(asked, "/records/0/type", "CAA");
    says(asked, "/records/0/values/0", "0 issue \"letsencrypt.org\"");
    counts(asked, "/records/0/ttl", 300);
}

static void dns_is_dig_s_text(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(asked_get(asked, "/_mockaws/dns?name=example.com&type=CAA"), 200);
    assert_string_equal(asked->reply.type, "text/plain; charset=utf-8");
    contains(asked, "status: NOERROR");
    contains(asked, "WHEN: Sun Mar 01 00:00:00 UTC 2026");
    contains(asked, "0 issue \"letsencrypt.org\"");
    asked_get(asked, "/_mockaws/dns?name=EXAMPLE.com.&type=caa&short");
    assert_string_equal(asked->reply.body, "0 issue \"letsencrypt.org\"\n");
    asked_get(asked, "/_mockaws/dns?name=nowhere.example.com");
    contains(asked, "status: NXDOMAIN");
}

/* --- faults, the journal, unmatched --- */

static void faults_are_added_and_cleared(void **state)
{
    struct asked *asked = *state;

    assert_int_equal(
        asked_post(
            asked, "/_mockaws/faults",
            "[{\"operation\":\"ListCertificates\",\"reply\":{\"token\":\"loop\"}},"
            "{\"certificate\":\"web\",\"calls\":\"%5\",\"reply\":{\"cut_at\":0}}]"),
        200);
    assert_int_equal(json_array_size(at(asked, "/faults")), 3);
    says(asked, "/faults/0/calls", "2-3");
    says(asked, "/faults/1/reply/token", "loop");
    says(asked, "/faults/2/certificate", ASKED_ARN ASKED_ID);
    says(asked, "/faults/2/calls", "%5");
    assert_true(json_is_integer(at(asked, "/faults/2/reply/cut_at")));
    asked_for(asked, "DELETE", "/_mockaws/faults", NULL, NULL);
    assert_int_equal(json_array_size(at(asked, "/faults")), 0);
}

/* Calls of a client, as it were. */
static void call(struct asked *asked, const char *operation, const char *body)
{
    char target[100];
    const struct http_field fields[] = {
        { "X-Amz-Target", target },
        { "Authorization", "AWS4-HMAC-SHA256 "
                           "Credential=AKIDEXAMPLE/20260301/us-east-1/acm/aws4_request, "
                           "SignedHeaders=host, Signature=00" },
        { "X-Amz-Date", "20260301T000000Z" }
    };
    const struct http_request request = { .method = "POST",
                                          .path = "/",
                                          .query = "",
                                          .fields = fields,
                                          .n_fields = 3,
                                          .body = body,
                                          .body_len = strlen(body),
                                          .arena = &asked->arena };
    struct http_reply reply = { .status = 200 };

    snprintf(target, sizeof(target), "CertificateManager.%s", operation);
    mock_serve(&asked->session.mock, &request, &reply);
}

static void make_calls(struct asked *asked)
{
    static const char web[] = "{\"CertificateArn\":\"" ASKED_ARN ASKED_ID "\"}";

    call(asked, "ListCertificates", "{}");
    call(asked, "DescribeCertificate", web);
    call(asked, "DescribeCertificate", web);
    call(asked, "DescribeCertificat", web);
    call(asked, "ListTagsForCertificate", web);
}

static void the_journal_is_filtered(void **state)
{
    struct asked *asked = *state;

    make_calls(asked);
    asked_get(asked, "/_mockaws/requests");
    counts(asked, "/total", 5);
    counts(asked, "/matched", 5);
    says(asked, "/requests/0/operation", "ListCertificates");
    asked_get(asked, "/_mockaws/requests?operation=DescribeCertificate");
    counts(asked, "/matched", 2);
    counts(asked, "/requests/1/n", 3);
    asked_get(asked, "/_mockaws/requests?operation=DescribeCertificate&status=4xx");
    counts(asked, "/matched", 1);
    says(asked, "/requests/0/code", "ThrottlingException");
    asked_get(asked, "/_mockaws/requests?code=");
    counts(asked, "/matched", 3);
    asked_get(asked, "/_mockaws/requests?status=404&service=acm");
    counts(asked, "/matched", 1);
    asked_get(asked, "/_mockaws/requests?certificate=web&after=2");
    counts(asked, "/matched", 2);
    asked_get(asked, "/_mockaws/requests?contains=" ASKED_ID "&last=1");
    counts(asked, "/matched", 3);
    assert_int_equal(json_array_size(at(asked, "/requests")), 1);
    says(asked, "/requests/0/operation", "ListTagsForCertificate");
    asked_get(asked, "/_mockaws/requests?limit=2");
    assert_int_equal(json_array_size(at(asked, "/requests")), 2);
    asked_get(asked, "/_mockaws/requests?account=444455556666");
    counts(asked, "/matched", 0);
}

/* The admin's own calls are in no journal: they would break its determinism. */
static void admin_calls_are_not_in_the_journal(void **state)
{
    struct asked *asked = *state;

    asked_get(asked, "/_mockaws/health");
    asked_get(asked, "/_mockaws/nowhere");
    assert_int_equal(asked->session.mock.journal->n_all, 0);
}

static void unmatched_tells_all_that_was_in_vain(void **state)
{
    struct asked *asked = *state;

    asked_get(asked, "/_mockaws/unmatched");
    assert_int_equal(json_array_size(at(asked, "/unmatched")), 2);
    says(asked, "/unmatched/0/kind", "fault");
    says(asked, "/unmatched/0/what",
         "acm DescribeCertificate, calls 2-3 -> ThrottlingException");
    says(asked, "/unmatched/1/kind", "step");
    says(asked, "/unmatched/1/what",
         "timeline[0]: upsert_validation_records at 2026-03-01T01:00:00Z");

    make_calls(asked);
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"2h\"}");
    asked_get(asked, "/_mockaws/unmatched");
    assert_int_equal(json_array_size(at(asked, "/unmatched")), 1);
    says(asked, "/unmatched/0/kind", "operation");
    says(asked, "/unmatched/0/what", "DescribeCertificat");
    says(asked, "/unmatched/0/nearest", "DescribeCertificate");
    counts(asked, "/unmatched/0/count", 1);
}

static void a_step_that_failed_says_why(void **state)
{
    struct asked *asked = *state;

    asked_post(asked, "/_mockaws/certificates/web", "{\"do\":\"delete\"}");
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"2h\"}");
    asked_get(asked, "/_mockaws/unmatched");
    says(asked, "/unmatched/1/why", "there is no certificate web");
}

/* --- the rest --- */

static void reset_begins_anew(void **state)
{
    struct asked *asked = *state;

    make_calls(asked);
    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"72h\"}");
    assert_int_equal(asked_post(asked, "/moto-api/reset", NULL), 200);
    asked_get(asked, "/_mockaws/health");
    says(asked, "/now", "2026-03-01T00:00:00Z");
    counts(asked, "/certificates", 3);
    counts(asked, "/zones", 2);
    counts(asked, "/requests", 0);
}

static void health_comes_in_two_forms(void **state)
{
    struct asked *asked = *state;

    asked_get(asked, "/_mockaws/health");
    says(asked, "/status", "ok");
    asked_get(asked, "/_localstack/health");
    says(asked, "/services/acm", "running");
    says(asked, "/services/route53", "running");
}

static void a_state_takes_another_s_place(void **state)
{
    struct asked *asked = *state;
    struct asked empty;
    const char *saved;

    asked_post(asked, "/_mockaws/clock", "{\"advance\":\"30m\"}");
    asked_get(asked, "/_mockaws/state");
    saved = asked->reply.body;
    asked_start(&empty, NULL);
    assert_int_equal(asked_for(&empty, "PUT", "/_mockaws/state", saved, NULL), 200);
    says(&empty, "/now", "2026-03-01T00:30:00Z");
    asked_get(&empty, "/_mockaws/scenario");
    assert_string_equal(empty.reply.body, saved);
    /* A reset goes back to it, not to what was before. */
    asked_post(&empty, "/_mockaws/clock", "{\"advance\":\"200d\"}");
    asked_post(&empty, "/_mockaws/reset", NULL);
    asked_get(&empty, "/_mockaws/state");
    assert_string_equal(empty.reply.body, saved);
    asked_stop(&empty);
}

static void the_page_is_one_file_for_itself(void **state)
{
    struct asked *asked = *state;
    bool has_policy = false;

    assert_int_equal(asked_get(asked, "/_mockaws/"), 200);
    assert_string_equal(asked->reply.type, "text/html; charset=utf-8");
    contains(asked, "<!doctype html>");
    assert_null(strstr(asked->reply.body, "innerHTML"));
    assert_null(strstr(asked->reply.body, "http://"));
    assert_null(strstr(asked->reply.body, "https://"));
    for (size_t i = 0; i < asked->reply.n_fields; i++)
        has_policy = has_policy ||
                     strcmp(asked->reply.fields[i].name, "Content-Security-Policy") == 0;
    assert_true(has_policy);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_clock_tells_what_is_next),
        TEST(advancing_tells_what_changed),
        TEST(setting_goes_to_the_moment),
        TEST(next_goes_event_by_event),
        cmocka_unit_test(next_ends_when_nothing_comes),
        TEST(speed_takes_words_and_numbers),
        TEST(certificates_bear_the_scenario_s_words),
        TEST(every_form_of_id_is_taken),
        TEST(why_names_record_and_caa),
        TEST(a_step_is_done_at_once),
        TEST(a_step_s_certificate_stays),
        TEST(zones_show_their_records),
        TEST(dns_is_dig_s_text),
        TEST(faults_are_added_and_cleared),
        TEST(the_journal_is_filtered),
        TEST(admin_calls_are_not_in_the_journal),
        TEST(unmatched_tells_all_that_was_in_vain),
        TEST(a_step_that_failed_says_why),
        TEST(reset_begins_anew),
        TEST(health_comes_in_two_forms),
        TEST(a_state_takes_another_s_place),
        TEST(the_page_is_one_file_for_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
