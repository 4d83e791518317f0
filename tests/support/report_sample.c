/* report_sample: invented reports for tests and benchmarks of the writers. */
#include "tests/support/report_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/when.h"
#include "tests/support/sample_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int by_order(const void *a, const void *b)
{
    const struct finding *const *left = a;
    const struct finding *const *right = b;

    return finding_compare(*left, *right);
}

static void count_status(struct arena *arena, struct report *report)
{
    struct report_status_count *counts =
        arena_array(arena, report->n_certs + 1, sizeof(*counts));
    size_t n = 0;

    for (size_t i = 0; i < report->n_certs; i++) {
        const char *status =
            report->certs[i].status == NULL ? "(absent)" : report->certs[i].status;
        size_t k = 0;

        while (k < n && strcmp(counts[k].status, status) < 0)
            k++;
        if (k == n || strcmp(counts[k].status, status) != 0) {
            memmove(counts + k + 1, counts + k, (n - k) * sizeof(*counts));
            counts[k] = (struct report_status_count){ status, 0 };
            n++;
        }
        counts[k].n++;
    }
    report->summary.by_status = counts;
    report->summary.n_by_status = n;
}

static void count_finding(struct report *report, const struct finding *finding)
{
    struct report_summary *summary = &report->summary;
    const struct report_cert *named = finding->certificate;

    if (finding->waived != NULL)
        summary->waived++;
    else if (finding->verdict == VERDICT_UNKNOWN)
        summary->unknown++;
    else if (finding->rule->group == GROUP_EVIDENCE)
        summary->evidence[finding->severity]++;
    else
        summary->fail[finding->severity]++;
    summary->n_unreadable += finding->rule == &sample_rules[MALFORMED];
    if (named != NULL) {
        struct report_cert *cert = &report->certs[named->index];

        cert->named = true;
        cert->n_findings++;
        if (finding->verdict != VERDICT_FAIL)
            return;
        if (!cert->has_fail || finding->severity > cert->worst)
            cert->worst = finding->severity;
        cert->has_fail = true;
    }
}

static void count_cert(struct report *report, const struct report_cert *cert)
{
    struct report_summary *summary = &report->summary;
    const int64_t deadline = cert->created_at + 72 * WHEN_HOUR;

    if (cert->status == NULL)
        return;
    summary->n_failed += strcmp(cert->status, "FAILED") == 0 ||
                         strcmp(cert->status, "VALIDATION_TIMED_OUT") == 0;
    summary->n_renewal_at_risk += cert->renewal_status != NULL;
    summary->n_expiring += cert->not_after != WHEN_NONE &&
                           cert->not_after < report->now + 45 * WHEN_DAY &&
                           strcmp(cert->status, "ISSUED") == 0;
    if (strcmp(cert->status, "PENDING_VALIDATION") != 0)
        return;
    summary->n_pending++;
    if (deadline > report->now && (summary->nearest_deadline == WHEN_NONE ||
                                   deadline < summary->nearest_deadline)) {
        summary->nearest_deadline = deadline;
        summary->nearest_cert = cert;
    }
}

static void finish(struct arena *arena, struct report *report)
{
    static const char *const fail_on[] = { "acm_validation_pending", "high" };
    const struct rule **run = arena_array(arena, N_RULES, sizeof(*run));

    for (size_t i = 0; i < N_RULES; i++)
        run[i] = &sample_rules[i];
    report->tool_name = "acm-analyzer";
    report->tool_version = "0.0.0";
    report->rules = run;
    report->n_rules = N_RULES;
    report->fail_on = fail_on;
    report->n_fail_on = COUNT(fail_on);
    report->now_source = report->now == WHEN_NONE ? "none" : "option";
    report->summary.n_certs = report->n_certs;
    report->summary.nearest_deadline = WHEN_NONE;
    count_status(arena, report);
    for (size_t i = 0; i < report->n_certs; i++)
        count_cert(report, &report->certs[i]);
    if (report->n_findings > 0)
        qsort(report->findings, report->n_findings, sizeof(*report->findings), by_order);
    for (size_t i = 0; i < report->n_findings; i++)
        count_finding(report, report->findings[i]);
    report->tripped =
        report->summary.fail[SEV_HIGH] + report->summary.fail[SEV_CRITICAL] > 0;
    report->exit_status = report->tripped ? 1 : report->n_certs == 0 ? 3 : 0;
    report->gate_line =
        report->tripped ? "FAIL: findings at or above high: the gate tripped (exit 1)"
        : report->n_certs == 0
            ? "NO EVIDENCE: no certificate was found in what was read (exit 3)"
            : "PASS: nothing at or above high (exit 0)";
}

static void add_ledger(struct arena *arena, struct report *report)
{
    struct report_source *sources =
        arena_zalloc(arena, (report->n_certs + 2) * sizeof(*sources));

    for (size_t i = 0; i < report->n_certs; i++)
        sources[i] = (struct report_source){
            .file = report->certs[i].file,
            .sha256 = arena_printf(arena, "%064zx", i + 1),
            .bytes = 2048 + i,
            .shape = "acm.describe",
            .records = 1,
            .captured_at = i % 2 == 0 ? sample_now() - WHEN_HOUR : WHEN_NONE,
        };
    sources[report->n_certs] = (struct report_source){
        .file = "evidence/failed.json",
        .sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        .bytes = 3,
        .shape = "unknown",
        .skipped = 1,
        .captured_at = WHEN_NONE,
        .note = "an error of the AWS CLI",
    };
    sources[report->n_certs + 1] = (struct report_source){
        .file = "evidence/locked.json",
        .sha256 = "",
        .shape = "unreadable",
        .captured_at = WHEN_NONE,
        .note = "Permission denied",
    };
    report->sources = sources;
    report->n_sources = report->n_certs + 2;
}

struct report *report_sample(struct arena *arena)
{
    static const struct report_gap gaps[] = {
        { "2 certificates are listed but never described",
          "aws acm describe-certificate --region eu-west-1 --certificate-arn ARN > "
          "FILE" },
        { "No DNS record was saved, so causes in the DNS cannot be told apart", NULL },
    };
    static const char *const other_ids[] = { "evidence/failed.json",
                                             "evidence/broken.json",
                                             "444455556666/eu-west-1",
                                             "777788889999/us-east-1" };
    struct report *report = arena_zalloc(arena, sizeof(*report));
    struct finding *findings = arena_zalloc(arena, sizeof(*findings) * N_TALES);
    size_t n_other = 0;

    report->now = sample_now();
    report->n_certs = N_PLANS;
    report->certs = arena_zalloc(arena, sizeof(*report->certs) * N_PLANS);
    for (size_t i = 0; i < N_PLANS; i++)
        sample_cert(arena, &sample_plans[i], (uint32_t)i, &report->certs[i]);
    report->n_findings = N_TALES;
    report->findings = arena_array(arena, N_TALES, sizeof(*report->findings));
    for (size_t i = 0; i < N_TALES; i++) {
        const bool other = sample_tales[i].cert < 0;

        sample_finding(arena, &sample_tales[i],
                       other ? NULL : &report->certs[sample_tales[i].cert],
                       other ? other_ids[n_other] : NULL, &findings[i]);
        n_other += other;
        report->findings[i] = &findings[i];
    }
    report->gaps = gaps;
    report->n_gaps = COUNT(gaps);
    add_ledger(arena, report);
    finish(arena, report);
    return report;
}

struct report *report_sample_healthy(struct arena *arena)
{
    struct report *report = arena_zalloc(arena, sizeof(*report));

    report->now = sample_now();
    report->n_certs = 3;
    report->certs = arena_zalloc(arena, sizeof(*report->certs) * report->n_certs);
    for (size_t i = 0; i < report->n_certs; i++)
        sample_cert(arena, &sample_plans[5], (uint32_t)i, &report->certs[i]);
    add_ledger(arena, report);
    report->n_sources = report->n_certs; /* the last two are the bad ones */
    finish(arena, report);
    return report;
}

struct report *report_sample_empty(struct arena *arena)
{
    struct report *report = arena_zalloc(arena, sizeof(*report));

    report->now = WHEN_NONE;
    finish(arena, report);
    return report;
}

struct report *report_sample_many(struct arena *arena, size_t n)
{
    static const int odd_tales[] = { 2, 4, 7 }; /* which tale tells of certificate i */
    struct report *report = arena_zalloc(arena, sizeof(*report));
    struct finding *findings = arena_zalloc(arena, sizeof(*findings) * (n + 1));

    report->now = sample_now();
    report->n_certs = n / 2 + n % 2;
    report->certs = arena_zalloc(arena, sizeof(*report->certs) * (report->n_certs + 1));
    report->n_findings = n;
    report->findings = arena_array(arena, n + 1, sizeof(*report->findings));
    for (size_t i = 0; i < report->n_certs; i++) {
        /* Twenty accounts, in rising order as the report wants it. */
        const size_t account = i * 20 / report->n_certs;
        struct plan plan =
            sample_plans[sample_tales[odd_tales[i % COUNT(odd_tales)]].cert];

        plan.account = arena_printf(arena, "1234567890%02zu", account);
        plan.domain = arena_printf(arena, "host%06zu.example.com", i);
        sample_cert(arena, &plan, (uint32_t)i, &report->certs[i]);
    }
    for (size_t i = 0; i < n; i++) {
        struct tale tale = sample_tales[i % 2 == 0 ? odd_tales[i / 2 % COUNT(odd_tales)]
                                                   : 13 /* abandoned */];

        tale.with &= ~PLACES;
        if (i % 2 == 0)
            tale.with |= TRACE;
        sample_finding(arena, &tale, &report->certs[i / 2], NULL, &findings[i]);
        report->findings[i] = &findings[i];
    }
    add_ledger(arena, report);
    finish(arena, report);
    return report;
}
