/* written: what a writer of reports writes, in memory. */
#ifndef TESTS_SUPPORT_WRITTEN_H
#define TESTS_SUPPORT_WRITTEN_H

#include <stddef.h>
#include <stdio.h>

struct report;

struct written {
    char *text; /* NUL-terminated; free() it */
    size_t len;
};

struct written written_by(void (*writer)(const struct report *, FILE *),
                          const struct report *report);

#endif
