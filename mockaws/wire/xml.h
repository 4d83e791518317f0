/* xml: Route 53's bodies read (libxml2) and XML answers written element by element. */
#ifndef MOCKAWS_WIRE_XML_H
#define MOCKAWS_WIRE_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct arena;
struct err;

/* An element, in the arena: what libxml2 read, without namespaces and comments. */
struct xml_node {
    const char *name;
    const char *text;             /* all its character data; "" when there is none */
    const struct xml_node *first; /* child elements, in order */
    const struct xml_node *next;
    const char *raw; /* the element as XML text, without white space between elements */
};

/*
 * Parse without network, entities or DTD (a DOCTYPE is refused), at most 1 MiB and 32
 * levels, UTF-8 or as declared. Returns the root, or NULL with err in Route 53's manner.
 */
const struct xml_node *xml_parse(struct arena *arena, const char *text, size_t len,
                                 struct err *err);

/* The child element of that name, or NULL. node may be NULL. */
const struct xml_node *xml_child(const struct xml_node *node, const char *name);

/* The text of the child of that name, or NULL. */
const char *xml_child_text(const struct xml_node *node, const char *name);

/* XML that grows. Zeroed is empty. */
struct xml_out {
    struct buf text;
};

void xml_open(struct xml_out *out, const char *name);
/* The root, with xmlns (NULL: none), behind <?xml version="1.0"?>. */
void xml_root(struct xml_out *out, const char *name, const char *xmlns);
void xml_close(struct xml_out *out, const char *name);
void xml_text(struct xml_out *out, const char *name,
              const char *text); /* NULL: nothing */
void xml_number(struct xml_out *out, const char *name, int64_t number);
void xml_bool(struct xml_out *out, const char *name, bool value);
/* "2026-11-01T10:00:00.123Z" */
void xml_time(struct xml_out *out, const char *name, int64_t ms);

#endif
