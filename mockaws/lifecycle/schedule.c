/* schedule: when something happens to a certificate, and what waits for DNS. */
#include <assert.h>
#include <stddef.h>

#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

void schedule(struct world *world, struct event **event, int64_t at_ms, const char *name,
              event_run *run, struct certificate *certificate)
{
    events_cancel(&world->events, *event);
    *event = events_add(&world->events, at_ms, name, run, certificate);
}

void schedule_cancel(struct world *world, struct event **event)
{
    events_cancel(&world->events, *event);
    *event = NULL;
}

void schedule_cancel_all(struct world *world, struct certificate *certificate)
{
    schedule_cancel(world, &certificate->look);
    schedule_cancel(world, &certificate->issue);
    schedule_cancel(world, &certificate->deadline);
    schedule_cancel(world, &certificate->window);
    schedule_cancel(world, &certificate->update_deadline);
    for (size_t i = 0; certificate->waiting && i < world->n_waiting; i++)
        if (world->waiting[i] == certificate)
            world->waiting[i] = NULL;
    certificate->waiting = false;
}

/* Every minute in the first hour, then more seldom: how often is not documented. */
static int64_t interval(const struct world *world, const struct certificate *certificate)
{
    int64_t since = certificate->created_ms;
    int64_t age;

    if (renewal_is_open(certificate))
        since = certificate->renewal.started_ms;
    if (certificate->update.status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        since = certificate->update.requested_ms;
    age = world->clock.now_ms - since;
    if (age < HOUR_MS)
        return MINUTE_MS;
    return age < 24 * (int64_t)HOUR_MS ? 5 * MINUTE_MS : 30 * MINUTE_MS;
}

int64_t schedule_not_past(const struct world *world, int64_t at_ms)
{
    return at_ms > world->clock.now_ms ? at_ms : world->clock.now_ms + 1;
}

static void look(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;

    certificate->look = NULL;
    if (certificate->forced)
        return;
    if (certificate->status == ACM_PENDING_VALIDATION)
        request_look(world, certificate);
    if (certificate->update.status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        update_look(world, certificate);
    if (renewal_is_open(certificate))
        renewal_look(world, certificate);
}

void schedule_look(struct world *world, struct certificate *certificate, int64_t in_ms)
{
    if (in_ms < 0)
        in_ms = interval(world, certificate);
    schedule(world, &certificate->look, world->clock.now_ms + in_ms, "look", look,
             certificate);
}

void schedule_wait(struct world *world, struct certificate *certificate)
{
    if (certificate->waiting)
        return;
    if (world->n_waiting == world->waiting_room) {
        world->waiting_room = world->waiting_room == 0 ? 64 : world->waiting_room * 2;
        world->waiting =
            heap_grow(world->waiting, world->waiting_room, sizeof(struct certificate *));
    }
    world->waiting[world->n_waiting++] = certificate;
    certificate->waiting = true;
}

static void expire(void *context, void *subject)
{
    struct world *world = context;
    struct certificate *certificate = subject;
    enum acm_status to;

    certificate->deadline = NULL;
    if (certificate->forced ||
        !lifecycle_may(certificate->status, LIFECYCLE_NOT_AFTER, &to))
        return;
    schedule_cancel_all(world, certificate);
    renewal_end(world, certificate);
    certificate->status = to;
    world_tell(world, certificate, "EXPIRED");
}

void schedule_expiry(struct world *world, struct certificate *certificate)
{
    int64_t at = certificate->not_after_ms + 1000;

    if (certificate->not_after_ms == TIME_NONE)
        return;
    if (world->oddities & ODDITY_EXPIRED_BUT_ISSUED)
        at += 24 * (int64_t)HOUR_MS;
    schedule(world, &certificate->deadline, schedule_not_past(world, at), "NotAfter",
             expire, certificate);
}
