/* proof: looks through what was written for anything that should be gone. */
#include "analyzer/redact/proof.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/keep.h"
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
    buf_clear(&proof->name);
}

static bool is_name_byte(char c)
{
    return form_is_word_byte(c) || c == '-' || c == '_' || c == '.';
}

/*
 * Is a domain that was found no more than a part of a name of AWS, which stays, and whose
 * parts are nobody's? "validations.aws" of some text is not left in
 * "acm-validations.aws". What is somebody's own is a secret wherever it stands.
 */
static bool is_part_of_aws(struct proof *proof, const char *text, size_t len, size_t from,
                           size_t n)
{
    const char *found = text + from;
    size_t end = from + n;

    for (size_t i = 0; i < n; i++)
        if ((i == 0 || found[i - 1] == '.') &&
            map_get(&proof->all->owned, found + i, n - i) != NULL)
            return false;
    while (from > 0 && is_name_byte(text[from - 1]))
        from--;
    while (end < len && is_name_byte(text[end]))
        end++;
    while (end > from && text[end - 1] == '.')
        end--;
    buf_reset(&proof->name);
    buf_add(&proof->name, text + from, end - from);
    return keep_domain(buf_text(&proof->name)) != NULL ||
           strstr(buf_text(&proof->name), "awsdns-") != NULL;
}

/* A name that goes on with a hyphen is another one. */
static bool is_left(struct proof *proof, enum secret_kind kind, const char *text,
                    size_t len, size_t from, size_t n)
{
    if (map_get(&proof->all->issuers, text + from, n) != NULL)
        return false;
    if (kind != SECRET_DOMAIN)
        return true;
    return (from == 0 || text[from - 1] != '-') &&
           (from + n == len || text[from + n] != '-') &&
           !is_part_of_aws(proof, text, len, from, n);
}

/* The kind of the secret that begins at from, where a word of n bytes stands. */
static const char *begins(struct proof *proof, const char *text, size_t len, size_t from,
                          size_t n)
{
    const struct redaction *all = proof->all;

    if (map_get(&proof->firsts, text + from, n) == NULL)
        return NULL;
    while (from + n <= len && n <= all->longest) {
        const enum secret_kind *kind = map_get(&all->secrets, text + from, n);

        if (kind != NULL && is_left(proof, *kind, text, len, from, n))
            return secret_word(*kind);
        while (from + n < len && !form_is_word_byte(text[from + n]))
            n++;
        if (from + n == len)
            break;
        n += word_length(text + from + n, len - from - n);
    }
    return NULL;
}

static const char *look(struct proof *proof, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        const size_t n = word_length(text + i, len - i);
        const char *kind = n == 0 ? NULL : begins(proof, text, len, i, n);

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
