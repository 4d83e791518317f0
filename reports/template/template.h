/* template: the report's HTML skeleton, style and script, as bytes. */
#ifndef REPORTS_TEMPLATE_TEMPLATE_H
#define REPORTS_TEMPLATE_TEMPLATE_H

#include <stddef.h>

/* Each ends in a NUL that its length does not count. */
extern const unsigned char template_html[];
extern const size_t template_html_len;
extern const unsigned char template_css[];
extern const size_t template_css_len;
extern const unsigned char template_js[];
extern const size_t template_js_len;

#endif
