/* listen: the socket that a server listens on. */
#ifndef MOCKAWS_HTTP_LISTEN_H
#define MOCKAWS_HTTP_LISTEN_H

#include <stdint.h>

struct err;

/*
 * Bind and listen; close-on-exec, non-blocking, TCP_NODELAY (which accepted sockets take
 * over). port 0: a free one; *bound is the one that it became. Returns the descriptor, or
 * -1 with ERR_USAGE (no such address) or ERR_IO.
 */
int listen_on(const char *host, uint16_t port, uint16_t *bound, struct err *err);

#endif
