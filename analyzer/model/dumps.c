/* dumps: several dumps of one certificate: which is the best, and what the rest add. */
#include "analyzer/model/dumps.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/when.h"

enum tier { TIER_TERRAFORM, TIER_SUMMARY, TIER_FULL };

/* What a dump is ranked by. */
struct ranked {
    struct cert *cert;
    int64_t taken; /* capture time, or the latest past event for want of it */
    int64_t past;
    int tier;
    char hash[65]; /* "" until it is needed */
};

/* ---- how two dumps differ ---- */

static bool texts_differ(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

/* An absent reason is a statement only where all that ACM says was saved. */
static bool reasons_differ(const struct cert *a, const struct cert *b)
{
    if (a->reason == ACM_REASON_NONE || b->reason == ACM_REASON_NONE)
        return a->reason != b->reason && a->grade == GRADE_DESCRIBE &&
               b->grade == GRADE_DESCRIBE;
    return a->reason != b->reason ||
           strcmp(cert_reason_word(a), cert_reason_word(b)) != 0;
}

/* The same domain's entry in another dump; *hint is where to look first. */
static const struct validation *entry_of(const struct cert *cert, const char *domain,
                                         uint32_t *hint)
{
    for (uint32_t i = 0; i < cert->n_validations; i++) {
        uint32_t at = (*hint + i) % cert->n_validations;

        if (strcmp(cert->validations[at].domain, domain) == 0) {
            *hint = at + 1;
            return &cert->validations[at];
        }
    }
    return NULL;
}

static bool domains_differ(const struct cert *a, const struct cert *b)
{
    uint32_t hint = 0;

    for (uint32_t i = 0; i < a->n_validations; i++) {
        const struct validation *one = &a->validations[i];
        const struct validation *other = entry_of(b, one->domain, &hint);

        if (other != NULL && one->status != ACM_DOMAIN_NONE &&
            other->status != ACM_DOMAIN_NONE && one->status != other->status)
            return true;
    }
    return false;
}

bool cert_differs(const struct cert *a, const struct cert *b, const char **what)
{
    if (a->status != ACM_STATUS_NONE && b->status != ACM_STATUS_NONE &&
        (a->status != b->status || strcmp(cert_status_word(a), cert_status_word(b)) != 0))
        *what = "Status";
    else if (reasons_differ(a, b))
        *what = "FailureReason";
    else if (texts_differ(a->serial, b->serial))
        *what = "Serial";
    else if (a->not_after != WHEN_NONE && b->not_after != WHEN_NONE &&
             a->not_after != b->not_after)
        *what = "NotAfter";
    else if (domains_differ(a, b))
        *what = "a domain's ValidationStatus";
    else
        return false;
    return true;
}

/* Neither is known to be newer; Terraform state is known to be the weaker. */
static bool is_rival(const struct cert *a, const struct cert *b)
{
    if (a->grade == GRADE_TERRAFORM || b->grade == GRADE_TERRAFORM)
        return false;
    return a->captured_at == WHEN_NONE || b->captured_at == WHEN_NONE ||
           a->captured_at == b->captured_at;
}

/* ---- which is the best ---- */

static int tier_of(const struct cert *cert)
{
    if (cert->grade == GRADE_TERRAFORM)
        return TIER_TERRAFORM;
    if (cert->grade == GRADE_DESCRIBE ||
        (cert->status != ACM_STATUS_NONE && cert->n_validations > 0))
        return TIER_FULL;
    return TIER_SUMMARY;
}

static int compare_number(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By what the dumps say of their age; negative: a is the better. */
static int compare_age(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    int diff = right->tier - left->tier;

    if (diff == 0)
        diff = compare_number(right->taken, left->taken);
    if (diff == 0)
        diff = compare_number(right->past, left->past);
    return diff;
}

/* Among dumps of one age. */
static int compare_rest(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    const struct origin *one = &left->cert->origin;
    const struct origin *other = &right->cert->origin;
    int diff = strcmp(right->hash, left->hash);

    if (diff == 0 && one->source != other->source)
        diff = strcmp(one->source->file, other->source->file);
    if (diff == 0)
        diff = compare_number(one->document, other->document);
    if (diff == 0)
        diff = strcmp(one->pointer, other->pointer);
    return diff;
}

/* Documents of equal files at one place are equal: no need to hash them. */
static bool is_same_document(const struct origin *a, const struct origin *b)
{
    return a->document == b->document &&
           (a->source == b->source ||
            (a->source->sha256[0] != '\0' &&
             strcmp(a->source->sha256, b->source->sha256) == 0));
}

static void sort_equals(struct ranked *items, size_t n,
                        const struct estate_hasher *hasher)
{
    bool same = true;

    if (n < 2)
        return;
    for (size_t i = 1; i < n; i++)
        same = same && is_same_document(&items[0].cert->origin, &items[i].cert->origin);
    for (size_t i = 0; i < n && !same && hasher != NULL; i++)
        hasher->hash(hasher->context, &items[i].cert->origin, items[i].hash);
    qsort(items, n, sizeof(*items), compare_rest);
}

static void rank(struct ranked *items, size_t n, const struct estate_hasher *hasher)
{
    size_t end;

    for (size_t i = 0; i < n; i++) {
        struct cert *cert = items[i].cert;

        items[i].past = cert_latest_past(cert);
        items[i].taken =
            cert->captured_at != WHEN_NONE ? cert->captured_at : items[i].past;
        items[i].tier = tier_of(cert);
        items[i].hash[0] = '\0';
    }
    qsort(items, n, sizeof(*items), compare_age);
    for (size_t i = 0; i < n; i = end) {
        end = i + 1;
        while (end < n && compare_age(&items[i], &items[end]) == 0)
            end++;
        sort_equals(items + i, end - i, hasher);
    }
}

/* ---- what the others add ---- */

static void fill_names(struct cert *cert, const struct cert *other)
{
    /* A re-import may change names: a full description is not overruled. */
    bool is_full = cert->grade == GRADE_DESCRIBE && cert->n_names > 0 && !cert->names_cut;

    if (cert->domain == NULL)
        cert->domain = other->domain;
    if (is_full || other->n_names == 0)
        return;
    if (other->n_names > cert->n_names ||
        (other->n_names == cert->n_names && cert->names_cut && !other->names_cut)) {
        cert->names = other->names;
        cert->n_names = other->n_names;
        cert->names_cut = other->names_cut;
    }
}

static void fill_place(struct cert *cert, const struct cert *other)
{
    if (cert->arn == NULL)
        cert->arn = other->arn;
    if (cert->account == NULL) {
        cert->account = other->account;
        cert->account_from = other->account_from;
    }
    if (cert->region == NULL) {
        cert->region = other->region;
        cert->region_from = other->region_from;
    }
}

static void fill_word(uint8_t *word, uint8_t other)
{
    if (*word == 0)
        *word = other;
}

static void fill(struct cert *cert, const struct cert *other)
{
    fill_place(cert, other);
    fill_names(cert, other);
    fill_word(&cert->key, other->key);
    fill_word(&cert->method, other->method);
    fill_word(&cert->exportable, other->exportable);
    fill_word(&cert->exported, other->exported);
    fill_word(&cert->key_origin, other->key_origin);
    fill_word(&cert->manager, other->manager);
    if (!cert->has_in_use_by)
        fill_word(&cert->in_use, other->in_use);
    if (cert->created_at == WHEN_NONE)
        cert->created_at = other->created_at;
    if (cert->authority_arn == NULL)
        cert->authority_arn = other->authority_arn;
    if (other->emulator)
        cert->emulator = true;
}

void dump_infer_type(struct cert *cert)
{
    enum acm_type type = ACM_TYPE_NONE;

    if (cert->type != ACM_TYPE_NONE)
        return;
    if (cert->imported_at != WHEN_NONE)
        type = ACM_IMPORTED;
    else if (cert->authority_arn != NULL)
        type = ACM_PRIVATE;
    else if (cert->issuer != NULL && strcmp(cert->issuer, "Amazon") == 0)
        type = ACM_AMAZON_ISSUED;
    for (uint32_t i = 0; i < cert->n_validations && type == ACM_TYPE_NONE; i++) {
        const struct validation *validation = &cert->validations[i];

        if (validation->record.name != NULL || validation->n_emails > 0 ||
            validation->redirect_from != NULL)
            type = ACM_AMAZON_ISSUED;
    }
    cert->type = (uint8_t)type;
    cert->type_inferred = type != ACM_TYPE_NONE;
}

/* One type for all: as some dump says it, the best first, else as one lets infer. */
static void settle_type(struct ranked *items, size_t n)
{
    uint8_t type = ACM_TYPE_NONE;
    bool inferred = false;

    for (size_t i = 0; i < n && type == ACM_TYPE_NONE; i++)
        type = items[i].cert->type;
    for (size_t i = 0; i < n && type == ACM_TYPE_NONE; i++) {
        dump_infer_type(items[i].cert);
        type = items[i].cert->type;
        inferred = true;
    }
    for (size_t i = 0; i < n; i++) {
        struct cert *cert = items[i].cert;

        if (cert->type != ACM_TYPE_NONE)
            continue;
        cert->type = type;
        cert->type_inferred = inferred;
    }
}

struct cert *dumps_merge(struct cert *dumps, size_t n, const struct estate_hasher *hasher,
                         struct arena *scratch)
{
    struct ranked *items = arena_array(scratch, n, sizeof(*items));
    struct cert *best;
    bool described = false;
    const char *what;

    for (size_t i = 0; i < n; i++, dumps = dumps->older)
        items[i].cert = dumps;
    rank(items, n, hasher);
    settle_type(items, n);
    best = items[0].cert;
    for (size_t i = 0; i < n; i++) {
        items[i].cert->older = i + 1 < n ? items[i + 1].cert : NULL;
        described = described || items[i].cert->grade == GRADE_DESCRIBE;
    }
    for (size_t i = 0; i < n; i++) {
        items[i].cert->described = described;
        if (i > 0 && is_rival(best, items[i].cert) &&
            cert_differs(best, items[i].cert, &what))
            best->conflict = true;
    }
    /* After the comparison: what is filled in is not the dump's own word. */
    for (size_t i = 1; i < n; i++)
        fill(best, items[i].cert);
    return best;
}
