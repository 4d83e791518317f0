/* credentials: the keys that calls are signed with, and where they were found. */
#include "collector/credentials.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/profile.h"

/* Ways to get keys that this version does not know, by the setting that asks for them. */
static const char *const later_settings[] = {
    "role_arn",      "web_identity_token_file", "sso_session",
    "sso_start_url", "credential_process",      "login_session",
};
static const char *const later_variables[] = {
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
};

enum {
    N_SETTINGS = sizeof(later_settings) / sizeof(later_settings[0]),
    N_VARIABLES = sizeof(later_variables) / sizeof(later_variables[0]),
};

static const char *variable(const char *name)
{
    const char *value = getenv(name);

    return value == NULL || *value == '\0' ? NULL : value;
}

/* Bytes that would break the header that carries the key. */
static bool is_clean(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text <= ' ' || *text == 0x7f)
            return false;
    return true;
}

static int check(const struct credentials *found, struct err *err)
{
    if (found->access_key == NULL)
        return err_set(err, ERR_USAGE, "%s gives a secret key, but no access key id",
                       found->source);
    if (found->secret_key == NULL)
        return err_set(err, ERR_USAGE, "%s gives an access key id, but no secret key",
                       found->source);
    if (!is_clean(found->access_key) || !is_clean(found->secret_key) ||
        (found->session_token != NULL && !is_clean(found->session_token)))
        return err_set(err, ERR_USAGE,
                       "%s gives a key with a blank or a control character in it",
                       found->source);
    return 0;
}

static bool from_environment(struct credentials *out)
{
    out->access_key = variable("AWS_ACCESS_KEY_ID");
    out->secret_key = variable("AWS_SECRET_ACCESS_KEY");
    out->session_token = variable("AWS_SESSION_TOKEN");
    if (out->session_token == NULL)
        out->session_token = variable("AWS_SECURITY_TOKEN");
    out->source = "the environment";
    return out->access_key != NULL || out->secret_key != NULL;
}

static bool from_profile(const struct profile *profile, struct credentials *out)
{
    out->access_key = profile_get(profile, "aws_access_key_id");
    out->secret_key = profile_get(profile, "aws_secret_access_key");
    out->session_token = profile_get(profile, "aws_session_token");
    if (out->session_token == NULL)
        out->session_token = profile_get(profile, "aws_security_token");
    out->source = arena_printf(profile->arena, "profile '%s'", profile->name);
    return out->access_key != NULL || out->secret_key != NULL;
}

static int refuse_later(const struct profile *profile, const char *setting,
                        struct err *err)
{
    return err_set(err, ERR_USAGE,
                   "profile '%s' gets its keys by %s: not in this version. With AWS CLI "
                   "version 2: eval \"$(aws configure export-credentials --profile %s "
                   "--format env)\", then run this again without --profile",
                   profile->name, setting, profile->name);
}

static int none(struct err *err)
{
    for (size_t i = 0; i < N_VARIABLES; i++)
        if (variable(later_variables[i]) != NULL)
            return err_set(err, ERR_USAGE,
                           "%s is set, but keys from there are not in this version: "
                           "export AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and "
                           "AWS_SESSION_TOKEN",
                           later_variables[i]);
    return err_set(err, ERR_USAGE,
                   "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                   "name a profile of ~/.aws/credentials with --profile");
}

int credentials_find(const struct profile *profile, struct credentials *out,
                     struct err *err)
{
    memset(out, 0, sizeof(*out));
    if (!profile->given && from_environment(out))
        return check(out, err);
    for (size_t i = 0; i < N_SETTINGS; i++)
        if (profile_get(profile, later_settings[i]) != NULL)
            return refuse_later(profile, later_settings[i], err);
    if (from_profile(profile, out))
        return check(out, err);
    if (profile->given)
        return err_set(err, ERR_USAGE, "profile '%s' has no aws_access_key_id",
                       profile->name);
    return none(err);
}
