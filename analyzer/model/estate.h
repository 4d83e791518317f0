/* estate: all the evidence of a run, read and merged; read-only afterwards. */
#ifndef ANALYZER_MODEL_ESTATE_H
#define ANALYZER_MODEL_ESTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/cert.h"
#include "analyzer/model/dns.h"
#include "analyzer/model/manifest.h"
#include "base/arena.h"

/* One ListCertificates answer (a page, or merged pages). */
struct listing {
    struct origin origin;
    const char *account; /* of its rows, or the source's; NULL = unknown */
    const char *region;
    uint32_t n_rows;
    bool truncated;  /* NextToken is there, and no later page in the same array */
    bool other_keys; /* some row has a key type beyond RSA_1024 and RSA_2048 */
    bool keys_known; /* every row has a key algorithm */
};

struct estate {
    struct arena *arena;     /* owns everything below; not the struct */
    struct source **sources; /* by file name, bytewise */
    size_t n_sources;
    struct cert **certs; /* one an ARN: the best dump; by account, region, domain, id */
    size_t n_certs;
    struct listing **listings;
    size_t n_listings;
    struct manifest **manifests;
    size_t n_manifests;
    struct dns_evidence dns;
    int64_t latest_past; /* latest past-event time of all evidence; WHEN_NONE */
};

/*
 * Called when two dumps of one ARN are not told apart by time: writes the SHA-256
 * of the document that origin names. context is the caller's.
 */
struct estate_hasher {
    void (*hash)(void *context, const struct origin *origin, char hex[65]);
    void *context;
};

/*
 * Turn decoded dumps (any order, doubles and all) into estate->certs: group them
 * by ARN; the best dump of each (dumps.h says which) is the certificate, the others stay
 * in its ->older. What the winner lacks and time does not change (ARN, names, type,
 * key, account, region, method, InUse, Exported, Export, ManagedBy, CreatedAt) is
 * filled from the others. Sets conflict, described and index, infers the type, sorts by
 * account, region, domain, id (bytewise, NULL first), raises latest_past. A record
 * without ARN whose validation record names match exactly one certificate is
 * that certificate's dump (shape row 7); else it stays by itself.
 *
 * hasher may be NULL: dumps that time does not tell apart then go by their file name.
 * The result does not depend on the order of dumps.
 */
void estate_merge(struct estate *estate, struct cert **dumps, size_t n_dumps,
                  const struct estate_hasher *hasher);

/*
 * True when the two dumps differ in what evidence_conflict compares: Status,
 * FailureReason, Serial, NotAfter or the ValidationStatus of a domain. What one of them
 * does not say is no difference, except a reason that a full description lacks.
 * *what, static text, names it: the member, or "a domain's ValidationStatus".
 */
bool cert_differs(const struct cert *a, const struct cert *b, const char **what);

#endif
