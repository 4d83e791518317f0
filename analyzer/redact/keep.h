/* keep: what says nothing about whose evidence it is, and stays as it is. */
#ifndef ANALYZER_REDACT_KEEP_H
#define ANALYZER_REDACT_KEEP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A word of the APIs, of DNS, of the tools that print evidence, or of their messages; one
 * put together of such ("PENDING_VALIDATION", "DescribeCertificate", "RSA-2048"); a
 * region; the type of a record. Without regard to case. A few digits may stand between
 * the words.
 */
bool keep_word(const char *text, size_t len);

/* A label that every zone may have: "*", "www", "_dmarc", "mail", "dev". Lower case. */
bool keep_label(const char *text, size_t len);

/* A last label that no registry gives out, and everybody uses: "internal", "local". */
bool keep_private_suffix(const char *text, size_t len);

/*
 * The part of a canonical name that is known all over the world, and nobody's secret:
 * "cloudfront.net" of "d1.cloudfront.net"; NULL when it has none. Points into name.
 */
const char *keep_domain(const char *name);

/*
 * What CAA records call a public CA ("letsencrypt.org"), or what is meant for Amazon and
 * is not its name. Canonical.
 */
bool keep_issuer(const char *name);

#endif
