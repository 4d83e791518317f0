/* check_certificate: certificates that could not be asked for, or stand in no state. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/check_parts.h"

enum { NAMES_MAX = 100, COMMON_NAME_MAX = 64 };

static bool has_name(const struct scenario_certificate *certificate, const char *name)
{
    for (size_t i = 0; i < certificate->n_names; i++)
        if (certificate->names[i] != NULL && strcmp(certificate->names[i], name) == 0)
            return true;
    return false;
}

/* Source: ACM API, RequestCertificate: DomainName, SubjectAlternativeNames. */
static void check_names(struct checker *checker, const char *pointer,
                        const struct scenario_certificate *certificate)
{
    const bool imported = certificate->import != NULL;
    const char *const member = imported ? "import/names" : "names";

    if (imported && certificate->names != certificate->import->names) {
        checker_fault(checker, pointer, "names",
                      "the names of an import stand in \"import\"");
        return;
    }
    if (certificate->n_names == 0 &&
        !mistakes_explain(checker->mistakes, pointer, member))
        checker_fault(checker, pointer, "",
                      "\"names\" is missing: want at least one name");
    if (certificate->n_names > NAMES_MAX)
        checker_fault(checker, pointer, member, "%zu names; a certificate has at most %d",
                      certificate->n_names, NAMES_MAX);
    if (!imported && certificate->state == NULL && certificate->n_names > 0 &&
        certificate->names[0] != NULL && strlen(certificate->names[0]) > COMMON_NAME_MAX)
        checker_fault(
            checker, pointer, "names/0",
            "the first name has over %d letters, and RequestCertificate refuses "
            "it: put a shorter one first",
            COMMON_NAME_MAX);
    check_twins(checker, pointer, member, certificate->names, certificate->n_names);
}

static void check_http(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate)
{
    if (certificate->method != ACM_METHOD_HTTP)
        return;
    if (certificate->manager != ACM_MANAGER_CLOUDFRONT)
        checker_fault(checker, pointer, "method",
                      "HTTP is for \"managed_by\": \"CLOUDFRONT\" alone");
    for (size_t i = 0; i < certificate->n_names; i++)
        if (certificate->names[i] != NULL && name_is_wildcard(certificate->names[i]))
            checker_fault(checker,
                          arena_printf(checker->arena, "%s/names/%zu", pointer, i), "",
                          "HTTP validates no wildcard");
}

static bool is_above(struct arena *arena, const char *above, const char *name)
{
    const char *low = name_base(name_canonical(arena, name, strlen(name)));

    return name_is_under(low, name_canonical(arena, above, strlen(above)));
}

/* Source: ACM API, DomainValidationOption: the same domain or one above it. */
static void check_mail(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate)
{
    const bool some =
        certificate->validation_domain != NULL || certificate->n_validation_domains > 0;

    if (some && certificate->method != ACM_METHOD_EMAIL) {
        checker_fault(checker, pointer,
                      certificate->validation_domain != NULL ? "validation_domain"
                                                             : "validation_domains",
                      "validation domains are for \"method\": \"EMAIL\" alone");
        return;
    }
    for (size_t i = 0; certificate->validation_domain != NULL && i < certificate->n_names;
         i++)
        if (certificate->names[i] != NULL &&
            !is_above(checker->arena, certificate->validation_domain,
                      certificate->names[i]))
            checker_fault(checker, pointer, "validation_domain",
                          "\"%.100s\" is neither \"%.100s\" nor above it",
                          certificate->validation_domain, certificate->names[i]);
    for (size_t i = 0; i < certificate->n_validation_domains; i++) {
        const struct scenario_tag *pair = &certificate->validation_domains[i];
        const char *place =
            arena_printf(checker->arena, "%s/validation_domains", pointer);

        if (!has_name(certificate, pair->key))
            checker_fault(checker, place, pair->key, "the certificate has no such name");
        else if (pair->value != NULL && !is_above(checker->arena, pair->value, pair->key))
            checker_fault(checker, place, pair->key,
                          "\"%.100s\" is neither \"%.100s\" nor above it", pair->value,
                          pair->key);
    }
}

/* Source: ACM API, RequestCertificate: KeyAlgorithm. */
static void check_key(struct checker *checker, const char *pointer,
                      const struct scenario_certificate *certificate)
{
    const enum acm_key key = certificate->key;

    if (certificate->state != NULL)
        return;
    if (certificate->import != NULL) {
        if (key == ACM_RSA_1024)
            checker_fault(checker, pointer, "import/key_algorithm",
                          "mockaws makes no RSA_1024 key; give the certificate a "
                          "\"state\" to have it stand there already");
    } else if (key != ACM_RSA_2048 && key != ACM_EC_PRIME256V1 && key != ACM_EC_SECP384R1)
        checker_fault(
            checker, pointer, "key_algorithm",
            "RequestCertificate takes RSA_2048, EC_prime256v1 and EC_secp384r1; "
            "%s comes by import alone",
            acm_word(ACM_WORDS_KEY, (int)key));
}

static void check_kind(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate)
{
    if (certificate->import != NULL && certificate->authority != NULL)
        checker_fault(checker, pointer, "authority",
                      "a certificate is imported or comes from an authority, not both");
    if (certificate->type != ACM_AMAZON_ISSUED &&
        certificate->method != ACM_METHOD_NONE && certificate->state == NULL)
        checker_fault(checker, pointer, "method", "%s is not validated: leave this out",
                      certificate->type == ACM_IMPORTED ? "an imported certificate"
                                                        : "a private certificate");
    if (certificate->import != NULL &&
        certificate->import->not_after_ms <= certificate->import->not_before_ms)
        checker_fault(checker, pointer, "import/not_after", "lies before \"not_before\"");
}

static void check_state(struct checker *checker, const char *pointer,
                        const struct scenario_certificate *certificate)
{
    const struct scenario_state *state = certificate->state;
    const char *place = arena_printf(checker->arena, "%s/state", pointer);

    if (state->not_before_ms != TIME_NONE && state->not_after_ms != TIME_NONE &&
        state->not_after_ms <= state->not_before_ms)
        checker_fault(checker, place, "not_after", "lies before \"not_before\"");
    if (state->created_ms > checker->scenario->start_ms)
        checker_fault(checker, place, "created",
                      "lies after \"start\": a state is how things stand at the start");
    if (certificate->requested_ms != checker->scenario->start_ms)
        checker_fault(checker, pointer, "requested",
                      "a certificate with a \"state\" was asked for at \"created\"");
    for (size_t i = 0; i < state->n_domains; i++)
        if (state->domains[i].domain != NULL &&
            !has_name(certificate, state->domains[i].domain))
            checker_fault(checker,
                          arena_printf(checker->arena, "%s/domains/%zu", place, i),
                          "domain", "the certificate has no name \"%.100s\"",
                          state->domains[i].domain);
}

static void check_time(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate)
{
    if (certificate->requested_ms < checker->scenario->start_ms)
        checker_fault(checker, pointer, "requested",
                      "lies before \"start\": start earlier, or give the certificate a "
                      "\"state\"");
}

void check_certificate(struct checker *checker, const char *pointer,
                       const struct scenario_certificate *certificate)
{
    check_account(checker, pointer, certificate->account);
    check_names(checker, pointer, certificate);
    check_kind(checker, pointer, certificate);
    check_key(checker, pointer, certificate);
    check_http(checker, pointer, certificate);
    check_mail(checker, pointer, certificate);
    check_twins(checker, pointer, "in_use_by", certificate->in_use_by,
                certificate->n_in_use_by);
    if (checker->scenario != NULL && certificate->state != NULL)
        check_state(checker, pointer, certificate);
    else if (checker->scenario != NULL)
        check_time(checker, pointer, certificate);
}
