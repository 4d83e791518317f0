/* Tests of analyzer/read/text_shapes: texts that are no JSON are named, with a way out.
 */
#include <string.h>

#include "tests/support/reading.h"
#include "tests/support/test.h"

#define ID       "00000000-0000-4000-8000-000000000001"
#define ARN      "arn:aws-us-gov:acm:us-gov-west-1:111122223333:certificate/" ID
#define DESCRIBE "aws acm describe-certificate --certificate-arn "
#define THIS     DESCRIBE ARN " --region us-gov-west-1 --output json"
#define ANY      DESCRIBE "ARN --output json"
#define LIST                                                                             \
    "aws acm list-certificates --includes keyTypes=RSA_1024,RSA_2048,RSA_3072,RSA_4096," \
    "EC_prime256v1,EC_secp384r1,EC_secp521r1 --output json"

struct row {
    const char *name;
    const char *text;
    const char *shape;
    const char *command; /* NULL: no problem, it is read */
    const char *code;    /* of a capture that failed; NULL: named */
};

static struct row rows[] = {
    /* clang-format off */
    { "17 Java", "{Certificate: {CertificateArn: " ARN ",DomainName: example.com,Status: ISSUED}}", "java.tostring", THIS, NULL },
    { "17 Java 2", "DescribeCertificateResponse(Certificate=CertificateDetail(CertificateArn=" ARN ", DomainName=example.com))", "java.tostring", THIS, NULL },
    { "17 placeholders", "{Certificate: {CertificateArn: arn:aws:acm:region:account:certificate/" ID "}}", "java.tostring", ANY, NULL },
    { "18 repr", "{'Certificate': {'CertificateArn': '" ARN "', 'CreatedAt': datetime.datetime(2026, 1, 15, 10, 0)}}", "python.repr", THIS, NULL },
    { "15 console.log", "{\n  '$metadata': { httpStatusCode: 200 },\n  Certificate: {\n    CertificateArn: '" ARN "',\n    DomainValidationOptions: [ [Object] ]\n  }\n}", "java.tostring", THIS, NULL },
    { "35 yaml", "Certificate:\n  CertificateArn: " ARN "\n  Status: ISSUED\n", "cli.yaml", THIS, NULL },
    { "35 yaml stream", "- CertificateSummaryList:\n  - CertificateArn: " ARN "\n", "cli.yaml", LIST, NULL },
    { "36 text", "CERTIFICATE\t" ARN "\t1768471200.0\texample.com\nDOMAINVALIDATIONOPTIONS\texample.com\n", "cli.text", THIS, NULL },
    { "36 text list", "CERTIFICATESUMMARYLIST\t" ARN "\texample.com\n", "cli.text", LIST, NULL },
    { "37 table", "------------------\n|  DescribeCertificate  |\n+----------------+\n||  CertificateArn  |  " ARN "  ||\n", "cli.table", THIS, NULL },
    { "37 table list", "------------------\n|                ListCertificates                |\n+----------------+\n||  CertificateArn  |  " ARN "  ||\n", "cli.table", LIST, NULL },
    { "38 not found", "\nAn error occurred (ResourceNotFoundException) when calling the DescribeCertificate operation: Could not find certificate " ARN ".\n", "cli.error", THIS, "ResourceNotFoundException" },
    { "38 denied; the user's ARN comes first", "An error occurred (AccessDeniedException) when calling the DescribeCertificate operation: User: arn:aws-us-gov:iam::111122223333:user/auditor is not authorized to perform: acm:DescribeCertificate on resource: " ARN "\n", "cli.error", THIS, "AccessDeniedException" },
    { "38 throttled list", "An error occurred (ThrottlingException) when calling the ListCertificates operation (reached max retries: 2): Rate exceeded", "cli.error", LIST, "ThrottlingException" },
    { "38 no code", "Unable to locate credentials. You can configure credentials by running \"aws configure\".\n", "cli.error", ANY, "failed" },
    { "48 ARNs", ARN "\n" ARN "\n", "acm.projection", THIS, NULL },
    { "34 stack events", "2026-11-01T00:00:00Z CREATE_IN_PROGRESS Content of DNS Record is: {Name: _a1.example.com.,Type: CNAME,Value: _b2.acm-validations.aws.}\n", "docs.template", ANY, NULL },
    { "dig", "; <<>> DiG 9.18 <<>> example.com CAA\n;; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0\n", "dns.dig", NULL, NULL },
    { "dig +short", "0 issue \"amazon.com\"\n", "dns.dig", NULL, NULL },
    { "dig +short of a validation", "_b2.cccccccccc.acm-validations.aws.\n", "dns.dig", NULL, NULL },
    { "zone file", "$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns.example.com. admin.example.com. 1 2 3 4 5\n", "dns.zonefile", NULL, NULL },
    { "prose", "Notes of Tuesday: nothing happened.\n", "unknown", "acm-analyzer commands", NULL },
    { "prose with an ARN", "Please look at " ARN ".\n", "cli.text", THIS, NULL },
    { "an ARN that would break a shell", "see arn:aws:acm:us-east-1:111122223333:certificate/$(id) and {CertificateArn: x}", "java.tostring", ANY, NULL },
    /* clang-format on */
};

static void is_named(void **state)
{
    const struct row *row = *state;
    struct reading reading;
    const struct source *source;

    reading_raw(&reading, row->text, strlen(row->text));
    source = reading_source(&reading);
    assert_string_equal(shape_word(source->shape), row->shape);
    assert_int_equal(reading.estate.n_certs, 0);
    if (row->command == NULL) {
        assert_null(source->problems);
        assert_null(source->note);
        assert_int_equal(source->n_records, 1);
        reading_clear(&reading);
        return;
    }
    assert_int_equal(source->n_skipped, 1);
    assert_non_null(source->problems);
    assert_null(source->problems->next);
    assert_string_equal(source->problems->command, row->command);
    assert_int_equal(source->problems->line, *row->text == '\n' ? 2 : 1);
    if (row->code != NULL) {
        assert_int_equal(source->problems->kind, PROBLEM_CAPTURE_FAILED);
        assert_string_equal(source->problems->code, row->code);
    } else {
        assert_int_equal(source->problems->kind, strncmp(row->name, "prose", 6) == 0
                                                     ? PROBLEM_UNRECOGNISED
                                                     : PROBLEM_NAMED);
    }
    reading_clear(&reading);
}

TEST_ROWS(rows, is_named)

static void secrets_in_texts_are_found(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        { "[default]\naws_secret_access_key = wJalrXUtnFEMI0K7MDENGbPxRfiCYEXAMPLEKEY\n",
          1 },
        { "export AWS_SESSION_TOKEN=FwoGZXIvYXdzEJrExampleExample\n", 1 },
        { "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n", 1 },
        { "aws_secret_access_key = ****************\n", 0 },
        { "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", 0 },
        { "aws_secret_access_key =", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reading reading;

        reading_raw(&reading, cases[i].text, strlen(cases[i].text));
        assert_int_equal(reading_count(&reading, PROBLEM_SECRET), cases[i].n);
        reading_clear(&reading);
    }
}

/* A credentials file starts with a bracket, and is no broken JSON. */
static void settings_are_no_broken_json(void **state)
{
    static const char text[] = "[default]\nregion = us-east-1\n";
    struct reading reading;

    (void)state;
    reading_raw(&reading, text, sizeof(text) - 1);
    assert_int_equal(reading_count(&reading, PROBLEM_NAMED), 1);
    assert_int_equal(reading_count(&reading, PROBLEM_MALFORMED), 0);
    reading_clear(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secrets_in_texts_are_found),
        cmocka_unit_test(settings_are_no_broken_json),
    };

    return run_rows("texts") +
           cmocka_run_group_tests_name("text_shapes", tests, NULL, NULL);
}
