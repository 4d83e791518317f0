/* world: the store, its clock and what goes wrong in it; what moves certificates on. */
#include "mockaws/lifecycle/world.h"

#include <stdlib.h>

#include "mockaws/lifecycle/parts.h"

enum { SECOND_MS = 1000, HOUR_MS = 3600 * SECOND_MS };

void world_init(struct world *world, uint64_t seed, enum clock_mode mode, int64_t speed,
                int64_t start_ms)
{
    *world = (struct world){
        .delays = { .records_ms = 3 * SECOND_MS, /* facts 10: 2-10 s, inferred */
                    .issue_ms = 14 * SECOND_MS,  /* facts 10: seen */
                    .private_ms = 5 * SECOND_MS, /* facts 4.2: seconds */
                    .timeout_ms = 72 * HOUR_MS,  /* facts 4.1 */
                    .renewal_ms = HOUR_MS },     /* facts 2.7: "may take hours" */
        .wakes_ms = TIME_NONE,
    };
    store_init(&world->store, seed);
    clock_init(&world->clock, mode, speed, start_ms);
    events_init(&world->events, world);
    arena_init(&world->scratch);
}

void world_clear(struct world *world)
{
    events_clear(&world->events);
    dns_faults_clear(&world->dns_faults);
    store_clear(&world->store);
    free(world->waiting);
    world->waiting = NULL;
    world->n_waiting = 0;
    world->waiting_room = 0;
    arena_clear(&world->scratch);
}

void world_catch_up(struct world *world)
{
    events_run(&world->events, &world->clock, clock_due_ms(&world->clock));
}

void world_advance(struct world *world, int64_t span_ms)
{
    events_run(&world->events, &world->clock, clock_due_ms(&world->clock) + span_ms);
    clock_rebase(&world->clock, world->clock.mode, world->clock.speed);
}

int world_wait_ms(const struct world *world)
{
    const struct event *next = events_next(&world->events);
    int64_t wait;

    if (next == NULL || world->clock.mode == CLOCK_MANUAL)
        return -1;
    wait = (event_at(next) - clock_due_ms(&world->clock)) / world->clock.speed + 1;
    return wait < 1 ? 1 : wait > HOUR_MS ? HOUR_MS : (int)wait;
}

struct resolver world_resolver(const struct world *world)
{
    return (struct resolver){ .zones = &world->store.zones,
                              .faults = &world->dns_faults,
                              .now_ms = world->clock.now_ms };
}

void world_tell(struct world *world, struct certificate *certificate, const char *what)
{
    certificate_touch(certificate);
    if (world->changed != NULL)
        world->changed(world->changed_context, certificate, what);
}

/* They look at their next time; who finds nothing waits again. */
static void wake_all(struct world *world)
{
    const size_t n = world->n_waiting;

    world->n_waiting = 0;
    for (size_t i = 0; i < n; i++) {
        struct certificate *certificate = world->waiting[i];

        if (certificate == NULL)
            continue;
        certificate->waiting = false;
        if (certificate->look == NULL)
            schedule_look(world, certificate, -1);
    }
}

static void spread(void *context, void *subject)
{
    (void)subject;
    wake_all(context);
}

void world_dns_changed(struct world *world)
{
    const int64_t at = world->clock.now_ms + world->store.zones.delay_ms;

    wake_all(world);
    if (world->wakes_ms == at)
        return;
    world->wakes_ms = at;
    events_add(&world->events, at, "DNS change seen everywhere", spread, NULL);
}
