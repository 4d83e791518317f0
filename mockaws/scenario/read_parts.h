/* read_parts: what the files of the scenario reader share among themselves. */
#ifndef MOCKAWS_SCENARIO_READ_PARTS_H
#define MOCKAWS_SCENARIO_READ_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/mistakes.h"
#include "mockaws/scenario/scenario.h"

struct arena;

/* Where a line number is to be put once the whole was read. */
struct line_wish {
    const char *pointer;
    uint32_t *line;
};

struct reader {
    struct arena *arena;
    struct mistakes *mistakes;
    const struct scenario *scenario; /* what was read before: start and accounts count */
    struct buf path;                 /* JSON pointer of the value being read */
    struct line_wish *wishes;
    size_t n_wishes;
    size_t wishes_room;
};

/* Go down to a member or an element; leave with what was returned. */
size_t reader_enter(struct reader *reader, const char *key);
size_t reader_enter_index(struct reader *reader, size_t index);
void reader_leave(struct reader *reader, size_t before);

/* A mistake at the value being read. */
void reader_fault(struct reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "want a, got b" when json is not of the type. */
bool reader_is(struct reader *reader, const json_t *json, json_type type,
               const char *want);

/* A text without U+0000 of the member's form, or NULL after a mistake. */
const char *reader_text(struct reader *reader, const json_t *json,
                        const struct member *member);

/* One value into the member of item that the row names; after a mistake it stays. */
typedef void read_value(struct reader *reader, json_t *json, const struct member *member,
                        void *item);

/* By enum member_kind: the values without further values in them, read_value.c. */
extern read_value *const read_plain[MEMBER_KINDS];

/* The members of an object that a table names, by kind; read_object.c. */
void read_members(struct reader *reader, json_t *json, const struct member *members,
                  void *item);

/* Members that none of the tables has (each may be NULL). */
void refuse_unknown(struct reader *reader, json_t *json,
                    const struct member *const *tables, size_t n);

/* An object of a shape into item, which is zeroed. */
void read_object(struct reader *reader, json_t *json, const struct shape *shape,
                 void *item);

/* One step of the timeline, or of the admin API. */
void read_step(struct reader *reader, json_t *json, struct scenario_step *step);

/* Have the line of the value being read put there in the end. */
void reader_wish_line(struct reader *reader, uint32_t *line);

#endif
