/* request_rules: what a RequestCertificate asks for, held against ACM's rules. */
#include "mockaws/service/acm/request_rules.h"

#include <string.h>

#include "base/arena.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

/* A longer name would not fit into the common name: facts 1.2. */
enum { FIRST_NAME_MAX = 64, NAMES_DEFAULT = 10 };

static void add_name(struct request *out, const char *name)
{
    for (size_t i = 0; i < out->n_names; i++)
        if (acm_same_name(out->names[i], name))
            return;
    out->names[out->n_names++] = name;
}

static int read_names(struct mock *mock, struct call *call, struct request *out)
{
    const json_t *others = acm_member(call->input, "SubjectAlternativeNames");
    const char *first = acm_text(call->input, "DomainName");
    const size_t most = mock->acm_limits.names_per_certificate != 0
                            ? mock->acm_limits.names_per_certificate
                            : NAMES_DEFAULT;

    if (strlen(first) > FIRST_NAME_MAX)
        return call_fail(call, "InvalidParameterException",
                         "The first domain name can be no longer than %d characters: %s",
                         FIRST_NAME_MAX, first);
    out->names =
        arena_array(call->arena, json_array_size(others) + 1, sizeof(*out->names));
    add_name(out, first);
    for (size_t i = 0; i < json_array_size(others); i++)
        add_name(out, json_string_value(json_array_get(others, i)));
    if (out->n_names > most)
        return call_fail(call, "LimitExceededException",
                         "Certificate has too many domains.");
    return 0;
}

static bool has_wildcard(const struct request *request)
{
    for (size_t i = 0; i < request->n_names; i++)
        if (request->names[i][0] == '*')
            return true;
    return false;
}

/*
 * The API does not say what is meant without ValidationMethod; CloudFormation's reference
 * calls EMAIL the default (facts 1.4). HTTP: facts 3.3.
 */
static int read_method(struct call *call, struct request *out)
{
    const char *word = acm_text(call->input, "ValidationMethod");

    out->method = ACM_METHOD_EMAIL;
    if (word != NULL)
        out->method =
            (enum acm_method)acm_word_parse(ACM_WORDS_METHOD, word, strlen(word));
    if (out->method != ACM_METHOD_HTTP || out->authority != NULL)
        return 0;
    if (out->manager != ACM_MANAGER_CLOUDFRONT)
        return call_fail(call, "InvalidParameterException",
                         "HTTP validation is only for certificates that are managed by "
                         "CLOUDFRONT.");
    if (has_wildcard(out))
        return call_fail(call, "InvalidParameterException",
                         "Wildcard names cannot be validated by HTTP.");
    return 0;
}

/* Other algorithms are for imports alone: facts 1.3. */
static int read_key(struct call *call, struct request *out)
{
    const char *word = acm_text(call->input, "KeyAlgorithm");

    out->key = ACM_RSA_2048;
    if (word != NULL)
        out->key = (enum acm_key)acm_word_parse(ACM_WORDS_KEY, word, strlen(word));
    if (out->key != ACM_RSA_2048 && out->key != ACM_EC_PRIME256V1 &&
        out->key != ACM_EC_SECP384R1)
        return call_fail(call, "InvalidParameterException",
                         "The key algorithm %s cannot be requested: RSA_2048, "
                         "EC_prime256v1 and EC_secp384r1 can.",
                         word);
    return 0;
}

static int check_validation_options(struct call *call, const struct request *out)
{
    const json_t *options = out->validation_options;

    for (size_t i = 0; i < json_array_size(options); i++) {
        const json_t *option = json_array_get(options, i);
        const char *name = acm_text(option, "DomainName");
        const char *domain = acm_text(option, "ValidationDomain");
        bool is_ours = false;

        for (size_t k = 0; k < out->n_names; k++)
            is_ours = is_ours || acm_same_name(out->names[k], name);
        if (!is_ours)
            return call_fail(call, "InvalidDomainValidationOptionsException",
                             "%s is not among the domain names of the request.", name);
        if (!acm_is_validation_domain(name, domain))
            return call_fail(call, "InvalidDomainValidationOptionsException",
                             "The validation domain %s is neither %s nor a superdomain "
                             "of it.",
                             domain, name);
        for (size_t k = 0; k < i; k++)
            if (acm_same_name(acm_text(json_array_get(options, k), "DomainName"), name))
                return call_fail(call, "InvalidDomainValidationOptionsException",
                                 "%s has more than one validation domain.", name);
    }
    return 0;
}

int request_read(struct mock *mock, struct call *call, struct request *out)
{
    const char *manager = acm_text(call->input, "ManagedBy");

    *out = (struct request){
        .authority = acm_text(call->input, "CertificateAuthorityArn"),
        .manager = manager != NULL ? ACM_MANAGER_CLOUDFRONT : ACM_MANAGER_NONE,
        .options = acm_member(call->input, "Options"),
        .validation_options = acm_member(call->input, "DomainValidationOptions"),
        .tags = acm_member(call->input, "Tags"),
    };
    if (read_names(mock, call, out) != 0 || read_method(call, out) != 0 ||
        read_key(call, out) != 0 || check_validation_options(call, out) != 0)
        return -1;
    return acm_tags_check(call, out->tags, NULL);
}

const char *request_validation_domain(const struct request *request, const char *name)
{
    const json_t *options = request->validation_options;

    for (size_t i = 0; i < json_array_size(options); i++)
        if (acm_same_name(acm_text(json_array_get(options, i), "DomainName"), name))
            return acm_text(json_array_get(options, i), "ValidationDomain");
    return name;
}
