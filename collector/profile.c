/* profile: the settings of one named profile, from both shared files. */
#include "collector/profile.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/spell.h"

/* The file that the variable names ("~/" is the home folder), else the usual one. */
static const char *file_of(struct arena *arena, const char *variable, const char *usual)
{
    const char *path = getenv(variable);
    const char *home = getenv("HOME");

    if (path == NULL || *path == '\0')
        path = usual;
    if (strncmp(path, "~/", 2) != 0)
        return path;
    if (home == NULL || *home == '\0')
        return "/nonexistent";
    return arena_printf(arena, "%s%s", home, path + 1);
}

/* The names of all profiles, for a suggestion; ends in NULL. */
static const char *const *names(const struct profile *profile)
{
    const size_t room = profile->credentials.n + profile->config.n + 1;
    const char **all = arena_array(profile->arena, room, sizeof(*all));
    size_t n = 0;

    for (size_t i = 0; i < profile->credentials.n; i++)
        all[n++] = profile->credentials.entries[i].section;
    for (size_t i = 0; i < profile->config.n; i++) {
        const char *section = profile->config.entries[i].section;

        if (strncmp(section, "profile ", 8) == 0)
            all[n++] = section + 8;
        else if (strcmp(section, "default") == 0)
            all[n++] = section;
    }
    all[n] = NULL;
    return all;
}

static int unknown(const struct profile *profile, struct err *err)
{
    const char *near = spell_nearest(profile->name, names(profile));

    if (near != NULL)
        return err_set(err, ERR_USAGE,
                       "profile '%s' is in neither of the shared files; did you mean "
                       "'%s'?",
                       profile->name, near);
    return err_set(err, ERR_USAGE,
                   "profile '%s' is in neither of the shared files "
                   "(~/.aws/credentials, ~/.aws/config)",
                   profile->name);
}

int profile_load(const char *given, struct arena *arena, struct profile *out,
                 struct err *err)
{
    const char *asked = given != NULL ? given : getenv("AWS_PROFILE");

    memset(out, 0, sizeof(*out));
    out->arena = arena;
    out->given = given != NULL;
    out->name = asked != NULL && *asked != '\0' ? asked : "default";
    if (ini_read(file_of(arena, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
                 arena, &out->credentials, err) != 0 ||
        ini_read(file_of(arena, "AWS_CONFIG_FILE", "~/.aws/config"), arena, &out->config,
                 err) != 0)
        return -1;
    out->section = arena_printf(arena, "profile %s", out->name);
    if (strcmp(out->name, "default") == 0 && ini_has_section(&out->config, "default"))
        out->section = "default";
    if (asked != NULL && *asked != '\0' && strcmp(out->name, "default") != 0 &&
        !ini_has_section(&out->credentials, out->name) &&
        !ini_has_section(&out->config, out->section))
        return unknown(out, err);
    return 0;
}

const char *profile_get(const struct profile *profile, const char *key)
{
    const char *value = ini_get(&profile->credentials, profile->name, key);

    return value != NULL ? value : ini_get(&profile->config, profile->section, key);
}

const char *profile_service_url(const struct profile *profile, const char *service)
{
    const char *services = profile_get(profile, "services");

    if (services == NULL)
        return NULL;
    return ini_get(&profile->config,
                   arena_printf(profile->arena, "services %s", services),
                   arena_printf(profile->arena, "%s.endpoint_url", service));
}
