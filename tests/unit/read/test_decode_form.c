/* Tests of analyzer/read: certificates under names of somebody's own (--query). */
#include <string.h>

#include "tests/support/reading.h"
#include "tests/support/test.h"

#define ARN                                                                              \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "00000000-0000-4000-8000-000000000001"
#define RECORD                                                                           \
    "{'Name':'_a1.example.com.','Type':'CNAME','Value':'_b2.cccccccccc.acm-validations." \
    "aws.'}"
#define DVO                                                                              \
    "{'DomainName':'example.com','ValidationStatus':'PENDING_VALIDATION',"               \
    "'ResourceRecord':" RECORD "}"

/* What the only certificate read says: status:reason:domain:validations:first's status.
 */
struct row {
    const char *name;
    const char *text;
    enum acm_status status;
    enum acm_reason reason;
    const char *arn;
    const char *domain;
    uint32_t n_validations;
    enum acm_domain_status first;
    enum acm_method method;
};

#define NONE ACM_DOMAIN_NONE, ACM_METHOD_NONE

static struct row rows[] = {
    /* clang-format off */
    { "the documented command", "{'Status':'FAILED','DomainValidation':[{'DomainName':'example.com','ValidationStatus':'SUCCESS','ValidationMethod':'DNS'}],'FailureReason':'CAA_ERROR'}",
      ACM_FAILED, ACM_CAA_ERROR, NULL, "example.com", 1, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS },
    { "the same, null reason", "{'Status':'PENDING_VALIDATION','DomainValidation':[" DVO "],'FailureReason':null}",
      ACM_PENDING_VALIDATION, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS },
    { "a status not known", "{'Status':'BRAND_NEW','DomainValidation':[" DVO "]}",
      ACM_STATUS_OTHER, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS },
    { "renamed", "{'id':'" ARN "','d':'Example.COM.','s':'FAILED','why':'CAA_ERROR'}",
      ACM_FAILED, ACM_CAA_ERROR, ARN, "example.com", 0, NONE },
    { "renamed, reason as prose", "{'id':'" ARN "','s':'FAILED','why':'No Available Contacts'}",
      ACM_FAILED, ACM_NO_AVAILABLE_CONTACTS, ARN, NULL, 0, NONE },
    { "renamed domains, too", "{'Status':'VALIDATION_TIMED_OUT','Domains':[{'Domain':'example.com','State':'SUCCESS','N':'_a1.example.com.','V':'_b2.cccccccccc.acm-validations.aws.'}]}",
      ACM_VALIDATION_TIMED_OUT, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_SUCCESS, ACM_METHOD_DNS },
    { "positional row", "[['" ARN "','example.com','VALIDATION_TIMED_OUT']]",
      ACM_VALIDATION_TIMED_OUT, ACM_REASON_NONE, ARN, "example.com", 0, NONE },
    { "rows without ARN", "[{'DomainName':'example.com','Status':'FAILED'}]",
      ACM_FAILED, ACM_REASON_NONE, NULL, "example.com", 0, NONE },
    { "status and reason alone", "{'S':'FAILED','R':'CAA_ERROR'}",
      ACM_FAILED, ACM_CAA_ERROR, NULL, NULL, 0, NONE },
    { "domain validations alone", "[" DVO "]",
      ACM_STATUS_NONE, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS },
    { "one domain validation", DVO,
      ACM_STATUS_NONE, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS },
    { "records with holes", "[null," RECORD ",null]",
      ACM_STATUS_NONE, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_NONE, ACM_METHOD_DNS },
    { "domain validations with holes", "{'Status':'FAILED','D':[null," DVO "]}",
      ACM_FAILED, ACM_REASON_NONE, NULL, "example.com", 1, ACM_DOMAIN_PENDING_VALIDATION, ACM_METHOD_DNS },
    /* clang-format on */
};

static void is_told_by_its_form(void **state)
{
    const struct row *row = *state;
    struct reading reading;
    const struct cert *cert;

    reading_of(&reading, row->text);
    assert_int_equal(reading.estate.n_certs, 1);
    cert = reading.estate.certs[0];
    assert_int_equal(cert->status, row->status);
    assert_int_equal(cert->reason, row->reason);
    assert_int_equal(cert->n_validations, row->n_validations);
    if (row->arn == NULL)
        assert_null(cert->arn);
    else
        assert_string_equal(cert->arn, row->arn);
    if (row->domain == NULL)
        assert_null(cert->domain);
    else
        assert_string_equal(cert->domain, row->domain);
    if (cert->n_validations > 0) {
        assert_string_equal(cert->validations[0].domain, "example.com");
        assert_int_equal(cert->validations[0].status, row->first);
        assert_int_equal(cert->validations[0].method, row->method);
        assert_int_equal(cert->method, row->method);
    }
    reading_clear(&reading);
}

TEST_ROWS(rows, is_told_by_its_form)

/* Members that keep the API's name are read as such, in any spelling. */
static void other_members_are_kept(void **state)
{
    struct reading reading;
    const struct cert *cert;

    (void)state;
    reading_of(&reading,
               "{'id':'" ARN "','s':'ISSUED','notAfter':1800000000,"
               "'InUseBy':['arn:x'],'Type':'IMPORTED','key_algorithm':'RSA_2048'}");
    assert_int_equal(reading.estate.n_certs, 1);
    cert = reading.estate.certs[0];
    assert_true(cert->not_after == 1800000000);
    assert_int_equal(cert->n_in_use_by, 1);
    assert_int_equal(cert->type, ACM_IMPORTED);
    assert_int_equal(cert->key, ACM_RSA_2048);
    assert_int_equal(cert->grade, GRADE_PROJECTION);
    reading_clear(&reading);
}

/* A fault is pointed to where it stands. */
static void faults_are_pointed_to(void **state)
{
    struct reading reading;
    const struct problem *problem;

    (void)state;
    reading_of(&reading, "{'Status':'FAILED','Dom/ains':[" DVO ",{'DomainName':"
                         "'example.org','ValidationStatus':7}]}");
    assert_int_equal(reading.estate.n_certs, 1);
    assert_int_equal(reading.estate.certs[0]->n_validations, 2);
    problem = reading_problem(&reading, PROBLEM_WRONG_TYPE);
    assert_non_null(problem);
    assert_string_equal(problem->pointer, "/Dom~1ains/1/ValidationStatus");
    reading_clear(&reading);
}

/* Both rows stay, and each stands by itself. */
static void every_row_is_a_certificate(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "[['" ARN "','example.com','ISSUED'],null,['" ARN
                         "0','example.org','FAILED']]");
    assert_int_equal(reading.estate.n_certs, 2);
    assert_string_equal(reading.estate.certs[0]->origin.pointer, "/0");
    assert_string_equal(reading.estate.certs[1]->origin.pointer, "/2");
    reading_clear(&reading);
}

static void strangers_are_left_alone(void **state)
{
    static const char *const texts[] = {
        "{'status':'FAILED','tests':[{'name':'com.example.Foo','result':'FAILED'}]}",
        "{'Status':'ok','checks':[{'target':'a.example.com','result':'SUCCESS'}]}",
        "{'status':'FAILED','reason':'OTHER'}",
        "{'status':'ISSUED','name':'example.com'}",
        "[['a','b'],['c','d']]",
        "[{'Name':'_a1.example.com.','Type':'CNAME','Value':'elsewhere.example.net.'}]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct reading reading;

        reading_of(&reading, texts[i]);
        assert_int_equal(reading.estate.n_certs, 0);
        assert_non_null(reading_problem(&reading, PROBLEM_UNRECOGNISED));
        reading_clear(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_members_are_kept),
        cmocka_unit_test(faults_are_pointed_to),
        cmocka_unit_test(every_row_is_a_certificate),
        cmocka_unit_test(strangers_are_left_alone),
    };

    return run_rows("projections") +
           cmocka_run_group_tests_name("decode_form", tests, NULL, NULL);
}
