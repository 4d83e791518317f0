/* record_fixes: what to do about each cause that a validation record has. */
#ifndef ANALYZER_JOIN_RECORD_FIXES_H
#define ANALYZER_JOIN_RECORD_FIXES_H

#include "analyzer/join/job.h"
#include "analyzer/join/record.h"

/* Add the fixes of a cause, all its domains known; why NULL: right, or not in evidence.
 */
void record_add_fixes(struct job *job, struct cause *cause,
                      const struct record_match *match, const struct why *why);

#endif
