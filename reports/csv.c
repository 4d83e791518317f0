/* csv: findings.csv, one row a finding and cause, and certificates.csv (RFC 4180). */
#include <inttypes.h>
#include <string.h>

#include <csv.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/when.h"
#include "reports/report.h"

static const char schema_version[] = "1";

/* The row being written. */
struct row {
    FILE *out;
    bool fresh;
    struct buf cell; /* for cells that are put together */
};

/* New columns go to the end only: report.md, "CSV". */
static const char *const finding_columns[] = {
    "schema_version",
    "fingerprint",
    "check",
    "verdict",
    "severity",
    "confidence",
    "title",
    "account",
    "region",
    "resource_type",
    "resource",
    "domain",
    "names",
    "certificate_status",
    "type",
    "method",
    "failure_reason",
    "not_after",
    "days_left",
    "in_use_by",
    "cause",
    "cause_confidence",
    "cause_domains",
    "expected_name",
    "expected_type",
    "expected_value",
    "observed",
    "zone_id",
    "zone_visibility",
    "message",
    "explanation",
    "detail",
    "fix_cli",
    "source_file",
    "json_pointer",
    "line",
    "baseline_state",
    "waived_until",
    "owner",
    "document",
    "references",
};

static const char *const cert_columns[] = {
    "schema_version", "arn",           "account",   "region",         "domain",
    "names",          "status",        "type",      "method",         "failure_reason",
    "renewal_status", "created_at",    "not_after", "days_left",      "in_use",
    "in_use_by",      "key_algorithm", "findings",  "worst_severity", "source_file",
};

/* Bytes that are no UTF-8 (a file's name may hold any) as U+FFFD each. */
static void put_mended(struct row *row, const char *text, size_t len)
{
    struct buf mended = { 0 };
    size_t bad;

    while (!escape_is_utf8(text, len, &bad)) {
        buf_add(&mended, text, bad);
        buf_puts(&mended, "\xEF\xBF\xBD");
        text += bad + 1;
        len -= bad + 1;
    }
    buf_add(&mended, text, len);
    csv_fwrite(row->out, mended.data, mended.len);
    buf_clear(&mended);
}

static void put_raw(struct row *row, const char *text, size_t len)
{
    size_t bad;

    if (!row->fresh)
        putc(',', row->out);
    row->fresh = false;
    if (len == 0)
        return;
    if (escape_is_utf8(text, len, &bad))
        csv_fwrite(row->out, text, len);
    else
        put_mended(row, text, len);
}

static void end_row(struct row *row)
{
    fputs("\r\n", row->out);
    row->fresh = true;
}

/* The length of the first of the words that text starts with, 0 for none. */
static size_t starts_with(const char *text, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strncmp(text, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/*
 * Would a spreadsheet take the cell for a formula? Blanks before it do not hinder it,
 * and the full-width signs count as well.
 */
static bool is_formula(const char *text)
{
    /* clang-format off */
    /* U+0020, 00A0, 2000-200B, 3000, FEFF. */
    static const char *const blanks[] = {
        " ", "\xC2\xA0", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
        "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
        "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE3\x80\x80", "\xEF\xBB\xBF",
        NULL
    };
    /* The signs, and U+FF1D, FF0B, FF0D, FF20. */
    static const char *const signs[] = {
        "=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B",
        "\xEF\xBC\x8D", "\xEF\xBC\xA0", NULL
    };
    /* clang-format on */
    size_t blank;

    /* Nearly every cell ends here. */
    if ((*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z'))
        return false;
    while ((blank = starts_with(text, blanks)) > 0)
        text += blank;
    return starts_with(text, signs) > 0;
}

/* Text from evidence or from us; NULL is an empty cell. */
static void put_text(struct row *row, const char *text)
{
    struct buf guarded = { 0 };

    if (text == NULL || !is_formula(text)) {
        put_raw(row, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
        return;
    }
    buf_putc(&guarded, '\'');
    buf_puts(&guarded, text);
    put_raw(row, guarded.data, guarded.len);
    buf_clear(&guarded);
}

static void put_number(struct row *row, int64_t number)
{
    char text[24];
    const int len = snprintf(text, sizeof(text), "%" PRId64, number);

    put_raw(row, text, (size_t)len);
}

static void put_time(struct row *row, int64_t when)
{
    char text[WHEN_TEXT_MAX];

    put_text(row, when_iso(when, text));
}

static void put_list(struct row *row, const char *const *items, size_t n)
{
    buf_reset(&row->cell);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&row->cell, ' ');
        buf_puts(&row->cell, items[i]);
    }
    put_text(row, buf_text(&row->cell));
}

/* Whole days from now to NotAfter, down to the past; empty when either is not known. */
static void put_days_left(struct row *row, const struct report *report, int64_t not_after)
{
    int64_t left;

    if (report->now == WHEN_NONE || not_after == WHEN_NONE) {
        put_text(row, NULL);
        return;
    }
    left = not_after - report->now;
    put_number(row, left >= 0 ? left / WHEN_DAY : -((-left + WHEN_DAY - 1) / WHEN_DAY));
}

static void put_header(struct row *row, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_text(row, columns[i]);
    end_row(row);
}

static void put_cert_cells(struct row *row, const struct report *report,
                           const struct report_cert *cert)
{
    static const struct report_cert none = { .not_after = WHEN_NONE };

    if (cert == NULL)
        cert = &none;
    put_list(row, cert->names, cert->n_names);
    put_text(row, cert->status);
    put_text(row, cert->type);
    put_text(row, cert->method);
    put_text(row, cert->failure_reason);
    put_time(row, cert->not_after);
    put_days_left(row, report, cert->not_after);
    put_list(row, cert->in_use_by, cert->n_in_use_by);
}

/* "name type ttl value value; ..." */
static void put_observed(struct row *row, const struct cause *cause)
{
    buf_reset(&row->cell);
    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];

        if (i > 0)
            buf_puts(&row->cell, "; ");
        buf_printf(&row->cell, "%s %s", record->name, record->type);
        if (record->ttl_s >= 0)
            buf_printf(&row->cell, " %" PRId64, record->ttl_s);
        for (size_t v = 0; v < record->n_values; v++)
            buf_printf(&row->cell, " %s", record->values[v]);
    }
    put_text(row, buf_text(&row->cell));
}

static const char *first_cli(const struct cause *cause)
{
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next)
        if (fix->kind == FIX_CLI)
            return fix->text;
    return NULL;
}

static void put_cause_cells(struct row *row, const struct cause *cause)
{
    put_text(row, cause == NULL ? NULL : cause_word(cause->code));
    put_text(row, cause == NULL ? NULL : confidence_word(cause->confidence));
    put_list(row, cause == NULL ? NULL : cause->domains,
             cause == NULL ? 0 : cause->n_domains);
    if (cause != NULL && cause->expected != NULL) {
        put_text(row, cause->expected->name);
        put_text(row, cause->expected->type);
        put_text(row, cause->expected->value);
    } else {
        put_text(row, NULL);
        put_text(row, NULL);
        put_text(row, NULL);
    }
    if (cause != NULL)
        put_observed(row, cause);
    else
        put_text(row, NULL);
    put_text(row, cause == NULL || cause->zone == NULL ? NULL : cause->zone->id);
    put_text(row, cause == NULL || cause->zone == NULL ? NULL : cause->zone->visibility);
}

/* The first place of the cause, else of the finding. */
static void put_place(struct row *row, const struct evidence_ref *ref)
{
    put_text(row, ref == NULL ? NULL : ref->file);
    put_text(row, ref == NULL ? NULL : ref->pointer);
    if (ref != NULL && ref->line > 0)
        put_number(row, ref->line);
    else
        put_text(row, NULL);
}

static const struct evidence_ref *first_place(const struct finding *finding,
                                              const struct cause *cause)
{
    if (cause != NULL && cause->n_evidence > 0)
        return &cause->evidence[0];
    return finding->n_evidence > 0 ? &finding->evidence[0] : NULL;
}

static void put_references(struct row *row, const struct rule *rule)
{
    size_t n = 0;

    while (rule->references[n] != NULL)
        n++;
    put_list(row, rule->references, n);
}

static void put_finding_row(struct row *row, const struct report *report,
                            const struct finding *finding, const struct cause *cause)
{
    const struct evidence_ref *ref = first_place(finding, cause);

    put_text(row, schema_version);
    put_text(row, finding->fingerprint);
    put_text(row, finding->rule->id);
    put_text(row, verdict_word(finding->verdict));
    put_text(row, severity_word(finding->severity));
    put_text(row, confidence_word(finding->confidence));
    put_text(row, finding->rule->title);
    put_text(row, finding->account);
    put_text(row, finding->region);
    put_text(row, resource_type_word(finding->resource_type));
    put_text(row, finding->resource_id);
    put_text(row, finding->domain);
    put_cert_cells(row, report, finding->certificate);
    put_cause_cells(row, cause);
    put_text(row, finding->message);
    put_text(row, cause == NULL ? NULL : cause_explanation(cause->code));
    put_text(row, cause == NULL ? NULL : cause->detail);
    put_text(row, cause == NULL ? NULL : first_cli(cause));
    put_place(row, ref);
    put_text(row, finding->baseline);
    put_text(row, finding->waived == NULL ? NULL : finding->waived->expires);
    put_text(row, finding->owner);
    if (ref != NULL)
        put_number(row, ref->document);
    else
        put_text(row, NULL);
    put_references(row, finding->rule);
    end_row(row);
}

void report_csv(const struct report *report, FILE *out)
{
    struct row row = { .out = out, .fresh = true };

    put_header(&row, finding_columns,
               sizeof(finding_columns) / sizeof(finding_columns[0]));
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct finding *finding = report->findings[i];
        const struct cause *cause = finding->causes;

        do {
            put_finding_row(&row, report, finding, cause);
            cause = cause == NULL ? NULL : cause->next;
        } while (cause != NULL);
    }
    buf_clear(&row.cell);
}

void report_csv_certs(const struct report *report, FILE *out)
{
    struct row row = { .out = out, .fresh = true };

    put_header(&row, cert_columns, sizeof(cert_columns) / sizeof(cert_columns[0]));
    for (size_t i = 0; i < report->n_certs; i++) {
        const struct report_cert *cert = &report->certs[i];

        put_text(&row, schema_version);
        put_text(&row, cert->arn);
        put_text(&row, cert->account);
        put_text(&row, cert->region);
        put_text(&row, cert->domain);
        put_list(&row, cert->names, cert->n_names);
        put_text(&row, cert->status);
        put_text(&row, cert->type);
        put_text(&row, cert->method);
        put_text(&row, cert->failure_reason);
        put_text(&row, cert->renewal_status);
        put_time(&row, cert->created_at);
        put_time(&row, cert->not_after);
        put_days_left(&row, report, cert->not_after);
        put_text(&row, cert->in_use);
        put_list(&row, cert->in_use_by, cert->n_in_use_by);
        put_text(&row, cert->key_algorithm);
        put_number(&row, cert->n_findings);
        put_text(&row, cert->has_fail ? severity_word(cert->worst) : NULL);
        put_text(&row, cert->file);
        end_row(&row);
    }
    buf_clear(&row.cell);
}
