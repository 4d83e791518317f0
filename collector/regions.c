/* regions: partitions of AWS and the regions of the commercial one. */
#include "collector/regions.h"

#include <string.h>

/*
 * The commercial partition comes last: its prefix fits all. Sources: facts 1.1 and 8.1
 * (Route 53 API model, partitions), read 2026-11-24; the hosts of the isolated partitions
 * are put together from their DNS suffix.
 */
/* clang-format off */
static const struct partition partitions[] = {
    { "aws-cn",     "cn-",      "amazonaws.com.cn", "route53.amazonaws.com.cn",     "cn-northwest-1" },
    { "aws-us-gov", "us-gov-",  "amazonaws.com",    "route53.us-gov.amazonaws.com", "us-gov-west-1" },
    { "aws-eusc",   "eusc-",    "amazonaws.eu",     "route53.amazonaws.eu",         "eusc-de-east-1" },
    { "aws-iso",    "us-iso-",  "c2s.ic.gov",       "route53.c2s.ic.gov",           "us-iso-east-1" },
    { "aws-iso-b",  "us-isob-", "sc2s.sgov.gov",    "route53.sc2s.sgov.gov",        "us-isob-east-1" },
    { "aws-iso-e",  "eu-isoe-", "cloud.adc-e.uk",   "route53.cloud.adc-e.uk",       "eu-isoe-west-1" },
    { "aws-iso-f",  "us-isof-", "csp.hci.ic.gov",   "route53.csp.hci.ic.gov",       "us-isof-south-1" },
    { "aws",        "",         "amazonaws.com",    "route53.amazonaws.com",        "us-east-1" },
};
/* clang-format on */

/*
 * Source: "AWS Regions" of AWS's Regions and Availability Zones guide and its document
 * history, read 2026-11-24. A region that is newer is collected when it is named.
 */
const char *const regions_all[] = {
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    NULL,
};
const size_t n_regions_all = sizeof(regions_all) / sizeof(regions_all[0]) - 1;

const struct partition *partition_of(const char *region)
{
    const struct partition *partition = partitions;

    while (strncmp(region, partition->prefix, strlen(partition->prefix)) != 0)
        partition++;
    return partition;
}
