/* job: one diagnosis at work: what it looks at, and how its causes are put together. */
#ifndef ANALYZER_JOIN_JOB_H
#define ANALYZER_JOIN_JOB_H

#include "analyzer/join/diagnosis.h"
#include "base/when.h"
#include "reports/finding/finding.h"

/*
 * AWS's numbers. Source: ACM User Guide, "DNS validation" (30 minutes); the ten minutes
 * are twice what Terraform's provider waits for a record. Read 2026-11-23.
 */
enum { RECORD_YOUNG_S = 10 * WHEN_MINUTE, PUBLISH_LAG_S = 30 * WHEN_MINUTE };

/* What all names together give. */
struct caa_told {
    bool said;                  /* some cause was added */
    bool forbidden;             /* a cause that forbids was added */
    bool all_permit;            /* every name is proven permitted */
    enum confidence confidence; /* of all_permit */
};

struct job {
    const struct facts *facts;
    const struct cert *cert;
    struct finding *finding;
    struct arena *arena;
    struct validation_set set;
    const char *request; /* the new request's text, once it is made */
    size_t n_unknown;    /* domains whose record the evidence does not hold */
    bool any;            /* a cause was given */
    struct caa_told caa;
    bool renewal; /* look ahead: domains that are validated count, too */
};

#define JOB_ANEW_CAA                                                                     \
    "Once CAA permits Amazon, request a new certificate: this request has ended for "    \
    "good"
#define JOB_ANEW "Request a new certificate: this request has ended for good"

/* Status FAILED or VALIDATION_TIMED_OUT. */
bool request_is_dead(const struct cert *cert);

/*
 * A new cause. A dead request cannot be revived, so the first thing to do about it is
 * always a new one, under the title given; it is written once for all causes.
 */
struct cause *job_add(struct job *job, enum cause_code code, enum confidence confidence,
                      const char *request_title);

/*
 * Of a dead request: what mends the DNS goes before the new request, which then finds it
 * mended. mend is the fix that is to be the first; NULL = leave all as it is.
 */
void job_mend_first(const struct job *job, struct cause *cause, struct fix *mend);

/* The cause `undetermined`. */
struct cause *job_undetermined(struct job *job, const char *detail);

/* The command that describes the certificate, as a fix. */
void job_describe(struct job *job, struct cause *cause, const char *title);

/* A place: pointer within the certificate's record, and the value there or NULL. */
void job_place(struct job *job, struct cause *cause, const char *pointer,
               const char *value);

/* Age of the request while now is exact, else -1. */
int64_t job_age(const struct job *job);

/* PENDING_VALIDATION and known to be younger than limit seconds. */
bool job_is_young(const struct job *job, int64_t limit);

/*
 * The causes of each record, mail domain or file that domains not validated wait for.
 * only_wrong: only of records that the DNS is seen not to hold.
 */
void explain_domains(struct job *job, bool only_wrong);

/* DNS, but no record shown: too young, or not saved. */
struct cause *explain_no_record(struct job *job);

#endif
