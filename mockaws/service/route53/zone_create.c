/* zone_create: CreateHostedZone. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/heap.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/vpcs.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

static const struct field config_fields[] = {
    { .name = "Comment", FIELD_MOST(256) },
    { .name = "PrivateZone", .kind = FIELD_BOOLEAN },
    { .name = NULL },
};

static const struct field fields[] = {
    { .name = "Name", FIELD_REQUIRED, FIELD_MOST(1024) },
    { .name = "VPC", .kind = FIELD_STRUCTURE, .members = route53_vpc_fields },
    { .name = "CallerReference", FIELD_REQUIRED, FIELD_RANGE(1, 128) },
    { .name = "HostedZoneConfig", .kind = FIELD_STRUCTURE, .members = config_fields },
    { .name = "DelegationSetId", FIELD_MOST(1024) },
    { .name = NULL },
};

/* What is asked for, once it has passed. */
struct order {
    const char *name; /* canonical */
    const char *reference;
    const char *comment;
    const struct xml_node *vpc; /* NULL: a public zone */
    struct vpc vpc_value;
    const struct delegation_set *set; /* NULL: servers of its own */
};

/* Names of AWS's own, below which nobody has a public zone. */
static bool is_reserved(const char *name)
{
    static const char *const own[] = { "amazonaws.com",
                                       "amazonaws.com.cn",
                                       "cloudfront.net",
                                       "elasticbeanstalk.com",
                                       "aws",
                                       "amazon" };

    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        if (name_is_under(name, own[i]))
            return true;
    return name_labels(name) < 2;
}

/* A zone for a top-level domain is possible inside a VPC alone. */
static int check_name(struct call *call, struct order *order)
{
    const char *given = xml_child_text(call->body, "Name");
    const char *fault = route53_name_fault(call, given);

    order->name = route53_canonical(call, given);
    if (fault == NULL && name_is_wildcard(order->name))
        return call_fail(call, "InvalidDomainName",
                         "The domain name %s can't be the name of a hosted zone: it is a "
                         "wildcard",
                         given);
    if (fault != NULL)
        return call_fail(call, "InvalidDomainName", "%s", fault);
    if (strcmp(order->name, ".") == 0 || (order->vpc == NULL && is_reserved(order->name)))
        return call_fail(call, "InvalidDomainName", "%s is reserved by AWS!",
                         order->name);
    return 0;
}

static int check_privacy(struct call *call, const struct order *order)
{
    const struct xml_node *config = xml_child(call->body, "HostedZoneConfig");

    if (order->vpc == NULL && field_boolean(config, "PrivateZone"))
        return call_fail(call, "InvalidInput",
                         "When you're creating a private hosted zone (when you specify "
                         "true for PrivateZone), you must also specify values for VPCId "
                         "and VPCRegion.");
    if (order->vpc != NULL && xml_child(call->body, "DelegationSetId") != NULL)
        return call_fail(call, "InvalidInput",
                         "A private hosted zone can't use a reusable delegation set.");
    return order->vpc == NULL ? 0 : route53_vpc_check(call, &order->vpc_value);
}

/* What the account has already. */
static int check_account(struct mock *mock, struct call *call, const struct order *order)
{
    size_t n;
    struct zone **zones = route53_zones(mock, call, &n);

    for (size_t i = 0; i < n; i++)
        if (zones[i]->caller_reference != NULL &&
            strcmp(zones[i]->caller_reference, order->reference) == 0)
            return call_fail(call, "HostedZoneAlreadyExists",
                             "A hosted zone has already been created with the specified "
                             "caller reference.");
    if (n >= ROUTE53_ZONES_MAX)
        return call_fail(call, "TooManyHostedZones",
                         "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER");
    for (size_t i = 0; i < n; i++) {
        const bool twin = strcmp(zones[i]->name, order->name) == 0;

        if (twin && order->set != NULL && zones[i]->delegation_set != NULL &&
            strcmp(zones[i]->delegation_set, order->set->id) == 0)
            return call_fail(call, "ConflictingDomainExists",
                             "The hosted zone %s uses the delegation set for %s already.",
                             zones[i]->id, order->name);
    }
    return order->vpc == NULL
               ? 0
               : route53_vpc_conflict(mock, call, &order->vpc_value, order->name);
}

static int read_order(struct mock *mock, struct call *call, struct order *order)
{
    const char *set = xml_child_text(call->body, "DelegationSetId");

    order->reference = xml_child_text(call->body, "CallerReference");
    order->comment = xml_child_text(xml_child(call->body, "HostedZoneConfig"), "Comment");
    order->vpc = xml_child(call->body, "VPC");
    if (order->vpc != NULL)
        order->vpc_value = route53_vpc_read(call, order->vpc);
    if (check_name(call, order) != 0 || check_privacy(call, order) != 0)
        return -1;
    if (set != NULL) {
        order->set = route53_delegation_set(mock, call, set);
        if (order->set == NULL)
            return -1;
    }
    return check_account(mock, call, order);
}

static struct zone *make(struct mock *mock, struct call *call, const struct order *order)
{
    struct store *store = &mock->world.store;
    char own[IDS_SERVERS][IDS_SERVER];
    const char *servers[4];
    char id[IDS_ZONE];
    struct zone *zone;

    /* Where a state was loaded, the first ids are taken. */
    do {
        ids_route53(&store->ids, 'Z', id);
    } while (zones_find(&store->zones, id) != NULL);
    ids_servers(&store->ids, store->zones.counter + 1, own);
    for (size_t i = 0; i < 4; i++)
        servers[i] = order->set != NULL ? order->set->servers[i] : own[i];
    zone = zones_add(&store->zones, id, call->account->id, order->name, order->reference,
                     order->vpc != NULL ? NULL : servers, order->vpc != NULL,
                     mock->world.clock.now_ms);
    if (order->comment != NULL && order->comment[0] != '\0')
        zone->comment = heap_strdup(order->comment);
    if (order->set != NULL)
        zone->delegation_set = heap_strdup(order->set->id);
    if (order->vpc != NULL)
        route53_vpc_add(zone, &order->vpc_value);
    return zone;
}

int route53_create_hosted_zone(struct mock *mock, struct call *call)
{
    static const char root[] = "CreateHostedZoneResponse";
    struct order order = { 0 };
    const struct change *change;
    const struct zone *zone;

    if (field_check_body(call, "CreateHostedZoneRequest", fields) != 0 ||
        read_order(mock, call, &order) != 0)
        return -1;
    zone = make(mock, call, &order);
    call->zone = arena_strdup(call->arena, zone->id);
    change = route53_changed(mock, call, NULL);
    route53_open(call, root);
    route53_put_zone(call, zone);
    route53_put_change(call, change, change->submitted_ms);
    if (!zone->private_zone)
        route53_put_zone_servers(mock, call, zone);
    for (size_t i = 0; i < zone->n_vpcs; i++)
        route53_put_vpc(call, &zone->vpcs[i]);
    route53_close(call, root);
    route53_created(call, "hostedzone", zone->id);
    return 0;
}
