/* change_policies: routing policies side by side, and sets that are the same. */
#include "mockaws/store/change_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "mockaws/store/rrset.h"
#include "mockaws/store/rrset_value.h"

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

enum policy {
    POLICY_SIMPLE,
    POLICY_WEIGHTED,
    POLICY_LATENCY,
    POLICY_FAILOVER,
    POLICY_GEO,
    POLICY_MULTI_VALUE,
    POLICY_CIDR,
    POLICY_PROXIMITY,
};

static enum policy policy_of(const struct rrset *set)
{
    if (set->set_identifier == NULL)
        return POLICY_SIMPLE;
    if (set->weight >= 0)
        return POLICY_WEIGHTED;
    if (set->region != NULL)
        return POLICY_LATENCY;
    if (set->failover != NULL)
        return POLICY_FAILOVER;
    if (set->multi_value >= 0)
        return POLICY_MULTI_VALUE;
    if (set->cidr_collection != NULL)
        return POLICY_CIDR;
    return set->geo_proximity != NULL ? POLICY_PROXIMITY : POLICY_GEO;
}

/* Two sets of one policy that claim the same: two primaries, one region twice. */
static bool same_claim(const struct rrset *a, const struct rrset *b)
{
    switch (policy_of(a)) {
    case POLICY_LATENCY:
        return same_text(a->region, b->region);
    case POLICY_FAILOVER:
        return same_text(a->failover, b->failover);
    case POLICY_GEO:
        return same_text(a->continent, b->continent) &&
               same_text(a->country, b->country) &&
               same_text(a->subdivision, b->subdivision);
    case POLICY_CIDR:
        return same_text(a->cidr_location, b->cidr_location);
    case POLICY_SIMPLE:
    case POLICY_WEIGHTED:
    case POLICY_MULTI_VALUE:
    case POLICY_PROXIMITY:
        break;
    }
    return false;
}

/* Why a set cannot stand beside another one of its name and type; NULL: it can. */
static const char *beside(const struct rrset *set, const struct rrset *other)
{
    /* clang-format off */
    static const char *const not_of[] = {
        [POLICY_SIMPLE]      = "as other RRSets exist",
        [POLICY_WEIGHTED]    = "as a non-weighted set exists",
        [POLICY_LATENCY]     = "as a non-latency set exists",
        [POLICY_FAILOVER]    = "as a non-failover set exists",
        [POLICY_GEO]         = "as a non-geolocation set exists",
        [POLICY_MULTI_VALUE] = "because a non multivalue answer rrset exists",
        [POLICY_CIDR]        = "as a non-CIDR set exists",
        [POLICY_PROXIMITY]   = "as a non-geoproximity set exists",
    };
    /* clang-format on */
    const enum policy policy = policy_of(set);

    if (policy != policy_of(other))
        return not_of[policy];
    if (same_claim(set, other))
        return policy == POLICY_FAILOVER
                   ? "as a set with the same failover value exists"
                   : "as a set with the same region or location exists";
    return NULL;
}

static void cannot_be_created(struct batch *batch, const struct rrset *set,
                              const char *why)
{
    struct arena *arena = batch->arena;
    const char *identifier = "";
    char word[RR_WORD_MAX];

    if (set->set_identifier != NULL)
        identifier = arena_printf(arena, ", SetIdentifier %s", set->set_identifier);
    change_problem(batch, arena_printf(arena,
                                       "RRSet with DNS name %s, type %s%s cannot be "
                                       "created %s.",
                                       rrset_name_text(arena, set->name),
                                       rr_type_word(set->type, word), identifier, why));
}

void change_check_policies(struct batch *batch, const struct rrset *set)
{
    const struct rrset_key key = { set->name, set->type, NULL };

    for (size_t i = rrset_bound(batch->sets, batch->n_sets, &key); i < batch->n_sets;
         i++) {
        const struct rrset *other = batch->sets[i];
        const char *why;

        if (other->type != set->type || strcmp(other->name, set->name) != 0)
            break;
        if (same_text(other->set_identifier, set->set_identifier))
            continue;
        why = beside(set, other);
        if (why != NULL) {
            cannot_be_created(
                batch, set,
                arena_printf(batch->arena, "%s with the same name and type", why));
            return;
        }
        if (set->weight >= 0 && set->ttl_s >= 0 && other->ttl_s >= 0 &&
            set->ttl_s != other->ttl_s) {
            cannot_be_created(batch, set, "as weighted sets must contain the same TTL");
            return;
        }
    }
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_values(struct arena *arena, const struct rrset *set)
{
    const char **texts = arena_array(arena, set->n_values + 1, sizeof(*texts));

    for (size_t i = 0; i < set->n_values; i++)
        texts[i] = rrset_value_any(arena, set->type, set->values[i]);
    qsort(texts, set->n_values, sizeof(*texts), compare_texts);
    return texts;
}

bool change_matches(struct arena *arena, const struct rrset *have,
                    const struct rrset *want)
{
    const char **have_texts;
    const char **want_texts;

    if (have->weight != want->weight || have->multi_value != want->multi_value ||
        have->ttl_s != want->ttl_s || have->n_values != want->n_values ||
        !same_text(have->region, want->region) ||
        !same_text(have->continent, want->continent) ||
        !same_text(have->country, want->country) ||
        !same_text(have->subdivision, want->subdivision) ||
        !same_text(have->failover, want->failover) ||
        !same_text(have->alias_zone, want->alias_zone) ||
        !same_text(have->alias_name, want->alias_name) ||
        (have->alias_zone != NULL && have->alias_evaluates != want->alias_evaluates) ||
        !same_text(have->health_check, want->health_check) ||
        !same_text(have->cidr_collection, want->cidr_collection) ||
        !same_text(have->cidr_location, want->cidr_location) ||
        !same_text(have->geo_proximity, want->geo_proximity))
        return false;
    have_texts = sorted_values(arena, have);
    want_texts = sorted_values(arena, want);
    for (size_t i = 0; i < have->n_values; i++)
        if (strcmp(have_texts[i], want_texts[i]) != 0)
            return false;
    return true;
}
