/* Tests of analyzer/read: which shape a document of JSON has, and how many records. */
#include <string.h>

#include "tests/support/reading.h"
#include "tests/support/test.h"

#define ARN                                                                              \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "00000000-0000-4000-8000-000000000001"
#define ARN2                                                                             \
    "arn:aws:acm:eu-west-1:111122223333:certificate/"                                    \
    "00000000-0000-4000-8000-000000000002"
#define CERT                                                                             \
    "{'CertificateArn':'" ARN                                                            \
    "','DomainName':'example.com','Status':'ISSUED','InUseBy':[]}"
#define CERT2                                                                            \
    "{'CertificateArn':'" ARN2                                                           \
    "','DomainName':'example.org','Status':'FAILED','InUseBy':[]}"
#define ROW  "{'CertificateArn':'" ARN "','DomainName':'example.com','InUse':false}"
#define ROW2 "{'CertificateArn':'" ARN2 "','DomainName':'example.org','InUse':true}"

struct row {
    const char *name;
    const char *text;
    const char *shape;
    size_t n_certs;
    uint32_t n_records;
    uint32_t n_skipped;
};

static struct row rows[] = {
    /* clang-format off */
    { "1 describe", "{'Certificate':" CERT "}", "acm.describe", 1, 1, 0 },
    { "2 list", "{'CertificateSummaryList':[" ROW "," ROW2 "]}", "acm.list", 2, 2, 0 },
    { "2 an empty list", "{'CertificateSummaryList':[]}", "acm.list", 0, 0, 0 },
    { "4 pages", "[{'CertificateSummaryList':[" ROW "],'NextToken':'x'},{'CertificateSummaryList':[" ROW2 "]}]", "acm.list", 2, 2, 0 },
    { "5 wrappers and bare ones", "[{'Certificate':" CERT "}," CERT2 "]", "acm.describe", 2, 2, 0 },
    { "5 summaries", "[" ROW "," ROW2 "]", "acm.list", 2, 2, 0 },
    { "6 bare", CERT, "acm.describe", 1, 1, 0 },
    { "11 map by ARN", "{'" ARN "':{'DomainName':'example.com','Status':'ISSUED'},'" ARN2 "':{'DomainName':'example.org','Status':'FAILED'}}", "acm.list", 2, 2, 0 },
    { "11 account, region, service", "{'111122223333':{'eu-west-1':{'acm':{'certificates':[" CERT2 "]}}}}", "acm.describe", 1, 1, 0 },
    { "12 envelope", "{'data':{'Certificates':[" CERT "," CERT2 "]}}", "acm.describe", 2, 2, 0 },
    { "12 too deep", "{'a':{'b':{'c':{'d':{'e':{'f':{'g':{'h':{'i':{'j':" CERT "}}}}}}}}}}", "unknown", 0, 0, 1 },
    { "13 recording", "{'status_code':200,'data':{'Certificate':" CERT ",'ResponseMetadata':{}}}", "acm.describe", 1, 1, 0 },
    { "13 recording of an error", "{'status_code':400,'data':{'Error':{'Code':'ResourceNotFoundException'}}}", "cli.error", 0, 0, 1 },
    { "13 recording of something else", "{'status_code':200,'data':{'ResponseMetadata':{}}}", "other.service", 0, 0, 1 },
    { "14 metadata beside it", "{'Certificate':" CERT ",'ResponseMetadata':{'HTTPHeaders':{'date':'Mon, 23 Nov 2026 10:00:00 GMT'}}}", "acm.describe", 1, 1, 0 },
    { "15 JavaScript", "{'$metadata':{'httpStatusCode':200},'Certificate':" CERT "}", "acm.describe", 1, 1, 0 },
    { "16 Go", "{'Certificate':" CERT ",'ResultMetadata':{}}", "acm.describe", 1, 1, 0 },
    { "19 Ansible", "{'certificates':[{'certificate_arn':'" ARN "','domain_name':'example.com','status':'ISSUED','certificate':'-----BEGIN CERTIFICATE-----'}]}", "inventory.row", 1, 1, 0 },
    { "21 Config", "{'configurationItems':[{'resourceType':'AWS::ACM::Certificate','awsAccountId':'111122223333','awsRegion':'us-east-1','configuration':{'certificateArn':'" ARN "','domainName':'example.com'}}]}", "config.item", 1, 1, 0 },
    { "21 Config as text", "{'resourceType':'AWS::ACM::Certificate','configuration':'{\\'certificateArn\\':\\'" ARN "\\',\\'domainName\\':\\'example.com\\'}'}", "config.item", 1, 1, 0 },
    { "21 Config, deleted", "{'resourceType':'AWS::ACM::Certificate','configurationItemStatus':'ResourceDeleted','configuration':{}}", "config.item", 0, 0, 1 },
    { "22 Security Hub", "{'Findings':[{'ProductArn':'arn:aws:securityhub:::x','AwsAccountId':'111122223333','Resources':[{'Id':'" ARN "','Details':{'AwsCertificateManagerCertificate':{'DomainName':'example.com','Status':'FAILED'}}}]}]}", "asff.finding", 1, 1, 0 },
    { "23 CloudTrail", "{'Records':[{'eventSource':'acm.amazonaws.com','eventTime':'2026-11-01T00:00:00Z'}]}", "acm.cloudtrail", 0, 1, 0 },
    { "24 EventBridge", "{'source':'aws.acm','detail-type':'ACM Certificate Expired','time':'2026-11-01T00:00:00Z'}", "acm.event", 0, 1, 0 },
    { "25 state", "{'version':4,'terraform_version':'1.9.0','resources':[{'type':'aws_acm_certificate','instances':[{'attributes':{'arn':'" ARN "','domain_name':'example.com','status':'PENDING_VALIDATION'}}]},{'type':'aws_s3_bucket','instances':[{'attributes':{'arn':'x'}}]}]}", "terraform.state", 1, 1, 0 },
    { "26 plan", "{'format_version':'1.2','resource_changes':[{'type':'aws_acm_certificate','change':{'after':{'domain_name':'example.com'}}}]}", "terraform.plan", 1, 1, 0 },
    { "26 show", "{'format_version':'1.0','values':{'root_module':{'child_modules':[{'resources':[{'type':'aws_acm_certificate','values':{'arn':'" ARN "','domain_name':'example.com'}}]}]}}}", "terraform.plan", 1, 1, 0 },
    { "27 Steampipe", "[{'certificate_arn':'" ARN "','title':'example.com','akas':['" ARN "'],'domain_name':'example.com','status':'ISSUED','domain_validation_options':'[{\\'DomainName\\':\\'example.com\\'}]'}]", "inventory.row", 1, 1, 0 },
    { "28 Panther", "{'ResourceType':'AWS.ACM.Certificate','ResourceId':'" ARN "','DomainName':'example.com','Status':'ISSUED'}", "inventory.row", 1, 1, 0 },
    { "30 search", "{'Results':[{'CertificateArn':'" ARN "','X509Attributes':{'Subject':{'CommonName':'example.com'}},'CertificateMetadata':{'AcmCertificateMetadata':{'Status':'ISSUED'}}}]}", "acm.search", 1, 1, 0 },
    { "31 ACME", "{'AcmeDomainValidations':[{'DomainName':'example.com','Status':'FAILED'}]}", "other.service", 0, 1, 0 },
    { "32 Lightsail", "{'tlsCertificates':[{'domainName':'example.com','status':'ISSUED'}]}", "other.service", 0, 0, 1 },
    { "34 documentation", "{'Certificate':{'CertificateArn':'string','Status':'string'}}", "docs.template", 0, 0, 1 },
    { "34 a template", "[{'tags':{'name':'{{ name }}'}}]", "docs.template", 0, 0, 1 },
    { "38 an error's body", "{'__type':'com.amazonaws.acm#AccessDeniedException','Message':'no'}", "cli.error", 0, 0, 1 },
    { "39 record sets", "{'ResourceRecordSets':[{'Name':'a.','Type':'A'},{'Name':'b.','Type':'A'}]}", "r53.records", 0, 2, 0 },
    { "40 zones", "{'HostedZones':[{'Id':'/hostedzone/Z1','Name':'example.com.'}]}", "r53.zones", 0, 1, 0 },
    { "40 zone", "{'HostedZone':{'Id':'/hostedzone/Z1'},'DelegationSet':{}}", "r53.zone", 0, 1, 0 },
    { "41 change batch", "{'Comment':'x','Changes':[{'Action':'UPSERT','ResourceRecordSet':{'Name':'a.','Type':'A'}}]}", "r53.change-batch", 0, 1, 0 },
    { "42 registrar", "{'DomainName':'example.com','Nameservers':[{'Name':'ns.example.net'},{'Name':'ns.example.org'}]}", "r53domains.domain", 0, 1, 0 },
    { "43 CloudFront", "{'ViewerCertificate':{'ACMCertificateArn':'" ARN "'}}", "cloudfront.distribution", 0, 1, 0 },
    { "44 JSON in a string", "'{\\'Certificate\\':{\\'CertificateArn\\':\\'" ARN "\\',\\'DomainName\\':\\'example.com\\',\\'InUseBy\\':[]}}'", "acm.describe", 1, 1, 0 },
    { "47 domain validations", "{'DomainValidationSummaryList':[{'DomainName':'example.com'}]}", "acm.domain-validations", 0, 1, 0 },
    { "48 ARNs", "['" ARN "','" ARN2 "']", "acm.projection", 0, 0, 2 },
    { "48 an ARN", "'" ARN "'", "acm.projection", 0, 0, 1 },
    { "wrong command", "{'Certificate':'-----BEGIN CERTIFICATE-----','CertificateChain':'x'}", "acm.get-certificate", 0, 0, 1 },
    { "IAM", "{'Certificate':{'CertificateArn':'arn:aws:iam::111122223333:server-certificate/x','DomainName':'x'}}", "other.service", 0, 0, 1 },
    { "tags", "{'Tags':[{'Key':'owner','Value':'x'}]}", "acm.tags", 0, 1, 0 },
    { "a job's result", "{'status':'FAILED','tests':[{'name':'com.example.Foo','result':'FAILED'}]}", "unknown", 0, 0, 1 },
    { "a number", "7", "unknown", 0, 0, 1 },
    /* clang-format on */
};

static void is_recognised(void **state)
{
    const struct row *row = *state;
    struct reading reading;
    const struct source *source;

    reading_of(&reading, row->text);
    source = reading_source(&reading);
    assert_string_equal(shape_word(source->shape), row->shape);
    assert_int_equal(reading.estate.n_certs, row->n_certs);
    assert_int_equal(source->n_records, row->n_records);
    assert_int_equal(source->n_skipped, row->n_skipped);
    if (row->n_skipped > 0 && strcmp(row->name, "21 Config, deleted") != 0) {
        assert_non_null(source->problems);
        assert_true(source->problems->text[0] != '\0');
    }
    reading_clear(&reading);
}

TEST_ROWS(rows, is_recognised)

/* {"111122223333":{"eu-west-1":...}} says what its certificates lack. */
static void keys_of_maps_tell_the_place(void **state)
{
    struct reading reading;
    const struct cert *cert;

    (void)state;
    reading_of(&reading, "{'444455556666':{'eu-west-1':[{'DomainName':'example.com',"
                         "'Status':'FAILED','FailureReason':'CAA_ERROR'}],"
                         "'test-case-1':{}}}");
    assert_int_equal(reading.estate.n_certs, 1);
    cert = reading.estate.certs[0];
    assert_string_equal(cert->account, "444455556666");
    assert_string_equal(cert->region, "eu-west-1");
    assert_int_equal(cert->region_from, FROM_CONTENT);
    assert_string_equal(cert->origin.pointer, "/444455556666/eu-west-1/0");
    reading_clear(&reading);
}

static void words_that_look_like_regions_do_not(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'describe-cert-2':{'DomainName':'example.com',"
                         "'Status':'FAILED','FailureReason':'CAA_ERROR'}}");
    assert_int_equal(reading.estate.n_certs, 1);
    assert_null(reading.estate.certs[0]->region);
    reading_clear(&reading);
}

/* A finding's account is not its neighbour's. */
static void what_one_finding_says_ends_with_it(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading,
               "[{'ProductArn':'x','AwsAccountId':'111122223333','UpdatedAt':"
               "'2026-11-01T00:00:00Z','Resources':[{'Id':'" ARN "','Details':"
               "{'AwsCertificateManagerCertificate':{'DomainName':'example.com'}}}]},"
               "{'DomainName':'example.org','Status':'FAILED'}]");
    assert_int_equal(reading.estate.n_certs, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct cert *cert = reading.estate.certs[i];

        if (cert->arn == NULL) {
            assert_null(cert->account);
            assert_true(cert->captured_at == INT64_MIN);
        } else {
            assert_true(cert->captured_at == INT64_C(1793491200));
        }
    }
    reading_clear(&reading);
}

static void pointers_keep_the_spelling(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'certificate_summary_list':[" ROW "]}");
    assert_int_equal(reading.estate.n_certs, 1);
    assert_string_equal(reading.estate.certs[0]->origin.pointer,
                        "/certificate_summary_list/0");
    reading_clear(&reading);
}

/* Texts in a text: each is read whole while the next still waits. */
static void no_text_in_a_text_is_lost(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "'[\\'{\\\\\\'arn\\\\\\':\\\\\\'" ARN "\\\\\\',\\\\\\'s\\\\\\':"
                         "\\\\\\'ISSUED\\\\\\'}\\',\\'{\\\\\\'arn\\\\\\':\\\\\\'" ARN2
                         "\\\\\\',\\\\\\'s\\\\\\':\\\\\\'FAILED\\\\\\'}\\']'");
    assert_int_equal(reading.estate.n_certs, 2);
    reading_clear(&reading);
}

static void a_token_is_a_loss_unless_a_page_follows(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {
        { "{'CertificateSummaryList':[],'NextToken':'x'}", 1 },
        { "{'CertificateSummaryList':[],'NextToken':''}", 0 },
        { "{'CertificateSummaryList':[],'NextToken':null}", 0 },
        { "[{'CertificateSummaryList':[],'NextToken':'x'},{'CertificateSummaryList':[]}]",
          0 },
        { "[{'CertificateSummaryList':[]},{'CertificateSummaryList':[],'NextToken':'x'}]",
          1 },
        { "[{'eu':{'CertificateSummaryList':[],'NextToken':'x'}},{'us':"
          "{'CertificateSummaryList':[]}}]",
          1 },
        { "{'DomainValidationSummaryList':[],'NextToken':'x'}", 1 },
        { "{'ResourceRecordSets':[],'IsTruncated':true}", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reading reading;

        reading_of(&reading, cases[i].text);
        assert_int_equal(reading_count(&reading, PROBLEM_TRUNCATED), cases[i].n);
        reading_clear(&reading);
    }
}

static void a_date_of_the_answer_is_its_capture(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'Certificate':" CERT ",'ResponseMetadata':{'HTTPHeaders':"
                         "{'date':'Mon, 23 Nov 2026 10:00:00 GMT'}}}");
    assert_true(reading.estate.certs[0]->captured_at == INT64_C(1795428000));
    assert_true(reading_source(&reading)->captured_at == INT64_C(1795428000));
    reading_clear(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_maps_tell_the_place),
        cmocka_unit_test(words_that_look_like_regions_do_not),
        cmocka_unit_test(what_one_finding_says_ends_with_it),
        cmocka_unit_test(pointers_keep_the_spelling),
        cmocka_unit_test(no_text_in_a_text_is_lost),
        cmocka_unit_test(a_token_is_a_loss_unless_a_page_follows),
        cmocka_unit_test(a_date_of_the_answer_is_its_capture),
    };

    return run_rows("shapes") +
           cmocka_run_group_tests_name("recognise", tests, NULL, NULL);
}
