/* cause: the public codes of catalogue 3 with their words, one row each. */
#ifndef REPORTS_FINDING_CAUSE_H
#define REPORTS_FINDING_CAUSE_H

enum cause_code {
#define CAUSE(code, title, explanation) CAUSE_##code,
#include "reports/finding/cause.def"
#undef CAUSE
    N_CAUSES
};

const char *cause_word(enum cause_code code);        /* "caa_error" */
const char *cause_title(enum cause_code code);       /* a heading: no full stop */
const char *cause_explanation(enum cause_code code); /* one sentence */

#endif
