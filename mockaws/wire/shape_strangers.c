/* shape_strangers: members of an input that the model does not have. */
#include <string.h>

#include "base/arena.h"
#include "base/spell.h"
#include "mockaws/wire/shape.h"

struct walk {
    struct arena *arena;
    shape_stranger *tell;
    void *context;
};

static const struct shape_member *find_member(const struct shape *shape, const char *name)
{
    const struct shape_member *member = shape->members;

    for (; member != NULL && member->name != NULL; member++)
        if (strcmp(member->name, name) == 0)
            return member;
    return NULL;
}

static const char *nearest_member(struct arena *arena, const struct shape *shape,
                                  const char *name)
{
    const char **names;
    size_t n = 0;

    for (; shape->members != NULL && shape->members[n].name != NULL; n++)
        ;
    names = arena_array(arena, n + 1, sizeof(*names));
    for (size_t i = 0; i < n; i++)
        names[i] = shape->members[i].name;
    names[n] = NULL;
    return spell_nearest(name, names);
}

static const char *join(struct walk *walk, const char *path, const char *name)
{
    return path[0] == '\0' ? name : arena_printf(walk->arena, "%s.%s", path, name);
}

/* The input has passed shape_check(): its depth is bounded. */
static void walk_value(struct walk *walk, const struct shape *shape, const json_t *value,
                       const char *path)
{
    json_t *object;
    const char *name;
    json_t *inner;

    if (shape->kind == SHAPE_LIST && shape->item->kind <= SHAPE_LIST) {
        for (size_t i = 0; i < json_array_size(value); i++)
            walk_value(walk, shape->item, json_array_get(value, i),
                       join(walk, path, arena_printf(walk->arena, "%zu", i + 1)));
        return;
    }
    if (shape->kind > SHAPE_UNION || !json_is_object(value))
        return;
    /* jansson's walk over an object wants it writable, and writes nothing. */
    memcpy(&object, &value, sizeof(object));
    json_object_foreach(object, name, inner)
    {
        const struct shape_member *member = find_member(shape, name);

        if (member != NULL)
            walk_value(walk, member->shape, inner, join(walk, path, name));
        else
            walk->tell(walk->context, join(walk, path, name),
                       nearest_member(walk->arena, shape, name));
    }
}

void shape_strangers(const struct shape *shape, const json_t *value, struct arena *arena,
                     shape_stranger *tell, void *context)
{
    struct walk walk = { arena, tell, context };

    if (shape != NULL)
        walk_value(&walk, shape, value, "");
}
