/* json: bulk JSON for reading, a small C face on simdjson's DOM. */
#ifndef ANALYZER_READ_JSON_H
#define ANALYZER_READ_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A parser keeps its buffers from document to document; one a thread. */
struct json_parser;

struct json_parser *json_parser_new(void);
void json_parser_free(struct json_parser *parser);

/* A value of the document parsed last; dead at the next parse. */
struct json_value {
    const void *document;
    size_t at;
};

enum json_type {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

enum { JSON_PADDING = 64, JSON_MAX_DEPTH = 512 };

/*
 * Parse one document. text must be followed by JSON_PADDING readable bytes (of
 * any content). Returns 0, or -1 when simdjson refuses it for any reason
 * (base/jsonpos says why, and where).
 */
int json_parse(struct json_parser *parser, const char *text, size_t len,
               struct json_value *root);

enum json_type json_type(struct json_value value);

/*
 * A string is UTF-8, unescaped, len bytes, may hold NULs, and lives as long as
 * the document. The functions return false when the type is another.
 */
bool json_get_string(struct json_value value, const char **text, size_t *len);
bool json_get_number(struct json_value value, double *out);
bool json_get_integer(struct json_value value,
                      int64_t *out); /* false for a fraction, too */
bool json_get_bool(struct json_value value, bool *out);

/* Members in the order of the text, doubles included; elements likewise. */
struct json_iter {
    const void *document;
    size_t at;
    size_t end;
};

struct json_iter json_members(struct json_value object); /* none when not an object */
bool json_next_member(struct json_iter *iter, const char **key, size_t *key_len,
                      struct json_value *value);
struct json_iter json_elements(struct json_value array); /* none when not an array */
bool json_next_element(struct json_iter *iter, struct json_value *value);

/* The first member of that exact name. */
bool json_get(struct json_value object, const char *key, struct json_value *out);

/* How many members or elements; saturates at 0xFFFFFF. */
size_t json_size(struct json_value value);

/* The value's JSON text, minified, appended; for `normalize` and JSON in strings. */
struct buf;
void json_write(struct json_value value, struct buf *out);

#ifdef __cplusplus
}
#endif

#endif
