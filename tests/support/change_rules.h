/* change_rules: a printed change batch, read back and held against Route 53's rules. */
#ifndef TESTS_SUPPORT_CHANGE_RULES_H
#define TESTS_SUPPORT_CHANGE_RULES_H

#include <stddef.h>

#include <jansson.h>

/*
 * The batch of the command, which is the last of its lines; before it, comments only. The
 * word is taken apart as sh does. What does not fit fails the test. The caller's to free.
 */
json_t *change_batch_of(const char *text, const char *zone_id);

/* Hold every rule of facts 8.3; returns how many changes there are. zone: "example.com."
 */
size_t change_keeps_rules(json_t *batch, const char *zone);

/* "DELETE TXT 60 [a][b]; CREATE ...", static. */
const char *change_summary(json_t *batch);

#endif
