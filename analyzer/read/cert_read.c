/* cert_read: one certificate from one object, whatever tool spelled it. */
#include "analyzer/read/cert_read.h"

#include <string.h>

#include "analyzer/read/cert_parts.h"
#include "analyzer/read/member.h"
#include "analyzer/read/secret.h"
#include "analyzer/read/take.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"
#include "base/when.h"

enum { NAMES_USUAL = 100 };

enum id {
    ID_ARN,
    ID_DOMAIN,
    ID_NAMES,
    ID_MANAGED_BY,
    ID_VALIDATIONS,
    ID_SERIAL,
    ID_SUBJECT,
    ID_ISSUER,
    ID_CREATED_AT,
    ID_ISSUED_AT,
    ID_STATUS,
    ID_NOT_BEFORE,
    ID_NOT_AFTER,
    ID_KEY,
    ID_SIGNATURE,
    ID_IN_USE_BY,
    ID_REASON,
    ID_TYPE,
    ID_RENEWAL,
    ID_ELIGIBILITY,
    ID_OPTIONS,
    ID_IMPORTED_AT,
    ID_REVOKED_AT,
    ID_AUTHORITY,
    ID_UPDATE,
    ID_KEY_ORIGIN,
    ID_NAMES_CUT,
    ID_EXPORT,
    ID_IN_USE,
    ID_EXPORTED,
    ID_METHOD,
    ID_CT_LOGGING,
    ID_RENEWAL_STATUS,
    ID_ACCOUNT,
    ID_REGION,
    ID_OTHER_ARN,
    ID_SKIPPED, /* known, and not read */
};

/* clang-format off */
/* In the order in which the API prints them; then what other tools add. */
static const struct member_name members[] = {
    MEMBER("CertificateArn", ID_ARN),
    MEMBER("DomainName", ID_DOMAIN),
    MEMBER("SubjectAlternativeNames", ID_NAMES),
    MEMBER("DomainValidationOptions", ID_VALIDATIONS),
    MEMBER("Serial", ID_SERIAL),
    MEMBER("Subject", ID_SUBJECT),
    MEMBER("Issuer", ID_ISSUER),
    MEMBER("CreatedAt", ID_CREATED_AT),
    MEMBER("IssuedAt", ID_ISSUED_AT),
    MEMBER("Status", ID_STATUS),
    MEMBER("NotBefore", ID_NOT_BEFORE),
    MEMBER("NotAfter", ID_NOT_AFTER),
    MEMBER("KeyAlgorithm", ID_KEY),
    MEMBER("SignatureAlgorithm", ID_SIGNATURE),
    MEMBER("InUseBy", ID_IN_USE_BY),
    MEMBER("FailureReason", ID_REASON),
    MEMBER("Type", ID_TYPE),
    MEMBER("KeyUsages", ID_SKIPPED),
    MEMBER("ExtendedKeyUsages", ID_SKIPPED),
    MEMBER("RenewalEligibility", ID_ELIGIBILITY),
    MEMBER("Options", ID_OPTIONS),
    MEMBER("RenewalSummary", ID_RENEWAL),
    MEMBER("ImportedAt", ID_IMPORTED_AT),
    MEMBER("RevokedAt", ID_REVOKED_AT),
    MEMBER("RevocationReason", ID_SKIPPED),
    MEMBER("CertificateAuthorityArn", ID_AUTHORITY),
    MEMBER("ManagedBy", ID_MANAGED_BY),
    MEMBER("UpdateSummary", ID_UPDATE),
    MEMBER("CertificateKeyPairOrigin", ID_KEY_ORIGIN),
    MEMBER("AcmeEndpointArn", ID_SKIPPED),
    MEMBER("AcmeAccountId", ID_SKIPPED),
    MEMBER("SubjectAlternativeNameSummaries", ID_NAMES),
    MEMBER("HasAdditionalSubjectAlternativeNames", ID_NAMES_CUT),
    MEMBER("ExportOption", ID_EXPORT),
    MEMBER("InUse", ID_IN_USE),
    MEMBER("Exported", ID_EXPORTED),
    MEMBER("ValidationMethod", ID_METHOD),
    MEMBER("CertificateTransparencyLoggingPreference", ID_CT_LOGGING),
    MEMBER("RenewalStatus", ID_RENEWAL_STATUS),
    MEMBER("DomainValidation", ID_VALIDATIONS),
    MEMBER("DomainValidations", ID_VALIDATIONS),
    MEMBER("Domain", ID_DOMAIN),
    MEMBER("AccountId", ID_ACCOUNT),
    MEMBER("AwsAccountId", ID_ACCOUNT),
    MEMBER("Region", ID_REGION),
    MEMBER("AwsRegion", ID_REGION),
    MEMBER("Arn", ID_OTHER_ARN),
    MEMBER("Id", ID_OTHER_ARN),
    MEMBER("ResourceId", ID_OTHER_ARN),
    MEMBER("Tags", ID_SKIPPED),
    { NULL, 0, 0 },
};
/* clang-format on */

struct cert *cert_new(struct context *context, enum grade grade)
{
    struct cert *cert = arena_zalloc(context->arena, sizeof(*cert));

    cert->grade = (uint8_t)grade;
    cert->origin = context_origin(context);
    cert->created_at = cert->issued_at = cert->imported_at = cert->revoked_at = WHEN_NONE;
    cert->not_before = cert->not_after = WHEN_NONE;
    cert->captured_at = context->captured_at;
    return cert;
}

static void set_known(const char **place, uint8_t *from, const char *text)
{
    if (*place == NULL && text != NULL) {
        *place = text;
        *from = FROM_CONTENT;
    }
}

bool cert_set_arn(struct context *context, struct cert *cert, const char *text,
                  size_t len)
{
    struct arn arn;

    if (cert->arn != NULL || !arn_is_acm_certificate(text, len) ||
        !arn_parse(text, len, &arn))
        return false;
    cert->arn = context_copy(context, text, len);
    cert->account = context_shared(context, arn.account.text, arn.account.len);
    cert->region = context_shared(context, arn.region.text, arn.region.len);
    cert->account_from = cert->region_from = FROM_CONTENT;
    return true;
}

/* "arn:aws:acm:us-east-1:111122223333:certificate/...": else what stands there is kept.
 */
static void take_arn(const struct taking *t, struct json_value value)
{
    const char *text;
    size_t len;

    if (!json_get_string(value, &text, &len) || len == 0) {
        take_text(t, value, false);
        return;
    }
    if (cert_set_arn(t->context, t->cert, text, len) || t->cert->arn != NULL)
        return;
    t->cert->arn = context_copy(t->context, text, len);
    t->cert->emulator = true;
}

/* Is name among the n so far? A certificate has 100 names at most; hostile text more. */
static bool is_among(struct map *many, const char *const *all, uint32_t n,
                     const char *name)
{
    void **place;
    bool known;

    if (many == NULL) {
        for (uint32_t i = 0; i < n; i++)
            if (strcmp(all[i], name) == 0)
                return true;
        return false;
    }
    place = map_at(many, name, strlen(name));
    known = *place != NULL;
    *place = many;
    return known;
}

void cert_names(struct context *context, struct cert *cert)
{
    struct map map = { 0 };
    struct map *many = cert->n_names > NAMES_USUAL ? &map : NULL;
    const char **all;
    uint32_t n = 0;

    if (cert->domain == NULL && cert->n_names > 0)
        cert->domain = cert->names[0];
    if (cert->domain == NULL)
        return;
    if (cert->n_names > 0 && cert->names[0] == cert->domain)
        return;
    all = arena_array(context->arena, cert->n_names + 1, sizeof(*all));
    is_among(many, all, n, cert->domain);
    all[n++] = cert->domain;
    for (uint32_t i = 0; i < cert->n_names; i++)
        if (!is_among(many, all, n, cert->names[i]))
            all[n++] = cert->names[i];
    map_clear(&map);
    cert->names = all;
    cert->n_names = n;
}

/* The method that all validations agree on, when the certificate itself names none. */
static void set_method(struct cert *cert)
{
    int method = ACM_METHOD_NONE;

    if (cert->method != ACM_METHOD_NONE)
        return;
    for (uint32_t i = 0; i < cert->n_validations; i++) {
        if (i > 0 && cert->validations[i].method != method)
            return;
        method = cert->validations[i].method;
    }
    cert->method = (uint8_t)method;
}

static bool looks_emulated(const struct cert *cert)
{
    return cert->account != NULL && strcmp(cert->account, "000000000000") == 0;
}

/* A row that names no certificate and tells nothing of one is lost, not a certificate. */
static bool says_nothing(const struct cert *cert)
{
    return cert->arn == NULL && cert->domain == NULL && cert->status == ACM_STATUS_NONE &&
           cert->n_validations == 0;
}

void cert_add(struct context *context, struct cert *cert)
{
    struct decoded *out = context->decoder->out;

    if (cert->arn == NULL && context->arn != NULL)
        cert_set_arn(context, cert, context->arn, strlen(context->arn));
    set_known(&cert->account, &cert->account_from, context->account);
    set_known(&cert->region, &cert->region_from, context->region);
    if (cert->captured_at == WHEN_NONE)
        cert->captured_at = context->captured_at;
    cert_names(context, cert);
    set_method(cert);
    cert->emulator = cert->emulator || looks_emulated(cert);
    if (says_nothing(cert)) {
        context->document->source->n_skipped++;
        return;
    }
    if (out->n_certs == out->room_certs) {
        const size_t room = out->room_certs == 0 ? 16 : out->room_certs * 2;
        struct cert **certs = arena_array(&out->arena, room, sizeof(struct cert *));

        if (out->n_certs > 0)
            memcpy(certs, out->certs, out->n_certs * sizeof(struct cert *));
        out->certs = certs;
        out->room_certs = room;
    }
    out->certs[out->n_certs++] = cert;
    context->document->source->n_records++;
}

static void take_validations(const struct taking *t, struct json_value value)
{
    struct cert *cert = t->cert;

    cert->has_validations = json_type(value) == JSON_ARRAY;
    cert_read_validations(t, value, NULL, 0, &cert->validations, &cert->n_validations);
}

static void take_in_use_by(const struct taking *t, struct json_value value)
{
    const int64_t n = take_texts(t, value, &t->cert->in_use_by);

    t->cert->has_in_use_by = n >= 0;
    t->cert->n_in_use_by = n < 0 ? 0 : (uint32_t)n;
}

static void take_all_names(const struct taking *t, struct json_value value)
{
    const int64_t n = take_names(t, value, &t->cert->names);

    t->cert->n_names = n < 0 ? 0 : (uint32_t)n;
}

static void take_renewal_status(const struct taking *t, struct json_value value)
{
    const int word = take_word(t, ACM_WORDS_RENEWAL_STATUS, value);

    if (word == 0 || t->cert->renewal != NULL)
        return;
    t->cert->renewal = arena_zalloc(t->context->arena, sizeof(*t->cert->renewal));
    t->cert->renewal->updated_at = WHEN_NONE;
    t->cert->renewal->status = (enum acm_renewal_status)word;
}

static void take_cut(const struct taking *t, struct json_value value)
{
    t->cert->names_cut = take_flag(t, value) == FLAG_TRUE;
    if (t->cert->names_cut)
        context_problem(
            t->context, PROBLEM_TRUNCATED, t->below,
            "the row holds the first 100 names only; a describe answer has all");
}

/* Account and region columns count only where the ARN does not tell. */
static void take_place(const struct taking *t, struct json_value value,
                       const char **place, uint8_t *from)
{
    const char *text;
    size_t len;

    if (*place == NULL && json_get_string(value, &text, &len) && len > 0)
        set_known(place, from, context_shared(t->context, text, len));
}

static void take_account(const struct taking *t, struct json_value value)
{
    take_place(t, value, &t->cert->account, &t->cert->account_from);
}

static void take_region(const struct taking *t, struct json_value value)
{
    take_place(t, value, &t->cert->region, &t->cert->region_from);
}

static void take_other_arn(const struct taking *t, struct json_value value)
{
    const char *text;
    size_t len;

    if (json_get_string(value, &text, &len))
        cert_set_arn(t->context, t->cert, text, len);
}

/* How a member is read: by kind into the field at offset, or by a function of its own. */
enum kind {
    KIND_SKIP,
    KIND_TEXT,
    KIND_SHARED,
    KIND_NAME,
    KIND_TIME,
    KIND_WORD,
    KIND_FLAG,
    KIND_CALL,
    KIND_NESTED, /* as KIND_CALL; inventories keep such columns as JSON text */
};

struct field {
    size_t offset;
    void (*call)(const struct taking *t, struct json_value value);
    enum kind kind;
    enum acm_words words;
};

/* clang-format off */
#define FIELD(kind, member) { offsetof(struct cert, member), NULL, kind, 0 }
#define WORD(words, member) { offsetof(struct cert, member), NULL, KIND_WORD, words }
#define CALL(function)      { 0, function, KIND_CALL, 0 }
#define NESTED(function)    { 0, function, KIND_NESTED, 0 }
static const struct field fields[] = {
    [ID_ARN]            = CALL(take_arn),
    [ID_DOMAIN]         = FIELD(KIND_NAME, domain),
    [ID_NAMES]          = NESTED(take_all_names),
    [ID_MANAGED_BY]     = WORD(ACM_WORDS_MANAGER, manager),
    [ID_VALIDATIONS]    = NESTED(take_validations),
    [ID_SERIAL]         = FIELD(KIND_TEXT, serial),
    [ID_SUBJECT]        = FIELD(KIND_TEXT, subject),
    [ID_ISSUER]         = FIELD(KIND_SHARED, issuer),
    [ID_CREATED_AT]     = FIELD(KIND_TIME, created_at),
    [ID_ISSUED_AT]      = FIELD(KIND_TIME, issued_at),
    [ID_STATUS]         = WORD(ACM_WORDS_STATUS, status),
    [ID_NOT_BEFORE]     = FIELD(KIND_TIME, not_before),
    [ID_NOT_AFTER]      = FIELD(KIND_TIME, not_after),
    [ID_KEY]            = WORD(ACM_WORDS_KEY, key),
    [ID_SIGNATURE]      = FIELD(KIND_SHARED, signature_algorithm),
    [ID_IN_USE_BY]      = NESTED(take_in_use_by),
    [ID_REASON]         = WORD(ACM_WORDS_REASON, reason),
    [ID_TYPE]           = WORD(ACM_WORDS_TYPE, type),
    [ID_RENEWAL]        = NESTED(cert_read_renewal),
    [ID_ELIGIBILITY]    = WORD(ACM_WORDS_ELIGIBILITY, eligibility),
    [ID_OPTIONS]        = NESTED(cert_read_options),
    [ID_IMPORTED_AT]    = FIELD(KIND_TIME, imported_at),
    [ID_REVOKED_AT]     = FIELD(KIND_TIME, revoked_at),
    [ID_AUTHORITY]      = FIELD(KIND_SHARED, authority_arn),
    [ID_UPDATE]         = NESTED(cert_read_update),
    [ID_KEY_ORIGIN]     = WORD(ACM_WORDS_ORIGIN, key_origin),
    [ID_NAMES_CUT]      = CALL(take_cut),
    [ID_EXPORT]         = WORD(ACM_WORDS_SWITCH, exportable),
    [ID_IN_USE]         = FIELD(KIND_FLAG, in_use),
    [ID_EXPORTED]       = FIELD(KIND_FLAG, exported),
    [ID_METHOD]         = WORD(ACM_WORDS_METHOD, method),
    [ID_CT_LOGGING]     = WORD(ACM_WORDS_SWITCH, ct_logging),
    [ID_RENEWAL_STATUS] = CALL(take_renewal_status),
    [ID_ACCOUNT]        = CALL(take_account),
    [ID_REGION]         = CALL(take_region),
    [ID_OTHER_ARN]      = CALL(take_other_arn),
    [ID_SKIPPED]        = { 0, NULL, KIND_SKIP, 0 },
};
/* clang-format on */

/* JSON text is parsed and read as if it stood in place. */
static void read_nested(const struct taking *t, const struct field *field,
                        struct json_value value)
{
    struct decoder *decoder = t->context->decoder;
    struct json_value inner;
    const char *text;
    size_t len;

    if (json_get_string(value, &text, &len) && len == 0)
        return;
    if (!json_get_string(value, &text, &len) || (*text != '[' && *text != '{') ||
        decoder_inner(decoder, text, len, &inner) != 0) {
        field->call(t, value);
        return;
    }
    field->call(t, inner);
    decoder_inner_end(decoder);
}

static void read_member(const struct taking *t, const struct field *field,
                        struct json_value value)
{
    void *place = (char *)t->cert + field->offset;

    switch (field->kind) {
    case KIND_SKIP:
        break;
    case KIND_TEXT:
    case KIND_SHARED:
        *(const char **)place = take_text(t, value, field->kind == KIND_SHARED);
        break;
    case KIND_NAME:
        *(const char **)place = take_name(t, value);
        break;
    case KIND_TIME:
        *(int64_t *)place = take_time(t, value);
        break;
    case KIND_WORD:
        *(uint8_t *)place = (uint8_t)take_word(t, field->words, value);
        break;
    case KIND_FLAG:
        *(uint8_t *)place = (uint8_t)take_flag(t, value);
        break;
    case KIND_CALL:
        field->call(t, value);
        break;
    case KIND_NESTED:
        read_nested(t, field, value);
        break;
    }
}

void cert_read_members(struct context *context, struct cert *cert,
                       struct json_value object, cert_other_member *other)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    size_t len;
    unsigned hint = 0;
    uint64_t seen = 0;

    while (json_next_member(&iter, &key, &len, &value)) {
        const struct member_name *name = member_find(members, &hint, key, len);
        const struct taking t = { .context = context,
                                  .cert = cert,
                                  .below = name == NULL ? "" : name->below };
        uint64_t bit;

        if (name == NULL) {
            secret_look(context, key, len, value);
            if (other != NULL)
                other(context, cert, key, len, value);
            continue;
        }
        bit = UINT64_C(1) << (name - members);
        if ((seen & bit) != 0)
            take_twin(&t);
        else
            read_member(&t, &fields[name->id], value);
        seen |= bit;
    }
}

struct cert *cert_read(struct context *context, struct json_value object,
                       enum grade grade)
{
    struct cert *cert = cert_new(context, grade);

    cert_read_members(context, cert, object, NULL);
    cert_add(context, cert);
    return cert;
}
