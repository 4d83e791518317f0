/* tell: what many checks say alike: times, names, places in the evidence, commands. */
#ifndef ANALYZER_CHECK_TELL_H
#define ANALYZER_CHECK_TELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/check/check.h"

/*
 * AWS's numbers. Source: AWS Certificate Manager User Guide, "DNS validation" and
 * "Troubleshoot DNS validation" (72 hours, 30 minutes), read 2026-11-23.
 */
enum {
    VALIDATION_LIMIT_S = 72 * 3600, /* from the request to VALIDATION_TIMED_OUT */
    VALIDATION_LAG_S = 30 * 60,     /* until ACM has surely seen a published record */
    CLOCK_SLACK_S = 5 * 60,         /* clocks that differ by less are equal */
};

/* Lies now after `when` plus `more` seconds? WHEN_NONE or no now: not known. */
enum passed now_is_after(const struct facts *facts, int64_t when, int64_t more);

/* when plus seconds; WHEN_NONE stays. */
int64_t when_add(int64_t when, int64_t seconds);

/* "2026-11-23T00:00:00Z" in the arena; "an unknown time" for WHEN_NONE. */
const char *tell_when(struct arena *arena, int64_t when);

/* The domain, else the ARN, else "a certificate without a name". */
const char *tell_cert(const struct cert *cert);

/* "a, b, c and 4 more": at most `most` of the n items. */
const char *tell_list(struct arena *arena, const char *const *items, size_t n,
                      size_t most);

/* How the domains of DomainValidationOptions stand. */
struct domain_counts {
    uint32_t n;
    uint32_t success;
    uint32_t failed;
    uint32_t blocking; /* PENDING_VALIDATION or FAILED */
    uint32_t unknown;  /* no ValidationStatus, or an unknown word */
};
struct domain_counts count_domains(const struct cert *cert);

/* The domains that are not SUCCESS, as tell_list() has them; "" when there are none. */
const char *tell_blocking(struct arena *arena, const struct cert *cert);

/* Status FAILED or VALIDATION_TIMED_OUT: final; only a new request helps. */
bool cert_is_dead(const struct cert *cert);

/* The evidence could say more of its domains: none saved, and no describe of it. */
bool cert_lacks_domains(const struct cert *cert);

/* A saved list of the certificate's account and region is cut short (NextToken). */
bool list_is_cut(const struct facts *facts, const struct cert *cert);

/*
 * May dump `other` of the certificate be as new as `cert`? True when their capture
 * times are unknown or equal and neither is Terraform's; different known times are
 * history.
 */
bool cert_is_rival(const struct cert *cert, const struct cert *other);

/*
 * A dump known to be newer that gives another Status, or NULL: a list row that was
 * saved after the description, which stays the better dump for all else it says.
 */
const struct cert *cert_newer(const struct cert *cert);

/* Add a place: pointer within the record at origin, value as written there or NULL. */
void tell_evidence(struct finding *out, struct arena *arena, const struct origin *origin,
                   const char *pointer, const char *value);
void tell_status(struct finding *out, struct arena *arena, const struct cert *cert);
void tell_reason(struct finding *out, struct arena *arena, const struct cert *cert);

/* The places of ValidationStatus of the domains that are `success` or not; a few. */
void tell_domains(struct finding *out, struct arena *arena, const struct cert *cert,
                  bool success);

/* Where it stands that the certificate is in use. */
void tell_in_use(struct finding *out, struct arena *arena, const struct cert *cert);

/*
 * Add the cause `undetermined` with detail and the command that describes the
 * certificate: what an UNKNOWN for want of a description needs.
 */
void tell_describe(struct finding *out, struct arena *arena, const struct cert *cert,
                   enum confidence confidence, const char *detail);

/*
 * The same with the command that lists an account and region with every key type, to be
 * saved as file.
 */
void tell_list_again(struct finding *out, struct arena *arena, const char *account,
                     const char *region, const char *file, enum confidence confidence,
                     const char *detail);

#endif
