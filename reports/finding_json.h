/* finding_json: a finding read back from the JSON that json.c writes. */
#ifndef REPORTS_FINDING_JSON_H
#define REPORTS_FINDING_JSON_H

#include "reports/findings_walk.h"

struct arena;
struct err;
struct finding;

/*
 * Read one piece whole. rules is the array "rules" of the same text, for why the rule
 * matters and its references; without it these are absent. What the JSON does not hold
 * (values of evidence, marks of a trace) is absent as well. The finding is the arena's.
 * Returns 0, or -1 with ERR_FORMAT: "FILE:LINE: POINTER: want string, got integer".
 */
int finding_json_read(const struct findings_text *text, struct findings_piece piece,
                      struct findings_piece rules, struct arena *arena,
                      struct finding *out, struct err *err);

/* Only its fingerprint, the arena's. Fails in the same way. */
int finding_json_fingerprint(const struct findings_text *text,
                             struct findings_piece piece, struct arena *arena,
                             const char **out, struct err *err);

#endif
