/* html_island: the data island as JSON, safe inside script elements. */
#include "reports/html_island.h"

#include <string.h>

#include "base/escape.h"
#include "reports/html_diff.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/island.h"
#include "reports/report.h"

enum { PIECE = 1 << 18 };

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

/*
 * The bytes of a column, ASCII; behind every so many a new script element begins:
 * Chromium reads forty small ones in half the time of a large one.
 */
static void put_pieces(struct html *html, const char *class, const char *at, size_t len)
{
    while (len > PIECE) {
        const char *comma = memchr(at + PIECE, ',', len - PIECE);
        const size_t n = comma == NULL ? PIECE : (size_t)(comma - at);

        html_bytes(html, at, n);
        at += n;
        len -= n;
        if (len > 0) {
            html_raw(html, "</script><script type=\"application/json\" class=\"");
            html_raw(html, class);
            html_raw(html, "\">");
        }
    }
    html_bytes(html, at, len);
}

static void put_column(struct html *html, const char *class, const char *name,
                       struct buf *column)
{
    html_raw(html, name);
    if (column->len > 0)
        put_pieces(html, class, column->data, column->len);
    html_raw(html, "]");
    buf_clear(column);
}

static void put_base64(struct html *html, const char *class, const char *name,
                       struct buf *letters)
{
    html_raw(html, name);
    if (letters->len > 0)
        put_pieces(html, class, letters->data, letters->len);
    html_raw(html, "\"");
    buf_clear(letters);
}

static void put_rows(struct html *html, struct columns *columns)
{
    put_column(html, "data", ",\n\"rows\":{\"shape\":[", &columns->shape);
    put_column(html, "data", ",\n\"list\":[", &columns->list);
    put_column(html, "data", ",\n\"doc\":[", &columns->doc);
    put_column(html, "data", ",\n\"made\":[", &columns->made);
    put_column(html, "data", ",\n\"end\":[", &columns->end);
    put_column(html, "data", ",\n\"names\":[", &columns->names);
    put_column(html, "data", ",\n\"more\":[", &columns->more);
    put_column(html, "data", ",\n\"places\":[", &columns->places);
    html_raw(html, "}");
    put_base64(html, "data", ",\n\"prints\":\"", &columns->prints);
}

void island_write_ledger(struct html *html, struct island *island)
{
    struct files *files = &island->files;

    if (files->path.len == 0)
        return;
    html_raw(html, "<script type=\"application/json\" class=\"ledger\">");
    put_column(html, "ledger", "{\"path\":[", &files->path);
    put_column(html, "ledger", ",\n\"more\":[", &files->more);
    put_column(html, "ledger", ",\n\"kind\":[", &files->kind);
    put_column(html, "ledger", ",\n\"records\":[", &files->records);
    put_column(html, "ledger", ",\n\"skipped\":[", &files->skipped);
    put_column(html, "ledger", ",\n\"bytes\":[", &files->bytes);
    put_column(html, "ledger", ",\n\"captured\":[", &files->captured);
    put_column(html, "ledger", ",\n\"note\":[", &files->note);
    put_base64(html, "ledger", ",\n\"hashes\":\"", &files->hashes);
    html_raw(html, "}</script>\n");
}

void island_put(struct html *html, struct island *island)
{
    html_raw(html, "{\"version\":1");
    put_words(html, "sure", sure_word, CONFIDENCE_CERTAIN + 1);
    put_words(html, "kinds", fix_word, FIX_TEXT + 1);
    put_words(html, "subjects", subject_word, RESOURCE_WAIVER + 1);
    put_rules(html, island->report);
    put_dictionary(html, island);
    put_rows(html, &island->columns);
    html_raw(html, ",\n\"files\":");
    html_number(html, island->files.path.len == 0 ? 0 : island->report->n_sources);
    html_raw(html, "}");
}
