/* report: what a run says when it is done. */
#include "collector/report.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "collector/options.h"
#include "collector/run.h"
#include "collector/version.h"

enum { LINES_MAX = 10 };

struct group {
    const char *text; /* "acm DescribeCertificate in eu-west-1: AccessDeniedException" */
    size_t n;
};

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text == NULL ? "?" : text;
}

static const char *describe(const struct manifest_row *row, struct arena *scratch)
{
    json_t *object = json_loads(row->json, 0, NULL);
    const char *text =
        arena_printf(scratch, "%s %s of %s in %s: %s", text_of(object, "service"),
                     text_of(object, "operation"), row->account, row->region,
                     text_of(object, "error"));

    json_decref(object);
    return text;
}

/* Returns how many groups there are; of those beyond LINES_MAX only *n_more is known. */
static size_t gather(const struct manifest_rows *rows, struct group groups[LINES_MAX],
                     struct arena *scratch, size_t *n_more)
{
    size_t n = 0;

    *n_more = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const char *text;
        size_t g = 0;

        if (rows->items[i]->dropped)
            continue;
        text = describe(rows->items[i], scratch);
        while (g < n && strcmp(groups[g].text, text) != 0)
            g++;
        if (g < n)
            groups[g].n++;
        else if (n < LINES_MAX)
            groups[n++] = (struct group){ text, 1 };
        else
            (*n_more)++;
    }
    return n;
}

static void print_missing(const struct run *run)
{
    struct group groups[LINES_MAX];
    struct arena scratch;
    struct buf line = { 0 };
    size_t n_more;
    size_t n;

    arena_init(&scratch);
    n = gather(&run->manifest.missing, groups, &scratch, &n_more);
    fprintf(stderr, "%s: %zu %s missing; %s says which, --resume asks again\n",
            PROGRAM_NAME, manifest_n_missing(&run->manifest),
            manifest_n_missing(&run->manifest) == 1 ? "call is" : "calls are",
            run->manifest.path);
    for (size_t i = 0; i < n; i++) {
        buf_reset(&line);
        escape_terminal(&line, groups[i].text, strlen(groups[i].text));
        fprintf(stderr, "%s: %zu x %s\n", PROGRAM_NAME, groups[i].n, buf_text(&line));
    }
    if (n_more > 0)
        fprintf(stderr, "%s: and %zu more\n", PROGRAM_NAME, n_more);
    buf_clear(&line);
    arena_clear(&scratch);
}

static void print_notes(const struct run *run)
{
    for (size_t i = 0; i < json_array_size(run->manifest.notes); i++) {
        const char *text = json_string_value(json_array_get(run->manifest.notes, i));
        struct buf line = { 0 };

        escape_terminal(&line, text, strlen(text));
        fprintf(stderr, "%s: %s\n", PROGRAM_NAME, buf_text(&line));
        buf_clear(&line);
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void report_print(const struct run *run)
{
    if (!run->options->quiet) {
        printf("account %s, %zu region%s: %zu certificate%s, %zu hosted zone%s; %zu "
               "call%s",
               run->account, run->n_regions, plural(run->n_regions), run->n_certificates,
               plural(run->n_certificates), run->n_zones, plural(run->n_zones),
               run->n_known, plural(run->n_known));
        if (run->n_saved > 0)
            printf(", %zu answer%s there already", run->n_saved,
                   run->n_saved == 1 ? " was" : "s were");
        printf("; the evidence is in %s\n", run->options->dir);
        print_notes(run);
    }
    if (manifest_n_missing(&run->manifest) > 0)
        print_missing(run);
}
