/* pattern: the regular expressions of the ACM model, each with a matcher of its own. */
#ifndef MOCKAWS_WIRE_PATTERN_H
#define MOCKAWS_WIRE_PATTERN_H

#include <stdbool.h>

/* text is what AWS prints when a value does not match. Source: facts 1.1, 1.2. */
struct pattern {
    const char *text;
    bool (*matches)(const char *value); /* UTF-8 */
};

extern const struct pattern pattern_arn; /* of ACM */
extern const struct pattern pattern_pca_arn;
extern const struct pattern pattern_domain;
extern const struct pattern pattern_word;
extern const struct pattern pattern_tag;
extern const struct pattern pattern_next_token;
extern const struct pattern pattern_serial;

#endif
