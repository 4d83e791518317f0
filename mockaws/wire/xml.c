/* xml: reads a body by libxml2's events, so that limits hold before anything is kept. */
#include "mockaws/wire/xml.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "base/arena.h"
#include "base/err.h"
#include "mockaws/wire/xml_escape.h"

enum { XML_MAX_LEN = 1 << 20, XML_MAX_DEPTH = 32 };

/* An element whose end has not come yet. */
struct level {
    struct xml_node *node;
    const struct xml_node **tail; /* where the next child goes */
    struct buf text;
    struct buf raw; /* of the children */
};

struct reader {
    struct arena *arena;
    struct err *err;
    xmlParserCtxtPtr parser;
    struct level levels[XML_MAX_DEPTH];
    size_t depth;
    const struct xml_node *root;
    bool refused; /* by us; err is filled */
    bool faulted; /* libxml2 has said why, in fault */
    struct err fault;
};

static void refuse(struct reader *reader, enum err_kind kind, const char *why)
{
    if (!reader->refused)
        err_set(reader->err, kind, "%s", why);
    reader->refused = true;
    xmlStopParser(reader->parser);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                     int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct reader *reader = context;
    struct level *level;

    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces;
    (void)n_attributes, (void)n_defaulted, (void)attributes;
    if (reader->refused)
        return;
    if (reader->depth == XML_MAX_DEPTH) {
        refuse(reader, ERR_LIMIT, "The XML of the request is nested too deeply");
        return;
    }
    level = &reader->levels[reader->depth++];
    level->node = arena_zalloc(reader->arena, sizeof(*level->node));
    level->node->name = arena_strdup(reader->arena, (const char *)name);
    level->tail = &level->node->first;
    buf_reset(&level->text);
    buf_reset(&level->raw);
}

/* White space between elements is no text. */
static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void finish(struct reader *reader, struct level *level)
{
    struct xml_node *node = level->node;
    const char *text = buf_text(&level->text);
    struct xml_out out = { 0 };

    if (node->first != NULL && is_blank(text))
        text = "";
    node->text = arena_strdup(reader->arena, text);
    xml_open(&out, node->name);
    if (node->first != NULL)
        buf_add(&out.text, buf_text(&level->raw), level->raw.len);
    else
        xml_escape(&out.text, text);
    xml_close(&out, node->name);
    node->raw = arena_strndup(reader->arena, buf_text(&out.text), out.text.len);
    buf_clear(&out.text);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct reader *reader = context;
    struct level *level;
    struct level *parent;

    (void)name, (void)prefix, (void)uri;
    if (reader->refused || reader->depth == 0)
        return;
    level = &reader->levels[--reader->depth];
    finish(reader, level);
    if (reader->depth == 0) {
        reader->root = level->node;
        return;
    }
    parent = &reader->levels[reader->depth - 1];
    *parent->tail = level->node;
    parent->tail = &level->node->next;
    buf_puts(&parent->raw, level->node->raw);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct reader *reader = context;

    if (!reader->refused && reader->depth > 0)
        buf_add(&reader->levels[reader->depth - 1].text, text, (size_t)len);
}

/* A DOCTYPE has begun: its declarations have not been read, and will not be. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *external,
                       const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    refuse(context, ERR_FORMAT, "The XML of the request must not have a DOCTYPE");
}

/* The five of XML itself; there are no others without a DOCTYPE. */
static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
    (void)context;
    return xmlGetPredefinedEntity(name);
}

/* libxml2's complaint: the first counts; context NULL: it knows no parser. */
static void on_fault(void *context, xmlErrorPtr fault)
{
    struct reader *reader = context;
    const char *text = fault == NULL ? NULL : fault->message;

    if (reader == NULL || reader->faulted || text == NULL)
        return;
    reader->faulted = true;
    err_set(&reader->fault, ERR_FORMAT,
            "The XML of the request is not well-formed: line %d: %.*s", fault->line,
            (int)strcspn(text, "\r\n"), text);
}

static void parse(struct reader *reader, const char *text, size_t len)
{
    xmlSAXHandler events = { 0 };

    events.initialized = XML_SAX2_MAGIC;
    events.internalSubset = on_doctype;
    events.getEntity = on_entity;
    events.startElementNs = on_start;
    events.endElementNs = on_end;
    events.characters = on_text;
    events.ignorableWhitespace = on_text;
    events.cdataBlock = on_text;
    events.serror = on_fault;
    *reader->parser->sax = events;
    reader->parser->userData = reader;
    xmlCtxtReadMemory(reader->parser, text, (int)len, NULL, NULL, XML_PARSE_NONET);
    if (reader->refused)
        return;
    if (!reader->parser->wellFormed || reader->root == NULL)
        refuse(reader, ERR_FORMAT,
               reader->faulted ? reader->fault.text
                               : "The XML of the request is not well-formed");
}

const struct xml_node *xml_parse(struct arena *arena, const char *text, size_t len,
                                 struct err *err)
{
    struct reader reader = { .arena = arena, .err = err };

    if (len > XML_MAX_LEN) {
        err_set(err, ERR_LIMIT, "The request is larger than 1 MiB");
        return NULL;
    }
    /* What libxml2 says without a parser (of encodings) would go to standard error. */
    xmlSetStructuredErrorFunc(NULL, on_fault);
    reader.parser = xmlNewParserCtxt();
    if (reader.parser == NULL) {
        err_set(err, ERR_LIMIT, "The request is too large");
        return NULL;
    }
    parse(&reader, text, len);
    xmlFreeParserCtxt(reader.parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    for (size_t i = 0; i < XML_MAX_DEPTH; i++) {
        buf_clear(&reader.levels[i].text);
        buf_clear(&reader.levels[i].raw);
    }
    return reader.refused ? NULL : reader.root;
}

const struct xml_node *xml_child(const struct xml_node *node, const char *name)
{
    if (node == NULL)
        return NULL;
    for (const struct xml_node *child = node->first; child != NULL; child = child->next)
        if (strcmp(child->name, name) == 0)
            return child;
    return NULL;
}

const char *xml_child_text(const struct xml_node *node, const char *name)
{
    const struct xml_node *child = xml_child(node, name);

    return child == NULL ? NULL : child->text;
}
