/* renewal: managed renewal, from its window to SUCCESS or the end. */
#include <stddef.h>
#include <stdlib.h>

#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

#define DAY_MS INT64_C(86400000)

/* Source: ACM User Guide, "Managed certificate renewal"; facts 4.3. */
enum { SHORT_DAYS = 200, SHORT_WINDOW_DAYS = 45, LONG_WINDOW_DAYS = 60 };

static bool is_renewable(const struct certificate *certificate)
{
    return certificate->status == ACM_ISSUED &&
           (certificate->type == ACM_AMAZON_ISSUED || certificate->type == ACM_PRIVATE) &&
           certificate->origin != ACM_ORIGIN_ACME;
}

int64_t lifecycle_renewal_start(const struct certificate *certificate)
{
    int64_t days = LONG_WINDOW_DAYS;

    if (certificate->not_after_ms == TIME_NONE || !is_renewable(certificate))
        return TIME_NONE;
    if (certificate->type != ACM_PRIVATE && certificate->not_before_ms != TIME_NONE &&
        certificate->not_after_ms - certificate->not_before_ms <= SHORT_DAYS * DAY_MS)
        days = SHORT_WINDOW_DAYS;
    return certificate->not_after_ms - days * DAY_MS;
}

bool renewal_is_open(const struct certificate *certificate)
{
    return certificate->status == ACM_ISSUED &&
           (certificate->renewal.status == ACM_RENEWAL_PENDING_AUTO_RENEWAL ||
            certificate->renewal.status == ACM_RENEWAL_PENDING_VALIDATION);
}

enum acm_eligibility lifecycle_eligibility(const struct certificate *certificate)
{
    if (!is_renewable(certificate))
        return ACM_INELIGIBLE;
    return certificate_in_use(certificate) || certificate->exported ? ACM_ELIGIBLE
                                                                    : ACM_INELIGIBLE;
}

static void set_status(struct world *world, struct certificate *certificate,
                       enum acm_renewal_status status, enum acm_reason reason)
{
    static const char *const words[] = {
        [ACM_RENEWAL_PENDING_AUTO_RENEWAL] = "renewal PENDING_AUTO_RENEWAL",
        [ACM_RENEWAL_PENDING_VALIDATION] = "renewal PENDING_VALIDATION",
        [ACM_RENEWAL_SUCCESS] = "renewal SUCCESS",
        [ACM_RENEWAL_FAILED] = "renewal FAILED",
    };
    struct renewal *renewal = &certificate->renewal;

    if (renewal->status == status && renewal->reason == reason) {
        certificate_touch(certificate);
        return;
    }
    renewal->status = status;
    renewal->reason = reason;
    renewal->updated_ms = world->clock.now_ms;
    world_tell(world, certificate, words[status]);
}

/* A new serial and new dates; the ARN stays, Status never left ISSUED. */
static void renewed(struct world *world, struct certificate *certificate)
{
    schedule_cancel(world, &certificate->look);
    /* The export counts until the next renewal only: facts 4.3. */
    if (certificate->type != ACM_PRIVATE)
        certificate->exported = false;
    issue_now(world, certificate);
    set_status(world, certificate, ACM_RENEWAL_SUCCESS, ACM_REASON_NONE);
}

static void finish(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;

    certificate->issue = NULL;
    if (certificate->forced || !renewal_is_open(certificate))
        return;
    if (!validations_caa(world, certificate->renewal.validations,
                         certificate->renewal.n_validations)) {
        set_status(world, certificate, ACM_RENEWAL_PENDING_VALIDATION, ACM_CAA_ERROR);
        schedule_wait(world, certificate);
        return;
    }
    renewed(world, certificate);
}

static void renew_private(struct world *world, struct certificate *certificate)
{
    const enum acm_reason reason = refusal_of_authority(world, certificate);

    if (reason == ACM_REASON_NONE)
        renewed(world, certificate);
    else
        set_status(world, certificate, ACM_RENEWAL_FAILED, reason);
}

void renewal_look(struct world *world, struct certificate *certificate)
{
    struct renewal *renewal = &certificate->renewal;
    bool denied;

    if (certificate->type == ACM_PRIVATE) {
        renew_private(world, certificate);
        return;
    }
    if (validations_look(world, renewal->validations, renewal->n_validations, &denied) ==
        0) {
        schedule(world, &certificate->issue, world->clock.now_ms + world->delays.issue_ms,
                 "renew", finish, certificate);
        certificate_touch(certificate);
        return;
    }
    set_status(world, certificate, ACM_RENEWAL_PENDING_VALIDATION, ACM_REASON_NONE);
    schedule_wait(world, certificate);
}

static void open_window(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;
    struct renewal *renewal = &certificate->renewal;

    certificate->window = NULL;
    if (certificate->forced || renewal_is_open(certificate) ||
        lifecycle_eligibility(certificate) != ACM_ELIGIBLE)
        return;
    validations_free(renewal->validations, renewal->n_validations);
    renewal->n_validations = certificate->n_validations;
    renewal->validations =
        validations_again(certificate->validations, certificate->n_validations);
    renewal->started_ms = world->clock.now_ms;
    /* A person is asked at once where mail decides: facts 3.2. */
    if (certificate->method == ACM_METHOD_EMAIL) {
        set_status(world, certificate, ACM_RENEWAL_PENDING_VALIDATION, ACM_REASON_NONE);
        schedule_wait(world, certificate);
        return;
    }
    set_status(world, certificate, ACM_RENEWAL_PENDING_AUTO_RENEWAL, ACM_REASON_NONE);
    schedule_look(world, certificate, world->delays.renewal_ms);
}

/* At the window's start, or at once when that is past. */
void renewal_arrange(struct world *world, struct certificate *certificate)
{
    const int64_t start = lifecycle_renewal_start(certificate);
    const int64_t now = world->clock.now_ms;

    if (start == TIME_NONE || certificate->not_after_ms <= now)
        return;
    if (renewal_is_open(certificate)) {
        if (!certificate->waiting && certificate->look == NULL)
            schedule_look(world, certificate, -1);
        return;
    }
    if (certificate->renewal.status == ACM_RENEWAL_FAILED &&
        certificate->type == ACM_PRIVATE)
        return;
    schedule(world, &certificate->window, schedule_not_past(world, start),
             "renewal window", open_window, certificate);
}

void renewal_end(struct world *world, struct certificate *certificate)
{
    struct renewal *renewal = &certificate->renewal;

    if (!renewal_is_open(certificate))
        return;
    validations_set(world, renewal->validations, renewal->n_validations,
                    ACM_DOMAIN_FAILED);
    set_status(world, certificate, ACM_RENEWAL_FAILED, renewal->reason);
}

static void renew_exported(void *context, void *subject)
{
    struct certificate *certificate = subject;

    certificate->issue = NULL;
    if (!certificate->forced && certificate->status == ACM_ISSUED)
        renew_private(context, certificate);
}

void lifecycle_renew(struct world *world, struct certificate *certificate)
{
    certificate->renewal.started_ms = world->clock.now_ms;
    set_status(world, certificate, ACM_RENEWAL_PENDING_AUTO_RENEWAL, ACM_REASON_NONE);
    schedule(world, &certificate->issue, world->clock.now_ms + world->delays.private_ms,
             "renew", renew_exported, certificate);
}

void lifecycle_force_renewal(struct world *world, struct certificate *certificate,
                             enum acm_renewal_status status, enum acm_reason reason)
{
    struct renewal *renewal = &certificate->renewal;

    schedule_cancel_all(world, certificate);
    schedule_expiry(world, certificate);
    if (renewal->n_validations == 0) {
        renewal->n_validations = certificate->n_validations;
        renewal->validations =
            validations_again(certificate->validations, certificate->n_validations);
    }
    certificate->forced = true;
    set_status(world, certificate, status, reason);
}
