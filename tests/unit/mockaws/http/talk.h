/* talk: a server with a handler for tests, and raw sockets that talk to it, in one
 * thread. */
#ifndef TESTS_UNIT_MOCKAWS_HTTP_TALK_H
#define TESTS_UNIT_MOCKAWS_HTTP_TALK_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mockaws/http/server.h"
#include "tests/support/test.h"

#define H "Host: example.com\r\n"
#define C "Connection: close\r\n\r\n"

enum { BODY_MAX = 100000, PATIENCE_MS = 60000 };

static inline int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline int64_t number(const struct http_request *request, const char *name)
{
    const char *text = http_query(request, name);

    return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static inline void set_fault(const struct http_request *request, struct http_fault *fault)
{
    fault->delay_ms = number(request, "delay");
    fault->drip_ms = number(request, "drip");
    fault->cut = http_query(request, "cut") != NULL;
    fault->cut_at = (size_t)number(request, "cut");
    fault->content_length_add = number(request, "length");
    fault->reset = (enum http_reset)number(request, "reset");
    fault->bad_chunk = number(request, "bad_chunk") != 0;
}

/* "/size?n=" answers n octets "0123456789..."; all else what was understood. */
static inline void answer(void *context, const struct http_request *request,
                          struct http_reply *reply)
{
    unsigned *calls = context;

    ++*calls;
    reply->type = "text/plain";
    http_reply_field(reply, "x-call", arena_printf(request->arena, "%u", *calls));
    set_fault(request, &reply->fault);
    if (strcmp(request->path, "/size") == 0) {
        const size_t n = (size_t)number(request, "n");
        char *body = arena_alloc(request->arena, n + 1);

        for (size_t i = 0; i < n; i++)
            body[i] = (char)('0' + i % 10);
        reply->body = body;
        reply->body_len = n;
        return;
    }
    reply->body = arena_printf(request->arena, "[%s|%s|%s|%zu|%zu|%s]", request->method,
                               request->path, request->query, request->body_len,
                               strlen(request->body), request->body);
    reply->body_len = strlen(reply->body);
}

static inline void refuse(void *context, const struct http_request *request,
                          struct http_reply *reply)
{
    (void)context;
    reply->body = arena_printf(request->arena, "refused %u", reply->status);
    reply->body_len = strlen(reply->body);
}

struct fixture {
    struct http_server *server;
    unsigned calls;
};

static inline void start(struct fixture *fixture, unsigned max_connections,
                         unsigned timeout_s)
{
    const struct http_options options = { .host = "127.0.0.1",
                                          .max_connections = max_connections,
                                          .max_body = BODY_MAX,
                                          .timeout_s = timeout_s,
                                          .refusal = refuse,
                                          .handler = answer,
                                          .context = &fixture->calls };
    struct err err = { 0 };

    fixture->calls = 0;
    fixture->server = http_server_start(&options, &err);
    if (fixture->server == NULL)
        fail_msg("%s", err.text);
}

static inline int dial(const struct fixture *fixture)
{
    const struct sockaddr_in to = { .sin_family = AF_INET,
                                    .sin_port = htons(http_server_port(fixture->server)),
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    const int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
    assert_int_equal(fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    return fd;
}

/* What came of one exchange. */
struct heard {
    struct buf text;
    bool closed; /* the peer closed in good order */
    bool reset;
};

static inline void heard_clear(struct heard *heard)
{
    buf_clear(&heard->text);
}

/* Read what is there. Returns false when the connection is over. */
static inline bool hear(int fd, struct heard *heard)
{
    char bytes[65536];
    const ssize_t n = recv(fd, bytes, sizeof(bytes), 0);

    if (n > 0)
        buf_add(&heard->text, bytes, (size_t)n);
    else if (n == 0)
        heard->closed = true;
    else if (errno == ECONNRESET)
        heard->reset = true;
    return !heard->closed && !heard->reset;
}

/* Serve and read until the text is there (NULL: until the end of the connection). */
static inline void listen_for(struct fixture *fixture, int fd, const char *until,
                              struct heard *heard)
{
    const int64_t end = now_ms() + PATIENCE_MS;

    while (hear(fd, heard) &&
           (until == NULL || strstr(buf_text(&heard->text), until) == NULL)) {
        if (now_ms() > end)
            fail_msg("not heard in time: %s; but: %.200s",
                     until != NULL ? until : "the end", buf_text(&heard->text));
        http_server_poll(fixture->server, 5);
    }
}

static inline void say(struct fixture *fixture, int fd, const char *bytes, size_t len)
{
    const int64_t end = now_ms() + PATIENCE_MS;

    while (len > 0 && now_ms() < end) {
        const ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

        if (n < 0 && errno != EAGAIN)
            return; /* refused: what is heard tells */
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
        http_server_poll(fixture->server, 0);
    }
}

static inline size_t times(const struct heard *heard, const char *what)
{
    size_t n = 0;

    for (const char *at = buf_text(&heard->text); (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

static inline void exchange(struct fixture *fixture, const char *bytes, size_t len,
                            const char *until, struct heard *heard)
{
    const int fd = dial(fixture);

    say(fixture, fd, bytes, len);
    listen_for(fixture, fd, until, heard);
    close(fd);
}

/* The server answers a next client as if nothing had been. */
static inline void require_alive(struct fixture *fixture)
{
    static const char ask[] =
        "GET /alive HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    struct heard heard = { 0 };

    exchange(fixture, ask, sizeof(ask) - 1, NULL, &heard);
    assert_non_null(strstr(buf_text(&heard.text), "[GET|/alive||0|0|]"));
    heard_clear(&heard);
}

#endif
