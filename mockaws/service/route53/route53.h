/* route53: what the operations of Route 53 share: look-ups, paging, parts of answers. */
#ifndef MOCKAWS_SERVICE_ROUTE53_ROUTE53_H
#define MOCKAWS_SERVICE_ROUTE53_ROUTE53_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/wire/call.h"

struct change;
struct delegation_set;
struct health_check;
struct mock;
struct rrset;
struct vpc;
struct zone;

/* Quotas and page sizes. Source: facts 8.3. */
enum {
    ROUTE53_ZONES_MAX = 500,
    ROUTE53_SETS_MAX = 10000,
    ROUTE53_VPCS_MAX = 300,
    ROUTE53_PAGE = 100,
    ROUTE53_SETS_PAGE = 300,
    ROUTE53_ID_MAX = 32,
};

/* The id without its prefix: "/hostedzone/Z1", "hostedzone/Z1" and "Z1" are the same. */
const char *route53_bare_id(const char *id, const char *kind);

/*
 * A zone of the caller's account, noted in the journal. NULL after call_fail():
 * InvalidInput for an id over 32 characters, NoSuchHostedZone. member: "id", as the
 * operation's input calls it.
 */
struct zone *route53_zone(struct mock *mock, struct call *call, const char *member,
                          const char *id);

/* As above: NoSuchDelegationSet, NoSuchHealthCheck. */
struct delegation_set *route53_delegation_set(struct mock *mock, struct call *call,
                                              const char *id);
struct health_check *route53_health_check(struct mock *mock, struct call *call,
                                          const char *id);

/* The same, but only looked for: NULL without a failure. */
struct health_check *route53_find_health_check(const struct mock *mock,
                                               const char *account, const char *id);

/*
 * The query's maxitems: most without one or above it. Returns 0, or -1 with InvalidInput:
 * no number, or below 1.
 */
int route53_max_items(struct call *call, size_t most, size_t *max);

/* A value of the query, at most so many characters; NULL: absent. -1: InvalidInput. */
int route53_query(struct call *call, const char *name, const char *member, int64_t most,
                  const char **value);

/* A name of the query or the body in canonical form. */
const char *route53_canonical(struct call *call, const char *name);

/* What is wrong with a name as it was given, in Route 53's words; NULL: nothing. */
const char *route53_name_fault(struct call *call, const char *given);

/* The caller's zones, in an array of the arena, ordered by id. */
struct zone **route53_zones(struct mock *mock, struct call *call, size_t *n);

/*
 * Note that something has changed: a change of the caller's with a new id, and the world
 * looks again. comment NULL: none.
 */
const struct change *route53_changed(struct mock *mock, struct call *call,
                                     const char *comment);

/* The Location header of what was made: ".../2013-04-01/KIND/ID", and status 201. */
void route53_created(struct call *call, const char *kind, const char *id);

/* The root element, and its end: "ListHostedZonesResponse". */
void route53_open(struct call *call, const char *root);
void route53_close(struct call *call, const char *root);

/* Parts of answers, each an element with all that is in it. */
void route53_put_zone(struct call *call, const struct zone *zone);
void route53_put_change(struct call *call, const struct change *change, int64_t now_ms);
void route53_put_vpc(struct call *call, const struct vpc *vpc);
void route53_put_servers(struct call *call, char *const servers[4]);
void route53_put_delegation_set(struct call *call, const struct delegation_set *set);
void route53_put_zone_servers(struct mock *mock, struct call *call,
                              const struct zone *zone);
void route53_put_health_check(struct call *call, const struct health_check *check);
void route53_put_rrset(struct call *call, const struct rrset *set);
/* IsTruncated, NextMarker, MaxItems; next NULL: this is the last page. */
void route53_put_page(struct call *call, const char *next, size_t max);

#endif
