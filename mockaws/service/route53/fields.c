/* fields: walks a request by its table and states every fault in AWS's manner. */
#include "mockaws/service/route53/fields.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mockaws/wire/call.h"
#include "mockaws/wire/xml.h"

enum { STATED_MAX = 10, SHOWN_MAX = 256, PATH_MAX_LEN = 256 };

/* The value, cut at a character's border when it is long. */
static void add_value(struct buf *out, const char *value)
{
    size_t len = strlen(value);
    const bool cut = len > SHOWN_MAX;

    if (cut)
        len = SHOWN_MAX;
    while (cut && len > 0 && ((unsigned char)value[len] & 0xc0) == 0x80)
        len--;
    buf_add(out, value, len);
    if (cut)
        buf_puts(out, "...");
}

/* Begins a fault; false: enough were stated, and this one is only counted. */
static bool begin(struct field_faults *faults, const char *path, const char *value)
{
    if (faults->n++ >= STATED_MAX)
        return false;
    if (faults->n > 1)
        buf_puts(&faults->text, "; ");
    buf_puts(&faults->text, value == NULL ? "Value null" : "Value '");
    if (value != NULL) {
        add_value(&faults->text, value);
        buf_putc(&faults->text, '\'');
    }
    buf_printf(&faults->text, " at '%s' failed to satisfy constraint: ", path);
    return true;
}

void field_fault(struct field_faults *faults, const char *path, const char *value,
                 const char *said)
{
    if (begin(faults, path, value))
        buf_puts(&faults->text, said);
}

static void check_range(struct field_faults *faults, const struct field *field,
                        const char *path, const char *value, int64_t n)
{
    const char *what = field->kind == FIELD_INTEGER ? "value" : "length";

    if (!field->has_range)
        return;
    if (n > field->max && begin(faults, path, value))
        buf_printf(&faults->text, "Member must have %s less than or equal to %" PRId64,
                   what, field->max);
    if (n < field->min && begin(faults, path, value))
        buf_printf(&faults->text, "Member must have %s greater than or equal to %" PRId64,
                   what, field->min);
}

static int64_t characters(const char *text)
{
    int64_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

static void check_words(struct field_faults *faults, const struct field *field,
                        const char *path, const char *value)
{
    for (size_t i = 0; field->words[i] != NULL; i++)
        if (strcmp(field->words[i], value) == 0)
            return;
    if (!begin(faults, path, value))
        return;
    buf_puts(&faults->text, "Member must satisfy enum value set: [");
    for (size_t i = 0; field->words[i] != NULL; i++)
        buf_printf(&faults->text, "%s%s", i > 0 ? ", " : "", field->words[i]);
    buf_putc(&faults->text, ']');
}

/* A decimal number and nothing else but blanks around it. */
static bool read_integer(const char *text, int64_t *out)
{
    char *end;

    errno = 0;
    *out = strtoll(text, &end, 10);
    return errno == 0 && end != text && end[strspn(end, " \t\r\n")] == '\0';
}

static bool read_boolean(const char *text, bool *out)
{
    *out = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
    return *out || strcmp(text, "false") == 0 || strcmp(text, "0") == 0;
}

static void check_scalar(struct field_faults *faults, const struct field *field,
                         const char *path, const char *value)
{
    int64_t number;
    bool truth;

    if (field->kind == FIELD_BOOLEAN) {
        if (!read_boolean(value, &truth))
            field_fault(faults, path, value, "Member must be true or false");
    } else if (field->kind == FIELD_INTEGER) {
        if (!read_integer(value, &number))
            field_fault(faults, path, value, "Member must be a number");
        else
            check_range(faults, field, path, value, number);
    } else {
        check_range(faults, field, path, value, characters(value));
        if (field->words != NULL)
            check_words(faults, field, path, value);
        if (field->form != NULL && !field->form->fits(value) &&
            begin(faults, path, value))
            buf_printf(&faults->text, "Member must %s", field->form->words);
    }
}

void field_check_text(struct field_faults *faults, const struct field *field,
                      const char *path, const char *value)
{
    if (value != NULL)
        check_scalar(faults, field, path, value);
    else if (field->required)
        field_fault(faults, path, NULL, "Member must not be null");
}

/* "changeBatch.changes.1.member": AWS's names of members begin with a small letter. */
static void step(char out[PATH_MAX_LEN], const char *path, const char *name)
{
    const char first = name[0];

    snprintf(out, PATH_MAX_LEN, "%s%s%c%s", path, path[0] == '\0' ? "" : ".",
             first >= 'A' && first <= 'Z' ? first | 0x20 : first, name + 1);
}

static void check_node(struct field_faults *faults, const struct field *field,
                       const char *path, const struct xml_node *node);

static void check_list(struct field_faults *faults, const struct field *field,
                       const char *path, const struct xml_node *node)
{
    int64_t n = 0;

    for (const struct xml_node *item = node->first; item != NULL; item = item->next) {
        char below[PATH_MAX_LEN];

        if (strcmp(item->name, field->members->name) != 0)
            continue;
        n++;
        snprintf(below, sizeof(below), "%s.%" PRId64 ".member", path, n);
        check_node(faults, field->members, below, item);
    }
    check_range(faults, field, path, n == 0 ? "[]" : "[...]", n);
}

static void check_node(struct field_faults *faults, const struct field *field,
                       const char *path, const struct xml_node *node)
{
    if (field->kind == FIELD_LIST)
        check_list(faults, field, path, node);
    else if (field->kind == FIELD_STRUCTURE)
        field_check_members(faults, field->members, path, node);
    else
        check_scalar(faults, field, path, node->text);
}

void field_check_members(struct field_faults *faults, const struct field *members,
                         const char *path, const struct xml_node *node)
{
    for (; members->name != NULL; members++) {
        const struct xml_node *child = xml_child(node, members->name);
        char below[PATH_MAX_LEN];

        step(below, path, members->name);
        if (child != NULL)
            check_node(faults, members, below, child);
        else if (members->required)
            field_fault(faults, below, NULL, "Member must not be null");
    }
}

int field_end(struct field_faults *faults, struct call *call)
{
    const unsigned n = faults->n;

    if (n > 0)
        call_fail(call, "InvalidInput", "%u validation error%s detected: %s", n,
                  n == 1 ? "" : "s", buf_text(&faults->text));
    buf_clear(&faults->text);
    return n > 0 ? -1 : 0;
}

static bool none_required(const struct field *members)
{
    for (; members->name != NULL; members++)
        if (members->required)
            return false;
    return true;
}

int field_check_body(struct call *call, const char *root, const struct field *members)
{
    struct field_faults faults = { 0 };

    if (call->body == NULL && none_required(members))
        return 0;
    if (call->body == NULL)
        return call_fail(call, "MalformedInput", "The request has no body, expected %s",
                         root);
    if (strcmp(call->body->name, root) != 0)
        return call_fail(call, "MalformedInput", "%.*s is not valid, expected %s",
                         SHOWN_MAX, call->body->name, root);
    field_check_members(&faults, members, "", call->body);
    return field_end(&faults, call);
}

int64_t field_integer(const struct xml_node *node, const char *name, int64_t absent)
{
    const char *text = xml_child_text(node, name);
    int64_t number;

    return text != NULL && read_integer(text, &number) ? number : absent;
}

bool field_boolean(const struct xml_node *node, const char *name)
{
    const char *text = xml_child_text(node, name);
    bool truth;

    return text != NULL && read_boolean(text, &truth) && truth;
}
