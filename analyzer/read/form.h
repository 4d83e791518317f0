/* form: what a value under a name of somebody's own is, told by its form. */
#ifndef ANALYZER_READ_FORM_H
#define ANALYZER_READ_FORM_H

#include "analyzer/read/context.h"

struct cert;

/* The word of a certificate's Status in its exact spelling; 0 when it is none. */
int form_status(struct json_value value);

/* The same of FailureReason, in any spelling. */
int form_reason(struct json_value value);

/* A DomainValidation under the API's names. */
bool form_is_validation(struct json_value value);

/* An array of such (its first element that is not null tells). */
bool form_names_validations(struct json_value value);

/* The same, or renamed: {"Domain":"example.com","State":"SUCCESS"}. */
bool form_is_validations(struct json_value value);

/*
 * Take a value as what it looks like: domain validations, the certificate's ARN, a
 * status, a reason, a domain name. What the certificate has already stays. below is the
 * value's pointer below the value in hand: "/DomainValidation", or "" for that one
 * itself.
 */
void form_take(struct context *context, struct cert *cert, const char *below,
               struct json_value value);

#endif
