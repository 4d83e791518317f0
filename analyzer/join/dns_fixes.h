/* dns_fixes: changes to zones, ready to paste: change batches, templates, zone lines. */
#ifndef ANALYZER_JOIN_DNS_FIXES_H
#define ANALYZER_JOIN_DNS_FIXES_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/model/dns.h"

struct arena;
struct cert;
struct dns_record;

/* The zone that a change is for. */
struct fix_place {
    const struct cert *cert; /* whose account is named where the zone's is not known;
                                may be NULL */
    const char *zone_id; /* NULL: a placeholder ZONE_ID, and a comment how to find it */
    const char *zone;    /* canonical name; NULL = not known */
    const char *account; /* that owns the zone; NULL = not known */
};

/*
 * All return text of the arena, or NULL when the values in hand are not fit for the
 * form (control characters, more than the API takes): then no fix is better than a
 * broken one. Batches follow the rules of ChangeResourceRecordSets: one rrset once, TTL
 * and values, names absolute, JSON within a single-quoted shell word.
 * Source: Route 53 API, ChangeResourceRecordSets; facts 8.3.
 */

/* UPSERT the record, TTL 300. */
const char *fix_upsert(const struct fix_place *place, const struct dns_record *record,
                       struct arena *arena);

/*
 * One atomic batch: DELETE every wrong set exactly as it stands (TTL and all values, or
 * the alias), then CREATE the record. NULL where the evidence does not hold a set to the
 * letter: routed ones, those of an answer. record NULL: only delete.
 */
const char *fix_replace(const struct fix_place *place, const struct dns_record *record,
                        const struct rrset *const *wrong, size_t n_wrong,
                        struct arena *arena);

/* The names that a CAA set is to permit: plain ones, wildcards, or both. */
enum { CAA_FIX_PLAIN = 1, CAA_FIX_WILDCARD = 2 };

/*
 * UPSERT the CAA set at name (canonical) so that Amazon may issue for those names: the
 * values that stand there and `0 issue "amazon.com"` besides; for wildcards, where an
 * issuewild decides, `0 issuewild "amazon.com"`. Values that name nobody or only look
 * like Amazon's are replaced, a critical unknown tag is left out with a comment that says
 * so. set NULL: no set stands there yet. Route 53 form (octal escapes).
 */
const char *fix_caa(const struct fix_place *place, const char *name,
                    const struct rrset *set, unsigned names, struct arena *arena);

/* The same CAA set as lines of a zone file. */
const char *fix_caa_lines(const char *name, const struct rrset *set, unsigned names,
                          struct arena *arena);

/* Delegate child (canonical) in the zone above it: UPSERT its NS set, TTL 172800. */
const char *fix_delegate(const struct fix_place *parent, const char *child,
                         const char *const *servers, size_t n, struct arena *arena);

/*
 * Give the registrar these name servers: aws route53domains update-domain-nameservers
 * (that API is in us-east-1 only).
 */
const char *fix_registrar(const char *domain, const char *const *servers, size_t n,
                          struct arena *arena);

/*
 * The whole Terraform pattern for cert: aws_acm_certificate with its names, key and
 * create_before_destroy, the zone as data source, aws_route53_record for_each with the
 * records folded by name (apex and wildcard are one), aws_acm_certificate_validation.
 * Passes `terraform validate` with the AWS provider.
 */
const char *fix_terraform(const struct cert *cert, const char *zone, const char *zone_id,
                          struct arena *arena);

/*
 * A CloudFormation template (YAML) with an AWS::Route53::RecordSet for the record, and
 * for a dead request the AWS::CertificateManager::Certificate with
 * DomainValidationOptions (HostedZoneId a name).
 */
const char *fix_cloudformation(const struct fix_place *place,
                               const struct dns_record *record, struct arena *arena);

#endif
