/* words: enumerations of the Route 53 model, and members that several requests have. */
#ifndef MOCKAWS_SERVICE_ROUTE53_WORDS_H
#define MOCKAWS_SERVICE_ROUTE53_WORDS_H

#include "mockaws/service/route53/fields.h"

/* Each ends with NULL. Source: Route 53 API, read 2026-11-24. */
extern const char *const route53_types[];   /* RRType */
extern const char *const route53_regions[]; /* of VPCs and of latency records */

/* VPCRegion, VPCId. */
extern const struct field route53_vpc_fields[];

extern const struct field_form route53_form_address; /* an IPv4 or IPv6 address */
extern const struct field_form route53_form_uuid;

#endif
