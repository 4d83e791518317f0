/* certificate: one ACM certificate as the mock keeps it. */
#include "mockaws/store/certificate.h"

#include <stdlib.h>

#include "base/heap.h"

struct certificate *certificate_new(void)
{
    struct certificate *certificate = heap_zalloc(sizeof(*certificate));

    certificate->created_ms = TIME_NONE;
    certificate->issued_ms = TIME_NONE;
    certificate->imported_ms = TIME_NONE;
    certificate->revoked_ms = TIME_NONE;
    certificate->not_before_ms = TIME_NONE;
    certificate->not_after_ms = TIME_NONE;
    certificate->visible_ms = TIME_NONE;
    certificate->records_ms = TIME_NONE;
    certificate->renewal.updated_ms = TIME_NONE;
    certificate->renewal.started_ms = TIME_NONE;
    certificate->update.requested_ms = TIME_NONE;
    certificate->update.updated_ms = TIME_NONE;
    certificate->origin = ACM_ORIGIN_AWS_MANAGED;
    return certificate;
}

void validations_free(struct validation *validations, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct validation *validation = &validations[i];

        free(validation->domain);
        free(validation->validation_domain);
        free(validation->record_name);
        free(validation->record_value);
        texts_free(validation->emails, validation->n_emails);
        free(validation->redirect_from);
        free(validation->redirect_to);
        free(validation->why_record);
        free(validation->why_caa);
        free(validation->why_zone);
    }
    free(validations);
}

void certificate_free(struct certificate *certificate)
{
    if (certificate == NULL)
        return;
    free(certificate->arn);
    free(certificate->domain);
    texts_free(certificate->names, certificate->n_names);
    free(certificate->authority);
    free(certificate->revocation_reason);
    free(certificate->serial);
    free(certificate->subject);
    free(certificate->issuer);
    free(certificate->signature_algorithm);
    texts_free(certificate->key_usages, certificate->n_key_usages);
    texts_free(certificate->extended_key_usages, certificate->n_extended_key_usages);
    texts_free(certificate->extended_key_usage_oids, certificate->n_extended_key_usages);
    validations_free(certificate->validations, certificate->n_validations);
    validations_free(certificate->renewal.validations,
                     certificate->renewal.n_validations);
    validations_free(certificate->update.validations, certificate->update.n_validations);
    texts_free(certificate->in_use_by, certificate->n_in_use_by);
    tags_clear(&certificate->tags);
    free(certificate->import_pem);
    free(certificate->import_chain);
    free(certificate->import_key);
    free(certificate->summary);
    free(certificate);
}

void certificate_touch(struct certificate *certificate)
{
    free(certificate->summary);
    certificate->summary = NULL;
    certificate->summary_len = 0;
}

bool certificate_in_use(const struct certificate *certificate)
{
    return certificate->n_in_use_by > 0;
}

void text_set(char **place, const char *value)
{
    char *copy = heap_strdup(value);

    free(*place);
    *place = copy;
}

void texts_add(char ***texts, size_t *n, const char *text)
{
    *texts = heap_grow(*texts, *n + 1, sizeof(char *));
    (*texts)[(*n)++] = heap_strdup(text);
}

void texts_free(char **texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(texts[i]);
    free(texts);
}
