/* certificate: one ACM certificate as the mock keeps it. */
#ifndef MOCKAWS_STORE_CERTIFICATE_H
#define MOCKAWS_STORE_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"
#include "mockaws/store/tags.h"

struct event;
struct place;

/*
 * Times are milliseconds since 1970-01-01 UTC; TIME_NONE is absent. Strings are the
 * heap's and the certificate's, NULL is absent. Whoever changes a member calls
 * certificate_touch() afterwards.
 */
#define TIME_NONE INT64_MIN

/* How one name is validated: an element of DomainValidationOptions, and why it stands so.
 */
struct validation {
    char *domain;            /* as asked, "*." and all */
    char *validation_domain; /* what the answer shows: as asked, or the domain itself */
    enum acm_method method;
    enum acm_domain_status status;
    char *record_name;  /* "_<hex>.example.com."; NULL unless DNS */
    char *record_value; /* "_<hex>.abcdefghij.acm-validations.aws." */
    char **emails;      /* the five mailboxes; n_emails 0 unless EMAIL */
    size_t n_emails;
    char *redirect_from; /* HTTP; NULL */
    char *redirect_to;
    bool approved;    /* EMAIL: the link was followed; HTTP: the token is reachable */
    bool denied;      /* EMAIL */
    char *why_record; /* sentences of the last look, for people; NULL: not looked yet */
    char *why_caa;
    int64_t since_ms; /* of status */
    char *why_zone;   /* id of the zone that answered */
};

/* RenewalSummary. status NONE: no renewal has begun. */
struct renewal {
    enum acm_renewal_status status;
    enum acm_reason reason;
    struct validation *validations;
    size_t n_validations;
    int64_t updated_ms;
    int64_t started_ms; /* of this try: it ends after 72 h */
};

/* UpdateSummary: a move from e-mail to DNS validation. status NONE: none. */
struct update {
    enum acm_update_status status;
    struct validation *validations; /* the new records */
    size_t n_validations;
    int64_t requested_ms;
    int64_t updated_ms;
};

struct certificate {
    struct place *place; /* account and region */
    uint64_t number;     /* in order of creation, over the whole store */
    char *arn;
    const char *id; /* the UUID: within arn */

    char *domain; /* DomainName as asked */
    char **names; /* SubjectAlternativeNames, the domain first */
    size_t n_names;
    enum acm_type type;
    enum acm_status status;
    enum acm_reason reason; /* FailureReason, when FAILED */
    enum acm_method method;
    enum acm_key key;
    enum acm_switch export_option;
    enum acm_switch transparency;
    enum acm_manager manager;
    enum acm_origin origin;
    bool exported;
    char *authority; /* CertificateAuthorityArn */
    char *revocation_reason;

    int64_t created_ms;
    int64_t issued_ms;
    int64_t imported_ms;
    int64_t revoked_ms;
    int64_t not_before_ms;
    int64_t not_after_ms;
    int64_t visible_ms; /* describe knows it from then on; lists may lag */
    int64_t records_ms; /* DomainValidationOptions show their records from then on */

    char *serial; /* "0a:1b:..." */
    char *subject;
    char *issuer;
    char *signature_algorithm;
    char **key_usages;
    size_t n_key_usages;
    char **extended_key_usages;
    char **extended_key_usage_oids;
    size_t n_extended_key_usages;

    struct validation *validations;
    size_t n_validations;
    struct renewal renewal;
    struct update update;
    char **in_use_by; /* ARNs */
    size_t n_in_use_by;
    struct tags tags;

    char *import_pem; /* IMPORTED: what was given */
    char *import_chain;
    char *import_key;

    /* Of the lifecycle alone. */
    struct event *look;     /* the next look at DNS, mail or token; NULL: none */
    struct event *issue;    /* ISSUED, FAILED or renewed, a moment after the last look */
    struct event *deadline; /* 72 h, NotAfter */
    struct event *window;   /* the renewal's start */
    struct event *update_deadline; /* of a move to DNS validation */
    bool waiting;                  /* nothing will change before DNS does */
    bool forced;                   /* a scenario set the status: nothing else moves it */

    char *summary; /* CertificateSummary as JSON, kept for lists; NULL: to be made */
    size_t summary_len;
};

struct certificate *certificate_new(void);
void certificate_free(struct certificate *certificate);

/* A member has changed: the kept texts are no longer true. */
void certificate_touch(struct certificate *certificate);

void validations_free(struct validation *validations, size_t n);

/* In use as ACM says it. */
bool certificate_in_use(const struct certificate *certificate);

/* Put a text in the place of another; both are the heap's. value may be NULL. */
void text_set(char **place, const char *value);

/* A list of texts: add a copy; free all. */
void texts_add(char ***texts, size_t *n, const char *text);
void texts_free(char **texts, size_t n);

#endif
