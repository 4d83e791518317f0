/* auth: who calls: account and region from the credential scope, and the signature. */
#include "mockaws/service/auth.h"

#include <string.h>

#include "mockaws/service/mock.h"
#include "mockaws/wire/sigv4.h"

/* A code of ACM's, and what Route 53 and STS call it: mockaws.md, 6. */
static int refuse(struct call *call, enum aws_service service, const char *acm_code,
                  const char *xml_code, const char *message)
{
    return call_fail(call, service == AWS_ACM ? acm_code : xml_code, "%s", message);
}

/* Keys that no account claims belong to the first account without a key. */
static struct account *account_of(struct mock *mock, const char *access_key)
{
    struct store *store = &mock->world.store;
    struct account *account = store_account_of_key(store, access_key);

    for (size_t i = 0; account == NULL && i < store->n_accounts; i++)
        if (store->accounts[i]->access_key == NULL)
            account = store->accounts[i];
    return account != NULL ? account : store_account(store, MOCK_DEFAULT_ACCOUNT);
}

static void settle(struct mock *mock, struct call *call, enum aws_service service)
{
    if (service != AWS_ACM)
        call->region = "us-east-1";
    call->account = account_of(mock, call->access_key);
    call->place = store_place(&mock->world.store, call->account, call->region);
}

static int verify(struct mock *mock, struct call *call, enum aws_service service,
                  const struct sigv4 *sigv4)
{
    const struct account *account =
        store_account_of_key(&mock->world.store, sigv4->access_key);

    if (account == NULL)
        return refuse(call, service, "UnrecognizedClientException",
                      "InvalidClientTokenId",
                      "The security token included in the request is invalid.");
    switch (sigv4_verify(mock->signing, call->request, sigv4, account->secret_key,
                         clock_real_ms() / 1000, clock_now_s(&mock->world.clock))) {
    case SIGV4_GOOD:
        return 0;
    case SIGV4_SKEWED:
        return refuse(call, service, "InvalidSignatureException", "RequestExpired",
                      "Signature expired: the request's time is over 15 minutes from "
                      "now.");
    case SIGV4_WRONG:
        break;
    }
    return refuse(call, service, "InvalidSignatureException", "SignatureDoesNotMatch",
                  "The request signature we calculated does not match the signature you "
                  "provided. Check your AWS Secret Access Key and signing method. "
                  "Consult the service documentation for details.");
}

int auth_identify(struct mock *mock, struct call *call, enum aws_service service)
{
    const char *fault = "";
    struct sigv4 sigv4 = { 0 };
    const enum sigv4_read read = sigv4_read(call->arena, call->request, &sigv4, &fault);

    if (read == SIGV4_PRESENT) {
        call->access_key = sigv4.access_key;
        call->region = sigv4.region;
    }
    settle(mock, call, service);
    if (mock->auth == AUTH_OFF)
        return 0;
    if (read == SIGV4_ABSENT)
        return refuse(call, service, "MissingAuthenticationTokenException",
                      "MissingAuthenticationToken", "Missing Authentication Token");
    if (read == SIGV4_INCOMPLETE)
        return refuse(call, service, "IncompleteSignatureException",
                      "IncompleteSignature", fault);
    return mock->auth == AUTH_STRICT ? verify(mock, call, service, &sigv4) : 0;
}
