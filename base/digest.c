/* digest: SHA-256 (libcrypto), for evidence and fingerprints. */
#include "base/digest.h"

#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

struct digest {
    EVP_MD_CTX *ctx;
};

/* libcrypto fails here only when there is no memory, or no SHA-256 at all. */
static void must(int ok)
{
    if (ok == 1)
        return;
    fputs("libcrypto cannot compute SHA-256\n", stderr);
    exit(2);
}

struct digest *digest_new(void)
{
    struct digest *digest = malloc(sizeof(*digest));

    must(digest != NULL);
    digest->ctx = EVP_MD_CTX_new();
    must(digest->ctx != NULL);
    must(EVP_DigestInit_ex(digest->ctx, EVP_sha256(), NULL));
    return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t len)
{
    must(EVP_DigestUpdate(digest->ctx, bytes, len));
}

static void to_hex(const unsigned char *bytes, char hex[DIGEST_HEX])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_HEX - 1] = '\0';
}

void digest_end(struct digest *digest, char hex[DIGEST_HEX])
{
    unsigned char bytes[DIGEST_SIZE];

    must(EVP_DigestFinal_ex(digest->ctx, bytes, NULL));
    to_hex(bytes, hex);
    digest_free(digest);
}

void digest_free(struct digest *digest)
{
    if (digest == NULL)
        return;
    EVP_MD_CTX_free(digest->ctx);
    free(digest);
}

void digest_hex(const void *bytes, size_t len, char hex[DIGEST_HEX])
{
    struct digest *digest = digest_new();

    digest_add(digest, bytes, len);
    digest_end(digest, hex);
}
