/* search_json: CertificateSearchResult, one certificate that SearchCertificates found. */
#include "mockaws/service/acm/search_json.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/emit.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/distinguished.h"
#include "mockaws/service/acm/json_parts.h"
#include "mockaws/store/certificate.h"

static bool is_address(const char *name)
{
    unsigned char octets[16];

    return inet_pton(AF_INET, name, octets) == 1 ||
           inet_pton(AF_INET6, name, octets) == 1;
}

static void put_names(struct emit *emit, const struct certificate *certificate)
{
    if (certificate->n_names == 0)
        return;
    emit_open(emit, "SubjectAlternativeNames", '[');
    for (size_t i = 0; i < certificate->n_names; i++) {
        const char *name = certificate->names[i];

        emit_open(emit, NULL, '{');
        emit_text(emit, is_address(name) ? "IpAddress" : "DnsName", name);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

/* The certificate keeps one word of its issuer: an organisation, or a common name. */
static void put_issuer(struct emit *emit, const struct certificate *certificate)
{
    if (certificate->issuer == NULL || certificate->issuer[0] == '\0')
        return;
    emit_open(emit, "Issuer", '{');
    emit_text(emit, certificate->type == ACM_PRIVATE ? "CommonName" : "Organization",
              certificate->issuer);
    emit_close(emit, '}');
}

static void put_attributes(struct emit *emit, const struct certificate *certificate)
{
    emit_open(emit, "X509Attributes", '{');
    put_issuer(emit, certificate);
    if (certificate->subject != NULL)
        dn_json(emit, "Subject", certificate->subject);
    put_names(emit, certificate);
    json_texts(emit, "ExtendedKeyUsages", certificate->extended_key_usages,
               certificate->n_extended_key_usages);
    json_text(emit, "KeyAlgorithm", acm_word(ACM_WORDS_KEY, (int)certificate->key));
    json_texts(emit, "KeyUsages", certificate->key_usages, certificate->n_key_usages);
    json_text(emit, "SerialNumber", certificate->serial);
    json_time(emit, "NotAfter", certificate->not_after_ms);
    json_time(emit, "NotBefore", certificate->not_before_ms);
    emit_close(emit, '}');
}

static void put_times(struct emit *emit, const struct certificate *certificate)
{
    json_time(emit, "CreatedAt", certificate->created_ms);
    emit_bool(emit, "Exported", certificate->exported);
    if (certificate->type == ACM_IMPORTED)
        json_time(emit, "ImportedAt", certificate->imported_ms);
    emit_bool(emit, "InUse", certificate_in_use(certificate));
    if (certificate->type != ACM_IMPORTED)
        json_time(emit, "IssuedAt", certificate->issued_ms);
}

static void put_metadata(struct emit *emit, const struct certificate *certificate)
{
    emit_open(emit, "CertificateMetadata", '{');
    emit_open(emit, "AcmCertificateMetadata", '{');
    put_times(emit, certificate);
    json_text(emit, "RenewalEligibility",
              acm_word(ACM_WORDS_ELIGIBILITY, (int)lifecycle_eligibility(certificate)));
    if (certificate->status == ACM_REVOKED)
        json_time(emit, "RevokedAt", certificate->revoked_ms);
    json_text(emit, "Status", acm_word(ACM_WORDS_STATUS, (int)certificate->status));
    json_text(emit, "RenewalStatus",
              acm_word(ACM_WORDS_RENEWAL_STATUS, (int)certificate->renewal.status));
    json_text(emit, "Type", acm_word(ACM_WORDS_TYPE, (int)certificate->type));
    json_text(emit, "ExportOption",
              acm_word(ACM_WORDS_SWITCH, (int)certificate->export_option));
    json_text(emit, "ManagedBy", acm_word(ACM_WORDS_MANAGER, (int)certificate->manager));
    json_text(emit, "ValidationMethod",
              acm_word(ACM_WORDS_METHOD, (int)certificate->method));
    json_text(emit, "CertificateKeyPairOrigin",
              acm_word(ACM_WORDS_ORIGIN, (int)certificate->origin));
    emit_close(emit, '}');
    emit_close(emit, '}');
}

void search_json(struct emit *emit, const struct certificate *certificate)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "CertificateArn", certificate->arn);
    put_attributes(emit, certificate);
    put_metadata(emit, certificate);
    emit_close(emit, '}');
}
