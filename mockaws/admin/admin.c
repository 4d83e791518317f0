/* admin: the routes under /_mockaws/, in one table, and what leads to them. */
#include "mockaws/admin/admin.h"

#include <string.h>

#include "base/arena.h"
#include "base/spell.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/session.h"

static const char root[] = "/_mockaws";

/* {id} is a whole ARN as well, percent-encoded or not. */
static const struct row {
    const char *method;
    const char *path;
    admin_route *run;
} rows[] = {
    /* clang-format off */
    { "GET",    "/_mockaws",                       admin_page },
    { "GET",    "/_mockaws/health",                admin_health },
    { "POST",   "/_mockaws/reset",                 admin_reset },
    { "GET",    "/_mockaws/clock",                 admin_get_clock },
    { "POST",   "/_mockaws/clock",                 admin_post_clock },
    { "GET",    "/_mockaws/certificates",          admin_get_certificates },
    { "GET",    "/_mockaws/certificates/{id}/why", admin_get_why },
    { "GET",    "/_mockaws/certificates/{id}",     admin_get_certificate },
    { "POST",   "/_mockaws/certificates/{id}",     admin_post_step },
    { "POST",   "/_mockaws/step",                  admin_post_step },
    { "GET",    "/_mockaws/zones",                 admin_get_zones },
    { "GET",    "/_mockaws/zones/{id}",            admin_get_zone },
    { "GET",    "/_mockaws/dns",                   admin_get_dns },
    { "GET",    "/_mockaws/faults",                admin_get_faults },
    { "POST",   "/_mockaws/faults",                admin_post_faults },
    { "DELETE", "/_mockaws/faults",                admin_delete_faults },
    { "GET",    "/_mockaws/requests",              admin_get_requests },
    { "GET",    "/_mockaws/unmatched",             admin_get_unmatched },
    { "GET",    "/_mockaws/state",                 admin_get_state },
    { "PUT",    "/_mockaws/state",                 admin_put_state },
    { "GET",    "/_mockaws/scenario",              admin_get_state },
    { "POST",   "/moto-api/reset",                 admin_reset },
    { "GET",    "/_localstack/health",             admin_localstack_health },
    /* clang-format on */
};
enum { N_ROWS = sizeof(rows) / sizeof(rows[0]) };

static bool is_under(const char *path, const char *above)
{
    const size_t len = strlen(above);

    return strncmp(path, above, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

bool admin_is_path(const char *path)
{
    return is_under(path, root) || is_under(path, "/moto-api") ||
           is_under(path, "/_localstack");
}

/* The path without slashes at its end. */
static const char *trimmed(struct arena *arena, const char *path)
{
    size_t len = strlen(path);

    while (len > 1 && path[len - 1] == '/')
        len--;
    return arena_strndup(arena, path, len);
}

/* Does it follow the template? *id: what stands for {id}, decoded. */
static bool follows(struct arena *arena, const char *template, const char *path,
                    const char **id)
{
    const char *hole = strchr(template, '{');
    const size_t before = hole != NULL ? (size_t)(hole - template) : 0;
    const char *behind = hole != NULL ? strchr(hole, '}') + 1 : NULL;
    const size_t len = strlen(path);

    *id = NULL;
    if (hole == NULL)
        return strcmp(template, path) == 0;
    if (strncmp(template, path, before) != 0 || len <= before + strlen(behind) ||
        strcmp(path + len - strlen(behind), behind) != 0)
        return false;
    *id = http_unescape(arena, path + before, len - before - strlen(behind));
    return *id != NULL && (*id)[0] != '\0';
}

/*
 * The path that was meant: its first word, or what an {id} has behind it, is nearly
 * another's. NULL: none.
 */
static const char *nearest_path(struct arena *arena, const char *path)
{
    const char *words[N_ROWS + 1];
    const char *first = is_under(path, root) ? path + strlen(root) : "";
    const char *word;
    size_t n = 0;

    first += *first == '/';
    word = arena_strndup(arena, first, strcspn(first, "/"));
    for (size_t i = 0; i < N_ROWS; i++)
        if (is_under(rows[i].path, root) && strchr(rows[i].path, '{') == NULL &&
            strcmp(rows[i].path, root) != 0)
            words[n++] = rows[i].path + strlen(root) + 1;
    words[n] = NULL;
    word = spell_nearest(word, words);
    if (word != NULL)
        return arena_printf(arena, "%s/%s%s", root, word, first + strcspn(first, "/"));
    return spell_nearest(
        path, (const char *const[]){ "/moto-api/reset", "/_localstack/health", NULL });
}

/* Another method than those that the path has. */
static void refuse_method(struct admin *admin, const char *path)
{
    const char *methods = NULL;
    const char *id;

    for (size_t i = 0; i < N_ROWS; i++)
        if (follows(admin->arena, rows[i].path, path, &id))
            methods = methods == NULL ? rows[i].method
                                      : arena_printf(admin->arena, "%s or %s", methods,
                                                     rows[i].method);
    if (methods != NULL)
        admin_refuse(admin, 400, arena_printf(admin->arena, "%s %s", methods, path),
                     "%.200s wants %s, not %.20s", path, methods, admin->request->method);
    else
        admin_refuse(admin, 404, nearest_path(admin->arena, path),
                     "there is no %.200s; GET %s/ shows what there is", path, root);
}

/* A page of somewhere else, open in the same browser, has no business here. */
static bool is_foreign(const struct http_request *request)
{
    const char *origin = http_header(request, "Origin");
    const char *host = http_header(request, "Host");
    const char *authority = origin != NULL ? strstr(origin, "://") : NULL;

    if (origin == NULL || strcmp(request->method, "GET") == 0)
        return false;
    return authority == NULL || host == NULL || strcmp(authority + 3, host) != 0;
}

static void serve(struct admin *admin)
{
    const char *method = admin->request->method;
    const char *path = trimmed(admin->arena, admin->request->path);

    if (strcmp(method, "HEAD") == 0)
        method = "GET";
    if (is_foreign(admin->request)) {
        admin_refuse(admin, 400, NULL,
                     "a page of %.100s may not change this mock; call it from its own "
                     "page, or without a browser",
                     http_header(admin->request, "Origin"));
        return;
    }
    for (size_t i = 0; i < N_ROWS; i++)
        if (strcmp(rows[i].method, method) == 0 &&
            follows(admin->arena, rows[i].path, path, &admin->id)) {
            rows[i].run(admin);
            return;
        }
    refuse_method(admin, path);
}

void admin_serve(struct session *session, const struct http_request *request,
                 struct http_reply *reply)
{
    struct admin admin = { .session = session,
                           .mock = &session->mock,
                           .request = request,
                           .reply = reply,
                           .arena = request->arena };
    char now[DURATION_TEXT_MAX];

    world_catch_up(&session->mock.world);
    serve(&admin);
    duration_moment_text(session->mock.world.clock.now_ms, now);
    http_reply_field(reply, "x-mockaws-time", arena_strdup(request->arena, now));
    http_reply_field(reply, "Cache-Control", "no-store");
}
