/* route53_story: a row as requests to a mock, and what the last answer must hold. */
#ifndef TESTS_UNIT_MOCKAWS_SERVICE_ROUTE53_STORY_H
#define TESTS_UNIT_MOCKAWS_SERVICE_ROUTE53_STORY_H

#include "tests/support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"

enum { STEPS_MAX = 10, WORDS_MAX = 8 };

/* 2026-03-01T00:00:00.133Z */
#define STORY_START INT64_C(1772323200133)

/*
 * request is "GET hostedzone?maxitems=1", below /2013-04-01/. A '=' before it: $I is from
 * then on the bare Id of the answer's first <Id>. "advance MS" moves the clock. In body
 * and request $I is that id; the steps before the last must succeed.
 */
struct step {
    const char *request;
    const char *body;
};

/*
 * The world of each story: the public zones ZEXAMPLE1 example.com, ZEXAMPLE2 example.net
 * (with a set www A 60 192.0.2.1) and the private ZPRIVATE1 example.internal in
 * vpc-0a1b2c3d of us-east-1, all of the caller's; ZFOREIGN1 example.org of another.
 */
struct story {
    const char *name;
    struct step steps[STEPS_MAX];
    unsigned status;
    const char *has[WORDS_MAX]; /* in this order */
    const char *lacks[WORDS_MAX];
};

struct teller {
    struct mock mock;
    struct arena arena;
    char id[64];
    char *answer;
    unsigned status;
    const char *location;
};

static const char *const story_servers[4] = { "ns-1.awsdns-01.com", "ns-2.awsdns-02.net",
                                              "ns-3.awsdns-03.org",
                                              "ns-4.awsdns-04.co.uk" };

static struct zone *add_zone(struct teller *teller, const char *id, const char *account,
                             const char *name, bool private_zone)
{
    return zones_add(&teller->mock.world.store.zones, id, account, name, id,
                     private_zone ? NULL : story_servers, private_zone, STORY_START);
}

static char *told(struct teller *teller, const char *text)
{
    struct buf out = { 0 };
    char *copy;

    for (; *text != '\0'; text++) {
        if (*text == '$' && text[1] == 'I')
            buf_puts(&out, teller->id), text++;
        else
            buf_putc(&out, *text);
    }
    copy = arena_strdup(&teller->arena, buf_text(&out));
    buf_clear(&out);
    return copy;
}

/* The first <Id>, without its prefix. */
static void remember(struct teller *teller)
{
    const char *at = strstr(teller->answer, "<Id>");
    const char *end = at == NULL ? NULL : strstr(at, "</Id>");
    const char *from = end;

    assert_non_null(end);
    while (from[-1] != '/' && from[-1] != '>')
        from--;
    assert_true((size_t)(end - from) < sizeof(teller->id));
    memcpy(teller->id, from, (size_t)(end - from));
    teller->id[end - from] = '\0';
}

static void serve(struct teller *teller, const char *method, const char *target,
                  const char *body)
{
    struct http_request request = { .method = method, .arena = &teller->arena };
    struct http_reply reply = { .status = 200 };
    char *query = strchr(target, '?');

    request.query = query == NULL ? "" : query + 1;
    request.path = arena_printf(
        &teller->arena, "/2013-04-01/%.*s",
        (int)(query == NULL ? strlen(target) : (size_t)(query - target)), target);
    request.body = body;
    request.body_len = strlen(body);
    mock_serve(&teller->mock, &request, &reply);
    teller->status = reply.status;
    teller->answer = arena_strndup(&teller->arena, reply.body, reply.body_len);
    teller->location = NULL;
    for (size_t i = 0; i < reply.n_fields; i++)
        if (strcmp(reply.fields[i].name, "Location") == 0)
            teller->location = arena_strdup(&teller->arena, reply.fields[i].value);
}

static void take_step(struct teller *teller, const struct step *step)
{
    const bool keeps = step->request[0] == '=';
    char *request = told(teller, step->request + keeps);
    char *blank = strchr(request, ' ');

    assert_non_null(blank);
    *blank = '\0';
    if (strcmp(request, "advance") == 0) {
        world_advance(&teller->mock.world, atoll(blank + 1));
        return;
    }
    serve(teller, request, blank + 1, told(teller, step->body == NULL ? "" : step->body));
    if (keeps)
        remember(teller);
}

static void begin(struct teller *teller)
{
    static const char www[] =
        "<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>CREATE"
        "</Action><ResourceRecordSet><Name>www.example.net</Name><Type>A</Type><TTL>60"
        "</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value>"
        "</ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes>"
        "</ChangeBatch></ChangeResourceRecordSetsRequest>";
    struct zone *zone;

    memset(teller, 0, sizeof(*teller));
    arena_init(&teller->arena);
    mock_init(&teller->mock, 1, CLOCK_MANUAL, 1, STORY_START);
    teller->mock.auth = AUTH_OFF;
    add_zone(teller, "ZEXAMPLE1", MOCK_DEFAULT_ACCOUNT, "example.com", false);
    add_zone(teller, "ZEXAMPLE2", MOCK_DEFAULT_ACCOUNT, "example.net", false);
    zone = add_zone(teller, "ZPRIVATE1", MOCK_DEFAULT_ACCOUNT, "example.internal", true);
    zone->vpcs = calloc(1, sizeof(*zone->vpcs));
    zone->vpcs[0] = (struct vpc){ strdup("us-east-1"), strdup("vpc-0a1b2c3d") };
    zone->n_vpcs = 1;
    add_zone(teller, "ZFOREIGN1", "111122223333", "example.org", false);
    serve(teller, "POST", "hostedzone/ZEXAMPLE2/rrset/", www);
    assert_int_equal(teller->status, 200);
}

static void end(struct teller *teller)
{
    mock_clear(&teller->mock);
    arena_clear(&teller->arena);
}

static void holds(struct teller *teller, const struct story *story)
{
    const char *at = teller->answer;

    if (teller->status != story->status)
        fail_msg("status %u: %s", teller->status, teller->answer);
    for (size_t i = 0; i < WORDS_MAX && story->has[i] != NULL; i++) {
        const char *word = told(teller, story->has[i]);

        at = strstr(at, word);
        if (at == NULL)
            fail_msg("\"%s\" is missing, or not behind the words before it, in: %s", word,
                     teller->answer);
        at += strlen(word);
    }
    for (size_t i = 0; i < WORDS_MAX && story->lacks[i] != NULL; i++)
        if (strstr(teller->answer, story->lacks[i]) != NULL)
            fail_msg("\"%s\" is in: %s", story->lacks[i], teller->answer);
}

static void is_told(void **state)
{
    const struct story *story = *state;
    struct teller teller;

    begin(&teller);
    for (size_t i = 0; i < STEPS_MAX && story->steps[i].request != NULL; i++) {
        if (i > 0 && teller.status >= 300)
            fail_msg("step %zu: %s", i, teller.answer);
        take_step(&teller, &story->steps[i]);
    }
    holds(&teller, story);
    end(&teller);
}

static int run_stories(const char *group, struct story *stories, size_t n)
{
    struct CMUnitTest tests[128];

    assert_true(n <= sizeof(tests) / sizeof(tests[0]));
    for (size_t i = 0; i < n; i++)
        tests[i] =
            (struct CMUnitTest){ stories[i].name, is_told, NULL, NULL, &stories[i] };
    return _cmocka_run_group_tests(group, tests, n, NULL, NULL);
}

#define RUN(stories) run_stories(#stories, stories, sizeof(stories) / sizeof(stories[0]))

#endif
