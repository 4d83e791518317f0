/* save: a mock's state as a scenario: what GET /_mockaws/scenario answers. */
#ifndef MOCKAWS_SCENARIO_SAVE_H
#define MOCKAWS_SCENARIO_SAVE_H

struct arena;
struct mock;
struct scenario;

/*
 * All that is there now: accounts, authorities, zones with their records and delegation,
 * certificates with their state, faults, oddities, quotas; the clock's time is the start.
 * What a timeline had still to do is not in it. Everything is the arena's. Loaded again,
 * it gives the same.
 */
struct scenario *scenario_save(struct mock *mock, struct arena *arena);

#endif
