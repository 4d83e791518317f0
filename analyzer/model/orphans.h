/* orphans: records that name no certificate, given back to it by their DNS records. */
#ifndef ANALYZER_MODEL_ORPHANS_H
#define ANALYZER_MODEL_ORPHANS_H

#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/cert.h"

struct arena;

#define ORPHAN_ALONE UINT32_MAX

/*
 * Find for each of the orphans the one certificate that has all of its validation
 * record names (a record belongs to account and domain, so several may have them).
 *
 * named, groups  the dumps that name their certificate, and the certificate's number
 * match          out, for each orphan: the number, or ORPHAN_ALONE when none or
 *                several fit, or account or region contradict
 *
 * Names compare without case and last dot. A record that more than ORPHAN_SHARED_MAX
 * certificates share tells nothing.
 */
enum { ORPHAN_SHARED_MAX = 64 };

void orphans_match(struct cert *const *orphans, size_t n, struct cert *const *named,
                   const uint32_t *groups, size_t n_named, uint32_t *match,
                   struct arena *scratch);

#endif
