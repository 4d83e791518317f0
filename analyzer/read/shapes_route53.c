/* shapes_route53: zones, record sets, changes and registrations, as AWS's JSON has them.
 */
#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/record_sets.h"
#include "analyzer/read/route53.h"
#include "analyzer/read/shapes.h"
#include "analyzer/read/take.h"

static void take_config(struct context *context, struct json_value zone,
                        struct zone_row *row)
{
    const struct taking whole = { context, NULL, "/Config", NULL, 0 };
    const struct taking t = { context, NULL, "/Config/PrivateZone", NULL, 0 };
    struct json_value config;
    struct json_value value;

    if (!member_get(zone, "Config", &config) || json_type(config) == JSON_NULL)
        return;
    if (json_type(config) != JSON_OBJECT) {
        take_wrong(&whole, config, "object");
        return;
    }
    if (!member_get(config, "PrivateZone", &value))
        return;
    switch (take_flag(&t, value)) {
    case FLAG_TRUE:
        row->visibility = VISIBILITY_PRIVATE;
        break;
    case FLAG_FALSE:
        row->visibility = VISIBILITY_PUBLIC;
        break;
    case FLAG_NONE:
        break;
    }
}

static void take_record_count(struct context *context, struct json_value zone,
                              struct zone_row *row)
{
    const struct taking t = { context, NULL, "/ResourceRecordSetCount", NULL, 0 };
    struct json_value value;

    if (!member_get(zone, "ResourceRecordSetCount", &value) ||
        json_type(value) == JSON_NULL)
        return;
    if (!json_get_integer(value, &row->record_count) || row->record_count < 0) {
        row->record_count = -1;
        take_wrong(&t, value, "a number");
    }
}

/* The zone in hand: one row. */
static struct zone_row *take_zone(struct context *context, struct json_value zone)
{
    struct zone_row *row = arena_zalloc(context->arena, sizeof(*row));

    row->id = route53_bare(route53_text(context, zone, "/Id"));
    if (row->id == NULL)
        row->id = route53_bare(route53_text(context, zone, "/HostedZoneId"));
    row->name = route53_name(context, zone, "/Name");
    row->origin = context_origin(context);
    row->account = context->account;
    row->account_from = context->account == NULL ? FROM_NOWHERE : FROM_CONTENT;
    row->captured_at = context->captured_at;
    row->record_count = -1;
    row->from = DNS_FROM_ROUTE53;
    take_config(context, zone, row);
    take_record_count(context, zone, row);
    dns_add(context->arena, &context->decoder->out->dns, DNS_ROWS, row);
    route53_count(context, true);
    return row;
}

static uint32_t take_zones(struct context *context, struct json_value zones,
                           const char *key, size_t key_len, enum visibility visibility)
{
    const size_t mark = context_down(context, key, key_len);
    const struct taking whole = { context, NULL, "", NULL, 0 };
    struct json_iter iter = json_elements(zones);
    struct json_value zone;
    uint32_t n = 0;
    size_t index = 0;

    if (json_type(zones) != JSON_ARRAY) {
        take_wrong(&whole, zones, "array of zones");
        route53_count(context, false);
    }
    while (json_next_element(&iter, &zone)) {
        const size_t inner = context_down_index(context, index++);

        if (json_type(zone) == JSON_OBJECT) {
            struct zone_row *row = take_zone(context, zone);

            if (visibility != VISIBILITY_UNKNOWN)
                row->visibility = (uint8_t)visibility;
            n++;
        } else {
            take_wrong(&whole, zone, "object");
            route53_count(context, false);
        }
        context_up(context, inner);
    }
    context_up(context, mark);
    return n;
}

/* ListHostedZones and ...ByName: the latter starts at DNSName, and is no whole list. */
static bool read_zone_list(struct context *context, struct json_value object)
{
    struct zone_page *page;
    struct json_value zones;
    const char *key;
    size_t key_len;

    if (!member_spelled(object, "HostedZones", &zones, &key, &key_len))
        return false;
    context_shape(context, SHAPE_R53_ZONES);
    page = arena_zalloc(context->arena, sizeof(*page));
    page->list.origin = context_origin(context);
    page->list.account = context->account;
    page->list.account_from = context->account == NULL ? FROM_NOWHERE : FROM_CONTENT;
    page->marker = route53_text(context, object, "/Marker");
    page->next_marker = route53_text(context, object, "/NextMarker");
    page->more = record_sets_more(context, object);
    page->list.truncated =
        page->more != NULL || route53_name(context, object, "/DNSName") != NULL;
    page->list.n_rows = take_zones(context, zones, key, key_len, VISIBILITY_UNKNOWN);
    dns_add(context->arena, &context->decoder->out->dns, DNS_LISTS, &page->list);
    return true;
}

/* ListHostedZonesByVPC: private all. */
static bool read_vpc_zones(struct context *context, struct json_value object)
{
    struct json_value zones;
    const char *key;
    size_t key_len;

    if (!member_spelled(object, "HostedZoneSummaries", &zones, &key, &key_len))
        return false;
    context_shape(context, SHAPE_R53_ZONES);
    take_zones(context, zones, key, key_len, VISIBILITY_PRIVATE);
    return true;
}

static void take_servers(struct context *context, struct json_value delegation,
                         struct zone_row *row)
{
    const struct taking t = { context, NULL, "/DelegationSet/NameServers", NULL, 0 };
    struct json_value servers;
    int64_t n;

    if (!member_get(delegation, "NameServers", &servers))
        return;
    n = take_names(&t, servers, &row->servers);
    row->n_servers = n < 0 ? 0 : (uint32_t)n;
}

/* GetHostedZone, CreateHostedZone: what stands beside the zone tells more of it. */
static bool read_zone(struct context *context, struct json_value object)
{
    const struct taking t = { context, NULL, "", NULL, 0 };
    struct json_value zone;
    struct json_value value;
    struct zone_row *row;
    const char *key;
    size_t key_len;
    size_t mark;

    if (!member_spelled(object, "HostedZone", &zone, &key, &key_len) ||
        (json_type(zone) != JSON_OBJECT && !member_get(object, "DelegationSet", &value) &&
         !member_get(object, "VPCs", &value)))
        return false;
    context_shape(context, SHAPE_R53_ZONE);
    mark = context_down(context, key, key_len);
    if (json_type(zone) != JSON_OBJECT) {
        take_wrong(&t, zone, "object");
        route53_count(context, false);
        context_up(context, mark);
        return true;
    }
    row = take_zone(context, zone);
    context_up(context, mark);
    if ((member_get(object, "VPCs", &value) && json_size(value) > 0) ||
        (member_get(object, "VPC", &value) && json_size(value) > 0)) {
        row->visibility = VISIBILITY_PRIVATE;
    } else if (member_get(object, "DelegationSet", &value) && json_size(value) > 0) {
        if (row->visibility == VISIBILITY_UNKNOWN)
            row->visibility = VISIBILITY_PUBLIC;
    }
    if (member_get(object, "DelegationSet", &value))
        take_servers(context, value, row);
    return true;
}

/* A row by itself: `--query HostedZones[]`, and one a line. */
static bool read_bare_zone(struct context *context, struct json_value object)
{
    static const char lead[] = "/hostedzone/";
    struct json_value ignored;
    const char *id;
    size_t len;

    if (!member_get(object, "Name", &ignored) ||
        (!member_get(object, "CallerReference", &ignored) &&
         !(member_text(object, "Id", &id, &len) && len > strlen(lead) &&
           memcmp(id, lead, strlen(lead)) == 0)))
        return false;
    context_shape(context, SHAPE_R53_ZONES);
    take_zone(context, object);
    return true;
}

static bool read_records(struct context *context, struct json_value object)
{
    const struct taking t = { context, NULL, "", NULL, 0 };
    struct record_page *page;
    struct json_value sets;
    const char *key;
    size_t key_len;
    size_t mark;

    if (!member_spelled(object, "ResourceRecordSets", &sets, &key, &key_len))
        return false;
    context_shape(context, SHAPE_R53_RECORDS);
    page = record_page_add(context, DNS_FROM_ROUTE53);
    page->dump.zone_id = route53_bare(route53_text(context, object, "/HostedZoneId"));
    page->dump.id_from = page->dump.zone_id == NULL ? FROM_NOWHERE : FROM_CONTENT;
    page->more = record_sets_more(context, object);
    page->next_name = route53_name(context, object, "/NextRecordName");
    page->dump.truncated = page->more != NULL;
    mark = context_down(context, key, key_len);
    if (json_type(sets) == JSON_ARRAY) {
        record_sets_take(context, sets, page);
    } else {
        take_wrong(&t, sets, "array of record sets");
        page->dump.truncated = true;
        route53_count(context, false);
    }
    context_up(context, mark);
    return true;
}

static bool read_bare_set(struct context *context, struct json_value object)
{
    struct record_page *page;

    if (!record_set_is(object))
        return false;
    context_shape(context, SHAPE_R53_RECORDS);
    page = record_page_add(context, DNS_FROM_ROUTE53);
    page->bare = true;
    page->dump.sets = arena_array(context->arena, 1, sizeof(*page->dump.sets));
    page->dump.n_sets =
        record_set_take(context, object, DNS_FROM_ROUTE53, page->dump.sets);
    route53_count(context, page->dump.n_sets > 0);
    return true;
}

bool shape_record_array(struct context *context, struct json_value array)
{
    struct json_iter iter = json_elements(array);
    struct json_value first;

    if (!json_next_element(&iter, &first) || !record_set_is(first))
        return false;
    context_shape(context, SHAPE_R53_RECORDS);
    record_sets_take(context, array, record_page_add(context, DNS_FROM_ROUTE53));
    return true;
}

bool shape_route53(struct context *context, struct json_value object, int depth)
{
    bool known;

    (void)depth;
    /* A script may have put several answers about one zone into one object. */
    known = read_zone_list(context, object);
    known |= read_vpc_zones(context, object);
    known |= read_zone(context, object);
    known |= read_records(context, object);
    known |= route53_changes(context, object);
    return known || read_bare_set(context, object) || read_bare_zone(context, object) ||
           route53_registration(context, object);
}
