/* http_floor: a static reply from bare libmicrohttpd, the floor of the mock. */
#include <microhttpd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OCTETS_MAX = 16 << 20 };

static enum MHD_Result answer(void *cls, struct MHD_Connection *connection,
                              const char *url, const char *method, const char *version,
                              const char *data, size_t *size, void **context)
{
    (void)url;
    (void)method;
    (void)version;
    (void)data;
    if (*context == NULL) {
        *context = cls; /* the head was seen */
        return MHD_YES;
    }
    if (*size > 0) {
        *size = 0;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, cls);
}

/* The same content and event loop as the mock's: epoll, driven from outside. */
static int serve(unsigned long port, unsigned long size)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char *body = malloc(size + 1);
    struct MHD_Response *response;
    struct MHD_Daemon *daemon;

    if (body == NULL)
        return 2;
    memset(body, 'x', size);
    response = MHD_create_response_from_buffer(size, body, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                            "application/x-amz-json-1.1");
    daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, answer, response,
                              MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
                              MHD_OPTION_END);
    if (daemon == NULL) {
        fprintf(stderr, "http_floor: port %lu cannot be had\n", port);
        return 2;
    }
    while (MHD_run_wait(daemon, -1) == MHD_YES)
        continue;
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    free(body);
    return 0;
}

int main(int argc, char **argv)
{
    char *end = NULL;
    const unsigned long port = argc == 3 ? strtoul(argv[1], &end, 10) : 0;
    const unsigned long size = argc == 3 && *end == '\0' ? strtoul(argv[2], &end, 10) : 0;

    if (argc != 3 || *end != '\0' || port == 0 || port > UINT16_MAX ||
        size > OCTETS_MAX) {
        fputs("usage: http_floor PORT OCTETS\n", stderr);
        return 2;
    }
    return serve(port, size);
}
