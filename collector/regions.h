/* regions: partitions of AWS and the regions of the commercial one. */
#ifndef COLLECTOR_REGIONS_H
#define COLLECTOR_REGIONS_H

#include <stddef.h>

struct partition {
    const char *name;         /* "aws", "aws-cn", ... */
    const char *prefix;       /* what its regions begin with; "" for the commercial one */
    const char *suffix;       /* of host names: "amazonaws.com" */
    const char *route53_host; /* the one endpoint of Route 53 */
    const char *route53_region; /* calls to it are signed for this region */
};

/* The partition that a region lies in; a region unknown to us is commercial. */
const struct partition *partition_of(const char *region);

/* What `--region all` means; ends in NULL. */
extern const char *const regions_all[];
extern const size_t n_regions_all;

#endif
