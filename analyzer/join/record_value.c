/* record_value: what the sets at a validation name hold, held against what is wanted. */
#include "analyzer/join/record_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"

static const char suffix[] = ".acm-validations.aws";

static size_t hex_run(const char *text)
{
    size_t n = 0;

    while ((text[n] >= '0' && text[n] <= '9') || (text[n] >= 'a' && text[n] <= 'f'))
        n++;
    return n;
}

bool is_validation_value(const char *value)
{
    const char *at = value[0] == '_' ? value + 1 : value;
    const char *dot;

    if (hex_run(at) != 32 || at[32] != '.')
        return false;
    at += 32;
    if (strcmp(at, suffix) == 0)
        return true;
    dot = strchr(at + 1, '.');
    return dot != NULL && dot - at > 1 && dot - at <= 64 && strcmp(dot, suffix) == 0;
}

bool is_validation_name(const char *name)
{
    return name[0] == '_' && hex_run(name + 1) == 32 && name[33] == '.';
}

bool values_equal(const char *a, const char *b)
{
    if (a[0] == '_')
        a++;
    if (b[0] == '_')
        b++;
    return strcmp(a, b) == 0;
}

struct why *record_why(struct record_match *match, enum cause_code code,
                       enum confidence confidence, const char *detail)
{
    struct why *why;

    for (size_t i = 0; i < match->n_whys; i++)
        if (match->whys[i].code == code)
            return NULL;
    if (match->n_whys == WHYS_MAX)
        return NULL;
    match->state = RECORD_WRONG;
    why = &match->whys[match->n_whys++];
    *why = (struct why){ .code = code, .confidence = confidence, .detail = detail };
    return why;
}

void why_seen(struct why *why, const struct zone *zone, const struct rrset *const *sets,
              size_t n)
{
    if (why == NULL)
        return;
    why->zone = zone;
    why->sets = sets;
    why->n_sets = n;
}

void why_proof(struct why *why, const struct zone *zone, const struct origin *origin)
{
    if (why == NULL)
        return;
    why->zone = zone;
    why->origin = origin;
}

void record_step(struct record_match *match, const char *text)
{
    if (match->n_steps < CHAIN_STEPS_MAX)
        match->steps[match->n_steps++] = text;
}

static bool is_right(const struct record_match *match, const char *target)
{
    if (match->value[0] == '\0')
        return is_validation_value(target);
    return values_equal(target, match->value);
}

static const char *target_of(const struct rrset *set, struct arena *arena)
{
    if (set->alias != NULL)
        return set->alias;
    return set->n_values == 0 ? "" : rr_target(arena, RR_CNAME, set->values[0]);
}

bool record_holds(const struct record_match *match, const struct rrset *const *sets,
                  size_t n, struct arena *arena)
{
    for (size_t i = 0; i < n; i++)
        if (sets[i]->type == RR_CNAME && is_right(match, target_of(sets[i], arena)))
            return true;
    return false;
}

static int lower(enum confidence confidence)
{
    return confidence == CONFIDENCE_LOW ? CONFIDENCE_LOW : (int)confidence - 1;
}

/* ---- one CNAME ---- */

/* Text between quotes only, or NULL when there are none. */
static const char *unquoted(const char *target, struct arena *arena)
{
    struct buf out;
    const char *text;

    if (strchr(target, '"') == NULL)
        return NULL;
    buf_init(&out);
    for (; *target != '\0'; target++)
        if (*target != '"' && *target != ' ')
            buf_putc(&out, *target);
    text = name_canonical(arena, buf_text(&out), out.len);
    buf_clear(&out);
    return text;
}

/* "....acm-validations.aws.<zone>"; of an answer's zone only the name is known. */
static bool is_appended(const struct record_match *match, const char *target,
                        const struct zone *zone)
{
    const char *at = strstr(target, suffix);

    if (at == NULL)
        return false;
    at += strlen(suffix);
    if (at[0] != '.' || at[1] == '\0')
        return false;
    at++;
    if (zone != NULL)
        return name_is_under(at, zone->name);
    return name_labels(at) > 1 && name_is_under(match->name, at);
}

/* Where two texts part: 1 is the first character. */
static size_t parting(const char *a, const char *b)
{
    size_t i = 0;

    while (a[i] != '\0' && a[i] == b[i])
        i++;
    return i + 1;
}

enum chain_end {
    CHAIN_RIGHT,
    CHAIN_ELSEWHERE,
    CHAIN_LOOP,
    CHAIN_LONG,
    CHAIN_BROKEN,
    CHAIN_LEAVES
};

/* Follow the CNAMEs from target on; *last is where they end, *links how many. */
static enum chain_end follow(const struct zones *zones, struct record_match *match,
                             const char *target, const char **last, size_t *links,
                             struct arena *arena)
{
    const char *seen[2 * CHAIN_STEPS_MAX];
    size_t n = 0;

    seen[n++] = match->name;
    for (*links = 1;; ++*links) {
        struct look look;

        *last = target;
        record_step(match, arena_printf(arena, "CNAME %s", target));
        if (is_right(match, target))
            return *links > CHAIN_MAX ? CHAIN_LONG : CHAIN_RIGHT;
        for (size_t i = 0; i < n; i++)
            if (strcmp(seen[i], target) == 0)
                return CHAIN_LOOP;
        if (n == sizeof(seen) / sizeof(seen[0]))
            return CHAIN_LONG;
        if (name_is_under(target, suffix + 1))
            return CHAIN_ELSEWHERE; /* ACM's own names lead no further */
        seen[n++] = target;
        look = zones_look(zones, target, RR_CNAME, arena);
        switch (look.found) {
        case FOUND_SETS:
            target = target_of(look.sets[0], arena);
            break;
        case FOUND_NXDOMAIN:
        case FOUND_FAILED:
            return *links == 1 ? CHAIN_ELSEWHERE : CHAIN_BROKEN;
        case FOUND_NODATA:
            return CHAIN_ELSEWHERE;
        case FOUND_CNAME:
        case FOUND_REFERRAL:
        case FOUND_UNKNOWN:
        default:
            return CHAIN_LEAVES;
        }
    }
}

static void differ(struct record_match *match, enum confidence confidence,
                   const struct rrset *set, const char *target, struct arena *arena)
{
    if (match->value[0] == '\0') {
        record_why(match, CAUSE_cname_value_differs, confidence,
                   arena_printf(arena, "%s points to %s, which is no validation value.",
                                set->name, target));
        return;
    }
    record_why(match, CAUSE_cname_value_differs, confidence,
               arena_printf(arena,
                            "%s points to %s. ACM asks for %s: they part at character "
                            "%zu.",
                            set->name, target, match->value,
                            parting(target, match->value)));
}

static void judge_chain(const struct zones *zones, struct record_match *match,
                        const struct rrset *set, const char *target,
                        enum confidence confidence, struct arena *arena)
{
    const char *last;
    size_t links;

    switch (follow(zones, match, target, &last, &links, arena)) {
    case CHAIN_RIGHT:
        match->state = RECORD_RIGHT;
        match->right = set;
        match->confidence = confidence;
        return;
    case CHAIN_LOOP:
        record_why(match, CAUSE_cname_chain, confidence,
                   arena_printf(arena,
                                "The CNAMEs from %s lead in a circle: %s comes again.",
                                set->name, last));
        return;
    case CHAIN_LONG:
        record_why(match, CAUSE_cname_chain, confidence,
                   arena_printf(arena,
                                "%s leads to the value over %zu CNAMEs; ACM follows %d "
                                "at most.",
                                set->name, links, CHAIN_MAX));
        return;
    case CHAIN_BROKEN:
        record_why(match, CAUSE_cname_chain, confidence,
                   arena_printf(arena,
                                "The CNAMEs from %s end at %s, and no record stands "
                                "there.",
                                set->name, last));
        return;
    case CHAIN_LEAVES:
        if (links == 1)
            differ(match, (enum confidence)lower(confidence), set, target, arena);
        record_why(match, CAUSE_cname_chain, CONFIDENCE_LOW,
                   arena_printf(arena,
                                "%s leads to %s, which is not in the evidence: whether "
                                "it goes on to the value cannot be seen.",
                                set->name, last));
        return;
    case CHAIN_ELSEWHERE:
    default:
        if (links > 1)
            target = last;
        differ(match, confidence, set, target, arena);
        return;
    }
}

static void judge_cname(const struct zones *zones, struct record_match *match,
                        const struct look *look, const struct rrset *set,
                        struct arena *arena)
{
    const char *target = target_of(set, arena);
    const char *bare = unquoted(target, arena);
    const enum confidence confidence = look->confidence;

    if (bare != NULL && is_right(match, bare)) {
        record_step(match, arena_printf(arena, "! CNAME %s", target));
        record_why(
            match, CAUSE_cname_value_quoted, confidence,
            arena_printf(arena, "%s points to %s, quotes and all.", set->name, target));
    } else if (is_appended(match, target, look->zone)) {
        record_step(match, arena_printf(arena, "! CNAME %s", target));
        record_why(match, CAUSE_cname_value_zone_appended, confidence,
                   arena_printf(arena,
                                "%s points to %s: a name below the zone, where nothing "
                                "is.",
                                set->name, target));
    } else if (!is_right(match, target) &&
               is_validation_value(bare != NULL ? bare : target)) {
        record_step(match, arena_printf(arena, "! CNAME %s", target));
        record_why(match, CAUSE_cname_other_token, confidence,
                   arena_printf(arena,
                                "%s points to %s, a validation value, but not the one "
                                "of this account: ACM asks for %s.",
                                set->name, target, match->value));
    } else {
        judge_chain(zones, match, set, target, confidence, arena);
    }
}

/* ---- all that stands at the name ---- */

static const char *types_of(const struct rrset *const *sets, size_t n, bool skip_cname,
                            struct arena *arena)
{
    struct buf out;
    const char *text;

    buf_init(&out);
    for (size_t i = 0; i < n; i++) {
        char word[RR_WORD_MAX];

        if ((skip_cname && sets[i]->type == RR_CNAME) ||
            (i > 0 && sets[i]->type == sets[i - 1]->type))
            continue;
        buf_printf(&out, "%s%s%s", out.len > 0 ? ", " : "",
                   rr_type_word(sets[i]->type, word),
                   sets[i]->alias != NULL ? " (alias)" : "");
    }
    text = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return text;
}

/* Under a routing policy: right only if all that may be answered is, whatever is up. */
static void judge_routed(struct record_match *match, const struct look *look,
                         const struct rrset *const *sets, size_t n, struct arena *arena)
{
    size_t wrong = 0;
    size_t checked = 0;

    for (size_t i = 0; i < n; i++) {
        if (!is_right(match, target_of(sets[i], arena)))
            wrong++;
        if (sets[i]->health_check != NULL)
            checked++;
    }
    if (wrong == 0 && checked == 0) {
        match->state = RECORD_RIGHT;
        match->right = sets[0];
        match->confidence = look->confidence;
        return;
    }
    record_why(match, CAUSE_cname_routed, look->confidence,
               arena_printf(arena,
                            "%zu record set%s with a SetIdentifier stand%s at %s (%s): "
                            "%zu of them not with the value, %zu tied to a health "
                            "check. ACM asks from several places and must always get "
                            "the value.",
                            n, n == 1 ? "" : "s", n == 1 ? "s" : "", sets[0]->name,
                            sets[0]->routing != NULL ? sets[0]->routing : "routed", wrong,
                            checked));
}

void record_judge(const struct zones *zones, struct record_match *match,
                  const struct look *look, const struct rrset *const *sets, size_t n,
                  struct arena *arena)
{
    size_t first = 0;
    size_t n_cname = 0;
    size_t was = match->n_whys;

    while (first < n && sets[first]->type != RR_CNAME)
        first++;
    while (first + n_cname < n && sets[first + n_cname]->type == RR_CNAME)
        n_cname++;
    if (n_cname == 0) {
        const char *types = types_of(sets, n, false, arena);

        record_step(match, arena_printf(arena, "! %s instead of CNAME", types));
        record_why(match, CAUSE_cname_wrong_type, look->confidence,
                   arena_printf(arena, "%s holds %s; ACM asks for a CNAME.", match->name,
                                types));
    } else {
        if (sets[first]->set_id != NULL || n_cname > 1)
            judge_routed(match, look, sets + first, n_cname, arena);
        else
            judge_cname(zones, match, look, sets[first], arena);
        if (n_cname < n)
            record_why(match, CAUSE_cname_conflict, look->confidence,
                       arena_printf(arena, "%s holds %s beside the CNAME.", match->name,
                                    types_of(sets, n, true, arena)));
    }
    for (size_t i = was; i < match->n_whys; i++) {
        match->whys[i].zone = look->zone;
        match->whys[i].sets = sets;
        match->whys[i].n_sets = n;
        if (look->answer != NULL)
            match->whys[i].origin = &look->answer->origin;
    }
}
