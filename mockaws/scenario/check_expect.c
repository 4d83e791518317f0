/* check_expect: expectations of certificates that are not there, or against one another.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "mockaws/scenario/check_parts.h"

/* "/expect/certificates/c1": the id is a key. */
static const char *place_of(struct checker *checker, const char *id)
{
    struct buf pointer = { 0 };
    const char *out;

    buf_puts(&pointer, "/expect/certificates/");
    escape_pointer(&pointer, id, strlen(id));
    out = arena_strdup(checker->arena, buf_text(&pointer));
    buf_clear(&pointer);
    return out;
}

static void check_expected(struct checker *checker,
                           const struct scenario_expect_certificate *expect)
{
    const char *place = place_of(checker, expect->id);
    const struct known *known =
        checker_certificate(checker, place, "", expect->id, TIME_NONE);

    if (expect->deleted &&
        (expect->status != ACM_STATUS_NONE || expect->asks_reason ||
         expect->asks_renewal || expect->asks_renewal_reason || expect->n_domains > 0))
        checker_fault(checker, place, "Deleted",
                      "a deleted certificate has no other member to expect");
    if (expect->reason != ACM_REASON_NONE && expect->status != ACM_STATUS_NONE &&
        expect->status != ACM_FAILED)
        checker_fault(checker, place, "FailureReason", "only FAILED has a reason");
    for (size_t i = 0; known != NULL && i < expect->n_domains; i++) {
        const char *domain = expect->domains[i].domain;
        bool found = false;

        for (size_t j = 0; j < known->certificate->n_names && !found; j++)
            found = known->certificate->names[j] == NULL ||
                    strcmp(known->certificate->names[j], domain) == 0;
        if (!found)
            checker_fault(checker, arena_printf(checker->arena, "%s/Domains", place),
                          domain, "the certificate has no such name");
    }
}

static void check_findings(struct checker *checker, const char *member,
                           const struct scenario_expect_finding *findings, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *place = arena_printf(checker->arena, "/expect/%s/%zu", member, i);

        checker_certificate(checker, place, "certificate", findings[i].certificate,
                            TIME_NONE);
        checker_zone(checker, place, "zone", findings[i].zone, TIME_NONE);
        check_twins(checker, place, "causes", findings[i].causes, findings[i].n_causes);
    }
}

static bool is_same(const char *a, const char *b)
{
    return a == NULL ? b == NULL : b != NULL && strcmp(a, b) == 0;
}

/* The same finding cannot be there and not. */
static void check_contradictions(struct checker *checker,
                                 const struct scenario_expect *expect)
{
    for (size_t i = 0; i < expect->n_no_findings; i++) {
        const struct scenario_expect_finding *no = &expect->no_findings[i];

        for (size_t j = 0; no->check != NULL && j < expect->n_findings; j++) {
            const struct scenario_expect_finding *yes = &expect->findings[j];

            if (yes->check == NULL || strcmp(yes->check, no->check) != 0)
                continue;
            if ((no->certificate == NULL && no->zone == NULL && no->domain == NULL) ||
                (is_same(no->certificate, yes->certificate) &&
                 is_same(no->zone, yes->zone) && is_same(no->domain, yes->domain)))
                checker_fault(
                    checker, arena_printf(checker->arena, "/expect/no_findings/%zu", i),
                    "", "\"%s\" is expected among \"findings\" as well", no->check);
        }
    }
}

void check_expect(struct checker *checker, const struct scenario_expect *expect)
{
    for (size_t i = 0; i < expect->n_certificates; i++)
        check_expected(checker, &expect->certificates[i]);
    check_findings(checker, "findings", expect->findings, expect->n_findings);
    check_findings(checker, "no_findings", expect->no_findings, expect->n_no_findings);
    check_contradictions(checker, expect);
}
