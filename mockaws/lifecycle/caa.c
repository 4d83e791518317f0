/* caa: may Amazon issue, by the CAA records (RFC 8659) that the resolver finds? */
#include "base/dns/caa.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver.h"

/* Source: ACM User Guide, "Configure a CAA record"; facts 7.3. */
static const char *const issuers_of_amazon[] = { "amazon.com", "amazontrust.com",
                                                 "awstrust.com", "amazonaws.com" };

/* What the set that was found says. */
struct properties {
    struct caa_record *records;
    size_t n;
};

static bool is_tag(const struct caa_record *record, const char *tag)
{
    return strcmp(record->tag, tag) == 0;
}

/* Does the property name Amazon? *issuer is what it names. */
static bool names_amazon(struct arena *arena, const struct caa_record *record,
                         struct caa_issuer *issuer)
{
    caa_issuer(arena, record, issuer);
    for (size_t i = 0; !issuer->malformed && i < 4; i++)
        if (strcmp(issuer->domain, issuers_of_amazon[i]) == 0)
            return true;
    return false;
}

/* The records of the answer that can be read: what cannot be is no property. */
static struct properties read_set(struct arena *arena, const struct dns_answer *answer)
{
    struct properties set = { arena_array(arena, answer->n + 1, sizeof(*set.records)),
                              0 };

    for (size_t i = 0; i < answer->n; i++) {
        const struct dns_record *record = &answer->records[i];
        const char *fault;

        if (record->type == RR_CAA &&
            caa_parse(arena, record->value, strlen(record->value), CAA_DECIMAL,
                      &set.records[set.n], &fault))
            set.n++;
    }
    return set;
}

static const struct caa_record *critical_unknown(const struct properties *set)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct caa_record *record = &set->records[i];

        if ((record->flags & CAA_CRITICAL) != 0 && !is_tag(record, "issue") &&
            !is_tag(record, "issuewild") && !is_tag(record, "iodef"))
            return record;
    }
    return NULL;
}

/* The tag whose properties count: issuewild for a wildcard, if there is any. */
static const char *tag_that_counts(const struct properties *set, bool wildcard)
{
    for (size_t i = 0; wildcard && i < set->n; i++)
        if (is_tag(&set->records[i], "issuewild"))
            return "issuewild";
    return "issue";
}

/* "letsencrypt.org, digicert.com", or "nobody". */
static const char *issuers_text(struct arena *arena, const struct properties *set,
                                const char *tag)
{
    const char *text = "";

    for (size_t i = 0; i < set->n; i++) {
        struct caa_issuer issuer;

        if (!is_tag(&set->records[i], tag))
            continue;
        caa_issuer(arena, &set->records[i], &issuer);
        if (*issuer.domain != '\0')
            text = arena_printf(arena, "%s%s%s", text, *text == '\0' ? "" : ", ",
                                issuer.domain);
    }
    return *text == '\0' ? "nobody" : text;
}

static void decide(struct arena *arena, const struct properties *set, bool wildcard,
                   struct caa_check *out)
{
    const struct caa_record *critical = critical_unknown(set);
    const char *tag = tag_that_counts(set, wildcard);
    struct caa_issuer issuer;
    bool any = false;

    if (critical != NULL) {
        out->decision = CAA_FORBIDDEN;
        out->why = arena_printf(arena,
                                "%s has a critical CAA property, %s, that Amazon does "
                                "not know",
                                out->owner, critical->tag);
        return;
    }
    for (size_t i = 0; i < set->n; i++) {
        if (!is_tag(&set->records[i], tag))
            continue;
        any = true;
        if (names_amazon(arena, &set->records[i], &issuer)) {
            out->decision = CAA_ALLOWED;
            out->why = arena_printf(
                arena, "the CAA records of %s name Amazon in %s%s", out->owner, tag,
                issuer.parameters ? "; its parameters are not weighed" : "");
            return;
        }
    }
    out->decision = any ? CAA_FORBIDDEN : CAA_ALLOWED;
    if (any)
        out->why = arena_printf(arena, "the CAA records of %s name %s in %s, not Amazon",
                                out->owner, issuers_text(arena, set, tag), tag);
    else
        out->why = arena_printf(arena,
                                "the CAA records of %s hold no %s property: they "
                                "restrict nothing here",
                                out->owner, tag);
}

static const char *failure_words(const struct dns_answer *answer)
{
    if (answer->bogus)
        return "SERVFAIL, its DNSSEC signatures are not valid";
    if (answer->status == DNS_STATUS_TIMEOUT)
        return "no server answered in time";
    return answer->status == DNS_STATUS_REFUSED ? "REFUSED" : "SERVFAIL";
}

/* Where the set stands: at the end of the CNAMEs. NULL: there is no set. */
static const char *owner_of_set(const struct dns_answer *answer)
{
    for (size_t i = 0; i < answer->n; i++)
        if (answer->records[i].type == RR_CAA)
            return answer->records[i].name;
    return NULL;
}

void resolver_check_caa(const struct resolver *resolver, const char *name, bool wildcard,
                        struct arena *arena, struct caa_check *out)
{
    const char *base = name_base(name);

    *out = (struct caa_check){ 0 };
    /* Up from the name itself, never from the target of a CNAME: RFC 8659, 3. */
    for (const char *at = base; at != NULL; at = name_parent(at)) {
        struct dns_answer answer;
        struct properties set;

        resolver_ask(resolver, at, RR_CAA, arena, &answer);
        if (answer.status != DNS_NOERROR && answer.status != DNS_NXDOMAIN) {
            out->decision = CAA_FAILED;
            out->why = arena_printf(arena, "the look-up of %s CAA failed: %s", at,
                                    failure_words(&answer));
            return;
        }
        out->owner = owner_of_set(&answer);
        if (out->owner == NULL)
            continue;
        set = read_set(arena, &answer);
        decide(arena, &set, wildcard, out);
        return;
    }
    out->decision = CAA_ALLOWED;
    out->why = arena_printf(arena, "no CAA records stand at %s or above it", base);
}
