/* Tests of mockaws/scenario/read and write: what a file says, and what it does not. */
#include "mockaws/scenario/read.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/scenario/write.h"
#include "tests/support/test.h"

#define HEAD  "{\"schema\":\"mockaws.scenario.v1\",\"name\":\"case\""
#define START INT64_C(1772323200000) /* 2026-03-01T00:00:00Z */
#define HOUR  INT64_C(3600000)

static void print_faults(const struct scenario_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        print_error("%s\n", faults->items[i].text);
}

static struct scenario *read_good(struct arena *arena, const char *text)
{
    struct scenario_faults faults;
    struct scenario *scenario;
    const int rc =
        scenario_read_text("case.json", text, strlen(text), arena, &scenario, &faults);

    print_faults(&faults);
    assert_int_equal(rc, 0);
    assert_int_equal(faults.n, 0);
    assert_non_null(scenario);
    return scenario;
}

/* The one mistake of a text. */
static const char *read_bad(struct arena *arena, const char *text, size_t len)
{
    struct scenario_faults faults;
    struct scenario *scenario = (struct scenario *)arena;

    assert_int_equal(
        scenario_read_text("case.json", text, len, arena, &scenario, &faults), -1);
    assert_null(scenario);
    if (faults.n != 1)
        print_faults(&faults);
    assert_int_equal(faults.n, 1);
    return faults.items[0].text;
}

static void least(void **state)
{
    const struct scenario *scenario;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    scenario = read_good(&arena, HEAD "}");
    assert_string_equal(scenario->path, "case.json");
    assert_string_equal(scenario->name, "case");
    assert_null(scenario->title);
    assert_int_equal(scenario->seed, 1);
    assert_true(scenario->start_ms == START);
    assert_true(scenario->observe_ms == START);
    assert_int_equal(scenario->n_accounts + scenario->n_zones + scenario->n_certificates +
                         scenario->n_timeline + scenario->n_faults,
                     0);
    assert_int_equal(scenario->oddities, 0);
    assert_true(scenario->quota_scale == 0);
    assert_true(scenario->delays.propagation_ms == -1);
    assert_null(scenario->expect);
    arena_clear(&arena);
}

static void zones(void **state)
{
    const struct scenario_zone *zone;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    zone = read_good(&arena, HEAD
                     ",\n\"zones\":[{\"id\":\"Z1\",\"name\":\"Example.COM.\","
                     "\"records\":[{\"name\":\"\\\\052.example.com\",\"type\":\"CAA\","
                     "\"values\":[\"0 issue \\\"amazon.com\\\"\"]},"
                     "{\"name\":\"a.example.com\",\"type\":\"A\",\"alias\":"
                     "{\"name\":\"B.example.com\"}}]},\n"
                     "{\"id\":\"Z2\",\"name\":\"example.com\",\"private\":true},\n"
                     "{\"id\":\"Z3\",\"name\":\"example.org\","
                     "\"delegated\":[\"NS1.example.net.\"]}]}")
               ->zones;
    assert_string_equal(zone[0].name, "example.com");
    assert_string_equal(zone[0].account, "123456789012");
    assert_int_equal(zone[0].delegation, DELEGATION_HERE);
    assert_true(zone[0].created_ms == START);
    assert_int_equal(zone[0].line, 2);
    assert_string_equal(zone[0].records[0].name, "*.example.com");
    assert_int_equal(zone[0].records[0].type, RR_CAA);
    assert_int_equal(zone[0].records[0].ttl_s, 300);
    assert_int_equal(zone[0].records[0].weight, -1);
    assert_string_equal(zone[0].records[0].values[0], "0 issue \"amazon.com\"");
    assert_int_equal(zone[0].records[1].ttl_s, -1);
    assert_string_equal(zone[0].records[1].alias->name, "b.example.com");
    assert_null(zone[0].records[1].alias->zone);
    assert_true(zone[1].private_zone);
    assert_int_equal(zone[1].delegation, DELEGATION_NOWHERE);
    assert_int_equal(zone[1].n_vpcs, 1);
    assert_int_equal(zone[1].line, 3);
    assert_int_equal(zone[2].delegation, DELEGATION_ELSEWHERE);
    assert_string_equal(zone[2].delegated_to[0], "ns1.example.net");
    arena_clear(&arena);
}

static void certificates(void **state)
{
    const struct scenario_certificate *certificate;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    certificate =
        read_good(&arena, HEAD
                  ",\"accounts\":[{\"id\":\"111122223333\"},{\"id\":\"444455556666\"}],"
                  "\"certificates\":[{\"id\":\"c1\",\"names\":[\"Example.com\"],"
                  "\"requested\":\"+1h\"},\n"
                  "{\"id\":\"c2\",\"names\":[\"example.com\"],\"method\":\"EMAIL\","
                  "\"account\":\"444455556666\",\"region\":\"eu-central-1\"},"
                  "{\"id\":\"c3\",\"import\":{\"names\":[\"example.net\"],"
                  "\"key_algorithm\":\"EC_secp521r1\"}},"
                  "{\"id\":\"c4\",\"names\":[\"a.example\"],\"authority\":"
                  "\"arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/x\"},"
                  "{\"id\":\"c5\",\"names\":[\"example.com\"],\"state\":"
                  "{\"status\":\"ISSUED\",\"not_before\":\"-10d\",\"not_after\":\"+9d\"}}"
                  "]}")
            ->certificates;
    assert_string_equal(certificate[0].names[0], "Example.com");
    assert_string_equal(certificate[0].account, "111122223333");
    assert_string_equal(certificate[0].region, "us-east-1");
    assert_int_equal(certificate[0].type, ACM_AMAZON_ISSUED);
    assert_int_equal(certificate[0].method, ACM_METHOD_DNS);
    assert_int_equal(certificate[0].key, ACM_RSA_2048);
    assert_true(certificate[0].requested_ms == START + HOUR);
    assert_null(certificate[0].state);
    assert_int_equal(certificate[1].method, ACM_METHOD_EMAIL);
    assert_int_equal(certificate[1].line, 2);
    assert_string_equal(certificate[1].account, "444455556666");
    assert_int_equal(certificate[2].type, ACM_IMPORTED);
    assert_int_equal(certificate[2].method, ACM_METHOD_NONE);
    assert_int_equal(certificate[2].key, ACM_EC_SECP521R1);
    assert_string_equal(certificate[2].names[0], "example.net");
    assert_true(certificate[2].import->not_after_ms == START + 365 * 24 * HOUR);
    assert_int_equal(certificate[3].type, ACM_PRIVATE);
    assert_int_equal(certificate[4].state->status, ACM_ISSUED);
    assert_true(certificate[4].state->created_ms == START - 240 * HOUR);
    assert_true(certificate[4].state->issued_ms == TIME_NONE);
    arena_clear(&arena);
}

static void timeline(void **state)
{
    const struct scenario *scenario;
    const struct scenario_step *step;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    scenario = read_good(
        &arena, HEAD
        ",\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\"}],\"timeline\":[\n"
        "{\"at\":\"+2h\",\"do\":\"request\",\"certificate\":\"c1\","
        "\"names\":[\"example.com\"]},\n"
        "{\"after_calls\":{\"operation\":\"DescribeCertificate\",\"n\":3},"
        "\"do\":\"upsert_validation_records\",\"certificate\":\"c1\",\"break\":\"txt\"},"
        "\n"
        "{\"when\":{\"certificate\":\"c1\",\"status\":\"ISSUED\"},\"do\":\"advance\","
        "\"by\":\"72h\"},\n"
        "{\"at\":\"+1h\",\"do\":\"dns_fault\",\"name\":\"WWW.example.com\","
        "\"failure\":\"timeout\"}]}");
    step = scenario->timeline;
    assert_true(scenario->observe_ms == START + 2 * HOUR);
    assert_int_equal(step[0].trigger, TRIGGER_AT);
    assert_int_equal(step[0].verb, DO_REQUEST);
    assert_string_equal(step[0].certificate, "c1");
    assert_string_equal(step[0].new_certificate->id, "c1");
    assert_true(step[0].new_certificate->requested_ms == START + 2 * HOUR);
    assert_int_equal(step[0].new_certificate->method, ACM_METHOD_DNS);
    assert_int_equal(step[0].line, 2);
    assert_int_equal(step[1].trigger, TRIGGER_AFTER_CALLS);
    assert_string_equal(step[1].operation, "DescribeCertificate");
    assert_int_equal(step[1].n_calls, 3);
    assert_int_equal(step[1].break_as, BREAK_TXT);
    assert_int_equal(step[1].ttl_s, 300);
    assert_true(step[1].at_ms == TIME_NONE);
    assert_int_equal(step[2].trigger, TRIGGER_WHEN);
    assert_int_equal(step[2].when_status, ACM_ISSUED);
    assert_true(step[2].by_ms == 72 * HOUR);
    assert_int_equal(step[3].type, RR_ANY);
    assert_int_equal(step[3].failure, DNS_TIMEOUT);
    assert_string_equal(step[3].name, "www.example.com");
    assert_int_equal(step[3].line, 5);
    arena_clear(&arena);
}

static void fault_rules(void **state)
{
    static const char text[] =
        "[{\"calls\":\"2-3\",\"reply\":{\"error\":\"ThrottlingException\"}},"
        "{\"calls\":\"3+\",\"page\":2,\"reply\":{\"http\":503}},"
        "{\"calls\":\"%5\",\"service\":\"acm\",\"reply\":{\"cut_at\":0}},"
        "{\"reply\":{\"token\":\"loop\"}},{\"reply\":{\"content_length\":-5}}]";
    struct scenario_fault_rule *rule;
    struct scenario_faults faults;
    struct arena arena;
    size_t n;

    (void)state;
    arena_init(&arena);
    assert_int_equal(
        scenario_read_faults(text, sizeof(text) - 1, &arena, &rule, &n, &faults), 0);
    assert_int_equal(n, 5);
    assert_true(rule[0].calls.from == 2 && rule[0].calls.to == 3);
    assert_int_equal(rule[0].reply, REPLY_ERROR);
    assert_false(rule[0].has_service);
    assert_true(rule[1].calls.from == 3 && rule[1].calls.to == INT64_MAX);
    assert_true(rule[1].page.from == 2 && rule[1].page.to == 2);
    assert_int_equal(rule[1].http_status, 503);
    assert_true(rule[2].calls.every == 5);
    assert_true(rule[2].has_service);
    assert_int_equal(rule[2].reply, REPLY_WIRE);
    assert_true(rule[2].wire.cut);
    assert_int_equal(rule[3].token, TOKEN_LOOP);
    assert_true(rule[4].wire.content_length_add == -5);
    arena_clear(&arena);
}

static void fault_rules_one_or_many(void **state)
{
    static const char *const good[] = { "{\"reply\":{\"drip_ms\":5}}",
                                        "[{\"reply\":{\"drip_ms\":5}}]",
                                        "{\"faults\":[{\"reply\":{\"drip_ms\":5}}]}" };
    struct scenario_fault_rule *rule;
    struct scenario_faults faults;
    struct arena arena;
    size_t n;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            scenario_read_faults(good[i], strlen(good[i]), &arena, &rule, &n, &faults),
            0);
        assert_int_equal(n, 1);
        assert_int_equal(rule->wire.drip_ms, 5);
    }
    assert_int_equal(scenario_read_faults("[{},5]", 6, &arena, &rule, &n, &faults), -1);
    assert_null(rule);
    assert_int_equal(n, 0);
    assert_int_equal(faults.n, 2);
    assert_string_equal(faults.items[1].text, "[1]: want an object, got an integer");
    arena_clear(&arena);
}

static int read_one(struct arena *arena, const char *text, const char *certificate,
                    struct scenario_step **step, struct scenario_faults *faults)
{
    return scenario_read_step(text, strlen(text), START, certificate, arena, step,
                              faults);
}

static void step_alone(void **state)
{
    struct scenario_faults faults;
    struct scenario_step *step;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(read_one(&arena, "{\"do\":\"delete\"}", "abc", &step, &faults), 0);
    assert_int_equal(step->trigger, TRIGGER_NONE);
    assert_string_equal(step->certificate, "abc");
    assert_int_equal(read_one(&arena, "{\"do\":\"delete\",\"certificate\":\"x\"}", "abc",
                              &step, &faults),
                     -1);
    assert_null(step);
    assert_string_equal(faults.items[0].text,
                        "certificate: the address names another one, \"abc\"");
    assert_int_equal(
        read_one(&arena, "{\"do\":\"delete\",\"at\":\"+1h\"}", "abc", &step, &faults),
        -1);
    assert_int_equal(
        read_one(&arena, "{\"do\":\"advance\",\"by\":\"72h\"}", NULL, &step, &faults), 0);
    assert_int_equal(read_one(&arena,
                              "{\"do\":\"force\",\"certificate\":\"c\","
                              "\"status\":\"ISSUED\"}",
                              NULL, &step, &faults),
                     -1);
    assert_int_equal(faults.n, 1);
    assert_int_equal(read_one(&arena, "[]", "abc", &step, &faults), -1);
    assert_string_equal(faults.items[0].text, "want an object, got an array");
    assert_int_equal(read_one(&arena, "", "abc", &step, &faults), -1);
    arena_clear(&arena);
}

/* Times of a step that stands alone count from the moment that it is posted. */
static void step_alone_counts_from_now(void **state)
{
    struct scenario_faults faults;
    struct scenario_step *step;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(read_one(&arena,
                              "{\"do\":\"import\",\"names\":[\"example.com\"],"
                              "\"not_after\":\"+1h\"}",
                              "c1", &step, &faults),
                     0);
    assert_true(step->new_certificate->import->not_after_ms == START + HOUR);
    assert_true(step->new_certificate->requested_ms == START);
    arena_clear(&arena);
}

static void expectations(void **state)
{
    const struct scenario_expect *expect;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    expect =
        read_good(&arena, HEAD
                  ",\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"]}],"
                  "\"expect\":{\"certificates\":{\"c1\":{\"Status\":\"ISSUED\","
                  "\"FailureReason\":null,\"Domains\":{\"example.com\":\"SUCCESS\"}}},"
                  "\"findings\":[{\"check\":\"a\",\"causes\":[\"b\"]}],"
                  "\"no_findings\":[\"x\",{\"check\":\"y\",\"certificate\":\"c1\"}]}}")
            ->expect;
    assert_string_equal(expect->certificates[0].id, "c1");
    assert_int_equal(expect->certificates[0].status, ACM_ISSUED);
    assert_true(expect->certificates[0].asks_reason);
    assert_int_equal(expect->certificates[0].reason, ACM_REASON_NONE);
    assert_false(expect->certificates[0].asks_renewal);
    assert_int_equal(expect->certificates[0].domains[0].status, ACM_DOMAIN_SUCCESS);
    assert_int_equal(expect->findings[0].verdict, EXPECT_FAIL);
    assert_string_equal(expect->findings[0].causes[0], "b");
    assert_string_equal(expect->no_findings[0].check, "x");
    assert_null(expect->no_findings[0].certificate);
    assert_string_equal(expect->no_findings[1].certificate, "c1");
    assert_int_equal(expect->exit, -1);
    arena_clear(&arena);
}

static void knows_the_line(void **state)
{
    static const char text[] = HEAD ",\n\"zones\":\n[{\"id\":\n\"small\","
                                    "\"name\":\"example.com\"}]}";
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_non_null(
        strstr(read_bad(&arena, text, sizeof(text) - 1), "case.json:4: zones[0].id: "));
    arena_clear(&arena);
}

/* Every mistake is told, and in the order of the lines. */
static void tells_all(void **state)
{
    static const char text[] =
        HEAD ",\n\"observe\":\"x\",\n\"seed\":\"x\",\n\"start\":1}";
    struct scenario_faults faults;
    struct scenario *scenario;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(
        scenario_read_text(NULL, text, sizeof(text) - 1, &arena, &scenario, &faults), -1);
    assert_int_equal(faults.n, 3);
    assert_int_equal(faults.items[0].line, 2);
    assert_int_equal(faults.items[1].line, 3);
    assert_int_equal(faults.items[2].line, 4);
    assert_string_equal(faults.items[1].text, "seed: want an integer, got text");
    arena_clear(&arena);
}

/* A thousand are enough; the others are counted. */
static void tells_a_thousand(void **state)
{
    struct scenario_faults faults;
    struct scenario *scenario;
    struct buf text = { 0 };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    buf_puts(&text, HEAD ",\"oddities\":[\"x\"");
    for (int i = 1; i < 1500; i++)
        buf_puts(&text, ",\"x\"");
    buf_puts(&text, "]}");
    assert_int_equal(
        scenario_read_text(NULL, text.data, text.len, &arena, &scenario, &faults), -1);
    assert_int_equal(faults.n, MISTAKES_MAX + 1);
    assert_string_equal(faults.items[MISTAKES_MAX].text, "and 500 further mistakes");
    buf_clear(&text);
    arena_clear(&arena);
}

static void bytes_that_are_no_text(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_string_equal(read_bad(&arena, "", 0),
                        "case.json:1: the file is empty: want a JSON object");
    assert_string_equal(read_bad(&arena, "{\n\0}", 4),
                        "case.json:2: the text is not UTF-8");
    assert_string_equal(read_bad(&arena, "{\"\xff\":1}", 7),
                        "case.json:1: the text is not UTF-8");
    assert_non_null(strstr(read_bad(&arena, "{\"a\\u0000\":1}", 13), "case.json:1: "));
    arena_clear(&arena);
}

/* A temporary file of n blanks, then text. */
static const char *file_of(size_t n, const char *text, char *path)
{
    FILE *file;
    const int fd = mkstemp(path);

    assert_true(fd >= 0);
    file = fdopen(fd, "w");
    assert_non_null(file);
    for (size_t i = 0; i < n; i++)
        fputc(' ', file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void files(void **state)
{
    char small[] = "/tmp/mockaws-scenario-XXXXXX";
    char large[] = "/tmp/mockaws-scenario-XXXXXX";
    struct scenario_faults faults;
    struct scenario *scenario;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    file_of(SCENARIO_SIZE_MAX - 200, HEAD "}", small);
    file_of(SCENARIO_SIZE_MAX, HEAD "}", large);
    assert_int_equal(scenario_read(small, &arena, &scenario, &faults), 0);
    assert_string_equal(scenario->path, small);
    assert_int_equal(scenario_read(large, &arena, &scenario, &faults), -1);
    assert_int_equal(faults.n, 1);
    assert_non_null(strstr(faults.items[0].text, large));
    unlink(small);
    unlink(large);
    assert_int_equal(scenario_read(small, &arena, &scenario, &faults), -1);
    assert_null(scenario);
    assert_int_equal(faults.n, 1);
    assert_int_equal(faults.items[0].line, 0);
    assert_non_null(strstr(faults.items[0].text, small));
    arena_clear(&arena);
}

static const char rich[] = HEAD
    ",\"title\":\"T\",\"seed\":7,\"start\":\"2026-06-01T00:00:00.250Z\","
    "\"accounts\":[{\"id\":\"111122223333\",\"access_key\":\"AKIDEXAMPLE\","
    "\"secret_key\":\"x\"},{\"id\":\"444455556666\"}],"
    "\"authorities\":[{\"arn\":\"arn:aws:acm-pca:us-east-1:111122223333:"
    "certificate-authority/a\",\"state\":\"DISABLED\",\"permission\":false}],"
    "\"zones\":[{\"id\":\"Z1\",\"name\":\"example.com\",\"tags\":{\"a/b\":\"1\"},"
    "\"records\":[{\"name\":\"w.example.com\",\"type\":\"TXT\",\"values\":[\"\\\"a\\\"\"]"
    ","
    "\"set_identifier\":\"4\",\"geo\":{\"country\":\"US\",\"subdivision\":\"CA\"}}]},"
    "{\"id\":\"Z2\",\"name\":\"example.com\",\"private\":true,"
    "\"account\":\"444455556666\"},{\"id\":\"Z3\",\"name\":\"example.org\","
    "\"delegated\":false}],"
    "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"],\"export\":\"ENABLED\","
    "\"in_use_by\":[\"arn:aws:x:y:z:w\"]},{\"id\":\"c2\",\"import\":"
    "{\"names\":[\"example.net\"],\"key_algorithm\":\"RSA_4096\"}},"
    "{\"id\":\"c3\",\"names\":[\"example.com\"],\"state\":{\"status\":\"ISSUED\","
    "\"not_before\":\"-10d\",\"not_after\":\"+9d\",\"extended_key_usages\":[\"NONE\","
    "{\"name\":\"ANY\",\"oid\":\"1.2\"}],\"renewal\":{\"status\":\"SUCCESS\"}}}],"
    "\"timeline\":[{\"at\":\"+1h\",\"do\":\"create_zone\",\"zone\":\"Z9\","
    "\"name\":\"example.net\",\"delegated\":[\"ns.example.org\"]},"
    "{\"at\":\"+1h\",\"do\":\"import\",\"certificate\":\"c2\",\"names\":[\"example.net\"]"
    ","
    "\"not_after\":\"+90d\"},{\"at\":\"+2h\",\"do\":\"set_in_use\",\"certificate\":"
    "\"c1\","
    "\"arns\":[]},{\"at\":\"+2h\",\"do\":\"dns_fault\",\"name\":\"example.com\","
    "\"failure\":\"none\"}],"
    "\"faults\":[{\"service\":\"acm\",\"calls\":\"3+\",\"reply\":{\"cut_at\":0}}],"
    "\"oddities\":[\"records_late\"],\"quotas\":{\"scale\":0.1},"
    "\"delays\":{\"records\":\"0s\"},\"observe\":\"+80h\","
    "\"expect\":{\"certificates\":{\"c1\":{\"FailureReason\":null}},"
    "\"no_findings\":[\"x\",{\"check\":\"y\",\"zone\":\"Z1\"}],\"exit\":0}}";

/* What is written is read as the same scenario: it is written as the same text again. */
static void writes_what_it_read(void **state)
{
    struct buf first = { 0 };
    struct buf second = { 0 };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    scenario_write(read_good(&arena, rich), &first);
    scenario_write(read_good(&arena, buf_text(&first)), &second);
    assert_string_equal(buf_text(&first), buf_text(&second));
    assert_non_null(strstr(buf_text(&first), "\"cut_at\": 0"));
    assert_non_null(strstr(buf_text(&first), "\"records\": \"0s\""));
    assert_non_null(strstr(buf_text(&first), "\"FailureReason\": null"));
    assert_non_null(strstr(buf_text(&first), "\"arns\": []"));
    assert_non_null(strstr(buf_text(&first), "\"failure\": \"none\""));
    assert_non_null(strstr(buf_text(&first), "\"scale\": 0.1\n"));
    assert_null(strstr(buf_text(&first), "\"when\""));
    buf_clear(&first);
    buf_clear(&second);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least),
        cmocka_unit_test(zones),
        cmocka_unit_test(certificates),
        cmocka_unit_test(timeline),
        cmocka_unit_test(fault_rules),
        cmocka_unit_test(fault_rules_one_or_many),
        cmocka_unit_test(step_alone),
        cmocka_unit_test(step_alone_counts_from_now),
        cmocka_unit_test(expectations),
        cmocka_unit_test(knows_the_line),
        cmocka_unit_test(tells_all),
        cmocka_unit_test(tells_a_thousand),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(files),
        cmocka_unit_test(writes_what_it_read),
    };

    return cmocka_run_group_tests_name("scenario read", tests, NULL, NULL);
}
