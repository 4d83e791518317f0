/* change_rules: the rules that Route 53 holds a batch of changes against. */
#include "mockaws/store/change_rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/store/rrset.h"
#include "mockaws/store/rrset_value.h"

/* Source: facts 8.3. */
enum {
    RECORDS_MAX = 1000,
    CHARACTERS_MAX = 32000,
    VALUES_MAX = 400,
    WEIGHT_MAX = 255,
    IDENTIFIER_MAX = 128,
};

static bool invalid(struct batch *batch, const struct zone_change *change,
                    const char *what)
{
    static const char *const actions[] = { "CREATE", "DELETE", "UPSERT" };
    const struct rrset *set = change->set;
    char word[RR_WORD_MAX];

    batch->problems->invalid_input = true;
    batch->problems->n = 0;
    change_problem(
        batch, arena_printf(batch->arena,
                            "Invalid request: %s in Change with [Action=%s, Name=%s, "
                            "Type=%s, SetIdentifier=%s]",
                            what, actions[change->action],
                            rrset_name_text(batch->arena, set->name),
                            rr_type_word(set->type, word),
                            set->set_identifier == NULL ? "null" : set->set_identifier));
    return false;
}

static bool is_routed(const struct rrset *set)
{
    return set->set_identifier != NULL;
}

static int n_policies(const struct rrset *set)
{
    return (set->weight >= 0) + (set->region != NULL) + (set->failover != NULL) +
           (set->continent != NULL || set->country != NULL || set->subdivision != NULL) +
           (set->multi_value >= 0) + (set->cidr_collection != NULL) +
           (set->geo_proximity != NULL);
}

#define POLICIES                                                                         \
    "[Weight, Region, Failover, GeoLocation, MultiValueAnswer, CidrRoutingConfig, or "   \
    "GeoProximityLocation]"

static bool policies_have_form(struct batch *batch, const struct zone_change *change)
{
    const struct rrset *set = change->set;
    const int n = n_policies(set);

    if (n > 1)
        return invalid(batch, change,
                       "Expected exactly one of " POLICIES ", but found more than one");
    if (n == 1 && !is_routed(set))
        return invalid(batch, change, "Missing field 'SetIdentifier'");
    if (n == 0 && is_routed(set))
        return invalid(batch, change,
                       "Expected exactly one of " POLICIES ", but found none");
    if (is_routed(set) &&
        (*set->set_identifier == '\0' || strlen(set->set_identifier) > IDENTIFIER_MAX))
        return invalid(batch, change, "SetIdentifier must have 1 to 128 characters");
    if (set->weight > WEIGHT_MAX)
        return invalid(batch, change, "Weight must be between 0 and 255");
    if (set->failover != NULL && strcmp(set->failover, "PRIMARY") != 0 &&
        strcmp(set->failover, "SECONDARY") != 0)
        return invalid(batch, change, "Failover must be PRIMARY or SECONDARY");
    return true;
}

bool change_has_form(struct batch *batch, const struct zone_change *change)
{
    static const char one_of[] =
        "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
        "TrafficPolicyInstanceId], but found ";
    const struct rrset *set = change->set;
    const bool alias = set->alias_zone != NULL || set->alias_name != NULL;
    const bool ttl = set->ttl_s >= 0;
    const bool values = set->n_values > 0;

    if (alias && (ttl || values))
        return invalid(batch, change,
                       arena_printf(batch->arena, "%smore than one", one_of));
    if (!alias && !(ttl && values))
        return invalid(batch, change, arena_printf(batch->arena, "%snone", one_of));
    if (alias && (set->alias_zone == NULL || set->alias_name == NULL))
        return invalid(batch, change,
                       "AliasTarget must have both HostedZoneId and DNSName");
    if (set->ttl_s > INT32_MAX)
        return invalid(batch, change, "TTL must be between 0 and 2147483647");
    return policies_have_form(batch, change);
}

static void check_each_value(struct batch *batch, const struct rrset *set)
{
    struct arena *arena = batch->arena;
    const char **texts = arena_array(arena, set->n_values + 1, sizeof(*texts));

    for (size_t i = 0; i < set->n_values; i++) {
        const char *fault = NULL;

        texts[i] = rrset_value_text(arena, set->type, set->values[i], &fault);
        if (texts[i] == NULL) {
            change_problem(batch,
                           arena_printf(arena, "Invalid Resource Record: '%s'", fault));
            continue;
        }
        for (size_t j = 0; j < i; j++)
            if (texts[j] != NULL && strcmp(texts[i], texts[j]) == 0) {
                change_problem(batch,
                               arena_printf(arena, "Duplicate Resource Record: '%s'",
                                            set->values[i]));
                break;
            }
    }
}

static bool takes_one_value(uint16_t type)
{
    return type == RR_CNAME || type == RR_SOA;
}

void change_check_values(struct batch *batch, const struct zone_change *change)
{
    const struct rrset *set = change->set;
    struct arena *arena = batch->arena;
    const char *fault = rrset_name_fault(arena, set->name);
    char word[RR_WORD_MAX];

    if (fault != NULL) {
        change_problem(batch, fault);
        return;
    }
    if (!name_is_under(set->name, batch->zone->name)) {
        change_problem(batch,
                       arena_printf(arena,
                                    "RRSet with DNS name %s is not permitted in zone %s",
                                    rrset_name_text(arena, set->name),
                                    rrset_name_text(arena, batch->zone->name)));
        return;
    }
    if (change->action == CHANGE_DELETE)
        return; /* what is there is what counts */
    if (!rrset_type_known(set->type)) {
        change_problem(batch, arena_printf(arena, "RRSet of type %s is not supported",
                                           rr_type_word(set->type, word)));
        return;
    }
    if (set->n_values > VALUES_MAX) {
        change_problem(batch, "Cannot have more than 400 records in a RRSet.");
        return;
    }
    if (takes_one_value(set->type) && set->n_values > 1)
        change_problem(batch,
                       arena_printf(arena,
                                    "RRSet of type %s with DNS name %s cannot have more "
                                    "than one resource record",
                                    rr_type_word(set->type, word),
                                    rrset_name_text(arena, set->name)));
    check_each_value(batch, set);
}

void change_check_limits(struct batch *batch, const struct zone_change *changes, size_t n)
{
    size_t records = 0;
    size_t characters = 0;

    for (size_t i = 0; i < n; i++) {
        const struct rrset *set = changes[i].set;
        const size_t times = changes[i].action == CHANGE_UPSERT ? 2 : 1;

        records += times * set->n_values;
        for (size_t j = 0; j < set->n_values; j++)
            characters += times * strlen(set->values[j]);
    }
    if (records > RECORDS_MAX)
        change_problem(batch, "Number of records limit of 1000 exceeded.");
    if (characters > CHARACTERS_MAX)
        change_problem(batch, "Number of characters limit of 32000 exceeded.");
}

/* "RRSet of type CNAME with DNS name x. is not permitted ", and what comes behind. */
static void not_permitted(struct batch *batch, const struct rrset *set, const char *why)
{
    struct arena *arena = batch->arena;
    char word[RR_WORD_MAX];

    change_problem(batch,
                   arena_printf(arena,
                                "RRSet of type %s with DNS name %s is not permitted %s "
                                "in zone %s",
                                rr_type_word(set->type, word),
                                rrset_name_text(arena, set->name), why,
                                rrset_name_text(arena, batch->zone->name)));
}

static void check_apex_place(struct batch *batch, const struct rrset *set)
{
    const bool apex = strcmp(set->name, batch->zone->name) == 0;

    if (apex && (set->type == RR_CNAME || set->type == RR_DS))
        not_permitted(batch, set, "at apex");
    if (!apex && set->type == RR_SOA)
        not_permitted(batch, set, "except at apex");
    if (set->type == RR_NS && name_is_wildcard(set->name))
        not_permitted(batch, set, "as a wildcard");
    if ((set->type == RR_NS || set->type == RR_SOA) && is_routed(set))
        not_permitted(batch, set, "with a routing policy");
    if (set->multi_value >= 0 &&
        (set->type == RR_CNAME || set->alias_zone != NULL || set->type == RR_NS))
        not_permitted(batch, set, "as a multivalue answer");
}

/* The sets of the same name: from index *first to before *end. */
static void of_name(const struct batch *batch, const char *name, size_t *first,
                    size_t *end)
{
    const struct rrset_key key = { name, RR_NONE, NULL };

    *first = rrset_bound(batch->sets, batch->n_sets, &key);
    *end = *first;
    while (*end < batch->n_sets && strcmp(batch->sets[*end]->name, name) == 0)
        ++*end;
}

static void check_cname(struct batch *batch, const struct rrset *set)
{
    bool cname = false;
    bool other = false;
    size_t first;
    size_t end;

    of_name(batch, set->name, &first, &end);
    for (size_t i = first; i < end; i++) {
        if (batch->sets[i]->type == RR_CNAME)
            cname = true;
        else
            other = true;
    }
    if (set->type == RR_CNAME && other)
        not_permitted(batch, set,
                      "as it conflicts with other records with the same DNS name");
    else if (set->type != RR_CNAME && cname)
        not_permitted(batch, set,
                      "because a conflicting RRSet of type  CNAME with the same DNS "
                      "name already exists");
}

/* Alias zones of AWS whose names are known. Source: facts 8.3. */
static const struct {
    const char *id;
    const char *suffix;
} alias_zones[] = {
    { "Z2FDTNDATAQYW2", "cloudfront.net" },
};

/* The zone that holds an alias's target; NULL: one that is not known. */
static const char *alias_suffix(const struct batch *batch, const char *id)
{
    const struct zone *zone = zones_find(batch->zones, id);

    if (zone != NULL)
        return zone->name;
    for (size_t i = 0; i < sizeof(alias_zones) / sizeof(alias_zones[0]); i++)
        if (strcmp(alias_zones[i].id, id) == 0)
            return alias_zones[i].suffix;
    return NULL;
}

/* Is there a target, as far as it can be told? An alias is none for itself. */
static bool has_target(const struct batch *batch, const struct rrset *set)
{
    const struct rrset_key key = { set->alias_name, set->type, NULL };
    const struct zone *zone = zones_find(batch->zones, set->alias_zone);
    size_t i;

    if (zone == NULL)
        return true;
    if (zone != batch->zone || strcmp(set->alias_name, set->name) == 0)
        return false;
    i = rrset_bound(batch->sets, batch->n_sets, &key);
    return i < batch->n_sets && batch->sets[i]->type == set->type &&
           strcmp(batch->sets[i]->name, set->alias_name) == 0;
}

static void check_alias(struct batch *batch, const struct rrset *set)
{
    struct arena *arena = batch->arena;
    const char *fault = rrset_name_fault(arena, set->alias_name);
    const char *suffix = alias_suffix(batch, set->alias_zone);
    char word[RR_WORD_MAX];
    const char *target;
    bool outside;

    if (fault != NULL) {
        change_problem(batch, fault);
        return;
    }
    if (set->type == RR_NS || set->type == RR_SOA) {
        not_permitted(batch, set, "as an alias");
        return;
    }
    target = arena_printf(
        arena, "Tried to create an alias that targets %s, type %s in zone %s, but ",
        rrset_name_text(arena, set->alias_name), rr_type_word(set->type, word),
        set->alias_zone);
    outside = suffix != NULL && !name_is_under(set->alias_name, suffix);
    if (outside)
        change_problem(batch, arena_printf(arena,
                                           "%sthe alias target name does not lie within "
                                           "the target zone",
                                           target));
    if (outside || !has_target(batch, set))
        change_problem(batch, arena_printf(arena, "%sthat target was not found", target));
}

void change_check_place(struct batch *batch, const struct rrset *set)
{
    check_apex_place(batch, set);
    check_cname(batch, set);
    change_check_policies(batch, set);
    if (set->alias_zone != NULL)
        check_alias(batch, set);
}
