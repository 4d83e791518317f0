/* explain_caa: what CAA says of a certificate's names, as causes. */
#ifndef ANALYZER_JOIN_EXPLAIN_CAA_H
#define ANALYZER_JOIN_EXPLAIN_CAA_H

#include "analyzer/join/job.h"

/*
 * Add a cause for each set, or failed look-up, that forbids a name of the certificate, or
 * allows it under conditions only; names of one set are one cause. Keeps the climb of the
 * first such name, else of the first name, as the finding's trace.
 */
struct caa_told explain_caa(struct job *job);

#endif
