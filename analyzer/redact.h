/* redact: the same evidence with pseudonyms: still the same findings. */
#ifndef ANALYZER_REDACT_H
#define ANALYZER_REDACT_H

struct err;
struct options;

/*
 * options->paths: PATH and OUT; options->key: NULL for a key that nobody knows. Says on
 * standard error what was written and what was left out. Fails with ERR_USAGE, ERR_IO, or
 * ERR_FORMAT when something of the input was still found in the output; there is no
 * output then.
 */
int redact(const struct options *options, struct err *err);

#endif
