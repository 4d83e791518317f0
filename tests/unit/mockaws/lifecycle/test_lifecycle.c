/* test_lifecycle: requests: what becomes of them by the records and by the clock. */
#include "mockaws/lifecycle/lifecycle.h"

#include "tests/unit/mockaws/lifecycle/life.h"

/* --- the table --- */

/* Written from facts 4.1, apart from the table in the code. */
static enum acm_status expected(enum acm_status from, enum lifecycle_event event)
{
    if (from == ACM_PENDING_VALIDATION && event == LIFECYCLE_VALIDATED)
        return ACM_ISSUED;
    if (from == ACM_PENDING_VALIDATION && event == LIFECYCLE_REFUSED)
        return ACM_FAILED;
    if (from == ACM_PENDING_VALIDATION && event == LIFECYCLE_DEADLINE)
        return ACM_VALIDATION_TIMED_OUT;
    if (from == ACM_ISSUED && event == LIFECYCLE_NOT_AFTER)
        return ACM_EXPIRED;
    if (from == ACM_ISSUED && event == LIFECYCLE_REVOKED)
        return ACM_REVOKED;
    if (from == ACM_ISSUED &&
        (event == LIFECYCLE_RENEWED || event == LIFECYCLE_REIMPORTED))
        return ACM_ISSUED;
    if (from == ACM_EXPIRED && event == LIFECYCLE_REIMPORTED)
        return ACM_ISSUED;
    return ACM_STATUS_NONE;
}

static void only_these_transitions(void **state)
{
    (void)state;
    for (int from = ACM_STATUS_NONE; from <= ACM_FAILED; from++)
        for (int event = LIFECYCLE_VALIDATED; event <= LIFECYCLE_REIMPORTED; event++) {
            enum acm_status to = ACM_STATUS_NONE;
            const bool may =
                lifecycle_may((enum acm_status)from, (enum lifecycle_event)event, &to);
            const enum acm_status want =
                expected((enum acm_status)from, (enum lifecycle_event)event);

            assert_int_equal(may, want != ACM_STATUS_NONE);
            if (may)
                assert_int_equal(to, want);
        }
}

/* --- requests --- */

static void a_right_record_issues(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", "*.example.com");

    assert_string_equal(certificate->validations[0].record_name,
                        certificate->validations[1].record_name);
    assert_string_equal(certificate->validations[0].record_value,
                        certificate->validations[1].record_value);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_PENDING_VALIDATION);
    assert_non_null(certificate->validations[0].why_record);
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, 6 * 60 * 1000);
    assert_int_equal(certificate->status, ACM_ISSUED);
    assert_int_equal(certificate->validations[1].status, ACM_DOMAIN_SUCCESS);
    assert_non_null(certificate->serial);
    /* 198 days less a second, from midnight: facts 4.3 */
    assert_int_equal(certificate->not_before_ms, START_MS);
    assert_int_equal(certificate->not_after_ms - certificate->not_before_ms,
                     198 * DAY_MS - 1000);
}

static void before_18_february_2026_395_days(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate;

    fixture->world.clock.now_ms = when_from_civil(2026, 2, 17, 12, 0, 0) * 1000;
    certificate = request(fixture, ACM_METHOD_DNS, "example.com", NULL);
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_ISSUED);
    assert_int_equal(certificate->not_after_ms - certificate->not_before_ms,
                     395 * DAY_MS - 1000);
    assert_int_equal(certificate->not_after_ms - lifecycle_renewal_start(certificate),
                     60 * DAY_MS);
}

static void one_name_missing_keeps_it_pending(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", "www.example.com");

    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, 2 * HOUR_MS);
    assert_int_equal(certificate->status, ACM_PENDING_VALIDATION);
    assert_int_equal(certificate->validations[0].status, ACM_DOMAIN_SUCCESS);
    assert_int_equal(certificate->validations[1].status, ACM_DOMAIN_PENDING_VALIDATION);
}

static void times_out_at_72_hours_and_not_before(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    /* counted from the making of the record, 3 s after the request: facts 4.1 */
    world_advance(&fixture->world, 72 * HOUR_MS + 2999);
    assert_int_equal(certificate->status, ACM_PENDING_VALIDATION);
    world_advance(&fixture->world, 1);
    assert_int_equal(certificate->status, ACM_VALIDATION_TIMED_OUT);
    assert_int_equal(certificate->validations[0].status, ACM_DOMAIN_FAILED);
    assert_int_equal(certificate->reason, ACM_REASON_NONE);
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, DAY_MS);
    assert_int_equal(certificate->status, ACM_VALIDATION_TIMED_OUT);
}

static void caa_fails_it_with_every_name_validated(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    put(fixture, "example.com", RR_CAA, "0 issue \"letsencrypt.org\"");
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_FAILED);
    assert_int_equal(certificate->reason, ACM_CAA_ERROR);
    assert_int_equal(certificate->validations[0].status, ACM_DOMAIN_SUCCESS);
    assert_non_null(strstr(certificate->validations[0].why_caa, "letsencrypt.org"));
}

static void a_failing_caa_lookup_fails_it_too(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    dns_faults_set(&fixture->world.dns_faults, "example.com", RR_CAA, DNS_SERVFAIL);
    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->reason, ACM_CAA_ERROR);
}

struct refusal {
    const char *label;
    const char *name;
    enum acm_reason reason;
};

static void refused_at_once(void **state)
{
    static const struct refusal rows[] = {
        { "no public suffix", "db.corp.internal", ACM_INVALID_PUBLIC_DOMAIN },
        { "a public suffix itself", "co.uk", ACM_INVALID_PUBLIC_DOMAIN },
        { "AWS's own", "x.amazonaws.com", ACM_ADDITIONAL_VERIFICATION_REQUIRED },
        { "AWS's own, as a wildcard", "*.cloudfront.net",
          ACM_ADDITIONAL_VERIFICATION_REQUIRED },
        { "an ordinary name", "www.example.com", ACM_REASON_NONE },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fixture *fixture = *state;
        struct certificate *certificate =
            request(fixture, ACM_METHOD_DNS, rows[i].name, NULL);

        world_advance(&fixture->world, 10000);
        if (certificate->reason != rows[i].reason)
            fail_msg("%s: reason %d", rows[i].label, certificate->reason);
        assert_int_equal(certificate->status, rows[i].reason == ACM_REASON_NONE
                                                  ? ACM_PENDING_VALIDATION
                                                  : ACM_FAILED);
    }
}

static void tokens_belong_to_account_and_domain(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *first = request(fixture, ACM_METHOD_DNS, "example.com", NULL);
    struct certificate *again = make(fixture, "eu-west-1", ACM_AMAZON_ISSUED,
                                     ACM_METHOD_DNS, "EXAMPLE.com", NULL);
    struct certificate *other = request(fixture, ACM_METHOD_DNS, "www.example.com", NULL);

    lifecycle_request(&fixture->world, again);
    assert_string_equal(first->validations[0].record_value,
                        again->validations[0].record_value);
    assert_string_not_equal(first->validations[0].record_value,
                            other->validations[0].record_value);
}

/* --- e-mail, HTTP, private --- */

static void mail_is_approved_or_denied(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *yes;
    struct certificate *no;

    put(fixture, "example.com", RR_MX, "10 mail.example.com.");
    world_advance(&fixture->world, HOUR_MS);
    yes = request(fixture, ACM_METHOD_EMAIL, "example.com", NULL);
    no = request(fixture, ACM_METHOD_EMAIL, "example.com", NULL);
    assert_int_equal(yes->validations[0].n_emails, 5);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(yes->status, ACM_PENDING_VALIDATION);
    lifecycle_approve(&fixture->world, yes, "example.com");
    lifecycle_deny(&fixture->world, no, NULL);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(yes->status, ACM_ISSUED);
    assert_int_equal(no->status, ACM_FAILED);
    assert_int_equal(no->reason, ACM_DOMAIN_VALIDATION_DENIED);
}

static void no_mail_exchanger_no_contacts(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_EMAIL, "example.com", NULL);

    world_advance(&fixture->world, 10000);
    assert_int_equal(certificate->reason, ACM_NO_AVAILABLE_CONTACTS);
}

static void a_token_is_served_where_the_name_leads_to_cloudfront(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_HTTP, "www.example.com", NULL);

    assert_non_null(certificate->validations[0].redirect_from);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_PENDING_VALIDATION);
    put(fixture, "www.example.com", RR_CNAME, "d111111abcdef8.cloudfront.net.");
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_ISSUED);
}

static void private_authorities_decide(void **state)
{
    static const struct {
        const char *state;
        bool permission;
        int64_t days;
        enum acm_reason reason;
    } rows[] = {
        { "ACTIVE", true, 1000, ACM_REASON_NONE },
        { "DISABLED", true, 1000, ACM_PCA_INVALID_STATE },
        { "ACTIVE", false, 1000, ACM_PCA_ACCESS_DENIED },
        { "ACTIVE", true, 100, ACM_PCA_INVALID_DURATION },
        { NULL, true, 1000, ACM_PCA_RESOURCE_NOT_FOUND },
    };
    struct fixture *fixture = *state;
    struct store *store = &fixture->world.store;

    store->authorities = heap_zalloc(sizeof(*store->authorities));
    store->n_authorities = 1;
    store->authorities[0].arn = heap_strdup("arn:aws:acm-pca:us-east-1:1:ca/1");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct certificate *certificate = make(fixture, "us-east-1", ACM_PRIVATE,
                                               ACM_METHOD_NONE, "db.corp.internal", NULL);

        text_set(&store->authorities[0].state,
                 rows[i].state != NULL ? rows[i].state : "ACTIVE");
        store->authorities[0].permission = rows[i].permission;
        store->authorities[0].not_after_ms =
            fixture->world.clock.now_ms + rows[i].days * DAY_MS;
        text_set(&certificate->authority, rows[i].state != NULL
                                              ? store->authorities[0].arn
                                              : "arn:aws:acm-pca:us-east-1:1:ca/2");
        lifecycle_request(&fixture->world, certificate);
        assert_int_equal(certificate->status, ACM_PENDING_VALIDATION);
        world_advance(&fixture->world, 60000);
        assert_int_equal(certificate->reason, rows[i].reason);
        assert_int_equal(certificate->status,
                         rows[i].reason == ACM_REASON_NONE ? ACM_ISSUED : ACM_FAILED);
    }
}

/* --- the rest --- */

static void the_oddities(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate;

    fixture->world.oddities = ODDITY_EXPIRED_BUT_ISSUED | ODDITY_FAILED_WITH_PENDING |
                              ODDITY_RECORDS_LATE | ODDITY_LIST_LAGS_DESCRIBE;
    certificate = request(fixture, ACM_METHOD_DNS, "db.corp.internal", NULL);
    assert_false(lifecycle_is_listed(&fixture->world, certificate));
    world_advance(&fixture->world, 60 * 1000);
    assert_true(lifecycle_is_listed(&fixture->world, certificate));
    assert_false(lifecycle_shows_records(&fixture->world, certificate));
    world_advance(&fixture->world, 300 * 1000);
    assert_int_equal(certificate->status, ACM_FAILED);
    assert_int_equal(certificate->validations[0].status, ACM_DOMAIN_PENDING_VALIDATION);
    certificate = issued(fixture);
    world_advance(&fixture->world,
                  certificate->not_after_ms + 2 * HOUR_MS - fixture->world.clock.now_ms);
    assert_int_equal(certificate->status, ACM_ISSUED);
    world_advance(&fixture->world, DAY_MS);
    assert_int_equal(certificate->status, ACM_EXPIRED);
}

static void a_deleted_one_leaves_nothing_behind(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    world_advance(&fixture->world, HOUR_MS);
    lifecycle_forget(&fixture->world, certificate);
    store_remove_certificate(&fixture->world.store, certificate);
    put(fixture, "www.example.com", RR_A, "192.0.2.1");
    world_advance(&fixture->world, 100 * HOUR_MS);
    assert_int_equal(fixture->world.events.n, 0);
}

static void revoked_is_final(void **state)
{
    struct fixture *fixture = *state;
    struct certificate *certificate = issued(fixture);

    assert_true(lifecycle_revoke(&fixture->world, certificate, "KEY_COMPROMISE"));
    assert_false(lifecycle_revoke(&fixture->world, certificate, "KEY_COMPROMISE"));
    world_advance(&fixture->world, 400 * DAY_MS);
    assert_int_equal(certificate->status, ACM_REVOKED);
    assert_int_equal(lifecycle_eligibility(certificate), ACM_INELIGIBLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_these_transitions),
        ROW(a_right_record_issues),
        ROW(before_18_february_2026_395_days),
        ROW(one_name_missing_keeps_it_pending),
        ROW(times_out_at_72_hours_and_not_before),
        ROW(caa_fails_it_with_every_name_validated),
        ROW(a_failing_caa_lookup_fails_it_too),
        ROW(refused_at_once),
        ROW(tokens_belong_to_account_and_domain),
        ROW(mail_is_approved_or_denied),
        ROW(no_mail_exchanger_no_contacts),
        ROW(a_token_is_served_where_the_name_leads_to_cloudfront),
        ROW(private_authorities_decide),
        ROW(the_oddities),
        ROW(a_deleted_one_leaves_nothing_behind),
        ROW(revoked_is_final),
    };

    return cmocka_run_group_tests_name("lifecycle", tests, NULL, NULL);
}
