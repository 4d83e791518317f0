/* html_card: one finding in full: what is wrong, why, what is expected, what to do. */
#include "reports/html_parts.h"

#include <string.h>

#include "reports/html_diff.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

/* ---- fixes ---- */

static bool is_shown(const struct html_row *row, size_t index, const struct cause *until,
                     const struct fix *fix)
{
    for (size_t i = 0; i <= index; i++) {
        for (const struct cause *cause = row->findings[i]->causes; cause != NULL;
             cause = cause->next) {
            for (const struct fix *other = cause->fixes; other != NULL;
                 other = other->next) {
                if (i == index && cause == until && other == fix)
                    return false;
                if (other->text == fix->text || strcmp(other->text, fix->text) == 0)
                    return true;
            }
        }
    }
    return false;
}

const char *html_fix_words(enum fix_kind kind)
{
    static const char *const words[] = {
        [FIX_CLI] = "Command",
        [FIX_TERRAFORM] = "Terraform",
        [FIX_CLOUDFORMATION] = "CloudFormation",
        [FIX_ZONEFILE] = "Zone file",
        [FIX_TEXT] = "Text",
    };

    return words[kind];
}

void html_fix(struct html *html, const struct fix *fix, bool again)
{
    html_raw(html, "<div class=\"fix\"><p><span class=\"kind\">");
    html_raw(html, html_fix_words(fix->kind));
    html_raw(html, "</span> ");
    html_text(html, fix->title);
    if (again) {
        html_raw(html, " <span class=\"seen\">(the same as above)</span></p></div>\n");
        return;
    }
    html_raw(html, "</p><div class=\"code\"><pre class=\"");
    html_raw(html, fix->kind == FIX_TEXT ? "words" : "command");
    html_raw(html, "\">");
    html_text(html, fix->text);
    html_raw(html, "</pre></div></div>\n");
}

static void fixes(struct html *html, const struct html_row *row, size_t index,
                  const struct cause *cause)
{
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next)
        html_fix(html, fix, is_shown(row, index, cause, fix));
}

/* ---- causes ---- */

static void names(struct html *html, const struct cause *cause)
{
    if (cause->n_domains == 0)
        return;
    html_raw(html, cause->n_domains == 1 ? "<p class=\"about\">Name: "
                                         : "<p class=\"about\">Names: ");
    for (size_t i = 0; i < cause->n_domains; i++) {
        html_raw(html, i == 0 ? "<span class=\"name\">" : ", <span class=\"name\">");
        html_name(html, cause->domains[i]);
        html_raw(html, "</span>");
    }
    html_raw(html, "</p>\n");
}

static void cause_part(struct html *html, const struct html_row *row, size_t index,
                       const struct cause *cause)
{
    html_raw(html, "<div class=\"cause\"><h4>");
    html_text(html, cause_title(cause->code));
    html_raw(html, "</h4><p class=\"sure ");
    html_raw(html, confidence_word(cause->confidence));
    html_raw(html, "\">");
    html_text(html, confidence_phrase(cause->confidence));
    html_raw(html, "</p>\n<p>");
    html_text(html, cause_explanation(cause->code));
    html_wrap(html, " ", cause->detail, "");
    html_raw(html, "</p>\n");
    names(html, cause);
    html_record(html, cause);
    html_zone(html, cause->zone);
    fixes(html, row, index, cause);
    html_raw(html, "</div>\n");
}

/* ---- evidence ---- */

static void place(struct html *html, const struct evidence_ref *ref)
{
    html_raw(html, "<tr><td><code>");
    html_text(html, ref->file);
    if (ref->line != 0) {
        html_raw(html, ":");
        html_number(html, ref->line);
    }
    if (ref->line != 0 && ref->column != 0) {
        html_raw(html, ":");
        html_number(html, ref->column);
    }
    html_raw(html, "</code></td><td>");
    html_number(html, ref->document);
    html_raw(html, "</td><td><code>");
    html_text(html, ref->pointer);
    html_raw(html, "</code></td><td>");
    html_wrap(html, "<code>", ref->value, "</code>");
    html_raw(html, "</td></tr>\n");
}

static void evidence(struct html *html, const struct finding *finding)
{
    size_t n = finding->n_evidence;

    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        n += cause->n_evidence;
    if (n == 0)
        return;
    html_raw(html, "<div class=\"scroll\"><table class=\"places\"><caption>Evidence"
                   "</caption><thead><tr><th scope=\"col\">File:line:column</th>"
                   "<th scope=\"col\">Document</th><th scope=\"col\">JSON pointer</th>"
                   "<th scope=\"col\">Value</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < finding->n_evidence; i++)
        place(html, &finding->evidence[i]);
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        for (size_t i = 0; i < cause->n_evidence; i++)
            if (!html_ref_repeats(finding, &cause->evidence[i]))
                place(html, &cause->evidence[i]);
    html_raw(html, "</tbody></table></div>\n");
}

bool html_ref_repeats(const struct finding *finding, const struct evidence_ref *ref)
{
    for (size_t i = 0; i < finding->n_evidence; i++) {
        const struct evidence_ref *other = &finding->evidence[i];

        if (other->document == ref->document &&
            strcmp(other->pointer, ref->pointer) == 0 &&
            strcmp(other->file, ref->file) == 0)
            return true;
    }
    return false;
}

/* ---- the card ---- */

static void standing(struct html *html, const struct finding *finding)
{
    const struct waived *waived = finding->waived;

    if (waived != NULL) {
        html_wrap(html, "<p class=\"about\">Waived by ", waived->owner, "");
        html_wrap(html, " until ", waived->expires, "");
        html_wrap(html, " (", waived->ticket, ")");
        html_wrap(html, ": ", waived->reason, "");
        html_raw(html, "</p>\n");
    }
    html_wrap(html, "<p class=\"about\">Owner: ", finding->owner, "</p>\n");
    html_wrap(html, "<p class=\"about\">Against the baseline: ", finding->baseline,
              "</p>\n");
}

void html_card(struct html *html, const struct html_row *row, size_t index)
{
    const struct finding *finding = row->findings[index];
    const struct rule *rule = finding->rule;

    html_raw(html, "<article><h3>");
    html_mark(html, html_finding_mark(finding));
    html_raw(html, " ");
    html_text(html, rule->title);
    html_raw(html, "</h3>\n");
    if (index > 0) /* the first one's stands in the row's <summary> */
        html_wrap(html, "<p class=\"message\">", finding->message, "</p>\n");
    standing(html, finding);
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        cause_part(html, row, index, cause);
    html_wrap(html, "<p class=\"why\"><strong>Why it matters.</strong> ", rule->why,
              "</p>\n");
    html_trace(html, finding);
    evidence(html, finding);
    html_raw(html, "<p class=\"ids\">Rule <a href=\"#rule-");
    html_text(html, rule->id);
    html_raw(html, "\">");
    html_text(html, rule->id);
    html_raw(html, "</a>, finding <code>");
    html_text(html, finding->fingerprint);
    html_raw(html, "</code></p></article>\n");
}
