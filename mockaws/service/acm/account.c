/* account: GetAccountConfiguration and PutAccountConfiguration. */
#include <stdio.h>
#include <string.h>

#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

enum { TOKEN_LIFE_MS = 3600 * 1000 };

int acm_get_account_configuration(struct mock *mock, struct call *call)
{
    (void)mock;
    emit_open(&call->json, NULL, '{');
    emit_open(&call->json, "ExpiryEvents", '{');
    emit_number(&call->json, "DaysBeforeExpiry", call->account->days_before_expiry);
    emit_close(&call->json, '}');
    emit_close(&call->json, '}');
    return 0;
}

/*
 * A token that comes again within the hour is the same request: nothing happens. Only
 * the latest is remembered. Source: ACM API, PutAccountConfiguration.
 */
int acm_put_account_configuration(struct mock *mock, struct call *call)
{
    const json_t *events = acm_member(call->input, "ExpiryEvents");
    const char *token = acm_text(call->input, "IdempotencyToken");
    const int64_t now = mock->world.clock.now_ms;
    struct account *account = call->account;

    if (strcmp(account->put_token, token) == 0 &&
        now - account->put_token_ms < TOKEN_LIFE_MS)
        return 0;
    snprintf(account->put_token, sizeof(account->put_token), "%s", token);
    account->put_token_ms = now;
    account->days_before_expiry =
        (int)acm_integer(events, "DaysBeforeExpiry", account->days_before_expiry);
    return 0;
}
