/* lanes: calls that wait, one lane for each quota of AWS, each as fast as AWS lets it. */
#ifndef COLLECTOR_LANES_H
#define COLLECTOR_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct lane;
struct operation;
struct pages;

/* One call, from the moment it is known to be needed. */
struct call {
    const struct operation *operation;
    const char *region;  /* "global" for Route 53 */
    const char *subject; /* an ARN or a zone id; NULL = none */
    const char *file;    /* relative to the evidence folder; NULL = not saved */
    struct pages *pages; /* of a list; else NULL */
    unsigned n_tries;    /* of the present page */
    bool no_origins;     /* CertificateKeyPairOrigins was refused: asked without */
    bool restarted;      /* the list was begun anew once */
    int64_t due_ns;      /* not before */
    struct lane *lane;
    struct call *next;      /* in its lane */
    struct call *open_next; /* calls that are not done; see lanes.first_open */
    struct call *open_before;
};

enum lane_kind { LANE_ACM, LANE_ROUTE53, LANE_STS };

/*
 * ACM counts calls by operation and region, Route 53 all calls of an account together.
 * A lane is not paced until it is throttled; then it is slowed to what passed, and let
 * go faster bit by bit.
 */
struct lane {
    enum lane_kind kind;
    const struct operation *operation;
    const char *region;
    struct call *first; /* fresh calls, in their order */
    struct call *last;
    struct call *again;  /* calls to be tried again, in any order */
    int64_t interval_ns; /* between two calls; 0 = not paced */
    int64_t next_ns;     /* the next call not before */
    unsigned n_smooth;   /* calls that passed since the lane was slowed */
    int64_t settled_ns;  /* throttling before this is of the old pace */
    int64_t window_ns;   /* the second that n_passed counts */
    unsigned n_passed;
    unsigned n_passed_before;   /* in the second before */
    unsigned n_given_up_in_row; /* calls whose tries ended, none passed in between */
    struct lane *next;
};

struct lanes {
    struct arena *arena;
    struct lane *first;
    struct lane *turn;       /* whose turn it is */
    struct call *first_open; /* all calls that are not done: waiting or on their way */
    size_t n_open;
    uint64_t random;
};

void lanes_init(struct lanes *lanes, struct arena *arena, uint64_t seed);

/* A call that is new; zero but for its first four fields and pages. */
void lanes_add(struct lanes *lanes, struct call *call);

/*
 * The next call that may go now, taken from its lane; lanes take turns. NULL when none
 * may: *due_ns is when the first may, INT64_MAX when none waits.
 */
struct call *lanes_take(struct lanes *lanes, int64_t now_ns, int64_t *due_ns);

/* The call's next page: at once, before what is fresh. */
void lanes_continue(struct call *call);

/*
 * Try again after a random delay of at most delay_ns. throttled slows the lane.
 */
void lanes_again(struct lanes *lanes, struct call *call, int64_t now_ns, int64_t delay_ns,
                 bool throttled);

/* The call was answered: the lane may go faster. */
void lanes_passed(struct call *call, int64_t now_ns);

/* The call is over, well or not: it is no longer among those that are open. */
void lanes_done(struct lanes *lanes, struct call *call);

/* What is to become of a call's tries; see lanes_delay(). */
enum { LANES_BASE_MS = 100, LANES_CAP_MS = 20000, LANES_GIVE_UP = 5 };

/* The most that the n-th try (1, 2, ...) waits: 100 ms, 200 ms, ... 20 s. */
int64_t lanes_delay(unsigned n_tries);

/*
 * One call's tries have ended. True when that happened to so many in a row that the
 * others of its lane are not worth asking.
 */
bool lanes_gave_up(struct call *call);

/* Take any call that waits in the lane, due or not; NULL when none is left. */
struct call *lanes_pop(struct lane *lane);

#endif
