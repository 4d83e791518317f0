/* test_issue: what the throw-away authority issues is what was ordered, and verifies. */
#include "mockaws/x509/x509.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "tests/support/test.h"

static const int64_t from = 1772323200;              /* 2026-03-01T00:00:00Z */
static const int64_t to = 1772323200 + 17107200 - 1; /* 198 days later, less a second */

static const char *const two_names[] = { "example.com", "*.example.com" };

static struct x509_order order_of(enum acm_key key)
{
    struct x509_order order = {
        .key = key,
        .common_name = "example.com",
        .names = two_names,
        .n_names = 2,
        .serial = { 0x0a, 0x1b, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xff },
        .serial_len = 16,
        .not_before = from,
        .not_after = to,
        .issuer = "Amazon RSA 2048 M02",
    };

    return order;
}

struct issued {
    struct buf leaf;
    struct buf chain;
    X509 *x;
    X509 *intermediate;
    X509 *root;
};

static void issue(const struct x509_order *order, struct issued *out)
{
    struct err err = { 0 };
    BIO *bio;

    memset(out, 0, sizeof(*out));
    if (x509_issue(order, &out->leaf, &out->chain, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(ERR_peek_error(), 0);
    bio = BIO_new_mem_buf(out->leaf.data, (int)out->leaf.len);
    out->x = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    assert_null(PEM_read_bio_X509(bio, NULL, NULL, NULL));
    BIO_free(bio);
    bio = BIO_new_mem_buf(out->chain.data, (int)out->chain.len);
    out->intermediate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    out->root = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    assert_null(PEM_read_bio_X509(bio, NULL, NULL, NULL));
    BIO_free(bio);
    ERR_clear_error();
    assert_true(out->x != NULL && out->intermediate != NULL && out->root != NULL);
}

static void let_go(struct issued *issued)
{
    buf_clear(&issued->leaf);
    buf_clear(&issued->chain);
    X509_free(issued->x);
    X509_free(issued->intermediate);
    X509_free(issued->root);
}

/* What a TLS client would say at that time: X509_V_OK, or why not. */
static int verify_at(const struct issued *issued, int64_t when, const char *host)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    STACK_OF(X509) *untrusted = sk_X509_new_null();
    X509_VERIFY_PARAM *param;
    int error;

    X509_STORE_add_cert(store, issued->root);
    sk_X509_push(untrusted, issued->intermediate);
    X509_STORE_CTX_init(context, store, issued->x, untrusted);
    param = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(param, (time_t)when);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT);
    X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_SERVER);
    if (host != NULL)
        X509_VERIFY_PARAM_set1_host(param, host, 0);
    (void)X509_verify_cert(context);
    error = X509_STORE_CTX_get_error(context);
    sk_X509_free(untrusted);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    ERR_clear_error();
    return error;
}

static void write_file(const char *dir, const char *name, const char *text, size_t len)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* By files and the program, as a user would: the chain holds the root too. */
static int openssl_verify(const struct issued *issued, int64_t when)
{
    char dir[] = "/tmp/mockaws-x509.XXXXXX";
    const char *root = strstr(issued->chain.data + 1, "-----BEGIN");
    char command[1024];
    int status;

    assert_non_null(mkdtemp(dir));
    assert_non_null(root);
    write_file(dir, "leaf", issued->leaf.data, issued->leaf.len);
    write_file(dir, "chain", issued->chain.data, issued->chain.len);
    write_file(dir, "root", root, strlen(root));
    snprintf(command, sizeof(command),
             "cd %s && /usr/bin/openssl verify -x509_strict -purpose sslserver "
             "-attime %lld -no-CApath -no-CAstore -CAfile root -untrusted chain leaf "
             ">/dev/null 2>&1",
             dir, (long long)when);
    status = system(command);
    snprintf(command, sizeof(command), "rm -r %s", dir);
    assert_int_equal(system(command), 0);
    return status;
}

struct row {
    const char *name;
    enum acm_key key;
    int type;
    int bits;
    uint32_t usage;
};

/* clang-format off */
static struct row rows[] = {
    { "RSA_2048",      ACM_RSA_2048,      EVP_PKEY_RSA, 2048,
      KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT },
    { "RSA_3072",      ACM_RSA_3072,      EVP_PKEY_RSA, 3072,
      KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT },
    { "RSA_4096",      ACM_RSA_4096,      EVP_PKEY_RSA, 4096,
      KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT },
    { "EC_prime256v1", ACM_EC_PRIME256V1, EVP_PKEY_EC,  256, KU_DIGITAL_SIGNATURE },
    { "EC_secp384r1",  ACM_EC_SECP384R1,  EVP_PKEY_EC,  384, KU_DIGITAL_SIGNATURE },
    { "EC_secp521r1",  ACM_EC_SECP521R1,  EVP_PKEY_EC,  521, KU_DIGITAL_SIGNATURE },
};
/* clang-format on */

/* OpenSSL counts the last second, which RFC 5280 counts in, as past. */
static void check_verifies(const struct issued *issued)
{
    assert_int_equal(verify_at(issued, from, "example.com"), X509_V_OK);
    assert_int_equal(verify_at(issued, to - 1, "www.example.com"), X509_V_OK);
    assert_int_equal(verify_at(issued, from, "example.net"),
                     X509_V_ERR_HOSTNAME_MISMATCH);
    assert_int_equal(verify_at(issued, from - 1, NULL), X509_V_ERR_CERT_NOT_YET_VALID);
    assert_int_equal(verify_at(issued, to + 1, NULL), X509_V_ERR_CERT_HAS_EXPIRED);
    if (access("/usr/bin/openssl", X_OK) == 0) {
        assert_int_equal(openssl_verify(issued, from), 0);
        assert_int_equal(openssl_verify(issued, to - 1), 0);
        assert_int_not_equal(openssl_verify(issued, to + 1), 0);
    }
}

static void every_kind_is_issued_and_verifies(void **state)
{
    const struct row *row = *state;
    const struct x509_order order = order_of(row->key);
    struct issued issued;
    struct issued again;
    EVP_PKEY *key;

    issue(&order, &issued);
    key = X509_get0_pubkey(issued.x);
    assert_int_equal(EVP_PKEY_get_base_id(key), row->type);
    assert_int_equal(EVP_PKEY_get_bits(key), row->bits);
    assert_int_equal(X509_get_version(issued.x), X509_VERSION_3);
    assert_int_equal(X509_get_key_usage(issued.x), row->usage);
    assert_int_equal(X509_get_extended_key_usage(issued.x), XKU_SSL_SERVER);
    assert_int_equal(X509_check_ca(issued.x), 0);
    assert_non_null(X509_get0_subject_key_id(issued.x));
    assert_int_equal(ASN1_OCTET_STRING_cmp(X509_get0_authority_key_id(issued.x),
                                           X509_get0_subject_key_id(issued.intermediate)),
                     0);
    check_verifies(&issued);

    issue(&order, &again);
    assert_string_equal(issued.leaf.data, again.leaf.data);
    assert_string_equal(issued.chain.data, again.chain.data);
    let_go(&again);
    let_go(&issued);
}

TEST_ROWS(rows, every_kind_is_issued_and_verifies)

static const char *oneline(const X509_NAME *name, char out[256])
{
    return X509_NAME_oneline(name, out, 256);
}

static void subject_and_issuer_are_as_ordered(void **state)
{
    struct x509_order order = order_of(ACM_RSA_2048);
    struct issued issued;
    char text[256];

    (void)state;
    order.issuer = "Example Private CA";
    issue(&order, &issued);
    assert_string_equal(oneline(X509_get_subject_name(issued.x), text),
                        "/CN=example.com");
    assert_string_equal(oneline(X509_get_issuer_name(issued.x), text),
                        "/C=US/O=Amazon/CN=Example Private CA");
    assert_string_equal(oneline(X509_get_subject_name(issued.intermediate), text),
                        "/C=US/O=Amazon/CN=Example Private CA");
    assert_string_equal(oneline(X509_get_issuer_name(issued.intermediate), text),
                        "/C=US/O=mockaws throw-away/CN=mockaws Root CA");
    assert_string_equal(oneline(X509_get_subject_name(issued.root), text),
                        "/C=US/O=mockaws throw-away/CN=mockaws Root CA");
    assert_int_equal(verify_at(&issued, from, NULL), X509_V_OK);
    let_go(&issued);
}

static void check_date(const ASN1_TIME *time, int64_t want)
{
    assert_int_equal(ASN1_TIME_cmp_time_t(time, (time_t)want), 0);
}

static void serial_and_dates_are_as_ordered(void **state)
{
    const struct x509_order order = order_of(ACM_EC_PRIME256V1);
    const ASN1_INTEGER *serial;
    struct issued issued;

    (void)state;
    issue(&order, &issued);
    serial = X509_get0_serialNumber(issued.x);
    assert_int_equal(ASN1_STRING_length(serial), 16);
    assert_memory_equal(ASN1_STRING_get0_data(serial), order.serial, 16);
    check_date(X509_get0_notBefore(issued.x), from);
    check_date(X509_get0_notAfter(issued.x), to);
    let_go(&issued);
}

/* From 2050 on a date is a GeneralizedTime: RFC 5280, 4.1.2.5. */
static void dates_far_from_now_verify(void **state)
{
    struct x509_order order = order_of(ACM_RSA_2048);
    struct issued issued;

    (void)state;
    order.not_before = 1420070400;
    order.not_after = 4102444799;
    issue(&order, &issued);
    assert_int_equal(verify_at(&issued, order.not_before, NULL), X509_V_OK);
    assert_int_equal(verify_at(&issued, order.not_after - 1, NULL), X509_V_OK);
    let_go(&issued);
}

static GENERAL_NAMES *alt_names(const struct issued *issued, int *critical)
{
    return X509_get_ext_d2i(issued->x, NID_subject_alt_name, critical, NULL);
}

static void check_alt_names(const struct issued *issued, const struct x509_order *order,
                            int want_critical)
{
    int critical = -1;
    GENERAL_NAMES *all = alt_names(issued, &critical);

    assert_non_null(all);
    assert_int_equal(critical, want_critical);
    assert_int_equal(sk_GENERAL_NAME_num(all), order->n_names);
    for (size_t i = 0; i < order->n_names; i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all, (int)i);

        assert_int_equal(name->type, GEN_DNS);
        assert_int_equal(ASN1_STRING_length(name->d.dNSName), strlen(order->names[i]));
        assert_memory_equal(ASN1_STRING_get0_data(name->d.dNSName), order->names[i],
                            strlen(order->names[i]));
    }
    GENERAL_NAMES_free(all);
}

static void names_keep_their_order(void **state)
{
    static const char *const names[] = { "b.example.com", "*.a.example.com",
                                         "xn--bcher-kva.example", "a.example.com" };
    struct x509_order order = order_of(ACM_RSA_2048);
    struct issued issued;

    (void)state;
    order.names = names;
    order.n_names = 4;
    issue(&order, &issued);
    check_alt_names(&issued, &order, 0);
    assert_int_equal(verify_at(&issued, from, "x.a.example.com"), X509_V_OK);
    assert_int_equal(verify_at(&issued, from, "y.x.a.example.com"),
                     X509_V_ERR_HOSTNAME_MISMATCH);
    let_go(&issued);
}

static void a_hundred_names_fit(void **state)
{
    struct x509_order order = order_of(ACM_RSA_2048);
    const char *names[100];
    struct issued issued;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (int i = 0; i < 100; i++)
        names[i] = arena_printf(&arena, "%s%d.example.com", i % 2 == 0 ? "*.w" : "n", i);
    order.names = names;
    order.n_names = 100;
    issue(&order, &issued);
    check_alt_names(&issued, &order, 0);
    assert_int_equal(verify_at(&issued, from, "n99.example.com"), X509_V_OK);
    let_go(&issued);
    arena_clear(&arena);
}

static void without_a_common_name_the_subject_is_empty(void **state)
{
    struct x509_order order = order_of(ACM_RSA_2048);
    struct issued issued;

    (void)state;
    order.common_name = NULL;
    issue(&order, &issued);
    assert_int_equal(X509_NAME_entry_count(X509_get_subject_name(issued.x)), 0);
    check_alt_names(&issued, &order, 1);
    check_verifies(&issued);
    let_go(&issued);
}

static void another_issuer_is_another_authority(void **state)
{
    struct x509_order order = order_of(ACM_RSA_2048);
    struct issued one;
    struct issued two;

    (void)state;
    issue(&order, &one);
    order.issuer = "Amazon RSA 2048 M03";
    issue(&order, &two);
    assert_int_not_equal(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.intermediate),
                                          X509_get0_serialNumber(two.intermediate)),
                         0);
    assert_int_equal(X509_cmp(one.root, two.root), 0);
    assert_int_not_equal(X509_cmp(one.x, two.x), 0);
    let_go(&one);
    let_go(&two);
}

static void check_refused(const struct x509_order *order)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct err err = { 0 };

    assert_int_equal(x509_issue(order, &leaf, &chain, &err), -1);
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_true(err.text[0] != '\0');
    assert_int_equal(leaf.len + chain.len, 0);
    assert_int_equal(ERR_peek_error(), 0);
    buf_clear(&leaf);
    buf_clear(&chain);
}

static void what_cannot_be_made_is_refused(void **state)
{
    static const char long_name[] = "a-label-of-31-characters-is-this.a-label-of-31-"
                                    "characters-is-that.example.com";
    struct x509_order order = order_of(ACM_RSA_1024);

    (void)state;
    check_refused(&order);
    order.key = ACM_KEY_NONE;
    check_refused(&order);
    order = order_of(ACM_RSA_2048);
    order.common_name = long_name;
    check_refused(&order);
    order = order_of(ACM_RSA_2048);
    order.issuer = long_name;
    check_refused(&order);
    order = order_of(ACM_RSA_2048);
    order.not_after = INT64_MAX;
    check_refused(&order);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subject_and_issuer_are_as_ordered),
        cmocka_unit_test(serial_and_dates_are_as_ordered),
        cmocka_unit_test(dates_far_from_now_verify),
        cmocka_unit_test(names_keep_their_order),
        cmocka_unit_test(a_hundred_names_fit),
        cmocka_unit_test(without_a_common_name_the_subject_is_empty),
        cmocka_unit_test(another_issuer_is_another_authority),
        cmocka_unit_test(what_cannot_be_made_is_refused),
    };

    return run_rows("x509_issue, a row a kind of key") +
           cmocka_run_group_tests_name("x509_issue", tests, NULL, NULL);
}
