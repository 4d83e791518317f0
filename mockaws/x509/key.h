/* key: the fixed test keys that mockaws carries, as libcrypto's objects. */
#ifndef MOCKAWS_X509_KEY_H
#define MOCKAWS_X509_KEY_H

#include <openssl/types.h>

#include "base/aws/words.h"

struct err;

/* Free with EVP_PKEY_free(). NULL with err (ERR_LIMIT) for a key that has no file. */
EVP_PKEY *x509_leaf_key(enum acm_key key, struct err *err);

/* The key of an authority by its file: "root.pem", "intermediate.pem". */
EVP_PKEY *x509_ca_key(const char *file, struct err *err);

/*
 * What kind a key is in ACM's words; ACM_KEY_OTHER when it is none of them. bits is the
 * size of any key.
 */
enum acm_key x509_key_kind(const EVP_PKEY *key, int *bits);

/* Say why libcrypto refused, and empty its queue of errors; returns -1 (ERR_LIMIT). */
int x509_refused(struct err *err, const char *what);

#endif
