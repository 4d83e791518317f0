/* evidence_certificate: DescribeCertificate and ListCertificates answers as a state. */
#include <string.h>

#include "base/arena.h"
#include "base/aws/arn.h"
#include "mockaws/scenario/evidence_parts.h"

static int word(const json_t *object, const char *name, enum acm_words words)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_string(value))
        return 0;
    return acm_word_parse(words, json_string_value(value), json_string_length(value));
}

static void take_domain(struct gathering *gathering, const json_t *from,
                        struct scenario_domain *to)
{
    const json_t *record = json_object_get(from, "ResourceRecord");
    const json_t *redirect = json_object_get(from, "HttpRedirect");

    *to = (struct scenario_domain){
        .domain = evidence_text(gathering, from, "DomainName"),
        .validation_domain = evidence_text(gathering, from, "ValidationDomain"),
        .method = (enum acm_method)word(from, "ValidationMethod", ACM_WORDS_METHOD),
        .status = (enum acm_domain_status)word(from, "ValidationStatus",
                                               ACM_WORDS_DOMAIN_STATUS),
        .record_name = evidence_text(gathering, record, "Name"),
        .record_value = evidence_text(gathering, record, "Value"),
        .redirect_from = evidence_text(gathering, redirect, "RedirectFrom"),
        .redirect_to = evidence_text(gathering, redirect, "RedirectTo"),
    };
    to->emails = evidence_texts(gathering, from, "ValidationEmails", &to->n_emails);
    if (to->method != ACM_METHOD_NONE)
        return;
    if (to->record_name != NULL)
        to->method = ACM_METHOD_DNS;
    else if (to->n_emails > 0)
        to->method = ACM_METHOD_EMAIL;
    else if (to->redirect_from != NULL)
        to->method = ACM_METHOD_HTTP;
}

static const struct scenario_domain *take_domains(struct gathering *gathering,
                                                  const json_t *array, size_t *n)
{
    struct scenario_domain *domains =
        arena_array(gathering->arena, json_array_size(array), sizeof(*domains));
    size_t i;
    json_t *item;

    *n = 0;
    json_array_foreach(array, i, item)
    {
        take_domain(gathering, item, &domains[*n]);
        if (domains[*n].domain != NULL)
            (*n)++;
    }
    return domains;
}

static const struct scenario_renewal *take_renewal(struct gathering *gathering,
                                                   const json_t *from)
{
    struct scenario_renewal *to;

    if (!json_is_object(from))
        return NULL;
    to = arena_zalloc(gathering->arena, sizeof(*to));
    to->status =
        (enum acm_renewal_status)word(from, "RenewalStatus", ACM_WORDS_RENEWAL_STATUS);
    to->reason = (enum acm_reason)word(from, "RenewalStatusReason", ACM_WORDS_REASON);
    to->updated_ms = evidence_time(gathering, from, "UpdatedAt", true);
    to->started_ms = to->updated_ms;
    to->domains = take_domains(
        gathering, json_object_get(from, "DomainValidationOptions"), &to->n_domains);
    return to;
}

static const struct scenario_usage *take_usages(struct gathering *gathering,
                                                const json_t *array, size_t *n)
{
    struct scenario_usage *usages =
        arena_array(gathering->arena, json_array_size(array), sizeof(*usages));
    size_t i;
    json_t *item;

    *n = 0;
    json_array_foreach(array, i, item)
    {
        const char *name = json_is_string(item)
                               ? arena_strdup(gathering->arena, json_string_value(item))
                               : evidence_text(gathering, item, "Name");

        if (name != NULL)
            usages[(*n)++] =
                (struct scenario_usage){ name, evidence_text(gathering, item, "OID") };
    }
    return usages;
}

static void take_key_usages(struct gathering *gathering, const json_t *array,
                            struct scenario_state *state)
{
    size_t n;
    const struct scenario_usage *usages = take_usages(gathering, array, &n);
    const char **names = arena_array(gathering->arena, n, sizeof(*names));

    for (size_t i = 0; i < n; i++)
        names[i] = usages[i].name;
    state->key_usages = names;
    state->n_key_usages = n;
}

static void take_state(struct gathering *gathering, const json_t *from,
                       struct scenario_state *to)
{
    *to = (struct scenario_state){
        .status = (enum acm_status)word(from, "Status", ACM_WORDS_STATUS),
        .reason = (enum acm_reason)word(from, "FailureReason", ACM_WORDS_REASON),
        .created_ms = evidence_time(gathering, from, "CreatedAt", true),
        .issued_ms = evidence_time(gathering, from, "IssuedAt", true),
        .imported_ms = evidence_time(gathering, from, "ImportedAt", true),
        .revoked_ms = evidence_time(gathering, from, "RevokedAt", true),
        .revocation_reason = evidence_text(gathering, from, "RevocationReason"),
        .not_before_ms = evidence_time(gathering, from, "NotBefore", false),
        .not_after_ms = evidence_time(gathering, from, "NotAfter", false),
        .serial = evidence_text(gathering, from, "Serial"),
        .subject = evidence_text(gathering, from, "Subject"),
        .issuer = evidence_text(gathering, from, "Issuer"),
        .signature_algorithm = evidence_text(gathering, from, "SignatureAlgorithm"),
        .renewal = take_renewal(gathering, json_object_get(from, "RenewalSummary")),
    };
    to->domains = take_domains(
        gathering, json_object_get(from, "DomainValidationOptions"), &to->n_domains);
    take_key_usages(gathering, json_object_get(from, "KeyUsages"), to);
    to->extended_key_usages =
        take_usages(gathering, json_object_get(from, "ExtendedKeyUsages"),
                    &to->n_extended_key_usages);
}

/* What is not said is inferred as catalogue 2, step 1 does. */
static enum acm_type type_of(const json_t *from, const struct scenario_state *state)
{
    const enum acm_type type = (enum acm_type)word(from, "Type", ACM_WORDS_TYPE);

    if (type == ACM_IMPORTED || type == ACM_AMAZON_ISSUED || type == ACM_PRIVATE)
        return type;
    if (state->imported_ms != TIME_NONE)
        return ACM_IMPORTED;
    return json_is_string(json_object_get(from, "CertificateAuthorityArn"))
               ? ACM_PRIVATE
               : ACM_AMAZON_ISSUED;
}

static enum acm_key key_of(const json_t *from)
{
    const enum acm_key key = (enum acm_key)word(from, "KeyAlgorithm", ACM_WORDS_KEY);

    return key == ACM_KEY_NONE || key == ACM_KEY_OTHER ? ACM_RSA_2048 : key;
}

/* The place of an ARN that was gathered already; n_certificates: none. */
static size_t index_of(const struct gathering *gathering, const char *arn)
{
    size_t i = 0;

    while (i < gathering->n_certificates &&
           strcmp(gathering->certificates[i].arn, arn) != 0)
        i++;
    return i;
}

static size_t make_room(struct gathering *gathering)
{
    size_t room = gathering->certificates_room;

    gathering->certificates = evidence_grow(
        gathering->arena, gathering->certificates, gathering->n_certificates,
        &gathering->certificates_room, sizeof(*gathering->certificates));
    gathering->states =
        evidence_grow(gathering->arena, gathering->states, gathering->n_certificates,
                      &room, sizeof(*gathering->states));
    return gathering->n_certificates++;
}

/* The DomainName first, as ACM has it; a list may lack the names. */
static void take_names(struct gathering *gathering, const json_t *from,
                       const char *member, struct scenario_certificate *to)
{
    const char *domain = evidence_text(gathering, from, "DomainName");
    size_t n;
    const char *const *others = evidence_texts(gathering, from, member, &n);
    const char **names = arena_array(gathering->arena, n + 1, sizeof(*names));

    names[to->n_names++] = domain != NULL ? domain
                           : n > 0        ? others[0]
                                          : "unknown.invalid";
    for (size_t i = 0; i < n; i++)
        if (strcasecmp(others[i], names[0]) != 0)
            names[to->n_names++] = others[i];
    to->names = names;
}

static void take(struct gathering *gathering, const json_t *from,
                 const char *names_member)
{
    const char *arn = evidence_text(gathering, from, "CertificateArn");
    const json_t *options = json_object_get(from, "Options");
    struct scenario_certificate *to;
    struct scenario_state *state;
    struct arn parts;
    size_t at;

    if (arn == NULL || !arn_is_acm_certificate(arn, strlen(arn)) ||
        !arn_parse(arn, strlen(arn), &parts))
        return;
    at = index_of(gathering, arn);
    if (at == gathering->n_certificates)
        at = make_room(gathering);
    to = &gathering->certificates[at];
    state = &gathering->states[at];
    take_state(gathering, from, state);
    *to = (struct scenario_certificate){
        .id = arena_strdup(gathering->arena, strrchr(arn, '/') + 1),
        .arn = arn,
        .account = arena_strndup(gathering->arena, parts.account.text, parts.account.len),
        .region = arena_strndup(gathering->arena, parts.region.text, parts.region.len),
        .type = type_of(from, state),
        .key = key_of(from),
        .export_option = (enum acm_switch)word(options, "Export", ACM_WORDS_SWITCH),
        .transparency = (enum acm_switch)word(
            options, "CertificateTransparencyLoggingPreference", ACM_WORDS_SWITCH),
        .manager = (enum acm_manager)word(from, "ManagedBy", ACM_WORDS_MANAGER),
        .origin =
            (enum acm_origin)word(from, "CertificateKeyPairOrigin", ACM_WORDS_ORIGIN),
        .authority = evidence_text(gathering, from, "CertificateAuthorityArn"),
        .exported = json_is_true(json_object_get(from, "Exported")),
        .requested_ms = state->created_ms,
    };
    take_names(gathering, from, names_member, to);
    to->in_use_by = evidence_texts(gathering, from, "InUseBy", &to->n_in_use_by);
    if (to->type == ACM_AMAZON_ISSUED)
        to->method = state->n_domains > 0 ? state->domains[0].method : ACM_METHOD_DNS;
}

void evidence_certificate(struct gathering *gathering, const json_t *detail)
{
    take(gathering, detail, "SubjectAlternativeNames");
}

/* A description says more: a row of a list is taken only where there is none. */
void evidence_summary(struct gathering *gathering, const json_t *summary)
{
    const char *arn = json_string_value(json_object_get(summary, "CertificateArn"));

    if (arn != NULL && index_of(gathering, arn) == gathering->n_certificates)
        take(gathering, summary, "SubjectAlternativeNameSummaries");
}
