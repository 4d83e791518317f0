/* tags: labels on hosted zones and health checks. */
#include <string.h>

#include "mockaws/service/mock.h"
#include "mockaws/service/route53/fields.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/wire/xml.h"

/* Of one resource, and of one request. Source: Route 53 API, ChangeTagsForResource. */
enum { TAGS_MAX = 10, IDS_MAX = 10 };

static const struct field tag_fields[] = {
    { .name = "Key", FIELD_REQUIRED, FIELD_RANGE(1, 128) },
    { .name = "Value", FIELD_MOST(256) },
    { .name = NULL },
};

static const struct field tag_item[] = {
    { .name = "Tag", .kind = FIELD_STRUCTURE, .members = tag_fields },
    { .name = NULL },
};

static const struct field key_item[] = {
    { .name = "Key", FIELD_RANGE(1, 128) },
    { .name = NULL },
};

static const struct field change_fields[] = {
    { .name = "AddTags",
      .kind = FIELD_LIST,
      FIELD_RANGE(1, TAGS_MAX),
      .members = tag_item },
    { .name = "RemoveTagKeys",
      .kind = FIELD_LIST,
      FIELD_RANGE(1, TAGS_MAX),
      .members = key_item },
    { .name = NULL },
};

static const struct field id_item[] = {
    { .name = "ResourceId", FIELD_MOST(64) },
    { .name = NULL },
};

static const struct field list_fields[] = {
    { .name = "ResourceIds",
      .kind = FIELD_LIST,
      FIELD_REQUIRED,
      FIELD_RANGE(1, IDS_MAX),
      .members = id_item },
    { .name = NULL },
};

/* What bears tags: kind is the path's word, "hostedzone" or "healthcheck". */
struct tagged {
    const char *kind;
    const char *id;
    struct tags *tags;
};

static int check_kind(struct call *call, const char *kind)
{
    static const char *const kinds[] = { "healthcheck", "hostedzone", NULL };
    const struct field field = { .name = "ResourceType", .words = kinds };
    struct field_faults faults = { 0 };

    field_check_text(&faults, &field, "resourceType", kind);
    return field_end(&faults, call);
}

static int find_tagged(struct mock *mock, struct call *call, const char *id,
                       struct tagged *out)
{
    struct health_check *check;
    struct zone *zone;

    out->kind = call->parameters[0];
    if (check_kind(call, out->kind) != 0)
        return -1;
    if (strcmp(out->kind, "hostedzone") == 0) {
        zone = route53_zone(mock, call, "resourceId", id);
        if (zone == NULL)
            return -1;
        out->id = zone->id;
        out->tags = &zone->tags;
        return 0;
    }
    check = route53_health_check(mock, call, id);
    if (check == NULL)
        return -1;
    out->id = check->id;
    out->tags = &check->tags;
    return 0;
}

static void put_tagged(struct call *call, const struct tagged *tagged)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "ResourceTagSet");
    xml_text(out, "ResourceType", tagged->kind);
    xml_text(out, "ResourceId", tagged->id);
    xml_open(out, "Tags");
    for (size_t i = 0; i < tagged->tags->n; i++) {
        const struct tag *tag = &tagged->tags->items[i];

        xml_open(out, "Tag");
        xml_text(out, "Key", tag->key);
        xml_text(out, "Value", tag->value == NULL ? "" : tag->value);
        xml_close(out, "Tag");
    }
    xml_close(out, "Tags");
    xml_close(out, "ResourceTagSet");
}

int route53_list_tags_for_resource(struct mock *mock, struct call *call)
{
    static const char root[] = "ListTagsForResourceResponse";
    struct tagged tagged = { 0 };

    if (find_tagged(mock, call, call->parameters[1], &tagged) != 0)
        return -1;
    route53_open(call, root);
    put_tagged(call, &tagged);
    route53_close(call, root);
    return 0;
}

int route53_list_tags_for_resources(struct mock *mock, struct call *call)
{
    static const char root[] = "ListTagsForResourcesResponse";
    const struct xml_node *ids;
    struct tagged tagged[IDS_MAX];
    size_t n = 0;

    if (check_kind(call, call->parameters[0]) != 0 ||
        field_check_body(call, "ListTagsForResourcesRequest", list_fields) != 0)
        return -1;
    ids = xml_child(call->body, "ResourceIds");
    for (const struct xml_node *id = ids->first; id != NULL; id = id->next)
        if (strcmp(id->name, "ResourceId") == 0 &&
            find_tagged(mock, call, id->text, &tagged[n++]) != 0)
            return -1;
    route53_open(call, root);
    xml_open(&call->xml, "ResourceTagSets");
    for (size_t i = 0; i < n; i++)
        put_tagged(call, &tagged[i]);
    xml_close(&call->xml, "ResourceTagSets");
    route53_close(call, root);
    return 0;
}

static bool is_removed(const struct xml_node *keys, const char *key)
{
    const struct xml_node *item = keys == NULL ? NULL : keys->first;

    for (; item != NULL; item = item->next)
        if (strcmp(item->name, "Key") == 0 && strcmp(item->text, key) == 0)
            return true;
    return false;
}

/* Is the key one of those before the item in the list? */
static bool came_before(const struct xml_node *list, const struct xml_node *item)
{
    const char *key = xml_child_text(item, "Key");

    for (const struct xml_node *other = list->first; other != item; other = other->next)
        if (strcmp(other->name, "Tag") == 0 &&
            strcmp(xml_child_text(other, "Key"), key) == 0)
            return true;
    return false;
}

/* How many tags there would be, if the request were carried out. */
static int check_tags(struct call *call, const struct tags *tags)
{
    const struct xml_node *add = xml_child(call->body, "AddTags");
    const struct xml_node *remove = xml_child(call->body, "RemoveTagKeys");
    const struct xml_node *item = add == NULL ? NULL : add->first;
    size_t n = 0;

    for (size_t i = 0; i < tags->n; i++)
        n += !is_removed(remove, tags->items[i].key);
    for (; item != NULL; item = item->next) {
        const char *key = xml_child_text(item, "Key");

        if (strcmp(item->name, "Tag") != 0)
            continue;
        if (strncmp(key, "aws:", 4) == 0)
            return call_fail(call, "InvalidInput",
                             "The tag key %s is reserved: it begins with aws:", key);
        if (is_removed(remove, key) || came_before(add, item))
            return call_fail(call, "InvalidInput",
                             "The request contains the tag key %s more than once", key);
        n += tags_find(tags, key) == NULL;
    }
    if (n > TAGS_MAX)
        return call_fail(call, "InvalidInput", "A resource can't have more than %d tags",
                         TAGS_MAX);
    return 0;
}

static void change_tags(struct call *call, struct tags *tags)
{
    const struct xml_node *add = xml_child(call->body, "AddTags");
    const struct xml_node *remove = xml_child(call->body, "RemoveTagKeys");
    const struct xml_node *item = remove == NULL ? NULL : remove->first;

    for (; item != NULL; item = item->next)
        if (strcmp(item->name, "Key") == 0)
            tags_remove(tags, item->text, NULL);
    for (item = add == NULL ? NULL : add->first; item != NULL; item = item->next) {
        const char *value = xml_child_text(item, "Value");

        if (strcmp(item->name, "Tag") == 0)
            tags_set(tags, xml_child_text(item, "Key"), value == NULL ? "" : value);
    }
}

int route53_change_tags_for_resource(struct mock *mock, struct call *call)
{
    static const char root[] = "ChangeTagsForResourceResponse";
    struct tagged tagged = { 0 };

    if (find_tagged(mock, call, call->parameters[1], &tagged) != 0 ||
        field_check_body(call, "ChangeTagsForResourceRequest", change_fields) != 0)
        return -1;
    if (xml_child(call->body, "AddTags") == NULL &&
        xml_child(call->body, "RemoveTagKeys") == NULL)
        return call_fail(call, "InvalidInput",
                         "The request must have AddTags or RemoveTagKeys");
    if (check_tags(call, tagged.tags) != 0)
        return -1;
    change_tags(call, tagged.tags);
    route53_open(call, root);
    route53_close(call, root);
    return 0;
}
