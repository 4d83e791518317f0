/* text_page: lines for a terminal: wrapped prose, pasteable lines, colour. */
#ifndef REPORTS_TEXT_PAGE_H
#define REPORTS_TEXT_PAGE_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "reports/report.h"

/* Where the writing goes. All text is untrusted: escape_terminal() sees it first. */
struct page {
    FILE *out;
    bool color;
    int columns;     /* prose is wrapped here */
    struct buf line; /* escaped text on its way */
};

enum look {
    LOOK_PLAIN,
    LOOK_BOLD,
    LOOK_DIM,
    LOOK_RED,
    LOOK_YELLOW,
    LOOK_GREEN,
    LOOK_CYAN
};

void page_init(struct page *page, const struct text_style *style, FILE *out);
void page_clear(struct page *page);

/* From here on; without colour nothing is written. LOOK_PLAIN ends every other one. */
void page_look(const struct page *page, enum look look);

/*
 * How many columns UTF-8 text takes in a terminal: two for wide East Asian
 * characters and pictures, none for combining ones. The same in every locale.
 */
int page_width(const char *text, size_t len);

/* Text as it is, escaped, in the middle of a line. Returns its width. */
int page_word(struct page *page, const char *text);

/*
 * Prose and its newline. It is wrapped at blanks, further lines start at indent; a
 * word longer than the line stands on a line of its own. column is where the line
 * stands by now, 0 for a fresh one.
 */
void page_prose(struct page *page, int indent, int column, const char *text);

/* Lines to copy: never wrapped, each indented. */
void page_lines(struct page *page, int indent, const char *text);

/* The start of a finding's line: "!!! high     acm_...", in its colour. */
void page_mark(struct page *page, const struct finding *finding);

/* What a finding is about: its name, account and region, and its id. */
void page_resource(struct page *page, const struct finding *finding);

/* One finding, in full; text_finding.c. */
void page_finding(struct page *page, const struct finding *finding);

#endif
