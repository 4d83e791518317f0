/* job: one diagnosis at work: what it looks at, and how its causes are put together. */
#include "analyzer/join/job.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/zones.h"
#include "base/arena.h"

enum {
    SKEW_S = 5 * WHEN_MINUTE, /* clocks that differ by less are equal */
    VALUE_MAX = 200,
};

bool request_is_dead(const struct cert *cert)
{
    return cert->status == ACM_FAILED || cert->status == ACM_VALIDATION_TIMED_OUT;
}

struct cause *job_add(struct job *job, enum cause_code code, enum confidence confidence,
                      const char *request_title)
{
    struct cause *cause = finding_cause(job->finding, job->arena, code, confidence);

    job->any = true;
    if (!request_is_dead(job->cert))
        return cause;
    if (job->request == NULL)
        job->request = fix_request(job->cert, job->arena);
    cause_fix(cause, job->arena, FIX_CLI, request_title, job->request);
    if (cert_in_use(job->cert) == FLAG_TRUE)
        cause_fix(cause, job->arena, FIX_TEXT,
                  "Replace the certificate without an outage",
                  fix_order(job->cert, job->arena));
    return cause;
}

void job_mend_first(const struct job *job, struct cause *cause, struct fix *mend)
{
    struct fix **at = &cause->fixes;

    if (mend == NULL || !request_is_dead(job->cert))
        return;
    while (*at != mend)
        at = &(*at)->next;
    *at = mend->next;
    mend->next = cause->fixes;
    cause->fixes = mend;
}

struct cause *job_undetermined(struct job *job, const char *detail)
{
    struct cause *cause = job_add(job, CAUSE_undetermined, CONFIDENCE_LOW, JOB_ANEW);

    cause_detail(cause, job->arena, "%s", detail);
    return cause;
}

void job_describe(struct job *job, struct cause *cause, const char *title)
{
    cause_fix(cause, job->arena, FIX_CLI, title, command_describe(job->cert, job->arena));
}

void job_origin(struct job *job, struct cause *cause, const struct origin *origin,
                const char *pointer, const char *value)
{
    struct evidence_ref ref = {
        .file = origin->source == NULL ? "" : origin->source->file,
        .document = origin->document,
        .pointer = pointer,
        .origin = origin,
    };

    if (value != NULL && value[0] != '\0')
        ref.value = arena_strndup(job->arena, value, strnlen(value, VALUE_MAX));
    cause_evidence(cause, job->arena, &ref);
}

void job_place(struct job *job, struct cause *cause, const char *pointer,
               const char *value)
{
    job_origin(job, cause, &job->cert->origin, pointer, value);
}

static const char *visibility_word(const struct zone *zone)
{
    static const char *const words[] = { "unknown", "public", "private" };

    return words[zone->visibility];
}

static void see_zone(struct job *job, struct cause *cause, const struct zone *zone)
{
    struct zone_ref *ref = arena_zalloc(job->arena, sizeof(*ref));

    ref->id = zone->id;
    ref->name = zone->name;
    ref->visibility = visibility_word(zone);
    cause->zone = ref;
}

void job_see(struct job *job, struct cause *cause, const struct zone *zone,
             const struct rrset *const *sets, size_t n)
{
    struct observed_record *seen = arena_array(job->arena, n, sizeof(*seen));

    if (zone != NULL)
        see_zone(job, cause, zone);
    for (size_t i = 0; i < n; i++) {
        const struct rrset *set = sets[i];
        char word[RR_WORD_MAX];

        seen[i] = (struct observed_record){
            .name = arena_printf(job->arena, "%s.", set->name),
            .type = arena_strdup(job->arena, rr_type_word(set->type, word)),
            .ttl_s = set->ttl_s,
            .values = set->values,
            .n_values = set->n_values,
            .zone_id = zone != NULL ? zone->id : NULL,
        };
        if (set->alias != NULL) {
            seen[i].values = &set->alias;
            seen[i].n_values = 1;
        }
        job_origin(job, cause, &set->origin, "",
                   seen[i].n_values > 0 ? seen[i].values[0] : NULL);
    }
    cause->observed = seen;
    cause->n_observed = n;
}

int64_t job_age(const struct job *job)
{
    int64_t age;

    if (!facts_now_is_exact(job->facts) || job->cert->created_at == WHEN_NONE)
        return -1;
    age = job->facts->now - job->cert->created_at;
    if (age < 0)
        return age < -SKEW_S ? -1 : 0;
    return age;
}

bool job_is_young(const struct job *job, int64_t limit)
{
    int64_t age = job_age(job);

    return job->cert->status == ACM_PENDING_VALIDATION && age >= 0 && age < limit;
}
