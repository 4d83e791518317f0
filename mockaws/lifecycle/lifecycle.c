/* lifecycle: the table of transitions, and what is done to a certificate from outside. */
#include "mockaws/lifecycle/lifecycle.h"

#include <string.h>

#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

/* Source: facts 4.1. What is not here cannot happen. */
static const struct transition {
    enum acm_status from;
    enum lifecycle_event event;
    enum acm_status to;
} transitions[] = {
    /* clang-format off */
    { ACM_PENDING_VALIDATION, LIFECYCLE_VALIDATED,  ACM_ISSUED },
    { ACM_PENDING_VALIDATION, LIFECYCLE_REFUSED,    ACM_FAILED },
    { ACM_PENDING_VALIDATION, LIFECYCLE_DEADLINE,   ACM_VALIDATION_TIMED_OUT },
    { ACM_ISSUED,             LIFECYCLE_NOT_AFTER,  ACM_EXPIRED },
    { ACM_ISSUED,             LIFECYCLE_REVOKED,    ACM_REVOKED },
    { ACM_ISSUED,             LIFECYCLE_RENEWED,    ACM_ISSUED },
    { ACM_ISSUED,             LIFECYCLE_REIMPORTED, ACM_ISSUED },
    { ACM_EXPIRED,            LIFECYCLE_REIMPORTED, ACM_ISSUED },
    /* clang-format on */
};

bool lifecycle_may(enum acm_status status, enum lifecycle_event event,
                   enum acm_status *to)
{
    for (size_t i = 0; i < sizeof(transitions) / sizeof(transitions[0]); i++)
        if (transitions[i].from == status && transitions[i].event == event) {
            *to = transitions[i].to;
            return true;
        }
    return false;
}

void lifecycle_import(struct world *world, struct certificate *certificate)
{
    schedule_cancel_all(world, certificate);
    certificate->status = ACM_ISSUED;
    certificate->imported_ms = world->clock.now_ms;
    if (certificate->created_ms == TIME_NONE)
        certificate->created_ms = world->clock.now_ms;
    certificate->visible_ms = certificate->created_ms;
    certificate->records_ms = certificate->created_ms;
    schedule_expiry(world, certificate);
    world_tell(world, certificate, "ISSUED");
}

bool lifecycle_revoke(struct world *world, struct certificate *certificate,
                      const char *reason)
{
    enum acm_status to;

    if (!lifecycle_may(certificate->status, LIFECYCLE_REVOKED, &to))
        return false;
    schedule_cancel_all(world, certificate);
    certificate->status = to;
    certificate->revoked_ms = world->clock.now_ms;
    text_set(&certificate->revocation_reason, reason);
    world_tell(world, certificate, "REVOKED");
    return true;
}

void lifecycle_forget(struct world *world, struct certificate *certificate)
{
    schedule_cancel_all(world, certificate);
}

/* The set that a mail of today is about: a running renewal's, else the request's. */
static struct validation *mailed(struct certificate *certificate, size_t *n)
{
    if (renewal_is_open(certificate)) {
        *n = certificate->renewal.n_validations;
        return certificate->renewal.validations;
    }
    *n = certificate->n_validations;
    return certificate->validations;
}

static void answer(struct world *world, struct certificate *certificate,
                   const char *domain, bool yes)
{
    size_t n;
    struct validation *validations = mailed(certificate, &n);

    for (size_t i = 0; i < n; i++) {
        if (domain != NULL && strcasecmp(domain, validations[i].domain) != 0)
            continue;
        validations[i].approved = yes;
        validations[i].denied = !yes;
    }
    if (certificate->status == ACM_PENDING_VALIDATION || renewal_is_open(certificate))
        schedule_look(world, certificate, 0);
}

void lifecycle_approve(struct world *world, struct certificate *certificate,
                       const char *domain)
{
    answer(world, certificate, domain, true);
}

void lifecycle_deny(struct world *world, struct certificate *certificate,
                    const char *domain)
{
    answer(world, certificate, domain, false);
}

bool lifecycle_set_in_use(struct world *world, struct certificate *certificate,
                          const char *const *arns, size_t n, bool force)
{
    if (n > 0 && certificate->status != ACM_ISSUED && !force)
        return false;
    texts_free(certificate->in_use_by, certificate->n_in_use_by);
    certificate->in_use_by = NULL;
    certificate->n_in_use_by = 0;
    for (size_t i = 0; i < n; i++)
        texts_add(&certificate->in_use_by, &certificate->n_in_use_by, arns[i]);
    certificate_touch(certificate);
    renewal_arrange(world, certificate);
    return true;
}

void lifecycle_export(struct world *world, struct certificate *certificate)
{
    if (certificate->exported)
        return;
    certificate->exported = true;
    certificate_touch(certificate);
    renewal_arrange(world, certificate);
}

void lifecycle_force(struct world *world, struct certificate *certificate,
                     enum acm_status status, enum acm_reason reason)
{
    schedule_cancel_all(world, certificate);
    certificate->forced = true;
    certificate->status = status;
    certificate->reason = status == ACM_FAILED ? reason : ACM_REASON_NONE;
    if (status == ACM_FAILED)
        validations_set(world, certificate->validations, certificate->n_validations,
                        ACM_DOMAIN_FAILED);
    world_tell(world, certificate, "forced");
}

bool lifecycle_shows_records(const struct world *world,
                             const struct certificate *certificate)
{
    return certificate->records_ms == TIME_NONE ||
           world->clock.now_ms >= certificate->records_ms;
}

bool lifecycle_is_listed(const struct world *world, const struct certificate *certificate)
{
    const int64_t lag = world->oddities & ODDITY_LIST_LAGS_DESCRIBE ? 30 * 1000 : 0;

    return certificate->visible_ms == TIME_NONE ||
           world->clock.now_ms >= certificate->visible_ms + lag;
}
