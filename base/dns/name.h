/* name: domain names as text: canonical form, wildcards, what a certificate may hold. */
#ifndef BASE_DNS_NAME_H
#define BASE_DNS_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * The form that names have inside the program: lower case, without the last dot,
 * `\ooo` (octal, Route 53) decoded. Labels that are not ASCII become A-labels by
 * IDNA2008, non-transitional (libidn2); what IDNA refuses is kept as it is, lower
 * case. A dot or a backslash within a label stays `\056`, `\134`: a '.' in the result
 * always bounds labels. Never fails: a name that is wrong stays visible as what it is.
 */
const char *name_canonical(struct arena *arena, const char *text, size_t len);

/* The same of a name in a zone file or an answer of dig: `\DDD` (decimal), `\X`. */
const char *name_canonical_decimal(struct arena *arena, const char *text, size_t len);

/* All of the following, but name_fault(), take canonical names. */

/* The name without its first label, or NULL at the last one; points into name. */
const char *name_parent(const char *name);

/* How many labels: "www.example.com" has 3, "" and "." none. */
size_t name_labels(const char *name);

/*
 * The order in which Route 53 lists names: as bytes, labels reversed, with the dot in
 * place ("com.example.www."), so that '!' to '-' come before the end of a label. Less
 * than 0, 0 for the same name, more than 0. Source: Route 53 API, ListResourceRecordSets.
 */
int name_compare(const char *a, const char *b);

/* "*.example.com": the whole leftmost label is "*". */
bool name_is_wildcard(const char *name);

/* The name without a leading "*."; points into name. */
const char *name_base(const char *name);

/*
 * Does a certificate name cover another? Equal, or a wildcard whose star stands
 * for exactly one label. "*.example.com" covers "a.example.com" and itself, not
 * "example.com", "a.b.example.com" or "*.a.example.com". Both canonical. Source: RFC
 * 6125, 6.4.3; ACM User Guide.
 */
bool name_covers(const char *holder, const char *name);

/*
 * Could a wildcard in DNS answer for name? "*.d" answers every name below d, however
 * deep, if nothing closer to it exists: that is the caller's to know, and an exact name
 * goes first. Unlike a certificate's star. Source: RFC 4592, 3.3.
 */
bool name_wildcard_answers(const char *wildcard, const char *name);

/* True when name is zone, or lies below it at a label boundary. */
bool name_is_under(const char *name, const char *zone);

/*
 * What keeps ACM from issuing for this name: a sentence for people, static text,
 * or NULL when nothing does. name as written (not canonical). The rules, in this order:
 * empty; over 253 octets; a last dot; an IP address; one label; a character beyond
 * letters, digits, hyphen (an underscore and non-ASCII are said by name); an empty label;
 * a label over 63; a hyphen at an end of a label; "--" at positions 3-4 without "xn--",
 * or an invalid A-label; a star that is not the whole leftmost label; a last label under
 * 2 letters; no public suffix (libpsl, ICANN section, a suffix itself is not
 * enough); AWS-owned: amazonaws.com, cloudfront.net, elasticbeanstalk.com and below.
 * Sources: ACM API, DomainNameString; ACM User Guide; facts 1.2, 3.4.
 */
const char *name_fault(const char *name);

#endif
