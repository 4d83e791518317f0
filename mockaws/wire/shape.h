/* shape: what a JSON input must look like, as tables, and the check of an input. */
#ifndef MOCKAWS_WIRE_SHAPE_H
#define MOCKAWS_WIRE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

struct arena;
struct call;
struct pattern;

enum shape_kind {
    SHAPE_STRUCTURE,
    SHAPE_UNION, /* a structure of which exactly one member is there */
    SHAPE_LIST,
    SHAPE_TEXT,
    SHAPE_BLOB, /* base64 */
    SHAPE_INTEGER,
    SHAPE_BOOLEAN,
    SHAPE_TIME, /* a number: seconds since 1970-01-01 UTC */
};

struct shape_member {
    const char *name; /* NULL ends the members */
    const struct shape *shape;
    bool required;
};

struct shape {
    enum shape_kind kind;
    bool secret;    /* its value is not repeated in messages */
    bool has_range; /* min and max count */
    int64_t min;    /* characters of a text, octets of a blob, items; or the value */
    int64_t max;
    const struct pattern *pattern; /* SHAPE_TEXT; NULL: any */
    const char *const *words;      /* SHAPE_TEXT; NULL-terminated; NULL: any */
    const struct shape *item;      /* SHAPE_LIST */
    const struct shape_member *members;
};

/*
 * Hold call->input against a shape; NULL allows everything. Members that are null are
 * absent; members beside the model are ignored. Returns 0, or -1 after call_fail():
 * SerializationException for a wrong JSON type, ValidationException for all else, with
 * every fault in AWS's words: "1 validation error detected: Value '...' at
 * 'certificateArn' failed to satisfy constraint: ...". That is the code that clients of
 * AWS see for every operation, also for those whose pages do not list it.
 */
int shape_check(struct call *call, const struct shape *shape);

/*
 * Members of value that the shape does not have, each by its path ("tags.1.colour").
 * nearest is a member's name within a few letters, or NULL.
 */
typedef void shape_stranger(void *context, const char *path, const char *nearest);
void shape_strangers(const struct shape *shape, const json_t *value, struct arena *arena,
                     shape_stranger *tell, void *context);

#endif
