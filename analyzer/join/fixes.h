/* fixes: what to do about a certificate, ready to paste or to hand over. */
#ifndef ANALYZER_JOIN_FIXES_H
#define ANALYZER_JOIN_FIXES_H

#include <stddef.h>

struct arena;
struct cert;
struct dns_record;

/*
 * The names of cert, and the domains of its validations that are not among them: a
 * projection may hold only those.
 */
const char *const *known_names(const struct cert *cert, struct arena *arena, size_t *n);

/*
 * The request for a new certificate like cert: all names that ACM can take, validated by
 * DNS (a private one: from the same CA), the key algorithm and the export option where
 * they are known and can be requested. Names that ACM cannot take, unknown names and
 * regions are said in comments. Never deletes: comments say when that may be done.
 */
const char *fix_request(const struct cert *cert, struct arena *arena);

/* How to replace a certificate that is in use, step by step; it names the users. */
const char *fix_order(const struct cert *cert, struct arena *arena);

/* The sheet for whoever runs the DNS; domain is one that the record proves. */
const char *fix_sheet(const struct dns_record *record, const char *domain,
                      struct arena *arena);

/* The record as a line of a zone file, or NULL when its texts are not fit for one. */
const char *fix_zone_line(const struct dns_record *record, struct arena *arena);

/* Send the validation mail again, one command a domain. */
const char *fix_resend(const struct cert *cert, const char *const *domains, size_t n,
                       const char *validation_domain, struct arena *arena);

#endif
