/* xml: answers of Route 53 and STS turned into the JSON that the AWS CLI prints
 * (libxml2). */
#include "collector/xml.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/err.h"

enum kind { KIND_TEXT, KIND_LIST, KIND_OBJECT, KIND_BOOLEAN, KIND_INTEGER };

/* What is not text, or would look like text when it is empty. */
static const struct {
    const char *name;
    enum kind kind;
} kinds[] = {
    { "HostedZones", KIND_LIST },
    { "ResourceRecordSets", KIND_LIST },
    { "ResourceRecords", KIND_LIST },
    { "NameServers", KIND_LIST },
    { "VPCs", KIND_LIST },
    { "HostedZone", KIND_OBJECT },
    { "Config", KIND_OBJECT },
    { "DelegationSet", KIND_OBJECT },
    { "LinkedService", KIND_OBJECT },
    { "Features", KIND_OBJECT },
    { "AliasTarget", KIND_OBJECT },
    { "GeoLocation", KIND_OBJECT },
    { "CidrRoutingConfig", KIND_OBJECT },
    { "GeoProximityLocation", KIND_OBJECT },
    { "PrivateZone", KIND_BOOLEAN },
    { "IsTruncated", KIND_BOOLEAN },
    { "EvaluateTargetHealth", KIND_BOOLEAN },
    { "MultiValueAnswer", KIND_BOOLEAN },
    { "ResourceRecordSetCount", KIND_INTEGER },
    { "TTL", KIND_INTEGER },
    { "Weight", KIND_INTEGER },
    { "Bias", KIND_INTEGER },
};

static const char *name_of(const xmlNode *node)
{
    return (const char *)node->name;
}

static enum kind kind_of(xmlNode *node)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (strcmp(kinds[i].name, name_of(node)) == 0)
            return kinds[i].kind;
    return xmlFirstElementChild(node) != NULL ? KIND_OBJECT : KIND_TEXT;
}

static json_t *convert(xmlNode *node, struct err *err);

static json_t *convert_list(xmlNode *node, struct err *err)
{
    json_t *list = json_array();

    for (xmlNode *child = xmlFirstElementChild(node); child != NULL;
         child = xmlNextElementSibling(child)) {
        json_t *value = convert(child, err);

        if (value == NULL) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, value);
    }
    return list;
}

static json_t *convert_object(xmlNode *node, struct err *err)
{
    json_t *object = json_object();

    for (xmlNode *child = xmlFirstElementChild(node); child != NULL;
         child = xmlNextElementSibling(child)) {
        json_t *value = convert(child, err);

        if (value == NULL) {
            json_decref(object);
            return NULL;
        }
        json_object_set_new(object, name_of(child), value);
    }
    return object;
}

static json_t *convert_text(const xmlNode *node, enum kind kind, const char *text,
                            struct err *err)
{
    char *end;
    long long number;

    if (kind == KIND_TEXT)
        return json_string(text);
    if (kind == KIND_BOOLEAN) {
        if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
            return json_boolean(*text == 't');
        err_set(err, ERR_FORMAT, "%s: want true or false, got '%.40s'", name_of(node),
                text);
        return NULL;
    }
    errno = 0;
    number = strtoll(text, &end, 10);
    if (end != text && *end == '\0' && errno == 0)
        return json_integer(number);
    err_set(err, ERR_FORMAT, "%s: want an integer, got '%.40s'", name_of(node), text);
    return NULL;
}

static json_t *convert(xmlNode *node, struct err *err)
{
    const enum kind kind = kind_of(node);
    xmlChar *text;
    json_t *value;

    if (kind == KIND_LIST)
        return convert_list(node, err);
    if (kind == KIND_OBJECT)
        return convert_object(node, err);
    text = xmlNodeGetContent(node);
    value = convert_text(node, kind, text == NULL ? "" : (const char *)text, err);
    xmlFree(text);
    return value;
}

static xmlDoc *parse(const char *text, size_t len, struct err *err)
{
    const int options =
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    xmlDoc *doc;

    if (len > INT_MAX) {
        err_set(err, ERR_LIMIT, "XML of more than 2 GB");
        return NULL;
    }
    doc = xmlReadMemory(text, (int)len, "answer", NULL, options);
    if (doc == NULL) {
        err_set(err, ERR_FORMAT, "want one whole XML document");
        return NULL;
    }
    if (doc->intSubset == NULL && doc->extSubset == NULL &&
        xmlDocGetRootElement(doc) != NULL)
        return doc;
    err_set(err, ERR_FORMAT, "XML with a DTD, or without a root element");
    xmlFreeDoc(doc);
    return NULL;
}

json_t *xml_to_json(const char *text, size_t len, char **root, struct err *err)
{
    xmlDoc *doc = parse(text, len, err);
    json_t *value;

    *root = NULL;
    if (doc == NULL)
        return NULL;
    value = convert_object(xmlDocGetRootElement(doc), err);
    if (value != NULL)
        *root = strdup(name_of(xmlDocGetRootElement(doc)));
    xmlFreeDoc(doc);
    return value;
}
