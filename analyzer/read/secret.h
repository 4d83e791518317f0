/* secret: keys and tokens that have no business in evidence. */
#ifndef ANALYZER_READ_SECRET_H
#define ANALYZER_READ_SECRET_H

#include "analyzer/read/context.h"

/*
 * Look at a member that no reader knows, and at all below it: a name such as PrivateKey,
 * SecretAccessKey or SessionToken with text in it, or text that is a private key in
 * PEM, is a PROBLEM_SECRET. The value is never kept.
 */
void secret_look(struct context *context, const char *key, size_t len,
                 struct json_value value);

/* The same for a text that is no JSON. */
void secret_look_text(struct context *context, const char *text, size_t len);

#endif
