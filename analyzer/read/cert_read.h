/* cert_read: one certificate from one object, whatever tool spelled it. */
#ifndef ANALYZER_READ_CERT_READ_H
#define ANALYZER_READ_CERT_READ_H

#include "analyzer/read/context.h"

/*
 * Read object (the value in hand) and add it to what is decoded. Takes the members of
 * CertificateDetail and CertificateSummary, and the like ones of AWS Config, Security
 * Hub, Terraform and inventories; null and "" are absent; what has a wrong type is said
 * (ODDITY and PROBLEM) and left out. grade says what the record can tell.
 */
struct cert *cert_read(struct context *context, struct json_value object,
                       enum grade grade);

/*
 * Read the members of object into cert, which is added by the caller. other, when not
 * NULL, gets each member whose name is none of those.
 */
typedef void cert_other_member(struct context *context, struct cert *cert,
                               const char *key, size_t len, struct json_value value);
void cert_read_members(struct context *context, struct cert *cert,
                       struct json_value object, cert_other_member *other);

/* A new, empty certificate at the value in hand, not yet added. */
struct cert *cert_new(struct context *context, enum grade grade);

/* Add to what is decoded; fills names, account and region as far as they are known. */
void cert_add(struct context *context, struct cert *cert);

/* Put the domain first among the names, without doubles. cert_add() does it, too. */
void cert_names(struct context *context, struct cert *cert);

/* Set arn, and account and region from it, when text is the ARN of a certificate. */
bool cert_set_arn(struct context *context, struct cert *cert, const char *text,
                  size_t len);

#endif
