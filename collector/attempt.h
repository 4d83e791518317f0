/* attempt: a call goes out, and what becomes of it when a reply comes. */
#ifndef COLLECTOR_ATTEMPT_H
#define COLLECTOR_ATTEMPT_H

#include <stdint.h>

struct call;
struct err;
struct http_reply;
struct run;

/* Send it; there must be room. Fails with ERR_IO. */
int attempt_start(struct run *run, struct call *call, struct err *err);

/*
 * Take a reply: done, to be tried again, or given up. Fails when the run must end: the
 * credentials are over, nobody knows who we are, or a file cannot be written.
 */
int attempt_end(struct run *run, const struct http_reply *reply, int64_t now_ns,
                struct err *err);

#endif
