/* manifest: what acm-collect says of an evidence folder (acm-evidence.manifest.v1). */
#include "analyzer/model/manifest.h"

#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"

static const char *type_word(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "object";
    case JSON_ARRAY:
        return "array";
    case JSON_STRING:
        return "string";
    case JSON_INTEGER:
        return "integer";
    case JSON_REAL:
        return "number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "boolean";
    case JSON_NULL:
        break;
    }
    return "null";
}

static int wrong(struct err *err, const char *place, const char *key, const char *want,
                 const json_t *got)
{
    return err_set(err, ERR_FORMAT, "%s%s: want %s, got %s", place, key, want,
                   type_word(got));
}

/* A member that is absent or null leaves *out alone. */
static int get_text(const json_t *object, const char *place, const char *key,
                    struct arena *arena, const char **out, struct err *err)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value))
        return 0;
    if (!json_is_string(value))
        return wrong(err, place, key, "string", value);
    *out = arena_strdup(arena, json_string_value(value));
    return 0;
}

static int get_time(const json_t *object, const char *place, const char *key,
                    int64_t *out, struct err *err)
{
    const json_t *value = json_object_get(object, key);
    const char *text;

    *out = WHEN_NONE;
    if (value == NULL || json_is_null(value))
        return 0;
    text = json_string_value(value);
    if (text == NULL)
        return wrong(err, place, key, "time as a string", value);
    if (when_parse(text, strlen(text), out) != WHEN_OK)
        return err_set(err, ERR_FORMAT,
                       "%s%s: want a time such as 2026-11-23T09:00:00Z, got '%s'", place,
                       key, text);
    return 0;
}

static int get_texts(const json_t *object, const char *place, const char *key,
                     struct arena *arena, const char *const **out, size_t *n_out,
                     struct err *err)
{
    const json_t *value = json_object_get(object, key);
    const json_t *item;
    const char **items;
    size_t i;

    if (value == NULL || json_is_null(value))
        return 0;
    if (!json_is_array(value))
        return wrong(err, place, key, "array of strings", value);
    items = arena_array(arena, json_array_size(value) + 1, sizeof(*items));
    json_array_foreach(value, i, item)
    {
        if (!json_is_string(item))
            return wrong(err, place, key, "array of strings", item);
        items[i] = arena_strdup(arena, json_string_value(item));
    }
    *out = items;
    *n_out = json_array_size(value);
    return 0;
}

/* runs, calls, missing: arrays of objects. n 0 when absent. */
static int get_array(const json_t *root, const char *key, const json_t **out, size_t *n,
                     struct err *err)
{
    const json_t *value = json_object_get(root, key);
    const json_t *item;
    size_t i;

    *out = value;
    *n = 0;
    if (value == NULL || json_is_null(value))
        return 0;
    if (!json_is_array(value))
        return wrong(err, "", key, "array of objects", value);
    json_array_foreach(value, i, item) if (!json_is_object(item)) return wrong(
        err, "", key, "array of objects", item);
    *n = json_array_size(value);
    return 0;
}

static int read_run(const json_t *object, const char *place, struct arena *arena,
                    struct manifest_run *run, struct err *err)
{
    if (get_time(object, place, "captured_at", &run->captured_at, err) != 0 ||
        get_texts(object, place, "accounts", arena, &run->accounts, &run->n_accounts,
                  err) != 0)
        return -1;
    return get_texts(object, place, "regions", arena, &run->regions, &run->n_regions,
                     err);
}

static bool states_key_types(const json_t *parameters)
{
    const json_t *includes = json_object_get(parameters, "Includes");
    const json_t *types = json_object_get(includes, "keyTypes");

    return json_is_array(types) && json_array_size(types) > 0;
}

/* ACME's certificates are listed only when they are asked for. */
static bool states_key_origins(const json_t *parameters)
{
    const json_t *origins = json_object_get(parameters, "CertificateKeyPairOrigins");

    for (size_t i = 0; i < json_array_size(origins); i++) {
        const char *word = json_string_value(json_array_get(origins, i));

        if (word != NULL && strcmp(word, "ACME") == 0)
            return true;
    }
    return false;
}

/* Bare: "/hostedzone/Z1" is Z1. Another type is no reason to refuse the manifest. */
static const char *zone_of(const struct manifest_call *call, const json_t *parameters,
                           struct arena *arena)
{
    const char *id = json_string_value(json_object_get(parameters, "HostedZoneId"));
    const char *slash;

    if (id == NULL && call->service != NULL && strcmp(call->service, "route53") == 0)
        id = json_string_value(json_object_get(parameters, "Id"));
    if (id == NULL || *id == '\0')
        return NULL;
    slash = strrchr(id, '/');
    return arena_strdup(arena, slash == NULL ? id : slash + 1);
}

static int read_call(const json_t *object, const char *place, struct arena *arena,
                     struct manifest_call *call, struct err *err)
{
    const json_t *status = json_object_get(object, "http_status");

    if (get_text(object, place, "file", arena, &call->file, err) != 0 ||
        get_text(object, place, "service", arena, &call->service, err) != 0 ||
        get_text(object, place, "operation", arena, &call->operation, err) != 0 ||
        get_text(object, place, "account", arena, &call->account, err) != 0 ||
        get_text(object, place, "region", arena, &call->region, err) != 0 ||
        get_time(object, place, "at", &call->at, err) != 0)
        return -1;
    if (status != NULL && !json_is_null(status) && !json_is_integer(status))
        return wrong(err, place, "http_status", "integer", status);
    call->http_status = (int)json_integer_value(status);
    call->zone_id = zone_of(call, json_object_get(object, "parameters"), arena);
    call->key_types = states_key_types(json_object_get(object, "parameters"));
    call->key_origins = states_key_origins(json_object_get(object, "parameters"));
    return 0;
}

static int read_missing(const json_t *object, const char *place, struct arena *arena,
                        struct manifest_missing *missing, struct err *err)
{
    const json_t *parameters = json_object_get(object, "parameters");

    if (get_text(object, place, "service", arena, &missing->service, err) != 0 ||
        get_text(object, place, "operation", arena, &missing->operation, err) != 0 ||
        get_text(object, place, "account", arena, &missing->account, err) != 0 ||
        get_text(object, place, "region", arena, &missing->region, err) != 0 ||
        get_text(object, place, "error", arena, &missing->error, err) != 0)
        return -1;
    if (parameters != NULL && !json_is_null(parameters)) {
        char *text =
            json_dumps(parameters, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);

        if (text != NULL)
            missing->parameters = arena_strdup(arena, text);
        free(text);
    }
    return 0;
}

static int read_root(const json_t *root, struct arena *arena, struct manifest *out,
                     struct err *err)
{
    const json_t *runs;
    const json_t *calls;
    const json_t *missing;
    char place[64];

    if (!json_is_object(root))
        return wrong(err, "", "manifest", "object", root);
    if (get_array(root, "runs", &runs, &out->n_runs, err) != 0 ||
        get_array(root, "calls", &calls, &out->n_calls, err) != 0 ||
        get_array(root, "missing", &missing, &out->n_missing, err) != 0)
        return -1;
    out->complete = json_is_true(json_object_get(root, "complete"));
    out->runs = arena_zalloc(arena, (out->n_runs + 1) * sizeof(*out->runs));
    out->calls = arena_zalloc(arena, (out->n_calls + 1) * sizeof(*out->calls));
    out->missing = arena_zalloc(arena, (out->n_missing + 1) * sizeof(*out->missing));
    for (size_t i = 0; i < out->n_runs; i++) {
        snprintf(place, sizeof(place), "runs[%zu].", i);
        if (read_run(json_array_get(runs, i), place, arena, &out->runs[i], err) != 0)
            return -1;
    }
    for (size_t i = 0; i < out->n_calls; i++) {
        snprintf(place, sizeof(place), "calls[%zu].", i);
        if (read_call(json_array_get(calls, i), place, arena, &out->calls[i], err) != 0)
            return -1;
    }
    for (size_t i = 0; i < out->n_missing; i++) {
        snprintf(place, sizeof(place), "missing[%zu].", i);
        if (read_missing(json_array_get(missing, i), place, arena, &out->missing[i],
                         err) != 0)
            return -1;
    }
    return 0;
}

int manifest_parse(const char *text, size_t len, struct arena *arena,
                   struct manifest *out, struct err *err)
{
    json_error_t error;
    json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
    int rc;

    memset(out, 0, sizeof(*out));
    if (root == NULL)
        return err_set(err, ERR_FORMAT, "line %d, column %d: %s", error.line,
                       error.column, error.text);
    rc = read_root(root, arena, out, err);
    json_decref(root);
    return rc;
}
