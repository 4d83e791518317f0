/* usage: what every program of ours says to a mistyped option, and how it says an error.
 */
#ifndef BASE_USAGE_H
#define BASE_USAGE_H

struct err;
struct option;

/*
 * For getopt_long()'s '?'. given is the word as typed ("--verbos=1"); letter is optopt;
 * options is the table, which ends with a name that is NULL. Returns -1 with ERR_USAGE:
 * the nearest option, or where help is.
 */
int usage_unknown_option(const char *program, const char *given, int letter,
                         const struct option *options, struct err *err);

/*
 * "PROGRAM: TEXT" on standard error. The text may quote evidence or a service: it is made
 * harmless for a terminal.
 */
void usage_complain(const char *program, const struct err *err);

#endif
