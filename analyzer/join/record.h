/* record: how the validation record that ACM expects is met in the saved DNS. */
#ifndef ANALYZER_JOIN_RECORD_H
#define ANALYZER_JOIN_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/join/zones.h"

/* Links of a chain of CNAMEs that ACM follows. Source: ACM User Guide, DNS validation. */
enum { CHAIN_MAX = 5 };

enum record_state {
    RECORD_RIGHT,   /* it stands there and leads to the value */
    RECORD_WRONG,   /* whys tell */
    RECORD_UNKNOWN, /* the evidence does not hold it */
};

/* One reason why the record is not met; becomes a cause. */
struct why {
    enum cause_code code;
    enum confidence confidence;
    const char *detail;
    const struct zone *zone;         /* where what was seen stands; NULL = an answer */
    const struct rrset *const *sets; /* what was seen; n 0 = nothing */
    size_t n_sets;
    const struct origin *origin; /* of what proves it, when no set does; NULL = none */
};

enum { WHYS_MAX = 12, CHAIN_STEPS_MAX = 16 };

struct record_match {
    enum record_state state;
    const char *name;  /* canonical */
    const char *value; /* canonical; "" = not known */
    struct serving serving;
    enum confidence confidence; /* of "right" */
    struct why whys[WHYS_MAX];
    size_t n_whys;
    const char *lacking;       /* RECORD_UNKNOWN: what evidence lacks, a sentence */
    const struct rrset *right; /* RECORD_RIGHT: the set at the name */
    const char *steps[CHAIN_STEPS_MAX]; /* domain -> delegation -> zone -> CNAME ... */
    size_t n_steps;
};

/*
 * Meet the record of an account's certificate. name and value as written in the
 * evidence; value NULL or "" is not known: then any validation value counts as right.
 * account: the certificate's, may be NULL. Source: catalogue 2 and 3.
 */
void record_meet(const struct zones *zones, const char *account, const char *domain,
                 const char *name, const char *value, struct arena *arena,
                 struct record_match *out);

/* "_<32 hex>[.label].acm-validations.aws", with or without the underscore. Canonical in.
 */
bool is_validation_value(const char *value);

/* A name whose first label is "_<32 hex>". */
bool is_validation_name(const char *name);

/* Equal, with or without one leading underscore. Both canonical. */
bool values_equal(const char *a, const char *b);

#endif
