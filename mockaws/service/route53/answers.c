/* answers: parts that several answers have, in the order of the model's members. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/route53.h"

#define NAMESPACE "https://route53.amazonaws.com/doc/2013-04-01/"

void route53_open(struct call *call, const char *root)
{
    xml_root(&call->xml, root, NAMESPACE);
}

void route53_close(struct call *call, const char *root)
{
    xml_close(&call->xml, root);
}

static void put_id(struct call *call, const char *kind, const char *id)
{
    xml_text(&call->xml, "Id", arena_printf(call->arena, "/%s/%s", kind, id));
}

static void put_name(struct call *call, const char *element, const char *name)
{
    xml_text(&call->xml, element, rrset_name_text(call->arena, name));
}

void route53_put_zone(struct call *call, const struct zone *zone)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "HostedZone");
    put_id(call, "hostedzone", zone->id);
    put_name(call, "Name", zone->name);
    xml_text(out, "CallerReference", zone->caller_reference);
    xml_open(out, "Config");
    xml_text(out, "Comment", zone->comment);
    xml_bool(out, "PrivateZone", zone->private_zone);
    xml_close(out, "Config");
    xml_number(out, "ResourceRecordSetCount", (int64_t)zone->n_sets);
    xml_close(out, "HostedZone");
}

void route53_put_change(struct call *call, const struct change *change, int64_t now_ms)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "ChangeInfo");
    put_id(call, "change", change->id);
    xml_text(out, "Status", now_ms >= change->insync_ms ? "INSYNC" : "PENDING");
    xml_time(out, "SubmittedAt", change->submitted_ms);
    xml_text(out, "Comment", change->comment);
    xml_close(out, "ChangeInfo");
}

void route53_put_vpc(struct call *call, const struct vpc *vpc)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "VPC");
    xml_text(out, "VPCRegion", vpc->region);
    xml_text(out, "VPCId", vpc->id);
    xml_close(out, "VPC");
}

void route53_put_servers(struct call *call, char *const servers[4])
{
    xml_open(&call->xml, "NameServers");
    for (size_t i = 0; i < 4; i++)
        xml_text(&call->xml, "NameServer", servers[i]);
    xml_close(&call->xml, "NameServers");
}

void route53_put_delegation_set(struct call *call, const struct delegation_set *set)
{
    xml_open(&call->xml, "DelegationSet");
    put_id(call, "delegationset", set->id);
    xml_text(&call->xml, "CallerReference", set->caller_reference);
    route53_put_servers(call, set->servers);
    xml_close(&call->xml, "DelegationSet");
}

void route53_put_zone_servers(struct mock *mock, struct call *call,
                              const struct zone *zone)
{
    const struct store *store = &mock->world.store;

    for (size_t i = 0; zone->delegation_set != NULL && i < store->n_delegation_sets; i++)
        if (strcmp(store->delegation_sets[i].id, zone->delegation_set) == 0) {
            route53_put_delegation_set(call, &store->delegation_sets[i]);
            return;
        }
    xml_open(&call->xml, "DelegationSet");
    route53_put_servers(call, zone->servers);
    xml_close(&call->xml, "DelegationSet");
}

void route53_put_health_check(struct call *call, const struct health_check *check)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "HealthCheck");
    xml_text(out, "Id", check->id);
    xml_text(out, "CallerReference", check->caller_reference);
    buf_puts(&out->text, check->config_xml);
    xml_number(out, "HealthCheckVersion", 1);
    xml_close(out, "HealthCheck");
}

static void put_place(struct call *call, const struct rrset *set)
{
    struct xml_out *out = &call->xml;

    if (set->continent == NULL && set->country == NULL)
        return;
    xml_open(out, "GeoLocation");
    xml_text(out, "ContinentCode", set->continent);
    xml_text(out, "CountryCode", set->country);
    xml_text(out, "SubdivisionCode", set->subdivision);
    xml_close(out, "GeoLocation");
}

static void put_values(struct call *call, const struct rrset *set)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "ResourceRecords");
    for (size_t i = 0; i < set->n_values; i++) {
        xml_open(out, "ResourceRecord");
        xml_text(out, "Value", set->values[i]);
        xml_close(out, "ResourceRecord");
    }
    xml_close(out, "ResourceRecords");
}

static void put_alias(struct call *call, const struct rrset *set)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "AliasTarget");
    xml_text(out, "HostedZoneId", set->alias_zone);
    put_name(call, "DNSName", set->alias_name);
    xml_bool(out, "EvaluateTargetHealth", set->alias_evaluates);
    xml_close(out, "AliasTarget");
}

static void put_cidr(struct call *call, const struct rrset *set)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "CidrRoutingConfig");
    xml_text(out, "CollectionId", set->cidr_collection);
    xml_text(out, "LocationName", set->cidr_location);
    xml_close(out, "CidrRoutingConfig");
}

void route53_put_rrset(struct call *call, const struct rrset *set)
{
    struct xml_out *out = &call->xml;
    char word[RR_WORD_MAX];

    xml_open(out, "ResourceRecordSet");
    put_name(call, "Name", set->name);
    xml_text(out, "Type", rr_type_word(set->type, word));
    xml_text(out, "SetIdentifier", set->set_identifier);
    if (set->weight >= 0)
        xml_number(out, "Weight", set->weight);
    xml_text(out, "Region", set->region);
    put_place(call, set);
    xml_text(out, "Failover", set->failover);
    if (set->multi_value >= 0)
        xml_bool(out, "MultiValueAnswer", set->multi_value != 0);
    if (set->ttl_s >= 0)
        xml_number(out, "TTL", set->ttl_s);
    if (set->n_values > 0)
        put_values(call, set);
    if (set->alias_zone != NULL)
        put_alias(call, set);
    xml_text(out, "HealthCheckId", set->health_check);
    if (set->cidr_collection != NULL)
        put_cidr(call, set);
    if (set->geo_proximity != NULL)
        buf_puts(&out->text, set->geo_proximity);
    xml_close(out, "ResourceRecordSet");
}

void route53_put_page(struct call *call, const char *next, size_t max)
{
    xml_bool(&call->xml, "IsTruncated", next != NULL);
    xml_text(&call->xml, "NextMarker", next);
    xml_number(&call->xml, "MaxItems", (int64_t)max);
}
