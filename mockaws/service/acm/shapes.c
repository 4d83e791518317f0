/* shapes: the inputs of ACM's operations, as the API model describes them. */
#include "mockaws/service/acm/shapes.h"

#include "mockaws/wire/pattern.h"

/* clang-format off */
static const char *const status_words[] = {
    "PENDING_VALIDATION", "ISSUED", "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT",
    "REVOKED", "FAILED", NULL
};
static const char *const renewal_words[] = {
    "PENDING_AUTO_RENEWAL", "PENDING_VALIDATION", "SUCCESS", "FAILED", NULL
};
static const char *const type_words[] = {
    "IMPORTED", "AMAZON_ISSUED", "PRIVATE", NULL
};
static const char *const method_words[] = { "EMAIL", "DNS", "HTTP", NULL };
static const char *const switch_words[] = { "ENABLED", "DISABLED", NULL };
static const char *const manager_words[] = { "CLOUDFRONT", NULL };
static const char *const key_words[] = {
    "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1",
    "EC_secp521r1", NULL
};
static const char *const origin_words[] = {
    "AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED", NULL
};
static const char *const key_usage_words[] = {
    "DIGITAL_SIGNATURE", "NON_REPUDIATION", "KEY_ENCIPHERMENT", "DATA_ENCIPHERMENT",
    "KEY_AGREEMENT", "CERTIFICATE_SIGNING", "CRL_SIGNING", "ENCIPHER_ONLY",
    "DECIPHER_ONLY", "ANY", "CUSTOM", NULL
};
static const char *const extended_key_usage_words[] = {
    "TLS_WEB_SERVER_AUTHENTICATION", "TLS_WEB_CLIENT_AUTHENTICATION", "CODE_SIGNING",
    "EMAIL_PROTECTION", "TIME_STAMPING", "OCSP_SIGNING", "IPSEC_END_SYSTEM",
    "IPSEC_TUNNEL", "IPSEC_USER", "ANY", "NONE", "CUSTOM", NULL
};
static const char *const revocation_words[] = {
    "UNSPECIFIED", "KEY_COMPROMISE", "CA_COMPROMISE", "AFFILIATION_CHANGED",
    "SUPERCEDED", "SUPERSEDED", "CESSATION_OF_OPERATION", "CERTIFICATE_HOLD",
    "REMOVE_FROM_CRL", "PRIVILEGE_WITHDRAWN", "A_A_COMPROMISE", NULL
};
static const char *const comparison_words[] = { "CONTAINS", "EQUALS", NULL };
static const char *const list_sort_words[] = { "CREATED_AT", NULL };
static const char *const order_words[] = { "ASCENDING", "DESCENDING", NULL };
static const char *const search_sort_words[] = {
    "CREATED_AT", "NOT_AFTER", "STATUS", "RENEWAL_STATUS", "EXPORTED", "IN_USE",
    "NOT_BEFORE", "KEY_ALGORITHM", "TYPE", "CERTIFICATE_ARN", "COMMON_NAME",
    "REVOKED_AT", "RENEWAL_ELIGIBILITY", "ISSUED_AT", "MANAGED_BY", "EXPORT_OPTION",
    "VALIDATION_METHOD", "IMPORTED_AT", NULL
};

#define RANGE(low, high) .has_range = true, .min = (low), .max = (high)
#define WORD(name, list) \
    static const struct shape name = { .kind = SHAPE_TEXT, .words = (list) }
#define LIST(name, of) \
    static const struct shape name = { .kind = SHAPE_LIST, .item = &(of) }

static const struct shape any_text = { .kind = SHAPE_TEXT };
static const struct shape boolean = { .kind = SHAPE_BOOLEAN };
static const struct shape timestamp = { .kind = SHAPE_TIME };
static const struct shape arn = {
    .kind = SHAPE_TEXT, RANGE(20, 2048), .pattern = &pattern_arn };
static const struct shape pca_arn = {
    .kind = SHAPE_TEXT, RANGE(20, 2048), .pattern = &pattern_pca_arn };
static const struct shape domain = {
    .kind = SHAPE_TEXT, RANGE(1, 253), .pattern = &pattern_domain };
static const struct shape token = {
    .kind = SHAPE_TEXT, RANGE(1, 32), .pattern = &pattern_word };
static const struct shape next_token = {
    .kind = SHAPE_TEXT, RANGE(1, 10000), .pattern = &pattern_next_token };
static const struct shape serial = {
    .kind = SHAPE_TEXT, RANGE(2, 59), .pattern = &pattern_serial };
static const struct shape filter_text = { .kind = SHAPE_TEXT, RANGE(1, 256) };
static const struct shape up_to_1000 = { .kind = SHAPE_INTEGER, RANGE(1, 1000) };
static const struct shape up_to_500 = { .kind = SHAPE_INTEGER, RANGE(1, 500) };
static const struct shape positive = { .kind = SHAPE_INTEGER, RANGE(1, INT32_MAX) };

WORD(status, status_words);
WORD(renewal_status, renewal_words);
WORD(type, type_words);
WORD(method, method_words);
WORD(either, switch_words);
WORD(manager, manager_words);
WORD(key, key_words);
WORD(origin, origin_words);
WORD(key_usage, key_usage_words);
WORD(extended_key_usage, extended_key_usage_words);
WORD(revocation_reason, revocation_words);
WORD(comparison, comparison_words);
WORD(list_sort, list_sort_words);
WORD(search_sort, search_sort_words);
WORD(order, order_words);

LIST(statuses, status);
LIST(keys, key);
LIST(origins, origin);
LIST(key_usages, key_usage);
LIST(extended_key_usages, extended_key_usage);
static const struct shape domains = {
    .kind = SHAPE_LIST, RANGE(1, 100), .item = &domain };

static const struct shape tag_key = {
    .kind = SHAPE_TEXT, RANGE(1, 128), .pattern = &pattern_tag };
static const struct shape tag_value = {
    .kind = SHAPE_TEXT, RANGE(0, 256), .pattern = &pattern_tag };
static const struct shape_member tag_members[] = {
    { "Key", &tag_key, true },
    { "Value", &tag_value, false },
    { 0 }
};
static const struct shape tag = { .kind = SHAPE_STRUCTURE, .members = tag_members };
/* More than 50 is TooManyTagsException, which the operation says itself. */
static const struct shape tags = {
    .kind = SHAPE_LIST, RANGE(1, INT32_MAX), .item = &tag };

static const struct shape_member option_members[] = {
    { "CertificateTransparencyLoggingPreference", &either, false },
    { "Export", &either, false },
    { "ValidationMethod", &method, false },
    { 0 }
};
static const struct shape options = {
    .kind = SHAPE_STRUCTURE, .members = option_members };

static const struct shape_member arn_alone_members[] = {
    { "CertificateArn", &arn, true },
    { 0 }
};
const struct shape acm_shape_arn_alone = {
    .kind = SHAPE_STRUCTURE, .members = arn_alone_members };

static const struct shape_member validation_option_members[] = {
    { "DomainName", &domain, true },
    { "ValidationDomain", &domain, true },
    { 0 }
};
static const struct shape validation_option = {
    .kind = SHAPE_STRUCTURE, .members = validation_option_members };
static const struct shape validation_options = {
    .kind = SHAPE_LIST, RANGE(1, 100), .item = &validation_option };
static const struct shape_member request_members[] = {
    { "DomainName", &domain, true },
    { "ValidationMethod", &method, false },
    { "SubjectAlternativeNames", &domains, false },
    { "IdempotencyToken", &token, false },
    { "DomainValidationOptions", &validation_options, false },
    { "Options", &options, false },
    { "CertificateAuthorityArn", &pca_arn, false },
    { "Tags", &tags, false },
    { "KeyAlgorithm", &key, false },
    { "ManagedBy", &manager, false },
    { 0 }
};
const struct shape acm_shape_request = {
    .kind = SHAPE_STRUCTURE, .members = request_members };

static const struct shape_member include_members[] = {
    { "extendedKeyUsage", &extended_key_usages, false },
    { "keyUsage", &key_usages, false },
    { "keyTypes", &keys, false },
    { "exportOption", &either, false },
    { "managedBy", &manager, false },
    { 0 }
};
static const struct shape includes = {
    .kind = SHAPE_STRUCTURE, .members = include_members };
static const struct shape_member list_members[] = {
    { "CertificateStatuses", &statuses, false },
    { "CertificateKeyPairOrigins", &origins, false },
    { "Includes", &includes, false },
    { "NextToken", &next_token, false },
    { "MaxItems", &up_to_1000, false },
    { "SortBy", &list_sort, false },
    { "SortOrder", &order, false },
    { 0 }
};
const struct shape acm_shape_list = { .kind = SHAPE_STRUCTURE, .members = list_members };

static const struct shape_member text_filter_members[] = {
    { "Value", &filter_text, true },
    { "ComparisonOperator", &comparison, true },
    { 0 }
};
static const struct shape text_filter = {
    .kind = SHAPE_STRUCTURE, .members = text_filter_members };
static const struct shape_member subject_filter_members[] = {
    { "CommonName", &text_filter, false },
    { 0 }
};
static const struct shape subject_filter = {
    .kind = SHAPE_UNION, .members = subject_filter_members };
static const struct shape_member name_filter_members[] = {
    { "DnsName", &text_filter, false },
    { 0 }
};
static const struct shape name_filter = {
    .kind = SHAPE_UNION, .members = name_filter_members };
static const struct shape_member span_members[] = {
    { "Start", &timestamp, false },
    { "End", &timestamp, false },
    { 0 }
};
static const struct shape span = { .kind = SHAPE_STRUCTURE, .members = span_members };
static const struct shape_member x509_filter_members[] = {
    { "Subject", &subject_filter, false },
    { "SubjectAlternativeName", &name_filter, false },
    { "ExtendedKeyUsage", &extended_key_usage, false },
    { "KeyUsage", &key_usage, false },
    { "KeyAlgorithm", &key, false },
    { "SerialNumber", &serial, false },
    { "NotAfter", &span, false },
    { "NotBefore", &span, false },
    { 0 }
};
static const struct shape x509_filter = {
    .kind = SHAPE_UNION, .members = x509_filter_members };
static const struct shape_member metadata_filter_members[] = {
    { "Status", &status, false },
    { "RenewalStatus", &renewal_status, false },
    { "Type", &type, false },
    { "InUse", &boolean, false },
    { "Exported", &boolean, false },
    { "ExportOption", &either, false },
    { "ManagedBy", &manager, false },
    { "ValidationMethod", &method, false },
    { "CertificateKeyPairOrigin", &origin, false },
    { "AcmeEndpointArn", &arn, false },
    { "AcmeAccountId", &any_text, false },
    { 0 }
};
static const struct shape metadata_filter = {
    .kind = SHAPE_UNION, .members = metadata_filter_members };
static const struct shape_member filter_members[] = {
    { "CertificateArn", &arn, false },
    { "X509AttributeFilter", &x509_filter, false },
    { "AcmCertificateMetadataFilter", &metadata_filter, false },
    { 0 }
};
static const struct shape filter = { .kind = SHAPE_UNION, .members = filter_members };
static const struct shape statement;
static const struct shape statements = {
    .kind = SHAPE_LIST, RANGE(1, 15), .item = &statement };
static const struct shape_member statement_members[] = {
    { "And", &statements, false },
    { "Or", &statements, false },
    { "Not", &statement, false },
    { "Filter", &filter, false },
    { 0 }
};
static const struct shape statement = {
    .kind = SHAPE_UNION, .members = statement_members };
static const struct shape_member search_members[] = {
    { "FilterStatement", &statement, false },
    { "MaxResults", &up_to_500, false },
    { "NextToken", &next_token, false },
    { "SortBy", &search_sort, false },
    { "SortOrder", &order, false },
    { 0 }
};
const struct shape acm_shape_search = {
    .kind = SHAPE_STRUCTURE, .members = search_members };

static const struct shape passphrase = {
    .kind = SHAPE_BLOB, .secret = true, RANGE(4, 128) };
static const struct shape_member export_members[] = {
    { "CertificateArn", &arn, true },
    { "Passphrase", &passphrase, true },
    { 0 }
};
const struct shape acm_shape_export = {
    .kind = SHAPE_STRUCTURE, .members = export_members };

/* The values are long: they are not repeated in a message either. */
static const struct shape certificate_blob = {
    .kind = SHAPE_BLOB, .secret = true, RANGE(1, 32768) };
static const struct shape chain_blob = {
    .kind = SHAPE_BLOB, .secret = true, RANGE(1, 2097152) };
static const struct shape key_blob = {
    .kind = SHAPE_BLOB, .secret = true, RANGE(1, 5120) };
static const struct shape_member import_members[] = {
    { "CertificateArn", &arn, false },
    { "Certificate", &certificate_blob, true },
    { "PrivateKey", &key_blob, true },
    { "CertificateChain", &chain_blob, false },
    { "Tags", &tags, false },
    { 0 }
};
const struct shape acm_shape_import = {
    .kind = SHAPE_STRUCTURE, .members = import_members };

static const struct shape_member revoke_members[] = {
    { "CertificateArn", &arn, true },
    { "RevocationReason", &revocation_reason, true },
    { 0 }
};
const struct shape acm_shape_revoke = {
    .kind = SHAPE_STRUCTURE, .members = revoke_members };

static const struct shape_member resend_members[] = {
    { "CertificateArn", &arn, true },
    { "Domain", &domain, true },
    { "ValidationDomain", &domain, true },
    { 0 }
};
const struct shape acm_shape_resend = {
    .kind = SHAPE_STRUCTURE, .members = resend_members };

static const struct shape_member options_members[] = {
    { "CertificateArn", &arn, true },
    { "Options", &options, true },
    { 0 }
};
const struct shape acm_shape_options = {
    .kind = SHAPE_STRUCTURE, .members = options_members };

static const struct shape_member tags_members[] = {
    { "CertificateArn", &arn, true },
    { "Tags", &tags, true },
    { 0 }
};
const struct shape acm_shape_tags = { .kind = SHAPE_STRUCTURE, .members = tags_members };

static const struct shape_member event_members[] = {
    { "DaysBeforeExpiry", &positive, false },
    { 0 }
};
static const struct shape events = { .kind = SHAPE_STRUCTURE, .members = event_members };
static const struct shape_member configuration_members[] = {
    { "ExpiryEvents", &events, false },
    { "IdempotencyToken", &token, true },
    { 0 }
};
const struct shape acm_shape_configuration = {
    .kind = SHAPE_STRUCTURE, .members = configuration_members };

static const struct shape_member validations_members[] = {
    { "CertificateArn", &arn, true },
    { "NextToken", &next_token, false },
    { "MaxItems", &up_to_1000, false },
    { 0 }
};
const struct shape acm_shape_validations = {
    .kind = SHAPE_STRUCTURE, .members = validations_members };

static const struct shape_member no_members[] = { { 0 } };
const struct shape acm_shape_nothing = {
    .kind = SHAPE_STRUCTURE, .members = no_members };
/* clang-format on */
