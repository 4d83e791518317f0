/* proof: looks through what was written for anything that should be gone. */
#include "analyzer/redact/proof.h"

#include <stdbool.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/strings.h"

enum { LEVELS = 5 };

static size_t word_length(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && form_is_word_byte(text[n]))
        n++;
    return n;
}

void proof_init(struct proof *proof, const struct redaction *all)
{
    static char here[] = "";

    *proof = (struct proof){ .all = all };
    for (size_t i = 0; i < all->secrets.n_slots; i++) {
        const struct map_slot *slot = &all->secrets.slots[i];

        if (slot->value != NULL)
            *map_at(&proof->firsts, slot->key, word_length(slot->key, slot->len)) = here;
    }
}

void proof_clear(struct proof *proof)
{
    map_clear(&proof->firsts);
    buf_clear(&proof->lower);
    buf_clear(&proof->meaning);
}

/* The secret that begins here, whose first word is n long. */
static const char *begins(const struct proof *proof, const char *text, size_t len,
                          size_t n)
{
    const struct redaction *all = proof->all;

    if (map_get(&proof->firsts, text, n) == NULL)
        return NULL;
    while (n <= len && n <= all->longest) {
        const enum secret_kind *kind = map_get(&all->secrets, text, n);

        if (kind != NULL && map_get(&all->issuers, text, n) == NULL)
            return secret_word(*kind);
        while (n < len && !form_is_word_byte(text[n]))
            n++;
        if (n == len)
            break;
        n += word_length(text + n, len - n);
    }
    return NULL;
}

static const char *look(const struct proof *proof, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        const size_t n = word_length(text + i, len - i);
        const char *kind = n == 0 ? NULL : begins(proof, text + i, len - i, n);

        if (kind != NULL)
            return kind;
        i += n == 0 ? 1 : n;
    }
    return NULL;
}

const char *proof_look(struct proof *proof, const char *text, size_t len)
{
    struct buf *lower = &proof->lower;
    const char *kind;

    buf_reset(lower);
    buf_reserve(lower, len);
    for (size_t i = 0; i < len; i++)
        buf_putc(lower, form_lower(text[i]));
    kind = look(proof, buf_text(lower), lower->len);
    for (int level = 0; kind == NULL && level < LEVELS; level++) {
        const struct buf kept = *lower;

        buf_reset(&proof->meaning);
        string_meaning(buf_text(lower), lower->len, &proof->meaning);
        if (proof->meaning.len == lower->len)
            break;
        *lower = proof->meaning;
        proof->meaning = kept;
        kind = look(proof, buf_text(lower), lower->len);
    }
    return kind;
}
