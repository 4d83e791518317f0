/* tally: the numbers of the summary, counted over certificates and findings. */
#include "analyzer/tally.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/options.h"
#include "base/arena.h"
#include "base/when.h"

/* Within this of NotAfter a certificate counts as expiring: ACM renews 45 days before. */
enum { EXPIRING_S = 45 * WHEN_DAY, DEADLINE_S = 72 * WHEN_HOUR };

static bool chosen(const struct words *words, const char *value)
{
    if (words->n == 0)
        return true;
    for (size_t i = 0; value != NULL && i < words->n; i++)
        if (strcmp(words->items[i], value) == 0)
            return true;
    return false;
}

bool tally_takes(const struct options *options, const struct cert *cert)
{
    return chosen(&options->accounts, cert->account) &&
           chosen(&options->regions, cert->region);
}

static int compare_status(const void *a, const void *b)
{
    const struct report_status_count *x = a;
    const struct report_status_count *y = b;

    return strcmp(x->status, y->status);
}

struct status_counts {
    struct report_status_count *items;
    size_t n;
    size_t room;
};

static void count_status(struct status_counts *counts, const char *status,
                         struct arena *arena)
{
    for (size_t i = 0; i < counts->n; i++)
        if (strcmp(counts->items[i].status, status) == 0) {
            counts->items[i].n++;
            return;
        }
    if (counts->n == counts->room) {
        struct report_status_count *items;

        counts->room = counts->room == 0 ? 16 : counts->room * 2;
        items = arena_array(arena, counts->room, sizeof(*items));
        if (counts->n > 0)
            memcpy(items, counts->items, counts->n * sizeof(*items));
        counts->items = items;
    }
    counts->items[counts->n].status = status;
    counts->items[counts->n].n = 1;
    counts->n++;
}

static bool renewal_at_risk(const struct cert *cert)
{
    return cert->renewal != NULL &&
           (cert->renewal->status == ACM_RENEWAL_PENDING_VALIDATION ||
            cert->renewal->status == ACM_RENEWAL_FAILED);
}

static void count_deadline(struct report_summary *summary, const struct cert *cert,
                           int64_t now, const struct cert **nearest)
{
    int64_t deadline;

    summary->n_pending++;
    if (cert->created_at == WHEN_NONE || now == WHEN_NONE)
        return;
    deadline = cert->created_at + DEADLINE_S;
    if (deadline < now)
        return;
    if (summary->nearest_deadline == WHEN_NONE || deadline < summary->nearest_deadline) {
        summary->nearest_deadline = deadline;
        *nearest = cert;
    }
}

static void count_cert(struct report_summary *summary, const struct cert *cert,
                       int64_t now, const struct cert **nearest)
{
    summary->n_certs++;
    if (cert->status == ACM_FAILED || cert->status == ACM_VALIDATION_TIMED_OUT)
        summary->n_failed++;
    else if (cert->status == ACM_PENDING_VALIDATION)
        count_deadline(summary, cert, now, nearest);
    else if (cert->status == ACM_ISSUED && now != WHEN_NONE &&
             cert->not_after != WHEN_NONE && cert->not_after - now <= EXPIRING_S)
        summary->n_expiring++;
    if (renewal_at_risk(cert))
        summary->n_renewal_at_risk++;
}

static void count_finding(struct report_summary *summary, const struct finding *finding)
{
    const bool evidence = finding->rule->group == GROUP_EVIDENCE;

    if (finding->verdict == VERDICT_UNKNOWN)
        summary->unknown++;
    if (finding->verdict != VERDICT_FAIL)
        return;
    if (strcmp(finding->rule->id, "evidence_malformed") == 0)
        summary->n_unreadable++;
    if (strcmp(finding->rule->id, "acm_renewal_preflight") == 0)
        summary->n_renewal_at_risk++; /* NA for those that RenewalStatus tells of */
    if (finding->waived != NULL)
        summary->waived++;
    else if (evidence)
        summary->evidence[finding->severity]++;
    else
        summary->fail[finding->severity]++;
}

const struct cert *tally_certs(const struct facts *facts, const struct options *options,
                               struct arena *arena, struct report_summary *summary)
{
    const struct estate *estate = facts->estate;
    const struct cert *nearest = NULL;
    struct status_counts counts = { 0 };

    summary->nearest_deadline = WHEN_NONE;
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];
        const char *word = cert_status_word(cert);

        if (!tally_takes(options, cert))
            continue;
        count_cert(summary, cert, facts->now, &nearest);
        count_status(&counts, *word == '\0' ? "(absent)" : word, arena);
    }
    if (counts.n > 0)
        qsort(counts.items, counts.n, sizeof(*counts.items), compare_status);
    summary->by_status = counts.items;
    summary->n_by_status = counts.n;
    return nearest;
}

void tally_findings(struct finding *const *findings, size_t n,
                    struct report_summary *summary)
{
    for (size_t i = 0; i < n; i++)
        count_finding(summary, findings[i]);
}
