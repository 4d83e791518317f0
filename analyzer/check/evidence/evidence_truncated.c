/* evidence_truncated: the saved answer says itself that more exists. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_truncated = {
    .rule = {
        .id = "evidence_truncated",
        .title = "A saved answer that is cut short",
        .group = GROUP_EVIDENCE,
        .severity = SEV_MEDIUM,
        .why = "The answer says that there is more than was saved. What was left behind is "
               "not judged, and \"not in the list\" proves nothing.",
        .logic =
            "FAIL: NextToken or IsTruncated without the page that follows, or "
            "HasAdditionalSubjectAlternativeNames (the row shows the first 100 names "
            "only). PASS: nothing in the file says that more exists. NA: the file is "
            "unreadable.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_ListCertificates.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateSummary.html",
            "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html",
            "PCI DSS 4.0 4.2.1.1",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "Nothing in the file says that more exists.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct source *source = subject->evidence->sources[0];
    const unsigned kinds = PROBLEMS(PROBLEM_TRUNCATED);
    const struct problem *first = problem_first(source, kinds);

    (void)facts;
    if (first == NULL)
        return source_is_unreadable(source) ? VERDICT_NA : VERDICT_PASS;
    problem_tell(out, arena, source, first, kinds);
    problem_causes(out, arena, source, kinds, CAUSE_undetermined, CONFIDENCE_CERTAIN,
                   "Save the whole answer");
    return VERDICT_FAIL;
}
