/* readback: members of JSON that this program wrote, with the first fault's place. */
#include "reports/readback.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/jsonpos.h"

/* ---- faults ---- */

const char *readback_kind(const json_t *value)
{
    static const char *const words[] = {
        [JSON_OBJECT] = "object",   [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "integer", [JSON_REAL] = "number", [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",     [JSON_NULL] = "null",
    };

    return value == NULL ? "nothing" : words[json_typeof(value)];
}

void readback_fault(struct readback *reading, const char *key, const char *want,
                    const char *got)
{
    const char *text = reading->text->text + reading->piece.start;
    const size_t from = reading->at.len;
    struct jsonpos pos = { 0 };

    if (reading->failed)
        return;
    reading->failed = true;
    buf_printf(&reading->at, "/%s", key);
    jsonpos_find(text, reading->piece.len, buf_text(&reading->at), &pos, NULL);
    err_set(reading->err, ERR_FORMAT, "%s:%u: %s: want %s, got %s", reading->text->file,
            findings_line(reading->text, reading->piece.start + pos.offset),
            buf_text(&reading->at), want, got);
    reading->at.len = from;
}

size_t readback_enter(struct readback *reading, const char *key)
{
    const size_t from = reading->at.len;

    buf_printf(&reading->at, "/%s", key);
    return from;
}

size_t readback_enter_at(struct readback *reading, const char *key, size_t index)
{
    const size_t from = reading->at.len;

    buf_printf(&reading->at, "/%s/%zu", key, index);
    return from;
}

void readback_leave(struct readback *reading, size_t from)
{
    reading->at.len = from;
    reading->at.data[from] = '\0';
}

/* ---- members ---- */

const char *readback_string(struct readback *reading, const json_t *object,
                            const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (json_is_string(value))
        return arena_strdup(reading->arena, json_string_value(value));
    readback_fault(reading, key, "string", readback_kind(value));
    return "";
}

const char *readback_text(struct readback *reading, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return value == NULL || json_is_null(value) ? NULL
                                                : readback_string(reading, object, key);
}

int64_t readback_number(struct readback *reading, const json_t *object, const char *key,
                        int64_t most)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value))
        return -1;
    if (json_is_integer(value) && json_integer_value(value) >= 0 &&
        json_integer_value(value) <= most)
        return json_integer_value(value);
    readback_fault(reading, key, "a whole number", readback_kind(value));
    return -1;
}

const json_t *readback_object(struct readback *reading, const json_t *object,
                              const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value) || json_is_object(value))
        return json_is_object(value) ? value : NULL;
    readback_fault(reading, key, "object", readback_kind(value));
    return NULL;
}

const json_t *readback_array(struct readback *reading, const json_t *object,
                             const char *key, size_t *n)
{
    const json_t *value = json_object_get(object, key);

    *n = json_array_size(value);
    if (value != NULL && !json_is_array(value))
        readback_fault(reading, key, "array", readback_kind(value));
    return value;
}

const char *const *readback_texts(struct readback *reading, const json_t *object,
                                  const char *key, size_t *n)
{
    const json_t *array = readback_array(reading, object, key, n);
    const char **out = arena_array(reading->arena, *n + 1, sizeof(*out));

    for (size_t i = 0; i < *n; i++) {
        const json_t *item = json_array_get(array, i);
        char index[24];
        size_t from;

        if (json_is_string(item)) {
            out[i] = arena_strdup(reading->arena, json_string_value(item));
            continue;
        }
        snprintf(index, sizeof(index), "%zu", i);
        from = readback_enter(reading, key);
        readback_fault(reading, index, "string", readback_kind(item));
        readback_leave(reading, from);
        out[i] = "";
    }
    return out;
}

int readback_word(struct readback *reading, const json_t *object, const char *key,
                  const char *(*word_of)(int), int n, const char *want)
{
    const char *found = readback_string(reading, object, key);
    char *got;

    for (int i = 0; i < n; i++)
        if (strcmp(word_of(i), found) == 0)
            return i;
    got = arena_printf(reading->arena, "'%.80s'", found);
    readback_fault(reading, key, want, got);
    return 0;
}
