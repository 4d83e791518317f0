/* clock: virtual time: told (manual), real, or real times a factor. */
#ifndef MOCKAWS_CLOCK_CLOCK_H
#define MOCKAWS_CLOCK_CLOCK_H

#include <stdint.h>

enum clock_mode { CLOCK_MANUAL, CLOCK_REAL, CLOCK_SCALED };

/*
 * Times are milliseconds since 1970-01-01 UTC. now_ms is what all code reads: it stands
 * still while a request is served or an event runs; events_run() alone moves it.
 */
struct clock {
    enum clock_mode mode;
    int64_t now_ms;
    int64_t base_real_ms;    /* real time at which ... */
    int64_t base_virtual_ms; /* ... virtual time was this; not for manual */
    int64_t speed;           /* CLOCK_SCALED: virtual per real, 1..10,000,000 */
};

/* The machine's own time. The only place of mockaws that asks for it. */
int64_t clock_real_ms(void);

/* real: starts at start_ms, or at the machine's time when that is negative. */
void clock_init(struct clock *clock, enum clock_mode mode, int64_t speed,
                int64_t start_ms);

/* Where the clock should be by now: now_ms for manual, else by the machine's time. */
int64_t clock_due_ms(const struct clock *clock);

/* After now_ms was set by hand, or another speed: go on from here. */
void clock_rebase(struct clock *clock, enum clock_mode mode, int64_t speed);

/* Whole seconds, as AWS's dates have them. */
int64_t clock_now_s(const struct clock *clock);

#endif
