/* summary_json: CertificateSummary, one certificate of a list, made once and kept. */
#include "mockaws/service/acm/summary_json.h"

#include <string.h>

#include "base/emit.h"
#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/json_parts.h"
#include "mockaws/store/certificate.h"

/* SubjectAlternativeNameSummaries holds the first 100 names. */
enum { NAMES_SHOWN = 100 };

static void put_what(struct emit *emit, const struct certificate *certificate)
{
    const size_t n = certificate->n_names;

    emit_text(emit, "CertificateArn", certificate->arn);
    json_text(emit, "DomainName", certificate->domain);
    json_texts(emit, "SubjectAlternativeNameSummaries", certificate->names,
               n < NAMES_SHOWN ? n : NAMES_SHOWN);
    emit_bool(emit, "HasAdditionalSubjectAlternativeNames", n > NAMES_SHOWN);
    json_text(emit, "Status", acm_word(ACM_WORDS_STATUS, (int)certificate->status));
    json_text(emit, "Type", acm_word(ACM_WORDS_TYPE, (int)certificate->type));
    json_text(emit, "KeyAlgorithm", json_key_algorithm(certificate->key));
    json_texts(emit, "KeyUsages", certificate->key_usages, certificate->n_key_usages);
    json_texts(emit, "ExtendedKeyUsages", certificate->extended_key_usages,
               certificate->n_extended_key_usages);
    json_text(emit, "ExportOption",
              acm_word(ACM_WORDS_SWITCH, (int)certificate->export_option));
    emit_bool(emit, "InUse", certificate_in_use(certificate));
    emit_bool(emit, "Exported", certificate->exported);
    json_text(emit, "RenewalEligibility",
              acm_word(ACM_WORDS_ELIGIBILITY, (int)lifecycle_eligibility(certificate)));
}

static void put_when(struct emit *emit, const struct certificate *certificate)
{
    json_time(emit, "NotBefore", certificate->not_before_ms);
    json_time(emit, "NotAfter", certificate->not_after_ms);
    json_time(emit, "CreatedAt", certificate->created_ms);
    if (certificate->type != ACM_IMPORTED)
        json_time(emit, "IssuedAt", certificate->issued_ms);
    if (certificate->type == ACM_IMPORTED)
        json_time(emit, "ImportedAt", certificate->imported_ms);
    if (certificate->status == ACM_REVOKED)
        json_time(emit, "RevokedAt", certificate->revoked_ms);
}

static void make(struct certificate *certificate)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    put_what(&emit, certificate);
    put_when(&emit, certificate);
    json_text(&emit, "ManagedBy", acm_word(ACM_WORDS_MANAGER, (int)certificate->manager));
    json_text(&emit, "CertificateKeyPairOrigin",
              acm_word(ACM_WORDS_ORIGIN, (int)certificate->origin));
    emit_close(&emit, '}');
    certificate->summary = heap_strndup(emit.text.data, emit.text.len);
    certificate->summary_len = emit.text.len;
    emit_end(&emit);
}

void summary_json(struct emit *emit, struct certificate *certificate)
{
    if (certificate->summary == NULL)
        make(certificate);
    emit_raw(emit, NULL, certificate->summary, certificate->summary_len);
}
