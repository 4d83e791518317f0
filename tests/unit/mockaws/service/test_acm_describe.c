/* test_acm_describe: DescribeCertificate in each state, and what else reads one. */
#include "tests/unit/mockaws/service/acm_story.h"

#define DNS   "RequestCertificate", "{'DomainName':'example.com','ValidationMethod':'DNS'}"
#define EMAIL "RequestCertificate", "{'DomainName':'example.com'}"
#define PRIVATE                                                                          \
    "RequestCertificate",                                                                \
        "{'DomainName':'example.com','CertificateAuthorityArn':'"                        \
        "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234'}"
#define DESCRIBE "DescribeCertificate", "{'CertificateArn':'$1'}"
/* E-mail that is approved is the shortest way to ISSUED. */
#define ISSUED                                                                           \
    { EMAIL }, { "advance", "5" }, { "approve", "$1" },                                  \
    {                                                                                    \
        "advance", "120"                                                                 \
    }

/* clang-format off */
static struct story rows[] = {
    { "just requested: no record yet",
      { { DNS }, { DESCRIBE } },
      { "{'Certificate':{'CertificateArn':'$1','DomainName':'example.com'",
        "'CreatedAt':1772323200.133", "'Status':'PENDING_VALIDATION'", "'InUseBy':[]",
        "'KeyUsages':[]", "'ExtendedKeyUsages':[]", "'RenewalEligibility':'INELIGIBLE'",
        "'Subject':'CN=example.com'", "'Issuer':'Amazon'",
        "'ValidationStatus':'PENDING_VALIDATION','ValidationMethod':'DNS'" },
      { "ResourceRecord", "NotBefore", "NotAfter", "'Serial'", "IssuedAt", "null",
        "RenewalSummary", "FailureReason", "ImportedAt", "UpdateSummary" } },
    { "seconds later: the record",
      { { DNS }, { "advance", "5" }, { DESCRIBE } },
      { "'ResourceRecord':{'Name':'_", ".example.com.','Type':'CNAME','Value':'_",
        ".acm-validations.aws.'}" }, { "NotAfter" } },
    { "records come late when they are to",
      { { "oddity", "2" }, { DNS }, { "advance", "200" }, { DESCRIBE } },
      { "'ValidationMethod':'DNS'" }, { "ResourceRecord" } },
    { "names in another order when they are to be",
      { { "oddity", "8" },
        { "RequestCertificate", "{'DomainName':'example.com','SubjectAlternativeNames':"
          "['a.example.com','b.example.com']}" }, { DESCRIBE } },
      { "'SubjectAlternativeNames':['b.example.com','a.example.com','example.com']" },
      { NULL } },
    { "issued: dates, serial, usages",
      { ISSUED, { DESCRIBE } },
      { "'Status':'ISSUED'", "'Serial':'", "'IssuedAt':17723232", "'NotBefore':",
        "'NotAfter':", "'KeyUsages':[{'Name':'DIGITAL_SIGNATURE'}",
        "{'Name':'TLS_WEB_SERVER_AUTHENTICATION','OID':'1.3.6.1.5.5.7.3.1'}",
        "'ValidationStatus':'SUCCESS'" },
      { "FailureReason", "RenewalSummary", "ImportedAt", "RevokedAt" } },
    { "in use: the renewal can be",
      { ISSUED, { "in_use", "$1" }, { DESCRIBE } },
      { "'InUseBy':['arn:aws:elasticloadbalancing:", "'RenewalEligibility':'ELIGIBLE'" },
      { NULL } },
    { "failed: the reason, no dates",
      { { DNS }, { "force", "$1 FAILED DOMAIN_NOT_ALLOWED" }, { DESCRIBE } },
      { "'Status':'FAILED'", "'FailureReason':'DOMAIN_NOT_ALLOWED'" }, { "NotAfter" } },
    { "timed out: no reason",
      { { DNS }, { "advance", "259300" }, { DESCRIBE } },
      { "'Status':'VALIDATION_TIMED_OUT'", "'ValidationStatus':'FAILED'" },
      { "FailureReason", "NotAfter" } },
    { "imported: no validation, no IssuedAt",
      { { "import", "example.com" }, { DESCRIBE } },
      { "'Type':'IMPORTED'", "'ImportedAt':1772323200.133", "'Status':'ISSUED'",
        "'Issuer':'Amazon'", "'NotAfter':1780099200",
        "'CertificateKeyPairOrigin':'CUSTOMER_PROVIDED'" },
      { "DomainValidationOptions", "IssuedAt", "'Export'" } },
    { "a renewal under way shows its own domains",
      { ISSUED, { "in_use", "$1" }, { "advance", "13305600" }, { DESCRIBE } },
      { "'RenewalSummary':{'RenewalStatus':'PENDING_VALIDATION',"
        "'DomainValidationOptions':[{'DomainName':'example.com'", "'UpdatedAt':" },
      { "RenewalStatusReason", "FailureReason" } },
    { "a move to DNS has a summary",
      { ISSUED, { "UpdateCertificateOptions",
                  "{'CertificateArn':'$1','Options':{'ValidationMethod':'DNS'}}" },
        { DESCRIBE } },
      { "'UpdateSummary':{'Status':'PENDING_DOMAIN_VALIDATION',"
        "'Type':'DOMAIN_VALIDATION_METHOD','DomainValidationMethodUpdateSummary':"
        "{'From':'EMAIL','To':'DNS'},'RequestedAt':", "'ValidationMethod':'EMAIL'}" },
      { NULL } },
    { "a certificate that is nowhere",
      { { "DescribeCertificate", "{'CertificateArn':'arn:aws:acm:us-east-1:123456789012:"
          "certificate/11111111-2222-3333-4444-555555555555'}" } },
      { "ResourceNotFoundException: Could not find certificate arn:aws:acm:us-east-1:"
        "123456789012:certificate/11111111-2222-3333-4444-555555555555." }, { NULL } },
    { "a certificate of another region",
      { { DNS }, { "region", "eu-west-1" }, { DESCRIBE } },
      { "ResourceNotFoundException: Could not find certificate $1." }, { NULL } },
    { "an ARN that is no certificate's",
      { { "DescribeCertificate", "{'CertificateArn':'arn:aws:acm:us-east-1:123456789012:"
          "acme-endpoint/1'}" } },
      { "InvalidArnException" }, { NULL } },
    { "no ARN",
      { { "DescribeCertificate", "{'CertificateArn':'certificate-one-of-mine'}" } },
      { "ValidationException: 1 validation error detected: Value " }, { NULL } },
    { "deleted, it is gone",
      { { DNS }, { "DeleteCertificate", "{'CertificateArn':'$1'}" }, { DESCRIBE } },
      { "ResourceNotFoundException" }, { NULL } },
    { "deleting answers nothing",
      { { DNS }, { "DeleteCertificate", "{'CertificateArn':'$1'}" } }, { "{}" },
      { "Arn" } },
    { "what is in use is not deleted",
      { ISSUED, { "in_use", "$1" }, { "DeleteCertificate", "{'CertificateArn':'$1'}" } },
      { "ResourceInUseException: Certificate $1 in account 123456789012 is in use." },
      { NULL } },
    { "domain validations: the record",
      { { DNS }, { "advance", "5" },
        { "ListCertificateDomainValidations", "{'CertificateArn':'$1'}" } },
      { "{'DomainValidationSummaryList':[{'DomainName':'example.com',"
        "'ActiveValidationConfiguration':{'ValidationMethod':'DNS','ValidationStatus':"
        "'PENDING_VALIDATION','ValidationChallenge':{'DnsValidationChallenge':"
        "{'ResourceRecord':{'Name':'_" }, { "Requested", "NextToken" } },
    { "domain validations: both methods while one is changed",
      { ISSUED, { "UpdateCertificateOptions",
                  "{'CertificateArn':'$1','Options':{'ValidationMethod':'DNS'}}" },
        { "ListCertificateDomainValidations", "{'CertificateArn':'$1'}" } },
      { "'EmailValidationChallenge':{'ValidationEmails':['",
        "'RequestedValidationConfiguration':{'ValidationMethod':'DNS'" }, { NULL } },
    { "domain validations: a page",
      { { "RequestCertificate", "{'DomainName':'example.com','SubjectAlternativeNames':"
          "['a.example.com','b.example.com']}" },
        { "ListCertificateDomainValidations", "{'CertificateArn':'$1','MaxItems':2}" } },
      { "'DomainName':'a.example.com'", "NextToken" }, { "b.example.com" } },
    { "domain validations: the next page",
      { { "RequestCertificate", "{'DomainName':'example.com','SubjectAlternativeNames':"
          "['a.example.com','b.example.com']}" },
        { "ListCertificateDomainValidations", "{'CertificateArn':'$1','MaxItems':2}" },
        { "ListCertificateDomainValidations",
          "{'CertificateArn':'$1','MaxItems':2,'NextToken':'$T'}" } },
      { "[{'DomainName':'b.example.com'" }, { "NextToken", "a.example.com" } },
    { "domain validations: an imported certificate has none",
      { { "import", "example.com" },
        { "ListCertificateDomainValidations", "{'CertificateArn':'$1'}" } },
      { "{'DomainValidationSummaryList':[]}" }, { NULL } },
};
/* clang-format on */

TEST_ROWS(rows, tell)

int main(void)
{
    return run_rows("acm_describe");
}
