/* server: one HTTP port served by one thread (libmicrohttpd), with faults on the wire. */
#ifndef MOCKAWS_HTTP_SERVER_H
#define MOCKAWS_HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

struct http_field {
    const char *name; /* as sent */
    const char *value;
};

/* A whole request. Everything is the request's: gone when the reply was sent. */
struct http_request {
    const char *method; /* "GET", as sent */
    const char *path;   /* as sent: still percent-encoded, without the query */
    const char *query;  /* behind the '?', as sent; "" when there is none */
    const struct http_field *fields; /* in the order of arrival, twins kept */
    size_t n_fields;
    const char *body; /* NUL behind it; may hold others */
    size_t body_len;
    struct arena *arena;
};

/* The first header of that name (without case), or NULL. */
const char *http_header(const struct http_request *request, const char *name);

/* A value of the query, percent-decoded ('+' is a blank), or NULL. The arena's. */
const char *http_query(const struct http_request *request, const char *name);

/* Percent-decode into the arena. NULL: a broken escape or %00. */
const char *http_unescape(struct arena *arena, const char *text, size_t len);

enum http_reset { HTTP_NO_RESET, HTTP_RESET_BEFORE, HTTP_RESET_HEADERS, HTTP_RESET_BODY };

/*
 * What goes wrong on the wire on purpose; all zero: nothing. They go together; after each
 * but delay and drip the connection ends. Over TLS a bad chunk breaks the TLS as well.
 */
struct http_fault {
    int64_t delay_ms; /* wait so long before the reply */
    int64_t drip_ms;  /* wait so long before each 64 octets of the body */
    bool cut;         /* close after cut_at octets of the body */
    size_t cut_at;
    int64_t content_length_add; /* Content-Length is wrong by so much */
    enum http_reset reset;      /* a TCP reset, there */
    bool bad_chunk;             /* chunked, and the second chunk's size is no number */
};

enum { HTTP_REPLY_FIELDS = 8 };

/* What a handler answers; zeroed but for status 200 when the handler is called. */
struct http_reply {
    unsigned status;
    const char *type; /* Content-Type; NULL: none */
    struct http_field fields[HTTP_REPLY_FIELDS];
    size_t n_fields;
    const char
        *body; /* the request's arena, or static, or valid until the handler runs again */
    size_t body_len;
    struct http_fault fault;
};

void http_reply_field(struct http_reply *reply, const char *name, const char *value);

typedef void http_handler(void *context, const struct http_request *request,
                          struct http_reply *reply);

struct http_options {
    const char *host;        /* "127.0.0.1", "::1", ... */
    uint16_t port;           /* 0: a free one */
    const char *tls_key_pem; /* both NULL: plain HTTP */
    const char *tls_certificate_pem;
    unsigned max_connections; /* 0: 256 */
    size_t max_body;          /* 0: 4 MiB; above it 413, and the connection is closed */
    unsigned timeout_s;       /* of an idle or slow connection; 0: 60 */
    /* Called for what HTTP itself refuses (400, 413, 431, 501, 503): fills the body in
     * the service's form. What cannot be parsed libmicrohttpd answers by itself, briefly.
     */
    http_handler *refusal; /* NULL: an empty body; reply->status is set before the call */
    http_handler *handler;
    void *context;
};

struct http_server;

/* Bind and listen. Fails with ERR_IO (address in use, no right). */
struct http_server *http_server_start(const struct http_options *options,
                                      struct err *err);

uint16_t http_server_port(const struct http_server *server);

/*
 * Serve until wait_ms have passed without work (-1: for ever) or something happened; then
 * return, so that the caller looks at its clock and its signals. It may return earlier (a
 * signal, a slow connection to be ended). Call it in a loop.
 */
void http_server_poll(struct http_server *server, int wait_ms);

/* Connections that are open now. */
unsigned http_server_connections(const struct http_server *server);

void http_server_stop(struct http_server *server); /* replies under way are cut */

#endif
