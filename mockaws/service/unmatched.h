/* unmatched: what clients asked for and nothing here knew, and what was never used. */
#ifndef MOCKAWS_SERVICE_UNMATCHED_H
#define MOCKAWS_SERVICE_UNMATCHED_H

#include <stddef.h>
#include <stdint.h>

struct unmatched_item {
    char *kind;    /* "operation", "member", "path" */
    char *what;    /* "ListCertificats", "RequestCertificate: tags.1.colour" */
    char *nearest; /* NULL: nothing is near */
    uint64_t count;
};

struct unmatched {
    struct unmatched_item *items;
    size_t n;
};

enum { UNMATCHED_MAX = 1000 }; /* further ones are only counted in the last */

struct unmatched *unmatched_new(void);
void unmatched_free(struct unmatched *unmatched);
void unmatched_reset(struct unmatched *unmatched);
void unmatched_add(struct unmatched *unmatched, const char *kind, const char *what,
                   const char *nearest);

#endif
