/* server: one HTTP port served by one thread (libmicrohttpd), with faults on the wire. */
#include "mockaws/http/server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "mockaws/http/conn.h"
#include "mockaws/http/listen.h"
#include "mockaws/http/reply.h"

enum { DEFAULT_CONNECTIONS = 256, DEFAULT_BODY = 4 << 20, DEFAULT_TIMEOUT_S = 60 };

/* A connection's memory: a head of HEAD_SIZE_MAX and room for that of the reply. */
enum { POOL = 24 << 10 };

/* The path stays as it was sent. */
static size_t leave_escaped(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}

static struct MHD_Daemon *start_daemon(struct http_server *server, int fd)
{
    const struct http_options *options = &server->options;
    const unsigned tls = options->tls_key_pem != NULL ? MHD_USE_TLS : 0;

    /* clang-format off */
    return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | tls,
        0, NULL, NULL, conn_serve, server,
        MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, options->max_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, options->timeout_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL,
        MHD_OPTION_NOTIFY_CONNECTION, conn_notify, server,
        MHD_OPTION_NOTIFY_COMPLETED, conn_completed, server,
        MHD_OPTION_URI_LOG_CALLBACK, conn_target, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_HTTPS_MEM_KEY, options->tls_key_pem, /* passed over without TLS */
        MHD_OPTION_HTTPS_MEM_CERT, options->tls_certificate_pem,
        MHD_OPTION_END);
    /* clang-format on */
}

static void set_defaults(struct http_options *options)
{
    if (options->max_connections == 0)
        options->max_connections = DEFAULT_CONNECTIONS;
    if (options->max_body == 0)
        options->max_body = DEFAULT_BODY;
    if (options->timeout_s == 0)
        options->timeout_s = DEFAULT_TIMEOUT_S;
}

struct http_server *http_server_start(const struct http_options *options, struct err *err)
{
    struct http_server *server = calloc(1, sizeof(*server));
    int fd;

    if (server == NULL) {
        err_set(err, ERR_IO, "out of memory");
        return NULL;
    }
    server->options = *options;
    set_defaults(&server->options);
    arena_init(&server->arena);
    fd = listen_on(options->host, options->port, &server->port, err);
    if (fd >= 0) {
        server->daemon = start_daemon(server, fd);
        if (server->daemon != NULL)
            return server;
        close(fd);
        err_set(err, ERR_IO, "%s port %u: the HTTP server does not start%s",
                options->host, (unsigned)server->port,
                options->tls_key_pem != NULL ? " (is the TLS key the certificate's?)"
                                             : "");
    }
    free(server);
    return NULL;
}

uint16_t http_server_port(const struct http_server *server)
{
    return server->port;
}

unsigned http_server_connections(const struct http_server *server)
{
    return server->n_conns;
}

/* Wake who waits until `until`. Returns the earliest time that is left, or INT64_MAX. */
static int64_t wake(struct http_server *server, int64_t until)
{
    struct conn **at = &server->waiting;
    int64_t next = INT64_MAX;

    while (*at != NULL) {
        struct conn *conn = *at;

        if (conn->wake_ms <= until) {
            *at = conn->next_waiting;
            conn->next_waiting = NULL;
            conn->since_ms = now_ms();
            MHD_resume_connection(conn->mhd);
        } else {
            next = conn->wake_ms < next ? conn->wake_ms : next;
            at = &conn->next_waiting;
        }
    }
    return next;
}

/*
 * libmicrohttpd ends who is idle; a client that sends an octet now and then is never
 * idle, so a stage that takes twice that time is ended here. Returns when to look again.
 */
static int64_t sweep(struct http_server *server, int64_t now)
{
    const int64_t limit_ms = (int64_t)server->options.timeout_s * 2000;
    int64_t next;

    if (server->conns == NULL)
        return INT64_MAX;
    if (now < server->next_sweep_ms)
        return server->next_sweep_ms;
    next = now + limit_ms;
    for (struct conn *conn = server->conns; conn != NULL; conn = conn->next) {
        if (conn->patient)
            continue;
        if (now - conn->since_ms >= limit_ms)
            (void)shutdown(conn->fd, SHUT_RDWR);
        else if (conn->since_ms + limit_ms < next)
            next = conn->since_ms + limit_ms;
    }
    server->next_sweep_ms = next;
    return next;
}

void http_server_poll(struct http_server *server, int wait_ms)
{
    if (server->conns != NULL) {
        const int64_t now = now_ms();
        int64_t next = wake(server, now);
        const int64_t next_sweep = sweep(server, now);

        next = next < next_sweep ? next : next_sweep;
        if (next != INT64_MAX && (wait_ms < 0 || next - now < wait_ms))
            wait_ms = (int)(next - now);
    }
    (void)MHD_run_wait(server->daemon, wait_ms);
}

void http_server_stop(struct http_server *server)
{
    if (server == NULL)
        return;
    (void)wake(server, INT64_MAX);
    MHD_stop_daemon(server->daemon);
    reply_free_spare(server);
    arena_clear(&server->arena);
    free(server);
}
