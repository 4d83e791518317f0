/* conn: one connection's way through a request: head, body, handler, reply. */
#include "mockaws/http/conn.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "mockaws/http/head.h"
#include "mockaws/http/reply.h"

enum { KEPT_ROOM_MAX = 16 << 10, ARENA_KEPT_MAX = 512 << 10 };

/* Of bodies that are under way, over all connections; a request above it gets 503. */
enum { BODIES_MAX = 64 << 20 };

/*
 * A body that is refused is read to its end all the same, up to that size: closing
 * before would reset the connection, and the client would not see the reply.
 */
enum { THROWN_MAX = 16 << 20 };

enum { WAIT_MAX_MS = 24 * 3600 * 1000 };

int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void conn_wait(struct conn *conn, int64_t ms)
{
    conn->wake_ms = now_ms() + (ms < WAIT_MAX_MS ? ms : WAIT_MAX_MS);
    conn->next_waiting = conn->server->waiting;
    conn->server->waiting = conn;
    MHD_suspend_connection(conn->mhd);
}

/* Dissolving the association sends the RST now; SO_LINGER would let a FIN go first. */
void conn_reset(struct conn *conn)
{
    const struct sockaddr none = { .sa_family = AF_UNSPEC };

    (void)connect(conn->fd, &none, sizeof(none));
}

static void buf_rest(struct buf *buf)
{
    if (buf->room > KEPT_ROOM_MAX)
        buf_clear(buf);
    else
        buf_reset(buf);
}

static void enter(struct conn *conn, enum conn_stage stage)
{
    conn->stage = stage;
    conn->since_ms = now_ms();
}

static void forget_request(struct conn *conn)
{
    if (conn->response != NULL)
        MHD_destroy_response(conn->response);
    conn->response = NULL;
    conn->server->body_octets -= conn->body.len;
    buf_rest(&conn->body);
    buf_rest(&conn->target);
    conn->n_fields = 0;
    conn->refused = 0;
    conn->thrown = 0;
    conn->reset_first = false;
    conn->patient = false;
    enter(conn, CONN_HEAD);
}

static void conn_open(struct http_server *server, struct MHD_Connection *mhd,
                      void **socket_context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct conn *conn = calloc(1, sizeof(*conn));

    *socket_context = conn;
    if (conn == NULL)
        return;
    conn->server = server;
    conn->mhd = mhd;
    conn->fd = info->connect_fd;
    conn->next = server->conns;
    if (conn->next != NULL)
        conn->next->prev = conn;
    server->conns = conn;
    server->n_conns++;
    enter(conn, CONN_HEAD);
}

static void conn_close(struct conn *conn)
{
    forget_request(conn);
    if (conn->prev != NULL)
        conn->prev->next = conn->next;
    else
        conn->server->conns = conn->next;
    if (conn->next != NULL)
        conn->next->prev = conn->prev;
    conn->server->n_conns--;
    buf_clear(&conn->body);
    buf_clear(&conn->target);
    free(conn->fields);
    free(conn);
}

void conn_notify(void *cls, struct MHD_Connection *mhd, void **socket_context,
                 enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        conn_open(cls, mhd, socket_context);
    } else if (*socket_context != NULL) {
        conn_close(*socket_context);
        *socket_context = NULL;
    }
}

/* RFC 9112, 3.2.2: "http://host/path" means "/path". */
static const char *origin_form(const char *uri)
{
    const char *at = strstr(uri, "://");

    if (at == NULL ||
        (strncasecmp(uri, "http:", 5) != 0 && strncasecmp(uri, "https:", 6) != 0))
        return uri;
    return at + 3 + strcspn(at + 3, "/?");
}

void *conn_target(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct conn *conn = info->socket_context;

    (void)cls;
    if (conn == NULL)
        return NULL;
    buf_reset(&conn->target);
    buf_puts(&conn->target, origin_form(uri));
    return conn;
}

static enum MHD_Result add_field(void *cls, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    struct conn *conn = cls;

    (void)kind;
    if (conn->n_fields == conn->fields_room) {
        const size_t room = conn->fields_room == 0 ? 16 : conn->fields_room * 2;
        struct http_field *more = realloc(conn->fields, room * sizeof(*more));

        if (more == NULL)
            return MHD_NO;
        conn->fields = more;
        conn->fields_room = room;
    }
    conn->fields[conn->n_fields++] =
        (struct http_field){ name, value != NULL ? value : "" };
    return MHD_YES;
}

static void split_target(struct conn *conn)
{
    char *query;

    if (conn->target.len == 0)
        buf_puts(&conn->target, "/"); /* "http://host" */
    query = strchr(conn->target.data, '?');
    conn->query_at = conn->target.len; /* its NUL: no query */
    if (query != NULL) {
        *query = '\0';
        conn->query_at = (size_t)(query - conn->target.data) + 1;
    }
}

static enum MHD_Result send_reply(struct conn *conn)
{
    enum MHD_Result result;

    if (conn->reset_first) {
        conn_reset(conn);
        return MHD_NO;
    }
    if (conn->response == NULL)
        return MHD_NO;
    enter(conn, CONN_REPLY);
    result = MHD_queue_response(conn->mhd, conn->status, conn->response);
    MHD_destroy_response(conn->response);
    conn->response = NULL;
    return result;
}

/* The handler is done and its reply is copied. */
static void empty_arena(struct arena *arena)
{
    const struct arena_mark empty = { 0 };

    if (arena->used > ARENA_KEPT_MAX)
        arena_clear(arena);
    else
        arena_rewind(arena, &empty);
}

static enum MHD_Result answer(struct conn *conn, const char *method)
{
    struct http_server *server = conn->server;
    const struct http_options *options = &server->options;
    http_handler *handler = conn->refused != 0 ? options->refusal : options->handler;
    const struct http_request request = { .method = method,
                                          .path = conn->target.data,
                                          .query = conn->target.data + conn->query_at,
                                          .fields = conn->fields,
                                          .n_fields = conn->n_fields,
                                          .body = buf_text(&conn->body),
                                          .body_len = conn->body.len,
                                          .arena = &server->arena };
    struct http_reply reply = { .status = conn->refused != 0 ? conn->refused : 200 };

    if (handler != NULL)
        handler(options->context, &request, &reply);
    conn->status = reply.status;
    conn->patient = reply.fault.delay_ms > 0 || reply.fault.drip_ms > 0;
    conn->reset_first = reply.fault.reset == HTTP_RESET_BEFORE;
    if (!conn->reset_first)
        conn->response = reply_make(conn, &reply, conn->refused != 0);
    empty_arena(&server->arena);
    if (reply.fault.delay_ms <= 0)
        return send_reply(conn);
    enter(conn, CONN_DELAY);
    conn_wait(conn, reply.fault.delay_ms);
    return MHD_YES;
}

static bool can_throw_away(const struct head *head)
{
    const char *length = head_field(head, "Content-Length");

    return head_field(head, "Expect") == NULL && length != NULL && strlen(length) < 10 &&
           strtoull(length, NULL, 10) <= THROWN_MAX;
}

/* The head is there. A reply that is queued now closes the connection. */
static enum MHD_Result take_head(struct conn *conn, const char *method,
                                 const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(conn->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct head head = { .method = method,
                         .target = buf_text(&conn->target),
                         .version = version,
                         .size = info->header_size,
                         .max_body = conn->server->options.max_body };

    enter(conn, CONN_BODY);
    split_target(conn);
    MHD_get_connection_values(conn->mhd, MHD_HEADER_KIND, add_field, conn);
    head.fields = conn->fields;
    head.n_fields = conn->n_fields;
    conn->refused = head_fault(&head);
    if (conn->refused == 0 || (conn->refused == 413 && can_throw_away(&head)))
        return MHD_YES;
    return answer(conn, method);
}

static enum MHD_Result take_body(struct conn *conn, const char *data, size_t len)
{
    struct http_server *server = conn->server;

    if (conn->refused == 0 && len > server->options.max_body - conn->body.len)
        conn->refused = 413;
    if (conn->refused == 0 && len > BODIES_MAX - server->body_octets)
        conn->refused = 503;
    if (conn->refused == 0) {
        buf_add(&conn->body, data, len);
        server->body_octets += len;
        return MHD_YES;
    }
    server->body_octets -= conn->body.len;
    buf_clear(&conn->body);
    conn->thrown += len;
    return conn->thrown <= THROWN_MAX ? MHD_YES : MHD_NO;
}

enum MHD_Result conn_serve(void *cls, struct MHD_Connection *mhd, const char *url,
                           const char *method, const char *version, const char *data,
                           size_t *size, void **context)
{
    struct conn *conn = *context;
    const size_t len = *size;

    (void)cls;
    (void)mhd;
    (void)url;
    if (conn == NULL)
        return MHD_NO;
    switch (conn->stage) {
    case CONN_HEAD:
        return take_head(conn, method, version);
    case CONN_BODY:
        *size = 0;
        return len > 0 ? take_body(conn, data, len) : answer(conn, method);
    case CONN_DELAY:
        return send_reply(conn);
    case CONN_REPLY:
        break;
    }
    return MHD_NO;
}

void conn_completed(void *cls, struct MHD_Connection *mhd, void **context,
                    enum MHD_RequestTerminationCode code)
{
    struct conn *conn = *context;

    (void)cls;
    (void)mhd;
    (void)code;
    *context = NULL;
    if (conn != NULL)
        forget_request(conn);
}
