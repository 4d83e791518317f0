/* walk_json: goes through a document until it meets shapes that it knows. */
#ifndef ANALYZER_READ_WALK_JSON_H
#define ANALYZER_READ_WALK_JSON_H

#include "analyzer/read/context.h"

enum { WALK_DEPTH_MAX = 8 };

/*
 * Recognise value (the value in hand) and take its facts; go on into arrays, maps and
 * envelopes, at most WALK_DEPTH_MAX levels deep. Returns true when anything in it was of
 * a known shape.
 */
bool walk_json(struct context *context, struct json_value value, int depth);

#endif
