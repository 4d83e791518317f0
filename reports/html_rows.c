/* html_rows: gathering by certificate or resource, and the order of the rows. */
#include "reports/html_rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

/* A row while it is gathered. */
struct group {
    struct html_row row;
    size_t from; /* its first place in the list of findings */
};

struct gather {
    const struct report *report;
    struct arena *arena;
    struct group *groups; /* room for all findings */
    size_t n;
    uint32_t *of_cert; /* by index: group + 1, or 0 */
    struct map others; /* "TYPE ID": the group */
};

static struct group *add_group(struct gather *gather, const struct report_cert *cert)
{
    struct group *group = &gather->groups[gather->n++];

    group->row.cert = cert;
    return group;
}

static struct group *group_of(struct gather *gather, const struct finding *finding)
{
    const struct report_cert *cert = finding->certificate;
    const char *key;
    void **place;

    if (cert != NULL) {
        uint32_t *index = &gather->of_cert[cert->index];

        if (*index == 0) {
            add_group(gather, cert);
            *index = (uint32_t)gather->n;
        }
        return &gather->groups[*index - 1];
    }
    key = arena_printf(gather->arena, "%d %s", (int)finding->resource_type,
                       finding->resource_id == NULL ? "" : finding->resource_id);
    place = map_at(&gather->others, key, strlen(key));
    if (*place == NULL)
        *place = add_group(gather, NULL);
    return *place;
}

static void count(struct html_row *row, const struct finding *finding)
{
    row->n++;
    if (finding->verdict == VERDICT_UNKNOWN)
        row->n_unknown++;
    if (finding->verdict != VERDICT_FAIL || finding->waived != NULL)
        return;
    row->n_fail++;
    if (!row->has_fail || finding->severity > row->worst)
        row->worst = finding->severity;
    row->has_fail = true;
}

static int rank(const struct html_row *row)
{
    if (row->has_fail)
        return 3 + (int)row->worst;
    if (row->n_unknown > 0)
        return 2;
    return row->findings[0]->verdict == VERDICT_FAIL ? 1 : 0;
}

static int compare(const void *a, const void *b)
{
    const struct html_row *left = a;
    const struct html_row *right = b;
    int diff = rank(right) - rank(left);

    if (diff == 0)
        diff = finding_compare(left->findings[0], right->findings[0]);
    if (diff == 0 && left->cert != NULL && right->cert != NULL)
        diff = left->cert->index < right->cert->index ? -1 : 1;
    return diff;
}

/* Put each finding into its group's part of one list. */
static void distribute(struct gather *gather, struct group *const *group_for)
{
    const struct report *report = gather->report;
    const struct finding **list =
        arena_array(gather->arena, report->n_findings + 1, sizeof(*list));
    size_t from = 0;

    for (size_t i = 0; i < gather->n; i++) {
        gather->groups[i].from = from;
        gather->groups[i].row.findings = list + from;
        from += gather->groups[i].row.n;
    }
    for (size_t i = 0; i < report->n_findings; i++)
        list[group_for[i]->from++] = report->findings[i];
}

void html_rows_make(const struct report *report, struct arena *arena,
                    struct html_rows *out)
{
    struct gather gather = { .report = report, .arena = arena };
    struct group **group_for =
        arena_array(arena, report->n_findings + 1, sizeof(struct group *));

    gather.groups =
        arena_zalloc(arena, (report->n_findings + 1) * sizeof(*gather.groups));
    gather.of_cert = arena_zalloc(arena, (report->n_certs + 1) * sizeof(*gather.of_cert));
    map_init(&gather.others);
    for (size_t i = 0; i < report->n_findings; i++) {
        group_for[i] = group_of(&gather, report->findings[i]);
        count(&group_for[i]->row, report->findings[i]);
    }
    map_clear(&gather.others);
    distribute(&gather, group_for);
    out->n = gather.n;
    out->n_certs = 0;
    out->items = arena_array(arena, gather.n + 1, sizeof(*out->items));
    for (size_t i = 0; i < gather.n; i++) {
        out->items[i] = gather.groups[i].row;
        out->n_certs += gather.groups[i].row.cert != NULL;
    }
    qsort(out->items, out->n, sizeof(*out->items), compare);
}

const char *html_row_mark(const struct html_row *row)
{
    if (row->has_fail)
        return severity_word(row->worst);
    if (row->n_unknown > 0)
        return "unknown";
    return row->findings[0]->verdict == VERDICT_FAIL ? "waived" : "pass";
}

const char *html_finding_mark(const struct finding *finding)
{
    if (finding->verdict == VERDICT_UNKNOWN)
        return "unknown";
    if (finding->verdict != VERDICT_FAIL)
        return "pass";
    return finding->waived != NULL ? "waived" : severity_word(finding->severity);
}

const char *html_kind(enum resource_type type)
{
    static const char *const words[] = {
        [RESOURCE_CERTIFICATE] = "certificate", [RESOURCE_HOSTED_ZONE] = "hosted zone",
        [RESOURCE_EVIDENCE] = "evidence file",  [RESOURCE_ESTATE] = "account or region",
        [RESOURCE_WAIVER] = "waiver",
    };

    return words[type];
}
