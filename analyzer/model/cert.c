/* cert: one certificate as one dump tells it; plain data. */
#include "analyzer/model/cert.h"

#include <string.h>

#include "base/arena.h"
#include "base/when.h"

enum flag cert_in_use(const struct cert *cert)
{
    if (cert->n_in_use_by > 0 || cert->in_use == FLAG_TRUE)
        return FLAG_TRUE;
    if (cert->has_in_use_by || cert->in_use == FLAG_FALSE)
        return FLAG_FALSE;
    return FLAG_NONE;
}

const char *cert_oddity(const struct cert *cert, const char *pointer)
{
    for (const struct oddity *oddity = cert->oddities; oddity != NULL;
         oddity = oddity->next)
        if (strcmp(oddity->pointer, pointer) == 0 && oddity->kind != ODDITY_DUPLICATE)
            return oddity->text;
    return NULL;
}

static const char *word_or_text(const struct cert *cert, enum acm_words words, int value,
                                const char *pointer)
{
    const char *text = value == 1 ? cert_oddity(cert, pointer) : acm_word(words, value);

    return text == NULL ? "" : text;
}

const char *cert_status_word(const struct cert *cert)
{
    return word_or_text(cert, ACM_WORDS_STATUS, cert->status, "/Status");
}

const char *cert_reason_word(const struct cert *cert)
{
    return word_or_text(cert, ACM_WORDS_REASON, cert->reason, "/FailureReason");
}

const char *cert_id(const struct cert *cert, struct arena *arena)
{
    if (cert->arn != NULL)
        return cert->arn;
    return arena_printf(arena, "%s#%u%s%s", cert->origin.source->file,
                        cert->origin.document, *cert->origin.pointer == '/' ? "" : "/",
                        cert->origin.pointer);
}

int64_t cert_latest_past(const struct cert *cert)
{
    const int64_t times[] = {
        cert->created_at,
        cert->issued_at,
        cert->imported_at,
        cert->revoked_at,
        cert->captured_at,
        cert->renewal == NULL ? WHEN_NONE : cert->renewal->updated_at,
        cert->update == NULL ? WHEN_NONE : cert->update->requested_at,
        cert->update == NULL ? WHEN_NONE : cert->update->updated_at,
    };
    int64_t latest = WHEN_NONE;

    for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
        if (times[i] > latest)
            latest = times[i];
    return latest;
}
