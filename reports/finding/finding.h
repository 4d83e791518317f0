/* finding: one check on one resource: what is wrong, why, and what to do. */
#ifndef REPORTS_FINDING_FINDING_H
#define REPORTS_FINDING_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/finding/cause.h"
#include "reports/finding/rule.h"

struct arena;

enum verdict { VERDICT_NA, VERDICT_PASS, VERDICT_FAIL, VERDICT_UNKNOWN };

/* In rising order of strength. */
enum confidence {
    CONFIDENCE_LOW,
    CONFIDENCE_MEDIUM,
    CONFIDENCE_HIGH,
    CONFIDENCE_CERTAIN
};

const char *verdict_word(enum verdict verdict);          /* "FAIL" */
const char *confidence_word(enum confidence confidence); /* "certain" */
/* In a person's words: "proved: ...", "likely: ...", "needs data: ...". */
const char *confidence_phrase(enum confidence confidence);

enum resource_type {
    RESOURCE_CERTIFICATE,
    RESOURCE_HOSTED_ZONE,
    RESOURCE_EVIDENCE,
    RESOURCE_ESTATE,
    RESOURCE_WAIVER,
};

const char *resource_type_word(enum resource_type type); /* "certificate" */

/* Where a fact stands. */
struct evidence_ref {
    const char *file;
    uint32_t document;
    uint32_t line;       /* 0 = not known */
    uint32_t column;     /* 0 = not known */
    const char *pointer; /* within the document */
    const char *value;   /* as written there, cut to 200 bytes; NULL = not shown */
    const void *origin;  /* the analyzer's own, for finding lines; not for writers */
};

struct dns_record {
    const char *name; /* as ACM wants it, with its last dot */
    const char *type;
    const char *value;
};

struct observed_record {
    const char *name;
    const char *type;
    int64_t ttl_s; /* -1 = not known */
    const char *const *values;
    size_t n_values;
    const char *zone_id; /* NULL = not known */
};

struct zone_ref {
    const char *id;
    const char *name;
    const char *visibility; /* "public", "private", "unknown" */
};

enum fix_kind { FIX_CLI, FIX_TERRAFORM, FIX_CLOUDFORMATION, FIX_ZONEFILE, FIX_TEXT };

const char *fix_kind_word(enum fix_kind kind); /* "cli" */

struct fix {
    enum fix_kind kind;
    const char *title; /* "Request a new certificate" */
    const char *text;  /* ready to paste; may have several lines */
    struct fix *next;
};

struct cause {
    enum cause_code code;
    enum confidence confidence;
    const char *const *domains; /* sorted as on the certificate */
    size_t n_domains;
    const char *detail; /* the real values, one or a few sentences; "" = none */
    const struct dns_record *expected; /* NULL = none */
    const struct observed_record *observed;
    size_t n_observed;
    const struct zone_ref *zone; /* NULL = none */
    struct evidence_ref *evidence;
    size_t n_evidence;
    struct fix *fixes; /* a list, the best first */
    struct cause *next;
};

struct waived {
    const char *owner;
    const char *reason;
    const char *expires;
    const char *ticket;
};

struct finding {
    const struct rule *rule;
    enum verdict verdict;
    enum severity severity;
    enum confidence confidence;
    enum resource_type resource_type;
    const char *resource_id;
    const char *resource_key; /* evidence resources: the content's SHA-256; else NULL */
    char fingerprint[17];
    const char *arn; /* NULL = none; likewise below */
    const char *account;
    const char *region;
    const char *domain;
    const char *owner;
    const char *message; /* one sentence: what is wrong; for UNKNOWN what is lacking */
    const struct waived *waived;
    const char *baseline; /* "new", "unchanged" or NULL */
    struct cause *causes; /* a list, ranked by confidence */
    struct evidence_ref *evidence;
    size_t n_evidence;
    const char *const *chain; /* trace: domain -> ... -> target; n 0 = none */
    size_t n_chain;
    const char *const *caa;
    size_t n_caa;
    const void *certificate; /* struct report_cert, or NULL */
};

/*
 * First 16 hex digits of SHA-256 over `check NUL type NUL id` (catalogue 1); for
 * evidence resource_key, the SHA-256 of the content, stands in place of the id.
 */
void finding_fingerprint(struct finding *finding);

/*
 * The order of every output: verdict (FAIL, UNKNOWN, PASS), severity (critical
 * first), check, account, region, domain, resource id; NULL before any text.
 */
int finding_compare(const struct finding *a, const struct finding *b);

/*
 * Building, in the arena; the texts given are borrowed unless formatted. Causes, fixes
 * and places keep the order in which they are added.
 */
void finding_say(struct finding *finding, struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
struct cause *finding_cause(struct finding *finding, struct arena *arena,
                            enum cause_code code, enum confidence confidence);
void finding_evidence(struct finding *finding, struct arena *arena,
                      const struct evidence_ref *ref);
void cause_detail(struct cause *cause, struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void cause_domain(struct cause *cause, struct arena *arena, const char *domain);
void cause_evidence(struct cause *cause, struct arena *arena,
                    const struct evidence_ref *ref);
struct fix *cause_fix(struct cause *cause, struct arena *arena, enum fix_kind kind,
                      const char *title, const char *text);

/*
 * Rank causes by confidence, then in the order of cause.def, then as given; set the
 * finding's own confidence.
 */
void finding_settle(struct finding *finding);

/* True when the cause alone is enough to act on (catalogue 1, "definite"). */
bool cause_is_definite(const struct cause *cause);

#endif
