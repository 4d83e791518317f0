/* request: RequestCertificate. */
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/request_rules.h"
#include "mockaws/service/mock.h"

/* The same token with another request is another request: ACM API, IdempotencyToken. */
static void digest_request(const json_t *input, char hex[DIGEST_HEX])
{
    char *text = json_dumps(input, JSON_COMPACT | JSON_SORT_KEYS);

    digest_hex(text != NULL ? text : "", text != NULL ? strlen(text) : 0, hex);
    free(text);
}

static int answer(struct call *call, const struct certificate *certificate)
{
    call->certificate = arena_strdup(call->arena, certificate->arn);
    emit_open(&call->json, NULL, '{');
    emit_text(&call->json, "CertificateArn", call->certificate);
    emit_close(&call->json, '}');
    return 0;
}

static int word_of(const json_t *object, const char *name, enum acm_words words,
                   int otherwise)
{
    const char *text = acm_text(object, name);

    return text == NULL ? otherwise : acm_word_parse(words, text, strlen(text));
}

/* Every name is validated, a wildcard too; it keeps its star in both (facts 2.1). */
static void add_validations(struct certificate *certificate,
                            const struct request *request)
{
    certificate->n_validations = certificate->n_names;
    certificate->validations =
        heap_zalloc(certificate->n_names * sizeof(*certificate->validations));
    for (size_t i = 0; i < certificate->n_names; i++) {
        struct validation *validation = &certificate->validations[i];

        text_set(&validation->domain, certificate->names[i]);
        text_set(&validation->validation_domain,
                 request_validation_domain(request, certificate->names[i]));
        validation->method = request->method;
    }
}

/*
 * Public certificates are logged unless the request says otherwise, and not exportable;
 * a private one always is, so that it has no such option.
 */
static void set_options(struct certificate *certificate, const struct request *request)
{
    const bool is_private = request->authority != NULL;

    certificate->transparency = (enum acm_switch)word_of(
        request->options, "CertificateTransparencyLoggingPreference", ACM_WORDS_SWITCH,
        is_private ? ACM_DISABLED : ACM_ENABLED);
    certificate->export_option =
        (enum acm_switch)word_of(request->options, "Export", ACM_WORDS_SWITCH,
                                 is_private ? ACM_SWITCH_NONE : ACM_DISABLED);
}

static struct certificate *build(const struct request *request)
{
    struct certificate *certificate = certificate_new();

    text_set(&certificate->domain, request->names[0]);
    for (size_t i = 0; i < request->n_names; i++)
        texts_add(&certificate->names, &certificate->n_names, request->names[i]);
    text_set(&certificate->authority, request->authority);
    certificate->type = request->authority != NULL ? ACM_PRIVATE : ACM_AMAZON_ISSUED;
    certificate->key = request->key;
    certificate->manager = request->manager;
    certificate->origin = ACM_ORIGIN_AWS_MANAGED;
    set_options(certificate, request);
    acm_tags_set(&certificate->tags, request->tags);
    if (request->authority == NULL) {
        certificate->method = request->method;
        add_validations(certificate, request);
    }
    return certificate;
}

int acm_request_certificate(struct mock *mock, struct call *call)
{
    const char *token = acm_text(call->input, "IdempotencyToken");
    const int64_t now = mock->world.clock.now_ms;
    struct certificate *certificate;
    struct request request;
    char digest[DIGEST_HEX];

    digest_request(call->input, digest);
    certificate = token == NULL ? NULL : place_repeated(call->place, token, digest, now);
    if (certificate != NULL)
        return answer(call, certificate);
    if (request_read(mock, call, &request) != 0 || acm_limits_check(mock, call) != 0)
        return -1;
    certificate = build(&request);
    store_add_certificate(&mock->world.store, call->place, certificate, NULL);
    lifecycle_request(&mock->world, certificate);
    certificate_touch(certificate);
    if (token != NULL)
        place_remember(call->place, token, digest, certificate, now);
    return answer(call, certificate);
}
