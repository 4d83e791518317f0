/* read_object: objects and arrays of a scenario, member by member as the tables say. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/read_parts.h"
#include "mockaws/scenario/rows.h"

void reader_wish_line(struct reader *reader, uint32_t *line)
{
    if (reader->n_wishes == reader->wishes_room) {
        struct line_wish *old = reader->wishes;

        reader->wishes_room = reader->wishes_room == 0 ? 64 : reader->wishes_room * 2;
        reader->wishes = arena_array(reader->arena, reader->wishes_room, sizeof(*old));
        if (old != NULL)
            memcpy(reader->wishes, old, reader->n_wishes * sizeof(*old));
    }
    reader->wishes[reader->n_wishes++] =
        (struct line_wish){ arena_strdup(reader->arena, buf_text(&reader->path)), line };
}

static const struct member *find_member(const struct member *members, const char *name)
{
    for (; members != NULL && members->name != NULL; members++)
        if (strcmp(members->name, name) == 0)
            return members;
    return NULL;
}

static const char *const *names_of(struct reader *reader,
                                   const struct member *const *tables, size_t n_tables)
{
    const char **names;
    size_t n = 0;

    for (size_t i = 0; i < n_tables; i++)
        for (const struct member *m = tables[i]; m != NULL && m->name != NULL; m++)
            n++;
    names = arena_array(reader->arena, n + 1, sizeof(*names));
    n = 0;
    for (size_t i = 0; i < n_tables; i++)
        for (const struct member *m = tables[i]; m != NULL && m->name != NULL; m++)
            names[n++] = m->name;
    names[n] = NULL;
    return names;
}

void refuse_unknown(struct reader *reader, json_t *json,
                    const struct member *const *tables, size_t n)
{
    const char *key;
    json_t *value;

    json_object_foreach(json, key, value)
    {
        bool known = false;
        size_t before;

        for (size_t i = 0; i < n && !known; i++)
            known = find_member(tables[i], key) != NULL;
        if (known)
            continue;
        before = reader_enter(reader, key);
        reader_fault(reader, "unknown member; %s",
                     words_hint(key, names_of(reader, tables, n), reader->arena));
        reader_leave(reader, before);
    }
}

static void read_member(struct reader *reader, json_t *json, const struct member *member,
                        void *item);

void read_members(struct reader *reader, json_t *json, const struct member *members,
                  void *item)
{
    for (; members->name != NULL; members++) {
        json_t *value = json_object_get(json, members->name);
        size_t before;

        if (value == NULL) {
            if (members->required)
                reader_fault(reader, "\"%s\" is missing", members->name);
            continue;
        }
        before = reader_enter(reader, members->name);
        read_member(reader, value, members, item);
        reader_leave(reader, before);
    }
}

void read_object(struct reader *reader, json_t *json, const struct shape *shape,
                 void *item)
{
    if (shape->init != NULL)
        shape->init(item, reader->scenario);
    if (shape->line_at != 0)
        reader_wish_line(reader, (uint32_t *)(void *)((char *)item + shape->line_at));
    if (shape->bare && json_is_string(json)) {
        read_member(reader, json, &shape->members[0], item);
    } else if (reader_is(reader, json, JSON_OBJECT, "an object")) {
        read_members(reader, json, shape->members, item);
        refuse_unknown(reader, json, &shape->members, 1);
    }
    if (shape->derive != NULL)
        shape->derive(item, reader->scenario);
}

/* An object whose members are kept in the struct around it. */
static void read_inline(struct reader *reader, json_t *json, const struct member *member,
                        void *item)
{
    if (!reader_is(reader, json, JSON_OBJECT, "an object"))
        return;
    read_members(reader, json, member->shape->members, item);
    refuse_unknown(reader, json, &member->shape->members, 1);
}

static void read_pointer(struct reader *reader, json_t *json, const struct member *member,
                         void *item)
{
    void *object;

    if (!reader_is(reader, json, JSON_OBJECT, "an object"))
        return;
    object = arena_zalloc(reader->arena, member->shape->size);
    read_object(reader, json, member->shape, object);
    *(void **)(void *)((char *)item + member->at) = object;
}

/* Room for the objects of an array or map. The count grows as they are read. */
static char *begin_array(struct reader *reader, size_t n, size_t size,
                         const struct member *member, void *item)
{
    char *array = arena_zalloc(reader->arena, (n + 1) * size);

    *(void **)(void *)((char *)item + member->at) = array;
    return array;
}

static size_t *count_of(const struct member *member, void *item)
{
    return (size_t *)(void *)((char *)item + member->n_at);
}

static void read_objects(struct reader *reader, json_t *json, const struct member *member,
                         void *item)
{
    const size_t size = member->shape->size;
    char *array;

    if (!reader_is(reader, json, JSON_ARRAY, "an array of objects"))
        return;
    array = begin_array(reader, json_array_size(json), size, member, item);
    for (size_t i = 0; i < json_array_size(json); i++) {
        const size_t before = reader_enter_index(reader, i);
        json_t *element = json_array_get(json, i);

        if (member->kind == MEMBER_STEPS)
            read_step(reader, element,
                      (struct scenario_step *)(void *)(array + i * size));
        else
            read_object(reader, element, member->shape, array + i * size);
        reader_leave(reader, before);
    }
    *count_of(member, item) = json_array_size(json);
}

/* The first member of the struct is the key. */
static void read_keyed(struct reader *reader, json_t *json, const struct member *member,
                       void *item)
{
    const size_t size = member->shape->size;
    const char *key;
    json_t *value;
    size_t n = 0;
    char *array;

    if (!reader_is(reader, json, JSON_OBJECT, "an object"))
        return;
    array = begin_array(reader, json_object_size(json), size, member, item);
    json_object_foreach(json, key, value)
    {
        const size_t before = reader_enter(reader, key);

        read_object(reader, value, member->shape, array + n * size);
        *(const char **)(void *)(array + n * size) = arena_strdup(reader->arena, key);
        n++;
        reader_leave(reader, before);
    }
    *count_of(member, item) = n;
}

static void read_map(struct reader *reader, json_t *json, const struct member *member,
                     void *item)
{
    struct scenario_tag *tags;
    const char *key;
    json_t *value;
    size_t n = 0;

    if (!reader_is(reader, json, JSON_OBJECT, "an object of texts"))
        return;
    tags = (struct scenario_tag *)(void *)begin_array(reader, json_object_size(json),
                                                      sizeof(*tags), member, item);
    json_object_foreach(json, key, value)
    {
        const size_t before = reader_enter(reader, key);

        tags[n].key = arena_strdup(reader->arena, key);
        tags[n++].value = reader_text(reader, value, member);
        reader_leave(reader, before);
    }
    *count_of(member, item) = n;
}

/* {"example.com": "SUCCESS"} */
static void read_pairs(struct reader *reader, json_t *json, const struct member *member,
                       void *item)
{
    const struct member status = { .kind = MEMBER_WORD,
                                   .at = offsetof(struct scenario_domain, status),
                                   .words = member->words };
    struct scenario_domain *domains;
    const char *key;
    json_t *value;
    size_t n = 0;

    if (!reader_is(reader, json, JSON_OBJECT, "an object of words"))
        return;
    domains = (struct scenario_domain *)(void *)begin_array(
        reader, json_object_size(json), sizeof(*domains), member, item);
    json_object_foreach(json, key, value)
    {
        const size_t before = reader_enter(reader, key);

        domains[n].domain = arena_strdup(reader->arena, key);
        read_member(reader, value, &status, &domains[n]);
        n++;
        reader_leave(reader, before);
    }
    *count_of(member, item) = n;
}

static void read_delegated(struct reader *reader, json_t *json,
                           const struct member *member, void *item)
{
    const struct member servers = {
        .kind = MEMBER_NAMES,
        .at = offsetof(struct scenario_zone, delegated_to),
        .n_at = offsetof(struct scenario_zone, n_delegated_to),
    };
    struct scenario_zone *zone = item;

    (void)member;
    if (zone->private_zone && !json_is_false(json)) {
        reader_fault(reader, "a private zone is delegated nowhere: leave this out");
        return;
    }
    if (json_is_boolean(json)) {
        zone->delegation = json_is_true(json) ? DELEGATION_HERE : DELEGATION_NOWHERE;
    } else if (json_is_array(json)) {
        zone->delegation = DELEGATION_ELSEWHERE;
        read_member(reader, json, &servers, zone);
        if (json_array_size(json) == 0)
            reader_fault(reader, "want name servers, got none; false: it points nowhere");
    } else {
        reader_fault(reader, "want true, false or an array of name servers");
    }
}

static read_value *const read_nested[MEMBER_KINDS] = {
    [MEMBER_MAP] = read_map,        [MEMBER_INLINE] = read_inline,
    [MEMBER_OBJECT] = read_pointer, [MEMBER_OBJECTS] = read_objects,
    [MEMBER_KEYED] = read_keyed,    [MEMBER_PAIRS] = read_pairs,
    [MEMBER_STEPS] = read_objects,  [MEMBER_DELEGATED] = read_delegated,
};

static void read_member(struct reader *reader, json_t *json, const struct member *member,
                        void *item)
{
    read_value *read = read_plain[member->kind];

    if (read == NULL)
        read = read_nested[member->kind];
    assert(read != NULL);
    read(reader, json, member, item);
}

/* What a request, an import or a new zone says beside the step's own members. */
static void read_news(struct reader *reader, json_t *json, const struct verb *verb,
                      struct scenario_step *step)
{
    if (verb->certificate != NULL) {
        struct scenario_certificate *certificate =
            arena_zalloc(reader->arena, sizeof(*certificate));

        shape_certificate.init(certificate, reader->scenario);
        if (step->at_ms != TIME_NONE)
            certificate->requested_ms = step->at_ms;
        read_members(reader, json, verb->certificate, certificate);
        if (verb->import != NULL) {
            struct scenario_import *import = arena_zalloc(reader->arena, sizeof(*import));

            shape_import.init(import, reader->scenario);
            read_members(reader, json, verb->import, import);
            certificate->import = import;
        }
        shape_certificate.derive(certificate, reader->scenario);
        step->new_certificate = certificate;
        step->certificate = certificate->id;
    }
    if (verb->zone != NULL) {
        struct scenario_zone *zone = arena_zalloc(reader->arena, sizeof(*zone));

        shape_zone.init(zone, reader->scenario);
        read_members(reader, json, verb->zone, zone);
        shape_zone.derive(zone, reader->scenario);
        step->new_zone = zone;
        step->zone = zone->id;
    }
}

static const struct verb *verb_of(struct reader *reader, json_t *json)
{
    const json_t *word = json_object_get(json, "do");
    const struct verb *verb = NULL;
    const char **list;
    size_t before;
    size_t n = 0;

    if (word == NULL)
        return NULL;
    before = reader_enter(reader, "do");
    if (json_is_string(word) && (verb = verb_find(json_string_value(word))) == NULL) {
        while (verbs[n].word != NULL)
            n++;
        list = arena_array(reader->arena, n + 1, sizeof(*list));
        for (size_t i = 0; i <= n; i++)
            list[i] = verbs[i].word;
        reader_fault(reader, "unknown word \"%.100s\"; %s", json_string_value(word),
                     words_hint(json_string_value(word), list, reader->arena));
    }
    reader_leave(reader, before);
    return verb;
}

void read_step(struct reader *reader, json_t *json, struct scenario_step *step)
{
    const struct verb *verb;
    const struct member *tables[5];

    shape_step.init(step, reader->scenario);
    reader_wish_line(reader, &step->line);
    if (!reader_is(reader, json, JSON_OBJECT, "an object"))
        return;
    read_members(reader, json, shape_step.members, step);
    verb = verb_of(reader, json);
    if (verb != NULL) {
        step->verb = (enum scenario_verb)verb->verb;
        read_members(reader, json, verb->members, step);
        read_news(reader, json, verb, step);
        tables[0] = shape_step.members;
        tables[1] = verb->members;
        tables[2] = verb->certificate;
        tables[3] = verb->import;
        tables[4] = verb->zone;
        refuse_unknown(reader, json, tables, 5);
    }
    shape_step.derive(step, reader->scenario);
}
