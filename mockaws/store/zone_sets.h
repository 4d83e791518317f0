/* zone_sets: what zone.c needs of the sets of one zone. */
#ifndef MOCKAWS_STORE_ZONE_SETS_H
#define MOCKAWS_STORE_ZONE_SETS_H

struct zone;

/* Free all sets and what the world still saw of former ones. */
void zone_clear_sets(struct zone *zone);

#endif
