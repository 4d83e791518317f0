/* html: pieces of report.html that its files share. */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include "base/buf.h"
#include "reports/resources.h"

/* Everything untrusted goes through this one function. NULL adds nothing. */
void html_text(struct buf *out, const char *text);

/* A whole number with commas: 41,208. */
void html_number(struct buf *out, size_t n);

/* One row of the static table: a resource with its findings as <details>. */
void html_resource(struct buf *out, const struct resource *resource, bool open);

#endif
