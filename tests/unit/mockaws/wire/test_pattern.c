/* test_pattern: texts that the patterns of the ACM model match, and that they do not. */
#include "tests/support/test.h"

#include <stdbool.h>

#include "mockaws/wire/pattern.h"

#define L63 "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij123"
#define ARN "arn:aws:acm:us-east-1:123456789012:"

/* clang-format off */
static struct row {
    const char *name;
    const struct pattern *pattern;
    const char *value;
    bool matches;
} rows[] = {
    { "an ARN",                    &pattern_arn, ARN "certificate/1234-abc", true },
    { "an ARN of China",           &pattern_arn, "arn:aws-cn:acm:cn-north-1:1:x", true },
    { "an ARN without a region",   &pattern_arn, "arn:aws:acm::1:x", true },
    { "an ARN of several levels",  &pattern_arn, ARN "a/b/c", true },
    { "an ARN that ends in /",     &pattern_arn, ARN "certificate/", false },
    { "an ARN without a resource", &pattern_arn, ARN, false },
    { "an ARN with an empty level", &pattern_arn, ARN "a//b", false },
    { "an ARN with a colon more",  &pattern_arn, ARN "a:b", false },
    { "an ARN with a blank",       &pattern_arn, ARN "a b", false },
    { "an ARN without an account", &pattern_arn, "arn:aws:acm:us-east-1::x", false },
    { "an account of letters",     &pattern_arn, "arn:aws:acm:us-east-1:me:x", false },
    { "an ARN without a partition", &pattern_arn, "arn::acm:us-east-1:1:x", false },
    { "an ARN that breaks off",    &pattern_arn, "arn:aws:acm", false },
    { "an ARN of IAM",             &pattern_arn, "arn:aws:iam::1:server-certificate/x", false },
    { "an ARN of a private CA",    &pattern_arn, "arn:aws:acm-pca:us-east-1:1:x", false },
    { "a private CA",              &pattern_pca_arn, "arn:aws:acm-pca:us-east-1:1:x/y", true },
    { "no private CA",             &pattern_pca_arn, ARN "certificate/1", false },
    { "no ARN",                    &pattern_arn, "", false },

    { "a domain",                  &pattern_domain, "example.com", true },
    { "a domain in capitals",      &pattern_domain, "WWW.Example.COM", true },
    { "a wildcard",                &pattern_domain, "*.example.com", true },
    { "a label of digits",         &pattern_domain, "1.example.com", true },
    { "a label of 63",             &pattern_domain, L63 ".com", true },
    { "a label of 64",             &pattern_domain, "x" L63 ".com", false },
    { "one label",                 &pattern_domain, "example", false },
    { "a last label of one",       &pattern_domain, "example.c", false },
    { "a last dot",                &pattern_domain, "example.com.", false },
    { "an empty label",            &pattern_domain, "a..com", false },
    { "a first dot",               &pattern_domain, ".example.com", false },
    { "a hyphen in front",         &pattern_domain, "-a.example.com", false },
    { "a hyphen at the end",       &pattern_domain, "a-.example.com", false },
    { "an underscore",             &pattern_domain, "_a.example.com", false },
    { "a star within",             &pattern_domain, "a.*.example.com", false },
    { "a star with more",          &pattern_domain, "a*.example.com", false },
    { "a star alone",              &pattern_domain, "*.com", false },
    { "an umlaut",                 &pattern_domain, "b\xc3\xbc.example.com", false },
    { "no domain",                 &pattern_domain, "", false },

    { "a token",                   &pattern_word, "abc_123", true },
    { "a token with a hyphen",     &pattern_word, "abc-123", false },
    { "no token",                  &pattern_word, "", false },

    { "a tag",                     &pattern_tag, "a b_.:/=+-@1", true },
    { "an empty tag",              &pattern_tag, "", true },
    { "a tag of other letters",    &pattern_tag, "Gr\xc3\xb6\xc3\x9f" "e \xe6\x97\xa5", true },
    { "a letter of four octets",   &pattern_tag, "\xf0\xa0\x80\x80", true },
    { "a digit of elsewhere",      &pattern_tag, "\xd9\xa3", true },
    { "a star in a tag",           &pattern_tag, "*.example.com", false },
    { "a comma in a tag",          &pattern_tag, "a,b", false },
    { "a line feed in a tag",      &pattern_tag, "a\n", false },
    { "a sign of money in a tag",  &pattern_tag, "\xe2\x82\xac", false },
    { "a picture in a tag",        &pattern_tag, "\xf0\x9f\x98\x80", false },

    { "a next token",              &pattern_next_token, "a\t\n\r~\xc3\xbf", true },
    { "a next token beyond",       &pattern_next_token, "\xc4\x80", false },
    { "a next token with a bell",  &pattern_next_token, "\a", false },

    { "a serial number",           &pattern_serial, "0a:1b", true },
    { "a serial number of twenty", &pattern_serial,
      "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13", true },
    { "a serial number of more",   &pattern_serial,
      "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14", false },
    { "a serial number of one",    &pattern_serial, "0a", false },
    { "a serial number in capitals", &pattern_serial, "0A:1B", false },
    { "a serial number cut",       &pattern_serial, "0a:1", false },
    { "a serial number with more", &pattern_serial, "0a:1b:", false },
    { "no serial number",          &pattern_serial, "", false },
};
/* clang-format on */

static void match(void **state)
{
    const struct row *row = *state;

    assert_int_equal(row->pattern->matches(row->value), row->matches);
}

TEST_ROWS(rows, match)

int main(void)
{
    return run_rows("pattern");
}
