/* lanes: calls that wait, one lane for each quota of AWS, each as fast as AWS lets it. */
#include "collector/lanes.h"

#include <string.h>

#include "base/arena.h"
#include "collector/operations.h"

enum {
    MS = 1000000,
    LONGEST_MS = 2000, /* between two calls of a lane */
    LATE_MS = 20,      /* so much of a lane's delay is made up for */
    SETTLE_MS = 200,   /* calls on their way still go at the old pace */
    SHORTEST_NS = 300000,
    RATE_MIN = 10,   /* calls a second, where nothing is known yet */
    SMOOTH_MAX = 20, /* the lane goes faster by 1/400 to 20/400 a call */
    SMOOTH_PARTS = 400,
};
static const int64_t second_ns = 1000000000;

void lanes_init(struct lanes *lanes, struct arena *arena, uint64_t seed)
{
    memset(lanes, 0, sizeof(*lanes));
    lanes->arena = arena;
    lanes->random = seed | 1;
}

static enum lane_kind kind_of(const struct operation *operation)
{
    switch (operation->service) {
    case SERVICE_ACM:
        return LANE_ACM;
    case SERVICE_ROUTE53:
        return LANE_ROUTE53;
    case SERVICE_STS:
        break;
    }
    return LANE_STS;
}

static struct lane *lane_of(struct lanes *lanes, const struct call *call)
{
    const enum lane_kind kind = kind_of(call->operation);
    struct lane **place = &lanes->first;

    for (; *place != NULL; place = &(*place)->next) {
        struct lane *lane = *place;

        if (lane->kind == kind &&
            (kind != LANE_ACM ||
             (strcmp(lane->operation->name, call->operation->name) == 0 &&
              strcmp(lane->region, call->region) == 0)))
            return lane;
    }
    *place = arena_zalloc(lanes->arena, sizeof(**place));
    (*place)->kind = kind;
    (*place)->operation = call->operation;
    (*place)->region = call->region;
    return *place;
}

void lanes_add(struct lanes *lanes, struct call *call)
{
    struct lane *lane = lane_of(lanes, call);

    call->lane = lane;
    call->next = NULL;
    if (lane->first == NULL)
        lane->first = call;
    else
        lane->last->next = call;
    lane->last = call;
    call->open_before = NULL;
    call->open_next = lanes->first_open;
    if (lanes->first_open != NULL)
        lanes->first_open->open_before = call;
    lanes->first_open = call;
    lanes->n_open++;
}

static void earlier(int64_t *due_ns, int64_t when_ns)
{
    if (when_ns < *due_ns)
        *due_ns = when_ns;
}

/* A call of the lane that may go now; else *due_ns is lowered to when one may. */
static struct call *take_from(struct lane *lane, int64_t now_ns, int64_t *due_ns)
{
    struct call *call;

    if (lane->first == NULL && lane->again == NULL)
        return NULL;
    if (lane->interval_ns > 0 && lane->next_ns > now_ns) {
        earlier(due_ns, lane->next_ns);
        return NULL;
    }
    for (struct call **place = &lane->again; *place != NULL; place = &(*place)->next) {
        call = *place;
        if (call->due_ns <= now_ns) {
            *place = call->next;
            return call;
        }
        earlier(due_ns, call->due_ns);
    }
    call = lane->first;
    if (call != NULL)
        lane->first = call->next;
    return call;
}

/* The lane's next call is an interval later; a little of what is late is made up for. */
static void pace(struct lane *lane, int64_t now_ns)
{
    if (lane->interval_ns == 0)
        return;
    if (lane->next_ns < now_ns - (int64_t)LATE_MS * MS)
        lane->next_ns = now_ns;
    lane->next_ns += lane->interval_ns;
}

struct call *lanes_take(struct lanes *lanes, int64_t now_ns, int64_t *due_ns)
{
    struct lane *lane = lanes->turn != NULL ? lanes->turn : lanes->first;
    const struct lane *const began = lane;

    *due_ns = INT64_MAX;
    while (lane != NULL) {
        struct call *call = take_from(lane, now_ns, due_ns);

        if (call != NULL) {
            lanes->turn = lane->next;
            call->next = NULL;
            pace(lane, now_ns);
            return call;
        }
        lane = lane->next != NULL ? lane->next : lanes->first;
        if (lane == began)
            break;
    }
    return NULL;
}

void lanes_continue(struct call *call)
{
    call->n_tries = 0;
    call->due_ns = 0;
    call->next = call->lane->again;
    call->lane->again = call;
}

/* xorshift64: jitter needs no better. Source: Marsaglia, "Xorshift RNGs" (2003). */
static uint64_t next_random(struct lanes *lanes)
{
    uint64_t x = lanes->random;

    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    lanes->random = x;
    return x;
}

static void count_window(struct lane *lane, int64_t now_ns)
{
    if (now_ns - lane->window_ns < second_ns)
        return;
    lane->n_passed_before = now_ns - lane->window_ns < 2 * second_ns ? lane->n_passed : 0;
    lane->n_passed = 0;
    lane->window_ns = now_ns;
}

/* At first to four fifths of what has passed in a second, then by a quarter each time. */
static void slow_down(struct lane *lane, int64_t now_ns)
{
    const int64_t longest = (int64_t)LONGEST_MS * MS;
    int64_t rate;

    if (now_ns < lane->settled_ns)
        return;
    count_window(lane, now_ns);
    rate =
        lane->n_passed > lane->n_passed_before ? lane->n_passed : lane->n_passed_before;
    if (lane->interval_ns == 0)
        lane->interval_ns = second_ns * 5 / 4 / (rate < RATE_MIN ? RATE_MIN : rate);
    else
        lane->interval_ns += lane->interval_ns / 4;
    if (lane->interval_ns > longest)
        lane->interval_ns = longest;
    lane->n_smooth = 0;
    lane->next_ns = now_ns + lane->interval_ns;
    lane->settled_ns = now_ns + (int64_t)SETTLE_MS * MS + lane->interval_ns;
}

void lanes_again(struct lanes *lanes, struct call *call, int64_t now_ns, int64_t delay_ns,
                 bool throttled)
{
    if (throttled)
        slow_down(call->lane, now_ns);
    call->due_ns = now_ns;
    if (delay_ns > 0)
        call->due_ns += (int64_t)(next_random(lanes) % (uint64_t)delay_ns);
    call->next = call->lane->again;
    call->lane->again = call;
}

void lanes_passed(struct call *call, int64_t now_ns)
{
    struct lane *lane = call->lane;

    count_window(lane, now_ns);
    lane->n_passed++;
    lane->n_given_up_in_row = 0;
    if (lane->interval_ns > 0 && now_ns >= lane->settled_ns) {
        if (lane->n_smooth < SMOOTH_MAX)
            lane->n_smooth++;
        lane->interval_ns -= lane->interval_ns * lane->n_smooth / SMOOTH_PARTS;
    }
    if (lane->interval_ns < SHORTEST_NS)
        lane->interval_ns = 0;
}

void lanes_done(struct lanes *lanes, struct call *call)
{
    if (call->open_before != NULL)
        call->open_before->open_next = call->open_next;
    else
        lanes->first_open = call->open_next;
    if (call->open_next != NULL)
        call->open_next->open_before = call->open_before;
    lanes->n_open--;
}

int64_t lanes_delay(unsigned n_tries)
{
    const unsigned doubled = n_tries > 10 ? 10 : n_tries;
    const int64_t ms = doubled == 0 ? 0 : (int64_t)LANES_BASE_MS << (doubled - 1);

    return (ms > LANES_CAP_MS ? (int64_t)LANES_CAP_MS : ms) * MS;
}

bool lanes_gave_up(struct call *call)
{
    return ++call->lane->n_given_up_in_row >= LANES_GIVE_UP;
}

struct call *lanes_pop(struct lane *lane)
{
    struct call **place = lane->again != NULL ? &lane->again : &lane->first;
    struct call *call = *place;

    if (call != NULL)
        *place = call->next;
    return call;
}
