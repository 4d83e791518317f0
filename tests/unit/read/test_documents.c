/* Tests of analyzer/read/documents: several documents, broken ones, and their places. */
#include <string.h>

#include "base/buf.h"
#include "tests/support/evidence.h"
#include "tests/support/test.h"

#define ARN(digit)                                                                       \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "0000000" digit "-1111-4222-8333-444444444444"
#define CERT(digit)                                                                      \
    "{\"Certificate\":{\"CertificateArn\":\"" ARN(                                       \
        digit) "\",\"DomainName\":"                                                      \
               "\"a" digit ".example.com\",\"Status\":\"ISSUED\"}}"

/* n certificates, in order of their ARNs; the source's numbers. */
static void assert_read(const struct evidence *evidence, size_t n_certs, unsigned records,
                        unsigned skipped, unsigned documents)
{
    const struct estate *estate = &evidence->estate;

    assert_int_equal(estate->n_sources, 1);
    assert_int_equal(estate->n_certs, n_certs);
    assert_int_equal(estate->sources[0]->n_records, records);
    assert_int_equal(estate->sources[0]->n_skipped, skipped);
    assert_int_equal(estate->sources[0]->n_documents, documents);
}

static void one(void **state)
{
    struct evidence r;

    (void)state;
    evidence_text(&r, CERT("1"));
    assert_read(&r, 1, 1, 0, 1);
    assert_int_equal(r.estate.sources[0]->shape, SHAPE_ACM_DESCRIBE);
    assert_int_equal(evidence_n_problems(&r), 0);
    assert_string_equal(r.estate.certs[0]->arn, ARN("1"));
    assert_string_equal(r.estate.certs[0]->origin.pointer, "/Certificate");
    evidence_clear(&r);
}

static void one_a_line_with_a_bad_one(void **state)
{
    const struct problem *problem;
    struct evidence r;

    (void)state;
    evidence_text(&r, CERT("1") "\n{\"Certificate\":{\"CertificateArn\" 5}}\n" CERT(
                          "3") "\n" CERT("4") "\n");
    assert_read(&r, 3, 3, 1, 4);
    problem = evidence_problem(&r, PROBLEM_PARTLY, 0);
    assert_non_null(problem);
    assert_int_equal(problem->line, 2);
    assert_int_equal(problem->column, 34);
    assert_int_equal(problem->document, 1);
    assert_string_equal(problem->pointer, "/Certificate/CertificateArn");
    assert_null(evidence_problem(&r, PROBLEM_MALFORMED, 0));
    assert_int_equal(r.estate.certs[1]->origin.line, 3);
    assert_int_equal(r.estate.certs[2]->origin.document, 3);
    evidence_clear(&r);
}

static void one_behind_the_other(void **state)
{
    struct evidence r;

    (void)state;
    evidence_text(&r, CERT("1") CERT("2") "\n\n" CERT("3") "," CERT("4"));
    assert_read(&r, 4, 4, 0, 4);
    assert_int_equal(evidence_n_problems(&r), 0);
    assert_int_equal(r.estate.certs[2]->origin.line, 3);
    assert_int_equal(r.estate.certs[3]->origin.document, 3);
    evidence_clear(&r);
}

static void marks_between(void **state)
{
    struct evidence r;

    (void)state;
    evidence_text(&r, "\xEF\xBB\xBF" CERT("1") "\n\xEF\xBB\xBF" CERT("2") "\n");
    assert_read(&r, 2, 2, 0, 2);
    assert_int_equal(evidence_n_problems(&r), 0);
    evidence_clear(&r);
}

static void a_list_cut_off(void **state)
{
    const struct problem *problem;
    struct evidence r;

    (void)state;
    evidence_text(&r, "{\"CertificateSummaryList\":[\n  {\"CertificateArn\":\"" ARN(
                          "1") "\",\"DomainName\":\"a.example.com\"},\n  "
                               "{\"CertificateArn\":\"" ARN(
                                   "2") "\",\"DomainName\":\"b.example.com\"},\n  "
                                        "{\"CertificateArn\":\"arn:aws");
    assert_int_equal(r.estate.n_certs, 2);
    assert_int_equal(r.estate.sources[0]->shape, SHAPE_ACM_LIST);
    problem = evidence_problem(&r, PROBLEM_PARTLY, 0);
    assert_non_null(problem);
    assert_int_equal(problem->line, 4);
    assert_string_equal(problem->pointer, "/CertificateSummaryList/2/CertificateArn");
    assert_non_null(strstr(problem->text, "element 2 of the list is lost"));
    assert_string_equal(r.estate.certs[1]->origin.pointer, "/CertificateSummaryList/1");
    evidence_clear(&r);
}

/* Half a certificate is no evidence. */
static void a_description_cut_off(void **state)
{
    const struct problem *problem;
    struct evidence r;

    (void)state;
    evidence_text(&r,
                  "{\"Certificate\":{\"CertificateArn\":\"" ARN("1") "\",\n\"Status\":");
    assert_read(&r, 0, 0, 1, 1);
    problem = evidence_problem(&r, PROBLEM_MALFORMED, 0);
    assert_non_null(problem);
    assert_int_equal(problem->line, 2);
    assert_int_equal(problem->column, 10);
    evidence_clear(&r);
}

static void repaired_in_place(void **state)
{
    struct evidence r;

    (void)state;
    evidence_text(&r, "{\"Certificate\":{\"CertificateArn\":\"" ARN(
                          "1") "\",\"Status\":\"ISSUED\",\"NotAfter\":NaN,}}");
    assert_read(&r, 1, 1, 0, 1);
    assert_int_equal(r.estate.certs[0]->status, ACM_ISSUED);
    assert_int_equal(evidence_n_problems(&r), 2);
    assert_non_null(evidence_problem(&r, PROBLEM_PARTLY, 1));
    evidence_clear(&r);
}

static void empty_and_blank(void **state)
{
    static const char *const texts[] = { "", "  \n\t\r\n", "\xEF\xBB\xBF" };
    const struct problem *problem;
    struct evidence r;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        evidence_text(&r, texts[i]);
        assert_int_equal(r.estate.n_certs, 0);
        problem = evidence_problem(&r, PROBLEM_CAPTURE_FAILED, 0);
        assert_non_null(problem);
        assert_string_equal(problem->code, "empty");
        evidence_clear(&r);
    }
}

/* A saved session in which the command answered nothing must not pass in silence. */
static void prompts_alone(void **state)
{
    const struct problem *problem;
    struct evidence r;

    (void)state;
    evidence_text(&r, "$ aws acm list-certificates --region us-east-1\n$ \n");
    assert_int_equal(evidence_n_problems(&r), 1);
    problem = evidence_problem(&r, PROBLEM_CAPTURE_FAILED, 0);
    assert_non_null(problem);
    assert_string_equal(problem->code, "empty");
    evidence_clear(&r);
}

static void errors_between(void **state)
{
    const struct problem *problem;
    struct evidence r;

    (void)state;
    evidence_text(&r,
                  CERT("1") "\n\nAn error occurred (AccessDeniedException) when calling "
                            "the DescribeCertificate operation: no\n" CERT("2") "\n");
    assert_int_equal(r.estate.n_certs, 2);
    problem = evidence_problem(&r, PROBLEM_CAPTURE_FAILED, 0);
    assert_non_null(problem);
    assert_string_equal(problem->code, "AccessDeniedException");
    assert_int_equal(problem->line, 3);
    evidence_clear(&r);
}

static void session_and_fence(void **state)
{
    struct evidence r;

    (void)state;
    evidence_text(
        &r, "me@host:~$ aws acm describe-certificate\n" CERT("1") "\nme@host:~$ \n");
    assert_int_equal(r.estate.n_certs, 1);
    assert_int_equal(r.estate.certs[0]->origin.line, 2);
    assert_non_null(strstr(r.estate.sources[0]->note, "shell"));
    assert_int_equal(evidence_n_problems(&r), 0);
    evidence_clear(&r);
    evidence_text(&r, "Here it is:\n\n```json\n" CERT("1") "\n```\n");
    assert_int_equal(r.estate.n_certs, 1);
    assert_int_equal(r.estate.certs[0]->origin.line, 4);
    assert_int_equal(evidence_n_problems(&r), 0);
    evidence_clear(&r);
}

static void binary(void **state)
{
    static const char bytes[] =
        "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\1\2\3\4\5\6\x7\x8\x10\x11\x12\x13";
    const size_t len = sizeof(bytes) - 1;
    struct evidence r;

    (void)state;
    evidence_bytes(&r, "a.png", bytes, len);
    assert_int_equal(r.estate.n_certs, 0);
    assert_non_null(evidence_problem(&r, PROBLEM_UNRECOGNISED, 0));
    assert_int_equal(strlen(r.estate.sources[0]->sha256), 64);
    assert_int_equal(r.estate.sources[0]->bytes, len);
    evidence_clear(&r);
}

/* Many broken lines are said of the first ones, and counted. */
static void many_broken_lines(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "{\"Certificate\" 1}\n");
    buf_puts(&text, CERT("1") "\n");
    evidence_bytes(&r, "a.json", text.data, text.len);
    assert_int_equal(r.estate.n_certs, 1);
    assert_int_equal(r.estate.sources[0]->n_skipped, 5000);
    assert_int_equal(r.estate.certs[0]->origin.line, 5001);
    assert_true(evidence_n_problems(&r) <= 200);
    evidence_clear(&r);
    buf_clear(&text);
}

/*
 * As deep as the parser goes, and deeper: what is refused is said to be too deep, never
 * lost in silence.
 */
static void deep(void **state)
{
    static const int depths[] = { 500, 510, 511, 512, 513, 2000 };
    const struct problem *problem;
    struct evidence r;

    (void)state;
    for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++) {
        struct buf text = { 0 };

        for (int k = 0; k < depths[i]; k++)
            buf_putc(&text, '[');
        buf_putc(&text, '1');
        for (int k = 0; k < depths[i]; k++)
            buf_putc(&text, ']');
        evidence_bytes(&r, "a.json", text.data, text.len);
        assert_null(evidence_problem(&r, PROBLEM_MALFORMED, 0));
        problem = evidence_problem(&r, PROBLEM_PARTLY, 0);
        if (depths[i] <= 511)
            assert_null(problem);
        else
            assert_non_null(strstr(problem->text, "deeper than 511 levels"));
        evidence_clear(&r);
        buf_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one),
        cmocka_unit_test(one_a_line_with_a_bad_one),
        cmocka_unit_test(one_behind_the_other),
        cmocka_unit_test(marks_between),
        cmocka_unit_test(a_list_cut_off),
        cmocka_unit_test(a_description_cut_off),
        cmocka_unit_test(repaired_in_place),
        cmocka_unit_test(empty_and_blank),
        cmocka_unit_test(prompts_alone),
        cmocka_unit_test(errors_between),
        cmocka_unit_test(session_and_fence),
        cmocka_unit_test(binary),
        cmocka_unit_test(many_broken_lines),
        cmocka_unit_test(deep),
    };

    return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
