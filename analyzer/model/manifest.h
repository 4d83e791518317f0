/* manifest: what acm-collect says of an evidence folder (acm-evidence.manifest.v1). */
#ifndef ANALYZER_MODEL_MANIFEST_H
#define ANALYZER_MODEL_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct manifest_run {
    int64_t captured_at; /* WHEN_NONE = absent */
    const char *const *accounts;
    size_t n_accounts;
    const char *const *regions;
    size_t n_regions;
};

struct manifest_call {
    const char *file; /* relative to the manifest's folder */
    const char *service;
    const char *operation;
    const char *account; /* NULL = absent */
    const char *region;
    int64_t at;
    int http_status;     /* 0 = absent */
    const char *zone_id; /* parameters.HostedZoneId, or a Route 53 call's Id; bare */
    bool key_types;      /* parameters hold Includes.keyTypes: the list hides nothing */
    bool key_origins; /* parameters hold CertificateKeyPairOrigins, ACME's among them */
};

struct manifest_missing {
    const char *service;
    const char *operation;
    const char *account;
    const char *region;
    const char *error;
    const char *parameters; /* compact JSON; NULL = absent */
};

struct manifest {
    const struct source *source;
    const char *folder; /* its file name without the last component: "evidence" */
    bool complete;      /* false when absent */
    struct manifest_run *runs;
    size_t n_runs;
    struct manifest_call *calls;
    size_t n_calls;
    struct manifest_missing *missing;
    size_t n_missing;
};

struct source;
struct arena;
struct err;

/*
 * Read a manifest (jansson). text need not be NUL-terminated. Members that are
 * unknown are ignored; a wrong type fails with ERR_FORMAT, "runs[0].captured_at:
 * want string, got integer". Everything in *out is the arena's.
 */
int manifest_parse(const char *text, size_t len, struct arena *arena,
                   struct manifest *out, struct err *err);

#endif
