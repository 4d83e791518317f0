/* facts: now, and where it comes from; the indexes of siblings and zones. */
#include "analyzer/join/facts.h"

#include "analyzer/join/siblings.h"
#include "analyzer/join/zone_users.h"
#include "analyzer/join/zones.h"
#include "base/when.h"

static int64_t latest_capture(const struct estate *estate)
{
    int64_t latest = WHEN_NONE;

    for (size_t i = 0; i < estate->n_manifests; i++) {
        const struct manifest *manifest = estate->manifests[i];

        for (size_t k = 0; k < manifest->n_runs; k++) {
            if (manifest->runs[k].captured_at > latest)
                latest = manifest->runs[k].captured_at;
        }
    }
    return latest;
}

void facts_init(struct facts *facts, const struct estate *estate, int64_t option_now)
{
    int64_t captured = latest_capture(estate);

    facts->estate = estate;
    if (option_now != WHEN_NONE) {
        facts->now = option_now;
        facts->now_source = NOW_OPTION;
    } else if (captured != WHEN_NONE) {
        facts->now = captured;
        facts->now_source = NOW_MANIFEST;
    } else {
        facts->now = estate->latest_past;
        facts->now_source = facts->now == WHEN_NONE ? NOW_NONE : NOW_EVIDENCE;
    }
    facts->siblings = siblings_new(estate, facts->now);
    arena_init(&facts->arena);
    facts->zones = arena_alloc(&facts->arena, sizeof(*facts->zones));
    zones_init(facts->zones, estate, &facts->arena);
    facts->users = zone_users_new(estate, facts->zones, &facts->arena);
}

void facts_clear(struct facts *facts)
{
    siblings_free(facts->siblings);
    facts->siblings = NULL;
    if (facts->users != NULL)
        zone_users_clear(facts->users);
    facts->users = NULL;
    if (facts->zones != NULL)
        zones_clear(facts->zones);
    facts->zones = NULL;
    arena_clear(&facts->arena);
}

bool facts_now_is_exact(const struct facts *facts)
{
    return facts->now_source == NOW_OPTION || facts->now_source == NOW_MANIFEST;
}

enum passed facts_passed(const struct facts *facts, int64_t when)
{
    if (when == WHEN_NONE || facts->now == WHEN_NONE)
        return PASSED_UNKNOWN;
    if (facts->now >= when)
        return PASSED_YES;
    return facts_now_is_exact(facts) ? PASSED_NO : PASSED_UNKNOWN;
}
