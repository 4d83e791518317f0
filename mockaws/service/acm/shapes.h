/* shapes: the inputs of ACM's operations, as the API model describes them. */
#ifndef MOCKAWS_SERVICE_ACM_SHAPES_H
#define MOCKAWS_SERVICE_ACM_SHAPES_H

#include "mockaws/wire/shape.h"

/* Sources: ACM API model 2015-12-08 with the autumn 2026 additions; facts 1.2 to 1.4. */
extern const struct shape acm_shape_arn_alone; /* Describe, Get, Delete, Renew, ... */
extern const struct shape acm_shape_request;
extern const struct shape acm_shape_list;
extern const struct shape acm_shape_search;
extern const struct shape acm_shape_export;
extern const struct shape acm_shape_import;
extern const struct shape acm_shape_revoke;
extern const struct shape acm_shape_resend;
extern const struct shape acm_shape_options;
extern const struct shape acm_shape_tags; /* Add and Remove */
extern const struct shape acm_shape_configuration;
extern const struct shape acm_shape_validations; /* ListCertificateDomainValidations */
extern const struct shape acm_shape_nothing;

#endif
