/* html_causes: the causes that several certificates share, each with its first fix. */
#include "reports/html_parts.h"

#include "reports/cause_groups.h"
#include "reports/html_out.h"
#include "reports/html_rows.h"
#include "reports/report.h"

enum { GROUPS_MAX = 100, MEMBERS_MAX = 20 };

/* "17 certificates share this: one fix" */
static void sharing(struct html *html, const struct cause_group *group)
{
    html_raw(html, "<span class=\"sharing\">");
    html_count(html, group->n);
    if (group->all_certs)
        html_raw(html, group->n == 1 ? " certificate" : " certificates");
    else
        html_raw(html, group->n == 1 ? " entry" : " entries");
    if (group->n == 1)
        html_raw(html, " has this cause</span>");
    else if (cause_group_has_one_fix(group))
        html_raw(html, " share this: one fix</span>");
    else
        html_raw(html, " have this cause</span>");
}

static void summary(struct html *html, const struct cause_group *group)
{
    const struct cause *cause = group->cause;

    html_raw(html, "<summary>");
    html_mark(html, html_finding_mark(group->worst));
    html_raw(html, " ");
    sharing(html, group);
    html_wrap(html, " <span class=\"cause-word\">", cause_title(cause->code), "</span>");
    if (cause->expected != NULL)
        html_wrap(html, " <code>", cause->expected->name, "</code>");
    else if (cause->zone != NULL)
        html_wrap(html, " <code>", cause->zone->name, "</code>");
    html_raw(html, "</summary>\n");
}

static void row_name(struct html *html, const struct html_row *row)
{
    html_raw(html, "<span class=\"name\">");
    if (row->cert != NULL && row->cert->domain != NULL)
        html_name(html, row->cert->domain);
    else
        html_text(html,
                  row->cert != NULL ? row->cert->id : row->findings[0]->resource_id);
    html_raw(html, "</span>");
}

static void member(struct html *html, const struct html_row *row)
{
    const struct finding *first = row->findings[0];
    const struct report_cert *cert = row->cert;

    html_raw(html, "<li>");
    html_mark(html, html_row_mark(row));
    html_raw(html, " ");
    row_name(html, row);
    html_raw(html, " <span class=\"more\">");
    html_text(html, cert != NULL ? cert->status : html_kind(first->resource_type));
    html_wrap(html, " ", cert != NULL ? cert->account : first->account, "");
    html_wrap(html, " ", cert != NULL ? cert->region : first->region, "");
    html_raw(html, "</span></li>");
}

static void members(struct html *html, const struct cause_group *group)
{
    const size_t shown = group->n < MEMBERS_MAX ? group->n : MEMBERS_MAX;

    html_raw(html, group->all_certs ? "<p class=\"about\">The certificates, the worst "
                                      "first</p><ul class=\"members\">"
                                    : "<p class=\"about\">The entries, the worst first"
                                      "</p><ul class=\"members\">");
    for (size_t i = 0; i < shown; i++)
        member(html, group->rows[i]);
    html_raw(html, "</ul>\n");
    if (group->n > shown) {
        html_raw(html, "<p class=\"about\">and ");
        html_count(html, group->n - shown);
        html_raw(html, " more</p>\n");
    }
}

static void group_part(struct html *html, const struct cause_group *group)
{
    const struct cause *cause = group->cause;

    html_raw(html, "<details class=\"group\">");
    summary(html, group);
    html_raw(html, "<div class=\"inside\"><p>");
    html_text(html, cause_explanation(cause->code));
    html_raw(html, "</p>\n");
    html_record(html, cause);
    html_zone(html, cause->zone);
    if (cause->fixes != NULL) {
        html_raw(html, "<p class=\"about\">The first fix, as it reads for ");
        row_name(html, group->rows[0]);
        html_raw(html, "</p>\n");
        html_fix(html, cause->fixes, false);
    }
    members(html, group);
    html_raw(html, "</div></details>\n");
}

void html_causes(struct html *html, const struct html_rows *rows, struct arena *arena)
{
    struct cause_groups groups;
    size_t shown;

    cause_groups_make(rows, arena, &groups);
    shown = groups.n_shared < GROUPS_MAX ? groups.n_shared : GROUPS_MAX;
    if (groups.n_shared == 0) {
        html_raw(html, "<p>No cause is shared by two certificates.</p>");
        return;
    }
    html_raw(html, "<p>");
    html_count(html, shown);
    html_raw(html, " of ");
    html_count(html, groups.n_shared);
    html_raw(html, groups.n_shared == 1 ? " shared cause shown.</p>\n"
                                        : " shared causes shown, the most shared "
                                          "first.</p>\n");
    for (size_t i = 0; i < shown; i++)
        group_part(html, &groups.items[i]);
}
