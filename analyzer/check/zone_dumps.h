/* zone_dumps: the dumps of records that one file holds. */
#ifndef ANALYZER_CHECK_ZONE_DUMPS_H
#define ANALYZER_CHECK_ZONE_DUMPS_H

#include <stddef.h>

#include "analyzer/join/zone_users.h"
#include "analyzer/model/estate.h"

struct zone_dumps {
    struct record_dump *const *dumps;
    size_t n;
};

/* Found by halving: the estate's dumps stand in the order of their files. */
struct zone_dumps zone_dumps_of(const struct estate *estate, const struct source *source);

#endif
