/* options: the command line of acm-collect, taken apart. */
#include "collector/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/err.h"
#include "base/spell.h"
#include "base/usage.h"
#include "collector/regions.h"
#include "collector/version.h"

enum {
    REGIONS_MAX = 200,
    LABEL_MAX = 64,
};

/* Long options without a letter. */
enum {
    OPT_ENDPOINT = 256,
    OPT_REGION,
    OPT_LABEL,
    OPT_PROFILE,
    OPT_JOBS,
    OPT_TRIES,
    OPT_TIMEOUT,
    OPT_RESUME,
    OPT_PROGRESS,
    OPT_VERSION,
    OPT_HELP,
};

/* clang-format off */
static const struct option long_options[] = {
    { "output-dir",    required_argument, NULL, 'o' },
    { "endpoint-url",  required_argument, NULL, OPT_ENDPOINT },
    { "region",        required_argument, NULL, OPT_REGION },
    { "account-label", required_argument, NULL, OPT_LABEL },
    { "profile",       required_argument, NULL, OPT_PROFILE },
    { "jobs",          required_argument, NULL, OPT_JOBS },
    { "tries",         required_argument, NULL, OPT_TRIES },
    { "timeout",       required_argument, NULL, OPT_TIMEOUT },
    { "resume",        no_argument,       NULL, OPT_RESUME },
    { "quiet",         no_argument,       NULL, 'q' },
    { "progress",      required_argument, NULL, OPT_PROGRESS },
    { "version",       no_argument,       NULL, OPT_VERSION },
    { "help",          no_argument,       NULL, OPT_HELP },
    { NULL, 0, NULL, 0 },
};
/* clang-format on */

static int take_number(const char *option, const char *text, unsigned most, unsigned *out,
                       struct err *err)
{
    char *end;
    long number;

    errno = 0;
    number = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || number < 1 ||
        number > (long)most)
        return err_set(err, ERR_USAGE, "%s: want a number from 1 to %u, got '%s'", option,
                       most, text);
    *out = (unsigned)number;
    return 0;
}

static int take_tri(const char *text, enum tri *out, struct err *err)
{
    static const char *const words[] = { "auto", "always", "never", NULL };
    const char *near;

    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(text, words[i]) == 0) {
            *out = (enum tri)i;
            return 0;
        }
    near = spell_nearest(text, words);
    if (near != NULL)
        return err_set(err, ERR_USAGE,
                       "--progress: unknown word '%s'; did you mean '%s'?", text, near);
    return err_set(err, ERR_USAGE, "--progress: want auto, always or never, got '%s'",
                   text);
}

/* The label is a folder's name, and not that of another part of the layout. */
static int take_label(const char *text, const char **out, struct err *err)
{
    const size_t len = strlen(text);
    bool good = len > 0 && len <= LABEL_MAX && *text != '.' && strcmp(text, "dns") != 0;

    for (const char *c = text; *c != '\0' && good; c++)
        good = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
               (*c >= '0' && *c <= '9') || strchr("._-", *c) != NULL;
    if (!good)
        return err_set(err, ERR_USAGE,
                       "--account-label: want letters, digits, '.', '_' and '-' (best of "
                       "all the account's 12 digits), got '%s'",
                       text);
    *out = text;
    return 0;
}

static int add_region(struct options *out, struct arena *arena, const char *region,
                      struct err *err)
{
    const char *near;

    for (size_t i = 0; i < out->n_regions; i++)
        if (strcmp(out->regions[i], region) == 0)
            return 0;
    if (!arn_is_region(region, strlen(region))) {
        near = spell_nearest(region, regions_all);
        if (near != NULL)
            return err_set(err, ERR_USAGE,
                           "--region: '%s' is no region; did you mean '%s'?", region,
                           near);
        return err_set(err, ERR_USAGE,
                       "--region: want regions such as us-east-1,eu-west-1, or all; got "
                       "'%s'",
                       region);
    }
    if (out->n_regions == REGIONS_MAX)
        return err_set(err, ERR_USAGE, "--region: more than %d regions", REGIONS_MAX);
    if (out->regions == NULL)
        out->regions = arena_array(arena, REGIONS_MAX, sizeof(*out->regions));
    out->regions[out->n_regions++] = region;
    return 0;
}

static int take_regions(struct options *out, struct arena *arena, const char *text,
                        struct err *err)
{
    for (;;) {
        const size_t len = strcspn(text, ",");
        const char *word = arena_strndup(arena, text, len);

        if (strcmp(word, "all") == 0) {
            for (size_t i = 0; i < n_regions_all; i++)
                if (add_region(out, arena, regions_all[i], err) != 0)
                    return -1;
        } else if (add_region(out, arena, word, err) != 0) {
            return -1;
        }
        if (text[len] == '\0')
            return 0;
        text += len + 1;
    }
}

static int take_text(const char *option, const char *text, const char **out,
                     struct err *err)
{
    if (*text == '\0')
        return err_set(err, ERR_USAGE, "%s: want a value, got an empty word", option);
    if (*out != NULL)
        return err_set(err, ERR_USAGE, "%s is given twice", option);
    *out = text;
    return 0;
}

static int take_option(struct options *out, struct arena *arena, int opt,
                       const char *value, struct err *err)
{
    switch (opt) {
    case 'o':
        return take_text("-o", value, &out->dir, err);
    case OPT_ENDPOINT:
        return take_text("--endpoint-url", value, &out->endpoint_url, err);
    case OPT_REGION:
        return take_regions(out, arena, value, err);
    case OPT_LABEL:
        return take_label(value, &out->account_label, err);
    case OPT_PROFILE:
        return take_text("--profile", value, &out->profile, err);
    case OPT_JOBS:
        return take_number("--jobs", value, JOBS_MAX, &out->jobs, err);
    case OPT_TRIES:
        return take_number("--tries", value, TRIES_MAX, &out->tries, err);
    case OPT_TIMEOUT:
        return take_number("--timeout", value, TIMEOUT_MAX_S, &out->timeout_s, err);
    case OPT_PROGRESS:
        return take_tri(value, &out->progress, err);
    case OPT_RESUME:
        out->resume = true;
        return 0;
    case 'q':
        out->quiet = true;
        return 0;
    case OPT_VERSION:
        out->command = COMMAND_VERSION;
        return 0;
    default:
        out->command = COMMAND_HELP;
        return 0;
    }
}

static int read_options(int argc, char *const *argv, struct arena *arena,
                        struct options *out, struct err *err)
{
    int opt;

    opterr = 0;
    optind = 1;
    while ((opt = getopt_long(argc, argv, ":o:qh", long_options, NULL)) != -1) {
        if (opt == ':')
            return err_set(err, ERR_USAGE, "option '%s' wants a value", argv[optind - 1]);
        if (opt == '?')
            return usage_unknown_option(PROGRAM_NAME, argv[optind - 1], optopt,
                                        long_options, err);
        if (take_option(out, arena, opt, optarg, err) != 0)
            return -1;
    }
    return 0;
}

int options_parse(int argc, char *const *argv, struct arena *arena, struct options *out,
                  struct err *err)
{
    memset(out, 0, sizeof(*out));
    out->command = COMMAND_COLLECT;
    out->jobs = JOBS_USUAL;
    out->tries = TRIES_USUAL;
    out->timeout_s = TIMEOUT_USUAL_S;
    if (read_options(argc, argv, arena, out, err) != 0)
        return -1;
    if (out->command != COMMAND_COLLECT)
        return 0;
    if (optind < argc)
        return err_set(err, ERR_USAGE,
                       "takes no operand, got '%s'; the folder goes with -o",
                       argv[optind]);
    if (out->dir == NULL)
        return err_set(err, ERR_USAGE,
                       "want a folder for the evidence: -o DIR; see acm-collect --help");
    return options_check_partition(out->regions, out->n_regions, err);
}

int options_default_regions(const char *of_profile, struct arena *arena,
                            const char *const **out, size_t *n, struct err *err)
{
    static const char *const variables[] = { "AWS_REGION", "AWS_DEFAULT_REGION" };
    const char **regions = arena_array(arena, 2, sizeof(*regions));
    const char *region = NULL;
    const char *source = "region of the profile";

    for (size_t i = 0; i < 2 && (region == NULL || *region == '\0'); i++) {
        region = getenv(variables[i]);
        source = variables[i];
    }
    if (region == NULL || *region == '\0') {
        region = of_profile;
        source = "region of the profile";
    }
    *n = 0;
    *out = regions;
    if (region != NULL && !arn_is_region(region, strlen(region)))
        return err_set(err, ERR_USAGE, "%s: want a region such as us-east-1, got '%s'",
                       source, region);
    if (region != NULL && strcmp(region, "us-east-1") != 0)
        regions[(*n)++] = region;
    if (region == NULL || strcmp(partition_of(region)->name, "aws") == 0)
        regions[(*n)++] = "us-east-1";
    return 0;
}

int options_check_partition(const char *const *regions, size_t n, struct err *err)
{
    for (size_t i = 1; i < n; i++)
        if (partition_of(regions[i]) != partition_of(regions[0]))
            return err_set(
                err, ERR_USAGE,
                "--region: %s and %s are of different partitions (%s, %s), and "
                "credentials are of one only",
                regions[0], regions[i], partition_of(regions[0])->name,
                partition_of(regions[i])->name);
    return 0;
}
