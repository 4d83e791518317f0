/* api_json: a certificate of the model as the ACM API would print it. */
#include "analyzer/api_json.h"

#include <stdbool.h>

#include "analyzer/model/cert.h"
#include "base/when.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text != NULL && *text != '\0')
        json_object_set_new(object, key, json_string(text));
}

static void set_time(json_t *object, const char *key, int64_t when)
{
    char text[WHEN_TEXT_MAX];

    if (when != WHEN_NONE)
        json_object_set_new(object, key, json_string(when_iso(when, text)));
}

/* The API's word, or the unknown word as it was written. */
static void set_word(json_t *object, const char *key, const struct cert *cert,
                     enum acm_words words, int value, const char *pointer)
{
    set_text(object, key,
             value == 1 ? cert_oddity(cert, pointer) : acm_word(words, value));
}

static void set_flag(json_t *object, const char *key, int flag)
{
    if (flag != FLAG_NONE)
        json_object_set_new(object, key, json_boolean(flag == FLAG_TRUE));
}

static json_t *text_array(const char *const *items, size_t n)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, json_string(items[i]));
    return array;
}

static json_t *validation_json(const struct validation *validation)
{
    json_t *object = json_object();

    set_text(object, "DomainName", validation->domain);
    if (validation->n_emails > 0)
        json_object_set_new(object, "ValidationEmails",
                            text_array(validation->emails, validation->n_emails));
    set_text(object, "ValidationDomain", validation->validation_domain);
    set_text(object, "ValidationStatus",
             acm_word(ACM_WORDS_DOMAIN_STATUS, validation->status));
    if (validation->record.name != NULL) {
        json_t *record = json_object();

        set_text(record, "Name", validation->record.name);
        set_text(record, "Type", validation->record.type);
        set_text(record, "Value", validation->record.value);
        json_object_set_new(object, "ResourceRecord", record);
    }
    if (validation->redirect_from != NULL || validation->redirect_to != NULL) {
        json_t *redirect = json_object();

        set_text(redirect, "RedirectFrom", validation->redirect_from);
        set_text(redirect, "RedirectTo", validation->redirect_to);
        json_object_set_new(object, "HttpRedirect", redirect);
    }
    set_text(object, "ValidationMethod", acm_word(ACM_WORDS_METHOD, validation->method));
    return object;
}

static json_t *validations_json(const struct validation *validations, size_t n)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(array, validation_json(&validations[i]));
    return array;
}

static json_t *renewal_json(const struct cert *cert)
{
    const struct renewal *renewal = cert->renewal;
    json_t *object = json_object();

    set_word(object, "RenewalStatus", cert, ACM_WORDS_RENEWAL_STATUS,
             (int)renewal->status, "/RenewalSummary/RenewalStatus");
    json_object_set_new(object, "DomainValidationOptions",
                        validations_json(renewal->validations, renewal->n_validations));
    set_word(object, "RenewalStatusReason", cert, ACM_WORDS_REASON, (int)renewal->reason,
             "/RenewalSummary/RenewalStatusReason");
    set_time(object, "UpdatedAt", renewal->updated_at);
    return object;
}

static json_t *update_json(const struct cert *cert)
{
    const struct update *update = cert->update;
    json_t *object = json_object();
    json_t *methods = json_object();

    set_word(object, "Status", cert, ACM_WORDS_UPDATE_STATUS, (int)update->status,
             "/UpdateSummary/Status");
    set_text(object, "Type", "DOMAIN_VALIDATION_METHOD");
    set_text(methods, "From", acm_word(ACM_WORDS_METHOD, (int)update->from));
    set_text(methods, "To", acm_word(ACM_WORDS_METHOD, (int)update->to));
    json_object_set_new(object, "DomainValidationMethodUpdateSummary", methods);
    set_time(object, "RequestedAt", update->requested_at);
    set_time(object, "UpdatedAt", update->updated_at);
    return object;
}

static void set_times(json_t *object, const struct cert *cert)
{
    set_time(object, "CreatedAt", cert->created_at);
    set_time(object, "IssuedAt", cert->issued_at);
    set_time(object, "ImportedAt", cert->imported_at);
    set_time(object, "RevokedAt", cert->revoked_at);
    set_time(object, "NotBefore", cert->not_before);
    set_time(object, "NotAfter", cert->not_after);
}

/* What the detail and the summary have in common. */
static void set_common(json_t *object, const struct cert *cert)
{
    set_text(object, "CertificateArn", cert->arn);
    set_text(object, "DomainName", cert->domain);
    set_word(object, "Status", cert, ACM_WORDS_STATUS, cert->status, "/Status");
    if (!cert->type_inferred)
        set_word(object, "Type", cert, ACM_WORDS_TYPE, cert->type, "/Type");
    set_word(object, "KeyAlgorithm", cert, ACM_WORDS_KEY, cert->key, "/KeyAlgorithm");
    set_word(object, "RenewalEligibility", cert, ACM_WORDS_ELIGIBILITY, cert->eligibility,
             "/RenewalEligibility");
    set_word(object, "ManagedBy", cert, ACM_WORDS_MANAGER, cert->manager, "/ManagedBy");
    set_word(object, "CertificateKeyPairOrigin", cert, ACM_WORDS_ORIGIN, cert->key_origin,
             "/CertificateKeyPairOrigin");
    set_times(object, cert);
}

json_t *api_certificate(const struct cert *cert)
{
    json_t *object = json_object();
    json_t *options = json_object();

    set_common(object, cert);
    if (cert->n_names > 0)
        json_object_set_new(object, "SubjectAlternativeNames",
                            text_array(cert->names, cert->n_names));
    if (cert->has_validations)
        json_object_set_new(object, "DomainValidationOptions",
                            validations_json(cert->validations, cert->n_validations));
    set_text(object, "Serial", cert->serial);
    set_text(object, "Subject", cert->subject);
    set_text(object, "Issuer", cert->issuer);
    set_text(object, "SignatureAlgorithm", cert->signature_algorithm);
    set_text(object, "CertificateAuthorityArn", cert->authority_arn);
    if (cert->has_in_use_by)
        json_object_set_new(object, "InUseBy",
                            text_array(cert->in_use_by, cert->n_in_use_by));
    set_word(object, "FailureReason", cert, ACM_WORDS_REASON, cert->reason,
             "/FailureReason");
    if (cert->renewal != NULL)
        json_object_set_new(object, "RenewalSummary", renewal_json(cert));
    if (cert->update != NULL)
        json_object_set_new(object, "UpdateSummary", update_json(cert));
    set_text(options, "CertificateTransparencyLoggingPreference",
             acm_word(ACM_WORDS_SWITCH, cert->ct_logging));
    set_text(options, "Export", acm_word(ACM_WORDS_SWITCH, cert->exportable));
    if (json_object_size(options) > 0)
        json_object_set(object, "Options", options);
    json_decref(options);
    return object;
}

json_t *api_summary(const struct cert *cert)
{
    json_t *object = json_object();

    set_common(object, cert);
    if (cert->n_names > 0)
        json_object_set_new(object, "SubjectAlternativeNameSummaries",
                            text_array(cert->names, cert->n_names));
    if (cert->names_cut)
        json_object_set_new(object, "HasAdditionalSubjectAlternativeNames", json_true());
    set_text(object, "ExportOption", acm_word(ACM_WORDS_SWITCH, cert->exportable));
    set_flag(object, "InUse", (int)cert_in_use(cert));
    set_flag(object, "Exported", cert->exported);
    return object;
}
