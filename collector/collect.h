/* collect: one run, from the credentials to the manifest. */
#ifndef COLLECTOR_COLLECT_H
#define COLLECTOR_COLLECT_H

#include <signal.h>

struct err;
struct options;

enum { STATUS_COMPLETE, STATUS_PARTIAL, STATUS_ERROR };

/*
 * Collect into options->dir. *stop is set by a signal: the run then ends early, with a
 * manifest that says what is missing. Returns 0 with *status STATUS_COMPLETE or
 * STATUS_PARTIAL, or -1: wrong configuration, credentials that do not work (any more),
 * or a folder that cannot be written.
 */
int collect(const struct options *options, const volatile sig_atomic_t *stop, int *status,
            struct err *err);

#endif
