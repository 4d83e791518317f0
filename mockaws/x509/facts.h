/* facts: what ACM shows of a certificate, read out of its X.509. */
#ifndef MOCKAWS_X509_FACTS_H
#define MOCKAWS_X509_FACTS_H

#include <openssl/types.h>

struct arena;
struct err;
struct x509_facts;

/*
 * All of facts but the key. Fails with ERR_FORMAT when the certificate names neither a
 * domain nor an address nor its issuer, or holds what cannot be read as text.
 */
int facts_read(struct arena *arena, X509 *x, struct x509_facts *facts, struct err *err);

#endif
