/* take: the value of one member, with its faults noted on the certificate and the file.
 */
#ifndef ANALYZER_READ_TAKE_H
#define ANALYZER_READ_TAKE_H

#include "analyzer/model/cert.h"
#include "analyzer/read/context.h"

/*
 * Where a member stands below the value in hand: "/Status", or with index and member
 * "/DomainValidationOptions/2/ValidationStatus". Put together only when something is
 * noted. cert may be NULL.
 */
struct taking {
    struct context *context;
    struct cert *cert;
    const char *below;
    const char *member; /* "/ValidationStatus"; NULL = none */
    uint32_t index;     /* of the element; counts with member only */
};

/* The pointer, the arena's or static. */
const char *take_pointer(const struct taking *t);

/* null, "" and absent are NULL; another type is noted. shared: many records have it. */
const char *take_text(const struct taking *t, struct json_value value, bool shared);

/* The same as a canonical domain name. */
const char *take_name(const struct taking *t, struct json_value value);

/*
 * The same, but where the text is one of the two in hand (NULL = none) that one is
 * returned: a certificate says most of its names and records several times.
 */
const char *take_text_or(const struct taking *t, struct json_value value, const char *a,
                         const char *b);
const char *take_name_or(const struct taking *t, struct json_value value, const char *a,
                         const char *b);

/* A time in any form; WHEN_NONE when absent or noted as none. */
int64_t take_time(const struct taking *t, struct json_value value);

/* A word of an enumeration; an unknown one is noted and is 1. */
int take_word(const struct taking *t, enum acm_words words, struct json_value value);

/* true, false, and the words for them that Terraform and spreadsheets write. */
enum flag take_flag(const struct taking *t, struct json_value value);

/* An array of strings. Returns their number, or -1 when absent. */
int64_t take_texts(const struct taking *t, struct json_value value,
                   const char *const **out);

/* The same as canonical names; the certificate's domain is not copied again. */
int64_t take_names(const struct taking *t, struct json_value value,
                   const char *const **out);

/* Note a wrong type. want: "string", "array of strings" ... */
void take_wrong(const struct taking *t, struct json_value value, const char *want);

/* Note a member that stands twice. */
void take_twin(const struct taking *t);

#endif
