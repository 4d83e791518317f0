/* options: the command line of acm-analyzer, taken apart. */
#include "analyzer/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/check/check.h"
#include "analyzer/values.h"
#include "analyzer/version.h"
#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/err.h"
#include "base/spell.h"
#include "base/usage.h"
#include "base/when.h"

enum { OUTPUTS_MAX = 64, LATER = 'L' };

/* Long options without a letter; LATER marks those of a later version. */
enum {
    OPT_HTML = 256,
    OPT_CSV,
    OPT_JSON,
    OPT_NDJSON,
    OPT_TEXT,
    OPT_NOW,
    OPT_FAIL_ON,
    OPT_STRICT,
    OPT_CHECK,
    OPT_SKIP,
    OPT_ACCOUNT,
    OPT_REGION,
    OPT_INCLUDE_PASS,
    OPT_THREADS,
    OPT_PROGRESS,
    OPT_COLOR,
    OPT_VERDICTS,
    OPT_KEY,
    OPT_VERSION,
    OPT_HELP,
};

/* clang-format off */
static const struct option long_options[] = {
    { "output-dir",      required_argument, NULL, 'o' },
    { "html",            required_argument, NULL, OPT_HTML },
    { "csv",             required_argument, NULL, OPT_CSV },
    { "json",            required_argument, NULL, OPT_JSON },
    { "ndjson",          required_argument, NULL, OPT_NDJSON },
    { "text",            required_argument, NULL, OPT_TEXT },
    { "now",             required_argument, NULL, OPT_NOW },
    { "fail-on",         required_argument, NULL, OPT_FAIL_ON },
    { "strict-evidence", no_argument,       NULL, OPT_STRICT },
    { "check",           required_argument, NULL, OPT_CHECK },
    { "skip",            required_argument, NULL, OPT_SKIP },
    { "account",         required_argument, NULL, OPT_ACCOUNT },
    { "region",          required_argument, NULL, OPT_REGION },
    { "include-pass",    no_argument,       NULL, OPT_INCLUDE_PASS },
    { "threads",         required_argument, NULL, OPT_THREADS },
    { "progress",        required_argument, NULL, OPT_PROGRESS },
    { "color",           required_argument, NULL, OPT_COLOR },
    { "quiet",           no_argument,       NULL, 'q' },
    { "verdicts",        no_argument,       NULL, OPT_VERDICTS },
    { "key",             required_argument, NULL, OPT_KEY },
    { "version",         no_argument,       NULL, OPT_VERSION },
    { "help",            no_argument,       NULL, OPT_HELP },
    { "sarif",           required_argument, NULL, LATER },
    { "junit",           required_argument, NULL, LATER },
    { "ocsf",            required_argument, NULL, LATER },
    { "asff",            required_argument, NULL, LATER },
    { "markdown",        required_argument, NULL, LATER },
    { "html-assets",     required_argument, NULL, LATER },
    { "csv-raw",         no_argument,       NULL, LATER },
    { "csv-bom",         no_argument,       NULL, LATER },
    { "csv-delimiter",   required_argument, NULL, LATER },
    { "config",          required_argument, NULL, LATER },
    { "show-config",     no_argument,       NULL, LATER },
    { "waivers",         required_argument, NULL, LATER },
    { "baseline",        required_argument, NULL, LATER },
    { "owners",          required_argument, NULL, LATER },
    { "context",         required_argument, NULL, LATER },
    { "timings",         no_argument,       NULL, LATER },
    { NULL, 0, NULL, 0 },
};

static const struct {
    const char *word;
    enum command command;
    bool later;
} commands[] = {
    { "analyze",   COMMAND_ANALYZE,   false },
    { "checks",    COMMAND_CHECKS,    false },
    { "commands",  COMMAND_COMMANDS,  false },
    { "normalize", COMMAND_NORMALIZE, false },
    { "redact",    COMMAND_REDACT,    false },
    { "explain",   COMMAND_EXPLAIN,   false },
    { "help",      COMMAND_HELP,      false },
    { "diff",      COMMAND_HELP,      true },
    { "merge",     COMMAND_HELP,      true },
};
/* clang-format on */

enum { N_COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static int unknown_check(const char *option, const char *word, bool severities,
                         struct arena *arena, struct err *err)
{
    static const char *const plain[] = { "critical", "high", "medium",
                                         "low",      "info", "none" };
    size_t n_plain = severities ? sizeof(plain) / sizeof(plain[0]) : 0;
    const char **all = arena_array(arena, n_checks_all + n_plain + 1, sizeof(*all));
    const char *near;

    for (size_t i = 0; i < n_plain; i++)
        all[i] = plain[i];
    for (size_t i = 0; i < n_checks_all; i++)
        all[n_plain + i] = checks_all[i]->rule.id;
    all[n_plain + n_checks_all] = NULL;
    near = spell_nearest(word, all);
    if (near != NULL)
        return err_set(err, ERR_USAGE, "%s: unknown word '%s'; did you mean '%s'?",
                       option, word, near);
    return err_set(err, ERR_USAGE,
                   "%s: unknown word '%s'; `acm-analyzer checks` lists the ids", option,
                   word);
}

static int check_fail_on(struct options *out, struct arena *arena, struct err *err)
{
    enum severity severity;

    words_sort(&out->fail_on);
    for (size_t i = 0; i < out->fail_on.n; i++) {
        const char *word = out->fail_on.items[i];

        if (strcmp(word, "none") == 0) {
            if (out->fail_on.n > 1)
                return err_set(err, ERR_USAGE, "--fail-on: 'none' stands alone");
        } else if (severity_parse(word, &severity) != 0 && check_find(word) == NULL) {
            return unknown_check("--fail-on", word, true, arena, err);
        }
    }
    return 0;
}

static size_t check_index(const struct check *check)
{
    size_t i = 0;

    while (checks_all[i] != check)
        i++;
    return i;
}

/* --check names the only ones, --skip takes away. */
static int choose_checks(struct options *out, const struct words *only,
                         const struct words *skip, struct arena *arena, struct err *err)
{
    out->enabled = arena_array(arena, n_checks_all, sizeof(*out->enabled));
    for (size_t i = 0; i < n_checks_all; i++)
        out->enabled[i] = only->n == 0;
    for (size_t i = 0; i < only->n; i++) {
        const struct check *check = check_find(only->items[i]);

        if (check == NULL)
            return unknown_check("--check", only->items[i], false, arena, err);
        out->enabled[check_index(check)] = true;
    }
    for (size_t i = 0; i < skip->n; i++) {
        const struct check *check = check_find(skip->items[i]);

        if (check == NULL)
            return unknown_check("--skip", skip->items[i], false, arena, err);
        out->enabled[check_index(check)] = false;
    }
    return 0;
}

static int add_output(struct options *out, struct arena *arena, enum format format,
                      const char *path, struct err *err)
{
    for (size_t i = 0; i < out->n_outputs; i++)
        if (strcmp(out->outputs[i].path, path) == 0)
            return err_set(err, ERR_USAGE, "two outputs would go to '%s'", path);
    if (out->n_outputs == OUTPUTS_MAX)
        return err_set(err, ERR_USAGE, "more than %d outputs", OUTPUTS_MAX);
    if (out->outputs == NULL)
        out->outputs = arena_array(arena, OUTPUTS_MAX, sizeof(*out->outputs));
    out->outputs[out->n_outputs].format = format;
    out->outputs[out->n_outputs].path = path;
    out->n_outputs++;
    return 0;
}

static int add_dir(struct options *out, struct arena *arena, const char *dir,
                   struct err *err)
{
    static const struct {
        enum format format;
        const char *name;
    } files[] = {
        { FORMAT_HTML, "report.html" },
        { FORMAT_CSV, "findings.csv" },
        { FORMAT_CSV_CERTS, "certificates.csv" },
        { FORMAT_JSON, "findings.json" },
    };

    if (out->dir != NULL)
        return err_set(err, ERR_USAGE, "-o is given twice");
    if (*dir == '\0')
        return err_set(err, ERR_USAGE, "-o: want a folder, got an empty name");
    out->dir = dir;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        const char *path = arena_printf(arena, "%s/%s", dir, files[i].name);

        if (add_output(out, arena, files[i].format, path, err) != 0)
            return -1;
    }
    return 0;
}

/* What options_parse() collects before it can be checked as a whole. */
struct parsing {
    struct options *out;
    struct arena *arena;
    struct words only;
    struct words skip;
};

static int take_output(struct parsing *p, int opt, const char *value, struct err *err)
{
    static const enum format formats[] = { FORMAT_HTML, FORMAT_CSV, FORMAT_JSON,
                                           FORMAT_NDJSON, FORMAT_TEXT };

    if (*value == '\0')
        return err_set(err, ERR_USAGE, "want a file name or -, got an empty word");
    return add_output(p->out, p->arena, formats[opt - OPT_HTML], value, err);
}

static int take_option(struct parsing *p, int opt, char *value, struct err *err)
{
    struct options *out = p->out;

    switch (opt) {
    case 'o':
        return add_dir(out, p->arena, value, err);
    case OPT_HTML:
    case OPT_CSV:
    case OPT_JSON:
    case OPT_NDJSON:
    case OPT_TEXT:
        return take_output(p, opt, value, err);
    case OPT_NOW:
        return value_now(value, &out->now, err);
    case OPT_FAIL_ON:
        return words_split(&out->fail_on, p->arena, "--fail-on", value, err);
    case OPT_CHECK:
        return words_split(&p->only, p->arena, "--check", value, err);
    case OPT_SKIP:
        return words_split(&p->skip, p->arena, "--skip", value, err);
    case OPT_ACCOUNT:
        return words_split(&out->accounts, p->arena, "--account", value, err);
    case OPT_REGION:
        return words_split(&out->regions, p->arena, "--region", value, err);
    case OPT_THREADS:
        return value_threads(value, &out->threads, err);
    case OPT_PROGRESS:
        return value_tri("--progress", value, &out->progress, err);
    case OPT_COLOR:
        return value_tri("--color", value, &out->color, err);
    case OPT_STRICT:
        out->strict_evidence = true;
        return 0;
    case OPT_INCLUDE_PASS:
        out->include_pass = true;
        return 0;
    case 'q':
        out->quiet = true;
        return 0;
    case OPT_VERDICTS:
        out->verdicts = true;
        return 0;
    case OPT_KEY:
        out->key = value;
        return *value != '\0' ? 0
                              : err_set(err, ERR_USAGE, "--key: want a text, got none");
    case OPT_VERSION:
        out->command = COMMAND_VERSION;
        return 0;
    default:
        out->command = COMMAND_HELP;
        return 0;
    }
}

static int later(const char *kind, const char *word, struct err *err)
{
    return err_set(err, ERR_USAGE, "%s%s: not in this version", kind, word);
}

static int read_options(int argc, char *const *argv, struct parsing *p, struct err *err)
{
    int index = 0;
    int opt;

    opterr = 0;
    optind = 1;
    while ((opt = getopt_long(argc, argv, ":o:qh", long_options, &index)) != -1) {
        if (opt == ':')
            return err_set(err, ERR_USAGE, "option '%s' wants a value", argv[optind - 1]);
        if (opt == '?')
            return usage_unknown_option(PROGRAM_NAME, argv[optind - 1], optopt,
                                        long_options, err);
        if (opt == LATER)
            return later("--", long_options[index].name, err);
        if (take_option(p, opt, optarg, err) != 0)
            return -1;
    }
    return 0;
}

static int find_command(const char *word, enum command *out, struct err *err)
{
    const char *words[N_COMMANDS + 1];
    const char *near;

    for (size_t i = 0; i < N_COMMANDS; i++) {
        words[i] = commands[i].word;
        if (strcmp(word, commands[i].word) != 0)
            continue;
        if (commands[i].later)
            return later("", word, err);
        *out = commands[i].command;
        return 0;
    }
    words[N_COMMANDS] = NULL;
    near = spell_nearest(word, words);
    if (near != NULL)
        return err_set(err, ERR_USAGE, "unknown command '%s'; did you mean '%s'?", word,
                       near);
    if (access(word, F_OK) == 0)
        return err_set(
            err, ERR_USAGE,
            "unknown command '%s'; to judge that path: acm-analyzer analyze %s", word,
            word);
    return err_set(err, ERR_USAGE, "unknown command '%s'; see acm-analyzer --help", word);
}

static int check_operands(const struct options *out, struct err *err)
{
    size_t n = out->paths.n;

    switch (out->command) {
    case COMMAND_ANALYZE:
        if (n == 0)
            return err_set(
                err, ERR_USAGE,
                "analyze: want at least one PATH (a file, folder, archive or -)");
        return 0;
    case COMMAND_NORMALIZE:
    case COMMAND_REDACT:
        if (n != 2)
            return err_set(err, ERR_USAGE, "%s: want PATH and OUT, got %zu operands",
                           out->command == COMMAND_REDACT ? "redact" : "normalize", n);
        return 0;
    case COMMAND_EXPLAIN:
        if (n != 2)
            return err_set(
                err, ERR_USAGE,
                "explain: want FINDINGS.json and FINGERPRINT, got %zu operands", n);
        if (*out->paths.items[1] == '\0')
            return err_set(err, ERR_USAGE,
                           "explain: want a fingerprint, got an empty word");
        return 0;
    case COMMAND_CHECKS:
        if (n > 1)
            return err_set(err, ERR_USAGE, "checks: want one ID at most, got %zu", n);
        return 0;
    case COMMAND_COMMANDS:
        if (n > 0)
            return err_set(err, ERR_USAGE, "commands: takes no operand, got '%s'",
                           out->paths.items[0]);
        return 0;
    case COMMAND_HELP:
    case COMMAND_VERSION:
        break;
    }
    return 0;
}

static int check_places(const struct options *out, struct err *err)
{
    for (size_t i = 0; i < out->accounts.n; i++)
        if (!arn_is_account(out->accounts.items[i], strlen(out->accounts.items[i])))
            return err_set(err, ERR_USAGE, "--account: want 12 digits, got '%s'",
                           out->accounts.items[i]);
    for (size_t i = 0; i < out->regions.n; i++)
        if (!arn_is_region(out->regions.items[i], strlen(out->regions.items[i])))
            return err_set(err, ERR_USAGE,
                           "--region: want a region such as us-east-1, got '%s'",
                           out->regions.items[i]);
    return 0;
}

static void set_defaults(struct options *out, struct arena *arena)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    if (out->fail_on.n == 0)
        words_add(&out->fail_on, arena, "high", 4);
    if (out->threads == 0)
        out->threads = n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

int options_parse(int argc, char *const *argv, struct arena *arena, struct options *out,
                  struct err *err)
{
    struct parsing p = { .out = out, .arena = arena };
    const bool asked = argc > 1;

    memset(out, 0, sizeof(*out));
    out->command = COMMAND_ANALYZE;
    out->now = WHEN_NONE;
    if (!asked)
        return err_set(err, ERR_USAGE,
                       "want a command: analyze, checks, commands, explain, normalize "
                       "or redact; see acm-analyzer --help");
    if (read_options(argc, argv, &p, err) != 0)
        return -1;
    if (out->command == COMMAND_HELP || out->command == COMMAND_VERSION)
        return 0;
    if (optind == argc)
        return err_set(err, ERR_USAGE,
                       "want a command before the options; see acm-analyzer --help");
    if (find_command(argv[optind], &out->command, err) != 0)
        return -1;
    for (int i = optind + 1; i < argc; i++)
        words_add(&out->paths, arena, argv[i], strlen(argv[i]));
    set_defaults(out, arena);
    if (check_operands(out, err) != 0 || check_places(out, err) != 0 ||
        check_fail_on(out, arena, err) != 0)
        return -1;
    return choose_checks(out, &p.only, &p.skip, arena, err);
}
