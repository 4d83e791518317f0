/* rule: what a check is: its public id, its words, its references. */
#ifndef REPORTS_FINDING_RULE_H
#define REPORTS_FINDING_RULE_H

enum severity { SEV_INFO, SEV_LOW, SEV_MEDIUM, SEV_HIGH, SEV_CRITICAL, N_SEVERITIES };

const char *severity_word(enum severity severity); /* "high" */

/* Returns 0, or -1 when word is no severity. */
int severity_parse(const char *word, enum severity *out);

enum rule_group {
    GROUP_VALIDATION,
    GROUP_RENEWAL,
    GROUP_DNS,
    GROUP_DEPLOYMENT,
    GROUP_EVIDENCE
};

const char *rule_group_word(enum rule_group group); /* "validation" */

enum { RULE_REFERENCES_MAX = 6 };

/* Public and permanent; all texts are static. */
struct rule {
    const char *id;    /* "acm_validationfailed" */
    const char *title; /* what is wrong, as a heading: no full stop */
    enum rule_group group;
    enum severity severity; /* the base */
    const char *why;        /* why it matters, one or two sentences */
    const char *logic; /* when it FAILs, PASSes, is UNKNOWN and NA; several sentences */
    const char *references[RULE_REFERENCES_MAX +
                           1]; /* "https://..." or a name of a rule; NULL ends */
};

#endif
