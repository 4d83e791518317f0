/* lookup: how a name stands in a zone, and in all the evidence (RFC 1034, RFC 4592). */
#include "analyzer/join/zones.h"

#include <stdio.h>
#include <string.h>

#include "analyzer/join/delegation.h"
#include "base/arena.h"
#include "base/dns/name.h"

/* ---- within one zone ---- */

/* The first set whose name is not before `name`. */
static size_t lower_bound(const struct zone *zone, const char *name)
{
    size_t from = 0;
    size_t to = zone->n_sets;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if (name_compare(zone->sets[middle]->name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const struct rrset *const *zone_sets(const struct zone *zone, const char *name, size_t *n)
{
    const size_t first = lower_bound(zone, name);
    size_t end = first;

    while (end < zone->n_sets && strcmp(zone->sets[end]->name, name) == 0)
        end++;
    *n = end - first;
    return zone->sets + first;
}

/* In the order of reversed labels what is below a name follows it at once. */
bool zone_has_below(const struct zone *zone, const char *name)
{
    size_t i = lower_bound(zone, name);

    while (i < zone->n_sets && strcmp(zone->sets[i]->name, name) == 0)
        i++;
    return i < zone->n_sets && name_is_under(zone->sets[i]->name, name);
}

const struct rrset *zone_cut(const struct zone *zone, const char *name)
{
    const struct rrset *cut = NULL;

    if (!zone->has_cuts)
        return NULL;
    /* From the name up to the apex; the highest cut is the one that is met first. */
    for (; name != NULL && strcmp(name, zone->name) != 0; name = name_parent(name)) {
        size_t n;
        const struct rrset *const *sets = zone_sets(zone, name, &n);

        for (size_t i = 0; i < n; i++)
            if (sets[i]->type == RR_NS)
                cut = sets[i];
    }
    return cut;
}

/* One step down, once: whose it is, whether it is public, or both are not known. */
static bool is_vague(const struct zone *zone)
{
    return zone->account == NULL || zone->visibility == VISIBILITY_UNKNOWN ||
           (zone->account_from == FROM_PATH && zone->row == NULL);
}

enum confidence zone_confidence(const struct zone *zone)
{
    enum confidence confidence = CONFIDENCE_MEDIUM;

    if (zone->delegation.state == DELEGATION_AGREES && zone->complete)
        confidence = CONFIDENCE_HIGH;
    if (zone->delegation.state == DELEGATION_CONTRADICTS ||
        zone->delegation.state == DELEGATION_ABSENT || zone->from == DNS_FROM_TERRAFORM)
        return CONFIDENCE_LOW;
    return is_vague(zone) ? confidence - 1 : confidence;
}

enum confidence zone_place_confidence(const struct zone *zone)
{
    return is_vague(zone) ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH;
}

/* The sets of one type among n adjacent ones: they are adjacent, too. */
static size_t pick_type(const struct rrset *const *sets, size_t n, uint16_t type,
                        const struct rrset *const **out)
{
    size_t from = 0;
    size_t to;

    while (from < n && sets[from]->type != type)
        from++;
    for (to = from; to < n && sets[to]->type == type;)
        to++;
    *out = sets + from;
    return to - from;
}

static bool name_exists(const struct zone *zone, const char *name)
{
    size_t n;

    zone_sets(zone, name, &n);
    return n > 0 || zone_has_below(zone, name);
}

/* The closest encloser of a name that does not exist in the zone, else NULL. */
static const char *encloser(const struct zone *zone, const char *name)
{
    if (strcmp(name, zone->name) == 0 || name_exists(zone, name))
        return NULL;
    for (name = name_parent(name); name != NULL; name = name_parent(name))
        if (strcmp(name, zone->name) == 0 || name_exists(zone, name))
            break;
    return name;
}

const char *zone_wildcard(const struct zone *zone, const char *name, struct arena *arena)
{
    const char *above = encloser(zone, name);

    return above == NULL ? NULL : arena_printf(arena, "*.%s", above);
}

/* The sets of the "*" child of name's closest encloser, when name does not exist. */
static const struct rrset *const *wildcard_sets(const struct zone *zone, const char *name,
                                                size_t *n)
{
    const char *above = encloser(zone, name);
    char star[300];

    *n = 0;
    if (above == NULL || snprintf(star, sizeof(star), "*.%s", above) >= (int)sizeof(star))
        return NULL;
    return zone_sets(zone, star, n);
}

struct look zone_look(const struct zone *zone, const char *name, uint16_t type)
{
    struct look look = { .zone = zone, .confidence = zone_confidence(zone) };
    const struct rrset *const *sets;
    size_t n;

    if (zone_cut(zone, name) != NULL) {
        look.found = FOUND_REFERRAL;
        return look;
    }
    sets = zone_sets(zone, name, &n);
    if (n == 0) {
        sets = wildcard_sets(zone, name, &n);
        look.wildcard = n > 0;
    }
    if (n == 0) {
        look.found = !zone->complete           ? FOUND_UNKNOWN
                     : name_exists(zone, name) ? FOUND_NODATA
                                               : FOUND_NXDOMAIN;
        return look;
    }
    look.n_sets = pick_type(sets, n, type, &look.sets);
    look.found = FOUND_SETS;
    if (look.n_sets == 0) {
        look.n_sets = pick_type(sets, n, RR_CNAME, &look.sets);
        look.found = look.n_sets > 0 ? FOUND_CNAME : FOUND_NODATA;
        if (look.found == FOUND_NODATA && !zone->complete)
            look.found = FOUND_UNKNOWN;
    }
    if (look.wildcard && !zone->complete)
        look.found = FOUND_UNKNOWN; /* a nearer name may be missing from the dump */
    return look;
}

/* ---- which zone ---- */

static bool may_serve(const struct zone *zone)
{
    return zone->visibility != VISIBILITY_PRIVATE;
}

/* Of the public zones of one name the one that is delegated to, else the only one. */
static const struct zone *pick_zone(const struct zone *zone, bool *ambiguous)
{
    const struct zone *first = NULL;
    const struct zone *open = NULL;
    size_t n_open = 0;

    *ambiguous = false;
    for (; zone != NULL; zone = zone->next_of_name) {
        if (!may_serve(zone))
            continue;
        if (zone->delegation.state == DELEGATION_AGREES)
            return zone;
        if (first == NULL)
            first = zone;
        if (zone->delegation.state != DELEGATION_UNKNOWN)
            continue;
        if (open == NULL)
            open = zone;
        n_open++;
    }
    *ambiguous = n_open > 1;
    return open != NULL ? open : first;
}

struct serving zones_serving(const struct zones *zones, const char *name)
{
    struct serving serving = { .confidence = CONFIDENCE_LOW };

    for (const char *at = name; at != NULL; at = name_parent(at)) {
        const struct zone *zone = zones_named(zones, at);
        bool ambiguous;

        if (zone == NULL)
            continue;
        zone = pick_zone(zone, &ambiguous);
        if (zone == NULL)
            continue;
        if (zone->delegation.state == DELEGATION_ABSENT) {
            if (serving.passed == NULL)
                serving.passed = zone;
            continue;
        }
        serving.zone = zone;
        serving.ambiguous = ambiguous;
        serving.cut = zone_cut(zone, name);
        serving.confidence = zone_confidence(zone);
        if (ambiguous && serving.confidence > CONFIDENCE_MEDIUM)
            serving.confidence = CONFIDENCE_MEDIUM;
        return serving;
    }
    return serving;
}

/* ---- saved answers ---- */

bool answer_failed(const struct dns_answer *answer)
{
    switch ((enum dns_status)answer->status) {
    case DNS_SERVFAIL:
    case DNS_REFUSED:
    case DNS_NOTIMP:
    case DNS_FORMERR:
    case DNS_OTHER_STATUS:
    case DNS_TIMEOUT:
        return true;
    case DNS_ANSWERED:
    case DNS_NODATA:
    case DNS_NXDOMAIN:
    case DNS_NOTHING:
    case DNS_CUT:
    default:
        return false;
    }
}

const char *answer_word(const struct dns_answer *answer)
{
    if (answer->status == DNS_TIMEOUT)
        return "a timeout";
    return answer->status_word != NULL && answer->status_word[0] != '\0'
               ? answer->status_word
               : "no status";
}

/* The sets of the type in the answer, else the CNAME at the name asked. */
static struct look look_answer(const struct dns_answer *answer, const char *name,
                               uint16_t type, struct arena *arena)
{
    struct look look = { .answer = answer, .confidence = CONFIDENCE_HIGH };
    const struct rrset **sets = arena_array(arena, answer->n_answer, sizeof(*sets));

    look.sets = sets;
    if (answer->name_from == FROM_PATH && answer->short_form)
        look.confidence = CONFIDENCE_MEDIUM;
    if (answer_failed(answer)) {
        look.found = FOUND_FAILED;
        return look;
    }
    for (uint32_t i = 0; i < answer->n_answer; i++) {
        const struct rrset *set = &answer->answer[i];

        if (strcmp(set->name, name) == 0 && set->type == type)
            sets[look.n_sets++] = set;
    }
    look.found = FOUND_SETS;
    if (look.n_sets > 0)
        return look;
    for (uint32_t i = 0; i < answer->n_answer; i++) {
        const struct rrset *set = &answer->answer[i];

        if (strcmp(set->name, name) == 0 && set->type == RR_CNAME)
            sets[look.n_sets++] = set;
    }
    look.found = FOUND_CNAME;
    if (look.n_sets > 0)
        return look;
    look.found = answer->status == DNS_NXDOMAIN ? FOUND_NXDOMAIN : FOUND_NODATA;
    return look;
}

/* An answer to another question may hold the name as a step of its chain. */
struct look zones_look(const struct zones *zones, const char *name, uint16_t type,
                       struct arena *arena)
{
    const struct dns_answer *answer = zones_answer(zones, name, type);
    struct serving serving = zones_serving(zones, name);
    struct look look = { .found = FOUND_UNKNOWN, .confidence = CONFIDENCE_LOW };

    if (answer == NULL && type != RR_CNAME) {
        answer = zones_answer(zones, name, RR_CNAME); /* a CNAME stands for all types */
        if (answer != NULL && answer->status != DNS_NXDOMAIN &&
            look_answer(answer, name, RR_CNAME, arena).found != FOUND_SETS)
            answer = NULL;
    }
    if (answer != NULL && answer_failed(answer))
        return look_answer(answer, name, type, arena);
    if (serving.zone != NULL && serving.cut == NULL && !serving.ambiguous &&
        serving.zone->n_sets > 0)
        look = zone_look(serving.zone, name, type);
    if (answer != NULL && (look.found == FOUND_UNKNOWN || look.found == FOUND_REFERRAL ||
                           serving.zone->delegation.state != DELEGATION_AGREES))
        return look_answer(answer, name, type, arena);
    return look;
}
