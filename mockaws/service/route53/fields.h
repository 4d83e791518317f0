/* fields: what the members of a request must look like, as tables, and their check. */
#ifndef MOCKAWS_SERVICE_ROUTE53_FIELDS_H
#define MOCKAWS_SERVICE_ROUTE53_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct call;
struct xml_node;

enum field_kind {
    FIELD_TEXT,
    FIELD_INTEGER,
    FIELD_BOOLEAN,
    FIELD_STRUCTURE,
    FIELD_LIST,
};

/* A form that a text must have; words is what people are told of it. */
struct field_form {
    bool (*fits)(const char *text);
    const char *words; /* "Member must ..." goes on with it */
};

/* One member. A table of them ends with a name that is NULL. Source: the API's model. */
struct field {
    const char *name; /* of the element */
    enum field_kind kind;
    bool required;
    bool has_range;
    int64_t min; /* characters of a text, the value, or items */
    int64_t max;
    const char *const *words; /* a text's; NULL-terminated; NULL: any */
    const struct field_form *form;
    const struct field *members; /* a structure's; a list's item alone */
};

/* How tables are written. */
#define FIELD_RANGE(low, high) .has_range = true, .min = (low), .max = (high)
#define FIELD_MOST(high)       FIELD_RANGE(0, high)
#define FIELD_REQUIRED         .required = true

/* All faults of a request, in the order in which they were found. */
struct field_faults {
    struct buf text;
    unsigned n;
};

/* Hold one value of the path or the query; NULL: it is absent. path: "maxItems". */
void field_check_text(struct field_faults *faults, const struct field *field,
                      const char *path, const char *value);

/* Hold an element's members; node NULL: nothing is there. path "": node is the root. */
void field_check_members(struct field_faults *faults, const struct field *members,
                         const char *path, const struct xml_node *node);

/* Say one fault in words of one's own: "Value 'v' at 'path' failed to ...: said". */
void field_fault(struct field_faults *faults, const char *path, const char *value,
                 const char *said);

/*
 * Let go of faults. Returns 0 when there were none, else -1 after call_fail() with
 * InvalidInput: "1 validation error detected: Value 'x' at 'name' failed to satisfy
 * constraint: Member must ...".
 */
int field_end(struct field_faults *faults, struct call *call);

/*
 * The whole body: MalformedInput when its root has another name, or when it is missing
 * though a member is required; else its members. Members beside the model are ignored.
 */
int field_check_body(struct call *call, const char *root, const struct field *members);

/* A number as far as it is one; what field_check_members() has let pass. */
int64_t field_integer(const struct xml_node *node, const char *name, int64_t absent);
bool field_boolean(const struct xml_node *node, const char *name);

#endif
