/* severity: the one step up or down that the use of a certificate gives. */
#ifndef ANALYZER_CHECK_SEVERITY_H
#define ANALYZER_CHECK_SEVERITY_H

#include "analyzer/join/facts.h"
#include "reports/finding/rule.h"

/*
 * The severity of a FAIL on cert by a check with `modified`. One step up: in use,
 * and broken (EXPIRED, REVOKED, FAILED, VALIDATION_TIMED_OUT) or less than 14 days
 * from NotAfter. Else one step down: known to be unused, and an ISSUED sibling covers
 * every name. Whether it is used or the sibling still lives is not known: no step.
 * Source: catalogue 1, "Severity".
 */
enum severity severity_modified(const struct facts *facts, const struct cert *cert,
                                enum severity base);

#endif
