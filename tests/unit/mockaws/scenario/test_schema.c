/* Tests of scenario.schema.json: it has the members and words of the reader's tables. */
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/rows.h"
#include "tests/support/test.h"

#define SCHEMA "mockaws/scenario/schema/scenario.schema.json"

struct walk {
    const json_t *schema;
    struct arena arena;
};

static void fail_at(const char *what, const char *name)
{
    fail_msg("%s: %s", what, name);
}

/* Behind $ref, and allOf of one. */
static const json_t *resolve(const struct walk *walk, const json_t *node)
{
    const json_t *all = json_object_get(node, "allOf");
    const json_t *ref =
        json_object_get(all == NULL ? node : json_array_get(all, 0), "$ref");
    static const char prefix[] = "#/definitions/";
    const char *text;

    if (ref == NULL)
        return node;
    text = json_string_value(ref);
    assert_int_equal(strncmp(text, prefix, sizeof(prefix) - 1), 0);
    node = json_object_get(json_object_get(walk->schema, "definitions"),
                           text + sizeof(prefix) - 1);
    assert_non_null(node);
    return resolve(walk, node);
}

static bool has_text(const json_t *array, const char *text)
{
    size_t i;
    const json_t *item;

    json_array_foreach(array, i,
                       item) if (json_is_string(item) &&
                                 strcmp(json_string_value(item), text) == 0) return true;
    return false;
}

static void compare_words(struct walk *walk, const json_t *node,
                          const struct member *member)
{
    const char *const *list = words_list(member->words, &walk->arena);
    const json_t *words = json_object_get(node, "enum");
    size_t n = 0;

    for (; list[n] != NULL; n++)
        if (!has_text(words, list[n]))
            fail_at(member->name, list[n]);
    assert_int_equal(json_array_size(words), n + member->or_null);
}

static void compare_table(struct walk *walk, const json_t *node,
                          const struct member *members);

/* The variant of a oneOf that is an object. */
static const json_t *object_of(const struct walk *walk, const json_t *node)
{
    const json_t *variants = json_object_get(node, "oneOf");
    const json_t *variant;
    size_t i;

    json_array_foreach(variants, i, variant)
    {
        variant = resolve(walk, variant);
        if (json_object_get(variant, "properties") != NULL)
            return variant;
    }
    return node;
}

static void compare_member(struct walk *walk, const json_t *node,
                           const struct member *member)
{
    const json_t *items = json_object_get(node, "items");
    const json_t *more = json_object_get(node, "additionalProperties");

    if (member->kind == MEMBER_WORD || member->kind == MEMBER_CHOICE)
        compare_words(walk, node, member);
    else if (member->kind == MEMBER_FLAGS)
        compare_words(walk, items, member);
    else if (member->kind == MEMBER_PAIRS)
        compare_words(walk, more, member);
    else if (member->kind == MEMBER_INLINE || member->kind == MEMBER_OBJECT)
        compare_table(walk, node, member->shape->members);
    else if (member->kind == MEMBER_KEYED)
        compare_table(walk, resolve(walk, more), member->shape->members);
    else if (member->kind == MEMBER_OBJECTS)
        compare_table(walk, object_of(walk, resolve(walk, items)),
                      member->shape->members);
    else if (member->kind == MEMBER_CONSTANT)
        assert_string_equal(json_string_value(json_object_get(node, "const")),
                            member->constant);
    else if (member->kind == MEMBER_INTEGER || member->kind == MEMBER_SIZE)
        assert_int_equal(json_integer_value(json_object_get(node, "minimum")),
                         member->min);
}

static size_t compare_members(struct walk *walk, const json_t *node,
                              const struct member *members)
{
    const json_t *properties = json_object_get(node, "properties");
    size_t n = 0;

    for (; members != NULL && members->name != NULL; members++, n++) {
        const json_t *property = json_object_get(properties, members->name);

        if (property == NULL)
            fail_at("not in the schema", members->name);
        if (members->required &&
            !has_text(json_object_get(node, "required"), members->name))
            fail_at("not required by the schema", members->name);
        compare_member(walk, resolve(walk, property), members);
    }
    return n;
}

static void compare_table(struct walk *walk, const json_t *node,
                          const struct member *members)
{
    const size_t n = compare_members(walk, node, members);

    assert_true(json_is_false(json_object_get(node, "additionalProperties")));
    if (json_object_size(json_object_get(node, "properties")) != n)
        fail_at("the schema has more members than", members->name);
}

static void begin(struct walk *walk)
{
    json_error_t error;

    arena_init(&walk->arena);
    walk->schema = json_load_file(SCHEMA, JSON_REJECT_DUPLICATES, &error);
    if (walk->schema == NULL)
        fail_msg("%s:%d: %s", SCHEMA, error.line, error.text);
}

static void end(struct walk *walk)
{
    json_decref((json_t *)(uintptr_t)walk->schema);
    arena_clear(&walk->arena);
}

static void has_every_member(void **state)
{
    struct walk walk;

    (void)state;
    begin(&walk);
    compare_table(&walk, walk.schema, shape_scenario.members);
    end(&walk);
}

static void has_every_verb(void **state)
{
    struct walk walk;
    const json_t *definitions;
    const json_t *step;
    size_t n = 0;

    (void)state;
    begin(&walk);
    definitions = json_object_get(walk.schema, "definitions");
    step = json_object_get(definitions, "step");
    for (const struct verb *verb = verbs; verb->word != NULL; verb++, n++) {
        const json_t *node = json_object_get(
            definitions, arena_printf(&walk.arena, "step_%s", verb->word));
        size_t members = compare_members(&walk, node, shape_step.members);

        members += compare_members(&walk, node, verb->members);
        members += compare_members(&walk, node, verb->certificate);
        members += compare_members(&walk, node, verb->import);
        members += compare_members(&walk, node, verb->zone);
        members -= verb->zone != NULL; /* the comment is the zone's */
        if (json_object_size(json_object_get(node, "properties")) != members)
            fail_at("the schema has more members than the step", verb->word);
    }
    assert_int_equal(json_array_size(json_object_get(step, "allOf")), n);
    end(&walk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_every_member),
        cmocka_unit_test(has_every_verb),
    };

    return cmocka_run_group_tests_name("scenario schema", tests, NULL, NULL);
}
