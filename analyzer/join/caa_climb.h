/* caa_climb: which CAA set decides for a name, as far as the evidence goes (RFC 8659, 3).
 */
#ifndef ANALYZER_JOIN_CAA_CLIMB_H
#define ANALYZER_JOIN_CAA_CLIMB_H

#include "analyzer/join/zones.h"
#include "base/dns/caa.h"

enum climb_end {
    CLIMB_SET,     /* a set was found: it decides */
    CLIMB_EMPTY,   /* no set up to the top: anybody may issue */
    CLIMB_UNKNOWN, /* a step is not in evidence */
    CLIMB_FAILED,  /* a look-up failed: forbids */
};

enum { CLIMB_STEPS_MAX = 40 };

struct caa_climb {
    enum climb_end end;
    const char *at;          /* the name of the last step */
    const char *via;         /* CLIMB_SET: the CNAME's target where it stands; or NULL */
    const struct rrset *set; /* CLIMB_SET */
    const struct zone *zone; /* of the set; NULL = a saved answer */
    const struct dns_answer *answer; /* of the set or the failure; NULL = a zone */
    struct caa_record *records; /* of the set, in order; malformed ones name nobody */
    size_t n_records;
    enum confidence confidence;         /* of all steps together */
    const char *steps[CLIMB_STEPS_MAX]; /* "NAME\tSTATE\tTEXT", from the name up */
    size_t n_steps;
    bool assumed; /* some step at or above the public suffix was taken as empty */
};

/*
 * Climb from name (canonical, without "*.") to the top-level domain. A CNAME is followed
 * for its step alone. A step at or above the ICANN public suffix that is not in evidence
 * counts as empty (catalogue 2, "CAA").
 */
void caa_climb(const struct zones *zones, const char *name, struct arena *arena,
               struct caa_climb *out);

/* The cause for a set that does not plainly permit. */
enum cause_code caa_cause_code(enum caa_why why);

/* The records of a set; malformed ones become an issue property that names nobody. */
struct caa_record *caa_records(const struct rrset *set, struct arena *arena);

#endif
