/* credentials: the keys that calls are signed with, and where they were found. */
#ifndef COLLECTOR_CREDENTIALS_H
#define COLLECTOR_CREDENTIALS_H

struct err;
struct profile;

struct credentials {
    const char *access_key;
    const char *secret_key;
    const char *session_token; /* NULL: these are long-lived keys */
    const char *source;        /* for people: "the environment", "profile 'audit'" */
};

/*
 * In this order: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN (not when
 * --profile was given), then the profile's aws_access_key_id and so on. Strings borrow
 * from the environment and the profile. Fails with ERR_USAGE when there are none, when
 * half is missing, and for what is not in this version: a profile with role_arn, SSO,
 * credential_process or a web identity; the text says how to get keys from it.
 */
int credentials_find(const struct profile *profile, struct credentials *out,
                     struct err *err);

#endif
