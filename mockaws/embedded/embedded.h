/* embedded: the files that mockaws carries within itself: its page and its test keys. */
#ifndef MOCKAWS_EMBEDDED_EMBEDDED_H
#define MOCKAWS_EMBEDDED_EMBEDDED_H

#include <stddef.h>

/* data has a NUL behind its len bytes. The array ends with a name that is NULL. */
struct embedded {
    const char *name; /* the file's own, without its folder */
    const unsigned char *data;
    size_t len;
};

extern const struct embedded embedded_files[]; /* made by embed.sh at build time */

/* The file of that name; NULL when there is none. */
const struct embedded *embedded_find(const char *name);

#endif
