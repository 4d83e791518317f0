/* shapes_query: what `--query` leaves: rows, renamed members, domains, records, ARNs. */
#include <string.h>

#include "analyzer/read/cert_parts.h"
#include "analyzer/read/cert_read.h"
#include "analyzer/read/form.h"
#include "analyzer/read/member.h"
#include "analyzer/read/shapes.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"
#include "base/escape.h"
#include "base/spell.h"

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
        form_take(context, cert, "", value);
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

    form_take(context, cert, "", array);
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
    } else if (form_is_validation(first)) {
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

/* What an object under names of somebody's own has of a certificate. */
struct traits {
    bool arn;
    bool status;      /* an exact word */
    bool own_status;  /* a word that hardly anybody but ACM has */
    bool any_status;  /* under the API's name: a word that we do not know is one, too */
    bool reason;      /* a word of ACM's own */
    bool domain;      /* under the API's name */
    bool validations; /* under the API's names */
    bool renamed;     /* validations under others */
};

static void look_at(struct traits *traits, const char *key, size_t key_len,
                    struct json_value value)
{
    const char *text;
    size_t len;
    const bool is_text = json_get_string(value, &text, &len) && len > 0;
    const int reason = form_reason(value);
    const int status = form_status(value);
    const bool named = form_names_validations(value);

    traits->arn |= is_text && arn_is_acm_certificate(text, len);
    traits->status |= status != 0;
    traits->own_status |= status == ACM_PENDING_VALIDATION || status == ACM_ISSUED ||
                          status == ACM_VALIDATION_TIMED_OUT;
    traits->reason |= reason != 0 && reason != ACM_OTHER_REASON;
    traits->any_status |=
        status != 0 || (is_text && spell_same(key, key_len, "Status", strlen("Status")));
    traits->domain |=
        is_text && spell_same(key, key_len, "DomainName", strlen("DomainName"));
    traits->validations |= named;
    traits->renamed |= !named && form_is_validations(value);
}

/* Is there enough of a certificate under other names? */
static bool is_renamed(struct json_value object)
{
    struct json_iter iter = json_members(object);
    struct traits has = { 0 };
    struct json_value value;
    const char *key;
    size_t len;

    while (json_next_member(&iter, &key, &len, &value))
        look_at(&has, key, len, value);
    if (has.arn)
        return has.any_status || has.validations || has.renamed;
    if (has.validations)
        return has.any_status;
    return has.status && (has.reason || has.domain || (has.own_status && has.renamed));
}

/* A member under a name of somebody's own. */
static void take_renamed(struct context *context, struct cert *cert, const char *key,
                         size_t len, struct json_value value)
{
    struct buf below = { 0 };

    if (json_type(value) != JSON_ARRAY) {
        form_take(context, cert, "", value);
        return;
    }
    buf_putc(&below, '/');
    escape_pointer(&below, key, len);
    form_take(context, cert, arena_strdup(context->arena, buf_text(&below)), value);
    buf_clear(&below);
}

bool shape_projection(struct context *context, struct json_value object, int depth)
{
    struct cert *cert;
    const char *text;
    size_t len;

    (void)depth;
    if (form_is_validation(object) && context->path.len == 0) {
        context_shape(context, SHAPE_ACM_PROJECTION);
        read_one_validation(context, object);
        return true;
    }
    if (json_size(object) <= 2 && member_text(object, "CertificateArn", &text, &len) &&
        arn_is_acm_certificate(text, len)) {
        name_arns(context, 1, text, len); /* what RequestCertificate answers */
        return true;
    }
    if (!is_renamed(object))
        return false;
    context_shape(context, SHAPE_ACM_PROJECTION);
    cert = cert_new(context, GRADE_PROJECTION);
    cert_read_members(context, cert, object, take_renamed);
    if (cert->domain == NULL && cert->n_validations > 0)
        cert->domain = cert->validations[0].domain;
    cert_add(context, cert);
    return true;
}
