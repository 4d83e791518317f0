/* commands: prints the shell script whose output is complete evidence. */
#ifndef ANALYZER_COMMANDS_H
#define ANALYZER_COMMANDS_H

#include <stdio.h>

struct options;

/*
 * A POSIX sh script of read-only AWS CLI calls, saved into the layout of design 2.
 * --account: it stops unless the credentials are of one of these. --region: these
 * regions, else the enabled ones of the account.
 */
void commands_print(const struct options *options, FILE *out);

#endif
