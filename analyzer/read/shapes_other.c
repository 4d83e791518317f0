/* shapes_other: objects that are known by one key and give no certificate. */
#include <string.h>

#include "analyzer/model/manifest.h"
#include "analyzer/read/member.h"
#include "analyzer/read/secret.h"
#include "analyzer/read/shapes.h"
#include "base/err.h"

static const char user_note[] =
    "a user of certificates: recognised, not used in this version";
static const char acm_note[] = "recognised, not used in this version";

/* key, or key beside another; counted are the elements of an array, else one. */
struct known {
    const char *key;
    const char *beside; /* NULL = the key alone tells */
    enum shape shape;
    const char *note; /* NULL: named, with command */
    const char *command;
};

/* clang-format off */
static const struct known known[] = {
    { "DomainValidationRecord", NULL,            SHAPE_OTHER_SERVICE,    NULL, NULL },
    { "tlsCertificates",        NULL,            SHAPE_OTHER_SERVICE,    NULL,
      "aws acm describe-certificate --certificate-arn ARN --output json" },
    { "AcmeDomainValidation",   NULL,            SHAPE_OTHER_SERVICE,    acm_note, NULL },
    { "AcmeDomainValidations",  NULL,            SHAPE_OTHER_SERVICE,    acm_note, NULL },
    { "AcmeDomainValidationList", NULL,          SHAPE_OTHER_SERVICE,    acm_note, NULL },
    { "ExpiryEvents",           NULL,            SHAPE_ACM_ACCOUNT,      acm_note, NULL },
    { "DistributionList",       NULL,            SHAPE_CLOUDFRONT_DISTRIBUTION, user_note, NULL },
    { "DistributionConfig",     NULL,            SHAPE_CLOUDFRONT_DISTRIBUTION, user_note, NULL },
    { "Distribution",           NULL,            SHAPE_CLOUDFRONT_DISTRIBUTION, user_note, NULL },
    { "ACMCertificateArn",      NULL,            SHAPE_CLOUDFRONT_DISTRIBUTION, user_note, NULL },
    { "ViewerCertificate",      NULL,            SHAPE_CLOUDFRONT_DISTRIBUTION, user_note, NULL },
    { "Listeners",              NULL,            SHAPE_ELB_LISTENER,     user_note, NULL },
    { "ListenerDescriptions",   NULL,            SHAPE_ELB_LISTENER,     user_note, NULL },
    { "regionalCertificateArn", NULL,            SHAPE_APIGW_DOMAIN,     user_note, NULL },
    { "DomainNameConfigurations", NULL,          SHAPE_APIGW_DOMAIN,     user_note, NULL },
};
/* clang-format on */

static void count(struct context *context, struct json_value value)
{
    context->document->source->n_records +=
        json_type(value) == JSON_ARRAY ? (uint32_t)json_size(value) : 1;
}

/* {"Tags":[{"Key","Value"}]} alone: the answer of ListTagsForCertificate. */
static bool is_tags(struct json_value object, struct json_value *tags)
{
    struct json_iter iter;
    struct json_value first;
    struct json_value ignored;

    if (!json_get(object, "Tags", tags) || json_size(object) > 2)
        return false;
    iter = json_elements(*tags);
    return json_type(*tags) == JSON_ARRAY &&
           (!json_next_element(&iter, &first) || json_get(first, "Key", &ignored));
}

bool shape_other(struct context *context, struct json_value object, int depth)
{
    struct json_value value;
    struct json_value ignored;

    (void)depth;
    if (is_tags(object, &value)) {
        context_shape(context, SHAPE_ACM_TAGS);
        count(context, value);
        return true;
    }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (!member_get(object, known[i].key, &value) ||
            (known[i].beside != NULL && !member_get(object, known[i].beside, &ignored)))
            continue;
        context_shape(context, known[i].shape);
        if (known[i].note != NULL) {
            count(context, value);
            if (context->document->source->note == NULL)
                context->document->source->note = known[i].note;
        } else {
            context->document->source->n_skipped++;
            context_problem(context, PROBLEM_NAMED, "",
                            "another service's certificates: no evidence of ACM's")
                ->command = known[i].command;
        }
        return true;
    }
    return false;
}

static const char *folder_of(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash == NULL ? "" : arena_strndup(arena, file, (size_t)(slash - file));
}

bool shape_manifest(struct context *context, struct json_value object, int depth)
{
    static const char schema[] = "acm-evidence.manifest.v1";
    struct decoded *out = context->decoder->out;
    const struct document *document = context->document;
    struct manifest *manifest;
    struct err err;
    const char *text;
    size_t len;

    (void)depth;
    if (!member_text(object, "schema", &text, &len) || len != strlen(schema) ||
        memcmp(text, schema, len) != 0)
        return false;
    context_shape(context, SHAPE_MANIFEST);
    manifest = arena_zalloc(context->arena, sizeof(*manifest));
    if (manifest_parse(document->text, document->len, context->arena, manifest, &err) !=
        0) {
        document->source->n_skipped++;
        context_problem(context, PROBLEM_MALFORMED, "",
                        arena_strdup(context->arena, err.text));
        return true;
    }
    manifest->source = document->source;
    manifest->folder = folder_of(context->arena, document->source->file);
    if (out->n_manifests == out->room_manifests) {
        const size_t room = out->room_manifests == 0 ? 4 : out->room_manifests * 2;
        struct manifest **all = arena_array(&out->arena, room, sizeof(struct manifest *));

        if (out->n_manifests > 0)
            memcpy(all, out->manifests, out->n_manifests * sizeof(struct manifest *));
        out->manifests = all;
        out->room_manifests = room;
    }
    out->manifests[out->n_manifests++] = manifest;
    document->source->n_records++;
    return true;
}
