/* test_acm_request: RequestCertificate, by its answers and by what is then described. */
#include "tests/unit/mockaws/service/acm_story.h"

#define REQUEST(members) "RequestCertificate", "{'DomainName':'example.com'" members "}"
#define DESCRIBE(n)      "DescribeCertificate", "{'CertificateArn':'$" #n "'}"
#define CA               "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234"
#define SANS             "'SubjectAlternativeNames':"

/* clang-format off */
static struct story rows[] = {
    { "the first name is among the names",
      { { REQUEST(",'ValidationMethod':'DNS'," SANS "['*.example.com']") },
        { DESCRIBE(1) } },
      { "'SubjectAlternativeNames':['example.com','*.example.com']",
        "'DomainName':'*.example.com','ValidationDomain':'*.example.com'" }, { NULL } },
    { "names are folded without case",
      { { REQUEST("," SANS "['EXAMPLE.com','www.example.com','WWW.example.com']") },
        { DESCRIBE(1) } },
      { "'SubjectAlternativeNames':['example.com','www.example.com']" }, { NULL } },
    { "e-mail is meant when no method is given",
      { { REQUEST("") }, { DESCRIBE(1) } },
      { "'ValidationMethod':'EMAIL'" }, { NULL } },
    { "the defaults of the options",
      { { REQUEST("") }, { DESCRIBE(1) } },
      { "'Options':{'CertificateTransparencyLoggingPreference':'ENABLED',"
        "'Export':'DISABLED'}", "'KeyAlgorithm':'RSA-2048'" }, { NULL } },
    { "options are kept",
      { { REQUEST(",'Options':{'CertificateTransparencyLoggingPreference':'DISABLED',"
                  "'Export':'ENABLED'},'KeyAlgorithm':'EC_secp384r1'") },
        { DESCRIBE(1) } },
      { "'Options':{'CertificateTransparencyLoggingPreference':'DISABLED',"
        "'Export':'ENABLED'}", "'KeyAlgorithm':'EC-secp384r1'" }, { NULL } },
    { "the same token and request give the same certificate",
      { { REQUEST(",'IdempotencyToken':'a1'") }, { "advance", "3599" },
        { REQUEST(",'IdempotencyToken':'a1'") } },
      { "'CertificateArn':'$1'" }, { NULL } },
    { "a token lasts an hour",
      { { REQUEST(",'IdempotencyToken':'a1'") }, { "advance", "3600" },
        { REQUEST(",'IdempotencyToken':'a1'") } },
      { "CertificateArn" }, { "$1" } },
    { "another request is another certificate in spite of the token",
      { { REQUEST(",'IdempotencyToken':'a1'") },
        { REQUEST(",'IdempotencyToken':'a1','ValidationMethod':'DNS'") } },
      { "CertificateArn" }, { "$1" } },
    { "a token whose certificate was deleted gives a new one",
      { { REQUEST(",'IdempotencyToken':'a1'") },
        { "DeleteCertificate", "{'CertificateArn':'$1'}" },
        { REQUEST(",'IdempotencyToken':'a1'") } },
      { "CertificateArn" }, { "$1" } },
    { "a first name of 64 octets",
      { { "RequestCertificate", "{'DomainName':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          "aaaaaaaaaaa.example.com'}" } },
      { "CertificateArn" }, { NULL } },
    { "a first name of 65 octets",
      { { "RequestCertificate", "{'DomainName':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
          "aaaaaaaaaaaa.example.com'}" } },
      { "InvalidParameterException: The first domain name" }, { NULL } },
    { "ten names are allowed",
      { { REQUEST("," SANS "['b.example.com','c.example.com','d.example.com',"
          "'e.example.com','f.example.com','g.example.com','h.example.com',"
          "'i.example.com','j.example.com']") } },
      { "CertificateArn" }, { NULL } },
    { "eleven names are not",
      { { REQUEST("," SANS "['b.example.com','c.example.com','d.example.com',"
          "'e.example.com','f.example.com','g.example.com','h.example.com',"
          "'i.example.com','j.example.com','k.example.com']") } },
      { "LimitExceededException: Certificate has too many domains." }, { NULL } },
    { "the limit of names can be another",
      { { "names", "2" }, { REQUEST("," SANS "['b.example.com','c.example.com']") } },
      { "LimitExceededException" }, { NULL } },
    { "a key that can be imported only",
      { { REQUEST(",'KeyAlgorithm':'RSA_3072'") } },
      { "InvalidParameterException: The key algorithm RSA_3072" }, { NULL } },
    { "HTTP without CloudFront",
      { { REQUEST(",'ValidationMethod':'HTTP'") } },
      { "InvalidParameterException: HTTP validation" }, { NULL } },
    { "HTTP for a wildcard",
      { { REQUEST(",'ValidationMethod':'HTTP','ManagedBy':'CLOUDFRONT'," SANS
                  "['*.example.com']") } },
      { "InvalidParameterException: Wildcard names" }, { NULL } },
    { "HTTP for CloudFront",
      { { REQUEST(",'ValidationMethod':'HTTP','ManagedBy':'CLOUDFRONT'") },
        { "advance", "5" }, { DESCRIBE(1) } },
      { "'ManagedBy':'CLOUDFRONT'", "'HttpRedirect':{'RedirectFrom':'http://example.com/" },
      { "ResourceRecord" } },
    { "mail goes to a superdomain",
      { { "RequestCertificate", "{'DomainName':'a.b.example.com',"
          "'DomainValidationOptions':[{'DomainName':'A.b.example.com',"
          "'ValidationDomain':'example.com'}]}" }, { "advance", "5" }, { DESCRIBE(1) } },
      { "'ValidationDomain':'example.com'", "admin@example.com" }, { NULL } },
    { "mail goes to no other domain",
      { { REQUEST(",'DomainValidationOptions':[{'DomainName':'example.com',"
                  "'ValidationDomain':'ample.com'}]") } },
      { "InvalidDomainValidationOptionsException" }, { NULL } },
    { "mail about a name that was not asked for",
      { { REQUEST(",'DomainValidationOptions':[{'DomainName':'www.example.com',"
                  "'ValidationDomain':'example.com'}]") } },
      { "InvalidDomainValidationOptionsException: www.example.com is not among" },
      { NULL } },
    { "mail about one name twice",
      { { REQUEST(",'DomainValidationOptions':[{'DomainName':'example.com',"
                  "'ValidationDomain':'example.com'},{'DomainName':'example.com',"
                  "'ValidationDomain':'example.com'}]") } },
      { "InvalidDomainValidationOptionsException: example.com has more" }, { NULL } },
    { "a private certificate has no domains to validate",
      { { REQUEST(",'CertificateAuthorityArn':'" CA "'") }, { DESCRIBE(1) } },
      { "'Type':'PRIVATE'", "'CertificateAuthorityArn':'" CA "'",
        "'Status':'PENDING_VALIDATION'" }, { "DomainValidationOptions", "'Export'" } },
    { "a private certificate is issued by itself",
      { { REQUEST(",'CertificateAuthorityArn':'" CA "'") }, { "advance", "30" },
        { DESCRIBE(1) } },
      { "'Status':'ISSUED'" }, { NULL } },
    { "tags are kept, without a value too",
      { { REQUEST(",'Tags':[{'Key':'Name','Value':''},{'Key':'Größe'}]") },
        { "ListTagsForCertificate", "{'CertificateArn':'$1'}" } },
      { "{'Tags':[{'Key':'Name','Value':''},{'Key':'Größe'}]}" }, { NULL } },
    { "a tag of AWS's own",
      { { REQUEST(",'Tags':[{'Key':'AWS:x','Value':'y'}]") } },
      { "InvalidTagException: The tag key AWS:x is reserved" }, { NULL } },
    { "a tag given twice",
      { { REQUEST(",'Tags':[{'Key':'a'},{'Key':'a'}]") } },
      { "InvalidTagException: The tag key a is given more than once" }, { NULL } },
    { "an ARN that is no authority's",
      { { REQUEST(",'CertificateAuthorityArn':'arn:aws:acm:us-east-1:123456789012:x/1'") } },
      { "ValidationException", "certificateAuthorityArn" }, { NULL } },
    { "nothing is made when something is wrong",
      { { "?RequestCertificate", "{'DomainName':'example.com','KeyAlgorithm':'RSA_1024'}" },
        { "ListCertificates", "{}" } },
      { "'CertificateSummaryList':[]" }, { NULL } },
};
/* clang-format on */

TEST_ROWS(rows, tell)

int main(void)
{
    return run_rows("acm_request");
}
