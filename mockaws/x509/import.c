/* import: what a client imports, held against ACM's conditions. */
#include "mockaws/x509/x509.h"

#include <stdbool.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "mockaws/x509/facts.h"
#include "mockaws/x509/key.h"
#include "mockaws/x509/pem.h"

/* Bytes. Source: ACM API, ImportCertificate, read 2026-11-24. */
enum { CERTIFICATE_MAX = 32768, KEY_MAX = 5120, CHAIN_MAX = 2097152 };

/*
 * The sentences are ACM's own where they are known. Sources: AWS re:Post knowledge
 * center, "Why can't I import a third-party certificate"; messages that people quote.
 */
static const char many_certificates[] = "The certificate field contains more than one "
                                        "certificate. You can specify only one "
                                        "certificate in this field.";
static const char not_pem[] = "The certificate body/chain provided is not in a valid PEM "
                              "format.";
static const char not_parsed[] = "Unable to parse certificate. Please ensure the "
                                 "certificate is in PEM format.";
static const char not_self_signed[] = "Provided certificate is not a valid self signed. "
                                      "Please provide either a valid self-signed "
                                      "certificate or certificate chain.";
static const char other_chain[] = "Could not validate the certificate with the "
                                  "certificate chain.";
static const char encrypted_key[] = "Your private key should not be encrypted.";
static const char other_key[] =
    "The private key provided does not match the certificate.";

/* What was read. The chain's certificates are n, in the order given. */
struct given {
    X509 *leaf;
    EVP_PKEY *key;
    X509 **chain;
    size_t n;
};

static void given_clear(struct given *given)
{
    X509_free(given->leaf);
    EVP_PKEY_free(given->key);
    for (size_t i = 0; i < given->n; i++)
        X509_free(given->chain[i]);
}

static int refuse(struct err *err, const char *sentence)
{
    return err_set(err, ERR_FORMAT, "%s", sentence);
}

static int check_size(const char *member, size_t len, size_t max, struct err *err)
{
    if (len <= max)
        return 0;
    return err_set(err, ERR_FORMAT,
                   "1 validation error detected: Value at '%s' failed to satisfy "
                   "constraint: Member must have length less than or equal to %zu",
                   member, max);
}

static int key_not_supported(struct err *err)
{
    return refuse(err, "The private key is not supported. It must be one PEM block, not "
                       "encrypted, with a key of a kind that ACM supports: RSA_1024, "
                       "RSA_2048, RSA_3072, RSA_4096, EC_prime256v1, EC_secp384r1 or "
                       "EC_secp521r1.");
}

/* NULL when the block is no certificate, to its last byte. */
static X509 *parse_certificate(const struct pem_block *block)
{
    const unsigned char *at = block->data;
    X509 *x = d2i_X509(NULL, &at, (long)block->len);

    if (x != NULL && at != block->data + block->len) {
        X509_free(x);
        x = NULL;
    }
    return x;
}

static bool all_certificates(const struct pem_block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(blocks[i].label, PEM_STRING_X509) != 0 || blocks[i].encrypted)
            return false;
    return n > 0;
}

static int read_leaf(struct arena *arena, const char *text, size_t len,
                     struct given *given, struct err *err)
{
    struct pem_block *blocks;
    size_t n;

    if (check_size("certificate", len, CERTIFICATE_MAX, err) != 0)
        return -1;
    if (pem_read(arena, text, len, &blocks, &n) != 0 || !all_certificates(blocks, n))
        return refuse(err, not_pem);
    if (n > 1)
        return refuse(err, many_certificates);
    given->leaf = parse_certificate(&blocks[0]);
    if (given->leaf == NULL)
        return refuse(err, not_parsed);
    return 0;
}

static int read_chain(struct arena *arena, const char *text, size_t len,
                      struct given *given, struct err *err)
{
    struct pem_block *blocks;
    size_t n;

    if (len == 0)
        return 0;
    if (check_size("certificateChain", len, CHAIN_MAX, err) != 0)
        return -1;
    if (pem_read(arena, text, len, &blocks, &n) != 0 || !all_certificates(blocks, n))
        return refuse(err, not_pem);
    given->chain = arena_array(arena, n, sizeof(X509 *));
    for (; given->n < n; given->n++) {
        given->chain[given->n] = parse_certificate(&blocks[given->n]);
        if (given->chain[given->n] == NULL)
            return refuse(err, not_parsed);
    }
    return 0;
}

/* openssl's old tools put the curve before the key, in a block of its own. */
static const struct pem_block *only_key(const struct pem_block *blocks, size_t n)
{
    if (n == 2 && strcmp(blocks[0].label, "EC PARAMETERS") == 0) {
        blocks++;
        n--;
    }
    return n == 1 && strstr(blocks[0].label, "PRIVATE KEY") != NULL ? blocks : NULL;
}

static int read_key(struct arena *arena, const char *text, size_t len,
                    struct given *given, struct x509_facts *facts, struct err *err)
{
    const struct pem_block *block;
    const unsigned char *at;
    struct pem_block *blocks;
    size_t n;
    int bits;

    if (check_size("privateKey", len, KEY_MAX, err) != 0)
        return -1;
    if (pem_read(arena, text, len, &blocks, &n) != 0 ||
        (block = only_key(blocks, n)) == NULL)
        return key_not_supported(err);
    if (block->encrypted)
        return refuse(err, encrypted_key);
    at = block->data;
    given->key = d2i_AutoPrivateKey(NULL, &at, (long)block->len);
    if (given->key == NULL)
        return key_not_supported(err);
    facts->key = x509_key_kind(given->key, &bits);
    if (facts->key == ACM_KEY_OTHER && EVP_PKEY_get_base_id(given->key) == EVP_PKEY_RSA)
        return err_set(err, ERR_FORMAT,
                       "The private key length %d is not supported for key algorithm.",
                       bits);
    return facts->key == ACM_KEY_OTHER ? key_not_supported(err) : 0;
}

/* The private half too: what it signs, the certificate's key must verify. */
static bool signs_for(EVP_PKEY *key, EVP_PKEY *public_key)
{
    static const unsigned char text[] = "mockaws";
    unsigned char signature[1024];
    size_t len = sizeof(signature);
    EVP_MD_CTX *sign = EVP_MD_CTX_new();
    EVP_MD_CTX *verify = EVP_MD_CTX_new();
    const bool ok =
        sign != NULL && verify != NULL &&
        EVP_DigestSignInit(sign, NULL, EVP_sha256(), NULL, key) == 1 &&
        EVP_DigestSign(sign, signature, &len, text, sizeof(text)) == 1 &&
        EVP_DigestVerifyInit(verify, NULL, EVP_sha256(), NULL, public_key) == 1 &&
        EVP_DigestVerify(verify, signature, len, text, sizeof(text)) == 1;

    EVP_MD_CTX_free(sign);
    EVP_MD_CTX_free(verify);
    return ok;
}

static int check_pair(const struct given *given, struct err *err)
{
    EVP_PKEY *public_key = X509_get0_pubkey(given->leaf);

    if (public_key == NULL || EVP_PKEY_eq(public_key, given->key) != 1 ||
        !signs_for(given->key, public_key))
        return refuse(err, other_key);
    return 0;
}

static int check_form(X509 *x, struct err *err)
{
    if (X509_get_version(x) != X509_VERSION_3)
        return refuse(err, "The provided certificate is not valid: it is not of X.509 "
                           "version 3.");
    if ((X509_get_extension_flags(x) & EXFLAG_INVALID) != 0)
        return refuse(err, "The provided certificate is not valid: one of its extensions "
                           "cannot be read.");
    return 0;
}

/* Both ends belong to the time in which it is valid: RFC 5280, 4.1.2.5. */
static int check_dates(const struct x509_facts *facts, int64_t now, struct err *err)
{
    char when[WHEN_TEXT_MAX];

    if (now > facts->not_after)
        return err_set(err, ERR_FORMAT,
                       "The provided certificate is not valid: it has expired "
                       "(NotAfter is %s).",
                       when_iso(facts->not_after, when));
    if (now < facts->not_before)
        return err_set(err, ERR_FORMAT,
                       "The provided certificate is not valid: it is not valid yet "
                       "(NotBefore is %s).",
                       when_iso(facts->not_before, when));
    return 0;
}

static bool signed_by(X509 *x, X509 *issuer)
{
    EVP_PKEY *key = X509_get0_pubkey(issuer);

    return key != NULL && X509_verify(x, key) == 1;
}

/* By an authority. */
static bool issued_by(X509 *x, X509 *issuer)
{
    return X509_check_issued(issuer, x) == X509_V_OK && X509_check_ca(issuer) > 0 &&
           signed_by(x, issuer);
}

static bool self_signed(X509 *x)
{
    return X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0 &&
           signed_by(x, x);
}

static int chain_broken(size_t at, struct err *err)
{
    return err_set(err, ERR_FORMAT,
                   "Unable to validate certificate chain. The certificate chain must "
                   "start with the immediate signing certificate, followed by any "
                   "intermediaries in order. The index within the chain of the invalid "
                   "certificate is: %zu",
                   at);
}

/*
 * Each one issues the one before it; the root may be left out. The dates of the chain are
 * not looked at: the guide asks for none.
 */
static int check_chain(const struct given *given, struct err *err)
{
    if (given->n == 0)
        return self_signed(given->leaf) ? 0 : refuse(err, not_self_signed);
    if (X509_cmp(given->chain[0], given->leaf) == 0)
        return chain_broken(0, err);
    if (!issued_by(given->leaf, given->chain[0])) {
        for (size_t i = 1; i < given->n; i++)
            if (issued_by(given->leaf, given->chain[i]))
                return chain_broken(0, err);
        return refuse(err, other_chain);
    }
    for (size_t i = 1; i < given->n; i++)
        if (!issued_by(given->chain[i - 1], given->chain[i]))
            return chain_broken(i, err);
    return 0;
}

int x509_import(struct arena *arena, const char *certificate, size_t certificate_len,
                const char *key, size_t key_len, const char *chain, size_t chain_len,
                int64_t now, struct x509_facts *out, struct err *err)
{
    struct given given = { 0 };
    struct x509_facts facts = { 0 };
    int rc = -1;

    if (read_leaf(arena, certificate, certificate_len, &given, err) == 0 &&
        read_chain(arena, chain, chain_len, &given, err) == 0 &&
        check_form(given.leaf, err) == 0 &&
        facts_read(arena, given.leaf, &facts, err) == 0 &&
        check_dates(&facts, now, err) == 0 &&
        read_key(arena, key, key_len, &given, &facts, err) == 0 &&
        check_pair(&given, err) == 0 && check_chain(&given, err) == 0) {
        *out = facts;
        rc = 0;
    }
    given_clear(&given);
    ERR_clear_error();
    return rc;
}
