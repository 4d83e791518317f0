/* zones: one hosted zone: get, comment, delete, count, limits, DNSSEC. */
#include <string.h>

#include "base/dns/rr.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/fields.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/wire/xml.h"

int route53_get_hosted_zone(struct mock *mock, struct call *call)
{
    static const char root[] = "GetHostedZoneResponse";
    const struct zone *zone = route53_zone(mock, call, "id", call->parameters[0]);

    if (zone == NULL)
        return -1;
    route53_open(call, root);
    route53_put_zone(call, zone);
    if (!zone->private_zone)
        route53_put_zone_servers(mock, call, zone);
    if (zone->n_vpcs > 0) {
        xml_open(&call->xml, "VPCs");
        for (size_t i = 0; i < zone->n_vpcs; i++)
            route53_put_vpc(call, &zone->vpcs[i]);
        xml_close(&call->xml, "VPCs");
    }
    route53_close(call, root);
    return 0;
}

int route53_update_hosted_zone_comment(struct mock *mock, struct call *call)
{
    static const char root[] = "UpdateHostedZoneCommentResponse";
    static const struct field fields[] = {
        { .name = "Comment", FIELD_MOST(256) },
        { .name = NULL },
    };
    const char *comment;
    struct zone *zone;

    if (field_check_body(call, "UpdateHostedZoneCommentRequest", fields) != 0)
        return -1;
    zone = route53_zone(mock, call, "id", call->parameters[0]);
    if (zone == NULL)
        return -1;
    comment = xml_child_text(call->body, "Comment");
    text_set(&zone->comment, comment != NULL && comment[0] != '\0' ? comment : NULL);
    route53_open(call, root);
    route53_put_zone(call, zone);
    route53_close(call, root);
    return 0;
}

/* NS and SOA of the apex come with a zone, and go with it. */
static bool is_empty(const struct zone *zone)
{
    for (size_t i = 0; i < zone->n_sets; i++)
        if (strcmp(zone->sets[i]->name, zone->name) != 0 ||
            (zone->sets[i]->type != RR_NS && zone->sets[i]->type != RR_SOA))
            return false;
    return true;
}

int route53_delete_hosted_zone(struct mock *mock, struct call *call)
{
    static const char root[] = "DeleteHostedZoneResponse";
    struct zone *zone = route53_zone(mock, call, "id", call->parameters[0]);
    const struct change *change;

    if (zone == NULL)
        return -1;
    if (!is_empty(zone)) /* the two blanks are AWS's */
        return call_fail(call, "HostedZoneNotEmpty",
                         "The specified hosted zone contains non-required resource "
                         "record sets  and so cannot be deleted.");
    if (zone->dnssec)
        return call_fail(call, "HostedZoneNotEmpty",
                         "The specified hosted zone contains DNSSEC Key Signing Keys "
                         "and so cannot be deleted.");
    zones_remove(&mock->world.store.zones, zone);
    change = route53_changed(mock, call, NULL);
    route53_open(call, root);
    route53_put_change(call, change, change->submitted_ms);
    route53_close(call, root);
    return 0;
}

int route53_get_hosted_zone_count(struct mock *mock, struct call *call)
{
    static const char root[] = "GetHostedZoneCountResponse";
    size_t n;

    route53_zones(mock, call, &n);
    route53_open(call, root);
    xml_number(&call->xml, "HostedZoneCount", (int64_t)n);
    route53_close(call, root);
    return 0;
}

/* The Type of a limit; 0 after InvalidInput. */
static int64_t limit_value(struct call *call, const char *type, bool *of_vpcs)
{
    static const char *const types[] = { "MAX_RRSETS_BY_ZONE",
                                         "MAX_VPCS_ASSOCIATED_BY_ZONE", NULL };
    const struct field field = { .name = "Type", FIELD_REQUIRED, .words = types };
    struct field_faults faults = { 0 };

    field_check_text(&faults, &field, "type", type);
    if (field_end(&faults, call) != 0)
        return 0;
    *of_vpcs = strcmp(type, types[1]) == 0;
    return *of_vpcs ? ROUTE53_VPCS_MAX : ROUTE53_SETS_MAX;
}

int route53_get_hosted_zone_limit(struct mock *mock, struct call *call)
{
    static const char root[] = "GetHostedZoneLimitResponse";
    bool of_vpcs = false;
    const int64_t value = limit_value(call, call->parameters[1], &of_vpcs);
    const struct zone *zone =
        value == 0 ? NULL : route53_zone(mock, call, "hostedZoneId", call->parameters[0]);

    if (zone == NULL)
        return -1;
    if (of_vpcs && !zone->private_zone)
        return call_fail(call, "HostedZoneNotPrivate",
                         "The hosted zone %s isn't a private hosted zone.", zone->id);
    route53_open(call, root);
    xml_open(&call->xml, "Limit");
    xml_text(&call->xml, "Type", call->parameters[1]);
    xml_number(&call->xml, "Value", value);
    xml_close(&call->xml, "Limit");
    xml_number(&call->xml, "Count", (int64_t)(of_vpcs ? zone->n_vpcs : zone->n_sets));
    route53_close(call, root);
    return 0;
}

int route53_get_dnssec(struct mock *mock, struct call *call)
{
    static const char root[] = "GetDNSSECResponse";
    const struct zone *zone =
        route53_zone(mock, call, "hostedZoneId", call->parameters[0]);

    if (zone == NULL)
        return -1;
    if (zone->private_zone)
        return call_fail(call, "InvalidArgument",
                         "DNSSEC is not supported for the private hosted zone %s.",
                         zone->id);
    route53_open(call, root);
    xml_open(&call->xml, "Status");
    xml_text(&call->xml, "ServeSignature", zone->dnssec ? "SIGNING" : "NOT_SIGNING");
    xml_close(&call->xml, "Status");
    xml_text(&call->xml, "KeySigningKeys", "");
    route53_close(call, root);
    return 0;
}
