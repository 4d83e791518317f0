/* change: batches of changes, of which all or none is taken. */
#include "mockaws/store/change_rules.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/map.h"
#include "mockaws/store/rrset.h"
#include "mockaws/store/rrset_value.h"
#include "mockaws/store/zone.h"

enum { SETS_MAX = 10000 }; /* of a zone: facts 8.3 */

void change_problem(struct batch *batch, const char *message)
{
    struct change_problems *problems = batch->problems;

    if (problems->n == problems->room) {
        const size_t room = problems->room == 0 ? 4 : problems->room * 2;
        const char **messages = arena_array(batch->arena, room, sizeof(*messages));

        if (problems->n > 0)
            memcpy(messages, problems->messages, problems->n * sizeof(*messages));
        problems->messages = messages;
        problems->room = room;
    }
    problems->messages[problems->n++] = message;
}

static bool have_form(struct batch *batch, const struct zone_change *changes, size_t n)
{
    if (n == 0) {
        batch->problems->invalid_input = true;
        change_problem(batch, "Invalid request: ChangeBatch must have at least one "
                              "Change");
        return false;
    }
    for (size_t i = 0; i < n; i++)
        if (!change_has_form(batch, &changes[i]))
            return false;
    return true;
}

/* "[name='x.', type='A', set identifier='b']" */
static const char *described(struct batch *batch, const struct rrset *set)
{
    const char *identifier = "";
    char word[RR_WORD_MAX];

    if (set->set_identifier != NULL)
        identifier =
            arena_printf(batch->arena, ", set identifier='%s'", set->set_identifier);
    return arena_printf(batch->arena, "[name='%s', type='%s'%s]",
                        rrset_name_text(batch->arena, set->name),
                        rr_type_word(set->type, word), identifier);
}

static void stage_insert(struct batch *batch, size_t at, struct rrset *set)
{
    memmove(&batch->sets[at + 1], &batch->sets[at],
            (batch->n_sets - at) * sizeof(batch->sets[0]));
    batch->sets[at] = set;
    batch->n_sets++;
}

static void stage_delete(struct batch *batch, size_t at, const struct rrset *set)
{
    if (!change_matches(batch->arena, batch->sets[at], set)) {
        change_problem(batch, arena_printf(batch->arena,
                                           "Tried to delete resource record set %s but "
                                           "the values provided do not match the "
                                           "current values",
                                           described(batch, set)));
        return;
    }
    batch->n_sets--;
    memmove(&batch->sets[at], &batch->sets[at + 1],
            (batch->n_sets - at) * sizeof(batch->sets[0]));
}

static void stage(struct batch *batch, const struct zone_change *change)
{
    const struct rrset_key key = rrset_key(change->set);
    const size_t at = rrset_bound(batch->sets, batch->n_sets, &key);
    const bool there = rrset_at(batch->sets, batch->n_sets, at, &key);

    if (change->action == CHANGE_DELETE && !there)
        change_problem(batch,
                       arena_printf(batch->arena,
                                    "Tried to delete resource record set %s but it was "
                                    "not found",
                                    described(batch, change->set)));
    else if (change->action == CHANGE_DELETE)
        stage_delete(batch, at, change->set);
    else if (change->action == CHANGE_CREATE && there)
        change_problem(batch, arena_printf(batch->arena,
                                           "Tried to create resource record set %s but "
                                           "it already exists",
                                           described(batch, change->set)));
    else if (there)
        batch->sets[at] = change->set;
    else
        stage_insert(batch, at, change->set);
}

/* How often a set came in the batch, and what was first done with it. */
struct note {
    enum change_action first;
    size_t n;
};

/* The note of a set, by its name, type and identifier. */
static struct note *note_of(struct batch *batch, struct map *notes,
                            const struct zone_change *change)
{
    const struct rrset *set = change->set;
    const char *id = set->set_identifier == NULL ? "" : set->set_identifier;
    const size_t n_name = strlen(set->name) + 1;
    const size_t n_id = strlen(id);
    const size_t len = n_name + sizeof(set->type) + n_id;
    char *key = arena_alloc(batch->arena, len + 1);
    struct note *note;
    void **place;

    memcpy(key, set->name, n_name);
    memcpy(key + n_name, &set->type, sizeof(set->type));
    memcpy(key + n_name + sizeof(set->type), id, n_id + 1);
    place = map_at(notes, key, len);
    if (*place != NULL)
        return *place;
    note = arena_zalloc(batch->arena, sizeof(*note));
    note->first = change->action;
    *place = note;
    return note;
}

/* One set may come twice only to be deleted first and created behind that. */
static bool is_repeated(struct batch *batch, struct map *notes,
                        const struct zone_change *change)
{
    struct note *note = note_of(batch, notes, change);
    char word[RR_WORD_MAX];

    note->n++;
    if (note->n == 1 ||
        (note->n == 2 && note->first == CHANGE_DELETE && change->action == CHANGE_CREATE))
        return false;
    change_problem(batch,
                   arena_printf(batch->arena,
                                "The request contains an invalid set of changes for a "
                                "resource record set '%s %s'",
                                rr_type_word(change->set->type, word),
                                rrset_name_text(batch->arena, change->set->name)));
    return true;
}

static void check_apex(struct batch *batch)
{
    const struct rrset_key ns = { batch->zone->name, RR_NS, NULL };
    const struct rrset_key soa = { batch->zone->name, RR_SOA, NULL };

    if (!rrset_at(batch->sets, batch->n_sets,
                  rrset_bound(batch->sets, batch->n_sets, &ns), &ns))
        change_problem(batch, "A HostedZone must contain at least one NS record for the "
                              "zone itself.");
    if (!rrset_at(batch->sets, batch->n_sets,
                  rrset_bound(batch->sets, batch->n_sets, &soa), &soa))
        change_problem(batch, "A HostedZone must contain exactly one SOA record.");
}

static void stage_all(struct batch *batch, const struct zone_change *changes, size_t n)
{
    struct map notes;

    map_init(&notes);
    for (size_t i = 0; i < n; i++)
        if (!is_repeated(batch, &notes, &changes[i]))
            stage(batch, &changes[i]);
    map_clear(&notes);
    if (batch->problems->n > 0)
        return;
    for (size_t i = 0; i < n; i++)
        if (changes[i].action != CHANGE_DELETE)
            change_check_place(batch, changes[i].set);
    check_apex(batch);
    if (batch->n_sets > SETS_MAX && batch->n_sets > batch->zone->n_sets)
        change_problem(batch, "Number of resource record sets limit of 10000 exceeded "
                              "for the hosted zone.");
}

static bool is_valid(struct batch *batch, const struct zone_change *changes, size_t n)
{
    struct change_problems *problems = batch->problems;

    if (!have_form(batch, changes, n))
        return false;
    change_check_limits(batch, changes, n);
    if (problems->n > 0)
        return false;
    for (size_t i = 0; i < n; i++)
        change_check_values(batch, &changes[i]);
    if (problems->n == 0)
        stage_all(batch, changes, n);
    return problems->n == 0;
}

int zone_apply(struct zones *zones, struct zone *zone, const struct zone_change *changes,
               size_t n, int64_t now_ms, struct arena *arena,
               struct change_problems *problems)
{
    struct batch batch = { zones, zone, arena, problems, NULL, zone->n_sets };

    *problems = (struct change_problems){ 0 };
    batch.sets = arena_array(arena, zone->n_sets + n, sizeof(*batch.sets));
    if (zone->n_sets > 0)
        memcpy(batch.sets, zone->sets, zone->n_sets * sizeof(*batch.sets));
    if (!is_valid(&batch, changes, n))
        return -1;
    for (size_t i = 0; i < n; i++) {
        const struct rrset *set = changes[i].set;

        if (changes[i].action == CHANGE_DELETE)
            zone_drop(zones, zone, set->name, set->type, set->set_identifier, now_ms);
        else
            zone_put(zones, zone, rrset_copy(set), now_ms);
    }
    return 0;
}
