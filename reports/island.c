/* island: rows in columns, findings as tuples, everything that repeats as a number. */
#include "reports/island.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "base/escape.h"
#include "base/when.h"
#include "reports/html_code.h"
#include "reports/html_diff.h"
#include "reports/html_out.h"
#include "reports/html_parts.h"
#include "reports/html_rows.h"
#include "reports/report.h"

enum { PLACES_LOOKED_AT = 64, FORMED_MIN = 8 };

/* The columns of rows, as JSON without the brackets. */
struct columns {
    struct buf shape, list, doc, made, end, names, more, places, prints;
};

/* The columns of files. */
struct files {
    struct buf path, more, kind, records, skipped, bytes, captured, note, hashes;
};

/* Where a fact stands, as far as it differs from row to row. */
struct spot {
    uint32_t document;
    uint32_t line;
    uint32_t column;
};

struct island {
    struct coder coder;
    struct columns columns;
    struct files files;
    const struct report *report;
    uint32_t causes[N_CAUSES];    /* number + 1 of those that occur */
    enum cause_code used[N_CAUSES];
    uint32_t n_used;
    struct spot *spots; /* of the row */
    size_t n_spots;
    size_t room_spots;
    struct map idn_seen;
    const char **idn; /* A-label form and Unicode form, in turn */
    size_t n_idn;
    size_t room_idn;
    struct arena *arena;
};

/* ---- small things ---- */

static void next(struct buf *column)
{
    if (column->len > 0)
        buf_putc(column, ',');
}

static void add_number(struct buf *column, int64_t number)
{
    char text[24];

    next(column);
    buf_add(column, text,
            (size_t)snprintf(text, sizeof(text), "%lld", (long long)number));
}

static void add_when(struct buf *column, int64_t when)
{
    if (when != WHEN_NONE) {
        add_number(column, when);
        return;
    }
    next(column);
    buf_puts(column, "null");
}

static uint32_t text_list(struct island *island, const char *const *items, size_t n)
{
    struct tuple tuple = { 0 };

    for (size_t i = 0; i < n; i++)
        tuple_add(&tuple, coder_text(&island->coder, items[i]));
    return tuple_end(&tuple, &island->coder);
}

static uint32_t cause_number(struct island *island, enum cause_code code)
{
    if (island->causes[code] == 0) {
        island->used[island->n_used++] = code;
        island->causes[code] = island->n_used;
    }
    return island->causes[code] - 1;
}

static int compare_rule(const void *id, const void *rule)
{
    return strcmp(id, (*(const struct rule *const *)rule)->id);
}

/* The rules are by id. A rule that was not run cannot have findings. */
static uint32_t rule_number(const struct report *report, const struct rule *rule)
{
    const struct rule *const *at = bsearch(rule->id, report->rules, report->n_rules,
                                           sizeof(report->rules[0]), compare_rule);

    return at == NULL ? 0 : (uint32_t)(at - report->rules);
}

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

/* ---- places ---- */

static uint32_t spot_number(struct island *island, const struct evidence_ref *ref)
{
    const struct spot spot = { ref->document, ref->line, ref->column };
    size_t from = island->n_spots > PLACES_LOOKED_AT ? island->n_spots - PLACES_LOOKED_AT
                                                     : 0;

    for (size_t i = from; i < island->n_spots; i++)
        if (memcmp(&island->spots[i], &spot, sizeof(spot)) == 0)
            return (uint32_t)i;
    if (island->n_spots == island->room_spots) {
        size_t room = island->room_spots == 0 ? 64 : island->room_spots * 2;
        struct spot *spots = arena_array(island->arena, room, sizeof(*spots));

        if (island->n_spots > 0)
            memcpy(spots, island->spots, island->n_spots * sizeof(*spots));
        island->spots = spots;
        island->room_spots = room;
    }
    island->spots[island->n_spots] = spot;
    return (uint32_t)island->n_spots++;
}

static void add_place(struct island *island, struct tuple *tuple,
                      const struct evidence_ref *ref)
{
    tuple_add(tuple, coder_text(&island->coder, ref->file));
    tuple_add(tuple, coder_text(&island->coder, ref->pointer));
    tuple_add(tuple, coder_text(&island->coder, ref->value));
    tuple_add(tuple, spot_number(island, ref));
}

static void put_spots(struct island *island, uint32_t document)
{
    struct buf *column = &island->columns.places;
    uint32_t line = 0;

    next(column);
    buf_putc(column, '"');
    for (size_t i = 0; i < island->n_spots; i++) {
        const struct spot *spot = &island->spots[i];

        if (i > 0)
            buf_putc(column, ' ');
        if (spot->line != line || spot->document != document) {
            code_base36(column, (int64_t)spot->line - line);
            buf_putc(column, ',');
        }
        code_base36(column, spot->column);
        if (spot->document != document) {
            buf_putc(column, ',');
            code_base36(column, (int64_t)spot->document - document);
        }
        line = spot->line;
    }
    buf_putc(column, '"');
    island->n_spots = 0;
}

/* ---- causes ---- */

static uint32_t expected(struct island *island, const struct cause *cause)
{
    const struct dns_record *want = cause->expected;
    struct tuple tuple = { 0 };
    uint32_t labels = 0;
    size_t zone_len;
    size_t len;

    if (want == NULL)
        return 0;
    len = html_host_len(cause, &zone_len);
    tuple_add(&tuple, coder_text(&island->coder, want->name));
    tuple_add(&tuple, coder_text(&island->coder, want->type));
    tuple_add(&tuple, coder_text(&island->coder, want->value));
    for (size_t i = 0; i < len; i++)
        labels += want->name[i] == '.';
    tuple_add(&tuple, len == 0 ? 0 : labels + 1);
    return tuple_end(&tuple, &island->coder);
}

static uint32_t observed(struct island *island, const struct cause *cause)
{
    struct tuple list = { 0 };

    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];
        struct tuple tuple = { 0 };

        tuple_add(&tuple, coder_text(&island->coder, record->name));
        tuple_add(&tuple, coder_text(&island->coder, record->type));
        tuple_add(&tuple, text_list(island, record->values, record->n_values));
        tuple_add(&list, tuple_end(&tuple, &island->coder));
    }
    return tuple_end(&list, &island->coder);
}

static uint32_t fixes(struct island *island, const struct cause *cause)
{
    struct tuple list = { 0 };

    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next) {
        struct tuple tuple = { 0 };

        tuple_add(&tuple, fix->kind);
        tuple_add(&tuple, coder_text(&island->coder, fix->title));
        tuple_add(&tuple, coder_text(&island->coder, fix->text));
        tuple_add(&list, tuple_end(&tuple, &island->coder));
    }
    return tuple_end(&list, &island->coder);
}

static uint32_t zone(struct island *island, const struct zone_ref *ref)
{
    struct tuple tuple = { 0 };

    if (ref == NULL)
        return 0;
    tuple_add(&tuple, coder_text(&island->coder, ref->id));
    tuple_add(&tuple, coder_text(&island->coder, ref->name));
    tuple_add(&tuple, coder_text(&island->coder, ref->visibility));
    return tuple_end(&tuple, &island->coder);
}

static uint32_t one_cause(struct island *island, const struct finding *finding,
                          const struct cause *cause)
{
    struct tuple places = { 0 };
    struct tuple tuple = { 0 };

    tuple_add(&tuple, cause_number(island, cause->code));
    tuple_add(&tuple, cause->confidence);
    tuple_add(&tuple, coder_text(&island->coder, cause->detail));
    tuple_add(&tuple, text_list(island, cause->domains, cause->n_domains));
    tuple_add(&tuple, expected(island, cause));
    tuple_add(&tuple, observed(island, cause));
    tuple_add(&tuple, zone(island, cause->zone));
    tuple_add(&tuple, fixes(island, cause));
    for (size_t i = 0; i < cause->n_evidence; i++)
        if (!html_ref_repeats(finding, &cause->evidence[i]))
            add_place(island, &places, &cause->evidence[i]);
    tuple_add(&tuple, tuple_end(&places, &island->coder));
    return tuple_end(&tuple, &island->coder);
}

/* ---- findings ---- */

static uint32_t waiver(struct island *island, const struct waived *waived)
{
    struct tuple tuple = { 0 };

    if (waived == NULL)
        return 0;
    tuple_add(&tuple, coder_plain(&island->coder, waived->owner));
    tuple_add(&tuple, coder_plain(&island->coder, waived->reason));
    tuple_add(&tuple, coder_plain(&island->coder, waived->expires));
    tuple_add(&tuple, coder_plain(&island->coder, waived->ticket));
    return tuple_end(&tuple, &island->coder);
}

static uint32_t one_finding(struct island *island, const struct finding *finding)
{
    struct tuple causes = { 0 };
    struct tuple places = { 0 };
    struct tuple tuple = { 0 };

    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        tuple_add(&causes, one_cause(island, finding, cause));
    for (size_t i = 0; i < finding->n_evidence; i++)
        add_place(island, &places, &finding->evidence[i]);
    tuple_add(&tuple, rule_number(island->report, finding->rule));
    tuple_add(&tuple, finding->verdict);
    tuple_add(&tuple, finding->severity);
    tuple_add(&tuple, coder_text(&island->coder, finding->message));
    tuple_add(&tuple, coder_plain(&island->coder, finding->owner));
    tuple_add(&tuple, coder_plain(&island->coder, finding->baseline));
    tuple_add(&tuple, waiver(island, finding->waived));
    tuple_add(&tuple, tuple_end(&causes, &island->coder));
    tuple_add(&tuple, tuple_end(&places, &island->coder));
    tuple_add(&tuple, text_list(island, finding->chain, finding->n_chain));
    tuple_add(&tuple, text_list(island, finding->caa, finding->n_caa));
    code_base64(&island->columns.prints, finding->fingerprint, 8);
    return tuple_end(&tuple, &island->coder);
}

/* ---- a row's own values ---- */

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

static void learn_row(struct island *island, const struct html_row *row)
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

/* A name below the first one ends in "~" for ".FIRST". */
static void put_name(struct buf *column, const struct code_value *value,
                     const struct code_value *first)
{
    const size_t cut = first->len + 1;

    if (value != first && value->len > cut &&
        value->text[value->len - cut] == '.' &&
        memcmp(value->text + value->len - first->len, first->text, first->len) == 0) {
        buf_add(column, value->text, value->len - cut);
        buf_putc(column, '~');
    } else {
        size_t dot = value == first ? host_cut(value) : 0;

        buf_add(column, value->text, dot);
        if (dot > 0)
            buf_putc(column, '/');
        buf_add(column, value->text + (dot > 0 ? dot + 1 : 0),
                value->len - (dot > 0 ? dot + 1 : 0));
    }
}

static void put_others(const struct coder *coder, struct buf *column)
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

static void put_names(const struct coder *coder, struct buf *column)
{
    const struct code_value *first = NULL;

    if (coder->n_of['u'] == 0)
        buf_putc(column, '-');
    for (size_t i = 0; i < coder->n_values; i++) {
        const struct code_value *value = &coder->values[i];

        if (value->kind == 'u') { /* comes first */
            code_pack(column, value->text, value->len);
        } else if (value->kind == 'n') {
            first = first == NULL ? value : first;
            buf_putc(column, ' ');
            put_name(column, value, first);
        }
    }
}

static void put_values(struct island *island)
{
    struct buf *names = &island->columns.names;
    struct buf *more = &island->columns.more;

    next(names);
    buf_putc(names, '"');
    put_names(&island->coder, names);
    buf_putc(names, '"');
    next(more);
    buf_putc(more, '"');
    put_others(&island->coder, more);
    buf_putc(more, '"');
}

/* ---- rows ---- */

static uint32_t cert_shape(struct island *island, const struct report_cert *cert)
{
    struct coder *coder = &island->coder;
    struct tuple tuple = { 0 };

    tuple_add(&tuple, RESOURCE_CERTIFICATE);
    tuple_add(&tuple, coder_text(coder, cert->id));
    tuple_add(&tuple, coder_text(coder, cert->domain));
    tuple_add(&tuple, text_list(island, cert->names, cert->n_names));
    tuple_add(&tuple, coder_plain(coder, cert->account));
    tuple_add(&tuple, coder_plain(coder, cert->region));
    tuple_add(&tuple, coder_plain(coder, cert->status));
    tuple_add(&tuple, coder_plain(coder, cert->method));
    tuple_add(&tuple, coder_plain(coder, cert->failure_reason));
    tuple_add(&tuple, coder_plain(coder, cert->in_use));
    tuple_add(&tuple, coder_plain(coder, cert->type));
    tuple_add(&tuple, coder_plain(coder, cert->renewal_status));
    tuple_add(&tuple, coder_plain(coder, cert->key_algorithm));
    tuple_add(&tuple, text_list(island, cert->in_use_by, cert->n_in_use_by));
    tuple_add(&tuple, cert->emulator);
    return tuple_end(&tuple, coder);
}

static uint32_t other_shape(struct island *island, const struct finding *finding)
{
    struct coder *coder = &island->coder;
    struct tuple tuple = { 0 };

    tuple_add(&tuple, finding->resource_type);
    tuple_add(&tuple, coder_text(coder, finding->resource_id));
    tuple_add(&tuple, coder_text(coder, finding->domain));
    tuple_add(&tuple, 0);
    tuple_add(&tuple, coder_plain(coder, finding->account));
    tuple_add(&tuple, coder_plain(coder, finding->region));
    for (int i = 0; i < 9; i++)
        tuple_add(&tuple, 0);
    return tuple_end(&tuple, coder);
}

static void add_row(struct island *island, const struct html_row *row)
{
    const struct report_cert *cert = row->cert;
    const uint32_t document = cert == NULL ? 0 : cert->document;
    struct columns *columns = &island->columns;
    struct tuple list = { 0 };

    learn_row(island, row);
    add_number(&columns->shape, cert != NULL ? cert_shape(island, cert)
                                             : other_shape(island, row->findings[0]));
    for (size_t i = 0; i < row->n; i++)
        tuple_add(&list, one_finding(island, row->findings[i]));
    add_number(&columns->list, tuple_end(&list, &island->coder));
    add_number(&columns->doc, document);
    add_when(&columns->made, cert == NULL ? WHEN_NONE : cert->created_at);
    add_when(&columns->end, cert == NULL ? WHEN_NONE : cert->not_after);
    put_values(island);
    put_spots(island, document);
}

/* ---- the object ---- */

static void put_string(struct html *html, const char *text, size_t len)
{
    html_raw(html, "\"");
    escape_json_script(&html->buf, text, len);
    html_raw(html, "\"");
}

static void put_text(struct html *html, const char *text)
{
    put_string(html, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
}

static void put_words(struct html *html, const char *name, const char *(*word)(int),
                      int n)
{
    html_raw(html, ",\"");
    html_raw(html, name);
    html_raw(html, "\":[");
    for (int i = 0; i < n; i++) {
        html_raw(html, i == 0 ? "" : ",");
        put_text(html, word(i));
    }
    html_raw(html, "]");
}

static const char *sure_word(int i)
{
    return confidence_phrase((enum confidence)i);
}

static const char *fix_word(int i)
{
    return html_fix_words((enum fix_kind)i);
}

static const char *subject_word(int i)
{
    return html_kind((enum resource_type)i);
}

static void put_rules(struct html *html, const struct report *report)
{
    html_raw(html, ",\n\"rules\":[");
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct rule *rule = report->rules[i];

        html_raw(html, i == 0 ? "[" : ",\n[");
        put_text(html, rule->id);
        html_raw(html, ",");
        put_text(html, rule->title);
        html_raw(html, ",");
        put_text(html, rule->why);
        html_raw(html, ",");
        html_number(html, rule->severity);
        html_raw(html, "]");
    }
    html_raw(html, "]");
}

static void put_dictionary(struct html *html, const struct island *island)
{
    const struct coder *coder = &island->coder;

    html_raw(html, ",\n\"causes\":[");
    for (uint32_t i = 0; i < island->n_used; i++) {
        html_raw(html, i == 0 ? "[" : ",\n[");
        put_text(html, cause_title(island->used[i]));
        html_raw(html, ",");
        put_text(html, cause_explanation(island->used[i]));
        html_raw(html, "]");
    }
    html_raw(html, "],\n\"idn\":[");
    for (size_t i = 0; i < island->n_idn; i++) {
        html_raw(html, i % 2 == 1 ? "," : i == 0 ? "[" : ",[");
        put_text(html, island->idn[i]);
        html_raw(html, i % 2 == 1 ? "]" : "");
    }
    html_raw(html, "],\n\"strings\":[\"\"");
    for (size_t i = 0; i < coder->strings.n; i++) {
        html_raw(html, ",\n");
        put_string(html, coder->strings.items[i], coder->strings.lens[i]);
    }
    html_raw(html, "],\n\"tuples\":[[]");
    for (size_t i = 0; i < coder->tuples.n; i++) {
        html_raw(html, ",[");
        html_bytes(html, coder->tuples.items[i], coder->tuples.lens[i]);
        html_raw(html, "]");
    }
    html_raw(html, "]");
}

static void put_column(struct html *html, const char *name, struct buf *column)
{
    html_raw(html, name);
    if (column->len > 0)
        html_bytes(html, column->data, column->len);
    html_raw(html, "]");
    buf_clear(column);
}

static void put_base64(struct html *html, const char *name, struct buf *letters)
{
    html_raw(html, name);
    if (letters->len > 0)
        html_bytes(html, letters->data, letters->len);
    html_raw(html, "\"");
    buf_clear(letters);
}

static void put_rows(struct html *html, struct columns *columns)
{
    put_column(html, ",\n\"rows\":{\"shape\":[", &columns->shape);
    put_column(html, ",\n\"list\":[", &columns->list);
    put_column(html, ",\n\"doc\":[", &columns->doc);
    put_column(html, ",\n\"made\":[", &columns->made);
    put_column(html, ",\n\"end\":[", &columns->end);
    put_column(html, ",\n\"names\":[", &columns->names);
    put_column(html, ",\n\"more\":[", &columns->more);
    put_column(html, ",\n\"places\":[", &columns->places);
    html_raw(html, "}");
    put_base64(html, ",\n\"prints\":\"", &columns->prints);
}

/* ---- the ledger ---- */

static void add_file(struct island *island, const struct report_source *source)
{
    struct files *files = &island->files;

    coder_row(&island->coder);
    add_number(&files->path, coder_text(&island->coder, source->file));
    next(&files->more);
    buf_putc(&files->more, '"');
    put_others(&island->coder, &files->more);
    buf_putc(&files->more, '"');
    add_number(&files->kind, coder_plain(&island->coder, source->shape));
    add_number(&files->records, source->records);
    add_number(&files->skipped, source->skipped);
    add_number(&files->bytes, (int64_t)source->bytes);
    add_when(&files->captured, source->captured_at);
    add_number(&files->note, coder_plain(&island->coder, source->note));
    if (strlen(source->sha256) == DIGEST_HEX - 1)
        code_base64(&files->hashes, source->sha256, DIGEST_SIZE);
    else
        buf_puts(&files->hashes, "-------------------------------------------");
}

static void put_files(struct html *html, struct files *files)
{
    if (files->path.len == 0) {
        html_raw(html, ",\n\"files\":null");
        return;
    }
    put_column(html, ",\n\"files\":{\"path\":[", &files->path);
    put_column(html, ",\n\"more\":[", &files->more);
    put_column(html, ",\n\"kind\":[", &files->kind);
    put_column(html, ",\n\"records\":[", &files->records);
    put_column(html, ",\n\"skipped\":[", &files->skipped);
    put_column(html, ",\n\"bytes\":[", &files->bytes);
    put_column(html, ",\n\"captured\":[", &files->captured);
    put_column(html, ",\n\"note\":[", &files->note);
    put_base64(html, ",\n\"hashes\":\"", &files->hashes);
    html_raw(html, "}");
}

void island_write(struct html *html, const struct report *report,
                  const struct html_rows *rows, struct arena *arena)
{
    struct island *island = arena_zalloc(arena, sizeof(*island));

    island->report = report;
    island->arena = arena;
    coder_init(&island->coder, arena);
    map_init(&island->idn_seen);
    for (size_t i = 0; i < rows->n; i++)
        add_row(island, &rows->items[i]);
    for (size_t i = 0; report->n_sources > HTML_FILES_MAX && i < report->n_sources; i++)
        add_file(island, &report->sources[i]);
    html_raw(html, "{\"version\":1");
    put_words(html, "sure", sure_word, CONFIDENCE_CERTAIN + 1);
    put_words(html, "kinds", fix_word, FIX_TEXT + 1);
    put_words(html, "subjects", subject_word, RESOURCE_WAIVER + 1);
    put_rules(html, report);
    put_dictionary(html, island);
    put_rows(html, &island->columns);
    put_files(html, &island->files);
    html_raw(html, "}");
    map_clear(&island->idn_seen);
    coder_clear(&island->coder);
}
