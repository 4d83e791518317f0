/* conn: the inside of the server: its connections, and the request that each is at. */
#ifndef MOCKAWS_HTTP_CONN_H
#define MOCKAWS_HTTP_CONN_H

#include <microhttpd.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/http/server.h"

struct reply;

enum conn_stage {
    CONN_HEAD,  /* idle, or the head comes in */
    CONN_BODY,  /* the body comes in, if there is one */
    CONN_DELAY, /* the reply is made and waits for its time */
    CONN_REPLY, /* the reply goes out */
};

struct conn {
    struct http_server *server;
    struct conn *next;
    struct conn *prev;
    struct conn *next_waiting;
    struct MHD_Connection *mhd;
    int fd;

    enum conn_stage stage;
    int64_t since_ms; /* the stage's beginning */
    int64_t wake_ms;  /* while it waits: until when */
    bool patient;     /* the reply under way is slow on purpose */

    struct buf target; /* "/path" NUL "a=b" */
    size_t query_at;
    struct http_field *fields;
    size_t n_fields;
    size_t fields_room;
    struct buf body;
    unsigned refused; /* a status: the body is thrown away, then comes that */
    uint64_t thrown;  /* octets so far */

    struct MHD_Response *response; /* in CONN_DELAY */
    unsigned status;
    bool reset_first; /* no reply but a TCP reset */
};

struct http_server {
    struct MHD_Daemon *daemon;
    struct http_options options;
    uint16_t port;
    unsigned n_conns;
    struct conn *conns;
    struct conn *waiting;
    struct reply *spare;   /* bodies of replies, to be used again */
    struct arena arena;    /* the request's for which a handler runs */
    size_t body_octets;    /* of all requests that are not answered yet */
    int64_t next_sweep_ms; /* nobody is too slow before that */
};

int64_t now_ms(void); /* a clock that never jumps */

/* Let the connection rest so long, a day at most; http_server_poll() wakes it. */
void conn_wait(struct conn *conn, int64_t ms);

/* A TCP reset, at once. What the peer's kernel has already is not taken back. */
void conn_reset(struct conn *conn);

/* libmicrohttpd's callbacks; cls is the server. */
void conn_notify(void *cls, struct MHD_Connection *mhd, void **socket_context,
                 enum MHD_ConnectionNotificationCode code);
void *conn_target(void *cls, const char *uri, struct MHD_Connection *mhd);
enum MHD_Result conn_serve(void *cls, struct MHD_Connection *mhd, const char *url,
                           const char *method, const char *version, const char *data,
                           size_t *size, void **context);
void conn_completed(void *cls, struct MHD_Connection *mhd, void **context,
                    enum MHD_RequestTerminationCode code);

#endif
