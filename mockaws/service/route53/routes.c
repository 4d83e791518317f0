/* routes: which handler answers which method and path of Route 53. */
#include <stddef.h>

#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"

/* Route 53's quota is one for all operations of an account. Source: facts 8.3. */
enum { PER_SECOND = 5 };

#define ROUTE(operation, http_method, template, handler)                                 \
    {                                                                                    \
        .name = (operation), .service = AWS_ROUTE53, .method = (http_method),            \
        .path = "/2013-04-01/" template, .run = (handler), .per_second = PER_SECOND      \
    }

const struct operation route53_operations[] = {
    /* clang-format off */
    ROUTE("CreateHostedZone", "POST", "hostedzone", route53_create_hosted_zone),
    ROUTE("ListHostedZones", "GET", "hostedzone", route53_list_hosted_zones),
    ROUTE("GetHostedZone", "GET", "hostedzone/{Id}", route53_get_hosted_zone),
    ROUTE("UpdateHostedZoneComment", "POST", "hostedzone/{Id}", route53_update_hosted_zone_comment),
    ROUTE("DeleteHostedZone", "DELETE", "hostedzone/{Id}", route53_delete_hosted_zone),
    ROUTE("GetDNSSEC", "GET", "hostedzone/{Id}/dnssec", route53_get_dnssec),
    ROUTE("AssociateVPCWithHostedZone", "POST", "hostedzone/{Id}/associatevpc", route53_associate_vpc),
    ROUTE("DisassociateVPCFromHostedZone", "POST", "hostedzone/{Id}/disassociatevpc", route53_disassociate_vpc),
    ROUTE("GetHostedZoneCount", "GET", "hostedzonecount", route53_get_hosted_zone_count),
    ROUTE("GetHostedZoneLimit", "GET", "hostedzonelimit/{Id}/{Type}", route53_get_hosted_zone_limit),
    ROUTE("ListHostedZonesByName", "GET", "hostedzonesbyname", route53_list_hosted_zones_by_name),
    ROUTE("ListHostedZonesByVPC", "GET", "hostedzonesbyvpc", route53_list_hosted_zones_by_vpc),
    ROUTE("ListResourceRecordSets", "GET", "hostedzone/{Id}/rrset", route53_list_resource_record_sets),
    ROUTE("ChangeResourceRecordSets", "POST", "hostedzone/{Id}/rrset", route53_change_resource_record_sets),
    ROUTE("GetChange", "GET", "change/{Id}", route53_get_change),
    ROUTE("TestDNSAnswer", "GET", "testdnsanswer", route53_test_dns_answer),
    ROUTE("ListTagsForResource", "GET", "tags/{ResourceType}/{ResourceId}", route53_list_tags_for_resource),
    ROUTE("ChangeTagsForResource", "POST", "tags/{ResourceType}/{ResourceId}", route53_change_tags_for_resource),
    ROUTE("ListTagsForResources", "POST", "tags/{ResourceType}", route53_list_tags_for_resources),
    ROUTE("CreateHealthCheck", "POST", "healthcheck", route53_create_health_check),
    ROUTE("ListHealthChecks", "GET", "healthcheck", route53_list_health_checks),
    ROUTE("GetHealthCheck", "GET", "healthcheck/{HealthCheckId}", route53_get_health_check),
    ROUTE("DeleteHealthCheck", "DELETE", "healthcheck/{HealthCheckId}", route53_delete_health_check),
    ROUTE("GetHealthCheckCount", "GET", "healthcheckcount", route53_get_health_check_count),
    ROUTE("CreateReusableDelegationSet", "POST", "delegationset", route53_create_delegation_set),
    ROUTE("ListReusableDelegationSets", "GET", "delegationset", route53_list_delegation_sets),
    ROUTE("GetReusableDelegationSet", "GET", "delegationset/{Id}", route53_get_delegation_set),
    ROUTE("DeleteReusableDelegationSet", "DELETE", "delegationset/{Id}", route53_delete_delegation_set),
    { .name = NULL },
    /* clang-format on */
};
