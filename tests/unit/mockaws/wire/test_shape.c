/* test_shape: inputs held against a shape: what AWS says of each fault. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "mockaws/wire/call.h"
#include "mockaws/wire/pattern.h"
#include "mockaws/wire/shape.h"

/* clang-format off */
static const char *const colours[] = { "RED", "BLUE", NULL };
static const struct shape colour = { .kind = SHAPE_TEXT, .words = colours };
static const struct shape name = {
    .kind = SHAPE_TEXT, .has_range = true, .min = 2, .max = 4, .pattern = &pattern_word };
static const struct shape anything = { .kind = SHAPE_TEXT };
static const struct shape names = {
    .kind = SHAPE_LIST, .has_range = true, .min = 1, .max = 3, .item = &name };
static const struct shape palette = { .kind = SHAPE_LIST, .item = &colour };
static const struct shape count = {
    .kind = SHAPE_INTEGER, .has_range = true, .min = 1, .max = 9 };
static const struct shape flag = { .kind = SHAPE_BOOLEAN };
static const struct shape when = { .kind = SHAPE_TIME };
static const struct shape blob = {
    .kind = SHAPE_BLOB, .has_range = true, .min = 2, .max = 3 };
static const struct shape password = {
    .kind = SHAPE_BLOB, .secret = true, .has_range = true, .min = 4, .max = 8 };
static const struct shape_member pair_members[] = {
    { "Key", &name, true }, { "Value", &anything, false }, { 0 } };
static const struct shape pair = { .kind = SHAPE_STRUCTURE, .members = pair_members };
static const struct shape pairs = { .kind = SHAPE_LIST, .item = &pair };
static const struct shape one;
static const struct shape_member one_members[] = {
    { "Not", &one, false }, { "Flag", &flag, false }, { 0 } };
static const struct shape one = { .kind = SHAPE_UNION, .members = one_members };
static const struct shape_member members[] = {
    { "Name", &name, false },   { "Colour", &colour, false },  { "Names", &names, false },
    { "Palette", &palette, false }, { "Count", &count, false }, { "Flag", &flag, false },
    { "When", &when, false },   { "Blob", &blob, false }, { "Password", &password, false },
    { "Pair", &pair, false },   { "Pairs", &pairs, false },    { "One", &one, false },
    { "Any", &anything, false }, { 0 } };
static const struct shape root = { .kind = SHAPE_STRUCTURE, .members = members };

#define ONE_FAULT(what, where, must) \
    "ValidationException: 1 validation error detected: Value" what " at '" where \
    "' failed to satisfy constraint: Member must " must

/* input with ' for "; expected NULL: nothing is wrong. */
static struct row {
    const char *name;
    const char *input;
    const char *expected;
} rows[] = {
    { "nothing", "{}", NULL },
    { "all is right", "{'Name':'ab','Colour':'RED','Names':['abc'],'Palette':[],'Count':9,"
      "'Flag':false,'When':1.5,'Blob':'YWI=','Pair':{'Key':'ab'},'Pairs':[{'Key':'ab',"
      "'Value':''}],'One':{'Not':{'Flag':true}}}", NULL },
    { "null is absent", "{'Name':null,'Pairs':null}", NULL },
    { "members beside the model", "{'Nome':'a','Pair':{'Key':'ab','Kee':1}}", NULL },
    { "characters, not octets", "{'Any':'ä','Name':'abcd'}", NULL },
    { "too short", "{'Name':'a'}",
      ONE_FAULT(" 'a'", "name", "have length greater than or equal to 2") },
    { "too long", "{'Name':'abcde'}",
      ONE_FAULT(" 'abcde'", "name", "have length less than or equal to 4") },
    { "another pattern", "{'Name':'a b'}",
      ONE_FAULT(" 'a b'", "name", "satisfy regular expression pattern: \\w+") },
    { "two faults of one value", "{'Name':'-'}",
      "ValidationException: 2 validation errors detected: Value '-' at 'name' failed to "
      "satisfy constraint: Member must have length greater than or equal to 2; Value '-' "
      "at 'name' failed to satisfy constraint: Member must satisfy regular expression "
      "pattern: \\w+" },
    { "another word", "{'Colour':'red'}",
      ONE_FAULT(" 'red'", "colour", "satisfy enum value set: [RED, BLUE]") },
    { "an empty list", "{'Names':[]}",
      ONE_FAULT(" '[]'", "names", "have length greater than or equal to 1") },
    { "a long list", "{'Names':['aa','bb','cc','dd']}",
      ONE_FAULT(" '[aa, bb, cc, dd]'", "names", "have length less than or equal to 3") },
    { "an item of a list", "{'Names':['aa','b']}",
      ONE_FAULT(" '[aa, b]'", "names", "satisfy constraint: [Member must have length less "
      "than or equal to 4, Member must have length greater than or equal to 2, Member "
      "must satisfy regular expression pattern: \\w+]") },
    { "a word of a list", "{'Palette':['RED','GREY']}",
      ONE_FAULT(" '[RED, GREY]'", "palette",
                "satisfy constraint: [Member must satisfy enum value set: [RED, BLUE]]") },
    { "null in a list", "{'Pairs':[null]}",
      ONE_FAULT(" null", "pairs.1.member", "not be null") },
    { "what is required", "{'Pair':{'Value':'x'}}",
      ONE_FAULT(" null", "pair.key", "not be null") },
    { "what is required is null", "{'Pair':{'Key':null}}",
      ONE_FAULT(" null", "pair.key", "not be null") },
    { "within a list of structures", "{'Pairs':[{'Key':'ab'},{'Key':'*'}]}",
      "ValidationException: 2 validation errors detected: Value '*' at "
      "'pairs.2.member.key' failed to satisfy constraint: Member must have length greater "
      "than or equal to 2; Value '*' at 'pairs.2.member.key' failed to satisfy "
      "constraint: Member must satisfy regular expression pattern: \\w+" },
    { "too large a number", "{'Count':10}",
      ONE_FAULT(" '10'", "count", "have value less than or equal to 9") },
    { "too small a number", "{'Count':0}",
      ONE_FAULT(" '0'", "count", "have value greater than or equal to 1") },
    { "a blob too long", "{'Blob':'YWJjZA=='}",
      ONE_FAULT(" 'YWJjZA=='", "blob", "have length less than or equal to 3") },
    { "a secret is not repeated", "{'Password':'YWI='}",
      ONE_FAULT("", "password", "have length greater than or equal to 4") },
    { "a union of none", "{'One':{}}",
      ONE_FAULT(" '{}'", "one", "have exactly one member set") },
    { "a union of two", "{'One':{'Not':{'Flag':true},'Flag':true}}",
      "ValidationException: 1 validation error detected: Value "
      "'{\"Not\":{\"Flag\":true},\"Flag\":true}' at 'one' failed to satisfy constraint: "
      "Member must have exactly one member set" },
    { "a number for a text", "{'Name':1}",
      "SerializationException: NUMBER_VALUE can not be converted to a String" },
    { "a fraction for a text", "{'Name':1.5}",
      "SerializationException: DECIMAL_VALUE can not be converted to a String" },
    { "true for a text", "{'Name':true}",
      "SerializationException: TRUE_VALUE can not be converted to a String" },
    { "a list for a text", "{'Name':[]}",
      "SerializationException: Start of list found where not expected" },
    { "a structure for a text", "{'Name':{}}",
      "SerializationException: Start of structure or map found where not expected." },
    { "a text for a number", "{'Count':'1'}",
      "SerializationException: STRING_VALUE can not be converted to an Integer" },
    { "a fraction for a number", "{'Count':1.0}",
      "SerializationException: DECIMAL_VALUE can not be converted to an Integer" },
    { "a number of more than 32 bits", "{'Count':2147483648}",
      "SerializationException: NUMBER_VALUE can not be converted to an Integer" },
    { "a text for a flag", "{'Flag':'false'}",
      "SerializationException: STRING_VALUE can not be converted to a Boolean" },
    { "a text for a time", "{'When':'2026-01-01'}",
      "SerializationException: STRING_VALUE can not be converted to a Timestamp" },
    { "a text for a list", "{'Names':'aa'}",
      "SerializationException: STRING_VALUE can not be converted to a List" },
    { "a list for a structure", "{'Pair':[]}",
      "SerializationException: Start of list found where not expected" },
    { "a text for a structure", "{'Pairs':['ab']}",
      "SerializationException: STRING_VALUE can not be converted to a Structure" },
    { "a number in a list of texts", "{'Names':['aa',1]}",
      "SerializationException: NUMBER_VALUE can not be converted to a String" },
    { "a blob that is no base64", "{'Blob':'*'}",
      "SerializationException: Unable to decode the value: it is not base64" },
    { "a wrong type goes before other faults", "{'Name':'a','Count':'x'}",
      "SerializationException: STRING_VALUE can not be converted to an Integer" },
};
/* clang-format on */

static json_t *read(const char *text)
{
    char copy[4096];
    json_t *json;

    snprintf(copy, sizeof(copy), "%s", text);
    for (char *at = copy; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    json = json_loads(copy, 0, NULL);
    assert_non_null(json);
    return json;
}

static void check(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    struct call call = { .arena = &arena, .input = read(row->input) };
    char found[4200];
    int rc;

    arena_init(&arena);
    rc = shape_check(&call, &root);
    if (row->expected == NULL) {
        assert_int_equal(rc, 0);
        assert_null(call.code);
    } else {
        assert_int_equal(rc, -1);
        snprintf(found, sizeof(found), "%s: %s", call.code, call.message);
        assert_string_equal(found, row->expected);
    }
    json_decref(call.input);
    arena_clear(&arena);
}

static void no_shape_allows_all(void **state)
{
    struct call call = { .input = read("[1]") };

    (void)state;
    assert_int_equal(shape_check(&call, NULL), 0);
    json_decref(call.input);
}

/* A long value is cut at a character's border, and the message stays bounded. */
static void long_values_are_cut(void **state)
{
    struct arena arena;
    struct call call = { .arena = &arena, .input = json_object() };
    char text[9001];

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i + 2 < sizeof(text); i += 3)
        memcpy(text + i, "\xe2\x82\xac", 3);
    text[9000] = '\0';
    json_object_set_new(call.input, "Name", json_string(text));
    json_object_set_new(call.input, "Colour", json_string(text));
    assert_int_equal(shape_check(&call, &root), -1);
    assert_true(strlen(call.message) < 4000);
    assert_non_null(strstr(call.message, "\xe2\x82\xac...' at 'name'"));
    json_decref(call.input);
    arena_clear(&arena);
}

static void deep_input_is_refused(void **state)
{
    struct arena arena;
    struct call call = { .arena = &arena };
    json_t *inner = json_pack("{s:b}", "Flag", 1);

    (void)state;
    arena_init(&arena);
    for (int i = 0; i < 1000; i++)
        inner = json_pack("{s:o}", "Not", inner);
    call.input = json_pack("{s:o}", "One", inner);
    assert_int_equal(shape_check(&call, &root), -1);
    assert_string_equal(call.code, "SerializationException");
    json_decref(call.input);
    arena_clear(&arena);
}

static void note(void *context, const char *path, const char *nearest)
{
    char *out = context;

    strcat(out, path);
    strcat(out, "=");
    strcat(out, nearest != NULL ? nearest : "?");
    strcat(out, " ");
}

static void strangers_are_told(void **state)
{
    struct arena arena;
    json_t *json = read("{'Nome':1,'Pair':{'Kee':1},'Pairs':[{},{'Valeu':2}],"
                        "'Palette':['x'],'One':{'Not':{'Unheard':1}}}");
    char found[512] = "";

    (void)state;
    arena_init(&arena);
    shape_strangers(&root, json, &arena, note, found);
    assert_string_equal(found, "Nome=Name Pair.Kee=Key Pairs.2.Valeu=Value "
                               "One.Not.Unheard=? ");
    json_decref(json);
    arena_clear(&arena);
}

TEST_ROWS(rows, check)

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(no_shape_allows_all),
        cmocka_unit_test(long_values_are_cut),
        cmocka_unit_test(deep_input_is_refused),
        cmocka_unit_test(strangers_are_told),
    };
    const int failed = run_rows("shape");

    return failed + cmocka_run_group_tests_name("shape_others", others, NULL, NULL);
}
