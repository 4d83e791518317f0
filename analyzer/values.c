/* values: the values of options, from text. */
#include "analyzer/values.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"

void words_add(struct words *words, struct arena *arena, const char *text, size_t len)
{
    const char **items = arena_array(arena, words->n + 1, sizeof(*items));

    if (words->n > 0)
        memcpy(items, words->items, words->n * sizeof(*items));
    items[words->n] = arena_strndup(arena, text, len);
    words->items = items;
    words->n++;
}

/* Split `A,B,C`; an empty piece is a mistake. */
int words_split(struct words *words, struct arena *arena, const char *option,
                const char *text, struct err *err)
{
    for (;;) {
        size_t len = strcspn(text, ",");

        if (len == 0)
            return err_set(err, ERR_USAGE, "%s: an empty word in the list", option);
        words_add(words, arena, text, len);
        if (text[len] == '\0')
            return 0;
        text += len + 1;
    }
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void words_sort(struct words *words)
{
    size_t n = 0;

    if (words->n == 0)
        return;
    qsort(words->items, words->n, sizeof(*words->items), compare_words);
    for (size_t i = 1; i < words->n; i++)
        if (strcmp(words->items[n], words->items[i]) != 0)
            words->items[++n] = words->items[i];
    words->n = n + 1;
}

int value_tri(const char *option, const char *word, enum tri *out, struct err *err)
{
    if (strcmp(word, "auto") == 0)
        *out = TRI_AUTO;
    else if (strcmp(word, "always") == 0)
        *out = TRI_ALWAYS;
    else if (strcmp(word, "never") == 0)
        *out = TRI_NEVER;
    else
        return err_set(err, ERR_USAGE, "%s: want auto, always or never, got '%s'", option,
                       word);
    return 0;
}

int value_threads(const char *word, unsigned *out, struct err *err)
{
    char *end;
    long n = strtol(word, &end, 10);

    if (*word == '\0' || *end != '\0' || n < 1 || n > THREADS_MAX)
        return err_set(err, ERR_USAGE, "--threads: want a number from 1 to %d, got '%s'",
                       THREADS_MAX, word);
    *out = (unsigned)n;
    return 0;
}

int value_now(const char *word, int64_t *out, struct err *err)
{
    if (when_parse(word, strlen(word), out) == WHEN_OK && *out != WHEN_NONE)
        return 0;
    return err_set(
        err, ERR_USAGE,
        "--now: want a time with its zone, such as 2026-11-23T09:00:00Z, got '%s'", word);
}
