/* island: rows in columns, findings as tuples, everything that repeats as a number. */
#include "reports/island.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/when.h"
#include "reports/html_diff.h"
#include "reports/html_island.h"
#include "reports/html_out.h"
#include "reports/html_parts.h"
#include "reports/html_rows.h"
#include "reports/report.h"

enum { PLACES_LOOKED_AT = 64 };

/* ---- small things ---- */

void island_next(struct buf *column)
{
    if (column->len > 0)
        buf_putc(column, ',');
}

static void add_number(struct buf *column, int64_t number)
{
    char text[24];

    island_next(column);
    buf_add(column, text,
            (size_t)snprintf(text, sizeof(text), "%lld", (long long)number));
}

static void add_when(struct buf *column, int64_t when)
{
    if (when != WHEN_NONE) {
        add_number(column, when);
        return;
    }
    island_next(column);
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

/* ---- places ---- */

static uint32_t spot_number(struct island *island, const struct evidence_ref *ref)
{
    const struct spot spot = { ref->document, ref->line, ref->column };
    size_t from =
        island->n_spots > PLACES_LOOKED_AT ? island->n_spots - PLACES_LOOKED_AT : 0;

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

    island_next(column);
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
        tuple_add(&tuple, coder_text(&island->coder, record->zone_id));
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

    island_learn(island, row);
    add_number(&columns->shape, cert != NULL ? cert_shape(island, cert)
                                             : other_shape(island, row->findings[0]));
    for (size_t i = 0; i < row->n; i++)
        tuple_add(&list, one_finding(island, row->findings[i]));
    add_number(&columns->list, tuple_end(&list, &island->coder));
    add_number(&columns->doc, document);
    add_when(&columns->made, cert == NULL ? WHEN_NONE : cert->created_at);
    add_when(&columns->end, cert == NULL ? WHEN_NONE : cert->not_after);
    island_put_values(island);
    put_spots(island, document);
}

/* ---- the ledger ---- */

static void add_file(struct island *island, const struct report_source *source)
{
    struct files *files = &island->files;

    coder_row(&island->coder);
    add_number(&files->path, coder_text(&island->coder, source->file));
    island_next(&files->more);
    buf_putc(&files->more, '"');
    island_put_others(&island->coder, &files->more);
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

struct island *island_write(struct html *html, const struct report *report,
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
    island_put(html, island);
    map_clear(&island->idn_seen);
    coder_clear(&island->coder);
    return island;
}
