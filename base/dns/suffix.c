/* suffix: where the public part of a domain name ends (public suffix list). */
#include "base/dns/suffix.h"

#include <stddef.h>
#include <string.h>

#include <libpsl.h>

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

const char *suffix_public(const char *name)
{
    const psl_ctx_t *psl = psl_builtin();

    while (psl != NULL && *name != '\0') {
        const char *dot;

        if (psl_is_public_suffix2(psl, name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE))
            return name;
        dot = strchr(name, '.');
        if (dot == NULL)
            break;
        name = dot + 1;
    }
    return NULL;
}
