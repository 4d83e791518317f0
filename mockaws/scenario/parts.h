/* parts: what the files that play a scenario share among themselves. */
#ifndef MOCKAWS_SCENARIO_PARTS_H
#define MOCKAWS_SCENARIO_PARTS_H

#include "mockaws/scenario/play.h"

/*
 * A request or an import made now. The same id again: of an import a re-import; of a
 * request a second certificate, which the id stands for from then on.
 */
void play_request(struct play *play, const struct scenario_certificate *asked);

/* The zone of ours that a child's NS set belongs into: the nearest above that serves. */
struct zone *play_parent(const struct zones *zones, const struct zone *zone);

/*
 * What the parent says of the zone from now on; where the parent is a zone of ours, its
 * NS set is made or taken away.
 */
void play_delegate(struct play *play, struct zone *zone, enum delegation delegation,
                   const char *const *servers, size_t n_servers);
void play_delegate_as_described(struct play *play, struct zone *zone,
                                const struct scenario_zone *described);

#endif
