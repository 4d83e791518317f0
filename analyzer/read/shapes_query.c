/* shapes_query: what `--query` leaves: rows, renamed members, domains, records, ARNs. */
#include <string.h>

#include "analyzer/read/cert_parts.h"
#include "analyzer/read/cert_read.h"
#include "analyzer/read/member.h"
#include "analyzer/read/shapes.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"

/* A status word in its exact spelling: positional rows have nothing else to tell by. */
static int status_of(struct json_value value)
{
    const char *text;
    size_t len;
    int word;

    if (!json_get_string(value, &text, &len))
        return 0;
    word = acm_word_parse(ACM_WORDS_STATUS, text, len);
    return word > 1 && strlen(acm_word(ACM_WORDS_STATUS, word)) == len ? word : 0;
}

static int reason_of(struct json_value value)
{
    const char *text;
    size_t len;
    int word;

    if (!json_get_string(value, &text, &len))
        return 0;
    word = acm_word_parse(ACM_WORDS_REASON, text, len);
    return word > 1 ? word : 0;
}

static bool is_validation(struct json_value value)
{
    struct json_value ignored;

    return json_type(value) == JSON_OBJECT && member_get(value, "DomainName", &ignored) &&
           (member_get(value, "ValidationStatus", &ignored) ||
            member_get(value, "ResourceRecord", &ignored) ||
            member_get(value, "ResourceRecordName", &ignored) ||
            member_get(value, "ValidationMethod", &ignored) ||
            member_get(value, "ValidationEmails", &ignored));
}

static bool is_validation_array(struct json_value value)
{
    struct json_iter iter = json_elements(value);
    struct json_value element;

    while (json_next_element(&iter, &element))
        if (json_type(element) != JSON_NULL)
            return is_validation(element);
    return false;
}

static bool is_domain(const char *text, size_t len)
{
    char copy[256];

    if (len == 0 || len >= sizeof(copy))
        return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    return name_fault(copy) == NULL;
}

/* One value of a row or of a renamed object: what it is shows by its form. */
static void take_by_form(struct context *context, struct cert *cert,
                         struct json_value value)
{
    const char *text;
    size_t len;

    if (is_validation_array(value)) {
        cert->has_validations = true;
        cert_read_validations(
            &(struct taking){ .context = context, .cert = cert, .below = "" }, value,
            NULL, 0, &cert->validations, &cert->n_validations);
        return;
    }
    if (!json_get_string(value, &text, &len) || len == 0)
        return;
    if (cert->arn == NULL && cert_set_arn(context, cert, text, len))
        return;
    if (cert->status == ACM_STATUS_NONE && status_of(value) != 0)
        cert->status = (uint8_t)status_of(value);
    else if (cert->reason == ACM_REASON_NONE && reason_of(value) != 0)
        cert->reason = (uint8_t)reason_of(value);
    else if (cert->domain == NULL && is_domain(text, len))
        cert->domain = name_canonical(context->arena, text, len);
}

/* [[arn, domain, status], ...] */
static bool is_row(struct json_value row)
{
    struct json_iter iter = json_elements(row);
    struct json_value value;
    const char *text;
    size_t len;

    while (json_next_element(&iter, &value))
        if (json_get_string(value, &text, &len) && arn_is_acm_certificate(text, len))
            return true;
    return false;
}

static void read_row(struct context *context, struct json_value row)
{
    struct cert *cert = cert_new(context, GRADE_PROJECTION);
    struct json_iter iter = json_elements(row);
    struct json_value value;

    while (json_next_element(&iter, &value))
        take_by_form(context, cert, value);
    cert_add(context, cert);
}

/* {"Name","Type":"CNAME","Value"} with a value that only ACM gives. */
static bool is_record(struct json_value value)
{
    struct json_value ignored;
    const char *text;
    size_t len;

    return json_type(value) == JSON_OBJECT && member_get(value, "Name", &ignored) &&
           member_text(value, "Value", &text, &len) &&
           memmem(text, len, "acm-validations", 15) != NULL;
}

/* The name without its first label: "_x.example.com." is for example.com. */
static const char *domain_of_record(struct context *context, const char *name)
{
    const char *dot = strchr(name, '.');

    return dot == NULL ? NULL : name_canonical(context->arena, dot + 1, strlen(dot + 1));
}

static void read_records(struct context *context, struct json_value array)
{
    struct cert *cert = cert_new(context, GRADE_PROJECTION);
    const struct taking t = { .context = context, .cert = cert, .below = "" };
    struct json_iter iter = json_elements(array);
    struct json_value element;
    const uint32_t room = (uint32_t)json_size(array);

    cert->validations =
        arena_zalloc(context->arena, (room + 1) * sizeof(*cert->validations));
    cert->has_validations = true;
    while (cert->n_validations < room && json_next_element(&iter, &element)) {
        struct validation *validation = &cert->validations[cert->n_validations];

        if (!is_record(element))
            continue;
        cert_read_record(&t, element, NULL, &validation->record);
        if (validation->record.name == NULL)
            continue;
        validation->domain = domain_of_record(context, validation->record.name);
        validation->method = ACM_METHOD_DNS;
        cert->n_validations += validation->domain != NULL;
    }
    if (cert->n_validations > 0)
        cert->domain = cert->validations[0].domain;
    cert_add(context, cert);
}

static void read_validations(struct context *context, struct json_value array)
{
    struct cert *cert = cert_new(context, GRADE_PROJECTION);

    take_by_form(context, cert, array);
    if (cert->n_validations > 0)
        cert->domain = cert->validations[0].domain;
    cert_add(context, cert);
}

/* `--query 'Certificate.DomainValidationOptions[0]'` */
static void read_one_validation(struct context *context, struct json_value object)
{
    struct cert *cert = cert_new(context, GRADE_PROJECTION);

    cert->has_validations = true;
    cert->validations = arena_array(context->arena, 1, sizeof(*cert->validations));
    cert_read_validation(
        &(struct taking){ .context = context, .cert = cert, .below = "" }, object,
        cert->validations);
    cert->n_validations = cert->validations[0].domain != NULL;
    cert->domain = cert->validations[0].domain;
    cert_add(context, cert);
}

/* The output of a script that lists: certificates named, not described. */
static void name_arns(struct context *context, size_t n, const char *text, size_t len)
{
    struct problem *problem;

    context_shape(context, SHAPE_ACM_PROJECTION);
    context->document->source->n_skipped += (uint32_t)n;
    problem = context_problem(
        context, PROBLEM_NAMED, "",
        n == 1
            ? "an ARN alone: a certificate named, not described"
            : arena_printf(context->arena,
                           "a list of %zu ARNs: certificates listed, not described", n));
    problem->command =
        arena_printf(context->arena,
                     "aws acm describe-certificate --certificate-arn %.*s --output json",
                     (int)len, text);
}

bool shape_text(struct context *context, const char *text, size_t len)
{
    if (!arn_is_acm_certificate(text, len) || context->path.len > 0)
        return false;
    name_arns(context, 1, text, len);
    return true;
}

bool shape_array(struct context *context, struct json_value array)
{
    struct json_iter iter = json_elements(array);
    struct json_value first;
    const char *text;
    size_t len;
    size_t index = 0;

    do {
        if (!json_next_element(&iter, &first))
            return false;
    } while (json_type(first) == JSON_NULL);
    if (json_get_string(first, &text, &len) && arn_is_acm_certificate(text, len)) {
        name_arns(context, json_size(array), text, len);
    } else if (is_validation(first)) {
        context_shape(context, SHAPE_ACM_PROJECTION);
        read_validations(context, array);
    } else if (is_record(first)) {
        context_shape(context, SHAPE_ACM_PROJECTION);
        read_records(context, array);
    } else if (is_row(first)) {
        context_shape(context, SHAPE_ACM_PROJECTION);
        iter = json_elements(array);
        while (json_next_element(&iter, &first)) {
            const size_t mark = context_down_index(context, index++);

            if (json_type(first) == JSON_ARRAY)
                read_row(context, first);
            context_up(context, mark);
        }
    } else {
        return false;
    }
    return true;
}

/* Is there enough of a certificate under other names? */
static bool is_renamed(struct json_value object)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    const char *text;
    size_t len;
    size_t text_len;
    bool arn = false;
    bool status = false;
    bool validations = false;

    while (json_next_member(&iter, &key, &len, &value)) {
        arn |= json_get_string(value, &text, &text_len) &&
               arn_is_acm_certificate(text, text_len);
        status |= status_of(value) != 0;
        validations |= is_validation_array(value);
    }
    return (arn && status) || (status && validations) || (arn && validations);
}

bool shape_projection(struct context *context, struct json_value object, int depth)
{
    struct json_iter iter;
    struct json_value value;
    struct cert *cert;
    const char *key;
    size_t len;

    (void)depth;
    if (is_validation(object) && context->path.len == 0) {
        context_shape(context, SHAPE_ACM_PROJECTION);
        read_one_validation(context, object);
        return true;
    }
    if (json_size(object) <= 2 && member_text(object, "CertificateArn", &key, &len) &&
        arn_is_acm_certificate(key, len)) {
        name_arns(context, 1, key, len); /* what RequestCertificate answers */
        return true;
    }
    if (!is_renamed(object))
        return false;
    context_shape(context, SHAPE_ACM_PROJECTION);
    cert = cert_new(context, GRADE_PROJECTION);
    iter = json_members(object);
    while (json_next_member(&iter, &key, &len, &value))
        take_by_form(context, cert, value);
    if (cert->domain == NULL && cert->n_validations > 0)
        cert->domain = cert->validations[0].domain;
    cert_add(context, cert);
    return true;
}
