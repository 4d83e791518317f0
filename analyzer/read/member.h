/* member: the members of an object looked up by name, in any spelling. */
#ifndef ANALYZER_READ_MEMBER_H
#define ANALYZER_READ_MEMBER_H

#include <stddef.h>

#include "analyzer/read/json.h"

/* A name as the API spells it, and what the reader calls it; tables end in { NULL, 0, 0
 * }. */
struct member_name {
    const char
        *below; /* "/Status": its pointer below the object; the name is behind the '/' */
    unsigned char len; /* of the name */
    unsigned char id;
};

#define MEMBER(text, id)                                                                 \
    {                                                                                    \
        "/" text, sizeof(text) - 1, id                                                   \
    }

/*
 * The row of key in names, or NULL. Answers come in the order of the API model, and so
 * do the tables: *hint is where the last search ended, and the next name is tried
 * first. Without an exact match case, '_' and '-' do not count.
 */
const struct member_name *member_find(const struct member_name *names, unsigned *hint,
                                      const char *key, size_t len);

/* The first member of that name in any spelling. */
bool member_get(struct json_value object, const char *name, struct json_value *out);

/* The same, and how its name is spelled there. */
bool member_spelled(struct json_value object, const char *name, struct json_value *out,
                    const char **key, size_t *key_len);

/* The same, and it must be a string that is not empty. */
bool member_text(struct json_value object, const char *name, const char **text,
                 size_t *len);

#endif
