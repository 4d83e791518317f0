/* reading: a text read as one evidence file, for tests. */
#ifndef TESTS_SUPPORT_READING_H
#define TESTS_SUPPORT_READING_H

#include "analyzer/model/estate.h"

struct reading {
    struct arena arena;
    struct estate estate;
    char *text; /* what was read; lives as long */
};

/* Read text; each ' becomes a quotation mark, so that JSON is legible in C. */
void reading_of(struct reading *reading, const char *text);

/* The same of a text as it stands. */
void reading_raw(struct reading *reading, const char *text, size_t len);

void reading_clear(struct reading *reading);

/* The one file that was read. */
const struct source *reading_source(const struct reading *reading);

/* Its first problem of that kind, or NULL. */
const struct problem *reading_problem(const struct reading *reading,
                                      enum problem_kind kind);

/* How many problems of that kind it has. */
size_t reading_count(const struct reading *reading, enum problem_kind kind);

#endif
