/* profile: the settings of one named profile, from both shared files. */
#ifndef COLLECTOR_PROFILE_H
#define COLLECTOR_PROFILE_H

#include <stdbool.h>

#include "collector/ini.h"

struct arena;
struct err;

struct profile {
    const char *name;
    bool given; /* --profile: then keys in the environment do not count */
    struct ini credentials;
    struct ini config;
    const char *section; /* of config: "profile NAME" or "default" */
    struct arena *arena;
};

/*
 * given is --profile's word or NULL: then AWS_PROFILE, then "default". The files are
 * those of AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE, else ~/.aws/credentials and
 * ~/.aws/config. A profile that was named and is in neither file fails with ERR_USAGE;
 * a file that cannot be read with ERR_IO or ERR_FORMAT.
 */
int profile_load(const char *given, struct arena *arena, struct profile *out,
                 struct err *err);

/* A setting: the credentials file goes first. NULL when neither has it. */
const char *profile_get(const struct profile *profile, const char *key);

/* endpoint_url of the profile's `services` section for a service ("acm", "route_53"). */
const char *profile_service_url(const struct profile *profile, const char *service);

#endif
