/* zones: hosted zones, and one with its record sets. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "base/emit.h"
#include "base/spell.h"
#include "mockaws/admin/parts.h"
#include "mockaws/scenario/session.h"

struct zone *admin_zone(struct admin *admin, const char *id)
{
    const struct zones *zones = &admin->mock->world.store.zones;
    struct zone *zone = zones_find(zones, id);
    const char **all;

    if (zone != NULL)
        return zone;
    all = arena_array(admin->arena, zones->n + 1, sizeof(*all));
    for (size_t i = 0; i < zones->n; i++)
        all[i] = zones->items[i]->id;
    all[zones->n] = NULL;
    admin_refuse(admin, 404, spell_nearest(id, all), "there is no hosted zone %.100s",
                 id);
    return NULL;
}

/* As scenarios write it: true, false, or the servers that the parent names. */
static void emit_delegated(struct emit *emit, const struct zone *zone)
{
    if (zone->private_zone)
        emit_null(emit, "delegated");
    else if (zone->delegation == DELEGATION_ELSEWHERE)
        emit_texts(emit, "delegated", (const char *const *)zone->delegated_to,
                   zone->n_delegated_to);
    else
        emit_bool(emit, "delegated", zone->delegation == DELEGATION_HERE);
}

static void emit_head(struct emit *emit, const struct zone *zone)
{
    emit_text(emit, "id", zone->id);
    emit_text(emit, "account", zone->account);
    emit_text(emit, "name", zone->name);
    emit_bool(emit, "private", zone->private_zone);
    emit_delegated(emit, zone);
    emit_texts(emit, "servers", (const char *const *)zone->servers, 4);
    emit_text(emit, "comment", zone->comment);
    emit_number(emit, "n_records", (int64_t)zone->n_sets);
}

void admin_get_zones(struct admin *admin)
{
    const struct zones *zones = &admin->mock->world.store.zones;
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_open(&emit, "zones", '[');
    for (size_t i = 0; i < zones->n; i++) {
        emit_open(&emit, NULL, '{');
        emit_head(&emit, zones->items[i]);
        emit_close(&emit, '}');
    }
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

/* How it is routed, in words: "weight 10"; NULL: simply. */
static const char *routing(struct arena *arena, const struct rrset *set)
{
    if (set->weight >= 0)
        return arena_printf(arena, "weight %lld", (long long)set->weight);
    if (set->region != NULL)
        return arena_printf(arena, "region %s", set->region);
    if (set->failover != NULL)
        return arena_printf(arena, "failover %s", set->failover);
    if (set->continent != NULL || set->country != NULL)
        return arena_printf(arena, "location %s%s%s",
                            set->continent != NULL ? set->continent : set->country,
                            set->subdivision != NULL ? "-" : "",
                            set->subdivision != NULL ? set->subdivision : "");
    if (set->multi_value == 1)
        return "multivalue";
    if (set->cidr_collection != NULL)
        return arena_printf(arena, "CIDR %s",
                            set->cidr_location != NULL ? set->cidr_location : "");
    return set->geo_proximity != NULL ? "proximity" : NULL;
}

static void emit_record(struct admin *admin, struct emit *emit, const struct rrset *set)
{
    char word[RR_WORD_MAX];

    emit_open(emit, NULL, '{');
    emit_text(emit, "name", set->name);
    emit_text(emit, "type", rr_type_word(set->type, word));
    if (set->alias_name != NULL) {
        emit_null(emit, "ttl");
        emit_open(emit, "alias", '{');
        emit_text(emit, "zone", set->alias_zone);
        emit_text(emit, "name", set->alias_name);
        emit_close(emit, '}');
    } else {
        emit_number(emit, "ttl", set->ttl_s);
        emit_texts(emit, "values", (const char *const *)set->values, set->n_values);
    }
    emit_text(emit, "set_identifier", set->set_identifier);
    emit_text(emit, "routing", routing(admin->arena, set));
    emit_close(emit, '}');
}

void admin_get_zone(struct admin *admin)
{
    const struct zone *zone = admin_zone(admin, admin->id);
    struct emit emit;

    if (zone == NULL)
        return;
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_head(&emit, zone);
    emit_open(&emit, "records", '[');
    for (size_t i = 0; i < zone->n_sets; i++)
        emit_record(admin, &emit, zone->sets[i]);
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
