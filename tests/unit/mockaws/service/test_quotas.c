/* test_quotas: token buckets by operation, account and region, refilled on real time. */
#include "mockaws/service/quotas.h"

#include <stdlib.h>

#include "mockaws/store/store.h"
#include "mockaws/wire/call.h"
#include "tests/support/test.h"

static const struct operation describe = { .name = "DescribeCertificate",
                                           .service = AWS_ACM,
                                           .per_second = 10 };
static const struct operation request = { .name = "RequestCertificate",
                                          .service = AWS_ACM,
                                          .per_second = 5 };
static const struct operation zones = { .name = "ListHostedZones",
                                        .service = AWS_ROUTE53,
                                        .per_second = 5 };
static const struct operation sets = { .name = "ListResourceRecordSets",
                                       .service = AWS_ROUTE53,
                                       .per_second = 5 };
static const struct operation identity = { .name = "GetCallerIdentity",
                                           .service = AWS_STS };

static char first_id[] = "111122223333";
static char second_id[] = "444455556666";
static struct account first = { .id = first_id };
static struct account second = { .id = second_id };

/* How many of 100 calls at that moment are let through. */
static int taken(struct quotas *quotas, const struct operation *operation,
                 struct account *account, const char *region, int64_t at_ms)
{
    const struct call call = { .operation = operation,
                               .account = account,
                               .region = region };
    int n = 0;

    for (int i = 0; i < 100; i++)
        n += quotas_take(quotas, &call, at_ms);
    return n;
}

static void a_bucket_is_emptied_and_filled_again(void **state)
{
    struct quotas *quotas = quotas_new(1);

    (void)state;
    assert_int_equal(taken(quotas, &describe, &first, "us-east-1", 1000), 10);
    assert_int_equal(taken(quotas, &describe, &first, "us-east-1", 1000), 0);
    assert_int_equal(taken(quotas, &describe, &first, "us-east-1", 1300), 3);
    assert_int_equal(taken(quotas, &describe, &first, "us-east-1", 60000), 10);
    quotas_free(quotas);
}

static void acm_counts_by_operation_account_and_region(void **state)
{
    struct quotas *quotas = quotas_new(1);

    (void)state;
    assert_int_equal(taken(quotas, &describe, &first, "us-east-1", 0), 10);
    assert_int_equal(taken(quotas, &request, &first, "us-east-1", 0), 5);
    assert_int_equal(taken(quotas, &describe, &second, "us-east-1", 0), 10);
    assert_int_equal(taken(quotas, &describe, &first, "eu-west-1", 0), 10);
    quotas_free(quotas);
}

static void route53_counts_by_account_over_the_whole_api(void **state)
{
    struct quotas *quotas = quotas_new(1);

    (void)state;
    assert_int_equal(taken(quotas, &zones, &first, "us-east-1", 0), 5);
    assert_int_equal(taken(quotas, &sets, &first, "us-east-1", 0), 0);
    assert_int_equal(taken(quotas, &sets, &second, "us-east-1", 0), 5);
    quotas_free(quotas);
}

static void scaled_and_unlimited(void **state)
{
    struct quotas *quotas = quotas_new(4);

    (void)state;
    assert_int_equal(taken(quotas, &request, &first, "us-east-1", 0), 20);
    assert_int_equal(taken(quotas, &request, &first, "us-east-1", 500), 10);
    assert_int_equal(taken(quotas, &identity, &first, "us-east-1", 0), 100);
    quotas_free(quotas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_is_emptied_and_filled_again),
        cmocka_unit_test(acm_counts_by_operation_account_and_region),
        cmocka_unit_test(route53_counts_by_account_over_the_whole_api),
        cmocka_unit_test(scaled_and_unlimited),
    };

    return cmocka_run_group_tests_name("quotas", tests, NULL, NULL);
}
