/* route53: changes and registrations of Route 53, and what all its readers share. */
#ifndef ANALYZER_READ_ROUTE53_H
#define ANALYZER_READ_ROUTE53_H

#include "analyzer/read/context.h"

/* Count one record as taken, or as skipped. */
void route53_count(struct context *context, bool taken);

/*
 * The object's member of that name, in any spelling, or NULL (WHEN_NONE); below is its
 * pointer below the value in hand, "/Name" or "/Config/Name".
 */
const char *route53_text(struct context *context, struct json_value object,
                         const char *below);
const char *route53_name(struct context *context, struct json_value object,
                         const char *below);
int64_t route53_time(struct context *context, struct json_value object,
                     const char *below);

/* Row 41: a change batch, by itself or in a request, and ChangeInfo. */
bool route53_changes(struct context *context, struct json_value object);

/* Row 42: GetDomainDetail of Route 53 Domains. */
bool route53_registration(struct context *context, struct json_value object);

#endif
