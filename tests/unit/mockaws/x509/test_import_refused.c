/* test_import_refused: each thing that ACM does not take has its sentence. */
#include "mockaws/x509/x509.h"

#include <string.h>

#include <openssl/err.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "tests/support/test.h"
#include "tests/unit/mockaws/x509/material.h"

/* certificate: a text, or a spec, whose key is then the row's "own". */
struct row {
    const char *name;
    const char *certificate;
    const char *key;
    const char *chain;
    int64_t at;
    const char *sentence; /* the beginning of it */
};

#define NOT_PEM       "The certificate body/chain provided is not in a valid PEM format."
#define NOT_PARSED    "Unable to parse certificate. Please ensure the certificate is in PEM"
#define MANY          "The certificate field contains more than one certificate. You can specify"
#define NOT_SELF      "Provided certificate is not a valid self signed. Please provide either"
#define NOT_SUPPORTED "The private key is not supported. It must be one PEM block,"
#define NOT_VALID     "The provided certificate is not valid: "
#define ENCRYPTED     "Your private key should not be encrypted."
#define MISMATCH      "The private key provided does not match the certificate."
#define OTHER_CHAIN   "Could not validate the certificate with the certificate chain."
#define TOO_LONG      "1 validation error detected: Value at '"
#define BROKEN                                                                           \
    "Unable to validate certificate chain. The certificate chain must start with the "   \
    "immediate signing certificate, followed by any intermediaries in order. The index " \
    "within the chain of the invalid certificate is: "

/* clang-format off */
static struct row rows[] = {
    { "certificate: empty",        "empty",      "key", "chain", 0, NOT_PEM },
    { "certificate: words",        "words",      "key", "chain", 0, NOT_PEM },
    { "certificate: binary",       "binary",     "key", "chain", 0, NOT_PEM },
    { "certificate: DER",          "der",        "key", "chain", 0, NOT_PEM },
    { "certificate: no end line",  "no end",     "key", "chain", 0, NOT_PEM },
    { "certificate: not base64",   "not base64", "key", "chain", 0, NOT_PEM },
    { "certificate: a NUL",        "nul behind", "key", "chain", 0, NOT_PEM },
    { "certificate: its key too",  "with its key", "key", "chain", 0, NOT_PEM },
    { "certificate: a key",        "key",        "key", "chain", 0, NOT_PEM },
    { "certificate: not DER",      "not der",    "key", "chain", 0, NOT_PARSED },
    { "certificate: bytes behind", "longer",     "key", "chain", 0, NOT_PARSED },
    { "certificate: cut short",    "shorter",    "key", "chain", 0, NOT_PARSED },
    { "certificate: a bundle",     "bundle",     "key", "chain", 0, MANY },
    { "certificate: huge",         "huge",       "key", "chain", 0,
      TOO_LONG "certificate' failed to satisfy constraint: Member must have length less" },
    { "certificate: version 1",    "v1",         "own", "empty", 0,
      NOT_VALID "it is not of X.509 version 3." },
    { "certificate: no name",      "no name",    "own", "empty", 0,
      NOT_VALID "it contains no domain name and no IP address." },
    { "certificate: bad name",     "blank in a name", "own", "empty", 0,
      NOT_VALID "its subjectAltName holds a name that is no domain name." },
    { "certificate: no issuer",    "no issuer",  "own", "empty", 0,
      NOT_VALID "its Issuer field is empty." },
    { "certificate: expired",      "issued",     "key", "chain", to + 1,
      NOT_VALID "it has expired (NotAfter is 2026-09-14T23:59:59Z)." },
    { "certificate: not yet",      "issued",     "key", "chain", from - 1,
      NOT_VALID "it is not valid yet (NotBefore is 2026-03-01T00:00:00Z)." },
    { "key: empty",            "issued", "empty",         "chain", 0, NOT_SUPPORTED },
    { "key: words",            "issued", "words",         "chain", 0, NOT_SUPPORTED },
    { "key: binary",           "issued", "binary",        "chain", 0, NOT_SUPPORTED },
    { "key: not DER",          "issued", "key not der",   "chain", 0, NOT_SUPPORTED },
    { "key: a certificate",    "issued", "issued",        "chain", 0, NOT_SUPPORTED },
    { "key: two",              "issued", "two keys",      "chain", 0, NOT_SUPPORTED },
    { "key: Ed25519",          "issued", "ed25519",       "chain", 0, NOT_SUPPORTED },
    { "key: secp256k1",        "issued", "secp256k1",     "chain", 0, NOT_SUPPORTED },
    { "key: RSA-PSS",          "issued", "rsa-pss",       "chain", 0, NOT_SUPPORTED },
    { "key: encrypted",        "issued", "encrypted",     "chain", 0, ENCRYPTED },
    { "key: encrypted of old", "issued", "old encrypted", "chain", 0, ENCRYPTED },
    { "key: RSA 512",          "rsa 512", "own",          "empty", 0,
      "The private key length 512 is not supported for key algorithm." },
    { "key: huge",             "issued", "huge key",      "chain", 0,
      TOO_LONG "privateKey' failed to satisfy constraint: Member must have length less" },
    { "key: another",          "issued", "other rsa",     "chain", 0, MISMATCH },
    { "key: of another kind",  "issued", "other ec",      "chain", 0, MISMATCH },
    { "key: half another",     "issued", "mixed",         "chain", 0, MISMATCH },
    { "chain: none, and not self-signed by that name", "from example.net", "own", "empty",
      0, NOT_SELF },
    { "chain: none, and changed", "self, tampered", "key", "empty", 0, NOT_SELF },
    { "chain: none",           "issued", "key", "empty",          0, NOT_SELF },
    { "chain: words",          "issued", "key", "words",          0, NOT_PEM },
    { "chain: binary",         "issued", "key", "binary",         0, NOT_PEM },
    { "chain: not DER",        "issued", "key", "not der",        0, NOT_PARSED },
    { "chain: a key",          "issued", "key", "key",            0, NOT_PEM },
    { "chain: huge",           "issued", "key", "huge chain",     0,
      TOO_LONG "certificateChain' failed to satisfy constraint: Member must have length" },
    { "chain: the root only",  "issued", "key", "root",           0, OTHER_CHAIN },
    { "chain: reversed",       "issued", "key", "reversed",       0, BROKEN "0" },
    { "chain: itself", "example.net", "own", "example.net", 0, BROKEN "0" },
    { "chain: holds the leaf", "issued", "key", "bundle",         0, BROKEN "0" },
    { "chain: one twice",      "issued", "key", "doubled",        0, BROKEN "1" },
    { "chain: no authority",   "from example.net", "own", "no authority", 0, OTHER_CHAIN },
    { "chain: only its name",  "from example.net", "own", "other example.net", 0,
      OTHER_CHAIN },
    { "chain: for a changed one", "tampered", "key", "chain",     0, OTHER_CHAIN },
    { "chain: unrelated",      "self",   "own", "chain",          0, OTHER_CHAIN },
};
/* clang-format on */

static void it_is_refused(void **state)
{
    const struct row *row = *state;
    struct buf certificate = { 0 };
    struct buf key = { 0 };
    struct buf chain = { 0 };
    struct x509_facts facts = { .subject = "untouched" };
    struct err err = { 0 };
    struct arena arena;

    arena_init(&arena);
    put_pair(row->certificate, row->key, &certificate, &key);
    put(row->chain, &chain);
    ERR_clear_error();
    assert_int_equal(x509_import(&arena, certificate.data, certificate.len, key.data,
                                 key.len, chain.data, chain.len,
                                 row->at == 0 ? now : row->at, &facts, &err),
                     -1);
    assert_int_equal(err.kind, ERR_FORMAT);
    err.text[strlen(row->sentence)] = '\0';
    assert_string_equal(err.text, row->sentence);
    assert_string_equal(facts.subject, "untouched");
    assert_int_equal(ERR_peek_error(), 0);
    buf_clear(&certificate);
    buf_clear(&key);
    buf_clear(&chain);
    arena_clear(&arena);
}

TEST_ROWS(rows, it_is_refused)

int main(void)
{
    return run_rows("x509_import refuses");
}
