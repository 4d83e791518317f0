/* Tests of base/aws/arn: names taken apart, and what is a certificate's. */
#include "base/aws/arn.h"

#include <string.h>

#include "tests/support/test.h"

#define ID "11111111-2222-4333-8444-555555555555"

struct row {
    const char *name;
    bool is_certificate;
};

static struct row rows[] = {
    { "arn:aws:acm:us-east-1:111122223333:certificate/" ID, true },
    { "arn:aws-cn:acm:cn-north-1:111122223333:certificate/" ID, true },
    { "arn:aws-us-gov:acm:us-gov-west-1:111122223333:certificate/" ID, true },
    { "arn:aws-eusc:acm:eusc-de-east-1:111122223333:certificate/" ID, true },
    { "arn:aws:acm:us-east-1:111122223333:certificate/short", true },
    { "arn:<partition>:acm:us-east-1:111122223333:certificate/" ID, false },
    { "arn:aws:acm:region:account:certificate/" ID, false },
    { "arn:aws:acm:us-east-1:11112222333:certificate/" ID, false },
    { "arn:aws:acm:us-east-1:1111222233333:certificate/" ID, false },
    { "arn:aws:acm::111122223333:certificate/" ID, false },
    { "arn:aws:acm:us-east-1:111122223333:certificate/", false },
    { "arn:aws:acm:us-east-1:111122223333:certificate", false },
    { "arn:aws:acm:us-east-1:111122223333:certificate/a/b", false },
    { "arn:aws:acm:us-east-1:111122223333:certificate/a b", false },
    { "arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/" ID, false },
    { "arn:aws:iam::111122223333:server-certificate/x", false },
    { "arn:azure:acm:us-east-1:111122223333:certificate/" ID, false },
    { "ARN:aws:acm:us-east-1:111122223333:certificate/" ID, false },
    { "", false },
    { "arn", false },
    { "arn:", false },
    { "arn:aws:acm:us-east-1:111122223333", false },
};

static void is_certificate(void **state)
{
    const struct row *row = *state;

    assert_int_equal(arn_is_acm_certificate(row->name, strlen(row->name)),
                     row->is_certificate);
}

TEST_ROWS(rows, is_certificate)

static void assert_piece(struct arn_piece piece, const char *text)
{
    assert_int_equal(piece.len, strlen(text));
    assert_memory_equal(piece.text, text, piece.len);
}

static void pieces(void **state)
{
    const char *text = "arn:aws:elasticloadbalancing:eu-west-1:444455556666:"
                       "loadbalancer/app/web:8443/50dc6c495c0c9188";
    struct arn arn;

    (void)state;
    assert_true(arn_parse(text, strlen(text), &arn));
    assert_piece(arn.partition, "aws");
    assert_piece(arn.service, "elasticloadbalancing");
    assert_piece(arn.region, "eu-west-1");
    assert_piece(arn.account, "444455556666");
    assert_piece(arn.resource, "loadbalancer/app/web:8443/50dc6c495c0c9188");
    text = "arn:aws:cloudfront::444455556666:distribution/EXAMPLE";
    assert_true(arn_parse(text, strlen(text), &arn));
    assert_piece(arn.region, "");
    assert_false(arn_parse("arn:aws::::x", 12, &arn));
    assert_false(arn_parse("arn::acm:::x", 12, &arn));
    assert_false(arn_parse("arn:aws:acm:::", 14, &arn));
}

static void regions(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        { "us-east-1", true },
        { "ap-southeast-12", true },
        { "us-gov-west-1", true },
        { "eusc-de-east-1", true },
        { "us-iso-east-1", true },
        { "global", false },
        { "us-east", false },
        { "us-east-", false },
        { "us-east-1a", false },
        { "us-east-123", false },
        { "US-EAST-1", false },
        { "us--east-1", false },
        { "-us-east-1", false },
        { "east-1", false },
        { "", false },
        { "us-east-1 ", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (arn_is_region(cases[i].text, strlen(cases[i].text)) != cases[i].is)
            fail_msg("%s", cases[i].text);
}

static void accounts(void **state)
{
    (void)state;
    assert_true(arn_is_account("111122223333", 12));
    assert_true(arn_is_account("000000000000", 12));
    assert_false(arn_is_account("11112222333", 11));
    assert_false(arn_is_account("1111222233334", 13));
    assert_false(arn_is_account("11112222333x", 12));
    assert_false(arn_is_account("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces),
        cmocka_unit_test(regions),
        cmocka_unit_test(accounts),
    };

    return run_rows("arn") + cmocka_run_group_tests_name("pieces", tests, NULL, NULL);
}
