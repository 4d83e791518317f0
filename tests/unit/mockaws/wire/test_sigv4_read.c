/* Tests of mockaws/wire/sigv4_read: the parts of a signature, and which one lacks. */
#include "mockaws/wire/sigv4.h"

#include <string.h>

#include "base/arena.h"
#include "tests/unit/mockaws/wire/asked.h"

#define PARTS                                                                            \
    "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&"      \
    "X-Amz-Credential=AKIDEXAMPLE%2F20261124%2Fus-east-1%2Fsts%2Faws4_request&"          \
    "X-Amz-Date=20261124T200000Z&"
#define SCOPE "Credential=AKIDEXAMPLE/20261124/us-east-1/acm/aws4_request"
#define DATED "X-Amz-Date: 20261124T200000Z\n"

/* How each header reads. */
static void headers_are_taken_apart(void **state)
{
    static const struct {
        const char *headers;
        enum sigv4_read read;
        const char *fault; /* a part of it; NULL: none */
        const char *time;
    } cases[] = {
        /* clang-format off */
        { "Host: a\n", SIGV4_ABSENT, NULL, NULL },
        { "Authorization: \n", SIGV4_ABSENT, NULL, NULL },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=s\n" DATED, SIGV4_PRESENT, NULL, "20261124T200000Z" },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ",SignedHeaders=host,Signature=s\n" DATED, SIGV4_PRESENT, NULL, "20261124T200000Z" },
        { "Authorization: AWS4-HMAC-SHA256\t Signature=s  ,\t SignedHeaders=host ,,New=1, " SCOPE " \n" DATED, SIGV4_PRESENT, NULL, "20261124T200000Z" },
        { "authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=s\nDate: Tue, 24 Nov 2026 20:00:00 GMT\n", SIGV4_PRESENT, NULL, "20261124T200000Z" },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=s\nDate: 20261124T200000Z\n", SIGV4_PRESENT, NULL, "20261124T200000Z" },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=s\n", SIGV4_PRESENT, "either a 'X-Amz-Date' or a 'Date'", NULL },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host, Signature=s\nX-Amz-Date: 2026-11-24T20:00:00Z\n", SIGV4_PRESENT, "either a 'X-Amz-Date' or a 'Date'", NULL },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=host\n" DATED, SIGV4_INCOMPLETE, "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256", NULL },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE ", SignedHeaders=, Signature=s\n" DATED, SIGV4_INCOMPLETE, "'SignedHeaders' parameter.", NULL },
        { "Authorization: AWS4-HMAC-SHA256\n", SIGV4_INCOMPLETE, "requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence", NULL },
        { "Authorization: AWS4-HMAC-SHA256 " SCOPE " SignedHeaders\n" DATED, SIGV4_INCOMPLETE, "'Signature'", NULL },
        { "Authorization: AWS4-HMAC-SHA256 Credential\n" DATED, SIGV4_INCOMPLETE, "'Credential' not a valid key=value pair (missing equal-sign)", NULL },
        { "Authorization: Basic c2VjcmV0\n" DATED, SIGV4_INCOMPLETE, "Authorization=Basic", NULL },
        { "Authorization: AWS AKIDEXAMPLE:signature\n" DATED, SIGV4_INCOMPLETE, "Authorization=AWS", NULL },
        { "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/us-east-1/acm, SignedHeaders=host, Signature=s\n" DATED, SIGV4_INCOMPLETE, "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20261124/us-east-1/acm'", NULL },
        { "Authorization: AWS4-HMAC-SHA256 Credential=A/K/20261124/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=s\n" DATED, SIGV4_INCOMPLETE, "exactly 5", NULL },
        { "Authorization: AWS4-HMAC-SHA256 Credential=/20261124/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=s\n" DATED, SIGV4_INCOMPLETE, "exactly 5", NULL },
        { "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/us-east-1/acm/aws5, SignedHeaders=host, Signature=s\n" DATED, SIGV4_INCOMPLETE, "'aws4_request', not 'aws5'", NULL },
        /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct asked asked;
        struct sigv4 sigv4;
        const char *fault = "not set";

        ask(&asked, "GET", "/", "", cases[i].headers);
        if (sigv4_read(&asked.arena, &asked.request, &sigv4, &fault) != cases[i].read)
            fail_msg("%s", cases[i].headers);
        if (cases[i].fault == NULL)
            assert_null(fault);
        else if (strstr(fault, cases[i].fault) == NULL)
            fail_msg("want %s, got %s", cases[i].fault, fault);
        assert_true(fault == NULL || strstr(fault, "c2VjcmV0") == NULL);
        if (cases[i].read == SIGV4_PRESENT) {
            assert_string_equal(sigv4.access_key, "AKIDEXAMPLE");
            assert_string_equal(sigv4.date, "20261124");
            assert_string_equal(sigv4.region, "us-east-1");
            assert_string_equal(sigv4.service, "acm");
            assert_string_equal(sigv4.signed_headers, "host");
            assert_string_equal(sigv4.signature, "s");
            if (cases[i].time == NULL)
                assert_null(sigv4.time);
            else
                assert_string_equal(sigv4.time, cases[i].time);
        }
        arena_clear(&asked.arena);
    }
}

static void queries_are_taken_apart(void **state)
{
    static const struct {
        const char *query;
        enum sigv4_read read;
        const char *fault;
    } cases[] = {
        { "Action=GetCallerIdentity", SIGV4_ABSENT, NULL },
        { PARTS "X-Amz-SignedHeaders=host&X-Amz-Signature=s", SIGV4_PRESENT, NULL },
        { PARTS "X-Amz-SignedHeaders=host", SIGV4_INCOMPLETE, "'X-Amz-Signature'" },
        { PARTS "X-Amz-Signature=s", SIGV4_INCOMPLETE, "'X-Amz-SignedHeaders'" },
        { "X-Amz-Signature=s", SIGV4_INCOMPLETE, "'X-Amz-Algorithm'" },
        { "X-Amz-Algorithm=AWS4-HMAC-SHA256", SIGV4_INCOMPLETE, "'X-Amz-Credential'" },
        { "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%zz", SIGV4_INCOMPLETE,
          "'X-Amz-Credential'" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct asked asked;
        struct sigv4 sigv4;
        const char *fault = "not set";

        ask(&asked, "GET", "/", cases[i].query, "Host: a\n");
        assert_int_equal(sigv4_read(&asked.arena, &asked.request, &sigv4, &fault),
                         cases[i].read);
        if (cases[i].fault == NULL)
            assert_null(fault);
        else
            assert_non_null(strstr(fault, cases[i].fault));
        arena_clear(&asked.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_taken_apart),
        cmocka_unit_test(queries_are_taken_apart),
    };

    return cmocka_run_group_tests_name("wire/sigv4_read", tests, NULL, NULL);
}
