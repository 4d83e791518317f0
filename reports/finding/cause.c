/* cause: the table of cause.def, asked by code. */
#include "reports/finding/cause.h"

#include <assert.h>

struct cause_row {
    const char *word;
    const char *title;
    const char *explanation;
};

static const struct cause_row rows[N_CAUSES] = {
#define CAUSE(code, title, explanation) { #code, title, explanation },
#include "reports/finding/cause.def"
#undef CAUSE
};

static const struct cause_row *row_of(enum cause_code code)
{
    assert(code < N_CAUSES);
    return &rows[code];
}

const char *cause_word(enum cause_code code)
{
    return row_of(code)->word;
}

const char *cause_title(enum cause_code code)
{
    return row_of(code)->title;
}

const char *cause_explanation(enum cause_code code)
{
    return row_of(code)->explanation;
}
