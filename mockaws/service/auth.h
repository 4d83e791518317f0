/* auth: who calls: account and region from the credential scope, and the signature. */
#ifndef MOCKAWS_SERVICE_AUTH_H
#define MOCKAWS_SERVICE_AUTH_H

#include "mockaws/wire/call.h"

/*
 * Fill the call's access key, account, region and place; under AUTH_STRICT verify the
 * signature. Returns 0, or -1 after call_fail() with the service's own code: missing,
 * incomplete, unknown key, wrong, too old. Route 53 and STS are global: us-east-1.
 */
int auth_identify(struct mock *mock, struct call *call, enum aws_service service);

#endif
