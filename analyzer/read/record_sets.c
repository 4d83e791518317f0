/* record_sets: the record sets of Route 53's JSON, one by one and as whole answers. */
#include "analyzer/read/record_sets.h"

#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/take.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"

enum set_member {
    SET_NAME,
    SET_TYPE,
    SET_IDENTIFIER,
    SET_WEIGHT,
    SET_REGION,
    SET_GEO,
    SET_FAILOVER,
    SET_MULTI,
    SET_TTL,
    SET_RECORDS,
    SET_ALIAS,
    SET_HEALTH,
    SET_POLICY,
    SET_CIDR,
    SET_PROXIMITY,
};

/* In the order of the API model. */
static const struct member_name set_members[] = {
    MEMBER("Name", SET_NAME),
    MEMBER("Type", SET_TYPE),
    MEMBER("SetIdentifier", SET_IDENTIFIER),
    MEMBER("Weight", SET_WEIGHT),
    MEMBER("Region", SET_REGION),
    MEMBER("GeoLocation", SET_GEO),
    MEMBER("Failover", SET_FAILOVER),
    MEMBER("MultiValueAnswer", SET_MULTI),
    MEMBER("TTL", SET_TTL),
    MEMBER("ResourceRecords", SET_RECORDS),
    MEMBER("AliasTarget", SET_ALIAS),
    MEMBER("HealthCheckId", SET_HEALTH),
    MEMBER("TrafficPolicyInstanceId", SET_POLICY),
    MEMBER("CidrRoutingConfig", SET_CIDR),
    MEMBER("GeoProximityLocation", SET_PROXIMITY),
    { NULL, 0, 0 },
};

const char *route53_bare(const char *id)
{
    const char *slash = id == NULL ? NULL : strrchr(id, '/');

    return slash == NULL ? id : slash + 1;
}

static bool is_absent(struct json_value value)
{
    const char *text;
    size_t len;

    return json_type(value) == JSON_NULL ||
           (json_get_string(value, &text, &len) && len == 0);
}

static void take_type(const struct taking *t, struct json_value value, struct rrset *out)
{
    const char *text;
    size_t len;

    if (!json_get_string(value, &text, &len)) {
        if (json_type(value) != JSON_NULL)
            take_wrong(t, value, "string");
        return;
    }
    out->type = rr_type_parse(text, len);
    if (out->type == RR_NONE && len > 0)
        context_problem(t->context, PROBLEM_UNKNOWN_WORD, take_pointer(t),
                        "a record type that this version does not know")
            ->detail = context_cut(t->context, text, len);
}

static void take_ttl(const struct taking *t, struct json_value value, struct rrset *out)
{
    int64_t ttl;

    if (json_type(value) == JSON_NULL)
        return;
    if (json_get_integer(value, &ttl) && ttl >= 0)
        out->ttl_s = ttl;
    else
        take_wrong(t, value, "a number of seconds");
}

/* One of ResourceRecords: an object with Value, or the text alone. */
static const char *value_of(const struct taking *t, struct json_value element)
{
    struct json_value value = element;
    const char *text;
    size_t len;

    if (json_type(element) == JSON_OBJECT && !member_get(element, "Value", &value)) {
        take_wrong(t, element, "object with Value");
        return NULL;
    }
    if (json_get_string(value, &text, &len))
        return context_copy(t->context, text, len);
    take_wrong(t, value, "string");
    return NULL;
}

static void take_values(const struct taking *t, struct json_value value,
                        struct rrset *out)
{
    struct json_iter iter = json_elements(value);
    struct json_value element;
    struct taking each = *t;
    const size_t room = json_size(value);
    const char **values;

    if (json_type(value) == JSON_NULL)
        return;
    if (json_type(value) != JSON_ARRAY) {
        take_wrong(t, value, "array of records");
        return;
    }
    values = arena_array(t->context->arena, room, sizeof(*values));
    each.member = "/Value";
    for (; each.index < room && json_next_element(&iter, &element); each.index++) {
        const char *text = value_of(&each, element);

        if (text != NULL)
            values[out->n_values++] = text;
    }
    out->values = values;
}

/* An alias that leads nowhere stays one: its target is "", and that is said. */
static void take_alias(const struct taking *t, struct json_value value, struct rrset *out)
{
    const struct taking name = { t->context, NULL, "/AliasTarget/DNSName", NULL, 0 };
    const struct taking zone = { t->context, NULL, "/AliasTarget/HostedZoneId", NULL, 0 };
    struct json_value member;

    if (json_type(value) == JSON_NULL)
        return;
    if (json_type(value) != JSON_OBJECT) {
        take_wrong(t, value, "object");
        return;
    }
    if (member_get(value, "DNSName", &member))
        out->alias = take_name(&name, member);
    if (member_get(value, "HostedZoneId", &member))
        out->alias_zone = route53_bare(take_text(&zone, member, true));
    if (member_get(value, "EvaluateTargetHealth", &member))
        out->alias_health_known = json_get_bool(member, &out->alias_health);
    if (out->alias != NULL)
        return;
    out->alias = "";
    context_problem(t->context, PROBLEM_PARTLY, t->below,
                    "an alias without DNSName: where it leads is not known");
}

static void take_failover(const struct taking *t, struct json_value value,
                          struct rrset *out)
{
    const char *word = take_text(t, value, true);

    if (word == NULL)
        return;
    if (strcmp(word, "PRIMARY") == 0) {
        out->routing = "failover PRIMARY";
        out->routing_json = "\"Failover\": \"PRIMARY\"";
    } else if (strcmp(word, "SECONDARY") == 0) {
        out->routing = "failover SECONDARY";
        out->routing_json = "\"Failover\": \"SECONDARY\"";
    } else
        out->routing = arena_printf(t->context->arena, "failover %s", word);
}

/* What tells the routing policy by being there. */
static const char *routing_of(enum set_member member, struct json_value value)
{
    bool is;

    if (is_absent(value))
        return NULL;
    switch ((unsigned)member) {
    case SET_WEIGHT:
        return "weighted";
    case SET_REGION:
        return "latency";
    case SET_GEO:
        return "geolocation";
    case SET_MULTI:
        return json_get_bool(value, &is) && !is ? NULL : "multivalue";
    case SET_POLICY:
        return "traffic policy";
    case SET_CIDR:
        return "cidr";
    case SET_PROXIMITY:
        return "geoproximity";
    default:
        return NULL;
    }
}

/* The policy as a deletion must repeat it; only what is one plain member is kept. */
static const char *routing_json(const struct taking *t, enum set_member member,
                                struct json_value value)
{
    struct arena *arena = t->context->arena;
    const char *text;
    size_t len;
    int64_t weight;

    if (member == SET_WEIGHT && json_get_integer(value, &weight))
        return arena_printf(arena, "\"Weight\": %lld", (long long)weight);
    if (member == SET_REGION && json_get_string(value, &text, &len) &&
        arn_is_region(text, len))
        return arena_printf(arena, "\"Region\": \"%.*s\"", (int)len, text);
    return member == SET_MULTI ? "\"MultiValueAnswer\": true" : NULL;
}

static void take_member(const struct taking *t, enum set_member member,
                        struct json_value value, struct rrset *out)
{
    const char *routing;

    switch ((unsigned)member) {
    case SET_NAME:
        out->name = take_name(t, value);
        break;
    case SET_TYPE:
        take_type(t, value, out);
        break;
    case SET_IDENTIFIER:
        out->set_id = take_text(t, value, true);
        break;
    case SET_FAILOVER:
        take_failover(t, value, out);
        break;
    case SET_TTL:
        take_ttl(t, value, out);
        break;
    case SET_RECORDS:
        take_values(t, value, out);
        break;
    case SET_ALIAS:
        take_alias(t, value, out);
        break;
    case SET_HEALTH:
        out->health_check = take_text(t, value, false);
        break;
    default:
        routing = routing_of(member, value);
        if (routing != NULL) {
            out->routing = routing;
            out->routing_json = routing_json(t, member, value);
        }
        break;
    }
}

bool record_set_take(struct context *context, struct json_value object,
                     enum dns_from from, struct rrset *out)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    size_t len;
    unsigned hint = 0;
    unsigned seen = 0;
    bool wrong_records = false; /* said already */

    *out = (struct rrset){ .ttl_s = -1,
                           .origin = context_origin(context),
                           .from = (uint8_t)from,
                           .octal = true };
    while (json_next_member(&iter, &key, &len, &value)) {
        const struct member_name *name = member_find(set_members, &hint, key, len);
        struct taking t = { context, NULL, NULL, NULL, 0 };

        if (name == NULL)
            continue;
        t.below = name->below;
        if ((seen & 1U << name->id) != 0) {
            take_twin(&t);
            continue;
        }
        seen |= 1U << name->id;
        if (name->id == SET_RECORDS && json_type(value) != JSON_ARRAY)
            wrong_records |= json_type(value) != JSON_NULL;
        take_member(&t, (enum set_member)name->id, value, out);
    }
    if (out->name == NULL) {
        context_problem(context, PROBLEM_PARTLY, "",
                        "a record set without a name; it is lost");
        return false;
    }
    if (out->n_values == 0 && out->alias == NULL && !wrong_records &&
        (seen & 1U << SET_POLICY) == 0)
        context_problem(context, PROBLEM_PARTLY,
                        (seen & 1U << SET_RECORDS) != 0 ? "/ResourceRecords" : "",
                        "no value and no alias target: what the record set answers is "
                        "not known");
    return true;
}

bool record_set_is(struct json_value object)
{
    struct json_value ignored;

    return json_type(object) == JSON_OBJECT && member_get(object, "Name", &ignored) &&
           member_get(object, "Type", &ignored) &&
           (member_get(object, "ResourceRecords", &ignored) ||
            member_get(object, "AliasTarget", &ignored) ||
            member_get(object, "TrafficPolicyInstanceId", &ignored));
}

struct record_page *record_page_add(struct context *context, enum dns_from from)
{
    struct record_page *page = arena_zalloc(context->arena, sizeof(*page));

    page->dump.origin = context_origin(context);
    page->dump.account = context->account;
    page->dump.account_from = context->account == NULL ? FROM_NOWHERE : FROM_CONTENT;
    page->dump.captured_at = context->captured_at;
    page->dump.from = (uint8_t)from;
    dns_add(context->arena, &context->decoder->out->dns, DNS_DUMPS, &page->dump);
    return page;
}

void record_sets_take(struct context *context, struct json_value array,
                      struct record_page *page)
{
    struct source *source = context->document->source;
    struct record_dump *dump = &page->dump;
    struct json_iter iter = json_elements(array);
    const size_t room = json_size(array);
    struct json_value element;
    size_t index = 0;

    dump->sets = arena_array(context->arena, room, sizeof(*dump->sets));
    for (; index < room && json_next_element(&iter, &element); index++) {
        const struct taking t = { context, NULL, "", NULL, 0 };
        const size_t mark = context_down_index(context, index);
        bool taken = false;

        if (json_type(element) == JSON_OBJECT)
            taken = record_set_take(context, element, (enum dns_from)dump->from,
                                    &dump->sets[dump->n_sets]);
        else
            take_wrong(&t, element, "object");
        dump->n_sets += taken;
        source->n_records += taken;
        source->n_skipped += !taken;
        context_up(context, mark);
    }
}

struct problem *record_sets_more(struct context *context, struct json_value object)
{
    const struct taking t = { context, NULL, "/IsTruncated", NULL, 0 };
    struct problem *problem;
    struct json_value value;
    const char *below = NULL;
    const char *text = NULL;

    if (member_get(object, "IsTruncated", &value) && take_flag(&t, value) == FLAG_TRUE) {
        below = "/IsTruncated";
        text = "IsTruncated is true: further pages exist that are not in this file";
    } else if (member_get(object, "NextToken", &value) && !is_absent(value)) {
        below = "/NextToken";
        text = "NextToken is there: further pages exist that are not in this file";
    }
    if (text == NULL)
        return NULL;
    problem = arena_zalloc(context->arena, sizeof(*problem));
    problem->kind = PROBLEM_TRUNCATED;
    problem->document = context->document->index;
    problem->offset = context->document->offset;
    problem->pointer =
        arena_printf(context->arena, "%s%s", buf_text(&context->path), below);
    problem->text = text;
    problem->command = "acm-analyzer commands";
    return problem;
}
