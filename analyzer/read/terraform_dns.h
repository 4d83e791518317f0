/* terraform_dns: zones and records of Route 53, as Terraform's state and plan have them.
 */
#ifndef ANALYZER_READ_TERRAFORM_DNS_H
#define ANALYZER_READ_TERRAFORM_DNS_H

#include "analyzer/model/dns.h"
#include "analyzer/read/context.h"
#include "base/buf.h"
#include "base/map.h"

/* What one document holds; zeroed it is empty. */
struct terraform_dns {
    struct buf records; /* struct terraform_record */
    struct map zones;   /* id -> struct zone_row */
};

/*
 * Take a resource (the value in hand) when it is an aws_route53_zone or _record. Returns
 * false when it is neither. What a plan only intends becomes changes.
 */
bool terraform_dns_take(struct context *context, struct terraform_dns *dns,
                        struct json_value resource);

/* The records, gathered by zone, become dumps of the value in hand. Empties dns. */
void terraform_dns_end(struct context *context, struct terraform_dns *dns);

#endif
