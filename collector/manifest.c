/* manifest: manifest.json of an evidence folder: what was asked, when, what is missing.
 */
#include "collector/manifest.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/when.h"
#include "collector/version.h"

static const char schema[] = "acm-evidence.manifest.v1";

enum { FILE_MAX = 1 << 30 };

static void rows_add(struct manifest_rows *rows, struct manifest_row *row)
{
    if (rows->n == rows->room) {
        struct manifest_row **items;

        rows->room = rows->room == 0 ? 64 : rows->room * 2;
        items = realloc(rows->items, rows->room * sizeof(struct manifest_row *));
        if (items == NULL) {
            fputs("out of memory\n", stderr);
            exit(2);
        }
        rows->items = items;
    }
    rows->items[rows->n++] = row;
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static int64_t time_of(const json_t *object, const char *key)
{
    const char *text = text_of(object, key);
    int64_t when = WHEN_NONE;

    if (text != NULL && when_parse(text, strlen(text), &when) != WHEN_OK)
        when = WHEN_NONE;
    return when;
}

static const char *copy(struct arena *arena, const char *text)
{
    return text == NULL ? "" : arena_strdup(arena, text);
}

/* A row of the file that is there: kept to the letter, as far as JSON knows letters. */
static struct manifest_row *row_of(struct arena *arena, const json_t *object)
{
    struct manifest_row *row = arena_zalloc(arena, sizeof(*row));
    char *text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));
    const char *file = text_of(object, "file");

    row->file = file == NULL ? NULL : arena_strdup(arena, file);
    row->account = copy(arena, text_of(object, "account"));
    row->region = copy(arena, text_of(object, "region"));
    row->json = copy(arena, text);
    row->at = time_of(object, "at");
    free(text);
    return row;
}

static void index_call(struct manifest *manifest, struct manifest_row *row)
{
    void **place = map_at(&manifest->by_file, row->file, strlen(row->file));

    if (*place != NULL)
        ((struct manifest_row *)*place)->dropped = true;
    *place = row;
    rows_add(&manifest->calls, row);
}

static int take_root(struct manifest *manifest, const json_t *root, struct err *err)
{
    const char *word = text_of(root, "schema");
    const json_t *item;
    size_t i;

    if (word == NULL || strcmp(word, schema) != 0)
        return err_set(err, ERR_FORMAT, "%s: is no %s; choose another folder",
                       manifest->path, schema);
    json_array_foreach(json_object_get(root, "calls"), i, item)
    {
        struct manifest_row *row = row_of(manifest->arena, item);

        if (row->file != NULL)
            index_call(manifest, row);
    }
    json_array_foreach(json_object_get(root, "missing"), i, item)
    {
        rows_add(&manifest->missing, row_of(manifest->arena, item));
    }
    json_array_foreach(json_object_get(root, "runs"), i, item)
    {
        json_array_append_new(manifest->runs, json_deep_copy(item));
    }
    return 0;
}

int manifest_open(struct manifest *manifest, const char *dir, struct arena *arena,
                  struct err *err)
{
    struct buf text = { 0 };
    json_error_t error;
    json_t *root = NULL;
    int rc;

    memset(manifest, 0, sizeof(*manifest));
    manifest->arena = arena;
    manifest->path = arena_printf(arena, "%s/manifest.json", dir);
    manifest->runs = json_array();
    manifest->notes = json_array();
    manifest->started_at = manifest->captured_at = WHEN_NONE;
    if (access(manifest->path, F_OK) != 0)
        return 0;
    rc = file_read(manifest->path, FILE_MAX, &text, err);
    if (rc == 0) {
        root = json_loadb(buf_text(&text), text.len, JSON_REJECT_DUPLICATES, &error);
        rc = root != NULL ? take_root(manifest, root, err)
                          : err_set(err, ERR_FORMAT,
                                    "%s:%d: %s; move it away, or choose another folder",
                                    manifest->path, error.line, error.text);
    }
    manifest->found = rc == 0;
    json_decref(root);
    buf_clear(&text);
    return rc;
}

void manifest_close(struct manifest *manifest)
{
    json_decref(manifest->runs);
    json_decref(manifest->regions);
    json_decref(manifest->notes);
    map_clear(&manifest->by_file);
    free(manifest->calls.items);
    free(manifest->missing.items);
    memset(manifest, 0, sizeof(*manifest));
}

static bool is_run_of(const json_t *run, const char *account)
{
    const json_t *accounts = json_object_get(run, "accounts");
    const char *only = json_string_value(json_array_get(accounts, 0));

    return json_array_size(accounts) == 1 && only != NULL && strcmp(only, account) == 0;
}

static bool has_word(const json_t *words, const char *word)
{
    const json_t *item;
    size_t i;

    json_array_foreach(words, i,
                       item) if (json_is_string(item) &&
                                 strcmp(json_string_value(item), word) == 0) return true;
    return false;
}

static void add_word(json_t *words, const char *word)
{
    if (!has_word(words, word))
        json_array_append_new(words, json_string(word));
}

/* The place of the account's last run in runs, or -1. */
static long last_run(const struct manifest *manifest, const char *account)
{
    long i = (long)json_array_size(manifest->runs) - 1;

    while (i >= 0 && !is_run_of(json_array_get(manifest->runs, (size_t)i), account))
        i--;
    return i;
}

const json_t *manifest_run_regions(const struct manifest *manifest, const char *account)
{
    const long at = last_run(manifest, account);

    return at < 0
               ? NULL
               : json_object_get(json_array_get(manifest->runs, (size_t)at), "regions");
}

/* Other runs of the account keep the regions that this one does not ask. */
static void yield_regions(struct manifest *manifest, const char *account)
{
    for (size_t i = json_array_size(manifest->runs); i > 0; i--) {
        json_t *run = json_array_get(manifest->runs, i - 1);
        json_t *regions = json_object_get(run, "regions");

        if (!is_run_of(run, account))
            continue;
        for (size_t r = json_array_size(regions); r > 0; r--) {
            const char *word = json_string_value(json_array_get(regions, r - 1));

            if (word != NULL && has_word(manifest->regions, word))
                json_array_remove(regions, r - 1);
        }
        if (json_array_size(regions) == 0)
            json_array_remove(manifest->runs, i - 1);
    }
}

static void resume_run(struct manifest *manifest, const char *account)
{
    const long at = last_run(manifest, account);
    const json_t *run;
    const json_t *item;
    size_t i;

    if (at < 0)
        return;
    run = json_array_get(manifest->runs, (size_t)at);
    manifest->resumed = true;
    manifest->started_at = time_of(run, "started_at");
    manifest->captured_at = time_of(run, "captured_at");
    json_array_foreach(json_object_get(run, "regions"), i, item)
    {
        if (json_is_string(item))
            add_word(manifest->regions, json_string_value(item));
    }
    json_array_foreach(json_object_get(run, "notes"), i, item)
    {
        if (json_is_string(item))
            add_word(manifest->notes, json_string_value(item));
    }
    json_array_remove(manifest->runs, (size_t)at);
}

void manifest_begin(struct manifest *manifest, const char *account,
                    const char *const *regions, size_t n_regions, bool resume)
{
    json_t *asked = json_array();

    manifest->account = account;
    manifest->regions = json_array();
    if (resume)
        resume_run(manifest, account);
    for (size_t i = 0; i < n_regions; i++) {
        add_word(asked, regions[i]);
        add_word(manifest->regions, regions[i]);
    }
    yield_regions(manifest, account);
    for (size_t i = 0; i < manifest->missing.n; i++) {
        struct manifest_row *row = manifest->missing.items[i];

        if (strcmp(row->account, account) == 0 &&
            (strcmp(row->region, "global") == 0 || has_word(asked, row->region)))
            row->dropped = true;
    }
    json_decref(asked);
}

bool manifest_is_fresh(const struct manifest *manifest, const char *file, int64_t file_at)
{
    const struct manifest_row *row = map_get(&manifest->by_file, file, strlen(file));

    if (!manifest->resumed || manifest->started_at == WHEN_NONE)
        return false;
    if (row != NULL && !row->dropped && row->at >= manifest->started_at)
        return true;
    return file_at != WHEN_NONE && file_at >= manifest->started_at;
}

void manifest_expect(struct manifest *manifest, const char *file)
{
    struct manifest_row *row = map_get(&manifest->by_file, file, strlen(file));

    if (row != NULL)
        row->expected = true;
}

static void add_text(struct buf *out, const char *key, const char *value)
{
    buf_printf(out, "%s\"%s\":\"", out->len > 1 ? "," : "", key);
    escape_json(out, value, strlen(value));
    buf_putc(out, '"');
}

const char *manifest_row_text(const struct manifest *manifest, struct arena *arena,
                              const struct manifest_entry *entry)
{
    char *parameters = json_dumps(entry->parameters, JSON_COMPACT);
    char iso[WHEN_TEXT_MAX];
    struct buf out = { 0 };
    const char *text;

    buf_putc(&out, '{');
    if (entry->file != NULL)
        add_text(&out, "file", entry->file);
    add_text(&out, "service", entry->service);
    add_text(&out, "operation", entry->operation);
    buf_printf(&out, ",\"parameters\":%s", parameters == NULL ? "{}" : parameters);
    add_text(&out, "account", manifest->account);
    add_text(&out, "region", entry->region);
    if (entry->error != NULL)
        add_text(&out, "error", entry->error);
    if (entry->file != NULL && entry->at != WHEN_NONE)
        add_text(&out, "at", when_iso(entry->at, iso));
    if (entry->file != NULL)
        buf_printf(&out, ",\"http_status\":%d", entry->status);
    buf_putc(&out, '}');
    text = arena_strndup(arena, buf_text(&out), out.len);
    buf_clear(&out);
    free(parameters);
    return text;
}

void manifest_heard(struct manifest *manifest, int64_t at)
{
    if (at == WHEN_NONE)
        return;
    if (manifest->started_at == WHEN_NONE || at < manifest->started_at)
        manifest->started_at = at;
    if (at > manifest->captured_at)
        manifest->captured_at = at;
}

void manifest_note(struct manifest *manifest, const struct manifest_entry *entry)
{
    struct manifest_row *row = arena_zalloc(manifest->arena, sizeof(*row));

    row->file = entry->file;
    row->account = manifest->account;
    row->region = entry->region;
    row->json = manifest_row_text(manifest, manifest->arena, entry);
    row->at = entry->at;
    row->expected = true;
    if (entry->file == NULL) {
        rows_add(&manifest->missing, row);
        return;
    }
    manifest_heard(manifest, entry->at);
    index_call(manifest, row);
}

void manifest_say(struct manifest *manifest, const char *text)
{
    add_word(manifest->notes, text);
}

void manifest_prune(struct manifest *manifest, const char *region,
                    void (*remove)(void *context, const char *file), void *context)
{
    for (size_t i = 0; i < manifest->calls.n; i++) {
        struct manifest_row *row = manifest->calls.items[i];

        if (row->dropped || row->expected || strcmp(row->region, region) != 0 ||
            strcmp(row->account, manifest->account) != 0)
            continue;
        row->dropped = true;
        remove(context, row->file);
    }
}

size_t manifest_n_missing(const struct manifest *manifest)
{
    size_t n = 0;

    for (size_t i = 0; i < manifest->missing.n; i++)
        n += !manifest->missing.items[i]->dropped;
    return n;
}
