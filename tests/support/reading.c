/* reading: a text read as one evidence file, for tests. */
#include "tests/support/reading.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/read/read.h"

void reading_raw(struct reading *reading, const char *text, size_t len)
{
    const struct read_options options = { .n_threads = 1, .limits = read_limits_default };
    int rc;

    memset(reading, 0, sizeof(*reading));
    arena_init(&reading->arena);
    reading->estate.arena = &reading->arena;
    reading->text = malloc(len + 1);
    assert(reading->text != NULL);
    memcpy(reading->text, text, len);
    reading->text[len] = '\0';
    rc = read_bytes("file", reading->text, len, &options, &reading->estate);
    assert(rc == 0 && reading->estate.n_sources == 1);
    (void)rc;
}

void reading_of(struct reading *reading, const char *text)
{
    const size_t len = strlen(text);
    char *copy = malloc(len + 1);

    assert(copy != NULL);
    for (size_t i = 0; i <= len; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i];
    reading_raw(reading, copy, len);
    free(copy);
}

void reading_clear(struct reading *reading)
{
    arena_clear(&reading->arena);
    free(reading->text);
}

const struct source *reading_source(const struct reading *reading)
{
    return reading->estate.sources[0];
}

const struct problem *reading_problem(const struct reading *reading,
                                      enum problem_kind kind)
{
    const struct problem *problem = reading_source(reading)->problems;

    while (problem != NULL && problem->kind != kind)
        problem = problem->next;
    return problem;
}

size_t reading_count(const struct reading *reading, enum problem_kind kind)
{
    const struct problem *problem = reading_source(reading)->problems;
    size_t n = 0;

    for (; problem != NULL; problem = problem->next)
        n += problem->kind == kind;
    return n;
}
