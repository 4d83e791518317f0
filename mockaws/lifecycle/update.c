/* update: the move from e-mail to DNS validation (facts 2.5). */
#include <stddef.h>

#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

static void settle(struct world *world, struct certificate *certificate,
                   enum acm_update_status status, const char *what)
{
    schedule_cancel(world, &certificate->update_deadline);
    certificate->update.status = status;
    certificate->update.updated_ms = world->clock.now_ms;
    world_tell(world, certificate, what);
}

/* The certificate stays validated by e-mail, and the move may be begun anew. */
static void time_out(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;

    certificate->update_deadline = NULL;
    if (certificate->forced)
        return;
    validations_set(world, certificate->update.validations,
                    certificate->update.n_validations, ACM_DOMAIN_FAILED);
    settle(world, certificate, ACM_UPDATE_FAILED, "move to DNS FAILED");
}

void update_look(struct world *world, struct certificate *certificate)
{
    struct update *update = &certificate->update;
    bool denied;

    if (validations_look(world, update->validations, update->n_validations, &denied) >
        0) {
        certificate_touch(certificate);
        schedule_wait(world, certificate);
        return;
    }
    validations_free(certificate->validations, certificate->n_validations);
    certificate->validations = update->validations;
    certificate->n_validations = update->n_validations;
    certificate->method = ACM_METHOD_DNS;
    update->validations = NULL;
    update->n_validations = 0;
    settle(world, certificate, ACM_UPDATE_SUCCESS, "move to DNS SUCCESS");
}

void update_arrange(struct world *world, struct certificate *certificate)
{
    if (certificate->update.status != ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        return;
    schedule(world, &certificate->update_deadline,
             schedule_not_past(world, certificate->update.requested_ms +
                                          world->delays.timeout_ms),
             "72 h of the move to DNS", time_out, certificate);
    schedule_look(world, certificate, -1);
}

bool lifecycle_move_to_dns(struct world *world, struct certificate *certificate)
{
    struct update *update = &certificate->update;

    if (certificate->type != ACM_AMAZON_ISSUED || certificate->status != ACM_ISSUED ||
        certificate->method != ACM_METHOD_EMAIL ||
        update->status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        return false;
    validations_free(update->validations, update->n_validations);
    update->n_validations = certificate->n_validations;
    update->validations =
        heap_zalloc(update->n_validations * sizeof(*update->validations));
    for (size_t i = 0; i < update->n_validations; i++) {
        struct validation *validation = &update->validations[i];

        text_set(&validation->domain, certificate->validations[i].domain);
        text_set(&validation->validation_domain, certificate->validations[i].domain);
        validation_prepare(world, certificate, validation, ACM_METHOD_DNS);
    }
    update->status = ACM_UPDATE_PENDING_DOMAIN_VALIDATION;
    update->requested_ms = world->clock.now_ms;
    update->updated_ms = world->clock.now_ms;
    update_arrange(world, certificate);
    world_tell(world, certificate, "move to DNS PENDING_DOMAIN_VALIDATION");
    return true;
}
