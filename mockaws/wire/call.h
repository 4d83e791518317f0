/* call: one API call between the wire and the operation that answers it. */
#ifndef MOCKAWS_WIRE_CALL_H
#define MOCKAWS_WIRE_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/emit.h"
#include "mockaws/wire/xml.h"

struct account;
struct arena;
struct http_request;
struct mock;
struct operation;
struct place;
struct shape;

enum aws_service { AWS_ACM, AWS_ROUTE53, AWS_STS };

enum { CALL_PARAMETERS = 3, CALL_HEADERS = 2 };

/*
 * A call as an operation sees it. The arena is the request's. Exactly one of json and xml
 * is written: ACM's answers are JSON, all others XML.
 */
struct call {
    const struct http_request *request;
    struct arena *arena;
    const struct operation *operation;
    struct account *account;
    struct place *place;    /* of account and region */
    const char *region;     /* by the credential scope; "us-east-1" without */
    const char *access_key; /* "" without */

    /* What was sent. */
    json_t *input;               /* ACM: an object that fits operation->shape */
    const struct xml_node *body; /* XML: the root element; NULL: there was no body */
    const char *parameters[CALL_PARAMETERS]; /* of the path's {...}, in order, decoded */
    /* Of the query: http_query(call->request, "maxitems"). */

    /* What is answered. */
    struct emit json; /* the handler writes one object; nothing: {} */
    struct xml_out xml;
    unsigned status;      /* 200 unless the handler says otherwise */
    const char *location; /* Route 53's Location header; NULL */

    /* A fault asks for it: an empty page, with a token that leads to what it left out. */
    bool empty_page;

    /* When it fails. */
    const char *code; /* "ResourceNotFoundException"; NULL: no failure */
    const char *message;

    /* For the journal, by a handler that knows better: what it did to which resource. */
    const char *certificate; /* ARN; NULL */
    const char *zone;        /* bare id; NULL */
};

/*
 * Fill code and message and return -1. The HTTP status comes from the service's error
 * table (errors.h).
 */
int call_fail(struct call *call, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Returns 0, or -1 after call_fail(). Runs with the clock standing still. */
typedef int operation_run(struct mock *mock, struct call *call);

/*
 * One row of a service's route table; the table ends with a name that is NULL.
 * ACM and STS are found by name, Route 53 by method and path template:
 * "/2013-04-01/hostedzone/{Id}/rrset"; a last slash in the request is ignored.
 */
struct operation {
    const char *name;
    enum aws_service service;
    const char *method; /* Route 53 alone */
    const char *path;
    operation_run *run;
    const struct shape *shape; /* ACM's input, wire/shape.h; NULL: none */
    unsigned per_second;       /* the real quota (facts 3.5; Route 53: 5); 0: none */
};

#endif
