/* html_table: the certificates with findings as a table, each with its details. */
#include "reports/html_parts.h"

#include <string.h>

#include "base/when.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

enum { COLUMNS = 7, USERS_MAX = 50 };

/* ---- facts of the certificate ---- */

static void fact(struct html *html, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    html_raw(html, "<div><dt>");
    html_raw(html, name);
    html_raw(html, "</dt><dd>");
    html_text(html, value);
    html_raw(html, "</dd></div>");
}

static void fact_when(struct html *html, const char *name, int64_t when)
{
    if (when == WHEN_NONE)
        return;
    html_raw(html, "<div><dt>");
    html_raw(html, name);
    html_raw(html, "</dt><dd>");
    html_when(html, when);
    html_raw(html, "</dd></div>");
}

static void fact_names(struct html *html, const struct report_cert *cert)
{
    if (cert->n_names == 0)
        return;
    html_raw(html, "<div class=\"wide\"><dt>Names</dt><dd>");
    for (size_t i = 0; i < cert->n_names; i++) {
        html_raw(html, i == 0 ? "<span class=\"name\">" : ", <span class=\"name\">");
        html_name(html, cert->names[i]);
        html_raw(html, "</span>");
    }
    html_raw(html, "</dd></div>");
}

static void fact_users(struct html *html, const struct report_cert *cert)
{
    if (cert->n_in_use_by == 0)
        return;
    html_raw(html, "<div class=\"wide\"><dt>In use by</dt><dd>");
    for (size_t i = 0; i < cert->n_in_use_by && i < USERS_MAX; i++) {
        html_raw(html, i == 0 ? "" : ", ");
        html_wrap(html, "<code>", cert->in_use_by[i], "</code>");
    }
    if (cert->n_in_use_by > USERS_MAX) {
        html_raw(html, " and ");
        html_count(html, cert->n_in_use_by - USERS_MAX);
        html_raw(html, " more");
    }
    html_raw(html, "</dd></div>");
}

static void facts(struct html *html, const struct report_cert *cert)
{
    html_raw(html, "<dl class=\"cert\">");
    html_wrap(html, "<div class=\"wide\"><dt>Certificate</dt><dd><code class=\"copy\">",
              cert->id, "</code></dd></div>");
    fact_names(html, cert);
    fact(html, "Status", cert->status);
    fact(html, "Failure reason", cert->failure_reason);
    fact(html, "Type", cert->type);
    fact(html, "Validated by", cert->method);
    fact(html, "Renewal", cert->renewal_status);
    fact_when(html, "Requested", cert->created_at);
    fact_when(html, "Not after", cert->not_after);
    fact(html, "Key", cert->key_algorithm);
    fact_users(html, cert);
    if (cert->emulator)
        fact(html, "Note", "looks like an emulator's output, or redacted");
    html_raw(html, "</dl>\n");
}

/* ---- the row ---- */

static void subject(struct html *html, const struct html_row *row)
{
    const struct report_cert *cert = row->cert;
    const struct finding *first = row->findings[0];

    html_raw(html, "<th scope=\"row\" class=\"subject\"><span class=\"name\">");
    if (cert != NULL && cert->domain != NULL)
        html_name(html, cert->domain);
    else
        html_text(html, cert != NULL ? cert->id : first->resource_id);
    html_raw(html, "</span>");
    if (cert == NULL) {
        html_wrap(html, " <span class=\"more\">", html_kind(first->resource_type),
                  "</span>");
    } else if (cert->n_names > 1) {
        html_raw(html, " <span class=\"more\">and ");
        html_count(html, cert->n_names - 1);
        html_raw(html, cert->n_names == 2 ? " more name</span>" : " more names</span>");
    }
    html_raw(html, "</th>");
}

static void cell(struct html *html, const char *label, const char *text)
{
    html_raw(html, "<td data-label=\"");
    html_raw(html, label);
    html_raw(html, "\">");
    if (text == NULL || *text == '\0')
        html_raw(html, "&#8211;");
    else
        html_text(html, text);
    html_raw(html, "</td>");
}

static void row_cells(struct html *html, const struct html_row *row)
{
    const struct report_cert *cert = row->cert;
    const struct finding *first = row->findings[0];

    html_raw(html, "<tr class=\"head\"><td class=\"worst\">");
    html_mark(html, html_row_mark(row));
    html_raw(html, "</td>");
    subject(html, row);
    cell(html, "Status", cert == NULL ? NULL : cert->status);
    cell(html, "Account", cert == NULL ? first->account : cert->account);
    cell(html, "Region", cert == NULL ? first->region : cert->region);
    cell(html, "In use", cert == NULL ? NULL : cert->in_use);
    html_raw(html, "<td data-label=\"Not after\">");
    if (cert == NULL || cert->not_after == WHEN_NONE) {
        html_raw(html, "&#8211;");
    } else {
        char iso[WHEN_TEXT_MAX];

        html_text_n(html, when_iso(cert->not_after, iso), 10);
    }
    html_raw(html, "</td></tr>\n");
}

/* The cause to name in the row: the first of the first finding that has one. */
static const struct cause *leading(const struct html_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (row->findings[i]->causes != NULL)
            return row->findings[i]->causes;
    return NULL;
}

static void lead(struct html *html, const struct html_row *row)
{
    const struct cause *cause = leading(row);

    html_raw(html, "<summary><span class=\"lead\">");
    html_text(html, row->findings[0]->message);
    html_raw(html, "</span>");
    if (cause != NULL)
        html_wrap(html, " <span class=\"cause-word\">", cause_title(cause->code),
                  "</span>");
    if (row->n > 1) {
        html_raw(html, " <span class=\"more\">and ");
        html_count(html, row->n - 1);
        html_raw(html, row->n == 2 ? " more finding</span>" : " more findings</span>");
    }
    html_raw(html, "</summary>\n");
}

static void row_body(struct html *html, const struct html_row *row, bool open)
{
    html_raw(html, "<tr class=\"body\"><td colspan=\"7\">");
    html_raw(html, open ? "<details open>" : "<details>");
    lead(html, row);
    html_raw(html, "<div class=\"inside\">\n");
    for (size_t i = 0; i < row->n; i++)
        html_card(html, row, i);
    if (row->cert != NULL)
        facts(html, row->cert);
    html_raw(html, "</div></details></td></tr>\n");
}

/* ---- the table ---- */

static void head(struct html *html)
{
    static const char *const columns[COLUMNS][2] = {
        { "worst", "Worst" },     { "domain", "Certificate" }, { "status", "Status" },
        { "account", "Account" }, { "region", "Region" },      { "use", "In use" },
        { "end", "Not after" },
    };

    html_raw(html, "<thead><tr>");
    for (int i = 0; i < COLUMNS; i++) {
        html_raw(html, "<th scope=\"col\" data-sort=\"");
        html_raw(html, columns[i][0]);
        html_raw(html, i == 0 ? "\" aria-sort=\"descending\">" : "\">");
        html_raw(html, columns[i][1]);
        html_raw(html, "</th>");
    }
    html_raw(html, "</tr></thead>\n");
}

static void pass_over(struct html *html)
{
    html_raw(html, "<script>");
    html_raw(html, html_boot);
    html_raw(html, "</script>\n");
}

void html_table(struct html *html, const struct report *report,
                const struct html_rows *rows)
{
    const size_t shown = rows->n < HTML_ROWS_MAX ? rows->n : HTML_ROWS_MAX;

    (void)report;
    html_raw(html, "<p id=\"shown\">");
    if (rows->n == 0) {
        html_raw(html, "No findings.</p>");
        return;
    }
    html_count(html, shown);
    html_raw(html, " of ");
    html_count(html, rows->n);
    html_raw(html, shown < rows->n
                       ? " shown, the worst first; all are in CSV and JSON.</p>\n"
                       : " shown, the worst first.</p>\n");
    html_raw(html,
             "<table id=\"rows\" class=\"rows\"><caption>Certificates, and files or "
             "accounts of the evidence, that have findings</caption>\n");
    head(html);
    for (size_t i = 0; i < shown; i++) {
        if (i == HTML_PAGE)
            pass_over(html);
        html_raw(html, "<tbody>");
        row_cells(html, &rows->items[i]);
        row_body(html, &rows->items[i], i == 0);
        html_raw(html, "</tbody>\n");
    }
    html_raw(html, shown > HTML_PAGE ? "<!-- --></table>" : "</table>");
}
