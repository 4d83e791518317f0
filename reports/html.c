/* html: report.html, one file: the skeleton with its parts, style, script and data. */
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/when.h"
#include "reports/html_code.h"
#include "reports/html_out.h"
#include "reports/html_parts.h"
#include "reports/html_rows.h"
#include "reports/island.h"
#include "reports/report.h"
#include "reports/template/template.h"

struct page {
    const struct report *report;
    struct html_rows rows;
    struct island *island; /* once it is written */
    struct arena *arena;
};

/* ---- hashes for the Content-Security-Policy ---- */

/* SHA-256 in base64, as CSP wants it (CSP Level 3, 2.3.1, hash-source). */
static void put_hash(struct html *html, const unsigned char *bytes, size_t len)
{
    char hex[DIGEST_HEX];
    struct buf base64;

    digest_hex(bytes, len, hex);
    buf_init(&base64);
    code_base64(&base64, hex, DIGEST_SIZE);
    buf_putc(&base64, '='); /* 32 bytes are 43 letters and one of padding */
    html_bytes(html, base64.data, base64.len);
    buf_clear(&base64);
}

const char html_boot[] = "{const page=document.documentElement;"
                         "if(document.body)document.write('<!'+'--');"
                         "else{page.className='boot';const show=()=>page.className='';"
                         "addEventListener('error',show);addEventListener('load',show)}}";

static void part_boot(struct html *html, struct page *page)
{
    (void)page;
    html_raw(html, html_boot);
}

static void part_boot_hash(struct html *html, struct page *page)
{
    (void)page;
    put_hash(html, (const unsigned char *)html_boot, strlen(html_boot));
}

static void part_js_hash(struct html *html, struct page *page)
{
    (void)page;
    put_hash(html, template_js, template_js_len);
}

static void part_css_hash(struct html *html, struct page *page)
{
    (void)page;
    put_hash(html, template_css, template_css_len);
}

/* ---- the parts that stand in the skeleton ---- */

static void part_js(struct html *html, struct page *page)
{
    (void)page;
    html_bytes(html, template_js, template_js_len);
}

static void part_css(struct html *html, struct page *page)
{
    (void)page;
    html_bytes(html, template_css, template_css_len);
}

static void part_title(struct html *html, struct page *page)
{
    const struct report *report = page->report;
    char iso[WHEN_TEXT_MAX];

    html_raw(html, "Certificate report");
    if (report->now != WHEN_NONE) {
        html_raw(html, " of ");
        html_text_n(html, when_iso(report->now, iso), 10);
    }
    html_raw(html, report->tripped ? ": the gate tripped" : "");
}

static void part_facts(struct html *html, struct page *page)
{
    html_facts(html, page->report);
}

static void part_gate(struct html *html, struct page *page)
{
    html_gate(html, page->report);
}

static void part_cards(struct html *html, struct page *page)
{
    html_cards(html, page->report);
}

static void part_counts(struct html *html, struct page *page)
{
    html_counts(html, page->report);
}

static void part_table(struct html *html, struct page *page)
{
    html_table(html, page->report, &page->rows);
}

static void part_causes(struct html *html, struct page *page)
{
    html_causes(html, &page->rows, page->arena);
}

static void part_gaps(struct html *html, struct page *page)
{
    html_gaps(html, page->report);
}

static void part_ledger(struct html *html, struct page *page)
{
    html_ledger(html, page->report);
}

static void part_rules(struct html *html, struct page *page)
{
    html_rules(html, page->report);
}

static void part_island(struct html *html, struct page *page)
{
    page->island = island_write(html, page->report, &page->rows, page->arena);
}

static void part_files(struct html *html, struct page *page)
{
    island_write_ledger(html, page->island);
}

static const struct part {
    const char *name;
    void (*write)(struct html *html, struct page *page);
} parts[] = {
    { "title", part_title },   { "css", part_css },
    { "js", part_js },         { "css-hash", part_css_hash },
    { "facts", part_facts },   { "js-hash", part_js_hash },
    { "boot", part_boot },     { "boot-hash", part_boot_hash },
    { "gate", part_gate },     { "cards", part_cards },
    { "counts", part_counts }, { "table", part_table },
    { "gaps", part_gaps },     { "ledger", part_ledger },
    { "rules", part_rules },   { "files", part_files },
    { "island", part_island }, { "causes", part_causes },
};

static void put_part(struct html *html, struct page *page, const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (strlen(parts[i].name) == len && memcmp(parts[i].name, name, len) == 0)
            parts[i].write(html, page);
}

void report_html(const struct report *report, FILE *out)
{
    const char *at = (const char *)template_html;
    struct arena arena;
    struct page page = { .report = report, .arena = &arena };
    struct html html;
    const char *open;

    arena_init(&arena);
    html_begin(&html, out);
    html_rows_make(report, &arena, &page.rows);
    while ((open = strstr(at, "{{")) != NULL) {
        const char *close = strstr(open, "}}");

        html_bytes(&html, at, (size_t)(open - at));
        put_part(&html, &page, open + 2, (size_t)(close - open) - 2);
        at = close + 2;
    }
    html_raw(&html, at);
    html_end(&html);
    arena_clear(&arena);
}
