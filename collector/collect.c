/* collect: one run, from the credentials to the manifest. */
#include "collector/collect.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "collector/attempt.h"
#include "collector/http.h"
#include "collector/operations.h"
#include "collector/options.h"
#include "collector/pages.h"
#include "collector/plan.h"
#include "collector/report.h"
#include "collector/run.h"

enum {
    STEP_MS = 250,       /* so soon a signal is seen */
    MANIFEST_MS = 2000,  /* between two manifests, at least */
    MANIFEST_SHARE = 20, /* and writing them takes this part of the time at most */
};
static const int64_t ms_ns = 1000000;

static int64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

const struct endpoint *run_endpoint(const struct run *run, const struct call *call)
{
    switch (call->operation->service) {
    case SERVICE_STS:
        return &run->sts;
    case SERVICE_ROUTE53:
        return &run->route53;
    case SERVICE_ACM:
        break;
    }
    for (size_t i = 0; i < run->n_regions; i++)
        if (strcmp(run->regions[i], call->region) == 0)
            return &run->acm[i];
    return NULL;
}

int run_find_endpoints(struct run *run, struct err *err)
{
    const char *given = run->options->endpoint_url;

    run->acm = arena_array(run->arena, run->n_regions, sizeof(*run->acm));
    for (size_t i = 0; i < run->n_regions; i++)
        if (endpoint_find(SERVICE_ACM, run->regions[i], given, &run->profile, run->arena,
                          &run->acm[i], err) != 0)
            return -1;
    if (endpoint_find(SERVICE_STS, run->regions[0], given, &run->profile, run->arena,
                      &run->sts, err) != 0)
        return -1;
    return endpoint_find(SERVICE_ROUTE53, run->regions[0], given, &run->profile,
                         run->arena, &run->route53, err);
}

/* Calls that are not answered yet, as rows of what is missing; why is one of their words.
 */
static const char **pending_rows(const struct run *run, struct arena *scratch,
                                 const char *why, size_t *n)
{
    const char **rows = arena_array(scratch, run->lanes.n_open + 1, sizeof(*rows));

    *n = 0;
    for (const struct call *call = run->lanes.first_open; call != NULL;
         call = call->open_next) {
        json_t *parameters =
            operation_parameters(call->operation, call->subject, !call->no_origins);
        const struct manifest_entry entry = {
            .error = why,
            .service = service_name(call->operation->service),
            .operation = call->operation->name,
            .parameters = parameters,
            .region = call->region,
        };

        if (call->operation->id != OP_IDENTITY)
            rows[(*n)++] = manifest_row_text(&run->manifest, scratch, &entry);
        json_decref(parameters);
    }
    return rows;
}

static int write_manifest(const struct run *run, const char *why, struct err *err)
{
    struct arena scratch;
    const char **rows;
    size_t n;
    int rc;

    if (run->account == NULL)
        return 0;
    arena_init(&scratch);
    rows = pending_rows(run, &scratch, why, &n);
    rc = manifest_write(&run->manifest, rows, n, err);
    arena_clear(&scratch);
    return rc;
}

/* Send what may go. *due_ns: when more may. */
static int start_calls(struct run *run, int64_t *due_ns, struct err *err)
{
    struct call *call;

    *due_ns = INT64_MAX;
    while (http_room(run->http) > 0 &&
           (call = lanes_take(&run->lanes, now_ns(), due_ns)) != NULL)
        if (attempt_start(run, call, err) != 0)
            return -1;
    return 0;
}

static int wait_ms(int64_t due_ns)
{
    const int64_t left = due_ns == INT64_MAX ? STEP_MS * ms_ns : due_ns - now_ns();

    if (left <= 0)
        return 0;
    return left >= STEP_MS * ms_ns ? STEP_MS : (int)(left / ms_ns) + 1;
}

static int take_replies(struct run *run, struct err *err)
{
    const struct http_reply *reply;

    while ((reply = http_next(run->http)) != NULL)
        if (attempt_end(run, reply, now_ns(), err) != 0)
            return -1;
    return 0;
}

/*
 * When the account has become known, when the first answer tells the time (a run that
 * goes on later must know since when files are its own), and then now and again.
 */
static int refresh_manifest(struct run *run, int64_t *next_ns, struct err *err)
{
    const bool dated = run->manifest.started_at != WHEN_NONE;
    const int64_t began = now_ns();
    int64_t pause;

    if (run->account == NULL || (began < *next_ns && dated == run->dated))
        return 0;
    run->dated = dated;
    if (write_manifest(run, "not answered yet", err) != 0)
        return -1;
    pause = (now_ns() - began) * MANIFEST_SHARE;
    *next_ns =
        began + (pause > MANIFEST_MS * ms_ns ? pause : (int64_t)MANIFEST_MS * ms_ns);
    return 0;
}

static int loop(struct run *run, const volatile sig_atomic_t *stop, struct err *err)
{
    int64_t manifest_ns = 0;
    int64_t due_ns;

    while (run->lanes.n_open > 0 && !*stop) {
        if (refresh_manifest(run, &manifest_ns, err) != 0 ||
            start_calls(run, &due_ns, err) != 0 ||
            http_step(run->http, wait_ms(due_ns), err) != 0 ||
            take_replies(run, err) != 0)
            return -1;
        progress_draw(&run->progress, now_ns(), run->n_done, run->n_known);
    }
    return 0;
}

static uint64_t seed(void)
{
    return (uint64_t)now_ns() ^ ((uint64_t)getpid() << 32);
}

static int choose_regions(struct run *run, struct err *err)
{
    run->regions = run->options->regions;
    run->n_regions = run->options->n_regions;
    if (run->n_regions > 0)
        return 0;
    return options_default_regions(profile_get(&run->profile, "region"), run->arena,
                                   &run->regions, &run->n_regions, err);
}

static int open_http(struct run *run, struct err *err)
{
    const char *ca_file = getenv("AWS_CA_BUNDLE");
    struct http_options options = {
        .jobs = run->options->jobs,
        .timeout_s = run->options->timeout_s,
        .credentials = &run->credentials,
        .ca_file = ca_file,
    };

    if (ca_file == NULL || *ca_file == '\0')
        options.ca_file = profile_get(&run->profile, "ca_bundle");
    run->http = http_new(&options, err);
    return run->http == NULL ? -1 : 0;
}

static int prepare(struct run *run, struct err *err)
{
    const struct options *options = run->options;

    if (profile_load(options->profile, run->arena, &run->profile, err) != 0 ||
        credentials_find(&run->profile, &run->credentials, err) != 0 ||
        choose_regions(run, err) != 0 || run_find_endpoints(run, err) != 0 ||
        layout_open(&run->layout, options->dir, run->arena, err) != 0 ||
        manifest_open(&run->manifest, options->dir, run->arena, err) != 0)
        return -1;
    lanes_init(&run->lanes, run->arena, seed());
    progress_init(&run->progress, options);
    return open_http(run, err);
}

/*
 * Not one call was answered, and that is because nobody let us in or nobody was there:
 * that is no partial collection.
 */
static bool nobody_answered(const struct run *run)
{
    return run->n_ok == 0 && run->n_saved == 0 && run->refusal[0] != '\0';
}

static int finish(struct run *run, bool stopped, int *status, struct err *err)
{
    if (!stopped)
        plan_end(run);
    if (write_manifest(run, "interrupted before it was answered", err) != 0)
        return -1;
    if (nobody_answered(run))
        return err_set(err, ERR_USAGE, "no call was answered: %s", run->refusal);
    if (stopped)
        return err_set(err, ERR_IO, "interrupted; go on with --resume");
    *status = manifest_n_missing(&run->manifest) > 0 ? STATUS_PARTIAL : STATUS_COMPLETE;
    report_print(run);
    return 0;
}

/* Lists that were not read to their end. */
static void let_go(struct run *run)
{
    for (struct call *call = run->lanes.first_open; call != NULL; call = call->open_next)
        if (call->pages != NULL)
            pages_clear(call->pages);
    http_free(run->http);
    manifest_close(&run->manifest);
    layout_close(&run->layout);
    map_clear(&run->known);
}

int collect(const struct options *options, const volatile sig_atomic_t *stop, int *status,
            struct err *err)
{
    struct arena arena;
    struct run run = { .options = options, .arena = &arena, .layout = { .lock = -1 } };
    int rc;

    arena_init(&arena);
    rc = prepare(&run, err);
    if (rc == 0) {
        rc = plan_start(&run, err);
        if (rc == 0)
            rc = loop(&run, stop, err);
        progress_done(&run.progress);
        if (rc == 0)
            rc = finish(&run, *stop != 0, status, err);
        else /* what was saved so far is still worth a manifest */
            write_manifest(&run, "not asked: the run ended early", NULL);
    }
    let_go(&run);
    arena_clear(&arena);
    return rc;
}
