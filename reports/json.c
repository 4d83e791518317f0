/* json: findings.json and its twin of one record a line. */
#include <string.h>

#include "base/emit.h"
#include "base/escape.h"
#include "reports/report.h"
#include "reports/trace.h"

static const char schema[] = "acm-analyzer.findings.v1";

static void put_tool(struct emit *emit, const struct report *report)
{
    emit_text(emit, "schema", schema);
    emit_open(emit, "tool", '{');
    emit_text(emit, "name", report->tool_name);
    emit_text(emit, "version", report->tool_version);
    emit_close(emit, '}');
    emit_time(emit, "now", report->now);
    emit_text(emit, "now_source", report->now_source);
}

static void put_severities(struct emit *emit, const char *key, const size_t counts[])
{
    emit_open(emit, key, '{');
    for (int i = N_SEVERITIES - 1; i >= 0; i--)
        emit_number(emit, severity_word((enum severity)i), (int64_t)counts[i]);
    emit_close(emit, '}');
}

static void put_summary(struct emit *emit, const struct report *report)
{
    const struct report_summary *summary = &report->summary;

    emit_number(emit, "certificates", (int64_t)summary->n_certs);
    emit_open(emit, "by_status", '{');
    for (size_t i = 0; i < summary->n_by_status; i++) {
        /* A status may be a word from the evidence: the name must be escaped. */
        struct buf name = { 0 };

        escape_json(&name, summary->by_status[i].status,
                    strlen(summary->by_status[i].status));
        emit_number(emit, buf_text(&name), (int64_t)summary->by_status[i].n);
        buf_clear(&name);
    }
    emit_close(emit, '}');
    put_severities(emit, "fail", summary->fail);
    emit_number(emit, "unknown", (int64_t)summary->unknown);
    emit_number(emit, "waived", (int64_t)summary->waived);
    put_severities(emit, "evidence", summary->evidence);
    emit_open(emit, "gate", '{');
    emit_texts(emit, "fail_on", report->fail_on, report->n_fail_on);
    emit_bool(emit, "tripped", report->tripped);
    emit_close(emit, '}');
    emit_number(emit, "exit", report->exit_status);
}

static void put_rule(struct emit *emit, const struct rule *rule)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "id", rule->id);
    emit_text(emit, "title", rule->title);
    emit_text(emit, "severity", severity_word(rule->severity));
    emit_text(emit, "why", rule->why);
    emit_open(emit, "references", '[');
    for (size_t i = 0; rule->references[i] != NULL; i++)
        emit_text(emit, NULL, rule->references[i]);
    emit_close(emit, ']');
    emit_close(emit, '}');
}

static void put_rules(struct emit *emit, const struct report *report)
{
    emit_open(emit, "rules", '[');
    for (size_t i = 0; i < report->n_rules; i++)
        put_rule(emit, report->rules[i]);
    emit_close(emit, ']');
}

static void put_source(struct emit *emit, const struct report_source *source)
{
    emit_text(emit, "file", source->file);
    emit_text(emit, "sha256", *source->sha256 == '\0' ? NULL : source->sha256);
    emit_number(emit, "bytes", (int64_t)source->bytes);
    emit_text(emit, "shape", source->shape);
    emit_number(emit, "records", source->records);
    emit_number(emit, "skipped", source->skipped);
    emit_time(emit, "captured_at", source->captured_at);
    emit_text(emit, "note", source->note);
}

static void put_cert(struct emit *emit, const struct report_cert *cert)
{
    emit_text(emit, "arn", cert->arn);
    emit_text(emit, "account", cert->account);
    emit_text(emit, "region", cert->region);
    emit_text(emit, "domain", cert->domain);
    emit_texts(emit, "names", cert->names, cert->n_names);
    emit_text(emit, "status", cert->status);
    emit_text(emit, "type", cert->type);
    emit_text(emit, "method", cert->method);
    emit_text(emit, "failure_reason", cert->failure_reason);
    emit_time(emit, "not_after", cert->not_after);
    emit_texts(emit, "in_use_by", cert->in_use_by, cert->n_in_use_by);
    emit_text(emit, "key_algorithm", cert->key_algorithm);
}

static void put_evidence(struct emit *emit, const struct evidence_ref *refs, size_t n)
{
    emit_open(emit, "evidence", '[');
    for (size_t i = 0; i < n; i++) {
        emit_open(emit, NULL, '{');
        emit_text(emit, "file", refs[i].file);
        emit_number(emit, "document", refs[i].document);
        emit_text(emit, "pointer", refs[i].pointer);
        if (refs[i].line == 0)
            emit_null(emit, "line");
        else
            emit_number(emit, "line", refs[i].line);
        if (refs[i].column == 0)
            emit_null(emit, "column");
        else
            emit_number(emit, "column", refs[i].column);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

static void put_expected(struct emit *emit, const struct dns_record *record)
{
    if (record == NULL) {
        emit_null(emit, "expected");
        return;
    }
    emit_open(emit, "expected", '{');
    emit_text(emit, "name", record->name);
    emit_text(emit, "type", record->type);
    emit_text(emit, "value", record->value);
    emit_close(emit, '}');
}

static void put_observed(struct emit *emit, const struct cause *cause)
{
    emit_open(emit, "observed", '[');
    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];

        emit_open(emit, NULL, '{');
        emit_text(emit, "name", record->name);
        emit_text(emit, "type", record->type);
        if (record->ttl_s < 0)
            emit_null(emit, "ttl");
        else
            emit_number(emit, "ttl", record->ttl_s);
        emit_texts(emit, "values", record->values, record->n_values);
        emit_text(emit, "zone_id", record->zone_id);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

static void put_zone(struct emit *emit, const struct zone_ref *zone)
{
    if (zone == NULL) {
        emit_null(emit, "zone");
        return;
    }
    emit_open(emit, "zone", '{');
    emit_text(emit, "id", zone->id);
    emit_text(emit, "name", zone->name);
    emit_text(emit, "visibility", zone->visibility);
    emit_close(emit, '}');
}

static void put_fixes(struct emit *emit, const struct fix *fix)
{
    emit_open(emit, "fixes", '[');
    for (; fix != NULL; fix = fix->next) {
        emit_open(emit, NULL, '{');
        emit_text(emit, "kind", fix_kind_word(fix->kind));
        emit_text(emit, "title", fix->title);
        emit_text(emit, "text", fix->text);
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

static void put_cause(struct emit *emit, const struct cause *cause)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "code", cause_word(cause->code));
    emit_text(emit, "confidence", confidence_word(cause->confidence));
    emit_texts(emit, "domains", cause->domains, cause->n_domains);
    emit_text(emit, "explanation", cause_explanation(cause->code));
    emit_text(emit, "detail", cause->detail == NULL ? "" : cause->detail);
    put_expected(emit, cause->expected);
    put_observed(emit, cause);
    put_zone(emit, cause->zone);
    put_evidence(emit, cause->evidence, cause->n_evidence);
    put_fixes(emit, cause->fixes);
    emit_close(emit, '}');
}

static void put_waived(struct emit *emit, const struct waived *waived)
{
    if (waived == NULL) {
        emit_null(emit, "waived");
        return;
    }
    emit_open(emit, "waived", '{');
    emit_text(emit, "owner", waived->owner);
    emit_text(emit, "reason", waived->reason);
    emit_text(emit, "expires", waived->expires);
    emit_text(emit, "ticket", waived->ticket);
    emit_close(emit, '}');
}

static void put_trace(struct emit *emit, const char *key, const char *const *lines,
                      size_t n)
{
    struct buf text = { 0 };

    emit_open(emit, key, '[');
    for (size_t i = 0; i < n; i++) {
        buf_reset(&text);
        trace_plain(&text, lines[i]);
        emit_text(emit, NULL, buf_text(&text));
    }
    emit_close(emit, ']');
    buf_clear(&text);
}

static void put_finding(struct emit *emit, const struct finding *finding)
{
    emit_text(emit, "fingerprint", finding->fingerprint);
    emit_text(emit, "check", finding->rule->id);
    emit_text(emit, "title", finding->rule->title);
    emit_text(emit, "verdict", verdict_word(finding->verdict));
    emit_text(emit, "severity", severity_word(finding->severity));
    emit_text(emit, "confidence", confidence_word(finding->confidence));
    emit_open(emit, "resource", '{');
    emit_text(emit, "type", resource_type_word(finding->resource_type));
    emit_text(emit, "id", finding->resource_id);
    emit_close(emit, '}');
    emit_text(emit, "arn", finding->arn);
    emit_text(emit, "account", finding->account);
    emit_text(emit, "region", finding->region);
    emit_text(emit, "domain", finding->domain);
    emit_text(emit, "owner", finding->owner);
    emit_text(emit, "message", finding->message);
    put_waived(emit, finding->waived);
    emit_text(emit, "baseline", finding->baseline);
    emit_open(emit, "causes", '[');
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        put_cause(emit, cause);
    emit_close(emit, ']');
    emit_open(emit, "trace", '{');
    put_trace(emit, "chain", finding->chain, finding->n_chain);
    put_trace(emit, "caa", finding->caa, finding->n_caa);
    emit_close(emit, '}');
    put_evidence(emit, finding->evidence, finding->n_evidence);
}

static bool shown(const struct report *report, const struct report_cert *cert)
{
    return report->include_pass || cert->named;
}

void report_json(const struct report *report, FILE *out)
{
    struct emit emit;

    emit_init(&emit, out);
    emit_open(&emit, NULL, '{');
    put_tool(&emit, report);
    emit_open(&emit, "summary", '{');
    put_summary(&emit, report);
    emit_close(&emit, '}');
    put_rules(&emit, report);
    emit_open(&emit, "evidence", '[');
    for (size_t i = 0; i < report->n_sources; i++) {
        emit_open(&emit, NULL, '{');
        put_source(&emit, &report->sources[i]);
        emit_close(&emit, '}');
    }
    emit_close(&emit, ']');
    emit_open(&emit, "certificates", '[');
    for (size_t i = 0; i < report->n_certs; i++) {
        if (!shown(report, &report->certs[i]))
            continue;
        emit_open(&emit, NULL, '{');
        put_cert(&emit, &report->certs[i]);
        emit_close(&emit, '}');
    }
    emit_close(&emit, ']');
    emit_open(&emit, "findings", '[');
    for (size_t i = 0; i < report->n_findings; i++) {
        emit_open(&emit, NULL, '{');
        put_finding(&emit, report->findings[i]);
        emit_close(&emit, '}');
    }
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    emit_newline(&emit);
    emit_end(&emit);
}

static void begin_record(struct emit *emit, const char *kind)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "kind", kind);
}

static void end_record(struct emit *emit)
{
    emit_close(emit, '}');
    emit_newline(emit);
}

void report_ndjson(const struct report *report, FILE *out)
{
    struct emit emit;

    emit_init(&emit, out);
    begin_record(&emit, "header");
    put_tool(&emit, report);
    put_rules(&emit, report);
    end_record(&emit);
    for (size_t i = 0; i < report->n_sources; i++) {
        begin_record(&emit, "evidence");
        put_source(&emit, &report->sources[i]);
        end_record(&emit);
    }
    for (size_t i = 0; i < report->n_certs; i++) {
        if (!shown(report, &report->certs[i]))
            continue;
        begin_record(&emit, "certificate");
        put_cert(&emit, &report->certs[i]);
        end_record(&emit);
    }
    for (size_t i = 0; i < report->n_findings; i++) {
        begin_record(&emit, "finding");
        put_finding(&emit, report->findings[i]);
        end_record(&emit);
    }
    begin_record(&emit, "summary");
    put_summary(&emit, report);
    end_record(&emit);
    emit_end(&emit);
}
