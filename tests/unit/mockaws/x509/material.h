/* material: certificates, keys and texts for the tests of x509_import(), good and bad. */
#ifndef TESTS_UNIT_MOCKAWS_X509_MATERIAL_H
#define TESTS_UNIT_MOCKAWS_X509_MATERIAL_H

#include <stdbool.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "base/buf.h"
#include "mockaws/x509/x509.h"
#include "tests/support/test.h"

static const int64_t from = 1772323200; /* 2026-03-01T00:00:00Z */
static const int64_t to = 1789430399;   /* 2026-09-14T23:59:59Z */
static const int64_t now = 1780000000;

static const char *const names[] = { "example.com", "*.example.com" };

static inline void issue(enum acm_key key, struct buf *leaf, struct buf *chain)
{
    const struct x509_order order = {
        .key = key,
        .common_name = "example.com",
        .names = names,
        .n_names = 2,
        .serial = { 0x0a, 0x1b, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff },
        .serial_len = 16,
        .not_before = from,
        .not_after = to,
        .issuer = "Amazon RSA 2048 M02",
    };

    assert_int_equal(x509_issue(&order, leaf, chain, NULL), 0);
}

/* --- keys and certificates that nobody orders --- */

static inline EVP_PKEY *read_key(const struct buf *text)
{
    BIO *bio = BIO_new_mem_buf(text->data, (int)text->len);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);

    assert_non_null(key);
    BIO_free(bio);
    return key;
}

static inline EVP_PKEY *test_key(enum acm_key kind)
{
    struct buf text = { 0 };
    EVP_PKEY *key;

    assert_int_equal(x509_key(kind, NULL, 0, &text, NULL), 0);
    key = read_key(&text);
    buf_clear(&text);
    return key;
}

static inline EVP_PKEY *make_pss_key(void)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
    EVP_PKEY *key = NULL;

    EVP_PKEY_keygen_init(context);
    EVP_PKEY_CTX_set_rsa_keygen_bits(context, 1024);
    EVP_PKEY_generate(context, &key);
    EVP_PKEY_CTX_free(context);
    return key;
}

static inline EVP_PKEY *make_key(const char *what)
{
    EVP_PKEY *key = NULL;

    if (strcmp(what, "rsa 512") == 0)
        key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)512);
    else if (strcmp(what, "rsa 1024") == 0)
        key = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);
    else if (strcmp(what, "rsa-pss") == 0)
        key = make_pss_key();
    else if (strcmp(what, "secp256k1") == 0)
        key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "secp256k1");
    else if (strcmp(what, "ed25519") == 0)
        key = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    else
        key = test_key(ACM_RSA_2048);
    assert_non_null(key);
    return key;
}

/*
 * A certificate that its own key signed, by another's name when issuer is given. NULL
 * members are left out; extensions are written as in an OpenSSL configuration.
 */
struct spec {
    const char *what;
    const char *key; /* as of make_key() */
    const char *issuer;
    const char *organisation;
    const char *common_name;
    const char *alt_names;
    const char *basic;
    const char *key_usage;
    const char *extended_key_usage;
    bool version_1;
    bool sha384;
};

static const struct spec specs[] = {
    { .what = "self",
      .organisation = "Example Org, Inc.",
      .common_name = "example.com",
      .alt_names = "DNS:example.com,DNS:www.example.com",
      .key_usage = "digitalSignature,keyEncipherment",
      .extended_key_usage = "serverAuth,clientAuth,1.3.6.1.4.1.99999.1",
      .sha384 = true },
    { .what = "bare", .common_name = "example.com", .alt_names = "email:a@example.com" },
    { .what = "address",
      .organisation = "Example",
      .alt_names = "IP:192.0.2.1,IP:2001:db8::1" },
    { .what = "no name", .organisation = "Example" },
    { .what = "blank in a name",
      .common_name = "example.com",
      .alt_names = "DNS:exa mple.com" },
    { .what = "no issuer", .alt_names = "DNS:example.com" },
    { .what = "v1", .common_name = "example.com", .version_1 = true },
    { .what = "signs",
      .common_name = "example.com",
      .alt_names = "DNS:example.com",
      .key_usage = "digitalSignature,keyCertSign,cRLSign",
      .extended_key_usage = "anyExtendedKeyUsage" },
    { .what = "rsa 512", .key = "rsa 512", .common_name = "example.com" },
    { .what = "rsa 1024", .key = "rsa 1024", .common_name = "example.com" },
    { .what = "from example.net",
      .issuer = "example.net",
      .common_name = "www.example.com" },
    { .what = "example.net", .common_name = "example.net", .basic = "CA:TRUE" },
    { .what = "no authority", .common_name = "example.net" },
    { .what = "other example.net",
      .key = "rsa 1024",
      .common_name = "example.net",
      .basic = "CA:TRUE" },
};

static inline void add_extension(X509 *x, int nid, const char *value)
{
    X509_EXTENSION *extension;

    if (value == NULL)
        return;
    extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);
    assert_non_null(extension);
    assert_int_equal(X509_add_ext(x, extension, -1), 1);
    X509_EXTENSION_free(extension);
}

static inline void add_part(X509_NAME *name, int nid, const char *value)
{
    const unsigned char *bytes = (const unsigned char *)value;

    if (value == NULL)
        return;
    assert_int_equal(
        X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, bytes, -1, -1, 0), 1);
}

static inline X509 *make_certificate(const struct spec *spec, EVP_PKEY *key)
{
    X509 *x = X509_new();

    assert_non_null(x);
    X509_set_version(x, spec->version_1 ? X509_VERSION_1 : X509_VERSION_3);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(x), 0xabc);
    ASN1_TIME_set(X509_getm_notBefore(x), (time_t)from);
    ASN1_TIME_set(X509_getm_notAfter(x), (time_t)to);
    add_part(X509_get_subject_name(x), NID_organizationName, spec->organisation);
    add_part(X509_get_subject_name(x), NID_commonName, spec->common_name);
    if (spec->issuer == NULL)
        X509_set_issuer_name(x, X509_get_subject_name(x));
    else
        add_part(X509_get_issuer_name(x), NID_commonName, spec->issuer);
    X509_set_pubkey(x, key);
    add_extension(x, NID_subject_alt_name, spec->alt_names);
    add_extension(x, NID_basic_constraints, spec->basic);
    add_extension(x, NID_key_usage, spec->key_usage);
    add_extension(x, NID_ext_key_usage, spec->extended_key_usage);
    assert_true(X509_sign(x, key, spec->sha384 ? EVP_sha384() : EVP_sha256()) > 0);
    return x;
}

static inline void add_bio(struct buf *out, BIO *bio)
{
    char *data = NULL;
    const long len = BIO_get_mem_data(bio, &data);

    buf_add(out, data, (size_t)len);
    BIO_free(bio);
}

static inline void put_spec(const struct spec *spec, struct buf *certificate,
                            struct buf *key)
{
    EVP_PKEY *pkey = make_key(spec->key == NULL ? "" : spec->key);
    X509 *x = make_certificate(spec, pkey);
    BIO *bio = BIO_new(BIO_s_mem());

    PEM_write_bio_X509(bio, x);
    add_bio(certificate, bio);
    bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, pkey, NULL, NULL, 0, NULL, NULL);
    add_bio(key, bio);
    X509_free(x);
    EVP_PKEY_free(pkey);
}

/* --- the texts that rows name --- */

/* Blocks first to last of a PEM text. */
static inline void put_blocks(struct buf *out, const struct buf *pem, int first, int last)
{
    const char *at = pem->data;

    for (int i = 0; at != NULL && i <= last; i++) {
        const char *next = strstr(at + 1, "-----BEGIN");

        if (i >= first)
            buf_add(out, at, next == NULL ? strlen(at) : (size_t)(next - at));
        at = next;
    }
}

static inline void put_der(struct buf *out, const struct buf *pem)
{
    BIO *bio = BIO_new_mem_buf(pem->data, (int)pem->len);
    unsigned char *der = NULL;
    char *label = NULL;
    char *header = NULL;
    long len = 0;

    assert_int_equal(PEM_read_bio(bio, &label, &header, &der, &len), 1);
    buf_add(out, der, (size_t)len);
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_free(der);
    BIO_free(bio);
}

/* The same bytes as base64 in a block, with more behind them or fewer than there were. */
static inline void put_resized(struct buf *out, const struct buf *pem, int by)
{
    struct buf der = { 0 };
    BIO *bio = BIO_new(BIO_s_mem());

    put_der(&der, pem);
    buf_add(&der, "\5\0\5\0", 4);
    PEM_write_bio(bio, PEM_STRING_X509, "", (unsigned char *)der.data,
                  (long)der.len - 4 + by);
    add_bio(out, bio);
    buf_clear(&der);
}

/* RFC 1421 headers, as openssl's tools wrote them of old. */
static inline void put_old_encrypted(struct buf *out)
{
    EVP_PKEY *key = test_key(ACM_RSA_2048);
    BIO *bio = BIO_new(BIO_s_mem());

    PEM_write_bio_PrivateKey_traditional(bio, key, EVP_aes_128_cbc(),
                                         (const unsigned char *)"1234", 4, NULL, NULL);
    add_bio(out, bio);
    EVP_PKEY_free(key);
}

static inline void put_traditional(struct buf *out, enum acm_key kind)
{
    EVP_PKEY *key = test_key(kind);
    BIO *bio = BIO_new(BIO_s_mem());

    PEM_write_bio_PrivateKey_traditional(bio, key, NULL, NULL, 0, NULL, NULL);
    add_bio(out, bio);
    EVP_PKEY_free(key);
}

/* The certificate's modulus with the private numbers of another key. */
static inline void put_mixed_key(struct buf *out)
{
    static const char *const borrowed[] = { "d",
                                            "rsa-factor1",
                                            "rsa-factor2",
                                            "rsa-exponent1",
                                            "rsa-exponent2",
                                            "rsa-coefficient1" };
    EVP_PKEY *mine = test_key(ACM_RSA_2048);
    EVP_PKEY *other = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
    OSSL_PARAM *params = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    EVP_PKEY *mixed = NULL;
    BIO *bio = BIO_new(BIO_s_mem());

    assert_int_equal(EVP_PKEY_todata(mine, EVP_PKEY_KEYPAIR, &params), 1);
    for (size_t i = 0; i < sizeof(borrowed) / sizeof(borrowed[0]); i++) {
        OSSL_PARAM *param = OSSL_PARAM_locate(params, borrowed[i]);
        BIGNUM *number = NULL;

        assert_non_null(param);
        assert_int_equal(EVP_PKEY_get_bn_param(other, borrowed[i], &number), 1);
        assert_int_equal(OSSL_PARAM_set_BN(param, number), 1);
        BN_free(number);
    }
    EVP_PKEY_fromdata_init(context);
    assert_int_equal(EVP_PKEY_fromdata(context, &mixed, EVP_PKEY_KEYPAIR, params), 1);
    PEM_write_bio_PrivateKey(bio, mixed, NULL, NULL, 0, NULL, NULL);
    add_bio(out, bio);
    OSSL_PARAM_free(params);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(mixed);
    EVP_PKEY_free(other);
    EVP_PKEY_free(mine);
}

/* The last byte of the signature is another. */
static inline void put_tampered(struct buf *out, const struct buf *pem)
{
    struct buf der = { 0 };
    BIO *bio = BIO_new(BIO_s_mem());

    put_der(&der, pem);
    der.data[der.len - 1] ^= 1;
    PEM_write_bio(bio, PEM_STRING_X509, "", (unsigned char *)der.data, (long)der.len);
    add_bio(out, bio);
    buf_clear(&der);
}

static inline const struct spec *find_spec(const char *what)
{
    for (size_t i = 0; i < sizeof(specs) / sizeof(specs[0]); i++)
        if (strcmp(specs[i].what, what) == 0)
            return &specs[i];
    return NULL;
}

/* Texts that need nothing else. false: there is none of that name. */
static inline bool put_plain(const char *what, struct buf *out)
{
    if (strcmp(what, "empty") == 0)
        return true;
    if (strcmp(what, "words") == 0)
        buf_puts(out, "file://certificate.pem");
    else if (strcmp(what, "binary") == 0)
        buf_add(out, "\x7f\0\xff-----BEGIN \n\0\r\xfe", 18);
    else if (strcmp(what, "no end") == 0)
        buf_puts(out, "-----BEGIN CERTIFICATE-----\nAAAA\n");
    else if (strcmp(what, "not base64") == 0)
        buf_puts(out, "-----BEGIN CERTIFICATE-----\n!?!?\n-----END CERTIFICATE-----\n");
    else if (strcmp(what, "not der") == 0)
        buf_puts(out, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    else if (strcmp(what, "key not der") == 0)
        buf_puts(out, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    else
        return false;
    return true;
}

static inline bool put_certificate(const char *what, struct buf *out)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    bool found = true;

    issue(ACM_RSA_2048, &leaf, &chain);
    if (strcmp(what, "issued") == 0) {
        buf_add(out, leaf.data, leaf.len);
    } else if (strcmp(what, "bundle") == 0) {
        buf_add(out, leaf.data, leaf.len);
        buf_add(out, chain.data, chain.len);
    } else if (strcmp(what, "der") == 0) {
        put_der(out, &leaf);
    } else if (strcmp(what, "longer") == 0) {
        put_resized(out, &leaf, 2);
    } else if (strcmp(what, "shorter") == 0) {
        put_resized(out, &leaf, -1);
    } else if (strcmp(what, "tampered") == 0) {
        put_tampered(out, &leaf);
    } else if (strcmp(what, "self, tampered") == 0) {
        buf_reset(&leaf);
        put_spec(find_spec("self"), &leaf, &chain);
        put_tampered(out, &leaf);
    } else if (strcmp(what, "nul behind") == 0) {
        buf_add(out, leaf.data, leaf.len);
        buf_putc(out, '\0');
    } else if (strcmp(what, "with its key") == 0) {
        buf_add(out, leaf.data, leaf.len);
        assert_int_equal(x509_key(ACM_RSA_2048, NULL, 0, out, NULL), 0);
    } else if (strcmp(what, "huge") == 0 || strcmp(what, "huge chain") == 0) {
        const size_t size = what[4] == '\0' ? 32769 : 2097153;

        buf_add(out, leaf.data, leaf.len);
        while (out->len < size)
            buf_putc(out, '\n');
    } else if (strcmp(what, "chain") == 0) {
        buf_add(out, chain.data, chain.len);
    } else if (strcmp(what, "intermediate") == 0) {
        put_blocks(out, &chain, 0, 0);
    } else if (strcmp(what, "root") == 0) {
        put_blocks(out, &chain, 1, 1);
    } else if (strcmp(what, "reversed") == 0) {
        put_blocks(out, &chain, 1, 1);
        put_blocks(out, &chain, 0, 0);
    } else if (strcmp(what, "doubled") == 0) {
        put_blocks(out, &chain, 0, 0);
        put_blocks(out, &chain, 0, 1);
    } else {
        found = false;
    }
    buf_clear(&leaf);
    buf_clear(&chain);
    return found;
}

static inline void put_two_keys(struct buf *out)
{
    x509_key(ACM_RSA_2048, NULL, 0, out, NULL);
    x509_key(ACM_RSA_2048, NULL, 0, out, NULL);
}

static inline void put_huge_key(struct buf *out)
{
    x509_key(ACM_RSA_2048, NULL, 0, out, NULL);
    while (out->len < 5121)
        buf_putc(out, '\n');
}

static inline void put_made_key(const char *what, struct buf *out)
{
    EVP_PKEY *key = make_key(what);
    BIO *bio = BIO_new(BIO_s_mem());

    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
    add_bio(out, bio);
    EVP_PKEY_free(key);
}

static inline void put_key(const char *what, struct buf *out)
{
    if (strcmp(what, "key") == 0)
        x509_key(ACM_RSA_2048, NULL, 0, out, NULL);
    else if (strcmp(what, "other rsa") == 0)
        x509_key(ACM_RSA_3072, NULL, 0, out, NULL);
    else if (strcmp(what, "other ec") == 0)
        x509_key(ACM_EC_PRIME256V1, NULL, 0, out, NULL);
    else if (strcmp(what, "encrypted") == 0)
        x509_key(ACM_RSA_2048, "1234", 4, out, NULL);
    else if (strcmp(what, "old encrypted") == 0)
        put_old_encrypted(out);
    else if (strcmp(what, "mixed") == 0)
        put_mixed_key(out);
    else if (strcmp(what, "two keys") == 0)
        put_two_keys(out);
    else if (strcmp(what, "huge key") == 0)
        put_huge_key(out);
    else
        put_made_key(what, out);
}

static inline void put(const char *what, struct buf *out)
{
    const struct spec *spec = find_spec(what);
    struct buf key = { 0 };

    if (spec != NULL)
        put_spec(spec, out, &key);
    else if (!put_plain(what, out) && !put_certificate(what, out))
        put_key(what, out);
    buf_clear(&key);
}

/* A spec brings the key that is called "own". */
static inline void put_pair(const char *certificate, const char *key,
                            struct buf *certificate_out, struct buf *key_out)
{
    const struct spec *spec = find_spec(certificate);

    if (spec != NULL)
        put_spec(spec, certificate_out, key_out);
    else
        put(certificate, certificate_out);
    if (strcmp(key, "own") != 0) {
        buf_reset(key_out);
        put(key, key_out);
    }
}

#endif
