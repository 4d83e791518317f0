/* server: a session behind a port, and the loop that serves it. */
#include "mockaws/run/server.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "mockaws/admin/admin.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/session.h"
#include "mockaws/x509/x509.h"

enum { LONGEST_WAIT_MS = 1000 };

static void handle(void *context, const struct http_request *request,
                   struct http_reply *reply)
{
    struct session *session = context;

    if (admin_is_path(request->path))
        admin_serve(session, request, reply);
    else
        mock_serve(&session->mock, request, reply);
}

/* A certificate for this machine, by the throw-away CA, good for all of the clock's time.
 */
static int make_certificate(const char *host, struct buf *chain, struct buf *key,
                            struct err *err)
{
    const char *const names[] = { "localhost", host };
    const struct x509_order order = { .key = ACM_EC_PRIME256V1,
                                      .common_name = "localhost",
                                      .names = names,
                                      .n_names = 1,
                                      .serial = { 1 },
                                      .serial_len = 16,
                                      .not_before = INT64_C(1420070400),
                                      .not_after = INT64_C(4070908800),
                                      .issuer = "mockaws" };
    struct buf issuers = { NULL, 0, 0 };
    int rc = -1;

    if (x509_issue(&order, chain, &issuers, err) < 0 ||
        x509_key(order.key, NULL, 0, key, err) < 0)
        goto out;
    buf_add(chain, issuers.data, issuers.len);
    rc = 0;
out:
    buf_clear(&issuers);
    return rc;
}

int server_start(struct server *server, struct session *session,
                 const struct server_options *options, struct err *err)
{
    struct buf chain = { NULL, 0, 0 };
    struct buf key = { NULL, 0, 0 };
    struct http_options http = { .host = options->host,
                                 .port = options->port,
                                 .max_body = SCENARIO_SIZE_MAX,
                                 .handler = handle,
                                 .context = session };
    int rc = -1;

    server->session = session;
    server->http = NULL;
    if (options->tls && make_certificate(options->host, &chain, &key, err) < 0)
        goto out;
    if (options->tls) {
        http.tls_key_pem = key.data;
        http.tls_certificate_pem = chain.data;
    }
    server->http = http_server_start(&http, err);
    if (server->http == NULL)
        goto out;
    snprintf(server->url, sizeof(server->url), "http%s://%s%s%s:%u",
             options->tls ? "s" : "", strchr(options->host, ':') != NULL ? "[" : "",
             options->host, strchr(options->host, ':') != NULL ? "]" : "",
             http_server_port(server->http));
    rc = 0;
out:
    buf_clear(&chain);
    buf_clear(&key);
    return rc;
}

void server_turn(struct server *server, int wait_ms)
{
    const int due = world_wait_ms(&server->session->mock.world);
    int wait = LONGEST_WAIT_MS;

    if (wait_ms >= 0 && wait_ms < wait)
        wait = wait_ms;
    if (due >= 0 && due < wait)
        wait = due;
    http_server_poll(server->http, wait);
    world_catch_up(&server->session->mock.world);
}

void server_stop(struct server *server)
{
    if (server->http != NULL)
        http_server_stop(server->http);
    server->http = NULL;
}
