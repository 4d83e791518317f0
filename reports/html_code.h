/* html_code: dictionary coding for the data island: texts, lists, a row's own values. */
#ifndef REPORTS_HTML_CODE_H
#define REPORTS_HTML_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/map.h"

struct arena;

/* Texts in order of their numbers; number 0 is not in the list. */
struct code_list {
    const char **items;
    size_t *lens;
    size_t n;
    size_t room;
    struct map numbers;
};

/* A value of the row that texts refer to. */
struct code_value {
    const char *text; /* borrowed */
    size_t len;
    char kind;      /* 'u', 'a', 'r', 'n', 'x', 'h', 'z': see island.h */
    uint16_t index; /* among those of its kind */
    uint16_t next;  /* the next with the same first byte, + 1; 0 ends */
};

enum { CODE_VALUES_MAX = 800, CODE_TOKEN_MIN = 16 };

struct coder {
    struct arena *arena;
    struct code_list strings;
    struct code_list tuples;
    struct code_value values[CODE_VALUES_MAX];
    size_t n_values;
    uint16_t heads[256]; /* by first byte: index + 1 */
    uint16_t n_of[128];  /* how many of each kind */
    struct buf text;     /* the text that is being coded */
};

void coder_init(struct coder *coder, struct arena *arena);
void coder_clear(struct coder *coder);

/* Forget the row's values. */
void coder_row(struct coder *coder);

/*
 * Let texts of this row refer to a value. Only letters, digits and "_.*-" can be
 * referred to; other texts, twins and what is too much stay in the texts: false.
 */
bool coder_value(struct coder *coder, char kind, const char *text, size_t len);

/* The number of a text; the row's values and long tokens are taken out of it. */
uint32_t coder_text(struct coder *coder, const char *text); /* NULL: 0 */

/* The number of a text as it is, for what is the same in many rows. */
uint32_t coder_plain(struct coder *coder, const char *text);

/* A tuple on the stack of its maker. */
struct tuple {
    struct buf buf;
};
void tuple_add(struct tuple *tuple, uint32_t number);
/* The number of the list; frees tuple. An empty list is 0. */
uint32_t tuple_end(struct tuple *tuple, struct coder *coder);

/* Append a value in its packed form (island.h). */
void code_pack(struct buf *out, const char *text, size_t len);
/* Append n bytes given as 2n hex digits in base64, without padding. */
void code_base64(struct buf *out, const char *hex, size_t n);
void code_base36(struct buf *out, int64_t number);

#endif
