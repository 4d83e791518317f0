/* search_order: the orders in which SearchCertificates can answer. */
#include "mockaws/service/acm/search_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/distinguished.h"
#include "mockaws/store/certificate.h"

/* What is compared: a number, or a text where there is one. */
struct key {
    int64_t number;
    const char *text;
};

struct row {
    struct certificate *certificate;
    struct key key;
};

typedef struct key key_of(struct arena *arena, const struct certificate *certificate);

static struct key number(int64_t value)
{
    return (struct key){ value, NULL };
}

static struct key word(enum acm_words words, int value)
{
    return (struct key){ 0, acm_word(words, value) };
}

#define KEY_OF(name, expression)                                                         \
    static struct key name(struct arena *arena, const struct certificate *c)             \
    {                                                                                    \
        (void)arena;                                                                     \
        return (expression);                                                             \
    }

KEY_OF(created_at, number(c->created_ms))
KEY_OF(not_after, number(c->not_after_ms))
KEY_OF(not_before, number(c->not_before_ms))
KEY_OF(issued_at, number(c->issued_ms))
KEY_OF(imported_at, number(c->imported_ms))
KEY_OF(revoked_at, number(c->revoked_ms))
KEY_OF(exported, number(c->exported))
KEY_OF(in_use, number(certificate_in_use(c)))
KEY_OF(status, word(ACM_WORDS_STATUS, (int)c->status))
KEY_OF(renewal_status, word(ACM_WORDS_RENEWAL_STATUS, (int)c->renewal.status))
KEY_OF(key_algorithm, word(ACM_WORDS_KEY, (int)c->key))
KEY_OF(type, word(ACM_WORDS_TYPE, (int)c->type))
KEY_OF(managed_by, word(ACM_WORDS_MANAGER, (int)c->manager))
KEY_OF(export_option, word(ACM_WORDS_SWITCH, (int)c->export_option))
KEY_OF(validation_method, word(ACM_WORDS_METHOD, (int)c->method))
KEY_OF(eligibility, word(ACM_WORDS_ELIGIBILITY, (int)lifecycle_eligibility(c)))
KEY_OF(certificate_arn, ((struct key){ 0, c->arn }))

static struct key common_name(struct arena *arena, const struct certificate *certificate)
{
    struct dn_part part;

    if (!dn_common_name(certificate->subject, &part))
        return (struct key){ 0, "" };
    return (struct key){ 0, arena_strdup(arena, part.value) };
}

static const struct order {
    const char *word;
    key_of *key;
} orders[] = {
    /* clang-format off */
    { "CREATED_AT",          created_at },
    { "NOT_AFTER",           not_after },
    { "STATUS",              status },
    { "RENEWAL_STATUS",      renewal_status },
    { "EXPORTED",            exported },
    { "IN_USE",              in_use },
    { "NOT_BEFORE",          not_before },
    { "KEY_ALGORITHM",       key_algorithm },
    { "TYPE",                type },
    { "CERTIFICATE_ARN",     certificate_arn },
    { "COMMON_NAME",         common_name },
    { "REVOKED_AT",          revoked_at },
    { "RENEWAL_ELIGIBILITY", eligibility },
    { "ISSUED_AT",           issued_at },
    { "MANAGED_BY",          managed_by },
    { "EXPORT_OPTION",       export_option },
    { "VALIDATION_METHOD",   validation_method },
    { "IMPORTED_AT",         imported_at },
    /* clang-format on */
};

static int compare(const void *left, const void *right, void *context)
{
    const struct row *a = left;
    const struct row *b = right;
    const bool *descending = context;
    int rc = (a->key.number > b->key.number) - (a->key.number < b->key.number);

    if (a->key.text != NULL)
        rc = strcmp(a->key.text, b->key.text);
    if (rc == 0)
        rc = a->certificate->number < b->certificate->number ? -1 : 1;
    return *descending ? -rc : rc;
}

void search_sort(struct arena *arena, struct certificate **certificates, size_t n,
                 const char *sort_by, bool descending)
{
    struct row *rows = arena_array(arena, n, sizeof(*rows));
    key_of *key = created_at;

    for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
        if (strcmp(orders[i].word, sort_by) == 0)
            key = orders[i].key;
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct row){ certificates[i], key(arena, certificates[i]) };
    qsort_r(rows, n, sizeof(*rows), compare, &descending);
    for (size_t i = 0; i < n; i++)
        certificates[i] = rows[i].certificate;
}
