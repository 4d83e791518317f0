/* key: the fixed test keys, read from the carried files and written out again. */
#include "mockaws/x509/key.h"

#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/buf.h"
#include "base/err.h"
#include "mockaws/embedded/embedded.h"
#include "mockaws/x509/x509.h"

static const char *const key_files[] = {
    [ACM_RSA_2048] = "rsa_2048.pem",         [ACM_RSA_3072] = "rsa_3072.pem",
    [ACM_RSA_4096] = "rsa_4096.pem",         [ACM_EC_PRIME256V1] = "ec_prime256v1.pem",
    [ACM_EC_SECP384R1] = "ec_secp384r1.pem", [ACM_EC_SECP521R1] = "ec_secp521r1.pem",
};

int x509_refused(struct err *err, const char *what)
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());

    err_set(err, ERR_LIMIT, "cannot make %s: %s", what,
            reason == NULL ? "libcrypto does not say why" : reason);
    ERR_clear_error();
    return -1;
}

EVP_PKEY *x509_ca_key(const char *file, struct err *err)
{
    const struct embedded *embedded = embedded_find(file);
    EVP_PKEY *key = NULL;
    BIO *bio;

    if (embedded == NULL || embedded->len > INT_MAX) {
        err_set(err, ERR_LIMIT, "the test key %s was not built in", file);
        return NULL;
    }
    bio = BIO_new_mem_buf(embedded->data, (int)embedded->len);
    if (bio != NULL)
        key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    if (key == NULL)
        x509_refused(err, file);
    BIO_free(bio);
    return key;
}

EVP_PKEY *x509_leaf_key(enum acm_key key, struct err *err)
{
    const size_t i = (size_t)key;

    if (i < sizeof(key_files) / sizeof(key_files[0]) && key_files[i] != NULL)
        return x509_ca_key(key_files[i], err);
    err_set(err, ERR_LIMIT, "no certificate can be ordered for a key of kind '%s'",
            acm_word(ACM_WORDS_KEY, (int)key));
    return NULL;
}

static enum acm_key ec_kind(const EVP_PKEY *key)
{
    static const struct {
        const char *curve;
        enum acm_key key;
    } curves[] = {
        { "prime256v1", ACM_EC_PRIME256V1 },
        { "secp384r1", ACM_EC_SECP384R1 },
        { "secp521r1", ACM_EC_SECP521R1 },
    };
    char curve[64];
    size_t len = 0;

    if (EVP_PKEY_get_group_name(key, curve, sizeof(curve), &len) != 1)
        return ACM_KEY_OTHER;
    for (size_t i = 0; i < sizeof(curves) / sizeof(curves[0]); i++)
        if (strcmp(curve, curves[i].curve) == 0)
            return curves[i].key;
    return ACM_KEY_OTHER;
}

enum acm_key x509_key_kind(const EVP_PKEY *key, int *bits)
{
    *bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC)
        return ec_kind(key);
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return ACM_KEY_OTHER;
    switch (*bits) {
    case 1024:
        return ACM_RSA_1024;
    case 2048:
        return ACM_RSA_2048;
    case 3072:
        return ACM_RSA_3072;
    case 4096:
        return ACM_RSA_4096;
    default:
        return ACM_KEY_OTHER;
    }
}

/* PKCS#8; PBES2 with PBKDF2 and AES-256-CBC when there is a passphrase. */
static int write_key(EVP_PKEY *key, const void *passphrase, size_t len, struct buf *out)
{
    const EVP_CIPHER *cipher = passphrase == NULL ? NULL : EVP_aes_256_cbc();
    BIO *bio = len > INT_MAX ? NULL : BIO_new(BIO_s_mem());
    char *text = NULL;
    long text_len;
    int rc = -1;

    if (bio == NULL)
        return -1;
    if (PEM_write_bio_PKCS8PrivateKey(bio, key, cipher, passphrase, (int)len, NULL,
                                      NULL) == 1) {
        text_len = BIO_get_mem_data(bio, &text);
        if (text_len > 0) {
            buf_add(out, text, (size_t)text_len);
            rc = 0;
        }
    }
    BIO_free(bio);
    return rc;
}

int x509_key(enum acm_key key, const void *passphrase, size_t len, struct buf *out,
             struct err *err)
{
    EVP_PKEY *pkey = x509_leaf_key(key, err);
    int rc = -1;

    if (pkey != NULL) {
        rc = write_key(pkey, passphrase, len, out);
        if (rc != 0)
            x509_refused(err, "the private key");
    }
    EVP_PKEY_free(pkey);
    ERR_clear_error();
    return rc;
}
