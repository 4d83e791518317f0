/* why: why a certificate stands as it does, and what comes next. */
#ifndef MOCKAWS_ADMIN_WHY_H
#define MOCKAWS_ADMIN_WHY_H

#include "base/aws/words.h"

struct certificate;
struct emit;

/* ACM's word, or null for "absent". */
void admin_emit_word(struct emit *emit, const char *key, enum acm_words words, int value);

/* "next": {"at","event"}, the earliest that is arranged for the certificate; or null. */
void admin_emit_next(struct emit *emit, const struct certificate *certificate);

#endif
