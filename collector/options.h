/* options: the command line of acm-collect, taken apart. */
#ifndef COLLECTOR_OPTIONS_H
#define COLLECTOR_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum command { COMMAND_COLLECT, COMMAND_HELP, COMMAND_VERSION };

enum tri { TRI_AUTO, TRI_ALWAYS, TRI_NEVER };

enum {
    JOBS_MAX = 256,
    JOBS_USUAL = 16,
    TRIES_MAX = 100,
    TRIES_USUAL = 10,
    TIMEOUT_MAX_S = 3600,
    TIMEOUT_USUAL_S = 60,
};

struct options {
    enum command command;
    const char *dir;
    const char *endpoint_url; /* NULL = none */
    const char *account_label;
    const char *profile;
    const char **regions; /* as given, each once; `all` is replaced by what it means */
    size_t n_regions;     /* 0 = none given */
    unsigned jobs;
    unsigned tries;
    unsigned timeout_s;
    bool resume;
    bool quiet;
    enum tri progress;
};

/*
 * Take argv apart. Strings borrow from argv or are the arena's. Returns 0, or -1 with
 * ERR_USAGE: the text names the word at fault and, where one is near, what was perhaps
 * meant.
 */
int options_parse(int argc, char *const *argv, struct arena *arena, struct options *out,
                  struct err *err);

/*
 * The regions to ask when none is given: AWS_REGION, else AWS_DEFAULT_REGION, else
 * of_profile (NULL = none); and us-east-1 where that partition has it. Fails with
 * ERR_USAGE when the word is no region.
 */
int options_default_regions(const char *of_profile, struct arena *arena,
                            const char *const **out, size_t *n, struct err *err);

/* All of one partition, or ERR_USAGE: credentials are of one only. */
int options_check_partition(const char *const *regions, size_t n, struct err *err);

/* The help text: what `--help` prints. */
extern const char options_help[];

#endif
