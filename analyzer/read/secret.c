/* secret: keys and tokens that have no business in evidence. */
#include "analyzer/read/secret.h"

#include <string.h>

#include "base/spell.h"

enum { DEPTH_MAX = 64 };

static bool is_pem_key(const char *text, size_t len)
{
    static const char begin[] = "-----BEGIN ";
    static const char key[] = "PRIVATE KEY-----";

    return memmem(text, len, begin, sizeof(begin) - 1) != NULL &&
           memmem(text, len, key, sizeof(key) - 1) != NULL;
}

static bool is_secret_name(const char *key, size_t len)
{
    static const char *const names[] = {
        "PrivateKey",      "SecretAccessKey", "SessionToken",  "AwsSecretAccessKey",
        "AwsSessionToken", "aws_secret_key",  "SecurityToken", "private_key_pem",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (spell_same(key, len, names[i], strlen(names[i])))
            return true;
    return false;
}

/* Redactions are no secrets: stars, x's, and short placeholders. */
static bool is_placeholder(const char *text, size_t len)
{
    return len < 8 || strspn(text, "*xX.-") == len || text[0] == '<' ||
           (len >= 8 && memmem(text, len, "REDACT", 6) != NULL) ||
           (len >= 8 && memmem(text, len, "sensitive", 9) != NULL);
}

static void look(struct context *context, const char *key, size_t len,
                 struct json_value value, int depth)
{
    const char *text;
    size_t text_len;
    struct json_iter iter;
    struct json_value child;
    size_t index = 0;

    if (json_get_string(value, &text, &text_len)) {
        if (is_pem_key(text, text_len))
            context_problem(context, PROBLEM_SECRET, "", "a private key in PEM");
        else if (key != NULL && is_secret_name(key, len) &&
                 !is_placeholder(text, text_len))
            context_problem(context, PROBLEM_SECRET, "", "a secret key or session token");
        return;
    }
    if (depth == DEPTH_MAX)
        return;
    iter = json_members(value);
    while (json_next_member(&iter, &key, &len, &child)) {
        const size_t mark = context_down(context, key, len);

        look(context, key, len, child, depth + 1);
        context_up(context, mark);
    }
    iter = json_elements(value);
    while (json_next_element(&iter, &child)) {
        const size_t mark = context_down_index(context, index++);

        look(context, NULL, 0, child, depth + 1);
        context_up(context, mark);
    }
}

void secret_look(struct context *context, const char *key, size_t len,
                 struct json_value value)
{
    const enum json_type type = json_type(value);
    size_t mark;

    if (type != JSON_STRING && type != JSON_OBJECT && type != JSON_ARRAY)
        return;
    mark = context_down(context, key, len);
    look(context, key, len, value, 0);
    context_up(context, mark);
}

void secret_look_text(struct context *context, const char *text, size_t len)
{
    static const char *const words[] = { "aws_secret_access_key", "aws_session_token",
                                         "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
                                         "SecretAccessKey",       "SessionToken" };

    if (is_pem_key(text, len)) {
        context_problem(context, PROBLEM_SECRET, "", "a private key in PEM");
        return;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const char *at = memmem(text, len, words[i], strlen(words[i]));
        size_t left;

        if (at == NULL)
            continue;
        at += strlen(words[i]);
        left = (size_t)(text + len - at);
        while (left > 0 && strchr(" \t=:\"'", *at) != NULL && *at != '\0') {
            at++;
            left--;
        }
        if (left >= 16 && !is_placeholder(at, 16)) {
            context_problem(context, PROBLEM_SECRET, "", "a secret key or session token");
            return;
        }
    }
}
