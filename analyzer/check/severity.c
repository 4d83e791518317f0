/* severity: the one step up or down that the use of a certificate gives. */
#include "analyzer/check/severity.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/siblings.h"
#include "base/when.h"

enum { NEAR_END_S = 14 * WHEN_DAY };

static bool is_broken(const struct cert *cert)
{
    return cert_is_dead(cert) || cert->status == ACM_EXPIRED ||
           cert->status == ACM_REVOKED;
}

static bool is_near_end(const struct facts *facts, const struct cert *cert)
{
    return now_is_after(facts, cert->not_after, -NEAR_END_S) == PASSED_YES;
}

static bool has_replacement(const struct facts *facts, const struct cert *cert)
{
    const struct cert *sibling = siblings_covering(facts, cert);

    return sibling != NULL && now_is_after(facts, sibling->not_after, 0) == PASSED_NO;
}

enum severity severity_modified(const struct facts *facts, const struct cert *cert,
                                enum severity base)
{
    enum flag in_use = cert_in_use(cert);

    if (in_use == FLAG_TRUE && (is_broken(cert) || is_near_end(facts, cert)))
        return base == SEV_CRITICAL ? base : base + 1;
    if (in_use == FLAG_FALSE && has_replacement(facts, cert))
        return base == SEV_INFO ? base : base - 1;
    return base;
}
