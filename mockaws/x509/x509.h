/* x509: a throw-away certificate authority, and certificates read from PEM (libcrypto).
 */
#ifndef MOCKAWS_X509_X509_H
#define MOCKAWS_X509_X509_H

#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"

struct arena;
struct buf;
struct err;

enum { X509_SERIAL_MAX = 20 };

/* What a certificate is to say. Times are seconds since 1970-01-01 UTC. */
struct x509_order {
    enum acm_key key; /* RSA_2048, 3072, 4096, EC_prime256v1, secp384r1, secp521r1 */
    const char *common_name;  /* NULL: the subject is empty (a name of over 64 octets) */
    const char *const *names; /* DNS names of the subjectAltName, wildcards too */
    size_t n_names;
    /* 16 octets used, the first 0x01 to 0x7f: a number neither negative nor shortened */
    unsigned char serial[X509_SERIAL_MAX];
    size_t serial_len;
    int64_t not_before;
    int64_t not_after;  /* inclusive */
    const char *issuer; /* common name of the issuing CA: "Amazon RSA 2048 M02" */
};

/*
 * PEM texts, added to leaf and chain. The leaf's key is the fixed test key of its kind
 * and the signature is SHA256WITHRSA for all, so the same order gives the same bytes.
 * `openssl verify -CAfile root -untrusted chain leaf` accepts them at any time between
 * the two dates (OpenSSL leaves the last second out), in the years 2015 to 2099 in which
 * the authorities are valid. chain: the intermediate, then the root. Fails with ERR_LIMIT
 * for a key that cannot be ordered, and for a common name or an issuer of over 64
 * characters; nothing is added then.
 */
int x509_issue(const struct x509_order *order, struct buf *leaf, struct buf *chain,
               struct err *err);

/*
 * The private key of a certificate that x509_issue() made, encrypted PKCS#8 (ENCRYPTED
 * PRIVATE KEY) under the passphrase; with NULL plain PKCS#8. Source: ACM API,
 * ExportCertificate.
 */
int x509_key(enum acm_key key, const void *passphrase, size_t len, struct buf *out,
             struct err *err);

/* What ImportCertificate takes from a PEM. Strings are the arena's. */
struct x509_facts {
    const char *common_name;  /* NULL: none */
    const char *subject;      /* "CN=example.com", as ACM prints it */
    const char *issuer;       /* the issuer's organisation, else its common name */
    const char *const *names; /* subjectAltName: DNS, else the common name alone, */
    size_t n_names;           /* else its IP addresses; at least 1 */
    const char *serial;       /* "0a:1b:..." lower case */
    int64_t not_before;
    int64_t not_after;
    enum acm_key key;
    const char *signature_algorithm; /* "SHA256WITHRSA", "SHA384WITHECDSA", ... */
    const char *const *key_usages;   /* the API's words; without the extension "ANY" */
    size_t n_key_usages;
    const char *const *extended_key_usages;     /* without the extension "NONE" */
    const char *const *extended_key_usage_oids; /* NULL for "NONE" */
    size_t n_extended_key_usages;
};

/*
 * Read what a client imports and hold it against ACM's conditions: one PEM certificate,
 * X.509 version 3; an unencrypted private key that belongs to it; the key one of ACM's
 * kinds; a chain that issued it, in order (self-signed needs none); valid at now. Text
 * around the PEM blocks is passed over. out is written on success only.
 * Fails with ERR_FORMAT and a sentence in ACM's manner. Source: ACM User Guide,
 * "Prerequisites for importing certificates".
 */
int x509_import(struct arena *arena, const char *certificate, size_t certificate_len,
                const char *key, size_t key_len, const char *chain, size_t chain_len,
                int64_t now, struct x509_facts *out, struct err *err);

#endif
