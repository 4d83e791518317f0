/* caa_judge: what a set of CAA records lets Amazon do, and why. */
#include "base/dns/caa.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"

const char *const caa_amazon_names[4] = { "amazon.com", "amazontrust.com", "awstrust.com",
                                          "amazonaws.com" };

enum { N_NAMES = sizeof(caa_amazon_names) / sizeof(caa_amazon_names[0]), NAME_ROOM = 24 };

bool caa_is_amazon(const char *domain)
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (strcmp(domain, caa_amazon_names[i]) == 0)
            return true;
    return false;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements from a to b; b is shorter than NAME_ROOM. */
static size_t edits(const char *a, size_t a_len, const char *b)
{
    const size_t b_len = strlen(b);
    size_t row[NAME_ROOM];

    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            const size_t above = row[j];

            row[j] =
                least(least(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[b_len];
}

/* A label that nobody but Amazon would choose to be known by. */
static bool is_amazon_label(const char *label, size_t len)
{
    static const char *const words[] = { "aws", "acm", "awstrust" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strlen(words[i]) == len && memcmp(label, words[i], len) == 0)
            return true;
    return memmem(label, len, "amazon", 6) != NULL ||
           (len > 4 && memcmp(label, "aws-", 4) == 0);
}

bool caa_is_lookalike(const char *domain)
{
    size_t len = strlen(domain);

    if (caa_is_amazon(domain))
        return false;
    while (len > 0 && domain[len - 1] == '.')
        len--;
    for (size_t i = 0; i < N_NAMES; i++)
        if (len < NAME_ROOM && edits(domain, len, caa_amazon_names[i]) <= 2)
            return true;
    for (const char *label = domain; label != NULL; label = name_parent(label))
        if (is_amazon_label(label, strcspn(label, ".")))
            return true;
    return false;
}

static bool is_known(const char *tag)
{
    return strcmp(tag, "issue") == 0 || strcmp(tag, "issuewild") == 0 ||
           strcmp(tag, "iodef") == 0;
}

static struct caa_verdict verdict(enum caa_answer answer, enum caa_why why, size_t record)
{
    return (struct caa_verdict){ answer, why, record };
}

static bool has_tag(const struct caa_record *records, size_t n, const char *tag)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(records[i].tag, tag) == 0)
            return true;
    return false;
}

/* What the properties of one kind say; each member the first record that does. */
struct tally {
    size_t first;
    size_t named;
    size_t named_parameters;
    size_t lookalike;
    size_t n; /* properties of the kind */
    size_t n_nobody;
};

static void note(size_t *member, size_t record)
{
    if (*member == SIZE_MAX)
        *member = record;
}

static struct tally count(const struct caa_record *records, size_t n, const char *kind)
{
    struct tally tally = { SIZE_MAX, SIZE_MAX, SIZE_MAX, SIZE_MAX, 0, 0 };
    struct caa_issuer issuer;
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(records[i].tag, kind) != 0)
            continue;
        caa_issuer(&arena, &records[i], &issuer);
        note(&tally.first, i);
        tally.n++;
        if (!issuer.malformed && caa_is_amazon(issuer.domain))
            note(issuer.parameters ? &tally.named_parameters : &tally.named, i);
        if (caa_is_lookalike(issuer.domain))
            note(&tally.lookalike, i);
        if (issuer.malformed || *issuer.domain == '\0')
            tally.n_nobody++;
    }
    arena_clear(&arena);
    return tally;
}

static struct caa_verdict judge_kind(const struct tally *tally, bool wildcard_only)
{
    const size_t only = tally->n == 1 ? tally->first : SIZE_MAX;

    if (tally->n == 0)
        return verdict(CAA_PERMITS, CAA_NO_PROPERTY, SIZE_MAX);
    if (tally->named != SIZE_MAX)
        return verdict(CAA_PERMITS, CAA_NAMED, tally->named);
    if (tally->named_parameters != SIZE_MAX)
        return verdict(CAA_UNCERTAIN, CAA_NAMED_PARAMETERS, tally->named_parameters);
    if (wildcard_only)
        return verdict(CAA_FORBIDS, CAA_WILDCARD_ONLY, tally->first);
    if (tally->lookalike != SIZE_MAX)
        return verdict(CAA_FORBIDS, CAA_LOOKALIKE, tally->lookalike);
    if (tally->n_nobody == tally->n)
        return verdict(CAA_FORBIDS, CAA_NOBODY, only);
    return verdict(CAA_FORBIDS, CAA_OTHERS, only);
}

struct caa_verdict caa_judge(const struct caa_record *records, size_t n, bool wildcard)
{
    struct tally plain;
    struct tally wild;

    for (size_t i = 0; i < n; i++)
        if ((records[i].flags & CAA_CRITICAL) != 0 && !is_known(records[i].tag))
            return verdict(CAA_FORBIDS, CAA_CRITICAL_UNKNOWN, i);
    plain = count(records, n, "issue");
    if (!wildcard || !has_tag(records, n, "issuewild"))
        return judge_kind(&plain, false);
    wild = count(records, n, "issuewild");
    return judge_kind(&wild, judge_kind(&plain, false).answer == CAA_PERMITS);
}
