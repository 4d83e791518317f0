/* html_record: the expected record and those observed, side by side, differences marked.
 */
#include "reports/html_parts.h"

#include <string.h>

#include "reports/finding/finding.h"
#include "reports/html_diff.h"
#include "reports/html_out.h"

enum { OBSERVED_MAX = 3, VALUES_MAX = 8 };

/* What is compared: the record's cells, one field after the other. */
struct compared {
    const struct cause *cause;
    const struct dns_record *want;
    size_t n; /* observed records shown */
};

static void line_head(struct html *html, const char *field)
{
    html_raw(html, "<tr><th scope=\"row\">");
    html_raw(html, field);
    html_raw(html, "</th>");
}

/* Marked as well, when there is one text only to compare it with. */
static void want_cell(struct html *html, const char *expected, const char *only)
{
    html_raw(html, "<td class=\"want\"><code>");
    html_diff_expected(html, expected, only);
    html_raw(html, "</code></td>");
}

static void text_line(struct html *html, const struct compared *compared,
                      const char *field, const char *expected,
                      const char *const observed[])
{
    line_head(html, field);
    if (compared->want != NULL)
        want_cell(html, expected, compared->n == 1 ? observed[0] : NULL);
    for (size_t i = 0; i < compared->n; i++) {
        html_raw(html, "<td><code>");
        html_diff(html, expected, observed[i]);
        html_raw(html, "</code></td>");
    }
    html_raw(html, "</tr>");
}

static void values_cell(struct html *html, const char *expected,
                        const struct observed_record *record)
{
    const size_t n = record->n_values < VALUES_MAX ? record->n_values : VALUES_MAX;

    html_raw(html, "<td>");
    for (size_t i = 0; i < n; i++) {
        html_raw(html, "<code class=\"each\">");
        html_diff(html, expected, record->values[i]);
        html_raw(html, "</code>");
    }
    if (record->n_values > n) {
        html_raw(html, "and ");
        html_count(html, record->n_values - n);
        html_raw(html, " more");
    }
    html_raw(html, "</td>");
}

static void values_line(struct html *html, const struct compared *compared)
{
    const struct observed_record *seen = compared->cause->observed;
    const bool one = compared->n == 1 && seen[0].n_values == 1;
    const char *expected = compared->want == NULL ? NULL : compared->want->value;

    line_head(html, "Value");
    if (compared->want != NULL)
        want_cell(html, expected, one ? seen[0].values[0] : NULL);
    for (size_t i = 0; i < compared->n; i++)
        values_cell(html, expected, &seen[i]);
    html_raw(html, "</tr>");
}

/* Which zone an observed record is from, where that is known. */
static void zones_line(struct html *html, const struct compared *compared)
{
    const struct zone_ref *zone = compared->cause->zone;
    size_t n_known = 0;

    for (size_t i = 0; i < compared->n; i++)
        n_known += compared->cause->observed[i].zone_id != NULL;
    if (n_known == 0)
        return;
    line_head(html, "Zone");
    if (compared->want != NULL)
        html_raw(html, "<td class=\"want\">&#8211;</td>");
    for (size_t i = 0; i < compared->n; i++) {
        const char *id = compared->cause->observed[i].zone_id;

        html_raw(html, id == NULL ? "<td>&#8211;" : "<td>");
        html_wrap(html, "<code>", id, "</code>");
        if (id != NULL && zone != NULL && zone->id != NULL && strcmp(id, zone->id) == 0)
            html_wrap(html, " ", zone->visibility, "");
        html_raw(html, "</td>");
    }
    html_raw(html, "</tr>");
}

/* "Host" of a form that adds the zone by itself. */
static void host_note(struct html *html, const struct cause *cause)
{
    size_t zone_len;
    size_t len = html_host_len(cause, &zone_len);

    if (len == 0 || cause->expected == NULL)
        return;
    html_raw(html, "<p class=\"host\">Where the form adds <code>");
    html_text_n(html, cause->expected->name + len + 1, zone_len);
    html_raw(html, "</code> by itself, the host is <code class=\"copy\">");
    html_text_n(html, cause->expected->name, len);
    html_raw(html, "</code>.</p>\n");
}

static void record_table(struct html *html, const struct compared *compared)
{
    const struct dns_record *want = compared->want;
    const struct observed_record *seen = compared->cause->observed;
    const char *cells[OBSERVED_MAX] = { NULL };

    html_raw(html,
             "<div class=\"scroll\"><table class=\"record\"><caption>Record</caption>"
             "<thead><tr><th scope=\"col\">Field</th>");
    if (want != NULL)
        html_raw(html, "<th scope=\"col\">Expected</th>");
    for (size_t i = 0; i < compared->n; i++)
        html_raw(html, "<th scope=\"col\">Observed</th>");
    html_raw(html, "</tr></thead><tbody>");
    for (size_t i = 0; i < compared->n; i++)
        cells[i] = seen[i].name;
    text_line(html, compared, "Name", want == NULL ? NULL : want->name, cells);
    for (size_t i = 0; i < compared->n; i++)
        cells[i] = seen[i].type;
    text_line(html, compared, "Type", want == NULL ? NULL : want->type, cells);
    values_line(html, compared);
    zones_line(html, compared);
    html_raw(html, "</tbody></table></div>\n");
}

void html_record(struct html *html, const struct cause *cause)
{
    const struct compared compared = {
        .cause = cause,
        .want = cause->expected,
        .n = cause->n_observed < OBSERVED_MAX ? cause->n_observed : OBSERVED_MAX,
    };

    if (compared.want == NULL && compared.n == 0)
        return;
    record_table(html, &compared);
    if (cause->n_observed > compared.n) {
        html_raw(html, "<p class=\"host\">And ");
        html_count(html, cause->n_observed - compared.n);
        html_raw(html, " more observed; all are in JSON.</p>\n");
    }
    host_note(html, cause);
}

void html_zone(struct html *html, const struct zone_ref *zone)
{
    if (zone == NULL)
        return;
    html_raw(html, "<p class=\"about\">Zone: ");
    html_wrap(html, "<code>", zone->name, "</code>");
    html_wrap(html, zone->name == NULL ? "<code>" : " <code>", zone->id, "</code>");
    html_wrap(html, ", ", zone->visibility, "");
    html_raw(html, "</p>\n");
}
