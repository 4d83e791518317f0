/* record_value: what the sets at a validation name hold, held against what is wanted. */
#ifndef ANALYZER_JOIN_RECORD_VALUE_H
#define ANALYZER_JOIN_RECORD_VALUE_H

#include "analyzer/join/record.h"

/* Add a reason, while there is room and the code is not there yet. */
struct why *record_why(struct record_match *match, enum cause_code code,
                       enum confidence confidence, const char *detail);

/*
 * Judge the n sets found at the name (all types). Adds whys, or makes the match
 * right. zone may be NULL (an answer).
 */
void record_judge(const struct zones *zones, struct record_match *match,
                  const struct look *look, const struct rrset *const *sets, size_t n,
                  struct arena *arena);

/* Does some CNAME among the sets lead to the value without a chain? */
bool record_holds(const struct record_match *match, const struct rrset *const *sets,
                  size_t n, struct arena *arena);

#endif
