/* Tests of analyzer/redact: texts, documents, paths; and the proof that finds what is
 * left. */
#include "analyzer/redact/document.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/redact/proof.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/strings.h"
#include "base/buf.h"
#include "tests/support/test.h"

enum form { PLAIN, ZONE, FILE_NAME };

static struct row {
    const char *name;
    const char *text;
    const char *pattern; /* of fnmatch(), with % for ?: that makes trigraphs */
    enum form form;
} rows[] = {
    { "statuses stay", "{\"Status\": \"PENDING_VALIDATION\"}",
      "{\"Status\": \"PENDING_VALIDATION\"}", PLAIN },
    { "times stay", "\"2026-11-23T09:00:00.123000+00:00\"",
      "\"2026-11-23T09:00:00.123000+00:00\"", PLAIN },
    { "numbers stay", "[1768471200.353, -1.5E9, 300]",
      "[[]1768471200.353, -1.5E9, 300[]]", PLAIN },
    { "account as a number", "{\"a\":111122223333}", "{\"a\":[!1]%%%%%%%%%%%}", PLAIN },
    { "account of the console", "\"1111-2222-3333\"", "\"[!1]%%%-%%%%-%%%%\"", PLAIN },
    { "nobody's account", "\"000000000000\"", "\"000000000000\"", PLAIN },
    { "arn", "\"arn:aws:acm:us-east-1:111122223333:certificate/ID\"",
      "\"arn:aws:acm:us-east-1:[!1]%%%%%%%%%%%:certificate/ID\"", PLAIN },
    { "uuid", "\"aaaaaaaa-0000-4000-8000-000000000001\"",
      "\"%%%%%%%%-%%%%-%%%%-%%%%-%%%%%%%%%%%%\"", PLAIN },
    { "zone id", "\"/hostedzone/Z0123456789ABC\"", "\"/hostedzone/Z%%%%%%%%%%[!0-9]%%\"",
      PLAIN },
    { "mailbox", "\"someone+acm@example.com\"", "\"r%%%%%%%%%%@r-%%%%%.com\"", PLAIN },
    { "mailbox of ACM", "\"hostmaster@example.com\"", "\"hostmaster@r-%%%%%.com\"",
      PLAIN },
    { "free text", "{\"Owner\": \"Hooli team\"}", "{\"Owner\": \"R%%%% team\"}", PLAIN },
    { "escapes", "\"\\u0065xample.com\"", "\"r-%%%%%.com\"", PLAIN },
    { "json in a string", "\"{\\\"DomainName\\\": \\\"example.com\\\"}\"",
      "\"{\\\\\"DomainName\\\\\": \\\\\"r-%%%%%.com\\\\\"}\"", PLAIN },
    { "address", "\"203.0.113.9\"", "\"198.1[89].*\"", PLAIN },
    { "private address", "\"10.1.2.3\"", "\"10.*\"", PLAIN },
    { "loopback", "\"127.0.0.1\"", "\"127.0.0.1\"", PLAIN },
    { "ipv6", "\"2a02:db8::1\"", "\"2001:db8:*\"", PLAIN },
    { "serial of digits", "\"07:71:23:45:56:67\"", "\"[!0]%:%%:%%:%%:%%:%%\"", PLAIN },
    { "address that begins with digits", "\"2001:db8:1::1\"", "\"2001:db8:%*:%*:%*:%*\"",
      PLAIN },
    { "time of day", "12:30:00", "12:30:00", PLAIN },
    { "serial", "\"0a:1b:2c:3d:4e:5f\"", "\"%%:%%:%%:%%:%%:%%\"", PLAIN },
    { "pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
      "-----BEGIN CERTIFICATE-----REDACTED-----END CERTIFICATE-----\n", PLAIN },
    { "secret", "{\"SecretAccessKey\": \"abc/def+ghijkl\"}",
      "{\"SecretAccessKey\": \"r*\"}", PLAIN },
    { "stars are no secret", "{\"SecretAccessKey\": \"********\"}",
      "{\"SecretAccessKey\": \"[*][*][*][*][*][*][*][*]\"}", PLAIN },
    { "public ca", "\"0 issue \\\"letsencrypt.org\\\"\"",
      "\"0 issue \\\\\"letsencrypt.org\\\\\"\"", PLAIN },
    { "private ca", "\"0 issue \\\"ca.hooli.net\\\"\"",
      "\"0 issue \\\\\"%%.r-%%%%.net\\\\\"\"", PLAIN },
    { "lookalike", "\"0 issue \\\"amazon.co\\\"\"", "\"0 issue \\\\\"amazon.co\\\\\"\"",
      PLAIN },
    { "cut string", "{\"DomainName\": \"exam\nple", "{\"DomainName\": \"r%%%\n%%%",
      PLAIN },
    { "unknown word", "{\"Status\": \"SOMETHING_ELSE\"}", "{\"Status\": \"*_*\"}",
      PLAIN },
    { "error text",
      "An error occurred (AccessDenied) when calling the ListTags operation",
      "An error occurred (AccessDenied) when calling the ListTags operation", PLAIN },
    { "zone file", "www 300 IN CNAME nucleus\n", "www 300 IN CNAME r%%%%%%\n", ZONE },
    { "zone file's comment", "@ IN A 203.0.113.9 ; by hooli\n",
      "@ IN A 198.1[89].* ; by r%%%%\n", ZONE },
    { "hex rdata", "a IN TYPE257 \\# 22 000569737375656c657473656e63727970742e6f7267\n",
      "% IN TYPE257 \\\\# 22 000569737375656c657473656e63727970742e6f7267\n", ZONE },
    { "path", "111122223333/us-east-1/acm/list-certificates.json",
      "[!1]%%%%%%%%%%%/us-east-1/acm/list-certificates.json", FILE_NAME },
    { "question", "dns/example.com.CAA.txt", "dns/r-%%%%%.com.CAA.txt", FILE_NAME },
    { "somebody's file", "hooli/export.json.gz", "r%%%%/export.json.gz", FILE_NAME },
};

static void begin(struct redaction *all)
{
    memset(all, 0, sizeof(*all));
    prf_from_text(&all->pseudonyms.prf, "key");
    redaction_init(all);
}

static bool matches(const char *pattern, const char *text)
{
    struct buf glob = { 0 };
    bool same;

    for (; *pattern != '\0'; pattern++)
        buf_putc(&glob, *pattern == '%' ? '?' : *pattern);
    same = fnmatch(buf_text(&glob), text, 0) == 0;
    buf_clear(&glob);
    return same;
}

static void becomes(void **state)
{
    const struct row *row = *state;
    struct redaction all;
    struct buf out = { 0 };

    begin(&all);
    if (row->form == FILE_NAME)
        document_rewrite_path(&all, row->text, &out);
    else if (row->form == ZONE)
        document_rewrite_dns(&all, row->text, strlen(row->text), "example.com", &out);
    else
        document_rewrite(&all, row->text, strlen(row->text), &out);
    if (!matches(row->pattern, buf_text(&out)))
        fail_msg("%s\nbecame %s\nwant   %s", row->text, buf_text(&out), row->pattern);
    buf_clear(&out);
    redaction_clear(&all);
}

/* Bytes that JSON must not have stay as they are, raw or escaped. */
static void strings_survive(void **state)
{
    static const char *const texts[] = {
        "plain",        "a\\\"b\\\\c",   "\\ud83d\\ude00",
        "\\ud800 lone", "raw\ttab",      "\\u0001 and \\n",
        "latin \xf6 1", "\\q no escape", ""
    };
    struct buf meaning = { 0 };
    struct buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        buf_reset(&meaning);
        buf_reset(&out);
        string_meaning(texts[i], strlen(texts[i]), &meaning);
        string_put(buf_text(&meaning), meaning.len, &out);
        if (strcmp(texts[i], "\\ud83d\\ude00") == 0)
            assert_string_equal(buf_text(&out), "\xf0\x9f\x98\x80");
        else if (strcmp(texts[i], "\\q no escape") == 0)
            assert_string_equal(buf_text(&out), "\\\\q no escape");
        else
            assert_string_equal(buf_text(&out), texts[i]);
    }
    buf_clear(&meaning);
    buf_clear(&out);
}

static void proof_finds(void **state)
{
    static const struct {
        const char *text;
        const char *kind;
    } texts[] = {
        { "see www.EXAMPLE.com.", "a domain" },
        { "\"\\u0065xample.com\"", "a domain" },
        { "\\\"\\\\u0065xample.com\\\"", "a domain" },
        { "x-example.com", NULL },
        { "see (www.example.com)", "a domain" },
        { "example.com.other.org", "a domain" },
        { "acm-validations.aws", NULL },
        { "see hostmaster.amazon now", "a domain" },
        { "see hostmaster.amazon.com", NULL },
        { "notexample.com", NULL },
        { "example.community", NULL },
        { "example", NULL },
        { "to 111122223333:", "an account id" },
        { "1111-2222-3333", "an account id" },
        { "1111222233334", NULL },
        { "_0123456789abcdef0123456789abcdef.", "a validation token" },
        { "", NULL },
    };
    struct redaction all;
    struct proof proof;

    (void)state;
    begin(&all);
    redaction_secret(&all, SECRET_DOMAIN, "example.com", 11);
    redaction_secret(&all, SECRET_DOMAIN, "validations.aws", 15);
    redaction_secret(&all, SECRET_DOMAIN, "hostmaster.amazon", 17);
    redaction_secret(&all, SECRET_ACCOUNT, "111122223333", 12);
    redaction_secret(&all, SECRET_TOKEN, "_0123456789abcdef0123456789abcdef", 33);
    proof_init(&proof, &all);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *kind = proof_look(&proof, texts[i].text, strlen(texts[i].text));

        if (texts[i].kind == NULL && kind != NULL)
            fail_msg("%s: found %s", texts[i].text, kind);
        if (texts[i].kind != NULL) {
            assert_non_null(kind);
            assert_string_equal(kind, texts[i].kind);
        }
    }
    proof_clear(&proof);
    redaction_clear(&all);
}

/* Ids of one kind keep their order when they are made together. */
static void order_stays(void **state)
{
    static const char *const ids[] = { "Z0000000000001", "Z0000000000002",
                                       "Z1ABCDEFGHIJKL", "ZABCDEFGHIJKL9" };
    const char *last = "";
    struct redaction all;

    (void)state;
    begin(&all);
    pseudonym_in_order(&all.pseudonyms, PSEUDONYM_ID, ids, 4);
    for (size_t i = 0; i < 4; i++) {
        const char *made = pseudonym(&all.pseudonyms, PSEUDONYM_ID, ids[i], 14);

        assert_true(strcmp(last, made) < 0);
        assert_string_not_equal(made, ids[i]);
        last = made;
    }
    redaction_clear(&all);
}

/* Many short labels: each has its own, and another key gives others. */
static void never_twice(void **state)
{
    struct redaction all;
    struct map seen = { 0 };
    char label[8];

    (void)state;
    begin(&all);
    for (int i = 0; i < 4000; i++) {
        const char *made;

        snprintf(label, sizeof(label), "%c%c%d", 'a' + i % 26, 'a' + i / 26 % 26,
                 i / 676);
        made = pseudonym(&all.pseudonyms, PSEUDONYM_LABEL, label, strlen(label));
        assert_null(map_get(&seen, made, strlen(made)));
        *map_at(&seen, made, strlen(made)) = &all;
    }
    map_clear(&seen);
    redaction_clear(&all);
}

TEST_ROWS(rows, becomes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_survive),
        cmocka_unit_test(proof_finds),
        cmocka_unit_test(order_stays),
        cmocka_unit_test(never_twice),
    };

    return run_rows("rewrite") + cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
