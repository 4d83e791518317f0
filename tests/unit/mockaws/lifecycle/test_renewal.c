/* test_renewal: managed renewal, and the move from e-mail to DNS validation. */
#include "mockaws/lifecycle/lifecycle.h"

#include "tests/unit/mockaws/lifecycle/life.h"

/* --- renewal --- */

static const char *const balancer =
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1";

static void in_use_and_valid_renews_by_itself(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);
    char *serial = heap_strdup(certificate->serial);
    const int64_t not_after = certificate->not_after_ms;

    assert_true(lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false));
    assert_int_equal(lifecycle_renewal_start(certificate), not_after - 45 * DAY_MS);
    world_advance(&fixture->world,
                  lifecycle_renewal_start(certificate) - fixture->world.clock.now_ms - 1);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_NONE);
    world_advance(&fixture->world, 1);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_PENDING_AUTO_RENEWAL);
    world_advance(&fixture->world, 2 * HOUR_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_SUCCESS);
    assert_int_equal(certificate->status, ACM_ISSUED);
    assert_string_not_equal(certificate->serial, serial);
    assert_true(certificate->not_after_ms > not_after);
    free(serial);
}

static void unused_it_lapses(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);

    world_advance(&fixture->world, 199 * DAY_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_NONE);
    assert_int_equal(certificate->status, ACM_EXPIRED);
}

static void used_late_it_still_renews(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);

    world_advance(&fixture->world, 170 * DAY_MS);
    lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false);
    world_advance(&fixture->world, DAY_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_SUCCESS);
}

static void a_removed_record_ends_the_next_renewal(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);
    char name[300];

    lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false);
    drop(fixture, owner(&certificate->validations[0], name), RR_CNAME);
    world_advance(&fixture->world, 160 * DAY_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_PENDING_VALIDATION);
    assert_int_equal(certificate->validations[0].status, ACM_DOMAIN_SUCCESS);
    assert_int_equal(certificate->renewal.validations[0].status,
                     ACM_DOMAIN_PENDING_VALIDATION);
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_SUCCESS);
}

static void never_mended_it_expires_and_the_renewal_has_failed(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);
    char name[300];

    lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false);
    drop(fixture, owner(&certificate->validations[0], name), RR_CNAME);
    world_advance(&fixture->world, 199 * DAY_MS);
    assert_int_equal(certificate->status, ACM_EXPIRED);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_FAILED);
}

static void caa_holds_up_a_renewal_with_its_reason(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);

    lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false);
    put(fixture, "example.com", RR_CAA, "0 issue \";\"");
    world_advance(&fixture->world, 160 * DAY_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_PENDING_VALIDATION);
    assert_int_equal(certificate->renewal.reason, ACM_CAA_ERROR);
    drop(fixture, "example.com", RR_CAA);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->renewal.status, ACM_RENEWAL_SUCCESS);
    assert_int_equal(certificate->renewal.reason, ACM_REASON_NONE);
}

static void an_unissued_one_cannot_be_used(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    assert_false(lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, false));
    assert_false(certificate_in_use(certificate));
    assert_true(lifecycle_set_in_use(&fixture->world, certificate, &balancer, 1, true));
    assert_true(certificate_in_use(certificate));
}

/* --- from e-mail to DNS --- */

static struct certificate *mailed(struct fixture *fixture)
{
    struct certificate *certificate;

    put(fixture, "example.com", RR_MX, "10 mail.example.com.");
    world_advance(&fixture->world, HOUR_MS);
    certificate = request(fixture, ACM_METHOD_EMAIL, "example.com", NULL);
    world_advance(&fixture->world, HOUR_MS);
    lifecycle_approve(&fixture->world, certificate, NULL);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_ISSUED);
    return certificate;
}

static void a_move_to_dns_ends_well(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = mailed(fixture);

    assert_true(lifecycle_move_to_dns(&fixture->world, certificate));
    assert_false(lifecycle_move_to_dns(&fixture->world, certificate));
    assert_int_equal(certificate->update.status, ACM_UPDATE_PENDING_DOMAIN_VALIDATION);
    put_record(fixture, &certificate->update.validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->update.status, ACM_UPDATE_SUCCESS);
    assert_int_equal(certificate->method, ACM_METHOD_DNS);
    assert_non_null(certificate->validations[0].record_name);
}

static void a_move_to_dns_times_out(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = mailed(fixture);

    assert_true(lifecycle_move_to_dns(&fixture->world, certificate));
    world_advance(&fixture->world, 73 * HOUR_MS);
    assert_int_equal(certificate->update.status, ACM_UPDATE_FAILED);
    assert_int_equal(certificate->method, ACM_METHOD_EMAIL);
    assert_int_equal(certificate->status, ACM_ISSUED);
    assert_true(lifecycle_move_to_dns(&fixture->world, certificate));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROW(in_use_and_valid_renews_by_itself),
        ROW(unused_it_lapses),
        ROW(used_late_it_still_renews),
        ROW(a_removed_record_ends_the_next_renewal),
        ROW(never_mended_it_expires_and_the_renewal_has_failed),
        ROW(caa_holds_up_a_renewal_with_its_reason),
        ROW(an_unissued_one_cannot_be_used),
        ROW(a_move_to_dns_ends_well),
        ROW(a_move_to_dns_times_out),
    };

    return cmocka_run_group_tests_name("renewal", tests, NULL, NULL);
}
