/* expect: what a scenario expects, held against what was found. */
#include "mockaws/run/expect.h"

#include <string.h>

#include "base/buf.h"
#include "base/when.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/scenario/session.h"

struct comparison {
    struct session *session;
    const json_t *findings; /* the array; NULL: none */
    struct buf *out;
    size_t n;
};

static void differ(struct comparison *comparison, const char *who, const char *what,
                   const char *wanted, const char *found)
{
    buf_printf(comparison->out, "%s: %s: expected %s, found %s\n", who, what, wanted,
               found);
    comparison->n++;
}

static const char *word_or_none(enum acm_words words, int value)
{
    const char *word = acm_word(words, value);

    return word[0] != '\0' ? word : "none";
}

static void compare_word(struct comparison *comparison, const char *who, const char *what,
                         enum acm_words words, int wanted, int found)
{
    if (wanted != found)
        differ(comparison, who, what, word_or_none(words, wanted),
               word_or_none(words, found));
}

static void compare_domains(struct comparison *comparison,
                            const struct scenario_expect_certificate *expect,
                            const struct certificate *certificate)
{
    for (size_t i = 0; i < expect->n_domains; i++) {
        const struct scenario_domain *domain = &expect->domains[i];
        int found = ACM_DOMAIN_NONE;

        for (size_t k = 0; k < certificate->n_validations; k++)
            if (strcmp(certificate->validations[k].domain, domain->domain) == 0)
                found = (int)certificate->validations[k].status;
        compare_word(comparison, expect->id, domain->domain, ACM_WORDS_DOMAIN_STATUS,
                     (int)domain->status, found);
    }
}

static void compare_renewal(struct comparison *comparison,
                            const struct scenario_expect_certificate *expect,
                            const struct certificate *certificate)
{
    if (expect->asks_renewal)
        compare_word(comparison, expect->id, "RenewalStatus", ACM_WORDS_RENEWAL_STATUS,
                     (int)expect->renewal_status, (int)certificate->renewal.status);
    if (expect->asks_renewal_reason)
        compare_word(comparison, expect->id, "RenewalStatusReason", ACM_WORDS_REASON,
                     (int)expect->renewal_reason, (int)certificate->renewal.reason);
    if (expect->eligibility != ACM_ELIGIBILITY_NONE)
        compare_word(comparison, expect->id, "RenewalEligibility", ACM_WORDS_ELIGIBILITY,
                     (int)expect->eligibility, (int)lifecycle_eligibility(certificate));
}

static void compare_certificate(struct comparison *comparison,
                                const struct scenario_expect_certificate *expect)
{
    const struct certificate *certificate =
        play_certificate(&comparison->session->play, expect->id);
    char wanted[WHEN_TEXT_MAX];
    char found[WHEN_TEXT_MAX];

    if (certificate == NULL || expect->deleted) {
        if ((certificate == NULL) != expect->deleted)
            differ(comparison, expect->id, "the certificate",
                   expect->deleted ? "none" : "one",
                   certificate == NULL ? "none" : "one");
        return;
    }
    if (expect->status != ACM_STATUS_NONE)
        compare_word(comparison, expect->id, "Status", ACM_WORDS_STATUS,
                     (int)expect->status, (int)certificate->status);
    if (expect->asks_reason)
        compare_word(comparison, expect->id, "FailureReason", ACM_WORDS_REASON,
                     (int)expect->reason, (int)certificate->reason);
    compare_renewal(comparison, expect, certificate);
    if (expect->not_after_ms != TIME_NONE &&
        expect->not_after_ms != certificate->not_after_ms)
        differ(comparison, expect->id, "NotAfter",
               when_iso(expect->not_after_ms / 1000, wanted),
               certificate->not_after_ms == TIME_NONE
                   ? "none"
                   : when_iso(certificate->not_after_ms / 1000, found));
    compare_domains(comparison, expect, certificate);
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text != NULL ? text : "";
}

static const char *const verdict_words[] = {
    [EXPECT_FAIL] = "FAIL", [EXPECT_UNKNOWN] = "UNKNOWN", [EXPECT_PASS] = "PASS"
};

/* Is the finding about the certificate, zone and domain that were named? */
static bool is_about(struct comparison *comparison, const json_t *finding,
                     const struct scenario_expect_finding *expect)
{
    const struct certificate *certificate;

    if (strcmp(text_of(finding, "check"), expect->check) != 0)
        return false;
    if (expect->certificate != NULL) {
        certificate = play_certificate(&comparison->session->play, expect->certificate);
        if (certificate == NULL || strcmp(text_of(finding, "arn"), certificate->arn) != 0)
            return false;
    }
    if (expect->zone != NULL &&
        strcmp(text_of(json_object_get(finding, "resource"), "id"), expect->zone) != 0)
        return false;
    return expect->domain == NULL ||
           strcasecmp(text_of(finding, "domain"), expect->domain) == 0;
}

static bool has_cause(const json_t *finding, const char *code)
{
    size_t i;
    json_t *cause;

    json_array_foreach(json_object_get(finding, "causes"), i, cause)
    {
        if (strcmp(text_of(cause, "code"), code) == 0)
            return true;
    }
    return false;
}

static void put_causes(struct buf *out, const json_t *finding)
{
    size_t i;
    json_t *cause;

    json_array_foreach(json_object_get(finding, "causes"), i, cause)
        buf_printf(out, "%s%s", i > 0 ? ", " : "", text_of(cause, "code"));
}

static bool has_all_causes(const json_t *finding,
                           const struct scenario_expect_finding *expect)
{
    for (size_t i = 0; i < expect->n_causes; i++)
        if (!has_cause(finding, expect->causes[i]))
            return false;
    return true;
}

static bool fits(const json_t *finding, const struct scenario_expect_finding *expect)
{
    if (strcmp(text_of(finding, "verdict"), verdict_words[expect->verdict]) != 0)
        return false;
    if (expect->severity != NULL &&
        strcmp(text_of(finding, "severity"), expect->severity) != 0)
        return false;
    return has_all_causes(finding, expect);
}

static void put_wanted(struct buf *out, const struct scenario_expect_finding *expect)
{
    buf_printf(out, "%s %s%s%s", verdict_words[expect->verdict], expect->check,
               expect->severity != NULL ? " " : "",
               expect->severity != NULL ? expect->severity : "");
    for (size_t i = 0; i < expect->n_causes; i++)
        buf_printf(out, "%s%s", i > 0 ? ", " : " because of ", expect->causes[i]);
}

static void compare_finding(struct comparison *comparison,
                            const struct scenario_expect_finding *expect)
{
    struct buf found = { NULL, 0, 0 };
    struct buf wanted = { NULL, 0, 0 };
    size_t i;
    json_t *finding;

    json_array_foreach(comparison->findings, i, finding)
    {
        if (!is_about(comparison, finding, expect))
            continue;
        if (fits(finding, expect)) {
            buf_clear(&found);
            return;
        }
        buf_printf(&found, "%s%s %s, causes [", found.len > 0 ? "; " : "",
                   text_of(finding, "verdict"), text_of(finding, "severity"));
        put_causes(&found, finding);
        buf_putc(&found, ']');
    }
    put_wanted(&wanted, expect);
    differ(comparison, expect->certificate != NULL ? expect->certificate : "findings",
           expect->check, buf_text(&wanted), found.len > 0 ? buf_text(&found) : "none");
    buf_clear(&wanted);
    buf_clear(&found);
}

static void compare_no_finding(struct comparison *comparison,
                               const struct scenario_expect_finding *expect)
{
    size_t i;
    json_t *finding;

    json_array_foreach(comparison->findings, i, finding)
    {
        struct buf found = { NULL, 0, 0 };

        if (!is_about(comparison, finding, expect) ||
            strcmp(text_of(finding, "verdict"), "PASS") == 0 ||
            !has_all_causes(finding, expect))
            continue;
        buf_printf(&found, "%s, causes [", text_of(finding, "verdict"));
        put_causes(&found, finding);
        buf_puts(&found, "]");
        differ(comparison, expect->certificate != NULL ? expect->certificate : "findings",
               expect->check, "no finding", buf_text(&found));
        buf_clear(&found);
    }
}

size_t expect_compare(struct session *session, const json_t *findings, int exit,
                      struct buf *differences)
{
    const struct scenario_expect *expect =
        session->scenario != NULL ? session->scenario->expect : NULL;
    struct comparison comparison = { .session = session,
                                     .findings = json_object_get(findings, "findings"),
                                     .out = differences };

    if (expect == NULL)
        return 0;
    for (size_t i = 0; i < expect->n_certificates; i++)
        compare_certificate(&comparison, &expect->certificates[i]);
    for (size_t i = 0; findings != NULL && i < expect->n_findings; i++)
        compare_finding(&comparison, &expect->findings[i]);
    for (size_t i = 0; findings != NULL && i < expect->n_no_findings; i++)
        compare_no_finding(&comparison, &expect->no_findings[i]);
    if (exit >= 0 && expect->exit >= 0 && exit != expect->exit) {
        buf_printf(differences, "acm-analyzer: exit status: expected %d, found %d\n",
                   (int)expect->exit, exit);
        comparison.n++;
    }
    return comparison.n;
}
