/* vpcs: the networks that see a private zone. */
#ifndef MOCKAWS_SERVICE_ROUTE53_VPCS_H
#define MOCKAWS_SERVICE_ROUTE53_VPCS_H

#include "mockaws/store/zone.h"

struct call;
struct mock;
struct xml_node;

/* Of an element that has passed route53_vpc_fields. The strings are the arena's. */
struct vpc route53_vpc_read(struct call *call, const struct xml_node *node);

/* InvalidVPCId unless the id looks like one. */
int route53_vpc_check(struct call *call, const struct vpc *vpc);

/* ConflictingDomainExists when the VPC sees a zone of that name already. */
int route53_vpc_conflict(struct mock *mock, struct call *call, const struct vpc *vpc,
                         const char *name);

bool route53_vpc_same(const struct vpc *a, const struct vpc *b);

/* Copies. */
void route53_vpc_add(struct zone *zone, const struct vpc *vpc);

#endif
