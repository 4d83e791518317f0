/* Tests of analyzer/model/cert: what one certificate says of itself. */
#include "analyzer/model/cert.h"

#include "base/arena.h"
#include "base/when.h"
#include "tests/support/test.h"

static void in_use(void **state)
{
    static const struct {
        uint32_t n;
        bool has;
        uint8_t flag;
        enum flag want;
    } cases[] = {
        { 0, false, FLAG_NONE, FLAG_NONE },   { 0, true, FLAG_NONE, FLAG_FALSE },
        { 2, true, FLAG_NONE, FLAG_TRUE },    { 2, true, FLAG_FALSE, FLAG_TRUE },
        { 0, false, FLAG_TRUE, FLAG_TRUE },   { 0, true, FLAG_TRUE, FLAG_TRUE },
        { 0, false, FLAG_FALSE, FLAG_FALSE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct cert cert = { .n_in_use_by = cases[i].n,
                                   .has_in_use_by = cases[i].has,
                                   .in_use = cases[i].flag };

        assert_int_equal(cert_in_use(&cert), cases[i].want);
    }
}

static void words(void **state)
{
    struct oddity reason = { .kind = ODDITY_UNKNOWN_WORD,
                             .pointer = "/FailureReason",
                             .text = "FULL_MOON" };
    struct oddity status = { .kind = ODDITY_UNKNOWN_WORD,
                             .pointer = "/Status",
                             .text = "BRAND_NEW",
                             .next = &reason };
    struct oddity twin = {
        .kind = ODDITY_DUPLICATE, .pointer = "/Status", .text = "twin", .next = &status
    };
    struct cert cert = { .status = ACM_ISSUED, .oddities = &twin };

    (void)state;
    assert_string_equal(cert_status_word(&cert), "ISSUED");
    assert_string_equal(cert_reason_word(&cert), "");
    cert.status = ACM_STATUS_OTHER;
    cert.reason = ACM_REASON_UNKNOWN;
    assert_string_equal(cert_status_word(&cert), "BRAND_NEW");
    assert_string_equal(cert_reason_word(&cert), "FULL_MOON");
    cert.status = ACM_STATUS_NONE;
    assert_string_equal(cert_status_word(&cert), "");
    cert.reason = ACM_OTHER_REASON;
    assert_string_equal(cert_reason_word(&cert), "OTHER");
    assert_null(cert_oddity(&cert, "/Type"));
    cert.status = ACM_STATUS_OTHER;
    cert.oddities = NULL;
    assert_string_equal(cert_status_word(&cert), "");
}

static void ids(void **state)
{
    const struct source source = { .file = "e/a.json" };
    struct cert cert = { .origin = { .source = &source, .document = 3, .pointer = "" } };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_string_equal(cert_id(&cert, &arena), "e/a.json#3/");
    cert.origin.pointer = "/Certificates/0";
    assert_string_equal(cert_id(&cert, &arena), "e/a.json#3/Certificates/0");
    cert.arn = "arn:aws:acm:us-east-1:111122223333:certificate/x";
    assert_string_equal(cert_id(&cert, &arena), cert.arn);
    arena_clear(&arena);
}

static void latest_past(void **state)
{
    struct renewal renewal = { .updated_at = 50 };
    struct update update = { .requested_at = 70, .updated_at = WHEN_NONE };
    struct cert cert = { .created_at = WHEN_NONE,
                         .issued_at = WHEN_NONE,
                         .imported_at = WHEN_NONE,
                         .revoked_at = WHEN_NONE,
                         .captured_at = WHEN_NONE,
                         .not_before = 900,
                         .not_after = 1000 };

    (void)state;
    assert_true(cert_latest_past(&cert) == WHEN_NONE);
    cert.created_at = -5;
    assert_true(cert_latest_past(&cert) == -5);
    cert.issued_at = 10;
    cert.renewal = &renewal;
    assert_true(cert_latest_past(&cert) == 50);
    cert.update = &update;
    assert_true(cert_latest_past(&cert) == 70);
    update.updated_at = 80;
    assert_true(cert_latest_past(&cert) == 80);
    cert.captured_at = 90;
    assert_true(cert_latest_past(&cert) == 90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_use),
        cmocka_unit_test(words),
        cmocka_unit_test(ids),
        cmocka_unit_test(latest_past),
    };

    return cmocka_run_group_tests_name("cert", tests, NULL, NULL);
}
