/* evidence_malformed: a file that could not be read, or only in part. */
#include "analyzer/check/check.h"

#include "analyzer/check/problems.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_malformed = {
    .rule = {
        .id = "evidence_malformed",
        .title = "Evidence that cannot be read",
        .group = GROUP_EVIDENCE,
        .severity = SEV_HIGH,
        .why = "What stands in this file was not judged. A failing certificate may be "
               "among it, and no verdict says so: an unreadable file is never a clean "
               "bill.",
        .logic =
            "FAIL, high: the file is empty, holds only the output of a failed or wrong "
            "command, or is not readable: bad JSON, too deep, beyond a limit, or refused by "
            "the system. FAIL, medium: it was read in part, and the finding says what was "
            "lost: a broken document beside sound ones, a member of the wrong type, a time "
            "that is none, a member that stands twice. Line, column and JSON pointer are "
            "given. PASS: read whole. This check drives exit status 3.",
        .references = {
            "https://www.rfc-editor.org/rfc/rfc8259",
            "https://www.rfc-editor.org/rfc/rfc6901",
            "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html",
        },
    },
    .scope = SCOPE_EVIDENCE,
    .verdicts = CAN_PASS | CAN_FAIL,
    .pass = "The file was read whole.",
    .causes = { "capture_failed" },
    .run = run,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct source *source = subject->evidence->sources[0];
    const unsigned lost = PROBLEMS(PROBLEM_MALFORMED) | PROBLEMS(PROBLEM_CAPTURE_FAILED);
    const unsigned partly = PROBLEMS(PROBLEM_PARTLY) | PROBLEMS(PROBLEM_WRONG_TYPE) |
                            PROBLEMS(PROBLEM_BAD_TIME);
    const struct problem *first = problem_first(source, lost);

    (void)facts;
    if (first == NULL) {
        first = problem_first(source, partly);
        if (first == NULL)
            return VERDICT_PASS;
        out->severity = SEV_MEDIUM;
    }
    problem_tell(out, arena, source, first, lost | partly);
    problem_causes(out, arena, source, PROBLEMS(PROBLEM_CAPTURE_FAILED),
                   CAUSE_capture_failed, CONFIDENCE_CERTAIN, "Run the command again");
    return VERDICT_FAIL;
}
