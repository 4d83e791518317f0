/* cert_parts: what stands inside a certificate: validations, renewal, move, options. */
#include "analyzer/read/cert_parts.h"

#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/secret.h"
#include "base/when.h"

enum validation_id {
    V_DOMAIN,
    V_VALIDATION_DOMAIN,
    V_STATUS,
    V_RECORD,
    V_METHOD,
    V_EMAILS,
    V_REDIRECT,
    V_RECORD_NAME,
    V_RECORD_TYPE,
    V_RECORD_VALUE,
};

static const struct member_name validation_members[] = {
    MEMBER("DomainName", V_DOMAIN),
    MEMBER("ValidationDomain", V_VALIDATION_DOMAIN),
    MEMBER("ValidationStatus", V_STATUS),
    MEMBER("ResourceRecord", V_RECORD),
    MEMBER("ValidationMethod", V_METHOD),
    MEMBER("ValidationEmails", V_EMAILS),
    MEMBER("HttpRedirect", V_REDIRECT),
    MEMBER("ResourceRecordName", V_RECORD_NAME),
    MEMBER("ResourceRecordType", V_RECORD_TYPE),
    MEMBER("ResourceRecordValue", V_RECORD_VALUE),
    { NULL, 0, 0 },
};

enum record_id { R_NAME, R_TYPE, R_VALUE };

static const struct member_name record_members[] = {
    MEMBER("Name", R_NAME),
    MEMBER("Type", R_TYPE),
    MEMBER("Value", R_VALUE),
    { NULL, 0, 0 },
};

void cert_read_record(const struct taking *t, struct json_value object,
                      const struct acm_record *like, struct acm_record *out)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    static const char *const pointers[] = { "/ResourceRecord/Name",
                                            "/ResourceRecord/Type",
                                            "/ResourceRecord/Value" };
    const struct acm_record none = { NULL, NULL, NULL };
    struct taking within = *t;
    const char *key;
    size_t len;
    unsigned hint = 0;

    if (like == NULL)
        like = &none;
    if (json_type(object) == JSON_NULL)
        return;
    if (json_type(object) != JSON_OBJECT) {
        take_wrong(t, object, "object");
        return;
    }
    while (json_next_member(&iter, &key, &len, &value)) {
        const struct member_name *name = member_find(record_members, &hint, key, len);

        if (name == NULL)
            continue;
        if (t->member != NULL && *t->member != '\0')
            within.member = pointers[name->id];
        switch ((enum record_id)name->id) {
        case R_NAME:
            out->name = take_text_or(&within, value, like->name, NULL);
            break;
        case R_TYPE:
            out->type = take_text(&within, value, true);
            break;
        case R_VALUE:
            out->value = take_text_or(&within, value, like->value, NULL);
            break;
        }
    }
}

static void read_redirect(const struct taking *t, struct json_value object,
                          struct validation *out)
{
    struct json_value value;

    if (json_type(object) == JSON_NULL)
        return;
    if (json_type(object) != JSON_OBJECT) {
        take_wrong(t, object, "object");
        return;
    }
    if (member_get(object, "RedirectFrom", &value))
        out->redirect_from = take_text(t, value, false);
    if (member_get(object, "RedirectTo", &value))
        out->redirect_to = take_text(t, value, false);
}

/* The certificate's name in the validation's place: they stand in the same order. */
static const char *name_of(const struct taking *t)
{
    return t->index < t->cert->n_names ? t->cert->names[t->index] : NULL;
}

static void read_validation_member(const struct taking *t, enum validation_id id,
                                   struct json_value value, const struct validation *like,
                                   struct validation *out)
{
    int64_t n;

    switch (id) {
    case V_DOMAIN:
        out->domain = take_name_or(t, value, name_of(t), t->cert->domain);
        break;
    case V_VALIDATION_DOMAIN:
        out->validation_domain = take_name_or(t, value, out->domain, t->cert->domain);
        break;
    case V_STATUS:
        out->status = (uint8_t)take_word(t, ACM_WORDS_DOMAIN_STATUS, value);
        break;
    case V_METHOD:
        out->method = (uint8_t)take_word(t, ACM_WORDS_METHOD, value);
        break;
    case V_EMAILS:
        n = take_texts(t, value, &out->emails);
        out->n_emails = n < 0 ? 0 : (uint32_t)n;
        break;
    case V_RECORD:
        cert_read_record(t, value, like == NULL ? NULL : &like->record, &out->record);
        break;
    case V_REDIRECT:
        read_redirect(t, value, out);
        break;
    case V_RECORD_NAME:
        out->record.name = take_text(t, value, true);
        break;
    case V_RECORD_TYPE:
        out->record.type = take_text(t, value, true);
        break;
    case V_RECORD_VALUE:
        out->record.value = take_text(t, value, true);
        break;
    }
}

/* Catalogue 2, step 4: a method that is not written shows by what is there. */
static void infer_method(struct validation *validation)
{
    if (validation->method != ACM_METHOD_NONE)
        return;
    if (validation->record.name != NULL)
        validation->method = ACM_METHOD_DNS;
    else if (validation->n_emails > 0)
        validation->method = ACM_METHOD_EMAIL;
    else if (validation->redirect_from != NULL)
        validation->method = ACM_METHOD_HTTP;
}

static void read_validation(const struct taking *at, struct json_value object,
                            const struct validation *like, struct validation *out)
{
    struct json_iter iter = json_members(object);
    struct taking t = *at;
    struct json_value value;
    const char *key;
    size_t len;
    unsigned hint = 0;
    unsigned seen = 0;

    while (json_next_member(&iter, &key, &len, &value)) {
        const struct member_name *name = member_find(validation_members, &hint, key, len);

        if (name == NULL) {
            secret_look(t.context, key, len, value);
            continue;
        }
        t.member = name->below;
        if ((seen & 1U << name->id) != 0)
            take_twin(&t);
        else
            read_validation_member(&t, (enum validation_id)name->id, value, like, out);
        seen |= 1U << name->id;
    }
    infer_method(out);
}

void cert_read_validations(const struct taking *at, struct json_value array,
                           const struct validation *like, uint32_t n_like,
                           struct validation **out, uint32_t *n_out)
{
    struct json_iter iter = json_elements(array);
    struct taking t = *at;
    struct json_value element;
    const uint32_t room = (uint32_t)json_size(array);
    uint32_t n = 0;

    if (json_type(array) == JSON_NULL)
        return;
    if (json_type(array) != JSON_ARRAY) {
        take_wrong(at, array, "array of objects");
        return;
    }
    *out = arena_array(t.context->arena, room, sizeof(**out));
    for (t.index = 0; n < room && json_next_element(&iter, &element); t.index++) {
        struct validation *validation = &(*out)[n];

        t.member = "";
        if (json_type(element) == JSON_NULL)
            continue;
        memset(validation, 0, sizeof(*validation));
        if (json_type(element) == JSON_OBJECT)
            read_validation(&t, element,
                            t.index < n_like ? &like[t.index]
                            : n > 0          ? validation - 1
                                             : NULL,
                            validation);
        if (validation->domain != NULL)
            n++;
        else
            take_wrong(&t, element, "object with DomainName");
    }
    *n_out = n;
}

void cert_read_validation(const struct taking *t, struct json_value object,
                          struct validation *out)
{
    struct taking member = *t;

    member.member = "";
    memset(out, 0, sizeof(*out));
    read_validation(&member, object, NULL, out);
}

void cert_read_renewal(const struct taking *t, struct json_value object)
{
    struct context *context = t->context;
    struct renewal *renewal;
    struct json_value value;
    struct json_iter iter = json_elements(object);

    if (json_type(object) == JSON_ARRAY && !json_next_element(&iter, &object))
        return; /* Terraform writes a list of at most one */
    if (json_type(object) == JSON_NULL)
        return;
    if (json_type(object) != JSON_OBJECT) {
        take_wrong(t, object, "object");
        return;
    }
    renewal = arena_zalloc(context->arena, sizeof(*renewal));
    renewal->updated_at = WHEN_NONE;
    t->cert->renewal = renewal;
    if (member_get(object, "RenewalStatus", &value))
        renewal->status = (enum acm_renewal_status)take_word(
            &(struct taking){ .context = context,
                              .cert = t->cert,
                              .below = "/RenewalSummary/RenewalStatus" },
            ACM_WORDS_RENEWAL_STATUS, value);
    if (member_get(object, "RenewalStatusReason", &value))
        renewal->reason = (enum acm_reason)take_word(
            &(struct taking){ .context = context,
                              .cert = t->cert,
                              .below = "/RenewalSummary/RenewalStatusReason" },
            ACM_WORDS_REASON, value);
    if (member_get(object, "UpdatedAt", &value))
        renewal->updated_at =
            take_time(&(struct taking){ .context = context,
                                        .cert = t->cert,
                                        .below = "/RenewalSummary/UpdatedAt" },
                      value);
    if (member_get(object, "DomainValidationOptions", &value))
        cert_read_validations(
            &(struct taking){ .context = context,
                              .cert = t->cert,
                              .below = "/RenewalSummary/DomainValidationOptions" },
            value, t->cert->validations, t->cert->n_validations, &renewal->validations,
            &renewal->n_validations);
}

void cert_read_update(const struct taking *t, struct json_value object)
{
    struct context *context = t->context;
    struct update *update;
    struct json_value value;
    struct json_value methods;

    if (json_type(object) != JSON_OBJECT) {
        if (json_type(object) != JSON_NULL)
            take_wrong(t, object, "object");
        return;
    }
    update = arena_zalloc(context->arena, sizeof(*update));
    update->requested_at = update->updated_at = WHEN_NONE;
    t->cert->update = update;
    if (member_get(object, "Status", &value))
        update->status = (enum acm_update_status)take_word(
            &(struct taking){
                .context = context, .cert = t->cert, .below = "/UpdateSummary/Status" },
            ACM_WORDS_UPDATE_STATUS, value);
    if (member_get(object, "RequestedAt", &value))
        update->requested_at =
            take_time(&(struct taking){ .context = context,
                                        .cert = t->cert,
                                        .below = "/UpdateSummary/RequestedAt" },
                      value);
    if (member_get(object, "UpdatedAt", &value))
        update->updated_at =
            take_time(&(struct taking){ .context = context,
                                        .cert = t->cert,
                                        .below = "/UpdateSummary/UpdatedAt" },
                      value);
    if (!member_get(object, "DomainValidationMethodUpdateSummary", &methods) ||
        json_type(methods) != JSON_OBJECT)
        return;
    if (member_get(methods, "From", &value))
        update->from = (enum acm_method)take_word(t, ACM_WORDS_METHOD, value);
    if (member_get(methods, "To", &value))
        update->to = (enum acm_method)take_word(t, ACM_WORDS_METHOD, value);
}

void cert_read_options(const struct taking *t, struct json_value object)
{
    const struct taking ct = { .context = t->context,
                               .cert = t->cert,
                               .below =
                                   "/Options/CertificateTransparencyLoggingPreference" };
    const struct taking export = { .context = t->context,
                                   .cert = t->cert,
                                   .below = "/Options/Export" };
    const struct taking method = { .context = t->context,
                                   .cert = t->cert,
                                   .below = "/Options/ValidationMethod" };
    struct json_iter iter = json_elements(object);
    struct json_value value;

    if (json_type(object) == JSON_ARRAY && !json_next_element(&iter, &object))
        return;
    if (json_type(object) != JSON_OBJECT) {
        if (json_type(object) != JSON_NULL)
            take_wrong(t, object, "object");
        return;
    }
    if (member_get(object, "CertificateTransparencyLoggingPreference", &value))
        t->cert->ct_logging = (uint8_t)take_word(&ct, ACM_WORDS_SWITCH, value);
    if (member_get(object, "Export", &value))
        t->cert->exportable = (uint8_t)take_word(&export, ACM_WORDS_SWITCH, value);
    if (member_get(object, "ValidationMethod", &value))
        t->cert->method = (uint8_t)take_word(&method, ACM_WORDS_METHOD, value);
}
