/* walk_json: goes through a document until it meets shapes that it knows. */
#include "analyzer/read/walk_json.h"

#include <string.h>

#include "analyzer/read/member.h"
#include "analyzer/read/secret.h"
#include "analyzer/read/shapes.h"
#include "base/aws/arn.h"
#include "base/spell.h"
#include "base/when.h"

/* In this order: what is more special comes first. */
static shape_reader *const readers[] = {
    shape_describe,    shape_list,       shape_docs,      shape_manifest,
    shape_recording,   shape_error,      shape_search,    shape_domain_validations,
    shape_config,      shape_asff,       shape_terraform, shape_event,
    shape_foreign,     shape_cloudtrail, shape_route53,   shape_other,
    shape_certificate, shape_projection, shape_row,
};

/* What a map's key, or an object's members, say of all that stands below. */
struct around {
    const char *account;
    const char *region;
    const char *arn;
    int64_t captured_at;
};

static struct around stand(const struct context *context)
{
    return (struct around){ context->account, context->region, context->arn,
                            context->captured_at };
}

static struct around enter_key(struct context *context, const char *key, size_t len)
{
    const struct around before = stand(context);

    if (arn_is_account(key, len))
        context->account = context_shared(context, key, len);
    else if (arn_is_region(key, len))
        context->region = context_shared(context, key, len);
    else if (arn_is_acm_certificate(key, len))
        context->arn = context_copy(context, key, len);
    return before;
}

static void leave(struct context *context, const struct around *before)
{
    context->account = before->account;
    context->region = before->region;
    context->arn = before->arn;
    context->captured_at = before->captured_at;
}

/* ResponseMetadata (boto3) stands beside the payload and has the best capture time. */
static void take_metadata(struct context *context, struct json_value object)
{
    struct json_value metadata;
    struct json_value headers;
    const char *text;
    size_t len;
    int64_t when;

    if (json_get(object, "ResponseMetadata", &metadata) &&
        json_get(metadata, "HTTPHeaders", &headers) &&
        member_text(headers, "date", &text, &len) &&
        when_parse(text, len, &when) == WHEN_OK) {
        context->captured_at = when;
        if (context->document->source->captured_at < when)
            context->document->source->captured_at = when;
    }
}

static bool is_metadata(const char *key, size_t len)
{
    static const char *const names[] = { "ResponseMetadata", "$metadata",
                                         "ResultMetadata" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strlen(names[i]) == len && memcmp(names[i], key, len) == 0)
            return true;
    return false;
}

/* An envelope: what it holds may be known, though it is not itself. */
static bool walk_members(struct context *context, struct json_value object, int depth)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    size_t len;
    const bool more_pages = context->more_pages;
    bool known = false;

    while (json_next_member(&iter, &key, &len, &value)) {
        struct around before;
        size_t mark;

        if (is_metadata(key, len))
            continue;
        if (json_type(value) == JSON_STRING)
            secret_look(context, key, len, value);
        before = enter_key(context, key, len);
        mark = context_down(context, key, len);
        context->more_pages = false; /* of a page itself, not of what it wraps */
        known |= walk_json(context, value, depth + 1);
        context_up(context, mark);
        leave(context, &before);
    }
    context->more_pages = more_pages;
    return known;
}

static bool walk_object(struct context *context, struct json_value object, int depth)
{
    const struct around before = stand(context);
    bool known = false;

    take_metadata(context, object);
    for (size_t i = 0; !known && i < sizeof(readers) / sizeof(readers[0]); i++)
        known = readers[i](context, object, depth);
    if (!known)
        known = walk_members(context, object, depth);
    leave(context, &before);
    return known;
}

static bool walk_array(struct context *context, struct json_value array, int depth)
{
    struct json_iter iter = json_elements(array);
    const size_t size = json_size(array);
    struct json_value element;
    size_t index = 0;
    bool known = false;

    if (shape_record_array(context, array) || shape_array(context, array))
        return true;
    while (json_next_element(&iter, &element)) {
        const size_t mark = context_down_index(context, index++);

        context->more_pages = index < size;
        if (json_type(element) == JSON_OBJECT || json_type(element) == JSON_ARRAY ||
            json_type(element) == JSON_STRING)
            known |= walk_json(context, element, depth + 1);
        context_up(context, mark);
    }
    context->more_pages = false;
    return known;
}

/* JSON inside a string: its parts have no pointer of their own. */
static bool walk_text(struct context *context, struct json_value string, int depth)
{
    struct json_value inner;
    const char *text;
    size_t len;
    bool known;

    if (json_get_string(string, &text, &len) && shape_text(context, text, len))
        return true;
    if (!json_get_string(string, &text, &len) || len == 0 ||
        strchr("{[\"", *text) == NULL || *text == '\0')
        return false;
    if (decoder_inner(context->decoder, text, len, &inner) != 0)
        return false;
    if (context->document->source->note == NULL)
        context->document->source->note = "JSON inside a JSON string was read";
    known = walk_json(context, inner, depth + 1);
    decoder_inner_end(context->decoder);
    return known;
}

bool walk_json(struct context *context, struct json_value value, int depth)
{
    if (depth > WALK_DEPTH_MAX)
        return false;
    switch (json_type(value)) {
    case JSON_OBJECT:
        return walk_object(context, value, depth);
    case JSON_ARRAY:
        return walk_array(context, value, depth);
    case JSON_STRING:
        return walk_text(context, value, depth);
    case JSON_NULL:
    case JSON_BOOL:
    case JSON_NUMBER:
        break;
    }
    return false;
}
