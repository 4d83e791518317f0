/* address: addresses of the net: others of the same kind of network. */
#ifndef ANALYZER_REDACT_ADDRESS_H
#define ANALYZER_REDACT_ADDRESS_H

#include <stddef.h>

struct buf;
struct prf;

/*
 * Add another address for one that form_ipv4() or form_ipv6() took. Loopback stays, a
 * private network keeps its first numbers; all others go to those of benchmarks and of
 * documents (RFC 2544, RFC 3849). Two may become one.
 */
void address_ipv4(const struct prf *prf, const char *text, size_t len, struct buf *out);
void address_ipv6(const struct prf *prf, const char *text, size_t len, struct buf *out);

#endif
