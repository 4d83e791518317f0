/* resend: ResendValidationEmail. */
#include <stddef.h>

#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

/* The link is valid 72 h from the request: ACM API, ResendValidationEmail. */
enum { HOUR_MS = 3600 * 1000, LINK_HOURS = 72 };

/* The mails that are under way: the first validation's, or a renewal's. */
struct mails {
    const struct validation *validations;
    size_t n;
    int64_t since_ms;
};

static struct mails mails_of(const struct certificate *certificate)
{
    const struct renewal *renewal = &certificate->renewal;

    if (certificate->method != ACM_METHOD_EMAIL)
        return (struct mails){ 0 };
    if (certificate->status == ACM_PENDING_VALIDATION)
        return (struct mails){ certificate->validations, certificate->n_validations,
                               certificate->created_ms };
    if (certificate->status == ACM_ISSUED &&
        renewal->status == ACM_RENEWAL_PENDING_VALIDATION)
        return (struct mails){ renewal->validations, renewal->n_validations,
                               renewal->started_ms };
    return (struct mails){ 0 };
}

static const struct validation *find_validation(const struct mails *mails,
                                                const char *domain)
{
    for (size_t i = 0; i < mails->n; i++)
        if (acm_same_name(mails->validations[i].domain, domain))
            return &mails->validations[i];
    return NULL;
}

/* Nothing changes: the mail of a mock goes nowhere, and its link stays the same. */
int acm_resend_validation_email(struct mock *mock, struct call *call)
{
    const struct certificate *certificate = acm_find(mock, call);
    const char *domain = acm_text(call->input, "Domain");
    const char *mail_domain = acm_text(call->input, "ValidationDomain");
    const struct validation *validation;
    struct mails mails;

    if (certificate == NULL)
        return -1;
    mails = mails_of(certificate);
    if (mails.n == 0)
        return call_fail(call, "InvalidStateException",
                         "The certificate %s does not wait for validation by e-mail.",
                         certificate->arn);
    validation = find_validation(&mails, domain);
    if (validation == NULL)
        return call_fail(call, "InvalidDomainValidationOptionsException",
                         "%s is not among the domain names of the certificate.", domain);
    if (!acm_is_validation_domain(domain, mail_domain))
        return call_fail(call, "InvalidDomainValidationOptionsException",
                         "The validation domain %s is neither %s nor a superdomain of "
                         "it.",
                         mail_domain, domain);
    if (validation->status != ACM_DOMAIN_PENDING_VALIDATION)
        return call_fail(call, "InvalidStateException",
                         "%s is not waiting for validation.", domain);
    if (mock->world.clock.now_ms - mails.since_ms > (int64_t)LINK_HOURS * HOUR_MS)
        return call_fail(call, "InvalidStateException",
                         "The validation of %s began more than %d hours ago.", domain,
                         LINK_HOURS);
    return 0;
}
