/* analyze: evidence in, reports out: the command `analyze`. */
#ifndef ANALYZER_ANALYZE_H
#define ANALYZER_ANALYZE_H

struct err;
struct options;

/*
 * Read, judge, write. Returns 0 and *status (0, 1 or 3), or -1 with err when nothing
 * was judged or an output could not be written whole: then no output is left behind.
 */
int analyze(const struct options *options, int *status, struct err *err);

#endif
