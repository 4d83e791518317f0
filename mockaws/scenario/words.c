/* words: the words that a scenario may use, each with what it stands for. */
#include "mockaws/scenario/words.h"

#include <string.h>

#include "base/arena.h"
#include "base/aws/words.h"
#include "base/buf.h"
#include "base/dns/rr.h"
#include "base/spell.h"
#include "mockaws/http/server.h"
#include "mockaws/lifecycle/world.h"
#include "mockaws/scenario/scenario.h"
#include "mockaws/wire/call.h"

#define TABLE(items)                                                                     \
    {                                                                                    \
        .table = (items), .n_table = sizeof(items) / sizeof((items)[0])                  \
    }

static const struct scenario_word break_table[] = {
    { "missing", BREAK_MISSING },
    { "doubled", BREAK_DOUBLED },
    { "wrong_value", BREAK_WRONG_VALUE },
    { "other_token", BREAK_OTHER_TOKEN },
    { "no_underscore", BREAK_NO_UNDERSCORE },
    { "swapped", BREAK_SWAPPED },
    { "txt", BREAK_TXT },
    { "quoted", BREAK_QUOTED },
    { "zone_appended", BREAK_ZONE_APPENDED },
    { "wildcard_shadow", BREAK_WILDCARD_SHADOW },
    { "chain_long", BREAK_CHAIN_LONG },
    { "chain_loop", BREAK_CHAIN_LOOP },
    { "routed", BREAK_ROUTED },
    { "private_zone", BREAK_PRIVATE_ZONE },
    { "parent_zone", BREAK_PARENT_ZONE },
    { "undelegated_child", BREAK_UNDELEGATED_CHILD },
    { "duplicate_zone", BREAK_DUPLICATE_ZONE },
    { "unrelated_zone", BREAK_UNRELATED_ZONE },
};

static const struct scenario_word failure_table[] = {
    { "none", DNS_FAILURE_NONE }, { "servfail", DNS_SERVFAIL },
    { "timeout", DNS_TIMEOUT },   { "refused", DNS_REFUSED },
    { "bogus", DNS_BOGUS },
};

static const struct scenario_word oddity_table[] = {
    { "list_lags_describe", ODDITY_LIST_LAGS_DESCRIBE },
    { "records_late", ODDITY_RECORDS_LATE },
    { "expired_but_issued", ODDITY_EXPIRED_BUT_ISSUED },
    { "san_order_differs", ODDITY_SAN_ORDER_DIFFERS },
    { "failed_with_pending_domains", ODDITY_FAILED_WITH_PENDING },
    { "empty_page_with_token", ODDITY_EMPTY_PAGE },
};

static const struct scenario_word service_table[] = {
    { "acm", AWS_ACM },
    { "route53", AWS_ROUTE53 },
    { "sts", AWS_STS },
};

static const struct scenario_word reset_table[] = {
    { "before", HTTP_RESET_BEFORE },
    { "headers", HTTP_RESET_HEADERS },
    { "body", HTTP_RESET_BODY },
};

static const struct scenario_word token_table[] = {
    { "duplicate", TOKEN_DUPLICATE },
    { "loop", TOKEN_LOOP },
    { "expired", TOKEN_EXPIRED },
    { "empty_page", TOKEN_EMPTY_PAGE },
};

static const struct scenario_word verdict_table[] = {
    { "FAIL", EXPECT_FAIL },
    { "UNKNOWN", EXPECT_UNKNOWN },
    { "PASS", EXPECT_PASS },
};

/* Route 53's RRType. */
static const struct scenario_word type_table[] = {
    { "A", RR_A },     { "AAAA", RR_AAAA },   { "CAA", RR_CAA },   { "CNAME", RR_CNAME },
    { "DS", RR_DS },   { "HTTPS", RR_HTTPS }, { "MX", RR_MX },     { "NAPTR", RR_NAPTR },
    { "NS", RR_NS },   { "PTR", RR_PTR },     { "SOA", RR_SOA },   { "SPF", RR_SPF },
    { "SRV", RR_SRV }, { "SSHFP", RR_SSHFP }, { "SVCB", RR_SVCB }, { "TLSA", RR_TLSA },
    { "TXT", RR_TXT },
};

/* The ACM API's RevocationReason; both spellings of SUPERSEDED are AWS's. */
static const struct scenario_word revocation_table[] = {
    { "UNSPECIFIED", 1 },
    { "KEY_COMPROMISE", 2 },
    { "CA_COMPROMISE", 3 },
    { "AFFILIATION_CHANGED", 4 },
    { "SUPERCEDED", 5 },
    { "SUPERSEDED", 6 },
    { "CESSATION_OF_OPERATION", 7 },
    { "CERTIFICATE_HOLD", 8 },
    { "REMOVE_FROM_CRL", 9 },
    { "PRIVILEGE_WITHDRAWN", 10 },
    { "A_A_COMPROMISE", 11 },
};

static const struct scenario_word failover_table[] = {
    { "PRIMARY", 1 },
    { "SECONDARY", 2 },
};

/* CertificateAuthorityStatus of the Private CA API. */
static const struct scenario_word pca_table[] = {
    { "CREATING", 1 }, { "PENDING_CERTIFICATE", 2 },
    { "ACTIVE", 3 },   { "DELETED", 4 },
    { "DISABLED", 5 }, { "EXPIRED", 6 },
    { "FAILED", 7 },
};

static const struct scenario_word severity_table[] = {
    { "critical", 1 }, { "high", 2 }, { "medium", 3 }, { "low", 4 }, { "info", 5 },
};

const struct scenario_words words_status = { .acm = ACM_WORDS_STATUS };
const struct scenario_words words_domain_status = { .acm = ACM_WORDS_DOMAIN_STATUS };
const struct scenario_words words_renewal_status = { .acm = ACM_WORDS_RENEWAL_STATUS };
const struct scenario_words words_update_status = { .acm = ACM_WORDS_UPDATE_STATUS };
const struct scenario_words words_eligibility = { .acm = ACM_WORDS_ELIGIBILITY };
const struct scenario_words words_method = { .acm = ACM_WORDS_METHOD };
const struct scenario_words words_reason = { .acm = ACM_WORDS_REASON,
                                             .until = ACM_PENDING_DOMAIN_VALIDATION };
const struct scenario_words words_key = { .acm = ACM_WORDS_KEY };
const struct scenario_words words_switch = { .acm = ACM_WORDS_SWITCH };
const struct scenario_words words_origin = { .acm = ACM_WORDS_ORIGIN };
const struct scenario_words words_manager = { .acm = ACM_WORDS_MANAGER };
const struct scenario_words words_break = TABLE(break_table);
const struct scenario_words words_failure = TABLE(failure_table);
const struct scenario_words words_oddity = TABLE(oddity_table);
const struct scenario_words words_service = TABLE(service_table);
const struct scenario_words words_reset = TABLE(reset_table);
const struct scenario_words words_token = TABLE(token_table);
const struct scenario_words words_verdict = TABLE(verdict_table);
const struct scenario_words words_type = TABLE(type_table);
const struct scenario_words words_revocation = TABLE(revocation_table);
const struct scenario_words words_failover = TABLE(failover_table);
const struct scenario_words words_pca_state = TABLE(pca_table);
const struct scenario_words words_severity = TABLE(severity_table);

/* How many words; ACM's lists begin with the value 2 (0 is absent, 1 unknown). */
static size_t count(const struct scenario_words *words)
{
    const char *const *list;
    size_t n = 0;

    if (words->table != NULL)
        return words->n_table;
    list = acm_word_list((enum acm_words)words->acm);
    while (list[n] != NULL && (words->until == 0 || (int)n + 2 < words->until))
        n++;
    return n;
}

static struct scenario_word word_at(const struct scenario_words *words, size_t i)
{
    if (words->table != NULL)
        return words->table[i];
    return (struct scenario_word){ acm_word_list((enum acm_words)words->acm)[i],
                                   (int)i + 2 };
}

bool words_find(const struct scenario_words *words, const char *text, int *value)
{
    for (size_t i = 0; i < count(words); i++)
        if (strcmp(word_at(words, i).word, text) == 0) {
            *value = word_at(words, i).value;
            return true;
        }
    return false;
}

const char *words_text(const struct scenario_words *words, int value)
{
    for (size_t i = 0; i < count(words); i++)
        if (word_at(words, i).value == value)
            return word_at(words, i).word;
    return "";
}

const char *const *words_list(const struct scenario_words *words, struct arena *arena)
{
    const size_t n = count(words);
    const char **list = arena_array(arena, n + 1, sizeof(*list));

    for (size_t i = 0; i < n; i++)
        list[i] = word_at(words, i).word;
    list[n] = NULL;
    return list;
}

const char *words_hint(const char *text, const char *const *list, struct arena *arena)
{
    const char *nearest = spell_nearest(text, list);
    struct buf all = { 0 };
    const char *hint;

    if (nearest != NULL)
        return arena_printf(arena, "nearest \"%s\"", nearest);
    buf_puts(&all, "want one of ");
    for (size_t i = 0; list[i] != NULL; i++)
        buf_printf(&all, "%s%s", i > 0 ? ", " : "", list[i]);
    hint = arena_strdup(arena, list[0] == NULL ? "there is none" : buf_text(&all));
    buf_clear(&all);
    return hint;
}
