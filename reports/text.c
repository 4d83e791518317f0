/* text: the report for a person at a terminal. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/when.h"
#include "reports/report.h"

enum { WHOLE_RESOURCES = 20, INDENT = 4, GAPS_SHOWN = 12 };

/* Where the writing stands. */
struct page {
    FILE *out;
    const struct text_style *style;
    struct buf line; /* escaped text on its way */
};

enum look {
    LOOK_PLAIN,
    LOOK_BOLD,
    LOOK_DIM,
    LOOK_RED,
    LOOK_YELLOW,
    LOOK_GREEN,
    LOOK_CYAN
};

static void look(const struct page *page, enum look look)
{
    static const char *const codes[] = { "\033[0m",  "\033[1m",  "\033[2m", "\033[1;31m",
                                         "\033[33m", "\033[32m", "\033[36m" };

    if (page->style->color)
        fputs(codes[look], page->out);
}

/* A severity must be seen without colour, too: its word and the number of marks. */
static const char *mark(enum severity severity)
{
    static const char *const marks[] = { "  i", "  !", " !!", "!!!", "***" };

    return marks[severity];
}

static enum look look_of(const struct finding *finding)
{
    if (finding->verdict == VERDICT_UNKNOWN)
        return LOOK_CYAN;
    if (finding->verdict == VERDICT_PASS)
        return LOOK_GREEN;
    if (finding->severity >= SEV_HIGH)
        return LOOK_RED;
    return finding->severity == SEV_MEDIUM ? LOOK_YELLOW : LOOK_PLAIN;
}

/* Code points; wide East Asian characters count as one, so such lines may be long. */
static int width(const char *text, size_t len)
{
    int n = 0;

    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

/* Prose, wrapped at blanks; a word longer than the line stands on its own. */
static void put_prose(struct page *page, int indent, const char *text)
{
    int column = 0;
    const char *at;

    buf_reset(&page->line);
    escape_terminal(&page->line, text, strlen(text));
    for (at = buf_text(&page->line); *at != '\0';) {
        const size_t len = strcspn(at, " ");
        const int columns = width(at, len);

        if (column > 0 && column + 1 + columns > page->style->columns) {
            putc('\n', page->out);
            column = 0;
        }
        if (column == 0) {
            fprintf(page->out, "%*s", indent, "");
            column = indent;
        } else {
            putc(' ', page->out);
            column++;
        }
        fwrite(at, 1, len, page->out);
        column += columns;
        at += len;
        at += strspn(at, " ");
    }
    putc('\n', page->out);
}

/* Commands and records: never wrapped, so that they can be pasted. */
static void put_lines(struct page *page, int indent, const char *text)
{
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");

        buf_reset(&page->line);
        escape_terminal(&page->line, text, len);
        fprintf(page->out, "%*s%s\n", len == 0 ? 0 : indent, "", buf_text(&page->line));
        text += len;
        text += *text == '\n';
    }
}

static void put_word(struct page *page, const char *text)
{
    buf_reset(&page->line);
    escape_terminal(&page->line, text, strlen(text));
    fputs(buf_text(&page->line), page->out);
}

static void put_count(const struct page *page, size_t n, const char *what, bool *first)
{
    if (n == 0)
        return;
    fprintf(page->out, "%s%zu %s", *first ? "" : ", ", n, what);
    *first = false;
}

static void put_severities(const struct page *page, const size_t counts[])
{
    bool first = true;

    for (int i = N_SEVERITIES - 1; i >= 0; i--)
        put_count(page, counts[i], severity_word((enum severity)i), &first);
    fputs(first ? "none\n" : "\n", page->out);
}

static void put_deadline(struct page *page, const struct report *report)
{
    const struct report_summary *summary = &report->summary;
    char when[WHEN_TEXT_MAX];
    char span[WHEN_TEXT_MAX];

    if (summary->nearest_deadline == WHEN_NONE || summary->nearest_cert == NULL)
        return;
    fputs("  next deadline  ", page->out);
    put_word(page, summary->nearest_cert->domain == NULL ? summary->nearest_cert->id
                                                         : summary->nearest_cert->domain);
    fprintf(page->out, " at %s, in %s\n", when_iso(summary->nearest_deadline, when),
            when_span(summary->nearest_deadline - report->now, span));
}

static void put_summary(struct page *page, const struct report *report)
{
    const struct report_summary *summary = &report->summary;
    char when[WHEN_TEXT_MAX];
    bool first = true;

    fprintf(page->out, "  certificates   %zu", summary->n_certs);
    if (summary->n_by_status > 0)
        fputs(": ", page->out);
    for (size_t i = 0; i < summary->n_by_status; i++) {
        buf_reset(&page->line);
        escape_terminal(&page->line, summary->by_status[i].status,
                        strlen(summary->by_status[i].status));
        put_count(page, summary->by_status[i].n, buf_text(&page->line), &first);
    }
    fputs("\n  failing        ", page->out);
    put_severities(page, summary->fail);
    if (summary->unknown > 0)
        fprintf(page->out, "  not judged     %zu, for lack of evidence\n",
                summary->unknown);
    fputs("  evidence       ", page->out);
    put_severities(page, summary->evidence);
    put_deadline(page, report);
    if (report->now == WHEN_NONE)
        fputs("  judged as of   no time is known; --now gives one\n", page->out);
    else
        fprintf(page->out, "  judged as of   %s (from the %s)\n",
                when_iso(report->now, when), report->now_source);
}

static void put_gaps(struct page *page, const struct report *report)
{
    if (report->n_gaps == 0)
        return;
    look(page, LOOK_BOLD);
    fputs("\nWhat could not be judged, and what would answer it\n", page->out);
    look(page, LOOK_PLAIN);
    for (size_t i = 0; i < report->n_gaps && i < GAPS_SHOWN; i++) {
        put_prose(page, 2, report->gaps[i].text);
        if (report->gaps[i].command != NULL)
            put_lines(page, 6, report->gaps[i].command);
    }
    if (report->n_gaps > GAPS_SHOWN)
        fprintf(page->out, "  and %zu more kinds\n", report->n_gaps - GAPS_SHOWN);
}

static void put_place(struct page *page, const struct evidence_ref *ref)
{
    look(page, LOOK_DIM);
    fprintf(page->out, "%*sin ", INDENT, "");
    put_word(page, ref->file);
    if (ref->line > 0)
        fprintf(page->out, ":%u", ref->line);
    if (ref->pointer != NULL && *ref->pointer != '\0') {
        fputs("  ", page->out);
        put_word(page, ref->pointer);
    }
    if (ref->value != NULL) {
        fputs(" = ", page->out);
        put_word(page, ref->value);
    }
    look(page, LOOK_PLAIN);
    putc('\n', page->out);
}

static void put_places(struct page *page, const struct evidence_ref *refs, size_t n)
{
    enum { SHOWN = 4 };

    for (size_t i = 0; i < n && i < SHOWN; i++)
        put_place(page, &refs[i]);
    if (n > SHOWN)
        fprintf(page->out, "%*sand %zu more places\n", INDENT, "", n - SHOWN);
}

static void put_fixes(struct page *page, const struct fix *fix)
{
    for (; fix != NULL; fix = fix->next) {
        look(page, LOOK_BOLD);
        put_prose(page, INDENT + 2, fix->title);
        look(page, LOOK_PLAIN);
        put_lines(page, INDENT + 4, fix->text);
    }
}

static void put_cause(struct page *page, const struct cause *cause)
{
    fprintf(page->out, "%*s", INDENT, "");
    look(page, LOOK_BOLD);
    fputs(cause_title(cause->code), page->out);
    look(page, LOOK_PLAIN);
    fprintf(page->out, " (%s: %s)\n", cause_word(cause->code),
            confidence_phrase(cause->confidence));
    put_prose(page, INDENT + 2, cause_explanation(cause->code));
    if (cause->detail != NULL && *cause->detail != '\0')
        put_prose(page, INDENT + 2, cause->detail);
    if (cause->expected != NULL) {
        look(page, LOOK_DIM);
        fprintf(page->out, "%*sthe record that ACM looks for:\n", INDENT + 2, "");
        look(page, LOOK_PLAIN);
        fprintf(page->out, "%*s", INDENT + 4, "");
        put_word(page, cause->expected->name);
        fputs("  ", page->out);
        put_word(page, cause->expected->type);
        fputs("  ", page->out);
        put_word(page, cause->expected->value);
        putc('\n', page->out);
    }
    put_fixes(page, cause->fixes);
}

static void put_headline(struct page *page, const struct finding *finding)
{
    const bool fail = finding->verdict == VERDICT_FAIL;

    look(page, look_of(finding));
    fprintf(page->out, "%s %-8s", fail ? mark(finding->severity) : "  ?",
            fail ? severity_word(finding->severity) : verdict_word(finding->verdict));
    look(page, LOOK_PLAIN);
    fprintf(page->out, " %s", finding->rule->id);
    if (finding->waived != NULL)
        fputs(" (waived)", page->out);
    putc('\n', page->out);
}

static void put_finding(struct page *page, const struct finding *finding)
{
    put_headline(page, finding);
    put_prose(page, INDENT, finding->message);
    put_places(page, finding->evidence, finding->n_evidence);
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        put_cause(page, cause);
}

void report_text_finding(const struct finding *finding, const struct text_style *style,
                         FILE *out)
{
    struct page page = { .out = out, .style = style };

    put_finding(&page, finding);
    buf_clear(&page.line);
}

static void put_resource(struct page *page, const struct finding *finding)
{
    putc('\n', page->out);
    look(page, LOOK_BOLD);
    put_word(page, finding->domain == NULL ? finding->resource_id : finding->domain);
    look(page, LOOK_PLAIN);
    if (finding->account != NULL || finding->region != NULL) {
        fputs("  ", page->out);
        put_word(page, finding->account == NULL ? "?" : finding->account);
        putc('/', page->out);
        put_word(page, finding->region == NULL ? "?" : finding->region);
    }
    putc('\n', page->out);
    if (finding->arn != NULL) {
        look(page, LOOK_DIM);
        put_word(page, finding->arn);
        look(page, LOOK_PLAIN);
        putc('\n', page->out);
    }
}

static bool same_resource(const struct finding *a, const struct finding *b)
{
    return a->resource_type == b->resource_type &&
           strcmp(a->resource_id, b->resource_id) == 0;
}

/* What has not been shown yet of findings[from..], by resource, in full. */
static size_t put_whole(struct page *page, const struct report *report, bool *shown)
{
    size_t n_resources = 0;
    size_t i = 0;

    for (; i < report->n_findings && n_resources < WHOLE_RESOURCES; i++) {
        if (shown[i])
            continue;
        put_resource(page, report->findings[i]);
        for (size_t k = i; k < report->n_findings; k++) {
            if (shown[k] || !same_resource(report->findings[i], report->findings[k]))
                continue;
            put_finding(page, report->findings[k]);
            shown[k] = true;
        }
        n_resources++;
    }
    return i;
}

static void put_briefly(struct page *page, const struct report *report, const bool *shown,
                        size_t from)
{
    bool any = false;

    for (size_t i = from; i < report->n_findings; i++) {
        const struct finding *finding = report->findings[i];
        const bool fail = finding->verdict == VERDICT_FAIL;

        if (shown[i])
            continue;
        if (!any) {
            look(page, LOOK_BOLD);
            fputs("\nThe rest, a line each; -o DIR writes all of it as HTML, CSV and "
                  "JSON\n",
                  page->out);
            look(page, LOOK_PLAIN);
        }
        any = true;
        look(page, look_of(finding));
        fprintf(page->out, "%s %-8s", fail ? mark(finding->severity) : "  ?",
                fail ? severity_word(finding->severity) : verdict_word(finding->verdict));
        look(page, LOOK_PLAIN);
        fprintf(page->out, " %-30s ", finding->rule->id);
        put_word(page, finding->domain == NULL ? finding->resource_id : finding->domain);
        if (finding->causes != NULL)
            fprintf(page->out, "  %s", cause_word(finding->causes->code));
        putc('\n', page->out);
    }
}

void report_text(const struct report *report, const struct text_style *style, FILE *out)
{
    struct page page = { .out = out, .style = style };
    struct buf marks = { 0 };
    bool *shown;
    size_t from;

    look(&page, report->tripped            ? LOOK_RED
                : report->exit_status == 0 ? LOOK_GREEN
                                           : LOOK_YELLOW);
    fputs(report->gate_line, out);
    look(&page, LOOK_PLAIN);
    fputs("\n\n", out);
    put_summary(&page, report);
    put_gaps(&page, report);
    if (report->n_findings == 0)
        fprintf(out, "\nNothing fails: %zu certificates in %zu files were judged.\n",
                report->summary.n_certs, report->n_sources);
    buf_reserve(&marks, report->n_findings * sizeof(*shown));
    memset(marks.data, 0, report->n_findings * sizeof(*shown));
    shown = (bool *)(void *)marks.data;
    from = put_whole(&page, report, shown);
    put_briefly(&page, report, shown, from);
    buf_clear(&marks);
    buf_clear(&page.line);
}
