/* attribute: account, region and capture time from manifests and the layout's paths. */
#ifndef ANALYZER_READ_ATTRIBUTE_H
#define ANALYZER_READ_ATTRIBUTE_H

#include <stddef.h>

struct arena;
struct cert;
struct dns_evidence;
struct listing;
struct manifest;
struct source;

/* All that was decoded, before the merge. */
struct attribution {
    struct source **sources; /* by file */
    size_t n_sources;
    struct manifest *const *manifests;
    size_t n_manifests;
    struct cert **certs;
    size_t n_certs;
    struct listing **listings;
    size_t n_listings;
    struct dns_evidence *dns;
};

/*
 * A manifest's call names the file, beneath the manifest's folder, that holds its answer:
 * account, region and time are that file's. Else a path that has ACCOUNT/REGION/ in it
 * tells both. Certificates, listings and DNS evidence take what their content lacks; a
 * record dump its zone's id, too (of the call, or of list-resource-record-sets/ID.json).
 */
void attribute(const struct attribution *all, struct arena *arena);

#endif
