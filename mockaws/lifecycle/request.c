/* request: from the request to ISSUED, FAILED or VALIDATION_TIMED_OUT. */
#include <stddef.h>

#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

void request_refuse(struct world *world, struct certificate *certificate,
                    enum acm_reason reason)
{
    enum acm_status to;

    if (!lifecycle_may(certificate->status, LIFECYCLE_REFUSED, &to))
        return;
    schedule_cancel_all(world, certificate);
    certificate->status = to;
    certificate->reason = reason;
    if (!(world->oddities & ODDITY_FAILED_WITH_PENDING))
        validations_set(world, certificate->validations, certificate->n_validations,
                        ACM_DOMAIN_FAILED);
    world_tell(world, certificate, "FAILED");
}

/* All names are validated: CAA has the last word, at the moment of issue (facts 7). */
static void issue(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;
    enum acm_status to;

    certificate->issue = NULL;
    if (certificate->forced ||
        !lifecycle_may(certificate->status, LIFECYCLE_VALIDATED, &to))
        return;
    if (certificate->type == ACM_PRIVATE) {
        const enum acm_reason reason = refusal_of_authority(world, certificate);

        if (reason != ACM_REASON_NONE) {
            request_refuse(world, certificate, reason);
            return;
        }
    } else if (!validations_caa(world, certificate->validations,
                                certificate->n_validations)) {
        request_refuse(world, certificate, ACM_CAA_ERROR);
        return;
    }
    schedule_cancel_all(world, certificate);
    issue_now(world, certificate);
    world_tell(world, certificate, "ISSUED");
}

void request_look(struct world *world, struct certificate *certificate)
{
    bool denied;
    size_t open;

    open = validations_look(world, certificate->validations, certificate->n_validations,
                            &denied);
    certificate_touch(certificate);
    if (denied) {
        request_refuse(world, certificate, ACM_DOMAIN_VALIDATION_DENIED);
        return;
    }
    if (open > 0) {
        schedule_wait(world, certificate);
        return;
    }
    schedule(world, &certificate->issue, world->clock.now_ms + world->delays.issue_ms,
             "issue", issue, certificate);
    world_tell(world, certificate, "all names validated");
}

static void time_out(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;
    enum acm_status to;

    certificate->deadline = NULL;
    if (certificate->forced ||
        !lifecycle_may(certificate->status, LIFECYCLE_DEADLINE, &to))
        return;
    schedule_cancel_all(world, certificate);
    certificate->status = to;
    validations_set(world, certificate->validations, certificate->n_validations,
                    ACM_DOMAIN_FAILED);
    world_tell(world, certificate, "VALIDATION_TIMED_OUT");
}

/* The records have been made: names and mail that cannot be are refused now. */
static void begin(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;
    enum acm_reason reason = refusal_of_names(certificate);

    certificate->look = NULL;
    if (certificate->forced)
        return;
    if (reason == ACM_REASON_NONE)
        reason = refusal_of_mail(world, certificate);
    if (reason != ACM_REASON_NONE)
        request_refuse(world, certificate, reason);
    else
        request_look(world, certificate);
}

/* The 72 hours count from the records' making: facts 4.1. */
static void arrange_deadline(struct world *world, struct certificate *certificate)
{
    schedule(world, &certificate->deadline,
             schedule_not_past(world, certificate->records_ms + world->delays.timeout_ms),
             "72 h without validation", time_out, certificate);
}

static void arrange(struct world *world, struct certificate *certificate)
{
    schedule(world, &certificate->look, certificate->records_ms, "records are made",
             begin, certificate);
    arrange_deadline(world, certificate);
}

/* It has been looked at before: the next time is the usual one. */
static void go_on(struct world *world, struct certificate *certificate)
{
    schedule_look(world, certificate, -1);
    arrange_deadline(world, certificate);
}

void lifecycle_request(struct world *world, struct certificate *certificate)
{
    int64_t delay = world->delays.records_ms;

    if (world->oddities & ODDITY_RECORDS_LATE)
        delay = 300 * 1000;
    certificate->status = ACM_PENDING_VALIDATION;
    certificate->created_ms = world->clock.now_ms;
    certificate->visible_ms = world->clock.now_ms;
    certificate->records_ms = world->clock.now_ms + delay;
    issue_describe(certificate);
    if (certificate->type == ACM_PRIVATE) {
        schedule(world, &certificate->issue,
                 world->clock.now_ms + world->delays.private_ms, "private issue", issue,
                 certificate);
        return;
    }
    for (size_t i = 0; i < certificate->n_validations; i++)
        validation_prepare(world, certificate, &certificate->validations[i],
                           certificate->method);
    arrange(world, certificate);
}

void lifecycle_adopt(struct world *world, struct certificate *certificate)
{
    if (certificate->status == ACM_PENDING_VALIDATION) {
        if (certificate->type == ACM_PRIVATE)
            schedule(world, &certificate->issue,
                     world->clock.now_ms + world->delays.private_ms, "private issue",
                     issue, certificate);
        else
            go_on(world, certificate);
        return;
    }
    if (certificate->status != ACM_ISSUED)
        return;
    schedule_expiry(world, certificate);
    renewal_arrange(world, certificate);
    update_arrange(world, certificate);
}
