/* address: addresses of the net: others of the same kind of network. */
#include "analyzer/redact/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "analyzer/redact/prf.h"
#include "base/buf.h"

/* Networks that everybody has stay what they are: the rest of the address changes. */
static size_t kept_bytes(const unsigned char *ip)
{
    if (ip[0] == 127 || ip[0] == 0 || ip[0] == 255)
        return 4;
    if (ip[0] == 10)
        return 1;
    if ((ip[0] == 192 && ip[1] == 168) || (ip[0] == 169 && ip[1] == 254))
        return 2;
    return 0;
}

void address_ipv4(const struct prf *prf, const char *text, size_t len, struct buf *out)
{
    struct prf_stream stream;
    unsigned char ip[4] = { 0 };
    char copy[INET_ADDRSTRLEN];
    size_t kept;

    memcpy(copy, text, len);
    copy[len] = '\0';
    inet_pton(AF_INET, copy, ip);
    kept = kept_bytes(ip);
    prf_open(&stream, prf, '4', copy, len, 0);
    if (kept == 0) { /* the network of benchmarks: RFC 2544 */
        ip[0] = 198;
        ip[1] = (unsigned char)(18 + prf_below(&stream, 2));
        kept = 2;
    }
    for (size_t i = kept; i < sizeof(ip); i++)
        ip[i] = (unsigned char)(1 + prf_below(&stream, 254));
    buf_printf(out, "%u.%u.%u.%u", ip[0], ip[1], ip[2], ip[3]);
}

void address_ipv6(const struct prf *prf, const char *text, size_t len, struct buf *out)
{
    struct prf_stream stream;
    unsigned char ip[16] = { 0 };
    char copy[INET6_ADDRSTRLEN];

    memcpy(copy, text, len);
    copy[len] = '\0';
    inet_pton(AF_INET6, copy, ip);
    if (memcmp(ip, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 14) == 0) { /* "::1", "::" */
        buf_add(out, text, len);
        return;
    }
    prf_open(&stream, prf, '6', (const char *)ip, sizeof(ip), 0);
    buf_puts(out, "2001:db8"); /* RFC 3849 */
    for (size_t i = 0; i < 6; i++)
        buf_printf(out, ":%x", 1 + prf_below(&stream, 0xFFFF));
}
