/* gate: whether a pipeline may go on, and the program's exit status. */
#include "analyzer/gate.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/options.h"
#include "base/arena.h"
#include "base/buf.h"
#include "reports/report.h"

/* The lowest severity named, or N_SEVERITIES when none is. */
static int threshold(const struct words *fail_on)
{
    int lowest = N_SEVERITIES;
    enum severity severity;

    for (size_t i = 0; i < fail_on->n; i++)
        if (severity_parse(fail_on->items[i], &severity) == 0 && (int)severity < lowest)
            lowest = (int)severity;
    return lowest;
}

static bool named(const struct words *fail_on, const char *id)
{
    for (size_t i = 0; i < fail_on->n; i++)
        if (strcmp(fail_on->items[i], id) == 0)
            return true;
    return false;
}

static bool gates(const struct finding *finding, const struct words *fail_on, int lowest)
{
    const struct rule *rule = finding->rule;

    if (finding->verdict != VERDICT_FAIL || finding->waived != NULL)
        return false;
    if (finding->baseline != NULL && strcmp(finding->baseline, "unchanged") == 0)
        return false;
    if (named(fail_on, rule->id))
        return true;
    if (rule->group == GROUP_EVIDENCE && strcmp(rule->id, "evidence_secret") != 0)
        return false;
    return (int)finding->severity >= lowest;
}

static bool evidence_at_fault(const struct finding *finding, bool strict)
{
    if (finding->verdict != VERDICT_FAIL || finding->rule->group != GROUP_EVIDENCE)
        return false;
    if (strcmp(finding->rule->id, "evidence_malformed") == 0)
        return true;
    return strict && finding->severity >= SEV_LOW;
}

static const char *join_words(const struct words *words, struct arena *arena)
{
    struct buf buf = { 0 };
    const char *text;

    for (size_t i = 0; i < words->n; i++) {
        buf_puts(&buf, i == 0 ? "" : ",");
        buf_puts(&buf, words->items[i]);
    }
    text = arena_strdup(arena, buf_text(&buf));
    buf_clear(&buf);
    return text;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static const char *gate_line(const struct options *options, const struct report *report,
                             size_t n_gating, size_t n_faults, struct arena *arena)
{
    const char *words = join_words(&options->fail_on, arena);

    if (report->n_certs == 0 && report->summary.n_certs == 0)
        return "No certificate was found in the evidence: nothing could be judged.";
    if (report->tripped)
        return arena_printf(arena,
                            "The gate tripped: %zu finding%s at or above the gate (%s).",
                            n_gating, plural(n_gating), words);
    if (n_faults > 0)
        return arena_printf(
            arena,
            "The gate held (%s), but some evidence was not readable or not "
            "complete: %zu finding%s about it.",
            words, n_faults, plural(n_faults));
    if (strcmp(words, "none") == 0)
        return "The gate is off: no finding fails this run.";
    return arena_printf(arena, "The gate held: no finding at or above the gate (%s).",
                        words);
}

void gate_decide(const struct options *options, struct arena *arena,
                 struct report *report)
{
    const int lowest = threshold(&options->fail_on);
    size_t n_gating = 0;
    size_t n_faults = 0;

    for (size_t i = 0; i < report->n_findings; i++) {
        const struct finding *finding = report->findings[i];

        if (gates(finding, &options->fail_on, lowest))
            n_gating++;
        if (evidence_at_fault(finding, options->strict_evidence))
            n_faults++;
    }
    report->fail_on = options->fail_on.items;
    report->n_fail_on = options->fail_on.n;
    report->tripped = n_gating > 0;
    if (report->tripped)
        report->exit_status = 1;
    else
        report->exit_status = n_faults > 0 || report->summary.n_certs == 0 ? 3 : 0;
    report->gate_line = gate_line(options, report, n_gating, n_faults, arena);
}
