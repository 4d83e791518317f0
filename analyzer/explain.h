/* explain: one finding of an earlier run, in full: the command `explain`. */
#ifndef ANALYZER_EXPLAIN_H
#define ANALYZER_EXPLAIN_H

struct err;
struct options;

/*
 * Operands: a findings.json or NDJSON file (or - for standard input), and a fingerprint
 * or the start of one that no other finding shares. Prints to standard output. Fails with
 * ERR_USAGE when no finding has it, ERR_FORMAT with the place of what is wrong in the
 * file, ERR_IO or ERR_LIMIT.
 */
int explain(const struct options *options, struct err *err);

#endif
