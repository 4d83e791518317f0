/* dig_records: the records of one section of dig's output. */
#ifndef ANALYZER_READ_DIG_RECORDS_H
#define ANALYZER_READ_DIG_RECORDS_H

#include "analyzer/read/context.h"
#include "analyzer/read/rrsets.h"

/*
 * Read the document's text from start to end, which begins its line number (0 is the
 * first), into out. Lines at fault are said of the file; returns how many there are.
 */
uint32_t dig_records(struct context *context, size_t start, size_t end, uint32_t number,
                     struct rrsets *out);

#endif
