/* explain: one finding of an earlier run, in full: the command `explain`. */
#include "analyzer/explain.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "analyzer/options.h"
#include "analyzer/terminal.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/spell.h"
#include "reports/finding/finding.h"
#include "reports/finding_json.h"
#include "reports/findings_walk.h"
#include "reports/report.h"

enum { FINGERPRINT_LEN = 16, READ_SIZE = 1 << 16 };

static const size_t text_max = (size_t)4 << 30;

/* What is looked for, and what was found so far. */
struct search {
    const struct findings_text *text;
    const char *wanted; /* lower case */
    bool all;           /* every fingerprint is read, for the nearest */
    struct findings_piece rules;
    struct findings_piece piece;
    const char *fingerprint; /* of piece; NULL = none yet */
    const char *other;       /* another one that starts alike; NULL = none */
    const char **seen;
    size_t n_seen;
    size_t room;
    struct arena *arena;
};

static int keep_rules(void *context, struct findings_piece piece, struct err *err)
{
    struct search *search = context;

    (void)err;
    search->rules = piece;
    return 0;
}

static void note_seen(struct search *search, const char *fingerprint)
{
    if (search->n_seen + 1 >= search->room) {
        const size_t room = search->room == 0 ? 256 : search->room * 2;
        const char **seen = arena_array(search->arena, room, sizeof(*seen));

        if (search->n_seen > 0)
            memcpy(seen, search->seen, search->n_seen * sizeof(*seen));
        search->seen = seen;
        search->room = room;
    }
    search->seen[search->n_seen++] = fingerprint;
    search->seen[search->n_seen] = NULL;
}

static int match(void *context, struct findings_piece piece, struct err *err)
{
    struct search *search = context;
    const char *fingerprint;

    /* Most findings are passed over without being parsed. */
    if (!search->all && memmem(search->text->text + piece.start, piece.len,
                               search->wanted, strlen(search->wanted)) == NULL)
        return 0;
    if (finding_json_fingerprint(search->text, piece, search->arena, &fingerprint, err) !=
        0)
        return -1;
    if (search->all)
        note_seen(search, fingerprint);
    if (strncmp(fingerprint, search->wanted, strlen(search->wanted)) != 0)
        return 0;
    if (search->fingerprint == NULL) {
        search->fingerprint = fingerprint;
        search->piece = piece;
    } else if (strcmp(search->fingerprint, fingerprint) != 0) {
        search->other = fingerprint;
    }
    return 0;
}

/* Nothing has it: all fingerprints are read, and the nearest is named. */
static int unknown(struct search *search, const struct findings_visitor *visitor,
                   struct err *err)
{
    const char *near = NULL;

    search->all = true;
    if (findings_walk(search->text, visitor, err) != 0)
        return -1;
    if (search->n_seen == 0)
        return err_set(err, ERR_USAGE, "explain: %s holds no finding",
                       search->text->file);
    near = spell_nearest(search->wanted, search->seen);
    if (near != NULL)
        return err_set(err, ERR_USAGE, "explain: no finding '%s' in %s; did you mean %s?",
                       search->wanted, search->text->file, near);
    return err_set(err, ERR_USAGE,
                   "explain: no finding '%s' in %s; a fingerprint has %d hex digits, and "
                   "its first ones are enough",
                   search->wanted, search->text->file, FINGERPRINT_LEN);
}

static int find(struct search *search, struct finding *out, struct err *err)
{
    const struct findings_visitor visitor = { keep_rules, match, search };

    if (findings_walk(search->text, &visitor, err) != 0)
        return -1;
    if (search->fingerprint == NULL)
        return unknown(search, &visitor, err);
    if (search->other != NULL)
        return err_set(err, ERR_USAGE,
                       "explain: more than one finding starts with '%s': %s and %s; give "
                       "more of it",
                       search->wanted, search->fingerprint, search->other);
    return finding_json_read(search->text, search->piece, search->rules, search->arena,
                             out, err);
}

static int read_text(const char *path, struct buf *out, struct err *err)
{
    size_t got;

    if (strcmp(path, "-") != 0)
        return file_read(path, text_max, out, err);
    do {
        buf_reserve(out, READ_SIZE);
        got = fread(out->data + out->len, 1, READ_SIZE, stdin);
        out->len += got;
        out->data[out->len] = '\0';
    } while (got > 0 && out->len <= text_max);
    if (ferror(stdin))
        return err_set(err, ERR_IO, "-: %s", strerror(errno));
    return got > 0 ? err_set(err, ERR_LIMIT, "-: larger than %zu bytes", text_max) : 0;
}

static const char *lower_case(const char *word, struct arena *arena)
{
    char *out = arena_strdup(arena, word);

    for (char *at = out; *at != '\0'; at++)
        *at = (char)tolower((unsigned char)*at);
    return out;
}

int explain(const struct options *options, struct err *err)
{
    const struct text_style style = terminal_style(options->color);
    const char *path = options->paths.items[0];
    struct buf bytes = { 0 };
    struct findings_text text = { .file = path };
    struct finding finding;
    struct arena arena;
    int rc = -1;

    arena_init(&arena);
    if (read_text(path, &bytes, err) == 0) {
        struct search search = { .text = &text, .arena = &arena };

        search.wanted = lower_case(options->paths.items[1], &arena);
        text.text = buf_text(&bytes);
        text.len = bytes.len;
        rc = find(&search, &finding, err);
        if (rc == 0)
            report_text_finding(&finding, &style, stdout);
    }
    buf_clear(&bytes);
    arena_clear(&arena);
    return rc;
}
