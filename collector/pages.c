/* pages: the pages of one list put together, each row once. */
#include "collector/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/when.h"
#include "collector/operations.h"

/* From the members of an answer to the parameters of the next call. */
static const struct {
    enum service service;
    const char *answer;
    const char *parameter;
} tokens[] = {
    { SERVICE_ACM, "NextToken", "NextToken" },
    { SERVICE_ROUTE53, "NextMarker", "Marker" },
    { SERVICE_ROUTE53, "NextRecordName", "StartRecordName" },
    { SERVICE_ROUTE53, "NextRecordType", "StartRecordType" },
    { SERVICE_ROUTE53, "NextRecordIdentifier", "StartRecordIdentifier" },
};

enum { N_TOKENS = sizeof(tokens) / sizeof(tokens[0]) };

void pages_init(struct pages *pages, const struct operation *operation,
                struct arena *arena)
{
    memset(pages, 0, sizeof(*pages));
    pages->operation = operation;
    pages->arena = arena;
    pages->rows = json_array();
    pages->at = WHEN_NONE;
}

void pages_clear(struct pages *pages)
{
    json_decref(pages->rows);
    json_decref(pages->paging);
    json_decref(pages->rest);
    map_clear(&pages->seen_rows);
    map_clear(&pages->seen_tokens);
    memset(pages, 0, sizeof(*pages));
}

void pages_restart(struct pages *pages)
{
    const struct operation *operation = pages->operation;
    struct arena *arena = pages->arena;

    pages_clear(pages);
    pages_init(pages, operation, arena);
}

static bool is_new(struct pages *pages, struct map *seen, const char *key, size_t len)
{
    void **place;

    if (map_get(seen, key, len) != NULL)
        return false;
    place = map_at(seen, arena_strndup(pages->arena, key, len), len);
    *place = pages;
    return true;
}

/* The members that tell rows apart, each ended by a newline; false when all lack. */
static bool row_key(const struct operation *operation, const json_t *row, struct buf *key)
{
    bool found = false;

    buf_reset(key);
    for (size_t i = 0; i < sizeof(operation->keys) / sizeof(operation->keys[0]) &&
                       operation->keys[i] != NULL;
         i++) {
        const char *text = json_string_value(json_object_get(row, operation->keys[i]));

        found |= text != NULL;
        buf_printf(key, "%s\n", text == NULL ? "" : text);
    }
    return found;
}

static void add_rows(struct pages *pages, const json_t *rows)
{
    struct buf key = { 0 };
    json_t *row;
    size_t i;

    pages->n_new = 0;
    json_array_foreach(rows, i, row)
    {
        if (row_key(pages->operation, row, &key) &&
            !is_new(pages, &pages->seen_rows, key.data, key.len))
            continue;
        json_array_append(pages->rows, row);
        pages->n_new++;
    }
    buf_clear(&key);
}

static bool is_text(const json_t *value)
{
    const char *text = json_string_value(value);

    return text != NULL && *text != '\0';
}

/* What the answer says of a next page. */
static void take_tokens(struct pages *pages, json_t *answer)
{
    const enum service service = pages->operation->service;
    const bool truncated = json_is_true(json_object_get(answer, "IsTruncated"));

    json_decref(pages->paging);
    json_decref(pages->rest);
    pages->paging = NULL;
    pages->rest = NULL;
    if (service == SERVICE_ROUTE53 && !truncated)
        return;
    for (size_t i = 0; i < N_TOKENS; i++) {
        json_t *value = json_object_get(answer, tokens[i].answer);

        if (tokens[i].service != service || !is_text(value))
            continue;
        if (pages->paging == NULL) {
            pages->paging = json_object();
            pages->rest = json_object();
        }
        json_object_set(pages->paging, tokens[i].parameter, value);
        json_object_set(pages->rest, tokens[i].answer, value);
    }
    if (truncated) {
        if (pages->rest == NULL)
            pages->rest = json_object();
        json_object_set_new(pages->rest, "IsTruncated", json_true());
    }
}

enum pages_state pages_add(struct pages *pages, json_t *answer, int64_t at)
{
    char *token;
    bool fresh;

    if (pages->n_pages++ == 0)
        pages->at = at;
    add_rows(pages, json_object_get(answer, pages->operation->result));
    take_tokens(pages, answer);
    if (pages->paging == NULL)
        return pages->rest == NULL ? PAGES_END : PAGES_LOST;
    token = json_dumps(pages->paging, JSON_COMPACT | JSON_SORT_KEYS);
    fresh = token != NULL && is_new(pages, &pages->seen_tokens, token, strlen(token));
    free(token);
    return fresh ? PAGES_MORE : PAGES_LOOP;
}

json_t *pages_document(const struct pages *pages, bool whole)
{
    json_t *document = json_object();

    json_object_set(document, pages->operation->result, pages->rows);
    if (!whole && pages->rest != NULL)
        json_object_update(document, pages->rest);
    return document;
}

bool pages_is_whole(const json_t *document)
{
    return json_object_get(document, "NextToken") == NULL &&
           json_object_get(document, "NextMarker") == NULL &&
           json_object_get(document, "NextRecordName") == NULL &&
           !json_is_true(json_object_get(document, "IsTruncated"));
}
