/* evidence_unrecognised: a file without usable evidence, or of no known shape. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_unrecognised = {
    .rule = {
        .id = "evidence_unrecognised",
        .title = "A file that holds no usable evidence",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "Somebody saved this file to prove something. Text and table output, another "
               "service's answer or a printed object prove nothing here, and the "
               "certificates they speak of are not judged.",
        .logic =
            "FAIL: the shape is known by name but holds no usable evidence (the command "
            "that gives JSON is printed), or it is not known at all. "
            "PASS: every document of the file has a known and usable shape. "
            "NA: the file is unreadable, which evidence_malformed tells.",
        .references = {
            "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "Every document of the file has a known shape.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct source *source = subject->evidence->sources[0];
    const unsigned kinds = PROBLEMS(PROBLEM_NAMED) | PROBLEMS(PROBLEM_UNRECOGNISED);
    const struct problem *first = problem_first(source, kinds);

    (void)facts;
    if (first == NULL)
        return source->n_records == 0 &&
                       problem_first(source, PROBLEMS(PROBLEM_MALFORMED) |
                                                 PROBLEMS(PROBLEM_CAPTURE_FAILED)) != NULL
                   ? VERDICT_NA
                   : VERDICT_PASS;
    problem_tell(out, arena, source, first, kinds);
    problem_causes(out, arena, source, PROBLEMS(PROBLEM_NAMED), CAUSE_undetermined,
                   CONFIDENCE_CERTAIN, "Save it as JSON instead");
    return VERDICT_FAIL;
}
