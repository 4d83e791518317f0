/* shape: what a JSON input must look like, as tables, and the check of an input. */
#include "mockaws/wire/shape.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/spell.h"
#include "mockaws/wire/base64.h"
#include "mockaws/wire/call.h"
#include "mockaws/wire/pattern.h"

/* Deeper input is refused; SearchCertificates's filters nest two levels a statement. */
enum { DEPTH_MAX = 128, VALUE_MAX = 2048, STATED_MAX = 10, MESSAGE_MAX = 3800 };

/* Where a value stands: steps back to the root. */
struct at {
    const struct at *above;
    const char *member; /* NULL: an item of a list */
    size_t index;       /* from 1 */
    unsigned depth;
};

struct check {
    struct arena *arena;
    const char *wrong_type; /* the first; NULL: none */
    struct buf faults;
    unsigned n_faults;
};

static void add_path(struct buf *out, const struct at *at)
{
    if (at->above != NULL)
        add_path(out, at->above);
    if (at->depth > 1)
        buf_putc(out, '.');
    if (at->member == NULL && at->depth > 0) {
        buf_printf(out, "%zu.member", at->index);
    } else if (at->depth > 0) {
        const char first = at->member[0];

        buf_putc(out, (char)(first >= 'A' && first <= 'Z' ? first | 0x20 : first));
        buf_puts(out, at->member + 1);
    }
}

/* Text as it is, a list as [a, b], all else as JSON. */
static void add_value(struct buf *out, const json_t *value)
{
    char *text;

    if (json_is_string(value)) {
        buf_add(out, json_string_value(value), json_string_length(value));
    } else if (json_is_array(value)) {
        buf_putc(out, '[');
        for (size_t i = 0; i < json_array_size(value) && out->len < VALUE_MAX; i++) {
            if (i > 0)
                buf_puts(out, ", ");
            add_value(out, json_array_get(value, i));
        }
        buf_putc(out, ']');
    } else if (value != NULL) {
        text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        buf_puts(out, text != NULL ? text : "");
        free(text);
    }
}

/* At most so many octets of a text, cut at a character's border. */
static void add_cut(struct buf *out, const struct buf *text, size_t most)
{
    size_t len = text->len;

    if (len > most) {
        len = most;
        while (len > 0 && ((unsigned char)text->data[len] & 0xc0) == 0x80)
            len--;
    }
    buf_add(out, buf_text(text), len);
    if (len < text->len)
        buf_puts(out, "...");
}

static void add_cut_value(struct buf *out, const json_t *value)
{
    struct buf text = { 0 };

    add_value(&text, value);
    add_cut(out, &text, VALUE_MAX);
    buf_clear(&text);
}

/* The value failed to satisfy a constraint, which the caller then adds to the text. */
static struct buf *begin_fault(struct check *check, const struct at *at,
                               const struct shape *shape, const json_t *value)
{
    struct buf *out = &check->faults;

    if (check->n_faults++ > 0)
        buf_puts(out, "; ");
    if (shape->secret) {
        buf_puts(out, "Value");
    } else if (value == NULL) {
        buf_puts(out, "Value null");
    } else {
        buf_puts(out, "Value '");
        add_cut_value(out, value);
        buf_putc(out, '\'');
    }
    buf_puts(out, " at '");
    add_path(out, at);
    buf_puts(out, "' failed to satisfy constraint: ");
    return out;
}

static void say_words(struct buf *out, const struct shape *shape)
{
    buf_puts(out, "Member must satisfy enum value set: [");
    for (size_t i = 0; shape->words[i] != NULL; i++)
        buf_printf(out, "%s%s", i > 0 ? ", " : "", shape->words[i]);
    buf_putc(out, ']');
}

static void say_pattern(struct buf *out, const struct shape *shape)
{
    buf_printf(out, "Member must satisfy regular expression pattern: %s",
               shape->pattern->text);
}

static void say_most(struct buf *out, const struct shape *shape, const char *what)
{
    buf_printf(out, "Member must have %s less than or equal to %" PRId64, what,
               shape->max);
}

static void say_least(struct buf *out, const struct shape *shape, const char *what)
{
    buf_printf(out, "Member must have %s greater than or equal to %" PRId64, what,
               shape->min);
}

static void check_range(struct check *check, const struct at *at,
                        const struct shape *shape, const json_t *value, int64_t n)
{
    const char *what = shape->kind == SHAPE_INTEGER ? "value" : "length";

    if (!shape->has_range)
        return;
    if (n > shape->max)
        say_most(begin_fault(check, at, shape, value), shape, what);
    if (n < shape->min)
        say_least(begin_fault(check, at, shape, value), shape, what);
}

static int64_t characters(const char *text)
{
    int64_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(text, *words) == 0)
            return true;
    return false;
}

static void check_text(struct check *check, const struct at *at,
                       const struct shape *shape, const json_t *value)
{
    const char *text = json_string_value(value);

    check_range(check, at, shape, value, characters(text));
    if (shape->pattern != NULL && !shape->pattern->matches(text))
        say_pattern(begin_fault(check, at, shape, value), shape);
    if (shape->words != NULL && !is_one_of(text, shape->words))
        say_words(begin_fault(check, at, shape, value), shape);
}

/* Is an item of a list of texts right? Of these AWS states all constraints at once. */
static bool item_is_right(const struct shape *shape, const json_t *value)
{
    const char *text = json_string_value(value);
    const int64_t n = characters(text);

    return (!shape->has_range || (n >= shape->min && n <= shape->max)) &&
           (shape->pattern == NULL || shape->pattern->matches(text)) &&
           (shape->words == NULL || is_one_of(text, shape->words));
}

static void say_item(struct buf *out, const struct shape *item)
{
    const char *comma = "";

    buf_puts(out, "Member must satisfy constraint: [");
    if (item->has_range) {
        say_most(out, item, "length");
        buf_puts(out, ", ");
        say_least(out, item, "length");
        comma = ", ";
    }
    if (item->pattern != NULL) {
        buf_puts(out, comma);
        say_pattern(out, item);
        comma = ", ";
    }
    if (item->words != NULL) {
        buf_puts(out, comma);
        say_words(out, item);
    }
    buf_putc(out, ']');
}

/* What the service's JSON reader says of a token where another was due. */
static const char *token_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "Start of structure or map found where not expected.";
    case JSON_ARRAY:
        return "Start of list found where not expected";
    case JSON_STRING:
        return "STRING_VALUE";
    case JSON_INTEGER:
        return "NUMBER_VALUE";
    case JSON_REAL:
        return "DECIMAL_VALUE";
    case JSON_TRUE:
        return "TRUE_VALUE";
    case JSON_FALSE:
        return "FALSE_VALUE";
    case JSON_NULL:
        break;
    }
    return "NULL_VALUE";
}

static void wrong_type(struct check *check, const struct shape *shape,
                       const json_t *value)
{
    static const char *const wanted[] = {
        [SHAPE_STRUCTURE] = "a Structure", [SHAPE_UNION] = "a Structure",
        [SHAPE_LIST] = "a List",           [SHAPE_TEXT] = "a String",
        [SHAPE_BLOB] = "a ByteBuffer",     [SHAPE_INTEGER] = "an Integer",
        [SHAPE_BOOLEAN] = "a Boolean",     [SHAPE_TIME] = "a Timestamp",
    };
    const char *token = token_name(value);

    if (check->wrong_type != NULL)
        return;
    if (json_is_object(value) || json_is_array(value))
        check->wrong_type = token;
    else
        check->wrong_type = arena_printf(check->arena, "%s can not be converted to %s",
                                         token, wanted[shape->kind]);
}

static bool type_fits(const struct shape *shape, const json_t *value)
{
    switch (shape->kind) {
    case SHAPE_STRUCTURE:
    case SHAPE_UNION:
        return json_is_object(value);
    case SHAPE_LIST:
        return json_is_array(value);
    case SHAPE_TEXT:
    case SHAPE_BLOB:
        return json_is_string(value);
    case SHAPE_INTEGER:
        return json_is_integer(value) && json_integer_value(value) <= INT32_MAX &&
               json_integer_value(value) >= INT32_MIN;
    case SHAPE_BOOLEAN:
        return json_is_boolean(value);
    case SHAPE_TIME:
        return json_is_number(value);
    }
    return false;
}

static void check_blob(struct check *check, const struct at *at,
                       const struct shape *shape, const json_t *value)
{
    size_t len;

    if (base64_decode(check->arena, json_string_value(value), json_string_length(value),
                      &len) == NULL) {
        if (check->wrong_type == NULL)
            check->wrong_type = "Unable to decode the value: it is not base64";
        return;
    }
    check_range(check, at, shape, value, (int64_t)len);
}

static void check_value(struct check *check, const struct at *at,
                        const struct shape *shape, const json_t *value);

static void check_list(struct check *check, const struct at *at,
                       const struct shape *shape, const json_t *value)
{
    const size_t n = json_array_size(value);
    bool all_right = true;

    check_range(check, at, shape, value, (int64_t)n);
    for (size_t i = 0; i < n && check->wrong_type == NULL; i++) {
        const json_t *item = json_array_get(value, i);
        const struct at below = { at, NULL, i + 1, at->depth + 1 };

        if (json_is_null(item))
            buf_puts(begin_fault(check, &below, shape->item, NULL),
                     "Member must not be null");
        else if (shape->item->kind != SHAPE_TEXT)
            check_value(check, &below, shape->item, item);
        else if (!json_is_string(item))
            wrong_type(check, shape->item, item);
        else
            all_right = all_right && item_is_right(shape->item, item);
    }
    if (!all_right)
        say_item(begin_fault(check, at, shape, value), shape->item);
}

static void check_members(struct check *check, const struct at *at,
                          const struct shape *shape, const json_t *value)
{
    const struct shape_member *member = shape->members;
    size_t n_there = 0;

    for (; member->name != NULL && check->wrong_type == NULL; member++) {
        const struct at below = { at, member->name, 0, at->depth + 1 };
        const json_t *inner = json_object_get(value, member->name);

        if (inner != NULL && !json_is_null(inner)) {
            n_there++;
            check_value(check, &below, member->shape, inner);
        } else if (member->required) {
            buf_puts(begin_fault(check, &below, member->shape, NULL),
                     "Member must not be null");
        }
    }
    if (shape->kind == SHAPE_UNION && n_there != 1 && check->wrong_type == NULL)
        buf_puts(begin_fault(check, at, shape, value),
                 "Member must have exactly one member set");
}

static void check_value(struct check *check, const struct at *at,
                        const struct shape *shape, const json_t *value)
{
    if (at->depth > DEPTH_MAX) {
        check->wrong_type = "The input is nested too deeply";
    } else if (!type_fits(shape, value)) {
        wrong_type(check, shape, value);
    } else if (check->n_faults < STATED_MAX) {
        if (shape->kind == SHAPE_TEXT)
            check_text(check, at, shape, value);
        else if (shape->kind == SHAPE_BLOB)
            check_blob(check, at, shape, value);
        else if (shape->kind == SHAPE_INTEGER)
            check_range(check, at, shape, value, json_integer_value(value));
        else if (shape->kind == SHAPE_LIST)
            check_list(check, at, shape, value);
        else if (shape->members != NULL)
            check_members(check, at, shape, value);
    }
}

int shape_check(struct call *call, const struct shape *shape)
{
    const struct at root = { 0 };
    struct check check = { .arena = call->arena };
    struct buf message = { 0 };
    int rc = 0;

    if (shape == NULL)
        return 0;
    check_value(&check, &root, shape, call->input);
    add_cut(&message, &check.faults, MESSAGE_MAX);
    if (check.wrong_type != NULL)
        rc = call_fail(call, "SerializationException", "%s", check.wrong_type);
    else if (check.n_faults > 0)
        rc =
            call_fail(call, "ValidationException", "%u validation error%s detected: %s",
                      check.n_faults, check.n_faults == 1 ? "" : "s", buf_text(&message));
    buf_clear(&message);
    buf_clear(&check.faults);
    return rc;
}
