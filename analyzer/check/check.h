/* check: a descriptor with a function that judges one resource. */
#ifndef ANALYZER_CHECK_CHECK_H
#define ANALYZER_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/join/facts.h"
#include "base/arena.h"
#include "reports/finding/finding.h"

enum check_scope {
    SCOPE_CERTIFICATE,
    SCOPE_EVIDENCE,
    SCOPE_ESTATE, /* each account and region */
    SCOPE_ZONE,   /* each hosted zone, zone file or zone whose records alone are known */
    SCOPE_RUN,    /* all the evidence at once: the part with account and region "*" */
};

/* The verdicts a check can give; a test demands a corpus case for each. */
enum { CAN_PASS = 1, CAN_FAIL = 2, CAN_UNKNOWN = 4, CAN_NA = 8 };

struct zone;

/* Sources of equal content: one evidence resource. */
struct evidence_group {
    const struct source *const *sources; /* by file */
    size_t n_sources;
    const struct cert *const *ahead; /* dumps in them that tell of a time after now */
    size_t n_ahead;
};

/* One account and region, as far as the evidence names them. */
struct estate_part {
    const char *account; /* "unknown" when no evidence says */
    const char *region;
    struct cert *const *certs;
    size_t n_certs;
    struct listing *const *listings;
    size_t n_listings;
    bool account_has_evidence; /* a certificate or listing in some region of it */
};

/* What is judged; one of them is set, by the check's scope. */
struct subject {
    const struct cert *cert;
    const struct evidence_group *evidence;
    const struct estate_part *part;
    const struct zone *zone;
};

struct check {
    struct rule rule;
    enum check_scope scope;
    unsigned verdicts;      /* CAN_... */
    bool modified;          /* severity modifiers apply (catalogue 1) */
    const char *pass;       /* what a PASS says; NULL when the check never passes */
    const char *causes[12]; /* codes it may give, for `checks ID`; NULL ends */
    /*
     * Judge. For FAIL and UNKNOWN fill message, causes, evidence of out; for PASS
     * and NA leave out alone, for most resources are healthy. out->severity holds
     * the base already: change it only where the check states its own levels. The
     * engine fills in the resource afterwards. arena is the worker's.
     */
    enum verdict (*run)(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);
};

#define CHECK(id) extern const struct check check_##id;
#include "analyzer/check/catalogue.def"
#undef CHECK

/* All checks, by id; n of them. */
extern const struct check *const checks_all[];
extern const size_t n_checks_all;

const struct check *check_find(const char *id); /* NULL when there is none */

#endif
