/* search_filter: the filter statements of SearchCertificates, read and applied. */
#include "mockaws/service/acm/search_filter.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/distinguished.h"
#include "mockaws/store/certificate.h"

enum test {
    TEST_ARN,
    TEST_COMMON_NAME,
    TEST_DNS_NAME,
    TEST_EXTENDED_KEY_USAGE,
    TEST_KEY_USAGE,
    TEST_KEY,
    TEST_SERIAL,
    TEST_NOT_AFTER,
    TEST_NOT_BEFORE,
    TEST_STATUS,
    TEST_RENEWAL_STATUS,
    TEST_TYPE,
    TEST_IN_USE,
    TEST_EXPORTED,
    TEST_EXPORT_OPTION,
    TEST_MANAGER,
    TEST_METHOD,
    TEST_ORIGIN,
    TEST_ACME, /* of an endpoint or account: there are none here */
};

enum operand { OPERAND_TEXT, OPERAND_COMPARED, OPERAND_WORD, OPERAND_FLAG, OPERAND_SPAN };

/* The members of the filters, and what their values are. */
static const struct kind {
    const char *member;
    enum test test;
    enum operand operand;
    enum acm_words words;
} kinds[] = {
    /* clang-format off */
    { "CertificateArn",          TEST_ARN,                OPERAND_TEXT,     0 },
    { "CommonName",              TEST_COMMON_NAME,        OPERAND_COMPARED, 0 },
    { "DnsName",                 TEST_DNS_NAME,           OPERAND_COMPARED, 0 },
    { "ExtendedKeyUsage",        TEST_EXTENDED_KEY_USAGE, OPERAND_TEXT,     0 },
    { "KeyUsage",                TEST_KEY_USAGE,          OPERAND_TEXT,     0 },
    { "KeyAlgorithm",            TEST_KEY,                OPERAND_WORD,     ACM_WORDS_KEY },
    { "SerialNumber",            TEST_SERIAL,             OPERAND_TEXT,     0 },
    { "NotAfter",                TEST_NOT_AFTER,          OPERAND_SPAN,     0 },
    { "NotBefore",               TEST_NOT_BEFORE,         OPERAND_SPAN,     0 },
    { "Status",                  TEST_STATUS,             OPERAND_WORD,     ACM_WORDS_STATUS },
    { "RenewalStatus",           TEST_RENEWAL_STATUS,     OPERAND_WORD,
      ACM_WORDS_RENEWAL_STATUS },
    { "Type",                    TEST_TYPE,               OPERAND_WORD,     ACM_WORDS_TYPE },
    { "InUse",                   TEST_IN_USE,             OPERAND_FLAG,     0 },
    { "Exported",                TEST_EXPORTED,           OPERAND_FLAG,     0 },
    { "ExportOption",            TEST_EXPORT_OPTION,      OPERAND_WORD,     ACM_WORDS_SWITCH },
    { "ManagedBy",               TEST_MANAGER,            OPERAND_WORD,     ACM_WORDS_MANAGER },
    { "ValidationMethod",        TEST_METHOD,             OPERAND_WORD,     ACM_WORDS_METHOD },
    { "CertificateKeyPairOrigin", TEST_ORIGIN,            OPERAND_WORD,     ACM_WORDS_ORIGIN },
    { "AcmeEndpointArn",         TEST_ACME,               OPERAND_TEXT,     0 },
    { "AcmeAccountId",           TEST_ACME,               OPERAND_TEXT,     0 },
    /* clang-format on */
};

/* One test, or statements that are joined. */
struct node {
    enum { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST } join;
    const struct node **below;
    size_t n_below;
    enum test test;
    const char *text;
    bool contains; /* else equals */
    int word;      /* of an enumeration, or a flag */
    int64_t start_ms;
    int64_t end_ms;
};

struct search_filter {
    const struct node *root; /* NULL: all pass */
    bool speaks_of_origin;
};

struct reader {
    struct arena *arena;
    struct search_filter *filter;
};

static int64_t millis(const json_t *span, const char *name, int64_t otherwise)
{
    const json_t *value = acm_member(span, name);

    if (value == NULL)
        return otherwise;
    if (fabs(json_number_value(value)) > 1e15)
        return json_number_value(value) < 0 ? INT64_MIN : INT64_MAX;
    return llround(json_number_value(value) * 1000);
}

static void read_operand(struct node *node, const struct kind *kind, const json_t *value)
{
    const char *text = json_string_value(value);
    const char *how;

    switch (kind->operand) {
    case OPERAND_TEXT:
        node->text = text;
        break;
    case OPERAND_COMPARED:
        how = acm_text(value, "ComparisonOperator");
        node->text = acm_text(value, "Value");
        node->contains = strcmp(how, "CONTAINS") == 0;
        break;
    case OPERAND_WORD:
        node->word = acm_word_parse(kind->words, text, strlen(text));
        break;
    case OPERAND_FLAG:
        node->word = json_is_true(value);
        break;
    case OPERAND_SPAN:
        node->start_ms = millis(value, "Start", INT64_MIN);
        node->end_ms = millis(value, "End", INT64_MAX);
        break;
    }
}

/* The test stands some members down: a union has one member, by which it is found. */
static const struct node *read_test(struct reader *reader, const json_t *filter)
{
    static const char *const groups[] = { "X509AttributeFilter",
                                          "AcmCertificateMetadataFilter", "Subject",
                                          "SubjectAlternativeName" };
    struct node *node = arena_zalloc(reader->arena, sizeof(*node));
    const json_t *inner = filter;

    node->join = NODE_TEST;
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
        if (acm_member(inner, groups[i]) != NULL)
            inner = acm_member(inner, groups[i]);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const json_t *value = acm_member(inner, kinds[i].member);

        if (value == NULL)
            continue;
        node->test = kinds[i].test;
        read_operand(node, &kinds[i], value);
        if (node->test == TEST_ORIGIN || node->test == TEST_ACME)
            reader->filter->speaks_of_origin = true;
        break;
    }
    return node;
}

static const struct node *read_statement(struct reader *reader, const json_t *statement)
{
    const json_t *filter = acm_member(statement, "Filter");
    const json_t *negated = acm_member(statement, "Not");
    const json_t *all = acm_member(statement, "And");
    const json_t *list = all != NULL ? all : acm_member(statement, "Or");
    struct node *node;

    if (filter != NULL)
        return read_test(reader, filter);
    node = arena_zalloc(reader->arena, sizeof(*node));
    node->join = negated != NULL ? NODE_NOT : all != NULL ? NODE_AND : NODE_OR;
    node->n_below = negated != NULL ? 1 : json_array_size(list);
    node->below = arena_array(reader->arena, node->n_below, sizeof(*node->below));
    for (size_t i = 0; i < node->n_below; i++)
        node->below[i] =
            read_statement(reader, negated != NULL ? negated : json_array_get(list, i));
    return node;
}

const struct search_filter *search_filter_read(struct arena *arena,
                                               const json_t *statement)
{
    struct search_filter *filter = arena_zalloc(arena, sizeof(*filter));
    struct reader reader = { arena, filter };

    if (statement != NULL)
        filter->root = read_statement(&reader, statement);
    return filter;
}

static bool compares(const struct node *node, const char *text)
{
    return node->contains ? strcasestr(text, node->text) != NULL
                          : strcasecmp(text, node->text) == 0;
}

static bool has_name(const struct node *node, const struct certificate *certificate)
{
    for (size_t i = 0; i < certificate->n_names; i++)
        if (compares(node, certificate->names[i]))
            return true;
    return false;
}

static bool has_text(char *const *texts, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(texts[i], text) == 0)
            return true;
    return false;
}

static bool has_common_name(const struct node *node,
                            const struct certificate *certificate)
{
    struct dn_part part;

    return dn_common_name(certificate->subject, &part) && compares(node, part.value);
}

/* Start and End are inclusive. */
static bool in_span(const struct node *node, int64_t ms)
{
    return ms != TIME_NONE && ms >= node->start_ms && ms <= node->end_ms;
}

static bool passes_x509(const struct node *node, const struct certificate *certificate)
{
    switch ((int)node->test) {
    case TEST_COMMON_NAME:
        return has_common_name(node, certificate);
    case TEST_DNS_NAME:
        return has_name(node, certificate);
    case TEST_EXTENDED_KEY_USAGE:
        return has_text(certificate->extended_key_usages,
                        certificate->n_extended_key_usages, node->text);
    case TEST_KEY_USAGE:
        return has_text(certificate->key_usages, certificate->n_key_usages, node->text);
    case TEST_SERIAL:
        return certificate->serial != NULL &&
               strcmp(certificate->serial, node->text) == 0;
    case TEST_NOT_AFTER:
        return in_span(node, certificate->not_after_ms);
    case TEST_NOT_BEFORE:
        return in_span(node, certificate->not_before_ms);
    default:
        return false;
    }
}

static bool passes_test(const struct node *node, const struct certificate *certificate)
{
    switch ((int)node->test) {
    case TEST_ARN:
        return strcmp(certificate->arn, node->text) == 0;
    case TEST_KEY:
        return (int)certificate->key == node->word;
    case TEST_STATUS:
        return (int)certificate->status == node->word;
    case TEST_RENEWAL_STATUS:
        return (int)certificate->renewal.status == node->word;
    case TEST_TYPE:
        return (int)certificate->type == node->word;
    case TEST_IN_USE:
        return certificate_in_use(certificate) == (node->word != 0);
    case TEST_EXPORTED:
        return certificate->exported == (node->word != 0);
    case TEST_EXPORT_OPTION:
        return (int)certificate->export_option == node->word;
    case TEST_MANAGER:
        return (int)certificate->manager == node->word;
    case TEST_METHOD:
        return (int)certificate->method == node->word;
    case TEST_ORIGIN:
        return (int)certificate->origin == node->word;
    default:
        return passes_x509(node, certificate);
    }
}

static bool passes(const struct node *node, const struct certificate *certificate)
{
    if (node->join == NODE_TEST)
        return passes_test(node, certificate);
    if (node->join == NODE_NOT)
        return !passes(node->below[0], certificate);
    for (size_t i = 0; i < node->n_below; i++)
        if (passes(node->below[i], certificate) == (node->join == NODE_OR))
            return node->join == NODE_OR;
    return node->join == NODE_AND;
}

bool search_filter_passes(const struct search_filter *filter,
                          const struct certificate *certificate)
{
    if (certificate->origin == ACM_ORIGIN_ACME && !filter->speaks_of_origin)
        return false;
    return filter->root == NULL || passes(filter->root, certificate);
}
