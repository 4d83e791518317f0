/* dig: saved answers of dig, in full or short. */
#ifndef ANALYZER_READ_DIG_H
#define ANALYZER_READ_DIG_H

#include "analyzer/read/context.h"

/* Does some line of the text come from dig's full output, or from +noall +answer? */
bool dig_is(const struct document *document);

/*
 * Take every answer of the document; prompts and prose between them are passed over.
 * What the output lacks of the question comes from its banner, then from the file's
 * path. Returns how many answers there were.
 */
uint32_t dig_take(struct context *context);

/*
 * The same for +short, whose lines are only values: when the path tells the question, or
 * the lines are CAA records or a validation's target. Returns false, with nothing done,
 * when it is neither.
 */
bool dig_take_short(struct context *context);

/*
 * An empty file whose path tells a question: recorded as an answer that proves nothing.
 * Returns false when the path tells none; else *command is what to run instead.
 */
bool dig_take_nothing(struct context *context, const char **command);

#endif
