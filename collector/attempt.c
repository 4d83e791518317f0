/* attempt: a call goes out, and what becomes of it when a reply comes. */
#include "collector/attempt.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "collector/answer.h"
#include "collector/http.h"
#include "collector/operations.h"
#include "collector/options.h"
#include "collector/pages.h"
#include "collector/plan.h"
#include "collector/run.h"

/* Tries where waiting rarely helps: nobody is there, or there is no such thing. */
enum { TRIES_HOPELESS = 4 };

int attempt_start(struct run *run, struct call *call, struct err *err)
{
    const struct operation *operation = call->operation;
    struct buf target = { 0 };
    struct buf path = { 0 };
    struct buf body = { 0 };
    const char *headers[3] = { NULL };
    struct http_request request = { .endpoint = run_endpoint(run, call) };
    int rc;

    operation_wire(operation, call->subject, !call->no_origins,
                   call->pages == NULL ? NULL : call->pages->paging, &path, &body);
    if (operation->service == SERVICE_ACM) {
        buf_printf(&target, "X-Amz-Target: CertificateManager.%s", operation->name);
        headers[0] = "Content-Type: application/x-amz-json-1.1";
        headers[1] = buf_text(&target);
    } else if (operation->service == SERVICE_STS) {
        headers[0] = "Content-Type: application/x-www-form-urlencoded; charset=utf-8";
    }
    request.path = buf_text(&path);
    request.headers = headers;
    request.body = body.len == 0 ? NULL : buf_text(&body);
    call->n_tries++;
    rc = http_start(run->http, &request, call, err);
    buf_clear(&target);
    buf_clear(&path);
    buf_clear(&body);
    return rc;
}

/* The first failure that says that we are not let in, or that nobody is there. */
static void keep_refusal(struct run *run, const char *text)
{
    if (run->refusal[0] == '\0')
        snprintf(run->refusal, sizeof(run->refusal), "%s", text);
}

/* Without an account there is nowhere to save to. */
static int no_identity(struct run *run, const struct answer *answer, struct err *err)
{
    const char *hint = "";

    if (answer->kind == ANSWER_UNKNOWN_KEY)
        hint = " (the keys are wrong, or not for this endpoint)";
    else if (answer->kind == ANSWER_DENIED)
        hint = " (give --account-label to go on without it)";
    return err_set(err, ERR_USAGE, "sts GetCallerIdentity at %s, with keys of %s: %s%s",
                   run->sts.url, run->credentials.source, answer->text, hint);
}

static int expired(struct run *run, const struct call *call, const struct answer *answer,
                   struct err *err)
{
    return err_set(err, ERR_USAGE,
                   "the credentials of %s have expired (%s %s: %s); get new ones and run "
                   "this again with --resume",
                   run->credentials.source, service_name(call->operation->service),
                   call->operation->name, answer->text);
}

static int fail(struct run *run, struct call *call, const char *why, struct err *err)
{
    return plan_fail(run, call, why, err);
}

/* So many of a lane were given up in a row that the others are not asked. */
static int fail_lane(struct run *run, struct lane *lane, const char *why, struct err *err)
{
    const char *text = arena_printf(
        run->arena, "not asked, for the calls before it failed in a row: %s", why);
    struct call *call;

    while ((call = lanes_pop(lane)) != NULL)
        if (fail(run, call, text, err) != 0)
            return -1;
    return 0;
}

static int give_up(struct run *run, struct call *call, const struct answer *answer,
                   struct err *err)
{
    const char *why = arena_printf(run->arena, "%s (%u %s)", answer->text, call->n_tries,
                                   call->n_tries == 1 ? "try" : "tries");

    if (answer->kind == ANSWER_UNREACHABLE)
        keep_refusal(run, arena_printf(run->arena, "%s: %s", run_endpoint(run, call)->url,
                                       answer->text));
    if (call->operation->id == OP_IDENTITY)
        return no_identity(run, answer, err);
    if (fail(run, call, why, err) != 0)
        return -1;
    return answer->kind != ANSWER_ABSENT && lanes_gave_up(call)
               ? fail_lane(run, call->lane, why, err)
               : 0;
}

static int try_again(struct run *run, struct call *call, const struct answer *answer,
                     int64_t now_ns, struct err *err)
{
    const bool hopeless =
        answer->kind == ANSWER_UNREACHABLE || answer->kind == ANSWER_ABSENT;
    unsigned tries = run->options->tries;

    if (hopeless && tries > TRIES_HOPELESS)
        tries = TRIES_HOPELESS;
    if (call->n_tries >= tries)
        return give_up(run, call, answer, err);
    lanes_again(&run->lanes, call, now_ns, lanes_delay(call->n_tries),
                answer->kind == ANSWER_THROTTLED);
    return 0;
}

static int refuse(struct run *run, struct call *call, const struct answer *answer,
                  struct err *err)
{
    const char *why = answer->text;

    if (call->operation->id == OP_IDENTITY)
        return no_identity(run, answer, err);
    if (answer->kind == ANSWER_UNKNOWN_KEY) {
        keep_refusal(run, why);
        why = arena_printf(run->arena,
                           "%s (the region may not be enabled for this account)", why);
    } else if (answer->status == 0) {
        keep_refusal(run, why);
    }
    return fail(run, call, arena_strdup(run->arena, why), err);
}

static int judge(struct run *run, struct call *call, struct answer *answer,
                 int64_t now_ns, struct err *err)
{
    switch (answer->kind) {
    case ANSWER_OK:
        run->n_ok++;
        lanes_passed(call, now_ns);
        return plan_take(run, call, answer, err);
    case ANSWER_THROTTLED:
    case ANSWER_TRANSIENT:
    case ANSWER_UNREACHABLE:
    case ANSWER_ABSENT:
        return try_again(run, call, answer, now_ns, err);
    case ANSWER_INVALID:
        if (plan_other_way(run, call, answer->text)) {
            lanes_continue(call);
            return 0;
        }
        break;
    case ANSWER_EXPIRED:
        return expired(run, call, answer, err);
    case ANSWER_DENIED:
    case ANSWER_UNKNOWN_KEY:
    case ANSWER_FAILED:
        break;
    }
    return refuse(run, call, answer, err);
}

int attempt_end(struct run *run, const struct http_reply *reply, int64_t now_ns,
                struct err *err)
{
    struct call *call = reply->owner;
    struct answer answer;
    int rc;

    answer_read(call->operation, reply, &answer);
    rc = judge(run, call, &answer, now_ns, err);
    answer_clear(&answer);
    return rc;
}
