/* job: one diagnosis at work: what it looks at, and how its causes are put together. */
#include "analyzer/join/job.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/seen.h"
#include "base/arena.h"

enum {
    SKEW_S = 5 * WHEN_MINUTE, /* clocks that differ by less are equal */
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

void job_place(struct job *job, struct cause *cause, const char *pointer,
               const char *value)
{
    cause_origin(cause, job->arena, &job->cert->origin, pointer, value);
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
