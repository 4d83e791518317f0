/* arn: Amazon Resource Names of ACM certificates, taken apart. */
#include "base/aws/arn.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool arn_parse(const char *text, size_t len, struct arn *out)
{
    struct arn_piece *const pieces[] = { &out->partition, &out->service, &out->region,
                                         &out->account };
    const char *at = text;
    const char *end = text + len;

    if (len < 4 || memcmp(text, "arn:", 4) != 0)
        return false;
    at += 4;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        const char *colon = memchr(at, ':', (size_t)(end - at));

        if (colon == NULL)
            return false;
        pieces[i]->text = at;
        pieces[i]->len = (size_t)(colon - at);
        at = colon + 1;
    }
    out->resource.text = at;
    out->resource.len = (size_t)(end - at);
    return out->partition.len > 0 && out->service.len > 0 && out->resource.len > 0;
}

static bool is_partition(const struct arn_piece *piece)
{
    if (piece->len < 3 || memcmp(piece->text, "aws", 3) != 0)
        return false;
    for (size_t i = 3; i < piece->len; i++)
        if (!is_lower(piece->text[i]) && piece->text[i] != '-')
            return false;
    return true;
}

static bool is_id(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const char c = text[i];

        if (!is_digit(c) && !is_lower(c) && !(c >= 'A' && c <= 'Z') && c != '-' &&
            c != '_')
            return false;
    }
    return len > 0;
}

bool arn_is_acm_certificate(const char *text, size_t len)
{
    static const char prefix[] = "certificate/";
    const size_t n = sizeof(prefix) - 1;
    struct arn arn;

    return arn_parse(text, len, &arn) && is_partition(&arn.partition) &&
           arn.service.len == 3 && memcmp(arn.service.text, "acm", 3) == 0 &&
           arn_is_region(arn.region.text, arn.region.len) &&
           arn_is_account(arn.account.text, arn.account.len) && arn.resource.len > n &&
           memcmp(arn.resource.text, prefix, n) == 0 &&
           is_id(arn.resource.text + n, arn.resource.len - n);
}

bool arn_is_account(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!is_digit(text[i]))
            return false;
    return len == 12;
}

/*
 * Letters in two or more groups, the first of two letters (or "eusc"), and a number at
 * the end: "us-gov-west-1", "eusc-de-east-1"; not "test-case-1".
 */
bool arn_is_region(const char *text, size_t len)
{
    size_t i = 0;
    size_t groups = 0;

    while (i < len && is_lower(text[i])) {
        const size_t start = i;

        while (i < len && is_lower(text[i]))
            i++;
        if (i == len || text[i] != '-' || i - start > 12)
            return false;
        if (groups == 0 && i != 2 && (i != 4 || memcmp(text, "eusc", 4) != 0))
            return false;
        i++;
        groups++;
    }
    return groups >= 2 && groups <= 4 && i < len && len - i <= 2 && is_digit(text[i]) &&
           (len - i == 1 || is_digit(text[i + 1]));
}
