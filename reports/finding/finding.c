/* finding: built in an arena, ranked, fingerprinted and put in order. */
#include "reports/finding/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

enum { FIRST_ROOM = 4 }; /* of a list that grows; a power of two */

/* ---- words ---- */

const char *verdict_word(enum verdict verdict)
{
    static const char *const words[] = {
        [VERDICT_NA] = "NA",
        [VERDICT_PASS] = "PASS",
        [VERDICT_FAIL] = "FAIL",
        [VERDICT_UNKNOWN] = "UNKNOWN",
    };

    return words[verdict];
}

const char *confidence_word(enum confidence confidence)
{
    static const char *const words[] = {
        [CONFIDENCE_LOW] = "low",
        [CONFIDENCE_MEDIUM] = "medium",
        [CONFIDENCE_HIGH] = "high",
        [CONFIDENCE_CERTAIN] = "certain",
    };

    return words[confidence];
}

const char *confidence_phrase(enum confidence confidence)
{
    static const char *const phrases[] = {
        [CONFIDENCE_LOW] = "needs data: a guess so far",
        [CONFIDENCE_MEDIUM] = "likely: partial evidence points to it",
        [CONFIDENCE_HIGH] = "proved: complete evidence shows it",
        [CONFIDENCE_CERTAIN] = "proved: the evidence says so itself",
    };

    return phrases[confidence];
}

const char *resource_type_word(enum resource_type type)
{
    static const char *const words[] = {
        [RESOURCE_CERTIFICATE] = "certificate", [RESOURCE_HOSTED_ZONE] = "hosted_zone",
        [RESOURCE_EVIDENCE] = "evidence",       [RESOURCE_ESTATE] = "estate",
        [RESOURCE_WAIVER] = "waiver",
    };

    return words[type];
}

const char *fix_kind_word(enum fix_kind kind)
{
    static const char *const words[] = {
        [FIX_CLI] = "cli",
        [FIX_TERRAFORM] = "terraform",
        [FIX_CLOUDFORMATION] = "cloudformation",
        [FIX_ZONEFILE] = "zonefile",
        [FIX_TEXT] = "text",
    };

    return words[kind];
}

/* ---- building ---- */

static char *vformat(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static char *vformat(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    char *text;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    assert(len >= 0);
    text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

/*
 * Room for one more item behind n: there is room for the next power of two,
 * so a list is copied only when its length reaches one.
 */
static void *grown(struct arena *arena, void *items, size_t n, size_t size)
{
    void *more;

    if (n != 0 && (n < FIRST_ROOM || (n & (n - 1)) != 0))
        return items;
    more = arena_array(arena, n == 0 ? FIRST_ROOM : n * 2, size);
    if (n > 0)
        memcpy(more, items, n * size);
    return more;
}

void finding_say(struct finding *finding, struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    finding->message = vformat(arena, format, args);
    va_end(args);
}

struct cause *finding_cause(struct finding *finding, struct arena *arena,
                            enum cause_code code, enum confidence confidence)
{
    struct cause *cause = arena_zalloc(arena, sizeof(*cause));
    struct cause **tail = &finding->causes;

    cause->code = code;
    cause->confidence = confidence;
    cause->detail = "";
    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = cause;
    return cause;
}

void finding_evidence(struct finding *finding, struct arena *arena,
                      const struct evidence_ref *ref)
{
    finding->evidence =
        grown(arena, finding->evidence, finding->n_evidence, sizeof(*ref));
    finding->evidence[finding->n_evidence++] = *ref;
}

void cause_detail(struct cause *cause, struct arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    cause->detail = vformat(arena, format, args);
    va_end(args);
}

void cause_domain(struct cause *cause, struct arena *arena, const char *domain)
{
    size_t n = cause->n_domains;
    const char **domains;

    if (n != 0 && (n < FIRST_ROOM || (n & (n - 1)) != 0)) {
        /* The room behind the list is ours: it was taken below. */
        memcpy(&domains, &cause->domains, sizeof(domains));
    } else {
        domains = arena_array(arena, n == 0 ? FIRST_ROOM : n * 2, sizeof(*domains));
        for (size_t i = 0; i < n; i++)
            domains[i] = cause->domains[i];
        cause->domains = domains;
    }
    domains[n] = domain;
    cause->n_domains++;
}

void cause_evidence(struct cause *cause, struct arena *arena,
                    const struct evidence_ref *ref)
{
    cause->evidence = grown(arena, cause->evidence, cause->n_evidence, sizeof(*ref));
    cause->evidence[cause->n_evidence++] = *ref;
}

struct fix *cause_fix(struct cause *cause, struct arena *arena, enum fix_kind kind,
                      const char *title, const char *text)
{
    struct fix *fix = arena_alloc(arena, sizeof(*fix));
    struct fix **tail = &cause->fixes;

    *fix = (struct fix){ .kind = kind, .title = title, .text = text };
    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = fix;
    return fix;
}

/* ---- ranking, identity, order ---- */

/* The surer first; of equal ones in the order of the table of causes. */
static bool cause_ranks_after(const struct cause *a, const struct cause *b)
{
    if (a->confidence != b->confidence)
        return a->confidence < b->confidence;
    return a->code > b->code;
}

void finding_settle(struct finding *finding)
{
    struct cause *ranked = NULL;
    struct cause *next;

    for (struct cause *cause = finding->causes; cause != NULL; cause = next) {
        struct cause **at = &ranked;

        next = cause->next;
        while (*at != NULL && !cause_ranks_after(*at, cause))
            at = &(*at)->next;
        cause->next = *at;
        *at = cause;
    }
    finding->causes = ranked;
    finding->confidence = ranked == NULL ? CONFIDENCE_CERTAIN : ranked->confidence;
}

bool cause_is_definite(const struct cause *cause)
{
    static const enum cause_code vague[] = {
        CAUSE_propagation,      CAUSE_record_not_generated,
        CAUSE_not_in_use,       CAUSE_zone_external,
        CAUSE_email_unanswered, CAUSE_http_token_unreachable,
        CAUSE_caa_parameters,   CAUSE_caa_error,
        CAUSE_caa_fixed_since,  CAUSE_undetermined,
    };

    if (cause->confidence < CONFIDENCE_MEDIUM)
        return false;
    if (cause->code == CAUSE_zone_duplicate && cause->confidence == CONFIDENCE_MEDIUM)
        return false; /* which of the zones serves is not known */
    for (size_t i = 0; i < sizeof(vague) / sizeof(vague[0]); i++) {
        if (cause->code == vague[i])
            return false;
    }
    return true;
}

void finding_fingerprint(struct finding *finding)
{
    const char *type = resource_type_word(finding->resource_type);
    const char *id = finding->resource_id;
    struct digest *digest = digest_new();
    char hex[DIGEST_HEX];

    if (finding->resource_type == RESOURCE_EVIDENCE && finding->resource_key != NULL)
        id = finding->resource_key;
    digest_add(digest, finding->rule->id, strlen(finding->rule->id) + 1);
    digest_add(digest, type, strlen(type) + 1);
    digest_add(digest, id, strlen(id));
    digest_end(digest, hex);
    memcpy(finding->fingerprint, hex, sizeof(finding->fingerprint) - 1);
    finding->fingerprint[sizeof(finding->fingerprint) - 1] = '\0';
}

/* NULL stands before any text. */
static int compare_text(const char *a, const char *b)
{
    if (a == b)
        return 0;
    if (a == NULL || b == NULL)
        return a == NULL ? -1 : 1;
    return strcmp(a, b);
}

int finding_compare(const struct finding *a, const struct finding *b)
{
    static const int rank[] = {
        [VERDICT_FAIL] = 0,
        [VERDICT_UNKNOWN] = 1,
        [VERDICT_PASS] = 2,
        [VERDICT_NA] = 3,
    };
    int diff = rank[a->verdict] - rank[b->verdict];

    if (diff == 0)
        diff = (int)b->severity - (int)a->severity;
    if (diff == 0 && a->rule != b->rule)
        diff = strcmp(a->rule->id, b->rule->id);
    if (diff == 0)
        diff = compare_text(a->account, b->account);
    if (diff == 0)
        diff = compare_text(a->region, b->region);
    if (diff == 0)
        diff = compare_text(a->domain, b->domain);
    if (diff == 0)
        diff = compare_text(a->resource_id, b->resource_id);
    return diff;
}
