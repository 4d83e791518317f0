/* issue: certificates of the throw-away authority, the same bytes for the same order. */
#include "mockaws/x509/x509.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/buf.h"
#include "base/err.h"
#include "mockaws/x509/key.h"

/* The authorities are valid at any virtual time that a scenario can sensibly have. */
static const int64_t ca_not_before = 1420070400; /* 2015-01-01T00:00:00Z */
static const int64_t ca_not_after = 4102444799;  /* 2099-12-31T23:59:59Z */

enum { CA_SERIAL_LEN = 16 };

struct extension {
    int nid;
    const char *value; /* as in an OpenSSL configuration */
};

static const struct extension root_extensions[] = {
    { NID_basic_constraints, "critical,CA:TRUE" },
    { NID_key_usage, "critical,digitalSignature,cRLSign,keyCertSign" },
    { NID_subject_key_identifier, "hash" },
    { NID_undef, NULL },
};

static const struct extension intermediate_extensions[] = {
    { NID_basic_constraints, "critical,CA:TRUE,pathlen:0" },
    { NID_key_usage, "critical,digitalSignature,cRLSign,keyCertSign" },
    { NID_subject_key_identifier, "hash" },
    { NID_authority_key_identifier, "keyid:always" },
    { NID_undef, NULL },
};

/* No clientAuth: Amazon's public certificates have it no longer since 2025-06-11. */
static const struct extension rsa_extensions[] = {
    { NID_authority_key_identifier, "keyid:always" },
    { NID_subject_key_identifier, "hash" },
    { NID_key_usage, "critical,digitalSignature,keyEncipherment" },
    { NID_ext_key_usage, "serverAuth" },
    { NID_basic_constraints, "critical,CA:FALSE" },
    { NID_undef, NULL },
};

static const struct extension ec_extensions[] = {
    { NID_authority_key_identifier, "keyid:always" },
    { NID_subject_key_identifier, "hash" },
    { NID_key_usage, "critical,digitalSignature" },
    { NID_ext_key_usage, "serverAuth" },
    { NID_basic_constraints, "critical,CA:FALSE" },
    { NID_undef, NULL },
};

/* One certificate with its key. */
struct pair {
    X509 *certificate;
    EVP_PKEY *key;
};

static void pair_clear(struct pair *pair)
{
    X509_free(pair->certificate);
    EVP_PKEY_free(pair->key);
}

static bool add_name(X509_NAME *name, int nid, const char *value)
{
    return X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8,
                                      (const unsigned char *)value, -1, -1, 0) == 1;
}

static bool set_serial(X509 *x, const unsigned char *serial, size_t len)
{
    BIGNUM *number = BN_bin2bn(serial, (int)len, NULL);
    const bool ok = number != NULL && !BN_is_zero(number) &&
                    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x)) != NULL;

    BN_free(number);
    return ok;
}

static bool set_dates(X509 *x, int64_t not_before, int64_t not_after)
{
    return ASN1_TIME_set(X509_getm_notBefore(x), (time_t)not_before) != NULL &&
           ASN1_TIME_set(X509_getm_notAfter(x), (time_t)not_after) != NULL;
}

static bool add_extensions(X509 *x, X509 *issuer, const struct extension *extensions)
{
    X509V3_CTX context;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, x, NULL, NULL, 0);
    for (; extensions->value != NULL; extensions++) {
        X509_EXTENSION *extension =
            X509V3_EXT_conf_nid(NULL, &context, extensions->nid, extensions->value);
        const bool ok = extension != NULL && X509_add_ext(x, extension, -1) == 1;

        X509_EXTENSION_free(extension);
        if (!ok)
            return false;
    }
    return true;
}

static GENERAL_NAME *dns_name(const char *text)
{
    GENERAL_NAME *name = GENERAL_NAME_new();
    ASN1_IA5STRING *string = ASN1_IA5STRING_new();

    if (name == NULL || string == NULL ||
        ASN1_STRING_set(string, text, (int)strlen(text)) != 1) {
        GENERAL_NAME_free(name);
        ASN1_IA5STRING_free(string);
        return NULL;
    }
    GENERAL_NAME_set0_value(name, GEN_DNS, string);
    return name;
}

/* Critical when the subject is empty: RFC 5280, 4.2.1.6. */
static bool add_dns_names(X509 *x, const struct x509_order *order)
{
    GENERAL_NAMES *names = sk_GENERAL_NAME_new_null();
    bool ok = names != NULL;

    for (size_t i = 0; ok && i < order->n_names; i++) {
        GENERAL_NAME *name = dns_name(order->names[i]);

        ok = name != NULL && sk_GENERAL_NAME_push(names, name) > 0;
        if (!ok)
            GENERAL_NAME_free(name);
    }
    ok = ok && X509_add1_ext_i2d(x, NID_subject_alt_name, names,
                                 order->common_name == NULL, 0) == 1;
    GENERAL_NAMES_free(names);
    return ok;
}

/* A CA's serial comes from its name: another name, another certificate. */
static bool set_ca_serial(X509 *x, const char *name)
{
    unsigned char digest[EVP_MAX_MD_SIZE];

    if (EVP_Digest(name, strlen(name), digest, NULL, EVP_sha256(), NULL) != 1)
        return false;
    digest[0] = (unsigned char)((digest[0] & 0x3f) | 0x40);
    return set_serial(x, digest, CA_SERIAL_LEN);
}

static bool fill_ca(X509 *x, const char *organisation, const char *name)
{
    X509_NAME *subject = X509_get_subject_name(x);

    return set_ca_serial(x, name) && set_dates(x, ca_not_before, ca_not_after) &&
           add_name(subject, NID_countryName, "US") &&
           add_name(subject, NID_organizationName, organisation) &&
           add_name(subject, NID_commonName, name);
}

static bool fill_leaf(X509 *x, const struct x509_order *order)
{
    return set_serial(x, order->serial, order->serial_len) &&
           set_dates(x, order->not_before, order->not_after) &&
           (order->common_name == NULL ||
            add_name(X509_get_subject_name(x), NID_commonName, order->common_name));
}

/*
 * Subject, serial and dates stand already; the rest, and the signature. It is RSA with
 * PKCS #1 v1.5 always, for that one is the same each time and ECDSA's is not.
 */
static bool finish(struct pair *pair, const struct pair *issuer,
                   const struct extension *extensions, const struct x509_order *order)
{
    X509 *x = pair->certificate;

    return X509_set_version(x, X509_VERSION_3) == 1 &&
           X509_set_issuer_name(x, X509_get_subject_name(issuer->certificate)) == 1 &&
           X509_set_pubkey(x, pair->key) == 1 &&
           add_extensions(x, issuer->certificate, extensions) &&
           (order == NULL || add_dns_names(x, order)) &&
           X509_sign(x, issuer->key, EVP_sha256()) > 0;
}

static int make_root(struct pair *root, struct err *err)
{
    root->key = x509_ca_key("root.pem", err);
    if (root->key == NULL)
        return -1;
    root->certificate = X509_new();
    if (root->certificate == NULL ||
        !fill_ca(root->certificate, "mockaws throw-away", "mockaws Root CA") ||
        !finish(root, root, root_extensions, NULL))
        return x509_refused(err, "the root certificate");
    return 0;
}

static int make_intermediate(struct pair *pair, const struct pair *root, const char *name,
                             struct err *err)
{
    pair->key = x509_ca_key("intermediate.pem", err);
    if (pair->key == NULL)
        return -1;
    pair->certificate = X509_new();
    if (pair->certificate == NULL || !fill_ca(pair->certificate, "Amazon", name) ||
        !finish(pair, root, intermediate_extensions, NULL))
        return x509_refused(err, "the certificate of the issuer");
    return 0;
}

/* leaf has its key. */
static int make_leaf(struct pair *leaf, const struct pair *issuer,
                     const struct x509_order *order, struct err *err)
{
    const bool rsa = EVP_PKEY_get_base_id(leaf->key) == EVP_PKEY_RSA;

    leaf->certificate = X509_new();
    if (leaf->certificate == NULL || !fill_leaf(leaf->certificate, order) ||
        !finish(leaf, issuer, rsa ? rsa_extensions : ec_extensions, order))
        return x509_refused(err, "the certificate");
    return 0;
}

static bool add_pem(struct buf *out, X509 *x)
{
    BIO *bio = BIO_new(BIO_s_mem());
    char *text = NULL;
    bool ok = bio != NULL && PEM_write_bio_X509(bio, x) == 1;

    if (ok) {
        const long len = BIO_get_mem_data(bio, &text);

        ok = len > 0;
        if (ok)
            buf_add(out, text, (size_t)len);
    }
    BIO_free(bio);
    return ok;
}

int x509_issue(const struct x509_order *order, struct buf *leaf, struct buf *chain,
               struct err *err)
{
    struct pair root = { 0 };
    struct pair intermediate = { 0 };
    struct pair end = { 0 };
    int rc = -1;

    assert(order->n_names > 0 && order->issuer != NULL);
    assert(order->serial_len > 0 && order->serial_len <= X509_SERIAL_MAX);
    end.key = x509_leaf_key(order->key, err);
    if (end.key == NULL || make_root(&root, err) != 0 ||
        make_intermediate(&intermediate, &root, order->issuer, err) != 0 ||
        make_leaf(&end, &intermediate, order, err) != 0)
        goto out;
    if (!add_pem(leaf, end.certificate) || !add_pem(chain, intermediate.certificate) ||
        !add_pem(chain, root.certificate)) {
        x509_refused(err, "PEM");
        goto out;
    }
    rc = 0;
out:
    pair_clear(&end);
    pair_clear(&intermediate);
    pair_clear(&root);
    ERR_clear_error();
    return rc;
}
