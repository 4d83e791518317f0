/* certificate_json: CertificateDetail, what DescribeCertificate answers. */
#include "mockaws/service/acm/certificate_json.h"

#include <stdbool.h>

#include "base/emit.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/world.h"
#include "mockaws/service/acm/json_parts.h"

static void put_names(struct emit *emit, const struct world *world,
                      const struct certificate *certificate)
{
    const bool backwards = (world->oddities & ODDITY_SAN_ORDER_DIFFERS) != 0;
    const size_t n = certificate->n_names;

    if (n == 0)
        return;
    emit_open(emit, "SubjectAlternativeNames", '[');
    for (size_t i = 0; i < n; i++)
        emit_text(emit, NULL, certificate->names[backwards ? n - 1 - i : i]);
    emit_close(emit, ']');
}

static void put_validation(struct emit *emit, const struct validation *validation,
                           bool shows_records)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "DomainName", validation->domain);
    if (shows_records && validation->n_emails > 0)
        json_texts(emit, "ValidationEmails", validation->emails, validation->n_emails);
    json_text(emit, "ValidationDomain", validation->validation_domain);
    json_text(emit, "ValidationStatus",
              acm_word(ACM_WORDS_DOMAIN_STATUS, (int)validation->status));
    if (shows_records)
        json_record(emit, "ResourceRecord", validation);
    if (shows_records && validation->redirect_from != NULL) {
        emit_open(emit, "HttpRedirect", '{');
        emit_text(emit, "RedirectFrom", validation->redirect_from);
        json_text(emit, "RedirectTo", validation->redirect_to);
        emit_close(emit, '}');
    }
    json_text(emit, "ValidationMethod",
              acm_word(ACM_WORDS_METHOD, (int)validation->method));
    emit_close(emit, '}');
}

static void put_validations(struct emit *emit, const struct validation *validations,
                            size_t n, bool shows_records)
{
    emit_open(emit, "DomainValidationOptions", '[');
    for (size_t i = 0; i < n; i++)
        put_validation(emit, &validations[i], shows_records);
    emit_close(emit, ']');
}

static void put_renewal(struct emit *emit, const struct renewal *renewal)
{
    if (renewal->status == ACM_RENEWAL_NONE)
        return;
    emit_open(emit, "RenewalSummary", '{');
    json_text(emit, "RenewalStatus",
              acm_word(ACM_WORDS_RENEWAL_STATUS, (int)renewal->status));
    put_validations(emit, renewal->validations, renewal->n_validations, true);
    json_text(emit, "RenewalStatusReason",
              acm_word(ACM_WORDS_REASON, (int)renewal->reason));
    json_time(emit, "UpdatedAt", renewal->updated_ms);
    emit_close(emit, '}');
}

static void put_usages(struct emit *emit, const struct certificate *certificate)
{
    emit_open(emit, "KeyUsages", '[');
    for (size_t i = 0; i < certificate->n_key_usages; i++) {
        emit_open(emit, NULL, '{');
        emit_text(emit, "Name", certificate->key_usages[i]);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
    emit_open(emit, "ExtendedKeyUsages", '[');
    for (size_t i = 0; i < certificate->n_extended_key_usages; i++) {
        emit_open(emit, NULL, '{');
        emit_text(emit, "Name", certificate->extended_key_usages[i]);
        json_text(emit, "OID", certificate->extended_key_usage_oids[i]);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

/* ValidationMethod stands here once the method was to be changed: facts 2.1, 2.5. */
static void put_options(struct emit *emit, const struct certificate *certificate)
{
    emit_open(emit, "Options", '{');
    json_text(emit, "CertificateTransparencyLoggingPreference",
              acm_word(ACM_WORDS_SWITCH, (int)certificate->transparency));
    json_text(emit, "Export",
              acm_word(ACM_WORDS_SWITCH, (int)certificate->export_option));
    if (certificate->update.status != ACM_UPDATE_NONE)
        json_text(emit, "ValidationMethod",
                  acm_word(ACM_WORDS_METHOD, (int)certificate->method));
    emit_close(emit, '}');
}

static void put_update(struct emit *emit, const struct update *update)
{
    if (update->status == ACM_UPDATE_NONE)
        return;
    emit_open(emit, "UpdateSummary", '{');
    json_text(emit, "Status", acm_word(ACM_WORDS_UPDATE_STATUS, (int)update->status));
    emit_text(emit, "Type", "DOMAIN_VALIDATION_METHOD");
    emit_open(emit, "DomainValidationMethodUpdateSummary", '{');
    emit_text(emit, "From", "EMAIL");
    emit_text(emit, "To", "DNS");
    emit_close(emit, '}');
    json_time(emit, "RequestedAt", update->requested_ms);
    json_time(emit, "UpdatedAt", update->updated_ms);
    emit_close(emit, '}');
}

/* Serial to Status: what is there only once something was issued. */
static void put_issue(struct emit *emit, const struct certificate *certificate)
{
    json_text(emit, "Serial", certificate->serial);
    json_text(emit, "Subject", certificate->subject);
    json_text(emit, "Issuer", certificate->issuer);
    json_time(emit, "CreatedAt", certificate->created_ms);
    if (certificate->type != ACM_IMPORTED)
        json_time(emit, "IssuedAt", certificate->issued_ms);
    if (certificate->type == ACM_IMPORTED)
        json_time(emit, "ImportedAt", certificate->imported_ms);
    json_text(emit, "Status", acm_word(ACM_WORDS_STATUS, (int)certificate->status));
    if (certificate->status == ACM_REVOKED) {
        json_time(emit, "RevokedAt", certificate->revoked_ms);
        json_text(emit, "RevocationReason", certificate->revocation_reason);
    }
    json_time(emit, "NotBefore", certificate->not_before_ms);
    json_time(emit, "NotAfter", certificate->not_after_ms);
}

void certificate_json(struct emit *emit, const char *key, const struct world *world,
                      const struct certificate *certificate)
{
    emit_open(emit, key, '{');
    emit_text(emit, "CertificateArn", certificate->arn);
    json_text(emit, "DomainName", certificate->domain);
    put_names(emit, world, certificate);
    json_text(emit, "ManagedBy", acm_word(ACM_WORDS_MANAGER, (int)certificate->manager));
    if (certificate->type == ACM_AMAZON_ISSUED && certificate->n_validations > 0)
        put_validations(emit, certificate->validations, certificate->n_validations,
                        lifecycle_shows_records(world, certificate));
    put_issue(emit, certificate);
    json_text(emit, "KeyAlgorithm", json_key_algorithm(certificate->key));
    json_text(emit, "SignatureAlgorithm", certificate->signature_algorithm);
    json_texts(emit, "InUseBy", certificate->in_use_by, certificate->n_in_use_by);
    if (certificate->status == ACM_FAILED)
        json_text(emit, "FailureReason",
                  acm_word(ACM_WORDS_REASON, (int)certificate->reason));
    json_text(emit, "Type", acm_word(ACM_WORDS_TYPE, (int)certificate->type));
    put_renewal(emit, &certificate->renewal);
    put_usages(emit, certificate);
    json_text(emit, "CertificateAuthorityArn", certificate->authority);
    json_text(emit, "RenewalEligibility",
              acm_word(ACM_WORDS_ELIGIBILITY, (int)lifecycle_eligibility(certificate)));
    put_options(emit, certificate);
    put_update(emit, &certificate->update);
    json_text(emit, "CertificateKeyPairOrigin",
              acm_word(ACM_WORDS_ORIGIN, (int)certificate->origin));
    emit_close(emit, '}');
}
