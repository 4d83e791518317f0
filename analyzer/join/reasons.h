/* reasons: FailureReason and RenewalStatusReason, each with its cause and its remedy. */
#ifndef ANALYZER_JOIN_REASONS_H
#define ANALYZER_JOIN_REASONS_H

#include "base/aws/words.h"
#include "reports/finding/finding.h"

struct arena;
struct cert;

struct reason {
    enum acm_reason word;
    enum cause_code code;
    const char *detail;        /* what is known of the word; whole sentences */
    const char *request_title; /* for the new request that a dead one needs */
    /* Add the fixes other than that request; NULL = none. */
    void (*add_fixes)(const struct cert *cert, struct cause *cause, struct arena *arena);
};

/*
 * The row of a word; NULL for an absent or unknown word, and for
 * PENDING_DOMAIN_VALIDATION, which only says that some domain is not validated.
 * Source: ACM API, FailureReason; ACM User Guide, troubleshooting; facts 5.
 */
const struct reason *reason_find(enum acm_reason word);

#endif
