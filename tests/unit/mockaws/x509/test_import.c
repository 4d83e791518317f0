/* test_import: what is imported is read as it was made. */
#include "mockaws/x509/x509.h"

#include <string.h>

#include <openssl/err.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "tests/support/test.h"
#include "tests/unit/mockaws/x509/material.h"

static void import(struct arena *arena, const struct buf *certificate,
                   const struct buf *key, const struct buf *chain, int64_t at,
                   struct x509_facts *facts)
{
    struct err err = { 0 };

    if (x509_import(arena, certificate->data, certificate->len, key->data, key->len,
                    chain->data, chain->len, at, facts, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(ERR_peek_error(), 0);
}

static void import_spec(struct arena *arena, const char *what, struct x509_facts *facts)
{
    struct buf certificate = { 0 };
    struct buf key = { 0 };
    const struct buf none = { 0 };

    put_pair(what, "own", &certificate, &key);
    import(arena, &certificate, &key, &none, now, facts);
    buf_clear(&certificate);
    buf_clear(&key);
}

static void check_ordered(const struct x509_facts *facts, enum acm_key key)
{
    const bool rsa = key <= ACM_RSA_4096;

    assert_string_equal(facts->common_name, "example.com");
    assert_string_equal(facts->subject, "CN=example.com");
    assert_string_equal(facts->issuer, "Amazon");
    assert_int_equal(facts->n_names, 2);
    assert_string_equal(facts->names[0], "example.com");
    assert_string_equal(facts->names[1], "*.example.com");
    assert_string_equal(facts->serial, "0a:1b:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:ff");
    assert_int_equal(facts->not_before, from);
    assert_int_equal(facts->not_after, to);
    assert_int_equal(facts->key, key);
    assert_string_equal(facts->signature_algorithm, "SHA256WITHRSA");
    assert_int_equal(facts->n_key_usages, rsa ? 2 : 1);
    assert_string_equal(facts->key_usages[0], "DIGITAL_SIGNATURE");
    if (rsa)
        assert_string_equal(facts->key_usages[1], "KEY_ENCIPHERMENT");
    assert_int_equal(facts->n_extended_key_usages, 1);
    assert_string_equal(facts->extended_key_usages[0], "TLS_WEB_SERVER_AUTHENTICATION");
    assert_string_equal(facts->extended_key_usage_oids[0], "1.3.6.1.5.5.7.3.1");
}

static void facts_are_those_of_the_order(void **state)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (int kind = ACM_RSA_2048; kind <= ACM_EC_SECP521R1; kind++) {
        buf_reset(&leaf);
        buf_reset(&chain);
        buf_reset(&key);
        issue((enum acm_key)kind, &leaf, &chain);
        x509_key((enum acm_key)kind, NULL, 0, &key, NULL);
        import(&arena, &leaf, &key, &chain, from, &facts);
        check_ordered(&facts, (enum acm_key)kind);
        import(&arena, &leaf, &key, &chain, to, &facts);
        buf_reset(&key);
        put_traditional(&key, (enum acm_key)kind);
        import(&arena, &leaf, &key, &chain, now, &facts);
        check_ordered(&facts, (enum acm_key)kind);
    }
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    arena_clear(&arena);
}

static void a_self_signed_one_needs_no_chain(void **state)
{
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    import_spec(&arena, "self", &facts);
    assert_string_equal(facts.subject, "O=Example Org\\, Inc.,CN=example.com");
    assert_string_equal(facts.issuer, "Example Org, Inc.");
    assert_string_equal(facts.names[1], "www.example.com");
    assert_string_equal(facts.serial, "0a:bc");
    assert_string_equal(facts.signature_algorithm, "SHA384WITHRSA");
    assert_int_equal(facts.n_extended_key_usages, 3);
    assert_string_equal(facts.extended_key_usages[1], "TLS_WEB_CLIENT_AUTHENTICATION");
    assert_string_equal(facts.extended_key_usages[2], "CUSTOM");
    assert_string_equal(facts.extended_key_usage_oids[2], "1.3.6.1.4.1.99999.1");
    arena_clear(&arena);
}

static void without_extensions_all_is_allowed(void **state)
{
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    import_spec(&arena, "bare", &facts);
    assert_string_equal(facts.issuer, "example.com");
    assert_int_equal(facts.n_names, 1);
    assert_string_equal(facts.names[0], "example.com");
    assert_int_equal(facts.n_key_usages, 1);
    assert_string_equal(facts.key_usages[0], "ANY");
    assert_int_equal(facts.n_extended_key_usages, 1);
    assert_string_equal(facts.extended_key_usages[0], "NONE");
    assert_null(facts.extended_key_usage_oids[0]);
    arena_clear(&arena);
}

static void an_address_names_it_too(void **state)
{
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    import_spec(&arena, "address", &facts);
    assert_null(facts.common_name);
    assert_int_equal(facts.n_names, 2);
    assert_string_equal(facts.names[0], "192.0.2.1");
    assert_string_equal(facts.names[1], "2001:db8::1");
    arena_clear(&arena);
}

static void usages_have_the_words_of_the_api(void **state)
{
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    import_spec(&arena, "signs", &facts);
    assert_int_equal(facts.n_key_usages, 3);
    assert_string_equal(facts.key_usages[1], "CERTIFICATE_SIGNING");
    assert_string_equal(facts.key_usages[2], "CRL_SIGNING");
    assert_string_equal(facts.extended_key_usages[0], "ANY");
    assert_string_equal(facts.extended_key_usage_oids[0], "2.5.29.37.0");
    import_spec(&arena, "rsa 1024", &facts);
    assert_int_equal(facts.key, ACM_RSA_1024);
    arena_clear(&arena);
}

/* openssl and keychains write words around the blocks, editors write CRs. */
static void words_around_the_blocks_do_no_harm(void **state)
{
    struct buf certificate = { 0 };
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    issue(ACM_RSA_2048, &leaf, &chain);
    buf_puts(&certificate, "Bag Attributes\r\n    friendlyName: example\r\n");
    for (const char *at = leaf.data; *at != '\0'; at++) {
        if (*at == '\n')
            buf_putc(&certificate, '\r');
        buf_putc(&certificate, *at);
    }
    buf_puts(&certificate, "\r\n# the end\r\n");
    buf_puts(&key, "Key Attributes: <No Attributes>\n");
    x509_key(ACM_RSA_2048, NULL, 0, &key, NULL);
    import(&arena, &certificate, &key, &chain, now, &facts);
    check_ordered(&facts, ACM_RSA_2048);
    buf_clear(&certificate);
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    arena_clear(&arena);
}

static void the_root_may_be_left_out(void **state)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct buf intermediate = { 0 };
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    issue(ACM_RSA_2048, &leaf, &chain);
    put("intermediate", &intermediate);
    put("key", &key);
    import(&arena, &leaf, &key, &intermediate, now, &facts);
    check_ordered(&facts, ACM_RSA_2048);
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    buf_clear(&intermediate);
    arena_clear(&arena);
}

/* The curve before the key, in a block of its own, as `openssl ecparam -genkey` writes.
 */
static void a_curve_may_stand_before_the_key(void **state)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    issue(ACM_EC_PRIME256V1, &leaf, &chain);
    buf_puts(&key, "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n"
                   "-----END EC PARAMETERS-----\n");
    put_traditional(&key, ACM_EC_PRIME256V1);
    import(&arena, &leaf, &key, &chain, now, &facts);
    check_ordered(&facts, ACM_EC_PRIME256V1);
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    arena_clear(&arena);
}

static void a_chain_of_one_self_signed_authority_will_do(void **state)
{
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct x509_facts facts;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    put_pair("from example.net", "own", &leaf, &key);
    put("example.net", &chain);
    import(&arena, &leaf, &key, &chain, now, &facts);
    assert_string_equal(facts.subject, "CN=www.example.com");
    assert_string_equal(facts.issuer, "example.net");
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_those_of_the_order),
        cmocka_unit_test(a_self_signed_one_needs_no_chain),
        cmocka_unit_test(without_extensions_all_is_allowed),
        cmocka_unit_test(an_address_names_it_too),
        cmocka_unit_test(usages_have_the_words_of_the_api),
        cmocka_unit_test(words_around_the_blocks_do_no_harm),
        cmocka_unit_test(the_root_may_be_left_out),
        cmocka_unit_test(a_chain_of_one_self_signed_authority_will_do),
        cmocka_unit_test(a_curve_may_stand_before_the_key),
    };

    return cmocka_run_group_tests_name("x509_import", tests, NULL, NULL);
}
