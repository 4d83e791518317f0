/* digest: SHA-256 (libcrypto), for evidence and fingerprints. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 65 };

struct digest; /* a running SHA-256 */

struct digest *digest_new(void);
void digest_add(struct digest *digest, const void *bytes, size_t len);
/* 64 lower-case hex digits and a NUL; the digest is freed. */
void digest_end(struct digest *digest, char hex[DIGEST_HEX]);
void digest_free(struct digest *digest); /* without a result; NULL is allowed */

/* All at once. */
void digest_hex(const void *bytes, size_t len, char hex[DIGEST_HEX]);

#endif
