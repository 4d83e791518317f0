/* evidence_zone: Route 53's answers and the registrar's as zones and their delegation. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/evidence_parts.h"

static const char unknown_account[] = "123456789012";

static const char *bare(const char *id)
{
    const char *slash = strrchr(id, '/');

    return slash != NULL ? slash + 1 : id;
}

static struct gathered_zone *zone_at(struct gathering *gathering, const char *id,
                                     const char *account)
{
    struct gathered_zone *zone;

    for (size_t i = 0; i < gathering->n_zones; i++)
        if (strcmp(gathering->zones[i].zone.id, id) == 0)
            return &gathering->zones[i];
    gathering->zones =
        evidence_grow(gathering->arena, gathering->zones, gathering->n_zones,
                      &gathering->zones_room, sizeof(*gathering->zones));
    zone = &gathering->zones[gathering->n_zones++];
    *zone = (struct gathered_zone){
        .zone = { .id = arena_strdup(gathering->arena, id),
                  .account = account != NULL ? account : unknown_account,
                  .created_ms = TIME_NONE },
    };
    return zone;
}

static const char *canonical(struct gathering *gathering, const char *text)
{
    return name_canonical(gathering->arena, text, strlen(text));
}

static struct gathered_zone *take_zone(struct gathering *gathering, const json_t *from,
                                       const char *account)
{
    const char *id = json_string_value(json_object_get(from, "Id"));
    const char *name = json_string_value(json_object_get(from, "Name"));
    const json_t *config = json_object_get(from, "Config");
    struct gathered_zone *zone;

    if (id == NULL || name == NULL)
        return NULL;
    zone = zone_at(gathering, bare(id), account);
    zone->zone.name = canonical(gathering, name);
    zone->zone.caller_reference = evidence_text(gathering, from, "CallerReference");
    zone->zone.comment = evidence_text(gathering, config, "Comment");
    zone->zone.private_zone = json_is_true(json_object_get(config, "PrivateZone"));
    return zone;
}

void evidence_zone(struct gathering *gathering, const json_t *zone, const char *account)
{
    take_zone(gathering, zone, account);
}

static void take_vpcs(struct gathering *gathering, const json_t *array,
                      struct scenario_zone *zone)
{
    struct scenario_vpc *vpcs =
        arena_array(gathering->arena, json_array_size(array), sizeof(*vpcs));
    size_t i;
    json_t *vpc;

    zone->n_vpcs = 0;
    json_array_foreach(array, i, vpc)
    {
        vpcs[zone->n_vpcs++] =
            (struct scenario_vpc){ evidence_text(gathering, vpc, "VPCRegion"),
                                   evidence_text(gathering, vpc, "VPCId") };
    }
    zone->vpcs = vpcs;
}

static const char *const *canonical_all(struct gathering *gathering, const json_t *object,
                                        const char *name, size_t *n)
{
    const char *const *texts = evidence_texts(gathering, object, name, n);
    const char **names = arena_array(gathering->arena, *n, sizeof(*names));

    for (size_t i = 0; i < *n; i++)
        names[i] = canonical(gathering, texts[i]);
    return names;
}

void evidence_zone_detail(struct gathering *gathering, const json_t *answer,
                          const char *account)
{
    struct gathered_zone *zone =
        take_zone(gathering, json_object_get(answer, "HostedZone"), account);

    if (zone == NULL)
        return;
    zone->zone.servers =
        canonical_all(gathering, json_object_get(answer, "DelegationSet"), "NameServers",
                      &zone->zone.n_servers);
    take_vpcs(gathering, json_object_get(answer, "VPCs"), &zone->zone);
}

static int64_t number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    return json_is_integer(value) ? json_integer_value(value) : -1;
}

static void take_values(struct gathering *gathering, const json_t *from,
                        struct scenario_record *to)
{
    const json_t *array = json_object_get(from, "ResourceRecords");
    const char **values =
        arena_array(gathering->arena, json_array_size(array), sizeof(*values));
    size_t i;
    json_t *item;

    json_array_foreach(array, i, item)
    {
        const char *value = evidence_text(gathering, item, "Value");

        if (value != NULL)
            values[to->n_values++] = value;
    }
    to->values = values;
}

static void take_alias(struct gathering *gathering, const json_t *from,
                       struct scenario_record *to)
{
    struct scenario_alias *alias;
    const char *name = json_string_value(json_object_get(from, "DNSName"));

    if (name == NULL)
        return;
    alias = arena_zalloc(gathering->arena, sizeof(*alias));
    alias->zone = evidence_text(gathering, from, "HostedZoneId");
    alias->name = canonical(gathering, name);
    alias->evaluates = json_is_true(json_object_get(from, "EvaluateTargetHealth"));
    to->alias = alias;
}

static bool take_record(struct gathering *gathering, const json_t *from,
                        struct scenario_record *to)
{
    const char *name = json_string_value(json_object_get(from, "Name"));
    const char *type = json_string_value(json_object_get(from, "Type"));
    const json_t *geo = json_object_get(from, "GeoLocation");
    const json_t *cidr = json_object_get(from, "CidrRoutingConfig");
    const json_t *multi = json_object_get(from, "MultiValueAnswer");

    if (name == NULL || type == NULL)
        return false;
    *to = (struct scenario_record){
        .name = canonical(gathering, name),
        .type = (enum rr_type)rr_type_parse(type, strlen(type)),
        .set_identifier = evidence_text(gathering, from, "SetIdentifier"),
        .weight = number(from, "Weight"),
        .region = evidence_text(gathering, from, "Region"),
        .continent = evidence_text(gathering, geo, "ContinentCode"),
        .country = evidence_text(gathering, geo, "CountryCode"),
        .subdivision = evidence_text(gathering, geo, "SubdivisionCode"),
        .failover = evidence_text(gathering, from, "Failover"),
        .multi_value = multi == NULL ? -1 : json_is_true(multi),
        .ttl_s = number(from, "TTL"),
        .health_check = evidence_text(gathering, from, "HealthCheckId"),
        .cidr_collection = evidence_text(gathering, cidr, "CollectionId"),
        .cidr_location = evidence_text(gathering, cidr, "LocationName"),
    };
    take_values(gathering, from, to);
    take_alias(gathering, json_object_get(from, "AliasTarget"), to);
    return to->type != RR_NONE && (to->alias != NULL || to->n_values > 0);
}

/* The zone's name, where no list told it: the owner of the SOA. */
static void name_by_soa(struct scenario_zone *zone)
{
    for (size_t i = 0; zone->name == NULL && i < zone->n_records; i++)
        if (zone->records[i].type == RR_SOA)
            zone->name = zone->records[i].name;
}

void evidence_records(struct gathering *gathering, const json_t *sets,
                      const char *zone_id, const char *account)
{
    struct gathered_zone *zone = zone_at(gathering, zone_id, account);
    struct scenario_record *records =
        arena_array(gathering->arena, json_array_size(sets), sizeof(*records));
    size_t n = 0;
    size_t i;
    json_t *item;

    json_array_foreach(sets, i, item)
    {
        if (take_record(gathering, item, &records[n]))
            n++;
    }
    zone->zone.records = records;
    zone->zone.n_records = n;
    zone->has_records = true;
    name_by_soa(&zone->zone);
}

/* --- delegation --- */

static bool same_servers(struct gathering *gathering, const struct scenario_record *ns,
                         const struct scenario_zone *zone)
{
    size_t n_found = 0;

    for (size_t i = 0; i < ns->n_values; i++) {
        const char *value = canonical(gathering, ns->values[i]);

        for (size_t k = 0; k < zone->n_servers; k++)
            n_found += strcmp(value, zone->servers[k]) == 0;
    }
    return n_found == ns->n_values && n_found == zone->n_servers;
}

static const struct scenario_record *find_ns(const struct scenario_zone *zone,
                                             const char *name)
{
    for (size_t i = 0; i < zone->n_records; i++)
        if (zone->records[i].type == RR_NS && strcmp(zone->records[i].name, name) == 0)
            return &zone->records[i];
    return NULL;
}

/* The apex NS set tells the servers where GetHostedZone was not saved. */
static void servers_by_apex(struct gathering *gathering, struct scenario_zone *zone)
{
    const struct scenario_record *ns = find_ns(zone, zone->name);
    const char **servers;

    if (zone->n_servers > 0 || ns == NULL || ns->n_values != IDS_SERVERS)
        return;
    servers = arena_array(gathering->arena, ns->n_values, sizeof(*servers));
    for (size_t i = 0; i < ns->n_values; i++)
        servers[i] = canonical(gathering, ns->values[i]);
    zone->servers = servers;
    zone->n_servers = ns->n_values;
}

static void delegate_to(struct scenario_zone *zone, const char *const *servers, size_t n)
{
    size_t n_found = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < zone->n_servers; k++)
            n_found += strcmp(servers[i], zone->servers[k]) == 0;
    if (n == 0)
        zone->delegation = DELEGATION_NOWHERE;
    else if (n_found == n && n == zone->n_servers)
        zone->delegation = DELEGATION_HERE;
    else
        zone->delegation = DELEGATION_ELSEWHERE;
    zone->delegated_to = zone->delegation == DELEGATION_ELSEWHERE ? servers : NULL;
    zone->n_delegated_to = zone->delegation == DELEGATION_ELSEWHERE ? n : 0;
}

/* The nearest zone above, of those that were saved. */
static const struct scenario_zone *parent_of(const struct gathering *gathering,
                                             const struct scenario_zone *zone)
{
    const struct scenario_zone *best = NULL;

    for (size_t i = 0; i < gathering->n_zones; i++) {
        const struct scenario_zone *other = &gathering->zones[i].zone;

        if (other == zone || other->private_zone || other->name == NULL ||
            strcmp(other->name, zone->name) == 0 ||
            !name_is_under(zone->name, other->name))
            continue;
        if (best == NULL || strlen(other->name) > strlen(best->name))
            best = other;
    }
    return best;
}

/* By the registrar, by the parent's own NS set; without either the zone is believed. */
static void delegate_one(struct gathering *gathering, struct scenario_zone *zone)
{
    const struct scenario_zone *parent = parent_of(gathering, zone);
    const struct scenario_record *ns;

    for (size_t i = 0; i < gathering->n_domains; i++)
        if (strcmp(gathering->domains[i].name, zone->name) == 0) {
            delegate_to(zone, gathering->domains[i].servers,
                        gathering->domains[i].n_servers);
            return;
        }
    if (parent == NULL)
        return;
    ns = find_ns(parent, zone->name);
    if (ns == NULL) {
        zone->delegation = DELEGATION_NOWHERE;
    } else if (!same_servers(gathering, ns, zone)) {
        const char **servers =
            arena_array(gathering->arena, ns->n_values, sizeof(*servers));

        for (size_t i = 0; i < ns->n_values; i++)
            servers[i] = canonical(gathering, ns->values[i]);
        delegate_to(zone, servers, ns->n_values);
    }
}

void evidence_delegate(struct gathering *gathering)
{
    size_t kept = 0;

    for (size_t i = 0; i < gathering->n_zones; i++)
        if (gathering->zones[i].zone.name != NULL)
            gathering->zones[kept++] = gathering->zones[i];
    gathering->n_zones = kept;
    for (size_t i = 0; i < gathering->n_zones; i++)
        servers_by_apex(gathering, &gathering->zones[i].zone);
    for (size_t i = 0; i < gathering->n_zones; i++)
        if (!gathering->zones[i].zone.private_zone)
            delegate_one(gathering, &gathering->zones[i].zone);
}
