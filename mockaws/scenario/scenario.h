/* scenario: one case as plain data: what there is, what happens, what is expected. */
#ifndef MOCKAWS_SCENARIO_SCENARIO_H
#define MOCKAWS_SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"
#include "base/dns/rr.h"
#include "mockaws/http/server.h"
#include "mockaws/lifecycle/world.h"
#include "mockaws/wire/call.h"

/*
 * The specification of the file is mockaws-scenario(5). Here: all strings and arrays are
 * the arena's; a string that is absent is NULL, an array that is absent has n 0. Times
 * are milliseconds since 1970-01-01 UTC, resolved against start ("+1h"); TIME_NONE is
 * absent. Spans are milliseconds, -1 absent. Names of DNS are canonical
 * (base/dns/name.h); names of certificates stay as written. line is where the thing
 * stands in its file, 1 is the first; 0 in a scenario that was not read from one.
 */

struct scenario_tag {
    const char *key;
    const char *value;
};

struct scenario_account {
    const char *id;         /* 12 digits */
    const char *access_key; /* NULL: any key that no other account has */
    const char *secret_key; /* given exactly when access_key is */
    int64_t days_before_expiry;
};

struct scenario_vpc {
    const char *region;
    const char *id;
};

struct scenario_alias {
    const char *zone; /* NULL: the zone of the record itself */
    const char *name;
    bool evaluates; /* EvaluateTargetHealth */
};

/* A record set. The members are those of struct rrset; numbers that are absent are -1. */
struct scenario_record {
    const char *name;
    enum rr_type type;
    const char *set_identifier; /* NULL: simple routing */
    int64_t weight;
    const char *region;
    const char *continent;
    const char *country;
    const char *subdivision;
    const char *failover; /* "PRIMARY", "SECONDARY" */
    int64_t multi_value;  /* -1 absent, 0, 1 */
    int64_t ttl_s;        /* -1: an alias */
    const char *const *values;
    size_t n_values;
    const struct scenario_alias *alias; /* NULL: none */
    const char *health_check;
    const char *cidr_collection;
    const char *cidr_location;
    const char *geo_proximity; /* the element's XML */
};

struct scenario_zone {
    const char *id; /* bare */
    const char *account;
    const char *name;
    const char *comment;
    const char *caller_reference; /* NULL: to be made */
    bool private_zone;
    const struct scenario_vpc *vpcs; /* one at least when private */
    size_t n_vpcs;
    const char *const *servers; /* four, or none: made from the seed */
    size_t n_servers;
    enum delegation delegation;
    const char *const *delegated_to; /* ELSEWHERE alone */
    size_t n_delegated_to;
    const char *delegation_set; /* id of a reusable one */
    bool dnssec;
    int64_t created_ms; /* start unless given */
    const struct scenario_record *records;
    size_t n_records;
    const struct scenario_tag *tags;
    size_t n_tags;
    uint32_t line;
};

/* A private CA. An ARN that no authority has is a CA that was deleted for good. */
struct scenario_authority {
    const char *arn;
    const char *state; /* "ACTIVE" and the other words of the Private CA's API */
    bool permission;
    int64_t not_after_ms;
};

/* An element of DomainValidationOptions. */
struct scenario_domain {
    const char *domain;
    const char *validation_domain; /* NULL: the domain */
    enum acm_method method;        /* NONE: the certificate's */
    enum acm_domain_status status; /* NONE: PENDING_VALIDATION */
    const char *record_name; /* with the last dot, as ACM writes it; NULL: by seed */
    const char *record_value;
    const char *const *emails;
    size_t n_emails;
    const char *redirect_from;
    const char *redirect_to;
    bool approved;
};

struct scenario_renewal {
    enum acm_renewal_status status;
    enum acm_reason reason;
    int64_t updated_ms;
    int64_t started_ms; /* of the try under way */
    const struct scenario_domain *domains;
    size_t n_domains;
};

/* A move from e-mail to DNS. */
struct scenario_update {
    enum acm_update_status status;
    int64_t requested_ms;
    int64_t updated_ms;
    const struct scenario_domain *domains;
    size_t n_domains;
};

/* An extended key usage. */
struct scenario_usage {
    const char *name;
    const char *oid;
};

/* How a certificate stands at the start, when it is not just asked for. */
struct scenario_state {
    enum acm_status status;
    enum acm_reason reason;
    int64_t created_ms;
    int64_t issued_ms;
    int64_t imported_ms;
    int64_t revoked_ms;
    const char *revocation_reason;
    int64_t not_before_ms;
    int64_t not_after_ms;
    const char *serial; /* "0a:1b:..." */
    const char *subject;
    const char *issuer;
    const char *signature_algorithm;
    const char *const *key_usages;
    size_t n_key_usages;
    const struct scenario_usage *extended_key_usages;
    size_t n_extended_key_usages;
    const struct scenario_domain *domains; /* n 0: made of the names */
    size_t n_domains;
    const struct scenario_renewal *renewal; /* NULL: none has begun */
    const struct scenario_update *update;   /* NULL: none */
    bool forced; /* nothing moves it on (the state of a certificate after `force`) */
};

/* What is imported. mockaws makes the certificate from it with a test key. */
struct scenario_import {
    const char *const *names;
    size_t n_names;
    int64_t not_before_ms;
    int64_t not_after_ms;
    enum acm_key key;
};

/* Of certificates[], and what the steps `request` and `import` bring. */
struct scenario_certificate {
    const char *id;  /* the scenario's own word for it: "c1" */
    const char *arn; /* NULL: made from the seed */
    const char *account;
    const char *region;
    const char *const *names; /* the DomainName first; of an import: import->names */
    size_t n_names;
    enum acm_type type; /* IMPORTED with import, PRIVATE with authority, AMAZON_ISSUED */
    enum acm_method method;                        /* NONE for IMPORTED and PRIVATE */
    const char *validation_domain;                 /* EMAIL, for every name; NULL */
    const struct scenario_tag *validation_domains; /* EMAIL: name -> validation domain */
    size_t n_validation_domains;
    enum acm_key key;
    enum acm_switch export_option;
    enum acm_switch transparency;
    enum acm_manager manager;
    enum acm_origin origin;
    bool exported;
    const char *authority;
    int64_t requested_ms; /* when the request or the import is made; start unless given */
    const char *const *in_use_by; /* from the day that it is issued */
    size_t n_in_use_by;
    const struct scenario_tag *tags;
    size_t n_tags;
    const struct scenario_import *import; /* NULL: not imported */
    const struct scenario_state *state;   /* NULL: asked for at requested_ms */
    uint32_t line;
};

enum scenario_verb {
    DO_REQUEST,
    DO_IMPORT,
    DO_DELETE,
    DO_REVOKE,
    DO_RENEW,
    DO_UPSERT_RECORDS,
    DO_DELETE_RECORDS,
    DO_UPSERT_VALIDATION_RECORDS,
    DO_DELETE_VALIDATION_RECORDS,
    DO_CREATE_ZONE,
    DO_DELETE_ZONE,
    DO_DELEGATE,
    DO_UNDELEGATE,
    DO_SET_IN_USE,
    DO_APPROVE_EMAIL,
    DO_DENY_EMAIL,
    DO_DNS_FAULT,
    DO_FORCE,
    DO_ADVANCE,
};

/* How upsert_validation_records gets the record wrong. The last five name the zone. */
enum scenario_break {
    BREAK_NONE,
    BREAK_MISSING,           /* no record at all */
    BREAK_DOUBLED,           /* _x.example.com.example.com */
    BREAK_WRONG_VALUE,       /* a character of the value differs */
    BREAK_OTHER_TOKEN,       /* the value of another account's token */
    BREAK_NO_UNDERSCORE,     /* the name has lost its underscore */
    BREAK_SWAPPED,           /* name and value changed places */
    BREAK_TXT,               /* a TXT instead of the CNAME */
    BREAK_QUOTED,            /* the value stands in quotes */
    BREAK_ZONE_APPENDED,     /* the value ends in the zone's name */
    BREAK_WILDCARD_SHADOW,   /* no record; a wildcard CNAME answers */
    BREAK_CHAIN_LONG,        /* right in the end, over more than five CNAMEs */
    BREAK_CHAIN_LOOP,        /* CNAMEs in a circle */
    BREAK_ROUTED,            /* one of several routed sets is right */
    BREAK_PRIVATE_ZONE,      /* right, in step->zone, which is private */
    BREAK_PARENT_ZONE,       /* right, in a zone above the one that serves the name */
    BREAK_UNDELEGATED_CHILD, /* right, in a zone that nobody points to */
    BREAK_DUPLICATE_ZONE,    /* right, in the twin that nobody points to */
    BREAK_UNRELATED_ZONE,    /* in a zone of another name */
};

enum scenario_trigger {
    TRIGGER_NONE, /* a step by itself: the admin API's */
    TRIGGER_AT,
    TRIGGER_AFTER_CALLS,
    TRIGGER_WHEN,
};

/* One step of the timeline. Members that the verb does not use are absent. */
struct scenario_step {
    enum scenario_trigger trigger;
    int64_t at_ms;         /* AT */
    const char *operation; /* AFTER_CALLS: after the answer to its n-th call */
    int64_t n_calls;
    const char *when_certificate; /* WHEN: as soon as it has the status */
    enum acm_status when_status;

    enum scenario_verb verb;
    const char *certificate; /* id, of most verbs */
    const char *zone;        /* id */

    /* request, import (the same id again: a re-import): certificate is new->id. */
    const struct scenario_certificate *new_certificate;
    const struct scenario_zone *new_zone; /* create_zone */

    const struct scenario_record *records; /* upsert_records, delete_records */
    size_t n_records;

    const char *const *names; /* of the certificate; n 0: all. Validation records, mail */
    size_t n_names;
    enum scenario_break break_as;
    int64_t ttl_s; /* upsert_validation_records: 300 */

    const char *const *arns; /* set_in_use */
    size_t n_arns;
    bool force; /* set_in_use: even of one that is not issued */

    const char *revocation_reason; /* revoke */

    const char *const *servers; /* delegate; n 0: the zone's own */
    size_t n_servers;

    const char *name;  /* dns_fault */
    enum rr_type type; /* RR_ANY: every type */
    enum dns_failure failure;

    enum acm_status status; /* force; NONE: stays */
    enum acm_reason reason; /* FailureReason, or with renewal_status its reason */
    enum acm_renewal_status renewal_status; /* NONE: stays */

    int64_t by_ms; /* advance */
    uint32_t line;
};

/* "2": from 2 to 2. "2-3". "3+": to INT64_MAX. "%5": every is 5. All zero: every call. */
struct scenario_counts {
    int64_t from;
    int64_t to;
    int64_t every; /* 0: not used */
};

enum scenario_reply {
    REPLY_ERROR, /* error, message */
    REPLY_HTTP,  /* http_status, body, content_type */
    REPLY_WIRE,  /* wire: delay, drip, cut, Content-Length, reset, bad chunk */
    REPLY_TOKEN, /* token */
};

enum scenario_token {
    TOKEN_NONE,
    TOKEN_DUPLICATE,  /* the token of this page, not of the next: a page comes twice */
    TOKEN_LOOP,       /* the token of the first page: no end */
    TOKEN_EXPIRED,    /* a token that is refused when it comes back */
    TOKEN_EMPTY_PAGE, /* no items, and the token for them */
};

/* What is answered wrongly. A call fits when all that is given fits. */
struct scenario_fault_rule {
    enum aws_service service;
    bool has_service;             /* else any */
    const char *operation;        /* NULL: any */
    struct scenario_counts calls; /* counted over the calls that fit all the rest */
    const char *certificate;      /* id of the scenario, or an ARN */
    const char *zone;
    struct scenario_counts page; /* 1: the call without a token */
    const char *access_key;

    enum scenario_reply reply;
    const char *error;   /* code */
    const char *message; /* NULL: a usual one */
    int64_t http_status;
    const char *body;         /* NULL: none */
    const char *content_type; /* NULL: text/html */
    struct http_fault wire;
    enum scenario_token token;
    uint32_t line;
};

/* What the observer finds of a certificate. Only what was asked is compared. */
struct scenario_expect_certificate {
    const char *id;
    bool deleted;           /* describe answers ResourceNotFoundException */
    enum acm_status status; /* NONE: not asked */
    bool asks_reason; /* then reason NONE: there must be none ("FailureReason": null) */
    enum acm_reason reason;
    bool asks_renewal; /* likewise RenewalSummary.RenewalStatus */
    enum acm_renewal_status renewal_status;
    bool asks_renewal_reason;
    enum acm_reason renewal_reason;
    enum acm_eligibility eligibility;      /* NONE: not asked */
    int64_t not_after_ms;                  /* TIME_NONE: not asked */
    const struct scenario_domain *domains; /* domain and status alone */
    size_t n_domains;
    uint32_t line;
};

enum scenario_verdict { EXPECT_FAIL, EXPECT_UNKNOWN, EXPECT_PASS };

/* A finding that must be there; in no_findings: that must not. */
struct scenario_expect_finding {
    const char *check;
    enum scenario_verdict verdict; /* FAIL unless given; of no_findings not compared */
    const char *certificate;       /* id; NULL: any resource */
    const char *zone;              /* id */
    const char *domain;
    const char *severity;
    const char *const *causes; /* each must be there; n 0: not compared */
    size_t n_causes;
    uint32_t line;
};

struct scenario_expect {
    const struct scenario_expect_certificate *certificates;
    size_t n_certificates;
    const struct scenario_expect_finding *findings;
    size_t n_findings;
    const struct scenario_expect_finding *no_findings;
    size_t n_no_findings;
    int64_t exit; /* of acm-analyzer; -1: not asked */
};

/* -1: as mockaws has them by itself (struct delays of world.h, zones.delay_ms). */
struct scenario_delays {
    int64_t propagation_ms; /* of a change of records: 30 s */
    int64_t records_ms;     /* until a request shows its records: 3 s */
    int64_t issue_ms;       /* from the last domain's success to ISSUED: 14 s */
    int64_t private_ms;     /* a private certificate's PENDING_VALIDATION: 5 s */
    int64_t renewal_ms;     /* from a renewal's start to its first look: 1 h */
};

struct scenario {
    const char *path; /* as given, for messages; NULL */
    const char *name;
    const char *title;
    const char *comment;
    int64_t seed;
    int64_t start_ms;
    const struct scenario_account *accounts;
    size_t n_accounts;
    const struct scenario_authority *authorities;
    size_t n_authorities;
    const struct scenario_zone *zones;
    size_t n_zones;
    const struct scenario_certificate *certificates;
    size_t n_certificates;
    const struct scenario_step *timeline; /* in the order of the file */
    size_t n_timeline;
    const struct scenario_fault_rule *faults; /* the first that fits answers */
    size_t n_faults;
    unsigned oddities;  /* enum oddity */
    double quota_scale; /* 0: nothing is throttled */
    struct scenario_delays delays;
    int64_t observe_ms;                   /* the last `at` of the timeline unless given */
    const struct scenario_expect *expect; /* NULL: nothing is expected */
};

#endif
