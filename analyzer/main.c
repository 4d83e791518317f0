/* acm-analyzer: why did this AWS certificate not validate, and what must be done. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/analyze.h"
#include "analyzer/checks_print.h"
#include "analyzer/commands.h"
#include "analyzer/explain.h"
#include "analyzer/normalize.h"
#include "analyzer/options.h"
#include "analyzer/redact.h"
#include "analyzer/version.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/usage.h"

enum { STATUS_ERROR = 2 };

static void on_signal(int number)
{
    output_abort_all();
    signal(number, SIG_DFL);
    raise(number);
}

/* A closed pipe is an error to report, not a death; an interrupt leaves no temporaries.
 */
static void set_signals(void)
{
    static const int deadly[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_signal;
    for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
        sigaction(deadly[i], &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
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
    case COMMAND_ANALYZE:
        return analyze(options, status, err);
    case COMMAND_CHECKS:
        if (options->verdicts)
            checks_print_verdicts(stdout);
        else if (options->paths.n == 0)
            checks_print_list(stdout);
        else
            return checks_print_one(options->paths.items[0], stdout, err);
        return 0;
    case COMMAND_COMMANDS:
        commands_print(options, stdout);
        return 0;
    case COMMAND_EXPLAIN:
        return explain(options, err);
    case COMMAND_NORMALIZE:
        return normalize(options, err);
    case COMMAND_REDACT:
        return redact(options, err);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct options options;
    struct err err = { 0 };
    int status = 0;

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
    return status;
}
