/* cause_groups: findings gathered by cause: what one fix would mend in many places. */
#ifndef REPORTS_CAUSE_GROUPS_H
#define REPORTS_CAUSE_GROUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/finding/finding.h"

struct arena;
struct html_row;
struct html_rows;

/*
 * Causes are the same when their code is, and the expected record's name and value; where
 * none is expected, the zone; where none is named either, the code alone.
 */
struct cause_group {
    const struct cause *cause;   /* as in the first row */
    const struct finding *worst; /* among its findings, the first of equals */
    const struct html_row **rows;
    size_t n; /* rows, each once, in their order */
    bool all_certs;
};

struct cause_groups {
    struct cause_group *items; /* the most shared first, then the worst, then as found */
    size_t n;
    size_t n_shared; /* with two rows or more: these come first */
};

/* Of failed and unanswered findings; waived and passed ones are left out. */
void cause_groups_make(const struct html_rows *rows, struct arena *arena,
                       struct cause_groups *out);

/* True when the group names the record or the zone that one fix would mend. */
bool cause_group_has_one_fix(const struct cause_group *group);

#endif
