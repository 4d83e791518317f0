/* validations: ListCertificateDomainValidations. */
#include <stddef.h>

#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/json_parts.h"
#include "mockaws/service/acm/token.h"
#include "mockaws/service/mock.h"

enum { PAGE_DEFAULT = 1000 };

static const char *const question[] = { "CertificateArn", NULL };

/* Exactly one kind of challenge; HTTP has none in the model (facts 2.4). */
static void put_challenge(struct emit *json, const struct validation *validation)
{
    if (validation->record_name != NULL) {
        emit_open(json, "ValidationChallenge", '{');
        emit_open(json, "DnsValidationChallenge", '{');
        json_record(json, "ResourceRecord", validation);
        emit_close(json, '}');
        emit_close(json, '}');
    } else if (validation->n_emails > 0) {
        emit_open(json, "ValidationChallenge", '{');
        emit_open(json, "EmailValidationChallenge", '{');
        json_texts(json, "ValidationEmails", validation->emails, validation->n_emails);
        json_text(json, "ValidationDomain", validation->validation_domain);
        emit_close(json, '}');
        emit_close(json, '}');
    }
}

static void put_configuration(struct emit *json, const char *key,
                              const struct validation *validation, bool shows_records)
{
    emit_open(json, key, '{');
    json_text(json, "ValidationMethod",
              acm_word(ACM_WORDS_METHOD, (int)validation->method));
    json_text(json, "ValidationStatus",
              acm_word(ACM_WORDS_DOMAIN_STATUS, (int)validation->status));
    if (shows_records)
        put_challenge(json, validation);
    emit_close(json, '}');
}

/* "Requested" is there only while the method is being changed. */
static const struct validation *requested(const struct certificate *certificate,
                                          const char *domain)
{
    const struct update *update = &certificate->update;

    if (update->status != ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        return NULL;
    for (size_t i = 0; i < update->n_validations; i++)
        if (acm_same_name(update->validations[i].domain, domain))
            return &update->validations[i];
    return NULL;
}

static void put_one(struct emit *json, const struct world *world,
                    const struct certificate *certificate,
                    const struct validation *validation)
{
    const struct validation *next = requested(certificate, validation->domain);

    emit_open(json, NULL, '{');
    emit_text(json, "DomainName", validation->domain);
    put_configuration(json, "ActiveValidationConfiguration", validation,
                      lifecycle_shows_records(world, certificate));
    if (next != NULL)
        put_configuration(json, "RequestedValidationConfiguration", next, true);
    emit_close(json, '}');
}

int acm_list_domain_validations(struct mock *mock, struct call *call)
{
    const struct certificate *certificate = acm_find(mock, call);
    const uint64_t most = (uint64_t)acm_integer(call->input, "MaxItems", PAGE_DEFAULT);
    struct token_place start = { 0 };
    size_t i;

    if (certificate == NULL || token_read(mock, call, question, &start) < 0)
        return -1;
    emit_open(&call->json, NULL, '{');
    emit_open(&call->json, "DomainValidationSummaryList", '[');
    for (i = start.number; i < certificate->n_validations && i < start.number + most; i++)
        put_one(&call->json, &mock->world, certificate, &certificate->validations[i]);
    emit_close(&call->json, ']');
    if (i < certificate->n_validations)
        emit_text(&call->json, "NextToken",
                  token_make(mock, call, question, (struct token_place){ i, 0 }));
    emit_close(&call->json, '}');
    return 0;
}
