/* run: one scenario by itself: observed, collected, analysed, compared. */
#ifndef MOCKAWS_RUN_RUN_H
#define MOCKAWS_RUN_RUN_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct session;

struct run_options {
    const char *out; /* MOCKAWS_OUT; NULL: a temporary folder, removed after success */
    int64_t timeout_s;
    bool strict;    /* what nothing knew counts as a difference */
    char **command; /* NULL-terminated; its first NULL: acm-collect and acm-analyzer */
};

enum { RUN_AS_EXPECTED = 0, RUN_DIFFERS = 1, RUN_ERROR = 2, RUN_TIMED_OUT = 124 };

/*
 * Serve the session on a free port, advance to the scenario's time of observation, run
 * the command with AWS_ENDPOINT_URL and the other variables of mockaws(8), and hold what
 * came of it against what the scenario expects; what differs is printed on standard
 * output. Returns the exit status, RUN_ERROR with err for what went wrong before.
 */
int run_scenario(struct session *session, const struct run_options *options,
                 struct err *err);

#endif
