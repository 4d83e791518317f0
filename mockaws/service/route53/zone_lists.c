/* zone_lists: ListHostedZones, ListHostedZonesByName, ListHostedZonesByVPC. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/vpcs.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

static void put_zones(struct call *call, struct zone **zones, size_t n)
{
    xml_open(&call->xml, "HostedZones");
    for (size_t i = 0; i < n; i++)
        route53_put_zone(call, zones[i]);
    xml_close(&call->xml, "HostedZones");
}

/* What the query of ListHostedZones asks for. */
struct list {
    const char *marker; /* NULL: from the start */
    size_t max;
    const char *set; /* bare id of a delegation set; NULL: any */
    bool private_only;
};

static int read_list(struct mock *mock, struct call *call, struct list *list)
{
    static const char *const kinds[] = { "PrivateHostedZone", NULL };
    const struct field kind = { .name = "HostedZoneType", .words = kinds };
    struct field_faults faults = { 0 };
    const char *set;

    if (route53_query(call, "marker", "marker", 64, &list->marker) != 0 ||
        route53_max_items(call, ROUTE53_PAGE, &list->max) != 0)
        return -1;
    field_check_text(&faults, &kind, "hostedZoneType",
                     http_query(call->request, "hostedzonetype"));
    if (field_end(&faults, call) != 0)
        return -1;
    list->private_only = http_query(call->request, "hostedzonetype") != NULL;
    set = http_query(call->request, "delegationsetid");
    if (set != NULL) {
        const struct delegation_set *found = route53_delegation_set(mock, call, set);

        if (found == NULL)
            return -1;
        list->set = found->id;
    }
    return 0;
}

static bool is_listed(const struct list *list, const struct zone *zone)
{
    if (list->private_only && !zone->private_zone)
        return false;
    if (list->set != NULL &&
        (zone->delegation_set == NULL || strcmp(zone->delegation_set, list->set) != 0))
        return false;
    return list->marker == NULL ||
           strcmp(zone->id, route53_bare_id(list->marker, "hostedzone")) >= 0;
}

int route53_list_hosted_zones(struct mock *mock, struct call *call)
{
    static const char root[] = "ListHostedZonesResponse";
    struct list list = { 0 };
    struct zone **zones;
    size_t n_all;
    size_t n = 0;

    if (read_list(mock, call, &list) != 0)
        return -1;
    zones = route53_zones(mock, call, &n_all);
    for (size_t i = 0; i < n_all; i++)
        if (is_listed(&list, zones[i]))
            zones[n++] = zones[i];
    route53_open(call, root);
    put_zones(call, zones, n < list.max ? n : list.max);
    xml_text(&call->xml, "Marker", list.marker == NULL ? "" : list.marker);
    route53_put_page(call, n > list.max ? zones[list.max]->id : NULL, list.max);
    route53_close(call, root);
    return 0;
}

static int compare_names(const char *name, const char *id, const struct zone *zone)
{
    const int order = name_compare(name, zone->name);

    return order != 0 ? order : strcmp(id, zone->id);
}

static int by_name(const void *a, const void *b)
{
    struct zone *const *one = a;
    struct zone *const *other = b;

    return compare_names((*one)->name, (*one)->id, *other);
}

/* Where a list by name begins, as given. */
struct start {
    const char *name; /* NULL: at the first */
    const char *id;   /* NULL: at the first of that name */
    size_t max;
};

static int read_start(struct call *call, struct start *start)
{
    const char *fault;

    if (route53_query(call, "dnsname", "dNSName", 1024, &start->name) != 0 ||
        route53_query(call, "hostedzoneid", "hostedZoneId", 64, &start->id) != 0 ||
        route53_max_items(call, ROUTE53_PAGE, &start->max) != 0)
        return -1;
    if (start->name == NULL && start->id != NULL)
        return call_fail(call, "InvalidInput",
                         "The hostedzoneid parameter is allowed only together with the "
                         "dnsname parameter.");
    fault = start->name == NULL ? NULL : route53_name_fault(call, start->name);
    if (fault != NULL)
        return call_fail(call, "InvalidDomainName", "%s", fault);
    return 0;
}

static size_t skip_to(struct call *call, struct zone **zones, size_t n,
                      const struct start *start)
{
    const char *name = start->name == NULL ? NULL : route53_canonical(call, start->name);
    const char *id = start->id == NULL ? "" : route53_bare_id(start->id, "hostedzone");
    size_t i = 0;

    while (name != NULL && i < n && compare_names(name, id, zones[i]) > 0)
        i++;
    return i;
}

int route53_list_hosted_zones_by_name(struct mock *mock, struct call *call)
{
    static const char root[] = "ListHostedZonesByNameResponse";
    struct xml_out *out = &call->xml;
    const struct zone *next = NULL;
    struct start start = { 0 };
    struct zone **zones;
    size_t first;
    size_t n;

    if (read_start(call, &start) != 0)
        return -1;
    zones = route53_zones(mock, call, &n);
    qsort(zones, n, sizeof(struct zone *), by_name);
    first = skip_to(call, zones, n, &start);
    if (n - first > start.max) {
        n = first + start.max;
        next = zones[n];
    }
    route53_open(call, root);
    put_zones(call, zones + first, n - first);
    xml_text(out, "DNSName", start.name);
    xml_text(out, "HostedZoneId", start.id);
    xml_bool(out, "IsTruncated", next != NULL);
    if (next != NULL) {
        xml_text(out, "NextDNSName", rrset_name_text(call->arena, next->name));
        xml_text(out, "NextHostedZoneId", next->id);
    }
    xml_number(out, "MaxItems", (int64_t)start.max);
    route53_close(call, root);
    return 0;
}

static int read_vpc(struct call *call, struct vpc *vpc)
{
    const char *id = http_query(call->request, "vpcid");
    const char *region = http_query(call->request, "vpcregion");
    struct field_faults faults = { 0 };

    field_check_text(&faults, &route53_vpc_fields[1], "vPCId", id);
    field_check_text(&faults, &route53_vpc_fields[0], "vPCRegion", region);
    if (field_end(&faults, call) != 0)
        return -1;
    vpc->id = arena_strdup(call->arena, id);
    vpc->region = arena_strdup(call->arena, region);
    return 0;
}

static bool sees(const struct vpc *vpc, const struct zone *zone)
{
    for (size_t i = 0; i < zone->n_vpcs; i++)
        if (route53_vpc_same(&zone->vpcs[i], vpc))
            return true;
    return false;
}

static void put_summary(struct call *call, const struct zone *zone)
{
    struct xml_out *out = &call->xml;

    xml_open(out, "HostedZoneSummary");
    xml_text(out, "HostedZoneId", zone->id);
    xml_text(out, "Name", rrset_name_text(call->arena, zone->name));
    xml_open(out, "Owner");
    xml_text(out, "OwningAccount", zone->account);
    xml_close(out, "Owner");
    xml_close(out, "HostedZoneSummary");
}

/* Where the token stands among all zones, in order of creation; n: nowhere. */
static size_t find_token(const struct zones *zones, const char *token)
{
    size_t i = 0;

    while (token != NULL && i < zones->n && strcmp(zones->items[i]->id, token) != 0)
        i++;
    return i;
}

/* The zones of any account: the VPC's owner is who asks. */
int route53_list_hosted_zones_by_vpc(struct mock *mock, struct call *call)
{
    static const char root[] = "ListHostedZonesByVPCResponse";
    const struct zones *zones = &mock->world.store.zones;
    const char *next = NULL;
    const char *token;
    struct vpc vpc;
    size_t max;
    size_t n = 0;
    size_t i;

    if (read_vpc(call, &vpc) != 0 || route53_max_items(call, ROUTE53_PAGE, &max) != 0 ||
        route53_query(call, "nexttoken", "nextToken", 1024, &token) != 0)
        return -1;
    i = find_token(zones, token);
    if (token != NULL && i == zones->n)
        return call_fail(call, "InvalidPaginationToken",
                         "The pagination token %.64s is not valid.", token);
    route53_open(call, root);
    xml_open(&call->xml, "HostedZoneSummaries");
    for (; i < zones->n && next == NULL; i++) {
        if (!sees(&vpc, zones->items[i]))
            continue;
        if (n++ < max)
            put_summary(call, zones->items[i]);
        else
            next = zones->items[i]->id;
    }
    xml_close(&call->xml, "HostedZoneSummaries");
    xml_number(&call->xml, "MaxItems", (int64_t)max);
    xml_text(&call->xml, "NextToken", next);
    route53_close(call, root);
    return 0;
}
