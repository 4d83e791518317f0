/* caa_climb: which CAA set decides for a name, as far as the evidence goes (RFC 8659, 3).
 */
#include "analyzer/join/caa_climb.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"

enum { FOLLOW_MAX = 8, VALUES_SHOWN = 6 };

static void step(struct caa_climb *climb, const char *name, const char *state,
                 const char *text, struct arena *arena)
{
    if (climb->n_steps < CLIMB_STEPS_MAX)
        climb->steps[climb->n_steps++] =
            arena_printf(arena, "%s\t%s\t%s", name, state, text);
}

/* A record that cannot be read still keeps its kind: "0 issue ..." names nobody. */
static struct caa_record malformed(const char *text)
{
    struct caa_record record = { .tag = "issue", .value = "%", .value_len = 1 };

    if (strstr(text, "issuewild") != NULL)
        record.tag = "issuewild";
    else if (strstr(text, "issue") == NULL)
        record.tag = "malformed";
    return record;
}

struct caa_record *caa_records(const struct rrset *set, struct arena *arena)
{
    struct caa_record *records = arena_array(arena, set->n_values, sizeof(*records));

    for (uint32_t i = 0; i < set->n_values; i++) {
        const char *text = set->values[i];
        const char *fault;

        if (!caa_parse(arena, text, strlen(text), set->octal ? CAA_OCTAL : CAA_DECIMAL,
                       &records[i], &fault))
            records[i] = malformed(text);
    }
    return records;
}

enum cause_code caa_cause_code(enum caa_why why)
{
    switch (why) {
    case CAA_CRITICAL_UNKNOWN:
        return CAUSE_caa_critical_unknown;
    case CAA_NOBODY:
        return CAUSE_caa_nobody;
    case CAA_LOOKALIKE:
        return CAUSE_caa_lookalike;
    case CAA_WILDCARD_ONLY:
        return CAUSE_caa_wildcard_forbidden;
    case CAA_NAMED_PARAMETERS:
        return CAUSE_caa_parameters;
    case CAA_NO_PROPERTY:
    case CAA_NAMED:
    case CAA_OTHERS:
    default:
        return CAUSE_caa_not_amazon;
    }
}

static const char *values_text(const struct rrset *set, struct arena *arena)
{
    struct buf out;
    const char *text;

    buf_init(&out);
    for (uint32_t i = 0; i < set->n_values && i < VALUES_SHOWN; i++)
        buf_printf(&out, "%s%s", i == 0 ? "" : "; ", set->values[i]);
    if (set->n_values > VALUES_SHOWN)
        buf_printf(&out, "; and %u more", set->n_values - VALUES_SHOWN);
    text = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return text;
}

static void weaken(struct caa_climb *climb, enum confidence confidence)
{
    if (confidence < climb->confidence)
        climb->confidence = confidence;
}

/* The CAA set in an answer to the CAA question: at the name, or where its CNAMEs lead. */
static const struct rrset *set_in(const struct dns_answer *answer, const char *name,
                                  const char **via)
{
    for (size_t links = 0; links <= FOLLOW_MAX; links++) {
        const char *next = NULL;

        for (uint32_t i = 0; i < answer->n_answer; i++) {
            const struct rrset *set = &answer->answer[i];

            if (strcmp(set->name, name) != 0)
                continue;
            if (set->type == RR_CAA)
                return set;
            if (set->type == RR_CNAME && set->n_values > 0)
                next = set->values[0];
        }
        if (next == NULL)
            return NULL;
        for (uint32_t i = 0; i < answer->n_answer; i++) {
            const char *other = answer->answer[i].name;
            const size_t len = strlen(other);

            if (strncmp(next, other, len) == 0 &&
                (next[len] == '\0' || (next[len] == '.' && next[len + 1] == '\0')))
                next = other;
        }
        *via = next;
        name = next;
    }
    return NULL;
}

/* What one step of the climb gives. */
enum state { STATE_NONE, STATE_SET, STATE_UNKNOWN, STATE_FAILED };

static enum state take_answer(struct caa_climb *climb, const struct look *look,
                              const char *name)
{
    const char *via = NULL;

    climb->answer = look->answer;
    climb->set = set_in(look->answer, name, &via);
    if (climb->set == NULL)
        return STATE_NONE; /* the resolver followed all CNAMEs, and nothing came */
    climb->via = via;
    return STATE_SET;
}

static enum state take(const struct zones *zones, struct caa_climb *climb,
                       const char *name, struct arena *arena)
{
    const char *at = name;

    for (size_t links = 0; links <= FOLLOW_MAX; links++) {
        const struct look look = zones_look(zones, at, RR_CAA, arena);

        if (look.found != FOUND_UNKNOWN && look.found != FOUND_REFERRAL)
            weaken(climb, look.confidence);
        switch (look.found) {
        case FOUND_SETS:
            climb->set = look.sets[0];
            climb->zone = look.zone;
            climb->answer = look.answer;
            climb->via = links > 0 ? at : NULL;
            return STATE_SET;
        case FOUND_CNAME:
            if (look.answer != NULL && look.answer->type == RR_CAA)
                return take_answer(climb, &look, at);
            if (look.sets[0]->n_values == 0)
                return STATE_UNKNOWN;
            at = rr_target(arena, RR_CNAME, look.sets[0]->values[0]);
            break;
        case FOUND_NODATA:
        case FOUND_NXDOMAIN:
            return STATE_NONE;
        case FOUND_FAILED:
            climb->answer = look.answer;
            return STATE_FAILED;
        case FOUND_REFERRAL:
        case FOUND_UNKNOWN:
        default:
            climb->via = links > 0 ? at : NULL;
            return STATE_UNKNOWN;
        }
    }
    return STATE_UNKNOWN;
}

static void say_rest(struct caa_climb *climb, const char *name, struct arena *arena)
{
    for (name = name_parent(name); name != NULL; name = name_parent(name))
        step(climb, name, "above", "", arena);
}

/* At or above the public suffix: shorter than the registrable domain. */
static bool is_public_suffix(const char *name, const char *registrable)
{
    return strlen(name) < strlen(registrable);
}

void caa_climb(const struct zones *zones, const char *name, struct arena *arena,
               struct caa_climb *out)
{
    const char *registrable = suffix_registrable(name);

    memset(out, 0, sizeof(*out));
    out->confidence = CONFIDENCE_HIGH;
    out->end = CLIMB_EMPTY;
    for (const char *at = name; at != NULL; at = name_parent(at)) {
        out->at = at;
        switch (take(zones, out, at, arena)) {
        case STATE_SET:
            out->end = CLIMB_SET;
            out->records = caa_records(out->set, arena);
            out->n_records = out->set->n_values;
            step(out, at, "set",
                 out->via == NULL ? values_text(out->set, arena)
                                  : arena_printf(arena, "at its CNAME's target %s: %s",
                                                 out->via, values_text(out->set, arena)),
                 arena);
            say_rest(out, at, arena);
            return;
        case STATE_FAILED:
            out->end = CLIMB_FAILED;
            step(out, at, "failed", answer_word(out->answer), arena);
            return;
        case STATE_UNKNOWN:
            if (is_public_suffix(at, registrable)) {
                out->assumed = true;
                step(out, at, "none",
                     "not in the evidence; a public suffix, taken as empty", arena);
                break;
            }
            out->end = CLIMB_UNKNOWN;
            step(out, at, "unknown",
                 out->via == NULL
                     ? "not in the evidence"
                     : arena_printf(arena, "a CNAME to %s, which is not in the evidence",
                                    out->via),
                 arena);
            return;
        case STATE_NONE:
        default:
            step(out, at, "none", "", arena);
            break;
        }
        out->via = NULL;
        out->answer = NULL;
    }
}
