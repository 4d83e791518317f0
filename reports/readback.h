/* readback: members of JSON that this program wrote, with the first fault's place. */
#ifndef REPORTS_READBACK_H
#define REPORTS_READBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "reports/findings_walk.h"

struct arena;
struct err;

/*
 * What is being read. The first fault is kept in err and makes `failed` true; all that is
 * read after it is absent, so that readers need no test for each member.
 */
struct readback {
    const struct findings_text *text;
    struct findings_piece piece;
    struct arena *arena;
    struct buf at; /* pointer of the object that is being read */
    bool failed;
    struct err *err;
};

const char *readback_kind(const json_t *value); /* "string"; NULL: "nothing" */

/* Keep a fault, unless there is one: "FILE:LINE: POINTER: want `want`, got `got`". */
void readback_fault(struct readback *reading, const char *key, const char *want,
                    const char *got);

/* Into a member, or an item of one; returns what readback_leave() wants. */
size_t readback_enter(struct readback *reading, const char *key);
size_t readback_enter_at(struct readback *reading, const char *key, size_t index);
void readback_leave(struct readback *reading, size_t from);

/* A string that must be there: "" when it is not. Texts are the arena's. */
const char *readback_string(struct readback *reading, const json_t *object,
                            const char *key);

/* These take null and what is absent: NULL, -1, NULL, an array of 0. */
const char *readback_text(struct readback *reading, const json_t *object,
                          const char *key);
int64_t readback_number(struct readback *reading, const json_t *object, const char *key,
                        int64_t most);
const json_t *readback_object(struct readback *reading, const json_t *object,
                              const char *key);
const json_t *readback_array(struct readback *reading, const json_t *object,
                             const char *key, size_t *n);
const char *const *readback_texts(struct readback *reading, const json_t *object,
                                  const char *key, size_t *n);

/* The index of a word among n; 0 and a fault when it is none; want: "a verdict". */
int readback_word(struct readback *reading, const json_t *object, const char *key,
                  const char *(*word_of)(int), int n, const char *want);

#endif
