/* member: the members of an object looked up by name, in any spelling. */
#include "analyzer/read/member.h"

#include <string.h>

#include "base/spell.h"

/* spell_same(), and most names part at their first letter; name starts with one. */
static bool is_spelled(const char *name, size_t name_len, const char *key, size_t len)
{
    if (len == name_len && memcmp(name, key, len) == 0)
        return true;
    if (len > 0 && key[0] >= 'A' && ((key[0] ^ name[0]) & 0x1F) != 0 && key[0] != '_')
        return false;
    return spell_same(name, name_len, key, len);
}

const struct member_name *member_find(const struct member_name *names, unsigned *hint,
                                      const char *key, size_t len)
{
    unsigned i = *hint;

    if (names[i].below == NULL)
        i = 0;
    for (unsigned start = i, first = 1; first || i != start; first = 0) {
        if (names[i].len == len && memcmp(names[i].below + 1, key, len) == 0) {
            *hint = i + 1;
            return &names[i];
        }
        i++;
        if (names[i].below == NULL)
            i = 0;
    }
    for (i = 0; names[i].below != NULL; i++)
        if (is_spelled(names[i].below + 1, names[i].len, key, len)) {
            *hint = i + 1;
            return &names[i];
        }
    return NULL;
}

bool member_spelled(struct json_value object, const char *name, struct json_value *out,
                    const char **key, size_t *key_len)
{
    struct json_iter iter = json_members(object);
    const size_t len = strlen(name);

    while (json_next_member(&iter, key, key_len, out))
        if (is_spelled(name, len, *key, *key_len))
            return true;
    return false;
}

bool member_get(struct json_value object, const char *name, struct json_value *out)
{
    const char *key;
    size_t len;

    return member_spelled(object, name, out, &key, &len);
}

bool member_text(struct json_value object, const char *name, const char **text,
                 size_t *len)
{
    struct json_value value;

    return member_get(object, name, &value) && json_get_string(value, text, len) &&
           *len > 0;
}
