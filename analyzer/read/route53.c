/* route53: changes and registrations of Route 53, and what all its readers share. */
#include "analyzer/read/route53.h"

#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/record_sets.h"
#include "analyzer/read/take.h"
#include "base/when.h"

void route53_count(struct context *context, bool taken)
{
    context->document->source->n_records += taken;
    context->document->source->n_skipped += !taken;
}

const char *route53_text(struct context *context, struct json_value object,
                         const char *below)
{
    const struct taking t = { context, NULL, below, NULL, 0 };
    struct json_value value;

    return member_get(object, strrchr(below, '/') + 1, &value)
               ? take_text(&t, value, false)
               : NULL;
}

const char *route53_name(struct context *context, struct json_value object,
                         const char *below)
{
    const struct taking t = { context, NULL, below, NULL, 0 };
    struct json_value value;

    return member_get(object, strrchr(below, '/') + 1, &value) ? take_name(&t, value)
                                                               : NULL;
}

int64_t route53_time(struct context *context, struct json_value object, const char *below)
{
    const struct taking t = { context, NULL, below, NULL, 0 };
    struct json_value value;

    return member_get(object, strrchr(below, '/') + 1, &value) ? take_time(&t, value)
                                                               : WHEN_NONE;
}

/* The change in hand. */
static bool take_change(struct context *context, struct json_value object,
                        const char *zone_id, int64_t submitted_at)
{
    const struct taking t = { context, NULL, "/ResourceRecordSet", NULL, 0 };
    struct dns_change *change = arena_zalloc(context->arena, sizeof(*change));
    struct json_value set;
    const char *key;
    size_t key_len;
    size_t mark;
    bool taken;

    if (!member_spelled(object, "ResourceRecordSet", &set, &key, &key_len)) {
        context_problem(context, PROBLEM_PARTLY, "",
                        "a change without ResourceRecordSet; it is lost");
        return false;
    }
    if (json_type(set) != JSON_OBJECT) {
        take_wrong(&t, set, "object");
        return false;
    }
    change->action = route53_text(context, object, "/Action");
    if (change->action == NULL)
        change->action = "";
    change->zone_id = zone_id;
    change->submitted_at = submitted_at;
    mark = context_down(context, key, key_len);
    taken = record_set_take(context, set, DNS_FROM_CHANGE, &change->set);
    context_up(context, mark);
    if (taken)
        dns_add(context->arena, &context->decoder->out->dns, DNS_CHANGES, change);
    return taken;
}

/* The first element tells: CloudFormation's change sets have Changes, too. */
static bool is_changes(struct json_value changes)
{
    struct json_iter iter = json_elements(changes);
    struct json_value first;
    struct json_value ignored;

    return json_next_element(&iter, &first) &&
           (member_get(first, "Action", &ignored) ||
            member_get(first, "ResourceRecordSet", &ignored));
}

/* {"Changes":[...]}: the value in hand. */
static bool take_changes(struct context *context, struct json_value object,
                         const char *zone_id, int64_t submitted_at)
{
    const struct taking t = { context, NULL, "", NULL, 0 };
    struct json_iter iter;
    struct json_value changes;
    struct json_value change;
    const char *key;
    size_t key_len;
    size_t index = 0;
    size_t mark;

    if (!member_spelled(object, "Changes", &changes, &key, &key_len) ||
        !is_changes(changes))
        return false;
    context_shape(context, SHAPE_R53_CHANGE_BATCH);
    mark = context_down(context, key, key_len);
    iter = json_elements(changes);
    while (json_next_element(&iter, &change)) {
        const size_t inner = context_down_index(context, index++);

        if (json_type(change) == JSON_OBJECT) {
            route53_count(context, take_change(context, change, zone_id, submitted_at));
        } else {
            take_wrong(&t, change, "object");
            route53_count(context, false);
        }
        context_up(context, inner);
    }
    context_up(context, mark);
    return true;
}

static void raise_past(struct context *context, int64_t when)
{
    if (when > context->decoder->out->latest_past)
        context->decoder->out->latest_past = when;
}

/* The answer to a change. Returns when it was submitted, WHEN_NONE when there is none. */
static bool take_info(struct context *context, struct json_value object,
                      int64_t *submitted_at)
{
    struct change_info *change;
    struct json_value info;
    const char *key;
    size_t key_len;
    size_t mark;

    *submitted_at = WHEN_NONE;
    if (!member_spelled(object, "ChangeInfo", &info, &key, &key_len) ||
        json_type(info) != JSON_OBJECT)
        return false;
    context_shape(context, SHAPE_R53_CHANGE_BATCH);
    change = arena_zalloc(context->arena, sizeof(*change));
    mark = context_down(context, key, key_len);
    change->id = route53_bare(route53_text(context, info, "/Id"));
    change->status = route53_text(context, info, "/Status");
    change->submitted_at = route53_time(context, info, "/SubmittedAt");
    change->origin = context_origin(context);
    context_up(context, mark);
    raise_past(context, change->submitted_at);
    dns_add(context->arena, &context->decoder->out->dns, DNS_INFOS, change);
    route53_count(context, true);
    *submitted_at = change->submitted_at;
    return true;
}

bool route53_changes(struct context *context, struct json_value object)
{
    const char *zone_id = NULL;
    struct json_value batch;
    const char *key;
    size_t key_len;
    int64_t submitted_at;
    size_t mark;
    bool known = take_info(context, object, &submitted_at);

    if (member_get(object, "HostedZoneId", &batch))
        zone_id = route53_bare(route53_text(context, object, "/HostedZoneId"));
    known |= take_changes(context, object, zone_id, submitted_at);
    if (!member_spelled(object, "ChangeBatch", &batch, &key, &key_len) ||
        json_type(batch) != JSON_OBJECT)
        return known;
    mark = context_down(context, key, key_len);
    known |= take_changes(context, batch, zone_id, submitted_at);
    context_up(context, mark);
    return known;
}

/* Nameservers: objects with Name; text alone is read, too. */
static void take_nameservers(struct context *context, struct json_value servers,
                             struct registration *out)
{
    struct taking t = { context, NULL, "/Nameservers", NULL, 0 };
    struct json_iter iter = json_elements(servers);
    struct json_value element;
    const size_t room = json_size(servers);
    const char **names;

    if (json_type(servers) != JSON_ARRAY) {
        if (json_type(servers) != JSON_NULL)
            take_wrong(&t, servers, "array of name servers");
        return;
    }
    out->has_servers = true;
    names = arena_array(context->arena, room, sizeof(*names));
    t.member = "/Name";
    for (; t.index < room && json_next_element(&iter, &element); t.index++) {
        struct json_value name = element;
        const char *canonical = NULL;

        if (json_type(element) != JSON_OBJECT || member_get(element, "Name", &name))
            canonical = take_name(&t, name);
        if (canonical != NULL)
            names[out->n_servers++] = canonical;
    }
    out->servers = names;
}

bool route53_registration(struct context *context, struct json_value object)
{
    const struct taking t = { context, NULL, "/StatusList", NULL, 0 };
    struct registration *registration;
    struct json_value servers;
    struct json_value value;
    const bool has_servers = member_get(object, "Nameservers", &servers);
    int64_t n;

    if (!member_get(object, "DomainName", &value) ||
        (!has_servers && !(member_get(object, "StatusList", &value) &&
                           member_get(object, "ExpirationDate", &value))))
        return false;
    context_shape(context, SHAPE_R53DOMAINS_DOMAIN);
    registration = arena_zalloc(context->arena, sizeof(*registration));
    registration->domain = route53_name(context, object, "/DomainName");
    if (registration->domain == NULL) {
        context_problem(context, PROBLEM_PARTLY, "",
                        "a registration without a domain's name; it is lost");
        route53_count(context, false);
        return true;
    }
    registration->account = context->account;
    registration->origin = context_origin(context);
    registration->expires = route53_time(context, object, "/ExpirationDate");
    registration->captured_at = context->captured_at;
    if (has_servers)
        take_nameservers(context, servers, registration);
    if (member_get(object, "StatusList", &value)) {
        n = take_texts(&t, value, &registration->statuses);
        registration->n_statuses = n < 0 ? 0 : (uint32_t)n;
    }
    dns_add(context->arena, &context->decoder->out->dns, DNS_REGISTRATIONS, registration);
    route53_count(context, true);
    return true;
}
