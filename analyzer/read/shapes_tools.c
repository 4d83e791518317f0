/* shapes_tools: certificates as other tools keep them: Config, Security Hub, Terraform,
 * rows. */
#include <stdio.h>
#include <string.h>

#include "analyzer/read/cert_read.h"
#include "analyzer/read/member.h"
#include "analyzer/read/shapes.h"
#include "analyzer/read/terraform_dns.h"
#include "analyzer/read/walk_json.h"
#include "base/aws/arn.h"
#include "base/spell.h"
#include "base/when.h"

static bool text_is(struct json_value object, const char *name, const char *want)
{
    const char *text;
    size_t len;

    return member_text(object, name, &text, &len) && strlen(want) == len &&
           memcmp(text, want, len) == 0;
}

static void set_place(struct context *context, struct json_value object,
                      const char *account, const char *region)
{
    const char *text;
    size_t len;

    if (member_text(object, account, &text, &len) && arn_is_account(text, len))
        context->account = context_shared(context, text, len);
    if (member_text(object, region, &text, &len) && arn_is_region(text, len))
        context->region = context_shared(context, text, len);
}

static void set_captured(struct context *context, struct json_value object,
                         const char *name)
{
    const char *text;
    size_t len;
    int64_t when;

    if (member_text(object, name, &text, &len) && when_parse(text, len, &when) == WHEN_OK)
        context->captured_at = when;
}

/* What one record sets around itself is taken back behind it. */
struct around {
    const char *account;
    const char *region;
    const char *arn;
    int64_t captured_at;
};

static struct around save(const struct context *context)
{
    return (struct around){ context->account, context->region, context->arn,
                            context->captured_at };
}

static void restore(struct context *context, const struct around *around)
{
    context->account = around->account;
    context->region = around->region;
    context->arn = around->arn;
    context->captured_at = around->captured_at;
}

/* `configuration` is an object in snapshots, and JSON text in API answers. */
static void read_configuration(struct context *context, struct json_value value,
                               const char *key, size_t key_len)
{
    const size_t mark = context_down(context, key, key_len);
    struct json_value inner = value;
    const char *text;
    size_t len;
    const bool opened = json_get_string(value, &text, &len) &&
                        decoder_inner(context->decoder, text, len, &inner) == 0;

    if (json_type(inner) == JSON_OBJECT) {
        cert_read(context, inner, GRADE_DESCRIBE);
    } else {
        context->document->source->n_skipped++;
        context_problem(
            context, PROBLEM_PARTLY, "",
            "want the certificate as an object or as JSON text; the item is lost");
    }
    if (opened)
        decoder_inner_end(context->decoder);
    context_up(context, mark);
}

bool shape_config(struct context *context, struct json_value object, int depth)
{
    const struct around around = save(context);
    struct json_value configuration;
    const char *key;
    const char *text;
    size_t key_len;
    size_t len;

    (void)depth;
    if (!text_is(object, "resourceType", "AWS::ACM::Certificate") ||
        !member_spelled(object, "configuration", &configuration, &key, &key_len))
        return false;
    context_shape(context, SHAPE_CONFIG_ITEM);
    if (json_type(configuration) == JSON_NULL ||
        text_is(object, "configurationItemStatus", "ResourceDeleted")) {
        context->document->source->n_skipped++; /* the certificate is no more */
        return true;
    }
    set_place(context, object, "accountId", "awsRegion");
    set_captured(context, object, "configurationItemCaptureTime");
    if (member_text(object, "arn", &text, &len))
        context->arn = context_copy(context, text, len);
    read_configuration(context, configuration, key, key_len);
    restore(context, &around);
    return true;
}

/*
 * One of Resources[]: its ARN is Id, its certificate stands under Details. The finding
 * around it, met first, tells account and time to all below it.
 */
bool shape_asff(struct context *context, struct json_value object, int depth)
{
    const struct around around = save(context);
    struct json_value details;
    struct json_value cert;
    const char *text;
    size_t len;
    size_t mark;

    (void)depth;
    if (member_text(object, "AwsAccountId", &text, &len) && arn_is_account(text, len))
        context->account = context_shared(context, text, len);
    if (json_get(object, "ProductArn", &details))
        set_captured(context, object, "UpdatedAt");
    if (!json_get(object, "Details", &details) ||
        !json_get(details, "AwsCertificateManagerCertificate", &cert) ||
        json_type(cert) != JSON_OBJECT)
        return false;
    context_shape(context, SHAPE_ASFF_FINDING);
    set_place(context, object, "AwsAccountId", "Region");
    if (member_text(object, "Id", &text, &len))
        context->arn = context_copy(context, text, len);
    mark = context->path.len;
    buf_puts(&context->path, "/Details/AwsCertificateManagerCertificate");
    cert_read(context, cert, GRADE_DESCRIBE);
    context_up(context, mark);
    restore(context, &around);
    return true;
}

/* One aws_acm_certificate: state v4 keeps instances, show -json keeps values or after. */
static void read_attributes(struct context *context, struct json_value attributes,
                            const char *below)
{
    const size_t mark = context->path.len;

    if (json_type(attributes) != JSON_OBJECT)
        return;
    buf_puts(&context->path, below);
    cert_read(context, attributes, GRADE_TERRAFORM);
    context_up(context, mark);
}

static void read_resource(struct context *context, struct json_value resource)
{
    struct json_value value;
    struct json_value inner;
    struct json_iter iter;
    size_t index = 0;

    if (json_get(resource, "instances", &value)) {
        iter = json_elements(value);
        while (json_next_element(&iter, &inner)) {
            char below[64];

            snprintf(below, sizeof(below), "/instances/%zu/attributes", index++);
            if (json_get(inner, "attributes", &value))
                read_attributes(context, value, below);
        }
    }
    if (json_get(resource, "values", &value))
        read_attributes(context, value, "/values");
    if (json_get(resource, "change", &value) && json_get(value, "after", &inner))
        read_attributes(context, inner, "/change/after");
}

/* Go through all that may hold resources: modules in modules, arrays, changes. */
static void read_terraform(struct context *context, struct terraform_dns *dns,
                           struct json_value value, int depth)
{
    struct json_iter members = json_members(value);
    struct json_iter elements = json_elements(value);
    struct json_value child;
    const char *key;
    size_t len;
    size_t index = 0;

    if (depth > 2 * WALK_DEPTH_MAX)
        return;
    if (text_is(value, "type", "aws_acm_certificate")) {
        read_resource(context, value);
        return;
    }
    if (terraform_dns_take(context, dns, value))
        return;
    while (json_next_member(&members, &key, &len, &child)) {
        const size_t mark = context_down(context, key, len);

        if (json_type(child) == JSON_OBJECT || json_type(child) == JSON_ARRAY)
            read_terraform(context, dns, child, depth + 1);
        context_up(context, mark);
    }
    while (json_next_element(&elements, &child)) {
        const size_t mark = context_down_index(context, index++);

        if (json_type(child) == JSON_OBJECT || json_type(child) == JSON_ARRAY)
            read_terraform(context, dns, child, depth + 1);
        context_up(context, mark);
    }
}

bool shape_terraform(struct context *context, struct json_value object, int depth)
{
    struct json_value ignored;
    const bool state = json_get(object, "terraform_version", &ignored) &&
                       json_get(object, "resources", &ignored);
    const bool shown = json_get(object, "format_version", &ignored) &&
                       (json_get(object, "values", &ignored) ||
                        json_get(object, "planned_values", &ignored) ||
                        json_get(object, "resource_changes", &ignored));
    struct terraform_dns dns = { 0 };

    (void)depth;
    if (!state && !shown)
        return false;
    context_shape(context, state ? SHAPE_TERRAFORM_STATE : SHAPE_TERRAFORM_PLAN);
    read_terraform(context, &dns, object, 0);
    terraform_dns_end(context, &dns);
    return true;
}

static bool name_docs(struct context *context, const char *said)
{
    context_shape(context, SHAPE_DOCS_TEMPLATE);
    context->document->source->n_skipped++;
    context_problem(context, PROBLEM_NAMED, "", said)->command =
        "aws acm describe-certificate --certificate-arn ARN --output json";
    return true;
}

/* Documentation prints the types of members for their values; a schema describes them. */
bool shape_docs(struct context *context, struct json_value object, int depth)
{
    struct json_value ignored;

    if ((text_is(object, "Status", "string") ||
         text_is(object, "CertificateArn", "string")) &&
        (member_get(object, "CertificateArn", &ignored) ||
         member_get(object, "DomainName", &ignored)))
        return name_docs(context, "this is a template from documentation, not an answer");
    if (depth == 0 &&
        (json_get(object, "configuration.certificateArn", &ignored) ||
         text_is(object, "typeName", "AWS::CertificateManager::Certificate")))
        return name_docs(context, "this is a schema, not an answer");
    return false;
}

/* An ARN that is whole and of another service: IAM's server certificates, say. */
bool shape_foreign(struct context *context, struct json_value object, int depth)
{
    struct arn arn;
    const char *text;
    size_t len;

    (void)depth;
    if (!member_text(object, "CertificateArn", &text, &len) ||
        !arn_parse(text, len, &arn) ||
        (arn.service.len == 3 && memcmp(arn.service.text, "acm", 3) == 0) ||
        memchr(text, '<', len) != NULL)
        return false;
    context_shape(context, SHAPE_OTHER_SERVICE);
    context->document->source->n_skipped++;
    context_problem(context, PROBLEM_NAMED, "",
                    "a certificate of another service: no evidence of ACM's")
        ->command = "aws acm describe-certificate --certificate-arn ARN --output json";
    return true;
}

static void note_time(struct context *context, struct json_value object, const char *name)
{
    struct decoded *out = context->decoder->out;
    const char *text;
    size_t len;
    int64_t when;

    if (member_text(object, name, &text, &len) &&
        when_parse(text, len, &when) == WHEN_OK && when > out->latest_past)
        out->latest_past = when;
}

bool shape_event(struct context *context, struct json_value object, int depth)
{
    (void)depth;
    if (!text_is(object, "source", "aws.acm") && !text_is(object, "source", "aws.health"))
        return false;
    context_shape(context, SHAPE_ACM_EVENT);
    context->document->source->n_records++;
    note_time(context, object, "time");
    return true;
}

bool shape_cloudtrail(struct context *context, struct json_value object, int depth)
{
    (void)depth;
    if (!text_is(object, "eventSource", "acm.amazonaws.com"))
        return false;
    context_shape(context, SHAPE_ACM_CLOUDTRAIL);
    context->document->source->n_records++;
    note_time(context, object, "eventTime");
    return true;
}

/* Does any of the members that may name a certificate hold an ARN of one? */
static bool has_arn(const struct context *context, struct json_value object, bool *real)
{
    static const char *const names[] = { "CertificateArn", "Arn", "Id", "ResourceId" };
    const char *text;
    size_t len;

    *real = false;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (!member_text(object, names[i], &text, &len))
            continue;
        if (arn_is_acm_certificate(text, len)) {
            *real = true;
            return true;
        }
        if (memmem(text, len, ":certificate/", 13) != NULL &&
            memmem(text, len, ":acm:", 5) != NULL)
            return true;
        if (i == 0 && memmem(text, len, "{{", 2) != NULL)
            return true;
    }
    return context->arn != NULL;
}

/* Rows of Steampipe that select no certificate columns: nothing to judge by. */
bool shape_row(struct context *context, struct json_value object, int depth)
{
    struct json_value ignored;

    (void)depth;
    if (!json_get(object, "akas", &ignored) || !json_get(object, "title", &ignored))
        return false;
    context_shape(context, SHAPE_INVENTORY_ROW);
    context->document->source->n_skipped++;
    context_problem(context, PROBLEM_NAMED, "",
                    "an inventory row without the columns that a verdict needs")
        ->command = "steampipe query --output json \"select * from aws_acm_certificate\"";
    return true;
}

static enum grade grade_of(struct json_value object, enum shape *shape)
{
    struct json_value ignored;

    *shape = SHAPE_ACM_DESCRIBE;
    if (json_get(object, "akas", &ignored) || json_get(object, "title", &ignored) ||
        json_get(object, "certificate_arn", &ignored) ||
        json_get(object, "ResourceType", &ignored) || json_get(object, "arn", &ignored) ||
        json_get(object, "id", &ignored)) {
        *shape = SHAPE_INVENTORY_ROW;
        return GRADE_INVENTORY;
    }
    if (member_get(object, "DomainValidationOptions", &ignored) ||
        member_get(object, "InUseBy", &ignored))
        return GRADE_DESCRIBE;
    if (member_get(object, "SubjectAlternativeNameSummaries", &ignored) ||
        member_get(object, "InUse", &ignored) ||
        member_get(object, "ExportOption", &ignored) || json_size(object) <= 2) {
        *shape = SHAPE_ACM_LIST;
        return GRADE_LIST;
    }
    if (member_get(object, "Subject", &ignored) ||
        member_get(object, "Serial", &ignored) || member_get(object, "Issuer", &ignored))
        return GRADE_DESCRIBE;
    *shape = SHAPE_ACM_PROJECTION;
    return GRADE_PROJECTION;
}

/* PowerShell's ConvertTo-Json cuts what lies deeper than two levels into type names. */
static void look_for_depth_loss(struct context *context, struct json_value object)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    struct problem *problem;
    const char *key;
    const char *text;
    size_t len;
    size_t text_len;

    while (json_next_member(&iter, &key, &len, &value)) {
        struct json_iter elements = json_elements(value);
        struct json_value element;

        if (json_next_element(&elements, &element))
            value = element;
        if (!json_get_string(value, &text, &text_len) ||
            !((text_len > 7 && memcmp(text, "System.", 7) == 0) ||
              (text_len > 2 && memcmp(text, "@{", 2) == 0) ||
              (text_len > 7 && memcmp(text, "Amazon.", 7) == 0)))
            continue;
        problem = context_problem(
            context, PROBLEM_PARTLY, arena_printf(context->arena, "/%.*s", (int)len, key),
            "ConvertTo-Json cut this value: its depth was too small");
        problem->command =
            "Get-ACMCertificateDetail -CertificateArn ARN | ConvertTo-Json -Depth 10";
        return;
    }
}

bool shape_certificate(struct context *context, struct json_value object, int depth)
{
    static const char *const others[] = { "DomainValidationOptions", "Status", "NotAfter",
                                          "DomainName" };
    struct json_value ignored;
    enum shape shape;
    enum grade grade;
    struct cert *cert;
    bool known = false;
    bool real;

    (void)depth;
    for (size_t i = 0; !known && i < sizeof(others) / sizeof(others[0]); i++)
        known = member_get(object, others[i], &ignored);
    if (!known || !has_arn(context, object, &real))
        return false;
    if (!member_get(object, "CertificateArn", &ignored) &&
        !member_get(object, "DomainName", &ignored))
        return false; /* renamed members: a projection */
    grade = grade_of(object, &shape);
    context_shape(context, shape);
    look_for_depth_loss(context, object);
    cert = cert_read(context, object, grade);
    cert->emulator = cert->emulator || !real;
    return true;
}
