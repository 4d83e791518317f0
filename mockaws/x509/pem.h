/* pem: the blocks of a PEM text (RFC 7468), in the order in which they stand. */
#ifndef MOCKAWS_X509_PEM_H
#define MOCKAWS_X509_PEM_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct pem_block {
    const char *label;         /* "CERTIFICATE", "RSA PRIVATE KEY" */
    bool encrypted;            /* by its label, or by the header Proc-Type (RFC 1421) */
    const unsigned char *data; /* DER; when encrypted, what can be decrypted to it */
    size_t len;
};

/*
 * Everything is the arena's. Text around the blocks is passed over, as openssl and
 * others write it there. Returns 0, with *n 0 when there is no block at all, or -1 when
 * the text has a NUL, or a block that does not end or is not base64.
 */
int pem_read(struct arena *arena, const char *text, size_t len, struct pem_block **blocks,
             size_t *n);

#endif
