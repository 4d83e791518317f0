/* write: a scenario as the JSON text of its file, by the tables that it is read by. */
#include "mockaws/scenario/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/rr.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/scenario.h"

struct writer {
    const struct scenario *scenario;
    struct arena *arena; /* of the defaults */
};

/* Is a member as it is before anything was read? plain: what init() made. */
struct view {
    const char *item;
    const char *plain;
};

static json_t *need(json_t *json)
{
    if (json == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return json;
}

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, need(value)) != 0)
        need(NULL);
}

static void append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, need(value)) != 0)
        need(NULL);
}

#define VALUE(type, base, member) (*(type const *)(const void *)((base) + (member)->at))

static size_t count(const struct member *member, struct view view)
{
    return *(const size_t *)(const void *)(view.item + member->n_at);
}

static bool was_given(const struct member *member, struct view view)
{
    return member->n_at != 0 && *(const bool *)(const void *)(view.item + member->n_at);
}

static json_t *write_text(const struct member *member, struct view view)
{
    const char *text = VALUE(char *, view.item, member);
    const char *plain = VALUE(char *, view.plain, member);

    if (text == NULL || (plain != NULL && strcmp(text, plain) == 0))
        return NULL;
    return json_string(text);
}

static json_t *write_list(const struct member *member, struct view view)
{
    const char *const *list = VALUE(const char *const *, view.item, member);
    json_t *array;

    if (list == NULL || (count(member, view) == 0 && !member->required))
        return NULL;
    array = need(json_array());
    for (size_t i = 0; i < count(member, view); i++)
        append(array, json_string(list[i]));
    return array;
}

static json_t *write_word(const struct member *member, struct view view)
{
    const int value = VALUE(int, view.item, member);
    const char *word = words_text(member->words, value);

    if (member->n_at != 0 && !was_given(member, view))
        return NULL;
    if (member->or_null && value == 0)
        return json_null();
    if (member->n_at == 0 && !member->required && value == VALUE(int, view.plain, member))
        return NULL;
    return word[0] == '\0' ? NULL : json_string(word);
}

static json_t *write_flags(const struct member *member, struct view view)
{
    const unsigned flags = VALUE(unsigned, view.item, member);
    json_t *array;

    if (flags == 0)
        return NULL;
    array = need(json_array());
    for (size_t i = 0; i < member->words->n_table; i++)
        if ((flags & (unsigned)member->words->table[i].value) != 0)
            append(array, json_string(member->words->table[i].word));
    return array;
}

static json_t *write_bool(const struct member *member, struct view view)
{
    const bool value = VALUE(bool, view.item, member);

    return value == VALUE(bool, view.plain, member) ? NULL : json_boolean(value);
}

static json_t *write_tristate(const struct member *member, struct view view)
{
    const int64_t value = VALUE(int64_t, view.item, member);

    return value == -1 ? NULL : json_boolean(value != 0);
}

static json_t *write_integer(const struct member *member, struct view view)
{
    const int64_t value = VALUE(int64_t, view.item, member);

    return value == VALUE(int64_t, view.plain, member) ? NULL : json_integer(value);
}

static json_t *write_size(const struct member *member, struct view view)
{
    return was_given(member, view)
               ? json_integer((json_int_t)VALUE(size_t, view.item, member))
               : NULL;
}

static json_t *write_real(const struct member *member, struct view view)
{
    const double value = VALUE(double, view.item, member);

    if (value <= 0)
        return NULL;
    if (value < 1e15 && value == (double)(json_int_t)value)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *write_span(const struct member *member, struct view view)
{
    const int64_t value = VALUE(int64_t, view.item, member);
    char text[DURATION_TEXT_MAX];

    if (value < 0 || (value == VALUE(int64_t, view.plain, member) && !member->required))
        return NULL;
    return json_string(duration_text(value, text));
}

static json_t *write_moment(const struct member *member, struct view view)
{
    const int64_t value = VALUE(int64_t, view.item, member);
    char text[DURATION_TEXT_MAX];

    if (value == TIME_NONE || value == VALUE(int64_t, view.plain, member))
        return NULL;
    return json_string(duration_moment_text(value, text));
}

static json_t *write_counts(const struct member *member, struct view view)
{
    const struct scenario_counts counts =
        VALUE(struct scenario_counts, view.item, member);

    if (counts.every != 0)
        return json_sprintf("%%%lld", (long long)counts.every);
    if (counts.from == 0)
        return NULL;
    if (counts.to == INT64_MAX)
        return json_sprintf("%lld+", (long long)counts.from);
    if (counts.to != counts.from)
        return json_sprintf("%lld-%lld", (long long)counts.from, (long long)counts.to);
    return json_sprintf("%lld", (long long)counts.from);
}

static json_t *write_constant(const struct member *member, struct view view)
{
    (void)view;
    return json_string(member->constant);
}

static json_t *write_map(const struct member *member, struct view view)
{
    const struct scenario_tag *tags = VALUE(struct scenario_tag *, view.item, member);
    json_t *object;

    if (count(member, view) == 0)
        return NULL;
    object = need(json_object());
    for (size_t i = 0; i < count(member, view); i++)
        set(object, tags[i].key, json_string(tags[i].value == NULL ? "" : tags[i].value));
    return object;
}

static json_t *write_pairs(const struct member *member, struct view view)
{
    const struct scenario_domain *domains =
        VALUE(struct scenario_domain *, view.item, member);
    json_t *object;

    if (count(member, view) == 0)
        return NULL;
    object = need(json_object());
    for (size_t i = 0; i < count(member, view); i++)
        set(object, domains[i].domain,
            json_string(words_text(member->words, (int)domains[i].status)));
    return object;
}

static json_t *write_delegated(const struct member *member, struct view view)
{
    const struct scenario_zone *zone =
        (const struct scenario_zone *)(const void *)view.item;
    json_t *array;

    (void)member;
    if (zone->private_zone || zone->delegation == DELEGATION_HERE)
        return NULL;
    if (zone->delegation == DELEGATION_NOWHERE)
        return json_false();
    array = need(json_array());
    for (size_t i = 0; i < zone->n_delegated_to; i++)
        append(array, json_string(zone->delegated_to[i]));
    return array;
}

typedef json_t *write_value(const struct member *member, struct view view);

static write_value *const write_plain[MEMBER_KINDS] = {
    [MEMBER_TEXT] = write_text,
    [MEMBER_TEXTS] = write_list,
    [MEMBER_NAME] = write_text,
    [MEMBER_NAMES] = write_list,
    [MEMBER_CHOICE] = write_text,
    [MEMBER_WORD] = write_word,
    [MEMBER_FLAGS] = write_flags,
    [MEMBER_BOOL] = write_bool,
    [MEMBER_TRISTATE] = write_tristate,
    [MEMBER_INTEGER] = write_integer,
    [MEMBER_SIZE] = write_size,
    [MEMBER_REAL] = write_real,
    [MEMBER_SPAN] = write_span,
    [MEMBER_MOMENT] = write_moment,
    [MEMBER_INSTANT] = write_moment,
    [MEMBER_COUNTS] = write_counts,
    [MEMBER_MAP] = write_map,
    [MEMBER_PAIRS] = write_pairs,
    [MEMBER_DELEGATED] = write_delegated,
    [MEMBER_CONSTANT] = write_constant,
};

static void write_members(const struct writer *writer, const struct member *members,
                          struct view view, json_t *object);

/* What init() makes of an item of that shape. */
static const char *plain_of(const struct writer *writer, const struct shape *shape)
{
    char *plain = arena_zalloc(writer->arena, shape->size);

    if (shape->init != NULL)
        shape->init(plain, writer->scenario);
    return plain;
}

/* What a certificate says twice, its import says alone. */
static void prune(const struct shape *shape, const char *item, json_t *object)
{
    const struct scenario_certificate *certificate =
        (const struct scenario_certificate *)(const void *)item;

    if (shape != &shape_certificate || certificate->import == NULL)
        return;
    json_object_del(object, "names");
    json_object_del(object, "key_algorithm");
}

static json_t *write_object(const struct writer *writer, const struct shape *shape,
                            const char *item)
{
    json_t *object = need(json_object());
    const struct view view = { item, plain_of(writer, shape) };

    write_members(writer, shape->members, view, object);
    prune(shape, item, object);
    if (shape->bare && json_object_size(object) == 1) {
        json_t *text = json_object_get(object, shape->members[0].name);

        if (json_is_string(text)) {
            json_incref(text);
            json_decref(object);
            return text;
        }
    }
    return object;
}

static const struct verb *verb_of(const struct scenario_step *step)
{
    for (const struct verb *verb = verbs; verb->word != NULL; verb++)
        if (verb->verb == (int)step->verb)
            return verb;
    return NULL;
}

static json_t *write_step(const struct writer *writer, const struct scenario_step *step)
{
    const struct verb *verb = verb_of(step);
    const struct view view = { (const char *)step, plain_of(writer, &shape_step) };
    const char *certificate = plain_of(writer, &shape_certificate);
    json_t *object = need(json_object());

    write_members(writer, shape_step.members, view, object);
    set(object, "do", json_string(verb->word));
    write_members(writer, verb->members, view, object);
    if (verb->certificate != NULL)
        write_members(writer, verb->certificate,
                      (struct view){ (const char *)step->new_certificate, certificate },
                      object);
    if (verb->import != NULL)
        write_members(writer, verb->import,
                      (struct view){ (const char *)step->new_certificate->import,
                                     plain_of(writer, &shape_import) },
                      object);
    if (verb->zone != NULL)
        write_members(
            writer, verb->zone,
            (struct view){ (const char *)step->new_zone, plain_of(writer, &shape_zone) },
            object);
    return object;
}

static json_t *write_array(const struct writer *writer, const struct member *member,
                           struct view view)
{
    const char *items = VALUE(char *, view.item, member);
    const size_t size = member->shape->size;
    const bool keyed = member->kind == MEMBER_KEYED;
    json_t *all;

    if (count(member, view) == 0)
        return NULL;
    all = need(keyed ? json_object() : json_array());
    for (size_t i = 0; i < count(member, view); i++) {
        const char *item = items + i * size;

        if (member->kind == MEMBER_STEPS)
            append(all,
                   write_step(writer, (const struct scenario_step *)(const void *)item));
        else if (keyed)
            set(all, *(const char *const *)(const void *)item,
                write_object(writer, member->shape, item));
        else
            append(all, write_object(writer, member->shape, item));
    }
    return all;
}

static json_t *write_inline(const struct writer *writer, const struct member *member,
                            struct view view)
{
    json_t *object = need(json_object());

    write_members(writer, member->shape->members, view, object);
    if (json_object_size(object) > 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *write_member(const struct writer *writer, const struct member *member,
                            struct view view)
{
    if (write_plain[member->kind] != NULL)
        return write_plain[member->kind](member, view);
    if (member->kind == MEMBER_INLINE)
        return write_inline(writer, member, view);
    if (member->kind == MEMBER_OBJECT)
        return VALUE(char *, view.item, member) == NULL
                   ? NULL
                   : write_object(writer, member->shape,
                                  VALUE(char *, view.item, member));
    if (member->kind == MEMBER_IGNORED)
        return NULL;
    return write_array(writer, member, view);
}

static void write_members(const struct writer *writer, const struct member *members,
                          struct view view, json_t *object)
{
    for (; members->name != NULL; members++) {
        json_t *value = write_member(writer, members, view);

        if (value != NULL)
            set(object, members->name, value);
    }
}

static int add(const char *bytes, size_t len, void *out)
{
    buf_add(out, bytes, len);
    return 0;
}

void scenario_write(const struct scenario *scenario, struct buf *out)
{
    struct arena arena;
    const struct writer writer = { scenario, &arena };
    json_t *json;

    arena_init(&arena);
    json = write_object(&writer, &shape_scenario, (const char *)scenario);
    json_dump_callback(json, add, out, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    buf_putc(out, '\n');
    json_decref(json);
    arena_clear(&arena);
}
