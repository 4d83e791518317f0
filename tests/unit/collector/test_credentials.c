/* test_credentials: which keys are used, and what is said when there are none. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/credentials.h"
#include "collector/profile.h"

struct row {
    const char *name;
    bool given;               /* --profile */
    const char *variables[6]; /* name, value, ...; ends in NULL */
    const char *settings[6];
    const char *access_key; /* NULL: an error */
    const char *token;
    const char *said; /* in the source, or in the error */
};

/* clang-format off */
static struct row rows[] = {
    { "environment", false, { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s" }, { NULL },
      "AKIDA", NULL, "the environment" },
    { "environment before profile", false, { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s" },
      { "aws_access_key_id", "AKIDB", "aws_secret_access_key", "t" }, "AKIDA", NULL, "the environment" },
    { "profile that was given", true, { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s" },
      { "aws_access_key_id", "AKIDB", "aws_secret_access_key", "t" }, "AKIDB", NULL, "profile 'p'" },
    { "profile with a token", false, { NULL },
      { "aws_access_key_id", "AKIDB", "aws_secret_access_key", "t", "aws_session_token", "tok" },
      "AKIDB", "tok", "profile 'p'" },
    { "session", false,
      { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "tok" },
      { NULL }, "AKIDA", "tok", "the environment" },
    { "environment is enough", false, { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s" },
      { "role_arn", "arn:aws:iam::111122223333:role/x" }, "AKIDA", NULL, "the environment" },
    { "nothing", false, { NULL }, { NULL }, NULL, NULL, "no credentials: set AWS_ACCESS_KEY_ID" },
    { "profile without keys", true, { NULL }, { "region", "eu-west-1" }, NULL, NULL, "has no aws_access_key_id" },
    { "half an environment", false, { "AWS_ACCESS_KEY_ID", "AKIDA" }, { NULL }, NULL, NULL, "no secret key" },
    { "the other half", false, { "AWS_SECRET_ACCESS_KEY", "s" }, { NULL }, NULL, NULL, "no access key id" },
    { "half a profile", true, { NULL }, { "aws_access_key_id", "AKIDB" }, NULL, NULL, "no secret key" },
    { "line break in a token", false,
      { "AWS_ACCESS_KEY_ID", "AKIDA", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "a\r\nx: y" },
      { NULL }, NULL, NULL, "control character" },
    { "role", true, { NULL }, { "role_arn", "arn:aws:iam::111122223333:role/x" }, NULL, NULL,
      "role_arn: not in this version" },
    { "role before keys", true, { NULL },
      { "role_arn", "x", "aws_access_key_id", "AKIDB", "aws_secret_access_key", "t" }, NULL, NULL,
      "role_arn: not in this version" },
    { "sso", true, { NULL }, { "sso_session", "x" }, NULL, NULL, "sso_session: not in this version" },
    { "process", true, { NULL }, { "credential_process", "x" }, NULL, NULL,
      "credential_process: not in this version" },
    { "web identity", false, { "AWS_WEB_IDENTITY_TOKEN_FILE", "/x" }, { NULL }, NULL, NULL,
      "AWS_WEB_IDENTITY_TOKEN_FILE is set" },
};
/* clang-format on */

static const char *const all_variables[] = {
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
};

static void run(void **state)
{
    const struct row *row = *state;
    struct ini_entry entries[3];
    struct arena arena;
    struct profile profile = { .name = "p",
                               .section = "profile p",
                               .given = row->given,
                               .credentials = { "credentials", entries, 0 },
                               .arena = &arena };
    struct credentials found;
    struct err err = { 0 };
    int rc;

    for (size_t i = 0; i < sizeof(all_variables) / sizeof(all_variables[0]); i++)
        unsetenv(all_variables[i]);
    for (size_t i = 0; i < 6 && row->variables[i] != NULL; i += 2)
        setenv(row->variables[i], row->variables[i + 1], 1);
    for (size_t i = 0; i < 6 && row->settings[i] != NULL; i += 2)
        entries[profile.credentials.n++] =
            (struct ini_entry){ "p", row->settings[i], row->settings[i + 1] };
    arena_init(&arena);
    rc = credentials_find(&profile, &found, &err);
    if (row->access_key == NULL) {
        assert_int_equal(rc, -1);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_non_null(strstr(err.text, row->said));
    } else {
        assert_int_equal(rc, 0);
        assert_string_equal(found.access_key, row->access_key);
        assert_string_equal(found.source, row->said);
        if (row->token == NULL)
            assert_null(found.session_token);
        else
            assert_string_equal(found.session_token, row->token);
    }
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("credentials");
}
