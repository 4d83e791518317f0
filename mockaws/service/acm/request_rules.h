/* request_rules: what a RequestCertificate asks for, held against ACM's rules. */
#ifndef MOCKAWS_SERVICE_ACM_REQUEST_RULES_H
#define MOCKAWS_SERVICE_ACM_REQUEST_RULES_H

#include <stddef.h>

#include <jansson.h>

#include "base/aws/words.h"

struct call;
struct mock;

/* Everything is borrowed from the call. */
struct request {
    const char **names; /* DomainName first, without repetitions */
    size_t n_names;
    const char *authority; /* NULL: a public certificate */
    enum acm_method method;
    enum acm_key key;
    enum acm_manager manager;
    const json_t *options; /* may be NULL, as may the others */
    const json_t *validation_options;
    const json_t *tags;
};

/* Returns -1 after call_fail(). Sources: facts 1.2, 1.4, 3.3 to 3.5. */
int request_read(struct mock *mock, struct call *call, struct request *out);

/* Where DomainValidationOptions send the mail about a name: as asked, else the name. */
const char *request_validation_domain(const struct request *request, const char *name);

#endif
