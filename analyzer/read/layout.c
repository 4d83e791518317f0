/* layout: what the path of a file says, where an evidence folder is laid out as ours. */
#include "analyzer/read/layout.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"

enum { ZONE_ID_MAX = 32 };

/*
 * The last component of the path without its ending, when it stands in that folder and
 * ends so; NULL when not.
 */
static const char *inside(const char *file, const char *folder, const char *ending,
                          size_t *len)
{
    const char *slash = strrchr(file, '/');
    const size_t n_folder = strlen(folder);
    const size_t n_ending = strlen(ending);
    size_t before;

    if (slash == NULL)
        return NULL;
    before = (size_t)(slash - file);
    if (before < n_folder || memcmp(slash - n_folder, folder, n_folder) != 0 ||
        (before > n_folder && slash[-(long)n_folder - 1] != '/'))
        return NULL;
    *len = strlen(slash + 1);
    if (*len <= n_ending || strcmp(slash + 1 + *len - n_ending, ending) != 0)
        return NULL;
    *len -= n_ending;
    return slash + 1;
}

bool layout_question(struct arena *arena, const char *file, const char **name,
                     uint16_t *type)
{
    size_t len;
    const char *text = inside(file, "dns", ".txt", &len);
    const char *dot = text == NULL ? NULL : memrchr(text, '.', len);

    if (dot == NULL || dot == text)
        return false;
    *type = rr_type_parse(dot + 1, len - (size_t)(dot + 1 - text));
    if (*type == RR_NONE)
        return false;
    *name = name_canonical(arena, text, (size_t)(dot - text));
    return true;
}

const char *layout_zone(struct arena *arena, const char *file)
{
    size_t len;
    const char *text = inside(file, "dns", ".zone", &len);

    return text == NULL ? NULL : name_canonical(arena, text, len);
}

const char *layout_zone_id(struct arena *arena, const char *file)
{
    size_t len;
    const char *text = inside(file, "list-resource-record-sets", ".json", &len);

    if (text == NULL || len > ZONE_ID_MAX)
        return NULL;
    for (size_t i = 0; i < len; i++)
        if ((text[i] < 'A' || text[i] > 'Z') && (text[i] < '0' || text[i] > '9'))
            return NULL;
    return arena_strndup(arena, text, len);
}
