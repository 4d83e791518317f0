/* options: the command line of mockaws. */
#include "mockaws/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/spell.h"
#include "base/usage.h"
#include "base/when.h"

const char options_help[] =
    "usage: mockaws [options]                      serve a mock ACM, Route 53 and STS\n"
    "       mockaws run [options] SCENARIO [-- COMMAND...]\n"
    "       mockaws check SCENARIO...              look for mistakes in scenario files\n"
    "\n"
    "  --listen HOST:PORT     where to listen (127.0.0.1:4580; port 0: a free one)\n"
    "  --allow-remote         allow an address that others can reach\n"
    "  --scenario FILE        start from a scenario (mockaws-scenario(5))\n"
    "  --evidence PATH        start from saved dumps, in acm-collect's layout\n"
    "  --state FILE           start from what an earlier mock left, and leave it there\n"
    "  --seed N               ids and tokens come from it (1)\n"
    "  --clock manual|real|xN real time, N times real time, or only when told\n"
    "  --start TIME           where the clock starts (2026-03-01T00:00:00Z)\n"
    "  --auth off|scope|strict  take no signature, the credential scope, or verify all\n"
    "  --tls                  serve HTTPS with a throw-away certificate\n"
    "  --strict               unknown operations and members make a run fail\n"
    "  --journal FILE         write every request to FILE, a line each\n"
    "  --print-url            print the URL once the server listens\n"
    "  --ready-fd N           write the URL to file descriptor N then, and close it\n"
    "  --out DIR              run: where evidence and report go (a temporary folder)\n"
    "  --timeout SECONDS      run: end with status 124 after so long (120)\n"
    "  --help, --version\n"
    "\n"
    "The clock, the journal and the state are at http://HOST:PORT/_mockaws/ (see "
    "mockaws(8)).\n"
    "Exit of run: 0 as expected, 1 not, 2 an error before, 124 time-out, else the "
    "command's.\n";

enum option_id {
    OPT_LISTEN = 256,
    OPT_ALLOW_REMOTE,
    OPT_SCENARIO,
    OPT_EVIDENCE,
    OPT_STATE,
    OPT_SEED,
    OPT_CLOCK,
    OPT_START,
    OPT_AUTH,
    OPT_TLS,
    OPT_STRICT,
    OPT_JOURNAL,
    OPT_PRINT_URL,
    OPT_READY_FD,
    OPT_OUT,
    OPT_TIMEOUT,
    OPT_HELP,
    OPT_VERSION,
};

static const struct option long_options[] = {
    { "listen", required_argument, NULL, OPT_LISTEN },
    { "allow-remote", no_argument, NULL, OPT_ALLOW_REMOTE },
    { "scenario", required_argument, NULL, OPT_SCENARIO },
    { "evidence", required_argument, NULL, OPT_EVIDENCE },
    { "state", required_argument, NULL, OPT_STATE },
    { "seed", required_argument, NULL, OPT_SEED },
    { "clock", required_argument, NULL, OPT_CLOCK },
    { "start", required_argument, NULL, OPT_START },
    { "auth", required_argument, NULL, OPT_AUTH },
    { "tls", no_argument, NULL, OPT_TLS },
    { "strict", no_argument, NULL, OPT_STRICT },
    { "journal", required_argument, NULL, OPT_JOURNAL },
    { "print-url", no_argument, NULL, OPT_PRINT_URL },
    { "ready-fd", required_argument, NULL, OPT_READY_FD },
    { "out", required_argument, NULL, OPT_OUT },
    { "timeout", required_argument, NULL, OPT_TIMEOUT },
    { "help", no_argument, NULL, OPT_HELP },
    { "version", no_argument, NULL, OPT_VERSION },
    { NULL, 0, NULL, 0 },
};

/* What is only known once all options are. */
struct parsing {
    struct options *out;
    bool allow_remote;
    struct err *err;
};

static int64_t number(const char *text, int64_t max)
{
    char *end;
    long long value;

    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 0 || value > max)
        return -1;
    return value;
}

/* "127.0.0.1:4580", "[::1]:0", ":0", "4580" */
static int parse_listen(struct parsing *parsing, const char *text)
{
    const char *colon = strrchr(text, ':');
    const char *port = colon != NULL ? colon + 1 : text;
    const int64_t value = number(port, 65535);
    char *host = parsing->out->named_host;

    if (value < 0)
        return err_set(parsing->err, ERR_USAGE, "--listen %s: want HOST:PORT", text);
    parsing->out->port = (uint16_t)value;
    if (colon == NULL || colon == text)
        return 0;
    if (colon - text >= HOST_MAX)
        return err_set(parsing->err, ERR_USAGE, "--listen: a host of over %d letters",
                       HOST_MAX - 1);
    if (text[0] == '[')
        snprintf(host, HOST_MAX, "%.*s", (int)strcspn(text + 1, "]"), text + 1);
    else
        snprintf(host, HOST_MAX, "%.*s", (int)(colon - text), text);
    parsing->out->host = host;
    return 0;
}

static int parse_clock(struct parsing *parsing, const char *text)
{
    struct session_options *session = &parsing->out->session;

    session->has_clock = true;
    if (strcmp(text, "manual") == 0)
        session->clock = CLOCK_MANUAL;
    else if (strcmp(text, "real") == 0)
        session->clock = CLOCK_REAL;
    else if (text[0] == 'x' && (session->speed = number(text + 1, 10000000)) > 0)
        session->clock = CLOCK_SCALED;
    else
        return err_set(parsing->err, ERR_USAGE,
                       "--clock %s: want manual, real or xN (x60: a minute a second)",
                       text);
    return 0;
}

static int parse_start(struct parsing *parsing, const char *text)
{
    int64_t when;

    if (when_parse(text, strlen(text), &when) != WHEN_OK)
        return err_set(parsing->err, ERR_USAGE,
                       "--start %s: want a time such as 2026-03-01T00:00:00Z", text);
    parsing->out->session.start_ms = when * 1000;
    return 0;
}

static int parse_auth(struct parsing *parsing, const char *text)
{
    static const char *const words[] = { "off", "scope", "strict", NULL };

    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], text) == 0) {
            parsing->out->session.auth = (enum auth_mode)i;
            return 0;
        }
    return err_set(parsing->err, ERR_USAGE, "--auth %s: want off, scope or strict", text);
}

static int parse_number(struct parsing *parsing, const char *name, const char *text,
                        int64_t max, int64_t *out)
{
    *out = number(text, max);
    if (*out < 0)
        return err_set(parsing->err, ERR_USAGE, "--%s %s: want a whole number", name,
                       text);
    return 0;
}

static int take_valued(struct parsing *parsing, int id, const char *value)
{
    struct options *out = parsing->out;
    int64_t parsed = 0;
    int rc = 0;

    switch (id) {
    case OPT_LISTEN:
        return parse_listen(parsing, value);
    case OPT_SCENARIO:
        out->scenario = value;
        return 0;
    case OPT_EVIDENCE:
        out->evidence = value;
        return 0;
    case OPT_STATE:
        out->state = value;
        return 0;
    case OPT_SEED:
        rc = parse_number(parsing, "seed", value, INT64_MAX, &parsed);
        out->session.has_seed = true;
        out->session.seed = (uint64_t)parsed;
        return rc;
    case OPT_CLOCK:
        return parse_clock(parsing, value);
    case OPT_START:
        return parse_start(parsing, value);
    case OPT_AUTH:
        return parse_auth(parsing, value);
    case OPT_JOURNAL:
        out->session.journal = value;
        return 0;
    case OPT_READY_FD:
        rc = parse_number(parsing, "ready-fd", value, 1 << 20, &parsed);
        out->ready_fd = (int)parsed;
        return rc;
    case OPT_OUT:
        out->out = value;
        return 0;
    default: /* OPT_TIMEOUT */
        return parse_number(parsing, "timeout", value, 86400, &out->timeout_s);
    }
}

static int take(struct parsing *parsing, int id, const char *value)
{
    switch (id) {
    case OPT_ALLOW_REMOTE:
        parsing->allow_remote = true;
        return 0;
    case OPT_TLS:
        parsing->out->tls = true;
        return 0;
    case OPT_STRICT:
        parsing->out->strict = true;
        return 0;
    case OPT_PRINT_URL:
        parsing->out->print_url = true;
        return 0;
    case OPT_HELP:
        parsing->out->command = SHOW_HELP;
        return 0;
    case OPT_VERSION:
        parsing->out->command = SHOW_VERSION;
        return 0;
    default:
        return take_valued(parsing, id, value);
    }
}

/* Returns how many words the command took: 0 or 1, or -1 with err. */
static int take_command(int argc, char **argv, struct options *out, struct err *err)
{
    static const char *const words[] = { "run", "check", NULL };
    const char *near;

    if (argc < 2 || argv[1][0] == '-')
        return 0;
    if (strcmp(argv[1], "run") == 0)
        out->command = RUN_SCENARIO;
    else if (strcmp(argv[1], "check") == 0)
        out->command = CHECK_SCENARIOS;
    else if ((near = spell_nearest(argv[1], words)) != NULL)
        return err_set(err, ERR_USAGE, "%s: no such command; did you mean %s?", argv[1],
                       near);
    else
        return err_set(err, ERR_USAGE, "%s: want run, check, or options alone", argv[1]);
    return 1;
}

static int hold_together(const struct parsing *parsing)
{
    const struct options *out = parsing->out;
    const int n_sources =
        (out->scenario != NULL) + (out->evidence != NULL) + (out->state != NULL);
    const bool local = strncmp(out->host, "127.", 4) == 0 ||
                       strcmp(out->host, "::1") == 0 ||
                       strcmp(out->host, "localhost") == 0;

    if (n_sources > 1)
        return err_set(parsing->err, ERR_USAGE,
                       "--scenario, --evidence and --state exclude each other");
    if (!local && !parsing->allow_remote)
        return err_set(parsing->err, ERR_USAGE,
                       "--listen %s: others could reach it; add --allow-remote if they "
                       "may",
                       out->host);
    if (out->command == RUN_SERVER && out->n_arguments > 0)
        return err_set(parsing->err, ERR_USAGE,
                       "%s: not an option; a scenario is given by --scenario, or by "
                       "mockaws run",
                       out->arguments[0]);
    if (out->command == CHECK_SCENARIOS && out->n_arguments == 0)
        return err_set(parsing->err, ERR_USAGE, "check: name a scenario file");
    if (out->command == RUN_SCENARIO && out->n_arguments == 0)
        return err_set(parsing->err, ERR_USAGE, "run: name a scenario file");
    return 0;
}

int options_parse(int argc, char **argv, struct options *out, struct err *err)
{
    struct parsing parsing = { .out = out, .err = err };
    int skipped;
    int id;

    *out = (struct options){
        .host = "127.0.0.1",
        .port = 4580,
        .ready_fd = -1,
        .timeout_s = 120,
        .session = { .speed = 1, .start_ms = TIME_NONE, .auth = AUTH_SCOPE }
    };
    skipped = take_command(argc, argv, out, err);
    if (skipped < 0)
        return -1;
    argv += skipped;
    argc -= skipped;
    opterr = 0;
    while ((id = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        if (id == '?')
            return usage_unknown_option("mockaws", argv[optind - 1], optopt, long_options,
                                        err);
        if (id == ':')
            return err_set(err, ERR_USAGE, "%s needs a value", argv[optind - 1]);
        if (take(&parsing, id == 'h' ? OPT_HELP : id, optarg) < 0)
            return -1;
    }
    out->arguments = argv + optind;
    out->n_arguments = argc - optind;
    if (out->command == SHOW_HELP || out->command == SHOW_VERSION)
        return 0;
    return hold_together(&parsing);
}
