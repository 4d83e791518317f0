/* mock: one running mock: its world, and what stands between the world and the wire. */
#ifndef MOCKAWS_SERVICE_MOCK_H
#define MOCKAWS_SERVICE_MOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/lifecycle/world.h"
#include "mockaws/service/acm/limits.h"
#include "mockaws/wire/call.h"

struct faults;
struct http_reply;
struct http_request;
struct journal;
struct quotas;
struct sigv4_cache;
struct unmatched;

enum auth_mode { AUTH_OFF, AUTH_SCOPE, AUTH_STRICT };

/* The account of calls that no account claims: mockaws.md, 1. */
#define MOCK_DEFAULT_ACCOUNT "123456789012"

typedef void mock_called(void *context, const struct call *call);

struct mock {
    struct world world;
    enum auth_mode auth;
    struct sigv4_cache *signing;
    struct journal *journal; /* every request, in order */
    struct faults *faults;   /* rules of what is answered wrongly */
    struct quotas *quotas;   /* NULL: nothing is throttled */
    struct acm_limits acm_limits;
    struct unmatched *unmatched; /* what nothing here knew */
    mock_called *called;         /* after each call: triggers of a scenario; NULL */
    void *called_context;
    struct buf scratch; /* what an operation writes, kept from call to call */
    struct buf answer;  /* the body of the latest answer: good until the next request */
};

void mock_init(struct mock *mock, uint64_t seed, enum clock_mode mode, int64_t speed,
               int64_t start_ms);
void mock_clear(struct mock *mock);

/* The tables of the services; each ends with a name that is NULL. */
extern const struct operation acm_operations[];
extern const struct operation route53_operations[];
extern const struct operation sts_operations[];

/*
 * Answer one request to an AWS service: catches up with the clock, finds the operation,
 * authenticates, applies faults and quotas, runs it, writes the journal. An http_handler
 * with the mock as context.
 */
void mock_serve(struct mock *mock, const struct http_request *request,
                struct http_reply *reply);

#endif
