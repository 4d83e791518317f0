/* vpcs: the networks that see a private zone: associate, disassociate. */
#include "mockaws/service/route53/vpcs.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

static const struct field fields[] = {
    { .name = "VPC",
      .kind = FIELD_STRUCTURE,
      FIELD_REQUIRED,
      .members = route53_vpc_fields },
    { .name = "Comment" },
    { .name = NULL },
};

struct vpc route53_vpc_read(struct call *call, const struct xml_node *node)
{
    return (struct vpc){
        .region = arena_strdup(call->arena, xml_child_text(node, "VPCRegion")),
        .id = arena_strdup(call->arena, xml_child_text(node, "VPCId")),
    };
}

int route53_vpc_check(struct call *call, const struct vpc *vpc)
{
    static const char fit[] = "0123456789abcdefghijklmnopqrstuvwxyz-";
    const char *rest = vpc->id + strlen("vpc-");

    if (strncmp(vpc->id, "vpc-", 4) == 0 && *rest != '\0' &&
        rest[strspn(rest, fit)] == '\0' && strlen(rest) <= 28)
        return 0;
    return call_fail(call, "InvalidVPCId", "The VPC ID %.64s is invalid.", vpc->id);
}

bool route53_vpc_same(const struct vpc *a, const struct vpc *b)
{
    return strcmp(a->id, b->id) == 0 && strcmp(a->region, b->region) == 0;
}

static size_t find(const struct zone *zone, const struct vpc *vpc)
{
    size_t i = 0;

    while (i < zone->n_vpcs && !route53_vpc_same(&zone->vpcs[i], vpc))
        i++;
    return i;
}

int route53_vpc_conflict(struct mock *mock, struct call *call, const struct vpc *vpc,
                         const char *name)
{
    const struct zones *zones = &mock->world.store.zones;

    for (size_t i = 0; i < zones->n; i++) {
        const struct zone *zone = zones->items[i];

        if (zone->private_zone && strcmp(zone->name, name) == 0 &&
            find(zone, vpc) < zone->n_vpcs)
            return call_fail(call, "ConflictingDomainExists",
                             "The VPC %s in region %s has already been associated with "
                             "the hosted zone %s with the same domain name.",
                             vpc->id, vpc->region, zone->id);
    }
    return 0;
}

void route53_vpc_add(struct zone *zone, const struct vpc *vpc)
{
    zone->vpcs = heap_grow(zone->vpcs, zone->n_vpcs + 1, sizeof(*zone->vpcs));
    zone->vpcs[zone->n_vpcs++] =
        (struct vpc){ .region = heap_strdup(vpc->region), .id = heap_strdup(vpc->id) };
}

static void take_away(struct zone *zone, size_t i)
{
    free(zone->vpcs[i].region);
    free(zone->vpcs[i].id);
    zone->n_vpcs--;
    memmove(&zone->vpcs[i], &zone->vpcs[i + 1],
            (zone->n_vpcs - i) * sizeof(zone->vpcs[0]));
}

/* Both requests are the same but for their root. */
static struct zone *read_request(struct mock *mock, struct call *call, const char *root,
                                 struct vpc *vpc)
{
    if (field_check_body(call, root, fields) != 0)
        return NULL;
    *vpc = route53_vpc_read(call, xml_child(call->body, "VPC"));
    if (route53_vpc_check(call, vpc) != 0)
        return NULL;
    return route53_zone(mock, call, "id", call->parameters[0]);
}

static int answer(struct mock *mock, struct call *call, const char *root)
{
    const char *comment = xml_child_text(call->body, "Comment");
    const struct change *change = route53_changed(mock, call, comment);

    route53_open(call, root);
    route53_put_change(call, change, change->submitted_ms);
    route53_close(call, root);
    return 0;
}

int route53_associate_vpc(struct mock *mock, struct call *call)
{
    struct vpc vpc;
    struct zone *zone =
        read_request(mock, call, "AssociateVPCWithHostedZoneRequest", &vpc);

    if (zone == NULL)
        return -1;
    if (!zone->private_zone)
        return call_fail(call, "PublicZoneVPCAssociation",
                         "You are trying to associate a VPC with a public hosted zone. "
                         "Amazon Route 53 doesn't support associating a VPC with a "
                         "public hosted zone.");
    if (route53_vpc_conflict(mock, call, &vpc, zone->name) != 0)
        return -1;
    if (zone->n_vpcs >= ROUTE53_VPCS_MAX)
        return call_fail(call, "LimitsExceeded",
                         "Limits Exceeded: MAX_VPCS_ASSOCIATED_BY_ZONE");
    route53_vpc_add(zone, &vpc);
    return answer(mock, call, "AssociateVPCWithHostedZoneResponse");
}

int route53_disassociate_vpc(struct mock *mock, struct call *call)
{
    struct vpc vpc;
    struct zone *zone =
        read_request(mock, call, "DisassociateVPCFromHostedZoneRequest", &vpc);
    size_t i;

    if (zone == NULL)
        return -1;
    i = find(zone, &vpc);
    if (i == zone->n_vpcs)
        return call_fail(call, "VPCAssociationNotFound",
                         "The VPC %s and the hosted zone %s are not associated.", vpc.id,
                         zone->id);
    if (zone->n_vpcs == 1)
        return call_fail(call, "LastVPCAssociation",
                         "The VPC %s is the last one that is associated with the hosted "
                         "zone %s, and a private hosted zone must have one.",
                         vpc.id, zone->id);
    take_away(zone, i);
    return answer(mock, call, "DisassociateVPCFromHostedZoneResponse");
}
