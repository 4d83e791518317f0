/* Tests of mockaws/scenario/check: what scenarios may say, and the corpus of mistakes. */
#include "mockaws/scenario/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "mockaws/scenario/read.h"
#include "tests/support/test.h"

#define CORPUS         "corpus/malformed-scenarios"
#define HEAD           "{\"schema\":\"mockaws.scenario.v1\",\"name\":\"case\","
#define ZONE(id, more) "{\"id\":\"" id "\",\"name\":\"example.com\"" more "}"
#define CERT(more)                                                                       \
    "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"]" more "}]"
#define LINE(step)  "\"timeline\":[" step "]"
#define FORCE(what) "{\"at\":\"+1h\",\"do\":\"force\",\"certificate\":\"c1\"," what "}"
#define MAIL        ",\"method\":\"EMAIL\""
#define CLOUDFRONT  ",\"method\":\"HTTP\",\"managed_by\":\"CLOUDFRONT\""
#define PCA         "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/a"
#define UPSERT(more)                                                                     \
    "{\"at\":\"+1h\",\"do\":\"upsert_validation_records\",\"certificate\":\"c1\"" more "}"

struct row {
    const char *name;
    const char *body;  /* behind the head, without the last brace */
    const char *fault; /* the one mistake; NULL: none */
};

/* clang-format off */
static struct row rows[] = {
    { "force what nothing causes",
      CERT("") "," LINE(FORCE("\"status\":\"FAILED\",\"reason\":\"DOMAIN_NOT_ALLOWED\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"ADDITIONAL_VERIFICATION_REQUIRED\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"OTHER\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"PCA_LIMIT_EXCEEDED\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"PCA_INVALID_ARN\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"PCA_REQUEST_FAILED\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"PCA_NAME_CONSTRAINTS_VALIDATION\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"PCA_INVALID_ARGS\"") ","
      FORCE("\"status\":\"FAILED\",\"reason\":\"SLR_NOT_FOUND\"") ","
      FORCE("\"status\":\"INACTIVE\"") ","
      FORCE("\"renewal_status\":\"FAILED\",\"reason\":\"OTHER\"")), NULL },
    { "force a renewal with a reason that can be caused",
      CERT("") "," LINE(FORCE("\"renewal_status\":\"FAILED\",\"reason\":\"CAA_ERROR\"")),
      "case.json:1: timeline[0].reason: CAA_ERROR can be caused, so it is not forced: upsert "
      "its validation records, and a CAA record that names another CA alone; or a dns_fault "
      "for CAA" },
    { "a wrong status is not also missing",
      CERT("") "," LINE(FORCE("\"status\":\"FALED\"")),
      "case.json:1: timeline[0].status: unknown word \"FALED\"; nearest \"FAILED\"" },
    { "the usual account without accounts", CERT(",\"account\":\"123456789012\""), NULL },
    { "another account without accounts", CERT(",\"account\":\"111122223333\""),
      "case.json:1: certificates[0].account: account 111122223333 is not listed in "
      "\"accounts\"" },
    { "an account of a zone, listed without a key",
      "\"accounts\":[{\"id\":\"111122223333\",\"access_key\":\"k\",\"secret_key\":\"s\"},"
      "{\"id\":\"444455556666\"}],\"zones\":[" ZONE("Z1", ",\"account\":\"444455556666\"") "]",
      NULL },
    { "an authority that is not listed", CERT(",\"authority\":\"" PCA "\""), NULL },
    { "a private certificate has no method",
      CERT(",\"authority\":\"" PCA "\",\"method\":\"DNS\""),
      "case.json:1: certificates[0].method: a private certificate is not validated: leave "
      "this out" },
    { "names that fail at once are taken",
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"app.internal\",\"a.amazonaws.com\"]}]",
      NULL },
    { "upper case, a punycode and a wildcard name",
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"*.Example.COM\",\"xn--bcher-kva.example\"]}]",
      NULL },
    { "a first name of 64 letters",
      "\"certificates\":[{\"id\":\"c1\",\"names\":["
      "\"a123456789a123456789a123456789a123456789a123456789.a.example.com\"]}]", NULL },
    { "a first name of 65 letters",
      "\"certificates\":[{\"id\":\"c1\",\"names\":["
      "\"a123456789a123456789a123456789a123456789a123456789.ab.example.com\"]}]",
      "case.json:1: certificates[0].names[0]: the first name has over 64 letters, and "
      "RequestCertificate refuses it: put a shorter one first" },
    { "any key in a state",
      CERT(",\"key_algorithm\":\"RSA_1024\",\"state\":{\"status\":\"ISSUED\"}"), NULL },
    { "an import of 1024 bits",
      "\"certificates\":[{\"id\":\"c1\",\"import\":{\"names\":[\"example.com\"],"
      "\"key_algorithm\":\"RSA_1024\"}}]",
      "case.json:1: certificates[0].import.key_algorithm: mockaws makes no RSA_1024 key; give "
      "the certificate a \"state\" to have it stand there already" },
    { "mail to a domain above", CERT(MAIL ",\"validation_domain\":\"Example.com\""), NULL },
    { "a wildcard's mail",
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"*.www.example.com\"]" MAIL
      ",\"validation_domains\":{\"*.www.example.com\":\"www.example.com\"}}]", NULL },
    { "the redirect of HTTP is approved",
      CERT(CLOUDFRONT) "," LINE("{\"at\":\"+1h\",\"do\":\"approve_email\","
      "\"certificate\":\"c1\"}"), NULL },
    { "HTTP gets no mail to deny",
      CERT(CLOUDFRONT) "," LINE("{\"at\":\"+1h\",\"do\":\"deny_email\","
      "\"certificate\":\"c1\"}"),
      "case.json:1: timeline[0].certificate: c1 is validated by HTTP, not by e-mail" },
    { "HTTP has no records", CERT(CLOUDFRONT) "," LINE(UPSERT("")),
      "case.json:1: timeline[0].certificate: c1 is validated by HTTP and has no validation "
      "records" },
    { "e-mail moved to DNS has records", CERT(MAIL) "," LINE(UPSERT("")), NULL },
    { "a re-import",
      "\"certificates\":[{\"id\":\"c1\",\"import\":{\"names\":[\"example.com\"]}}],"
      LINE("{\"at\":\"+1h\",\"do\":\"import\",\"certificate\":\"c1\","
      "\"names\":[\"example.com\"]}"), NULL },
    { "an import over a requested one",
      CERT("") "," LINE("{\"at\":\"+1h\",\"do\":\"import\",\"certificate\":\"c1\","
      "\"names\":[\"example.com\"]}"),
      "case.json:1: timeline[0].certificate: another certificate has the id \"c1\"" },
    { "steps about what a step brings",
      LINE("{\"at\":\"+1h\",\"do\":\"request\",\"certificate\":\"c1\","
      "\"names\":[\"example.com\"]}," UPSERT("") ","
      "{\"when\":{\"certificate\":\"c1\",\"status\":\"ISSUED\"},\"do\":\"delete\","
      "\"certificate\":\"c1\"}"), NULL },
    { "before it is asked for", CERT(",\"requested\":\"+2h\"") "," LINE(UPSERT("")),
      "case.json:1: timeline[0].certificate: \"c1\" is made only later" },
    { "an unreadable id hides what it might be",
      "\"certificates\":[{\"id\":\"c 1\",\"names\":[\"example.com\"]}]," LINE(UPSERT("")),
      "case.json:1: certificates[0].id: want 1 to 64 letters, digits, '.', '_', '-', got \"c "
      "1\"" },
    { "twins of which one is delegated",
      "\"zones\":[" ZONE("Z1", "") "," ZONE("Z2", ",\"delegated\":false") ","
      ZONE("Z3", ",\"private\":true") "]," CERT("") ","
      LINE(UPSERT(",\"break\":\"duplicate_zone\",\"zone\":\"Z2\"") ","
      UPSERT(",\"break\":\"private_zone\",\"zone\":\"Z3\"")), NULL },
    { "a parent and a child",
      "\"zones\":[" ZONE("Z1", "") ",{\"id\":\"Z2\",\"name\":\"www.example.com\"}],"
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"www.example.com\"]}],"
      LINE(UPSERT(",\"break\":\"parent_zone\",\"zone\":\"Z1\"") ","
      UPSERT(",\"break\":\"undelegated_child\",\"zone\":\"Z2\"")), NULL },
    { "a zone without a break", "\"zones\":[" ZONE("Z1", "") "]," CERT("") ","
      LINE(UPSERT(",\"zone\":\"Z1\"")), NULL },
    { "routed sets of one name",
      "\"zones\":[" ZONE("Z1", ",\"records\":["
      "{\"name\":\"example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],\"weight\":0,"
      "\"set_identifier\":\"a\"},{\"name\":\"example.com\",\"type\":\"A\","
      "\"values\":[\"192.0.2.2\"],\"weight\":9,\"set_identifier\":\"b\"}]") "]", NULL },
    { "routed in two ways",
      "\"zones\":[" ZONE("Z1", ",\"records\":["
      "{\"name\":\"example.com\",\"type\":\"A\",\"values\":[\"192.0.2.1\"],\"weight\":0,"
      "\"failover\":\"PRIMARY\",\"set_identifier\":\"a\"}]") "]",
      "case.json:1: zones[0].records[0]: a record set is routed in one way alone" },
    { "an alias with a TTL",
      "\"zones\":[" ZONE("Z1", ",\"records\":[{\"name\":\"example.com\",\"type\":\"A\","
      "\"ttl\":60,\"alias\":{\"name\":\"example.net\"}}]") "]",
      "case.json:1: zones[0].records[0].ttl: an alias has no TTL of its own" },
    { "records that Route 53 refuses are taken",
      "\"zones\":[" ZONE("Z1", ",\"records\":["
      "{\"name\":\"example.com\",\"type\":\"CNAME\",\"values\":[\"a.example.net.\"]},"
      "{\"name\":\"example.com\",\"type\":\"CAA\",\"values\":[\"0 issue %%%%%\"]}]") "]",
      NULL },
    { "fault by ARN needs no certificate",
      "\"faults\":[{\"certificate\":\"arn:aws:acm:us-east-1:123456789012:certificate/x\","
      "\"reply\":{\"delay_ms\":1}}]", NULL },
    { "fault of a key that some account may take",
      "\"accounts\":[{\"id\":\"111122223333\"}],"
      "\"faults\":[{\"access_key\":\"AKIDEXAMPLE\",\"reply\":{\"delay_ms\":1}}]", NULL },
    { "a reply of nothing", "\"faults\":[{\"reply\":{\"bad_chunk\":false}}]",
      "case.json:1: faults[0].reply: no reply: want one of \"error\", \"http\", \"delay_ms\", "
      "\"drip_ms\", \"cut_at\", \"content_length\", \"reset\", \"bad_chunk\", \"token\"" },
    { "no finding of one, a finding of another",
      "\"certificates\":[{\"id\":\"c1\",\"names\":[\"example.com\"]},"
      "{\"id\":\"c2\",\"names\":[\"example.com\"]}],"
      "\"expect\":{\"findings\":[{\"check\":\"a\",\"certificate\":\"c1\"}],"
      "\"no_findings\":[{\"check\":\"a\",\"certificate\":\"c2\"}]}", NULL },
    { "deleted, and nothing else",
      CERT("") ",\"expect\":{\"certificates\":{\"c1\":{\"Deleted\":true}}}", NULL },
};
/* clang-format on */

static void checks(void **state)
{
    const struct row *row = *state;
    struct scenario_faults faults;
    struct scenario *scenario;
    struct arena arena;
    const char *text;
    int rc;

    arena_init(&arena);
    text = arena_printf(&arena, HEAD "%s}", row->body);
    rc = scenario_read_text("case.json", text, strlen(text), &arena, &scenario, &faults);
    if (faults.n != (row->fault != NULL))
        for (size_t i = 0; i < faults.n; i++)
            print_error("%s\n", faults.items[i].text);
    assert_int_equal(rc, row->fault == NULL ? 0 : -1);
    assert_int_equal(faults.n, row->fault == NULL ? 0 : 1);
    if (row->fault != NULL)
        assert_string_equal(faults.items[0].text, row->fault);
    arena_clear(&arena);
}

/* A case of the corpus: the mistakes are those of its file `error`, line by line. */
static void tells(void **state)
{
    const char *name = *state;
    struct scenario_faults faults;
    struct scenario *scenario;
    struct buf wanted = { 0 };
    struct buf told = { 0 };
    struct buf text = { 0 };
    struct arena arena;
    struct err err = { 0 };

    arena_init(&arena);
    assert_int_equal(
        file_read(arena_printf(&arena, CORPUS "/%s/error", name), 1 << 20, &wanted, &err),
        0);
    assert_int_equal(file_read(arena_printf(&arena, CORPUS "/%s/scenario.json", name),
                               1 << 20, &text, &err),
                     0);
    assert_int_equal(scenario_read_text("scenario.json", buf_text(&text), text.len,
                                        &arena, &scenario, &faults),
                     -1);
    for (size_t i = 0; i < faults.n; i++)
        buf_printf(&told, "%s\n", faults.items[i].text);
    assert_string_equal(buf_text(&told), buf_text(&wanted));
    buf_clear(&wanted);
    buf_clear(&told);
    buf_clear(&text);
    arena_clear(&arena);
}

static int is_case(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_type == DT_DIR;
}

int main(void)
{
    enum { N_ROWS = sizeof(rows) / sizeof(rows[0]) };
    struct dirent **cases;
    const int n_cases = scandir(CORPUS, &cases, is_case, alphasort);
    struct CMUnitTest *tests;
    size_t n = 0;
    int failed;

    if (n_cases < 40) {
        fprintf(stderr, "%s: want at least 40 cases\n", CORPUS);
        return 1;
    }
    tests = calloc(N_ROWS + (size_t)n_cases, sizeof(*tests));
    if (tests == NULL)
        return 1;
    for (size_t i = 0; i < N_ROWS; i++)
        tests[n++] = (struct CMUnitTest){ rows[i].name, checks, NULL, NULL, &rows[i] };
    for (int i = 0; i < n_cases; i++)
        tests[n++] =
            (struct CMUnitTest){ cases[i]->d_name, tells, NULL, NULL, cases[i]->d_name };
    failed = _cmocka_run_group_tests("scenario check", tests, n, NULL, NULL);
    for (int i = 0; i < n_cases; i++)
        free(cases[i]);
    free(cases);
    free(tests);
    return failed;
}
