/* Tests of analyzer/redact/names: what a name says by its form stays, and nothing else.
 */
#include "analyzer/redact/names.h"

#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/read.h"
#include "analyzer/redact/redaction.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "tests/support/test.h"

static const char evidence[] =
    "{\"Certificate\":{\"CertificateArn\":\"arn:aws:acm:us-east-1:111122223333:"
    "certificate/aaaaaaaa-0000-4000-8000-000000000001\",\"DomainName\":"
    "\"example.com\",\"SubjectAlternativeNames\":[\"a.dev.example.co.uk\"],"
    "\"Status\":\"FAILED\"}}";

static void learn(struct redaction *all, struct arena *arena)
{
    const struct read_options reading = { .n_threads = 1, .limits = read_limits_default };
    struct estate estate = { .arena = arena };

    memset(all, 0, sizeof(*all));
    arena_init(arena);
    prf_from_text(&all->pseudonyms.prf, "key");
    redaction_init(all);
    read_bytes("a.json", evidence, sizeof(evidence) - 1, &reading, &estate);
    redaction_gather(all, &estate);
}

static const char *made(struct redaction *all, const char *text, const char *origin,
                        bool decimal)
{
    struct buf out = { 0 };
    const char *copy;

    names_rewrite(all, text, strlen(text), origin, decimal, &out);
    copy = arena_strdup(&all->arena, buf_text(&out));
    buf_clear(&out);
    return copy;
}

static struct row {
    const char *name;
    const char *text;
    const char *pattern; /* of fnmatch(), with % for ?: that makes trigraphs */
} rows[] = {
    { "registered", "example.com", "r-%%%%%.com" },
    { "last dot", "example.com.", "r-%%%%%.com." },
    { "short one grows", "ab.com", "r-%%%%.com" },
    { "public suffix of two", "shop.example.co.uk", "shop.r-%%%%%.co.uk" },
    { "wildcard", "*.example.com", "[*].r-%%%%%.com" },
    { "escaped star", "\\052.example.com.", "\\\\052.r-%%%%%.com." },
    { "label of three", "xyz.example.com", "[a-z][a-z][a-z].r-%%%%%.com" },
    { "longer label", "nucleus.example.com", "r%%%%%%.r-%%%%%.com" },
    { "common label", "www.example.com", "www.r-%%%%%.com" },
    { "common label registered", "www.com", "r-%%%%.com" },
    { "token", "_0123456789abcdef0123456789abcdef.example.com",
      "_[0-9a-f]*[0-9a-f].r-%%%%%.com" },
    { "known underscore", "_dmarc.example.com", "_dmarc.r-%%%%%.com" },
    { "other underscore", "_nucleus.example.com", "_r%%%%%%.r-%%%%%.com" },
    { "capitals", "EXAMPLE.com", "R-[0-9A-Z]*.com" },
    { "account", "111122223333.example.com", "[0-9][0-9][0-9][0-9]%%%%%%%%.r-%%%%%.com" },
    { "amazon", "amazon.com", "amazon.com" },
    { "below aws", "s3.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com" },
    { "host of aws", "front-1234567890.us-east-1.elb.amazonaws.com",
      "r%%%%%%%%%%%%%%%.us-east-1.elb.amazonaws.com" },
    { "cloudfront", "d111111abcdef8.cloudfront.net",
      "d[0-9][0-9][0-9][0-9][0-9][0-9][a-z][a-z][a-z][a-z][a-z][a-z][0-9]."
      "cloudfront.net" },
    { "private name server", "ns-1536.awsdns-00.co.uk", "ns-1536.awsdns-00.co.uk" },
    { "no public suffix", "nucleus.internal", "r-%%%%%.internal" },
    { "unknown suffix", "nucleus.hooli", "r%%%%%%.r%%%%" },
    { "suffix alone", "co.uk", "co.uk" },
    { "suffix by a star", "nucleus.ck", "r-%%%%%.ck" },
    { "below it", "shop.nucleus.ck", "shop.r-%%%%%.ck" },
    { "last label of a letter", "nucleus.m.", "r%%%%%%.[a-z]." },
    { "A-label", "xn--bcher-kva.example.com", "xn--*.r-%%%%%.com" },
    { "empty label", "a..example.com", "[a-z]..r-%%%%%.com" },
    { "root", ".", "." },
    { "empty", "", "" },
};

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
    struct arena arena;
    const char *out;

    learn(&all, &arena);
    out = made(&all, row->text, NULL, false);
    if (!matches(row->pattern, out))
        fail_msg("%s became %s, want %s", row->text, out, row->pattern);
    if (strcmp(row->pattern, row->text) != 0 && row->text[0] != '\\')
        assert_string_not_equal(out, row->text);
    /* What is wrong with a name is still wrong, and nothing else is. */
    if (name_fault(row->text) == NULL)
        assert_null(name_fault(out));
    else
        assert_string_equal(name_fault(out), name_fault(row->text));
    redaction_clear(&all);
    arena_clear(&arena);
}

static void ends_in(const char *text, const char *end)
{
    const size_t len = strlen(text);
    const size_t n = strlen(end);

    if (len < n || strcmp(text + len - n, end) != 0)
        fail_msg("%s does not end in %s", text, end);
}

/* Names keep their kin: below the zone, doubled, in capitals, relative, in zone files. */
static void stays_kin(void **state)
{
    struct redaction all;
    struct arena arena;
    struct buf text = { 0 };
    const char *zone;
    const char *host;

    (void)state;
    learn(&all, &arena);
    zone = made(&all, "example.com", NULL, false);
    host = made(&all, "nucleus.example.com", NULL, false);
    ends_in(host, zone);
    ends_in(made(&all, "x.nucleus.example.com", NULL, false), host);
    buf_printf(&text, "%s.%s", host, zone);
    assert_string_equal(made(&all, "nucleus.example.com.example.com", NULL, false),
                        buf_text(&text));
    assert_string_equal(made(&all, "nucleus.example.com", "example.com", true), host);
    assert_int_equal(strcspn(host, "."),
                     strlen(made(&all, "nucleus", "example.com", true)));
    assert_memory_equal(host, made(&all, "nucleus", "example.com", true),
                        strcspn(host, "."));
    assert_int_equal(strcasecmp(made(&all, "NUCLEUS.Example.com", NULL, false), host), 0);
    ends_in(made(&all, "_v.abcdefghij.acm-validations.aws.example.com", NULL, false),
            zone);
    assert_non_null(
        strstr(made(&all, "_v.abcdefghij.acm-validations.aws.example.com", NULL, false),
               ".acm-validations.aws."));
    /* With and without its underscore. */
    assert_string_equal(
        made(&all, "_0123456789abcdef0123456789abcdef.example.com", NULL, false) + 1,
        made(&all, "0123456789abcdef0123456789abcdef.example.com", NULL, false));
    /* The two spellings of an internationalised name. */
    assert_string_equal(name_canonical(&arena,
                                       made(&all,
                                            "b\xc3\xbc"
                                            "cher.example.com",
                                            NULL, false),
                                       strlen(made(&all,
                                                   "b\xc3\xbc"
                                                   "cher.example.com",
                                                   NULL, false))),
                        made(&all, "xn--bcher-kva.example.com", NULL, false));
    buf_clear(&text);
    redaction_clear(&all);
    arena_clear(&arena);
}

static void tells_names(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } texts[] = {
        { "example.com", true }, { "other.example", true },
        { "hooli.io", true },    { "report.json", false },
        { "1.2.3", false },      { "AWS.ACM.Certificate", false },
        { "aws.events", false }, { "a.dev.example.co.uk", true },
    };
    struct redaction all;
    struct arena arena;

    (void)state;
    learn(&all, &arena);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (names_is_name(&all, texts[i].text, strlen(texts[i].text)) != texts[i].is)
            fail_msg("%s is %s", texts[i].text, texts[i].is ? "a name" : "none");
    assert_true(names_is_owned(&all, "x.example.com"));
    assert_false(names_is_owned(&all, "example.net"));
    redaction_clear(&all);
    arena_clear(&arena);
}

TEST_ROWS(rows, becomes)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays_kin),
        cmocka_unit_test(tells_names),
    };

    return run_rows("names") + cmocka_run_group_tests_name("kin", tests, NULL, NULL);
}
