/* manifest_write: manifest.json put on the disk, one row a line, in an order of its own.
 */
#include "collector/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/when.h"
#include "collector/version.h"

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int compare_file(const void *a, const void *b)
{
    const struct manifest_row *one = *(const struct manifest_row *const *)a;
    const struct manifest_row *two = *(const struct manifest_row *const *)b;

    return strcmp(one->file, two->file);
}

static void write_run(FILE *out, const json_t *run, const char *separator)
{
    char *text = json_dumps(run, JSON_COMPACT);

    fprintf(out, "%s\n    %s", separator, text == NULL ? "{}" : text);
    free(text);
}

/* Before the first answer nothing is known of when. */
static json_t *own_run(const struct manifest *manifest)
{
    char iso[WHEN_TEXT_MAX];
    json_t *run = json_object();

    if (manifest->captured_at != WHEN_NONE)
        json_object_set_new(run, "captured_at",
                            json_string(when_iso(manifest->captured_at, iso)));
    if (manifest->started_at != WHEN_NONE)
        json_object_set_new(run, "started_at",
                            json_string(when_iso(manifest->started_at, iso)));
    json_object_set_new(run, "accounts", json_pack("[s]", manifest->account));
    json_object_set(run, "regions", manifest->regions);
    if (json_array_size(manifest->notes) > 0)
        json_object_set(run, "notes", manifest->notes);
    return run;
}

static void write_runs(FILE *out, const struct manifest *manifest)
{
    const char *separator = "";
    const json_t *run;
    size_t i;

    fputs("  \"runs\": [", out);
    json_array_foreach(manifest->runs, i, run)
    {
        write_run(out, run, separator);
        separator = ",";
    }
    if (manifest->account != NULL) {
        json_t *own = own_run(manifest);

        write_run(out, own, separator);
        json_decref(own);
        separator = ",";
    }
    fputs(*separator == ',' ? "\n  ],\n" : "],\n", out);
}

static void write_texts(FILE *out, const char *key, const char *const *texts, size_t n,
                        const char *end)
{
    fprintf(out, "  \"%s\": [", key);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s\n    %s", i == 0 ? "" : ",", texts[i]);
    fputs(n > 0 ? "\n  ]" : "]", out);
    fputs(end, out);
}

/* Those that failed, and those that nobody asked yet. */
static const char **missing_texts(const struct manifest *manifest, struct arena *scratch,
                                  const char *const *pending, size_t n_pending, size_t *n)
{
    const char **texts =
        arena_array(scratch, manifest->missing.n + n_pending + 1, sizeof(*texts));

    *n = 0;
    for (size_t i = 0; i < manifest->missing.n; i++)
        if (!manifest->missing.items[i]->dropped)
            texts[(*n)++] = manifest->missing.items[i]->json;
    for (size_t i = 0; i < n_pending; i++)
        texts[(*n)++] = pending[i];
    qsort(texts, *n, sizeof(*texts), compare_text);
    return texts;
}

static const char **call_texts(const struct manifest *manifest, struct arena *scratch,
                               size_t *n)
{
    const size_t room = manifest->calls.n + 1;
    const struct manifest_row **rows = arena_array(scratch, room, sizeof(*rows));
    const char **texts = arena_array(scratch, room, sizeof(*texts));

    *n = 0;
    for (size_t i = 0; i < manifest->calls.n; i++)
        if (!manifest->calls.items[i]->dropped)
            rows[(*n)++] = manifest->calls.items[i];
    qsort(rows, *n, sizeof(*rows), compare_file);
    for (size_t i = 0; i < *n; i++)
        texts[i] = rows[i]->json;
    return texts;
}

int manifest_write(const struct manifest *manifest, const char *const *pending,
                   size_t n_pending, struct err *err)
{
    struct output *output = output_open(manifest->path, err);
    struct arena scratch;
    const char **texts;
    size_t n;
    FILE *out;

    if (output == NULL)
        return -1;
    arena_init(&scratch);
    out = output_stream(output);
    fputs("{\n  \"schema\": \"acm-evidence.manifest.v1\",\n"
          "  \"tool\": \"" PROGRAM_NAME " " PROGRAM_VERSION "\",\n",
          out);
    write_runs(out, manifest);
    texts = missing_texts(manifest, &scratch, pending, n_pending, &n);
    fprintf(out, "  \"complete\": %s,\n",
            n == 0 && manifest->account != NULL ? "true" : "false");
    write_texts(out, "missing", texts, n, ",\n");
    texts = call_texts(manifest, &scratch, &n);
    write_texts(out, "calls", texts, n, "\n}\n");
    arena_clear(&scratch);
    return output_commit(output, err);
}
