/* html_out: bytes of the HTML report on their way out; untrusted text is escaped here. */
#ifndef REPORTS_HTML_OUT_H
#define REPORTS_HTML_OUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"

/* Collects bytes and hands them to the stream in large pieces. */
struct html {
    FILE *out;
    struct buf buf;
};

void html_begin(struct html *html, FILE *out);
void html_end(struct html *html); /* writes what is left, frees */

/* Markup of our own, as it is. */
void html_raw(struct html *html, const char *markup);
void html_bytes(struct html *html, const void *bytes, size_t len);
void html_number(struct html *html, uint64_t number); /* 41208 */
void html_count(struct html *html, uint64_t number);  /* 41,208 */

/* Any other text, escaped; NULL writes nothing. The only way in for such text. */
void html_text(struct html *html, const char *text);
void html_text_n(struct html *html, const char *text, size_t len);

/* `open`, the text, `close`; nothing at all when text is NULL or empty. */
void html_wrap(struct html *html, const char *open, const char *text, const char *close);

/* <time>: "2026-11-23 00:00 UTC"; a dash for WHEN_NONE. */
void html_when(struct html *html, int64_t when);

/*
 * A domain name, and behind an A-label (xn--) its Unicode form. The form is
 * left out when the name is no valid IDN.
 */
void html_name(struct html *html, const char *name);

/* The Unicode form of a name with an A-label, malloc()ed; NULL when there is none. */
char *html_unicode(const char *name);

#endif
