/* record_places: where a validation record stands instead of where it must. */
#ifndef ANALYZER_JOIN_RECORD_PLACES_H
#define ANALYZER_JOIN_RECORD_PLACES_H

#include "analyzer/join/record.h"

/*
 * No set stands at the name in the zone that serves it (match->serving): look for the
 * record elsewhere and under the names that people make of it. Adds a why for each place
 * found, in which the record does not work.
 */
void record_search(const struct zones *zones, struct record_match *match,
                   enum confidence confidence, struct arena *arena);

/* The record in a zone that is no suffix of the name: needs no serving zone. */
void record_search_unrelated(const struct zones *zones, struct record_match *match,
                             struct arena *arena);

/* delegation_mismatch beside what stands in a zone whose delegation names others. */
void record_say_mismatch(struct record_match *match, const struct zone *zone,
                         struct arena *arena);

/* "a, b and c" of server names; at most 6. */
const char *servers_text(const char *const *servers, size_t n, struct arena *arena);

#endif
