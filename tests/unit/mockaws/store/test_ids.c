/* test_ids: identifiers are shaped as AWS's, differ, and are the same for one seed. */
#include <ctype.h>
#include <string.h>

#include "base/map.h"
#include "mockaws/store/ids.h"
#include "tests/support/test.h"

static void uuid_has_its_shape(void **state)
{
    struct ids ids = { .seed = 1 };
    char uuid[IDS_UUID];

    (void)state;
    for (int i = 0; i < 200; i++) {
        ids_uuid(&ids, uuid);
        assert_int_equal(strlen(uuid), 36);
        for (int at = 0; at < 36; at++) {
            if (at == 8 || at == 13 || at == 18 || at == 23)
                assert_int_equal(uuid[at], '-');
            else
                assert_non_null(memchr("0123456789abcdef", uuid[at], 16));
        }
        assert_int_equal(uuid[14], '4');
        assert_non_null(memchr("89ab", uuid[19], 4));
    }
}

static void seed_and_counter_decide(void **state)
{
    struct ids a = { .seed = 7 };
    struct ids b = { .seed = 7 };
    struct ids c = { .seed = 8 };
    char first[IDS_UUID];
    char second[IDS_UUID];

    (void)state;
    ids_uuid(&a, first);
    ids_uuid(&b, second);
    assert_string_equal(first, second);
    ids_uuid(&c, second);
    assert_string_not_equal(first, second);
    ids_uuid(&a, second);
    assert_string_not_equal(first, second);
    assert_int_equal(a.counter, 2);
}

static void route53_ids_have_their_letter(void **state)
{
    struct ids ids = { .seed = 3 };
    char zone[IDS_ZONE];

    (void)state;
    for (int i = 0; i < 100; i++) {
        ids_route53(&ids, i % 2 == 0 ? 'Z' : 'C', zone);
        assert_int_equal(zone[0], i % 2 == 0 ? 'Z' : 'C');
        assert_in_range(strlen(zone), 14, 21);
        for (const char *at = zone + 1; *at != '\0'; at++)
            assert_true(isupper((unsigned char)*at) || isdigit((unsigned char)*at));
    }
}

static void first_octet_of_a_serial_is_positive(void **state)
{
    struct ids ids = { .seed = 5 };
    unsigned char serial[40];

    (void)state;
    for (int i = 0; i < 500; i++) {
        memset(serial, 0xee, sizeof(serial));
        ids_bytes(&ids, serial, 39);
        assert_in_range(serial[0], 1, 127);
        assert_int_equal(serial[39], 0xee);
    }
    ids_bytes(&ids, serial, 0);
    assert_in_range(serial[0], 1, 127);
}

static void token_belongs_to_account_and_domain(void **state)
{
    struct ids ids = { .seed = 1 };
    struct ids_token one;
    struct ids_token other;

    (void)state;
    ids_token(&ids, "111122223333", "example.com", &one);
    assert_int_equal(one.name[0], '_');
    assert_int_equal(strlen(one.name), 33);
    assert_int_equal(strspn(one.name + 1, "0123456789abcdef"), 32);
    assert_int_equal(one.value[0], '_');
    assert_int_equal(strspn(one.value + 1, "0123456789abcdef"), 32);
    assert_int_equal(strspn(one.value + 34, "abcdefghijklmnopqrstuvwxyz"), 10);
    assert_string_equal(one.value + 44, ".acm-validations.aws.");

    ids.counter = 99;
    ids_token(&ids, "111122223333", "example.com", &other);
    assert_string_equal(one.name, other.name);
    assert_string_equal(one.value, other.value);
    ids_token(&ids, "111122223333", "*.example.com", &other);
    assert_string_equal(one.value, other.value);
    ids_token(&ids, "444455556666", "example.com", &other);
    assert_string_not_equal(one.name, other.name);
    assert_string_not_equal(one.value, other.value);
    ids_token(&ids, "111122223333", "www.example.com", &other);
    assert_string_not_equal(one.name, other.name);
    assert_int_equal(ids.counter, 99);
}

static void no_two_zones_share_a_server(void **state)
{
    enum { ZONES = 3000 };
    struct ids ids = { .seed = 4 };
    static char servers[ZONES][IDS_SERVERS][IDS_SERVER];
    struct map seen;

    (void)state;
    map_init(&seen);
    for (size_t i = 0; i < ZONES; i++) {
        ids_servers(&ids, i, servers[i]);
        for (size_t j = 0; j < IDS_SERVERS; j++) {
            void **place = map_at(&seen, servers[i][j], strlen(servers[i][j]));

            assert_null(*place);
            *place = servers[i];
            assert_memory_equal(servers[i][j], "ns-", 3);
            assert_non_null(strstr(servers[i][j], ".awsdns-"));
        }
    }
    map_clear(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uuid_has_its_shape),
        cmocka_unit_test(seed_and_counter_decide),
        cmocka_unit_test(route53_ids_have_their_letter),
        cmocka_unit_test(first_octet_of_a_serial_is_positive),
        cmocka_unit_test(token_belongs_to_account_and_domain),
        cmocka_unit_test(no_two_zones_share_a_server),
    };

    return cmocka_run_group_tests_name("ids", tests, NULL, NULL);
}
