/* diagnosis: why a certificate's names are not validated (catalogue 2). */
#include "analyzer/join/diagnosis.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/explain_caa.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/job.h"
#include "analyzer/join/reasons.h"
#include "base/arena.h"

/* ---- which validations ---- */

static bool renewal_is_stuck(const struct cert *cert)
{
    return cert->renewal != NULL &&
           (cert->renewal->status == ACM_RENEWAL_PENDING_AUTO_RENEWAL ||
            cert->renewal->status == ACM_RENEWAL_PENDING_VALIDATION ||
            cert->renewal->status == ACM_RENEWAL_FAILED);
}

struct validation_set diagnosis_set(const struct cert *cert)
{
    struct validation_set set = { cert->validations, cert->n_validations,
                                  "/DomainValidationOptions", "the request" };

    if (cert->status != ACM_ISSUED && cert->status != ACM_EXPIRED)
        return set;
    if (renewal_is_stuck(cert))
        return (struct validation_set){ cert->renewal->validations,
                                        cert->renewal->n_validations,
                                        "/RenewalSummary/DomainValidationOptions",
                                        cert->renewal->status == ACM_RENEWAL_FAILED
                                            ? "the failed renewal"
                                            : "the pending renewal" };
    if (cert->update != NULL &&
        cert->update->status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION)
        set.said = "the move to DNS";
    return set;
}

/* ---- ACM's own reasons ---- */

/* The names that a reason is about: those not validated, else all. */
static void add_reason_domains(struct job *job, struct cause *cause,
                               enum acm_reason reason)
{
    size_t n;
    const char *const *names = known_names(job->cert, job->arena, &n);

    for (size_t i = 0; i < job->set.n && reason != ACM_CAA_ERROR; i++) {
        if (job->set.validations[i].status != ACM_DOMAIN_SUCCESS)
            cause_domain(cause, job->arena, job->set.validations[i].domain);
    }
    if (cause->n_domains > 0)
        return;
    for (size_t i = 0; i < n; i++)
        cause_domain(cause, job->arena, names[i]);
}

/* CAA_ERROR: proven by the saved DNS, or proven to be over; true when nothing is left. */
static bool explain_caa_error(struct job *job, const char *text, const char *pointer)
{
    const char *member = strrchr(pointer, '/') + 1;
    struct cause *cause;

    if (job->caa.forbidden)
        return true;
    if (!job->caa.all_permit)
        return false;
    cause = job_add(job, CAUSE_caa_fixed_since, job->caa.confidence,
                    "Request a new certificate: CAA permits Amazon by now");
    cause_detail(cause, job->arena,
                 "%s is %s, but the saved DNS lets Amazon issue for every name now.",
                 member, text);
    add_reason_domains(job, cause, ACM_CAA_ERROR);
    job_place(job, cause, pointer, text);
    return true;
}

static void explain_reason(struct job *job, enum acm_reason word, const char *text,
                           const char *pointer)
{
    const char *member = strrchr(pointer, '/') + 1;
    const struct reason *reason = reason_find(word);
    struct cause *cause;

    if (word == ACM_REASON_NONE || word == ACM_PENDING_DOMAIN_VALIDATION)
        return;
    if (word == ACM_CAA_ERROR && explain_caa_error(job, text, pointer))
        return;
    if (reason == NULL) {
        cause = job_undetermined(
            job, arena_printf(job->arena,
                              "%s is \"%s\", a word that this version does not know.",
                              member, text));
        add_reason_domains(job, cause, word);
        job_place(job, cause, pointer, text);
        job_describe(job, cause, "Describe the certificate again");
        return;
    }
    cause = job_add(job, reason->code, CONFIDENCE_CERTAIN, reason->request_title);
    cause_detail(cause, job->arena, "%s is %s. %s", member, text, reason->detail);
    add_reason_domains(job, cause, word);
    job_place(job, cause, pointer, text);
    if (reason->add_fixes != NULL)
        reason->add_fixes(job->cert, cause, job->arena);
}

static void explain_reasons(struct job *job)
{
    static const char renewal_pointer[] = "/RenewalSummary/RenewalStatusReason";
    const struct cert *cert = job->cert;
    const char *text;

    if (cert->status != ACM_ISSUED && cert->status != ACM_EXPIRED &&
        cert->status != ACM_REVOKED)
        explain_reason(job, cert->reason, cert_reason_word(cert), "/FailureReason");
    if (!renewal_is_stuck(cert))
        return;
    text = acm_word(ACM_WORDS_REASON, (int)cert->renewal->reason);
    if (cert->renewal->reason == ACM_REASON_UNKNOWN)
        text = cert_oddity(cert, renewal_pointer);
    explain_reason(job, cert->renewal->reason, text == NULL ? "" : text, renewal_pointer);
}

/*
 * A request that ACM refused for a known reason was not waiting for its domains: what
 * they say is no cause.
 */
static bool reason_says_all(const struct cert *cert)
{
    return cert->status == ACM_FAILED && cert->reason != ACM_REASON_NONE &&
           cert->reason != ACM_REASON_UNKNOWN;
}

/* ---- nothing fits ---- */

static bool all_validated(const struct job *job)
{
    for (size_t i = 0; i < job->set.n; i++) {
        if (job->set.validations[i].status != ACM_DOMAIN_SUCCESS)
            return false;
    }
    return job->set.n > 0;
}

static const char *say_nothing_fits(const struct job *job)
{
    const struct cert *cert = job->cert;

    if (cert->type == ACM_IMPORTED)
        return "The certificate is imported: ACM validates no names for it.";
    if (cert->type == ACM_PRIVATE)
        return "The certificate is to come from a private CA, and the evidence gives no "
               "reason; the state of the CA may tell.";
    if (all_validated(job) && cert->status == ACM_PENDING_VALIDATION)
        return "Every domain is validated. ACM reads the CAA records next and then "
               "issues, usually within minutes; forbidding CAA may look like waiting.";
    if (all_validated(job))
        return "Every domain is validated, and the evidence gives no reason.";
    if (!cert->described && job->set.n == 0)
        return "The certificate was listed, but no description of it was saved: only "
               "that holds the domains, their records and the reason.";
    if (cert->type == ACM_TYPE_NONE || cert->type == ACM_TYPE_OTHER)
        return "The evidence says neither a reason nor of which type the certificate is "
               "(public, private, imported), so what it waits for is not known.";
    return "The evidence says neither a reason nor how the domains stand.";
}

static void explain_nothing(struct job *job)
{
    const struct cert *cert = job->cert;
    struct cause *cause;
    size_t n;
    const char *const *names;

    if (cert->type == ACM_AMAZON_ISSUED && cert->grade == GRADE_DESCRIBE &&
        job->set.n == 0 && job_is_young(job, RECORD_YOUNG_S)) {
        explain_no_record(job);
        return;
    }
    cause = job_undetermined(job, say_nothing_fits(job));
    job_describe(job, cause, "Save a full description of the certificate");
    if (cert->type == ACM_PRIVATE)
        reason_find(ACM_PCA_INVALID_STATE)->add_fixes(cert, cause, job->arena);
    if (all_validated(job)) {
        names = known_names(cert, job->arena, &n);
        cause_fix(cause, job->arena, FIX_CLI,
                  "Read the CAA records of every name and its parents",
                  command_dig_caa(names, n, job->arena));
    }
}

/* CAA decides for public certificates; mail and files are not asked of the DNS. */
static bool caa_counts(const struct job *job)
{
    const struct cert *cert = job->cert;

    if (cert->type != ACM_AMAZON_ISSUED ||
        (reason_says_all(cert) && cert->reason != ACM_CAA_ERROR))
        return false;
    return cert->method == ACM_METHOD_DNS || cert->method == ACM_METHOD_NONE ||
           cert->reason == ACM_CAA_ERROR;
}

void diagnose(const struct facts *facts, const struct cert *cert, struct finding *finding,
              struct arena *arena)
{
    struct job job = {
        .facts = facts,
        .cert = cert,
        .finding = finding,
        .arena = arena,
        .set = diagnosis_set(cert),
    };

    if (cert->type != ACM_IMPORTED) {
        if (caa_counts(&job))
            job.caa = explain_caa(&job);
        explain_reasons(&job);
        if (cert->type != ACM_PRIVATE && !reason_says_all(cert))
            explain_domains(&job, false);
        else if (cert->reason == ACM_CAA_ERROR)
            explain_domains(&job, true);
    }
    if (!job.any)
        explain_nothing(&job);
}

/* The records, or the CAA answers, that would decide. */
static void explain_open(struct job *job)
{
    size_t n;
    const char *const *names = known_names(job->cert, job->arena, &n);
    struct cause *cause = job_undetermined(
        job, job->n_unknown > 0
                 ? "The validation records are not in the saved DNS, so whether the next "
                   "renewal will find them is not known."
                 : "The records are right; whether CAA permits Amazon is not in the "
                   "saved DNS for every name and its parents.");

    for (size_t i = 0; i < n; i++)
        cause_domain(cause, job->arena, names[i]);
    if (job->n_unknown > 0 && job->set.n > 0 &&
        job->set.validations[0].record.name != NULL)
        cause_fix(
            cause, job->arena, FIX_CLI, "Save the hosted zones and their records",
            command_zones(job->cert, job->set.validations[0].record.name, job->arena));
    cause_fix(cause, job->arena, FIX_CLI,
              "Read the CAA records of every name and its parents",
              command_dig_caa(names, n, job->arena));
}

enum outlook diagnose_renewal(const struct facts *facts, const struct cert *cert,
                              struct finding *finding, struct arena *arena)
{
    struct job job = {
        .facts = facts,
        .cert = cert,
        .finding = finding,
        .arena = arena,
        .set = diagnosis_set(cert),
        .renewal = true,
    };

    job.caa = explain_caa(&job);
    explain_domains(&job, true);
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        if (cause_is_definite(cause))
            return OUTLOOK_BLOCKED;
    if (!job.any && job.n_unknown == 0 && job.set.n > 0 && job.caa.all_permit) {
        finding->caa = NULL; /* nothing is told of what is well */
        finding->n_caa = 0;
        return OUTLOOK_CLEAR;
    }
    if (!job.any)
        explain_open(&job);
    return OUTLOOK_OPEN;
}
