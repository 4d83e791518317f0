/* check_fault: fault rules: what they match, and that they have one reply. */
#include <string.h>

#include "base/arena.h"
#include "mockaws/scenario/check_parts.h"
#include "mockaws/scenario/words.h"
#include "mockaws/service/route.h"
#include "mockaws/wire/errors.h"

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void check_match(struct checker *checker, const char *pointer,
                        const struct scenario_fault_rule *rule)
{
    const struct operation *operation =
        rule->operation == NULL ? NULL : route_operation(rule->operation);

    checker_operation(checker, pointer, rule->operation);
    if (operation != NULL && rule->has_service && operation->service != rule->service)
        checker_fault(checker, pointer, "operation",
                      "%s is an operation of %s, not of %s", rule->operation,
                      words_text(&words_service, (int)operation->service),
                      words_text(&words_service, (int)rule->service));
    if (rule->certificate != NULL && !starts_with(rule->certificate, "arn:"))
        checker_certificate(checker, pointer, "certificate", rule->certificate,
                            TIME_NONE);
    checker_zone(checker, pointer, "zone", rule->zone, TIME_NONE);
}

static void check_key(struct checker *checker, const char *pointer,
                      const struct scenario_fault_rule *rule)
{
    const struct scenario *scenario = checker->scenario;

    if (rule->access_key == NULL || scenario == NULL || scenario->n_accounts == 0)
        return;
    for (size_t i = 0; i < scenario->n_accounts; i++)
        if (scenario->accounts[i].access_key == NULL ||
            strcmp(scenario->accounts[i].access_key, rule->access_key) == 0)
            return;
    checker_fault(checker, pointer, "access_key", "no account has this access key");
}

static void check_error(struct checker *checker, const char *pointer, const char *error)
{
    const char *codes[ERROR_CODES_ROOM] = { NULL };

    if (error_is_known(error))
        return;
    error_codes(codes, ERROR_CODES_ROOM);
    checker_fault(checker, pointer, "error", "unknown error \"%.100s\"; %s", error,
                  words_hint(error, codes, checker->arena));
}

static int count_replies(const struct scenario_fault_rule *rule)
{
    return (rule->error != NULL) + (rule->http_status != 0) + (rule->wire.delay_ms != 0) +
           (rule->wire.drip_ms != 0) + rule->wire.cut +
           (rule->wire.content_length_add != 0) + (rule->wire.reset != HTTP_NO_RESET) +
           rule->wire.bad_chunk + (rule->token != TOKEN_NONE);
}

static void check_reply(struct checker *checker, const char *fault,
                        const struct scenario_fault_rule *rule)
{
    const char *pointer = arena_printf(checker->arena, "%s/reply", fault);
    const int n = count_replies(rule);

    if (n > 1 || (n == 0 && !mistakes_explain(checker->mistakes, fault, "reply")))
        checker_fault(
            checker, pointer, "",
            "%s: want one of \"error\", \"http\", \"delay_ms\", \"drip_ms\", "
            "\"cut_at\", \"content_length\", \"reset\", \"bad_chunk\", \"token\"",
            n == 0 ? "no reply" : "more than one reply");
    if (rule->error != NULL)
        check_error(checker, pointer, rule->error);
    else if (rule->message != NULL)
        checker_fault(checker, pointer, "message", "only \"error\" has a message");
    if (rule->http_status == 0 && (rule->body != NULL || rule->content_type != NULL))
        checker_fault(checker, pointer, rule->body != NULL ? "body" : "type",
                      "only \"http\" has a body and a type");
    if (rule->token != TOKEN_NONE && rule->operation != NULL &&
        !starts_with(rule->operation, "List") && !starts_with(rule->operation, "Search"))
        checker_fault(checker, pointer, "token", "%s has no pages", rule->operation);
}

void check_fault(struct checker *checker, const char *pointer,
                 const struct scenario_fault_rule *rule)
{
    check_match(checker, pointer, rule);
    check_key(checker, pointer, rule);
    check_reply(checker, pointer, rule);
}
