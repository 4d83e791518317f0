/* redaction: all that a run of redact knows: whose names there are, and what for them. */
#include "analyzer/redact/redaction.h"

#include <string.h>

#include "analyzer/redact/forms.h"

const char *secret_word(enum secret_kind kind)
{
    static const char *const words[N_SECRET_KINDS] = {
        [SECRET_DOMAIN] = "a domain",          [SECRET_ACCOUNT] = "an account id",
        [SECRET_ZONE] = "a zone id",           [SECRET_MAIL] = "an e-mail address",
        [SECRET_TOKEN] = "a validation token", [SECRET_ID] = "an id",
    };

    return words[kind];
}

void redaction_init(struct redaction *all)
{
    arena_init(&all->arena);
    pseudonyms_init(&all->pseudonyms, &all->arena);
}

void redaction_clear(struct redaction *all)
{
    pseudonyms_clear(&all->pseudonyms);
    map_clear(&all->names);
    map_clear(&all->units);
    map_clear(&all->owned);
    map_clear(&all->labels);
    map_clear(&all->domains);
    map_clear(&all->issuers);
    map_clear(&all->secrets);
    buf_clear(&all->key);
    arena_clear(&all->arena);
}

static void add_secret(struct redaction *all, enum secret_kind kind, const char *text,
                       size_t len)
{
    enum secret_kind *value;
    char *lower;

    buf_reset(&all->key);
    for (size_t i = 0; i < len; i++)
        buf_putc(&all->key, form_lower(text[i]));
    if (map_get(&all->secrets, all->key.data, len) != NULL)
        return;
    lower = arena_strndup(&all->arena, all->key.data, len);
    value = arena_alloc(&all->arena, sizeof(*value));
    *value = kind;
    *map_at(&all->secrets, lower, len) = value;
    if (len > all->longest)
        all->longest = len;
}

void redaction_secret(struct redaction *all, enum secret_kind kind, const char *text,
                      size_t len)
{
    while (len > 0 && !form_is_word_byte(*text)) {
        text++;
        len--;
    }
    if (len > 0)
        add_secret(all, kind, text, len);
    if (kind == SECRET_ACCOUNT && len == 12) {
        const char *shown =
            arena_printf(&all->arena, "%.4s-%.4s-%.4s", text, text + 4, text + 8);

        add_secret(all, kind, shown, strlen(shown));
    }
}
