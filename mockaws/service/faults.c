/* faults: rules by which calls are answered wrongly on purpose (mockaws.md, 4). */
#include "mockaws/service/faults.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "mockaws/store/store.h"

struct faults {
    struct fault_rule *rules;
    size_t n;
};

struct faults *faults_new(void)
{
    return heap_zalloc(sizeof(struct faults));
}

void faults_reset(struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        struct fault_rule *rule = &faults->rules[i];

        free(rule->operation);
        free(rule->certificate);
        free(rule->zone);
        free(rule->access_key);
        free(rule->error);
        free(rule->message);
        free(rule->body);
        free(rule->content_type);
        free(rule->kept);
    }
    free(faults->rules);
    *faults = (struct faults){ 0 };
}

void faults_free(struct faults *faults)
{
    if (faults == NULL)
        return;
    faults_reset(faults);
    free(faults);
}

void faults_add_take(struct faults *faults, const struct fault_rule *rule)
{
    faults->rules = heap_grow(faults->rules, faults->n + 1, sizeof(*faults->rules));
    faults->rules[faults->n++] = *rule;
}

void faults_name_certificate(struct faults *faults, const char *word, const char *arn)
{
    for (size_t i = 0; i < faults->n; i++)
        if (faults->rules[i].certificate != NULL &&
            strcmp(faults->rules[i].certificate, word) == 0)
            text_set(&faults->rules[i].certificate, arn);
}

size_t faults_n(const struct faults *faults)
{
    return faults->n;
}

const struct fault_rule *faults_at(const struct faults *faults, size_t index)
{
    return &faults->rules[index];
}

static bool counts_fit(const struct fault_counts *counts, int64_t n)
{
    if (counts->every > 0)
        return n % counts->every == 0;
    if (counts->from == 0 && counts->to == 0)
        return true;
    return n >= counts->from && n <= counts->to;
}

/* The token that a call for a further page brings; NULL: it asks for the first. */
static const char *sent_token(const struct call *call)
{
    static const char *const names[] = { "marker", "name", "nexttoken", "dnsname" };

    if (call->input != NULL)
        return json_string_value(json_object_get(call->input, "NextToken"));
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = http_query(call->request, names[i]);

        if (value != NULL)
            return value;
    }
    return NULL;
}

static bool names_certificate(const struct call *call, const char *certificate)
{
    const char *arn = json_string_value(json_object_get(call->input, "CertificateArn"));
    const char *id;

    if (arn == NULL)
        return false;
    id = strrchr(arn, '/');
    return strcmp(arn, certificate) == 0 ||
           (id != NULL && strcmp(id + 1, certificate) == 0);
}

/* The last part of the path's first parameter: "/hostedzone/Z1" is Z1. */
static bool names_zone(const struct call *call, const char *zone)
{
    const char *id = call->parameters[0];

    if (id == NULL)
        return false;
    if (strrchr(id, '/') != NULL)
        id = strrchr(id, '/') + 1;
    return strcmp(id, zone) == 0;
}

static bool is_about(const struct fault_rule *rule, const struct call *call)
{
    const struct operation *operation = call->operation;

    if (operation == NULL)
        return rule->service < 0 && rule->operation == NULL;
    return (rule->service < 0 || rule->service == (int)operation->service) &&
           (rule->operation == NULL || strcmp(rule->operation, operation->name) == 0) &&
           (rule->certificate == NULL || names_certificate(call, rule->certificate)) &&
           (rule->zone == NULL || names_zone(call, rule->zone)) &&
           (rule->access_key == NULL || strcmp(rule->access_key, call->access_key) == 0);
}

const struct fault_rule *faults_match(struct faults *faults, const struct call *call)
{
    const struct fault_rule *found = NULL;

    for (size_t i = 0; i < faults->n; i++) {
        struct fault_rule *rule = &faults->rules[i];

        if (!is_about(rule, call))
            continue;
        rule->n_page = sent_token(call) != NULL ? rule->n_page + 1 : 1;
        if (!counts_fit(&rule->page, rule->n_page))
            continue;
        rule->n_fit++;
        if (found != NULL || !counts_fit(&rule->calls, rule->n_fit))
            continue;
        rule->n_used++;
        found = rule;
    }
    return found;
}

static bool is_token_fault(const struct fault_rule *rule, enum fault_token token)
{
    return rule != NULL && rule->reply == FAULT_TOKEN && rule->token == token;
}

int faults_before(const struct fault_rule *rule, struct call *call, bool *answered)
{
    *answered = false;
    if (is_token_fault(rule, FAULT_EMPTY_PAGE))
        call->empty_page = true;
    if (is_token_fault(rule, FAULT_EXPIRED) && sent_token(call) != NULL)
        return call->operation->service == AWS_ACM
                   ? call_fail(call, "ValidationException",
                               "The NextToken has expired. Start the listing anew.")
                   : call_fail(call, "InvalidInput", "The marker is no longer valid.");
    if (!is_token_fault(rule, FAULT_DUPLICATE) || rule->kept == NULL)
        return 0;
    if (call->operation->service == AWS_ACM)
        emit_raw(&call->json, NULL, rule->kept, strlen(rule->kept));
    else
        buf_puts(&call->xml.text, rule->kept);
    *answered = true;
    return 0;
}

static void loop_json(struct call *call, const char *token)
{
    json_t *answer = json_loadb(call->json.text.data, call->json.text.len, 0, NULL);
    char *text;

    json_object_set_new(answer, "NextToken", json_string(token));
    text = json_dumps(answer, JSON_COMPACT);
    json_decref(answer);
    if (text == NULL)
        return;
    buf_reset(&call->json.text);
    buf_puts(&call->json.text, text);
    free(text);
}

/* <NAME>...</NAME> gets another text; where it does not stand, nothing happens. */
static void replace_element(struct buf *xml, const char *name, const char *value,
                            struct arena *arena)
{
    const char *open = arena_printf(arena, "<%s>", name);
    const char *close = arena_printf(arena, "</%s>", name);
    const char *from = strstr(buf_text(xml), open);
    const char *to = from != NULL ? strstr(from, close) : NULL;
    struct xml_out element = { { NULL, 0, 0 } };
    char *rest;

    if (to == NULL || value == NULL)
        return;
    rest = arena_strdup(arena, to + strlen(close));
    xml->len = (size_t)(from - xml->data);
    xml_text(&element, name, value);
    buf_add(xml, element.text.data, element.text.len);
    buf_puts(xml, rest);
    buf_clear(&element.text);
}

static void loop_xml(struct call *call)
{
    static const struct {
        const char *element;
        const char *query;
    } rows[] = {
        { "NextMarker", "marker" },   { "NextRecordName", "name" },
        { "NextRecordType", "type" }, { "NextDNSName", "dnsname" },
        { "NextToken", "nexttoken" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        replace_element(&call->xml.text, rows[i].element,
                        http_query(call->request, rows[i].query), call->arena);
}

void faults_after(const struct fault_rule *rule, struct call *call)
{
    const char *token = sent_token(call);

    if (!is_token_fault(rule, FAULT_LOOP) || token == NULL)
        return;
    if (call->operation->service == AWS_ACM)
        loop_json(call, token);
    else
        loop_xml(call);
}

void faults_keep(struct faults *faults, const struct call *call)
{
    for (size_t i = 0; i < faults->n; i++) {
        struct fault_rule *rule = &faults->rules[i];
        const struct buf *text =
            call->operation->service == AWS_ACM ? &call->json.text : &call->xml.text;

        if (!is_token_fault(rule, FAULT_DUPLICATE) || !is_about(rule, call))
            continue;
        free(rule->kept);
        rule->kept = heap_strndup(text->len > 0 ? text->data : "", text->len);
    }
}
