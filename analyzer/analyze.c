/* analyze: evidence in, reports out: the command `analyze`. */
#include "analyzer/analyze.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/assemble.h"
#include "analyzer/gate.h"
#include "analyzer/options.h"
#include "analyzer/progress.h"
#include "analyzer/read/read.h"
#include "analyzer/terminal.h"
#include "base/err.h"
#include "base/file.h"
#include "base/when.h"

static void write_one(const struct report *report, enum format format, const char *path,
                      enum tri color, FILE *out)
{
    struct text_style style = { .color = color == TRI_ALWAYS,
                                .columns = TERMINAL_COLUMNS };

    switch (format) {
    case FORMAT_TEXT:
        if (strcmp(path, "-") == 0)
            style = terminal_style(color);
        report_text(report, &style, out);
        break;
    case FORMAT_HTML:
        report_html(report, out);
        break;
    case FORMAT_CSV:
        report_csv(report, out);
        break;
    case FORMAT_CSV_CERTS:
        report_csv_certs(report, out);
        break;
    case FORMAT_JSON:
        report_json(report, out);
        break;
    case FORMAT_NDJSON:
        report_ndjson(report, out);
        break;
    }
}

/*
 * All outputs are opened and written before the first is put in its place: one that
 * cannot be opened, or does not fit the disk, leaves none behind.
 */
static int write_outputs(const struct report *report, const struct options *options,
                         const struct output_option *wanted, size_t n, struct err *err)
{
    struct output **open = calloc(n + 1, sizeof(*open));
    int rc = 0;

    if (open == NULL)
        return err_set(err, ERR_IO, "out of memory");
    for (size_t i = 0; i < n && rc == 0; i++) {
        open[i] = output_open(wanted[i].path, err);
        if (open[i] == NULL)
            rc = -1;
    }
    for (size_t i = 0; i < n && rc == 0; i++) {
        write_one(report, wanted[i].format, wanted[i].path, options->color,
                  output_stream(open[i]));
        rc = output_flush(open[i], err);
    }
    for (size_t i = 0; i < n; i++) {
        if (rc == 0)
            rc = output_commit(open[i], err);
        else
            output_abort(open[i]);
    }
    free(open);
    return rc;
}

static bool shows_all_certs(const struct options *options)
{
    for (size_t i = 0; i < options->n_outputs; i++)
        if (options->outputs[i].format == FORMAT_HTML ||
            options->outputs[i].format == FORMAT_CSV_CERTS)
            return true;
    return options->include_pass;
}

/* After files were written: what a person wants to know next, on standard error. */
static void say_done(const struct report *report, const struct options *options)
{
    if (options->quiet || options->n_outputs == 0)
        return;
    for (size_t i = 0; i < options->n_outputs; i++)
        if (strcmp(options->outputs[i].path, "-") == 0)
            return;
    fprintf(stderr, "%s\n", report->gate_line);
    for (size_t i = 0; i < options->n_outputs; i++)
        fprintf(stderr, "  %s\n", options->outputs[i].path);
}

static int judge(const struct estate *estate, const struct options *options,
                 struct arena *arena, int *status, struct err *err)
{
    static const struct output_option to_terminal = { FORMAT_TEXT, "-" };
    const struct engine_options engine = {
        .enabled = options->enabled,
        .accounts = options->accounts.items,
        .n_accounts = options->accounts.n,
        .regions = options->regions.items,
        .n_regions = options->regions.n,
        .include_pass = options->include_pass,
        .n_threads = options->threads,
    };
    struct facts facts;
    struct engine_result result;
    struct report report;
    int rc;

    facts_init(&facts, estate, options->now);
    engine_run(&facts, &engine, arena, &result);
    assemble(
        &(struct assemble_input){ &facts, &result, options, shows_all_certs(options) },
        arena, &report);
    gate_decide(options, arena, &report);
    if (options->n_outputs == 0)
        rc = write_outputs(&report, options, &to_terminal, 1, err);
    else
        rc = write_outputs(&report, options, options->outputs, options->n_outputs, err);
    if (rc == 0)
        say_done(&report, options);
    *status = report.exit_status;
    facts_clear(&facts);
    return rc;
}

int analyze(const struct options *options, int *status, struct err *err)
{
    struct progress progress;
    const struct read_progress told = { progress_report, &progress };
    const struct read_options reading = {
        .n_threads = options->threads,
        .limits = read_limits_default,
        .progress = progress_init(&progress, options) ? &told : NULL,
    };
    struct arena arena;
    struct estate estate = { .arena = &arena };
    int rc = -1;

    arena_init(&arena);
    if (options->dir != NULL && file_mkdirs(options->dir, err) != 0)
        goto out;
    if (read_paths(options->paths.items, options->paths.n, &reading, &estate, err) != 0)
        goto out;
    progress_done(&progress);
    rc = judge(&estate, options, &arena, status, err);
out:
    progress_done(&progress);
    arena_clear(&arena);
    return rc;
}
