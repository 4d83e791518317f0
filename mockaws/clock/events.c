/* events: what will happen at a virtual time, in order of time, ties in order of entry.
 */
#include "mockaws/clock/events.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/heap.h"
#include "mockaws/clock/clock.h"

struct event {
    int64_t at_ms;
    uint64_t number;
    size_t place; /* in the heap */
    const char *name;
    event_run *run;
    void *subject;
};

void events_init(struct events *events, void *context)
{
    *events = (struct events){ .context = context };
}

void events_clear(struct events *events)
{
    for (size_t i = 0; i < events->n; i++)
        free(events->heap[i]);
    free(events->heap);
    events_init(events, events->context);
}

static bool is_before(const struct event *a, const struct event *b)
{
    return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->number < b->number;
}

static void put(struct events *events, size_t place, struct event *event)
{
    events->heap[place] = event;
    event->place = place;
}

static void rise(struct events *events, struct event *event)
{
    size_t place = event->place;

    while (place > 0 && is_before(event, events->heap[(place - 1) / 2])) {
        put(events, place, events->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(events, place, event);
}

static void sink(struct events *events, struct event *event)
{
    size_t place = event->place;

    for (;;) {
        size_t child = 2 * place + 1;

        if (child >= events->n)
            break;
        if (child + 1 < events->n &&
            is_before(events->heap[child + 1], events->heap[child]))
            child++;
        if (!is_before(events->heap[child], event))
            break;
        put(events, place, events->heap[child]);
        place = child;
    }
    put(events, place, event);
}

struct event *events_add(struct events *events, int64_t at_ms, const char *name,
                         event_run *run, void *subject)
{
    struct event *event = heap_alloc(sizeof(*event));

    if (events->n == events->room) {
        events->room = events->room == 0 ? 64 : events->room * 2;
        events->heap = heap_grow(events->heap, events->room, sizeof(struct event *));
    }
    *event = (struct event){ .at_ms = at_ms,
                             .number = events->counter++,
                             .place = events->n,
                             .name = name,
                             .run = run,
                             .subject = subject };
    events->n++;
    rise(events, event);
    return event;
}

/* Take it out of the heap; it is not freed. */
static void take(struct events *events, struct event *event)
{
    struct event *last = events->heap[--events->n];

    assert(events->heap[event->place] == event || last == event);
    if (last == event)
        return;
    put(events, event->place, last);
    sink(events, last);
    rise(events, last);
}

void events_cancel(struct events *events, struct event *event)
{
    if (event == NULL)
        return;
    take(events, event);
    free(event);
}

int64_t event_at(const struct event *event)
{
    return event->at_ms;
}

const char *event_name(const struct event *event)
{
    return event->name;
}

const struct event *events_next(const struct events *events)
{
    return events->n > 0 ? events->heap[0] : NULL;
}

size_t events_run(struct events *events, struct clock *clock, int64_t until_ms)
{
    size_t n = 0;

    while (events->n > 0 && events->heap[0]->at_ms <= until_ms) {
        struct event *event = events->heap[0];
        event_run *run = event->run;
        void *subject = event->subject;

        take(events, event);
        if (event->at_ms > clock->now_ms)
            clock->now_ms = event->at_ms;
        free(event);
        run(events->context, subject);
        n++;
    }
    if (until_ms > clock->now_ms)
        clock->now_ms = until_ms;
    return n;
}
