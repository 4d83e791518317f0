/* search_filter: the filter statements of SearchCertificates, read and applied. */
#ifndef MOCKAWS_SERVICE_ACM_SEARCH_FILTER_H
#define MOCKAWS_SERVICE_ACM_SEARCH_FILTER_H

#include <stdbool.h>

#include <jansson.h>

struct arena;
struct certificate;
struct search_filter;

/*
 * From a FilterStatement that fits its shape; NULL is a statement that all pass. The
 * arena's; texts are borrowed from the JSON. Source: facts 2.3.
 */
const struct search_filter *search_filter_read(struct arena *arena,
                                               const json_t *statement);

/*
 * Does a certificate pass? Names compare without case (no document says). ACME's
 * certificates pass only when the statement speaks of origins.
 */
bool search_filter_passes(const struct search_filter *filter,
                          const struct certificate *certificate);

#endif
