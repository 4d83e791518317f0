/* zone_merge: rows and record dumps of the same zone put together, one a zone. */
#ifndef ANALYZER_JOIN_ZONE_MERGE_H
#define ANALYZER_JOIN_ZONE_MERGE_H

#include "analyzer/join/zones.h"

/*
 * The zones by account, name, id; *n of them, the arena's. A row and a dump are of one
 * zone when their ids are equal; a dump without an id goes to the only zone of its name
 * and account, or the one whose servers it has. Of several dumps the whole and newest
 * counts; raw pages are put together. Index, chain of names and delegation are not set.
 */
struct zone **zone_merge(const struct dns_evidence *evidence, struct arena *arena,
                         size_t *n);

#endif
