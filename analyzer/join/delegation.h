/* delegation: who is asked for a zone: the registrar's, the parent's, an answer's NS. */
#ifndef ANALYZER_JOIN_DELEGATION_H
#define ANALYZER_JOIN_DELEGATION_H

#include "analyzer/join/zones.h"

/*
 * Fill zone->delegation from the registrar's name servers, else the NS set in the zone
 * above it in evidence, else a saved `dig NS` answer. All zones must be in place. A
 * parent that is whole and has no NS for the zone gives DELEGATION_ABSENT, unless the
 * zone's name is registered at a registry (a public suffix stands between them).
 */
void delegation_find(const struct zones *zones, struct zone *zone, struct arena *arena);

/* The nearest public zone above, of another name; NULL when there is none in evidence. */
const struct zone *zone_above(const struct zones *zones, const char *name);

/* Sorted canonical server names of n values. */
const char *const *servers_sorted(struct arena *arena, uint16_t type,
                                  const char *const *values, size_t n);

/* Two sorted sets are equal. */
bool servers_equal(const char *const *a, size_t n_a, const char *const *b, size_t n_b);

#endif
