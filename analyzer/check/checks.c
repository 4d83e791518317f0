/* checks: the table of all checks, made from catalogue.def. */
#include "analyzer/check/check.h"

#include <stdlib.h>
#include <string.h>

#define CHECK(id) &check_##id,
const struct check *const checks_all[] = {
#include "analyzer/check/catalogue.def"
};
#undef CHECK

const size_t n_checks_all = sizeof(checks_all) / sizeof(checks_all[0]);

static int compare_id(const void *id, const void *slot)
{
    const struct check *const *check = slot;

    return strcmp(id, (*check)->rule.id);
}

const struct check *check_find(const char *id)
{
    const struct check *const *slot =
        bsearch(id, checks_all, n_checks_all, sizeof(checks_all[0]), compare_id);

    return slot == NULL ? NULL : *slot;
}
