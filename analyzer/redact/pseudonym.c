/* pseudonym: for each name or id one made-up one of the same form, the same each time. */
#include "analyzer/redact/pseudonym.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/keep.h"
#include "base/buf.h"

enum {
    SHORT = 3,        /* labels up to here are replaced letter by letter */
    DOMAIN_MIN = 6,   /* a shorter one could well be somebody's */
    TRIES = 200,      /* before a candidate is made longer */
    LONGEST = 300,    /* longer than any name may be, so it stays one that is too long */
    ID_PREFIX = 4,    /* "AKIA" */
    ID_PREFIXED = 16, /* an id that is longer has such a prefix, if it starts with A */
};

/* Without the letters and digits that are taken for each other. */
static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";

/* Reorder 1 to n - 1; 0 marks the name servers of private zones, which stay. */
static void shuffle(const struct prf *prf, const char *what, uint16_t *numbers,
                    unsigned n)
{
    struct prf_stream stream;

    prf_open(&stream, prf, N_PSEUDONYM_KINDS, what, strlen(what), 0);
    for (unsigned i = 0; i < n; i++)
        numbers[i] = (uint16_t)i;
    for (unsigned i = n - 1; i > 1; i--) {
        const unsigned other = 1 + prf_below(&stream, i);
        const uint16_t kept = numbers[i];

        numbers[i] = numbers[other];
        numbers[other] = kept;
    }
}

void pseudonyms_init(struct pseudonyms *all, struct arena *arena)
{
    all->arena = arena;
    map_init(&all->made);
    map_init(&all->used);
    shuffle(&all->prf, "name server", all->ns_numbers, NS_NUMBERS);
    shuffle(&all->prf, "name server's host", all->ns_hosts, NS_HOSTS);
}

void pseudonyms_clear(struct pseudonyms *all)
{
    map_clear(&all->made);
    map_clear(&all->used);
}

static char letter(struct prf_stream *stream, char c)
{
    if (c >= '0' && c <= '9')
        return (char)('0' + prf_below(stream, 10));
    if (c >= 'a' && c <= 'z')
        return (char)('a' + prf_below(stream, 26));
    if (c >= 'A' && c <= 'Z')
        return (char)('A' + prf_below(stream, 26));
    return c;
}

/* Signs and marks that no name has, and no language: what is wrong with a name stays. */
static bool is_sign(const char *text, size_t len)
{
    const unsigned char *at = (const unsigned char *)text;

    if (len < 3)
        return at[0] == 0xC2;
    return at[0] == 0xC2 || (at[0] == 0xE2 && (at[1] == 0x80 || at[1] == 0x81)) ||
           (at[0] == 0xEF && at[1] >= 0xB8);
}

/* Letter by letter from `from` on; a letter that is not ASCII becomes an e acute. */
static void scramble(struct prf_stream *stream, const char *text, size_t len, size_t from,
                     struct buf *out)
{
    buf_add(out, text, from);
    for (size_t i = from; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];

        if (c < 0x80) {
            buf_putc(out, letter(stream, text[i]));
        } else if ((c & 0xC0) != 0x80 && !is_sign(text + i, len - i)) {
            buf_puts(out, "\xc3\xa9");
        } else if ((c & 0xC0) != 0x80) {
            buf_putc(out, text[i]);
            while (i + 1 < len && ((unsigned char)text[i + 1] & 0xC0) == 0x80)
                buf_putc(out, text[++i]);
        }
    }
    if (out->len == 0)
        buf_putc(out, 'r');
}

static void hex(struct prf_stream *stream, const char *text, size_t len, struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (form_is_hex(text + i, 1))
            buf_putc(out, "0123456789abcdef"[prf_below(stream, 16)]);
        else
            buf_putc(out, text[i]);
    }
}

static void fill(struct prf_stream *stream, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        buf_putc(out, alphabet[prf_below(stream, sizeof(alphabet) - 1)]);
}

static size_t id_prefix(const char *text, size_t len)
{
    return len >= ID_PREFIXED && text[0] == 'A' ? ID_PREFIX : 1;
}

/* One candidate; those of later attempts may be longer. */
static void propose(struct prf_stream *stream, enum pseudonym_kind kind, const char *text,
                    size_t len, struct buf *out)
{
    const size_t more = stream->attempt / TRIES;

    buf_reset(out);
    switch (kind) {
    case PSEUDONYM_LABEL:
        if (len <= SHORT && more == 0) {
            scramble(stream, text, len, 0, out);
        } else {
            buf_putc(out, 'r');
            fill(stream, (len > LONGEST ? LONGEST : len) - 1 + more, out);
        }
        break;
    case PSEUDONYM_DOMAIN:
        buf_puts(out, "r-");
        len = len < DOMAIN_MIN ? DOMAIN_MIN : len > LONGEST ? LONGEST : len;
        fill(stream, len - 2 + more, out);
        break;
    case PSEUDONYM_HEX:
        hex(stream, text, len, out);
        break;
    case PSEUDONYM_ID:
        scramble(stream, text, len, id_prefix(text, len), out);
        break;
    case PSEUDONYM_HOST:
        scramble(stream, text, len, 1, out);
        break;
    case PSEUDONYM_ODD:
    case PSEUDONYM_DIGITS:
    case N_PSEUDONYM_KINDS:
    default:
        scramble(stream, text, len > LONGEST ? LONGEST : len, 0, out);
        break;
    }
}

/* Nothing that is kept elsewhere, and given to nobody else. */
static bool is_free(const struct pseudonyms *all, const char *text, size_t len,
                    const struct buf *candidate)
{
    return (candidate->len != len || memcmp(candidate->data, text, len) != 0) &&
           !keep_label(candidate->data, candidate->len) &&
           map_get(&all->used, candidate->data, candidate->len) == NULL;
}

/* Nothing to hide: no letter or digit in it. */
static bool is_bare(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80 || (text[i] >= '0' && text[i] <= '9') ||
            ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z'))
            return false;
    return true;
}

static char *make(struct pseudonyms *all, enum pseudonym_kind kind, const char *text,
                  size_t len)
{
    struct prf_stream stream;
    struct buf out = { 0 };
    char *made;

    /* Short ids may run out of candidates: then the last one has to do. */
    for (uint32_t attempt = 0; attempt < 2 * TRIES; attempt++) {
        prf_open(&stream, &all->prf, (unsigned char)kind, text, len, attempt);
        propose(&stream, kind, text, len, &out);
        if (is_free(all, text, len, &out))
            break;
    }
    made = arena_strndup(all->arena, buf_text(&out), out.len);
    *map_at(&all->used, made, out.len) = made;
    buf_clear(&out);
    return made;
}

static char *key_of(struct pseudonyms *all, enum pseudonym_kind kind, const char *text,
                    size_t len)
{
    char *key = arena_alloc(all->arena, len + 1);

    key[0] = (char)('0' + kind);
    memcpy(key + 1, text, len);
    return key;
}

const char *pseudonym(struct pseudonyms *all, enum pseudonym_kind kind, const char *text,
                      size_t len)
{
    const char *made;
    char *key;

    if (is_bare(text, len))
        return arena_strndup(all->arena, text, len);
    key = key_of(all, kind, text, len);
    made = map_get(&all->made, key, len + 1);
    if (made == NULL) {
        char *fresh = make(all, kind, text, len);

        *map_at(&all->made, key, len + 1) = fresh;
        made = fresh;
    }
    return made;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void pseudonym_in_order(struct pseudonyms *all, enum pseudonym_kind kind,
                        const char *const *texts, size_t n)
{
    char **made = arena_array(all->arena, n + 1, sizeof(*made));

    for (size_t i = 0; i < n; i++)
        made[i] = make(all, kind, texts[i], strlen(texts[i]));
    if (n > 1)
        qsort(made, n, sizeof(*made), compare);
    for (size_t i = 0; i < n; i++) {
        const size_t len = strlen(texts[i]);
        char *key = key_of(all, kind, texts[i], len);

        *map_at(&all->made, key, len + 1) = made[i];
    }
}
