/* words: the enumerations of the ACM API, read in every spelling that evidence has. */
#include "base/aws/words.h"

#include <string.h>

#include "base/spell.h"

/* Index 0 and 1 are absent and unknown; the rest follow the enumeration in words.h. */
static const char *const status_words[] = {
    "",         "",        "PENDING_VALIDATION",   "ISSUED",
    "INACTIVE", "EXPIRED", "VALIDATION_TIMED_OUT", "REVOKED",
    "FAILED",   NULL,
};

static const char *const domain_status_words[] = {
    "", "", "PENDING_VALIDATION", "SUCCESS", "FAILED", NULL
};

static const char *const renewal_status_words[] = {
    "", "", "PENDING_AUTO_RENEWAL", "PENDING_VALIDATION", "SUCCESS", "FAILED", NULL,
};

static const char *const update_status_words[] = {
    "", "", "PENDING_DOMAIN_VALIDATION", "SUCCESS", "FAILED", NULL
};

static const char *const eligibility_words[] = { "", "", "ELIGIBLE", "INELIGIBLE", NULL };

static const char *const type_words[] = { "",        "",  "IMPORTED", "AMAZON_ISSUED",
                                          "PRIVATE", NULL };

static const char *const method_words[] = { "", "", "EMAIL", "DNS", "HTTP", NULL };

static const char *const reason_words[] = {
    "",
    "",
    "NO_AVAILABLE_CONTACTS",
    "ADDITIONAL_VERIFICATION_REQUIRED",
    "DOMAIN_NOT_ALLOWED",
    "INVALID_PUBLIC_DOMAIN",
    "DOMAIN_VALIDATION_DENIED",
    "CAA_ERROR",
    "PCA_LIMIT_EXCEEDED",
    "PCA_INVALID_ARN",
    "PCA_INVALID_STATE",
    "PCA_REQUEST_FAILED",
    "PCA_NAME_CONSTRAINTS_VALIDATION",
    "PCA_RESOURCE_NOT_FOUND",
    "PCA_INVALID_ARGS",
    "PCA_INVALID_DURATION",
    "PCA_ACCESS_DENIED",
    "SLR_NOT_FOUND",
    "OTHER",
    "PENDING_DOMAIN_VALIDATION",
    NULL,
};

static const char *const key_words[] = {
    "",
    "",
    "RSA_1024",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
    NULL,
};

static const char *const switch_words[] = { "", "", "ENABLED", "DISABLED", NULL };

static const char *const origin_words[] = {
    "", "", "AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED", NULL
};

static const char *const manager_words[] = { "", "", "CLOUDFRONT", NULL };

static const char *const *words_of(enum acm_words words)
{
    static const char *const *const all[] = {
        [ACM_WORDS_STATUS] = status_words,
        [ACM_WORDS_DOMAIN_STATUS] = domain_status_words,
        [ACM_WORDS_RENEWAL_STATUS] = renewal_status_words,
        [ACM_WORDS_UPDATE_STATUS] = update_status_words,
        [ACM_WORDS_ELIGIBILITY] = eligibility_words,
        [ACM_WORDS_TYPE] = type_words,
        [ACM_WORDS_METHOD] = method_words,
        [ACM_WORDS_REASON] = reason_words,
        [ACM_WORDS_KEY] = key_words,
        [ACM_WORDS_SWITCH] = switch_words,
        [ACM_WORDS_ORIGIN] = origin_words,
        [ACM_WORDS_MANAGER] = manager_words,
    };

    return all[words];
}

int acm_word_parse(enum acm_words words, const char *text, size_t len)
{
    const char *const *list = words_of(words);

    if (len == 0)
        return 0;
    for (int i = 2; list[i] != NULL; i++)
        if (list[i][0] == text[0] && strlen(list[i]) == len &&
            memcmp(list[i], text, len) == 0)
            return i;
    for (int i = 2; list[i] != NULL; i++)
        if (spell_same(list[i], strlen(list[i]), text, len))
            return i;
    return 1;
}

const char *acm_word(enum acm_words words, int value)
{
    return words_of(words)[value];
}

const char *const *acm_word_list(enum acm_words words)
{
    return words_of(words) + 2;
}
