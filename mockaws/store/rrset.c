/* rrset: record sets made, copied, let go and set in order. */
#include "mockaws/store/rrset.h"

#include <stdlib.h>
#include <string.h>

#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/heap.h"

void rrset_free(struct rrset *set)
{
    if (set == NULL)
        return;
    for (size_t i = 0; i < set->n_values; i++)
        free(set->values[i]);
    free(set->values);
    free(set->name);
    free(set->set_identifier);
    free(set->region);
    free(set->continent);
    free(set->country);
    free(set->subdivision);
    free(set->failover);
    free(set->alias_zone);
    free(set->alias_name);
    free(set->health_check);
    free(set->cidr_collection);
    free(set->cidr_location);
    free(set->geo_proximity);
    free(set);
}

struct rrset *rrset_copy(const struct rrset *set)
{
    struct rrset *copy = heap_alloc(sizeof(*copy));

    *copy = *set;
    copy->name = heap_strdup(set->name);
    copy->set_identifier = heap_strdup(set->set_identifier);
    copy->region = heap_strdup(set->region);
    copy->continent = heap_strdup(set->continent);
    copy->country = heap_strdup(set->country);
    copy->subdivision = heap_strdup(set->subdivision);
    copy->failover = heap_strdup(set->failover);
    copy->alias_zone = heap_strdup(set->alias_zone);
    copy->alias_name = heap_strdup(set->alias_name);
    copy->health_check = heap_strdup(set->health_check);
    copy->cidr_collection = heap_strdup(set->cidr_collection);
    copy->cidr_location = heap_strdup(set->cidr_location);
    copy->geo_proximity = heap_strdup(set->geo_proximity);
    copy->values = NULL;
    if (set->n_values > 0) {
        copy->values = heap_grow(NULL, set->n_values, sizeof(*copy->values));
        for (size_t i = 0; i < set->n_values; i++)
            copy->values[i] = heap_strdup(set->values[i]);
    }
    return copy;
}

static int compare_types(uint16_t a, uint16_t b)
{
    char a_word[RR_WORD_MAX];
    char b_word[RR_WORD_MAX];

    if (a == b)
        return 0;
    if (a == RR_NONE || b == RR_NONE)
        return a == RR_NONE ? -1 : 1;
    return strcmp(rr_type_word(a, a_word), rr_type_word(b, b_word));
}

int rrset_key_compare(const struct rrset_key *a, const struct rrset_key *b)
{
    int order = name_compare(a->name, b->name);

    if (order == 0)
        order = compare_types(a->type, b->type);
    if (order == 0)
        order = strcmp(a->set_identifier == NULL ? "" : a->set_identifier,
                       b->set_identifier == NULL ? "" : b->set_identifier);
    return order;
}

struct rrset_key rrset_key(const struct rrset *set)
{
    return (struct rrset_key){ set->name, set->type, set->set_identifier };
}

int rrset_compare(const struct rrset *a, const struct rrset *b)
{
    const struct rrset_key a_key = rrset_key(a);
    const struct rrset_key b_key = rrset_key(b);

    return rrset_key_compare(&a_key, &b_key);
}

size_t rrset_bound(struct rrset *const *sets, size_t n, const struct rrset_key *key)
{
    size_t low = 0;
    size_t high = n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct rrset_key here = rrset_key(sets[middle]);

        if (rrset_key_compare(&here, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool rrset_at(struct rrset *const *sets, size_t n, size_t i, const struct rrset_key *key)
{
    struct rrset_key here;

    if (i >= n)
        return false;
    here = rrset_key(sets[i]);
    return rrset_key_compare(&here, key) == 0;
}
