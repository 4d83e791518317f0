/* test_acm_list: ListCertificates: what it hides, its filters, orders and pages. */
#include "tests/unit/mockaws/service/acm_story.h"

#define ONE(name, more)                                                                  \
    {                                                                                    \
        "RequestCertificate",                                                            \
            "{'DomainName':'" name "','ValidationMethod':'DNS'" more "}"                 \
    }
#define THREE ONE("a.example.com", ""), ONE("b.example.com", ""), ONE("c.example.com", "")
#define LIST(input)                                                                      \
    {                                                                                    \
        "ListCertificates", "{" input "}"                                                \
    }

/* clang-format off */
static struct story rows[] = {
    { "nothing is an empty list", { LIST("") }, { "{'CertificateSummaryList':[]}" },
      { NULL } },
    { "a summary",
      { ONE("a.example.com", ""), LIST("") },
      { "{'CertificateArn':'$1','DomainName':'a.example.com',"
        "'SubjectAlternativeNameSummaries':['a.example.com'],"
        "'HasAdditionalSubjectAlternativeNames':false,'Status':'PENDING_VALIDATION',"
        "'Type':'AMAZON_ISSUED','KeyAlgorithm':'RSA-2048','KeyUsages':[],"
        "'ExtendedKeyUsages':[],'ExportOption':'DISABLED','InUse':false,"
        "'Exported':false,'RenewalEligibility':'INELIGIBLE','CreatedAt':1772323200.133,"
        "'CertificateKeyPairOrigin':'AWS_MANAGED'}" },
      { "NextToken", "NotAfter", "FailureReason", "null" } },
    { "a summary tells of a change",
      { ONE("a.example.com", ""), LIST(""), { "force", "$1 FAILED OTHER" }, LIST("") },
      { "'Status':'FAILED'" }, { "PENDING" } },
    { "a summary tells of use",
      { { "import", "a.example.com" }, LIST(""), { "in_use", "$1" }, LIST("") },
      { "'InUse':true", "'ImportedAt':1772323200.133" }, { "IssuedAt" } },
    { "elliptic curves are hidden",
      { ONE("a.example.com", ",'KeyAlgorithm':'EC_prime256v1'"), LIST("") },
      { "'CertificateSummaryList':[]" }, { NULL } },
    { "until they are asked for",
      { ONE("a.example.com", ",'KeyAlgorithm':'EC_prime256v1'"),
        LIST("'Includes':{'keyTypes':['EC_prime256v1']}") },
      { "'KeyAlgorithm':'EC-prime256v1'" }, { NULL } },
    { "key types that are named are all there are",
      { ONE("a.example.com", ""), LIST("'Includes':{'keyTypes':['EC_secp384r1']}") },
      { "'CertificateSummaryList':[]" }, { NULL } },
    { "by status",
      { THREE, { "force", "$2 FAILED OTHER" },
        LIST("'CertificateStatuses':['FAILED','EXPIRED']") },
      { "b.example.com" }, { "a.example.com", "c.example.com" } },
    { "no status is every status",
      { THREE, { "force", "$2 FAILED OTHER" }, LIST("'CertificateStatuses':[]") },
      { "a.example.com", "b.example.com" }, { NULL } },
    { "by export option",
      { ONE("a.example.com", ",'Options':{'Export':'ENABLED'}"), ONE("b.example.com", ""),
        LIST("'Includes':{'exportOption':'ENABLED'}") },
      { "a.example.com" }, { "b.example.com" } },
    { "by who manages it",
      { ONE("a.example.com", ",'ManagedBy':'CLOUDFRONT'"), ONE("b.example.com", ""),
        LIST("'Includes':{'managedBy':'CLOUDFRONT'}") },
      { "a.example.com" }, { "b.example.com" } },
    { "by usage, of which a pending one has none",
      { { "import", "a.example.com" }, ONE("b.example.com", ""),
        LIST("'Includes':{'keyUsage':['CRL_SIGNING','DIGITAL_SIGNATURE'],"
             "'extendedKeyUsage':['TLS_WEB_SERVER_AUTHENTICATION']}") },
      { "a.example.com" }, { "b.example.com" } },
    { "by a usage that none has",
      { { "import", "a.example.com" },
        LIST("'Includes':{'extendedKeyUsage':['CODE_SIGNING']}") },
      { "'CertificateSummaryList':[]" }, { NULL } },
    { "by origin",
      { { "import", "a.example.com" }, ONE("b.example.com", ""),
        LIST("'CertificateKeyPairOrigins':['CUSTOMER_PROVIDED']") },
      { "a.example.com" }, { "b.example.com" } },
    { "a page and a token",
      { THREE, LIST("'MaxItems':2") },
      { "a.example.com", "b.example.com", "'NextToken':'" }, { "c.example.com" } },
    { "the next page",
      { THREE, LIST("'MaxItems':2"), LIST("'MaxItems':2,'NextToken':'$T'") },
      { "c.example.com" }, { "a.example.com", "b.example.com", "NextToken" } },
    { "a page that is just full has no token",
      { THREE, LIST("'MaxItems':3") }, { "c.example.com" }, { "NextToken" } },
    { "what was deleted between two pages",
      { THREE, LIST("'MaxItems':1"), { "DeleteCertificate", "{'CertificateArn':'$2'}" },
        LIST("'NextToken':'$T'") },
      { "c.example.com" }, { "a.example.com", "b.example.com", "NextToken" } },
    { "another region has another list",
      { THREE, { "region", "eu-west-1" }, LIST("") },
      { "'CertificateSummaryList':[]" }, { NULL } },
    { "the newest first",
      { ONE("a.example.com", ""), { "advance", "1" }, ONE("b.example.com", ""),
        ONE("c.example.com", ""),
        LIST("'SortBy':'CREATED_AT','SortOrder':'DESCENDING','MaxItems':2") },
      { "'c.example.com','SubjectAlt", "'b.example.com','SubjectAlt", "NextToken" },
      { "a.example.com" } },
    { "and the page behind it",
      { ONE("a.example.com", ""), { "advance", "1" }, ONE("b.example.com", ""),
        ONE("c.example.com", ""),
        LIST("'SortBy':'CREATED_AT','SortOrder':'DESCENDING','MaxItems':2"),
        LIST("'SortBy':'CREATED_AT','SortOrder':'DESCENDING','NextToken':'$T'") },
      { "a.example.com" }, { "b.example.com", "c.example.com", "NextToken" } },
    { "the oldest first, a page in the middle",
      { ONE("a.example.com", ""), { "advance", "1" }, ONE("b.example.com", ""),
        ONE("c.example.com", ""),
        LIST("'SortBy':'CREATED_AT','SortOrder':'ASCENDING','MaxItems':1"),
        LIST("'SortBy':'CREATED_AT','SortOrder':'ASCENDING','MaxItems':1,"
             "'NextToken':'$T'") },
      { "b.example.com", "NextToken" }, { "a.example.com", "c.example.com" } },
    { "SortBy alone", { LIST("'SortBy':'CREATED_AT'") }, { "InvalidArgsException" },
      { NULL } },
    { "SortOrder alone", { LIST("'SortOrder':'ASCENDING'") }, { "InvalidArgsException" },
      { NULL } },
    { "a token that is none", { LIST("'NextToken':'1'") }, { "ValidationException" },
      { NULL } },
    { "a token of another question",
      { THREE, LIST("'MaxItems':1"),
        LIST("'NextToken':'$T','CertificateStatuses':['ISSUED']") },
      { "ValidationException" }, { NULL } },
    { "a token of another region",
      { THREE, LIST("'MaxItems':1"), { "region", "eu-west-1" }, LIST("'NextToken':'$T'") },
      { "ValidationException" }, { NULL } },
    { "a token of another operation",
      { THREE, LIST("'MaxItems':1"), { "SearchCertificates", "{'NextToken':'$T'}" } },
      { "ValidationException" }, { NULL } },
    { "an altered token",
      { THREE, LIST("'MaxItems':1"), LIST("'NextToken':'1$T'") },
      { "ValidationException" }, { NULL } },
    { "an empty page with a token",
      { { "oddity", "32" }, ONE("a.example.com", ""), LIST("") },
      { "'CertificateSummaryList':[],'NextToken':'" }, { NULL } },
    { "and what it left out",
      { { "oddity", "32" }, ONE("a.example.com", ""), LIST(""), LIST("'NextToken':'$T'") },
      { "a.example.com" }, { "NextToken" } },
    { "no empty page when there is nothing at all",
      { { "oddity", "32" }, LIST("") }, { "{'CertificateSummaryList':[]}" }, { NULL } },
    { "the list lags behind",
      { { "oddity", "1" }, ONE("a.example.com", ""), { "advance", "29" }, LIST("") },
      { "'CertificateSummaryList':[]" }, { NULL } },
    { "for half a minute",
      { { "oddity", "1" }, ONE("a.example.com", ""), { "advance", "30" }, LIST("") },
      { "a.example.com" }, { NULL } },
    { "too large a page", { LIST("'MaxItems':1001") },
      { "ValidationException", "less than or equal to 1000" }, { NULL } },
};
/* clang-format on */

/* Every certificate comes once, whatever the size of the page; many share a time. */
static void pages_are_complete(void **state)
{
    static const char *const orders[] = {
        "", ",'SortBy':'CREATED_AT','SortOrder':'ASCENDING'",
        ",'SortBy':'CREATED_AT','SortOrder':'DESCENDING'"
    };
    struct teller teller;

    (void)state;
    teller_init(&teller);
    for (int i = 0; i < 23; i++) {
        if (i % 5 == 0)
            world_advance(&teller.mock.world, 1000);
        assert_true(
            ask(&teller, "RequestCertificate",
                arena_printf(&teller.arena, "{\"DomainName\":\"n%d.example.com\"}", i)));
    }
    for (size_t order = 0; order < 3; order++)
        for (int size = 1; size < 25; size++) {
            char seen[23] = { 0 };
            size_t n = 0;

            teller.token = NULL;
            do {
                const char *at;

                assert_true(ask(
                    &teller, "ListCertificates",
                    told(&teller,
                         arena_printf(&teller.arena, "{'MaxItems':%d%s%s}", size,
                                      orders[order],
                                      teller.token != NULL ? ",'NextToken':'$T'" : ""))));
                if (strstr(teller.answer, "NextToken") == NULL)
                    teller.token = NULL;
                at = teller.answer;
                while ((at = strstr(at, "\"DomainName\":\"n")) != NULL) {
                    const int number = atoi(at += 15);

                    assert_in_range(number, 0, 22);
                    assert_int_equal(seen[number]++, 0);
                    n++;
                }
            } while (teller.token != NULL);
            assert_int_equal(n, 23);
        }
    teller_clear(&teller);
}

/* HasAdditionalSubjectAlternativeNames: the list shows a hundred names. */
static void names_beyond_a_hundred(void **state)
{
    struct teller teller;
    struct certificate *certificate;

    (void)state;
    teller_init(&teller);
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"example.com\"}"));
    certificate = certificate_of(&teller, teller.arns[0]);
    for (int i = 1; i < 101; i++)
        texts_add(&certificate->names, &certificate->n_names,
                  arena_printf(&teller.arena, "n%d.example.com", i));
    certificate_touch(certificate);
    assert_true(ask(&teller, "ListCertificates", "{}"));
    assert_non_null(strstr(teller.answer, "n99.example.com"));
    assert_null(strstr(teller.answer, "n100.example.com"));
    assert_non_null(
        strstr(teller.answer, "\"HasAdditionalSubjectAlternativeNames\":true"));
    teller_clear(&teller);
}

/* ACME's certificates come only when their origin is asked for: facts 1.5. */
static void acme_is_hidden(void **state)
{
    struct teller teller;
    struct certificate *certificate;

    (void)state;
    teller_init(&teller);
    assert_true(ask(&teller, "RequestCertificate", "{\"DomainName\":\"example.com\"}"));
    certificate = certificate_of(&teller, teller.arns[0]);
    certificate->origin = ACM_ORIGIN_ACME;
    certificate_touch(certificate);
    assert_true(ask(&teller, "ListCertificates", "{}"));
    assert_null(strstr(teller.answer, "example.com"));
    assert_true(
        ask(&teller, "ListCertificates", "{\"CertificateKeyPairOrigins\":[\"ACME\"]}"));
    assert_non_null(strstr(teller.answer, "example.com"));
    assert_true(ask(&teller, "SearchCertificates", "{}"));
    assert_null(strstr(teller.answer, "example.com"));
    assert_true(ask(&teller, "SearchCertificates",
                    "{\"FilterStatement\":{\"Filter\":{\"AcmCertificateMetadataFilter\":"
                    "{\"CertificateKeyPairOrigin\":\"ACME\"}}}}"));
    assert_non_null(strstr(teller.answer, "example.com"));
    teller_clear(&teller);
}

TEST_ROWS(rows, tell)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(pages_are_complete),
        cmocka_unit_test(names_beyond_a_hundred),
        cmocka_unit_test(acme_is_hidden),
    };
    const int failed = run_rows("acm_list");

    return failed + cmocka_run_group_tests_name("acm_list_pages", others, NULL, NULL);
}
