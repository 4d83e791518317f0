/* run: one scenario by itself: observed, collected, analysed, compared. */
#include "mockaws/run/run.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/file.h"
#include "mockaws/run/child.h"
#include "mockaws/run/expect.h"
#include "mockaws/run/observe.h"
#include "mockaws/run/server.h"
#include "mockaws/scenario/session.h"
#include "mockaws/service/faults.h"
#include "mockaws/service/unmatched.h"

enum { FOLDERS_AT_ONCE = 16 };

struct runner {
    struct session *session;
    const struct run_options *options;
    struct server server;
    struct arena arena;
    const char *out;      /* MOCKAWS_OUT */
    const char *evidence; /* OUT/evidence */
    const char *programs; /* where mockaws's siblings are; NULL: in PATH */
    bool temporary;
    int64_t deadline_ms;
    int analyzer; /* its exit status; -1: it did not run */
    struct err *err;
};

/* --- the folder --- */

static int remove_one(const char *path, const struct stat *about, int kind,
                      struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

static int make_out(struct runner *runner)
{
    const char *base = getenv("TMPDIR");
    char *path;

    if (runner->options->out != NULL) {
        runner->out = runner->options->out;
        if (file_mkdirs(runner->out, runner->err) < 0)
            return -1;
        path = realpath(runner->out, NULL);
        if (path != NULL)
            runner->out = arena_strdup(&runner->arena, path);
        free(path);
    } else {
        path = arena_printf(&runner->arena, "%s/mockaws.XXXXXX",
                            base != NULL && base[0] != '\0' ? base : "/tmp");
        if (mkdtemp(path) == NULL)
            return err_set(runner->err, ERR_IO, "%s: %s", path, strerror(errno));
        runner->out = path;
        runner->temporary = true;
    }
    runner->evidence = arena_printf(&runner->arena, "%s/evidence", runner->out);
    return 0;
}

/* --- the environment --- */

/* Old AWS CLIs do not know AWS_ENDPOINT_URL: this `aws` adds the option. */
static int write_wrapper(struct runner *runner)
{
    const char *dir = arena_printf(&runner->arena, "%s/bin", runner->out);
    const char *path = arena_printf(&runner->arena, "%s/aws", dir);
    struct output *output;

    if (file_mkdirs(dir, runner->err) < 0)
        return -1;
    output = output_open(path, runner->err);
    if (output == NULL)
        return -1;
    fprintf(output_stream(output),
            "#!/bin/sh\n"
            "# The first aws in PATH behind this one, pointed at mockaws.\n"
            "PATH=${PATH#*:} exec aws --endpoint-url \"$MOCKAWS_URL\" \"$@\"\n");
    if (output_commit(output, runner->err) < 0)
        return -1;
    if (chmod(path, 0755) < 0)
        return err_set(runner->err, ERR_IO, "%s: %s", path, strerror(errno));
    return 0;
}

static void set_keys(const struct account *account)
{
    const bool has_key = account != NULL && account->access_key != NULL;

    setenv("AWS_ACCESS_KEY_ID", has_key ? account->access_key : "AKIDEXAMPLE", 1);
    setenv("AWS_SECRET_ACCESS_KEY",
           has_key && account->secret_key != NULL ? account->secret_key : "secret", 1);
}

static const char *first_region(const struct scenario *scenario)
{
    return scenario != NULL && scenario->n_certificates > 0
               ? scenario->certificates[0].region
               : "us-east-1";
}

static void set_environment(struct runner *runner)
{
    static const char *const urls[] = { "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ACM",
                                        "AWS_ENDPOINT_URL_ROUTE_53",
                                        "AWS_ENDPOINT_URL_STS", "MOCKAWS_URL" };
    static const char *const foreign[] = { "AWS_PROFILE", "AWS_SESSION_TOKEN",
                                           "AWS_DEFAULT_PROFILE", "AWS_CA_BUNDLE" };
    const struct store *store = &runner->session->mock.world.store;
    const char *path = getenv("PATH");
    const char *region = first_region(runner->session->scenario);

    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
        setenv(urls[i], runner->server.url, 1);
    for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
        unsetenv(foreign[i]);
    set_keys(store->n_accounts > 0 ? store->accounts[0] : NULL);
    setenv("AWS_REGION", region, 1);
    setenv("AWS_DEFAULT_REGION", region, 1);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    setenv("AWS_CONFIG_FILE", "/dev/null", 1);
    setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null", 1);
    setenv("AWS_PAGER", "", 1);
    setenv("MOCKAWS_OUT", runner->out, 1);
    setenv("PATH",
           arena_printf(&runner->arena, "%s/bin:%s%s%s", runner->out,
                        runner->programs != NULL ? runner->programs : "",
                        runner->programs != NULL ? ":" : "",
                        path != NULL ? path : "/usr/bin:/bin"),
           1);
}

/* --- the usual command --- */

/* Every region in which the account has something, "us-east-1" when none. */
static const char *regions_of(struct runner *runner, const struct account *account)
{
    const struct store *store = &runner->session->mock.world.store;
    const char *regions = "us-east-1";

    for (size_t i = 0; i < store->n_places; i++) {
        const struct place *place = store->places[i];

        if (place->account == account && strcmp(place->region, "us-east-1") != 0)
            regions = arena_printf(&runner->arena, "%s,%s", regions, place->region);
    }
    return regions;
}

/* A partial collection (status 1) is evidence, too: the manifest says what is missing. */
static int collect(struct runner *runner, const struct account *account)
{
    const char *const argv[] = { "acm-collect", "-q",
                                 "-o",          runner->evidence,
                                 "--region",    regions_of(runner, account),
                                 NULL };
    const int status = (set_keys(account), child_run(&runner->server, argv,
                                                     runner->deadline_ms, runner->err));

    return status == 1 ? 0 : status;
}

static int collect_all(struct runner *runner)
{
    const struct store *store = &runner->session->mock.world.store;
    const size_t n = store->n_accounts;
    int status = 0;

    if (n == 0)
        return collect(runner, NULL);
    for (size_t i = 0; i < n && status == 0; i++)
        status = collect(runner, store->accounts[i]);
    return status;
}

static int analyse(struct runner *runner)
{
    const char *const argv[] = { "acm-analyzer", "analyze",        "-q", "-o",
                                 runner->out,    runner->evidence, NULL };

    return child_run(&runner->server, argv, runner->deadline_ms, runner->err);
}

/* 0 when there is something to compare, else the exit status of the run. */
static int run_usual(struct runner *runner)
{
    int status = collect_all(runner);

    if (status > 0) {
        err_set(runner->err, ERR_IO, "acm-collect ended with status %d", status);
        return RUN_ERROR;
    }
    if (status == 0 &&
        observe_save(&runner->session->mock, runner->evidence, runner->err) < 0)
        return RUN_ERROR;
    if (status == 0)
        status = analyse(runner);
    if (status == CHILD_TIMED_OUT)
        return RUN_TIMED_OUT;
    if (status == CHILD_LOST)
        return RUN_ERROR;
    if (status == RUN_ERROR || status > 3) {
        err_set(runner->err, ERR_IO, "acm-analyzer ended with status %d", status);
        return RUN_ERROR;
    }
    runner->analyzer = status;
    return 0;
}

static int run_given(struct runner *runner)
{
    const int status =
        child_run(&runner->server, (const char *const *)runner->options->command,
                  runner->deadline_ms, runner->err);

    if (status == CHILD_TIMED_OUT)
        return RUN_TIMED_OUT;
    return status == CHILD_LOST ? RUN_ERROR : status;
}

/* --- the comparison --- */

/* Faults that answered nothing, steps that were never reached. */
static size_t count_unused(struct runner *runner, struct buf *differences)
{
    const struct faults *faults = runner->session->mock.faults;
    const struct play *play = &runner->session->play;
    size_t n = 0;

    for (size_t i = 0; i < faults_n(faults); i++) {
        const struct fault_rule *rule = faults_at(faults, i);

        if (rule->n_used > 0)
            continue;
        buf_printf(differences, "faults[%zu]: no call was answered by it (%s)\n", i,
                   rule->operation != NULL ? rule->operation : "any operation");
        n++;
    }
    for (size_t i = 0; i < play->n_steps; i++) {
        if (play->steps[i].reached)
            continue;
        buf_printf(differences, "timeline[%zu]: was never reached\n", i);
        n++;
    }
    return n;
}

static size_t compare_strictly(struct runner *runner, struct buf *differences)
{
    const struct unmatched *unmatched = runner->session->mock.unmatched;

    for (size_t i = 0; i < unmatched->n; i++) {
        const struct unmatched_item *item = &unmatched->items[i];

        buf_printf(differences, "unknown %s: %s%s%s (%llu times)\n", item->kind,
                   item->what, item->nearest != NULL ? "; the nearest is " : "",
                   item->nearest != NULL ? item->nearest : "",
                   (unsigned long long)item->count);
    }
    return unmatched->n + count_unused(runner, differences);
}

static size_t compare_steps(struct runner *runner, struct buf *differences)
{
    const struct play *play = &runner->session->play;
    size_t n = 0;

    for (size_t i = 0; i < play->n_steps; i++) {
        if (play->steps[i].fault == NULL)
            continue;
        buf_printf(differences, "%s:%u: the step could not be done: %s\n",
                   play->scenario->path != NULL ? play->scenario->path : "timeline",
                   play->steps[i].step->line, play->steps[i].fault);
        n++;
    }
    return n;
}

static int compare(struct runner *runner)
{
    const char *path = arena_printf(&runner->arena, "%s/findings.json", runner->out);
    json_t *findings = json_load_file(path, 0, NULL);
    struct buf differences = { NULL, 0, 0 };
    struct buf shown = { NULL, 0, 0 };
    size_t n = expect_compare(runner->session, findings, runner->analyzer, &differences);

    n += compare_steps(runner, &differences);
    if (runner->options->strict)
        n += compare_strictly(runner, &differences);
    for (const char *line = buf_text(&differences); *line != '\0';) {
        const size_t len = strcspn(line, "\n");

        escape_terminal(&shown, line, len);
        buf_putc(&shown, '\n');
        line += len + (line[len] == '\n');
    }
    fputs(buf_text(&shown), stdout);
    buf_clear(&shown);
    buf_clear(&differences);
    json_decref(findings);
    return n == 0 ? RUN_AS_EXPECTED : RUN_DIFFERS;
}

static int run_in(struct runner *runner)
{
    const struct server_options server = { .host = "127.0.0.1" };
    struct world *world = &runner->session->mock.world;
    int status;

    if (server_start(&runner->server, runner->session, &server, runner->err) < 0)
        return RUN_ERROR;
    if (make_out(runner) < 0 || write_wrapper(runner) < 0)
        return RUN_ERROR;
    set_environment(runner);
    if (runner->session->scenario != NULL &&
        runner->session->scenario->observe_ms > world->clock.now_ms)
        world_advance(world, runner->session->scenario->observe_ms - world->clock.now_ms);
    status = runner->options->command[0] != NULL ? run_given(runner) : run_usual(runner);
    return status == 0 ? compare(runner) : status;
}

int run_scenario(struct session *session, const struct run_options *options,
                 struct err *err)
{
    struct runner runner = { .session = session,
                             .options = options,
                             .analyzer = -1,
                             .deadline_ms = clock_real_ms() + options->timeout_s * 1000,
                             .err = err };
    char *programs = child_own_folder();
    int status;

    err->kind = ERR_NONE;
    arena_init(&runner.arena);
    runner.programs = programs;
    status = run_in(&runner);
    server_stop(&runner.server);
    if (runner.temporary && status == RUN_AS_EXPECTED)
        nftw(runner.out, remove_one, FOLDERS_AT_ONCE, FTW_DEPTH | FTW_PHYS);
    else if (runner.temporary && runner.out != NULL)
        fprintf(stderr, "mockaws: evidence and report are in %s\n", runner.out);
    arena_clear(&runner.arena);
    free(programs);
    return status;
}
