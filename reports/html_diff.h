/* html_diff: helpers of a finding's card that the data island shares or tests reach. */
#ifndef REPORTS_HTML_DIFF_H
#define REPORTS_HTML_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/finding/finding.h"

struct html;

/*
 * Observed text with what differs from the expected text marked: all between the
 * longest common start and the longest common end, without case and last dot.
 * expected NULL: nothing is marked.
 */
void html_diff(struct html *html, const char *expected, const char *observed);

/*
 * The expected text with what the observed one has not marked in the same way; nothing
 * is added to it, for it is copied. observed NULL: nothing is marked.
 */
void html_diff_expected(struct html *html, const char *expected, const char *observed);

/*
 * The length of the expected record's name in front of its zone (the cause's zone, else
 * the registrable domain), 0 when the name does not lie below one; *zone_len is the
 * zone's length without a last dot. "_x.www.example.com.": 6 and 11.
 */
size_t html_host_len(const struct cause *cause, size_t *zone_len);

/* True when the finding itself shows that place already. */
bool html_ref_repeats(const struct finding *finding, const struct evidence_ref *ref);

/* "Command", "Zone file", ... */
const char *html_fix_words(enum fix_kind kind);

#endif
