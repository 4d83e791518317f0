/* diagnosis: why a certificate's names are not validated (catalogue 2). */
#ifndef ANALYZER_JOIN_DIAGNOSIS_H
#define ANALYZER_JOIN_DIAGNOSIS_H

#include "analyzer/join/facts.h"

struct arena;
struct finding;

/* Which validations the diagnosis looks at: catalogue 2, step 2. */
struct validation_set {
    const struct validation *validations;
    size_t n;
    const char *pointer; /* of the array within the record: "/DomainValidationOptions" */
    const char *said;    /* "the request", "the pending renewal", "the move to DNS" */
};
struct validation_set diagnosis_set(const struct cert *cert);

/*
 * Add to finding every cause that holds for cert, with domains, detail, evidence,
 * expected record and fixes. At least one: `undetermined` with the commands whose
 * output would decide when nothing else fits.
 */
void diagnose(const struct facts *facts, const struct cert *cert, struct finding *finding,
              struct arena *arena);

/* What the next renewal would meet if it came today. */
enum outlook {
    OUTLOOK_CLEAR,   /* every record is right and CAA permits every name */
    OUTLOOK_BLOCKED, /* a definite cause was added */
    OUTLOOK_OPEN,    /* the evidence does not decide: the causes tell what is lacking */
};

/*
 * Look ahead: add what would keep the next renewal of an issued certificate from
 * succeeding. OUTLOOK_OPEN without another cause adds `undetermined`; OUTLOOK_CLEAR
 * leaves the finding as it was.
 */
enum outlook diagnose_renewal(const struct facts *facts, const struct cert *cert,
                              struct finding *finding, struct arena *arena);

#endif
