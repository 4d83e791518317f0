/* check_zone: zones and records that contradict themselves or one another. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/check_parts.h"
#include "mockaws/scenario/words.h"

enum { SERVERS = 4 };

static void check_routing(struct checker *checker, const char *pointer,
                          const struct scenario_record *record)
{
    const int kinds = (record->weight != -1) + (record->region != NULL) +
                      (record->failover != NULL) + (record->multi_value == 1) +
                      (record->cidr_collection != NULL) +
                      (record->geo_proximity != NULL) +
                      (record->continent != NULL || record->country != NULL);

    if (kinds > 1)
        checker_fault(checker, pointer, "", "a record set is routed in one way alone");
    if (kinds > 0 && record->set_identifier == NULL)
        checker_fault(checker, pointer, "",
                      "\"set_identifier\" is missing: a routed record set needs one");
    if (kinds == 0 && record->set_identifier != NULL)
        checker_fault(checker, pointer, "set_identifier",
                      "only a routed record set has one: say \"weight\", \"region\", "
                      "\"geo\", \"failover\", \"multi_value\", \"cidr\" or "
                      "\"geo_proximity\"");
}

static void check_content(struct checker *checker, const char *pointer,
                          const struct scenario_record *record)
{
    if (record->alias != NULL && record->n_values > 0)
        checker_fault(checker, pointer, "alias",
                      "a record set has \"values\" or \"alias\", not both");
    else if (record->alias == NULL && record->n_values == 0 &&
             !mistakes_explain(checker->mistakes, pointer, "values") &&
             !mistakes_explain(checker->mistakes, pointer, "alias"))
        checker_fault(checker, pointer, "", "want \"values\" or \"alias\"");
    else if (record->alias != NULL && record->ttl_s != -1)
        checker_fault(checker, pointer, "ttl", "an alias has no TTL of its own");
    check_routing(checker, pointer, record);
}

static const char *key_of(struct arena *arena, const struct scenario_record *record)
{
    return arena_printf(arena, "%s %d %s", record->name, (int)record->type,
                        record->set_identifier == NULL ? "" : record->set_identifier);
}

/* whole: records with what they hold, not their names alone. */
void check_records(struct checker *checker, const char *pointer, const char *zone_name,
                   const struct scenario_record *records, size_t n, bool whole)
{
    struct map seen = { 0 };

    for (size_t i = 0; i < n; i++) {
        const struct scenario_record *record = &records[i];
        const char *place = arena_printf(checker->arena, "%s/records/%zu", pointer, i);
        const char *key;
        void **twin;

        if (record->name == NULL || record->type == RR_NONE)
            continue;
        if (zone_name != NULL && !name_is_under(record->name, zone_name))
            checker_fault(checker, place, "name", "\"%.200s\" lies outside the zone %s",
                          record->name, zone_name);
        if (whole)
            check_content(checker, place, record);
        key = key_of(checker->arena, record);
        twin = map_at(&seen, key, strlen(key));
        if (*twin != NULL)
            checker_fault(
                checker, place, "",
                "the record set %.200s %s stands twice: put all its values into "
                "one, or give each a \"set_identifier\"",
                record->name, words_text(&words_type, (int)record->type));
        *twin = checker;
    }
    map_clear(&seen);
}

void check_zone(struct checker *checker, const char *pointer,
                const struct scenario_zone *zone)
{
    check_account(checker, pointer, zone->account);
    if (!zone->private_zone && zone->n_vpcs > 0)
        checker_fault(checker, pointer, "vpcs", "only a private zone has VPCs");
    if (zone->n_servers != 0 && zone->n_servers != SERVERS)
        checker_fault(checker, pointer, "servers", "want %d name servers, got %zu",
                      SERVERS, zone->n_servers);
    check_twins(checker, pointer, "servers", zone->servers, zone->n_servers);
    check_records(checker, pointer, zone->name, zone->records, zone->n_records, true);
    if (checker->scenario != NULL && zone->created_ms > checker->scenario->start_ms)
        checker_fault(checker, pointer, "created",
                      "lies after \"start\": let the step create_zone make the zone");
}

void check_delegations(struct checker *checker)
{
    const struct scenario *scenario = checker->scenario;
    struct map seen = { 0 };

    for (size_t i = 0; i < scenario->n_zones; i++) {
        const struct scenario_zone *zone = &scenario->zones[i];
        void **place;

        if (zone->name == NULL || zone->delegation != DELEGATION_HERE)
            continue;
        place = map_at(&seen, zone->name, strlen(zone->name));
        if (*place != NULL)
            checker_fault(checker, arena_printf(checker->arena, "/zones/%zu", i), "",
                          "two public zones are named %s, and the parent points to one "
                          "alone: give the other \"delegated\": false",
                          zone->name);
        *place = checker;
    }
    map_clear(&seen);
}
