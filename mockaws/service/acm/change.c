/* change: RenewCertificate, RevokeCertificate, UpdateCertificateOptions. */
#include <string.h>

#include "base/arena.h"
#include "base/when.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

/* Private certificates that were exported: ACM API, RenewCertificate. */
int acm_renew_certificate(struct mock *mock, struct call *call)
{
    struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    if (!acm_has_body(certificate))
        return call_fail(call, "RequestInProgressException",
                         "The certificate %s has not been issued yet.", certificate->arn);
    if (certificate->type != ACM_PRIVATE || !certificate->exported ||
        certificate->status != ACM_ISSUED)
        return call_fail(call, "ValidationException",
                         "The certificate %s is not eligible for renewal: only an issued "
                         "PRIVATE one that was exported is.",
                         certificate->arn);
    if (certificate->renewal.status == ACM_RENEWAL_PENDING_AUTO_RENEWAL)
        return call_fail(call, "RequestInProgressException",
                         "The certificate %s is being renewed already.",
                         certificate->arn);
    lifecycle_renew(&mock->world, certificate);
    certificate_touch(certificate);
    return 0;
}

/* Public certificates that were exported and are in use nowhere: ACM API. */
int acm_revoke_certificate(struct mock *mock, struct call *call)
{
    const char *reason = acm_text(call->input, "RevocationReason");
    struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    if (certificate_in_use(certificate))
        return call_fail(call, "ResourceInUseException",
                         "Certificate %s in account %s is in use.", certificate->arn,
                         call->account->id);
    if (certificate->type != ACM_AMAZON_ISSUED || !certificate->exported)
        return call_fail(call, "ValidationException",
                         "The certificate %s cannot be revoked: only a public one that "
                         "was exported can.",
                         certificate->arn);
    if (!lifecycle_revoke(&mock->world, certificate, reason))
        return call_fail(call, "ConflictException",
                         "The certificate %s cannot be revoked: its status is %s.",
                         certificate->arn,
                         acm_word(ACM_WORDS_STATUS, (int)certificate->status));
    certificate_touch(certificate);
    emit_open(&call->json, NULL, '{');
    emit_text(&call->json, "CertificateArn", certificate->arn);
    emit_close(&call->json, '}');
    return 0;
}

/* Certificates from before 2025-06-17 can never be exported: facts 10. */
static int check_export(struct call *call, const struct certificate *certificate)
{
    const int64_t since_ms = when_from_civil(2025, 6, 17, 0, 0, 0) * 1000;

    if (certificate->created_ms < since_ms)
        return call_fail(call, "InvalidStateException",
                         "The certificate %s was requested before certificates could be "
                         "exported.",
                         certificate->arn);
    return 0;
}

/* There is a way from e-mail to DNS, and no other: facts 2.5. */
static int change_method(struct mock *mock, struct call *call,
                         struct certificate *certificate, const char *method)
{
    if (strcmp(method, acm_word(ACM_WORDS_METHOD, (int)certificate->method)) == 0)
        return 0;
    if (strcmp(method, "DNS") != 0)
        return call_fail(call, "ValidationException",
                         "The validation method can be changed to DNS only.");
    if (certificate->update.status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        return call_fail(call, "ConflictException",
                         "The certificate %s is being moved to DNS validation already.",
                         certificate->arn);
    if (!lifecycle_move_to_dns(&mock->world, certificate))
        return call_fail(call, "InvalidStateException",
                         "The certificate %s cannot be moved to DNS validation: it must "
                         "be ISSUED and validated by e-mail.",
                         certificate->arn);
    return 0;
}

static void set_switch(enum acm_switch *to, const char *word)
{
    if (word != NULL)
        *to = (enum acm_switch)acm_word_parse(ACM_WORDS_SWITCH, word, strlen(word));
}

/* Nothing is changed unless all can be. */
int acm_update_certificate_options(struct mock *mock, struct call *call)
{
    const json_t *options = acm_member(call->input, "Options");
    const char *export_option = acm_text(options, "Export");
    const char *method = acm_text(options, "ValidationMethod");
    struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    if (certificate->type != ACM_AMAZON_ISSUED)
        return call_fail(call, "InvalidStateException",
                         "The certificate %s is %s: it has no options to be changed.",
                         certificate->arn,
                         acm_word(ACM_WORDS_TYPE, (int)certificate->type));
    if ((export_option != NULL && check_export(call, certificate) != 0) ||
        (method != NULL && change_method(mock, call, certificate, method) != 0))
        return -1;
    set_switch(&certificate->export_option, export_option);
    set_switch(&certificate->transparency,
               acm_text(options, "CertificateTransparencyLoggingPreference"));
    certificate_touch(certificate);
    return 0;
}
