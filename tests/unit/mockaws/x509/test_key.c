/* test_key: exported keys open with their passphrase alone and fit their certificate. */
#include "mockaws/x509/x509.h"

#include <string.h>

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/support/test.h"

struct row {
    const char *name;
    enum acm_key key;
};

static struct row rows[] = {
    { "RSA_2048", ACM_RSA_2048 },         { "RSA_3072", ACM_RSA_3072 },
    { "RSA_4096", ACM_RSA_4096 },         { "EC_prime256v1", ACM_EC_PRIME256V1 },
    { "EC_secp384r1", ACM_EC_SECP384R1 }, { "EC_secp521r1", ACM_EC_SECP521R1 },
};

/* Any bytes may be a passphrase, a NUL too. */
static const char passphrase[] = "a pass\0phrase \xc3\xa9";
enum { PASSPHRASE_LEN = sizeof(passphrase) - 1 };

struct secret {
    const char *bytes;
    int len;
};

static int tell(char *out, int room, int writing, void *context)
{
    const struct secret *secret = context;

    (void)writing;
    assert_true(secret->len <= room);
    memcpy(out, secret->bytes, (size_t)secret->len);
    return secret->len;
}

static EVP_PKEY *open_key(const struct buf *text, const char *bytes, int len)
{
    struct secret secret = { bytes, len };
    BIO *bio = BIO_new_mem_buf(text->data, (int)text->len);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, tell, &secret);

    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static X509 *certificate_of(enum acm_key key)
{
    static const char *const names[] = { "example.com" };
    const struct x509_order order = {
        .key = key,
        .names = names,
        .n_names = 1,
        .serial = { 1 },
        .serial_len = 1,
        .not_before = 1772323200,
        .not_after = 1772323300,
        .issuer = "Amazon RSA 2048 M02",
    };
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    BIO *bio;
    X509 *x;

    assert_int_equal(x509_issue(&order, &leaf, &chain, NULL), 0);
    bio = BIO_new_mem_buf(leaf.data, (int)leaf.len);
    x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    assert_non_null(x);
    BIO_free(bio);
    buf_clear(&leaf);
    buf_clear(&chain);
    return x;
}

static void check_fits(enum acm_key kind, EVP_PKEY *key)
{
    X509 *x = certificate_of(kind);

    assert_int_equal(X509_check_private_key(x, key), 1);
    X509_free(x);
}

/* PBES2 with AES-256-CBC, by the algorithm's own bytes. */
static void check_cipher(const struct buf *text)
{
    BIO *bio = BIO_new_mem_buf(text->data, (int)text->len);
    X509_SIG *sealed = PEM_read_bio_PKCS8(bio, NULL, NULL, NULL);
    const X509_ALGOR *algorithm = NULL;
    const ASN1_OBJECT *object = NULL;
    const void *value = NULL;
    PBE2PARAM *param;
    int type = 0;

    assert_non_null(sealed);
    X509_SIG_get0(sealed, &algorithm, NULL);
    X509_ALGOR_get0(&object, &type, &value, algorithm);
    assert_int_equal(OBJ_obj2nid(object), NID_pbes2);
    param = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter);
    assert_non_null(param);
    assert_int_equal(OBJ_obj2nid(param->encryption->algorithm), NID_aes_256_cbc);
    PBE2PARAM_free(param);
    X509_SIG_free(sealed);
    BIO_free(bio);
}

static void a_key_opens_with_its_passphrase_alone(void **state)
{
    const struct row *row = *state;
    struct buf text = { 0 };
    struct err err = { 0 };
    EVP_PKEY *key;

    assert_int_equal(x509_key(row->key, passphrase, PASSPHRASE_LEN, &text, &err), 0);
    assert_int_equal(ERR_peek_error(), 0);
    assert_int_equal(strncmp(text.data, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n", 38),
                     0);
    check_cipher(&text);
    assert_null(open_key(&text, "wrong", 5));
    assert_null(open_key(&text, passphrase, (int)strlen(passphrase)));
    key = open_key(&text, passphrase, PASSPHRASE_LEN);
    assert_non_null(key);
    check_fits(row->key, key);
    EVP_PKEY_free(key);
    buf_clear(&text);
}

TEST_ROWS(rows, a_key_opens_with_its_passphrase_alone)

static void without_a_passphrase_it_is_plain_and_the_same(void **state)
{
    struct buf text = { 0 };
    struct buf again = { 0 };
    EVP_PKEY *key;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        buf_reset(&text);
        buf_reset(&again);
        assert_int_equal(x509_key(rows[i].key, NULL, 0, &text, NULL), 0);
        assert_int_equal(x509_key(rows[i].key, NULL, 0, &again, NULL), 0);
        assert_string_equal(text.data, again.data);
        assert_int_equal(strncmp(text.data, "-----BEGIN PRIVATE KEY-----\n", 28), 0);
        key = open_key(&text, "", 0);
        assert_non_null(key);
        check_fits(rows[i].key, key);
        EVP_PKEY_free(key);
    }
    buf_clear(&text);
    buf_clear(&again);
}

static void a_kind_without_a_key_is_refused(void **state)
{
    static const enum acm_key kinds[] = { ACM_KEY_NONE, ACM_KEY_OTHER, ACM_RSA_1024 };
    struct buf text = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        struct err err = { 0 };

        assert_int_equal(x509_key(kinds[i], "1234", 4, &text, &err), -1);
        assert_int_equal(err.kind, ERR_LIMIT);
        assert_int_equal(text.len, 0);
    }
    buf_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_passphrase_it_is_plain_and_the_same),
        cmocka_unit_test(a_kind_without_a_key_is_refused),
    };

    return run_rows("x509_key, a row a kind of key") +
           cmocka_run_group_tests_name("x509_key", tests, NULL, NULL);
}
