/* session: one mock and what it was started from, so that it can begin anew. */
#ifndef MOCKAWS_SCENARIO_SESSION_H
#define MOCKAWS_SCENARIO_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "mockaws/scenario/play.h"
#include "mockaws/service/mock.h"

/* How the mock is to be: from the command line. */
struct session_options {
    bool has_seed; /* else the scenario's, else 1 */
    uint64_t seed;
    bool has_clock; /* else manual with a scenario, real without */
    enum clock_mode clock;
    int64_t speed;
    int64_t start_ms; /* TIME_NONE: the scenario's, else the machine's time */
    enum auth_mode auth;
    const char *journal; /* a path; NULL */
};

struct session {
    struct session_options options;
    struct mock mock;
    struct play play;
    struct arena arena;              /* the scenario's */
    const struct scenario *scenario; /* NULL: an empty mock */
};

/*
 * scenario NULL: an empty mock. It may lie in session->arena, or outlive the session.
 * Fails with ERR_IO when the journal cannot be opened.
 */
int session_start(struct session *session, const struct session_options *options,
                  const struct scenario *scenario, struct err *err);
void session_stop(struct session *session);

/* Everything as it was at the start; the journal begins anew. */
void session_reset(struct session *session);

/*
 * Another scenario in its place (PUT state). arena is taken: it holds the scenario. The
 * clock stays in its mode and goes to the scenario's start.
 */
void session_replace(struct session *session, struct arena *arena,
                     const struct scenario *scenario);

#endif
