/* subjects: what the checks judge besides certificates: files, accounts and regions. */
#ifndef ANALYZER_CHECK_SUBJECTS_H
#define ANALYZER_CHECK_SUBJECTS_H

#include <stddef.h>

#include "analyzer/check/check.h"

struct subjects {
    struct evidence_group *groups; /* by first file */
    size_t n_groups;
    struct estate_part *parts; /* by account, region */
    size_t n_parts;
};

/*
 * Gather the files of equal content (an unreadable one stands alone) and the
 * accounts and regions: those of certificates and listings, those that a manifest's runs
 * or missing calls name, and us-east-1 of every account of the commercial
 * partition, whether or not there is evidence of it. `ahead` are the dumps that tell of a
 * time after now, in any order. All of it is the arena's.
 */
void subjects_init(struct subjects *subjects, const struct estate *estate,
                   const struct cert *const *ahead, size_t n_ahead, struct arena *arena);

/*
 * The region that a missing call is counted under: its own, "global" for services
 * that have none (Route 53), else NULL: not known.
 */
const char *missing_region(const struct manifest_missing *missing);

#endif
