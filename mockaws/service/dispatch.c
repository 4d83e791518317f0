/* dispatch: from a request to the operation that answers it, and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "mockaws/http/server.h"
#include "mockaws/service/auth.h"
#include "mockaws/service/faults.h"
#include "mockaws/service/journal.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/quotas.h"
#include "mockaws/service/route.h"
#include "mockaws/service/unmatched.h"
#include "mockaws/wire/errors.h"
#include "mockaws/wire/shape.h"

enum { REQUEST_ID_MAX = 40 };

/* Members that the model does not know are let pass, and told of. */
struct stranger_context {
    struct mock *mock;
    struct call *call;
};

static void note_member(void *context, const char *path, const char *nearest)
{
    struct stranger_context *stranger = context;

    unmatched_add(stranger->mock->unmatched, "member",
                  arena_printf(stranger->call->arena, "%s: %s",
                               stranger->call->operation->name, path),
                  nearest);
}

static int read_json(struct mock *mock, struct call *call)
{
    const struct http_request *request = call->request;
    json_error_t error;
    struct stranger_context stranger = { mock, call };

    call->input = request->body_len == 0 ? json_object()
                                         : json_loadb(request->body, request->body_len,
                                                      JSON_REJECT_DUPLICATES, &error);
    if (call->input == NULL)
        return call_fail(call, "SerializationException",
                         "The body is not a JSON object: line %d, column %d: %s",
                         error.line, error.column, error.text);
    if (!json_is_object(call->input)) {
        json_decref(call->input);
        call->input = NULL;
        return call_fail(call, "SerializationException",
                         "Start of structure or map "
                         "expected, the body is none");
    }
    if (shape_check(call, call->operation->shape) < 0)
        return -1;
    shape_strangers(call->operation->shape, call->input, call->arena, note_member,
                    &stranger);
    return 0;
}

static int read_xml(struct call *call)
{
    const struct http_request *request = call->request;
    struct err err;

    if (request->body_len == 0 || call->operation->service != AWS_ROUTE53)
        return 0;
    call->body = xml_parse(call->arena, request->body, request->body_len, &err);
    if (call->body == NULL)
        return call_fail(call, "MalformedInput", "%s", err.text);
    return 0;
}

static int throttle(struct mock *mock, struct call *call)
{
    if (mock->quotas == NULL || quotas_take(mock->quotas, call, clock_real_ms()))
        return 0;
    return call_fail(
        call, call->operation->service == AWS_ACM ? "ThrottlingException" : "Throttling",
        "Rate exceeded");
}

static int fail_as_told(struct call *call, const struct fault_rule *rule)
{
    if (rule->error == NULL)
        return call_fail(call, "InternalFailure", "a fault without an error code");
    return call_fail(call, rule->error, "%s",
                     rule->message != NULL ? rule->message : "A fault of the scenario.");
}

/* Everything between knowing the operation and having its answer. */
static int perform(struct mock *mock, struct call *call, const struct fault_rule *rule)
{
    bool answered;

    if (rule != NULL && rule->reply == FAULT_ERROR)
        return fail_as_told(call, rule);
    if (throttle(mock, call) < 0)
        return -1;
    if (faults_before(rule, call, &answered) < 0)
        return -1;
    if (answered)
        return 0;
    if (call->operation->run(mock, call) < 0)
        return -1;
    faults_keep(mock->faults, call);
    faults_after(rule, call);
    return 0;
}

static int read_input(struct mock *mock, struct call *call)
{
    return call->operation->service == AWS_ACM ? read_json(mock, call) : read_xml(call);
}

static void request_id(const struct mock *mock, char out[REQUEST_ID_MAX])
{
    const uint64_t n = mock->journal->n_all + 1;
    const uint64_t mixed =
        (n + mock->world.store.ids.seed) * UINT64_C(0x9e3779b97f4a7c15);

    snprintf(out, REQUEST_ID_MAX, "%08x-%04x-4%03x-a%03x-%012llx",
             (unsigned)(mixed >> 32), (unsigned)(mixed >> 16) & 0xffff,
             (unsigned)mixed & 0xfff, (unsigned)(mixed >> 8) & 0xfff,
             (unsigned long long)n & 0xffffffffffffULL);
}

static void answer_error(struct call *call, enum aws_service service, const char *id,
                         struct buf *body, struct http_reply *reply)
{
    reply->status = error_status(service, call->code);
    buf_reset(body);
    error_body(service, call->code, call->message, id, body);
    http_reply_field(reply, "x-amzn-ErrorType", call->code);
}

static void take_text(struct buf *body, const struct buf *text, const char *otherwise)
{
    buf_reset(body);
    if (text->len > 0)
        buf_add(body, text->data, text->len);
    else
        buf_puts(body, otherwise);
}

static void answer(struct mock *mock, struct call *call, enum aws_service service,
                   struct http_reply *reply)
{
    char *id = arena_alloc(call->arena, REQUEST_ID_MAX);
    char *time = arena_alloc(call->arena, WHEN_TEXT_MAX);

    request_id(mock, id);
    reply->type = service == AWS_ACM ? "application/x-amz-json-1.1" : "text/xml";
    if (call->code != NULL) {
        answer_error(call, service, id, &mock->answer, reply);
    } else {
        reply->status = call->status;
        take_text(&mock->answer, &call->xml.text, service == AWS_ACM ? "{}" : "");
        if (call->location != NULL)
            http_reply_field(reply, "Location", call->location);
    }
    http_reply_field(reply, "x-amzn-RequestId", id);
    http_reply_field(reply, "x-mockaws-time",
                     when_iso(clock_now_s(&mock->world.clock), time));
    reply->body = mock->answer.data;
    reply->body_len = mock->answer.len;
    /* Lists are long: theirs is not copied, and stays until the next call. */
    if (call->code == NULL && service == AWS_ACM && call->json.text.len > 0) {
        reply->body = call->json.text.data;
        reply->body_len = call->json.text.len;
    }
}

/* A whole answer or a wire that breaks, by a scenario's rule. */
static void answer_as_told(const struct fault_rule *rule, struct http_reply *reply)
{
    if (rule->reply == FAULT_WIRE)
        reply->fault = rule->wire;
    if (rule->reply != FAULT_HTTP)
        return;
    reply->status = rule->http_status;
    reply->type = rule->content_type != NULL ? rule->content_type : "text/html";
    reply->body = rule->body != NULL ? rule->body : "";
    reply->body_len = strlen(reply->body);
}

static void note_operation(struct mock *mock, const char *name)
{
    unmatched_add(mock->unmatched, "operation", name, route_nearest(name));
}

static int refuse_unknown(struct mock *mock, struct call *call, const struct route *route)
{
    note_operation(mock, route->name);
    if (route->service == AWS_ACM)
        return call_fail(
            call, "UnknownOperationException", "The operation %s is not known here%s%s",
            route->name, route_nearest(route->name) != NULL ? "; the nearest is " : "",
            route_nearest(route->name) != NULL ? route_nearest(route->name) : "");
    return call_fail(call, "InvalidAction",
                     "There is no operation for %s %s in the API version that is served "
                     "here",
                     call->request->method, call->request->path);
}

/* The input is read before a rule is looked for, since rules name certificates. */
static void serve_call(struct mock *mock, struct call *call, const struct route *route,
                       const struct fault_rule **rule)
{
    if (auth_identify(mock, call, route->service) < 0)
        return;
    if (call->operation == NULL) {
        refuse_unknown(mock, call, route);
        return;
    }
    if (read_input(mock, call) < 0)
        return;
    *rule = faults_match(mock->faults, call);
    if (*rule != NULL && (*rule)->reply == FAULT_HTTP)
        return;
    perform(mock, call, *rule);
}

void mock_serve(struct mock *mock, const struct http_request *request,
                struct http_reply *reply)
{
    struct call call = { .request = request,
                         .arena = request->arena,
                         .status = 200,
                         .access_key = "",
                         .region = "us-east-1" };
    const struct fault_rule *rule = NULL;
    struct route route;

    world_catch_up(&mock->world);
    emit_init(&call.json, NULL);
    call.json.text = mock->scratch;
    buf_reset(&call.json.text);
    route_find(&call, &route);
    call.operation = route.operation;
    serve_call(mock, &call, &route, &rule);
    answer(mock, &call, route.service, reply);
    if (rule != NULL)
        answer_as_told(rule, reply);
    journal_add(mock->journal, &call, route_service(route.service), route.name,
                mock->world.clock.now_ms, reply->status);
    if (mock->called != NULL && call.operation != NULL)
        mock->called(mock->called_context, &call);
    mock->scratch = call.json.text;
    buf_clear(&call.xml.text);
    json_decref(call.input);
}
