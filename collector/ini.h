/* ini: the shared files of AWS clients (~/.aws/config, ~/.aws/credentials), read whole.
 */
#ifndef COLLECTOR_INI_H
#define COLLECTOR_INI_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

struct ini_entry {
    const char *section; /* the words between the brackets, single spaces, no quotes */
    const char *key;     /* lower case; a nested one is "acm.endpoint_url" */
    const char *value;   /* without the blanks around it */
};

/* A zeroed struct is an empty file. Later lines win over earlier ones. */
struct ini {
    const char *path; /* NULL: there is no file */
    struct ini_entry *entries;
    size_t n;
};

/*
 * Read the file at path. A file that does not exist is empty. Lines that begin with '#'
 * or ';' are comments; an indented line after a key without a value is nested in it.
 * Fails with ERR_IO, or ERR_FORMAT: "PATH:LINE: want ...". Source: AWS SDKs and Tools
 * Reference Guide, "Shared config and credentials files".
 */
int ini_read(const char *path, struct arena *arena, struct ini *out, struct err *err);

/* The value, or NULL when the section lacks it or it is empty. */
const char *ini_get(const struct ini *ini, const char *section, const char *key);

bool ini_has_section(const struct ini *ini, const char *section);

#endif
