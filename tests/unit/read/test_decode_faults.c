/* Tests of analyzer/read: members at fault, doubles, odd words, secrets, hostile sizes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/when.h"
#include "tests/support/reading.h"
#include "tests/support/test.h"

#define ARN                                                                              \
    "arn:aws:acm:us-east-1:111122223333:certificate/"                                    \
    "00000000-0000-4000-8000-000000000001"
#define KEY "-----BEGIN PRIVATE KEY-----\\nMC4CAQAwBQYDK2Vw\\n-----END PRIVATE KEY-----"

struct row {
    const char *name;
    const char *member; /* beside CertificateArn, DomainName and Serial */
    enum problem_kind kind;
    const char *pointer; /* below the certificate */
    const char *detail;  /* NULL = any */
};

static struct row rows[] = {
    /* clang-format off */
    { "status is a number", "'Status':7", PROBLEM_WRONG_TYPE, "/Status", "number" },
    { "status is an array", "'Status':['ISSUED']", PROBLEM_WRONG_TYPE, "/Status", "array" },
    { "status not known", "'Status':'ISSUED_TWICE'", PROBLEM_UNKNOWN_WORD, "/Status", "ISSUED_TWICE" },
    { "reason not known", "'FailureReason':'FULL_MOON'", PROBLEM_UNKNOWN_WORD, "/FailureReason", "FULL_MOON" },
    { "type is a bool", "'Type':true", PROBLEM_WRONG_TYPE, "/Type", "boolean" },
    { "names are a text", "'SubjectAlternativeNames':'example.com'", PROBLEM_WRONG_TYPE, "/SubjectAlternativeNames", "string" },
    { "a name is a number", "'SubjectAlternativeNames':['a.example.com',5]", PROBLEM_WRONG_TYPE, "/SubjectAlternativeNames/1", "number" },
    { "in use by an object", "'InUseBy':{}", PROBLEM_WRONG_TYPE, "/InUseBy", "object" },
    { "validations are an object", "'DomainValidationOptions':{}", PROBLEM_WRONG_TYPE, "/DomainValidationOptions", "object" },
    { "a validation without name", "'DomainValidationOptions':[{'ValidationStatus':'SUCCESS'}]", PROBLEM_WRONG_TYPE, "/DomainValidationOptions/0", NULL },
    { "a record is a text", "'DomainValidationOptions':[{'DomainName':'example.com','ResourceRecord':'x'}]", PROBLEM_WRONG_TYPE, "/DomainValidationOptions/0/ResourceRecord", "string" },
    { "a record's value is a number", "'DomainValidationOptions':[{'DomainName':'example.com','ResourceRecord':{'Value':1}}]", PROBLEM_WRONG_TYPE, "/DomainValidationOptions/0/ResourceRecord/Value", "number" },
    { "a domain's status not known", "'DomainValidationOptions':[{'DomainName':'example.com','ValidationStatus':'TIMED_OUT'}]", PROBLEM_UNKNOWN_WORD, "/DomainValidationOptions/0/ValidationStatus", "TIMED_OUT" },
    { "renewal is an array", "'RenewalSummary':['x']", PROBLEM_WRONG_TYPE, "/RenewalSummary", NULL },
    { "renewal status not known", "'RenewalSummary':{'RenewalStatus':'LATER'}", PROBLEM_UNKNOWN_WORD, "/RenewalSummary/RenewalStatus", "LATER" },
    { "options are a number", "'Options':1", PROBLEM_WRONG_TYPE, "/Options", "number" },
    { "a time is an array", "'NotAfter':[]", PROBLEM_WRONG_TYPE, "/NotAfter", "array" },
    { "a time is none", "'NotAfter':'FriOct0608: 17: 39PDT2017'", PROBLEM_BAD_TIME, "/NotAfter", "FriOct0608: 17: 39PDT2017" },
    { "a time beyond all years", "'NotAfter':1e300", PROBLEM_BAD_TIME, "/NotAfter", NULL },
    { "a member twice", "'Status':'FAILED','Status':'ISSUED'", PROBLEM_PARTLY, "/Status", NULL },
    { "a row cut at 100 names", "'HasAdditionalSubjectAlternativeNames':true", PROBLEM_TRUNCATED, "/HasAdditionalSubjectAlternativeNames", NULL },
    { "a private key", "'PrivateKey':'" KEY "'", PROBLEM_SECRET, "/PrivateKey", NULL },
    { "a key in a member of any name", "'Comment':{'x':['" KEY "']}", PROBLEM_SECRET, "/Comment/x/0", NULL },
    { "a session token", "'SessionToken':'FwoGZXIvYXdzEJr//////////wEaDExampleExample'", PROBLEM_SECRET, "/SessionToken", NULL },
    { "depth lost in PowerShell", "'Options':'Amazon.CertificateManager.Model.CertificateOptions'", PROBLEM_WRONG_TYPE, "/Options", "string" },
    /* clang-format on */
};

/* The fault is said once, where it stands, and the rest of the certificate is read. */
static void fault_is_said_and_the_rest_is_read(void **state)
{
    const struct row *row = *state;
    struct buf text = { 0 };
    struct reading reading;
    const struct problem *problem;
    const struct cert *cert;

    buf_printf(&text,
               "{'Certificate':{'CertificateArn':'" ARN "',%s,'DomainName':"
               "'example.com','Serial':'aa:bb'}}",
               row->member);
    reading_of(&reading, buf_text(&text));
    assert_int_equal(reading.estate.n_certs, 1);
    cert = reading.estate.certs[0];
    assert_string_equal(cert->domain, "example.com");
    assert_string_equal(cert->serial, "aa:bb");
    assert_int_equal(reading_count(&reading, row->kind), 1);
    problem = reading_problem(&reading, row->kind);
    assert_int_equal(strncmp(problem->pointer, "/Certificate", 12), 0);
    assert_string_equal(problem->pointer + 12, row->pointer);
    if (row->detail != NULL)
        assert_string_equal(problem->detail, row->detail);
    if (row->kind == PROBLEM_WRONG_TYPE || row->kind == PROBLEM_UNKNOWN_WORD) {
        assert_non_null(cert->oddities);
        assert_string_equal(cert->oddities->pointer, row->pointer);
    }
    reading_clear(&reading);
    buf_clear(&text);
}

TEST_ROWS(rows, fault_is_said_and_the_rest_is_read)

static void nothing_said_of_what_is_absent(void **state)
{
    struct reading reading;
    const struct cert *cert;

    (void)state;
    reading_of(&reading,
               "{'Certificate':{'CertificateArn':'" ARN "','DomainName':'example.com',"
               "'Status':'','FailureReason':'','Type':null,'NotAfter':'',"
               "'CreatedAt':'0001-01-01T00:00:00Z','IssuedAt':null,'InUseBy':null,"
               "'DomainValidationOptions':null,'RenewalSummary':null,'Options':null,"
               "'UpdateSummary':null,'Serial':'','BrandNew':{'a':[1]}}}");
    assert_null(reading_source(&reading)->problems);
    cert = reading.estate.certs[0];
    assert_null(cert->oddities);
    assert_int_equal(cert->status, ACM_STATUS_NONE);
    assert_int_equal(cert->reason, ACM_REASON_NONE);
    assert_true(cert->not_after == WHEN_NONE && cert->created_at == WHEN_NONE);
    assert_false(cert->has_in_use_by);
    assert_false(cert->has_validations);
    assert_null(cert->serial);
    assert_null(cert->renewal);
    reading_clear(&reading);
}

static void the_first_of_doubles_counts(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading,
               "{'CertificateArn':'" ARN "','Status':'FAILED','status':'ISSUED',"
               "'DomainName':'example.com','InUseBy':[]}");
    assert_int_equal(reading.estate.certs[0]->status, ACM_FAILED);
    reading_clear(&reading);
}

static void an_unknown_word_is_kept(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'CertificateArn':'" ARN "','Status':'HALF\\u0000ISSUED',"
                         "'DomainName':'example.com','InUseBy':[]}");
    assert_int_equal(reading.estate.certs[0]->status, ACM_STATUS_OTHER);
    assert_string_equal(cert_status_word(reading.estate.certs[0]), "HALF\\u0000ISSUED");
    reading_clear(&reading);
}

/* No value of a secret is kept anywhere that a report could print. */
static void a_secret_is_not_kept(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'Credentials':{'AccessKeyId':'AKIAIOSFODNN7EXAMPLE',"
                         "'SecretAccessKey':'wJalrXUtnFEMI0K7MDENGbPxRfiCYEXAMPLEKEY'}}");
    assert_int_equal(reading_count(&reading, PROBLEM_SECRET), 1);
    for (const struct problem *problem = reading_source(&reading)->problems;
         problem != NULL; problem = problem->next) {
        assert_null(strstr(problem->text, "wJalr"));
        assert_true(problem->detail == NULL || strstr(problem->detail, "wJalr") == NULL);
    }
    reading_clear(&reading);
}

static void redactions_are_no_secrets(void **state)
{
    struct reading reading;

    (void)state;
    reading_of(&reading, "{'SecretAccessKey':'****************','SessionToken':"
                         "'<session-token>','PrivateKey':'REDACTED BY HAND'}");
    assert_int_equal(reading_count(&reading, PROBLEM_SECRET), 0);
    reading_clear(&reading);
}

static void imported_is_no_failed_validation(void **state)
{
    struct reading reading;
    const struct validation *validation;

    (void)state;
    reading_of(&reading, "{'Certificate':{'CertificateArn':'" ARN "','DomainName':"
                         "'example.com','Type':'IMPORTED','Status':'ISSUED',"
                         "'DomainValidationOptions':[{'DomainName':'example.com'}]}}");
    assert_int_equal(reading.estate.certs[0]->n_validations, 1);
    validation = &reading.estate.certs[0]->validations[0];
    assert_int_equal(validation->status, ACM_DOMAIN_NONE);
    assert_int_equal(validation->method, ACM_METHOD_NONE);
    assert_null(reading_source(&reading)->problems);
    reading_clear(&reading);
}

/* {"Certificate":{...,"MEMBER":[...]}} with n elements, each a number between two texts.
 */
static void read_many(struct reading *reading, const char *member, const char *before,
                      const char *behind, size_t n)
{
    struct buf text = { 0 };

    buf_printf(&text,
               "{'Certificate':{'CertificateArn':'" ARN "','DomainName':'example.com',"
               "'%s':[",
               member);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&text, ',');
        buf_printf(&text, "%s%zu%s", before, i, behind);
    }
    buf_puts(&text, "]}}");
    reading_of(reading, buf_text(&text));
    buf_clear(&text);
}

/* Both would take minutes if the time grew with the square. */
static void sizes_without_measure(void **state)
{
    struct reading reading;

    (void)state;
    read_many(&reading, "SubjectAlternativeNames", "'n", ".example.com'", 100000);
    assert_int_equal(reading.estate.certs[0]->n_names, 100001);
    reading_clear(&reading);
    read_many(&reading, "InUseBy", "", "", 200000);
    assert_int_equal(reading_count(&reading, PROBLEM_WRONG_TYPE), 100);
    assert_int_equal(reading_count(&reading, PROBLEM_PARTLY), 1);
    assert_int_equal(reading.estate.certs[0]->n_in_use_by, 0);
    reading_clear(&reading);
}

static void names_are_canonical_and_once(void **state)
{
    static const char *const want[] = { "example.com", "*.example.com", "a.example.com" };
    struct reading reading;
    const struct cert *cert;

    (void)state;
    reading_of(&reading, "{'Certificate':{'CertificateArn':'" ARN "','DomainName':"
                         "'Example.COM','SubjectAlternativeNames':['*.EXAMPLE.com.',"
                         "'example.com','\\\\052.example.com','a.example.com']}}");
    cert = reading.estate.certs[0];
    assert_int_equal(cert->n_names, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(cert->names[i], want[i]);
    reading_clear(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_of_what_is_absent),
        cmocka_unit_test(the_first_of_doubles_counts),
        cmocka_unit_test(an_unknown_word_is_kept),
        cmocka_unit_test(a_secret_is_not_kept),
        cmocka_unit_test(redactions_are_no_secrets),
        cmocka_unit_test(imported_is_no_failed_validation),
        cmocka_unit_test(sizes_without_measure),
        cmocka_unit_test(names_are_canonical_and_once),
    };

    return run_rows("faults") +
           cmocka_run_group_tests_name("decode_faults", tests, NULL, NULL);
}
