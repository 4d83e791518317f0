/* checks_print: the commands `checks` and `checks ID`. */
#ifndef ANALYZER_CHECKS_PRINT_H
#define ANALYZER_CHECKS_PRINT_H

#include <stdio.h>

struct err;

/* A table of all checks: id, group, severity, title. */
void checks_print_list(FILE *out);

/* One rule whole: why, logic, causes, references. Fails with ERR_USAGE: unknown id. */
int checks_print_one(const char *id, FILE *out, struct err *err);

/* For the tests: "ID PASS FAIL UNKNOWN NA", the verdicts that each check can give. */
void checks_print_verdicts(FILE *out);

#endif
