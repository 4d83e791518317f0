/* assemble: from facts and findings to the report that the writers take. */
#ifndef ANALYZER_ASSEMBLE_H
#define ANALYZER_ASSEMBLE_H

#include <stdbool.h>

#include "analyzer/check/engine.h"
#include "reports/report.h"

struct options;

struct assemble_input {
    const struct facts *facts;
    const struct engine_result *result;
    const struct options *options;
    bool all_certs; /* some output shows certificates that no finding names */
};

/*
 * Fill report; what it points to is the arena's or the estate's. Finds the lines
 * of all evidence (the files are read once more), counts, and lists the gaps. The
 * gate is left to gate_decide().
 */
void assemble(const struct assemble_input *input, struct arena *arena,
              struct report *report);

#endif
