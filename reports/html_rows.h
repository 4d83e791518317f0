/* html_rows: the findings gathered by what they are about, the worst first. */
#ifndef REPORTS_HTML_ROWS_H
#define REPORTS_HTML_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "reports/report.h"

struct arena;

/* One certificate, or one file, zone or account that findings name. */
struct html_row {
    const struct report_cert *cert;        /* NULL: something else */
    const struct finding *const *findings; /* n > 0, in the report's order */
    size_t n;
    size_t n_fail; /* FAILs that are not waived */
    size_t n_unknown;
    bool has_fail;
    enum severity worst; /* of the unwaived FAILs, when has_fail */
};

struct html_rows {
    struct html_row *items; /* the worst first, then in the order of the findings */
    size_t n;
    size_t n_certs; /* how many are certificates */
};

void html_rows_make(const struct report *report, struct arena *arena,
                    struct html_rows *out);

/*
 * What stands before a row or finding: a word, "critical" ... "info", "unknown",
 * "waived" or "pass"; it is the class of its mark as well.
 */
const char *html_row_mark(const struct html_row *row);
const char *html_finding_mark(const struct finding *finding);

/* "certificate", "evidence file", "hosted zone", "account or region", "waiver" */
const char *html_kind(enum resource_type type);

#endif
