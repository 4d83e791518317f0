/* seen: what stands in the DNS, put into a cause: records, their zone, their places. */
#ifndef ANALYZER_JOIN_SEEN_H
#define ANALYZER_JOIN_SEEN_H

#include "analyzer/join/zones.h"

/* Record sets that one cause shows. */
enum { SEEN_MAX = 10 };

/* "example.com (Z123)", or the name alone. */
const char *zone_label(const struct zone *zone, struct arena *arena);

/* The zone as reports name it. */
const struct zone_ref *zone_ref_of(const struct zone *zone, struct arena *arena);

/* Add a place: pointer within the record at origin, value as written there or NULL. */
void cause_origin(struct cause *cause, struct arena *arena, const struct origin *origin,
                  const char *pointer, const char *value);

/*
 * Show the n sets (the first SEEN_MAX) and the zone they stand in; zone NULL = an answer.
 * An alias shows its target.
 */
void cause_see(struct cause *cause, struct arena *arena, const struct zone *zone,
               const struct rrset *const *sets, size_t n);

#endif
