/* acm: ACM's operations, and what their handlers share. */
#ifndef MOCKAWS_SERVICE_ACM_ACM_H
#define MOCKAWS_SERVICE_ACM_ACM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "mockaws/wire/call.h"

struct certificate;
struct mock;
struct tags;

operation_run acm_request_certificate;
operation_run acm_describe_certificate;
operation_run acm_delete_certificate;
operation_run acm_list_certificates;
operation_run acm_search_certificates;
operation_run acm_get_certificate;
operation_run acm_export_certificate;
operation_run acm_import_certificate;
operation_run acm_renew_certificate;
operation_run acm_revoke_certificate;
operation_run acm_resend_validation_email;
operation_run acm_update_certificate_options;
operation_run acm_add_tags;
operation_run acm_remove_tags;
operation_run acm_list_tags;
operation_run acm_get_account_configuration;
operation_run acm_put_account_configuration;
operation_run acm_list_domain_validations;

/* AccessDeniedException: an operation that ACM has and this program does not model. */
operation_run acm_not_supported;

/*
 * The certificate that the input's CertificateArn names, as the caller's place and the
 * clock see it; call->certificate is set. NULL after call_fail(): InvalidArnException,
 * ResourceNotFoundException.
 */
struct certificate *acm_find(struct mock *mock, struct call *call);

/* NULL, or an absent member: NULL. */
const char *acm_text(const json_t *object, const char *name);

/* A member that is there and not null, or NULL. */
const json_t *acm_member(const json_t *object, const char *name);

/* An integer member, or what stands for it. */
int64_t acm_integer(const json_t *object, const char *name, int64_t otherwise);

/*
 * Hold tags against ACM's rules; NULL is none. had: on the certificate already. Returns
 * -1 after call_fail(): InvalidTagException, TooManyTagsException.
 */
int acm_tags_check(struct call *call, const json_t *tags, const struct tags *had);
void acm_tags_set(struct tags *to, const json_t *tags);

/* Names compare without case. */
bool acm_same_name(const char *a, const char *b);

/* May mail to domain's validation go to other: the domain itself, or one above it? */
bool acm_is_validation_domain(const char *domain, const char *other);

/* Could an instance of these quotas take one more? -1: LimitExceededException. */
int acm_limits_check(struct mock *mock, struct call *call);

/* Was the certificate ever issued, so that there is something to hand out? */
bool acm_has_body(const struct certificate *certificate);

#endif
