/* form: what a value under a name of somebody's own is, told by its form. */
#include "analyzer/read/form.h"

#include <string.h>

#include "analyzer/read/cert_parts.h"
#include "analyzer/read/cert_read.h"
#include "analyzer/read/member.h"
#include "base/dns/name.h"

static int exact_word(enum acm_words words, struct json_value value)
{
    const char *text;
    size_t len;
    int word;

    if (!json_get_string(value, &text, &len))
        return 0;
    word = acm_word_parse(words, text, len);
    return word > 1 && strlen(acm_word(words, word)) == len &&
                   memcmp(acm_word(words, word), text, len) == 0
               ? word
               : 0;
}

int form_status(struct json_value value)
{
    return exact_word(ACM_WORDS_STATUS, value);
}

int form_reason(struct json_value value)
{
    const char *text;
    size_t len;
    int word;

    if (!json_get_string(value, &text, &len))
        return 0;
    word = acm_word_parse(ACM_WORDS_REASON, text, len);
    return word > 1 ? word : 0;
}

/* The text as a canonical name, or NULL when it has not the form of a domain name. */
static const char *domain_of(struct context *context, struct json_value value)
{
    const char *text;
    const char *name;
    size_t len;

    if (!json_get_string(value, &text, &len) || len == 0 || len > 255 ||
        memchr(text, '\0', len) != NULL)
        return NULL;
    name = name_canonical(context->arena, text, len);
    return name_fault(name) == NULL ? name : NULL;
}

bool form_is_validation(struct json_value value)
{
    struct json_value ignored;

    return json_type(value) == JSON_OBJECT && member_get(value, "DomainName", &ignored) &&
           (member_get(value, "ValidationStatus", &ignored) ||
            member_get(value, "ResourceRecord", &ignored) ||
            member_get(value, "ResourceRecordName", &ignored) ||
            member_get(value, "ValidationMethod", &ignored) ||
            member_get(value, "ValidationEmails", &ignored));
}

static bool looks_dotted(struct json_value value)
{
    const char *text;
    size_t len;

    return json_get_string(value, &text, &len) && len > 2 && *text != '_' &&
           memchr(text, '.', len) != NULL && memchr(text, ' ', len) == NULL;
}

/* A domain's status and something like its name, whatever they are called. */
static bool is_renamed_validation(struct json_value value)
{
    struct json_iter iter = json_members(value);
    struct json_value member;
    const char *key;
    size_t len;
    bool status = false;
    bool domain = false;

    while (json_next_member(&iter, &key, &len, &member)) {
        status |= exact_word(ACM_WORDS_DOMAIN_STATUS, member) != 0;
        domain |= looks_dotted(member);
    }
    return status && domain;
}

/* The first element that is not null. */
static bool first_of(struct json_value array, struct json_value *out)
{
    struct json_iter iter = json_elements(array);

    while (json_next_element(&iter, out))
        if (json_type(*out) != JSON_NULL)
            return true;
    return false;
}

bool form_names_validations(struct json_value value)
{
    struct json_value first;

    return first_of(value, &first) && form_is_validation(first);
}

bool form_is_validations(struct json_value value)
{
    struct json_value first;

    return first_of(value, &first) &&
           (form_is_validation(first) || is_renamed_validation(first));
}

/* A record's name starts with '_', and its value holds ACM's domain. */
static void take_record(struct context *context, struct validation *out, const char *text,
                        size_t len)
{
    if (memmem(text, len, "acm-validations", 15) != NULL)
        out->record.value = context_copy(context, text, len);
    else if (out->record.name == NULL)
        out->record.name = context_copy(context, text, len);
}

static void take_renamed(struct context *context, struct json_value object,
                         struct validation *out)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    const char *text;
    size_t key_len;
    size_t len;

    memset(out, 0, sizeof(*out));
    while (json_next_member(&iter, &key, &key_len, &value)) {
        const int status = exact_word(ACM_WORDS_DOMAIN_STATUS, value);
        const int method = exact_word(ACM_WORDS_METHOD, value);

        if (status != 0)
            out->status = (uint8_t)status;
        else if (method != 0)
            out->method = (uint8_t)method;
        else if (json_get_string(value, &text, &len) && len > 0 && *text == '_')
            take_record(context, out, text, len);
        else if (out->domain == NULL)
            out->domain = domain_of(context, value);
    }
    if (out->record.name != NULL && out->method == ACM_METHOD_NONE)
        out->method = ACM_METHOD_DNS;
}

static void take_validations(struct context *context, struct cert *cert,
                             const char *below, struct json_value array)
{
    const uint32_t room = (uint32_t)json_size(array);
    struct json_iter iter = json_elements(array);
    struct json_value element;

    cert->has_validations = true;
    if (form_names_validations(array)) {
        cert_read_validations(
            &(struct taking){ .context = context, .cert = cert, .below = below }, array,
            NULL, 0, &cert->validations, &cert->n_validations);
        return;
    }
    cert->validations = arena_array(context->arena, room, sizeof(*cert->validations));
    while (cert->n_validations < room && json_next_element(&iter, &element)) {
        take_renamed(context, element, &cert->validations[cert->n_validations]);
        cert->n_validations += cert->validations[cert->n_validations].domain != NULL;
    }
}

void form_take(struct context *context, struct cert *cert, const char *below,
               struct json_value value)
{
    const char *text;
    size_t len;

    if (cert->n_validations == 0 && form_is_validations(value)) {
        take_validations(context, cert, below, value);
        return;
    }
    if (!json_get_string(value, &text, &len) || len == 0)
        return;
    if (cert->arn == NULL && cert_set_arn(context, cert, text, len))
        return;
    if (cert->status == ACM_STATUS_NONE && form_status(value) != 0)
        cert->status = (uint8_t)form_status(value);
    else if (cert->reason == ACM_REASON_NONE && form_reason(value) != 0)
        cert->reason = (uint8_t)form_reason(value);
    else if (cert->domain == NULL)
        cert->domain = domain_of(context, value);
}
