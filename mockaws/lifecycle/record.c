/* record: is the validation record there, as ACM would find it? */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver_parts.h"
#include "mockaws/store/zone.h"

enum { CNAMES_FOLLOWED = 5 }; /* source: facts 3.1 */

struct checking {
    const struct resolver *resolver;
    struct arena *arena;
    const char *name;
    const char *value;    /* canonical */
    const char *wildcard; /* that the name's own record was made from; NULL */
    struct record_check *out;
};

static void conclude(struct checking *checking, enum record_verdict verdict,
                     const char *why)
{
    checking->out->verdict = verdict;
    checking->out->why = why;
}

/* The same target, but for one underscore in front: providers may drop it. */
static bool is_value(const char *target, const char *value)
{
    return strcmp(target + (*target == '_'), value + (*value == '_')) == 0;
}

static bool holds(const struct checking *checking, const struct zone *zone,
                  const char *name)
{
    size_t n;

    zone_visible(zone, name, checking->resolver->now_ms, checking->arena, &n);
    return n > 0;
}

static const char *servers_of(const struct checking *checking, const struct way *way)
{
    const char *text = "";

    for (size_t i = 0; i < way->n_servers; i++)
        text = arena_printf(checking->arena, "%s%s%s", text, i == 0 ? "" : ", ",
                            way->servers[i]);
    return text;
}

/* Why the world does not see a public zone that has the record; NULL: it does. */
static const char *why_unseen(const struct checking *checking, const struct zone *zone)
{
    struct arena *arena = checking->arena;
    const struct way way =
        resolver_way(checking->resolver, checking->name, RR_CNAME, arena);

    if (way.zone == zone)
        return NULL;
    if (way.kind == WAY_ZONE && strcmp(way.cut, zone->name) == 0)
        return arena_printf(arena,
                            "but %s is delegated to the servers of another zone of that "
                            "name, %s",
                            zone->name, way.zone->id);
    if (way.kind == WAY_ZONE && name_is_under(way.cut, zone->name))
        return arena_printf(arena,
                            "but %s is delegated to zone %s, and what stands below that "
                            "name in the parent zone is not seen",
                            way.cut, way.zone->id);
    if (way.kind == WAY_FOREIGN || way.kind == WAY_LAME)
        return arena_printf(arena, "but %s is delegated to other name servers: %s",
                            way.cut, servers_of(checking, &way));
    return arena_printf(arena, "but the parent zone has no NS records for %s",
                        zone->name);
}

/* A zone that has the record, while the world does not see it; NULL: none has. */
static const char *unseen(const struct checking *checking)
{
    const struct zones *zones = checking->resolver->zones;
    struct arena *arena = checking->arena;

    for (const char *at = checking->name; at != NULL; at = name_parent(at)) {
        for (const struct zone *zone = zones_public(zones, at); zone != NULL;
             zone = zone->next_of_name) {
            const char *why =
                holds(checking, zone, checking->name) ? why_unseen(checking, zone) : NULL;

            if (why != NULL)
                return arena_printf(arena, "; zone %s (%s) has it, %s", zone->id,
                                    zone->name, why);
        }
        for (const struct zone *zone = zones_private(zones, at); zone != NULL;
             zone = zone->next_of_name)
            if (holds(checking, zone, checking->name))
                return arena_printf(arena,
                                    "; private zone %s (%s) has it, but ACM asks the "
                                    "public DNS",
                                    zone->id, zone->name);
    }
    return NULL;
}

/* The record under a name that is nearly right, in the zone that answered; or "". */
static const char *misplaced(const struct checking *checking, const struct zone *zone)
{
    struct arena *arena = checking->arena;
    const char *doubled;

    if (zone == NULL)
        return "";
    doubled = arena_printf(arena, "%s.%s", checking->name, zone->name);
    if (holds(checking, zone, doubled))
        return arena_printf(arena, "; it stands at %s: the zone's name was added twice",
                            doubled);
    if (*checking->name == '_' && holds(checking, zone, checking->name + 1))
        return arena_printf(arena, "; it stands at %s: the underscore is missing",
                            checking->name + 1);
    return "";
}

/* What a CNAME query found nothing of may hold other types. */
static const char *other_type(const struct checking *checking)
{
    struct dns_answer answer;
    char word[RR_WORD_MAX];

    resolver_ask(checking->resolver, checking->name, RR_ANY, checking->arena, &answer);
    if (answer.status != DNS_NOERROR || answer.n == 0)
        return NULL;
    return arena_printf(checking->arena, "%s has a record of type %s; a CNAME is needed",
                        checking->name, rr_type_word(answer.records[0].type, word));
}

static void absent(struct checking *checking, const struct dns_answer *answer)
{
    const char *other = answer->status == DNS_NOERROR && answer->zone != NULL
                            ? other_type(checking)
                            : NULL;
    const char *hidden = other == NULL ? unseen(checking) : NULL;

    if (other != NULL) {
        conclude(checking, RECORD_WRONG, other);
        return;
    }
    if (hidden == NULL)
        hidden = misplaced(checking, answer->zone);
    conclude(checking, RECORD_ABSENT,
             arena_printf(checking->arena, "%s has no CNAME in the public DNS (%s)%s",
                          checking->name,
                          answer->status == DNS_NXDOMAIN ? "no such name" : "no data",
                          hidden));
}

static const char *status_words(const struct dns_answer *answer)
{
    if (answer->bogus)
        return "SERVFAIL: its DNSSEC signatures are not valid";
    switch (answer->status) {
    case DNS_STATUS_TIMEOUT:
        return "no server answered in time";
    case DNS_STATUS_REFUSED:
        return "REFUSED";
    case DNS_STATUS_SERVFAIL:
    case DNS_NOERROR:
    case DNS_NXDOMAIN:
        break;
    }
    return "SERVFAIL";
}

static bool failed(const struct dns_answer *answer)
{
    return answer->status != DNS_NOERROR && answer->status != DNS_NXDOMAIN;
}

/* What to add when the name is there by a wildcard alone; "" when it is not. */
static const char *by_wildcard(const struct checking *checking)
{
    if (checking->wildcard == NULL)
        return "";
    return arena_printf(checking->arena, " (the wildcard record %s answers for it)",
                        checking->wildcard);
}

/* The chain stops at a name that is not the one wanted. */
static void wrong(struct checking *checking, const char *end)
{
    conclude(checking, RECORD_WRONG,
             arena_printf(checking->arena, "%s points to %s, not to %s%s", checking->name,
                          end, checking->value, by_wildcard(checking)));
}

static bool is_loop(const char *const *chain, int n, const char *target)
{
    for (int i = 0; i < n; i++)
        if (strcmp(chain[i], target) == 0)
            return true;
    return false;
}

static void check(struct checking *checking)
{
    const char *chain[CNAMES_FOLLOWED + 1] = { checking->name };
    struct dns_answer answer;
    struct arena *arena = checking->arena;

    for (int n = 0; n < CNAMES_FOLLOWED; n++) {
        resolver_ask(checking->resolver, chain[n], RR_CNAME, arena, &answer);
        if (n == 0)
            checking->out->zone = answer.zone == NULL ? NULL : answer.zone->id;
        if (failed(&answer)) {
            conclude(checking, RECORD_LOOKUP_FAILED,
                     arena_printf(arena, "the look-up of %s CNAME failed: %s", chain[n],
                                  status_words(&answer)));
            return;
        }
        if (answer.n == 0 && n == 0)
            absent(checking, &answer);
        else if (answer.n == 0)
            wrong(checking, chain[n]);
        if (answer.n == 0)
            return;
        if (n == 0)
            checking->wildcard = answer.wildcard;
        chain[n + 1] = name_canonical_decimal(arena, answer.records[0].value,
                                              strlen(answer.records[0].value));
        if (is_value(chain[n + 1], checking->value)) {
            conclude(
                checking, RECORD_RIGHT,
                arena_printf(arena, "%s points to %s", checking->name, checking->value));
            return;
        }
        if (is_loop(chain, n + 1, chain[n + 1])) {
            conclude(checking, RECORD_WRONG,
                     arena_printf(arena, "the CNAMEs from %s lead back to %s%s",
                                  checking->name, chain[n + 1], by_wildcard(checking)));
            return;
        }
    }
    resolver_ask(checking->resolver, chain[CNAMES_FOLLOWED], RR_CNAME, arena, &answer);
    if (answer.n == 0)
        wrong(checking, chain[CNAMES_FOLLOWED]);
    else
        conclude(checking, RECORD_WRONG,
                 arena_printf(arena,
                              "%s leads through more than %d CNAMEs; ACM follows at most "
                              "%d",
                              checking->name, CNAMES_FOLLOWED, CNAMES_FOLLOWED));
}

void resolver_check_record(const struct resolver *resolver, const char *name,
                           const char *value, struct arena *arena,
                           struct record_check *out)
{
    struct checking checking = {
        .resolver = resolver,
        .arena = arena,
        .name = name_canonical(arena, name, strlen(name)),
        .value = name_canonical(arena, value, strlen(value)),
        .out = out,
    };

    *out = (struct record_check){ 0 };
    check(&checking);
}

bool resolver_has_mail(const struct resolver *resolver, const char *domain,
                       struct arena *arena)
{
    static const uint16_t types[] = { RR_MX, RR_A, RR_AAAA };
    struct dns_answer answer;

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        resolver_ask(resolver, domain, types[i], arena, &answer);
        if (failed(&answer))
            return false;
        for (size_t j = 0; j < answer.n; j++)
            if (answer.records[j].type == types[i])
                /* "0 ." takes no mail at all: RFC 7505. */
                return types[i] != RR_MX || strcmp(answer.records[j].value, "0 .") != 0;
    }
    return false;
}
