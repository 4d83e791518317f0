/* engine: every check asked for every resource of its scope. */
#ifndef ANALYZER_CHECK_ENGINE_H
#define ANALYZER_CHECK_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/check/check.h"

struct engine_options {
    const bool *enabled;         /* by index in checks_all: --check and --skip */
    const char *const *accounts; /* --account; n 0 = all */
    size_t n_accounts;
    const char *const *regions; /* --region */
    size_t n_regions;
    bool include_pass;
    unsigned n_threads; /* at least 1 */
};

struct engine_result {
    struct finding **findings; /* in the order of outputs; FAIL, UNKNOWN, perhaps PASS */
    size_t n_findings;
};

/*
 * Run. Applies severity modifiers, fingerprints, settles causes, sorts. The
 * finding's certificate member points to the struct cert. Findings are the
 * arena's. The result does not depend on n_threads.
 *
 * Dumps of one certificate that differ at unknown or equal times: a PASS or NA becomes
 * UNKNOWN when the other dump would FAIL. A list that was saved after the description
 * and gives another Status is judged in its place. What else evidence lacks (a describe,
 * names, an exact now), each check says itself.
 *
 * --account and --region keep what they name, and everything whose account or
 * region is not known: it may be theirs.
 */
void engine_run(const struct facts *facts, const struct engine_options *options,
                struct arena *arena, struct engine_result *out);

#endif
