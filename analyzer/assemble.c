/* assemble: from facts and findings to the report that the writers take. */
#include "analyzer/assemble.h"

#include <string.h>

#include "analyzer/options.h"
#include "analyzer/places.h"
#include "analyzer/tally.h"
#include "analyzer/version.h"

static const char *or_null(const char *word)
{
    return word == NULL || *word == '\0' ? NULL : word;
}

/* The word of an enumeration, or the text as written when the word is not known. */
static const char *word_of(const struct cert *cert, enum acm_words words, int value,
                           const char *pointer)
{
    return value == 1 ? cert_oddity(cert, pointer) : or_null(acm_word(words, value));
}

static const char *in_use_word(enum flag flag)
{
    return flag == FLAG_TRUE ? "yes" : flag == FLAG_FALSE ? "no" : "unknown";
}

static void fill_cert(struct report_cert *out, const struct cert *cert,
                      struct arena *arena)
{
    out->arn = cert->arn;
    out->id = cert_id(cert, arena);
    out->account = cert->account;
    out->region = cert->region;
    out->domain = cert->domain;
    out->names = cert->names;
    out->n_names = cert->n_names;
    out->status = or_null(cert_status_word(cert));
    out->type = word_of(cert, ACM_WORDS_TYPE, cert->type, "/Type");
    out->method = word_of(cert, ACM_WORDS_METHOD, cert->method, "/ValidationMethod");
    out->failure_reason = or_null(cert_reason_word(cert));
    if (cert->renewal != NULL)
        out->renewal_status =
            word_of(cert, ACM_WORDS_RENEWAL_STATUS, (int)cert->renewal->status,
                    "/RenewalSummary/RenewalStatus");
    out->created_at = cert->created_at;
    out->not_after = cert->not_after;
    out->in_use_by = cert->in_use_by;
    out->n_in_use_by = cert->n_in_use_by;
    out->in_use = in_use_word(cert_in_use(cert));
    out->key_algorithm = word_of(cert, ACM_WORDS_KEY, cert->key, "/KeyAlgorithm");
    out->file = cert->origin.source->file;
    out->document = cert->origin.document;
    out->emulator = cert->emulator;
}

/* Which certificates the findings name: by index in the estate. */
static bool *mark_named(const struct engine_result *result, size_t n_certs,
                        struct arena *arena)
{
    bool *named = arena_zalloc(arena, n_certs * sizeof(*named) + 1);

    for (size_t i = 0; i < result->n_findings; i++) {
        const struct cert *cert = result->findings[i]->certificate;

        if (cert != NULL)
            named[cert->index] = true;
    }
    return named;
}

static void count_on_cert(struct report_cert *cert, const struct finding *finding)
{
    cert->named = true;
    if (finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_UNKNOWN)
        cert->n_findings++;
    if (finding->verdict != VERDICT_FAIL || finding->waived != NULL)
        return;
    if (!cert->has_fail || finding->severity > cert->worst)
        cert->worst = finding->severity;
    cert->has_fail = true;
}

/*
 * The certificates that are shown, and of[index in the estate] for each of them,
 * else NULL.
 */
static struct report_cert **fill_certs(const struct assemble_input *input,
                                       const struct cert *nearest, struct arena *arena,
                                       struct report *report)
{
    const struct estate *estate = input->facts->estate;
    const bool *named = mark_named(input->result, estate->n_certs, arena);
    struct report_cert **of = arena_zalloc(arena, (estate->n_certs + 1) * sizeof(*of));
    size_t n = 0;

    for (size_t i = 0; i < estate->n_certs; i++)
        n += named[i] || input->all_certs || estate->certs[i] == nearest;
    report->certs = arena_zalloc(arena, (n + 1) * sizeof(*report->certs));
    n = 0;
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];

        if (!(named[i] || input->all_certs || cert == nearest) ||
            !tally_takes(input->options, cert))
            continue;
        of[i] = &report->certs[n];
        fill_cert(of[i], cert, arena);
        of[i]->index = (uint32_t)n++;
    }
    report->n_certs = n;
    return of;
}

static void link_findings(const struct engine_result *result, struct report_cert **of)
{
    for (size_t i = 0; i < result->n_findings; i++) {
        struct finding *finding = result->findings[i];
        const struct cert *cert = finding->certificate;

        if (cert == NULL)
            continue;
        finding->certificate = of[cert->index];
        if (of[cert->index] != NULL)
            count_on_cert(of[cert->index], finding);
    }
}

static void fill_sources(const struct estate *estate, struct arena *arena,
                         struct report *report)
{
    struct report_source *sources =
        arena_zalloc(arena, (estate->n_sources + 1) * sizeof(*sources));

    for (size_t i = 0; i < estate->n_sources; i++) {
        const struct source *source = estate->sources[i];

        sources[i].file = source->file;
        sources[i].sha256 = source->sha256;
        sources[i].bytes = source->bytes;
        sources[i].shape = shape_word(source->shape);
        sources[i].records = source->n_records;
        sources[i].skipped = source->n_skipped;
        sources[i].captured_at = source->captured_at;
        sources[i].note = source->note;
    }
    report->sources = sources;
    report->n_sources = estate->n_sources;
}

static void fill_rules(const struct options *options, struct arena *arena,
                       struct report *report)
{
    const struct rule **rules = arena_array(arena, n_checks_all + 1, sizeof(*rules));
    size_t n = 0;

    for (size_t i = 0; i < n_checks_all; i++)
        if (options->enabled[i])
            rules[n++] = &checks_all[i]->rule;
    report->rules = rules;
    report->n_rules = n;
}

/* The first command among the fixes of a finding's causes. */
static const char *first_command(const struct finding *finding)
{
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next)
            if (fix->kind == FIX_CLI)
                return fix->text;
    return NULL;
}

static bool is_gap(const struct finding *finding)
{
    if (finding->verdict == VERDICT_UNKNOWN)
        return true;
    return finding->verdict == VERDICT_FAIL && finding->rule->group == GROUP_EVIDENCE;
}

/*
 * One line for each check that could not judge or found the evidence wanting: the
 * findings come sorted by check within a verdict, so equal checks are neighbours.
 */
static void fill_gaps(struct arena *arena, struct report *report)
{
    struct report_gap *gaps =
        arena_zalloc(arena, (2 * n_checks_all * N_SEVERITIES + 1) * sizeof(*gaps));
    size_t n_gaps = 0;

    for (size_t i = 0; i < report->n_findings;) {
        const struct finding *first = report->findings[i];
        size_t end = i + 1;

        while (end < report->n_findings && report->findings[end]->rule == first->rule &&
               report->findings[end]->verdict == first->verdict &&
               report->findings[end]->severity == first->severity)
            end++;
        if (is_gap(first)) {
            const char *said = first->verdict == VERDICT_UNKNOWN ? "not judged: " : "";

            if (end - i == 1)
                gaps[n_gaps].text = first->message;
            else
                gaps[n_gaps].text = arena_printf(arena, "%zu times %s%s", end - i, said,
                                                 first->rule->title);
            gaps[n_gaps++].command = first_command(first);
        }
        i = end;
    }
    report->gaps = gaps;
    report->n_gaps = n_gaps;
}

static const char *now_source_word(enum now_source source)
{
    switch (source) {
    case NOW_OPTION:
        return "option";
    case NOW_MANIFEST:
        return "manifest";
    case NOW_EVIDENCE:
        return "evidence";
    case NOW_NONE:
        break;
    }
    return "none";
}

void assemble(const struct assemble_input *input, struct arena *arena,
              struct report *report)
{
    const struct cert *nearest;
    struct report_cert **of;

    memset(report, 0, sizeof(*report));
    report->tool_name = PROGRAM_NAME;
    report->tool_version = PROGRAM_VERSION;
    report->now = input->facts->now;
    report->now_source = now_source_word(input->facts->now_source);
    report->findings = input->result->findings;
    report->n_findings = input->result->n_findings;
    report->include_pass = input->options->include_pass;
    places_find(input->facts->estate, report->findings, report->n_findings,
                input->options->threads, arena);
    nearest = tally_certs(input->facts, input->options, arena, &report->summary);
    tally_findings(report->findings, report->n_findings, &report->summary);
    of = fill_certs(input, nearest, arena, report);
    report->summary.nearest_cert = nearest == NULL ? NULL : of[nearest->index];
    link_findings(input->result, of);
    fill_sources(input->facts->estate, arena, report);
    fill_rules(input->options, arena, report);
    fill_gaps(arena, report);
}
