/* record_value: what the sets at a validation name hold, held against what is wanted. */
#ifndef ANALYZER_JOIN_RECORD_VALUE_H
#define ANALYZER_JOIN_RECORD_VALUE_H

#include "analyzer/join/record.h"

/* Add a reason; NULL, with nothing added, when the code is there already. */
struct why *record_why(struct record_match *match, enum cause_code code,
                       enum confidence confidence, const char *detail);

/* What proves a reason: sets in a zone (NULL = an answer), or a place. why may be NULL.
 */
void why_seen(struct why *why, const struct zone *zone, const struct rrset *const *sets,
              size_t n);
void why_proof(struct why *why, const struct zone *zone, const struct origin *origin);

/* A step of the way from the domain to the value; "! " in front: it breaks here. */
void record_step(struct record_match *match, const char *text);

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
