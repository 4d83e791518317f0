/* Tests of analyzer/read/dig: what saved answers say, in every form dig has. */
#include <stdio.h>
#include <string.h>

#include "analyzer/read/read.h"
#include "base/when.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#define BANNER "\n; <<>> DiG 9.18.28 <<>> CAA example.com\n;; global options: +cmd\n"
#define HEADER(status, n)                                                                \
    ";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: " status                     \
    ", id: 1\n;; flags: qr rd ra; QUERY: 1, ANSWER: " n                                  \
    ", AUTHORITY: 0, ADDITIONAL: 1\n\n"
#define QUESTION ";; QUESTION SECTION:\n;example.com.\t\t\tIN\tCAA\n\n"
#define ANSWER   ";; ANSWER SECTION:\n"
#define CAA      "example.com.\t\t300\tIN\tCAA\t0 issue \"amazon.com\"\n"
#define CHAIN    "example.com.\t\t300\tIN\tCNAME\tt.example.net.\n"
#define TAIL                                                                             \
    "\n;; Query time: 1 msec\n;; SERVER: 127.0.0.1#53(127.0.0.1) (UDP)\n;; WHEN: Mon "   \
    "Nov 23 23:01:00 UTC 2026\n;; MSG SIZE  rcvd: 56\n\n"
#define TIMEOUT                                                                          \
    ";; communications error to 192.0.2.1#53: timed out\n" BANNER                        \
    ";; no servers could be reached\n"
#define WHOLE BANNER HEADER("NOERROR", "1") QUESTION ANSWER CAA TAIL

/* The last answer of a text. */
struct row {
    const char *name;
    const char *text;
    const char *file; /* NULL = no path that says anything */
    size_t n_answers;
    enum dns_status status;
    const char *asked; /* NULL = not known */
    uint16_t type;
    uint32_t n_answer; /* sets */
    size_t n_problems;
};

static struct row rows[] = {
    /* clang-format off */
    { "in full", WHOLE, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "no banner", HEADER("NOERROR", "1") QUESTION ANSWER CAA TAIL, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "through a chain", HEADER("NOERROR", "2") QUESTION ANSWER CHAIN "t.example.net. 300 IN CAA 0 issue \"a.example\"\n" TAIL, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 2, 0 },
    { "a chain alone", HEADER("NOERROR", "1") QUESTION ANSWER CHAIN TAIL, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "NODATA", HEADER("NOERROR", "0") QUESTION TAIL, NULL, 1, DNS_NODATA, "example.com", RR_CAA, 0, 0 },
    { "another type only", HEADER("NOERROR", "1") QUESTION ANSWER "example.com. 300 IN A 192.0.2.1\n" TAIL, NULL, 1, DNS_NODATA, "example.com", RR_CAA, 1, 0 },
    { "NXDOMAIN", HEADER("NXDOMAIN", "0") QUESTION TAIL, NULL, 1, DNS_NXDOMAIN, "example.com", RR_CAA, 0, 0 },
    { "SERVFAIL", HEADER("SERVFAIL", "0") QUESTION TAIL, NULL, 1, DNS_SERVFAIL, "example.com", RR_CAA, 0, 0 },
    { "REFUSED", HEADER("REFUSED", "0") QUESTION TAIL, NULL, 1, DNS_REFUSED, "example.com", RR_CAA, 0, 0 },
    { "NOTIMP", HEADER("NOTIMP", "0") QUESTION TAIL, NULL, 1, DNS_NOTIMP, "example.com", RR_CAA, 0, 0 },
    { "FORMERR", HEADER("FORMERR", "0") QUESTION TAIL, NULL, 1, DNS_FORMERR, "example.com", RR_CAA, 0, 0 },
    { "another status", HEADER("NOTAUTH", "0") QUESTION TAIL, NULL, 1, DNS_OTHER_STATUS, "example.com", RR_CAA, 0, 0 },
    { "timeout", TIMEOUT, NULL, 1, DNS_TIMEOUT, "example.com", RR_CAA, 0, 0 },
    { "timeout of old", BANNER ";; connection timed out; no servers could be reached\n", NULL, 1, DNS_TIMEOUT, "example.com", RR_CAA, 0, 0 },
    { "timeout, no more", ";; communications error to 192.0.2.1#53: timed out\n", NULL, 1, DNS_TIMEOUT, NULL, RR_NONE, 0, 0 },
    { "timeout by path", ";; communications error to 192.0.2.1#53: timed out\n;; no servers could be reached\n", "e/dns/a.example.com.CAA.txt", 1, DNS_TIMEOUT, "a.example.com", RR_CAA, 0, 0 },
    { "once late, then answered", ";; communications error to 192.0.2.1#53: timed out\n" WHOLE, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "several", WHOLE TIMEOUT HEADER("NXDOMAIN", "0") ";; QUESTION SECTION:\n;www.example.com. IN CAA\n" TAIL, NULL, 3, DNS_NXDOMAIN, "www.example.com", RR_CAA, 0, 0 },
    { "a session", "$ dig CAA example.com\n" WHOLE "$ # that was it\nand some prose\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "a prompt in place of a blank line", HEADER("NOERROR", "1") QUESTION ANSWER CAA "$ exit\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "question of the banner", BANNER HEADER("NOERROR", "1") ANSWER CAA TAIL, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "question of the path", HEADER("NOERROR", "1") ANSWER CAA TAIL, "dns/Example.com.CAA.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "what is printed outweighs the path", WHOLE, "dns/example.org.A.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "cut: a record short", BANNER HEADER("NOERROR", "2") QUESTION ANSWER CAA, NULL, 1, DNS_CUT, "example.com", RR_CAA, 1, 1 },
    { "cut: amid a line", BANNER HEADER("NOERROR", "1") QUESTION ANSWER "example.com. 300 IN A 192.0.2.1", NULL, 1, DNS_CUT, "example.com", RR_CAA, 1, 1 },
    { "cut: amid the header", BANNER ";; ->>HEADER<<- opcode: QUERY, status: NOERR", NULL, 1, DNS_OTHER_STATUS, "example.com", RR_CAA, 0, 0 },
    { "cut: behind the header", BANNER ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n", NULL, 1, DNS_CUT, "example.com", RR_CAA, 0, 1 },
    { "cut: behind the banner", BANNER, NULL, 1, DNS_CUT, "example.com", RR_CAA, 0, 1 },
    { "a line at fault", HEADER("NOERROR", "2") QUESTION ANSWER CAA "example.com. 300 IN NOTYPE x\n" TAIL, NULL, 1, DNS_CUT, "example.com", RR_CAA, 1, 2 },
    { "+answer", CHAIN "t.example.net. 300 IN CAA 0 issue \"a.example\"\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 2, 0 },
    { "+answer of a chain alone", CHAIN, NULL, 1, DNS_ANSWERED, "example.com", RR_NONE, 1, 0 },
    { "the same, by path", CHAIN, "dns/example.com.CAA.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "+answer of several", CAA "example.org.\t\t300\tIN\tCAA\t0 issue \"a.example\"\n", NULL, 2, DNS_ANSWERED, "example.org", RR_CAA, 1, 0 },
    { "+ttlunits +noclass", "example.com.\t\t5m\tCAA\t0 issue \"amazon.com\"\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "+unknownformat", "example.com.\t\t300\tCLASS1\tTYPE257\t\\# 17 00056973737565616D617A6F6E2E 636F6D\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "+nocomments", BANNER ";example.com.\t\tIN\tCAA\n" CAA, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "+short by path", "0 issue \"amazon.com\"\n128 issuewild \";\"\n", "a/dns/example.com.CAA.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "+short through a chain", "t.example.net.\nu.example.net.\n0 issue \"amazon.com\"\n", "dns/example.com.CAA.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 3, 0 },
    { "+short of a CNAME", "_b.zz.acm-validations.aws.\n", "dns/_a.example.com.CNAME.txt", 1, DNS_ANSWERED, "_a.example.com", RR_CNAME, 1, 0 },
    { "+short by looks", "0 issue \"amazon.com\"\n", NULL, 1, DNS_ANSWERED, NULL, RR_CAA, 1, 0 },
    { "+short of a target by looks", "_b.zz.acm-validations.aws.\n", NULL, 1, DNS_ANSWERED, NULL, RR_CNAME, 1, 0 },
    { "+short of addresses", "192.0.2.1\n192.0.2.2\n", "dns/example.com.A.txt", 1, DNS_ANSWERED, "example.com", RR_A, 1, 0 },
    { "+short with comments", "; <<\n0 issue \"a\"\n", "dns/example.com.CAA.txt", 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "nothing", "", "evidence/dns/example.com.CAA.txt", 1, DNS_NOTHING, "example.com", RR_CAA, 0, 1 },
    { "nothing but a blank line", "\n", "evidence/dns/example.com.CAA.txt", 1, DNS_NOTHING, "example.com", RR_CAA, 0, 1 },
    { "nothing, elsewhere", "", "evidence/example.com.CAA.txt", 0, DNS_NOTHING, NULL, RR_NONE, 0, 1 },
    { "no dig", "bash: dig: command not found\n", "dns/example.com.CAA.txt", 0, DNS_NOTHING, NULL, RR_NONE, 0, 1 },
    { "drill", ";; ->>HEADER<<- opcode: QUERY, rcode: NOERROR, id: 1\n;; flags: qr rd ra ; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0\n;; QUESTION SECTION:\n;; example.com.\tIN\tCAA\n\n" ANSWER CAA "\n;; Query time: 1 msec\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "CRLF", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\r\n;; flags: qr; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0\r\n\r\n;; QUESTION SECTION:\r\n;example.com. IN CAA\r\n\r\n;; ANSWER SECTION:\r\nexample.com. 300 IN CAA 0 issue \"amazon.com\"\r\n\r\n;; Query time: 1 msec\r\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "mail quotes", "> ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n> ;; flags: qr; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 0\n> ;; QUESTION SECTION:\n> ;example.com. IN CAA\n>\n> ;; ANSWER SECTION:\n> example.com. 300 IN CAA 0 issue \"a.example\"\n> example.com. 300 IN CAA 0 issue \"b.example\"\n> \n> ;; Query time: 1 msec\n", NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    { "behind JSON", "$ aws\n{\"ChangeInfo\":{\"Id\":\"C1\"}}\n$ dig\n" WHOLE, NULL, 1, DNS_ANSWERED, "example.com", RR_CAA, 1, 0 },
    /* clang-format on */
};

static void read_as(struct reading *reading, const char *text, const char *file)
{
    const struct read_options options = { .n_threads = 1, .limits = read_limits_default };

    memset(reading, 0, sizeof(*reading));
    arena_init(&reading->arena);
    reading->estate.arena = &reading->arena;
    assert_int_equal(read_bytes(file == NULL ? "file.txt" : file, text, strlen(text),
                                &options, &reading->estate),
                     0);
}

static void answer_is_right(void **state)
{
    const struct row *row = *state;
    const struct dns_answer *answer;
    struct reading reading;
    size_t n = 0;

    read_as(&reading, row->text, row->file);
    for (const struct problem *p = reading_source(&reading)->problems; p != NULL;
         p = p->next)
        n++;
    assert_int_equal(n, row->n_problems);
    assert_int_equal(reading.estate.dns.n_answers, row->n_answers);
    if (row->n_answers > 0) {
        assert_string_equal(shape_word(reading_source(&reading)->shape),
                            strstr(row->text, "ChangeInfo") == NULL ? "dns.dig"
                                                                    : "r53.change-batch");
        answer = reading.estate.dns.answers[row->n_answers - 1];
        assert_int_equal(answer->status, row->status);
        if (row->asked == NULL)
            assert_null(answer->name);
        else
            assert_string_equal(answer->name, row->asked);
        assert_int_equal(answer->type, row->type);
        assert_int_equal(answer->n_answer, row->n_answer);
    }
    reading_clear(&reading);
}

TEST_ROWS(rows, answer_is_right)

static void tells_all_of_an_answer(void **state)
{
    struct reading reading;
    const struct dns_answer *answer;

    (void)state;
    read_as(&reading,
            ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n"
            ";; flags: qr aa rd cd; QUERY: 1, ANSWER: 1, AUTHORITY: 1, ADDITIONAL: 0\n\n"
            ";; QUESTION SECTION:\n;Example.com.\tIN\tCAA\n\n" ANSWER CAA
            "\n;; AUTHORITY SECTION:\nexample.com. 60 IN NS ns.example.net.\n"
            "example.com. 60 IN NS ns2.example.net.\n" TAIL,
            NULL);
    answer = reading.estate.dns.answers[0];
    assert_true(answer->authoritative);
    assert_true(answer->checking_disabled);
    assert_false(answer->short_form);
    assert_string_equal(answer->status_word, "NOERROR");
    assert_string_equal(answer->server, "127.0.0.1#53(127.0.0.1) (UDP)");
    assert_int_equal(answer->at, when_from_civil(2026, 11, 23, 23, 1, 0));
    assert_int_equal(answer->name_from, FROM_CONTENT);
    assert_int_equal(reading.estate.latest_past, answer->at);
    assert_int_equal(reading_source(&reading)->captured_at, answer->at);
    assert_int_equal(answer->origin.line, 1);
    assert_string_equal(answer->answer[0].name, "example.com");
    assert_string_equal(answer->answer[0].values[0], "0 issue \"amazon.com\"");
    assert_int_equal(answer->answer[0].ttl_s, 300);
    assert_int_equal(answer->answer[0].from, DNS_FROM_DIG);
    assert_false(answer->answer[0].octal);
    assert_int_equal(answer->answer[0].origin.line, 8);
    assert_string_equal(answer->answer[0].origin.pointer, "");
    assert_int_equal(answer->n_authority, 1);
    assert_int_equal(answer->authority[0].n_values, 2);
    reading_clear(&reading);
}

static void says_how_short_forms_are_known(void **state)
{
    struct reading reading;
    const struct dns_answer *answer;

    (void)state;
    read_as(&reading, "t.example.net.\n\\# 17 00056973737565616D617A6F6E2E636F6D\n",
            "dns/*.example.com.CAA.txt");
    answer = reading.estate.dns.answers[0];
    assert_string_equal(answer->name, "*.example.com");
    assert_int_equal(answer->name_from, FROM_PATH);
    assert_true(answer->short_form);
    assert_string_equal(answer->answer[0].name, "*.example.com");
    assert_int_equal(answer->answer[0].type, RR_CNAME);
    assert_string_equal(answer->answer[0].values[0], "t.example.net.");
    assert_string_equal(answer->answer[1].name, "t.example.net");
    assert_string_equal(answer->answer[1].values[0], "0 issue \"amazon.com\"");
    assert_int_equal(answer->answer[1].origin.line, 2);
    reading_clear(&reading);
}

static void an_empty_answer_names_the_command(void **state)
{
    struct reading reading;
    const struct problem *problem;

    (void)state;
    read_as(&reading, "", "evidence/dns/example.com.CAA.txt");
    problem = reading_problem(&reading, PROBLEM_CAPTURE_FAILED);
    assert_non_null(problem);
    assert_string_equal(problem->code, "empty");
    assert_non_null(strstr(problem->text, "proves nothing"));
    assert_string_equal(problem->command, "dig CAA example.com > example.com.CAA.txt");
    reading_clear(&reading);
}

static void finds_the_line_of_a_record(void **state)
{
    struct reading reading;
    struct locate_query query = { .pointer = "" };

    (void)state;
    read_as(&reading, WHOLE CAA, NULL);
    query.origin = &reading.estate.dns.answers[0]->answer[0].origin;
    read_locate(&reading.estate, &query, 1, 1, &reading.arena);
    assert_int_equal(query.line, 12);
    assert_int_equal(query.column, 1);
    assert_string_equal(query.full_pointer, "");
    reading_clear(&reading);
}

struct when_row {
    const char *name; /* the text */
    int64_t at;       /* in minutes behind 2026-11-22T00:00Z; -1 = WHEN_NONE */
};

static struct when_row when_rows[] = {
    { "Sun Nov 22 20:01:00 UTC 2026", 1201 },
    { "Sun Nov 22 20:01:00 GMT 2026", 1201 },
    { "Sun Nov 22 20:01:00 CET 2026", 1141 },
    { "Sun Nov 22 20:01:00 PST 2026", 1681 },
    { "Sun Nov 22 20:01:00 -0330 2026", 1411 },
    { "Sun Nov 22 20:01:00 +03 2026", 1021 },
    { "Sun Nov 22 20:01:00 IST 2026", -1 },
    { "Sun Nov 22 20:01:00 2026", -1 },
    { "Sun Nov 22 20:01:00 Romance Standard Time 2026", -1 },
    { "2026-11-22T20:01:00Z", 1201 },
    { "yesterday", -1 },
};

static void when_is_read(void **state)
{
    const struct when_row *row = *state;
    const int64_t day = when_from_civil(2026, 11, 22, 0, 0, 0);
    struct reading reading;
    char text[512];

    snprintf(text, sizeof(text), "%s;; WHEN: %s\n", HEADER("NXDOMAIN", "0") QUESTION,
             row->name);
    read_as(&reading, text, NULL);
    assert_int_equal(reading.estate.dns.answers[0]->at,
                     row->at < 0 ? WHEN_NONE : day + row->at * 60);
    reading_clear(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_all_of_an_answer),
        cmocka_unit_test(says_how_short_forms_are_known),
        cmocka_unit_test(an_empty_answer_names_the_command),
        cmocka_unit_test(finds_the_line_of_a_record),
    };
    struct CMUnitTest whens[sizeof(when_rows) / sizeof(when_rows[0])];
    int failed = run_rows("read/dig: answers");

    for (size_t i = 0; i < sizeof(when_rows) / sizeof(when_rows[0]); i++)
        whens[i] = (struct CMUnitTest){ when_rows[i].name, when_is_read, NULL, NULL,
                                        &when_rows[i] };
    failed += _cmocka_run_group_tests("read/dig: WHEN", whens,
                                      sizeof(whens) / sizeof(whens[0]), NULL, NULL);
    return failed + cmocka_run_group_tests_name("read/dig", tests, NULL, NULL);
}
