/* domains: what each domain that is not validated waits for: a record, a mail, a file. */
#include "analyzer/join/job.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/explain_record.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/mail.h"
#include "analyzer/join/seen.h"
#include "analyzer/join/shell.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/map.h"

static const char *status_of(struct job *job, const struct validation *validation,
                             const char *pointer)
{
    const char *word;

    if (validation->status != ACM_DOMAIN_OTHER)
        return acm_word(ACM_WORDS_DOMAIN_STATUS, validation->status);
    word = cert_oddity(job->cert, pointer);
    return word == NULL ? "" : word;
}

/* Name the domain of a validation, and where its state and record stand. */
static void add_domain(struct job *job, struct cause *cause,
                       const struct validation *validation)
{
    size_t i = (size_t)(validation - job->set.validations);
    const char *base = arena_printf(job->arena, "%s/%zu", job->set.pointer, i);
    const char *pointer = arena_printf(job->arena, "%s/ValidationStatus", base);

    cause_domain(cause, job->arena, validation->domain);
    if (validation->status != ACM_DOMAIN_NONE)
        job_place(job, cause, pointer, status_of(job, validation, pointer));
    else
        job_place(job, cause, base, NULL);
    if (validation->record.value != NULL)
        job_place(job, cause, arena_printf(job->arena, "%s/ResourceRecord/Value", base),
                  validation->record.value);
}

static enum acm_method method_of(const struct job *job,
                                 const struct validation *validation)
{
    if (validation->method != ACM_METHOD_NONE)
        return (enum acm_method)validation->method;
    if (validation->record.name != NULL)
        return ACM_METHOD_DNS;
    if (validation->n_emails > 0)
        return ACM_METHOD_EMAIL;
    if (validation->redirect_from != NULL)
        return ACM_METHOD_HTTP;
    return (enum acm_method)job->cert->method;
}

struct cause *explain_no_record(struct job *job)
{
    struct cause *cause;

    if (job_is_young(job, RECORD_YOUNG_S)) {
        cause = job_add(job, CAUSE_record_not_generated,
                        job->cert->grade == GRADE_DESCRIBE ? CONFIDENCE_CERTAIN
                                                           : CONFIDENCE_MEDIUM,
                        JOB_ANEW);
        cause_detail(cause, job->arena,
                     "DomainValidationOptions holds no ResourceRecord yet. ACM makes it "
                     "within seconds to minutes of the request: look again shortly.");
        job_describe(job, cause, "Describe the certificate again in a minute");
        return cause;
    }
    cause = job_undetermined(
        job, "The domain is validated by DNS, but the record that ACM asks for is not in "
             "the evidence.");
    job_describe(job, cause, "Save a full description: it holds the record");
    return cause;
}

static struct cause *explain_http(struct job *job, const struct validation *validation)
{
    struct cause *cause =
        job_add(job, CAUSE_http_token_unreachable, CONFIDENCE_MEDIUM,
                "Request a new certificate, validated by DNS instead of HTTP");
    const char *from = validation->redirect_from;
    struct buf out;

    cause_detail(cause, job->arena,
                 "ACM fetches %s; it must redirect (301, 302, 307 or 308) to %s, or hold "
                 "the same content.",
                 from != NULL ? from : "a file below /.well-known/pki-validation/",
                 validation->redirect_to != NULL ? validation->redirect_to
                                                 : "the address that ACM gave");
    if (from != NULL && strncmp(from, "http://", 7) == 0) {
        buf_init(&out);
        buf_puts(&out, "curl -sSiL --max-redirs 5 ");
        shell_word(&out, from);
        cause_fix(cause, job->arena, FIX_CLI, "Fetch the file as ACM does",
                  shell_keep(&out, job->arena));
    }
    cause_fix(cause, job->arena, FIX_TEXT, "Let CloudFront answer",
              "CloudFront asks for HTTP validation by itself for its distribution "
              "tenants: point the domain's DNS at the distribution, and it serves the "
              "file. HTTP cannot be asked for in a request of one's own.");
    return cause;
}

/* Nobody can take mail there, as far as the saved DNS tells: RFC 5321, 5.1; RFC 7505. */
static struct cause *explain_no_mailbox(struct job *job,
                                        const struct validation *validation)
{
    const char *domain = mail_domain(validation);
    struct mail_way way;
    struct cause *cause;

    if (!mail_is_lost(job->facts->zones, domain, job->arena, &way))
        return NULL;
    cause = job_add(job, CAUSE_email_no_mailbox, way.confidence,
                    "Request a new certificate, validated by DNS");
    cause_detail(cause, job->arena, "%s", way.said);
    if (way.look.n_sets > 0)
        cause_see(cause, job->arena, way.look.zone, way.look.sets, way.look.n_sets);
    else if (way.look.answer != NULL)
        cause_origin(cause, job->arena, &way.look.answer->origin, "", NULL);
    else if (way.look.zone != NULL && way.look.zone->dump != NULL)
        cause_origin(cause, job->arena, &way.look.zone->dump->origin, "", NULL);
    cause_domain(cause, job->arena, validation->domain);
    return cause;
}

static struct cause *explain_mail(struct job *job, const struct validation *validation)
{
    struct cause *cause = job_add(job, CAUSE_email_unanswered, CONFIDENCE_CERTAIN,
                                  "Request a new certificate, validated by DNS");

    explain_no_mailbox(job, validation);
    cause_detail(cause, job->arena,
                 "ACM wrote to %s; somebody there must open the link within 72 hours.",
                 mail_boxes(validation, job->arena));
    return cause;
}

static void add_mail_fixes(struct job *job, struct cause *cause,
                           const struct validation *validation)
{
    const char *domain = mail_domain(validation);

    if (job_is_young(job, MAIL_LIMIT_S))
        cause_fix(cause, job->arena, FIX_CLI, "Send the mail again",
                  fix_resend(job->cert, cause->domains, cause->n_domains,
                             validation->validation_domain != NULL
                                 ? validation->validation_domain
                                 : validation->domain,
                             job->arena));
    cause_fix(cause, job->arena, FIX_CLI, "See which mail servers the domain has",
              command_dig("MX", &domain, 1, job->arena));
    cause_fix(cause, job->arena, FIX_TEXT, "Do without mail",
              "A certificate that is validated by DNS needs no person, neither now nor "
              "at each renewal; from 2028-03-15 on the CA/Browser Forum forbids such "
              "mail.");
}

/* What entries have in common when one cause is enough for them; in the arena. */
static const char *fold_key(struct job *job, const struct validation *validation,
                            enum acm_method method, size_t *len)
{
    struct arena *arena = job->arena;
    const char *a = "";
    const char *b = "";
    char *key;

    if (method == ACM_METHOD_DNS && validation->record.name != NULL) {
        const struct acm_record *record = &validation->record;
        const char *value = record->value != NULL ? record->value : "";

        a = name_canonical(arena, record->name, strlen(record->name));
        b = name_canonical(arena, value, strlen(value));
    } else if (method == ACM_METHOD_EMAIL) {
        a = mail_domain(validation);
    } else if (method == ACM_METHOD_HTTP) {
        a = validation->domain;
    }
    key = arena_printf(arena, "%d %s %s", (int)method, a, b);
    *len = strlen(key);
    return key;
}

/* What is not a record: one cause. */
static struct cause *explain(struct job *job, const struct validation *validation,
                             enum acm_method method)
{
    struct cause *cause;

    switch (method) {
    case ACM_METHOD_DNS:
        return explain_no_record(job);
    case ACM_METHOD_EMAIL:
        return explain_mail(job, validation);
    case ACM_METHOD_HTTP:
        return explain_http(job, validation);
    case ACM_METHOD_NONE:
    case ACM_METHOD_OTHER:
    default:
        cause = job_undetermined(
            job,
            job_is_young(job, RECORD_YOUNG_S)
                ? "How the domain is to be validated is not in the evidence; ACM may "
                  "not have filled it in yet, minutes after the request."
                : "How the domain is to be validated (DNS, e-mail, HTTP) is not in "
                  "the evidence.");
        job_describe(job, cause, "Save a full description: it holds the method");
        return cause;
    }
}

/* The causes of the entries that share a record, a mail domain or a file. */
struct folded {
    struct record_causes record; /* of a record; else one cause */
    const struct validation *validation;
    enum acm_method method;
};

static void begin(struct job *job, struct folded *folded, bool only_wrong)
{
    if (folded->method == ACM_METHOD_DNS && folded->validation->record.name != NULL) {
        explain_record(job, folded->validation, only_wrong, &folded->record);
        return;
    }
    if (only_wrong) {
        job->n_unknown++;
        return;
    }
    folded->record.causes[0] = explain(job, folded->validation, folded->method);
    folded->record.n = 1;
}

/* These name all domains of the cause: it must have them first. */
static void add_fixes(struct job *job, struct folded *folded)
{
    if (folded->record.expected != NULL)
        explain_record_fixes(job, &folded->record);
    else if (folded->method == ACM_METHOD_EMAIL && folded->record.n > 0)
        add_mail_fixes(job, folded->record.causes[0], folded->validation);
}

void explain_domains(struct job *job, bool only_wrong)
{
    struct folded *list = arena_array(job->arena, job->set.n, sizeof(*list));
    struct map map;
    size_t n = 0;

    map_init(&map);
    for (size_t i = 0; i < job->set.n; i++) {
        const struct validation *validation = &job->set.validations[i];
        struct folded *folded;
        const char *key;
        void **place;
        size_t len;

        if (validation->status == ACM_DOMAIN_SUCCESS && !job->renewal)
            continue;
        key = fold_key(job, validation, method_of(job, validation), &len);
        place = map_at(&map, key, len);
        if (*place == NULL) {
            folded = &list[n++];
            *folded = (struct folded){ .validation = validation,
                                       .method = method_of(job, validation) };
            begin(job, folded, only_wrong);
            *place = folded;
        }
        folded = *place;
        for (size_t k = 0; k < folded->record.n; k++)
            add_domain(job, folded->record.causes[k], validation);
    }
    map_clear(&map);
    for (size_t i = 0; i < n; i++)
        add_fixes(job, &list[i]);
}
