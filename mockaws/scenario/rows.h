/* rows: how the rows of the format's tables are written. */
#ifndef MOCKAWS_SCENARIO_ROWS_H
#define MOCKAWS_SCENARIO_ROWS_H

#include <stddef.h>

#include "mockaws/scenario/members.h"

#define ROW(word, what, type, field, ...)                                                \
    {                                                                                    \
        .name = (word), .kind = (what), .at = offsetof(struct type, field), __VA_ARGS__  \
    }
#define LIST(word, what, type, field, ...)                                               \
    ROW(word, what, type, field, .n_at = offsetof(struct type, n_##field), __VA_ARGS__)
#define FORM(check)      .fault = (check)
#define WORDS(list)      .words = &(list)
#define SHAPE(of)        .shape = &(of)
#define RANGE(low, high) .min = (low), .max = (high)
#define REQUIRED         .required = true
#define OPTIONAL         .required = false
#define END                                                                              \
    {                                                                                    \
        .name = NULL                                                                     \
    }

/* What several tables share. */
extern const struct shape shape_account;
extern const struct shape shape_authority;
extern const struct shape shape_record;
extern const struct shape shape_record_key; /* name, type, set_identifier alone */
extern const struct member new_zone_members[];
extern const struct member requested_members[];
extern const struct member imported_members[];
extern const struct member import_members[];

/* The account of whatever names none. */
const char *members_first_account(const struct scenario *scenario);

#endif
