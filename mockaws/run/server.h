/* server: a session behind a port, and the loop that serves it. */
#ifndef MOCKAWS_RUN_SERVER_H
#define MOCKAWS_RUN_SERVER_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct http_server;
struct session;

struct server_options {
    const char *host;
    uint16_t port; /* 0: a free one */
    bool tls;
};

enum { SERVER_URL_MAX = 128 };

struct server {
    struct session *session;
    struct http_server *http;
    char url[SERVER_URL_MAX]; /* "http://127.0.0.1:4580" */
};

/* Listen. The session must outlive the server. Fails with ERR_IO. */
int server_start(struct server *server, struct session *session,
                 const struct server_options *options, struct err *err);

/*
 * Serve and let the clock go on until wait_ms (-1: any time) have passed or something
 * happened; to be called in a loop. A signal ends it early.
 */
void server_turn(struct server *server, int wait_ms);

void server_stop(struct server *server);

#endif
