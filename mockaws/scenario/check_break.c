/* check_break: records that are put into a wrong zone: is it wrong in the way that is
 * said?
 */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/check_parts.h"
#include "mockaws/scenario/words.h"

static bool needs_zone(enum scenario_break how)
{
    return how >= BREAK_PRIVATE_ZONE;
}

/* The names that the step is about, canonical and without a star; NULL behind the last.
 */
static const char **names_of(struct arena *arena, const struct scenario_step *step,
                             const struct scenario_certificate *certificate)
{
    const char *const *names = step->n_names > 0 ? step->names : certificate->names;
    const size_t n = step->n_names > 0 ? step->n_names : certificate->n_names;
    const char **out = arena_array(arena, n + 1, sizeof(*out));
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (names[i] != NULL)
            out[kept++] = name_base(name_canonical(arena, names[i], strlen(names[i])));
    out[kept] = NULL;
    return out;
}

/* Is there another public zone of this name? */
static bool has_twin(const struct checker *checker, const struct scenario_zone *zone)
{
    for (size_t i = 0; i < checker->zones.n; i++) {
        const char *id = checker->zones.ids[i];
        const struct known *known = map_get(&checker->zones.by_id, id, strlen(id));

        if (known->zone != zone && known->zone->name != NULL &&
            !known->zone->private_zone && strcmp(known->zone->name, zone->name) == 0)
            return true;
    }
    return false;
}

/* Is there a public zone between this one and a name that it holds? */
static bool has_child(const struct checker *checker, const struct scenario_zone *zone,
                      const char *name)
{
    for (size_t i = 0; i < checker->zones.n; i++) {
        const char *id = checker->zones.ids[i];
        const struct known *known = map_get(&checker->zones.by_id, id, strlen(id));
        const char *child = known->zone->name;

        if (child != NULL && !known->zone->private_zone &&
            strcmp(child, zone->name) != 0 && name_is_under(child, zone->name) &&
            name_is_under(name, child))
            return true;
    }
    return false;
}

/* What does not fit; NULL: all does. */
static const char *misfit(const struct checker *checker, enum scenario_break how,
                          const struct scenario_zone *zone, const char *name)
{
    const bool holds = name_is_under(name, zone->name);

    if (how == BREAK_UNRELATED_ZONE)
        return holds ? "lies in it: the zone is not unrelated" : NULL;
    if (!holds)
        return "lies outside it; for such a zone say \"unrelated_zone\"";
    if (how == BREAK_PRIVATE_ZONE)
        return zone->private_zone ? NULL : "would be in a zone that is not private";
    if (zone->private_zone)
        return "would be in a private zone; for such a one say \"private_zone\"";
    if (how == BREAK_DUPLICATE_ZONE && !has_twin(checker, zone))
        return "would be in the only public zone of that name: list its twin as well";
    if (how == BREAK_PARENT_ZONE && !has_child(checker, zone, name))
        return "is served by no zone below it: list that zone as well";
    return NULL;
}

void check_break(struct checker *checker, const char *pointer,
                 const struct scenario_step *step,
                 const struct scenario_certificate *certificate)
{
    const char *how = words_text(&words_break, (int)step->break_as);
    const struct known *known =
        checker_zone(checker, pointer, "zone", step->zone, step->at_ms);
    const char **names;

    if (needs_zone(step->break_as) && step->zone == NULL)
        checker_fault(checker, pointer, "break",
                      "\"%s\" needs \"zone\": the wrong one that gets the record", how);
    if (!needs_zone(step->break_as) || known == NULL || known->zone->name == NULL)
        return;
    names = names_of(checker->arena, step, certificate);
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *fault = misfit(checker, step->break_as, known->zone, names[i]);

        if (fault == NULL)
            continue;
        checker_fault(checker, pointer, "zone", "\"%s\" does not fit zone %s (%s): %s %s",
                      how, step->zone, known->zone->name, names[i], fault);
        return;
    }
}
