/* text: the report for a person at a terminal. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/when.h"
#include "reports/report.h"
#include "reports/text_page.h"

enum { WHOLE_RESOURCES = 20, GAPS_SHOWN = 12, LABEL = 17 };

/* ---- the summary ---- */

static int put_label(struct page *page, const char *label)
{
    page_look(page, LOOK_DIM);
    fprintf(page->out, "  %-*s", LABEL - 2, label);
    page_look(page, LOOK_PLAIN);
    return LABEL;
}

static void put_row(struct page *page, const char *label, const char *text)
{
    const int column = put_label(page, label);

    page_prose(page, LABEL, column, text);
}

static void add_count(struct buf *text, size_t n, const char *what)
{
    if (n > 0)
        buf_printf(text, "%s%zu %s", text->len > 0 ? ", " : "", n, what);
}

static void put_severities(struct page *page, const char *label, const size_t counts[],
                           struct buf *text)
{
    buf_reset(text);
    for (int i = N_SEVERITIES - 1; i >= 0; i--)
        add_count(text, counts[i], severity_word((enum severity)i));
    put_row(page, label, text->len == 0 ? "none" : buf_text(text));
}

/* Wrapped between the counts, never within one. */
static void put_certs(struct page *page, const struct report_summary *summary,
                      struct buf *text)
{
    int column = put_label(page, "certificates");

    column +=
        fprintf(page->out, summary->n_by_status > 0 ? "%zu:" : "%zu", summary->n_certs);
    for (size_t i = 0; i < summary->n_by_status; i++) {
        buf_reset(text);
        buf_printf(text, " %zu ", summary->by_status[i].n);
        escape_terminal(text, summary->by_status[i].status,
                        strlen(summary->by_status[i].status));
        if (i + 1 < summary->n_by_status)
            buf_putc(text, ',');
        if (column + page_width(text->data, text->len) > page->columns) {
            fprintf(page->out, "\n%*s", LABEL - 1, "");
            column = LABEL - 1;
        }
        fputs(text->data, page->out);
        column += page_width(text->data, text->len);
    }
    putc('\n', page->out);
}

static void put_deadline(struct page *page, const struct report *report, struct buf *text)
{
    const struct report_summary *summary = &report->summary;
    const struct report_cert *cert = summary->nearest_cert;
    char when[WHEN_TEXT_MAX];
    char span[WHEN_TEXT_MAX];

    if (summary->nearest_deadline == WHEN_NONE || cert == NULL)
        return;
    buf_reset(text);
    buf_printf(text, "in %s: %s, at %s",
               when_span(summary->nearest_deadline - report->now, span),
               cert->domain == NULL ? cert->id : cert->domain,
               when_iso(summary->nearest_deadline, when));
    put_row(page, "next deadline", buf_text(text));
}

static void put_summary(struct page *page, const struct report *report)
{
    const struct report_summary *summary = &report->summary;
    struct buf text = { 0 };
    char when[WHEN_TEXT_MAX];

    put_certs(page, summary, &text);
    put_severities(page, "failing", summary->fail, &text);
    buf_reset(&text);
    buf_printf(&text, "%zu, for lack of evidence", summary->unknown);
    if (summary->unknown > 0)
        put_row(page, "not judged", buf_text(&text));
    put_severities(page, "evidence", summary->evidence, &text);
    buf_reset(&text);
    buf_printf(&text, "%zu", summary->waived);
    if (summary->waived > 0)
        put_row(page, "waived", buf_text(&text));
    put_deadline(page, report, &text);
    buf_reset(&text);
    if (report->now == WHEN_NONE)
        buf_puts(&text, "no time is known; --now gives one");
    else
        buf_printf(&text, "%s (from the %s)", when_iso(report->now, when),
                   report->now_source);
    put_row(page, "judged as of", buf_text(&text));
    buf_reset(&text);
    buf_printf(&text, "%zu %s", report->n_sources,
               report->n_sources == 1 ? "file" : "files");
    if (report->n_gaps > 0)
        buf_puts(&text, "; the end of this report says what is lacking");
    put_row(page, "read", buf_text(&text));
    buf_clear(&text);
}

static void put_heading(struct page *page, const char *text)
{
    putc('\n', page->out);
    page_look(page, LOOK_BOLD);
    page_prose(page, 0, 0, text);
    page_look(page, LOOK_PLAIN);
}

/* Last, for there it stands above the prompt, and the commands are the next step. */
static void put_gaps(struct page *page, const struct report *report)
{
    if (report->n_gaps == 0)
        return;
    put_heading(page, "What could not be judged, and what would answer it");
    for (size_t i = 0; i < report->n_gaps && i < GAPS_SHOWN; i++) {
        page_prose(page, 2, 0, report->gaps[i].text);
        if (report->gaps[i].command != NULL)
            page_lines(page, 4, report->gaps[i].command);
    }
    if (report->n_gaps > GAPS_SHOWN)
        fprintf(page->out, "  and %zu more; -o DIR writes all of them\n",
                report->n_gaps - GAPS_SHOWN);
}

/* ---- the findings, by what they are about ---- */

static bool same_resource(const struct finding *a, const struct finding *b)
{
    return a->resource_type == b->resource_type &&
           strcmp(a->resource_id, b->resource_id) == 0;
}

/* The worst resources with all their findings; shown[] remembers which. */
static size_t put_whole(struct page *page, const struct report *report, char *shown)
{
    size_t n_resources = 0;
    size_t i = 0;

    for (; i < report->n_findings && n_resources < WHOLE_RESOURCES; i++) {
        if (shown[i])
            continue;
        putc('\n', page->out);
        page_resource(page, report->findings[i]);
        for (size_t k = i; k < report->n_findings; k++) {
            if (shown[k] || !same_resource(report->findings[i], report->findings[k]))
                continue;
            page_finding(page, report->findings[k]);
            shown[k] = 1;
        }
        n_resources++;
    }
    return i;
}

static void put_line(struct page *page, const struct finding *finding)
{
    page_mark(page, finding);
    fputs("  ", page->out);
    page_word(page, finding->domain == NULL ? finding->resource_id : finding->domain);
    if (finding->account != NULL && finding->region != NULL) {
        fputs("  ", page->out);
        page_word(page, finding->account);
        putc('/', page->out);
        page_word(page, finding->region);
    }
    if (finding->causes != NULL)
        fprintf(page->out, "  %s", cause_word(finding->causes->code));
    putc('\n', page->out);
}

static void put_briefly(struct page *page, const struct report *report, const char *shown,
                        size_t from)
{
    bool any = false;

    for (size_t i = from; i < report->n_findings; i++) {
        if (shown[i])
            continue;
        if (!any)
            put_heading(page, "The rest, a line each; -o DIR writes all of it as HTML, "
                              "CSV and JSON");
        any = true;
        put_line(page, report->findings[i]);
    }
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void put_nothing(struct page *page, const struct report *report)
{
    if (report->summary.n_certs == 0)
        fprintf(page->out, "\nNo certificate was found in %zu file%s.\n",
                report->n_sources, plural(report->n_sources));
    else
        fprintf(page->out, "\nNothing fails: %zu certificate%s in %zu file%s.\n",
                report->summary.n_certs, plural(report->summary.n_certs),
                report->n_sources, plural(report->n_sources));
}

static void put_findings(struct page *page, const struct report *report)
{
    struct buf shown = { 0 };
    size_t from;

    if (report->n_findings == 0) {
        put_nothing(page, report);
        return;
    }
    buf_reserve(&shown, report->n_findings);
    memset(shown.data, 0, report->n_findings);
    from = put_whole(page, report, shown.data);
    put_briefly(page, report, shown.data, from);
    buf_clear(&shown);
}

void report_text(const struct report *report, const struct text_style *style, FILE *out)
{
    struct page page;

    page_init(&page, style, out);
    page_look(&page, report->tripped            ? LOOK_RED
                     : report->exit_status == 0 ? LOOK_GREEN
                                                : LOOK_YELLOW);
    page_prose(&page, 0, 0, report->gate_line);
    page_look(&page, LOOK_PLAIN);
    putc('\n', out);
    put_summary(&page, report);
    put_findings(&page, report);
    put_gaps(&page, report);
    page_clear(&page);
}
