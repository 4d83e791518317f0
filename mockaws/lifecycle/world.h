/* world: the store, its clock and what goes wrong in it; what moves certificates on. */
#ifndef MOCKAWS_LIFECYCLE_WORLD_H
#define MOCKAWS_LIFECYCLE_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
    int64_t records_ms;    /* until a request shows its records: 3,000 */
    int64_t issue_ms;      /* from the last domain's success to ISSUED: 14,000 */
    int64_t first_poll_ms; /* between looks at first: 60,000 */
    int64_t timeout_ms;    /* 72 h */
    int64_t private_ms;    /* a private certificate's PENDING_VALIDATION: 5,000 */
};

struct watch; /* who is told of changes of status */
typedef void world_changed(void *context, struct certificate *certificate,
                           const char *what);

struct world {
    struct store store;
    struct clock clock;
    struct events events;
    struct dns_faults dns_faults;
    uint64_t dns_generation; /* zones' and faults' together */
    unsigned oddities;       /* enum oddity */
    struct delays delays;
    world_changed *changed; /* NULL: nobody asks */
    void *changed_context;
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

/* A zone, a record set, a delegation or a DNS fault has changed: look again. */
void world_dns_changed(struct world *world);

#endif
