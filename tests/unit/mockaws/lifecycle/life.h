/* life: a world with one zone, and certificates in it, for tests of the lifecycle. */
#ifndef TESTS_UNIT_MOCKAWS_LIFECYCLE_LIFE_H
#define TESTS_UNIT_MOCKAWS_LIFECYCLE_LIFE_H

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/rr.h"
#include "base/heap.h"
#include "base/when.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/world.h"
#include "tests/support/test.h"

#define HOUR_MS  INT64_C(3600000)
#define DAY_MS   (24 * HOUR_MS)
#define START_MS INT64_C(1772323200000) /* 2026-03-01T00:00:00Z */

static const char *const account_id = "111122223333";

struct fixture {
    struct world world;
    struct zone *zone; /* example.com, delegated */
};

static inline int setup(void **state)
{
    static const char *const servers[4] = { "ns-1.awsdns-01.com", "ns-2.awsdns-02.net",
                                            "ns-3.awsdns-03.org",
                                            "ns-4.awsdns-04.co.uk" };
    struct fixture *fixture = heap_zalloc(sizeof(*fixture));

    world_init(&fixture->world, 1, CLOCK_MANUAL, 1, START_MS);
    fixture->zone = zones_add(&fixture->world.store.zones, "ZEXAMPLE1", account_id,
                              "example.com", "r1", servers, false, START_MS - DAY_MS);
    *state = fixture;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *fixture = *state;

    world_clear(&fixture->world);
    free(fixture);
    return 0;
}

static inline void put(struct fixture *fixture, const char *name, enum rr_type type,
                       const char *value)
{
    struct rrset *set = heap_zalloc(sizeof(*set));

    set->name = heap_strdup(name);
    set->type = (uint16_t)type;
    set->weight = -1;
    set->multi_value = -1;
    set->ttl_s = 300;
    texts_add(&set->values, &set->n_values, value);
    zone_put(&fixture->world.store.zones, fixture->zone, set,
             fixture->world.clock.now_ms);
    world_dns_changed(&fixture->world);
}

static inline void drop(struct fixture *fixture, const char *name, enum rr_type type)
{
    assert_true(zone_drop(&fixture->world.store.zones, fixture->zone, name,
                          (uint16_t)type, NULL, fixture->world.clock.now_ms));
    world_dns_changed(&fixture->world);
}

/* The record's owner as zones hold it: without the last dot. */
static inline const char *owner(const struct validation *validation, char out[300])
{
    const size_t len = strlen(validation->record_name) - 1;

    assert_true(len < 300);
    memcpy(out, validation->record_name, len);
    out[len] = '\0';
    return out;
}

static inline void put_record(struct fixture *fixture,
                              const struct validation *validation)
{
    char name[300];

    put(fixture, owner(validation, name), RR_CNAME, validation->record_value);
}

static inline struct certificate *make(struct fixture *fixture, const char *region,
                                       enum acm_type type, enum acm_method method, ...)
{
    struct store *store = &fixture->world.store;
    struct certificate *certificate = certificate_new();
    const char *name;
    va_list names;

    certificate->type = type;
    certificate->method = method;
    certificate->key = ACM_RSA_2048;
    va_start(names, method);
    while ((name = va_arg(names, const char *)) != NULL) {
        texts_add(&certificate->names, &certificate->n_names, name);
        certificate->validations =
            heap_grow(certificate->validations, certificate->n_validations + 1,
                      sizeof(*certificate->validations));
        certificate->validations[certificate->n_validations++] =
            (struct validation){ .domain = heap_strdup(name),
                                 .validation_domain = heap_strdup(name) };
    }
    va_end(names);
    text_set(&certificate->domain, certificate->names[0]);
    store_add_certificate(store,
                          store_place(store, store_account(store, account_id), region),
                          certificate, NULL);
    return certificate;
}

static inline struct certificate *request(struct fixture *fixture, enum acm_method method,
                                          const char *name, const char *other)
{
    struct certificate *certificate =
        make(fixture, "us-east-1", ACM_AMAZON_ISSUED, method, name, other, NULL);

    lifecycle_request(&fixture->world, certificate);
    return certificate;
}

static inline struct certificate *issued(struct fixture *fixture)
{
    struct certificate *certificate =
        request(fixture, ACM_METHOD_DNS, "example.com", NULL);

    put_record(fixture, &certificate->validations[0]);
    world_advance(&fixture->world, HOUR_MS);
    assert_int_equal(certificate->status, ACM_ISSUED);
    return certificate;
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
