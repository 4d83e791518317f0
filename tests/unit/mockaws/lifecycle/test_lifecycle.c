/* test_lifecycle: what becomes of certificates, by the records and by the clock. */
#include "mockaws/lifecycle/lifecycle.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/rr.h"
#include "base/heap.h"
#include "base/when.h"
#include "mockaws/lifecycle/world.h"
#include "tests/support/test.h"

#define HOUR_MS  INT64_C(3600000)
#define DAY_MS   (24 * HOUR_MS)
#define START_MS INT64_C(1772323200000) /* 2026-03-01T00:00:00Z */

static const char *const account_id = "111122223333";

struct fixture {
    struct world world;
    struct zone *zone; /* example.com, delegated */
};

static int setup(void **state)
{
    static const char *const servers[4] = { "ns-1.awsdns-01.com", "ns-2.awsdns-02.net",
                                            "ns-3.awsdns-03.org",
                                            "ns-4.awsdns-04.co.uk" };
    struct fixture *fixture = heap_zalloc(sizeof(*fixture));

    world_init(&fixture->world, 1, CLOCK_MANUAL, 1, START_MS);
    fixture->zone = zones_add(&fixture->world.store.zones, "ZEXAMPLE1", account_id,
                              "example.com", "r1", servers, false, START_MS - DAY_MS);
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;

    world_clear(&fixture->world);
    free(fixture);
    return 0;
}

static void put(struct fixture *fixture, const char *name, enum rr_type type,
                const char *value)
{
    struct rrset *set = heap_zalloc(sizeof(*set));

    set->name = heap_strdup(name);
    set->type = (uint16_t)type;
    set->weight = -1;
    set->multi_value = -1;
    set->ttl_s = 300;
    texts_add(&set->values, &set->n_values, value);
    zone_put(&fixture->world.store.zones, fixture->zone, set,
             fixture->world.clock.now_ms);
    world_dns_changed(&fixture->world);
}

static void drop(struct fixture *fixture, const char *name, enum rr_type type)
{
    assert_true(zone_drop(&fixture->world.store.zones, fixture->zone, name,
                          (uint16_t)type, NULL, fixture->world.clock.now_ms));
    world_dns_changed(&fixture->world);
}

/* The record's owner as zones hold it: without the last dot. */
static const char *owner(const struct validation *validation, char out[300])
{
    const size_t len = strlen(validation->record_name) - 1;

    assert_true(len < 300);
    memcpy(out, validation->record_name, len);
    out[len] = '\0';
    return out;
}

static void put_record(struct fixture *fixture, const struct validation *validation)
{
    char name[300];

    put(fixture, owner(validation, name), RR_CNAME, validation->record_value);
}

static struct certificate *make(struct fixture *fixture, const char *region,
                                enum acm_type type, enum acm_method method, ...)
{
    struct store *store = &fixture->world.store;
    struct certificate *certificate = certificate_new();
    const char *name;
    va_list names;

    certificate->type = type;
    certificate->method = method;
    certificate->key = ACM_RSA_2048;
    va_start(names, method);
    while ((name = va_arg(names, const char *)) != NULL) {
        texts_add(&certificate->names, &certificate->n_names, name);
        certificate->validations =
            heap_grow(certificate->validations, certificate->n_validations + 1,
                      sizeof(*certificate->validations));
        certificate->validations[certificate->n_validations++] =
            (struct validation){ .domain = heap_strdup(name),
                                 .validation_domain = heap_strdup(name) };
    }
    va_end(names);
    text_set(&certificate->domain, certificate->names[0]);
    store_add_certificate(store,
                          store_place(store, store_account(store, account_id), region),
                          certificate, NULL);
    return certificate;
}

static struct certificate *request(struct fixture *fixture, enum acm_method method,
                                   const char *name, const char *other)
{
    struct certificate *certificate =
        make(fixture, "us-east-1", ACM_AMAZON_ISSUED, method, name, other, NULL);

    lifecycle_request(&fixture->world, certificate);
    return certificate;
}

static struct certificate *issued(struct fixture *fixture)
{
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_ISSUED);
    return certificate;
}

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

#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

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
        ROW(in_use_and_valid_renews_by_itself),
        ROW(unused_it_lapses),
        ROW(used_late_it_still_renews),
        ROW(a_removed_record_ends_the_next_renewal),
        ROW(never_mended_it_expires_and_the_renewal_has_failed),
        ROW(caa_holds_up_a_renewal_with_its_reason),
        ROW(an_unissued_one_cannot_be_used),
        ROW(a_move_to_dns_ends_well),
        ROW(a_move_to_dns_times_out),
        ROW(the_oddities),
        ROW(a_deleted_one_leaves_nothing_behind),
        ROW(revoked_is_final),
    };

    return cmocka_run_group_tests_name("lifecycle", tests, NULL, NULL);
}
