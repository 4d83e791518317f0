/* take: the value of one member, with its faults noted on the certificate and the file.
 */
#include "analyzer/read/take.h"

#include <string.h>

#include "base/dns/name.h"
#include "base/spell.h"
#include "base/when.h"

enum { ODDITIES_MAX = 100 };

static const char *type_word(struct json_value value)
{
    static const char *const words[] = { "null",   "boolean", "number",
                                         "string", "array",   "object" };

    return words[json_type(value)];
}

const char *take_pointer(const struct taking *t)
{
    if (t->member == NULL)
        return t->below;
    return arena_printf(t->context->arena, "%s/%u%s", t->below, t->index, t->member);
}

/*
 * Returns whether the file's problems shall have it, too: of one certificate they have
 * the first ODDITIES_MAX, and one that says so.
 */
static bool note(const struct taking *t, enum oddity_kind kind, const char *text,
                 const char *want)
{
    struct oddity *oddity;
    struct oddity **tail;
    size_t n = 0;

    if (t->cert == NULL)
        return true;
    for (tail = &t->cert->oddities; *tail != NULL; tail = &(*tail)->next)
        n++;
    if (n > ODDITIES_MAX)
        return false;
    oddity = arena_zalloc(t->context->arena, sizeof(*oddity));
    oddity->kind = kind;
    oddity->pointer = take_pointer(t);
    oddity->text = text;
    oddity->want = want;
    *tail = oddity;
    if (n < ODDITIES_MAX)
        return true;
    context_problem(t->context, PROBLEM_PARTLY, "",
                    "more of its members are at fault than are listed here");
    return false;
}

void take_wrong(const struct taking *t, struct json_value value, const char *want)
{
    struct problem *problem;

    if (!note(t, ODDITY_WRONG_TYPE, type_word(value), want))
        return;
    problem = context_problem(t->context, PROBLEM_WRONG_TYPE, take_pointer(t),
                              arena_printf(t->context->arena,
                                           "want %s, got %s; the member counts as absent",
                                           want, type_word(value)));
    problem->detail = type_word(value);
}

void take_twin(const struct taking *t)
{
    if (!note(t, ODDITY_DUPLICATE, "", NULL))
        return;
    context_problem(t->context, PROBLEM_PARTLY, take_pointer(t),
                    "the member stands twice; the first one counts");
}

/* PowerShell 5.1 prints a word as {"Value":"ISSUED"}. */
static struct json_value unwrap(struct json_value value)
{
    struct json_value inner;

    if (json_type(value) == JSON_OBJECT && json_size(value) == 1 &&
        json_get(value, "Value", &inner))
        return inner;
    return value;
}

static bool string_of(const struct taking *t, struct json_value value, const char **text,
                      size_t *len)
{
    value = unwrap(value);
    if (json_get_string(value, text, len))
        return *len > 0;
    if (json_type(value) != JSON_NULL)
        take_wrong(t, value, "string");
    return false;
}

const char *take_text(const struct taking *t, struct json_value value, bool shared)
{
    const char *text;
    size_t len;

    if (!string_of(t, value, &text, &len))
        return NULL;
    return shared ? context_shared(t->context, text, len)
                  : context_copy(t->context, text, len);
}

/* A NUL in a name must stay visible: what stands behind it is no part of a C string. */
static const char *canonical(const struct taking *t, const char *text, size_t len)
{
    if (memchr(text, '\0', len) != NULL) {
        text = context_copy(t->context, text, len);
        len = strlen(text);
    }
    return name_canonical(t->context->arena, text, len);
}

const char *take_name(const struct taking *t, struct json_value value)
{
    const char *text;
    size_t len;

    if (!string_of(t, value, &text, &len))
        return NULL;
    return canonical(t, text, len);
}

static const char *which(const char *text, size_t len, const char *a, const char *b)
{
    if (a != NULL && strlen(a) == len && memcmp(a, text, len) == 0)
        return a;
    if (b != NULL && strlen(b) == len && memcmp(b, text, len) == 0)
        return b;
    return NULL;
}

const char *take_text_or(const struct taking *t, struct json_value value, const char *a,
                         const char *b)
{
    const char *known;
    const char *text;
    size_t len;

    if (!string_of(t, value, &text, &len))
        return NULL;
    known = which(text, len, a, b);
    return known != NULL ? known : context_copy(t->context, text, len);
}

const char *take_name_or(const struct taking *t, struct json_value value, const char *a,
                         const char *b)
{
    const char *known;
    const char *text;
    size_t len;

    if (!string_of(t, value, &text, &len))
        return NULL;
    known = which(text, len, a, b);
    return known != NULL ? known : canonical(t, text, len);
}

static void bad_time(const struct taking *t, const char *text, size_t len)
{
    const char *shown = context_cut(t->context, text, len);
    struct problem *problem;

    if (!note(t, ODDITY_BAD_TIME, shown, NULL))
        return;
    problem = context_problem(t->context, PROBLEM_BAD_TIME, take_pointer(t),
                              "want a time; the member counts as absent");
    problem->detail = shown;
}

/* {"__class__":"datetime","year":2018,...}: of the recorder's own zone. */
static int64_t recorded_time(const struct taking *t, struct json_value value)
{
    static const char *const names[] = { "year", "month",  "day",
                                         "hour", "minute", "second" };
    int64_t fields[6] = { 0 };
    struct json_value field;

    for (int i = 0; i < 6; i++) {
        if (json_get(value, names[i], &field) && json_get_integer(field, &fields[i]) &&
            fields[i] >= 0 && fields[i] <= 9999)
            continue;
        if (i < 3) {
            take_wrong(t, value, "time");
            return WHEN_NONE;
        }
        fields[i] = 0;
    }
    return when_from_civil((int)fields[0], (int)fields[1], (int)fields[2], (int)fields[3],
                           (int)fields[4], (int)fields[5]);
}

int64_t take_time(const struct taking *t, struct json_value value)
{
    const char *text;
    size_t len;
    double number;
    int64_t when = WHEN_NONE;

    switch (json_type(value)) {
    case JSON_NULL:
        return WHEN_NONE;
    case JSON_NUMBER:
        if (!json_get_number(value, &number) ||
            when_from_number(number, &when) == WHEN_BROKEN)
            bad_time(t, "a number that is no time", 24);
        return when;
    case JSON_STRING:
        json_get_string(value, &text, &len);
        if (when_parse(text, len, &when) == WHEN_BROKEN)
            bad_time(t, text, len);
        return when;
    case JSON_OBJECT:
        return recorded_time(t, value);
    case JSON_BOOL:
    case JSON_ARRAY:
        break;
    }
    take_wrong(t, value, "time");
    return WHEN_NONE;
}

int take_word(const struct taking *t, enum acm_words words, struct json_value value)
{
    const char *text;
    size_t len;
    struct problem *problem;
    int word;

    if (!string_of(t, value, &text, &len))
        return 0;
    word = acm_word_parse(words, text, len);
    if (word != 1)
        return word;
    text = context_cut(t->context, text, len);
    if (!note(t, ODDITY_UNKNOWN_WORD, text, NULL))
        return word;
    problem = context_problem(t->context, PROBLEM_UNKNOWN_WORD, take_pointer(t),
                              "a word that this version does not know");
    problem->detail = text;
    return word;
}

enum flag take_flag(const struct taking *t, struct json_value value)
{
    const char *text;
    size_t len;
    bool is;

    if (json_get_bool(value, &is))
        return is ? FLAG_TRUE : FLAG_FALSE;
    if (json_type(value) == JSON_NULL)
        return FLAG_NONE;
    if (json_get_string(value, &text, &len)) {
        if (len == 0)
            return FLAG_NONE;
        if (spell_same(text, len, "true", 4))
            return FLAG_TRUE;
        if (spell_same(text, len, "false", 5))
            return FLAG_FALSE;
    }
    take_wrong(t, value, "boolean");
    return FLAG_NONE;
}

static int64_t take_array(const struct taking *t, struct json_value value, bool names,
                          const char *const **out)
{
    struct json_iter iter = json_elements(value);
    struct json_value element;
    const int64_t room = (int64_t)json_size(value); /* saturates: never more are taken */
    struct taking each = *t;
    const char **items;
    int64_t n = 0;

    if (t->member == NULL) { /* an array in an array is pointed to as a whole */
        each.member = "";
        each.index = 0;
    }
    if (json_type(value) == JSON_NULL)
        return -1;
    if (json_type(value) != JSON_ARRAY) {
        take_wrong(t, value, "array of strings");
        return -1;
    }
    items = arena_array(t->context->arena, (size_t)room, sizeof(*items));
    for (; n < room && json_next_element(&iter, &element);
         each.index += t->member == NULL) {
        const char *item =
            names ? take_name_or(&each, element, t->cert == NULL ? NULL : t->cert->domain,
                                 NULL)
                  : take_text(&each, element, false);

        if (item != NULL)
            items[n++] = item;
    }
    *out = items;
    return n;
}

int64_t take_texts(const struct taking *t, struct json_value value,
                   const char *const **out)
{
    return take_array(t, value, false, out);
}

int64_t take_names(const struct taking *t, struct json_value value,
                   const char *const **out)
{
    return take_array(t, value, true, out);
}
