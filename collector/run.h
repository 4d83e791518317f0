/* run: what one run of acm-collect knows while it goes on. */
#ifndef COLLECTOR_RUN_H
#define COLLECTOR_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "collector/credentials.h"
#include "collector/endpoint.h"
#include "collector/lanes.h"
#include "collector/layout.h"
#include "collector/manifest.h"
#include "collector/profile.h"
#include "collector/progress.h"

struct arena;
struct http;
struct options;

enum { REFUSAL_MAX = 512 };

struct run {
    const struct options *options;
    struct arena *arena;
    struct profile profile;
    struct credentials credentials;
    const char *const *regions; /* that are asked */
    size_t n_regions;
    struct endpoint sts;
    struct endpoint route53;
    struct endpoint *acm; /* by region, as in regions */
    struct http *http;
    struct lanes lanes;
    struct layout layout;
    struct manifest manifest;
    struct progress progress;
    const char *account; /* NULL: not known yet */
    bool dated;          /* a manifest that tells when the run began is written */
    struct map known;    /* the files of all calls of this run */
    const char **whole;  /* regions whose list was read to its end; "global" too */
    size_t n_whole;
    size_t n_known; /* calls; and of these: */
    size_t n_done;
    size_t n_saved; /* were there already (--resume) */
    size_t n_ok;    /* attempts that were answered */
    size_t n_certificates;
    size_t n_zones;
    char refusal[REFUSAL_MAX]; /* the first failure that was nobody's but ours; or "" */
};

/* Where a call goes. */
const struct endpoint *run_endpoint(const struct run *run, const struct call *call);

/* Find all endpoints of run->regions. Fails with ERR_USAGE. */
int run_find_endpoints(struct run *run, struct err *err);

#endif
