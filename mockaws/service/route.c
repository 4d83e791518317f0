/* route: which service and operation a request is for. */
#include "mockaws/service/route.h"

#include <string.h>

#include "base/arena.h"
#include "base/spell.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"

static const char acm_target[] = "CertificateManager.";
static const char route53_root[] = "/2013-04-01/";

static const struct operation *const tables[] = { acm_operations, route53_operations,
                                                  sts_operations };
enum { N_TABLES = sizeof(tables) / sizeof(tables[0]), NAMES_ROOM = 256 };

const char *route_service(enum aws_service service)
{
    static const char *const words[] = {
        [AWS_ACM] = "acm", [AWS_ROUTE53] = "route53", [AWS_STS] = "sts"
    };

    return words[service];
}

static const struct operation *by_name(const struct operation *table, const char *name)
{
    for (; table->name != NULL; table++)
        if (strcmp(table->name, name) == 0)
            return table;
    return NULL;
}

const struct operation *route_operation(const char *name)
{
    const struct operation *found = NULL;

    for (size_t i = 0; i < N_TABLES && found == NULL; i++)
        found = by_name(tables[i], name);
    return found;
}

const char *route_nearest(const char *name)
{
    const char *names[NAMES_ROOM];
    size_t n = 0;

    for (size_t i = 0; i < N_TABLES; i++)
        for (const struct operation *row = tables[i];
             row->name != NULL && n + 1 < NAMES_ROOM; row++)
            names[n++] = row->name;
    names[n] = NULL;
    return spell_nearest(name, names);
}

/*
 * Does the path follow the template? Each {...} takes what lies between slashes, and an
 * Id may come with its prefix and slashes percent-encoded. A last slash is ignored.
 */
static bool follows(struct call *call, const char *template, const char *path)
{
    size_t n = 0;

    for (;;) {
        if (*template == '{') {
            const size_t len = strcspn(path, "/");
            const char *value = http_unescape(call->arena, path, len);

            if (len == 0 || value == NULL || n == CALL_PARAMETERS)
                return false;
            call->parameters[n++] = value;
            path += len;
            template += strcspn(template, "}") + 1;
            continue;
        }
        if (*template == '\0')
            return *path == '\0' || strcmp(path, "/") == 0;
        if (*template != *path)
            return false;
        template ++;
        path++;
    }
}

static const struct operation *by_path(struct call *call)
{
    for (const struct operation *row = route53_operations; row->name != NULL; row++) {
        if (strcmp(row->method, call->request->method) == 0 &&
            follows(call, row->path, call->request->path))
            return row;
        memset(call->parameters, 0, sizeof(call->parameters));
    }
    return NULL;
}

/* The Action of a form, in the query or in the body. */
static const char *form_action(const struct call *call)
{
    struct http_request form = *call->request;
    const char *action = http_query(call->request, "Action");

    if (action != NULL || call->request->body_len == 0)
        return action;
    form.query = call->request->body;
    return http_query(&form, "Action");
}

void route_find(struct call *call, struct route *out)
{
    const struct http_request *request = call->request;
    const char *target = http_header(request, "X-Amz-Target");
    const char *action;

    *out = (struct route){ .service = AWS_ACM, .name = request->path };
    if (target != NULL) {
        const char *dot = strchr(target, '.');

        out->name = dot != NULL ? dot + 1 : target;
        if (strncmp(target, acm_target, strlen(acm_target)) == 0)
            out->operation = by_name(acm_operations, out->name);
        return;
    }
    if (strncmp(request->path, route53_root, strlen(route53_root)) == 0) {
        out->service = AWS_ROUTE53;
        out->operation = by_path(call);
        out->name = out->operation != NULL ? out->operation->name
                                           : arena_printf(call->arena, "%s %s",
                                                          request->method, request->path);
        return;
    }
    action = form_action(call);
    if (action != NULL) {
        out->service = AWS_STS;
        out->name = action;
        out->operation = by_name(sts_operations, action);
    }
}
