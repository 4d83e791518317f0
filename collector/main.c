/* acm-collect: saves what AWS says of an account's certificates and zones, read-only. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/usage.h"
#include "collector/collect.h"
#include "collector/options.h"
#include "collector/version.h"

/* The signal that came; the run sees it, writes its manifest and ends. */
static volatile sig_atomic_t stopped;

static void on_signal(int number)
{
    stopped = number;
}

/* A closed pipe and a file that grew too large are errors to report, not deaths. */
static void set_signals(void)
{
    static const int deadly[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_signal;
    action.sa_flags = (int)SA_RESETHAND; /* a second one ends the program at once */
    for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
        sigaction(deadly[i], &action, NULL);
    action.sa_handler = SIG_IGN;
    action.sa_flags = 0;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

static int run(const struct options *options, int *status, struct err *err)
{
    switch (options->command) {
    case COMMAND_HELP:
        fputs(options_help, stdout);
        return 0;
    case COMMAND_VERSION:
        puts(PROGRAM_NAME " " PROGRAM_VERSION);
        return 0;
    case COMMAND_COLLECT:
        return collect(options, &stopped, status, err);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct options options;
    struct err err = { 0 };
    int status = STATUS_COMPLETE;

    set_signals();
    arena_init(&arena);
    if (options_parse(argc, argv, &arena, &options, &err) != 0 ||
        run(&options, &status, &err) != 0) {
        usage_complain(PROGRAM_NAME, &err);
        status = STATUS_ERROR;
    } else if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "%s: standard output could not be written whole\n", PROGRAM_NAME);
        status = STATUS_ERROR;
    }
    arena_clear(&arena);
    if (stopped != 0) {
        signal(stopped, SIG_DFL);
        raise(stopped);
    }
    return status;
}
