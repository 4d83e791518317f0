/* report: what a run says when it is done. */
#ifndef COLLECTOR_REPORT_H
#define COLLECTOR_REPORT_H

struct run;

/*
 * One line on standard output that says what was collected (not with --quiet); what is
 * missing goes to standard error, calls with the same error on one line.
 */
void report_print(const struct run *run);

#endif
