/* order: the certificates of an estate, put in the order that every output has. */
#ifndef ANALYZER_MODEL_ORDER_H
#define ANALYZER_MODEL_ORDER_H

#include <stddef.h>

struct arena;
struct cert;

/*
 * Sort by account, region, domain, id: bytewise, NULL before any text. Sets ->index of
 * each certificate and of the dumps behind it. scratch may be cleared afterwards.
 */
void order_certs(struct cert **certs, size_t n, struct arena *scratch);

#endif
