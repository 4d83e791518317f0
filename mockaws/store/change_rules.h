/* change_rules: the rules that Route 53 holds a batch of changes against. */
#ifndef MOCKAWS_STORE_CHANGE_RULES_H
#define MOCKAWS_STORE_CHANGE_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/store/zone.h"

/* A batch on its way: what the zone's list would be if all of it were taken. */
struct batch {
    const struct zones *zones;
    const struct zone *zone;
    struct arena *arena;
    struct change_problems *problems;
    struct rrset **sets; /* in order; the zone's own and the caller's */
    size_t n_sets;
};

void change_problem(struct batch *batch, const char *message);

/*
 * The form of one change by itself: one of values and alias, one policy with an
 * identifier, numbers in range. False: problems->invalid_input is said.
 */
bool change_has_form(struct batch *batch, const struct zone_change *change);

/* Its name, type and values: each thing that is wrong is said. */
void change_check_values(struct batch *batch, const struct zone_change *change);

/* Beside what else would be in the zone: CNAMEs, the apex, policies, aliases. */
void change_check_place(struct batch *batch, const struct rrset *set);

/* Of these, the routing policies of sets of one name and type. */
void change_check_policies(struct batch *batch, const struct rrset *set);

/* The sizes of the whole batch, and of the zone. */
void change_check_limits(struct batch *batch, const struct zone_change *changes,
                         size_t n);

/* Does a DELETE name just what is there: policy, TTL, and every value in any order? */
bool change_matches(struct arena *arena, const struct rrset *have,
                    const struct rrset *want);

#endif
