/* breaks: validation records as a person makes them: right, or wrong in a known way. */
#include <string.h>

#include "base/dns/name.h"
#include "base/err.h"
#include "base/heap.h"
#include "mockaws/scenario/play.h"
#include "mockaws/service/mock.h"

/* One record to be made, as a step says it. */
struct wanted {
    struct play *play;
    const struct scenario_step *step;
    struct zone *zone;
    const char *name;  /* canonical */
    const char *value; /* with its last dot */
};

static struct zones *zones_of(const struct wanted *wanted)
{
    return &wanted->play->mock->world.store.zones;
}

static void put_values(const struct wanted *wanted, const char *name, enum rr_type type,
                       const char *value)
{
    struct scenario_record record = { .name = name,
                                      .type = type,
                                      .weight = -1,
                                      .multi_value = -1,
                                      .ttl_s = wanted->step->ttl_s,
                                      .values = &value,
                                      .n_values = 1 };

    zone_put(zones_of(wanted), wanted->zone, build_rrset(&record, wanted->zone->id),
             wanted->play->mock->world.clock.now_ms);
}

static void put(const struct wanted *wanted, const char *name, const char *value)
{
    put_values(wanted, name, RR_CNAME, value);
}

static const char *with_zone(const struct wanted *wanted, const char *text)
{
    return arena_printf(&wanted->play->scratch, "%s.%s", text, wanted->zone->name);
}

/* The value without its last dot. */
static const char *bare_value(const struct wanted *wanted)
{
    return arena_strndup(&wanted->play->scratch, wanted->value,
                         strlen(wanted->value) - 1);
}

static void put_doubled(const struct wanted *wanted)
{
    put(wanted, with_zone(wanted, wanted->name), wanted->value);
}

/* One digit of the value, the last of its first label, is another. */
static void put_wrong_value(const struct wanted *wanted)
{
    char *value = arena_strdup(&wanted->play->scratch, wanted->value);
    char *digit = value + strcspn(value, ".") - 1;

    *digit = *digit == '0' ? '1' : '0';
    put(wanted, wanted->name, value);
}

static void put_other_token(const struct wanted *wanted)
{
    struct ids_token token;

    ids_token(&wanted->play->mock->world.store.ids, "999999999999",
              name_parent(wanted->name), &token);
    put(wanted, wanted->name, token.value);
}

static void put_swapped(const struct wanted *wanted)
{
    put(wanted, with_zone(wanted, bare_value(wanted)),
        arena_printf(&wanted->play->scratch, "%s.", wanted->name));
}

static void put_txt(const struct wanted *wanted)
{
    put_values(wanted, wanted->name, RR_TXT,
               arena_printf(&wanted->play->scratch, "\"%s\"", wanted->value));
}

static void put_quoted(const struct wanted *wanted)
{
    put(wanted, wanted->name,
        arena_printf(&wanted->play->scratch, "\"%s\"", wanted->value));
}

static void put_zone_appended(const struct wanted *wanted)
{
    put(wanted, wanted->name,
        arena_printf(&wanted->play->scratch, "%s.",
                     with_zone(wanted, bare_value(wanted))));
}

static void put_shadow(const struct wanted *wanted)
{
    put(wanted, arena_printf(&wanted->play->scratch, "*.%s", name_parent(wanted->name)),
        arena_printf(&wanted->play->scratch, "parking.%s.", wanted->zone->name));
}

/* Six CNAMEs: one more than ACM follows. */
static void put_long_chain(const struct wanted *wanted)
{
    const char *from = wanted->name;

    for (int hop = 1; hop <= 5; hop++) {
        const char *to =
            with_zone(wanted, arena_printf(&wanted->play->scratch, "acm-hop%d", hop));

        put(wanted, from, arena_printf(&wanted->play->scratch, "%s.", to));
        from = to;
    }
    put(wanted, from, wanted->value);
}

static void put_loop(const struct wanted *wanted)
{
    const char *other = with_zone(wanted, "acm-loop");

    put(wanted, wanted->name, arena_printf(&wanted->play->scratch, "%s.", other));
    put(wanted, other, arena_printf(&wanted->play->scratch, "%s.", wanted->name));
}

/* Two weighted sets: the old record takes all the traffic, the right one none. */
static void put_routed(const struct wanted *wanted)
{
    struct ids_token token;
    const char *values[2] = { token.value, wanted->value };
    static const char *const words[2] = { "old", "new" };

    ids_token(&wanted->play->mock->world.store.ids, "999999999999",
              name_parent(wanted->name), &token);
    for (size_t i = 0; i < 2; i++) {
        struct scenario_record record = { .name = wanted->name,
                                          .type = RR_CNAME,
                                          .set_identifier = words[i],
                                          .weight = i == 0 ? 255 : 0,
                                          .multi_value = -1,
                                          .ttl_s = wanted->step->ttl_s,
                                          .values = &values[i],
                                          .n_values = 1 };

        zone_put(zones_of(wanted), wanted->zone, build_rrset(&record, wanted->zone->id),
                 wanted->play->mock->world.clock.now_ms);
    }
}

static void put_as(const struct wanted *wanted)
{
    switch (wanted->step->break_as) {
    case BREAK_MISSING:
        break;
    case BREAK_DOUBLED:
        put_doubled(wanted);
        break;
    case BREAK_WRONG_VALUE:
        put_wrong_value(wanted);
        break;
    case BREAK_OTHER_TOKEN:
        put_other_token(wanted);
        break;
    case BREAK_NO_UNDERSCORE:
        put(wanted, wanted->name + 1, wanted->value);
        break;
    case BREAK_SWAPPED:
        put_swapped(wanted);
        break;
    case BREAK_TXT:
        put_txt(wanted);
        break;
    case BREAK_QUOTED:
        put_quoted(wanted);
        break;
    case BREAK_ZONE_APPENDED:
        put_zone_appended(wanted);
        break;
    case BREAK_WILDCARD_SHADOW:
        put_shadow(wanted);
        break;
    case BREAK_CHAIN_LONG:
        put_long_chain(wanted);
        break;
    case BREAK_CHAIN_LOOP:
        put_loop(wanted);
        break;
    case BREAK_ROUTED:
        put_routed(wanted);
        break;
    case BREAK_UNRELATED_ZONE:
        put(wanted, with_zone(wanted, wanted->name), wanted->value);
        break;
    case BREAK_NONE:
    case BREAK_PRIVATE_ZONE:
    case BREAK_PARENT_ZONE:
    case BREAK_UNDELEGATED_CHILD:
    case BREAK_DUPLICATE_ZONE:
        put(wanted, wanted->name, wanted->value);
        break;
    }
}

/* The zone where the account's owner would put it: the longest public one above the name.
 */
static struct zone *usual_zone(const struct zones *zones, const char *account,
                               const char *name)
{
    struct zone *best = NULL;

    for (size_t i = 0; i < zones->n; i++) {
        struct zone *zone = zones->items[i];

        if (zone->private_zone || strcmp(zone->account, account) != 0 ||
            !name_is_under(name, zone->name))
            continue;
        if (best == NULL || strlen(zone->name) > strlen(best->name) ||
            (strcmp(zone->name, best->name) == 0 && zone->delegation == DELEGATION_HERE &&
             best->delegation != DELEGATION_HERE))
            best = zone;
    }
    return best;
}

static bool is_asked(const struct scenario_step *step, const char *domain)
{
    for (size_t i = 0; i < step->n_names; i++)
        if (strcasecmp(step->names[i], domain) == 0)
            return true;
    return step->n_names == 0;
}

/* The records are taken out wherever they stand. */
static void drop_everywhere(struct play *play, const char *name)
{
    struct world *world = &play->mock->world;
    struct zones *zones = &world->store.zones;

    for (size_t i = 0; i < zones->n; i++) {
        struct zone *zone = zones->items[i];
        size_t at;

        while ((at = zone_lower_bound(zone, name, 0, NULL)) < zone->n_sets &&
               strcmp(zone->sets[at]->name, name) == 0) {
            const char *identifier =
                zone->sets[at]->set_identifier == NULL
                    ? NULL
                    : arena_strdup(&play->scratch, zone->sets[at]->set_identifier);

            if (!zone_drop(zones, zone, name, zone->sets[at]->type, identifier,
                           world->clock.now_ms))
                break;
        }
    }
}

static int make_one(struct play *play, const struct scenario_step *step,
                    const struct certificate *certificate,
                    const struct validation *validation, struct err *err)
{
    struct zones *zones = &play->mock->world.store.zones;
    struct wanted wanted = { .play = play, .step = step };

    wanted.name = name_canonical(&play->scratch, validation->record_name,
                                 strlen(validation->record_name));
    wanted.value = validation->record_value;
    if (step->verb == DO_DELETE_VALIDATION_RECORDS) {
        drop_everywhere(play, wanted.name);
        return 0;
    }
    wanted.zone = step->zone != NULL
                      ? zones_find(zones, step->zone)
                      : usual_zone(zones, certificate->place->account->id, wanted.name);
    if (wanted.zone == NULL)
        return err_set(err, ERR_USAGE, "there is no zone for %s: name one as \"zone\"",
                       wanted.name);
    put_as(&wanted);
    return 0;
}

int play_validation_records(struct play *play, const struct scenario_step *step,
                            struct err *err)
{
    const struct certificate *certificate = play_certificate(play, step->certificate);
    const struct validation *validations;
    size_t n;

    if (certificate == NULL)
        return err_set(err, ERR_USAGE, "there is no certificate %s", step->certificate);
    validations = certificate->validations;
    n = certificate->n_validations;
    if (certificate->update.n_validations > 0) {
        validations = certificate->update.validations;
        n = certificate->update.n_validations;
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_asked(step, validations[i].domain))
            continue;
        if (validations[i].record_name == NULL)
            return err_set(err, ERR_USAGE, "%s is not validated by DNS",
                           validations[i].domain);
        if (make_one(play, step, certificate, &validations[i], err) < 0)
            return -1;
    }
    world_dns_changed(&play->mock->world);
    return 0;
}
