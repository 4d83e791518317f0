/* suffix: where the public part of a domain name ends (public suffix list). */
#include "base/dns/suffix.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <libpsl.h>

enum { NAME_ROOM = 300 };

const char *suffix_registrable(const char *name)
{
    const psl_ctx_t *psl = psl_builtin();
    const char *at = name;
    const char *dot;

    /* Climb until the parent is a public suffix; longest suffix first. */
    while (psl != NULL && (dot = strchr(at, '.')) != NULL) {
        if (psl_is_public_suffix2(psl, dot + 1, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
            return at;
        at = dot + 1;
    }
    return name;
}

static bool is_suffix(const psl_ctx_t *psl, const char *name)
{
    return psl_is_public_suffix2(psl, name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

/* Is anything right below parent a suffix, by a rule such as "*.ck"? */
static bool is_by_star(const psl_ctx_t *psl, const char *parent)
{
    char other[NAME_ROOM];

    return (size_t)snprintf(other, sizeof(other), "no-such-label-0.%s", parent) <
               sizeof(other) &&
           is_suffix(psl, other);
}

const char *suffix_public(const char *name)
{
    const psl_ctx_t *psl = psl_builtin();
    const char *last = strrchr(name, '.');

    /* libpsl takes what is below a last label of one letter for suffixes. */
    if (strlen(last == NULL ? name : last + 1) < 2)
        return NULL;
    while (psl != NULL) {
        const char *dot = strchr(name, '.');

        if (is_suffix(psl, name))
            return dot != NULL && is_by_star(psl, dot + 1) ? dot + 1 : name;
        if (dot == NULL)
            break;
        name = dot + 1;
    }
    return NULL;
}
