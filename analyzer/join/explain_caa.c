/* explain_caa: what CAA says of a certificate's names, as causes. */
#include "analyzer/join/explain_caa.h"

#include <string.h>

#include "analyzer/join/caa_climb.h"
#include "analyzer/join/commands.h"
#include "analyzer/join/dns_fixes.h"
#include "analyzer/join/explain_record.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/seen.h"
#include "base/arena.h"
#include "base/dns/name.h"
#include "base/map.h"

static const char *verb_of(enum cause_code code)
{
    switch ((int)code) {
    case CAUSE_caa_critical_unknown:
        return "marks an unknown tag as critical, which forbids every issuer";
    case CAUSE_caa_nobody:
        return "names no issuer at all";
    case CAUSE_caa_lookalike:
        return "names an issuer that resembles Amazon's, but is none of amazon.com, "
               "amazontrust.com, awstrust.com and amazonaws.com";
    case CAUSE_caa_wildcard_forbidden:
        return "would let Amazon issue for plain names, but its issuewild forbids the "
               "wildcard";
    case CAUSE_caa_parameters:
        return "names Amazon under conditions (accounturi, validationmethods); whether "
               "Amazon's requests meet them is not documented";
    default:
        return "names other issuers, and none of amazon.com, amazontrust.com, "
               "awstrust.com and amazonaws.com";
    }
}

/* ---- fixes ---- */

static void add_fixes(struct job *job, struct cause *cause, const struct caa_climb *climb,
                      unsigned names)
{
    const struct zone *zone = climb->zone;
    const char *owner = climb->via != NULL ? climb->via : climb->at;
    struct fix_place place = { .cert = job->cert };
    const char *text;

    if (zone == NULL) {
        struct serving serving = zones_serving(job->facts->zones, owner);

        zone = serving.cut == NULL && !serving.ambiguous ? serving.zone : NULL;
    }
    if (zone != NULL) {
        place.zone_id = zone->id;
        place.zone = zone->name;
        place.account = zone->account;
    }
    if (zone != NULL && zone->from == DNS_FROM_ROUTE53) {
        text = fix_caa(&place, owner, climb->set, names, job->arena);
        if (text != NULL)
            job_mend_first(job, cause,
                           cause_fix(cause, job->arena, FIX_CLI,
                                     "Let Amazon issue in the CAA records", text));
    }
    text = fix_caa_lines(owner, climb->set, names, job->arena);
    if (text == NULL)
        return;
    cause_fix(cause, job->arena, FIX_ZONEFILE, "The CAA records in a zone file", text);
    cause_fix(cause, job->arena, FIX_TEXT, "Hand it to whoever runs the DNS",
              arena_printf(job->arena,
                           "Please make these the CAA records of %s, so that Amazon may "
                           "issue certificates:\n\n%s",
                           owner, text));
}

static void add_failed_fixes(struct job *job, struct cause *cause,
                             const struct caa_climb *climb)
{
    const char *names[] = { climb->at };

    cause_fix(cause, job->arena, FIX_CLI, "Ask again, and see which server fails",
              command_dig_caa(names, 1, job->arena));
    cause_fix(cause, job->arena, FIX_TEXT, "Let the name servers answer for CAA",
              "The name servers must answer queries of type 257 (CAA), with an empty "
              "answer where no record is: a firewall that drops them, or software too "
              "old to know the type, keeps every public CA from issuing. With DNSSEC "
              "the signatures must be valid, too.");
}

/* ---- causes ---- */

struct group {
    struct cause *cause;
    struct cause *via; /* caa_via_cname beside it; NULL = none */
    struct caa_climb climb;
    unsigned names; /* CAA_FIX_...: which kinds of names it keeps Amazon from */
};

static void keep_trace(struct job *job, const struct caa_climb *climb)
{
    const char **steps = arena_array(job->arena, climb->n_steps, sizeof(const char *));

    memcpy(steps, climb->steps, climb->n_steps * sizeof(const char *));
    job->finding->caa = steps;
    job->finding->n_caa = climb->n_steps;
}

static void add_places(struct job *job, struct cause *cause,
                       const struct caa_climb *climb)
{
    if (climb->set != NULL)
        cause_see(cause, job->arena, climb->zone, &climb->set, 1);
    else if (climb->answer != NULL)
        cause_origin(cause, job->arena, &climb->answer->origin, "", NULL);
}

static void begin_set(struct job *job, struct group *group, enum cause_code code)
{
    const struct caa_climb *climb = &group->climb;
    enum confidence confidence = climb->confidence;

    if (code == CAUSE_caa_parameters && confidence > CONFIDENCE_MEDIUM)
        confidence = CONFIDENCE_MEDIUM;
    group->cause = job_add(job, code, confidence, JOB_ANEW_CAA);
    cause_detail(group->cause, job->arena, "The CAA set at %s decides%s%s and %s.",
                 climb->via != NULL ? climb->via : climb->at,
                 climb->via != NULL ? ", for it is the CNAME target of " : "",
                 climb->via != NULL ? climb->at : "", verb_of(code));
    add_places(job, group->cause, climb);
    if (climb->via == NULL)
        return;
    group->via = finding_cause(job->finding, job->arena, CAUSE_caa_via_cname, confidence);
    cause_detail(group->via, job->arena,
                 "%s is a CNAME to %s, so the CAA records there decide for it; a CNAME "
                 "can have none of its own.",
                 climb->at, climb->via);
    add_places(job, group->via, climb);
}

static void begin_failed(struct job *job, struct group *group)
{
    const struct caa_climb *climb = &group->climb;

    group->cause = job_add(job, CAUSE_caa_lookup_failed, climb->confidence, JOB_ANEW_CAA);
    cause_detail(group->cause, job->arena,
                 "Asked for the CAA records of %s, the DNS gave %s. To a CA that is a "
                 "refusal, not an empty answer.",
                 climb->at, answer_word(climb->answer));
    add_places(job, group->cause, climb);
}

/* The group of one cause and deciding place, made when it is not there yet. */
static struct group *group_at(struct job *job, struct map *map, struct group *groups,
                              size_t *n, enum cause_code code,
                              const struct caa_climb *climb)
{
    const char *key = arena_printf(job->arena, "%d %s %s", (int)code, climb->at,
                                   climb->via != NULL ? climb->via : "");
    void **place = map_at(map, key, strlen(key));
    struct group *group;

    if (*place != NULL)
        return *place;
    group = &groups[(*n)++];
    *group = (struct group){ .climb = *climb };
    *place = group;
    if (code == CAUSE_caa_lookup_failed)
        begin_failed(job, group);
    else
        begin_set(job, group, code);
    if (job->finding->n_caa == 0)
        keep_trace(job, climb);
    return group;
}

static void add_name(struct job *job, struct group *group, const char *name)
{
    cause_domain(group->cause, job->arena, name);
    if (group->via != NULL)
        cause_domain(group->via, job->arena, name);
}

/* Names of all causes whose set is that of the group: one change must serve them all. */
static unsigned names_of_set(const struct group *groups, size_t n,
                             const struct group *group)
{
    unsigned names = 0;

    for (size_t i = 0; i < n; i++)
        if (groups[i].climb.set == group->climb.set)
            names |= groups[i].names;
    return names;
}

/* One name's climb put into what is told; the code, or CAUSE_undetermined for none. */
static enum cause_code tell_climb(const struct caa_climb *climb, bool wildcard,
                                  struct caa_told *told)
{
    struct caa_verdict verdict = { .answer = CAA_PERMITS };

    if (climb->confidence < told->confidence)
        told->confidence = climb->confidence;
    switch (climb->end) {
    case CLIMB_EMPTY:
        return CAUSE_undetermined;
    case CLIMB_UNKNOWN:
        told->all_permit = false;
        return CAUSE_undetermined;
    case CLIMB_FAILED:
        told->all_permit = false;
        told->forbidden = true;
        return CAUSE_caa_lookup_failed;
    case CLIMB_SET:
    default:
        break;
    }
    verdict = caa_judge(climb->records, climb->n_records, wildcard);
    if (verdict.answer == CAA_PERMITS)
        return CAUSE_undetermined;
    told->all_permit = false;
    told->forbidden = told->forbidden || verdict.answer == CAA_FORBIDS;
    return caa_cause_code(verdict.why);
}

struct caa_told explain_caa(struct job *job)
{
    struct caa_told told = { .confidence = CONFIDENCE_HIGH };
    size_t n_names;
    const char *const *names = known_names(job->cert, job->arena, &n_names);
    struct group *groups = arena_array(job->arena, n_names, sizeof(*groups));
    struct caa_climb first = { .n_steps = 0 };
    struct map map;
    size_t n = 0;

    if (job->facts->zones == NULL || !job->facts->zones->any)
        return told;
    told.all_permit = n_names > 0 && !job->cert->names_cut;
    map_init(&map);
    for (size_t i = 0; i < n_names; i++) {
        const bool wildcard = name_is_wildcard(names[i]);
        struct group *group;
        struct caa_climb climb;
        enum cause_code code;

        caa_climb(job->facts->zones, name_base(names[i]), job->arena, &climb);
        if (i == 0)
            first = climb;
        code = tell_climb(&climb, wildcard, &told);
        if (code == CAUSE_undetermined)
            continue;
        group = group_at(job, &map, groups, &n, code, &climb);
        group->names |= wildcard ? CAA_FIX_WILDCARD : CAA_FIX_PLAIN;
        add_name(job, group, names[i]);
    }
    map_clear(&map);
    told.said = n > 0;
    for (size_t i = 0; i < n; i++) {
        if (groups[i].climb.end == CLIMB_FAILED)
            add_failed_fixes(job, groups[i].cause, &groups[i].climb);
        else
            add_fixes(job, groups[i].cause, &groups[i].climb,
                      names_of_set(groups, n, &groups[i]));
    }
    if (job->finding->n_caa == 0 && first.n_steps > 0)
        keep_trace(job, &first);
    return told;
}
