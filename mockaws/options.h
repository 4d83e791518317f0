/* options: the command line of mockaws. */
#ifndef MOCKAWS_OPTIONS_H
#define MOCKAWS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "mockaws/scenario/session.h"

struct err;

#define MOCKAWS_VERSION "0.1.0"

enum mockaws_command {
    RUN_SERVER,
    RUN_SCENARIO,
    CHECK_SCENARIOS,
    SHOW_HELP,
    SHOW_VERSION
};

enum { HOST_MAX = 256 };

struct options {
    enum mockaws_command command;
    const char *host;
    char named_host[HOST_MAX]; /* what host points to, when it was named */
    uint16_t port;
    bool tls;
    bool strict;          /* what nothing here knows makes a run fail */
    bool print_url;       /* on standard output, when the server listens */
    int ready_fd;         /* -1: none */
    const char *scenario; /* of these three at most one */
    const char *evidence;
    const char *state;
    struct session_options session;

    /* run */
    const char *out; /* MOCKAWS_OUT; NULL: a temporary folder */
    int64_t timeout_s;
    char **arguments; /* behind the command: scenario files; run: one, then the command */
    int n_arguments;
};

/* Fails with ERR_USAGE and a sentence, with the nearest option where one was mistyped. */
int options_parse(int argc, char **argv, struct options *out, struct err *err);

extern const char options_help[];

#endif
