/* http: signed requests to AWS, many at a time, over connections that stay open
 * (libcurl). */
#ifndef COLLECTOR_HTTP_H
#define COLLECTOR_HTTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct credentials;
struct endpoint;
struct err;

struct http; /* the connections, and what is on its way */

struct http_options {
    unsigned jobs;      /* requests at a time, at most */
    unsigned timeout_s; /* for a whole request and its reply */
    const struct credentials *credentials;
    const char *ca_file; /* NULL: the system's */
};

struct http_request {
    const struct endpoint *endpoint;
    const char *path; /* begins with '/'; with the query, in its canonical form */
    const char *const *headers; /* "Name: value", ends in NULL; may be NULL */
    const char *body;           /* NULL: GET, else POST */
};

enum http_trouble {
    HTTP_FINE,    /* a reply came, whatever it says */
    HTTP_CONNECT, /* nobody was reached: name, port, route */
    HTTP_BROKEN,  /* the reply did not come whole: reset, cut short, too slow */
    HTTP_REFUSED, /* no use to try again: certificate, URL, protocol */
};

enum { HTTP_WORD_MAX = 128 };

/* Valid until the next http_start() or http_free(). */
struct http_reply {
    void *owner;               /* of http_start() */
    enum http_trouble trouble; /* else than HTTP_FINE: only why is there */
    char why[256];             /* for people; "" when fine */
    int status;
    int64_t at; /* x-mockaws-time, else Date; WHEN_NONE when neither is there */
    char error_type[HTTP_WORD_MAX]; /* x-amzn-ErrorType; "" when absent */
    struct buf body;
};

struct http *http_new(const struct http_options *options, struct err *err);
void http_free(struct http *http); /* what is on its way is given up; NULL is allowed */

/* How many further requests may be started now. */
unsigned http_room(const struct http *http);

/*
 * Send a request; needs room. Everything is copied. The signature is made from the
 * clock of this machine. Fails with ERR_IO when libcurl refuses.
 */
int http_start(struct http *http, const struct http_request *request, void *owner,
               struct err *err);

/* Move bytes; waits until something happens, at most timeout_ms. */
int http_step(struct http *http, int timeout_ms, struct err *err);

/* The next reply that is complete, or NULL. */
const struct http_reply *http_next(struct http *http);

#endif
