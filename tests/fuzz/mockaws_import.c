/* mockaws_import: any bytes as what a client imports; what is taken can be shown as JSON.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mockaws/x509/facts.h"
#include "mockaws/x509/x509.h"

static const int64_t now = 1780000000; /* 2026-05-28T20:26:40Z */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check_text(const char *text)
{
    json_t *string;

    require(text != NULL && *text != '\0', "a text is not there");
    string = json_string(text);
    require(string != NULL, "a text is not UTF-8");
    json_decref(string);
    for (; *text != '\0'; text++)
        require((unsigned char)*text >= 0x20, "a control character");
}

static void check_texts(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_text(texts[i]);
}

static void check_facts(const struct x509_facts *facts)
{
    require(facts->n_names > 0, "no name");
    check_texts(facts->names, facts->n_names);
    if (facts->common_name != NULL)
        check_text(facts->common_name);
    if (*facts->subject != '\0')
        check_text(facts->subject);
    check_text(facts->issuer);
    check_text(facts->serial);
    check_text(facts->signature_algorithm);
    check_texts(facts->key_usages, facts->n_key_usages);
    check_texts(facts->extended_key_usages, facts->n_extended_key_usages);
}

/* What only a rightly signed certificate would show: the fuzzer cannot sign. */
static void check_unsigned(struct arena *arena, const uint8_t *data, size_t size)
{
    const unsigned char *at = data;
    X509 *x = d2i_X509(NULL, &at, (long)size);
    struct x509_facts facts = { 0 };
    struct err err = { 0 };

    if (x != NULL && facts_read(arena, x, &facts, &err) == 0)
        check_facts(&facts);
    else if (x != NULL)
        check_text(err.text);
    X509_free(x);
    ERR_clear_error();
}

/* The bytes up to the separator 0xff, which PEM never has; what is behind it stays. */
static void take(const uint8_t **data, size_t *size, struct buf *out)
{
    const uint8_t *end = *size == 0 ? NULL : memchr(*data, 0xff, *size);
    const size_t len = end == NULL ? *size : (size_t)(end - *data);

    buf_add(out, *data, len);
    *data += end == NULL ? len : len + 1;
    *size -= end == NULL ? len : len + 1;
}

/* Bytes as the DER of a certificate: so the fuzzer need not learn base64. */
static void wrap(const uint8_t *data, size_t size, struct buf *out)
{
    unsigned char line[65];

    buf_puts(out, "-----BEGIN CERTIFICATE-----\n");
    for (size_t at = 0; at < size; at += 48) {
        const size_t n = size - at < 48 ? size - at : 48;

        EVP_EncodeBlock(line, data + at, (int)n);
        buf_puts(out, (const char *)line);
        buf_putc(out, '\n');
    }
    buf_puts(out, "-----END CERTIFICATE-----\n");
}

/*
 * The first byte chooses: 0x00 to 0x7f, the rest is PEM: certificate, key and chain, with
 * 0xff between them; else the rest is the certificate's DER, and the key is a test key's.
 */
static void divide(const uint8_t *data, size_t size, struct buf *certificate,
                   struct buf *key, struct buf *chain)
{
    if (size == 0)
        return;
    if (data[0] < 0x80) {
        data++;
        size--;
        take(&data, &size, certificate);
        take(&data, &size, key);
        take(&data, &size, chain);
        return;
    }
    wrap(data + 1, size - 1, certificate);
    if ((data[0] & 1) != 0)
        wrap(data + 1, size - 1, chain);
    x509_key((data[0] & 2) != 0 ? ACM_EC_PRIME256V1 : ACM_RSA_2048, NULL, 0, key, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf certificate = { 0 };
    struct buf key = { 0 };
    struct buf chain = { 0 };
    struct x509_facts facts;
    struct err err = { 0 };
    struct arena arena;

    arena_init(&arena);
    if (size > 0 && data[0] >= 0x80)
        check_unsigned(&arena, data + 1, size - 1);
    divide(data, size, &certificate, &key, &chain);
    if (x509_import(&arena, certificate.data, certificate.len, key.data, key.len,
                    chain.data, chain.len, now, &facts, &err) == 0) {
        check_facts(&facts);
        require(facts.not_before <= now && now <= facts.not_after, "not valid now");
        require(facts.key > ACM_KEY_OTHER, "a key of no kind");
    } else {
        require(err.kind == ERR_FORMAT, "a refusal of another kind");
        check_text(err.text);
    }
    require(ERR_peek_error() == 0, "libcrypto's queue of errors is not empty");
    buf_clear(&certificate);
    buf_clear(&key);
    buf_clear(&chain);
    arena_clear(&arena);
    return 0;
}
