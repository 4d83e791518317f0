/* plan: which calls are needed: the first ones, and those that answers beget. */
#ifndef COLLECTOR_PLAN_H
#define COLLECTOR_PLAN_H

#include <stdbool.h>

struct answer;
struct call;
struct err;
struct run;

/*
 * The first call: who are we; or, with a label, what follows from it. Fails with ERR_IO
 * when a file cannot be written, here and below.
 */
int plan_start(struct run *run, struct err *err);

/* A call was answered: save it, add the calls that follow. */
int plan_take(struct run *run, struct call *call, struct answer *answer, struct err *err);

/* A call will not be answered: note why. What was read of a list is saved. */
int plan_fail(struct run *run, struct call *call, const char *why, struct err *err);

/*
 * The service did not like a parameter. True when there is another way to ask, and the
 * call was changed to it: a list without key-pair origins, or from its beginning.
 */
bool plan_other_way(struct run *run, struct call *call, const char *why);

/* All is done: what former runs saved and is no longer there is removed. */
void plan_end(struct run *run);

#endif
