/* terraform_dns: zones and records of Route 53, as Terraform's state and plan have them.
 */
#include "analyzer/read/terraform_dns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/record_sets.h"
#include "analyzer/read/take.h"
#include "base/dns/name.h"
#include "base/when.h"

struct terraform_record {
    const char *zone_id; /* NULL = not known before it is applied */
    struct rrset set;
    size_t sequence;
};

static bool is_type(struct json_value resource, const char *want)
{
    const char *text;
    size_t len;

    return member_text(resource, "type", &text, &len) && strlen(want) == len &&
           memcmp(text, want, len) == 0;
}

/* A member's text; below is "/zone_id". */
static const char *text_of(struct context *context, struct json_value object,
                           const char *below)
{
    const struct taking t = { context, NULL, below, NULL, 0 };
    struct json_value value;

    return json_get(object, below + 1, &value) ? take_text(&t, value, true) : NULL;
}

static const char *name_of(struct context *context, struct json_value object,
                           const char *below)
{
    const struct taking t = { context, NULL, below, NULL, 0 };
    struct json_value value;

    return json_get(object, below + 1, &value) ? take_name(&t, value) : NULL;
}

static void take_visibility(struct json_value attributes, struct zone_row *row)
{
    struct json_value value;
    bool private_zone;

    if (json_get(attributes, "vpc", &value) && json_type(value) == JSON_ARRAY)
        row->visibility = json_size(value) > 0 ? VISIBILITY_PRIVATE : VISIBILITY_PUBLIC;
    else if (json_get(attributes, "private_zone", &value) &&
             json_get_bool(value, &private_zone))
        row->visibility = private_zone ? VISIBILITY_PRIVATE : VISIBILITY_PUBLIC;
}

static void take_zone(struct context *context, struct terraform_dns *dns,
                      struct json_value attributes)
{
    const struct taking servers = { context, NULL, "/name_servers", NULL, 0 };
    struct zone_row *row = arena_zalloc(context->arena, sizeof(*row));
    struct json_value value;
    int64_t n;

    row->id = route53_bare(text_of(context, attributes, "/zone_id"));
    row->name = name_of(context, attributes, "/name");
    row->account = context->account;
    row->account_from = context->account == NULL ? FROM_NOWHERE : FROM_CONTENT;
    row->captured_at = context->captured_at;
    row->origin = context_origin(context);
    row->from = DNS_FROM_TERRAFORM;
    row->record_count = -1;
    take_visibility(attributes, row);
    if (json_get(attributes, "name_servers", &value)) {
        n = take_names(&servers, value, &row->servers);
        row->n_servers = n < 0 ? 0 : (uint32_t)n;
    }
    if (json_get(attributes, "resource_record_set_count", &value) &&
        (!json_get_integer(value, &row->record_count) || row->record_count < 0))
        row->record_count = -1;
    if (row->id != NULL)
        *map_at(&dns->zones, row->id, strlen(row->id)) = row;
    dns_add(context->arena, &context->decoder->out->dns, DNS_ROWS, row);
    context->document->source->n_records++;
}

static void take_alias(struct context *context, struct json_value attributes,
                       struct rrset *set)
{
    const struct taking name = { context, NULL, "/alias/0/name", NULL, 0 };
    const struct taking zone = { context, NULL, "/alias/0/zone_id", NULL, 0 };
    struct json_value aliases;
    struct json_value alias;
    struct json_value value;
    struct json_iter iter;

    if (!json_get(attributes, "alias", &aliases))
        return;
    iter = json_elements(aliases);
    if (!json_next_element(&iter, &alias) || json_type(alias) != JSON_OBJECT)
        return;
    set->ttl_s = -1;
    if (json_get(alias, "name", &value))
        set->alias = take_name(&name, value);
    if (json_get(alias, "zone_id", &value))
        set->alias_zone = take_text(&zone, value, true);
    if (set->alias == NULL)
        set->alias = "";
}

/* A policy is a block: an array of one object, empty when there is none. */
static const char *routing_of(struct context *context, struct json_value attributes)
{
    static const struct {
        const char *key;
        const char *word;
    } blocks[] = {
        { "weighted_routing_policy", "weighted" },
        { "latency_routing_policy", "latency" },
        { "geolocation_routing_policy", "geolocation" },
        { "geoproximity_routing_policy", "geoproximity" },
        { "cidr_routing_policy", "cidr" },
    };
    const struct taking t = { context, NULL, "/failover_routing_policy/0/type", NULL, 0 };
    struct json_value value;
    struct json_value block;
    struct json_iter iter;
    const char *word;
    bool is;

    for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
        if (json_get(attributes, blocks[i].key, &value) && json_size(value) > 0)
            return blocks[i].word;
    if (json_get(attributes, "multivalue_answer_routing_policy", &value) &&
        json_get_bool(value, &is) && is)
        return "multivalue";
    if (!json_get(attributes, "failover_routing_policy", &value))
        return NULL;
    iter = json_elements(value);
    if (!json_next_element(&iter, &block) || !json_get(block, "type", &value))
        return NULL;
    word = take_text(&t, value, true);
    return word == NULL ? NULL : arena_printf(context->arena, "failover %s", word);
}

static void take_type_and_ttl(struct context *context, struct json_value attributes,
                              struct rrset *set)
{
    const struct taking t = { context, NULL, "/ttl", NULL, 0 };
    struct json_value value;
    const char *text;
    size_t len;

    if (member_text(attributes, "type", &text, &len))
        set->type = rr_type_parse(text, len);
    if (!json_get(attributes, "ttl", &value) || json_type(value) == JSON_NULL)
        return;
    if (!json_get_integer(value, &set->ttl_s) || set->ttl_s < 0) {
        set->ttl_s = -1;
        take_wrong(&t, value, "a number of seconds");
    }
}

/* The attributes in hand as a record set; false when the name is not known (yet). */
static bool take_set(struct context *context, struct json_value attributes,
                     enum dns_from from, struct rrset *set)
{
    const struct taking t = { context, NULL, "/records", NULL, 0 };
    struct json_value value;
    int64_t n;

    *set = (struct rrset){ .ttl_s = -1,
                           .origin = context_origin(context),
                           .from = (uint8_t)from,
                           .octal = true };
    set->name = name_of(context, attributes, "/fqdn"); /* name may be relative */
    if (set->name == NULL)
        set->name = name_of(context, attributes, "/name");
    take_type_and_ttl(context, attributes, set);
    if (json_get(attributes, "records", &value)) {
        n = take_texts(&t, value, &set->values);
        set->n_values = n < 0 ? 0 : (uint32_t)n;
    }
    take_alias(context, attributes, set);
    set->set_id = text_of(context, attributes, "/set_identifier");
    set->health_check = text_of(context, attributes, "/health_check_id");
    set->routing = routing_of(context, attributes);
    return set->name != NULL;
}

static void take_record(struct context *context, struct terraform_dns *dns,
                        struct json_value attributes)
{
    struct terraform_record record = {
        .zone_id = route53_bare(text_of(context, attributes, "/zone_id")),
        .sequence = dns->records.len,
    };
    struct source *source = context->document->source;

    if (take_set(context, attributes, DNS_FROM_TERRAFORM, &record.set)) {
        buf_add(&dns->records, &record, sizeof(record));
        source->n_records++;
    } else {
        source->n_skipped++;
    }
}

/* What the plan will do: the API's words for it; NULL when nothing. */
static const char *action_of(struct json_value change)
{
    struct json_value actions;
    struct json_value first;
    struct json_iter iter;
    const char *text;
    size_t len;

    if (!json_get(change, "actions", &actions))
        return NULL;
    if (json_size(actions) > 1)
        return "UPSERT"; /* deleted and created anew */
    iter = json_elements(actions);
    if (!json_next_element(&iter, &first) || !json_get_string(first, &text, &len) ||
        len != 6)
        return NULL;
    if (memcmp(text, "create", 6) == 0)
        return "CREATE";
    if (memcmp(text, "update", 6) == 0)
        return "UPSERT";
    return memcmp(text, "delete", 6) == 0 ? "DELETE" : NULL;
}

static void take_planned(struct context *context, struct json_value change)
{
    const char *action = action_of(change);
    const bool gone = action != NULL && strcmp(action, "DELETE") == 0;
    struct dns_change *planned;
    struct json_value attributes;
    size_t mark;

    if (action == NULL || !json_get(change, gone ? "before" : "after", &attributes) ||
        json_type(attributes) != JSON_OBJECT)
        return;
    planned = arena_zalloc(context->arena, sizeof(*planned));
    planned->action = action;
    planned->submitted_at = WHEN_NONE;
    mark = context->path.len;
    buf_puts(&context->path, gone ? "/change/before" : "/change/after");
    planned->zone_id = route53_bare(text_of(context, attributes, "/zone_id"));
    if (take_set(context, attributes, DNS_FROM_CHANGE, &planned->set)) {
        dns_add(context->arena, &context->decoder->out->dns, DNS_CHANGES, planned);
        context->document->source->n_records++;
    }
    context_up(context, mark);
}

static void take_attributes(struct context *context, struct terraform_dns *dns,
                            struct json_value attributes, const char *below, bool zone)
{
    const size_t mark = context->path.len;

    if (json_type(attributes) != JSON_OBJECT)
        return;
    buf_puts(&context->path, below);
    if (zone)
        take_zone(context, dns, attributes);
    else
        take_record(context, dns, attributes);
    context_up(context, mark);
}

/* State v4 keeps instances, `show -json` keeps values. */
static void take_resource(struct context *context, struct terraform_dns *dns,
                          struct json_value resource, bool zone)
{
    struct json_value instances;
    struct json_value instance;
    struct json_value attributes;
    struct json_iter iter;
    size_t index = 0;

    if (json_get(resource, "instances", &instances)) {
        iter = json_elements(instances);
        while (json_next_element(&iter, &instance)) {
            char below[64];

            snprintf(below, sizeof(below), "/instances/%zu/attributes", index++);
            if (json_get(instance, "attributes", &attributes))
                take_attributes(context, dns, attributes, below, zone);
        }
    }
    if (json_get(resource, "values", &attributes))
        take_attributes(context, dns, attributes, "/values", zone);
}

bool terraform_dns_take(struct context *context, struct terraform_dns *dns,
                        struct json_value resource)
{
    const bool zone = is_type(resource, "aws_route53_zone");
    struct json_value change;

    if (!zone && !is_type(resource, "aws_route53_record"))
        return false;
    if (json_get(resource, "change", &change)) {
        if (!zone)
            take_planned(context, change);
    } else if (strstr(buf_text(&context->path), "/planned_values/") == NULL) {
        take_resource(context, dns, resource, zone);
    }
    return true;
}

static int compare_records(const void *a, const void *b)
{
    const struct terraform_record *x = a;
    const struct terraform_record *y = b;
    const int order = strcmp(x->zone_id == NULL ? "" : x->zone_id,
                             y->zone_id == NULL ? "" : y->zone_id);

    if (order != 0)
        return order;
    return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

static void add_dump(struct context *context, const struct terraform_dns *dns,
                     const struct terraform_record *records, size_t n)
{
    struct record_dump *dump = &record_page_add(context, DNS_FROM_TERRAFORM)->dump;

    dump->sets = arena_array(context->arena, n, sizeof(*dump->sets));
    for (size_t i = 0; i < n; i++)
        dump->sets[dump->n_sets++] = records[i].set;
    dump->zone_id = records->zone_id;
    if (dump->zone_id != NULL) {
        const struct zone_row *row =
            map_get(&dns->zones, dump->zone_id, strlen(dump->zone_id));

        dump->id_from = FROM_CONTENT;
        dump->zone = row == NULL ? NULL : row->name;
    }
}

void terraform_dns_end(struct context *context, struct terraform_dns *dns)
{
    struct terraform_record *records = (void *)dns->records.data;
    const size_t n = dns->records.len / sizeof(*records);

    if (n > 0)
        qsort(records, n, sizeof(*records), compare_records);
    for (size_t i = 0; i < n;) {
        const char *zone = records[i].zone_id;
        size_t end = i + 1;

        while (end < n && (zone == NULL ? records[end].zone_id == NULL
                                        : records[end].zone_id != NULL &&
                                              strcmp(zone, records[end].zone_id) == 0))
            end++;
        add_dump(context, dns, records + i, end - i);
        i = end;
    }
    buf_clear(&dns->records);
    map_clear(&dns->zones);
}
