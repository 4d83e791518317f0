/* siblings: other certificates of one account and region that could stand in. */
#ifndef ANALYZER_JOIN_SIBLINGS_H
#define ANALYZER_JOIN_SIBLINGS_H

#include <stddef.h>

#include "analyzer/join/facts.h"

/*
 * An index of the names of all ISSUED certificates (16 bytes a name) and of the dead
 * requests; read-only once it is built.
 */
struct siblings *siblings_new(const struct estate *estate, int64_t now);
void siblings_free(struct siblings *siblings); /* NULL is allowed */

/*
 * A sibling (ISSUED, NotAfter > now, same account and region, another certificate)
 * that covers every name of cert, the one with the latest NotAfter; NULL when
 * there is none, when cert's names are cut or absent, or account or region are unknown.
 * Cover is without case; a wildcard covers exactly one label (catalogue 4).
 *
 * Where NotAfter or now is not known, the sibling's life is not either: such a one is
 * given when there is no better, and callers ask facts_passed() for its not_after.
 */
const struct cert *siblings_covering(const struct facts *facts, const struct cert *cert);

/*
 * The dead requests (FAILED, VALIDATION_TIMED_OUT) with the same set of names in the same
 * account and region, cert among them, by CreatedAt, newest last. n 0: cert is not
 * dead, is a dump that lost, or its names, account or region are not all known.
 */
struct sibling_list {
    const struct cert *const *certs;
    size_t n;
};
struct sibling_list siblings_dead_requests(const struct facts *facts,
                                           const struct cert *cert);

#endif
