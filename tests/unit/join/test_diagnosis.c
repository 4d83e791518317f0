/* test_diagnosis: from ACM's words and domains to causes, their fixes and commands. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/join/diagnosis.h"
#include "base/arena.h"
#include "base/when.h"
#include "reports/finding/finding.h"

enum { NOW = 1000000, CAUSES_MAX = 4 };

#define ARN                                                                              \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "00000000-1111-2222-3333-444444444444"
#define CA                                                                               \
    "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/"                      \
    "00000000-1111-2222-3333-444444444444"

/* A certificate of example.com and *.example.com, described, and what is asked of it. */
struct bench {
    struct arena arena;
    struct source source;
    struct estate estate;
    struct cert cert;
    struct validation validations[3];
    struct renewal renewal;
    struct oddity oddity;
    struct finding finding;
    struct facts facts;
};

static const char *const names[] = { "example.com", "*.example.com", "www.example.com" };

static int make_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    struct cert *cert = &bench->cert;

    arena_init(&bench->arena);
    bench->source.file = "evidence/cert.json";
    bench->estate.latest_past = WHEN_NONE;
    cert->arn = ARN;
    cert->account = "111122223333";
    cert->region = "us-east-1";
    cert->domain = names[0];
    cert->names = names;
    cert->n_names = 2;
    cert->type = ACM_AMAZON_ISSUED;
    cert->grade = GRADE_DESCRIBE;
    cert->described = true;
    cert->created_at = NOW - WHEN_HOUR;
    cert->issued_at = cert->imported_at = cert->revoked_at = WHEN_NONE;
    cert->not_before = cert->not_after = cert->captured_at = WHEN_NONE;
    cert->origin = (struct origin){ .source = &bench->source, .pointer = "/Certificate" };
    cert->status = ACM_PENDING_VALIDATION;
    cert->validations = bench->validations;
    bench->renewal.updated_at = WHEN_NONE;
    *state = bench;
    return 0;
}

static int clear_bench(void **state)
{
    struct bench *bench = *state;

    facts_clear(&bench->facts);
    arena_clear(&bench->arena);
    free(bench);
    return 0;
}

static struct validation *add_domain(struct bench *bench, enum acm_domain_status status,
                                     enum acm_method method)
{
    struct validation *validation = &bench->validations[bench->cert.n_validations];

    validation->domain = names[bench->cert.n_validations++];
    validation->status = (uint8_t)status;
    validation->method = (uint8_t)method;
    bench->cert.has_validations = true;
    return validation;
}

static void add_record(struct validation *validation, const char *name)
{
    validation->record =
        (struct acm_record){ name, "CNAME", "_fedcba98.zfyfvmchrl.acm-validations.aws." };
}

/* Diagnose at now, or without an exact now when it is WHEN_NONE. */
static const struct cause *run(struct bench *bench, int64_t now)
{
    facts_clear(&bench->facts);
    bench->estate.latest_past = now == WHEN_NONE ? NOW : WHEN_NONE;
    facts_init(&bench->facts, &bench->estate, now);
    memset(&bench->finding, 0, sizeof(bench->finding));
    diagnose(&bench->facts, &bench->cert, &bench->finding, &bench->arena);
    finding_settle(&bench->finding);
    assert_non_null(bench->finding.causes);
    return bench->finding.causes;
}

static const struct fix *fix_of(const struct cause *cause, const char *text)
{
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next) {
        if (strstr(fix->text, text) != NULL)
            return fix;
    }
    return NULL;
}

static void assert_fix(const struct cause *cause, const char *text)
{
    if (fix_of(cause, text) != NULL)
        return;
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next)
        print_message("[%s] %s\n", fix->title, fix->text);
    fail_msg("no fix holds: %s", text);
}

/* ---- ACM's words ---- */

struct row {
    const char *name;
    enum acm_reason reason;
    enum acm_type type;
    enum cause_code code;
    const char *fix; /* part of a fix beside the new request */
};

static struct row rows[] = {
    { "NO_AVAILABLE_CONTACTS", ACM_NO_AVAILABLE_CONTACTS, ACM_AMAZON_ISSUED,
      CAUSE_email_no_mailbox, "dig MX example.com." },
    { "ADDITIONAL_VERIFICATION_REQUIRED", ACM_ADDITIONAL_VERIFICATION_REQUIRED,
      ACM_AMAZON_ISSUED, CAUSE_aws_verification_required, "ARN and the domain names" },
    { "DOMAIN_NOT_ALLOWED", ACM_DOMAIN_NOT_ALLOWED, ACM_AMAZON_ISSUED,
      CAUSE_domain_not_allowed, "unsafe sites" },
    { "INVALID_PUBLIC_DOMAIN", ACM_INVALID_PUBLIC_DOMAIN, ACM_AMAZON_ISSUED,
      CAUSE_domain_not_public, "letter by letter" },
    { "DOMAIN_VALIDATION_DENIED", ACM_DOMAIN_VALIDATION_DENIED, ACM_AMAZON_ISSUED,
      CAUSE_email_denied, "who answered" },
    { "CAA_ERROR", ACM_CAA_ERROR, ACM_AMAZON_ISSUED, CAUSE_caa_error,
      "dig CAA example.com. > evidence/dns/example.com.CAA.txt" },
    { "PCA_LIMIT_EXCEEDED", ACM_PCA_LIMIT_EXCEEDED, ACM_PRIVATE, CAUSE_pca_limit_exceeded,
      "describe-certificate-authority" },
    { "PCA_INVALID_ARN", ACM_PCA_INVALID_ARN, ACM_PRIVATE, CAUSE_pca_invalid_arn,
      "describe-certificate-authority" },
    { "PCA_INVALID_STATE", ACM_PCA_INVALID_STATE, ACM_PRIVATE, CAUSE_pca_invalid_state,
      "describe-certificate-authority" },
    { "PCA_REQUEST_FAILED", ACM_PCA_REQUEST_FAILED, ACM_PRIVATE, CAUSE_pca_request_failed,
      "describe-certificate-authority" },
    { "PCA_NAME_CONSTRAINTS_VALIDATION", ACM_PCA_NAME_CONSTRAINTS_VALIDATION, ACM_PRIVATE,
      CAUSE_pca_name_constraints, "describe-certificate-authority" },
    { "PCA_RESOURCE_NOT_FOUND", ACM_PCA_RESOURCE_NOT_FOUND, ACM_PRIVATE,
      CAUSE_pca_resource_not_found, "describe-certificate-authority" },
    { "PCA_INVALID_ARGS", ACM_PCA_INVALID_ARGS, ACM_PRIVATE, CAUSE_pca_invalid_args,
      "describe-certificate-authority" },
    { "PCA_INVALID_DURATION", ACM_PCA_INVALID_DURATION, ACM_PRIVATE,
      CAUSE_pca_invalid_duration,
      "--certificate-authority-arn " CA " --region eu-west-1" },
    { "PCA_ACCESS_DENIED", ACM_PCA_ACCESS_DENIED, ACM_PRIVATE, CAUSE_pca_access_denied,
      "--principal acm.amazonaws.com" },
    { "SLR_NOT_FOUND", ACM_SLR_NOT_FOUND, ACM_PRIVATE, CAUSE_slr_not_found,
      "create-service-linked-role" },
    { "OTHER", ACM_OTHER_REASON, ACM_AMAZON_ISSUED, CAUSE_reason_other,
      "letter by letter" },
};

static void every_reason_has_its_cause(void **state)
{
    const struct row *row = *state;
    const struct cause *cause;
    struct bench *bench;
    void *made;

    make_bench(&made);
    bench = made;
    bench->cert.status = ACM_FAILED;
    bench->cert.reason = (uint8_t)row->reason;
    bench->cert.type = (uint8_t)row->type;
    bench->cert.authority_arn = row->type == ACM_PRIVATE ? CA : NULL;
    if (row->type != ACM_PRIVATE)
        add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS);

    cause = run(bench, NOW);
    assert_int_equal(cause->code, row->code);
    assert_int_equal(cause->confidence, CONFIDENCE_CERTAIN);
    assert_null(cause->next); /* what the domains say is no cause of a refusal */
    assert_non_null(strstr(cause->detail, row->name));
    assert_string_equal(cause->evidence[0].pointer, "/FailureReason");
    assert_string_equal(cause->evidence[0].value, row->name);
    assert_ptr_equal(cause->evidence[0].origin, &bench->cert.origin);
    assert_non_null(strstr(cause->fixes->text, "aws acm request-certificate"));
    assert_fix(cause, row->fix);
    clear_bench(&made);
}

TEST_ROWS(rows, every_reason_has_its_cause)

static void an_unknown_reason_is_shown(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    bench->oddity = (struct oddity){ .pointer = "/FailureReason", .text = "MOON_PHASE" };
    bench->cert.oddities = &bench->oddity;
    bench->cert.status = ACM_FAILED;
    bench->cert.reason = ACM_REASON_UNKNOWN;
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_undetermined);
    assert_non_null(strstr(cause->detail, "MOON_PHASE"));
    assert_fix(cause, "aws acm describe-certificate --certificate-arn " ARN
                      " --region us-east-1");
}

static void caa_names_every_domain_and_climbs(void **state)
{
    static const char *const deep[] = { "a.b.example.co.uk", "*.b.example.co.uk" };
    struct bench *bench = *state;
    const struct cause *cause;
    const char *text;

    bench->cert.status = ACM_FAILED;
    bench->cert.reason = ACM_CAA_ERROR;
    bench->cert.names = deep;
    add_domain(bench, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS)->domain = deep[0];
    add_domain(bench, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS)->domain = deep[1];
    cause = run(bench, NOW);
    assert_int_equal(cause->n_domains, 2);
    assert_non_null(fix_of(cause, "dig CAA"));
    text = fix_of(cause, "dig CAA")->text;
    assert_string_equal(
        text, "mkdir -p evidence/dns\n"
              "dig CAA a.b.example.co.uk. > evidence/dns/a.b.example.co.uk.CAA.txt\n"
              "dig CAA b.example.co.uk. > evidence/dns/b.example.co.uk.CAA.txt\n"
              "dig CAA example.co.uk. > evidence/dns/example.co.uk.CAA.txt");
}

static void a_renewals_reason_counts(void **state)
{
    struct bench *bench = *state;
    struct validation *validation;
    const struct cause *cause;

    bench->cert.status = ACM_ISSUED;
    bench->cert.reason = ACM_OTHER_REASON; /* of another life: not looked at */
    add_domain(bench, ACM_DOMAIN_FAILED, ACM_METHOD_DNS);
    bench->renewal.status = ACM_RENEWAL_PENDING_VALIDATION;
    bench->renewal.reason = ACM_CAA_ERROR;
    bench->renewal.validations = &bench->validations[1];
    bench->renewal.n_validations = 1;
    validation = &bench->validations[1];
    validation->domain = names[0];
    validation->status = ACM_DOMAIN_PENDING_VALIDATION;
    add_record(validation, "_0123.example.com.");
    bench->cert.renewal = &bench->renewal;
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_caa_error);
    assert_string_equal(cause->evidence[0].pointer,
                        "/RenewalSummary/RenewalStatusReason");
    assert_null(fix_of(cause, "request-certificate")); /* it lives */
    cause = cause->next;
    assert_int_equal(cause->code, CAUSE_undetermined);
    assert_string_equal(cause->evidence[0].pointer,
                        "/RenewalSummary/DomainValidationOptions/0/ValidationStatus");
    assert_null(cause->next);
}

/* ---- DNS ---- */

static void one_record_is_one_cause(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    add_record(add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS),
               "_0123.example.com.");
    add_record(add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS),
               "_0123.EXAMPLE.com");
    add_record(add_domain(bench, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS),
               "_4567.www.example.com.");
    cause = run(bench, NOW);
    assert_null(cause->next);
    assert_int_equal(cause->code, CAUSE_undetermined);
    assert_int_equal(cause->confidence, CONFIDENCE_LOW);
    assert_int_equal(cause->n_domains, 2);
    assert_string_equal(cause->domains[1], "*.example.com");
    assert_string_equal(cause->expected->name, "_0123.example.com.");
    assert_string_equal(cause->expected->type, "CNAME");
    assert_string_equal(cause->expected->value,
                        "_fedcba98.zfyfvmchrl.acm-validations.aws.");
    assert_string_equal(cause->evidence[0].value, "PENDING_VALIDATION");
    assert_fix(cause, "dig CNAME _0123.example.com. > "
                      "evidence/dns/_0123.example.com.CNAME.txt");
    assert_fix(cause, "aws route53 list-hosted-zones --output json > "
                      "evidence/111122223333/global/route53/list-hosted-zones.json");
    assert_fix(cause, "is added by itself: _0123)");
    assert_fix(cause, "_0123.example.com. 300 IN CNAME _fedcba98.");
    assert_null(fix_of(cause, "request-certificate"));
}

static void a_timed_out_request_is_requested_anew(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    bench->cert.status = ACM_VALIDATION_TIMED_OUT;
    bench->cert.key = ACM_EC_PRIME256V1;
    bench->cert.has_in_use_by = true;
    add_record(add_domain(bench, ACM_DOMAIN_FAILED, ACM_METHOD_DNS),
               "_0123.example.com.");
    cause = run(bench, NOW);
    assert_int_equal(cause->fixes->kind, FIX_CLI);
    assert_string_equal(
        cause->fixes->text,
        "# Account 111122223333, region us-east-1.\n"
        "aws acm request-certificate --region us-east-1 \\\n"
        "    --domain-name example.com \\\n"
        "    --subject-alternative-names '*.example.com' \\\n"
        "    --validation-method DNS \\\n"
        "    --key-algorithm EC_prime256v1\n"
        "# A CNAME for validation stays the same for one account and domain.\n"
        "# Nothing uses the old request: it may be deleted once the new certificate is "
        "ISSUED.");
    assert_non_null(strstr(cause->detail, "72 hours"));
}

static void what_cannot_be_requested_is_left_out(void **state)
{
    static const char *const odd[] = { "example.com", "db.local",
                                       "x.example.com; rm -rf /\nboo" };
    struct bench *bench = *state;
    const struct cause *cause;
    const char *text;

    bench->cert.status = ACM_FAILED;
    bench->cert.reason = ACM_INVALID_PUBLIC_DOMAIN;
    bench->cert.names = odd;
    bench->cert.n_names = 3;
    bench->cert.key = ACM_RSA_4096; /* import only */
    bench->cert.region = NULL;
    cause = run(bench, NOW);
    text = cause->fixes->text;
    assert_non_null(strstr(text, "Fill in REGION"));
    assert_non_null(strstr(text, "--region REGION"));
    assert_non_null(strstr(text, "# Left out: db.local: "));
    assert_non_null(strstr(text, "# Left out: x.example.com; rm -rf /?boo: "));
    assert_null(strstr(text, "\nboo"));
    assert_null(strstr(text, "--subject-alternative-names"));
    assert_null(strstr(text, "--key-algorithm"));
    assert_fix(cause, "db.local: ");
}

static void names_of_domains_are_requested_too(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    bench->cert.status = ACM_VALIDATION_TIMED_OUT;
    bench->cert.n_names = 1;
    add_domain(bench, ACM_DOMAIN_FAILED, ACM_METHOD_DNS);
    add_domain(bench, ACM_DOMAIN_FAILED, ACM_METHOD_DNS);
    cause = run(bench, NOW);
    assert_non_null(strstr(cause->fixes->text, "--domain-name example.com \\\n"
                                               "    --subject-alternative-names "
                                               "'*.example.com' \\\n"));
}

static void what_is_in_use_is_not_deleted(void **state)
{
    static const char *const users[] = {
        "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1"
    };
    struct bench *bench = *state;
    const struct cause *cause;

    bench->cert.status = ACM_FAILED;
    bench->cert.reason = ACM_CAA_ERROR;
    bench->cert.in_use_by = users;
    bench->cert.n_in_use_by = 1;
    cause = run(bench, NOW);
    assert_fix(cause, "delete that last, never before");
    assert_fix(cause, users[0]);
    assert_fix(cause, "Never delete it while it is in use");
    assert_null(fix_of(cause, "delete-certificate"));
}

static void a_record_may_not_be_made_yet(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS);
    add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS);
    bench->cert.created_at = NOW - 599;
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_record_not_generated);
    assert_int_equal(cause->n_domains, 2);
    assert_null(cause->next);
    bench->cert.created_at = NOW - 600;
    assert_int_equal(run(bench, NOW)->code, CAUSE_undetermined);
    bench->cert.created_at = NOW - 60; /* now is a guess: nothing is young */
    assert_int_equal(run(bench, WHEN_NONE)->code, CAUSE_undetermined);
}

/* ---- mail and HTTP ---- */

static void mail_goes_to_five_boxes(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_EMAIL);
    add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_EMAIL)
        ->validation_domain = "example.com";
    cause = run(bench, NOW);
    assert_null(cause->next);
    assert_int_equal(cause->code, CAUSE_email_unanswered);
    assert_int_equal(cause->n_domains, 2);
    assert_non_null(strstr(cause->detail,
                           "admin@example.com, administrator@example.com, "
                           "hostmaster@example.com, postmaster@example.com, "
                           "webmaster@example.com"));
    assert_fix(cause, "aws acm resend-validation-email --certificate-arn " ARN
                      " --domain example.com --validation-domain example.com --region "
                      "us-east-1\n"
                      "aws acm resend-validation-email --certificate-arn " ARN
                      " --domain '*.example.com' --validation-domain example.com");
    assert_fix(cause, "dig MX example.com.");
    assert_null(fix_of(run(bench, NOW + 3 * WHEN_DAY), "resend"));
    assert_null(fix_of(run(bench, WHEN_NONE), "resend"));
}

static void http_shows_both_addresses(void **state)
{
    struct bench *bench = *state;
    struct validation *validation =
        add_domain(bench, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_HTTP);
    const struct cause *cause;

    validation->redirect_from = "http://example.com/.well-known/pki-validation/0.txt";
    validation->redirect_to = "https://validation.us-east-1.acm-validations.aws/0.txt";
    bench->cert.status = ACM_VALIDATION_TIMED_OUT;
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_http_token_unreachable);
    assert_non_null(strstr(cause->detail, validation->redirect_from));
    assert_non_null(strstr(cause->detail, validation->redirect_to));
    assert_fix(cause, "curl -sSiL");
    assert_non_null(strstr(cause->fixes->text, "--validation-method DNS"));
    assert_null(fix_of(cause, "--validation-method HTTP"));
}

/* ---- nothing fits ---- */

static void there_is_always_a_cause(void **state)
{
    struct bench *bench = *state;
    const struct cause *cause;

    add_domain(bench, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS);
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_undetermined);
    assert_fix(cause, "dig CAA example.com.");

    bench->cert.n_validations = 0;
    bench->cert.type = ACM_TYPE_NONE;
    cause = run(bench, NOW);
    assert_int_equal(cause->code, CAUSE_undetermined);
    assert_non_null(strstr(cause->detail, "of which type"));

    bench->cert.described = false;
    bench->cert.grade = GRADE_LIST;
    bench->cert.arn = NULL;
    cause = run(bench, NOW);
    assert_non_null(strstr(cause->detail, "listed"));
    assert_fix(cause, "Fill in ARN");
    assert_fix(cause, "--certificate-arn ARN");

    bench->cert.type = ACM_PRIVATE;
    cause = run(bench, NOW);
    assert_fix(cause, "--certificate-authority-arn CA_ARN");
}

static void the_set_follows_the_status(void **state)
{
    struct bench *bench = *state;
    struct update update = { .status = ACM_UPDATE_PENDING_DOMAIN_VALIDATION };

    bench->cert.renewal = &bench->renewal;
    bench->renewal.status = ACM_RENEWAL_FAILED;
    assert_string_equal(diagnosis_set(&bench->cert).said, "the request");
    bench->cert.status = ACM_EXPIRED;
    assert_string_equal(diagnosis_set(&bench->cert).pointer,
                        "/RenewalSummary/DomainValidationOptions");
    assert_string_equal(diagnosis_set(&bench->cert).said, "the failed renewal");
    bench->renewal.status = ACM_RENEWAL_SUCCESS;
    assert_string_equal(diagnosis_set(&bench->cert).pointer, "/DomainValidationOptions");
    bench->cert.update = &update;
    assert_string_equal(diagnosis_set(&bench->cert).said, "the move to DNS");
}

#define BENCH_TEST(test) cmocka_unit_test_setup_teardown(test, make_bench, clear_bench)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH_TEST(an_unknown_reason_is_shown),
        BENCH_TEST(caa_names_every_domain_and_climbs),
        BENCH_TEST(a_renewals_reason_counts),
        BENCH_TEST(one_record_is_one_cause),
        BENCH_TEST(a_timed_out_request_is_requested_anew),
        BENCH_TEST(what_cannot_be_requested_is_left_out),
        BENCH_TEST(names_of_domains_are_requested_too),
        BENCH_TEST(what_is_in_use_is_not_deleted),
        BENCH_TEST(a_record_may_not_be_made_yet),
        BENCH_TEST(mail_goes_to_five_boxes),
        BENCH_TEST(http_shows_both_addresses),
        BENCH_TEST(there_is_always_a_cause),
        BENCH_TEST(the_set_follows_the_status),
    };
    int failed = run_rows("reasons");

    return failed + cmocka_run_group_tests_name("diagnosis", tests, NULL, NULL);
}
