/* test_acm_search: SearchCertificates: its filters, orders and pages. */
#include "tests/unit/mockaws/service/acm_story.h"

/*
 * Three certificates: a.example.com pending by DNS, RSA; b.example.org failed, by mail,
 * exportable, an elliptic curve; c.example.net imported and in use.
 */
#define THREE                                                                            \
    { "RequestCertificate", "{'DomainName':'a.example.com','ValidationMethod':'DNS'}" }, \
        { "advance", "10" },                                                             \
        { "RequestCertificate",                                                          \
          "{'DomainName':'b.example.org','KeyAlgorithm':"                                \
          "'EC_prime256v1','Options':{'Export':'ENABLED'},'ManagedBy':'CLOUDFRONT',"     \
          "'SubjectAlternativeNames':['*.b.example.org']}" },                            \
        { "force", "$2 FAILED OTHER" }, { "advance", "10" },                             \
        { "import", "c.example.net" },                                                   \
    {                                                                                    \
        "in_use", "$3"                                                                   \
    }
#define SEARCH(input)                                                                    \
    {                                                                                    \
        "SearchCertificates", "{" input "}"                                              \
    }
#define FILTER(input)   SEARCH("'FilterStatement':" input)
#define METADATA(input) "{'Filter':{'AcmCertificateMetadataFilter':{" input "}}}"
#define X509(input)     "{'Filter':{'X509AttributeFilter':{" input "}}}"
#define CN(how, value)                                                                   \
    X509("'Subject':{'CommonName':{'Value':'" value "','ComparisonOperator':'" how "'}"  \
         "}")
#define SAN(how, value)                                                                  \
    X509("'SubjectAlternativeName':{'DnsName':{'Value':'" value                          \
         "','ComparisonOperator':'" how "'}}")
#define A "a.example.com"
#define B "b.example.org"
#define C "c.example.net"

/* clang-format off */
static struct story rows[] = {
    { "everything, elliptic curves too", { THREE, SEARCH("") }, { A, B, C }, { "null" } },
    { "one result",
      { THREE, FILTER("{'Filter':{'CertificateArn':'$2'}}") },
      { "{'Results':[{'CertificateArn':'$2','X509Attributes':{'Issuer':{'Organization':"
        "'Amazon'},'Subject':{'CommonName':'b.example.org'},'SubjectAlternativeNames':"
        "[{'DnsName':'b.example.org'},{'DnsName':'*.b.example.org'}],"
        "'ExtendedKeyUsages':[],'KeyAlgorithm':'EC_prime256v1','KeyUsages':[]},"
        "'CertificateMetadata':{'AcmCertificateMetadata':{'CreatedAt':1772323210.133,"
        "'Exported':false,'InUse':false,'RenewalEligibility':'INELIGIBLE','Status':"
        "'FAILED','Type':'AMAZON_ISSUED','ExportOption':'ENABLED','ManagedBy':"
        "'CLOUDFRONT','ValidationMethod':'EMAIL','CertificateKeyPairOrigin':"
        "'AWS_MANAGED'}}}]}" }, { NULL } },
    { "status", { THREE, FILTER(METADATA("'Status':'FAILED'")) }, { B }, { A, C } },
    { "type", { THREE, FILTER(METADATA("'Type':'IMPORTED'")) }, { C }, { A, B } },
    { "in use", { THREE, FILTER(METADATA("'InUse':true")) }, { C }, { A, B } },
    { "not in use", { THREE, FILTER(METADATA("'InUse':false")) }, { A, B }, { C } },
    { "exported", { THREE, FILTER(METADATA("'Exported':true")) }, { "[]" }, { A, B, C } },
    { "export option", { THREE, FILTER(METADATA("'ExportOption':'ENABLED'")) }, { B },
      { A, C } },
    { "who manages it", { THREE, FILTER(METADATA("'ManagedBy':'CLOUDFRONT'")) }, { B },
      { A, C } },
    { "method", { THREE, FILTER(METADATA("'ValidationMethod':'DNS'")) }, { A }, { B, C } },
    { "origin",
      { THREE, FILTER(METADATA("'CertificateKeyPairOrigin':'CUSTOMER_PROVIDED'")) },
      { C }, { A, B } },
    { "renewal", { THREE, FILTER(METADATA("'RenewalStatus':'SUCCESS'")) }, { "[]" },
      { A, B, C } },
    { "an endpoint of ACME's", { THREE, FILTER(METADATA("'AcmeAccountId':'x'")) },
      { "[]" }, { A, B, C } },
    { "a common name", { THREE, FILTER(CN("EQUALS", "A.example.com")) }, { A }, { B, C } },
    { "a common name is whole", { THREE, FILTER(CN("EQUALS", "example.com")) }, { "[]" },
      { A, B, C } },
    { "a part of one", { THREE, FILTER(CN("CONTAINS", "EXAMPLE.n")) }, { C }, { A, B } },
    { "a further name", { THREE, FILTER(SAN("EQUALS", "*.b.example.org")) }, { B },
      { A, C } },
    { "a part of a further name", { THREE, FILTER(SAN("CONTAINS", "*.")) }, { B },
      { A, C } },
    { "a key", { THREE, FILTER(X509("'KeyAlgorithm':'RSA_2048'")) }, { A, C }, { B } },
    { "a key usage", { THREE, FILTER(X509("'KeyUsage':'DIGITAL_SIGNATURE'")) }, { C },
      { A, B } },
    { "an extended key usage",
      { THREE, FILTER(X509("'ExtendedKeyUsage':'TLS_WEB_SERVER_AUTHENTICATION'")) },
      { C }, { A, B } },
    { "a serial number",
      { THREE, FILTER(X509("'SerialNumber':'01:02:03:04:00:00:00:00:00:00:00:00:00:00:00"
                           ":00'")) }, { C }, { A, B } },
    { "a time, both ends within",
      { THREE, FILTER(X509("'NotAfter':{'Start':1780099200,'End':1780099200.0}")) },
      { C }, { A, B } },
    { "a time, too late",
      { THREE, FILTER(X509("'NotAfter':{'Start':1780099200.001}")) }, { "[]" },
      { A, B, C } },
    { "a time, too early",
      { THREE, FILTER(X509("'NotBefore':{'End':1772236799}")) }, { "[]" }, { A, B, C } },
    { "a time without ends needs one to be there",
      { THREE, FILTER(X509("'NotBefore':{}")) }, { C }, { A, B } },
    { "a time out of all bounds",
      { THREE, FILTER(X509("'NotBefore':{'Start':-1e300,'End':1e300}")) }, { C },
      { A, B } },
    { "not", { THREE, FILTER("{'Not':" METADATA("'Type':'IMPORTED'") "}") }, { A, B },
      { C } },
    { "and",
      { THREE, FILTER("{'And':[" METADATA("'InUse':false") ","
                      METADATA("'Status':'FAILED'") "]}") }, { B }, { A, C } },
    { "or",
      { THREE, FILTER("{'Or':[" METADATA("'InUse':true") ","
                      METADATA("'Status':'FAILED'") "]}") }, { B, C }, { A } },
    { "one within the other",
      { THREE, FILTER("{'And':[{'Or':[" CN("CONTAINS", "a.") "," CN("CONTAINS", "b.") "]},"
                      "{'Not':{'And':[" METADATA("'Status':'FAILED'") ","
                      X509("'KeyAlgorithm':'EC_prime256v1'") "]}}]}") }, { A }, { B, C } },
    { "no statement in a list", { FILTER("{'And':[]}") },
      { "ValidationException", "filterStatement.and", "greater than or equal to 1" },
      { NULL } },
    { "sixteen statements in a list",
      { FILTER("{'Or':[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]}") },
      { "ValidationException", "less than or equal to 15" }, { NULL } },
    { "two kinds of statement at once",
      { FILTER("{'Not':" METADATA("'InUse':true") ",'Or':[" METADATA("'InUse':true")
               "]}") },
      { "ValidationException", "exactly one member" }, { NULL } },
    { "no kind of statement", { FILTER("{}") },
      { "ValidationException", "exactly one member" }, { NULL } },
    { "two tests in a filter", { FILTER(METADATA("'InUse':true,'Status':'FAILED'")) },
      { "ValidationException", "exactly one member" }, { NULL } },
    { "a comparison without an operator",
      { FILTER(X509("'Subject':{'CommonName':{'Value':'x'}}")) },
      { "ValidationException", "comparisonOperator", "must not be null" }, { NULL } },
    { "an empty value", { FILTER(CN("EQUALS", "")) },
      { "ValidationException", "greater than or equal to 1" }, { NULL } },
    { "a serial number in capitals", { FILTER(X509("'SerialNumber':'0A:0B'")) },
      { "ValidationException", "regular expression" }, { NULL } },
    { "too large a page", { SEARCH("'MaxResults':501") },
      { "ValidationException", "less than or equal to 500" }, { NULL } },
    { "a page", { THREE, SEARCH("'MaxResults':2") }, { A, B, "NextToken" }, { C } },
    { "the next page",
      { THREE, SEARCH("'MaxResults':2"), SEARCH("'NextToken':'$T'") }, { C },
      { A, B, "NextToken" } },
    { "a sorted page",
      { THREE, SEARCH("'SortBy':'COMMON_NAME','SortOrder':'DESCENDING','MaxResults':1") },
      { C, "NextToken" }, { A, B } },
    { "the sorted page behind it",
      { THREE, SEARCH("'SortBy':'COMMON_NAME','SortOrder':'DESCENDING','MaxResults':1"),
        SEARCH("'SortBy':'COMMON_NAME','SortOrder':'DESCENDING','NextToken':'$T'") },
      { B, A }, { C, "NextToken" } },
    { "a sorted page whose first was deleted",
      { THREE, SEARCH("'SortBy':'COMMON_NAME','SortOrder':'ASCENDING','MaxResults':1"),
        { "DeleteCertificate", "{'CertificateArn':'$2'}" },
        SEARCH("'SortBy':'COMMON_NAME','SortOrder':'ASCENDING','NextToken':'$T'") },
      { C }, { A, B } },
    { "a token of another order",
      { THREE, SEARCH("'SortBy':'STATUS','MaxResults':1"),
        SEARCH("'SortBy':'TYPE','NextToken':'$T'") },
      { "ValidationException" }, { NULL } },
};

/* The three certificates by a sort key, ascending. */
static struct order {
    const char *name; /* the word of SortBy */
    const char *order;
} orders[] = {
    { "CREATED_AT", "abc" },     { "NOT_AFTER", "abc" },  { "STATUS", "bca" },
    { "RENEWAL_STATUS", "abc" }, { "EXPORTED", "abc" },   { "IN_USE", "abc" },
    { "NOT_BEFORE", "abc" },     { "KEY_ALGORITHM", "bac" }, { "TYPE", "abc" },
    { "COMMON_NAME", "abc" },    { "REVOKED_AT", "abc" }, { "RENEWAL_ELIGIBILITY", "abc" },
    { "ISSUED_AT", "abc" },      { "MANAGED_BY", "acb" }, { "EXPORT_OPTION", "cab" },
    { "VALIDATION_METHOD", "cab" }, { "IMPORTED_AT", "abc" },
};
/* clang-format on */

static void order_of(const char *answer, char out[4])
{
    size_t n = 0;

    while (n < 3 && (answer = strstr(answer, "\"CommonName\":\"")) != NULL) {
        answer += strlen("\"CommonName\":\"");
        out[n++] = *answer;
    }
    out[n] = '\0';
}

static void sorts(void **state)
{
    static const struct step three[] = { THREE };
    const struct order *row = *state;
    struct teller teller;
    char found[4];

    teller_init(&teller);
    for (size_t i = 0; i < sizeof(three) / sizeof(three[0]); i++)
        tell_step(&teller, &three[i], false);
    assert_true(ask(&teller, "SearchCertificates",
                    arena_printf(&teller.arena, "{\"SortBy\":\"%s\"}", row->name)));
    order_of(teller.answer, found);
    assert_string_equal(found, row->order);
    assert_true(
        ask(&teller, "SearchCertificates",
            arena_printf(&teller.arena,
                         "{\"SortBy\":\"%s\",\"SortOrder\":\"DESCENDING\"}", row->name)));
    order_of(teller.answer, found);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(found[i], row->order[2 - i]);
    teller_clear(&teller);
}

TEST_ROWS(rows, tell)

static int run_orders(void)
{
    struct CMUnitTest tests[sizeof(orders) / sizeof(orders[0])];
    const size_t n = sizeof(orders) / sizeof(orders[0]);

    for (size_t i = 0; i < n; i++)
        tests[i] = (struct CMUnitTest){ orders[i].name, sorts, NULL, NULL, &orders[i] };
    return _cmocka_run_group_tests("acm_search_orders", tests, n, NULL, NULL);
}

int main(void)
{
    const int failed = run_rows("acm_search");

    return failed + run_orders();
}
