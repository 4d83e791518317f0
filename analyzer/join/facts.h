/* facts: what is computed once from the estate and asked by many checks. */
#ifndef ANALYZER_JOIN_FACTS_H
#define ANALYZER_JOIN_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/estate.h"
#include "base/arena.h"

enum now_source { NOW_NONE, NOW_EVIDENCE, NOW_MANIFEST, NOW_OPTION };

struct siblings;
struct zones;
struct zone_users;

/* Read-only while checks run; shared by all workers. */
struct facts {
    const struct estate *estate;
    int64_t now; /* WHEN_NONE with NOW_NONE */
    enum now_source now_source;
    struct siblings *siblings;
    struct zones *zones;      /* NULL only in tests that need none */
    struct zone_users *users; /* what certificates want of each zone; likewise */
    struct arena arena;       /* of the zones */
};

/*
 * option_now: --now, or WHEN_NONE. now is the first of: --now, the latest
 * captured_at of the manifests, the latest past-event time (catalogue 1).
 */
void facts_init(struct facts *facts, const struct estate *estate, int64_t option_now);
void facts_clear(struct facts *facts);

/*
 * Has the moment passed? A now taken from evidence is a lower bound: "not yet" is
 * then not known. With `when` or now absent nothing is known.
 */
enum passed { PASSED_NO, PASSED_YES, PASSED_UNKNOWN };
enum passed facts_passed(const struct facts *facts, int64_t when);

/* True when now is exact enough to say that something is young. */
bool facts_now_is_exact(const struct facts *facts);

#endif
