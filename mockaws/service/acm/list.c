/* list: ListCertificates. */
#include <string.h>

#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/summary_json.h"
#include "mockaws/service/acm/token.h"
#include "mockaws/service/mock.h"

/* The API names no default; 100 is what SearchCertificates has. */
enum { PAGE_DEFAULT = 100 };

/* What a token depends on; MaxItems may change from page to page. */
static const char *const question[] = { "CertificateStatuses",
                                        "CertificateKeyPairOrigins",
                                        "Includes",
                                        "SortBy",
                                        "SortOrder",
                                        NULL };

/* Sets of enumerated words are bits; 0 is any. */
struct filter {
    unsigned statuses;
    unsigned origins;
    unsigned keys;
    enum acm_switch export_option; /* NONE: any */
    enum acm_manager manager;
    const json_t *key_usages; /* NULL or empty: any */
    const json_t *extended_key_usages;
};

static unsigned bit_of(int word)
{
    return 1U << word;
}

static unsigned bits_of(const json_t *object, const char *name, enum acm_words words)
{
    const json_t *list = acm_member(object, name);
    unsigned bits = 0;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *word = json_string_value(json_array_get(list, i));

        bits |= bit_of(acm_word_parse(words, word, strlen(word)));
    }
    return bits;
}

/* Left out, key types are the two of old, and ACME's certificates are hidden: facts 1.5.
 */
static void read_filter(const json_t *input, struct filter *out)
{
    const json_t *includes = acm_member(input, "Includes");
    const char *export_option = acm_text(includes, "exportOption");

    *out = (struct filter){
        .statuses = bits_of(input, "CertificateStatuses", ACM_WORDS_STATUS),
        .origins = bits_of(input, "CertificateKeyPairOrigins", ACM_WORDS_ORIGIN),
        .keys = bits_of(includes, "keyTypes", ACM_WORDS_KEY),
        .key_usages = acm_member(includes, "keyUsage"),
        .extended_key_usages = acm_member(includes, "extendedKeyUsage"),
    };
    if (out->keys == 0)
        out->keys = bit_of(ACM_RSA_1024) | bit_of(ACM_RSA_2048);
    if (out->origins == 0)
        out->origins = ~bit_of(ACM_ORIGIN_ACME);
    if (export_option != NULL)
        out->export_option = (enum acm_switch)acm_word_parse(
            ACM_WORDS_SWITCH, export_option, strlen(export_option));
    if (acm_text(includes, "managedBy") != NULL)
        out->manager = ACM_MANAGER_CLOUDFRONT;
}

/* Has the certificate any of the usages? */
static bool has_usage(char *const *texts, size_t n, const json_t *wanted)
{
    if (json_array_size(wanted) == 0)
        return true;
    for (size_t i = 0; i < json_array_size(wanted); i++)
        for (size_t k = 0; k < n; k++)
            if (strcmp(texts[k], json_string_value(json_array_get(wanted, i))) == 0)
                return true;
    return false;
}

static bool passes(const struct world *world, const struct filter *filter,
                   const struct certificate *certificate)
{
    if (!lifecycle_is_listed(world, certificate) ||
        (filter->keys & bit_of((int)certificate->key)) == 0 ||
        (filter->origins & bit_of((int)certificate->origin)) == 0)
        return false;
    if (filter->statuses != 0 &&
        (filter->statuses & bit_of((int)certificate->status)) == 0)
        return false;
    if (filter->export_option != ACM_SWITCH_NONE &&
        filter->export_option != certificate->export_option)
        return false;
    if (filter->manager != ACM_MANAGER_NONE && filter->manager != certificate->manager)
        return false;
    return has_usage(certificate->key_usages, certificate->n_key_usages,
                     filter->key_usages) &&
           has_usage(certificate->extended_key_usages, certificate->n_extended_key_usages,
                     filter->extended_key_usages);
}

/* A list of certificates that is walked in one direction. */
struct walk {
    struct certificate **items;
    size_t n;
    size_t next; /* how many were passed */
    bool backwards;
};

static struct certificate *step(struct walk *walk)
{
    const size_t i = walk->next;

    if (i >= walk->n)
        return NULL;
    walk->next++;
    return walk->items[walk->backwards ? walk->n - 1 - i : i];
}

/* Is the certificate one that came on an earlier page? */
static bool is_before(const struct certificate *certificate, struct token_place start,
                      bool backwards)
{
    const bool same = certificate->created_ms == start.order;
    const bool less =
        same ? certificate->number < start.number : certificate->created_ms < start.order;
    const bool equal = same && certificate->number == start.number;

    return backwards ? !less && !equal : less;
}

/* Without SortBy by number, which the token then holds alone; else by creation. */
static void begin_walk(struct place *place, const char *sort_order,
                       const struct token_place *start, struct walk *out)
{
    size_t low = 0;
    size_t high = place->n;

    *out = (struct walk){ .items = place->items, .n = place->n };
    if (sort_order == NULL) {
        out->next = start == NULL ? 0 : place_lower_bound(place, start->number);
        return;
    }
    out->items = place_by_created(place);
    out->backwards = strcmp(sort_order, "DESCENDING") == 0;
    while (start != NULL && low < high) {
        const size_t middle = low + (high - low) / 2;
        const size_t at = out->backwards ? out->n - 1 - middle : middle;

        if (is_before(out->items[at], *start, out->backwards))
            low = middle + 1;
        else
            high = middle;
    }
    out->next = low;
}

static struct certificate *next_passing(const struct world *world,
                                        const struct filter *filter, struct walk *walk)
{
    struct certificate *certificate = step(walk);

    while (certificate != NULL && !passes(world, filter, certificate))
        certificate = step(walk);
    return certificate;
}

/* SortBy and SortOrder stand together or not at all: ACM API, ListCertificates. */
static int check_order(struct call *call)
{
    const char *by = acm_text(call->input, "SortBy");
    const char *order = acm_text(call->input, "SortOrder");

    if ((by == NULL) == (order == NULL))
        return 0;
    return call_fail(call, "InvalidArgsException",
                     by == NULL ? "SortOrder needs SortBy." : "SortBy needs SortOrder.");
}

int acm_list_certificates(struct mock *mock, struct call *call)
{
    const struct world *world = &mock->world;
    int64_t n_left = acm_integer(call->input, "MaxItems", PAGE_DEFAULT);
    struct certificate *certificate;
    struct token_place start;
    struct filter filter;
    struct walk walk;
    int has_token;

    if (check_order(call) != 0)
        return -1;
    has_token = token_read(mock, call, question, &start);
    if (has_token < 0)
        return -1;
    if (call->empty_page || (!has_token && (world->oddities & ODDITY_EMPTY_PAGE) != 0))
        n_left = 0;
    read_filter(call->input, &filter);
    begin_walk(call->place, acm_text(call->input, "SortOrder"), has_token ? &start : NULL,
               &walk);
    emit_open(&call->json, NULL, '{');
    emit_open(&call->json, "CertificateSummaryList", '[');
    certificate = next_passing(world, &filter, &walk);
    for (; certificate != NULL && n_left > 0; n_left--) {
        summary_json(&call->json, certificate);
        certificate = next_passing(world, &filter, &walk);
    }
    emit_close(&call->json, ']');
    if (certificate != NULL) {
        start = (struct token_place){ certificate->number, certificate->created_ms };
        emit_text(&call->json, "NextToken", token_make(mock, call, question, start));
    }
    emit_close(&call->json, '}');
    return 0;
}
