/* route: which service and operation a request is for. */
#ifndef MOCKAWS_SERVICE_ROUTE_H
#define MOCKAWS_SERVICE_ROUTE_H

#include "mockaws/wire/call.h"

struct route {
    enum aws_service service;
    const struct operation *operation; /* NULL: none that is known */
    const char *name; /* the operation's, as far as the request names one */
};

/*
 * ACM by X-Amz-Target, Route 53 by path below /2013-04-01/, STS by a form's Action. Fills
 * call->parameters from a Route 53 path. What fits none of them is Route 53's when its
 * credential scope says so, else ACM's.
 */
void route_find(struct call *call, struct route *out);

/* "acm", "route53", "sts" */
const char *route_service(enum aws_service service);

/* The name of an operation that is near, or NULL. */
const char *route_nearest(const char *name);

/* The operation of that name in any service, or NULL: scenarios are checked by it. */
const struct operation *route_operation(const char *name);

#endif
