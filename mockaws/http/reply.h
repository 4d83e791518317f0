/* reply: an http_reply made into libmicrohttpd's, with what shall go wrong on the wire.
 */
#ifndef MOCKAWS_HTTP_REPLY_H
#define MOCKAWS_HTTP_REPLY_H

#include <stdbool.h>

struct MHD_Response;
struct conn;
struct http_reply;
struct http_server;

/*
 * All is copied: the reply's parts may go as soon as this returns. close: the connection
 * ends with it. NULL: out of memory.
 */
struct MHD_Response *reply_make(struct conn *conn, const struct http_reply *reply,
                                bool close);

void reply_free_spare(struct http_server *server);

#endif
