/* evidence_unknown_word: a status, method, reason or type that is not known. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_unknown_word = {
    .rule = {
        .id = "evidence_unknown_word",
        .title = "A word that is not known",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "ACM gains words without a new API version. A status or reason that this "
               "version does not know is kept as it is written, but no check can judge it; "
               "a newer version may. A mistyped or edited file shows here as well.",
        .logic =
            "FAIL: a status, validation method, failure reason, type or other enumerated "
            "member holds a word beyond those of the API's model. The first is named, each "
            "one's place is given. PASS: every word is known. NA: the file is unreadable.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_DomainValidation.html",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "Every status, method, reason and type is a known word.",
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct source *source = subject->evidence->sources[0];
    const unsigned kinds = PROBLEMS(PROBLEM_UNKNOWN_WORD);
    const struct problem *first = problem_first(source, kinds);

    (void)facts;
    if (first == NULL)
        return source_is_unreadable(source) ? VERDICT_NA : VERDICT_PASS;
    problem_tell(out, arena, source, first, kinds);
    return VERDICT_FAIL;
}
