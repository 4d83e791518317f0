/* world: the store, its clock and what goes wrong in it; what moves certificates on. */
#ifndef MOCKAWS_LIFECYCLE_WORLD_H
#define MOCKAWS_LIFECYCLE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "mockaws/clock/clock.h"
#include "mockaws/clock/events.h"
#include "mockaws/lifecycle/resolver.h"
#include "mockaws/store/store.h"

/* AWS's own oddities, each to be switched on: mockaws.md, 4. */
enum oddity {
    ODDITY_LIST_LAGS_DESCRIBE = 1 << 0, /* lists know a certificate 30 s later */
    ODDITY_RECORDS_LATE = 1 << 1,       /* records come 300 s after the request */
    ODDITY_EXPIRED_BUT_ISSUED = 1 << 2, /* EXPIRED shows an hour after NotAfter */
    ODDITY_SAN_ORDER_DIFFERS = 1 << 3,  /* SubjectAlternativeNames in another order */
    ODDITY_FAILED_WITH_PENDING = 1
                                 << 4, /* FAILED while domains stay PENDING_VALIDATION */
    ODDITY_EMPTY_PAGE = 1 << 5,        /* a page without items but with a token */
};

/* AWS's times and CAs' rules; constants of facts 10, with what is inferred marked there.
 */
struct delays {
    int64_t records_ms; /* until a request shows its records: 3,000 */
    int64_t issue_ms;   /* from the last domain's success to ISSUED: 14,000 */
    int64_t private_ms; /* a private certificate's PENDING_VALIDATION: 5,000 */
    int64_t timeout_ms; /* 72 h */
    int64_t renewal_ms; /* from a renewal's start to its first look: 3,600,000 */
};

/* Told of every change of a status; what: "ISSUED", "renewal PENDING_VALIDATION", ... */
typedef void world_changed(void *context, struct certificate *certificate,
                           const char *what);

struct world {
    struct store store;
    struct clock clock;
    struct events events;
    struct dns_faults dns_faults;
    unsigned oddities; /* enum oddity */
    struct delays delays;
    world_changed *changed; /* NULL: nobody asks */
    void *changed_context;

    /* Of the lifecycle: who waits for DNS to change, and when it will. */
    struct certificate **waiting;
    size_t n_waiting;
    size_t waiting_room;
    int64_t wakes_ms;     /* the latest wake-up that is arranged; TIME_NONE: none */
    struct arena scratch; /* of one look at DNS */
};

/* The certificate has its names, type, method and place; its record tokens are given
 * here.
 */
void world_init(struct world *world, uint64_t seed, enum clock_mode mode, int64_t speed,
                int64_t start_ms);
void world_clear(struct world *world);

/* Run what is due by the clock's mode: before each request, and when nothing happens. */
void world_catch_up(struct world *world);

/* Run all events up to now + span; under every mode. */
void world_advance(struct world *world, int64_t span_ms);

/* Milliseconds of real time until the next event; -1: none, or the clock is manual. */
int world_wait_ms(const struct world *world);

/*
 * A zone, a record set, a delegation or a DNS fault has changed: all that wait look
 * again, at their next time, and once more when the change has spread (zones.delay_ms).
 */
void world_dns_changed(struct world *world);

/* The public internet's view at this moment. */
struct resolver world_resolver(const struct world *world);

/* Tell whoever watches. */
void world_tell(struct world *world, struct certificate *certificate, const char *what);

#endif
