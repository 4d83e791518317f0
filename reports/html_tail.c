/* html_tail: the end of the report: the ledger of the evidence and the rules. */
#include "reports/html_parts.h"

#include <string.h>

#include "base/when.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

/* ---- the ledger ---- */

static void file_line(struct html *html, const struct report_source *source)
{
    html_raw(html, "<tr><th scope=\"row\"><code>");
    html_text(html, source->file);
    html_raw(html, "</code></th><td>");
    html_text(html, source->shape);
    html_raw(html, "</td><td class=\"number\">");
    html_count(html, source->records);
    html_raw(html, "</td><td class=\"number\">");
    html_count(html, source->skipped);
    html_raw(html, "</td><td class=\"number\">");
    html_count(html, source->bytes);
    html_raw(html, "</td><td>");
    html_when(html, source->captured_at);
    html_raw(html, "</td><td class=\"hash\"><code>");
    html_text(html, source->sha256[0] == '\0' ? "could not be read" : source->sha256);
    html_raw(html, "</code></td><td>");
    html_text(html, source->note);
    html_raw(html, "</td></tr>\n");
}

void html_ledger(struct html *html, const struct report *report)
{
    const size_t n = report->n_sources;
    const size_t shown = n < HTML_FILES_MAX ? n : HTML_FILES_MAX;

    if (n == 0) {
        html_raw(html, "<p>No file was read.</p>");
        return;
    }
    html_raw(html, "<p id=\"files-shown\">");
    html_count(html, shown);
    html_raw(html, " of ");
    html_count(html, n);
    html_raw(html, n == 1 ? " file shown" : " files shown");
    html_raw(html, shown < n ? "; all are in JSON.</p>\n" : ".</p>\n");
    html_raw(html,
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Files\">"
             "<table id=\"files\" class=\"files\"><caption>Files read, with their "
             "SHA-256</caption>\n<thead><tr><th scope=\"col\">File</th>"
             "<th scope=\"col\">What it is</th><th scope=\"col\">Records</th>"
             "<th scope=\"col\">Skipped</th><th scope=\"col\">Bytes</th>"
             "<th scope=\"col\">Captured</th><th scope=\"col\">SHA-256</th>"
             "<th scope=\"col\">Note</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < shown; i++)
        file_line(html, &report->sources[i]);
    html_raw(html, "</tbody></table></div>");
}

/* ---- the rules ---- */

struct tally {
    size_t fail;
    size_t unknown;
};

static struct tally count(const struct report *report, const struct rule *rule)
{
    struct tally tally = { 0, 0 };

    for (size_t i = 0; i < report->n_findings; i++) {
        if (report->findings[i]->rule != rule)
            continue;
        tally.fail += report->findings[i]->verdict == VERDICT_FAIL;
        tally.unknown += report->findings[i]->verdict == VERDICT_UNKNOWN;
    }
    return tally;
}

static void reference(struct html *html, const char *text)
{
    html_raw(html, "<li>");
    if (strncmp(text, "https://", 8) == 0) {
        html_wrap(html, "<a rel=\"noopener noreferrer\" href=\"", text, "\">");
        html_text(html, text + 8);
        html_raw(html, "</a>");
    } else {
        html_text(html, text);
    }
    html_raw(html, "</li>");
}

static void rule_part(struct html *html, const struct report *report,
                      const struct rule *rule)
{
    const struct tally tally = count(report, rule);

    html_wrap(html, "<section class=\"rule\" id=\"rule-", rule->id, "\"");
    html_wrap(html, " aria-labelledby=\"title-", rule->id, "\">");
    html_wrap(html, "<h3 id=\"title-", rule->id, "\">");
    html_text(html, rule->title);
    html_raw(html, "</h3><p class=\"ids\"><code>");
    html_text(html, rule->id);
    html_raw(html, "</code>, group ");
    html_text(html, rule_group_word(rule->group));
    html_raw(html, ", severity ");
    html_text(html, severity_word(rule->severity));
    html_raw(html, " at its base; here ");
    html_count(html, tally.fail);
    html_raw(html, " failed, ");
    html_count(html, tally.unknown);
    html_raw(html, " not judged</p>\n<p>");
    html_text(html, rule->why);
    html_raw(html, "</p>\n");
    html_wrap(html,
              "<details><summary>When it fails, passes, or cannot tell</summary><p>",
              rule->logic, "</p></details>\n");
    if (rule->references[0] != NULL)
        html_raw(html, "<ul class=\"refs\">");
    for (size_t i = 0; i < RULE_REFERENCES_MAX && rule->references[i] != NULL; i++)
        reference(html, rule->references[i]);
    html_raw(html, rule->references[0] != NULL ? "</ul></section>\n" : "</section>\n");
}

void html_rules(struct html *html, const struct report *report)
{
    for (size_t i = 0; i < report->n_rules; i++)
        rule_part(html, report, report->rules[i]);
}
