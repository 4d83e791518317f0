/* child: a program run beside the server, with the environment of a run. */
#ifndef MOCKAWS_RUN_CHILD_H
#define MOCKAWS_RUN_CHILD_H

#include <stdint.h>

struct err;
struct server;

enum { CHILD_TIMED_OUT = -2, CHILD_LOST = -1 };

/*
 * Run argv (found in PATH) and serve until it ends or deadline_ms (the machine's time)
 * has passed; then its process group is ended. Returns its exit status (128 + the
 * signal's number), CHILD_TIMED_OUT, or CHILD_LOST with err.
 */
int child_run(struct server *server, const char *const *argv, int64_t deadline_ms,
              struct err *err);

/* The folder in which this program itself lies, or NULL. The heap's. */
char *child_own_folder(void);

#endif
