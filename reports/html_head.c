/* html_head: the top of the report: what it rests on, the gate's answer, the figures. */
#include "reports/html_parts.h"

#include <string.h>

#include "base/when.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

/* ---- what the report rests on ---- */

static const char *now_words(const char *source)
{
    if (strcmp(source, "option") == 0)
        return "as given with --now";
    if (strcmp(source, "manifest") == 0)
        return "when the evidence was exported";
    if (strcmp(source, "evidence") == 0)
        return "the latest event in the evidence";
    return "";
}

static void fact(struct html *html, const char *name)
{
    html_raw(html, "<div><dt>");
    html_raw(html, name);
    html_raw(html, "</dt><dd>");
}

void html_facts(struct html *html, const struct report *report)
{
    html_raw(html, "<dl class=\"facts\">\n");
    fact(html, "As of");
    if (report->now == WHEN_NONE) {
        html_raw(html, "no time is known: give one with <code>--now</code>");
    } else {
        html_when(html, report->now);
        html_wrap(html, ", ", now_words(report->now_source), "");
    }
    html_raw(html, "</dd></div>\n");
    fact(html, "Evidence");
    html_count(html, report->n_sources);
    html_raw(html, report->n_sources == 1 ? " file, " : " files, ");
    html_raw(html, "<a href=\"#evidence\">listed with their hashes</a></dd></div>\n");
    fact(html, "Made by");
    html_text(html, report->tool_name);
    html_raw(html, " ");
    html_text(html, report->tool_version);
    html_raw(html, "</dd></div>\n</dl>");
}

/* ---- the gate ---- */

void html_gate(struct html *html, const struct report *report)
{
    const bool held = !report->tripped && report->exit_status == 0;
    const char *class = report->tripped ? "tripped" : held ? "held" : "doubt";
    const char *mark = report->tripped ? "&#10005;" : held ? "&#10003;" : "!";

    html_raw(html, "<p class=\"gate ");
    html_raw(html, class);
    html_raw(html, "\"><span class=\"gate-mark\" aria-hidden=\"true\">");
    html_raw(html, mark);
    html_raw(html, "</span> <strong>");
    html_text(html, report->gate_line);
    html_raw(html, "</strong> <span class=\"exit\">Exit status ");
    html_number(html, (uint64_t)report->exit_status);
    html_raw(html, ".</span></p>");
}

/* ---- the figures ---- */

/* Opens a card; filter, may be NULL, is what the script filters by on a click. */
static void card(struct html *html, const char *name, size_t n, const char *alarm,
                 const char *filter)
{
    html_raw(html, "<div class=\"card");
    if (n > 0 && alarm != NULL) {
        html_raw(html, " ");
        html_raw(html, alarm);
    }
    html_raw(html, "\"><dt>");
    html_raw(html, name);
    html_raw(html, "</dt><dd class=\"figure\"");
    if (filter != NULL && n > 0) {
        html_raw(html, " data-filter=\"");
        html_raw(html, filter);
        html_raw(html, "\"");
    }
    html_raw(html, ">");
    html_count(html, n);
    html_raw(html, "</dd>");
}

static void card_note(struct html *html, const char *note)
{
    html_raw(html, "<dd class=\"note\">");
    html_raw(html, note);
    html_raw(html, "</dd></div>\n");
}

static void statuses(struct html *html, const struct report_summary *summary)
{
    html_raw(html, "<dd class=\"note\">");
    for (size_t i = 0; i < summary->n_by_status; i++) {
        if (i > 0)
            html_raw(html, ", ");
        html_count(html, summary->by_status[i].n);
        html_raw(html, " ");
        html_text(html, summary->by_status[i].status);
    }
    html_raw(html, "</dd></div>\n");
}

static void deadline(struct html *html, const struct report *report)
{
    const struct report_summary *summary = &report->summary;
    char span[WHEN_TEXT_MAX];

    if (summary->nearest_deadline == WHEN_NONE) {
        card_note(html, summary->n_pending == 0 ? "none waits for its validation"
                                                : "no deadline ahead is known");
        return;
    }
    html_raw(html, "<dd class=\"note\">");
    if (report->now != WHEN_NONE) {
        html_raw(html, "the first ends in ");
        html_text(html, when_span(summary->nearest_deadline - report->now, span));
        html_raw(html, ": ");
    } else {
        html_raw(html, "the first ends ");
    }
    html_when(html, summary->nearest_deadline);
    if (summary->nearest_cert != NULL && summary->nearest_cert->domain != NULL) {
        html_raw(html, ", <span class=\"name\">");
        html_name(html, summary->nearest_cert->domain);
        html_raw(html, "</span>");
    }
    html_raw(html, "</dd></div>\n");
}

void html_cards(struct html *html, const struct report *report)
{
    const struct report_summary *summary = &report->summary;

    html_raw(html, "<dl class=\"cards\">\n");
    card(html, "Certificates", summary->n_certs, NULL, NULL);
    statuses(html, summary);
    card(html, "Failed", summary->n_failed, "bad", "status=FAILED,VALIDATION_TIMED_OUT");
    card_note(html, "FAILED or timed out: final, only a new request helps");
    card(html, "Pending", summary->n_pending, "warn", "status=PENDING_VALIDATION");
    deadline(html, report);
    card(html, "Renewal at risk", summary->n_renewal_at_risk, "warn", NULL);
    card_note(
        html,
        "the renewal failed or waits for validation, or would fail as the DNS stands");
    card(html, "Expiring", summary->n_expiring, "warn", NULL);
    card_note(html, "ISSUED, and ended or ending within 45 days");
    card(html, "Unreadable evidence", summary->n_unreadable, "bad",
         "check=evidence_malformed");
    card_note(html, summary->n_unreadable == 0 ? "every file could be read"
                                               : "files that could not be read whole");
    card(html, "Coverage gaps", report->n_gaps, "warn", NULL);
    if (report->n_gaps == 0)
        card_note(html, "nothing was left unjudged");
    else
        card_note(html, "<a href=\"#gaps\">what to save so that they close</a>");
    html_raw(html, "</dl>");
}

/* ---- by severity ---- */

void html_mark(struct html *html, const char *mark)
{
    static const char *const shapes[][2] = {
        { "critical", "&#9670;" }, { "high", "&#9650;" },  { "medium", "&#9632;" },
        { "low", "&#9679;" },      { "info", "&#9675;" },  { "unknown", "?" },
        { "waived", "&#8709;" },   { "pass", "&#10003;" },
    };

    html_raw(html, "<span class=\"mark ");
    html_raw(html, mark);
    html_raw(html, "\"><span class=\"shape\" aria-hidden=\"true\">");
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
        if (strcmp(shapes[i][0], mark) == 0)
            html_raw(html, shapes[i][1]);
    html_raw(html, "</span> ");
    html_raw(html, mark);
    html_raw(html, "</span>");
}

static void count_cell(struct html *html, size_t n)
{
    html_raw(html, n == 0 ? "<td class=\"zero\">" : "<td>");
    html_count(html, n);
    html_raw(html, "</td>");
}

void html_counts(struct html *html, const struct report *report)
{
    const struct report_summary *summary = &report->summary;

    html_raw(html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                   "aria-label=\"Findings by severity\"><table class=\"counts\">"
                   "<caption>Findings by severity</caption>\n<thead><tr>"
                   "<th scope=\"col\">About</th>");
    for (int i = N_SEVERITIES - 1; i >= 0; i--) {
        html_raw(html, "<th scope=\"col\">");
        html_mark(html, severity_word((enum severity)i));
        html_raw(html, "</th>");
    }
    html_raw(html, "</tr></thead>\n<tbody><tr><th scope=\"row\">Certificates</th>");
    for (int i = N_SEVERITIES - 1; i >= 0; i--)
        count_cell(html, summary->fail[i]);
    html_raw(html, "</tr>\n<tr><th scope=\"row\">The evidence itself</th>");
    for (int i = N_SEVERITIES - 1; i >= 0; i--)
        count_cell(html, summary->evidence[i]);
    html_raw(html, "</tr></tbody></table></div>\n<p class=\"aside\">Beside these: ");
    html_count(html, summary->unknown);
    html_raw(html, summary->unknown == 1 ? " question" : " questions");
    html_raw(html, " that the evidence could not answer, ");
    html_count(html, summary->waived);
    html_raw(html, summary->waived == 1 ? " waived finding." : " waived findings.");
    html_raw(html, "</p>");
}

/* ---- gaps ---- */

void html_gaps(struct html *html, const struct report *report)
{
    if (report->n_gaps == 0) {
        html_raw(html, "<p>Nothing: the evidence answered every question that was "
                       "asked of it.</p>");
        return;
    }
    html_raw(html, "<ol class=\"gaps\">\n");
    for (size_t i = 0; i < report->n_gaps; i++) {
        const struct report_gap *gap = &report->gaps[i];

        html_raw(html, "<li><p>");
        html_text(html, gap->text);
        html_raw(html, "</p>");
        html_wrap(html,
                  "<details><summary>The command that answers it</summary>"
                  "<div class=\"code\"><pre class=\"command\">",
                  gap->command, "</pre></div></details>");
        html_raw(html, "</li>\n");
    }
    html_raw(html, "</ol>");
}
