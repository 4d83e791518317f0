/* test_acm_distinguished: distinguished names taken apart, and as SearchCertificates has
 * them. */
#include "tests/support/test.h"

#include <stdbool.h>
#include <string.h>

#include "base/emit.h"
#include "mockaws/service/acm/distinguished.h"

/* clang-format off */
static struct row {
    const char *name;
    const char *text;
    const char *common_name; /* NULL: none */
    const char *json;
} rows[] = {
    { "a common name", "CN=example.com", "example.com", "{\"CommonName\":\"example.com\"}" },
    { "several parts", "C=US,O=Example,CN=a.example.com", "a.example.com",
      "{\"CommonName\":\"a.example.com\",\"Country\":\"US\",\"Organization\":\"Example\"}" },
    { "blanks and plus", "C=US, O=Example+CN=a", "a",
      "{\"CommonName\":\"a\",\"Country\":\"US\",\"Organization\":\"Example\"}" },
    { "an escaped comma", "O=Example\\, Inc.,CN=a", "a",
      "{\"CommonName\":\"a\",\"Organization\":\"Example, Inc.\"}" },
    { "escaped octets", "CN=G\\C3\\B6del", "G\xc3\xb6" "del",
      "{\"CommonName\":\"G\xc3\xb6" "del\"}" },
    { "the last common name", "CN=a,CN=b", "b", "{\"CommonName\":\"b\"}" },
    { "domain components", "DC=example,DC=com", NULL,
      "{\"DomainComponents\":[\"example\",\"com\"]}" },
    { "a part that has no member", "1.2.3=x,CN=a", "a",
      "{\"CommonName\":\"a\",\"CustomAttributes\":[{\"ObjectIdentifier\":\"1.2.3\","
      "\"Value\":\"x\"}]}" },
    { "an empty value", "CN=,O=x", "", "{\"CommonName\":\"\",\"Organization\":\"x\"}" },
    { "no value", "CN", "", "{\"CommonName\":\"\"}" },
    { "a last backslash", "CN=a\\", "a\\", "{\"CommonName\":\"a\\\\\"}" },
    { "nothing", "", NULL, "{}" },
};
/* clang-format on */

static void take_apart(void **state)
{
    const struct row *row = *state;
    struct dn_part part;
    struct emit emit;

    assert_int_equal(dn_common_name(row->text, &part), row->common_name != NULL);
    if (row->common_name != NULL)
        assert_string_equal(part.value, row->common_name);
    emit_init(&emit, NULL);
    dn_json(&emit, NULL, row->text);
    assert_string_equal(emit.text.data, row->json);
    emit_end(&emit);
}

/* What is longer than its room is cut, and nothing is written beyond. */
static void long_parts_are_cut(void **state)
{
    char text[2000];
    struct dn_part part;
    const char *at = text;

    (void)state;
    memset(text, 'a', sizeof(text));
    text[100] = '=';
    text[sizeof(text) - 1] = '\0';
    assert_true(dn_next(&at, &part));
    assert_int_equal(strlen(part.key), DN_KEY_MAX - 1);
    assert_int_equal(strlen(part.value), DN_VALUE_MAX - 1);
    assert_false(dn_next(&at, &part));
    assert_false(dn_common_name(NULL, &part));
}

TEST_ROWS(rows, take_apart)

int main(void)
{
    const struct CMUnitTest others[] = { cmocka_unit_test(long_parts_are_cut) };
    const int failed = run_rows("acm_distinguished");

    return failed +
           cmocka_run_group_tests_name("acm_distinguished_others", others, NULL, NULL);
}
