/* tally: the numbers of the summary, counted over certificates and findings. */
#ifndef ANALYZER_TALLY_H
#define ANALYZER_TALLY_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/join/facts.h"
#include "reports/report.h"

struct arena;
struct options;

/* True when --account and --region let the certificate through. */
bool tally_takes(const struct options *options, const struct cert *cert);

/*
 * Count the certificates into summary. Returns the pending one whose 72 hours end
 * first and are not over, or NULL.
 */
const struct cert *tally_certs(const struct facts *facts, const struct options *options,
                               struct arena *arena, struct report_summary *summary);

/* Count the findings. */
void tally_findings(struct finding *const *findings, size_t n,
                    struct report_summary *summary);

#endif
