/* check_step: steps of the timeline: their triggers, and what they are done to. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "mockaws/scenario/check_parts.h"
#include "mockaws/scenario/members.h"

static bool trigger_explained(struct checker *checker, const char *pointer)
{
    return mistakes_explain(checker->mistakes, pointer, "at") ||
           mistakes_explain(checker->mistakes, pointer, "after_calls") ||
           mistakes_explain(checker->mistakes, pointer, "when");
}

static void check_trigger(struct checker *checker, const char *pointer,
                          const struct scenario_step *step)
{
    const int n = (step->at_ms != TIME_NONE) + (step->operation != NULL) +
                  (step->when_certificate != NULL);

    if (checker->scenario == NULL)
        return;
    if (n > 1 || (n == 0 && !trigger_explained(checker, pointer)))
        checker_fault(checker, pointer, "",
                      "%s: want one of \"at\", \"after_calls\", \"when\"",
                      n == 0 ? "no trigger" : "more than one trigger");
    if (step->at_ms != TIME_NONE && step->at_ms < checker->scenario->start_ms)
        checker_fault(checker, pointer, "at", "lies before \"start\"");
    checker_operation(checker, arena_printf(checker->arena, "%s/after_calls", pointer),
                      step->operation);
    checker_certificate(checker, arena_printf(checker->arena, "%s/when", pointer),
                        "certificate", step->when_certificate, TIME_NONE);
}

/* Names that a step picks out of a certificate. */
static void check_names(struct checker *checker, const char *pointer,
                        const struct scenario_step *step,
                        const struct scenario_certificate *certificate)
{
    for (size_t i = 0; certificate != NULL && i < step->n_names; i++) {
        bool found = step->names[i] == NULL;

        for (size_t j = 0; j < certificate->n_names && !found; j++)
            found = certificate->names[j] == NULL ||
                    strcmp(certificate->names[j], step->names[i]) == 0;
        if (!found)
            checker_fault(checker,
                          arena_printf(checker->arena, "%s/names/%zu", pointer, i), "",
                          "the certificate has no name \"%.200s\"", step->names[i]);
    }
    check_twins(checker, pointer, "names", step->names, step->n_names);
}

static const char *type_text(enum acm_type type)
{
    return type == ACM_IMPORTED ? "imported" : "private";
}

/* E-mail may be moved to DNS by UpdateCertificateOptions: it has records then. */
static void check_validation(struct checker *checker, const char *pointer,
                             const struct scenario_step *step,
                             const struct scenario_certificate *certificate)
{
    if (certificate == NULL)
        return;
    if (certificate->type != ACM_AMAZON_ISSUED)
        checker_fault(checker, pointer, "certificate",
                      "%s is %s and has no validation records", certificate->id,
                      type_text(certificate->type));
    else if (certificate->method == ACM_METHOD_HTTP)
        checker_fault(checker, pointer, "certificate",
                      "%s is validated by HTTP and has no validation records",
                      certificate->id);
    else if (step->verb == DO_UPSERT_VALIDATION_RECORDS)
        check_break(checker, pointer, step, certificate);
}

static void check_mail(struct checker *checker, const char *pointer,
                       const struct scenario_step *step,
                       const struct scenario_certificate *certificate)
{
    const bool http = certificate != NULL && certificate->method == ACM_METHOD_HTTP &&
                      step->verb == DO_APPROVE_EMAIL;

    if (certificate == NULL || certificate->method == ACM_METHOD_EMAIL || http)
        return;
    if (certificate->type == ACM_AMAZON_ISSUED)
        checker_fault(checker, pointer, "certificate",
                      "%s is validated by %s, not by e-mail", certificate->id,
                      acm_word(ACM_WORDS_METHOD, (int)certificate->method));
    else
        checker_fault(checker, pointer, "certificate", "%s is %s and gets no mail",
                      certificate->id, type_text(certificate->type));
}

/* By the rules of RenewCertificate and RevokeCertificate (ACM API). */
static void check_renew(struct checker *checker, const char *pointer,
                        const struct scenario_step *step,
                        const struct scenario_certificate *certificate)
{
    if (certificate == NULL)
        return;
    if (step->verb == DO_RENEW && certificate->type != ACM_PRIVATE)
        checker_fault(checker, pointer, "certificate",
                      "RenewCertificate takes private certificates alone; the others are "
                      "renewed by themselves or not at all");
    if (step->verb == DO_REVOKE && certificate->type == ACM_IMPORTED)
        checker_fault(checker, pointer, "certificate",
                      "an imported certificate is revoked by who issued it, not by ACM");
}

static void check_certificate_verb(struct checker *checker, const char *pointer,
                                   const struct scenario_step *step)
{
    const struct known *known = checker_certificate(checker, pointer, "certificate",
                                                    step->certificate, step->at_ms);
    const struct scenario_certificate *certificate =
        known == NULL ? NULL : known->certificate;

    check_names(checker, pointer, step, certificate);
    if (step->verb == DO_UPSERT_VALIDATION_RECORDS ||
        step->verb == DO_DELETE_VALIDATION_RECORDS)
        check_validation(checker, pointer, step, certificate);
    else if (step->verb == DO_APPROVE_EMAIL || step->verb == DO_DENY_EMAIL)
        check_mail(checker, pointer, step, certificate);
    else if (step->verb == DO_RENEW || step->verb == DO_REVOKE)
        check_renew(checker, pointer, step, certificate);
    else if (step->verb == DO_FORCE)
        check_force(checker, pointer, step);
    check_twins(checker, pointer, "arns", step->arns, step->n_arns);
}

static void check_zone_verb(struct checker *checker, const char *pointer,
                            const struct scenario_step *step)
{
    const struct known *known =
        checker_zone(checker, pointer, "zone", step->zone, step->at_ms);
    const bool delegates = step->verb == DO_DELEGATE || step->verb == DO_UNDELEGATE;

    if (known != NULL && delegates && known->zone->private_zone)
        checker_fault(checker, pointer, "zone",
                      "%s is private: no parent points to it, ever", step->zone);
    if (step->records != NULL && step->n_records == 0)
        checker_fault(checker, pointer, "records", "want at least one record set");
    check_records(checker, pointer, known == NULL ? NULL : known->zone->name,
                  step->records, step->n_records, step->verb == DO_UPSERT_RECORDS);
}

static void check_new(struct checker *checker, const char *pointer,
                      const struct scenario_step *step)
{
    if (step->new_certificate != NULL)
        check_certificate(checker, pointer, step->new_certificate);
    if (step->new_zone != NULL)
        check_zone(checker, pointer, step->new_zone);
}

static void check_advance(struct checker *checker, const char *pointer,
                          const struct scenario_step *step)
{
    if (step->at_ms != TIME_NONE)
        checker_fault(checker, pointer, "do",
                      "the clock comes by every \"at\" and goes on to \"observe\" by "
                      "itself: advance it \"after_calls\" or \"when\"");
}

void check_step(struct checker *checker, const char *pointer,
                const struct scenario_step *step)
{
    check_trigger(checker, pointer, step);
    switch (step->verb) {
    case DO_REQUEST:
    case DO_IMPORT:
    case DO_CREATE_ZONE:
        check_new(checker, pointer, step);
        break;
    case DO_UPSERT_RECORDS:
    case DO_DELETE_RECORDS:
    case DO_DELETE_ZONE:
    case DO_DELEGATE:
    case DO_UNDELEGATE:
        check_zone_verb(checker, pointer, step);
        break;
    case DO_DELETE:
    case DO_REVOKE:
    case DO_RENEW:
    case DO_UPSERT_VALIDATION_RECORDS:
    case DO_DELETE_VALIDATION_RECORDS:
    case DO_SET_IN_USE:
    case DO_APPROVE_EMAIL:
    case DO_DENY_EMAIL:
    case DO_FORCE:
        check_certificate_verb(checker, pointer, step);
        break;
    case DO_ADVANCE:
        check_advance(checker, pointer, step);
        break;
    case DO_DNS_FAULT:
        break;
    }
}
