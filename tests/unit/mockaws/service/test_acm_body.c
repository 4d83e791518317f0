/* test_acm_body: GetCertificate, ExportCertificate, ImportCertificate: what is handed out
 * is what is described. */
#include "tests/unit/mockaws/service/acm_story.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define GET    "GetCertificate", "{'CertificateArn':'$1'}"
#define EXPORT "ExportCertificate", "{'CertificateArn':'$1','Passphrase':'c2VjcmV0'}"
#define EMAIL  "RequestCertificate", "{'DomainName':'example.com'}"
#define EXPORTABLE                                                                       \
    "RequestCertificate", "{'DomainName':'example.com','Options':{'Export':'ENABLED'}}"
#define ISSUE                                                                            \
    { "advance", "5" }, { "approve", "$1" },                                             \
    {                                                                                    \
        "advance", "120"                                                                 \
    }
#define DESCRIBE "DescribeCertificate", "{'CertificateArn':'$1'}"

/* clang-format off */
static struct story rows[] = {
    { "nothing yet", { { EMAIL }, { GET } }, { "RequestInProgressException" }, { NULL } },
    { "never", { { EMAIL }, { "force", "$1 FAILED OTHER" }, { GET } },
      { "RequestInProgressException" }, { NULL } },
    { "issued", { { EMAIL }, ISSUE, { GET } },
      { "{'Certificate':'-----BEGIN CERTIFICATE-----\\n",
        "'CertificateChain':'-----BEGIN CERTIFICATE-----\\n" }, { "PRIVATE KEY" } },
    { "an import gives back what was given", { { "import", "example.com" }, { GET } },
      { "'Certificate':'-----BEGIN", "'CertificateChain':'-----BEGIN" }, { "PRIVATE" } },
    { "an import again keeps the ARN",
      { { "import", "example.com" }, { "advance", "60" }, { "import", "example.org $1" } },
      { "{'CertificateArn':'$1'}" }, { NULL } },
    { "and is another certificate",
      { { "import", "example.com" }, { "advance", "60" }, { "import", "example.org $1" },
        { DESCRIBE } },
      { "'DomainName':'example.org'", "'SubjectAlternativeNames':['example.org']",
        "'CreatedAt':1772323200.133", "'ImportedAt':1772323260.133",
        "'KeyUsages':[{'Name':'DIGITAL_SIGNATURE'},{'Name':'KEY_ENCIPHERMENT'}]" },
      { "example.com" } },
    { "an import in the place of a request",
      { { EMAIL }, { "import", "example.com $1" } }, { "ValidationException" }, { NULL } },
    { "an import in the place of nothing",
      { { "import", "example.com arn:aws:acm:us-east-1:123456789012:certificate/"
          "11111111-2222-3333-4444-555555555555" } },
      { "ResourceNotFoundException" }, { NULL } },
    { "an import of no certificate",
      { { "ImportCertificate", "{'Certificate':'eHg=','PrivateKey':'eHg='}" } },
      { "ValidationException: The" }, { NULL } },
    { "an import of no base64",
      { { "ImportCertificate", "{'Certificate':'*','PrivateKey':'eHg='}" } },
      { "SerializationException" }, { NULL } },
    { "an import without a key", { { "ImportCertificate", "{'Certificate':'eHg='}" } },
      { "ValidationException", "privateKey", "must not be null" }, { NULL } },
    { "no export without the option", { { EMAIL }, ISSUE, { EXPORT } },
      { "ValidationException: The certificate $1 cannot be exported" }, { NULL } },
    { "no export of an import", { { "import", "example.com" }, { EXPORT } },
      { "ValidationException" }, { NULL } },
    { "no export before the issue", { { EXPORTABLE }, { EXPORT } },
      { "RequestInProgressException" }, { NULL } },
    { "an export", { { EXPORTABLE }, ISSUE, { EXPORT } },
      { "'Certificate':'", "'CertificateChain':'",
        "'PrivateKey':'-----BEGIN ENCRYPTED PRIVATE KEY-----\\n" }, { NULL } },
    { "an export is remembered",
      { { EXPORTABLE }, ISSUE, { EXPORT }, { "ListCertificates", "{}" } },
      { "'Exported':true", "'RenewalEligibility':'ELIGIBLE'" }, { NULL } },
    { "a short passphrase",
      { { "ExportCertificate", "{'CertificateArn':'arn:aws:acm:us-east-1:1:certificate/x',"
          "'Passphrase':'YWJj'}" } },
      { "ValidationException", "Value at", "passphrase" }, { "YWJj" } },
    { "a passphrase with a number sign",
      { { EXPORTABLE }, ISSUE,
        { "ExportCertificate", "{'CertificateArn':'$1','Passphrase':'YWJjI2Q='}" } },
      { "ValidationException: The passphrase" }, { NULL } },
    { "a passphrase beyond ASCII",
      { { EXPORTABLE }, ISSUE,
        { "ExportCertificate", "{'CertificateArn':'$1','Passphrase':'w6TDpMOk'}" } },
      { "ValidationException: The passphrase" }, { NULL } },
};
/* clang-format on */

static const char *member_of(struct teller *teller, const char *name)
{
    json_t *json = json_loads(teller->answer, 0, NULL);
    const char *text = json_string_value(json_object_get(json, name));
    const char *copy;

    assert_non_null(text);
    copy = arena_strdup(&teller->arena, text);
    json_decref(json);
    return copy;
}

static X509 *certificate_in(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *x = PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    assert_non_null(x);
    return x;
}

static int64_t seconds_of(const ASN1_TIME *time)
{
    int days;
    int seconds;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);

    assert_int_equal(ASN1_TIME_diff(&days, &seconds, epoch, time), 1);
    ASN1_TIME_free(epoch);
    return (int64_t)days * 86400 + seconds;
}

static void serial_of(const X509 *x, char out[80])
{
    const ASN1_INTEGER *serial = X509_get0_serialNumber(x);
    const unsigned char *octets = ASN1_STRING_get0_data(serial);

    for (int i = 0; i < ASN1_STRING_length(serial); i++)
        snprintf(out + 3 * i, 4, "%02x:", octets[i]);
    out[strlen(out) - 1] = '\0';
}

/* Names, serial number and dates of the X.509 are those that Describe shows. */
static void the_body_is_what_is_described(void **state)
{
    static const struct step steps[] = {
        { "RequestCertificate", "{'DomainName':'example.com','SubjectAlternativeNames':"
                                "['*.example.com'],'Options':{'Export':'ENABLED'},"
                                "'KeyAlgorithm':'EC_secp384r1'}" },
        ISSUE,
        { EXPORT },
    };
    struct teller teller;
    const struct certificate *certificate;
    const char *leaf;
    const char *key_pem;
    char serial[80];
    EVP_PKEY *key;
    BIO *bio;
    X509 *x;

    (void)state;
    teller_init(&teller);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        tell_step(&teller, &steps[i], false);
    certificate = certificate_of(&teller, teller.arns[0]);
    leaf = member_of(&teller, "Certificate");
    key_pem = member_of(&teller, "PrivateKey");
    x = certificate_in(leaf);
    serial_of(x, serial);
    assert_string_equal(serial, certificate->serial);
    assert_int_equal(seconds_of(X509_get0_notBefore(x)) * 1000,
                     certificate->not_before_ms);
    assert_int_equal(seconds_of(X509_get0_notAfter(x)) * 1000, certificate->not_after_ms);
    assert_int_equal(X509_check_host(x, "a.example.com", 0, 0, NULL), 1);
    assert_int_equal(X509_check_host(x, "example.com", 0, 0, NULL), 1);
    assert_int_equal(X509_check_host(x, "example.org", 0, 0, NULL), 0);
    bio = BIO_new_mem_buf(key_pem, -1);
    key = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)(uintptr_t) "secret");
    assert_non_null(key);
    assert_int_equal(X509_check_private_key(x, key), 1);
    EVP_PKEY_free(key);
    BIO_free(bio);
    X509_free(x);
    assert_true(ask(&teller, "GetCertificate", told(&teller, "{'CertificateArn':'$1'}")));
    assert_string_equal(member_of(&teller, "Certificate"), leaf);
    teller_clear(&teller);
}

/* A renewal that was waiting for a use begins with the export. */
static void an_export_wakes_the_renewal(void **state)
{
    static const struct step steps[] = {
        { EXPORTABLE },
        ISSUE,
        { "advance", "13305600" },
        { DESCRIBE },
    };
    struct teller teller;

    (void)state;
    teller_init(&teller);
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
        tell_step(&teller, &steps[i], false);
    assert_null(strstr(teller.answer, "RenewalSummary"));
    assert_true(ask(&teller, "ExportCertificate",
                    told(&teller, "{'CertificateArn':'$1','Passphrase':'c2VjcmV0'}")));
    world_advance(&teller.mock.world, 1000);
    assert_true(
        ask(&teller, "DescribeCertificate", told(&teller, "{'CertificateArn':'$1'}")));
    assert_non_null(strstr(teller.answer, "RenewalSummary"));
    teller_clear(&teller);
}

TEST_ROWS(rows, tell)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(the_body_is_what_is_described),
        cmocka_unit_test(an_export_wakes_the_renewal),
    };
    const int failed = run_rows("acm_body");

    return failed + cmocka_run_group_tests_name("acm_body_others", others, NULL, NULL);
}
