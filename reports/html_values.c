/* html_values: what is a row's own in the island: its id, names and long tokens. */
#include "reports/html_island.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

enum { FORMED_MIN = 8 };

/* ---- IDN ---- */

static void note_idn(struct island *island, const char *name)
{
    char *unicode;

    if (name == NULL || strstr(name, "xn--") == NULL ||
        map_get(&island->idn_seen, name, strlen(name)) != NULL)
        return;
    *map_at(&island->idn_seen, name, strlen(name)) = island;
    unicode = html_unicode(name);
    if (unicode == NULL)
        return;
    if (island->n_idn == island->room_idn) {
        size_t room = island->room_idn == 0 ? 64 : island->room_idn * 2;
        const char **items = arena_array(island->arena, room, sizeof(*items));

        if (island->n_idn > 0)
            memcpy(items, island->idn, island->n_idn * sizeof(*items));
        island->idn = items;
        island->room_idn = room;
    }
    island->idn[island->n_idn++] = name;
    island->idn[island->n_idn++] = arena_strdup(island->arena, unicode);
    free(unicode);
}

/* ---- learning ---- */

/* ACM's target, "_token.label.acm-validations.aws.": the label is the row's own. */
static void learn_target(struct island *island, const struct cause *cause)
{
    const char *value = cause->expected == NULL ? NULL : cause->expected->value;
    const char *label = value == NULL ? NULL : strchr(value, '.');
    const char *end = label == NULL ? NULL : strchr(label + 1, '.');

    if (end != NULL && end - label > FORMED_MIN)
        coder_value(&island->coder, 'x', label + 1, (size_t)(end - label - 1));
}

/* What of an id is the row's own: the UUID of an ARN. */
static void learn_id(struct island *island, const char *id)
{
    const char *slash = strrchr(id, '/');

    if (strncmp(id, "arn:", 4) == 0 && slash != NULL)
        coder_value(&island->coder, 'u', slash + 1, strlen(slash + 1));
}

static void learn_name(struct island *island, const char *name)
{
    if (name == NULL)
        return;
    note_idn(island, name);
    coder_value(&island->coder, 'n', name, strlen(name));
}

static const struct code_value *first_name(const struct coder *coder)
{
    for (size_t i = 0; i < coder->n_values; i++)
        if (coder->values[i].kind == 'n')
            return &coder->values[i];
    return NULL;
}

/* Where the dot in front of the registrable domain is; 0: nothing stands before it. */
static size_t host_cut(const struct code_value *name)
{
    const char *base = name == NULL ? NULL : name_base(name->text);
    const char *zone = base == NULL ? NULL : suffix_registrable(base);

    return zone == base ? 0 : (size_t)(zone - name->text) - 1;
}

/* The parts of the first name: its registrable domain and what stands before it. */
static void learn_zone(struct island *island)
{
    const struct code_value *first = first_name(&island->coder);
    const size_t cut = host_cut(first);
    const char *base = first == NULL ? NULL : name_base(first->text);

    if (cut == 0)
        return;
    coder_value(&island->coder, 'h', base, (size_t)(first->text + cut - base));
    coder_value(&island->coder, 'z', first->text + cut + 1, first->len - cut - 1);
}

void island_learn(struct island *island, const struct html_row *row)
{
    const struct report_cert *cert = row->cert;
    const struct finding *first = row->findings[0];
    const char *account = cert != NULL ? cert->account : first->account;
    const char *region = cert != NULL ? cert->region : first->region;

    coder_row(&island->coder);
    learn_id(island, cert != NULL ? cert->id : first->resource_id);
    if (account != NULL)
        coder_value(&island->coder, 'a', account, strlen(account));
    if (region != NULL)
        coder_value(&island->coder, 'r', region, strlen(region));
    learn_name(island, cert != NULL ? cert->domain : first->domain);
    for (size_t i = 0; cert != NULL && i < cert->n_names; i++)
        learn_name(island, cert->names[i]);
    learn_zone(island);
    for (size_t i = 0; i < row->n; i++)
        for (const struct cause *cause = row->findings[i]->causes; cause != NULL;
             cause = cause->next)
            learn_target(island, cause);
}

/* ---- writing ---- */

/* The zone is left out when it is that of the row before. */
static void put_first(struct island *island, const struct code_value *value)
{
    struct buf *column = &island->columns.names;
    const size_t dot = host_cut(value);
    const char *zone = value->text + dot + 1;

    if (dot == 0) {
        buf_add(column, value->text, value->len);
        return;
    }
    buf_add(column, value->text, dot);
    buf_putc(column, '/');
    if (island->last_zone == NULL || strcmp(island->last_zone, zone) != 0)
        buf_puts(column, zone);
    island->last_zone = zone;
}

/* A name below the first one ends in "~" for ".FIRST". */
static void put_further(struct buf *column, const struct code_value *value,
                        const struct code_value *first)
{
    const size_t cut = first->len + 1;

    if (value->len > cut && value->text[value->len - cut] == '.' &&
        memcmp(value->text + value->len - first->len, first->text, first->len) == 0) {
        buf_add(column, value->text, value->len - cut);
        buf_putc(column, '~');
    } else {
        buf_add(column, value->text, value->len);
    }
}

void island_put_others(const struct coder *coder, struct buf *column)
{
    bool any = false;

    for (size_t i = 0; i < coder->n_values; i++) {
        const struct code_value *value = &coder->values[i];

        if (value->kind != 'x')
            continue;
        if (any)
            buf_putc(column, ' ');
        code_pack(column, value->text, value->len);
        any = true;
    }
}

static void put_names(struct island *island)
{
    const struct coder *coder = &island->coder;
    struct buf *column = &island->columns.names;
    const struct code_value *first = NULL;

    if (coder->n_of['u'] == 0)
        buf_putc(column, '-');
    for (size_t i = 0; i < coder->n_values; i++) {
        const struct code_value *value = &coder->values[i];

        if (value->kind == 'u') { /* comes first */
            code_pack(column, value->text, value->len);
        } else if (value->kind == 'n') {
            buf_putc(column, ' ');
            if (first == NULL)
                put_first(island, value);
            else
                put_further(column, value, first);
            first = first == NULL ? value : first;
        }
    }
}

void island_put_values(struct island *island)
{
    struct buf *names = &island->columns.names;
    struct buf *more = &island->columns.more;

    island_next(names);
    buf_putc(names, '"');
    put_names(island);
    buf_putc(names, '"');
    island_next(more);
    buf_putc(more, '"');
    island_put_others(&island->coder, more);
    buf_putc(more, '"');
}
