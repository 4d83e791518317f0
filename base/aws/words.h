/* words: the enumerations of the ACM API, read in every spelling that evidence has. */
#ifndef BASE_AWS_WORDS_H
#define BASE_AWS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Each enumeration has 0 for "the member is absent (or null, or empty)" and _OTHER
 * for a word that is not known; the reader keeps the text of such a word.
 * Source: ACM API model 2015-12-08 and its autumn 2026 edition.
 */
enum acm_status {
    ACM_STATUS_NONE,
    ACM_STATUS_OTHER,
    ACM_PENDING_VALIDATION,
    ACM_ISSUED,
    ACM_INACTIVE,
    ACM_EXPIRED,
    ACM_VALIDATION_TIMED_OUT,
    ACM_REVOKED,
    ACM_FAILED,
};

enum acm_domain_status {
    ACM_DOMAIN_NONE,
    ACM_DOMAIN_OTHER,
    ACM_DOMAIN_PENDING_VALIDATION,
    ACM_DOMAIN_SUCCESS,
    ACM_DOMAIN_FAILED,
};

enum acm_renewal_status {
    ACM_RENEWAL_NONE,
    ACM_RENEWAL_OTHER,
    ACM_RENEWAL_PENDING_AUTO_RENEWAL,
    ACM_RENEWAL_PENDING_VALIDATION,
    ACM_RENEWAL_SUCCESS,
    ACM_RENEWAL_FAILED,
};

enum acm_update_status {
    ACM_UPDATE_NONE,
    ACM_UPDATE_OTHER,
    ACM_UPDATE_PENDING_DOMAIN_VALIDATION,
    ACM_UPDATE_SUCCESS,
    ACM_UPDATE_FAILED,
};

enum acm_eligibility {
    ACM_ELIGIBILITY_NONE,
    ACM_ELIGIBILITY_OTHER,
    ACM_ELIGIBLE,
    ACM_INELIGIBLE,
};

enum acm_type {
    ACM_TYPE_NONE,
    ACM_TYPE_OTHER,
    ACM_IMPORTED,
    ACM_AMAZON_ISSUED,
    ACM_PRIVATE,
};

enum acm_method {
    ACM_METHOD_NONE,
    ACM_METHOD_OTHER,
    ACM_METHOD_EMAIL,
    ACM_METHOD_DNS,
    ACM_METHOD_HTTP,
};

enum acm_reason {
    ACM_REASON_NONE,
    ACM_REASON_UNKNOWN, /* a word that is not known; OTHER is a word of the API */
    ACM_NO_AVAILABLE_CONTACTS,
    ACM_ADDITIONAL_VERIFICATION_REQUIRED,
    ACM_DOMAIN_NOT_ALLOWED,
    ACM_INVALID_PUBLIC_DOMAIN,
    ACM_DOMAIN_VALIDATION_DENIED,
    ACM_CAA_ERROR,
    ACM_PCA_LIMIT_EXCEEDED,
    ACM_PCA_INVALID_ARN,
    ACM_PCA_INVALID_STATE,
    ACM_PCA_REQUEST_FAILED,
    ACM_PCA_NAME_CONSTRAINTS_VALIDATION,
    ACM_PCA_RESOURCE_NOT_FOUND,
    ACM_PCA_INVALID_ARGS,
    ACM_PCA_INVALID_DURATION,
    ACM_PCA_ACCESS_DENIED,
    ACM_SLR_NOT_FOUND,
    ACM_OTHER_REASON,              /* "OTHER" */
    ACM_PENDING_DOMAIN_VALIDATION, /* EventBridge and Health only */
};

enum acm_key {
    ACM_KEY_NONE,
    ACM_KEY_OTHER,
    ACM_RSA_1024,
    ACM_RSA_2048,
    ACM_RSA_3072,
    ACM_RSA_4096,
    ACM_EC_PRIME256V1,
    ACM_EC_SECP384R1,
    ACM_EC_SECP521R1,
};

enum acm_switch { /* Options.Export, CertificateTransparencyLoggingPreference */
                  ACM_SWITCH_NONE,
                  ACM_SWITCH_OTHER,
                  ACM_ENABLED,
                  ACM_DISABLED,
};

enum acm_origin { /* CertificateKeyPairOrigin */
                  ACM_ORIGIN_NONE,
                  ACM_ORIGIN_OTHER,
                  ACM_ORIGIN_AWS_MANAGED,
                  ACM_ORIGIN_ACME,
                  ACM_ORIGIN_CUSTOMER_PROVIDED,
};

enum acm_manager { /* ManagedBy */
                   ACM_MANAGER_NONE,
                   ACM_MANAGER_OTHER,
                   ACM_MANAGER_CLOUDFRONT,
};

/* The enumerations above, for acm_word_parse() and acm_word(). */
enum acm_words {
    ACM_WORDS_STATUS,
    ACM_WORDS_DOMAIN_STATUS,
    ACM_WORDS_RENEWAL_STATUS,
    ACM_WORDS_UPDATE_STATUS,
    ACM_WORDS_ELIGIBILITY,
    ACM_WORDS_TYPE,
    ACM_WORDS_METHOD,
    ACM_WORDS_REASON,
    ACM_WORDS_KEY,
    ACM_WORDS_SWITCH,
    ACM_WORDS_ORIGIN,
    ACM_WORDS_MANAGER,
};

/*
 * Read a word without regard to case, '_', '-' and blanks ("RSA-2048", "RSA_2048",
 * "No Available Contacts"). Empty text is 0 (absent), an unknown word 1 (_OTHER).
 * Well-known exact spellings are found without folding: this is on the hot path.
 */
int acm_word_parse(enum acm_words words, const char *text, size_t len);

/* The API's spelling ("RSA_2048" for keys); "" for 0 and 1. */
const char *acm_word(enum acm_words words, int value);

/* All words of an enumeration, NULL-terminated, for messages and suggestions. */
const char *const *acm_word_list(enum acm_words words);

#endif
