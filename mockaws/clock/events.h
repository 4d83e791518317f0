/* events: what will happen at a virtual time, in order of time, ties in order of entry.
 */
#ifndef MOCKAWS_CLOCK_EVENTS_H
#define MOCKAWS_CLOCK_EVENTS_H

#include <stddef.h>
#include <stdint.h>

struct clock;
struct event;

typedef void event_run(void *context, void *subject);

struct events {
    struct event **heap; /* the earliest is the first */
    size_t n;
    size_t room;
    uint64_t counter; /* of the next entry: breaks ties */
    void *context;    /* handed to every event */
};

void events_init(struct events *events, void *context);
void events_clear(struct events *events);

/*
 * name: static text, for people ("validation poll"). The handle is good until the event
 * has run or was cancelled; run may add and cancel others.
 */
struct event *events_add(struct events *events, int64_t at_ms, const char *name,
                         event_run *run, void *subject);
void events_cancel(struct events *events, struct event *event); /* NULL is allowed */

int64_t event_at(const struct event *event);
const char *event_name(const struct event *event);

/* The earliest; NULL when there is none. */
const struct event *events_next(const struct events *events);

/*
 * Run what is due up to until_ms, with clock->now_ms at each event's time, then set the
 * clock to until_ms. Returns how many ran.
 */
size_t events_run(struct events *events, struct clock *clock, int64_t until_ms);

#endif
