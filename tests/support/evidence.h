/* evidence: evidence in hand or in a new folder, read into an estate. */
#ifndef TESTS_SUPPORT_EVIDENCE_H
#define TESTS_SUPPORT_EVIDENCE_H

#include "analyzer/model/estate.h"
#include "analyzer/read/read.h"
#include "base/arena.h"

/* An estate with the arena that owns it. */
struct evidence {
    struct arena arena;
    struct estate estate;
};

/* Read bytes, or a string, as a file named file; both must outlive the reading. */
void evidence_bytes(struct evidence *evidence, const char *file, const char *bytes,
                    size_t len);
void evidence_text(struct evidence *evidence, const char *text); /* "a.json" */

/* Read one PATH with two threads; a failure fails the test. */
void evidence_path(struct evidence *evidence, const char *path);

void evidence_clear(struct evidence *evidence);

/* The problem of that kind, the first or the n-th of the only source; NULL without. */
const struct problem *evidence_problem(const struct evidence *evidence,
                                       enum problem_kind kind, size_t n);
size_t evidence_n_problems(const struct evidence *evidence);

/* A new folder, and into it; and out again, with all that is in it removed. */
int evidence_enter(void **state);
int evidence_leave(void **state);

void evidence_write(const char *path, const void *bytes, size_t len);

#endif
