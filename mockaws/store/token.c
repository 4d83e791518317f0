/* token: the validation record of an account and a domain. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "mockaws/store/store.h"

enum { KEY_MAX = 300, TEXT_MAX = 400 };

struct token_note {
    char *key;
    char *record_name;
    char *record_value;
};

static size_t make_key(const char *account, const char *domain, char key[KEY_MAX])
{
    const int len = snprintf(key, KEY_MAX, "%.12s %.260s", account, domain);

    return (size_t)len;
}

void store_note_token(struct store *store, const char *account, const char *domain,
                      const char *record_name, const char *record_value)
{
    struct token_note *note;
    char key[KEY_MAX];
    const size_t len = make_key(account, domain, key);

    note = map_get(&store->by_note, key, len);
    if (note == NULL) {
        note = heap_zalloc(sizeof(*note));
        note->key = heap_strdup(key);
        store->notes =
            heap_grow(store->notes, store->n_notes + 1, sizeof(struct token_note *));
        store->notes[store->n_notes++] = note;
        *map_at(&store->by_note, note->key, len) = note;
    }
    text_set(&note->record_name, record_name);
    text_set(&note->record_value, record_value);
}

void store_token(const struct store *store, const char *account, const char *domain,
                 char **record_name, char **record_value)
{
    const struct token_note *note;
    struct ids_token token;
    char key[KEY_MAX];
    char text[TEXT_MAX];

    note = map_get(&store->by_note, key, make_key(account, domain, key));
    if (note != NULL) {
        text_set(record_name, note->record_name);
        text_set(record_value, note->record_value);
        return;
    }
    ids_token(&store->ids, account, domain, &token);
    snprintf(text, sizeof(text), "%s.%s.", token.name, domain);
    text_set(record_name, text);
    text_set(record_value, token.value);
}

void store_clear_tokens(struct store *store)
{
    for (size_t i = 0; i < store->n_notes; i++) {
        free(store->notes[i]->key);
        free(store->notes[i]->record_name);
        free(store->notes[i]->record_value);
        free(store->notes[i]);
    }
    free(store->notes);
    map_clear(&store->by_note);
}
