/* words: enumerations of the Route 53 model, and members that several requests have. */
#include "mockaws/service/route53/words.h"

#include <arpa/inet.h>
#include <string.h>

const char *const route53_types[] = {
    "SOA", "A",    "TXT", "NS", "CNAME", "MX",    "NAPTR", "PTR",   "SRV",
    "SPF", "AAAA", "CAA", "DS", "TLSA",  "SSHFP", "SVCB",  "HTTPS", NULL,
};

const char *const route53_regions[] = {
    /* clang-format off */
    "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1",
    "mx-central-1", "sa-east-1",
    "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2",
    "eu-west-1", "eu-west-2", "eu-west-3",
    "af-south-1", "il-central-1", "me-central-1", "me-south-1",
    "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
    "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
    "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1",
    "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "us-isob-west-1",
    "us-isof-east-1", "us-isof-south-1", "eu-isoe-west-1", "eusc-de-east-1",
    NULL,
    /* clang-format on */
};

const struct field route53_vpc_fields[] = {
    { .name = "VPCRegion", FIELD_REQUIRED, FIELD_RANGE(1, 64), .words = route53_regions },
    { .name = "VPCId", FIELD_REQUIRED, FIELD_MOST(1024) },
    { .name = NULL },
};

static bool is_address(const char *text)
{
    struct in6_addr octets;

    return inet_pton(AF_INET, text, &octets) == 1 ||
           inet_pton(AF_INET6, text, &octets) == 1;
}

const struct field_form route53_form_address = { is_address,
                                                 "be an IPv4 or an IPv6 address" };

static bool is_uuid(const char *text)
{
    if (strlen(text) != 36)
        return false;
    for (size_t i = 0; i < 36; i++) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

        if (hyphen ? text[i] != '-' : strchr("0123456789abcdef", text[i]) == NULL)
            return false;
    }
    return true;
}

const struct field_form route53_form_uuid = {
    is_uuid, "satisfy regular expression pattern: "
             "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
};
