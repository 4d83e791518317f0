/* names: domain names, label by label; what a name says by its form is kept. */
#include "analyzer/redact/names.h"

#include <string.h>
#include <strings.h>

#include "analyzer/redact/keep.h"
#include "analyzer/redact/label.h"
#include "analyzer/redact/redaction.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"

enum { LABELS_MAX = 130 };

struct labels {
    struct label items[LABELS_MAX];
    size_t n;
};

void names_rewrite_label(struct redaction *all, const char *text, size_t len,
                         struct buf *out)
{
    const struct label label = { text, len, name_canonical(&all->arena, text, len),
                                 FATE_LABEL };

    label_rewrite(all, &label, out);
}

/* ---- a name, from its end ---- */

static void split(struct redaction *all, const char *text, size_t len, bool decimal,
                  struct labels *out)
{
    size_t from = 0;

    for (size_t i = 0; i <= len && out->n < LABELS_MAX; i++) {
        struct label *label = &out->items[out->n];

        if (i + 1 < len && text[i] == '\\') {
            i++;
            continue;
        }
        if (i < len && text[i] != '.')
            continue;
        *label = (struct label){ .text = text + from, .len = i - from };
        label->canonical =
            decimal ? name_canonical_decimal(&all->arena, label->text, label->len)
                    : name_canonical(&all->arena, label->text, label->len);
        out->n++;
        from = i + 1;
    }
}

/* The first n labels as one name; the starts of labels in it. */
static const char *join(struct redaction *all, const struct labels *labels, size_t n,
                        size_t starts[LABELS_MAX])
{
    struct buf text = { 0 };
    const char *joined;

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&text, '.');
        starts[i] = text.len;
        buf_puts(&text, labels->items[i].canonical);
    }
    joined = arena_strdup(&all->arena, buf_text(&text));
    buf_clear(&text);
    return joined;
}

/* How many of the first n labels stand at or behind `at` in name. */
static size_t labels_from(const char *name, const char *at, const size_t *starts,
                          size_t n)
{
    size_t count = 0;

    while (count < n && starts[n - 1 - count] >= (size_t)(at - name))
        count++;
    return count;
}

static bool is_server_number(const char *text, unsigned limit, unsigned *out)
{
    const size_t len = strlen(text);

    *out = 0;
    if (len == 0 || len > 4 || strspn(text, "0123456789") != len)
        return false;
    for (size_t i = 0; i < len; i++)
        *out = *out * 10 + (unsigned)(text[i] - '0');
    return *out < limit;
}

/* "ns-42.awsdns-05.com": two numbers, each reordered within its own. */
static bool is_aws_server(const struct labels *labels, size_t end, unsigned numbers[2])
{
    const char *first = end < 2 ? "" : labels->items[end - 2].canonical;
    const char *second = end < 2 ? "" : labels->items[end - 1].canonical;

    return strncmp(first, "ns-", 3) == 0 && strncmp(second, "awsdns-", 7) == 0 &&
           is_server_number(first + 3, 4 * NS_NUMBERS, &numbers[0]) &&
           is_server_number(second + 7, NS_HOSTS, &numbers[1]);
}

/* Does it end in a domain that is known? */
static bool ends_in_unit(const struct redaction *all, const char *name)
{
    if (keep_domain(name) != NULL)
        return true;
    for (const char *at = name; at != NULL; at = name_parent(at))
        if (strchr(at, '.') != NULL && map_get(&all->units, at, strlen(at)) != NULL)
            return true;
    return false;
}

static bool begins_anew(struct redaction *all, const struct labels *labels, size_t n)
{
    size_t starts[LABELS_MAX];

    return ends_in_unit(all, join(all, labels, n, starts));
}

static void set_fate(struct labels *labels, size_t end, size_t n, enum fate fate)
{
    for (size_t i = 0; i < n && i < end; i++)
        labels->items[end - 1 - i].fate = fate;
}

/* The domain that the first `end` labels end in: its suffix and what is registered. */
static size_t judge_domain(struct redaction *all, struct labels *labels, size_t end,
                           bool *host)
{
    size_t starts[LABELS_MAX];
    unsigned numbers[2];
    const char *name = join(all, labels, end, starts);
    const char *known = keep_domain(name);
    const char *suffix = known != NULL ? known : suffix_public(name);
    size_t n = suffix == NULL ? 0 : labels_from(name, suffix, starts, end);

    *host = known != NULL;
    if (suffix == NULL && keep_private_suffix(labels->items[end - 1].canonical,
                                              strlen(labels->items[end - 1].canonical)))
        n = 1;
    set_fate(labels, end, n, FATE_KEEP);
    if (known == NULL && n > 0 && n < end) {
        if (is_aws_server(labels, end - n, numbers)) {
            set_fate(labels, end - n, 2, FATE_SERVER);
            return end - n - 2;
        }
        labels->items[end - n - 1].fate = FATE_DOMAIN;
        n++;
    }
    if (n == 0) {
        labels->items[end - 1].fate = FATE_LABEL;
        n = 1;
    }
    return end - n;
}

static void judge(struct redaction *all, struct labels *labels)
{
    size_t end = labels->n;

    while (end > 0 && labels->items[end - 1].len == 0)
        end--;
    while (end > 0) {
        bool host;

        end = judge_domain(all, labels, end, &host);
        while (end > 0 && !begins_anew(all, labels, end))
            labels->items[--end].fate = host ? FATE_HOST : FATE_LABEL;
    }
}

/* "ns-42" and "awsdns-05": the blocks of 512 numbers tell the suffix, and stay. */
static void put_servers(const struct redaction *all, const struct labels *labels,
                        size_t at, struct buf *out)
{
    unsigned numbers[2] = { 0, 0 };

    if (!is_aws_server(labels, at + 2, numbers))
        return; /* its fate says that it is one */
    buf_printf(out, "ns-%u.awsdns-%02u",
               numbers[0] / NS_NUMBERS * NS_NUMBERS +
                   all->pseudonyms.ns_numbers[numbers[0] % NS_NUMBERS],
               (unsigned)all->pseudonyms.ns_hosts[numbers[1]]);
}

/* With the origin a relative name is judged as what it means. */
static size_t take_apart(struct redaction *all, const char *text, size_t len,
                         const char *origin, bool decimal, struct labels *labels)
{
    size_t n;

    labels->n = 0;
    split(all, text, len, decimal, labels);
    n = labels->n;
    if (origin != NULL && *origin != '\0' && len > 0 && text[len - 1] != '.')
        split(all, origin, strlen(origin), true, labels);
    judge(all, labels);
    return n;
}

static void rewrite(struct redaction *all, const char *text, size_t len,
                    const char *origin, bool decimal, struct buf *out)
{
    struct labels labels;
    const size_t n = take_apart(all, text, len, origin, decimal, &labels);

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(out, '.');
        if (labels.items[i].fate == FATE_SERVER && i + 1 < n) {
            put_servers(all, &labels, i, out);
            i++;
        } else {
            label_rewrite(all, &labels.items[i], out);
        }
    }
}

/* What it became before, or NULL; all->key then holds what to keep the answer under. */
static const char *made_before(struct redaction *all, char kind, const char *text,
                               size_t len, const char *origin)
{
    struct buf *key = &all->key;

    buf_reset(key);
    buf_putc(key, kind);
    buf_puts(key, origin == NULL ? "" : origin);
    buf_putc(key, ' ');
    buf_add(key, text, len);
    return map_get(&all->domains, key->data, key->len);
}

/* Both are the arena's. */
static void keep_made(struct redaction *all, const char *key, size_t len, char *made)
{
    *map_at(&all->domains, key, len) = made;
}

bool names_is_owned(struct redaction *all, const char *name)
{
    for (const char *at = name; at != NULL; at = name_parent(at))
        if (map_get(&all->owned, at, strlen(at)) != NULL)
            return true;
    return false;
}

/* Canonical. */
static bool looks_like_name(const struct redaction *all, const char *name)
{
    const char *last = strrchr(name, '.');

    if (map_get(&all->names, name, strlen(name)) != NULL || ends_in_unit(all, name))
        return true;
    if (last == NULL || last == name)
        return false;
    if (strncmp(name, "aws.", 4) == 0 && last == name + 3)
        return false; /* "aws.events", a source of events */
    return suffix_public(name) != NULL || keep_private_suffix(last + 1, strlen(last + 1));
}

/* A name that became another one; of zone files also much that was never one. */
static void note_secret(struct redaction *all, const char *name, const char *made)
{
    const char *base = name_base(name);
    const char *last;

    base += strspn(base, "._-*");
    last = strrchr(base, '.');
    if (last != NULL && strspn(last + 1, "0123456789") == strlen(last + 1))
        return; /* a version, whatever a reader took it for */
    if (name_labels(base) > 1 && strcasecmp(name, made) != 0 &&
        looks_like_name(all, base))
        redaction_secret(all, SECRET_DOMAIN, base, strlen(base));
}

void names_rewrite(struct redaction *all, const char *text, size_t len,
                   const char *origin, bool decimal, struct buf *out)
{
    const char *before = made_before(all, decimal ? 'd' : 'o', text, len, origin);
    const size_t key_len = all->key.len;
    struct buf made = { 0 };
    const char *key;
    const char *name;
    char *copy;

    if (before != NULL) {
        buf_puts(out, before);
        return;
    }
    key = arena_strndup(&all->arena, all->key.data, key_len);
    rewrite(all, text, len, origin, decimal, &made);
    copy = arena_strndup(&all->arena, buf_text(&made), made.len);
    keep_made(all, key, key_len, copy);
    buf_puts(out, copy);
    buf_clear(&made);
    name = decimal ? name_canonical_decimal(&all->arena, text, len)
                   : name_canonical(&all->arena, text, len);
    if (origin == NULL)
        note_secret(all, name, name_canonical(&all->arena, copy, strlen(copy)));
}

bool names_is_name(struct redaction *all, const char *text, size_t len)
{
    static char answers[2][2] = { "n", "y" };
    const char *before = made_before(all, '?', text, len, NULL);
    const size_t key_len = all->key.len;
    const char *key;
    bool answer;

    if (before != NULL)
        return *before == 'y';
    key = arena_strndup(&all->arena, all->key.data, key_len);
    answer = looks_like_name(all, name_canonical(&all->arena, text, len));
    keep_made(all, key, key_len, answers[answer]);
    return answer;
}
