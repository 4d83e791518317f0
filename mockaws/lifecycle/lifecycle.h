/* lifecycle: what becomes of a certificate: requests, validation, issue, renewal, the
 * end.
 */
#ifndef MOCKAWS_LIFECYCLE_LIFECYCLE_H
#define MOCKAWS_LIFECYCLE_LIFECYCLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"

struct buf;
struct certificate;
struct world;

/* Who issues PRIVATE certificates, in answers and in the certificate itself. */
#define LIFECYCLE_PRIVATE_CA "mockaws private CA"

/*
 * What happens to a certificate. One table of (status, event) -> status decides what may;
 * an event that is not in it is refused (false, nothing changes).
 */
enum lifecycle_event {
    LIFECYCLE_VALIDATED, /* every domain, and CAA permits */
    LIFECYCLE_REFUSED,   /* with a FailureReason */
    LIFECYCLE_DEADLINE,  /* 72 h */
    LIFECYCLE_NOT_AFTER,
    LIFECYCLE_REVOKED,
    LIFECYCLE_RENEWED,
    LIFECYCLE_REIMPORTED,
};
bool lifecycle_may(enum acm_status status, enum lifecycle_event event,
                   enum acm_status *to);

/*
 * Begin: the certificate is in the store, with names, type, method, key, validations'
 * domains and validation domains (or authority), created_ms. Sets status
 * PENDING_VALIDATION, subject, issuer, algorithms, the validations' records, mailboxes or
 * redirects, and what happens next. A name that ACM refuses at once makes it FAILED
 * (facts 4.1, 5).
 */
void lifecycle_request(struct world *world, struct certificate *certificate);

/* IMPORTED: ISSUED at once; the dates and usages are set already. Again: a re-import. */
void lifecycle_import(struct world *world, struct certificate *certificate);

/* A certificate from saved evidence: only what is to come is arranged. */
void lifecycle_adopt(struct world *world, struct certificate *certificate);

/* RevokeCertificate: at once here (AWS: up to 24 h). False: not ISSUED. */
bool lifecycle_revoke(struct world *world, struct certificate *certificate,
                      const char *reason);

/* RenewCertificate of a private, exported one: a new serial and new dates after seconds.
 */
void lifecycle_renew(struct world *world, struct certificate *certificate);

/* Take what is to come away, before the certificate is removed from the store. */
void lifecycle_forget(struct world *world, struct certificate *certificate);

/* UpdateCertificateOptions with ValidationMethod DNS. False: not e-mail and ISSUED, or
 * one is under way. */
bool lifecycle_move_to_dns(struct world *world, struct certificate *certificate);

/* The mail's link was followed, or refused. domain NULL: every domain. */
void lifecycle_approve(struct world *world, struct certificate *certificate,
                       const char *domain);
void lifecycle_deny(struct world *world, struct certificate *certificate,
                    const char *domain);

/*
 * Another in-use list. ACM refuses an unissued certificate: false, unless force. The
 * renewal is looked at again.
 */
bool lifecycle_set_in_use(struct world *world, struct certificate *certificate,
                          const char *const *arns, size_t n, bool force);

/* ExportCertificate: it counts as a use, so that the renewal is looked at again. */
void lifecycle_export(struct world *world, struct certificate *certificate);

/* A status and a reason past all rules. */
void lifecycle_force(struct world *world, struct certificate *certificate,
                     enum acm_status status, enum acm_reason reason);

/* The same of a renewal: its status and reason alone are another. */
void lifecycle_force_renewal(struct world *world, struct certificate *certificate,
                             enum acm_renewal_status status, enum acm_reason reason);

/* Was the certificate asked for at least so long ago that the answer shows its records?
 */
bool lifecycle_shows_records(const struct world *world,
                             const struct certificate *certificate);

/* Do lists know it already? */
bool lifecycle_is_listed(const struct world *world,
                         const struct certificate *certificate);

/* ELIGIBLE or INELIGIBLE (facts 4.4). */
enum acm_eligibility lifecycle_eligibility(const struct certificate *certificate);

/* When managed renewal begins: 45 or 60 days before NotAfter; TIME_NONE: never. */
int64_t lifecycle_renewal_start(const struct certificate *certificate);

#endif
