/* rrset_read: a ResourceRecordSet element turned into a record set. */
#ifndef MOCKAWS_SERVICE_ROUTE53_RRSET_READ_H
#define MOCKAWS_SERVICE_ROUTE53_RRSET_READ_H

#include "mockaws/service/route53/fields.h"

struct call;
struct rrset;
struct xml_node;

/* ResourceRecordSet's members. Source: Route 53 API, ResourceRecordSet. */
extern const struct field route53_rrset_fields[];

/* Of an element that has passed them. All of it is the arena's: not for rrset_free(). */
struct rrset *route53_rrset_read(struct call *call, const struct xml_node *node);

#endif
