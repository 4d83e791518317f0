/* routes: the table of ACM's operations. */
#include <stddef.h>

#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/shapes.h"
#include "mockaws/service/mock.h"

/* Quotas are requests a second. Sources: facts 1.4, 3.5. */
/* clang-format off */
#define ROW(name, run, shape, per_second) \
    { name, AWS_ACM, NULL, NULL, run, &acm_shape_##shape, per_second }
#define NOT_HERE(name, per_second) \
    { name, AWS_ACM, NULL, NULL, acm_not_supported, NULL, per_second }

const struct operation acm_operations[] = {
    ROW("RequestCertificate",       acm_request_certificate,       request,        5),
    ROW("DescribeCertificate",      acm_describe_certificate,      arn_alone,     10),
    ROW("ListCertificates",         acm_list_certificates,         list,           8),
    ROW("SearchCertificates",       acm_search_certificates,       search,         5),
    ROW("DeleteCertificate",        acm_delete_certificate,        arn_alone,     10),
    ROW("GetCertificate",           acm_get_certificate,           arn_alone,     10),
    ROW("ExportCertificate",        acm_export_certificate,        export,        10),
    ROW("ImportCertificate",        acm_import_certificate,        import,         1),
    ROW("RenewCertificate",         acm_renew_certificate,         arn_alone,      5),
    ROW("RevokeCertificate",        acm_revoke_certificate,        revoke,         5),
    ROW("ResendValidationEmail",    acm_resend_validation_email,   resend,         1),
    ROW("UpdateCertificateOptions", acm_update_certificate_options, options,      5),
    ROW("AddTagsToCertificate",     acm_add_tags,                  tags,           5),
    ROW("RemoveTagsFromCertificate", acm_remove_tags,              tags,           5),
    ROW("ListTagsForCertificate",   acm_list_tags,                 arn_alone,     10),
    ROW("GetAccountConfiguration",  acm_get_account_configuration, nothing,        1),
    ROW("PutAccountConfiguration",  acm_put_account_configuration, configuration,  1),
    ROW("ListCertificateDomainValidations", acm_list_domain_validations, validations, 10),

    /* Newer families, which are not modelled: facts 1.4, 2.6. */
    NOT_HERE("TagResource", 5),
    NOT_HERE("UntagResource", 5),
    NOT_HERE("ListTagsForResource", 5),
    NOT_HERE("CreateAcmeEndpoint", 20),
    NOT_HERE("DescribeAcmeEndpoint", 30),
    NOT_HERE("ListAcmeEndpoints", 30),
    NOT_HERE("UpdateAcmeEndpoint", 20),
    NOT_HERE("DeleteAcmeEndpoint", 20),
    NOT_HERE("CreateAcmeDomainValidation", 5),
    NOT_HERE("DescribeAcmeDomainValidation", 30),
    NOT_HERE("ListAcmeDomainValidations", 30),
    NOT_HERE("UpdateAcmeDomainValidation", 5),
    NOT_HERE("DeleteAcmeDomainValidation", 5),
    NOT_HERE("CreateAcmeExternalAccountBinding", 20),
    NOT_HERE("DescribeAcmeExternalAccountBinding", 30),
    NOT_HERE("ListAcmeExternalAccountBindings", 30),
    NOT_HERE("UpdateAcmeExternalAccountBinding", 20),
    NOT_HERE("DeleteAcmeExternalAccountBinding", 20),
    NOT_HERE("DescribeAcmeAccount", 30),
    NOT_HERE("ListAcmeAccounts", 30),
    NOT_HERE("RevokeAcmeAccount", 20),
    { 0 }
};
/* clang-format on */
