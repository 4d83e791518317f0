/* test_acm_change: what changes a certificate: tags, options, revocation, renewal, mail.
 */
#include "tests/unit/mockaws/service/acm_story.h"

#define DNS         "RequestCertificate", "{'DomainName':'example.com','ValidationMethod':'DNS'}"
#define EMAIL(more) "RequestCertificate", "{'DomainName':'example.com'" more "}"
#define EXPORTABLE  EMAIL(",'Options':{'Export':'ENABLED'}")
#define PRIVATE                                                                          \
    EMAIL(",'CertificateAuthorityArn':'arn:aws:acm-pca:us-east-1:123456789012:"          \
          "certificate-authority/1234'")
#define OF_1(operation, more)                                                            \
    {                                                                                    \
        operation, "{'CertificateArn':'$1'" more "}"                                     \
    }
#define ISSUE                                                                            \
    { "advance", "5" }, { "approve", "$1" },                                             \
    {                                                                                    \
        "advance", "120"                                                                 \
    }
#define EXPORT           OF_1("ExportCertificate", ",'Passphrase':'c2VjcmV0'")
#define REVOKE           OF_1("RevokeCertificate", ",'RevocationReason':'KEY_COMPROMISE'")
#define OPTIONS(options) OF_1("UpdateCertificateOptions", ",'Options':{" options "}")
#define TAG(key, value)  "{'Key':'" key "','Value':'" value "'}"
#define ADD(tags)        OF_1("AddTagsToCertificate", ",'Tags':[" tags "]")
#define REMOVE(tags)     OF_1("RemoveTagsFromCertificate", ",'Tags':[" tags "]")
#define LIST_TAGS        OF_1("ListTagsForCertificate", "")
#define RESEND(domain, mail)                                                             \
    OF_1("ResendValidationEmail", ",'Domain':'" domain "','ValidationDomain':'" mail "'")
#define DESCRIBE OF_1("DescribeCertificate", "")

/* clang-format off */
static struct story rows[] = {
    { "no tags", { { DNS }, LIST_TAGS }, { "{'Tags':[]}" }, { NULL } },
    { "tags are added and replaced",
      { { DNS }, ADD(TAG("a", "1") "," TAG("b", "2")), ADD(TAG("a", "3")), LIST_TAGS },
      { "{'Tags':[{'Key':'a','Value':'3'},{'Key':'b','Value':'2'}]}" }, { NULL } },
    { "a tag is taken away by its key",
      { { DNS }, ADD(TAG("a", "1") "," TAG("b", "2")), REMOVE("{'Key':'a'}"), LIST_TAGS },
      { "{'Tags':[{'Key':'b','Value':'2'}]}" }, { NULL } },
    { "a tag of another value stays",
      { { DNS }, ADD(TAG("a", "1")), REMOVE(TAG("a", "2")), LIST_TAGS },
      { "{'Key':'a','Value':'1'}" }, { NULL } },
    { "a tag that is not there is taken away without a word",
      { { DNS }, REMOVE(TAG("a", "2")) }, { "{}" }, { NULL } },
    { "tags of AWS's", { { DNS }, ADD(TAG("aws:a", "1")) },
      { "InvalidTagException" }, { NULL } },
    { "tags of no certificate", { ADD(TAG("a", "1")) }, { "ValidationException" }, { NULL } },
    { "no tags to add", { { DNS }, ADD("") },
      { "ValidationException", "greater than or equal to 1" }, { NULL } },

    { "options are changed",
      { { EMAIL("") }, OPTIONS("'CertificateTransparencyLoggingPreference':'DISABLED'"),
        OPTIONS("'Export':'ENABLED'"), DESCRIBE },
      { "'Options':{'CertificateTransparencyLoggingPreference':'DISABLED',"
        "'Export':'ENABLED'}" }, { NULL } },
    { "the list knows of it",
      { { EMAIL("") }, { "ListCertificates", "{}" }, OPTIONS("'Export':'ENABLED'"),
        { "ListCertificates", "{}" } },
      { "'ExportOption':'ENABLED'" }, { NULL } },
    { "an import has no options",
      { { "import", "example.com" }, OPTIONS("'Export':'ENABLED'") },
      { "InvalidStateException" }, { NULL } },
    { "a move to DNS before it is issued",
      { { EMAIL("") }, OPTIONS("'ValidationMethod':'DNS'") },
      { "InvalidStateException" }, { NULL } },
    { "a move to DNS", { { EMAIL("") }, ISSUE, OPTIONS("'ValidationMethod':'DNS'") },
      { "{}" }, { NULL } },
    { "a move to DNS twice at a time",
      { { EMAIL("") }, ISSUE, OPTIONS("'ValidationMethod':'DNS'"),
        OPTIONS("'ValidationMethod':'DNS'") }, { "ConflictException" }, { NULL } },
    { "a move to DNS that comes to nothing leaves it as it was",
      { { EMAIL("") }, ISSUE, OPTIONS("'ValidationMethod':'DNS'"), { "advance", "259300" },
        DESCRIBE },
      { "'UpdateSummary':{'Status':'FAILED'", "'ValidationMethod':'EMAIL'" },
      { "'ValidationMethod':'DNS'" } },
    { "there is no way back", { { DNS }, OPTIONS("'ValidationMethod':'EMAIL'") },
      { "ValidationException: The validation method" }, { NULL } },
    { "nothing changes when one option cannot",
      { { EMAIL("") }, { "?UpdateCertificateOptions",
        "{'CertificateArn':'$1','Options':{'Export':'ENABLED','ValidationMethod':'DNS'}}" },
        DESCRIBE },
      { "'Export':'DISABLED'" }, { NULL } },

    { "revoked",
      { { EXPORTABLE }, ISSUE, EXPORT, REVOKE, DESCRIBE },
      { "'Status':'REVOKED'", "'RevokedAt':1772323325.133",
        "'RevocationReason':'KEY_COMPROMISE'" }, { NULL } },
    { "revoking answers the ARN", { { EXPORTABLE }, ISSUE, EXPORT, REVOKE },
      { "{'CertificateArn':'$1'}" }, { NULL } },
    { "revoked twice", { { EXPORTABLE }, ISSUE, EXPORT, REVOKE, REVOKE },
      { "ConflictException", "its status is REVOKED" }, { NULL } },
    { "never exported", { { EXPORTABLE }, ISSUE, REVOKE }, { "ValidationException" },
      { NULL } },
    { "in use", { { EXPORTABLE }, ISSUE, EXPORT, { "in_use", "$1" }, REVOKE },
      { "ResourceInUseException" }, { NULL } },
    { "a private one is not revoked here",
      { { PRIVATE }, { "advance", "30" }, EXPORT, REVOKE }, { "ValidationException" },
      { NULL } },

    { "renewed", { { PRIVATE }, { "advance", "30" }, EXPORT,
        OF_1("RenewCertificate", ""), { "advance", "60" }, DESCRIBE },
      { "'RenewalSummary':{'RenewalStatus':'SUCCESS','DomainValidationOptions':[]" },
      { NULL } },
    { "renewed twice at a time", { { PRIVATE }, { "advance", "30" }, EXPORT,
        OF_1("RenewCertificate", ""), OF_1("RenewCertificate", "") },
      { "RequestInProgressException" }, { NULL } },
    { "a renewal before the issue", { { PRIVATE }, OF_1("RenewCertificate", "") },
      { "RequestInProgressException" }, { NULL } },
    { "a renewal of what was not exported",
      { { PRIVATE }, { "advance", "30" }, OF_1("RenewCertificate", "") },
      { "ValidationException" }, { NULL } },
    { "a renewal of a public one", { { EMAIL("") }, ISSUE, OF_1("RenewCertificate", "") },
      { "ValidationException" }, { NULL } },

    { "another mail", { { EMAIL("") }, { "advance", "259200" },
        RESEND("Example.com", "example.com") }, { "{}" }, { NULL } },
    { "another mail too late", { { EMAIL("") }, { "advance", "259300" },
        RESEND("example.com", "example.com") }, { "InvalidStateException" }, { NULL } },
    { "a mail about DNS", { { DNS }, RESEND("example.com", "example.com") },
      { "InvalidStateException" }, { NULL } },
    { "a mail when all is done", { { EMAIL("") }, ISSUE,
        RESEND("example.com", "example.com") }, { "InvalidStateException" }, { NULL } },
    { "a mail about another name", { { EMAIL("") },
        RESEND("www.example.com", "example.com") },
      { "InvalidDomainValidationOptionsException" }, { NULL } },
    { "a mail to another domain", { { EMAIL("") }, RESEND("example.com", "example.org") },
      { "InvalidDomainValidationOptionsException" }, { NULL } },
    { "a mail about a renewal",
      { { EMAIL("") }, ISSUE, { "in_use", "$1" }, { "advance", "13305600" },
        RESEND("example.com", "example.com") }, { "{}" }, { NULL } },

    { "45 days at first", { { "GetAccountConfiguration", "{}" } },
      { "{'ExpiryEvents':{'DaysBeforeExpiry':45}}" }, { NULL } },
    { "other days",
      { { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':10}}" },
        { "GetAccountConfiguration", "{}" } },
      { "'DaysBeforeExpiry':10" }, { NULL } },
    { "the same token changes nothing",
      { { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':10}}" },
        { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':11}}" },
        { "GetAccountConfiguration", "{}" } },
      { "'DaysBeforeExpiry':10" }, { NULL } },
    { "for an hour",
      { { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':10}}" },
        { "advance", "3600" },
        { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':11}}" },
        { "GetAccountConfiguration", "{}" } },
      { "'DaysBeforeExpiry':11" }, { NULL } },
    { "no days at all",
      { { "PutAccountConfiguration",
          "{'IdempotencyToken':'a','ExpiryEvents':{'DaysBeforeExpiry':0}}" } },
      { "ValidationException", "expiryEvents.daysBeforeExpiry" }, { NULL } },
    { "no token", { { "PutAccountConfiguration", "{}" } },
      { "ValidationException", "idempotencyToken", "must not be null" }, { NULL } },
    { "a newer family", { { "ListAcmeEndpoints", "{}" } },
      { "AccessDeniedException: mockaws does not support ListAcmeEndpoints." }, { NULL } },
};
/* clang-format on */

/* 50 tags are allowed, in one call and altogether. */
static void fifty_tags(void **state)
{
    struct teller teller;
    struct buf input = { 0 };
    const char *first;

    (void)state;
    teller_init(&teller);
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"example.com\"}"));
    for (int n = 50; n <= 51; n++) {
        buf_reset(&input);
        for (int i = 0; i < n; i++)
            buf_printf(&input, "%s{\"Key\":\"k%d\"}", i > 0 ? "," : "", i);
        first = arena_printf(&teller.arena, "{\"CertificateArn\":\"%s\",\"Tags\":[%s]}",
                             teller.arns[0], input.data);
        assert_int_equal(ask(&teller, "AddTagsToCertificate", first), n == 50);
    }
    assert_non_null(strstr(teller.answer, "TooManyTagsException"));
    assert_true(ask(&teller, "AddTagsToCertificate",
                    told(&teller, "{'CertificateArn':'$1','Tags':[{'Key':'k1'}]}")));
    assert_false(ask(&teller, "AddTagsToCertificate",
                     told(&teller, "{'CertificateArn':'$1','Tags':[{'Key':'new'}]}")));
    assert_non_null(strstr(teller.answer, "TooManyTagsException"));
    buf_clear(&input);
    teller_clear(&teller);
}

/* The quotas of an account, which are off unless they are set. */
static void quotas_are_kept(void **state)
{
    struct teller teller;

    (void)state;
    teller_init(&teller);
    teller.mock.acm_limits.certificates = 2;
    teller.mock.acm_limits.certificates_a_year = 3;
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"a.example.com\"}"));
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"b.example.com\"}"));
    assert_false(
        ask(&teller, "RequestCertificate", "{\"DomainName\":\"c.example.com\"}"));
    assert_non_null(strstr(teller.answer, "LimitExceededException"));
    teller.mock.acm_limits.certificates = 0;
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"c.example.com\"}"));
    assert_false(
        ask(&teller, "RequestCertificate", "{\"DomainName\":\"d.example.com\"}"));
    assert_string_equal(teller.answer,
                        "LimitExceededException: Error: you have reached your limit of 3 "
                        "certificates in the last year.");
    world_advance(&teller.mock.world, INT64_C(365) * 86400 * 1000);
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"d.example.com\"}"));
    teller_clear(&teller);
}

TEST_ROWS(rows, tell)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(fifty_tags),
        cmocka_unit_test(quotas_are_kept),
    };
    const int failed = run_rows("acm_change");

    return failed + cmocka_run_group_tests_name("acm_change_others", others, NULL, NULL);
}
