/* test_dns: the exact rules of the checks on zones, a zone a row. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

#include "analyzer/check/check.h"
#include "analyzer/join/account_use.h"
#include "analyzer/join/zone_users.h"
#include "base/when.h"
#include "tests/support/reading.h"

enum { NOW = 1795392000, TEXT_MAX = 8192 }; /* 2026-11-23T00:00:00Z */

#define HEX   "0123456789abcdef0123456789abcdef"
#define VALUE "_fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws"
#define NAME  "_" HEX ".www.example.com"

static const char before[] =
    "{'HostedZones':[{'Id':'/hostedzone/Z0000000000000EXAMPLE','Name':'example.com.',"
    "'Config':{'PrivateZone':false},'ResourceRecordSetCount':%d}],'IsTruncated':false}\n"
    "{'ResourceRecordSets':["
    "{'Name':'example.com.','Type':'NS','TTL':172800,'ResourceRecords':"
    "[{'Value':'ns-1.awsdns-00.com.'}]},"
    "{'Name':'example.com.','Type':'SOA','TTL':%d,'ResourceRecords':[{'Value':"
    "'ns-1.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 %d'}]}";

/* A zone example.com with the sets given, and what stands behind it in the file. */
struct judged {
    enum verdict verdict;
    struct finding finding;
    struct reading reading;
    struct facts facts;
};

static void judge(struct judged *judged, const char *id, int n_more, int ttl, int minimum,
                  const char *sets, const char *rest)
{
    const struct check *check = check_find(id);
    struct subject subject = { 0 };
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof(text), before, 2 + n_more, ttl, minimum);

    assert_non_null(check);
    snprintf(text + len, sizeof(text) - (size_t)len, "%s],'IsTruncated':false}\n%s", sets,
             rest);
    memset(judged, 0, sizeof(*judged));
    reading_of(&judged->reading, text);
    facts_init(&judged->facts, &judged->reading.estate, NOW);
    assert_int_equal(judged->facts.zones->n, 1);
    subject.zone = &judged->facts.zones->zones[0];
    assert_true(subject.zone->complete);
    judged->verdict =
        check->run(&judged->facts, &subject, &judged->finding, &judged->reading.arena);
    assert_true(judged->verdict != VERDICT_FAIL || judged->finding.message != NULL);
}

static void let_go(struct judged *judged)
{
    facts_clear(&judged->facts);
    reading_clear(&judged->reading);
}

/* ---- where a validation record stands ---- */

static struct place {
    const char *name;
    const char *owner;
    const char *value;
    int cause; /* enum cause_code; -1 = PASS */
} places[] = {
    { "right", NAME, VALUE ".", -1 },
    { "right without its last dot", NAME, VALUE, -1 },
    { "capitals are the same", "_" HEX ".WWW.Example.com", VALUE ".", -1 },
    { "value without underscore is right", NAME,
      "fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws.", -1 },
    { "name without underscore", HEX ".www.example.com", VALUE ".",
      CAUSE_cname_without_underscore },
    { "zone twice", NAME ".example.com", VALUE ".", CAUSE_cname_name_doubled },
    { "the apex's, zone twice", "_" HEX ".example.com.example.com", VALUE ".",
      CAUSE_cname_name_doubled },
    { "zone behind the value", NAME, VALUE ".example.com.",
      CAUSE_cname_value_zone_appended },
    { "another zone behind the value is no validation value", NAME, VALUE ".example.org.",
      -1 },
    { "quotes", NAME, "\\'" VALUE ".\\'", CAUSE_cname_value_quoted },
    { "below a cut", "_" HEX ".www.cut.example.com", VALUE ".", CAUSE_zone_occluded },
    { "at the cut's own record", "_" HEX ".cut.example.com", VALUE ".",
      CAUSE_zone_occluded },
    { "beside the cut, before it in order", "_" HEX ".cut-a.example.com", VALUE ".", -1 },
    { "beside the cut, behind it in order", "_" HEX ".cuta.example.com", VALUE ".", -1 },
    { "another CA's record of the same name", HEX ".www.example.com",
      "fedcba9876543210fedcba9876543210.fedcba9876543210.ca.example.net.", -1 },
    { "31 digits", "0123456789abcdef0123456789abcde.example.com", VALUE ".", -1 },
};

static void place(void **state)
{
    const struct place *row = *state;
    struct judged judged;
    char sets[TEXT_MAX / 2];

    snprintf(
        sets, sizeof(sets),
        ",{'Name':'cut.example.com.','Type':'NS','TTL':300,'ResourceRecords':"
        "[{'Value':'ns.example.net.'}]}"
        ",{'Name':'%s.','Type':'CNAME','TTL':300,'ResourceRecords':[{'Value':'%s'}]}",
        row->owner, row->value);
    judge(&judged, "dns_validation_record_misplaced", 2, 900, 86400, sets, "");
    if (row->cause < 0) {
        assert_int_equal(judged.verdict, VERDICT_PASS);
        assert_null(judged.finding.causes);
    } else {
        assert_int_equal(judged.verdict, VERDICT_FAIL);
        assert_int_equal(judged.finding.causes->code, row->cause);
        assert_null(judged.finding.causes->next);
        assert_non_null(judged.finding.causes->fixes);
        /* What was meant stands in the fix. */
        assert_non_null(strstr(judged.finding.causes->fixes->text, VALUE));
    }
    let_go(&judged);
}
TEST_ROWS(places, place)

/* ---- the other tables ---- */

static void assert_verdict(const char *id, int n_more, int ttl, int minimum,
                           const char *sets, const char *rest, enum verdict want)
{
    struct judged judged;

    judge(&judged, id, n_more, ttl, minimum, sets, rest);
    if (judged.verdict != want)
        fail_msg("%s: %s, not %s, of %s", id, verdict_word(judged.verdict),
                 verdict_word(want), sets);
    let_go(&judged);
}

static void caa_values(void **state)
{
    static const struct {
        const char *value;
        enum verdict malformed;
        enum verdict critical;
        enum verdict forbids;
    } rows[] = {
        { "0 issue \\'amazon.com\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
        { "0 issue amazon.com", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
        { "0 issue \\';\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_FAIL },
        { "0 issue \\'amazon.com.\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_FAIL },
        { "0 issue \\'ca.example.net\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_FAIL },
        { "0 issuewild \\';\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
        { "255 issue \\'amazon.com\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
        { "256 issue \\'amazon.com\\'", VERDICT_FAIL, VERDICT_PASS, VERDICT_FAIL },
        { "128 tbs \\'x\\'", VERDICT_PASS, VERDICT_FAIL, VERDICT_FAIL },
        { "127 tbs \\'x\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
        { "0 issue \\'amazon.com; a\\'", VERDICT_FAIL, VERDICT_PASS, VERDICT_FAIL },
        { "0 issue \\'amazon.com; a=b\\'", VERDICT_PASS, VERDICT_PASS, VERDICT_PASS },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char sets[512];

        snprintf(sets, sizeof(sets),
                 ",{'Name':'example.com.','Type':'CAA','TTL':300,'ResourceRecords':"
                 "[{'Value':'%s'}]}",
                 rows[i].value);
        assert_verdict("caa_malformed", 1, 900, 86400, sets, "", rows[i].malformed);
        assert_verdict("caa_critical_unknown", 1, 900, 86400, sets, "", rows[i].critical);
        assert_verdict("caa_forbids_amazon", 1, 900, 86400, sets, "", rows[i].forbids);
        assert_verdict("caa_forbids_wildcard", 1, 900, 86400, sets, "", VERDICT_PASS);
    }
}

static void negative_ttl_must_be_over_900_twice(void **state)
{
    static const char pending[] =
        "{'Certificate':{'CertificateArn':'arn:aws:acm:us-east-1:111122223333:"
        "certificate/00000000-1111-2222-3333-444444444444','DomainName':'www.example.com'"
        ",'Status':'PENDING_VALIDATION','Type':'AMAZON_ISSUED','DomainValidationOptions':"
        "[{'DomainName':'www.example.com','ValidationStatus':'PENDING_VALIDATION',"
        "'ValidationMethod':'DNS','ResourceRecord':{'Name':'" NAME ".','Type':'CNAME',"
        "'Value':'" VALUE ".'}}]}}";
    static const char record[] =
        ",{'Name':'" NAME
        ".','Type':'CNAME','TTL':300,'ResourceRecords':[{'Value':'" VALUE ".'}]}";
    static const char id[] = "dns_negative_ttl_long";

    (void)state;
    assert_verdict(id, 0, 901, 901, "", pending, VERDICT_FAIL);
    assert_verdict(id, 0, 900, 86400, "", pending, VERDICT_PASS);
    assert_verdict(id, 0, 86400, 900, "", pending, VERDICT_PASS);
    assert_verdict(id, 0, 901, 901, "", "", VERDICT_PASS);
    assert_verdict(id, 1, 901, 901, record, pending, VERDICT_PASS);
}

static void stale_needs_the_whole_account(void **state)
{
    static const char *const accounts[] = { "111122223333" };
    static const char *const regions[] = { "us-east-1" };
    static const struct {
        const char *why;
        struct manifest manifest;
        struct manifest_call call;
        bool whole;
    } rows[] = {
        { "whole",
          { .complete = true },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "us-east-1",
            .key_types = true,
            .key_origins = true },
          true },
        { "not complete",
          { .complete = false },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "us-east-1",
            .key_types = true,
            .key_origins = true },
          false },
        { "no key types",
          { .complete = true },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "us-east-1",
            .key_origins = true },
          false },
        { "no origins",
          { .complete = true },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "us-east-1",
            .key_types = true },
          false },
        { "another region",
          { .complete = true },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "eu-west-1",
            .key_types = true,
            .key_origins = true },
          false },
        { "refused",
          { .complete = true },
          { .operation = "ListCertificates",
            .account = "111122223333",
            .region = "us-east-1",
            .http_status = 400,
            .key_types = true,
            .key_origins = true },
          false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct manifest manifest = rows[i].manifest;
        struct manifest_call call = rows[i].call;
        struct manifest *manifests[] = { &manifest };
        struct manifest_run run = { .captured_at = NOW,
                                    .accounts = accounts,
                                    .n_accounts = 1,
                                    .regions = regions,
                                    .n_regions = 1 };
        struct estate estate = { .manifests = manifests, .n_manifests = 1 };
        const struct account_use *use;
        struct map map;
        struct arena arena;

        manifest.runs = &run;
        manifest.n_runs = 1;
        manifest.calls = &call;
        manifest.n_calls = 1;
        map_init(&map);
        arena_init(&arena);
        account_uses(&map, &estate, &arena);
        use = map_get(&map, accounts[0], strlen(accounts[0]));
        assert_non_null(use);
        if ((use->lacks == NULL) != rows[i].whole)
            fail_msg("%s: lacks %s", rows[i].why, use->lacks ? use->lacks : "nothing");
        map_clear(&map);
        arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caa_values),
        cmocka_unit_test(negative_ttl_must_be_over_900_twice),
        cmocka_unit_test(stale_needs_the_whole_account),
    };

    return run_rows("where a validation record stands") +
           cmocka_run_group_tests_name("checks on zones", tests, NULL, NULL);
}
