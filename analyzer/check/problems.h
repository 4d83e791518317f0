/* problems: what the reader noted of a file, as the checks on evidence tell it. */
#ifndef ANALYZER_CHECK_PROBLEMS_H
#define ANALYZER_CHECK_PROBLEMS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/check/check.h"

/* Kinds of problems, as bits. */
#define PROBLEMS(kind) (1u << (kind))

/* The first problem of these kinds, in the order of the text, or NULL. */
const struct problem *problem_first(const struct source *source, unsigned kinds);

/* Nothing of it was readable: what it holds is not known. */
bool source_is_unreadable(const struct source *source);

/*
 * Say "FILE:LINE: TEXT: VALUE at POINTER" of first and how many more there are, and give
 * the place of each (of the first hundred).
 */
void problem_tell(struct finding *out, struct arena *arena, const struct source *source,
                  const struct problem *first, unsigned kinds);

/* One cause of the code for each different command that the problems name. */
void problem_causes(struct finding *out, struct arena *arena, const struct source *source,
                    unsigned kinds, enum cause_code code, enum confidence confidence,
                    const char *title);

#endif
