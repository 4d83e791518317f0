/* evidence: evidence in hand or in a new folder, read into an estate. */
#include "tests/support/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "tests/support/test.h"

static void start(struct evidence *evidence)
{
    memset(evidence, 0, sizeof(*evidence));
    arena_init(&evidence->arena);
    evidence->estate.arena = &evidence->arena;
}

void evidence_bytes(struct evidence *evidence, const char *file, const char *bytes,
                    size_t len)
{
    const struct read_options options = { .n_threads = 1, .limits = read_limits_default };

    start(evidence);
    assert_int_equal(read_bytes(file, bytes, len, &options, &evidence->estate), 0);
}

void evidence_text(struct evidence *evidence, const char *text)
{
    evidence_bytes(evidence, "a.json", text, strlen(text));
}

void evidence_path(struct evidence *evidence, const char *path)
{
    const struct read_options options = { .n_threads = 2, .limits = read_limits_default };
    struct err err = { 0 };

    start(evidence);
    if (read_paths(&path, 1, &options, &evidence->estate, &err) != 0)
        fail_msg("%s", err.text);
}

void evidence_clear(struct evidence *evidence)
{
    arena_clear(&evidence->arena);
}

const struct problem *evidence_problem(const struct evidence *evidence,
                                       enum problem_kind kind, size_t n)
{
    assert_int_equal(evidence->estate.n_sources, 1);
    for (const struct problem *problem = evidence->estate.sources[0]->problems;
         problem != NULL; problem = problem->next)
        if (problem->kind == kind && n-- == 0)
            return problem;
    return NULL;
}

size_t evidence_n_problems(const struct evidence *evidence)
{
    size_t n = 0;

    for (size_t i = 0; i < evidence->estate.n_sources; i++)
        for (const struct problem *problem = evidence->estate.sources[i]->problems;
             problem != NULL; problem = problem->next)
            n++;
    return n;
}

/* Of the one test that runs now. */
static char before[4096];
static char folder[64];

int evidence_enter(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/acm-test-read-XXXXXX");
    return getcwd(before, sizeof(before)) != NULL && mkdtemp(folder) != NULL &&
                   chdir(folder) == 0
               ? 0
               : -1;
}

int evidence_leave(void **state)
{
    char command[256];

    (void)state;
    snprintf(command, sizeof(command), "chmod -R u+rwx %s; rm -rf %s", folder, folder);
    return chdir(before) == 0 ? system(command) : -1;
}

void evidence_write(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}
