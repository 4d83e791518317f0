/* get: GetCertificate and ExportCertificate, which hand out what was issued. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"
#include "mockaws/wire/base64.h"
#include "mockaws/x509/x509.h"

enum { COMMON_NAME_MAX = 64 };

static int hex_digit(char c)
{
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* From "0a:1b:..."; one of zeros (masked evidence) may not be: RFC 5280, 4.1.2.2. */
static size_t serial_octets(const char *text, unsigned char out[X509_SERIAL_MAX])
{
    size_t n = 0;
    unsigned char any = 0;

    for (; n < X509_SERIAL_MAX && strlen(text) >= 2; n++) {
        out[n] = (unsigned char)(hex_digit(text[0]) << 4 | hex_digit(text[1]));
        any |= out[n];
        text += text[2] == ':' ? 3 : 2;
    }
    if (n > 0 && any == 0)
        out[n - 1] = 1;
    return n;
}

/* The issuing authority by its common name. Source: Amazon Trust Services, repository. */
static const char *issuer_of(const struct certificate *certificate)
{
    if (certificate->type == ACM_PRIVATE)
        return LIFECYCLE_PRIVATE_CA;
    return certificate->key == ACM_EC_PRIME256V1  ? "Amazon ECDSA 256 M02"
           : certificate->key == ACM_EC_SECP384R1 ? "Amazon ECDSA 384 M02"
                                                  : "Amazon RSA 2048 M02";
}

/* Made anew each time: the same certificate gives the same bytes. */
static int issue(struct call *call, const struct certificate *certificate,
                 struct buf *leaf, struct buf *chain)
{
    struct x509_order order = {
        .key = certificate->key,
        .names = (const char *const *)certificate->names,
        .n_names = certificate->n_names,
        .not_before = certificate->not_before_ms / 1000,
        .not_after = certificate->not_after_ms / 1000,
        .issuer = issuer_of(certificate),
    };
    struct err err = { 0 };

    if (strlen(certificate->domain) <= COMMON_NAME_MAX)
        order.common_name = certificate->domain;
    order.serial_len = serial_octets(certificate->serial, order.serial);
    if (x509_issue(&order, leaf, chain, &err) != 0)
        return call_fail(call, "InternalFailure", "%s: %s", certificate->arn, err.text);
    return 0;
}

/* Fill leaf and chain from what was imported or issued; -1 after call_fail(). */
static int take_body(struct call *call, const struct certificate *certificate,
                     struct buf *leaf, struct buf *chain)
{
    if (certificate->import_pem != NULL) {
        buf_puts(leaf, certificate->import_pem);
        if (certificate->import_chain != NULL)
            buf_puts(chain, certificate->import_chain);
        return 0;
    }
    if (!acm_has_body(certificate))
        return call_fail(call, "RequestInProgressException",
                         "The certificate %s has not been issued yet.", certificate->arn);
    if (certificate->n_names == 0 || certificate->not_after_ms == TIME_NONE)
        return call_fail(call, "RequestInProgressException",
                         "The certificate %s has no names or dates to be issued with.",
                         certificate->arn);
    return issue(call, certificate, leaf, chain);
}

static void put_body(struct emit *json, const struct buf *leaf, const struct buf *chain)
{
    emit_text(json, "Certificate", buf_text(leaf));
    if (chain->len > 0)
        emit_text(json, "CertificateChain", buf_text(chain));
}

int acm_get_certificate(struct mock *mock, struct call *call)
{
    const struct certificate *certificate = acm_find(mock, call);
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    int rc = -1;

    if (certificate != NULL && take_body(call, certificate, &leaf, &chain) == 0) {
        emit_open(&call->json, NULL, '{');
        put_body(&call->json, &leaf, &chain);
        emit_close(&call->json, '}');
        rc = 0;
    }
    buf_clear(&leaf);
    buf_clear(&chain);
    return rc;
}

/* ASCII but for three signs: facts 1.2. Its length is the shape's. */
static const char *read_passphrase(struct call *call, size_t *len)
{
    const char *text = acm_text(call->input, "Passphrase");
    const char *passphrase = base64_decode(call->arena, text, strlen(text), len);

    for (size_t i = 0; i < *len; i++)
        if ((unsigned char)passphrase[i] > 127 || strchr("#$%", passphrase[i]) != NULL) {
            call_fail(call, "ValidationException",
                      "The passphrase may hold any ASCII character but #, $ and %%.");
            return NULL;
        }
    return passphrase;
}

/* Private ones, and public ones that were asked for with Export: ACM API. */
static int check_exportable(struct call *call, const struct certificate *certificate)
{
    if (certificate->type != ACM_PRIVATE && certificate->export_option != ACM_ENABLED)
        return call_fail(call, "ValidationException",
                         "The certificate %s cannot be exported: it is neither PRIVATE "
                         "nor is its option Export ENABLED.",
                         certificate->arn);
    return 0;
}

static int export_body(struct call *call, const struct certificate *certificate,
                       struct buf *leaf, struct buf *chain, struct buf *key)
{
    struct err err = { 0 };
    size_t len = 0;
    const char *passphrase;

    if (check_exportable(call, certificate) != 0)
        return -1;
    passphrase = read_passphrase(call, &len);
    if (passphrase == NULL || take_body(call, certificate, leaf, chain) != 0)
        return -1;
    if (x509_key(certificate->key, passphrase, len, key, &err) != 0)
        return call_fail(call, "InternalFailure", "%s: %s", certificate->arn, err.text);
    return 0;
}

int acm_export_certificate(struct mock *mock, struct call *call)
{
    struct certificate *certificate = acm_find(mock, call);
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    int rc = -1;

    if (certificate != NULL && export_body(call, certificate, &leaf, &chain, &key) == 0) {
        emit_open(&call->json, NULL, '{');
        put_body(&call->json, &leaf, &chain);
        emit_text(&call->json, "PrivateKey", buf_text(&key));
        emit_close(&call->json, '}');
        lifecycle_export(&mock->world, certificate);
        rc = 0;
    }
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    return rc;
}
