/* html: report.html: one file that reads without script and without a network. */
#include "reports/html.h"

#include <string.h>

#include <openssl/evp.h>

#include "base/arena.h"
#include "base/when.h"
#include "reports/island.h"
#include "reports/template/template.h"

enum { STATIC_MAX = 500, GAPS_MAX = 50 };

struct page {
    const struct report *report;
    const struct resources *resources;
    FILE *out;
    struct buf text; /* the piece being made */
};

/* 'sha256-...': what the policy lets through, and nothing else. */
static void put_hash(struct buf *out, const unsigned char *bytes, size_t len)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned char base64[2 * EVP_MAX_MD_SIZE];
    unsigned n = 0;

    EVP_Digest(bytes, len, digest, &n, EVP_sha256(), NULL);
    EVP_EncodeBlock(base64, digest, (int)n);
    buf_printf(out, "'sha256-%s'", (const char *)base64);
}

static void put_csp(struct page *page)
{
    struct buf *out = &page->text;

    buf_puts(out, "default-src 'none'; script-src ");
    put_hash(out, template_js, template_js_len);
    buf_puts(out, "; style-src ");
    put_hash(out, template_css, template_css_len);
    buf_puts(out, "; img-src data:; base-uri 'none'; form-action 'none'");
}

static void put_title(struct page *page)
{
    char when[WHEN_TEXT_MAX];

    buf_puts(&page->text, "AWS certificate validation report");
    if (page->report->now != WHEN_NONE)
        buf_printf(&page->text, ", %.10s", when_iso(page->report->now, when));
}

static void put_tool(struct page *page)
{
    html_text(&page->text, page->report->tool_name);
    buf_putc(&page->text, ' ');
    html_text(&page->text, page->report->tool_version);
}

static void put_gate(struct page *page)
{
    const struct report *report = page->report;
    struct buf *out = &page->text;
    char when[WHEN_TEXT_MAX];

    buf_printf(out, "<div class=\"gate %s\"><p><strong>",
               report->tripped            ? "tripped"
               : report->exit_status == 0 ? "held"
                                          : "doubt");
    html_text(out, report->gate_line);
    buf_puts(out, "</strong></p><p class=\"when\">");
    if (report->now == WHEN_NONE)
        buf_puts(out, "No time is known: rules that depend on one were not judged.");
    else
        buf_printf(out, "Judged as of %s, a time taken from the %s.",
                   when_iso(report->now, when), report->now_source);
    buf_puts(out, "</p></div>");
}

static void card_open(struct buf *out, const char *look, size_t n, const char *what)
{
    buf_printf(out, "<li class=\"%s\"><span class=\"n\">", n == 0 ? "" : look);
    html_number(out, n);
    buf_printf(out, "</span><span class=\"what\">%s</span><span class=\"more\">", what);
}

static void card_close(struct buf *out)
{
    buf_puts(out, "</span></li>\n");
}

static void put_statuses(struct page *page)
{
    const struct report_summary *summary = &page->report->summary;

    for (size_t i = 0; i < summary->n_by_status; i++) {
        buf_puts(&page->text, i == 0 ? "" : ", ");
        html_number(&page->text, summary->by_status[i].n);
        buf_putc(&page->text, ' ');
        html_text(&page->text, summary->by_status[i].status);
    }
}

static void put_deadline(struct page *page)
{
    const struct report_summary *summary = &page->report->summary;
    char when[WHEN_TEXT_MAX];
    char span[WHEN_TEXT_MAX];

    if (summary->n_pending == 0)
        return;
    if (summary->nearest_deadline == WHEN_NONE || summary->nearest_cert == NULL) {
        buf_puts(&page->text, "no deadline ahead is known");
        return;
    }
    buf_puts(&page->text, "next deadline: ");
    html_text(&page->text, summary->nearest_cert->domain);
    buf_printf(&page->text, ", %s, in %s", when_iso(summary->nearest_deadline, when),
               when_span(summary->nearest_deadline - page->report->now, span));
}

static void put_cards(struct page *page)
{
    const struct report_summary *summary = &page->report->summary;
    struct buf *out = &page->text;
    size_t n_fail = 0;

    for (int i = 0; i < N_SEVERITIES; i++)
        n_fail += summary->fail[i];
    buf_puts(out, "<ul class=\"cards\">\n");
    card_open(out, "", summary->n_certs, "certificates");
    put_statuses(page);
    card_close(out);
    card_open(out, "bad", summary->n_failed, "requests dead");
    buf_puts(out, "FAILED or VALIDATION_TIMED_OUT");
    card_close(out);
    card_open(out, "warn", summary->n_pending, "pending validation");
    put_deadline(page);
    card_close(out);
    card_open(out, "bad", summary->n_renewal_at_risk, "renewals at risk");
    buf_puts(out, "ACM says PENDING_VALIDATION or FAILED");
    card_close(out);
    card_open(out, "warn", summary->n_expiring, "issued and expiring");
    buf_puts(out, "within 45 days of the time of judgement");
    card_close(out);
    card_open(out, "bad", n_fail, "findings");
    buf_printf(out, "%zu critical, %zu high, %zu medium, %zu low, %zu info",
               summary->fail[SEV_CRITICAL], summary->fail[SEV_HIGH],
               summary->fail[SEV_MEDIUM], summary->fail[SEV_LOW],
               summary->fail[SEV_INFO]);
    card_close(out);
    card_open(out, "warn", summary->n_unreadable, "unreadable files");
    buf_puts(out, "what is in them was not judged");
    card_close(out);
    card_open(out, "warn", summary->unknown, "not judged");
    buf_puts(out, "for lack of evidence; never counted as passed");
    card_close(out);
    buf_puts(out, "</ul>");
}

static void put_gaps(struct page *page)
{
    const struct report *report = page->report;
    struct buf *out = &page->text;

    if (report->n_gaps == 0)
        return;
    buf_puts(
        out,
        "<section aria-labelledby=\"gaps-title\">\n<h2 id=\"gaps-title\">What could not "
        "be judged, and what would answer it</h2>\n<ul class=\"gaps\">\n");
    for (size_t i = 0; i < report->n_gaps && i < GAPS_MAX; i++) {
        buf_puts(out, "<li>");
        if (report->gaps[i].command == NULL) {
            html_text(out, report->gaps[i].text);
        } else {
            buf_puts(out, "<details><summary>");
            html_text(out, report->gaps[i].text);
            buf_puts(out, "</summary><pre tabindex=\"0\">");
            html_text(out, report->gaps[i].command);
            buf_puts(out, "</pre></details>");
        }
        buf_puts(out, "</li>\n");
    }
    buf_puts(out, "</ul>\n</section>");
}

static void put_shown(struct page *page)
{
    const size_t n = page->resources->n;
    const size_t shown = n < STATIC_MAX ? n : STATIC_MAX;

    html_number(&page->text, shown);
    if (shown < n) {
        buf_puts(&page->text, " of ");
        html_number(&page->text, n);
        buf_puts(&page->text,
                 " shown, the worst first; all are in the CSV and JSON files");
    } else {
        buf_puts(&page->text,
                 n == 1 ? " resource with findings" : " resources with findings");
    }
}

static void put_table(struct page *page)
{
    struct buf *out = &page->text;

    if (page->resources->n == 0) {
        buf_puts(out, "<p>Nothing fails.</p>");
        return;
    }
    buf_puts(
        out,
        "<table id=\"list\"><caption>Certificates and evidence with findings, the worst "
        "first</caption><thead><tr><th scope=\"col\" data-sort=\"severity\">Severity</th>"
        "<th scope=\"col\" data-sort=\"domain\">Certificate and findings</th>"
        "<th scope=\"col\" data-sort=\"status\">Status</th>"
        "<th scope=\"col\" data-sort=\"account\">Account</th>"
        "<th scope=\"col\" data-sort=\"region\">Region</th>"
        "<th scope=\"col\" data-sort=\"after\">Valid until</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < page->resources->n && i < STATIC_MAX; i++)
        html_resource(out, &page->resources->items[i], false);
    buf_puts(out, "</tbody></table>");
}

static void ledger_cell(struct buf *out, const char *name, const char *class)
{
    buf_printf(out, "<td data-name=\"%s\"%s>", name, class);
}

static void ledger_row(struct buf *out, const struct report_source *source)
{
    char when[WHEN_TEXT_MAX];

    buf_puts(out, "<tr><th scope=\"row\">");
    html_text(out, source->file);
    buf_puts(out, "</th>");
    ledger_cell(out, "shape", "");
    html_text(out, source->shape);
    buf_puts(out, "</td>");
    ledger_cell(out, "records", "");
    html_number(out, source->records);
    buf_puts(out, "</td>");
    ledger_cell(out, "skipped", "");
    html_number(out, source->skipped);
    buf_puts(out, "</td>");
    ledger_cell(out, "captured", "");
    buf_puts(out, source->captured_at == WHEN_NONE ? "not known"
                                                   : when_iso(source->captured_at, when));
    buf_puts(out, "</td>");
    ledger_cell(out, "bytes", "");
    html_number(out, source->bytes);
    buf_puts(out, "</td>");
    ledger_cell(out, "SHA-256", " class=\"mono hash\"");
    buf_puts(out, *source->sha256 == '\0' ? "could not be read" : source->sha256);
    buf_puts(out, "</td>");
    ledger_cell(out, "note", "");
    html_text(out, source->note);
    buf_puts(out, "</td></tr>\n");
}

static void put_ledger(struct page *page)
{
    const struct report *report = page->report;
    struct buf *out = &page->text;
    const size_t n = report->n_sources < STATIC_MAX ? report->n_sources : STATIC_MAX;

    buf_puts(
        out,
        "<section aria-labelledby=\"ledger-title\">\n<h2 id=\"ledger-title\">Evidence "
        "ledger</h2>\n<p>Every file that was read, and what became of it.");
    if (n < report->n_sources) {
        buf_puts(out, " The first ");
        html_number(out, n);
        buf_puts(out, " of ");
        html_number(out, report->n_sources);
        buf_puts(out, " are shown; all are in findings.json.");
    }
    buf_puts(out, "</p>\n<table class=\"ledger\"><caption>Files</caption><thead><tr>"
                  "<th scope=\"col\">File</th><th scope=\"col\">Shape</th>"
                  "<th scope=\"col\">Records</th><th scope=\"col\">Skipped</th>"
                  "<th scope=\"col\">Captured</th><th scope=\"col\">Bytes</th>"
                  "<th scope=\"col\">SHA-256</th><th "
                  "scope=\"col\">Note</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < n; i++)
        ledger_row(out, &report->sources[i]);
    buf_puts(out, "</tbody></table>\n</section>");
}

/* References are links only when they are https. */
static void put_reference(struct buf *out, const char *reference)
{
    buf_puts(out, "<li>");
    if (strncmp(reference, "https://", 8) == 0) {
        buf_puts(out, "<a rel=\"noopener noreferrer\" href=\"");
        html_text(out, reference);
        buf_puts(out, "\">");
        html_text(out, reference);
        buf_puts(out, "</a>");
    } else {
        html_text(out, reference);
    }
    buf_puts(out, "</li>");
}

static void put_rules(struct page *page)
{
    const struct report *report = page->report;
    struct buf *out = &page->text;

    buf_puts(out, "<section aria-labelledby=\"rules-title\">\n<h2 id=\"rules-title\">The "
                  "checks that "
                  "were made</h2>\n");
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct rule *rule = report->rules[i];

        buf_printf(out, "<div class=\"rule\" id=\"rule-%s\"><h3>", rule->id);
        html_text(out, rule->title);
        buf_printf(out, " <span class=\"kind\">%s, %s</span></h3><p>", rule->id,
                   severity_word(rule->severity));
        html_text(out, rule->why);
        buf_puts(out, "</p><p class=\"meta\">");
        html_text(out, rule->logic);
        buf_puts(out, "</p><ul class=\"places\">");
        for (size_t k = 0; rule->references[k] != NULL; k++)
            put_reference(out, rule->references[k]);
        buf_puts(out, "</ul></div>\n");
    }
    buf_puts(out, "</section>");
}

static void put_foot(struct page *page)
{
    buf_puts(&page->text, "Made by ");
    put_tool(page);
    buf_puts(&page->text,
             " from saved evidence, without access to any account. This file makes no "
             "request; the same evidence gives the same bytes.");
}

static void put_css(struct page *page)
{
    buf_add(&page->text, template_css, template_css_len);
}

static void put_js(struct page *page)
{
    buf_add(&page->text, template_js, template_js_len);
}

/* The island goes out by itself: it may be large. */
static void put_data(struct page *page)
{
    island_write(page->report, page->resources, page->out);
}

static const struct {
    const char *name;
    void (*put)(struct page *page);
} slots[] = {
    { "csp", put_csp },       { "title", put_title }, { "css", put_css },
    { "tool", put_tool },     { "gate", put_gate },   { "cards", put_cards },
    { "gaps", put_gaps },     { "shown", put_shown }, { "table", put_table },
    { "ledger", put_ledger }, { "rules", put_rules }, { "foot", put_foot },
    { "data", put_data },     { "js", put_js },
};

static void put_slot(struct page *page, const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
        if (strlen(slots[i].name) == len && memcmp(slots[i].name, name, len) == 0) {
            buf_reset(&page->text);
            slots[i].put(page);
            fwrite(buf_text(&page->text), 1, page->text.len, page->out);
            return;
        }
}

void report_html(const struct report *report, FILE *out)
{
    struct arena arena;
    struct resources resources;
    struct page page = { .report = report, .resources = &resources, .out = out };
    const char *at = (const char *)template_html;
    const char *open;

    arena_init(&arena);
    resources_group(report, &arena, &resources);
    while ((open = strstr(at, "{{")) != NULL) {
        const char *close = strstr(open, "}}");

        fwrite(at, 1, (size_t)(open - at), out);
        put_slot(&page, open + 2, (size_t)(close - open) - 2);
        at = close + 2;
    }
    fputs(at, out);
    buf_clear(&page.text);
    arena_clear(&arena);
}
