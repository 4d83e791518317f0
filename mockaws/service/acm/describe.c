/* describe: DescribeCertificate and DeleteCertificate. */
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/certificate_json.h"
#include "mockaws/service/mock.h"

int acm_describe_certificate(struct mock *mock, struct call *call)
{
    const struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    emit_open(&call->json, NULL, '{');
    certificate_json(&call->json, "Certificate", &mock->world, certificate);
    emit_close(&call->json, '}');
    return 0;
}

int acm_delete_certificate(struct mock *mock, struct call *call)
{
    struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    if (certificate_in_use(certificate))
        return call_fail(call, "ResourceInUseException",
                         "Certificate %s in account %s is in use.", certificate->arn,
                         call->account->id);
    lifecycle_forget(&mock->world, certificate);
    store_remove_certificate(&mock->world.store, certificate);
    return 0;
}
