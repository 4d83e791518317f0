/* test_dns_fixes: change batches keep Route 53's rules, or there is none. */
#include "tests/support/test.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "analyzer/join/dns_fixes.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/dns/rr.h"
#include "reports/finding/finding.h"
#include "tests/support/change_rules.h"

#define TOKEN "_0123456789abcdef0123456789abcdef"
#define VALUE TOKEN ".abcdefghij.acm-validations.aws."
#define NAME  TOKEN ".example.com"
#define X50   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

enum { VALUES_MAX = 4, WRONG_MAX = 3 };

/* ---- the tables ---- */

struct wrong {
    uint16_t type;
    int64_t ttl_s;
    const char *values[VALUES_MAX];
    const char *alias;
    const char *set_id;
    enum dns_from from;
    bool decimal;
    const char *name; /* NULL: the record's */
};

enum what { REPLACE, UPSERT, CAA, WILD_CAA, DELEGATE };

struct row {
    const char *name;
    enum what what;
    const char *owner; /* NULL: the validation record's */
    const char *value; /* of the record; "" = delete only */
    struct wrong wrong[WRONG_MAX];
    const char *want;   /* NULL: no fix */
    const char *remark; /* what a comment says */
};

static char long_value[4002];

/* clang-format off */
static struct row rows[] = {
    { "upsert", UPSERT, NULL, VALUE, { { 0 } },
      "UPSERT " NAME ". CNAME 300 [" VALUE "]", "# Account 111122223333, zone example.com (Z1)." },
    { "a value gets its last dot", UPSERT, NULL, TOKEN ".acm-validations.aws", { { 0 } },
      "UPSERT " NAME ". CNAME 300 [" TOKEN ".acm-validations.aws.]", NULL },
    { "a name as people write it", UPSERT, "_X.Example.COM", VALUE, { { 0 } },
      "UPSERT _x.example.com. CNAME 300 [" VALUE "]", NULL },
    { "odd bytes as octal escapes", UPSERT, "_a'b*c.example.com", VALUE, { { 0 } },
      "UPSERT _a\\047b\\052c.example.com. CNAME 300 [" VALUE "]", NULL },
    { "a wildcard's star stays", UPSERT, "\\052.example.com.", VALUE, { { 0 } },
      "UPSERT *.example.com. CNAME 300 [" VALUE "]", NULL },
    { "a dot within a label stays escaped", UPSERT, "a\\056b.example.com", VALUE, { { 0 } },
      "UPSERT a\\056b.example.com. CNAME 300 [" VALUE "]", NULL },
    { "no CNAME at the apex", UPSERT, "example.com", VALUE, { { 0 } }, NULL, NULL },
    { "nothing outside of the zone", UPSERT, "_x.example.org", VALUE, { { 0 } }, NULL, NULL },
    { "a zone ends at a label", UPSERT, "_x.badexample.com", VALUE, { { 0 } }, NULL, NULL },
    { "a control character in a name", UPSERT, "_x\n.example.com", VALUE, { { 0 } }, NULL, NULL },
    { "an empty label", UPSERT, "_x..example.com", VALUE, { { 0 } }, NULL, NULL },
    { "a label over 63", UPSERT, X50 "aaaaaaaaaaaaaa.example.com", VALUE, { { 0 } }, NULL, NULL },
    { "a label of 63", UPSERT, X50 "aaaaaaaaaaaaa.example.com", VALUE, { { 0 } },
      "UPSERT " X50 "aaaaaaaaaaaaa.example.com. CNAME 300 [" VALUE "]", NULL },
    { "a name over 253", UPSERT, X50 "." X50 "." X50 "." X50 "." X50 ".example.com", VALUE,
      { { 0 } }, NULL, NULL },
    { "a value that is no name", UPSERT, NULL, "\"" VALUE "\"", { { 0 } }, NULL, NULL },

    { "the wrong CNAME is replaced by one UPSERT", REPLACE, NULL, VALUE,
      { { RR_CNAME, 60, { "_other.acm-validations.aws." }, .from = DNS_FROM_ROUTE53 } },
      "UPSERT " NAME ". CNAME 300 [" VALUE "]", NULL },
    { "even one that came by dig", REPLACE, NULL, VALUE,
      { { RR_CNAME, 7, { "_other.acm-validations.aws." }, .from = DNS_FROM_DIG } },
      "UPSERT " NAME ". CNAME 300 [" VALUE "]", NULL },
    { "another type is deleted as it stands", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"it's \\\"so\\\"\"", "\"\\344\"" }, .from = DNS_FROM_ROUTE53 } },
      "DELETE " NAME ". TXT 60 [\"it's \\\"so\\\"\"] [\"\\344\"]; "
      "CREATE " NAME ". CNAME 300 [" VALUE "]", "All of it is done or none" },
    { "decimal escapes become octal ones", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"\\228\\\\\\034\"" }, .from = DNS_FROM_ZONEFILE, .decimal = true } },
      "DELETE " NAME ". TXT 60 [\"\\344\\\\\\042\"]; "
      "CREATE " NAME ". CNAME 300 [" VALUE "]", NULL },
    { "two types", REPLACE, NULL, VALUE,
      { { RR_A, 0, { "192.0.2.1", "192.0.2.2" }, .from = DNS_FROM_ROUTE53 },
        { RR_AAAA, 2147483647, { "2001:db8::1" }, .from = DNS_FROM_ROUTE53 } },
      "DELETE " NAME ". A 0 [192.0.2.1] [192.0.2.2]; "
      "DELETE " NAME ". AAAA 2147483647 [2001:db8::1]; "
      "CREATE " NAME ". CNAME 300 [" VALUE "]", NULL },
    { "deleted only", REPLACE, NULL, "",
      { { RR_CNAME, 300, { VALUE }, .from = DNS_FROM_ROUTE53, .name = NAME ".example.com" } },
      "DELETE " NAME ".example.com. CNAME 300 [" VALUE "]", NULL },
    { "a misplaced one, and the right one", REPLACE, NULL, VALUE,
      { { RR_CNAME, 300, { VALUE }, .from = DNS_FROM_ROUTE53, .name = NAME ".example.com" } },
      "DELETE " NAME ".example.com. CNAME 300 [" VALUE "]; "
      "CREATE " NAME ". CNAME 300 [" VALUE "]", NULL },
    { "one rrset twice", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"a\"" }, .from = DNS_FROM_ROUTE53 },
        { RR_TXT, 60, { "\"b\"" }, .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "an alias", REPLACE, NULL, VALUE,
      { { RR_A, -1, { NULL }, .alias = "lb.example.net", .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "a routed set", REPLACE, NULL, VALUE,
      { { RR_CNAME, 60, { "a.example." }, .set_id = "one", .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "no TTL known", REPLACE, NULL, VALUE,
      { { RR_TXT, -1, { "\"a\"" }, .from = DNS_FROM_TERRAFORM } }, NULL, NULL },
    { "a TTL that runs down", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"a\"" }, .from = DNS_FROM_DIG } }, NULL, NULL },
    { "an intention", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"a\"" }, .from = DNS_FROM_CHANGE } }, NULL, NULL },
    { "a TTL beyond the API's", REPLACE, NULL, VALUE,
      { { RR_TXT, 2147483648, { "\"a\"" }, .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "a value beyond the API's", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { long_value }, .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "a control character in a value", REPLACE, NULL, VALUE,
      { { RR_TXT, 60, { "\"a\x1b\"" }, .from = DNS_FROM_ROUTE53 } }, NULL, NULL },
    { "a type that Route 53 lacks", REPLACE, NULL, VALUE,
      { { RR_DNAME, 60, { "a.example." }, .from = DNS_FROM_ZONEFILE } }, NULL, NULL },
    { "the apex's NS stay", REPLACE, NULL, "",
      { { RR_NS, 60, .values = { "ns.example.net." }, .from = DNS_FROM_ROUTE53, .name = "example.com" } },
      NULL, NULL },

    { "no CAA yet", CAA, "example.com", NULL, { { 0 } },
      "UPSERT example.com. CAA 300 [0 issue \"amazon.com\"]", "Amazon alone" },
    { "others are named", CAA, "example.com", NULL,
      { { RR_CAA, 3600, .values = { "0 issue \"ca.example.net\"", "0 iodef \"mailto:o'neil@example.com\"" } } },
      "UPSERT example.com. CAA 3600 [0 issue \"ca.example.net\"] "
      "[0 iodef \"mailto:o'neil@example.com\"] [0 issue \"amazon.com\"]", NULL },
    { "nobody is named", CAA, "example.com", NULL, { { RR_CAA, 60, .values = { "0 issue \";\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com\"]", "Left out: 0 issue \";\" (names no issuer)" },
    { "a lookalike", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \"amazon.com.\"", "0 issue \"acm.amazonaws.com\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com\"]", "only looks like Amazon's name" },
    { "critical and unknown", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "128 tbs \"x\"", "0 issue \"amazon.com\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com\"]", "Left out: 128 tbs" },
    { "nothing is added that would shut out others", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "128 tbs \"x\"", "0 iodef \"mailto:a@example.com\"" } } },
      "UPSERT example.com. CAA 60 [0 iodef \"mailto:a@example.com\"]", "Left out: 128 tbs" },
    { "Amazon under conditions", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \"amazon.com; accounturi=https://a.example/1\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com; accounturi=https://a.example/1\"] "
      "[0 issue \"amazon.com\"]", NULL },
    { "issuewild decides", WILD_CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \"amazon.com\"", "0 issuewild \";\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com\"] [0 issuewild \"amazon.com\"]", NULL },
    { "issuewild decides, issue stays", WILD_CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \";\"", "0 issuewild \"ca.example.net\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \";\"] [0 issuewild \"ca.example.net\"] "
      "[0 issuewild \"amazon.com\"]", NULL },
    { "a wildcard without issuewild", WILD_CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \"ca.example.net\"" } } },
      "UPSERT example.com. CAA 60 [0 issue \"ca.example.net\"] [0 issue \"amazon.com\"]", NULL },
    { "what names nobody or cannot be read", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \"a\\034\\\\b\"", "\\# 18 00 05 6973737565 63612e6578616d706c65" },
          .decimal = true } },
      "UPSERT example.com. CAA 60 [0 issue \"amazon.com\"]", "Left out" },
    { "other tags keep odd bytes", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 iodef \"a\\034\\\\b\"", "0 issue \";\"" }, .decimal = true } },
      "UPSERT example.com. CAA 60 [0 iodef \"a\\042\\134b\"] [0 issue \"amazon.com\"]", NULL },
    { "hex is written out", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "\\# 16 00 05 6973737565 63612e6578616d706c" } } },
      "UPSERT example.com. CAA 60 [0 issue \"ca.exampl\"] [0 issue \"amazon.com\"]", NULL },
    { "a routed CAA set", CAA, "example.com", NULL,
      { { RR_CAA, 60, .values = { "0 issue \";\"" }, .set_id = "one" } }, NULL, NULL },

    { "a delegation", DELEGATE, "shop.example.com", NULL,
      { { RR_NS, 0, .values = { "ns-1.example.net", "ns-2.example.org." } } },
      "UPSERT shop.example.com. NS 172800 [ns-1.example.net.] [ns-2.example.org.]", NULL },
    { "no zone delegates itself", DELEGATE, "example.com", NULL,
      { { RR_NS, 0, .values = { "ns-1.example.net" } } }, NULL, NULL },
    { "a delegation needs a server", DELEGATE, "shop.example.com", NULL, { { 0 } }, NULL, NULL },
    { "no wildcard is delegated", DELEGATE, "*.example.com", NULL,
      { { RR_NS, 0, .values = { "ns-1.example.net" } } }, NULL, NULL },
};
/* clang-format on */

static size_t count(const char *const *values)
{
    size_t n = 0;

    while (n < VALUES_MAX && values[n] != NULL)
        n++;
    return n;
}

static const char *fix_of(const struct row *row, const struct fix_place *place,
                          struct arena *arena)
{
    struct rrset sets[WRONG_MAX];
    const struct rrset *wrong[WRONG_MAX];
    const char *owner = row->owner != NULL ? row->owner : NAME ".";
    const struct dns_record record = { owner, "CNAME", row->value };
    size_t n = 0;

    for (; n < WRONG_MAX && row->wrong[n].type != RR_NONE; n++) {
        const struct wrong *given = &row->wrong[n];
        const char *name = row->owner != NULL ? owner : NAME;

        sets[n] = (struct rrset){ .name = given->name != NULL ? given->name : name,
                                  .type = given->type,
                                  .ttl_s = given->ttl_s,
                                  .values = given->values,
                                  .n_values = (uint32_t)count(given->values),
                                  .alias = given->alias,
                                  .set_id = given->set_id,
                                  .from = (uint8_t)given->from,
                                  .octal = !given->decimal };
        wrong[n] = &sets[n];
    }
    switch (row->what) {
    case UPSERT:
        return fix_upsert(place, &record, arena);
    case REPLACE:
        return fix_replace(place, row->value[0] == '\0' ? NULL : &record, wrong, n,
                           arena);
    case CAA:
    case WILD_CAA:
        return fix_caa(place, owner, n > 0 ? wrong[0] : NULL,
                       row->what == WILD_CAA ? CAA_FIX_WILDCARD : CAA_FIX_PLAIN, arena);
    case DELEGATE:
    default:
        return fix_delegate(place, owner, row->wrong[0].values,
                            count(row->wrong[0].values), arena);
    }
}

static void test_batch(void **state)
{
    const struct row *row = *state;
    const struct fix_place place = { .zone_id = "Z1",
                                     .zone = "example.com",
                                     .account = "111122223333" };
    struct arena arena;
    const char *text;
    json_t *batch;

    arena_init(&arena);
    memset(long_value, 'a', sizeof(long_value) - 1);
    text = fix_of(row, &place, &arena);
    if (row->want == NULL) {
        assert_null(text);
        arena_clear(&arena);
        return;
    }
    batch = change_batch_of(text, "Z1");
    assert_true(change_keeps_rules(batch, "example.com.") > 0);
    assert_string_equal(change_summary(batch), row->want);
    if (row->remark != NULL)
        assert_non_null(strstr(text, row->remark));
    json_decref(batch);
    arena_clear(&arena);
}

/* ---- places, sizes, templates ---- */

static const struct dns_record record = { NAME ".", "CNAME", VALUE };

static void test_place(void **state)
{
    const struct cert cert = { .account = "444455556666\nrm -rf x" };
    const struct fix_place unknown = { .cert = &cert, .zone_id = "Z1;reboot" };
    struct arena arena;
    const char *text;

    (void)state;
    arena_init(&arena);
    text = fix_upsert(&unknown, &record, &arena);
    json_decref(change_batch_of(text, "ZONE_ID"));
    assert_non_null(strstr(text, "# Account 444455556666?rm -rf x (the certificate's"));
    assert_non_null(strstr(text, "aws route53 list-hosted-zones-by-name"));
    assert_null(strstr(text, "reboot"));
    arena_clear(&arena);
}

/* Values of one set: 400 at most; of one batch: 32,000 octets, an UPSERT's twice. */
static void test_sizes(void **state)
{
    static const char *servers[401];
    static char long_name[250];
    const struct fix_place place = { .zone_id = "Z1", .zone = "example.com" };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 401; i++)
        servers[i] = "ns.example.net.";
    json_decref(change_batch_of(
        fix_delegate(&place, "a.example.com", servers, 400, &arena), "Z1"));
    assert_null(fix_delegate(&place, "a.example.com", servers, 401, &arena));
    memset(long_name, 'a', sizeof(long_name) - 1);
    for (size_t i = 0; i < 80; i++)
        servers[i] = long_name; /* 250 with its dot, twice 64 are 32,000 */
    json_decref(change_batch_of(
        fix_delegate(&place, "a.example.com", servers, 64, &arena), "Z1"));
    assert_null(fix_delegate(&place, "a.example.com", servers, 65, &arena));
    arena_clear(&arena);
}

static void test_registrar(void **state)
{
    static const char *const servers[] = { "ns-1.example.net", "ns-2.example.org" };
    static const char *const bad[] = { "ns-1.example.net", "$(reboot)" };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_non_null(
        strstr(fix_registrar("example.com", servers, 2, &arena),
               "\naws route53domains update-domain-nameservers --region us-east-1 "
               "--domain-name example.com \\\n"
               "    --nameservers Name=ns-1.example.net Name=ns-2.example.org"));
    assert_null(fix_registrar("example.com", bad, 2, &arena));
    assert_null(fix_registrar("-x", servers, 2, &arena));
    assert_null(fix_registrar("example.com", servers, 0, &arena));
    arena_clear(&arena);
}

static void test_caa_lines(void **state)
{
    static const char *const values[] = { "128 tbs \"x\"", "0 iodef \"a\\042\\134b\"",
                                          "0 issue \"ca.example.net\"" };
    const struct rrset set = { .name = "example.com",
                               .type = RR_CAA,
                               .ttl_s = 60,
                               .values = values,
                               .n_values = 3,
                               .octal = true };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_string_equal(
        fix_caa_lines("example.com", &set, CAA_FIX_PLAIN, &arena),
        "; Left out: 128 tbs \"x\" (critical, and its tag is not known: it forbids every "
        "issuer).\n"
        "example.com. 60 IN CAA 0 iodef \"a\\034\\092b\"\n"
        "example.com. 60 IN CAA 0 issue \"ca.example.net\"\n"
        "example.com. 60 IN CAA 0 issue \"amazon.com\"");
    assert_null(fix_caa_lines("exa mple.com", &set, CAA_FIX_PLAIN, &arena));
    arena_clear(&arena);
}

static const char *const names[] = { "example.com", "*.example.com", "a_b.example.com" };

static void test_terraform(void **state)
{
    struct cert cert = { .names = names,
                         .n_names = 3,
                         .type = ACM_AMAZON_ISSUED,
                         .region = "eu-west-1\n}",
                         .key = ACM_RSA_4096 };
    struct arena arena;
    const char *text;

    (void)state;
    arena_init(&arena);
    text = fix_terraform(&cert, "exa\"${x}%{y}", NULL, &arena);
    assert_non_null(strstr(text, "\"example.com\" = \"example.com\""));
    text = fix_terraform(&cert, "example.com", "Z1", &arena);
    assert_non_null(
        strstr(text, "# Left out, for ACM cannot take it: a_b.example.com\n"));
    assert_non_null(
        strstr(text, "subject_alternative_names = [\n    \"*.example.com\",\n  ]"));
    assert_non_null(strstr(text, "  zone_id = \"Z1\"\n"));
    assert_non_null(strstr(text, "region eu-west-1?}"));
    assert_null(strstr(text, "key_algorithm")); /* RSA_4096 can only be imported */
    cert.key = ACM_EC_SECP384R1;
    assert_non_null(strstr(fix_terraform(&cert, NULL, NULL, &arena),
                           "  key_algorithm     = \"EC_secp384r1\"\n"));
    assert_null(fix_terraform(&cert, "example.com\n", NULL, &arena));
    cert.type = ACM_PRIVATE;
    assert_null(fix_terraform(&cert, "example.com", "Z1", &arena));
    cert.type = ACM_IMPORTED;
    assert_null(fix_terraform(&cert, "example.com", "Z1", &arena));
    cert.type = ACM_AMAZON_ISSUED;
    cert.names = names + 2;
    cert.n_names = 1;
    assert_null(fix_terraform(&cert, "example.com", "Z1", &arena));
    arena_clear(&arena);
}

static void test_cloudformation(void **state)
{
    struct cert cert = { .names = names,
                         .n_names = 2,
                         .type = ACM_AMAZON_ISSUED,
                         .status = ACM_PENDING_VALIDATION };
    const struct fix_place place = { .cert = &cert,
                                     .zone = "example.com",
                                     .zone_id = "Z1" };
    const struct dns_record odd = { NAME, "CNAME", "a\"b" };
    struct arena arena;
    const char *text;

    (void)state;
    arena_init(&arena);
    text = fix_cloudformation(&place, &record, &arena);
    assert_non_null(strstr(text, "\n      Name: \"" NAME ".\"\n"));
    assert_non_null(strstr(text, "\n        - \"" VALUE "\""));
    assert_null(strstr(text, "  Certificate:"));
    assert_null(fix_cloudformation(&place, NULL, &arena));
    assert_null(fix_cloudformation(&place, &odd, &arena));
    cert.status = ACM_VALIDATION_TIMED_OUT;
    text = fix_cloudformation(&place, &record, &arena);
    assert_non_null(strstr(text, "    DependsOn: ValidationRecord\n"));
    assert_non_null(strstr(text, "        - DomainName: \"*.example.com\"\n"
                                 "          HostedZoneId: \"Z1\""));
    text = fix_cloudformation(&place, NULL, &arena);
    assert_null(strstr(text, "ValidationRecord"));
    cert.type = ACM_PRIVATE;
    assert_null(fix_cloudformation(&place, NULL, &arena));
    arena_clear(&arena);
}

TEST_ROWS(rows, test_batch)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_place),     cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_registrar), cmocka_unit_test(test_caa_lines),
        cmocka_unit_test(test_terraform), cmocka_unit_test(test_cloudformation),
    };
    const int failed = run_rows("batches");

    return cmocka_run_group_tests_name("places, sizes, templates", tests, NULL, NULL) +
           failed;
}
