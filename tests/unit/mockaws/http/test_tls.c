/* Tests of mockaws/http/server over TLS, with curl as the client. */
#include "mockaws/http/server.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "tests/unit/mockaws/http/talk.h"

enum { PEM_MAX = 4096 };

struct identity {
    char key[PEM_MAX];
    char certificate[PEM_MAX];
};

static void take_text(BIO *bio, char *out)
{
    const int n = BIO_read(bio, out, PEM_MAX - 1);

    assert_true(n > 0);
    out[n] = '\0';
    BIO_free(bio);
}

/* A key and a certificate by itself, good for an hour. */
static void make_identity(struct identity *out)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    BIO *bio;

    assert_non_null(key);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               (const unsigned char *)"localhost", -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_set_pubkey(certificate, key);
    assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
    bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
    take_text(bio, out->key);
    bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    take_text(bio, out->certificate);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

/* Run it and serve until it ends; returns its status. */
static int run(struct fixture *fixture, const char *command, struct buf *out)
{
    FILE *pipe = popen(command, "r");
    char bytes[65536];
    ssize_t n;

    assert_non_null(pipe);
    assert_int_equal(fcntl(fileno(pipe), F_SETFL, O_NONBLOCK), 0);
    while ((n = read(fileno(pipe), bytes, sizeof(bytes))) != 0) {
        if (n > 0)
            buf_add(out, bytes, (size_t)n);
        http_server_poll(fixture->server, 5);
    }
    return pclose(pipe);
}

static void start_tls(struct fixture *fixture, const struct identity *identity)
{
    const struct http_options options = { .host = "127.0.0.1",
                                          .tls_key_pem = identity->key,
                                          .tls_certificate_pem = identity->certificate,
                                          .refusal = refuse,
                                          .handler = answer,
                                          .context = &fixture->calls };
    struct err err = { 0 };

    fixture->calls = 0;
    fixture->server = http_server_start(&options, &err);
    if (fixture->server == NULL)
        fail_msg("%s", err.text);
}

static void require_curl(void)
{
    if (system("command -v curl >/dev/null 2>&1") == 0)
        return;
    print_message("SKIPPED: curl is not installed\n");
    skip();
}

/* Two requests on one connection, then what curl says of it. */
static void curl_talks_tls(void **state)
{
    static const struct {
        const char *path;
        int status; /* curl's */
        size_t octets;
    } cases[] = {
        { "/size?n=5", 0, 5 },
        { "/size?n=300000", 0, 300000 },
        { "/size?n=200&drip=1", 0, 200 },
        { "/size?n=5&delay=20", 0, 5 },
        { "/size?n=200&cut=100", 18, 100 },
    };
    struct identity identity;
    struct fixture fixture;

    (void)state;
    require_curl();
    make_identity(&identity);
    start_tls(&fixture, &identity);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out = { 0 };
        char command[256];
        int status;

        snprintf(command, sizeof(command),
                 "curl -sk --max-time 20 'https://127.0.0.1:%u%s'",
                 (unsigned)http_server_port(fixture.server), cases[i].path);
        status = run(&fixture, command, &out);
        assert_int_equal(WEXITSTATUS(status), cases[i].status);
        assert_int_equal(out.len, cases[i].octets);
        buf_clear(&out);
    }
    http_server_stop(fixture.server);
}

static void plain_talk_on_a_tls_port_is_refused(void **state)
{
    static const char ask[] = "GET / HTTP/1.1\r\n" H "\r\n";
    struct identity identity;
    struct fixture fixture;
    struct heard heard = { 0 };

    (void)state;
    make_identity(&identity);
    start_tls(&fixture, &identity);
    exchange(&fixture, ask, sizeof(ask) - 1, NULL, &heard);
    assert_int_equal(fixture.calls, 0);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void a_broken_key_is_said(void **state)
{
    const struct http_options options = { .host = "127.0.0.1",
                                          .tls_key_pem = "no key",
                                          .tls_certificate_pem = "no certificate",
                                          .handler = answer };
    struct err err = { 0 };

    (void)state;
    assert_null(http_server_start(&options, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_non_null(strstr(err.text, "TLS key"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curl_talks_tls),
        cmocka_unit_test(plain_talk_on_a_tls_port_is_refused),
        cmocka_unit_test(a_broken_key_is_said),
    };

    return cmocka_run_group_tests_name("http/tls", tests, NULL, NULL);
}
