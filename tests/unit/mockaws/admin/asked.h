/* asked: a session of its own, asked by the admin API without a port. */
#ifndef TESTS_UNIT_MOCKAWS_ADMIN_ASKED_H
#define TESTS_UNIT_MOCKAWS_ADMIN_ASKED_H

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "mockaws/admin/admin.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/session.h"

#include "tests/support/test.h"

#define ASKED_ARN "arn:aws:acm:us-east-1:111122223333:certificate/"
#define ASKED_ID  "11111111-2222-4333-8444-555555555555"

/* Two zones, three certificates, a rule, a step: enough for every resource. */
static const char asked_scenario[] =
    "{\"schema\":\"mockaws.scenario.v1\",\"name\":\"asked\","
    "\"start\":\"2026-03-01T00:00:00Z\","
    "\"accounts\":[{\"id\":\"111122223333\"}],"
    "\"zones\":[{\"id\":\"ZEXAMPLE1\",\"name\":\"example.com\",\"records\":["
    "{\"name\":\"example.com\",\"type\":\"CAA\",\"values\":"
    "[\"0 issue \\\"letsencrypt.org\\\"\"]}]},"
    "{\"id\":\"ZEXAMPLE2\",\"name\":\"example.org\",\"delegated\":false}],"
    "\"certificates\":[{\"id\":\"web\",\"arn\":\"" ASKED_ARN ASKED_ID "\","
    "\"names\":[\"example.com\",\"*.example.com\"]},"
    "{\"id\":\"mail\",\"names\":[\"example.org\"],\"method\":\"EMAIL\"},"
    "{\"id\":\"shop\",\"import\":{\"names\":[\"shop.example.net\"],"
    "\"not_after\":\"+30d\"}}],"
    "\"timeline\":[{\"at\":\"+1h\",\"do\":\"upsert_validation_records\","
    "\"certificate\":\"web\"}],"
    "\"faults\":[{\"service\":\"acm\",\"operation\":\"DescribeCertificate\","
    "\"calls\":\"2-3\",\"reply\":{\"error\":\"ThrottlingException\"}}]}";

struct asked {
    struct session session;
    struct arena arena; /* of the requests */
    struct http_reply reply;
    json_t *json; /* the latest answer; NULL: it was none */
};

/* text NULL: an empty mock whose clock is manual. */
static inline void asked_start(struct asked *asked, const char *text)
{
    const struct session_options options = { .has_clock = true,
                                             .clock = CLOCK_MANUAL,
                                             .speed = 1,
                                             .start_ms = text != NULL ? TIME_NONE : 0,
                                             .auth = AUTH_SCOPE };
    struct scenario_faults faults = { 0 };
    struct scenario *scenario = NULL;
    struct err err;

    memset(asked, 0, sizeof(*asked));
    arena_init(&asked->arena);
    arena_init(&asked->session.arena);
    if (text != NULL &&
        scenario_read_text(NULL, text, strlen(text), &asked->session.arena, &scenario,
                           &faults) == -1)
        fail_msg("%s", faults.items[0].text);
    assert_int_equal(session_start(&asked->session, &options, scenario, &err), 0);
}

static inline void asked_stop(struct asked *asked)
{
    json_decref(asked->json);
    session_stop(&asked->session);
    arena_clear(&asked->arena);
}

/* target: path, and a query behind '?'. body NULL: none. Returns the status. */
static inline unsigned asked_for(struct asked *asked, const char *method,
                                 const char *target, const char *body, const char *origin)
{
    const size_t path_len = strcspn(target, "?");
    const struct http_field fields[] = { { "Host", "127.0.0.1:4580" },
                                         { "Origin", origin } };
    const struct http_request request = {
        .method = method,
        .path = arena_strndup(&asked->arena, target, path_len),
        .query = target[path_len] == '?' ? target + path_len + 1 : "",
        .fields = fields,
        .n_fields = origin != NULL ? 2 : 1,
        .body = body != NULL ? body : "",
        .body_len = body != NULL ? strlen(body) : 0,
        .arena = &asked->arena,
    };

    assert_true(admin_is_path(request.path));
    asked->reply = (struct http_reply){ .status = 200 };
    admin_serve(&asked->session, &request, &asked->reply);
    json_decref(asked->json);
    asked->json = json_loadb(asked->reply.body, asked->reply.body_len, 0, NULL);
    return asked->reply.status;
}

static inline unsigned asked_get(struct asked *asked, const char *target)
{
    return asked_for(asked, "GET", target, NULL, NULL);
}

static inline unsigned asked_post(struct asked *asked, const char *target,
                                  const char *body)
{
    return asked_for(asked, "POST", target, body, NULL);
}

/* A text of the answer's JSON by its members; "" when it is not there or null. */
static inline const char *asked_text(const struct asked *asked, const char *member)
{
    const char *text = json_string_value(json_object_get(asked->json, member));

    return text != NULL ? text : "";
}

#endif
