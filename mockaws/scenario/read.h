/* read: scenario files, and single steps and faults, into plain data; mistakes by line.
 */
#ifndef MOCKAWS_SCENARIO_READ_H
#define MOCKAWS_SCENARIO_READ_H

#include <stddef.h>
#include <stdint.h>

#include "mockaws/scenario/mistakes.h"
#include "mockaws/scenario/scenario.h"

struct arena;

/* A larger file is refused. */
enum { SCENARIO_SIZE_MAX = 16 << 20 };

/*
 * Read and check (check.h) a whole scenario. Everything is the arena's. Returns 0; or -1
 * with *out NULL and at least one fault: the file cannot be read, is empty, too large, no
 * JSON, not UTF-8, or says what is not right; all mistakes that can be found are in
 * faults, in order of lines, each "FILE:LINE: PLACE: WHAT".
 */
int scenario_read(const char *path, struct arena *arena, struct scenario **out,
                  struct scenario_faults *faults);

/* The same of a text in memory. path is for the messages; NULL: they have no file. */
int scenario_read_text(const char *path, const char *text, size_t len,
                       struct arena *arena, struct scenario **out,
                       struct scenario_faults *faults);

/*
 * One step of a timeline without a trigger, as the admin API takes it. Times are counted
 * from now_ms. certificate NULL: as in the file; else it may be left out of the step (a
 * different one is a mistake). What only a scenario's other parts could tell, such as
 * whether a certificate exists, is not checked.
 */
int scenario_read_step(const char *text, size_t len, int64_t now_ms,
                       const char *certificate, struct arena *arena,
                       struct scenario_step **out, struct scenario_faults *faults);

/* Fault rules: one object, an array of them, or {"faults": [...]}. Likewise. */
int scenario_read_faults(const char *text, size_t len, struct arena *arena,
                         struct scenario_fault_rule **out, size_t *n,
                         struct scenario_faults *faults);

#endif
