/* mockaws_acm: any bytes as bodies of ACM: each is answered in JSON, and nothing breaks.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/heap.h"
#include "mockaws/http/server.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/mock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In the inputs it stands as it is, so that what needs a certificate finds one. */
static const char id[] = "11111111-1111-4111-8111-111111111111";

static void require(bool ok, const char *what, const char *text)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, text);
    abort();
}

static void serve(struct mock *mock, struct arena *arena, const char *operation,
                  const char *body, size_t len)
{
    const struct http_field target = {
        "X-Amz-Target", arena_printf(arena, "CertificateManager.%s", operation)
    };
    struct http_request request = { .method = "POST",
                                    .path = "/",
                                    .query = "",
                                    .fields = &target,
                                    .n_fields = 1,
                                    .body = body,
                                    .body_len = len,
                                    .arena = arena };
    struct http_reply reply = { .status = 200 };
    json_t *answer;

    mock_serve(mock, &request, &reply);
    require(reply.status >= 200 && reply.status < 500, "a failure", reply.body);
    answer = json_loadb(reply.body, reply.body_len, JSON_REJECT_DUPLICATES, NULL);
    require(json_is_object(answer), "no JSON object", reply.body);
    json_decref(answer);
}

static void add_certificate(struct mock *mock)
{
    struct store *store = &mock->world.store;
    struct certificate *certificate = certificate_new();

    certificate->type = ACM_AMAZON_ISSUED;
    certificate->method = ACM_METHOD_EMAIL;
    certificate->key = ACM_RSA_2048;
    texts_add(&certificate->names, &certificate->n_names, "example.com");
    text_set(&certificate->domain, "example.com");
    certificate->validations = heap_zalloc(sizeof(*certificate->validations));
    certificate->n_validations = 1;
    text_set(&certificate->validations[0].domain, "example.com");
    text_set(&certificate->validations[0].validation_domain, "example.com");
    store_add_certificate(
        store,
        store_place(store, store_account(store, MOCK_DEFAULT_ACCOUNT), "us-east-1"),
        certificate, id);
    lifecycle_request(&mock->world, certificate);
}

/* The first octet chooses the operation, the second whether the certificate is issued. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct certificate *certificate;
    struct arena arena;
    struct mock mock;
    size_t n = 0;
    char *body;

    if (size < 2)
        return 0;
    while (acm_operations[n].name != NULL)
        n++;
    arena_init(&arena);
    mock_init(&mock, 1, CLOCK_MANUAL, 1, INT64_C(1772323200133));
    mock.auth = AUTH_OFF;
    add_certificate(&mock);
    if (data[1] % 2 == 0) {
        certificate = store_find_certificate(&mock.world.store, id);
        lifecycle_approve(&mock.world, certificate, NULL);
        world_advance(&mock.world, 3600 * 1000);
    }
    body = arena_alloc(&arena, size);
    memcpy(body, data + 2, size - 2);
    body[size - 2] = '\0';
    serve(&mock, &arena, acm_operations[data[0] % n].name, body, size - 2);
    serve(&mock, &arena, "ListCertificates", "{}", 2);
    world_advance(&mock.world, INT64_C(86400000) * 400);
    mock_clear(&mock);
    arena_clear(&arena);
    return 0;
}
