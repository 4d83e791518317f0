/* layout: what the path of a file says, where an evidence folder is laid out as ours. */
#ifndef ANALYZER_READ_LAYOUT_H
#define ANALYZER_READ_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/*
 * ".../dns/NAME.TYPE.txt": the question whose answer the file holds. Returns false when
 * the path is none of these. *name is canonical.
 */
bool layout_question(struct arena *arena, const char *file, const char **name,
                     uint16_t *type);

/* ".../dns/ZONE.zone": canonical; NULL when the path is none of these. */
const char *layout_zone(struct arena *arena, const char *file);

/* ".../list-resource-record-sets/ZONEID.json": the id; NULL when it is none of these. */
const char *layout_zone_id(struct arena *arena, const char *file);

#endif
