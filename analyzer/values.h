/* values: the values of options, from text. */
#ifndef ANALYZER_VALUES_H
#define ANALYZER_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "analyzer/options.h"

enum { THREADS_MAX = 256 };

/* Add one word of len bytes. */
void words_add(struct words *words, struct arena *arena, const char *text, size_t len);

/* Split `A,B,C` and add each; an empty piece fails with ERR_USAGE. */
int words_split(struct words *words, struct arena *arena, const char *option,
                const char *text, struct err *err);

/* Sort bytewise and drop doubles. */
void words_sort(struct words *words);

/* Each fails with ERR_USAGE, naming the option, what was wanted and what was given. */
int value_tri(const char *option, const char *word, enum tri *out, struct err *err);
int value_threads(const char *word, unsigned *out, struct err *err);
int value_now(const char *word, int64_t *out, struct err *err);

#endif
