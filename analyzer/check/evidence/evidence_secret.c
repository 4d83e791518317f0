/* evidence_secret: a private key or credential among the evidence. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_secret = {
    .rule = {
        .id = "evidence_secret",
        .title = "A secret among the evidence",
        .group = GROUP_EVIDENCE,
        .severity = SEV_CRITICAL,
        .why = "Evidence is copied, mailed and kept. A private key or credential in it must "
               "be taken for known to others: replace the certificate or the key, then "
               "remove the file everywhere it went.",
        .logic =
            "FAIL: a PEM private key, an AWS secret access key or a session token stands "
            "in the file. Its value is never printed, only its place. PASS: none was "
            "found. NA: the file is unreadable.",
        .references = {
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/securing_access-keys.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "data-protection.html",
            "NIST SP 800-53 r5 SC-12",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "No private key or credential was found in the file.",
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct source *source = subject->evidence->sources[0];
    const unsigned kinds = PROBLEMS(PROBLEM_SECRET);
    const struct problem *first = problem_first(source, kinds);

    (void)facts;
    if (first == NULL)
        return source_is_unreadable(source) ? VERDICT_NA : VERDICT_PASS;
    problem_tell(out, arena, source, first, kinds);
    return VERDICT_FAIL;
}
