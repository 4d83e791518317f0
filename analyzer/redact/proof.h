/* proof: looks through what was written for anything that should be gone. */
#ifndef ANALYZER_REDACT_PROOF_H
#define ANALYZER_REDACT_PROOF_H

#include <stddef.h>

#include "base/buf.h"
#include "base/map.h"

struct redaction;

struct proof {
    const struct redaction *all;
    struct map firsts; /* the letters and digits that secrets begin with */
    struct buf lower;
    struct buf meaning;
    struct buf name;
};

/* all has seen the whole input. */
void proof_init(struct proof *proof, const struct redaction *all);
void proof_clear(struct proof *proof);

/*
 * Look for every secret in text, without regard to case, bounded by what is no letter or
 * digit, a domain by no hyphen either; once as it stands, and once more for each level of
 * JSON's escapes. Returns the kind of the first that is found, "a domain", or NULL.
 */
const char *proof_look(struct proof *proof, const char *text, size_t len);

#endif
