/* rrset_read: a ResourceRecordSet element turned into a record set. */
#include "mockaws/service/route53/rrset_read.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/store/zone.h"
#include "mockaws/wire/call.h"
#include "mockaws/wire/xml.h"

static bool is_decimal(const char *text, size_t digits)
{
    size_t n;

    if (*text == '-' || *text == '+')
        text++;
    n = strspn(text, "0123456789");
    if (n == 0 || n > digits)
        return false;
    text += n;
    if (*text == '.') {
        n = strspn(text + 1, "0123456789");
        text += 1 + n;
        if (n > 2)
            return false;
    }
    return *text == '\0';
}

static bool is_latitude(const char *text)
{
    return is_decimal(text, 2);
}

static bool is_longitude(const char *text)
{
    return is_decimal(text, 3);
}

static bool is_location(const char *text)
{
    static const char fit[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-*";

    return *text != '\0' && text[strspn(text, fit)] == '\0';
}

static const struct field_form latitude = {
    is_latitude, "satisfy regular expression pattern: [-+]?[0-9]{1,2}(\\.[0-9]{0,2})?"
};
static const struct field_form longitude = {
    is_longitude, "satisfy regular expression pattern: [-+]?[0-9]{1,3}(\\.[0-9]{0,2})?"
};
static const struct field_form location = {
    is_location, "satisfy regular expression pattern: [0-9A-Za-z_\\-\\*]+"
};

static const char *const failovers[] = { "PRIMARY", "SECONDARY", NULL };

static const struct field place_fields[] = {
    { .name = "ContinentCode", FIELD_RANGE(2, 2) },
    { .name = "CountryCode", FIELD_RANGE(1, 2) },
    { .name = "SubdivisionCode", FIELD_RANGE(1, 3) },
    { .name = NULL },
};

static const struct field record_fields[] = {
    { .name = "Value", FIELD_REQUIRED, FIELD_MOST(4000) },
    { .name = NULL },
};

static const struct field record_item[] = {
    { .name = "ResourceRecord", .kind = FIELD_STRUCTURE, .members = record_fields },
    { .name = NULL },
};

static const struct field alias_fields[] = {
    { .name = "HostedZoneId", FIELD_REQUIRED, FIELD_MOST(64) },
    { .name = "DNSName", FIELD_REQUIRED, FIELD_MOST(1024) },
    { .name = "EvaluateTargetHealth", .kind = FIELD_BOOLEAN, FIELD_REQUIRED },
    { .name = NULL },
};

static const struct field cidr_fields[] = {
    { .name = "CollectionId", FIELD_REQUIRED, .form = &route53_form_uuid },
    { .name = "LocationName", FIELD_REQUIRED, FIELD_RANGE(1, 16), .form = &location },
    { .name = NULL },
};

static const struct field coordinates_fields[] = {
    { .name = "Latitude", FIELD_REQUIRED, FIELD_RANGE(1, 6), .form = &latitude },
    { .name = "Longitude", FIELD_REQUIRED, FIELD_RANGE(1, 7), .form = &longitude },
    { .name = NULL },
};

static const struct field proximity_fields[] = {
    { .name = "AWSRegion", FIELD_RANGE(1, 64) },
    { .name = "LocalZoneGroup", FIELD_RANGE(1, 64) },
    { .name = "Coordinates", .kind = FIELD_STRUCTURE, .members = coordinates_fields },
    { .name = "Bias", .kind = FIELD_INTEGER, FIELD_RANGE(-99, 99) },
    { .name = NULL },
};

const struct field route53_rrset_fields[] = {
    { .name = "Name", FIELD_REQUIRED, FIELD_MOST(1024) },
    { .name = "Type", FIELD_REQUIRED, .words = route53_types },
    { .name = "SetIdentifier", FIELD_RANGE(1, 128) },
    { .name = "Weight", .kind = FIELD_INTEGER, FIELD_RANGE(0, 255) },
    { .name = "Region", FIELD_RANGE(1, 64), .words = route53_regions },
    { .name = "GeoLocation", .kind = FIELD_STRUCTURE, .members = place_fields },
    { .name = "Failover", .words = failovers },
    { .name = "MultiValueAnswer", .kind = FIELD_BOOLEAN },
    { .name = "TTL", .kind = FIELD_INTEGER, FIELD_RANGE(0, INT32_MAX) },
    { .name = "ResourceRecords",
      .kind = FIELD_LIST,
      FIELD_RANGE(1, INT64_MAX),
      .members = record_item },
    { .name = "AliasTarget", .kind = FIELD_STRUCTURE, .members = alias_fields },
    { .name = "HealthCheckId", FIELD_MOST(64) },
    { .name = "TrafficPolicyInstanceId", FIELD_RANGE(1, 36) },
    { .name = "CidrRoutingConfig", .kind = FIELD_STRUCTURE, .members = cidr_fields },
    { .name = "GeoProximityLocation",
      .kind = FIELD_STRUCTURE,
      .members = proximity_fields },
    { .name = NULL },
};

/* The child's text, the arena's; NULL: it is absent. */
static char *text_of(struct call *call, const struct xml_node *node, const char *name)
{
    const char *text = xml_child_text(node, name);

    return text == NULL ? NULL : arena_strdup(call->arena, text);
}

static char *name_of(struct call *call, const struct xml_node *node, const char *name)
{
    return arena_strdup(call->arena, route53_canonical(call, xml_child_text(node, name)));
}

static void read_values(struct call *call, const struct xml_node *records,
                        struct rrset *set)
{
    size_t room = 0;

    if (records == NULL)
        return;
    for (const struct xml_node *item = records->first; item != NULL; item = item->next)
        room++;
    set->values = arena_array(call->arena, room + 1, sizeof(*set->values));
    for (const struct xml_node *item = records->first; item != NULL; item = item->next)
        if (strcmp(item->name, "ResourceRecord") == 0)
            set->values[set->n_values++] = text_of(call, item, "Value");
}

static void read_alias(struct call *call, const struct xml_node *alias, struct rrset *set)
{
    if (alias == NULL)
        return;
    set->alias_zone =
        arena_strdup(call->arena, route53_bare_id(xml_child_text(alias, "HostedZoneId"),
                                                  "hostedzone"));
    set->alias_name = name_of(call, alias, "DNSName");
    set->alias_evaluates = field_boolean(alias, "EvaluateTargetHealth");
}

static void read_routing(struct call *call, const struct xml_node *node,
                         struct rrset *set)
{
    const struct xml_node *place = xml_child(node, "GeoLocation");
    const struct xml_node *cidr = xml_child(node, "CidrRoutingConfig");
    const struct xml_node *proximity = xml_child(node, "GeoProximityLocation");

    set->set_identifier = text_of(call, node, "SetIdentifier");
    set->weight = field_integer(node, "Weight", -1);
    set->region = text_of(call, node, "Region");
    set->continent = text_of(call, place, "ContinentCode");
    set->country = text_of(call, place, "CountryCode");
    set->subdivision = text_of(call, place, "SubdivisionCode");
    set->failover = text_of(call, node, "Failover");
    set->multi_value = -1;
    if (xml_child(node, "MultiValueAnswer") != NULL)
        set->multi_value = field_boolean(node, "MultiValueAnswer");
    set->cidr_collection = text_of(call, cidr, "CollectionId");
    set->cidr_location = text_of(call, cidr, "LocationName");
    if (proximity != NULL)
        set->geo_proximity = arena_strdup(call->arena, proximity->raw);
}

struct rrset *route53_rrset_read(struct call *call, const struct xml_node *node)
{
    const char *type = xml_child_text(node, "Type");
    struct rrset *set = arena_zalloc(call->arena, sizeof(*set));

    set->name = name_of(call, node, "Name");
    set->type = rr_type_parse(type, strlen(type));
    set->ttl_s = field_integer(node, "TTL", -1);
    set->health_check = text_of(call, node, "HealthCheckId");
    read_routing(call, node, set);
    read_values(call, xml_child(node, "ResourceRecords"), set);
    read_alias(call, xml_child(node, "AliasTarget"), set);
    return set;
}
