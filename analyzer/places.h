/* places: the lines and full pointers of all evidence that findings point to. */
#ifndef ANALYZER_PLACES_H
#define ANALYZER_PLACES_H

#include <stddef.h>

struct arena;
struct estate;
struct finding;

/*
 * Fill line, column and pointer of every evidence_ref whose origin is set, of the
 * findings and of their causes. The files are read once more for it.
 */
void places_find(const struct estate *estate, struct finding *const *findings, size_t n,
                 unsigned n_threads, struct arena *arena);

#endif
