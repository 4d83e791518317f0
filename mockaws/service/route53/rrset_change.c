/* rrset_change: ChangeResourceRecordSets, a batch of which all is done or nothing. */
#include <string.h>

#include "base/arena.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/rrset_read.h"
#include "mockaws/wire/xml.h"

static const char *const actions[] = {
    [CHANGE_CREATE] = "CREATE",
    [CHANGE_DELETE] = "DELETE",
    [CHANGE_UPSERT] = "UPSERT",
    NULL,
};

static const struct field change_fields[] = {
    { .name = "Action", FIELD_REQUIRED, .words = actions },
    { .name = "ResourceRecordSet",
      .kind = FIELD_STRUCTURE,
      FIELD_REQUIRED,
      .members = route53_rrset_fields },
    { .name = NULL },
};

static const struct field change_item[] = {
    { .name = "Change", .kind = FIELD_STRUCTURE, .members = change_fields },
    { .name = NULL },
};

static const struct field batch_fields[] = {
    { .name = "Comment", FIELD_MOST(256) },
    { .name = "Changes",
      .kind = FIELD_LIST,
      FIELD_REQUIRED,
      FIELD_RANGE(1, INT64_MAX),
      .members = change_item },
    { .name = NULL },
};

static const struct field fields[] = {
    { .name = "ChangeBatch",
      .kind = FIELD_STRUCTURE,
      FIELD_REQUIRED,
      .members = batch_fields },
    { .name = NULL },
};

struct batch {
    struct zone_change *changes;
    size_t n;
    const char *comment;
};

static enum change_action read_action(const char *word)
{
    if (strcmp(word, actions[CHANGE_CREATE]) == 0)
        return CHANGE_CREATE;
    return strcmp(word, actions[CHANGE_DELETE]) == 0 ? CHANGE_DELETE : CHANGE_UPSERT;
}

static int check_health_check(struct mock *mock, struct call *call,
                              const struct zone_change *change)
{
    const char *id = change->set->health_check;

    if (id == NULL || change->action == CHANGE_DELETE ||
        route53_find_health_check(mock, call->account->id, id) != NULL)
        return 0;
    return call_fail(call, "NoSuchHealthCheck",
                     "A health check with id %s does not exist.", id);
}

/* "[first problem, second problem]" */
static int fail_with(struct call *call, const struct change_problems *problems)
{
    struct buf text = { 0 };

    if (problems->invalid_input)
        return call_fail(call, "InvalidInput", "%s", problems->messages[0]);
    for (size_t i = 0; i < problems->n; i++)
        buf_printf(&text, "%s%s", i == 0 ? "[" : ", ", problems->messages[i]);
    call_fail(call, "InvalidChangeBatch", "%s]", buf_text(&text));
    buf_clear(&text);
    return -1;
}

/* Names whose bytes Route 53 wants escaped: what name_canonical() would make good. */
static int check_names(struct call *call, const struct xml_node *set)
{
    const char *names[2] = { xml_child_text(set, "Name"),
                             xml_child_text(xml_child(set, "AliasTarget"), "DNSName") };

    for (size_t i = 0; i < 2; i++) {
        const char *fault = names[i] == NULL ? NULL : route53_name_fault(call, names[i]);

        if (fault != NULL)
            return call_fail(call, "InvalidChangeBatch", "[%s]", fault);
    }
    return 0;
}

static int read_change(struct mock *mock, struct call *call, const struct xml_node *node,
                       struct zone_change *change)
{
    const struct xml_node *set = xml_child(node, "ResourceRecordSet");

    if (check_names(call, set) != 0)
        return -1;
    if (xml_child(set, "TrafficPolicyInstanceId") != NULL)
        return call_fail(call, "InvalidInput",
                         "Invalid request: the traffic policy instance %s is not known",
                         xml_child_text(set, "TrafficPolicyInstanceId"));
    change->action = read_action(xml_child_text(node, "Action"));
    change->set = route53_rrset_read(call, set);
    return check_health_check(mock, call, change);
}

static int read_batch(struct mock *mock, struct call *call, struct batch *batch)
{
    const struct xml_node *body = xml_child(call->body, "ChangeBatch");
    const struct xml_node *list = xml_child(body, "Changes");
    size_t room = 0;

    for (const struct xml_node *item = list->first; item != NULL; item = item->next)
        room++;
    batch->comment = xml_child_text(body, "Comment");
    batch->changes = arena_array(call->arena, room + 1, sizeof(*batch->changes));
    for (const struct xml_node *item = list->first; item != NULL; item = item->next)
        if (strcmp(item->name, "Change") == 0 &&
            read_change(mock, call, item, &batch->changes[batch->n++]) != 0)
            return -1;
    return 0;
}

int route53_change_resource_record_sets(struct mock *mock, struct call *call)
{
    static const char root[] = "ChangeResourceRecordSetsResponse";
    struct change_problems problems = { 0 };
    struct batch batch = { 0 };
    const struct change *change;
    struct zone *zone = route53_zone(mock, call, "hostedZoneId", call->parameters[0]);

    if (zone == NULL ||
        field_check_body(call, "ChangeResourceRecordSetsRequest", fields) != 0 ||
        read_batch(mock, call, &batch) != 0)
        return -1;
    if (zone_apply(&mock->world.store.zones, zone, batch.changes, batch.n,
                   mock->world.clock.now_ms, call->arena, &problems) != 0)
        return fail_with(call, &problems);
    change = route53_changed(mock, call, batch.comment);
    route53_open(call, root);
    route53_put_change(call, change, change->submitted_ms);
    route53_close(call, root);
    return 0;
}

int route53_get_change(struct mock *mock, struct call *call)
{
    static const char root[] = "GetChangeResponse";
    const char *id = route53_bare_id(call->parameters[0], "change");
    const struct change *change = zones_find_change(&mock->world.store.zones, id);

    if (change == NULL || strcmp(change->account, call->account->id) != 0)
        return call_fail(call, "NoSuchChange", "Could not find resource with ID: %.64s",
                         id);
    route53_open(call, root);
    route53_put_change(call, change, mock->world.clock.now_ms);
    route53_close(call, root);
    return 0;
}
