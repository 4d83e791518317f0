/* cert: one certificate as one dump tells it; plain data. */
#ifndef ANALYZER_MODEL_CERT_H
#define ANALYZER_MODEL_CERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/source.h"
#include "base/aws/words.h"

struct arena;

/* A boolean member: absent, false and true are three things. */
enum flag { FLAG_NONE, FLAG_FALSE, FLAG_TRUE };

/*
 * What kind of record this is, weakest first: where two dumps of one ARN
 * disagree, one from GRADE_TERRAFORM never outranks the others.
 */
enum grade {
    GRADE_TERRAFORM,  /* state or plan: as old as its last refresh */
    GRADE_PROJECTION, /* --query: any member may have been left out */
    GRADE_LIST,       /* a summary row: no reason, no domains */
    GRADE_SEARCH,     /* SearchCertificates */
    GRADE_INVENTORY,  /* Steampipe, Panther, cartography ... rows */
    GRADE_DESCRIBE,   /* DescribeCertificate, AWS Config, ASFF: all that ACM says */
};

/* ResourceRecord, as written in the evidence. name NULL: there is none. */
struct acm_record {
    const char *name;
    const char *type;
    const char *value;
};

/* One DomainValidation. Source: ACM API, DomainValidation. */
struct validation {
    const char *domain;            /* canonical, "*." kept; never NULL */
    const char *validation_domain; /* canonical; NULL = absent */
    struct acm_record record;
    const char *const *emails; /* ValidationEmails */
    const char *redirect_from; /* HttpRedirect; NULL = absent */
    const char *redirect_to;
    uint32_t n_emails;
    uint8_t status; /* enum acm_domain_status */
    uint8_t
        method; /* enum acm_method: as written, or by what is there (catalogue 2, 4) */
};

/* RenewalSummary. */
struct renewal {
    enum acm_renewal_status status;
    enum acm_reason reason;
    int64_t updated_at;
    struct validation *validations;
    uint32_t n_validations;
};

/* UpdateSummary: the move from e-mail to DNS validation. */
struct update {
    enum acm_update_status status;
    enum acm_method from;
    enum acm_method to;
    int64_t requested_at;
    int64_t updated_at;
};

/* A member that could not be taken as it stands; it counts as absent. */
enum oddity_kind {
    ODDITY_UNKNOWN_WORD, /* kept in text, the enum is _OTHER */
    ODDITY_WRONG_TYPE,   /* want, got */
    ODDITY_BAD_TIME,
    ODDITY_DUPLICATE, /* the member stands twice; the first counts */
};

struct oddity {
    enum oddity_kind kind;
    const char *pointer; /* within the record: "/Status" */
    const char *text;    /* the word or value as written, cut to 200 bytes */
    const char *want;    /* WRONG_TYPE: "string", "array of strings" ...; else NULL */
    struct oddity *next;
};

struct cert {
    const char *arn;                /* NULL: the record names none */
    const char *account;            /* NULL: unknown */
    const char *region;             /* NULL: unknown */
    const char *domain;             /* DomainName, canonical; NULL = absent */
    const char *const *names;       /* all names, canonical, domain first, no doubles */
    struct validation *validations; /* DomainValidationOptions */
    struct renewal *renewal;        /* NULL = absent */
    struct update *update;          /* NULL = absent */
    const char *const *in_use_by;   /* ARNs */
    const char *serial;
    const char *subject;
    const char *issuer;
    const char *signature_algorithm;
    const char *authority_arn; /* CertificateAuthorityArn */
    int64_t created_at; /* seconds since 1970-01-01 UTC, or WHEN_NONE; all of these */
    int64_t issued_at;
    int64_t imported_at;
    int64_t revoked_at;
    int64_t not_before;
    int64_t not_after;
    int64_t captured_at; /* of this dump: manifest, ResponseMetadata, item time; else
                            WHEN_NONE */
    struct oddity *oddities;
    struct origin origin;
    struct cert *older; /* further dumps of the same ARN, best first (after the merge) */
    uint32_t n_names;
    uint32_t n_validations;
    uint32_t n_in_use_by;
    uint32_t index;       /* in estate->certs (after the merge) */
    bool has_validations; /* the member was there, though perhaps empty */
    bool has_in_use_by;
    bool names_cut;       /* HasAdditionalSubjectAlternativeNames */
    bool described;       /* some dump of it is of GRADE_DESCRIBE (after the merge) */
    bool conflict;        /* dumps differ, times unknown or equal (after the merge) */
    bool emulator;        /* account 000000000000, placeholders: never "verified" */
    uint8_t grade;        /* enum grade */
    uint8_t account_from; /* enum known_from */
    uint8_t region_from;
    uint8_t status; /* enum acm_status */
    uint8_t type;   /* enum acm_type: as written, or inferred (catalogue 2, 1) */
    uint8_t reason; /* enum acm_reason: FailureReason */
    uint8_t method; /* enum acm_method: of the certificate, when all its domains agree */
    uint8_t key;    /* enum acm_key */
    uint8_t eligibility; /* enum acm_eligibility */
    uint8_t ct_logging;  /* enum acm_switch */
    uint8_t exportable;  /* enum acm_switch: Options.Export, ExportOption */
    uint8_t key_origin;  /* enum acm_origin */
    uint8_t manager;     /* enum acm_manager */
    uint8_t in_use;      /* enum flag: summary InUse */
    uint8_t exported;    /* enum flag: summary Exported */
    bool type_inferred;
};

/* FLAG_TRUE: InUseBy not empty, or summary InUse true; FLAG_NONE: nobody says. */
enum flag cert_in_use(const struct cert *cert);

/* The text of an unknown word or odd value at pointer ("/Status"), or NULL. */
const char *cert_oddity(const struct cert *cert, const char *pointer);

/* The status word: the API's, the unknown text as written, or "" when absent. */
const char *cert_status_word(const struct cert *cert);
const char *cert_reason_word(const struct cert *cert);

/* ARN, or FILE#DOCUMENT/POINTER (catalogue 1): the id of the finding's resource. */
const char *cert_id(const struct cert *cert, struct arena *arena);

/* The latest time in the dump that must lie in its past; WHEN_NONE without any. */
int64_t cert_latest_past(const struct cert *cert);

#endif
