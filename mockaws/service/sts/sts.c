/* sts: GetCallerIdentity: who the caller is, which clients ask before anything else. */
#include "base/arena.h"
#include "mockaws/service/mock.h"
#include "mockaws/wire/xml.h"

static int get_caller_identity(struct mock *mock, struct call *call)
{
    struct xml_out *out = &call->xml;

    xml_root(out, "GetCallerIdentityResponse",
             "https://sts.amazonaws.com/doc/2011-06-15/");
    xml_open(out, "GetCallerIdentityResult");
    xml_text(out, "Arn",
             arena_printf(call->arena, "arn:%s:iam::%s:user/mockaws",
                          mock->world.store.partition, call->account->id));
    xml_text(out, "UserId", arena_printf(call->arena, "AIDAMOCK%s0", call->account->id));
    xml_text(out, "Account", call->account->id);
    xml_close(out, "GetCallerIdentityResult");
    xml_close(out, "GetCallerIdentityResponse");
    return 0;
}

const struct operation sts_operations[] = {
    { .name = "GetCallerIdentity", .service = AWS_STS, .run = get_caller_identity },
    { .name = NULL },
};
