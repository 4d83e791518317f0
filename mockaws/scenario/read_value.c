/* read_value: the plain values of a scenario: texts, numbers, words, times. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/escape.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/read_parts.h"

size_t reader_enter(struct reader *reader, const char *key)
{
    const size_t before = reader->path.len;

    buf_putc(&reader->path, '/');
    escape_pointer(&reader->path, key, strlen(key));
    return before;
}

size_t reader_enter_index(struct reader *reader, size_t index)
{
    const size_t before = reader->path.len;

    buf_printf(&reader->path, "/%zu", index);
    return before;
}

void reader_leave(struct reader *reader, size_t before)
{
    reader->path.len = before;
    if (reader->path.data != NULL)
        reader->path.data[before] = '\0';
}

void reader_fault(struct reader *reader, const char *format, ...)
{
    char text[900];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    mistakes_add(reader->mistakes, buf_text(&reader->path), "%s", text);
}

static const char *type_word(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "text";
    case JSON_INTEGER:
        return "an integer";
    case JSON_REAL:
        return "a number with a fraction";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        break;
    }
    return "null";
}

bool reader_is(struct reader *reader, const json_t *json, json_type type,
               const char *want)
{
    if (json_typeof(json) != type) {
        mistakes_add_type(reader->mistakes, buf_text(&reader->path), want,
                          type_word(json));
        return false;
    }
    if (type == JSON_STRING &&
        strlen(json_string_value(json)) != json_string_length(json)) {
        reader_fault(reader, "the text holds the character U+0000");
        return false;
    }
    return true;
}

const char *reader_text(struct reader *reader, const json_t *json,
                        const struct member *member)
{
    const char *fault = NULL;
    const char *text;

    if (!reader_is(reader, json, JSON_STRING, "text"))
        return NULL;
    text = json_string_value(json);
    if (member->fault != NULL)
        fault = member->fault(text);
    if (fault == NULL)
        return arena_strdup(reader->arena, text);
    if (strncmp(fault, "want ", 5) == 0)
        reader_fault(reader, "%s, got \"%.200s\"", fault, text);
    else
        reader_fault(reader, "\"%.200s\" %s", text, fault);
    return NULL;
}

/* The place of the member in item. */
static void *place(const struct member *member, void *item)
{
    return (char *)item + member->at;
}

/* Rows of what may be absent keep whether it was given. */
static void given(const struct member *member, void *item)
{
    if (member->n_at != 0)
        *(bool *)((char *)item + member->n_at) = true;
}

static void read_text(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    const char *text = reader_text(reader, json, member);

    if (text != NULL)
        *(const char **)place(member, item) = text;
}

static const char *canonical(struct reader *reader, const json_t *json)
{
    const char *fault;
    const char *name;

    if (!reader_is(reader, json, JSON_STRING, "text"))
        return NULL;
    name =
        name_canonical(reader->arena, json_string_value(json), json_string_length(json));
    fault = form_name(name);
    if (fault != NULL)
        reader_fault(reader, "%s, got \"%.200s\"", fault, json_string_value(json));
    return fault == NULL ? name : NULL;
}

static void read_name(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    const char *name = canonical(reader, json);

    if (name != NULL)
        *(const char **)place(member, item) = name;
}

/* An element that is wrong is NULL, so that the others keep their index. */
static void read_list(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    const char **list;

    if (!reader_is(reader, json, JSON_ARRAY, "an array of texts"))
        return;
    list = arena_array(reader->arena, json_array_size(json) + 1, sizeof(*list));
    for (size_t i = 0; i < json_array_size(json); i++) {
        const size_t before = reader_enter_index(reader, i);
        const json_t *element = json_array_get(json, i);

        list[i] = member->kind == MEMBER_NAMES ? canonical(reader, element)
                                               : reader_text(reader, element, member);
        reader_leave(reader, before);
    }
    *(const char ***)place(member, item) = list;
    *(size_t *)((char *)item + member->n_at) = json_array_size(json);
}

static bool find_word(struct reader *reader, const json_t *json,
                      const struct member *member, int *value)
{
    const char *text;

    if (!reader_is(reader, json, JSON_STRING, "a word"))
        return false;
    text = json_string_value(json);
    if (words_find(member->words, text, value))
        return true;
    reader_fault(
        reader, "unknown word \"%.100s\"; %s", text,
        words_hint(text, words_list(member->words, reader->arena), reader->arena));
    return false;
}

static void read_word(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    int value = 0;

    if (!(member->or_null && json_is_null(json)) &&
        !find_word(reader, json, member, &value))
        return;
    memcpy(place(member, item), &value, sizeof(value));
    given(member, item);
}

static void read_choice(struct reader *reader, json_t *json, const struct member *member,
                        void *item)
{
    int value;

    if (find_word(reader, json, member, &value))
        *(const char **)place(member, item) = words_text(member->words, value);
}

static void read_flags(struct reader *reader, json_t *json, const struct member *member,
                       void *item)
{
    int value;

    if (!reader_is(reader, json, JSON_ARRAY, "an array of words"))
        return;
    for (size_t i = 0; i < json_array_size(json); i++) {
        const size_t before = reader_enter_index(reader, i);

        if (find_word(reader, json_array_get(json, i), member, &value))
            *(unsigned *)place(member, item) |= (unsigned)value;
        reader_leave(reader, before);
    }
}

static bool is_boolean(struct reader *reader, const json_t *json)
{
    if (json_is_boolean(json))
        return true;
    reader_fault(reader, "want true or false, got %s", type_word(json));
    return false;
}

static void read_bool(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    if (is_boolean(reader, json))
        *(bool *)place(member, item) = json_is_true(json);
}

static void read_tristate(struct reader *reader, json_t *json,
                          const struct member *member, void *item)
{
    if (is_boolean(reader, json))
        *(int64_t *)place(member, item) = json_is_true(json) ? 1 : 0;
}

static void read_integer(struct reader *reader, json_t *json, const struct member *member,
                         void *item)
{
    int64_t number;

    if (!reader_is(reader, json, JSON_INTEGER, "an integer"))
        return;
    number = json_integer_value(json);
    if (number < member->min || number > member->max) {
        reader_fault(reader, "want %lld to %lld, got %lld", (long long)member->min,
                     (long long)member->max, (long long)number);
        return;
    }
    if (member->kind == MEMBER_SIZE)
        *(size_t *)place(member, item) = (size_t)number;
    else
        *(int64_t *)place(member, item) = number;
    given(member, item);
}

static void read_real(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    if (!json_is_number(json))
        reader_fault(reader, "want a number, got %s", type_word(json));
    else if (json_number_value(json) <= 0)
        reader_fault(reader, "want a number above 0, got %g", json_number_value(json));
    else
        *(double *)place(member, item) = json_number_value(json);
}

static void read_span(struct reader *reader, json_t *json, const struct member *member,
                      void *item)
{
    const char *text;

    if (!reader_is(reader, json, JSON_STRING, "a span such as \"72h\""))
        return;
    text = json_string_value(json);
    if (!duration_parse(text, strlen(text), place(member, item)))
        reader_fault(reader,
                     "want a span such as \"72h\" or \"3d4h30m\" (units d h m s), got "
                     "\"%.100s\"",
                     text);
}

static void read_moment(struct reader *reader, json_t *json, const struct member *member,
                        void *item)
{
    const char *fault;
    const char *text;

    if (!reader_is(reader, json, JSON_STRING, "a time"))
        return;
    text = json_string_value(json);
    if (member->kind == MEMBER_INSTANT && (text[0] == '+' || text[0] == '-'))
        reader_fault(
            reader, "want a time such as \"2026-03-01T00:00:00Z\", got \"%.100s\"", text);
    else if (!duration_moment(text, strlen(text), reader->scenario->start_ms,
                              place(member, item), &fault))
        reader_fault(reader, "%s, got \"%.100s\"", fault, text);
}

/* A number of digits alone, at least 1; the text goes on behind it. */
static bool take_count(const char **text, int64_t *out)
{
    int64_t number = 0;

    if (**text < '0' || **text > '9')
        return false;
    for (; **text >= '0' && **text <= '9'; (*text)++) {
        number = number * 10 + (**text - '0');
        if (number > 1000000000)
            return false;
    }
    *out = number;
    return number > 0;
}

static bool parse_counts(const char *text, struct scenario_counts *out)
{
    struct scenario_counts counts = { 0 };

    if (*text == '%') {
        text++;
        if (!take_count(&text, &counts.every))
            return false;
    } else {
        if (!take_count(&text, &counts.from))
            return false;
        counts.to = counts.from;
        if (*text == '+') {
            text++;
            counts.to = INT64_MAX;
        } else if (*text == '-') {
            text++;
            if (!take_count(&text, &counts.to) || counts.to < counts.from)
                return false;
        }
    }
    *out = counts;
    return *text == '\0';
}

static void read_counts(struct reader *reader, json_t *json, const struct member *member,
                        void *item)
{
    static const char want[] = "want one of the forms \"2\", \"2-3\", \"3+\", \"%5\"";
    struct scenario_counts counts;
    char digits[32];
    const char *text = digits;

    if (json_is_string(json) && !reader_is(reader, json, JSON_STRING, "text"))
        return;
    snprintf(digits, sizeof(digits), "%lld", (long long)json_integer_value(json));
    if (json_is_string(json))
        text = json_string_value(json);
    else if (!json_is_integer(json)) {
        reader_fault(reader, "%s, got %s", want, type_word(json));
        return;
    }
    if (parse_counts(text, &counts))
        *(struct scenario_counts *)place(member, item) = counts;
    else
        reader_fault(reader, "%s, got \"%.100s\"", want, text);
}

static void read_constant(struct reader *reader, json_t *json,
                          const struct member *member, void *item)
{
    (void)item;
    if (reader_is(reader, json, JSON_STRING, "text") &&
        strcmp(json_string_value(json), member->constant) != 0)
        reader_fault(reader, "want \"%s\", got \"%.100s\"", member->constant,
                     json_string_value(json));
}

static void read_ignored(struct reader *reader, json_t *json, const struct member *member,
                         void *item)
{
    (void)member;
    (void)item;
    reader_is(reader, json, JSON_STRING, "text");
}

read_value *const read_plain[MEMBER_KINDS] = {
    [MEMBER_TEXT] = read_text,         [MEMBER_TEXTS] = read_list,
    [MEMBER_NAME] = read_name,         [MEMBER_NAMES] = read_list,
    [MEMBER_CHOICE] = read_choice,     [MEMBER_WORD] = read_word,
    [MEMBER_FLAGS] = read_flags,       [MEMBER_BOOL] = read_bool,
    [MEMBER_TRISTATE] = read_tristate, [MEMBER_INTEGER] = read_integer,
    [MEMBER_SIZE] = read_integer,      [MEMBER_REAL] = read_real,
    [MEMBER_SPAN] = read_span,         [MEMBER_MOMENT] = read_moment,
    [MEMBER_INSTANT] = read_moment,    [MEMBER_COUNTS] = read_counts,
    [MEMBER_CONSTANT] = read_constant, [MEMBER_IGNORED] = read_ignored,
};
