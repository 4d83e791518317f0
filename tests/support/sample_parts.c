/* sample_parts: the certificates and findings that the invented reports are made of. */
#include "tests/support/sample_parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/when.h"
#include "tests/support/report_sample.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const struct rule sample_rules[N_RULES] = {
    { .id = "acm_validation_abandoned",
      .title = "A failed request was never replaced",
      .group = GROUP_VALIDATION,
      .severity = SEV_LOW,
      .why = "A request that ended stays ended; whatever it was for has no certificate.",
      .logic = "FAIL when the request ended and no sibling covers its names.",
      .references = { "https://docs.example.org/acm/abandoned" } },
    { .id = "acm_validation_pending",
      .title = "Validation is still pending",
      .group = GROUP_VALIDATION,
      .severity = SEV_MEDIUM,
      .why = "A request that is not validated within 72 hours times out.",
      .logic = "FAIL when the status is PENDING_VALIDATION.",
      .references = { "https://docs.example.org/acm/pending",
                      "https://docs.example.org/acm/dns" } },
    { .id = "acm_validationfailed",
      .title = "The certificate was not issued",
      .group = GROUP_VALIDATION,
      .severity = SEV_HIGH,
      .why = "No certificate came out of the request, and none will.",
      .logic = "FAIL when the status is FAILED or VALIDATION_TIMED_OUT.",
      .references = { "https://docs.example.org/acm/failed" } },
    { .id = "evidence_coverage",
      .title = "Part of the estate was not saved",
      .group = GROUP_EVIDENCE,
      .severity = SEV_LOW,
      .why = "What was not saved cannot be judged.",
      .logic = "FAIL when listed certificates lack a description." },
    { .id = "evidence_malformed",
      .title = "A file could not be read",
      .group = GROUP_EVIDENCE,
      .severity = SEV_MEDIUM,
      .why = "What stands in it was not judged.",
      .logic = "FAIL when a file is no well-formed JSON." },
};
#define A   "111122223333"
#define B   "444455556666"
#define C   "777788889999"
#define OWN "AMAZON_ISSUED"

/* By account, region, domain. */
/* clang-format off */
const struct plan sample_plans[N_PLANS] = {
    { "api.example.com", A, "eu-central-1", "ISSUED", OWN, "DNS", NULL, "PENDING_VALIDATION", 9480, 21, true },
    { "mail.example.com", A, "eu-central-1", "PENDING_VALIDATION", OWN, "EMAIL", NULL, NULL, 70, 0, false },
    { SAMPLE_HOSTILE, A, "us-east-1", "FAILED", OWN, "DNS", "CAA_ERROR", NULL, 300, 0, false },
    { "shop.example.com", A, "us-east-1", "FAILED", OWN, "DNS", "CAA_ERROR", NULL, 200, 0, true },
    { "shop.example.com", A, "us-east-1", "VALIDATION_TIMED_OUT", OWN, "DNS", NULL, NULL, 900, 0, false },
    { "healthy.example.org", B, "eu-west-1", "ISSUED", OWN, "DNS", NULL, NULL, 500, 180, true },
    { "old.example.org", B, "eu-west-1", "EXPIRED", "IMPORTED", NULL, NULL, NULL, 12000, -3, true },
    { "xn--bcher-kva.example.org", B, "us-west-2", "PENDING_VALIDATION", OWN, "DNS", NULL, NULL, 30, 0, false },
    { "*.wild.example.net", C, "us-east-1", "FAILED", OWN, "DNS", "DOMAIN_NOT_ALLOWED", NULL, 48, 0, false },
    { "cdn.example.net", C, "us-east-1", "PENDING_VALIDATION", OWN, "HTTP", NULL, NULL, 5, 0, false },
    { "private.example.net", C, "us-east-1", "FAILED", "PRIVATE", NULL, "PCA_LIMIT_EXCEEDED", NULL, 90, 0, false },
    { "www.example.net", C, "us-east-1", "ONCE_NEW_WORD", OWN, "DNS", NULL, NULL, 20, 0, false },
    { "orphan.example.com", NULL, NULL, "FAILED", NULL, NULL, NULL, NULL, 0, 0, false },
};

const struct tale sample_tales[N_TALES] = {
    { 2, FAILED, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_CERTAIN, CAUSE_caa_error, "was not issued: CAA_ERROR", "ACM says CAA_ERROR.", COMMAND | TEXTS },
    { 3, FAILED, VERDICT_FAIL, SEV_CRITICAL, CONFIDENCE_CERTAIN, CAUSE_caa_error, "was not issued: CAA_ERROR, and a load balancer waits for it", "ACM says CAA_ERROR; all names are validated.", RECORD | COMMAND | TEXTS | TRACE | IS_NEW | OWNED | SECOND },
    { 4, FAILED, VERDICT_FAIL, SEV_LOW, CONFIDENCE_HIGH, CAUSE_cname_missing, "timed out 35 days ago; a later request took its place", "The zone holds another value.", RECORD | OBSERVED | ZONE | COMMAND | TEXTS | TRACE | PLACES },
    { 4, ABANDONED, VERDICT_FAIL, SEV_LOW, CONFIDENCE_CERTAIN, -1, "ended and was not replaced", NULL, WAIVED },
    { 1, PENDING, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_MEDIUM, CAUSE_email_unanswered, "times out in 2 h: nobody has approved the mail", "The mail went to admin@example.com.", COMMAND | OWNED },
    { 0, PENDING, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_LOW, CAUSE_undetermined, "is not renewed and expires in 21 days", "", RECORD | COMMAND | IS_NEW },
    { 7, PENDING, VERDICT_FAIL, SEV_MEDIUM, CONFIDENCE_LOW, CAUSE_undetermined, "has waited 30 h for its validation", "", RECORD | COMMAND | SECOND },
    { 8, FAILED, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_CERTAIN, CAUSE_domain_not_allowed, "was not issued: DOMAIN_NOT_ALLOWED", "ACM says DOMAIN_NOT_ALLOWED.", TEXTS | IS_NEW },
    { 9, PENDING, VERDICT_FAIL, SEV_INFO, CONFIDENCE_MEDIUM, CAUSE_http_token_unreachable, "has waited 5 h for its validation", "", 0 },
    { 10, FAILED, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_CERTAIN, CAUSE_pca_limit_exceeded, "was not issued: PCA_LIMIT_EXCEEDED", "ACM says PCA_LIMIT_EXCEEDED.", COMMAND },
    { 10, ABANDONED, VERDICT_FAIL, SEV_LOW, CONFIDENCE_CERTAIN, CAUSE_delegation_mismatch, "ended and was not replaced", "The parent names other servers.", ZONE | TEXTS | IS_NEW },
    { 11, FAILED, VERDICT_UNKNOWN, SEV_HIGH, CONFIDENCE_CERTAIN, -1, "has a status that this version does not know: ONCE_NEW_WORD", NULL, 0 },
    { 12, FAILED, VERDICT_FAIL, SEV_HIGH, CONFIDENCE_LOW, CAUSE_undetermined, "failed, and the evidence does not say why", "", COMMAND },
    { 2, ABANDONED, VERDICT_FAIL, SEV_LOW, CONFIDENCE_CERTAIN, CAUSE_delegation_mismatch, "ended and was not replaced", "The parent names other servers.", ZONE | TEXTS },
    { 8, ABANDONED, VERDICT_FAIL, SEV_LOW, CONFIDENCE_CERTAIN, -1, "ended and was not replaced", NULL, WAIVED | OWNED },
    { 0, ABANDONED, VERDICT_UNKNOWN, SEV_LOW, CONFIDENCE_CERTAIN, -1, "cannot be told: its siblings were not saved", NULL, 0 },
    { 6, ABANDONED, VERDICT_FAIL, SEV_MEDIUM, CONFIDENCE_HIGH, CAUSE_not_in_use, "expired 3 days ago", "", 0 },
    { -1, MALFORMED, VERDICT_FAIL, SEV_MEDIUM, CONFIDENCE_CERTAIN, CAUSE_capture_failed, "evidence/failed.json holds an error of the AWS CLI", "An error occurred (AccessDeniedException)", COMMAND },
    { -1, MALFORMED, VERDICT_FAIL, SEV_MEDIUM, CONFIDENCE_CERTAIN, -1, "evidence/broken.json ends inside a value", NULL, PLACES },
    { -1, COVERAGE, VERDICT_FAIL, SEV_LOW, CONFIDENCE_CERTAIN, -1, "2 certificates of 444455556666 were listed but not described", NULL, 0 },
    { -1, COVERAGE, VERDICT_UNKNOWN, SEV_LOW, CONFIDENCE_CERTAIN, -1, "no list of 777788889999 was saved", NULL, 0 },
};

/* clang-format on */

int64_t sample_now(void)
{
    return when_from_civil(2026, 11, 23, 0, 0, 0);
}

/* A list of borrowed texts in the arena. */
static const char *const *texts(struct arena *arena, size_t n, const char *const *from)
{
    const char **list = arena_array(arena, n, sizeof(*list));

    memcpy(list, from, n * sizeof(*list));
    return list;
}

void sample_cert(struct arena *arena, const struct plan *plan, uint32_t index,
                 struct report_cert *out)
{
    const char *where = plan->account == NULL ? "orphan" : plan->account;
    const char *www = arena_printf(arena, "www.%s", plan->domain);

    *out = (struct report_cert){
        .account = plan->account,
        .region = plan->region,
        .domain = plan->domain,
        .names = texts(arena, 2, (const char *const[]){ plan->domain, www }),
        .n_names = 2,
        .status = plan->status,
        .type = plan->type,
        .method = plan->method,
        .failure_reason = plan->failure_reason,
        .renewal_status = plan->renewal_status,
        .created_at =
            plan->age_h == 0 ? WHEN_NONE : sample_now() - plan->age_h * WHEN_HOUR,
        .not_after =
            plan->left_d == 0 ? WHEN_NONE : sample_now() + plan->left_d * WHEN_DAY,
        .in_use = plan->in_use ? "yes" : "no",
        .key_algorithm = "RSA_2048",
        .file = arena_printf(arena, "evidence/%s/describe-" SAMPLE_UUID ".json", where,
                             index),
        .index = index,
    };
    if (plan->account == NULL) {
        out->id = arena_printf(arena, "%s#0/Certificate", out->file);
        return;
    }
    out->arn = arena_printf(arena, "arn:aws:acm:%s:%s:certificate/" SAMPLE_UUID,
                            plan->region, plan->account, index);
    out->id = out->arn;
    if (!plan->in_use)
        return;
    out->n_in_use_by = 1;
    out->in_use_by = texts(
        arena, 1,
        (const char *const[]){ arena_printf(
            arena, "arn:aws:elasticloadbalancing:%s:%s:loadbalancer/app/example/%08x",
            plan->region, plan->account, index) });
}

static void add_record(struct arena *arena, const struct report_cert *cert,
                       struct cause *cause)
{
    struct dns_record *record = arena_alloc(arena, sizeof(*record));

    record->name = arena_printf(arena, "_%032x.%s.", cert->index + 1, cert->domain);
    record->type = "CNAME";
    record->value =
        arena_printf(arena, "_%032x.zzexamplez.acm-validations.aws.", cert->index + 2);
    cause->expected = record;
}

static void add_observed(struct arena *arena, const struct report_cert *cert,
                         struct cause *cause)
{
    struct observed_record *seen = arena_zalloc(arena, 2 * sizeof(*seen));

    seen[0].name = cause->expected->name;
    seen[0].type = "CNAME";
    seen[0].ttl_s = 300;
    seen[0].n_values = 1;
    seen[0].values = texts(
        arena, 1,
        (const char *const[]){ arena_printf(arena, "_%032x.zzotherz.acm-validations.aws.",
                                            0xBAD0000u + cert->index) });
    seen[0].zone_id = "Z0EXAMPLE0000";
    seen[1].name = cause->expected->name;
    seen[1].type = "TXT";
    seen[1].ttl_s = -1;
    seen[1].n_values = 2;
    seen[1].values = texts(arena, 2, (const char *const[]){ "\"one\"", "\"two\"" });
    cause->observed = seen;
    cause->n_observed = 2;
}

static void add_fixes(struct arena *arena, const struct finding *finding, int with,
                      struct cause *cause)
{
    const char *region = finding->region == NULL ? "us-east-1" : finding->region;
    const char *id = finding->arn == NULL ? "ARN" : finding->arn;

    if ((with & TEXTS) != 0)
        cause_fix(cause, arena, FIX_TEXT, "Hand over to whoever runs the DNS",
                  "Please make this record.\nIt must stay for as long as the certificate "
                  "is wanted.");
    if ((with & COMMAND) != 0)
        cause_fix(cause, arena, FIX_CLI, "See the certificate as it is now",
                  arena_printf(arena,
                               "aws acm describe-certificate --region %s \\\n"
                               "    --certificate-arn %s",
                               region, id));
    if ((with & TEXTS) != 0 && cause->expected != NULL)
        cause_fix(cause, arena, FIX_ZONEFILE, "Add the record to the zone",
                  arena_printf(arena, "%s 300 IN CNAME %s", cause->expected->name,
                               cause->expected->value));
}

static void add_cause(struct arena *arena, const struct tale *tale,
                      const struct report_cert *cert, struct finding *finding)
{
    static const struct zone_ref zone = { "Z0EXAMPLE0000", "example.com", "public" };
    struct cause *cause =
        finding_cause(finding, arena, (enum cause_code)tale->cause, tale->confidence);

    cause->detail = tale->detail;
    for (size_t i = 0; cert != NULL && i < cert->n_names; i++)
        cause_domain(cause, arena, cert->names[i]);
    if ((tale->with & RECORD) != 0)
        add_record(arena, cert, cause);
    if ((tale->with & OBSERVED) != 0)
        add_observed(arena, cert, cause);
    if ((tale->with & ZONE) != 0)
        cause->zone = &zone;
    if ((tale->with & PLACES) != 0)
        cause_evidence(cause, arena,
                       &(struct evidence_ref){ .file = "evidence/zone.json",
                                               .line = 41,
                                               .column = 9,
                                               .pointer = "/ResourceRecordSets/3" });
    add_fixes(arena, finding, tale->with, cause);
    if ((tale->with & SECOND) != 0) {
        cause = finding_cause(finding, arena, CAUSE_undetermined, CONFIDENCE_LOW);
        cause_fix(cause, arena, FIX_CLI, "Ask for the CAA records",
                  arena_printf(arena, "dig +noall +answer %s CAA", "example.com"));
    }
}

static void add_places(struct arena *arena, const struct tale *tale,
                       struct finding *finding, const struct report_cert *cert)
{
    struct evidence_ref ref = { .file = cert == NULL ? finding->resource_id : cert->file,
                                .line = 12,
                                .column = 19,
                                .pointer = "/Certificate/Status",
                                .value = cert == NULL ? NULL : cert->status };

    if (finding->resource_type == RESOURCE_ESTATE)
        return;
    finding_evidence(finding, arena, &ref);
    ref.line = 0;
    ref.column = 0;
    ref.pointer = "";
    ref.value = NULL;
    for (int i = 0; (tale->with & PLACES) != 0 && i < 5; i++)
        finding_evidence(finding, arena, &ref);
}

/* With every state that a step can have, and steps that are neither. */
static void add_trace(struct arena *arena, const struct report_cert *cert,
                      struct finding *out)
{
    const struct cause *cause = out->causes;
    const char *chain[] = {
        cert->domain,
        "example.com is delegated to ns-1.example.org and ns-2.example.org",
        "zone example.com (Z0EXAMPLE0000, public)",
        "! no record stands at the validation name",
        NULL,
    };
    size_t n_chain = COUNT(chain) - 1;
    const char *caa[] = {
        arena_printf(arena, "a.b.%s\tnone\t", cert->domain),
        arena_printf(arena, "b.%s\tfailed\tSERVFAIL", cert->domain),
        arena_printf(arena, "%s\tunknown\tno answer was saved", cert->domain),
        "example.com\tset\t0 issue \"other.example\" 0 issuewild \";\"",
        "com\tabove\t",
        "a line of no known form",
    };

    if (cause != NULL && cause->n_observed > 0) {
        chain[3] = arena_printf(arena, "%s CNAME", cause->expected->name);
        chain[4] = arena_printf(arena, "! %s is not what ACM wants",
                                cause->observed[0].values[0]);
        n_chain++;
    }
    out->chain = texts(arena, n_chain, chain);
    out->n_chain = n_chain;
    out->caa = texts(arena, COUNT(caa), caa);
    out->n_caa = COUNT(caa);
}

void sample_finding(struct arena *arena, const struct tale *tale,
                    const struct report_cert *cert, const char *id, struct finding *out)
{
    static const struct waived waived = { "team-web", "kept for the audit", "2027-01-31",
                                          "TICKET-7" };

    *out = (struct finding){ .rule = &sample_rules[tale->rule],
                             .verdict = tale->verdict,
                             .severity = tale->severity,
                             .confidence = tale->confidence,
                             .certificate = cert };
    if (cert == NULL) {
        out->resource_type = tale->rule == COVERAGE ? RESOURCE_ESTATE : RESOURCE_EVIDENCE;
        out->resource_id = id;
        finding_say(out, arena, "%s", tale->says);
    } else {
        out->resource_type = RESOURCE_CERTIFICATE;
        out->resource_id = cert->id;
        out->arn = cert->arn;
        out->account = cert->account;
        out->region = cert->region;
        out->domain = cert->domain;
        finding_say(out, arena, "%s %s", cert->domain, tale->says);
    }
    finding_fingerprint(out);
    if (tale->cause >= 0)
        add_cause(arena, tale, cert, out);
    add_places(arena, tale, out, cert);
    finding_settle(out);
    if ((tale->with & TRACE) != 0)
        add_trace(arena, cert, out);
    out->waived = (tale->with & WAIVED) != 0 ? &waived : NULL;
    out->baseline = (tale->with & IS_NEW) != 0  ? "new"
                    : (tale->with & OWNED) != 0 ? "unchanged"
                                                : NULL;
    out->owner = (tale->with & OWNED) != 0 ? "team-web" : NULL;
}
