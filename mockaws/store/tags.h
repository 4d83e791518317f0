/* tags: keys and values on a resource, in order of entry. */
#ifndef MOCKAWS_STORE_TAGS_H
#define MOCKAWS_STORE_TAGS_H

#include <stddef.h>

struct tag {
    char *key;
    char *value; /* NULL: none was given (ACM allows that) */
};

/* Zeroed is empty. */
struct tags {
    struct tag *items;
    size_t n;
};

/* Add, or give another value. Copies. */
void tags_set(struct tags *tags, const char *key, const char *value);

/* value not NULL: only when it is the same. Returns 1 when it was there, else 0. */
int tags_remove(struct tags *tags, const char *key, const char *value);

const struct tag *tags_find(const struct tags *tags, const char *key);

void tags_clear(struct tags *tags);

#endif
