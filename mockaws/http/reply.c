/* reply: an http_reply made into libmicrohttpd's, with what shall go wrong on the wire.
 */
#include "mockaws/http/reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "mockaws/http/conn.h"

enum { DRIP = 64, BLOCK = 16 << 10, SPARE_ROOM_MAX = 128 << 10 };

/* The body, kept while it goes out. Most go out in one write: few are needed at a time.
 */
struct reply {
    struct reply *next; /* among the spare ones */
    struct http_server *server;
    struct conn *conn;
    struct buf body;
    struct http_fault fault;
    bool waited; /* for the next drop */
};

static struct reply *reply_take(struct conn *conn, const struct http_reply *from)
{
    struct reply *reply = conn->server->spare;

    if (reply != NULL)
        conn->server->spare = reply->next;
    else
        reply = calloc(1, sizeof(*reply));
    if (reply == NULL)
        return NULL;
    reply->server = conn->server;
    reply->conn = conn;
    reply->fault = from->fault;
    reply->waited = false;
    buf_reset(&reply->body);
    if (from->body_len > 0)
        buf_add(&reply->body, from->body, from->body_len);
    return reply;
}

static void reply_let_go(void *cls)
{
    struct reply *reply = cls;

    if (reply->body.room > SPARE_ROOM_MAX)
        buf_clear(&reply->body);
    reply->next = reply->server->spare;
    reply->server->spare = reply;
}

void reply_free_spare(struct http_server *server)
{
    while (server->spare != NULL) {
        struct reply *next = server->spare->next;

        buf_clear(&server->spare->body);
        free(server->spare);
        server->spare = next;
    }
}

/* Where the body ends before its end, and how. */
static size_t body_end(const struct reply *reply)
{
    const struct http_fault *fault = &reply->fault;
    const size_t len = reply->body.len;

    if (fault->reset == HTTP_RESET_HEADERS)
        return 0;
    if (fault->reset == HTTP_RESET_BODY || fault->bad_chunk)
        return (len + 1) / 2;
    return fault->cut && fault->cut_at < len ? fault->cut_at : len;
}

static ssize_t end_badly(struct reply *reply)
{
    static const char bad_chunk[] = "not-a-size\r\nno chunk\r\n";

    if (reply->fault.reset != HTTP_NO_RESET)
        conn_reset(reply->conn);
    else if (reply->fault.bad_chunk)
        (void)send(reply->conn->fd, bad_chunk, sizeof(bad_chunk) - 1, MSG_NOSIGNAL);
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

static bool has_bad_end(const struct http_fault *fault)
{
    return fault->cut || fault->content_length_add != 0 ||
           fault->reset != HTTP_NO_RESET || fault->bad_chunk;
}

static ssize_t read_body(void *cls, uint64_t pos, char *to, size_t max)
{
    struct reply *reply = cls;
    const size_t end = body_end(reply);
    size_t n;

    if (pos >= end || (reply->fault.bad_chunk && pos > 0)) {
        if (has_bad_end(&reply->fault))
            return end_badly(reply);
        return MHD_CONTENT_READER_END_OF_STREAM;
    }
    n = end - pos < max ? end - (size_t)pos : max;
    if (reply->fault.drip_ms > 0) {
        reply->waited = !reply->waited;
        if (reply->waited) {
            conn_wait(reply->conn, reply->fault.drip_ms);
            return 0;
        }
        n = n < DRIP ? n : DRIP;
    }
    memcpy(to, reply->body.data + pos, n);
    return (ssize_t)n;
}

/*
 * A wrong length, or an end before it: the size is kept from libmicrohttpd, which then
 * ends the body by closing, and the length is a field of ours.
 */
static void add_own_length(struct MHD_Response *response, const struct reply *reply)
{
    char length[24];
    int64_t n;

    if (__builtin_add_overflow((int64_t)reply->body.len, reply->fault.content_length_add,
                               &n) ||
        n < 0)
        n = 0;
    snprintf(length, sizeof(length), "%" PRId64, n);
    MHD_set_response_options(response,
                             MHD_RF_HTTP_1_0_COMPATIBLE_STRICT |
                                 MHD_RF_INSANITY_HEADER_CONTENT_LENGTH,
                             MHD_RO_END);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_LENGTH, length);
}

static struct MHD_Response *make_faulty(struct reply *reply)
{
    const struct http_fault *fault = &reply->fault;
    const bool bad = has_bad_end(fault);
    struct MHD_Response *response = MHD_create_response_from_callback(
        bad ? MHD_SIZE_UNKNOWN : reply->body.len, fault->drip_ms > 0 ? DRIP : BLOCK,
        read_body, reply, reply_let_go);

    if (response != NULL && bad && !fault->bad_chunk)
        add_own_length(response, reply);
    return response;
}

static struct MHD_Response *make_body(struct conn *conn, const struct http_reply *from)
{
    const bool faulty = from->fault.drip_ms > 0 || has_bad_end(&from->fault);
    struct reply *reply;
    struct MHD_Response *response;

    if (!faulty && from->body_len == 0)
        return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    reply = reply_take(conn, from);
    if (reply == NULL)
        return NULL;
    response = faulty ? make_faulty(reply)
                      : MHD_create_response_from_buffer_with_free_callback_cls(
                            reply->body.len, reply->body.data, reply_let_go, reply);
    if (response == NULL)
        reply_let_go(reply);
    return response;
}

struct MHD_Response *reply_make(struct conn *conn, const struct http_reply *reply,
                                bool close)
{
    struct MHD_Response *response = make_body(conn, reply);

    if (response == NULL)
        return NULL;
    if (reply->type != NULL)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
    for (size_t i = 0; i < reply->n_fields; i++)
        MHD_add_response_header(response, reply->fields[i].name, reply->fields[i].value);
    if (close)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    return response;
}
