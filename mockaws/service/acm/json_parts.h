/* json_parts: members that several of ACM's answers have. */
#ifndef MOCKAWS_SERVICE_ACM_JSON_PARTS_H
#define MOCKAWS_SERVICE_ACM_JSON_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"

struct emit;
struct validation;

/* Absent means absent: NULL and "" write nothing. */
void json_text(struct emit *emit, const char *key, const char *text);

/* Epoch seconds, with three digits of fraction unless they are whole. TIME_NONE: nothing.
 */
void json_time(struct emit *emit, const char *key, int64_t ms);

void json_texts(struct emit *emit, const char *key, char *const *texts, size_t n);

/* "RSA-2048", "EC-prime256v1": the spelling of Describe and List (facts 0, 5). */
const char *json_key_algorithm(enum acm_key key);

/* {"Name":...,"Type":"CNAME","Value":...} */
void json_record(struct emit *emit, const char *key, const struct validation *validation);

#endif
