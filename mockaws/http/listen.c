/* listen: the socket that a server listens on. */
#include "mockaws/http/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"

enum { BACKLOG = 1024 };

static uint16_t port_of(int fd)
{
    struct sockaddr_storage address = { 0 };
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    socklen_t len = sizeof(address);

    if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return 0;
    memcpy(&v4, &address, sizeof(v4));
    memcpy(&v6, &address, sizeof(v6));
    return ntohs(address.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

static int bind_one(const struct addrinfo *to)
{
    const int on = 1;
    const int fd = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (bind(fd, to->ai_addr, to->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
        const int saved = errno;

        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

int listen_on(const char *host, uint16_t port, uint16_t *bound, struct err *err)
{
    const struct addrinfo want = { .ai_family = AF_UNSPEC,
                                   .ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    char service[8];
    int fd;
    int why;

    snprintf(service, sizeof(service), "%u", (unsigned)port);
    why = getaddrinfo(host, service, &want, &found);
    if (why != 0)
        return err_set(err, ERR_USAGE, "%s: no address to listen on: %s", host,
                       gai_strerror(why));
    fd = bind_one(found);
    freeaddrinfo(found);
    if (fd < 0)
        return err_set(err, ERR_IO, "%s port %u: %s", host, (unsigned)port,
                       strerror(errno));
    *bound = port_of(fd);
    return fd;
}
