/* Tests of base/digest: SHA-256 against the examples of FIPS 180-4. */
#include "base/digest.h"

#include <string.h>

#include "tests/support/test.h"

static const char empty[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char million[] =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void at_once(void **state)
{
    char hex[DIGEST_HEX];

    (void)state;
    digest_hex("", 0, hex);
    assert_string_equal(hex, empty);
    digest_hex("abc", 3, hex);
    assert_string_equal(hex, abc);
}

static void in_pieces(void **state)
{
    struct digest *digest = digest_new();
    char hex[DIGEST_HEX];
    char block[1000];

    (void)state;
    memset(block, 'a', sizeof(block));
    for (int i = 0; i < 1000; i++)
        digest_add(digest, block, sizeof(block));
    digest_end(digest, hex);
    assert_string_equal(hex, million);
    digest = digest_new();
    digest_end(digest, hex);
    assert_string_equal(hex, empty);
    digest_free(digest_new());
    digest_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_once),
        cmocka_unit_test(in_pieces),
    };

    return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
