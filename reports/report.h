/* report: all that any output shows, ready and in order; writers only read it. */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "reports/finding/finding.h"

/* One certificate, as the reports know it. NULL and WHEN_NONE: absent. */
struct report_cert {
    const char *arn;
    const char *id; /* the ARN, or FILE#DOCUMENT/POINTER */
    const char *account;
    const char *region;
    const char *domain;
    const char *const *names;
    size_t n_names;
    const char *status; /* the API's word, or the unknown word as written */
    const char *type;
    const char *method;
    const char *failure_reason;
    const char *renewal_status;
    int64_t created_at;
    int64_t not_after;
    const char *const *in_use_by;
    size_t n_in_use_by;
    const char *in_use; /* "yes", "no", "unknown" */
    const char *key_algorithm;
    const char *file; /* where it was described */
    uint32_t document;
    bool emulator;       /* looks like an emulator's or redacted */
    bool named;          /* some finding names it */
    uint32_t n_findings; /* FAIL and UNKNOWN on it */
    bool has_fail;
    enum severity worst; /* of its FAILs, when has_fail */
    uint32_t index;      /* in report->certs */
};

/* The ledger: one file. */
struct report_source {
    const char *file;
    const char *sha256; /* "" = could not be read */
    uint64_t bytes;
    const char *shape;
    uint32_t records;
    uint32_t skipped;
    int64_t captured_at;
    const char *note; /* NULL = nothing to say */
};

struct report_status_count {
    const char *status; /* "(absent)" when the evidence has none */
    size_t n;
};

/* What could not be judged, and the command that would answer it. */
struct report_gap {
    const char *text;    /* "12 certificates are listed but never described" */
    const char *command; /* may have several lines; NULL = none */
};

struct report_summary {
    size_t n_certs;
    const struct report_status_count *by_status; /* by status, bytewise */
    size_t n_by_status;
    size_t fail[N_SEVERITIES];     /* unwaived FAILs outside the evidence group */
    size_t evidence[N_SEVERITIES]; /* FAILs of the evidence group */
    size_t unknown;                /* UNKNOWN, both */
    size_t waived;
    size_t n_failed;  /* Status FAILED or VALIDATION_TIMED_OUT */
    size_t n_pending; /* PENDING_VALIDATION */
    int64_t
        nearest_deadline; /* CreatedAt + 72 h of the pending, not yet past; WHEN_NONE */
    const struct report_cert *nearest_cert;
    size_t n_renewal_at_risk; /* RenewalStatus PENDING_VALIDATION or FAILED, or the DNS
                                 would not let the next one succeed */
    size_t n_expiring;        /* ISSUED, NotAfter within 45 d after now, or past */
    size_t n_unreadable;      /* files with evidence_malformed */
};

struct report {
    const char *tool_name;
    const char *tool_version;
    int64_t now;                /* WHEN_NONE: no time at all */
    const char *now_source;     /* "option", "manifest", "evidence", "none" */
    const char *const *fail_on; /* the words of --fail-on as given, sorted */
    size_t n_fail_on;
    bool tripped;
    int exit_status;
    const char *gate_line; /* the gate's answer in one sentence */
    struct report_summary summary;
    const struct rule *const *rules; /* all that were run, by id */
    size_t n_rules;
    const struct report_source *sources;
    size_t n_sources;
    const struct report_gap *gaps;
    size_t n_gaps;
    struct report_cert *certs; /* by account, region, domain, id; all of them */
    size_t n_certs;
    struct finding **findings; /* in order: FAIL, UNKNOWN and, when asked for, PASS */
    size_t n_findings;
    bool include_pass;
};

/*
 * The writers. Each streams to out and checks nothing: errors stay in the stream
 * and output_commit() finds them. Same report, same bytes.
 */
void report_json(const struct report *report, FILE *out); /* findings.json */
void report_ndjson(const struct report *report, FILE *out);
void report_csv(const struct report *report, FILE *out);       /* findings.csv */
void report_csv_certs(const struct report *report, FILE *out); /* certificates.csv */
void report_html(const struct report *report, FILE *out);      /* report.html */

struct text_style {
    bool color;  /* ANSI SGR */
    int columns; /* the width to wrap at, at least 40 */
};
void report_text(const struct report *report, const struct text_style *style, FILE *out);

/* One finding in full for a terminal, with what it is about and why it matters. */
void report_text_finding(const struct finding *finding, const struct text_style *style,
                         FILE *out);

#endif
