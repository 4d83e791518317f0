/* search_order: the orders in which SearchCertificates can answer. */
#ifndef MOCKAWS_SERVICE_ACM_SEARCH_ORDER_H
#define MOCKAWS_SERVICE_ACM_SEARCH_ORDER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct certificate;

/*
 * Sort by a word of SortBy. Words compare as text; what a certificate lacks comes first
 * when ascending; equals stand in order of creation. Source: facts 2.3 (how absent
 * members sort is not documented).
 */
void search_sort(struct arena *arena, struct certificate **certificates, size_t n,
                 const char *sort_by, bool descending);

#endif
