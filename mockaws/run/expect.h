/* expect: what a scenario expects, held against what was found. */
#ifndef MOCKAWS_RUN_EXPECT_H
#define MOCKAWS_RUN_EXPECT_H

#include <stddef.h>

#include <jansson.h>

struct buf;
struct session;

/*
 * Add a line to differences for each expectation that does not hold, in words: what was
 * expected, what was found. findings: findings.json; NULL: none was written, then only
 * the certificates are held. exit: acm-analyzer's status; -1: it did not run. Returns how
 * many differ.
 */
size_t expect_compare(struct session *session, const json_t *findings, int exit,
                      struct buf *differences);

#endif
