/* test_rrset_value: values of each type as Route 53 takes or refuses them. */
#include "mockaws/store/rrset_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "tests/support/test.h"

static struct row {
    const char *name;
    const char *type;
    const char *value;
    const char *want; /* dig's form; with "! ": the code of what is wrong */
} rows[] = {
    /* clang-format off */
    { "a", "A", "192.0.2.1", "192.0.2.1" },
    { "a_with_blank", "A", "192.0.2.1 192.0.2.2", "! ARRDATAIllegalIPv4Address" },
    { "a_of_four_digits", "A", "192.0.2.1000", "! ARRDATAIllegalIPv4Address" },
    { "a_empty", "A", "", "! ARRDATAIllegalIPv4Address" },
    { "aaaa", "AAAA", "2001:0DB8:0:0::1", "2001:db8::1" },
    { "aaaa_is_v4", "AAAA", "192.0.2.1", "! AAAARRDATAIllegalIPv6Address" },
    { "cname_without_dot", "CNAME", "X.example.net", "x.example.net." },
    { "cname_with_dot", "CNAME", "x.example.net.", "x.example.net." },
    { "cname_octal", "CNAME", "\\052.example.net", "*.example.net." },
    { "cname_quoted", "CNAME", "\"_y.acm-validations.aws.\"", "\\\"_y.acm-validations.aws.\\\"." },
    { "cname_dot_in_label", "CNAME", "a\\056b.example.net", "a\\.b.example.net." },
    { "cname_blank_in_label", "CNAME", "a\\040b.example.net", "a\\032b.example.net." },
    { "cname_with_blank", "CNAME", "a b.example.net", "! UnsupportedCharacter" },
    { "cname_empty", "CNAME", "", "! DomainNameEmpty" },
    { "cname_empty_label", "CNAME", "a..example.net", "! DomainLabelEmpty" },
    { "mx", "MX", "10  Mail.example.com", "10 mail.example.com." },
    { "mx_null", "MX", "0 .", "0 ." },
    { "mx_no_number", "MX", "mail.example.com", "! MXRRDATANotTwoFields" },
    { "mx_too_many", "MX", "10 a.example.com b", "! MXRRDATANotTwoFields" },
    { "mx_letter", "MX", "ten a.example.com", "! InvalidNumber" },
    { "mx_large", "MX", "65536 a.example.com", "! NumberTooLarge" },
    { "srv", "SRV", "1 2 443 a.example.com.", "1 2 443 a.example.com." },
    { "srv_short", "SRV", "1 2 a.example.com.", "! SRVRRDATANotFourFields" },
    { "txt", "TXT", "\"v=spf1 -all\"", "\"v=spf1 -all\"" },
    { "txt_two", "TXT", "\"a\" \"b\"", "\"a\" \"b\"" },
    { "txt_inner_quote", "TXT", "\"a\\\"b\"", "\"a\\\"b\"" },
    { "txt_octal", "TXT", "\"\\303\\244\"", "\"\\195\\164\"" },
    { "txt_octal_quote", "TXT", "\"\\042\"", "\"\\\"\"" },
    { "txt_empty", "TXT", "\"\"", "\"\"" },
    { "txt_unquoted", "TXT", "v=spf1", "! InvalidCharacterString" },
    { "txt_open", "TXT", "\"abc", "! InvalidCharacterString" },
    { "txt_open_by_escape", "TXT", "\"abc\\\"", "! InvalidCharacterString" },
    { "txt_joined", "TXT", "\"a\"\"b\"", "! InvalidCharacterString" },
    { "txt_not_octal", "TXT", "\"\\999\"", "! UnsupportedCharacter" },
    { "txt_nothing", "TXT", "", "! InvalidCharacterString" },
    { "spf", "SPF", "\"v=spf1\"", "\"v=spf1\"" },
    { "caa", "CAA", "0 issue \"amazon.com\"", "0 issue \"amazon.com\"" },
    { "caa_case", "CAA", "128 ISSUE \";\"", "128 ISSUE \";\"" },
    { "caa_unquoted", "CAA", "0 issue amazon.com", "! InvalidCharacterString" },
    { "caa_flags", "CAA", "256 issue \"amazon.com\"", "! NumberTooLarge" },
    { "caa_tag", "CAA", "0 is-sue \"amazon.com\"", "! UnsupportedCharacter" },
    { "caa_short", "CAA", "0 issue", "! CAARRDATANotThreeFields" },
    { "naptr", "NAPTR", "100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com.",
      "100 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com." },
    { "naptr_short", "NAPTR", "100 10 \"S\" \"SIP+D2U\" _sip._udp.example.com.", "! NAPTRRRDATANotSixFields" },
    { "ptr", "PTR", "www.example.com", "www.example.com." },
    { "ns", "NS", "ns1.example.net", "ns1.example.net." },
    { "ds", "DS", "60485 5 1 2BB183af5f22588179a53b0a98631fad1a292118",
      "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118" },
    { "ds_long", "DS", "1 8 2 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
      "1 8 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABB CCDDEEFF" },
    { "ds_odd", "DS", "1 8 2 ABC", "! InvalidHexString" },
    { "ds_no_hex", "DS", "1 8 2 XY", "! UnsupportedCharacter" },
    { "soa", "SOA", "ns.example.net. h.example.net. 1 7200 900 1209600 86400",
      "ns.example.net. h.example.net. 1 7200 900 1209600 86400" },
    { "soa_short", "SOA", "ns.example.net. h.example.net. 1 7200 900 1209600", "! SOARRDATANotSevenFields" },
    { "https", "HTTPS", "1 . alpn=\"h2\"", "1 . alpn=\"h2\"" },
    { "https_alias", "HTTPS", "0 x.example.net", "0 x.example.net." },
    { "tlsa", "TLSA", "3 1 1 aabb", "3 1 1 AABB" },
    { "sshfp", "SSHFP", "1 2 aabb", "1 2 AABB" },
    /* clang-format on */
};

static void run(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    const char *fault = NULL;
    const char *text;

    arena_init(&arena);
    text = rrset_value_text(&arena, rr_type_parse(row->type, strlen(row->type)),
                            row->value, &fault);
    if (*row->want != '!') {
        assert_non_null(text);
        assert_string_equal(text, row->want);
    } else {
        assert_null(text);
        assert_memory_equal(fault, "FATAL problem: ", 15);
        assert_memory_equal(fault + 15, row->want + 2, strlen(row->want + 2));
        assert_int_equal(fault[15 + strlen(row->want + 2)], ' ');
    }
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("rrset_value");
}
