/* options: the command line of acm-analyzer, taken apart. */
#ifndef ANALYZER_OPTIONS_H
#define ANALYZER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

enum command {
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_ANALYZE,
    COMMAND_CHECKS,
    COMMAND_COMMANDS,
    COMMAND_EXPLAIN,
    COMMAND_NORMALIZE,
    COMMAND_REDACT,
};

enum format {
    FORMAT_TEXT,
    FORMAT_HTML,
    FORMAT_CSV,
    FORMAT_CSV_CERTS,
    FORMAT_JSON,
    FORMAT_NDJSON
};

struct output_option {
    enum format format;
    const char *path; /* "-" is standard output */
};

enum tri { TRI_AUTO, TRI_ALWAYS, TRI_NEVER };

/* A list of words, from `--account A,B --account C`. */
struct words {
    const char **items;
    size_t n;
};

struct options {
    enum command command;
    struct words paths;            /* the operands, in the order given */
    const char *dir;               /* -o; NULL = none */
    const char *key;               /* redact: of the pseudonyms; NULL = a random one */
    struct output_option *outputs; /* with those of -o, in the order given */
    size_t n_outputs;
    int64_t now;          /* WHEN_NONE = not given */
    struct words fail_on; /* checked, sorted, no doubles; { "high" } by default */
    bool *enabled;        /* by index in checks_all */
    struct words accounts;
    struct words regions;
    bool strict_evidence;
    bool include_pass;
    bool quiet;
    bool verdicts; /* checks: print what each check can say, for the tests */
    unsigned threads;
    enum tri progress;
    enum tri color;
};

/*
 * Take argv apart. Strings borrow from argv or are the arena's. Returns 0, or -1 with
 * ERR_USAGE: the text names the word at fault and, where one is near, what was
 * perhaps meant. An option or command of a later version says `not in this version`.
 */
int options_parse(int argc, char *const *argv, struct arena *arena, struct options *out,
                  struct err *err);

/* The help text: what `--help` prints. */
extern const char options_help[];

#endif
