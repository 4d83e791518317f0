/* test_faults: which calls a rule fits, which of these it answers, and what tokens do. */
#include "mockaws/service/faults.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "tests/support/test.h"

static const struct operation list = { .name = "ListCertificates", .service = AWS_ACM };
static const struct operation describe = { .name = "DescribeCertificate",
                                           .service = AWS_ACM };
static const struct operation zones = { .name = "ListHostedZones",
                                        .service = AWS_ROUTE53 };
static const struct operation sets = { .name = "ListResourceRecordSets",
                                       .service = AWS_ROUTE53 };

static const char arn[] =
    "arn:aws:acm:us-east-1:111122223333:certificate/1f0e0d0c-0001-4a5b-8c6d-000000000001";

struct fixture {
    struct faults *faults;
    struct arena arena;
};

static int setup(void **state)
{
    struct fixture *fixture = heap_zalloc(sizeof(*fixture));

    fixture->faults = faults_new();
    arena_init(&fixture->arena);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;

    faults_free(fixture->faults);
    arena_clear(&fixture->arena);
    free(fixture);
    return 0;
}

/* input: JSON of an ACM call; query: of a Route 53 call. */
static struct call *call_of(struct fixture *fixture, const struct operation *operation,
                            const char *input, const char *query)
{
    struct call *call = arena_zalloc(&fixture->arena, sizeof(*call));
    struct http_request *request = arena_zalloc(&fixture->arena, sizeof(*request));

    request->query = query != NULL ? query : "";
    request->arena = &fixture->arena;
    call->request = request;
    call->arena = &fixture->arena;
    call->operation = operation;
    call->access_key = "AKIDEXAMPLE";
    if (input != NULL)
        call->input = json_loads(input, 0, NULL);
    emit_init(&call->json, NULL);
    return call;
}

static void let_go(struct call *call)
{
    json_decref(call->input);
    emit_end(&call->json);
    buf_clear(&call->xml.text);
}

/* Is this call answered by the only rule? */
static bool fits(struct fixture *fixture, const struct operation *operation,
                 const char *input, const char *query, const char *zone)
{
    struct call *call = call_of(fixture, operation, input, query);
    bool found;

    call->parameters[0] = zone;
    found = faults_match(fixture->faults, call) != NULL;
    let_go(call);
    return found;
}

static struct fault_rule any(void)
{
    return (struct fault_rule){ .service = -1, .reply = FAULT_ERROR };
}

static void counts(void **state)
{
    static const struct {
        struct fault_counts counts;
        const char *answered; /* of calls 1 to 6 */
    } rows[] = {
        { { 0, 0, 0 }, "yyyyyy" }, { { 2, 2, 0 }, "-y----" },
        { { 2, 3, 0 }, "-yy---" }, { { 3, INT64_MAX, 0 }, "--yyyy" },
        { { 0, 0, 3 }, "--y--y" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fixture *fixture = *state;
        struct fault_rule rule = any();

        rule.calls = rows[i].counts;
        faults_reset(fixture->faults);
        faults_add_take(fixture->faults, &rule);
        for (int n = 0; n < 6; n++)
            assert_int_equal(fits(fixture, &describe, "{}", NULL, NULL),
                             rows[i].answered[n] == 'y');
        assert_int_equal(faults_at(fixture->faults, 0)->n_fit, 6);
    }
}

static void only_what_it_names(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();
    char input[200];

    snprintf(input, sizeof(input), "{\"CertificateArn\":\"%s\"}", arn);
    rule.service = AWS_ACM;
    rule.operation = heap_strdup("DescribeCertificate");
    rule.certificate = heap_strdup("1f0e0d0c-0001-4a5b-8c6d-000000000001");
    faults_add_take(fixture->faults, &rule);
    assert_true(fits(fixture, &describe, input, NULL, NULL));
    assert_false(
        fits(fixture, &describe, "{\"CertificateArn\":\"arn:x/2\"}", NULL, NULL));
    assert_false(fits(fixture, &list, input, NULL, NULL));
    assert_false(fits(fixture, &zones, NULL, "", NULL));
}

static void a_zone_with_or_without_its_prefix(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();

    rule.zone = heap_strdup("ZEXAMPLE1");
    faults_add_take(fixture->faults, &rule);
    assert_true(fits(fixture, &sets, NULL, "", "ZEXAMPLE1"));
    assert_true(fits(fixture, &sets, NULL, "", "/hostedzone/ZEXAMPLE1"));
    assert_false(fits(fixture, &sets, NULL, "", "ZEXAMPLE2"));
    assert_false(fits(fixture, &zones, NULL, "", NULL));
}

static void another_key_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();

    rule.access_key = heap_strdup("AKIDOTHER");
    faults_add_take(fixture->faults, &rule);
    assert_false(fits(fixture, &describe, "{}", NULL, NULL));
}

static void pages_are_counted_from_the_call_without_a_token(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();
    static const char next[] = "{\"NextToken\":\"t\"}";

    rule.page = (struct fault_counts){ 2, 2, 0 };
    faults_add_take(fixture->faults, &rule);
    assert_false(fits(fixture, &list, "{}", NULL, NULL));
    assert_true(fits(fixture, &list, next, NULL, NULL));
    assert_false(fits(fixture, &list, next, NULL, NULL));
    assert_false(fits(fixture, &list, "{}", NULL, NULL));
    assert_true(fits(fixture, &list, next, NULL, NULL));
}

static void the_first_rule_answers_and_all_are_counted(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule first = any();
    struct fault_rule second = any();

    first.calls = (struct fault_counts){ 1, 1, 0 };
    faults_add_take(fixture->faults, &first);
    faults_add_take(fixture->faults, &second);
    fits(fixture, &describe, "{}", NULL, NULL);
    fits(fixture, &describe, "{}", NULL, NULL);
    assert_int_equal(faults_at(fixture->faults, 0)->n_used, 1);
    assert_int_equal(faults_at(fixture->faults, 1)->n_used, 1);
    assert_int_equal(faults_at(fixture->faults, 1)->n_fit, 2);
}

static void loop_puts_the_token_that_was_sent(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();
    struct call *call = call_of(fixture, &list, "{\"NextToken\":\"sent\"}", NULL);
    struct call *xml = call_of(fixture, &zones, NULL, "marker=Z1");

    rule.reply = FAULT_TOKEN;
    rule.token = FAULT_LOOP;
    buf_puts(&call->json.text,
             "{\"CertificateSummaryList\":[1],\"NextToken\":\"other\"}");
    faults_after(&rule, call);
    assert_string_equal(buf_text(&call->json.text),
                        "{\"CertificateSummaryList\":[1],\"NextToken\":\"sent\"}");
    buf_puts(&xml->xml.text, "<A><NextMarker>Z2</NextMarker><B>1</B></A>");
    faults_after(&rule, xml);
    assert_string_equal(buf_text(&xml->xml.text),
                        "<A><NextMarker>Z1</NextMarker><B>1</B></A>");
    let_go(call);
    let_go(xml);
}

static void expired_refuses_only_a_token(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();
    struct call *first = call_of(fixture, &list, "{}", NULL);
    struct call *next = call_of(fixture, &list, "{\"NextToken\":\"t\"}", NULL);
    bool answered;

    rule.reply = FAULT_TOKEN;
    rule.token = FAULT_EXPIRED;
    assert_int_equal(faults_before(&rule, first, &answered), 0);
    assert_int_equal(faults_before(&rule, next, &answered), -1);
    assert_string_equal(next->code, "ValidationException");
    let_go(first);
    let_go(next);
}

static void duplicate_is_the_page_before(void **state)
{
    struct fixture *fixture = *state;
    struct fault_rule rule = any();
    struct call *page = call_of(fixture, &list, "{}", NULL);
    struct call *again = call_of(fixture, &list, "{\"NextToken\":\"t\"}", NULL);
    bool answered;

    rule.reply = FAULT_TOKEN;
    rule.token = FAULT_DUPLICATE;
    faults_add_take(fixture->faults, &rule);
    assert_int_equal(faults_before(faults_at(fixture->faults, 0), page, &answered), 0);
    assert_false(answered);
    buf_puts(&page->json.text, "{\"page\":1}");
    faults_keep(fixture->faults, page);
    assert_int_equal(faults_before(faults_at(fixture->faults, 0), again, &answered), 0);
    assert_true(answered);
    assert_string_equal(buf_text(&again->json.text), "{\"page\":1}");
    let_go(page);
    let_go(again);
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROW(counts),
        ROW(only_what_it_names),
        ROW(a_zone_with_or_without_its_prefix),
        ROW(another_key_is_left_alone),
        ROW(pages_are_counted_from_the_call_without_a_token),
        ROW(the_first_rule_answers_and_all_are_counted),
        ROW(loop_puts_the_token_that_was_sent),
        ROW(expired_refuses_only_a_token),
        ROW(duplicate_is_the_page_before),
    };

    return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
