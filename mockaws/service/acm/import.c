/* import: ImportCertificate, anew or in the place of an imported one. */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"
#include "mockaws/wire/base64.h"
#include "mockaws/x509/x509.h"

struct blob {
    const char *bytes; /* NULL: absent */
    size_t len;
};

static struct blob blob_of(struct call *call, const char *name)
{
    const char *text = acm_text(call->input, name);
    struct blob blob = { 0 };

    if (text != NULL)
        blob.bytes = base64_decode(call->arena, text, strlen(text), &blob.len);
    return blob;
}

static void replace_texts(char ***texts, size_t *n, const char *const *with,
                          size_t n_with)
{
    texts_free(*texts, *n);
    *texts = NULL;
    *n = 0;
    for (size_t i = 0; i < n_with; i++)
        texts_add(texts, n, with[i]);
}

/* Two lists share one length. */
static void replace_extended_usages(struct certificate *certificate,
                                    const struct x509_facts *facts)
{
    size_t n = certificate->n_extended_key_usages;

    replace_texts(&certificate->extended_key_usage_oids, &n,
                  facts->extended_key_usage_oids, facts->n_extended_key_usages);
    replace_texts(&certificate->extended_key_usages, &certificate->n_extended_key_usages,
                  facts->extended_key_usages, facts->n_extended_key_usages);
}

static void take_facts(struct certificate *certificate, const struct x509_facts *facts)
{
    text_set(&certificate->domain,
             facts->common_name != NULL ? facts->common_name : facts->names[0]);
    replace_texts(&certificate->names, &certificate->n_names, facts->names,
                  facts->n_names);
    text_set(&certificate->serial, facts->serial);
    text_set(&certificate->subject, facts->subject);
    text_set(&certificate->issuer, facts->issuer);
    text_set(&certificate->signature_algorithm, facts->signature_algorithm);
    replace_texts(&certificate->key_usages, &certificate->n_key_usages, facts->key_usages,
                  facts->n_key_usages);
    replace_extended_usages(certificate, facts);
    certificate->key = facts->key;
    certificate->not_before_ms = facts->not_before * 1000;
    certificate->not_after_ms = facts->not_after * 1000;
}

static struct certificate *new_certificate(const struct call *call)
{
    struct certificate *certificate = certificate_new();

    certificate->type = ACM_IMPORTED;
    certificate->origin = ACM_ORIGIN_CUSTOMER_PROVIDED;
    certificate->transparency = ACM_DISABLED;
    acm_tags_set(&certificate->tags, acm_member(call->input, "Tags"));
    return certificate;
}

/* The certificate that is replaced; *out stays NULL for a new one. */
static int find_old(struct mock *mock, struct call *call, struct certificate **out)
{
    if (acm_text(call->input, "CertificateArn") == NULL)
        return 0;
    *out = acm_find(mock, call);
    if (*out == NULL)
        return -1;
    if ((*out)->type != ACM_IMPORTED)
        return call_fail(call, "ValidationException",
                         "The certificate %s was not imported: it cannot be replaced by "
                         "an import.",
                         (*out)->arn);
    if (acm_member(call->input, "Tags") != NULL)
        return call_fail(call, "InvalidParameterException",
                         "Tags cannot be given when a certificate is imported again.");
    return 0;
}

static void keep_pem(struct certificate *certificate, struct blob pem, struct blob key,
                     struct blob chain)
{
    text_set(&certificate->import_pem, pem.bytes);
    text_set(&certificate->import_key, key.bytes);
    text_set(&certificate->import_chain, chain.bytes);
}

int acm_import_certificate(struct mock *mock, struct call *call)
{
    const struct blob pem = blob_of(call, "Certificate");
    const struct blob key = blob_of(call, "PrivateKey");
    const struct blob chain = blob_of(call, "CertificateChain");
    struct certificate *certificate = NULL;
    struct x509_facts facts;
    struct err err = { 0 };

    if (find_old(mock, call, &certificate) != 0 ||
        acm_tags_check(call, acm_member(call->input, "Tags"), NULL) != 0)
        return -1;
    if (x509_import(call->arena, pem.bytes, pem.len, key.bytes, key.len, chain.bytes,
                    chain.len, clock_now_s(&mock->world.clock), &facts, &err) != 0)
        return call_fail(call, "ValidationException", "%s", err.text);
    if (certificate == NULL) {
        if (acm_limits_check(mock, call) != 0)
            return -1;
        certificate = new_certificate(call);
        take_facts(certificate, &facts);
        store_add_certificate(&mock->world.store, call->place, certificate, NULL);
    } else {
        take_facts(certificate, &facts);
    }
    keep_pem(certificate, pem, key, chain);
    lifecycle_import(&mock->world, certificate);
    certificate_touch(certificate);
    call->certificate = arena_strdup(call->arena, certificate->arn);
    emit_open(&call->json, NULL, '{');
    emit_text(&call->json, "CertificateArn", certificate->arn);
    emit_close(&call->json, '}');
    return 0;
}
