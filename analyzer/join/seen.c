/* seen: what stands in the DNS, put into a cause: records, their zone, their places. */
#include "analyzer/join/seen.h"

#include <string.h>

#include "base/arena.h"

enum { VALUE_MAX = 200 };

const char *zone_label(const struct zone *zone, struct arena *arena)
{
    return zone->id == NULL ? zone->name
                            : arena_printf(arena, "%s (%s)", zone->name, zone->id);
}

const struct zone_ref *zone_ref_of(const struct zone *zone, struct arena *arena)
{
    static const char *const words[] = {
        [VISIBILITY_UNKNOWN] = "unknown",
        [VISIBILITY_PUBLIC] = "public",
        [VISIBILITY_PRIVATE] = "private",
    };
    struct zone_ref *ref = arena_zalloc(arena, sizeof(*ref));

    ref->id = zone->id;
    ref->name = zone->name;
    ref->visibility = words[zone->visibility];
    return ref;
}

void cause_origin(struct cause *cause, struct arena *arena, const struct origin *origin,
                  const char *pointer, const char *value)
{
    struct evidence_ref ref = {
        .file = origin->source == NULL ? "" : origin->source->file,
        .document = origin->document,
        .pointer = pointer,
        .origin = origin,
    };

    if (value != NULL && value[0] != '\0')
        ref.value = arena_strndup(arena, value, strnlen(value, VALUE_MAX));
    cause_evidence(cause, arena, &ref);
}

static struct observed_record observe(const struct zone *zone, const struct rrset *set,
                                      struct arena *arena)
{
    char word[RR_WORD_MAX];

    return (struct observed_record){
        .name = arena_printf(arena, "%s.", set->name),
        .type = arena_strdup(arena, rr_type_word(set->type, word)),
        .ttl_s = set->ttl_s,
        .values = set->alias != NULL ? &set->alias : set->values,
        .n_values = set->alias != NULL ? 1 : set->n_values,
        .zone_id = zone != NULL ? zone->id : NULL,
    };
}

void cause_see(struct cause *cause, struct arena *arena, const struct zone *zone,
               const struct rrset *const *sets, size_t n)
{
    struct observed_record *seen;

    if (n > SEEN_MAX)
        n = SEEN_MAX;
    if (zone != NULL)
        cause->zone = zone_ref_of(zone, arena);
    seen = arena_array(arena, n, sizeof(*seen));
    for (size_t i = 0; i < n; i++) {
        seen[i] = observe(zone, sets[i], arena);
        cause_origin(cause, arena, &sets[i]->origin, "",
                     seen[i].n_values > 0 ? seen[i].values[0] : NULL);
    }
    cause->observed = seen;
    cause->n_observed = n;
}
