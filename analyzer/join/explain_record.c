/* explain_record: the record that a domain waits for, met in the DNS, as causes. */
#include "analyzer/join/explain_record.h"

#include <string.h>

#include "analyzer/join/record_fixes.h"
#include "analyzer/join/seen.h"
#include "base/arena.h"

static const char *with_dot(struct arena *arena, const char *name)
{
    size_t len = strlen(name);

    return len > 0 && name[len - 1] == '.' ? name : arena_printf(arena, "%s.", name);
}

/* How the request stands towards a record that it waits, or waited, for. */
static const char *say_wait(struct job *job)
{
    char span[WHEN_TEXT_MAX];

    if (job->cert->status == ACM_VALIDATION_TIMED_OUT)
        return "ACM did not see this record within the 72 hours of the request, or saw "
               "another";
    if (request_is_dead(job->cert))
        return "ACM asked for this record, and the request ended before the domain was "
               "validated";
    if (job_is_young(job, PUBLISH_LAG_S))
        return arena_printf(job->arena,
                            "ACM waits for this record; the request is %s old, and ACM "
                            "may take 30 min after the record is published",
                            when_span(job_age(job), span));
    return "ACM waits for this record";
}

static const struct dns_record *expected_of(struct job *job,
                                            const struct acm_record *record)
{
    struct dns_record *expected = arena_alloc(job->arena, sizeof(*expected));

    expected->name = with_dot(job->arena, record->name);
    expected->type = record->type != NULL ? record->type : "CNAME";
    expected->value = record->value != NULL ? with_dot(job->arena, record->value) : "";
    return expected;
}

static struct cause *add(struct record_causes *out, struct cause *cause)
{
    cause->expected = out->expected;
    out->causes[out->n++] = cause;
    return cause;
}

/* ---- not seen ---- */

static void explain_unknown(struct job *job, struct record_causes *out,
                            const struct acm_record *record)
{
    struct cause *cause =
        add(out, job_add(job, CAUSE_undetermined, CONFIDENCE_LOW, JOB_ANEW));

    if (job->facts->zones == NULL || !job->facts->zones->any) {
        cause_detail(cause, job->arena,
                     "%s, and whether the DNS holds it is not in the evidence: %s %s %s",
                     say_wait(job), out->expected->name, out->expected->type,
                     record->value != NULL ? out->expected->value : "(value not saved)");
        return;
    }
    cause_detail(cause, job->arena, "%s: %s %s %s. %s", say_wait(job),
                 out->expected->name, out->expected->type,
                 record->value != NULL ? out->expected->value : "(value not saved)",
                 out->match.lacking);
}

/* ---- right ---- */

/* The later of the request and any dated change in the evidence. */
static int64_t last_change(const struct job *job)
{
    const struct dns_evidence *dns = &job->facts->estate->dns;
    int64_t last = job->cert->created_at;

    for (size_t i = 0; i < dns->n_infos; i++)
        if (dns->infos[i]->submitted_at > last)
            last = dns->infos[i]->submitted_at;
    for (size_t i = 0; i < dns->n_changes; i++)
        if (dns->changes[i]->submitted_at > last)
            last = dns->changes[i]->submitted_at;
    return last;
}

static bool is_propagating(const struct job *job)
{
    const int64_t last = last_change(job);

    return facts_now_is_exact(job->facts) && last != WHEN_NONE &&
           job->facts->now - last < PUBLISH_LAG_S;
}

/* What resolvers may still remember of a time before the record: RFC 2308, 5. */
static const char *say_ttl(struct job *job, const struct record_match *match)
{
    const struct zone *zone = match->serving.zone;
    const struct rrset *const *sets;
    size_t n;
    const char *minimum;

    if (zone == NULL)
        return "";
    sets = zone_sets(zone, zone->name, &n);
    for (size_t i = 0; i < n; i++) {
        if (sets[i]->type != RR_SOA || sets[i]->n_values == 0)
            continue;
        minimum = strrchr(sets[i]->values[0], ' ');
        return arena_printf(job->arena,
                            " The record's TTL is %lld s; the zone's SOA (TTL %lld s, "
                            "minimum%s s) says how long its absence may be remembered.",
                            (long long)match->right->ttl_s, (long long)sets[i]->ttl_s,
                            minimum == NULL ? " unknown" : minimum);
    }
    return "";
}

static void see_right(struct job *job, struct cause *cause,
                      const struct record_match *match)
{
    cause_see(cause, job->arena, match->serving.zone, &match->right, 1);
}

static void explain_right(struct job *job, struct record_causes *out)
{
    const struct record_match *match = &out->match;
    struct cause *cause;

    if (request_is_dead(job->cert)) {
        cause = add(out, job_add(job, CAUSE_record_late, match->confidence, JOB_ANEW));
        cause_detail(cause, job->arena,
                     "%s stands right in the DNS now, but it was not there in time: the "
                     "request has ended. A new request finds the record at once.",
                     out->expected->name);
        see_right(job, cause, match);
        return;
    }
    if (job->cert->status == ACM_PENDING_VALIDATION && is_propagating(job)) {
        cause = add(out, job_add(job, CAUSE_propagation, match->confidence, JOB_ANEW));
        cause_detail(cause, job->arena,
                     "%s stands right in the DNS, and request or change are less than 30 "
                     "min old: wait.%s",
                     out->expected->name, say_ttl(job, match));
        see_right(job, cause, match);
        return;
    }
    if (job->caa.said)
        return; /* the CAA cause explains the waiting */
    cause = add(out, job_add(job, CAUSE_undetermined, CONFIDENCE_LOW, JOB_ANEW));
    cause_detail(cause, job->arena,
                 "%s stands right in the saved DNS, and still ACM has not taken it. Ask "
                 "the public DNS from outside: the delegation, DNSSEC or a server that "
                 "lags behind may hide it.",
                 out->expected->name);
    see_right(job, cause, match);
}

/* ---- wrong ---- */

static void explain_wrong(struct job *job, struct record_causes *out)
{
    for (size_t i = 0; i < out->match.n_whys; i++) {
        const struct why *why = &out->match.whys[i];
        struct cause *cause =
            add(out, job_add(job, why->code, why->confidence, JOB_ANEW));

        cause_detail(cause, job->arena, "%s", why->detail);
        cause_see(cause, job->arena, why->zone, why->sets, why->n_sets);
        if (why->origin != NULL)
            cause_origin(cause, job->arena, why->origin, "", NULL);
    }
}

static void keep_chain(struct job *job, const struct record_match *match)
{
    const char **steps;

    if (job->finding->n_chain > 0 || match->n_steps == 0)
        return;
    steps = arena_array(job->arena, match->n_steps, sizeof(const char *));
    memcpy(steps, match->steps, match->n_steps * sizeof(const char *));
    job->finding->chain = steps;
    job->finding->n_chain = match->n_steps;
}

void explain_record(struct job *job, const struct validation *validation, bool only_wrong,
                    struct record_causes *out)
{
    const struct acm_record *record = &validation->record;

    memset(out, 0, sizeof(*out));
    out->expected = expected_of(job, record);
    if (job->facts->zones != NULL && job->facts->zones->any)
        record_meet(job->facts->zones, job->cert->account, validation->domain,
                    record->name, record->value, job->arena, &out->match);
    else
        out->match.state = RECORD_UNKNOWN;
    if (out->match.state == RECORD_UNKNOWN)
        job->n_unknown++;
    if (out->match.state != RECORD_WRONG && only_wrong)
        return;
    keep_chain(job, &out->match);
    if (out->match.state == RECORD_WRONG)
        explain_wrong(job, out);
    else if (out->match.state == RECORD_RIGHT)
        explain_right(job, out);
    else
        explain_unknown(job, out, record);
}

void explain_record_fixes(struct job *job, struct record_causes *causes)
{
    for (size_t i = 0; i < causes->n; i++) {
        struct cause *cause = causes->causes[i];
        const struct why *why =
            causes->match.state == RECORD_WRONG ? &causes->match.whys[i] : NULL;

        record_add_fixes(job, cause, &causes->match, why);
    }
}
