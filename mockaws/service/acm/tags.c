/* tags: AddTagsToCertificate, RemoveTagsFromCertificate, ListTagsForCertificate. */
#include "mockaws/store/tags.h"

#include <string.h>
#include <strings.h>

#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/json_parts.h"
#include "mockaws/service/mock.h"

enum { TAGS_MAX = 50 };

static const char *key_at(const json_t *tags, size_t i)
{
    return acm_text(json_array_get(tags, i), "Key");
}

/* Sources: ACM API, TagList, InvalidTagException, TooManyTagsException; facts 1.2. */
int acm_tags_check(struct call *call, const json_t *tags, const struct tags *had)
{
    const size_t n = json_array_size(tags);
    size_t n_after = had == NULL ? 0 : had->n;

    if (n > TAGS_MAX)
        return call_fail(call, "TooManyTagsException",
                         "The request has %zu tags; at most %d are allowed.", n,
                         TAGS_MAX);
    for (size_t i = 0; i < n; i++) {
        const char *key = key_at(tags, i);

        if (strncasecmp(key, "aws:", 4) == 0)
            return call_fail(call, "InvalidTagException",
                             "The tag key %s is reserved: keys must not begin with aws:.",
                             key);
        for (size_t k = 0; k < i; k++)
            if (strcmp(key_at(tags, k), key) == 0)
                return call_fail(call, "InvalidTagException",
                                 "The tag key %s is given more than once.", key);
        n_after += had == NULL || tags_find(had, key) == NULL;
    }
    if (n_after > TAGS_MAX)
        return call_fail(call, "TooManyTagsException",
                         "The certificate would have %zu tags; at most %d are allowed.",
                         n_after, TAGS_MAX);
    return 0;
}

void acm_tags_set(struct tags *to, const json_t *tags)
{
    for (size_t i = 0; i < json_array_size(tags); i++)
        tags_set(to, key_at(tags, i), acm_text(json_array_get(tags, i), "Value"));
}

int acm_add_tags(struct mock *mock, struct call *call)
{
    struct certificate *certificate = acm_find(mock, call);
    const json_t *tags = acm_member(call->input, "Tags");

    if (certificate == NULL || acm_tags_check(call, tags, &certificate->tags) != 0)
        return -1;
    acm_tags_set(&certificate->tags, tags);
    certificate_touch(certificate);
    return 0;
}

/* A tag with a value is taken away only when it has that value: ACM API. */
int acm_remove_tags(struct mock *mock, struct call *call)
{
    struct certificate *certificate = acm_find(mock, call);
    const json_t *tags = acm_member(call->input, "Tags");

    if (certificate == NULL || acm_tags_check(call, tags, NULL) != 0)
        return -1;
    for (size_t i = 0; i < json_array_size(tags); i++)
        tags_remove(&certificate->tags, key_at(tags, i),
                    acm_text(json_array_get(tags, i), "Value"));
    certificate_touch(certificate);
    return 0;
}

int acm_list_tags(struct mock *mock, struct call *call)
{
    const struct certificate *certificate = acm_find(mock, call);

    if (certificate == NULL)
        return -1;
    emit_open(&call->json, NULL, '{');
    emit_open(&call->json, "Tags", '[');
    for (size_t i = 0; i < certificate->tags.n; i++) {
        const struct tag *tag = &certificate->tags.items[i];

        emit_open(&call->json, NULL, '{');
        emit_text(&call->json, "Key", tag->key);
        if (tag->value != NULL)
            emit_text(&call->json, "Value", tag->value);
        emit_close(&call->json, '}');
    }
    emit_close(&call->json, ']');
    emit_close(&call->json, '}');
    return 0;
}
