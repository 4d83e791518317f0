/* mockaws: a mock ACM and Route 53 that decides by cause, on a clock that moves when
 * told. */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/usage.h"
#include "mockaws/options.h"
#include "mockaws/run/run.h"
#include "mockaws/run/server.h"
#include "mockaws/scenario/evidence.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/save.h"
#include "mockaws/scenario/session.h"
#include "mockaws/scenario/write.h"

enum { STATUS_ERROR = 2 };

/* The one thing that a signal handler can set. */
static volatile sig_atomic_t stopped;

static void on_stop(int number)
{
    stopped = number;
}

static void on_nothing(int number)
{
    (void)number;
}

static void set_signals(void)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    sigemptyset(&action.sa_mask);
    action.sa_handler = on_stop;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    action.sa_handler = on_nothing; /* so that a child's end ends a wait */
    sigaction(SIGCHLD, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

static int complain(const struct err *err)
{
    usage_complain("mockaws", err);
    return STATUS_ERROR;
}

static void print_faults(const struct scenario_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        struct buf text = { NULL, 0, 0 };

        escape_terminal(&text, faults->items[i].text, strlen(faults->items[i].text));
        fprintf(stderr, "%s\n", buf_text(&text));
        buf_clear(&text);
    }
}

static int read_scenario(const char *path, struct arena *arena, struct scenario **out)
{
    struct scenario_faults faults = { 0 };

    if (scenario_read(path, arena, out, &faults) == 0)
        return 0;
    print_faults(&faults);
    return -1;
}

static int check(const struct options *options)
{
    int status = 0;

    for (int i = 0; i < options->n_arguments; i++) {
        struct scenario *scenario;
        struct arena arena;

        arena_init(&arena);
        if (read_scenario(options->arguments[i], &arena, &scenario) < 0)
            status = STATUS_ERROR;
        arena_clear(&arena);
    }
    return status;
}

static int read_evidence(const char *path, struct arena *arena, struct scenario **out,
                         struct err *err)
{
    struct evidence_unread unread;
    struct err note;

    if (evidence_read(path, arena, out, &unread, err) < 0)
        return -1;
    if (unread.n > 0) {
        err_set(&note, ERR_FORMAT,
                "%zu file%s not read, the first is %s; `acm-analyzer normalize %s OUT` "
                "makes plain API JSON of all that is evidence",
                unread.n, unread.n == 1 ? " was" : "s were", unread.first, path);
        complain(&note);
    }
    return 0;
}

/* What the options name to start from; *out NULL: nothing. */
static int read_source(const struct options *options, struct arena *arena,
                       struct scenario **out, struct err *err)
{
    *out = NULL;
    err->kind = ERR_NONE;
    if (options->command == RUN_SCENARIO)
        return read_scenario(options->arguments[0], arena, out);
    if (options->scenario != NULL)
        return read_scenario(options->scenario, arena, out);
    if (options->evidence != NULL)
        return read_evidence(options->evidence, arena, out, err);
    if (options->state != NULL && access(options->state, F_OK) == 0)
        return read_scenario(options->state, arena, out);
    return 0;
}

static int run(struct session *session, const struct options *options)
{
    const struct run_options how = { .out = options->out,
                                     .timeout_s = options->timeout_s,
                                     .strict = options->strict,
                                     .command = options->arguments + 1 };
    struct err err;
    const int status = run_scenario(session, &how, &err);

    if (status == RUN_ERROR && err.kind != ERR_NONE)
        complain(&err);
    if (status == RUN_TIMED_OUT)
        fprintf(stderr, "mockaws: the command did not end within %lld s\n",
                (long long)options->timeout_s);
    return status;
}

static void announce(const struct server *server, const struct options *options)
{
    if (options->print_url) {
        printf("%s\n", server->url);
        fflush(stdout);
    } else if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "mockaws: serving %s (its page: %s/_mockaws/)\n", server->url,
                server->url);
    }
    if (options->ready_fd >= 0) {
        dprintf(options->ready_fd, "%s\n", server->url);
        close(options->ready_fd);
    }
}

static int save_state(struct session *session, const char *path, struct err *err)
{
    struct output *output = output_open(path, err);
    struct buf text = { NULL, 0, 0 };
    struct arena arena;

    if (output == NULL)
        return -1;
    arena_init(&arena);
    scenario_write(scenario_save(&session->mock, &arena), &text);
    fwrite(buf_text(&text), 1, text.len, output_stream(output));
    buf_clear(&text);
    arena_clear(&arena);
    return output_commit(output, err);
}

static int serve(struct session *session, const struct options *options)
{
    const struct server_options how = { .host = options->host,
                                        .port = options->port,
                                        .tls = options->tls };
    struct server server;
    struct err err;

    if (server_start(&server, session, &how, &err) < 0)
        return complain(&err);
    announce(&server, options);
    while (!stopped)
        server_turn(&server, -1);
    server_stop(&server);
    if (options->state != NULL && save_state(session, options->state, &err) < 0)
        return complain(&err);
    return 0;
}

static int with_session(const struct options *options)
{
    struct session session = { 0 };
    struct scenario *scenario;
    struct err err;
    int status;

    arena_init(&session.arena);
    if (read_source(options, &session.arena, &scenario, &err) < 0) {
        arena_clear(&session.arena);
        return err.kind != ERR_NONE ? complain(&err) : STATUS_ERROR;
    }
    if (session_start(&session, &options->session, scenario, &err) < 0) {
        status = complain(&err);
    } else {
        (void)malloc_trim(0); /* the source's JSON is gone */
        status = options->command == RUN_SCENARIO ? run(&session, options)
                                                  : serve(&session, options);
    }
    session_stop(&session);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    struct err err;

    set_signals();
    if (options_parse(argc, argv, &options, &err) < 0) {
        complain(&err);
        fputs("Try 'mockaws --help'.\n", stderr);
        return STATUS_ERROR;
    }
    switch (options.command) {
    case SHOW_HELP:
        fputs(options_help, stdout);
        return 0;
    case SHOW_VERSION:
        puts("mockaws " MOCKAWS_VERSION);
        return 0;
    case CHECK_SCENARIOS:
        return check(&options);
    case RUN_SERVER:
    case RUN_SCENARIO:
        break;
    }
    return with_session(&options);
}
