/* words: the words that a scenario may use, each with what it stands for. */
#ifndef MOCKAWS_SCENARIO_WORDS_H
#define MOCKAWS_SCENARIO_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct scenario_word {
    const char *word;
    int value;
};

/*
 * A vocabulary: a table of our own, or one of ACM's enumerations (base/aws/words.h), less
 * its last words from `value == until` on. Words are taken as written, never folded: one
 * word for one thing.
 */
struct scenario_words {
    const struct scenario_word *table; /* NULL: ACM's */
    size_t n_table;
    int acm;   /* enum acm_words */
    int until; /* 0: all */
};

bool words_find(const struct scenario_words *words, const char *text, int *value);

/* "" when no word has the value. */
const char *words_text(const struct scenario_words *words, int value);

/* All, NULL-terminated, for suggestions. */
const char *const *words_list(const struct scenario_words *words, struct arena *arena);

/* "nearest "upsert_records"", or "want one of a, b, c" when nothing is near. */
const char *words_hint(const char *text, const char *const *list, struct arena *arena);

extern const struct scenario_words words_status;
extern const struct scenario_words words_domain_status;
extern const struct scenario_words words_renewal_status;
extern const struct scenario_words words_update_status;
extern const struct scenario_words words_eligibility;
extern const struct scenario_words words_method;
extern const struct scenario_words words_reason; /* FailureReason */
extern const struct scenario_words words_key;
extern const struct scenario_words words_switch;
extern const struct scenario_words words_origin;
extern const struct scenario_words words_manager;
extern const struct scenario_words words_break;
extern const struct scenario_words words_failure; /* enum dns_failure */
extern const struct scenario_words words_oddity;  /* enum oddity */
extern const struct scenario_words words_service; /* enum aws_service */
extern const struct scenario_words words_reset;   /* enum http_reset */
extern const struct scenario_words words_token;   /* enum scenario_token */
extern const struct scenario_words words_verdict; /* enum scenario_verdict */
extern const struct scenario_words words_type;    /* enum rr_type: Route 53's */
extern const struct scenario_words
    words_revocation;                               /* RevocationReason: the word alone */
extern const struct scenario_words words_failover;  /* the word alone */
extern const struct scenario_words words_pca_state; /* the word alone */
extern const struct scenario_words words_severity;  /* the word alone */

#endif
