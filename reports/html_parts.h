/* html_parts: the parts of report.html, one function each; html.c puts them together. */
#ifndef REPORTS_HTML_PARTS_H
#define REPORTS_HTML_PARTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct cause;
struct finding;
struct fix;
struct html;
struct html_row;
struct html_rows;
struct report;
struct zone_ref;

enum {
    HTML_PAGE = 50,      /* rows on a page of the script's */
    HTML_ROWS_MAX = 500, /* certificates in the static part; the rest needs the script */
    HTML_FILES_MAX = 500 /* files in the static ledger */
};

/*
 * A small script that stands twice, so that one hash allows it. In the head it keeps the
 * list from being laid out while the file is still being read, for the script draws its
 * own (should it fail, the list shows). Behind the first page of static rows it opens
 * a comment, which the rows' end closes: where scripts run, the parser passes over
 * them, and a large report is ready in half the time. No escaped text holds "-->".
 */
extern const char html_boot[];

void html_facts(struct html *html, const struct report *report);  /* as of, tool */
void html_gate(struct html *html, const struct report *report);   /* one line */
void html_cards(struct html *html, const struct report *report);  /* the figures */
void html_counts(struct html *html, const struct report *report); /* by severity */
void html_gaps(struct html *html, const struct report *report);   /* with commands */

/* The table of findings: the worst rows with their details. */
void html_table(struct html *html, const struct report *report,
                const struct html_rows *rows);

/* The causes that two or more share, each with its first fix; arena for the while. */
void html_causes(struct html *html, const struct html_rows *rows, struct arena *arena);

/*
 * The finding of a row at index, as an <article>. A fix that a finding before it
 * has shown is only named.
 */
void html_card(struct html *html, const struct html_row *row, size_t index);

/* The parts of a card that stand on their own; nothing where there is nothing to show. */
void html_record(struct html *html, const struct cause *cause);
void html_zone(struct html *html, const struct zone_ref *zone);
void html_trace(struct html *html, const struct finding *finding);
void html_fix(struct html *html, const struct fix *fix, bool again); /* again: named */

void html_mark(struct html *html, const char *mark); /* severity: shape and word */

void html_ledger(struct html *html, const struct report *report);
void html_rules(struct html *html, const struct report *report);

#endif
