/* evidence_conflict: two dumps of one certificate differ, and none is known to be newer.
 */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/tell.h"
#include "base/when.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_conflict = {
    .rule = {
        .id = "evidence_conflict",
        .title = "Two dumps of one certificate differ",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "One of the two is out of date, and the evidence does not say which: the "
               "verdict may rest on the wrong one.",
        .logic =
            "FAIL: two dumps of one ARN differ in Status, FailureReason, Serial, NotAfter "
            "or a domain's ValidationStatus, and their capture times are unknown or equal. "
            "The one that is taken has the later event inside, else the greater SHA-256 of "
            "its document; both are shown. Different known capture times are history, "
            "not conflict. "
            "PASS: several dumps, and they agree or their times tell them apart. "
            "NA: one dump only.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_DescribeCertificate.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "The dumps of the certificate agree, or their times tell them apart.",
    .causes = { "undetermined" },
    .run = run,
};

/* The first dump that differs without being older, and in what; NULL when there is none.
 */
static const struct cert *rival_of(const struct cert *cert, const char **what)
{
    const struct cert *other;

    for (other = cert->older; other != NULL; other = other->older) {
        if (cert_is_rival(cert, other) && cert_differs(cert, other, what))
            return other;
    }
    return NULL;
}

static const char *value_of(struct arena *arena, const struct cert *cert,
                            const char *what)
{
    const char *value = NULL;

    if (strcmp(what, "Status") == 0)
        value = cert_status_word(cert);
    else if (strcmp(what, "FailureReason") == 0)
        value = cert_reason_word(cert);
    else if (strcmp(what, "Serial") == 0)
        value = cert->serial;
    else if (strcmp(what, "NotAfter") == 0 && cert->not_after != WHEN_NONE)
        value = tell_when(arena, cert->not_after);
    return value == NULL || value[0] == '\0' ? "none" : value;
}

/* A member of the certificate has a place of its own; a domain's state has many. */
static void tell_member(struct finding *out, struct arena *arena, const struct cert *cert,
                        const char *what, const char *value)
{
    bool is_member = strcmp(what, "Status") == 0 || strcmp(what, "FailureReason") == 0 ||
                     strcmp(what, "Serial") == 0 || strcmp(what, "NotAfter") == 0;

    tell_evidence(
        out, arena, &cert->origin,
        is_member && strcmp(value, "none") != 0 ? arena_printf(arena, "/%s", what) : "",
        is_member ? value : NULL);
}

static enum verdict fail(const struct cert *cert, const struct cert *other,
                         const char *what, struct finding *out, struct arena *arena)
{
    const char *taken = value_of(arena, cert, what);
    const char *lost = value_of(arena, other, what);

    if (strcmp(taken, lost) == 0) /* they differ in a domain's state */
        finding_say(out, arena,
                    "%s: %s and %s differ in %s, and nothing tells which is newer; the "
                    "first is taken",
                    tell_cert(cert), cert->origin.source->file,
                    other->origin.source->file, what);
    else
        finding_say(
            out, arena,
            "%s: %s says %s %s, %s says %s, and nothing tells which is newer; the "
            "first is taken",
            tell_cert(cert), cert->origin.source->file, what, taken,
            other->origin.source->file, lost);
    tell_member(out, arena, cert, what, taken);
    tell_member(out, arena, other, what, lost);
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN,
                  "A description taken now decides between the two.");
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    const struct cert *other;
    const char *what = NULL;

    (void)facts;
    if (cert->older == NULL)
        return VERDICT_NA;
    if (!cert->conflict)
        return VERDICT_PASS;
    other = rival_of(cert, &what);
    return other == NULL ? VERDICT_PASS : fail(cert, other, what, out, arena);
}
