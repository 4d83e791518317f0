/* sigv4: AWS Signature Version 4 of a request, verified (libcrypto HMAC). */
#include "mockaws/wire/sigv4.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/when.h"
#include "mockaws/http/server.h"
#include "mockaws/wire/sigv4_canonical.h"

enum { HASH = 32, HASH_HEX = 65, SKEW_S = 900, EXPIRES_MAX_S = 604800 };
enum { KEYS_MAX = 256 }; /* accounts times days times regions: more are forgotten */

struct signing_key {
    struct signing_key *next;
    unsigned char key[HASH];
    char name[]; /* secret, date, region, service, a NUL behind each */
};

/* libcrypto's objects are looked up once: that costs more than the hash. */
struct sigv4_cache {
    EVP_MD *sha256;
    EVP_MD_CTX *digest;
    EVP_MAC_CTX *hmac;
    struct map by_name;
    struct signing_key *keys;
    struct buf text; /* in the making */
};

/* libcrypto fails here only when there is no memory, or no SHA-256 at all. */
static void must(bool ok)
{
    if (ok)
        return;
    fputs("libcrypto cannot compute HMAC-SHA256\n", stderr);
    exit(2);
}

struct sigv4_cache *sigv4_cache_new(void)
{
    char name[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    struct sigv4_cache *cache = calloc(1, sizeof(*cache));
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);

    must(cache != NULL && mac != NULL);
    cache->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    cache->digest = EVP_MD_CTX_new();
    cache->hmac = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    must(cache->sha256 != NULL && cache->digest != NULL && cache->hmac != NULL);
    must(EVP_MAC_CTX_set_params(cache->hmac, params) == 1);
    return cache;
}

static void forget_keys(struct sigv4_cache *cache)
{
    map_clear(&cache->by_name);
    while (cache->keys != NULL) {
        struct signing_key *next = cache->keys->next;

        OPENSSL_cleanse(cache->keys->key, sizeof(cache->keys->key));
        free(cache->keys);
        cache->keys = next;
    }
}

void sigv4_cache_free(struct sigv4_cache *cache)
{
    if (cache == NULL)
        return;
    forget_keys(cache);
    EVP_MAC_CTX_free(cache->hmac);
    EVP_MD_CTX_free(cache->digest);
    EVP_MD_free(cache->sha256);
    buf_clear(&cache->text);
    free(cache);
}

static void to_hex(const unsigned char hash[HASH], char hex[HASH_HEX])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < HASH; i++) {
        hex[2 * i] = digits[hash[i] >> 4];
        hex[2 * i + 1] = digits[hash[i] & 15];
    }
    hex[HASH_HEX - 1] = '\0';
}

static void hash_hex(struct sigv4_cache *cache, const char *bytes, size_t len,
                     char hex[HASH_HEX])
{
    unsigned char hash[HASH];

    must(EVP_DigestInit_ex2(cache->digest, cache->sha256, NULL) == 1 &&
         EVP_DigestUpdate(cache->digest, bytes, len) == 1 &&
         EVP_DigestFinal_ex(cache->digest, hash, NULL) == 1);
    to_hex(hash, hex);
}

/* out may be the key. */
static void hmac(struct sigv4_cache *cache, const void *key, size_t key_len,
                 const char *text, size_t len, unsigned char out[HASH])
{
    const unsigned char *octets = (const unsigned char *)text;
    size_t n = 0;

    must(EVP_MAC_init(cache->hmac, key, key_len, NULL) == 1 &&
         EVP_MAC_update(cache->hmac, octets, len) == 1 &&
         EVP_MAC_final(cache->hmac, out, &n, HASH) == 1 && n == HASH);
}

/* Step 3 of the signing: HMACs over date, region, service and "aws4_request". */
static void derive(struct sigv4_cache *cache, const struct sigv4 *sigv4,
                   const char *secret, unsigned char key[HASH])
{
    const char *const parts[] = { sigv4->region, sigv4->service, "aws4_request" };
    struct buf first = { 0 };

    buf_printf(&first, "AWS4%s", secret);
    hmac(cache, first.data, first.len, sigv4->date, strlen(sigv4->date), key);
    OPENSSL_cleanse(first.data, first.len);
    buf_clear(&first);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        hmac(cache, key, HASH, parts[i], strlen(parts[i]), key);
}

static const unsigned char *signing_key(struct sigv4_cache *cache,
                                        const struct sigv4 *sigv4, const char *secret)
{
    const char *const parts[] = { secret, sigv4->date, sigv4->region, sigv4->service };
    struct signing_key *found;

    buf_reset(&cache->text);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        buf_add(&cache->text, parts[i], strlen(parts[i]) + 1);
    found = map_get(&cache->by_name, cache->text.data, cache->text.len);
    if (found != NULL)
        return found->key;
    if (cache->by_name.n >= KEYS_MAX)
        forget_keys(cache);
    found = malloc(sizeof(*found) + cache->text.len);
    must(found != NULL);
    memcpy(found->name, cache->text.data, cache->text.len);
    derive(cache, sigv4, secret, found->key);
    found->next = cache->keys;
    cache->keys = found;
    *map_at(&cache->by_name, found->name, cache->text.len) = found;
    return found->key;
}

/* The hash to be signed, or NULL: the body is not the one that was announced. */
static const char *payload(struct sigv4_cache *cache, const struct http_request *request,
                           char hex[HASH_HEX])
{
    const char *given = http_header(request, "X-Amz-Content-Sha256");

    if (given != NULL && strcmp(given, "UNSIGNED-PAYLOAD") == 0)
        return given;
    hash_hex(cache, request->body, request->body_len, hex);
    return given == NULL || strcmp(given, hex) == 0 ? hex : NULL;
}

static void sign(struct sigv4_cache *cache, const struct http_request *request,
                 const struct sigv4 *sigv4, const char *secret, const char *payload_hash,
                 char signature[HASH_HEX])
{
    const unsigned char *key = signing_key(cache, sigv4, secret);
    unsigned char hash[HASH];
    char canonical[HASH_HEX];

    buf_reset(&cache->text);
    sigv4_canonical(&cache->text, request, sigv4, payload_hash);
    hash_hex(cache, cache->text.data, cache->text.len, canonical);
    buf_reset(&cache->text);
    buf_printf(&cache->text, "AWS4-HMAC-SHA256\n%s\n%s/%s/%s/aws4_request\n%s",
               sigv4->time, sigv4->date, sigv4->region, sigv4->service, canonical);
    hmac(cache, key, HASH, cache->text.data, cache->text.len, hash);
    to_hex(hash, signature);
}

static bool signs(const struct sigv4 *sigv4, const char *name)
{
    const size_t len = strlen(name);

    for (const char *at = sigv4->signed_headers; *at != '\0';) {
        const size_t n = strcspn(at, ";");

        if (n == len && memcmp(at, name, len) == 0)
            return true;
        at += n;
        at += *at == ';';
    }
    return false;
}

static int two(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

/* sigv4_read() saw to its form; WHEN_NONE: no such day or hour. */
static int64_t time_of(const struct sigv4 *sigv4)
{
    const char *text = sigv4->time;

    return when_from_civil(two(text) * 100 + two(text + 2), two(text + 4), two(text + 6),
                           two(text + 9), two(text + 11), two(text + 13));
}

/*
 * How long the signature is good: 15 minutes; one in the query says it itself. -1: it
 * says nothing that can be understood.
 */
static int64_t lifetime_s(const struct http_request *request)
{
    const char *header = http_header(request, "Authorization");
    const char *text;
    long expires;

    if (header != NULL && *header != '\0')
        return SKEW_S;
    text = http_query(request, "X-Amz-Expires");
    if (text == NULL || *text == '\0' || strlen(text) > 6 ||
        text[strspn(text, "0123456789")] != '\0')
        return -1;
    expires = strtol(text, NULL, 10);
    return expires >= 1 && expires <= EXPIRES_MAX_S ? expires : -1;
}

enum sigv4_verdict sigv4_verify(struct sigv4_cache *cache,
                                const struct http_request *request,
                                const struct sigv4 *sigv4, const char *secret,
                                int64_t real_now, int64_t virtual_now)
{
    const int64_t lifetime = lifetime_s(request);
    const char *payload_hash;
    char hex[HASH_HEX];
    char signature[HASH_HEX];
    int64_t when;

    if (sigv4->time == NULL || lifetime < 0 || !signs(sigv4, "host") ||
        strncmp(sigv4->time, sigv4->date, 8) != 0 || sigv4->date[8] != '\0')
        return SIGV4_WRONG;
    when = time_of(sigv4);
    if (when == WHEN_NONE)
        return SIGV4_WRONG;
    if ((real_now > when + lifetime || real_now < when - SKEW_S) &&
        (virtual_now > when + lifetime || virtual_now < when - SKEW_S))
        return SIGV4_SKEWED;
    payload_hash = payload(cache, request, hex);
    if (payload_hash == NULL)
        return SIGV4_WRONG;
    sign(cache, request, sigv4, secret, payload_hash, signature);
    return strlen(sigv4->signature) == HASH_HEX - 1 &&
                   CRYPTO_memcmp(sigv4->signature, signature, HASH_HEX - 1) == 0
               ? SIGV4_GOOD
               : SIGV4_WRONG;
}
