/* resources: the findings of a report grouped by what they are about. */
#ifndef REPORTS_RESOURCES_H
#define REPORTS_RESOURCES_H

#include <stddef.h>

#include "reports/report.h"

struct arena;

/* A certificate, file or account part with its findings, in the report's order. */
struct resource {
    const struct finding *first;
    const struct finding **findings;
    size_t n;
};

struct resources {
    struct resource *items; /* by their first finding: the worst come first */
    size_t n;
};

void resources_group(const struct report *report, struct arena *arena,
                     struct resources *out);

#endif
