/* check_parts: what the files of the scenario's checks share among themselves. */
#ifndef MOCKAWS_SCENARIO_CHECK_PARTS_H
#define MOCKAWS_SCENARIO_CHECK_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "mockaws/scenario/mistakes.h"
#include "mockaws/scenario/scenario.h"

struct arena;

/* What has an id: of certificates[] and zones[], or brought by a step. */
struct known {
    const char *id;
    const struct scenario_certificate *certificate; /* or */
    const struct scenario_zone *zone;
    int64_t from_ms; /* it is there from then on; TIME_NONE: nobody can say */
};

/* All things of one kind, by id. */
struct index {
    const char *what; /* "certificate" */
    struct map by_id;
    const char **ids; /* NULL behind the last, for suggestions */
    size_t n;
    bool broken; /* one had no readable id: what is not found may be that one */
};

struct checker {
    struct arena *arena;
    struct mistakes *mistakes;
    const struct scenario *scenario; /* NULL: a step or a fault stands alone */
    struct index certificates;
    struct index zones;
};

/* A mistake at pointer/MEMBER; member "" is the pointer's own place. */
void checker_fault(struct checker *checker, const char *pointer, const char *member,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * What has the id; else NULL, with a mistake when the scenario is whole. A step at at_ms
 * (TIME_NONE: none) must not come before it. id NULL: nothing was given.
 */
const struct known *checker_certificate(struct checker *checker, const char *pointer,
                                        const char *member, const char *id,
                                        int64_t at_ms);
const struct known *checker_zone(struct checker *checker, const char *pointer,
                                 const char *member, const char *id, int64_t at_ms);

/* An operation of any service, or a mistake with the nearest name. */
void checker_operation(struct checker *checker, const char *pointer, const char *name);

/* The account is one of those that are listed. */
void check_account(struct checker *checker, const char *pointer, const char *account);

/* Texts that stand twice in a list. */
void check_twins(struct checker *checker, const char *pointer, const char *member,
                 const char *const *texts, size_t n);

/* One file each. */
void check_certificate(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate);
void check_zone(struct checker *checker, const char *pointer,
                const struct scenario_zone *zone);
void check_records(struct checker *checker, const char *pointer, const char *zone_name,
                   const struct scenario_record *records, size_t n, bool whole);
void check_delegations(struct checker *checker); /* of all zones together */
void check_step(struct checker *checker, const char *pointer,
                const struct scenario_step *step);
void check_force(struct checker *checker, const char *pointer,
                 const struct scenario_step *step);
void check_break(struct checker *checker, const char *pointer,
                 const struct scenario_step *step,
                 const struct scenario_certificate *certificate);
void check_fault(struct checker *checker, const char *pointer,
                 const struct scenario_fault_rule *rule);
void check_expect(struct checker *checker, const struct scenario_expect *expect);

#endif
